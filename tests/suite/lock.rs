//! book.lock on disk: when it is written, when not, the messages, and what is never deleted.

use crate::harness::{Site, difference};
use std::process::Command;
use tickbook::book::lock::{self, Lock, changes::Changes};
use tickbook::text::diag::{SourceText, print};

pub const LIST: &str =
    "# Book\n\n## Start\n\n- [ ] Write the hiring plan\n- [ ] Set up the backups\n";

pub fn book() -> Site {
    Site::of(LIST).write("book.toml", "[book]\ntitle = \"Book\"\n")
}

pub fn ticks(site: &Site) -> Vec<String> {
    let page = site.read("public/index.html");
    let ids = page.split("data-tick=\"").skip(1).filter_map(|rest| rest.split('"').next());
    ids.map(str::to_string).collect()
}

pub fn read(text: &str) -> Result<Lock, String> {
    let source = SourceText { file: lock::FILE_NAME.into(), text: text.into() };
    lock::read(&source).map_err(|faults| print::plain_all(&faults))
}

#[test]
fn a_build_writes_the_lock_and_says_so_in_one_line() {
    let site = book().build().assert_stderr("book.lock: 2 new, 1 new page, 1 new heading\n");
    let text = site.read("book.lock");
    assert!(text.starts_with("# What readers of this book already hold"), "{text}");
    let items: Vec<&str> = text.lines().filter(|line| line.starts_with("item.")).collect();
    assert_eq!(items.len(), 2);
    let ids = ticks(&site);
    assert!(items[0].starts_with(&format!("item.{} = ", ids[0])), "{text}");
    assert!(items[1].starts_with(&format!("item.{} = ", ids[1])), "{text}");
    assert!(text.ends_with("\n# end of book.lock\n"), "{text}");
    assert!(text.contains("\nversion = 3\nbook = \"book\"\n\n# \"index.html\"\npage."), "{text}");
    // Other programs can read it as a whole.
    let table: toml::Table = text.parse().expect("a lock is TOML");
    assert_eq!(table["item"][&ids[0]]["text"].as_str(), Some("write the hiring plan"));
    let site = site.build().assert_stderr_lacks("book.lock");
    assert_eq!(site.read("book.lock"), text);
}

#[test]
fn the_line_of_an_item_says_all_that_is_known_of_it() {
    let list = "# Book\n\n## Week 1\n\n### To do\n\n- [ ] Plan \"it\"\n  - [ ] [Read](https://example.org/a)\n";
    let site = Site::of(list).build().assert_file("book.lock");
    site.assert_contains(
        "{ page = \"index.html\", section = \"week 1 > to do\", \
         text = \"plan \\\"it\\\"\", revision = 1, status = \"live\" }",
    )
    .assert_contains(
        "{ page = \"index.html\", section = \"week 1 > to do\", \
         parent = \"plan \\\"it\\\"\", text = \"read\", link = \"https://example.org/a\", \
         revision = 1, status = \"live\" }",
    );
}

#[test]
fn a_reworded_item_keeps_its_id_and_gets_a_revision() {
    let site = book().build();
    let before = ticks(&site);
    let site = site
        .write("content/index.md", &LIST.replace("hiring plan", "yearly hiring plan"))
        .build()
        .assert_stderr("book.lock: 1 reworded\n");
    assert_eq!(ticks(&site), before);
    let first = format!("data-tick=\"{}\" data-rev=\"2\"", before[0]);
    let site = site.assert_file("public/index.html").assert_contains(&first);
    let second = format!("data-tick=\"{}\">", before[1]);
    site.assert_contains(&second).assert_file("public/plan.html").assert_contains(&first);
}

#[test]
fn punctuation_is_no_new_revision() {
    let site = book().build();
    let site = site.write("content/index.md", &LIST.replace("hiring plan", "hiring-plan!")).build();
    site.assert_stderr("book.lock: 1 otherwise changed\n")
        .assert_file("public/index.html")
        .assert_lacks("data-rev");
}

#[test]
fn an_item_that_goes_is_retired_and_keeps_its_line() {
    let site = book().build();
    let gone = ticks(&site)[1].clone();
    let short = LIST.replace("- [ ] Set up the backups\n", "");
    let site = site.write("content/index.md", &short).build();
    let site = site.assert_stderr("book.lock: 1 retired\n").assert_file("book.lock");
    let text = site.text();
    let line = text.lines().find(|line| line.starts_with(&format!("item.{gone} ")));
    let line = line.expect("the line stays");
    assert!(line.contains("status = \"retired\""), "{line}");
    let site = site.write("content/index.md", LIST).build();
    let site = site.assert_stderr("book.lock: 1 returned\n");
    assert_eq!(ticks(&site)[1], gone);
}

#[test]
fn without_the_lock_only_edited_items_lose_their_ids() {
    let site = book().build();
    let site = site.write("content/index.md", &LIST.replace("hiring plan", "hiring plans")).build();
    let before = ticks(&site);
    let site = site.remove("book.lock").build();
    let after = ticks(&site);
    assert_ne!(after[0], before[0]);
    assert_eq!(after[1], before[1]);
}

#[test]
fn two_branches_that_add_the_same_item_agree() {
    let one = book().build();
    let other = Site::copy_of_folder(one.root());
    let longer = format!("{LIST}- [ ] Publish the salary bands\n");
    let one = one.write("content/index.md", &longer).build();
    let other = other.write("content/index.md", &longer.replace("Publish", "PUBLISH")).build();
    assert_eq!(one.read("book.lock"), other.read("book.lock"));
}

#[test]
fn locked_fails_with_the_difference_and_writes_nothing() {
    let site = book().build();
    let (lock, page) = (site.read("book.lock"), site.read("public/index.html"));
    let site = site.write("content/index.md", &LIST.replace("hiring plan", "yearly hiring plan"));
    for command in ["build", "check"] {
        let run = Site::copy_of_folder(site.root()).run(&[command, "--locked"]).assert_status(1);
        let run = run
            .assert_stderr("TB0906")
            .assert_stderr("1 reworded")
            .assert_stderr("\n- ")
            .assert_stderr("text = \"write the yearly hiring plan\"");
        assert_eq!(run.read("book.lock"), lock);
        assert_eq!(run.read("public/index.html"), page);
    }
    site.build()
        .run(&["build", "--locked"])
        .assert_status(0)
        .run(&["check", "--locked"])
        .assert_status(0);
}

/// Where items stand is left out, both of the count and of the lines below it.
#[test]
fn locked_tells_what_it_compares_and_nothing_else() {
    let other = "# Other\n\n- [ ] Rotate all the keys\n- [ ] Call the bank\n";
    let site = book().write("content/other.md", other).build();
    let turned = "# Other\n\n- [ ] Call the bank!\n- [ ] Rotate all the keys\n";
    let site = site.write("content/other.md", turned);
    for command in ["build", "check"] {
        let run = Site::copy_of_folder(site.root()).run(&[command, "--locked"]).assert_status(0);
        run.assert_stderr_lacks("book.lock");
    }
    let text = LIST.replace("hiring plan", "yearly hiring plan");
    let site = site.write("content/index.md", &text).run(&["check", "--locked"]).assert_status(1);
    let site = site.assert_stderr("book.lock is out of date: 1 reworded\n");
    let told = site.stderr();
    assert_eq!(told.lines().filter(|line| line.starts_with("- item.")).count(), 1, "{told}");
    assert!(!told.contains("bank") && !told.contains("keys"), "{told}");
    for command in ["build", "check"] {
        let help = book().run(&[command, "--help"]).stdout();
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        let said = "items, their texts, pages or headings differ from book.lock";
        assert!(help.contains(said) && help.contains("positions are not compared"), "{help}");
    }
}

#[test]
fn locked_fails_where_a_book_with_items_has_no_lock() {
    let site = book().run(&["build", "--locked"]).assert_status(1).assert_stderr("2 new");
    site.assert_no_file("book.lock").assert_no_file("public");
}

#[test]
fn check_reports_and_writes_nothing() {
    let site = book().run(&["check"]).assert_status(0).assert_stderr("book.lock: 2 new");
    site.assert_no_file("book.lock");
}

#[test]
fn a_book_without_items_gets_a_lock_of_its_pages() {
    let site = Site::of("# Book\n").build().assert_stderr("book.lock: 1 new page\n");
    let lock = site.read("book.lock");
    let rest = "\n# \"index.html\"\npage.\"index.html\" = \"Book\"\n\n# end of book.lock\n";
    assert!(lock.ends_with(rest), "{lock}");
}

#[test]
fn drafts_leave_the_lock_alone() {
    let draft = "---\ndraft: true\n---\n\n# Draft\n\n- [ ] Not yet for readers\n";
    let site = book().build().write("content/draft.md", draft);
    let lock = site.read("book.lock");
    let site = site.run(&["build", "--drafts"]).assert_status(0).assert_stderr_lacks("book.lock");
    assert_eq!(site.read("book.lock"), lock);
}

#[test]
fn a_lock_with_other_line_ends_is_the_same_lock() {
    let site = book().build();
    let other = site.read("book.lock").replace('\n', "\r\n");
    let site = site.write("book.lock", &other).run(&["build", "--locked"]).assert_status(0);
    assert_eq!(site.read("book.lock"), other);
}

#[test]
fn a_guess_is_shown_with_its_place_and_does_not_fail_a_strict_build() {
    let text = "# Book\n\n- [ ] Write the plan\n- [ ] Require passwords of at least 8 characters for every \
        account\n";
    let site = Site::of(text).build();
    let other = &text.replace('8', "12");
    let site = site.write("content/index.md", other).run(&["build", "--strict"]).assert_status(0);
    site.assert_stderr("note[TB0907]").assert_stderr("content/index.md:4");
}

#[test]
fn an_id_given_late_is_warned_about_with_the_id_that_keeps_the_ticks() {
    let site = book().build();
    let held = ticks(&site)[0].clone();
    let text = LIST.replace("hiring plan", "hiring plan {#plan}");
    let site = site.write("content/index.md", &text).build().assert_stderr("TB0908");
    site.assert_stderr(&format!("write {{#{held}}}"));
}

#[test]
fn a_faulty_lock_stops_the_build_and_is_left_as_it_is() {
    let good = book().build().read("book.lock");
    let rows = good.lines().count();
    let row = |part: &str| 1 + good.lines().take_while(|line| !line.contains(part)).count();
    let (item, heading) = (row("hiring plan"), row("= \"Start\""));
    let put = |line: &str| good.replace("\n# end", &format!("{line}\n\n# end"));
    let at_end = rows - 1;
    let cases = [
        (good.replace("status = \"live\" }", "status = live }"), "TB0902", item),
        (good.replace("version = 3", "version = 4"), "TB0903", 5),
        (good.replace("version = 3", "version = 0"), "TB0904", 5),
        (good.replace("version = 3", "version = -3"), "TB0904", 5),
        (good.replace("version = 3", "version = \"3\""), "TB0904", 5),
        (good.replace("version = 3\n", ""), "TB0904", 1),
        (good.replace("\"live\"", "\"alive\""), "TB0904", item),
        (good.replace(", revision = 1", ", revision = 0"), "TB0904", item),
        (good.replace(", revision = 1", ""), "TB0904", item),
        (good.replace("revision", "colour = \"red\", revision"), "TB0904", item),
        (good.replace("{ page = \"index.html\"", "{ page = \"../a.html\""), "TB0904", item),
        (good.replace("= \"Start\"", "= 1"), "TB0904", heading),
        (good.replace("book = \"book\"", "book = \"The book\""), "TB0904", 6),
        (put("page.\"/etc/a.html\" = \"A\""), "TB0904", at_end),
        (put("item.a-b = 1"), "TB0904", at_end),
        (
            put(
                "item.\"a b\" = { page = \"a.html\", text = \"\", revision = 1, status = \"live\" }",
            ),
            "TB0904",
            at_end,
        ),
        (put("[parts]"), "TB0904", at_end),
        (put("colour = 1"), "TB0904", at_end),
        (good.replace("# end of book.lock\n", ""), "TB0909", rows - 2),
        (good.replace("status = \"live\" }\n\n# end of book.lock\n", "sta"), "TB0909", rows - 2),
    ];
    for (text, code, line) in cases {
        let site = book().write("book.lock", &text).build_fails().assert_stderr(code);
        let told = site.stderr();
        let place = told.split("book.lock:").nth(1).unwrap_or_default();
        let found: usize = place.split(':').next().and_then(|n| n.parse().ok()).unwrap_or(0);
        assert_eq!(found, line, "{code}:\n{told}");
        assert!(told.contains("help:"), "{told}");
        // The item with its one fault: nothing is said twice, in other words.
        assert!(told.matches("error[").count() <= 2, "{told}");
        // Nothing else is said of a lock that cannot be read.
        assert!(!told.contains("2 new"), "{told}");
        assert_eq!(site.read("book.lock"), text);
        site.assert_no_file("public")
            .run(&["check"])
            .assert_stderr_lacks("the next build writes it");
    }
}

#[test]
fn where_the_lock_cannot_be_read_nothing_is_said_of_links_to_its_items() {
    let site = book().build();
    let id = ticks(&site)[0].clone();
    let text = LIST.replace("Write the hiring", "Write down the hiring");
    let link = format!("{text}\n[It](#tb-item-{id})\n");
    let site = site.write("content/index.md", &link).run(&["check"]).assert_status(0);
    let cut = site.read("book.lock").replace("# end of book.lock\n", "");
    let site = site.write("book.lock", &cut).run(&["check"]).assert_status(1);
    let site = site.assert_stderr("TB0909").assert_stderr_lacks("TB1420");
    site.remove("book.lock").run(&["check"]).assert_stderr("TB1420");
}

#[test]
fn a_lock_comes_back_from_its_text_whole() {
    let hard = "# \u{1F600}\n\n- [ ] A \"quoted\" \\ back\u{7}slash\u{2028}and {#ünï-çode}\n- [ ]\n- [ ] x\n  - [ ] y\n";
    let site = Site::of(hard).build();
    let text = site.read("book.lock");
    let lock = read(&text).expect("our own lock is readable");
    let again = lock::text(&lock);
    assert_eq!(again, text, "{}", difference(&text, &again));
    assert_eq!(Changes::between(&lock, &lock), Changes::default());
    // A file that is not quite ours is read in another way, to the same end.
    let commented = format!("{text}# A comment of somebody's.\n");
    assert_eq!(read(&commented), Ok(lock));
}

#[test]
fn a_lock_that_cannot_be_written_stops_the_build() {
    // A folder of that name takes the place of the file, also for a user who may write anywhere.
    let site = book().write("book.lock/x", "");
    site.build_fails().assert_stderr("book.lock").assert_no_file("public");
}

#[test]
fn moves_within_and_between_pages_are_counted() {
    let site = book().write("content/other.md", "# Other\n\n- [ ] Rotate all the keys\n").build();
    let turned = "# Book\n\n## Start\n\n- [ ] Set up the backups\n- [ ] Write the hiring plan\n";
    let site = site.write("content/index.md", turned).build().assert_stderr("book.lock: 1 moved\n");
    let site = site.write("content/other.md", "# Other\n");
    let site =
        site.write("content/index.md", &format!("{turned}- [ ] Rotate all the keys\n")).build();
    site.assert_stderr("book.lock: 1 moved\n");
}

#[test]
fn the_locks_of_two_branches_merge_line_by_line() {
    let base = book().build();
    let branch = |item: &str| {
        let site = Site::copy_of_folder(base.root());
        site.write("content/index.md", &format!("{LIST}- [ ] {item}\n")).build()
    };
    let ours = branch("Publish the salary bands");
    let theirs = branch("Rehearse the rollback");
    let merged = Command::new("git")
        .args(["merge-file", "--stdout", "--union"])
        .args([ours.path("book.lock"), base.path("book.lock"), theirs.path("book.lock")])
        .output()
        .expect("git is there");
    assert!(merged.status.success());
    let lock = String::from_utf8(merged.stdout).expect("the lock is text");
    let both = format!("{LIST}- [ ] Publish the salary bands\n- [ ] Rehearse the rollback\n");
    let site = base.write("book.lock", &lock).write("content/index.md", &both).build();
    assert_eq!(ticks(&site)[..3], ticks(&ours)[..]);
    assert_eq!(ticks(&site)[3], ticks(&theirs)[2]);
}
