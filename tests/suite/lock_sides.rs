//! A lock after a merge is valid: conflict markers, duplicate lines, another order, older formats.

use crate::discovery::ALL;
use crate::harness::Site;
use tickbook::book::lock::{self, Lock, Status};
use tickbook::text::diag::SourceText;

const LIST: &str = "# Book\n\n- [ ] Write the hiring plan\n- [ ] Set up the backups\n- [ ] Publish the salary bands\n";

fn book() -> Site {
    Site::of(LIST).write("book.toml", "[book]\ntitle = \"Book\"\n").build()
}

fn read(text: &str) -> Lock {
    let source = SourceText { file: lock::FILE_NAME.into(), text: text.into() };
    lock::read(&source).expect("the lock is sound")
}

fn ticks(site: &Site) -> Vec<String> {
    let page = site.read("public/index.html");
    let ids = page.split("data-tick=\"").skip(1).filter_map(|rest| rest.split('"').next());
    ids.map(str::to_string).collect()
}

/// The line of a lock that has these words.
fn line<'a>(lock: &'a str, words: &str) -> &'a str {
    lock.lines().find(|line| line.contains(words)).expect("there is such a line")
}

/// A lock with the marks of git around two versions of a line.
fn marked(lock: &str, line: &str, ours: &str, theirs: &str) -> String {
    lock.replace(line, &format!("<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> other branch"))
}

#[test]
fn every_command_goes_on_with_the_marks_of_a_merge_and_a_build_puts_them_in_order() {
    let site = book();
    let (lock, ids) = (site.read("book.lock"), ticks(&site));
    let known = line(&lock, "hiring");
    let reworded = known
        .replace("write the hiring", "draft the hiring")
        .replace("revision = 1", "revision = 2");
    for (ours, theirs) in [(known, reworded.as_str()), (&reworded, known)] {
        for text in ["Write the hiring plan", "Draft the hiring plan"] {
            let list = LIST.replace("Write the hiring plan", text);
            let site = Site::copy_of_folder(site.root()).write("content/index.md", &list);
            let site = site.write("book.lock", &marked(&lock, known, ours, theirs));
            let left = site.read("book.lock");
            let site = site.run(&["check", "--locked"]).assert_status(0);
            let site = site.run(&["build", "--strict", "--locked"]).assert_status(0);
            assert_eq!((site.read("book.lock"), ticks(&site)), (left, ids.clone()));
            let site = site.run(&["lock", "list"]).assert_status(0);
            let site = site.build().assert_stderr("book.lock: put in order\n");
            assert_eq!(ticks(&site), ids);
            let after = read(&site.read("book.lock"));
            let entry = &after.items[&ids[0]];
            // Whoever ticked one of the two knows one of these revisions.
            assert_eq!(entry.revision, 3);
            assert_eq!(entry.wording.text, text.to_lowercase());
            assert_eq!(entry.former.len(), 1);
            site.build().assert_stderr_lacks("book.lock");
        }
    }
}

#[test]
fn the_version_that_both_sides_come_from_is_left_out() {
    let lock = book().read("book.lock");
    let known = line(&lock, "backups");
    let ours = known.replace("backups", "backups of all machines");
    let theirs = known.replace("\"live\"", "\"retired\"");
    let base = known.replace("backups", "copies");
    let text = lock.replace(
        known,
        &format!(
            "<<<<<<< a\n{ours}\n||||||| base\n<<<<<<<<< x\n{base}\n=========\n{base}\n>>>>>>>>> y\n=======\n{theirs}\n>>>>>>> b"
        ),
    );
    let lock = read(&text);
    let sides = lock.sides.values().next().expect("there are two lines");
    assert_eq!(sides.len(), 2);
    assert!(sides.iter().all(|side| !side.wording.text.contains("copies")));
    let entry =
        lock.items.values().find(|one| one.wording.text.contains("backups")).expect("there");
    assert_eq!((entry.status, entry.revision), (Status::Live, 2));
}

#[test]
fn the_book_bears_out_one_line_for_the_place_and_another_for_the_words() {
    let site = book();
    let (lock, ids) = (site.read("book.lock"), ticks(&site));
    let known = line(&lock, "hiring");
    let moved = known.replace("index.html", "people.html");
    let reworded = known.replace("write the hiring plan", "put into words whom we look for");
    let text = marked(&lock, known, &moved, &reworded);
    let people = "# People\n\n- [ ] Put into words whom we look for\n";
    let site = site
        .write("content/index.md", &LIST.replace("- [ ] Write the hiring plan\n", ""))
        .write("content/people.md", people)
        .write("book.lock", &text)
        .build();
    assert!(site.read("public/people.html").contains(&format!("data-tick=\"{}\"", ids[0])));
    let entry = read(&site.read("book.lock")).items[&ids[0]].clone();
    assert_eq!((entry.page.as_str(), entry.revision), ("people.html", 2));
    assert_eq!(entry.former, ["write the hiring plan"]);
}

#[test]
fn any_order_and_lines_that_are_there_twice_give_the_same_lock() {
    let site = book();
    let lock = site.read("book.lock");
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..20 {
        let mut lines: Vec<&str> = lock.lines().collect();
        let again = lines[random.usize(..lines.len())];
        lines.push(again);
        random.shuffle(&mut lines);
        let site = Site::copy_of_folder(site.root()).write("book.lock", &(lines.join("\n") + "\n"));
        let site = site.run(&["build", "--strict", "--locked"]).assert_status(0).build();
        assert_eq!(site.read("book.lock"), lock);
    }
}

/// The lock of the test as formats 1 and 2 had it: sorted by id, with places, in tables.
fn of_format(version: u32, lock: &str) -> String {
    let mut items: Vec<String> = Vec::new();
    let mut pages: Vec<String> = Vec::new();
    for line in lock.lines() {
        if let Some(item) = line.strip_prefix("item.") {
            let at = (items.len() + 1) * 1000;
            items.push(item.replace("\", text", &format!("\", at = {at}, text")));
        }
        let page = line.strip_prefix("page.").or(line.strip_prefix("heading."));
        pages.extend(page.map(str::to_string));
    }
    items.sort();
    let (items, pages) = (items.join("\n"), pages.join("\n"));
    match version {
        1 => format!("version = 1\n\n[items]\n{items}\n"),
        _ => format!("version = {version}\n\n[items]\n{items}\n\n[pages]\n{pages}\n"),
    }
}

#[test]
fn older_formats_are_read_and_written_anew_with_every_id_and_revision() {
    let site = book();
    let site =
        site.write("content/index.md", &LIST.replace("hiring plan", "plan for hiring")).build();
    let (lock, ids) = (site.read("book.lock"), ticks(&site));
    let lock = lock.replace(", former = [\"write the hiring plan\"]", "");
    for version in [1, 2] {
        let old = of_format(version, &lock);
        let site = Site::copy_of_folder(site.root()).write("book.lock", &old);
        let locked = site.run(&["build", "--strict", "--locked"]);
        let site = match version {
            // Format 1 has no pages, so it does not hold all that readers hold.
            1 => locked.assert_status(1).assert_stderr("1 new page"),
            _ => locked.assert_status(0),
        };
        assert_eq!(site.read("book.lock"), old);
        let site = site.build();
        assert_eq!((site.read("book.lock"), ticks(&site)), (lock.clone(), ids.clone()));
        // A branch that still has the old format is merged into one with the new, whole files on either side.
        let both = format!("<<<<<<< ours\n{lock}=======\n{old}>>>>>>> theirs\n");
        let site =
            site.write("book.lock", &both).run(&["build", "--locked"]).assert_status(0).build();
        assert_eq!((site.read("book.lock"), ticks(&site)), (lock.clone(), ids.clone()));
    }
}

#[test]
fn more_lines_of_one_item_than_merges_leave_are_refused() {
    let site = book();
    let lock = site.read("book.lock");
    let known = line(&lock, "hiring");
    let many: Vec<String> =
        (0..17).map(|n| known.replace("hiring", &format!("hiring {n}"))).collect();
    let site = site.write("book.lock", &lock.replace(known, &many.join("\n"))).build_fails();
    site.assert_stderr("error[TB0904]").assert_stderr("has more than 16 lines that differ");
}

/// A book with everything that comes of one, and the lock of a merge that git has left to its author.
fn merged_with_all() -> Site {
    let toml = format!(
        "[book]\ntitle = \"Book\"\n[output.html]\nsite-url = \"https://a.example/\"\n{ALL}\
         [publish]\ntarget = \"folder\"\n[publish.folder]\npath = \"../site\"\n"
    );
    let site = Site::empty()
        .write("book/book.toml", &toml)
        .write("book/content/index.md", &format!("---\nupdated: 2026-01-02\n---\n{LIST}"))
        .write("book/content/other.md", "---\nupdated: 2026-02-03\n---\n# Other\n\n## Heading\n")
        .run(&["build", "book"])
        .assert_status(0);
    let lock = site.read("book/book.lock");
    let known = line(&lock, "hiring");
    let reworded = known.replace("write the hiring", "draft the hiring");
    let page = line(&lock, "page.\"other.html\"").to_string();
    let lock = marked(&lock, &page, &page.replace("Other", "Another"), &page);
    let known = known.to_string();
    site.write("book/book.lock", &marked(&lock, &known, &reworded, &known))
}

/// The lock is not part of the site, so the site of a lock with marks is that of the lock that a build makes of it: pages, feed,
/// sitemap, Markdown pages and the EPUB.
#[test]
fn all_outputs_are_the_same_before_and_after_a_build_has_put_the_lock_in_order() {
    let site = merged_with_all();
    let left = site.read("book/book.lock");
    assert!(left.matches("<<<<<<< HEAD\n").count() == 2, "{left}");
    let build =
        |site: Site, more: &[&str]| site.run(&[&["build", "--epub", "book"], more].concat());
    let site = build(site, &["--locked"]).assert_status(0);
    let outputs = |site: &Site| {
        let mut files = site.files("book/public");
        // The list has the record of a build, and a lock in another order is another lock.
        files.remove(".tickbook-files");
        files
    };
    let before = outputs(&site);
    assert_eq!(site.read("book/book.lock"), left);
    for path in
        ["index.html", "index.md", "plan.html", "feed.xml", "sitemap.xml", "llms.txt", "book.epub"]
    {
        assert!(before.contains_key(path), "{path} is not among {:?}", before.keys());
    }
    for (path, bytes) in &before {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("<<<<<<<") && !text.contains("draft the hiring"), "{path}");
    }
    check_feed_and_sitemap(&site);
    let site = build(site, &[]).assert_status(0).assert_stderr("book.lock: put in order\n");
    let site = build(site, &["--strict", "--locked"]).assert_status(0);
    assert!(outputs(&site) == before, "the site has changed with the lock");
}

fn check_feed_and_sitemap(site: &Site) {
    for name in ["feed.xml", "sitemap.xml"] {
        let text = site.read(&format!("book/public/{name}"));
        assert!(roxmltree::Document::parse(&text).is_ok(), "{text}");
        assert!(text.contains("https://a.example/other.html"), "{text}");
    }
}

#[test]
fn a_book_whose_lock_has_the_marks_of_a_merge_is_published_and_the_lock_is_left() {
    let site = merged_with_all();
    let left = site.read("book/book.lock");
    let site = site.run(&["publish", "--strict", "book"]).assert_status(0);
    assert_eq!(site.read("book/book.lock"), left);
    let site = site.run(&["build", "--locked", "book"]).assert_status(0);
    let (mut published, mut built) = (site.files("site"), site.files("book/public"));
    assert!(published.remove(".tickbook-published").is_some());
    built.remove(".tickbook-files");
    assert!(published == built, "{:?} and {:?}", published.keys(), built.keys());
    let site = site.run(&["build", "book"]).assert_status(0);
    site.run(&["publish", "book"]).assert_status(0).assert_stderr("already has this site");
}
