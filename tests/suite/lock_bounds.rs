//! The limits of book.lock: how an empty or too large one is rejected, and what is written.

use crate::harness::repository;
use crate::lock::{LIST, book, read, ticks};
use tickbook::syntax::markdown::LONGEST_ID;

#[test]
fn an_empty_lock_is_named_as_such_with_the_way_back() {
    let cases = [
        ("", "is empty"),
        (" ", "is empty"),
        ("\n\n\t\r\n", "is empty"),
        ("# What readers of this book already hold\n", "has only comments"),
    ];
    for (text, what) in cases {
        let site = book().write("book.lock", text).build_fails();
        let site = site.assert_stderr(&format!("error[TB0909]: book.lock {what}\n"));
        let site = site
            .assert_stderr("`git log -- book.lock` lists the commits")
            .assert_stderr("only if nobody has read the book yet, delete book.lock instead")
            .assert_stderr_lacks("version");
        assert_eq!(site.stderr().matches("error[").count(), 1, "{}", site.stderr());
        assert_eq!(site.read("book.lock"), text);
        site.remove("book.lock").build();
    }
}

/// One fault for each: a number in a wrong form is not missing as well.
#[test]
fn a_revision_is_a_whole_number_within_its_bounds() {
    let good = book().build().read("book.lock");
    let with = |number: &str| good.replacen("revision = 1", &format!("revision = {number}"), 1);
    let wrong =
        ["5e9", "5000000000", "4294967295", "1000001", "0", "-1", "\"2\"", "1.0", "true", "[1]"];
    for number in wrong {
        let site = book().write("book.lock", &with(number)).build_fails();
        let site = site.assert_stderr("`revision` must be a whole number from 1 to 1000000");
        assert_eq!(site.stderr().matches("error[").count(), 1, "{}", site.stderr());
    }
    book().write("book.lock", &with("1000000")).run(&["build", "--locked"]).assert_status(0);
}

#[test]
fn at_the_highest_revision_other_words_are_still_told() {
    let site = book().build();
    let (good, ids) = (site.read("book.lock"), ticks(&site));
    let highest = good.replacen("revision = 1", "revision = 1000000", 1);
    let site = site.write("book.lock", &highest);
    let site = site.write("content/index.md", &LIST.replace("hiring plan", "yearly hiring plan"));
    let site = site.run(&["build", "--locked"]).assert_status(1).assert_stderr("1 reworded");
    let site = site.build().assert_stderr("book.lock: 1 reworded\n");
    let lock = read(&site.read("book.lock")).expect("the next build can read it");
    let entry = &lock.items[&ids[0]];
    assert_eq!(entry.revision, tickbook::book::lock::HIGHEST_REVISION);
    assert_eq!(entry.wording.text, "write the yearly hiring plan");
    assert_eq!(entry.former, ["write the hiring plan"]);
    let site = site.assert_file("public/index.html");
    let site = site.assert_contains(&format!("data-tick=\"{}\" data-rev=\"1000000\"", ids[0]));
    // A merge does not lead beyond it either.
    let line = highest.lines().find(|line| line.contains("1000000")).expect("there is one");
    let both = format!("{}\n{line}\n", site.read("book.lock"));
    site.write("book.lock", &both).build().build().assert_stderr_lacks("book.lock");
}

/// Such a file is never held in memory, and a book without its lock is not built. That none is written is tested beside the stage
/// that makes it.
#[test]
fn a_lock_that_is_too_large_is_not_read() {
    let site = book().build();
    let (lock, page) = (site.read("book.lock"), site.read("public/index.html"));
    let file = std::fs::File::options().write(true).open(site.path("book.lock")).expect("a file");
    file.set_len(256 * 1024 * 1024 + 1).expect("the disk has holes");
    let site = site.write("content/index.md", &format!("{LIST}- [ ] Another\n")).build_fails();
    let site = site.assert_stderr("error[TB0703]").assert_stderr("it is larger than 256 MB");
    assert_eq!(site.read("public/index.html"), page);
    file.set_len(lock.len() as u64).expect("as it was");
    assert!(site.build().read("public/index.html") != page);
}

/// What an author may write as an id, scripts take from a file of progress: neither loses what the other keeps.
#[test]
fn ids_are_as_long_for_scripts_as_for_authors() {
    let path = repository().join("themes/default/js/plan/10-progress.js");
    let script = std::fs::read_to_string(path).expect("the script is there");
    assert!(script.contains(&format!("_-]{{1,{LONGEST_ID}}}$/u")), "{LONGEST_ID}");
}
