//! `tickbook lock`, and other content of the lock than items: the book's id, and no unchanged sample chapters.

use crate::harness::Site;
use std::collections::BTreeMap;

const LIST: &str = "# Book\n\n## Start\n\n- [ ] Write the hiring plan\n  - [ ] Ask the team\n";

fn book() -> Site {
    Site::of(LIST).write("book.toml", "[book]\ntitle = \"Book\"\n")
}

fn ids(site: &Site) -> Vec<String> {
    let page = site.read("public/index.html");
    let ids = page.split("data-tick=\"").skip(1).filter_map(|rest| rest.split('"').next());
    ids.map(str::to_string).collect()
}

#[test]
fn items_are_listed_for_people_and_for_programs() {
    let site = book().build();
    let ids = ids(&site);
    let site = site.run(&["lock", "list", "--format", "json"]).assert_status(0);
    let listed: Vec<BTreeMap<String, serde_json::Value>> =
        serde_json::from_str(&site.stdout()).expect("it is JSON");
    let said: Vec<Vec<&str>> = listed
        .iter()
        .map(|item| {
            let names = ["id", "page", "section", "parent", "text", "status"];
            names.map(|name| item[name].as_str().expect("a text")).to_vec()
        })
        .collect();
    assert_eq!(
        said,
        [
            [&ids[0], "index.html", "start", "", "write the hiring plan", "live"],
            [&ids[1], "index.html", "start", "write the hiring plan", "ask the team", "live"],
        ]
    );
    assert!(listed.iter().all(|item| item["revision"] == 1 && item.len() == 7));
    let shorter = LIST.replace("  - [ ] Ask the team\n", "").replace("hiring", "yearly hiring");
    let site = site.write("content/index.md", &shorter).build().run(&["lock", "list"]);
    let expected = format!(
        "index.html\n  {}  start > write the yearly hiring plan\n{}(1 time reworded)\n  {}  start > write the \
         hiring plan > ask the team\n{}(no longer in the book)\n",
        ids[0],
        " ".repeat(14),
        ids[1],
        " ".repeat(14)
    );
    assert_eq!(site.assert_status(0).stdout(), expected);
}

#[test]
fn an_item_remembers_what_it_said() {
    let site = book().build();
    let id = ids(&site)[0].clone();
    let mut site = site;
    for text in [
        "Write the plan for hiring",
        "Write the plan for hiring!",
        "Write down the plan for hiring",
    ] {
        site = site.write("content/index.md", &LIST.replace("Write the hiring plan", text)).build();
    }
    let site = site.run(&["lock", "log", &id]).assert_status(0);
    assert_eq!(
        site.stdout(),
        "write the hiring plan\nwrite the plan for hiring\nwrite down the plan for hiring\n"
    );
    let mut site = site;
    for number in 1..=10 {
        let text = format!("Write down the plan for hiring in {number} parts");
        site =
            site.write("content/index.md", &LIST.replace("Write the hiring plan", &text)).build();
    }
    let id = ids(&site)[0].clone();
    let site = site.run(&["lock", "log", &id]).assert_status(0);
    assert!(site.stdout().lines().count() <= 9, "{}", site.stdout());
}

#[test]
fn what_the_lock_does_not_have_is_said() {
    let site = book()
        .run(&["lock", "list"])
        .assert_status(1)
        .assert_stderr("error[TB0911]: there is no book.lock");
    let site = site.build().run(&["lock", "log", "none"]).assert_status(1);
    let site = site.assert_stderr("error[TB0911]: book.lock has no item `none`");
    for page in ["none.html", "index.html#none", "none.html#start"] {
        let lock = site.read("book.lock");
        let run = Site::copy_of_folder(site.root()).run(&["lock", "forget", page]).assert_status(1);
        let run = run.assert_stderr(&format!("book.lock has no page or heading `{page}`"));
        assert_eq!(run.read("book.lock"), lock);
    }
    site.run(&["lock", "book-id", "New Book"]).assert_status(2);
}

#[test]
fn the_id_that_the_book_has_already_changes_nothing() {
    let site = book().build();
    let lock = site.read("book.lock");
    let site = site.run(&["lock", "book-id", "book"]).assert_status(0);
    assert_eq!(site.stderr(), "book.lock: the book's id is already `book`; nothing changed\n");
    assert_eq!(site.read("book.lock"), lock);
    let site = site.write("book.toml", "[book]\nid = \"new\"\n").run(&["lock", "book-id", "book"]);
    let site = site.assert_status(0).assert_stderr("nothing changed\nNext: write `id = \"book\"`");
    assert_eq!(site.read("book.lock"), lock);
}

/// One rule for the command, for book.toml and for the lock, and what is made of a title keeps it.
#[test]
fn ids_of_books_have_one_length_wherever_they_stand() {
    let (longest, longer) = ("x".repeat(100), "x".repeat(101));
    let config = |id: &str| format!("[book]\nid = \"{id}\"\n");
    let site = book().build();
    let lock = site.read("book.lock");
    for id in [longer.as_str(), &"a".repeat(5_000), "a--b", "-a"] {
        let run = Site::copy_of_folder(site.root()).run(&["lock", "book-id", "--", id]);
        let run = run.assert_status(2).assert_stderr("at most 100 characters");
        assert_eq!(run.read("book.lock"), lock);
        let run = Site::of(LIST).write("book.toml", &config(id)).build_fails();
        run.assert_stderr("error[TB0104]").assert_stderr("at most 100 characters");
        for line in [format!("book = \"{id}\""), format!("book = \"book\"\nformerly = [\"{id}\"]")]
        {
            let lock = lock.replace("book = \"book\"", &line);
            let run = Site::copy_of_folder(site.root()).write("book.lock", &lock).build_fails();
            run.assert_stderr("error[TB0904]").assert_stderr("must be at most 100");
        }
    }
    let site = site.run(&["lock", "book-id", &longest]).assert_status(0);
    let site = site.write("book.toml", &config(&longest)).build();
    site.assert_file("public/index.html").assert_contains(&format!("data-tb-book=\"{longest}\""));
    let titled = format!("[book]\ntitle = \"{} and more\"\n", "x".repeat(99));
    let site = Site::of(LIST).write("book.toml", &titled).build().build();
    let short = format!("book = \"{}\"", "x".repeat(99));
    assert!(site.read("book.lock").contains(&short), "{}", site.read("book.lock"));
}

#[test]
fn a_page_or_heading_that_was_never_published_is_forgotten() {
    let two = "# Other\n\n## One\n\n## Two\n";
    let site = book()
        .write("content/role/other.md", two)
        .write("content/role/index.md", "# Role\n")
        .build();
    let site =
        site.write("content/role/other.md", "# Other\n\n## One\n").run(&["build", "--strict"]);
    let site =
        site.assert_status(1).assert_stderr("run `tickbook lock forget role/other.html#two`");
    let site = site.run(&["lock", "forget", "role/other.html#two"]).assert_status(0);
    let site = site.run(&["build", "--strict", "--locked"]).assert_status(0);
    let site = site.remove("content/role/other.md").run(&["build", "--strict"]).assert_status(1);
    let site = site.assert_stderr("run `tickbook lock forget role/other.html`");
    let site = site.run(&["lock", "forget", "/role/other.html"]).assert_status(0);
    site.run(&["build", "--strict", "--locked"]).assert_status(0);
}

#[test]
fn another_id_of_the_book_is_an_error_that_shows_the_line_to_restore() {
    let site = book().build();
    // The id comes of the title.
    let renamed = "[book]\ntitle = \"The book\"\n";
    let site = site.write("book.toml", renamed).run(&["build"]).assert_status(1);
    let site =
        site.assert_stderr("error[TB0910]: the book's id has changed from `book` to `the-book`");
    let site = site.assert_stderr("write `id = \"book\"` below `[book]` in book.toml");
    let restored = format!("{renamed}id = \"book\"\n");
    let site = site.write("book.toml", &restored).run(&["build", "--locked"]).assert_status(0);
    let site =
        site.write("book.toml", &restored.replace("\"book\"\n", "\"new\"\n")).run(&["check"]);
    site.assert_status(1).assert_stderr("--> book.toml:3:6").assert_stderr("TB0910");
}

#[test]
fn the_id_is_changed_on_purpose_and_pages_name_the_former_ones() {
    let site = book().build();
    let site = site.run(&["lock", "book-id", "handbook"]).assert_status(0);
    let site = site.assert_stderr("Next: write `id = \"handbook\"` below `[book]` in book.toml");
    let site = site.run(&["build"]).assert_status(1).assert_stderr("write `id = \"handbook\"`");
    let config = |id: &str| format!("[book]\ntitle = \"Book\"\nid = \"{id}\"\n");
    let site = site.write("book.toml", &config("handbook")).run(&["build", "--strict", "--locked"]);
    let site = site.assert_status(0).assert_file("public/index.html");
    let site = site.assert_contains("data-tb-book=\"handbook\" data-tb-former=\"book\"");
    // What carries the ticks over runs before the script that shows them.
    let scripts = ["<script src=\"assets/carry.", "<script src=\"assets/tickbook."];
    let site = site.assert_in_order(&scripts);
    let site = site.run(&["lock", "book-id", "third"]).assert_status(0);
    let site = site.write("book.toml", &config("third")).build().assert_file("public/plan.html");
    let site = site.assert_contains("data-tb-book=\"third\" data-tb-former=\"book handbook\"");
    // Back again: an id is never a former one of itself.
    let site = site.run(&["lock", "book-id", "book"]).write("book.toml", &config("book")).build();
    let site = site.assert_file("public/index.html");
    site.assert_contains("data-tb-book=\"book\" data-tb-former=\"handbook third\"");
}

#[test]
fn browsers_keep_what_carries_ticks_over_with_the_rest_of_the_book() {
    let site = book().build().run(&["lock", "book-id", "handbook"]);
    let config = "[book]\ntitle = \"Book\"\nid = \"handbook\"\n[output.html]\noffline = true\n";
    let site = site.write("book.toml", config).build();
    let list = site.paths("public").into_iter().find(|path| path.starts_with("assets/kept."));
    let list = list.expect("there is a list of what browsers keep");
    assert!(site.read(&format!("public/{list}")).contains("\"assets/carry."), "{list}");
}

#[test]
fn two_branches_with_an_id_each_agree_on_the_new_one() {
    let site = book().build();
    let old = site.read("book.lock");
    let site = site.run(&["lock", "book-id", "handbook"]).assert_status(0);
    let new = site.read("book.lock");
    let head = |text: &str| {
        text.lines().skip(4).take_while(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    };
    let both = format!("<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs", head(&new), head(&old));
    let merged = new.replace(&head(&new), &both);
    let site = site.write("book.lock", &merged);
    let site = site.write("book.toml", "[book]\nid = \"handbook\"\n").run(&["build", "--locked"]);
    let site = site.assert_status(0).build().assert_stderr("book.lock: put in order\n");
    assert_eq!(site.read("book.lock"), new);
}

/// Makes a file read-only, or not.
fn fix(site: &Site, file: &str, fixed: bool) {
    let path = site.path(file);
    let mut permissions = path.metadata().expect("there is a lock").permissions();
    permissions.set_readonly(fixed);
    std::fs::set_permissions(&path, permissions).expect("permissions are set");
}

#[test]
fn a_read_only_lock_holds_each_build_to_it() {
    let site = book().build();
    let fix = |site: &Site, fixed: bool| fix(site, "book.lock", fixed);
    fix(&site, true);
    let lock = site.read("book.lock");
    let site = site.build().write("content/index.md", &LIST.replace("Ask", "Ask all of"));
    for command in ["build", "check"] {
        let run = site.command(&[command]).output().expect("the program starts");
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(1), "{told}");
        assert!(told.contains("TB0906") && told.contains("read-only"), "{told}");
        assert!(told.contains("\n- item."), "{told}");
    }
    let commands: [&[&str]; 3] =
        [&["forget", "index.html"], &["book-id", "other"], &["forget", "index.html#start"]];
    let mut site = site;
    for command in commands {
        site = site.run(&[&["lock"], command].concat()).assert_status(1);
        site = site
            .assert_stderr("error[TB0906]: book.lock is read-only, so it was not changed\n")
            .assert_stderr("make book.lock writable, run the command again, and commit book.lock");
        assert_eq!(site.read("book.lock"), lock);
    }
    // Where readers would hold nothing more, the order of lines does not matter.
    fix(&site, false);
    let mut lines: Vec<&str> = lock.lines().collect();
    let items = lines.iter().position(|line| line.starts_with("item.")).expect("there are items");
    lines.swap(items, items + 1);
    let site = site.write("book.lock", &(lines.join("\n") + "\n")).write("content/index.md", LIST);
    fix(&site, true);
    let site = site.build().assert_stderr_lacks("book.lock");
    fix(&site, false);
    let site = site.build().assert_stderr("book.lock: ");
    assert_eq!(site.read("book.lock"), lock);
}

#[test]
fn the_chapters_of_a_new_book_are_not_held_before_somebody_changes_them() {
    let site = Site::empty().run(&["init", "--title", "Acme handbook"]).build();
    assert!(!site.read("book.lock").contains("page.\"how-we-work.html\""));
    let kept =
        site.read("content/index.md").replace("- [How we work](how-we-work.md)", "- How we work");
    let week =
        site.read("content/first-week.md").replace("[how we work](how-we-work.md)", "how we work");
    let broken = site
        .read("content/when-something-breaks.md")
        .replace("[how we work](how-we-work.md)", "how we work");
    let site = site
        .remove("content/how-we-work.md")
        .write("content/index.md", &kept)
        .write("content/first-week.md", &week)
        .write("content/when-something-breaks.md", &broken);
    let site = site.build().assert_stderr_lacks("TB1001").assert_stderr("3 new pages");
    let site = site.remove("content/when-something-breaks.md").run(&["check"]);
    site.assert_stderr("`when-something-breaks.html` is no longer in the book");
}

#[test]
fn the_items_of_a_new_book_are_forgotten_with_its_chapters() {
    let site = Site::empty().run(&["init", "--title", "Acme handbook"]).build();
    assert!(site.read("book.lock").contains("undo the last change"));
    let site = site.write("content/index.md", "# Acme\n\n- [ ] Ours\n");
    let site = site.write("content/first-week.md", "# First week\n\n- [ ] Sign the papers\n");
    let site = site.remove("content/how-we-work.md").remove("content/when-something-breaks.md");
    let site = site.build().assert_status(0).assert_stderr(" forgotten");
    let lock = site.read("book.lock");
    assert!(!lock.contains("retired") && !lock.contains("undo the last change"), "{lock}");
    assert!(lock.contains("sign the papers"), "{lock}");
    // From the first change on, a chapter is the author's, and so are its items.
    let site = site.write("content/first-week.md", "# First week\n\nNothing to do.\n").build();
    assert!(site.read("book.lock").contains("retired"), "{}", site.read("book.lock"));
    let site = Site::empty().run(&["init", "--title", "Acme handbook"]).build();
    let own = site.read("content/first-week.md") + "\nMore of ours.\n";
    let site = site.write("content/first-week.md", &own).build();
    let site = site.write("content/first-week.md", "# First week\n\nText.\n").build();
    assert!(site.read("book.lock").contains("retired"), "{}", site.read("book.lock"));
}

/// A new book, to be published to a folder beside it.
fn new_book() -> Site {
    let site = Site::empty().run(&["init", "book"]).assert_status(0);
    let config = site.read("book/book.toml")
        + "\n[publish]\ntarget = \"folder\"\n\n[publish.folder]\npath = \"../site\"\n";
    site.write("book/book.toml", &config)
}

#[test]
fn publishing_holds_the_chapters_of_a_new_book_as_they_are() {
    let site = new_book();
    let lock = site.read("book/book.lock");
    let site = site.run(&["publish", "--dry-run", "book"]);
    assert_eq!(site.read("book/book.lock"), lock, "{}", site.stderr());
    let site = site.run(&["publish", "book"]).assert_status(0);
    let site = site.assert_stderr("book.lock: 4 new pages, ");
    let site = site.assert_stderr("it now lists the chapters that `init` wrote");
    let held = site.read("book/book.lock");
    assert!(held.contains("page.\"how-we-work.html\" = \"How we work\""));
    // Nothing else of the lock is changed by it.
    assert!(lock.lines().all(|line| held.lines().any(|now| now == line)), "{held}");
    let site = site.run(&["publish", "book"]).assert_status(0).assert_stderr_lacks("book.lock");
    site.run(&["build", "--locked", "book"]).assert_status(0).assert_stderr_lacks("book.lock");
}

#[test]
fn nothing_is_published_before_the_lock_has_its_pages() {
    let site = new_book();
    let lock = site.read("book/book.lock");
    fix(&site, "book/book.lock", true);
    let site = site.run(&["publish", "book"]).assert_status(1);
    let site = site
        .assert_stderr("error[TB0906]: book.lock is out of date: 4 new pages")
        .assert_stderr("make the read-only book.lock writable, publish again, and commit it")
        .assert_stderr("\n+ page.\"how-we-work.html\"")
        .assert_no_file("site/index.html");
    assert_eq!(site.read("book/book.lock"), lock);
    fix(&site, "book/book.lock", false);
    // If nothing was sent, the lock is as it was, and nothing has to be committed.
    let site = site.write("site/index.html", "somebody else's").run(&["publish", "book"]);
    let site =
        site.assert_status(1).assert_stderr("error[TB1711]").assert_stderr_lacks("commit it");
    assert_eq!(site.read("book/book.lock"), lock);
    let site = site.remove("site/index.html").run(&["publish", "book"]).assert_status(0);
    let site = site.assert_stderr("commit it").assert_file("site/how-we-work.html");
    assert!(site.read("book/book.lock").contains("page.\"how-we-work.html\""));
}

#[test]
fn publishing_writes_nothing_else_into_the_lock() {
    let site = new_book();
    let lock = site.read("book/book.lock");
    let text = site.read("book/content/first-week.md") + "\n- [ ] Learn where the tea is\n";
    let site = site.write("book/content/first-week.md", &text).run(&["publish", "book"]);
    let site = site.assert_status(1).assert_stderr("error[TB0906]").assert_stderr("1 new, ");
    assert_eq!(site.read("book/book.lock"), lock);
    site.assert_no_file("site/index.html");
}
