//! The record of the last build: what it can do that was made up, what it tells, and that it leaves out nothing that a build
//! asks for.

use crate::harness::{Site, files_below};
use crate::tidy_source::rust_files;
use crate::unchanged::{BUILD, built, is_repeated, settled};

#[test]
fn a_record_that_was_made_up_only_leads_to_a_build() {
    let mut site = built();
    let list = site.read("public/.tickbook-files");
    let (head, record) = list.split_once("# The last build: ").expect("a record");
    let long = format!("\"message\":\"{}", "x".repeat(2 * 1024 * 1024));
    let hostile = [
        record.replace("TB0408", "TB9999"),
        record.replace("\"severity\":\"warning\"", "\"severity\":\"error\""),
        record.replace("\"severity\":\"warning\"", "\"severity\":\"fatal\""),
        record.replace("\"content/two.md\",{\"start\":", "\"content/two.md\",{\"start\":99"),
        record.replace("\"content/two.md\"", "\"../../etc/passwd\""),
        record.replace("\"diagnostics\":[{", "\"diagnostics\":[{},{"),
        record.replace("\"totals\":[", "\"totals\":[-1,"),
        record.replacen("\"message\":\"", &long, 1),
        "{}".to_string(),
        "[".repeat(100_000),
    ];
    for one in hostile {
        assert_ne!(one, record, "the record has another form");
        site = site.write("public/.tickbook-files", &format!("{head}# The last build: {one}\n"));
        site = site.run(&BUILD).assert_status(0);
        assert!(!is_repeated(&site), "{one:.80}");
        assert_eq!(site.read("public/.tickbook-files"), list, "{one:.80}");
    }
    // Words can be made up, and are shown like those of any author: no terminal obeys them.
    let forged = record.replacen("\"message\":\"", "\"message\":\"\\u001b[2J\\u009b\\u202e", 1);
    site = site.write("public/.tickbook-files", &format!("{head}# The last build: {forged}"));
    for format in ["human", "short", "json", "github"] {
        site = site.run(&["build", "--format", format]).assert_status(0);
        assert!(is_repeated(&site), "{format}");
        let obeyed = ['\u{1b}', '\u{9b}', '\u{202e}'];
        let printed = site.stderr() + &site.stdout();
        let is_for_programs = ["json", "github"].contains(&format);
        assert!(is_for_programs || !printed.contains(obeyed), "{format}: {printed}");
    }
}

/// A list can name a folder that is a link, as a file of ours.
#[cfg(unix)]
#[test]
fn a_list_leads_to_no_file_outside() {
    use std::os::unix::fs::symlink;
    let site = built().write("secret/a.txt", "Secret.\n");
    symlink(site.path("secret"), site.path("public/out")).expect("linked");
    let list = site.read("public/.tickbook-files");
    let kept = "# Of the build before, for pages that caches still hold:\nout\n";
    let list = list.replacen("index.html\n", "index.html\nout/a.txt\n", 1);
    let list = list.replacen("# The last build", &format!("{kept}# The last build"), 1);
    let site = site.write("public/.tickbook-files", &list).run(&BUILD).assert_status(0);
    assert!(!is_repeated(&site));
    assert_eq!(site.read("secret/a.txt"), "Secret.\n");
}

#[test]
fn a_record_tells_nothing_of_the_machine() {
    let sound = || Site::empty().write("content/index.md", "# Start\n\n- [ ] Do it\n");
    let (one, other) = (settled(sound()), settled(sound()));
    assert!(one.files("") == other.files(""), "the folder shows in the files");
    assert!(one.read("public/.tickbook-files").contains("# The last build: {"));
    for (path, bytes) in files_below(&built().path("public")) {
        let root = one.root().parent().expect("a parent").to_string_lossy().into_owned();
        assert!(!String::from_utf8_lossy(&bytes).contains(&root), "{path}");
    }
}

/// The only sources, besides those of `app`, that ask the disk, and how what they see is told in the identity of a build.
const READERS: [(&str, &str); 11] = [
    ("src/book/config.rs", "settings: src, levels"),
    ("src/book/config/mdbook.rs", "settings: src, theme"),
    ("src/book/files/", "what opens files for the others"),
    ("src/book/source.rs", "Sources: chapters, assets, cover, lock"),
    ("src/book/source/includes.rs", "Sources: included, diagnostics"),
    ("src/book/source/others.rs", "Sources: diagnostics"),
    ("src/book/source/walk.rs", "Sources: skipped, diagnostics"),
    ("src/site/theme.rs", "Theme"),
    ("src/site/theme/look.rs", "Theme"),
    ("src/site/theme/styles.rs", "Theme"),
    ("src/text/diag/print.rs", "nothing: colours alone, by the environment"),
];

/// What asks the disk, the clock, the environment or another program.
const ASKING: [&str; 16] = [
    "std::fs",
    "std::env",
    "std::process",
    "SystemTime",
    "rustix::",
    "File::open",
    "Folder::",
    "confined::",
    ".is_dir(",
    ".is_file(",
    ".exists(",
    ".try_exists(",
    ".metadata(",
    ".symlink_metadata(",
    ".read_dir(",
    ".canonicalize(",
];

#[test]
fn no_other_source_asks_for_what_no_identity_has() {
    let mut found = std::collections::BTreeSet::new();
    let stages = ["src/text/", "src/syntax/", "src/book/", "src/site/", "src/app/pipeline"];
    for source in rust_files("src") {
        let is_stage = stages.iter().any(|stage| source.path.starts_with(stage));
        let asks = ASKING.iter().filter(|name| source.product.contains(**name));
        for name in asks.filter(|_| is_stage) {
            match READERS.iter().find(|(path, _)| source.path.starts_with(path)) {
                Some((path, _)) => drop(found.insert(*path)),
                None => {
                    panic!("{} uses {name}: is what it sees part of the identity?", source.path)
                }
            }
        }
    }
    assert_eq!(found.len(), READERS.len(), "one asks no more: {found:?}");
}
