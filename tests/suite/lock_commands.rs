//! `tickbook lock`, and what the lock keeps besides items: the book's id, and no chapter of a new book before its time.

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
fn a_page_or_heading_that_was_never_published_is_forgotten() {
    let two = "# Other\n\n## One\n\n## Two\n";
    let site = book()
        .write("content/role/other.md", two)
        .write("content/role/index.md", "# Role\n")
        .build();
    let site =
        site.write("content/role/other.md", "# Other\n\n## One\n").run(&["build", "--strict"]);
    let site =
        site.assert_status(1).assert_stderr("`tickbook lock forget role/other.html#two` drops it");
    let site = site.run(&["lock", "forget", "role/other.html#two"]).assert_status(0);
    let site = site.run(&["build", "--strict", "--locked"]).assert_status(0);
    let site = site.remove("content/role/other.md").run(&["build", "--strict"]).assert_status(1);
    let site = site.assert_stderr("`tickbook lock forget role/other.html` drops it");
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

#[test]
fn a_read_only_lock_holds_each_build_to_it() {
    let site = book().build();
    let fix = |site: &Site, fixed: bool| {
        let path = site.path("book.lock");
        let mut permissions = path.metadata().expect("there is a lock").permissions();
        permissions.set_readonly(fixed);
        std::fs::set_permissions(&path, permissions).expect("permissions are set");
    };
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
    let site =
        site.run(&["lock", "forget", "index.html"]).assert_status(1).assert_stderr("read-only");
    assert_eq!(site.read("book.lock"), lock);
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
fn publishing_holds_the_chapters_of_a_new_book_as_they_are() {
    let site = Site::empty().run(&["init", "book"]).assert_status(0);
    let config = site.read("book/book.toml")
        + "\n[publish]\ntarget = \"folder\"\n\n[publish.folder]\npath = \"../site\"\n";
    let site = site.write("book/book.toml", &config);
    let lock = site.read("book/book.lock");
    let site = site.run(&["publish", "--dry-run", "book"]);
    assert_eq!(site.read("book/book.lock"), lock, "{}", site.stderr());
    let site = site.run(&["publish", "book"]).assert_status(0);
    let site =
        site.assert_stderr("book.lock: the chapters that `init` wrote are published as they were");
    assert!(site.read("book/book.lock").contains("page.\"how-we-work.html\" = \"How we work\""));
    let site = site.run(&["publish", "book"]).assert_status(0).assert_stderr_lacks("book.lock");
    site.run(&["build", "--locked", "book"]).assert_status(0).assert_stderr_lacks("book.lock");
}
