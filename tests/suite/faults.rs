//! The formats of faults, `explain`, and the levels that a book sets for lints.

use crate::harness::Site;
use serde_json::Value;

const DEAD: &str =
    "---\ndescription: The start.\n---\n# Start\n\nSee [a](a.md).\n\n[^n]: Unused.\n";

#[test]
fn the_short_form_is_a_line_a_fault_and_a_summary() {
    let site =
        Site::of(DEAD).run(&["check", "--format", "short"]).assert_status(1).assert_no_stdout();
    let stderr = site.stderr();
    let lines: Vec<&str> = stderr.lines().collect();
    assert_eq!(lines.len(), 3, "{stderr}");
    assert_eq!(lines[0], "content/index.md:6:9: error[TB0501]: there is no chapter `a.md`");
    assert!(lines[1].starts_with("content/index.md:8:"), "{stderr}");
    assert_eq!(lines[2], "1 error and 1 warning");
}

#[test]
fn json_is_an_object_a_line_on_stdout() {
    let site = Site::of(DEAD).run(&["build", "--format", "json"]).assert_status(1);
    let objects: Vec<Value> = site
        .stdout()
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect();
    assert_eq!(objects.len(), 2);
    assert_eq!(objects[0]["code"], "TB0501");
    let place = |key: &str| objects[0][key].as_u64().expect("a number") as usize;
    assert_eq!(&DEAD[place("byte_start")..place("byte_end")], "a.md");
    assert_eq!((place("line"), place("column")), (6, 9));
    assert_eq!(site.stderr(), "1 error and 1 warning\n");
}

#[test]
fn annotations_name_files_from_where_the_command_was_given() {
    let site = Site::empty().write("books/one/content/page.md", DEAD);
    let site = site.run(&["check", "books/one", "--format", "github"]).assert_status(1);
    let stdout = site.stdout();
    assert!(stdout.starts_with("::error file=books/one/content/page.md,line=6,"), "{stdout}");
    assert!(stdout.contains("::warning file=books/one/content/page.md,line=8,"), "{stdout}");
}

#[test]
fn people_are_told_where_to_read_more() {
    let site = Site::of(DEAD).run(&["check"]).assert_status(1);
    let site =
        site.assert_stderr("run `tickbook explain CODE` to learn more about TB0407 or TB0501\n");
    let one = "---\ndescription: The start.\n---\n# Start\n\nSee [a](a.md).\n";
    let site = site.write("content/index.md", one).run(&["check"]);
    site.assert_stderr("run `tickbook explain TB0501` to learn more\n");
}

/// A key of another program in every chapter must not hide the rest of a report; programs are told every place.
#[test]
fn faults_of_one_kind_are_one_message_for_people() {
    let mut site = Site::of("# Book\n\n[a](a.md)\n");
    for number in 0..40 {
        let text = format!("---\ntags: [a]\ndescription: x\n---\n# Chapter {number}\n");
        site = site.write(&format!("content/c{number:02}.md"), &text);
    }
    let site = site.run(&["check"]).assert_status(1);
    let told = site.stderr();
    assert_eq!(told.matches("TB0303]").count(), 1, "{told}");
    let site = site
        .assert_stderr("error[TB0303]: unknown key `tags` in front matter, in 40 places\n")
        .assert_stderr(" --> content/c00.md:2:1\n")
        .assert_stderr(" ::: content/c01.md:2:1\n")
        .assert_stderr(" ::: content/c02.md:2:1\n")
        .assert_stderr("also here, and in 37 more\n")
        .assert_stderr_lacks("content/c03.md")
        .assert_stderr("error[TB0501]")
        .assert_stderr("41 errors");
    let site = site.run(&["check", "--format", "json"]);
    assert_eq!(site.stdout().matches("\"code\":\"TB0303\"").count(), 40);
    let site = site.run(&["check", "--format", "short"]);
    assert_eq!(
        site.stderr().matches("error[TB0303]: unknown key `tags` in front matter\n").count(),
        40
    );
}

#[test]
fn explain_takes_a_code_in_any_form_and_the_name_of_a_lint() {
    for asked in ["TB0501", "tb0501", "501", "dead-link"] {
        let site = Site::empty().run(&["explain", asked]).assert_status(0);
        let stdout = site.stdout();
        assert!(stdout.starts_with("TB0501: a link is broken\n\n"), "{stdout}");
        assert!(stdout.contains("`dead-link = \"allow\"`"), "{stdout}");
    }
    Site::empty()
        .run(&["explain", "TB9999"])
        .assert_status(2)
        .assert_no_stdout()
        .assert_stderr("TB9999");
    let site = Site::empty().run(&["explain"]).assert_status(0);
    assert!(site.stdout().contains("TB0501  a link is broken (dead-link)\n"));
}

#[test]
fn a_book_weighs_its_lints() {
    let site = Site::of(DEAD)
        .write("book.toml", "[check]\ndead-link = \"warn\"\nunused-footnote = \"allow\"\n");
    let site = site.run(&["check"]).assert_status(0).assert_stderr("warning[TB0501]");
    let site = site.assert_stderr_lacks("TB0407").run(&["build"]).assert_status(0);
    assert!(site.read("public/index.html").contains("See a."));
    let site =
        site.write("book.toml", "[check]\ndead-link = \"warn\"\nunused-footnote = \"deny\"\n");
    site.run(&["build"]).assert_status(1).assert_stderr("error[TB0407]");
}
