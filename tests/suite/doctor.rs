//! `tickbook doctor`: what a report says, and what it keeps to itself.

use crate::harness::Site;
use serde_json::Value;

const SETTINGS: &str = r##"[book]
title = "The secret plan"
authors = ["Ann Other"]
language = "de"
src = "content"

[build]
build-dir = "/srv/private/www"

[output.html]
site-url = "https://intranet.example/book/"
math = true
search.enable = true
smart-punctuation = false
git-repository-url = "https://token@git.example/x"
host = ["netlify"]

[output.html.look]
accent = "#7a1f5c"
footer = "Confidential"
menu-links = [{ title = "Chat", url = "https://chat.example/" }]

[check]
unused-footnote = "deny"
dead-anchor = "allow"
stale-after = 30

[variables]
password = "hunter2"
"##;

fn book() -> Site {
    Site::empty()
        .write("book.toml", SETTINGS)
        .write("content/index.md", "# A private title\n\n- [ ] Sell the firm\n\n[x](gone.md) [y](lost.md)\n")
        .write("content/deep/names.md", "# Names\n\nText.\n")
}

fn report(site: Site) -> (Site, Value) {
    let site = site.run(&["doctor", "--format", "json"]).assert_status(0);
    let report = serde_json::from_str(&site.stdout()).expect("it is JSON");
    (site, report)
}

#[test]
fn a_report_has_sizes_settings_formats_and_codes() {
    let (site, report) = report(book());
    assert!(report["tickbook"]["version"].as_str().is_some_and(|version| version.contains('.')));
    assert_eq!(report["machine"]["system"], std::env::consts::OS);
    assert_eq!(report["book"]["chapters"], 2);
    assert_eq!(report["book"]["checklist items"], 1);
    assert_eq!(report["hosts"]["host"], serde_json::json!(["netlify"]));
    assert_eq!(report["formats"]["book.lock"], "none");
    assert_eq!(report["faults"]["TB0501 (error)"], 2);
    let settings = &report["settings"];
    assert_eq!(settings["output.html.math"], true);
    assert_eq!(settings["book.language"], "de");
    assert_eq!(settings["output.html.look.accent"], "#7a1f5c");
    assert_eq!(settings["output.html.look.menu-links"], "1 entry");
    assert_eq!(settings["check"]["dead-anchor"], "allow");
    assert_eq!(settings["check.stale-after"], 30);
    for same in ["output.html.smart-punctuation", "output.html.search.enable"] {
        assert_eq!(settings[same], Value::Null, "{same} is the default");
    }
    assert!(!site.path("content/book.lock").exists() && !site.path("book.lock").exists(), "it writes nothing");
}

#[test]
fn a_report_has_no_contents_addresses_names_or_paths_elsewhere() {
    let (site, _) = report(book());
    let json = site.stdout();
    let text = site.run(&["doctor"]).assert_status(0).assert_stderr_lacks("error").stdout();
    for told in [json, text] {
        for secret in [
            "secret", "Ann", "private", "/srv", "intranet", "token", "git.example", "Confidential", "Chat",
            "chat.example", "hunter2", "password", "Sell", "gone.md", "names", "deep",
        ] {
            assert!(!told.contains(secret), "`{secret}` in {told}");
        }
        assert!(told.contains("set, not shown"), "{told}");
    }
}

#[test]
fn a_book_that_cannot_be_read_has_a_report_too() {
    let (_, broken) = report(Site::empty().write("book.toml", "[book]\ntitel = \"x\"\n"));
    assert_eq!(broken["faults"]["TB0102 (error)"], 1);
    let site = Site::of("# Book\n\n- [ ] Do it\n").build();
    let (_, sound) = report(site);
    assert_eq!(sound["formats"]["book.lock"], 3);
    assert_eq!(sound["faults"], serde_json::json!({}));
}
