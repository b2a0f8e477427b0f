//! `updated-from-git`: the dates of chapters by the history of their repository.

use crate::harness::Site;
use std::process::Command;

const SETTINGS: &str = "[book]\ntitle = \"Book\"\nid = \"book\"\n\n[output.html]\nupdated-from-git = true\n";

fn git(site: &Site, day: &str, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=Ann Other", "-c", "user.email=ann@example.org"]).args(arguments);
    let noon = format!("{day}T12:00:00+14:00");
    command.current_dir(site.root()).env("GIT_AUTHOR_DATE", &noon).env("GIT_COMMITTER_DATE", &noon);
    let output = command.output().expect("git starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn commit(site: &Site, day: &str) {
    git(site, day, &["add", "--all"]);
    git(site, day, &["commit", "--quiet", "--message", "A change"]);
}

/// A book whose chapters were committed on different days.
fn book() -> Site {
    let site = Site::empty()
        .write("book.toml", SETTINGS)
        .write(".gitignore", "public/\n")
        .write("content/index.md", "# Start\n")
        .write("content/über uns.md", "# Us\n")
        .write("content/own.md", "---\nupdated: 2020-02-02\n---\n# Own\n");
    git(&site, "2025-01-31", &["init", "--quiet"]);
    commit(&site, "2025-01-31");
    let site = site.write("content/über uns.md", "# Us\n\nMore.\n");
    commit(&site, "2026-03-01");
    site
}

/// The date at the foot of a page.
fn date(site: &Site, page: &str) -> Option<String> {
    let text = site.read(&format!("public/{page}"));
    Some(text.split("<time datetime=\"").nth(1)?.split('"').next()?.to_string())
}

#[test]
fn a_chapter_has_the_day_of_its_last_commit_unless_it_says_another() {
    let site = book().build();
    assert_eq!(date(&site, "index.html").as_deref(), Some("2025-01-31"));
    assert_eq!(date(&site, "über-uns.html").or_else(|| date(&site, "über uns.html")).as_deref(), Some("2026-03-01"));
    assert_eq!(date(&site, "own.html").as_deref(), Some("2020-02-02"));
    for (name, bytes) in site.files("public") {
        assert!(!String::from_utf8_lossy(&bytes).contains("Ann Other"), "{name} names a person");
    }
    // A chapter in no commit has no date.
    let site = site.write("content/new.md", "# New\n").build();
    assert_eq!(date(&site, "new.html"), None);
}

#[test]
fn the_same_commit_gives_the_same_site_and_a_new_one_is_noticed() {
    let site = book().build();
    commit(&site, "2026-03-02");
    let site = site.run(&["build"]).assert_status(0);
    let first = site.files("public");
    let site = site.remove("public").run(&["build"]).assert_status(0);
    assert!(site.files("public") == first, "a second build differs");
    let site = site.run(&["build"]).assert_status(0).assert_stderr("nothing to build");
    // The same text in another commit: nothing but the date has changed.
    git(&site, "2026-04-01", &["commit", "--quiet", "--amend", "--no-edit", "--date", "2026-04-01T12:00:00+00:00"]);
    let site = site.write("content/index.md", "# Start\n\n");
    commit(&site, "2026-04-02");
    let site = site.write("content/index.md", "# Start\n");
    commit(&site, "2026-04-03");
    let site = site.run(&["build"]).assert_status(0).assert_stderr_lacks("nothing to build");
    assert_eq!(date(&site, "index.html").as_deref(), Some("2026-04-03"));
}

#[test]
fn a_shallow_clone_gives_no_dates_and_says_so() {
    let origin = book();
    let site = Site::empty();
    let from = format!("file://{}", origin.root().display());
    git(&site, "2026-03-01", &["clone", "--quiet", "--depth", "1", &from, "clone"]);
    let site = site.run(&["build", "clone"]).assert_status(0);
    let site = site.assert_stderr("warning[TB1903]: no dates from git: the repository is a shallow clone");
    let page = site.read("clone/public/index.html");
    assert!(!page.contains("<time"), "{page}");
}
