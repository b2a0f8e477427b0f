//! Included files: how they are confined, and that builds and the server follow them.

use crate::harness::Site;
use std::fmt::Write as _;
use tickbook::app::pipeline::{self, BuildCache, Options};
use tickbook::book::config;
use tickbook::site::render::search::Chapters;

#[cfg(unix)]
#[test]
fn no_way_leads_over_a_symbolic_link() {
    use std::os::unix::fs::symlink;
    let outside = Site::empty().write("secret.md", "The secret.\n");
    let site = Site::of(
        "{{#include ../link.md}}\n{{#include ../folder/secret.md}}\n{{#include ../loop}}\n",
    )
    .write("inside.md", "Inside.\n");
    symlink(outside.path("secret.md"), site.path("link.md")).expect("a link");
    symlink(outside.root(), site.path("folder")).expect("a link");
    symlink("loop", site.path("loop")).expect("a link");
    let site = site.build_fails();
    let stderr = site.stderr();
    assert_eq!(stderr.matches("error[TB1312]").count(), 3, "{stderr}");
    assert!(!stderr.contains("The secret"), "{stderr}");
    // A link that stays inside is none the less one: what it leads to differs from machine to machine.
    std::fs::remove_file(site.path("link.md")).expect("the link is there");
    symlink(site.path("inside.md"), site.path("link.md")).expect("a link");
    site.build_fails().assert_stderr("goes through a symbolic link");
}

#[test]
fn no_path_leaves_the_folder_of_the_book() {
    let outside = Site::empty().write("secret.md", "The secret.\n");
    let absolute = outside.path("secret.md");
    let tries = [
        "../../secret.md",
        "../x/../../secret.md",
        "/secret.md",
        "\\\\host\\secret.md",
        "..",
        "../../../../../../../../../../etc/passwd",
        &absolute.to_string_lossy(),
    ];
    for path in tries {
        let site = Site::empty()
            .write("secret.md", "The secret.\n")
            .write("book/content/index.md", &format!("{{{{#include {path}}}}}\n"));
        let site = site.run(&["build", "book"]).assert_status(1);
        let stderr = site.stderr();
        assert!(stderr.contains("error[TB131"), "{path}: {stderr}");
        assert!(!stderr.contains("The secret") && !stderr.contains("root:"), "{path}: {stderr}");
    }
}

/// A build has passwords in such files: a checkout that a workflow made keeps one in `.git/config`.
#[test]
fn no_hidden_file_is_published() {
    let hidden = [".env", ".git/config", "part/.npmrc", "content/.draft.md"];
    for path in hidden {
        let key = format!("additional-css = [\"{path}\"]");
        for (text, toml) in
            [(format!("{{{{#include ../{path}}}}}\n"), ""), ("# Book\n".into(), &*key)]
        {
            let toml = format!("[output.html]\n{toml}\n");
            let site = Site::of(&text).write("book.toml", &toml).write(path, "The secret.\n");
            let site = site.build_fails();
            let stderr = site.stderr();
            let code = if text.contains("include") { "error[TB1802]" } else { "error[TB0703]" };
            assert!(stderr.contains(code), "{path}: {stderr}");
            assert!(!stderr.contains("The secret"), "{path}: {stderr}");
        }
    }
    // Even where the fault is made light of, nothing is included.
    let lenient = "[check]\nhidden-include = \"allow\"\n";
    let site = Site::of("# Book\n\n{{#include ../.env}}\n").write("book.toml", lenient);
    let site = site.write(".env", "The secret.\n").build();
    assert!(!site.read("public/index.html").contains("The secret"));
    // A folder that its owner names is meant, whatever its name.
    Site::of("# Book\n")
        .write("book.toml", "[output.html]\ntheme = \".look\"\n")
        .write(".look/css/99-own.css", ".own { color: red }\n")
        .write(".look/.git/config", "\u{0}")
        .build();
}

/// A device would never end and a pipe never begin, so neither may be opened at all.
#[cfg(unix)]
#[test]
fn devices_and_pipes_are_not_opened() {
    let site = Site::of("{{#include ../pipe}}\n");
    let made = std::process::Command::new("mkfifo").arg(site.path("pipe")).status();
    assert!(made.is_ok_and(|status| status.success()), "a pipe can be made");
    site.build_fails().assert_stderr("cannot be included: it is not a regular file");
    Site::of("{{#include /dev/zero}}\n").build_fails().assert_stderr("error[TB1310]");
}

#[test]
fn what_is_no_text_or_too_large_is_refused() {
    let site =
        Site::of("{{#include ../a.png}}\n{{#include ../large.txt}}\n{{#include ../nul.txt}}\n")
            .write_bytes("a.png", b"\x89PNG\xff\xfe")
            .write("nul.txt", "a\0b")
            .write("large.txt", &"Word ".repeat(900_000))
            .build_fails();
    let stderr = site.stderr();
    assert_eq!(stderr.matches("error[TB1313]").count(), 3, "{stderr}");
    assert!(stderr.contains("larger than 4 MB") && stderr.contains("not UTF-8"), "{stderr}");
}

/// Ten files that include the next ten times over would be ten thousand million copies of the last.
#[test]
fn a_chapter_that_would_fill_the_memory_is_stopped() {
    let mut site =
        Site::of("{{#include ../0.md}}\n").write("9.md", &"Text of the last.\n".repeat(100));
    for number in 0..9 {
        let line = format!("{{{{#include {}.md}}}}\n\n", number + 1);
        site = site.write(&format!("{number}.md"), &line.repeat(10));
    }
    let site = site.build_fails();
    assert_eq!(site.stderr().matches("error[TB1316]").count(), 1, "{}", site.stderr());
}

#[test]
fn chains_are_as_long_as_is_said() {
    let chain = |length: usize| {
        let mut site = Site::of("{{#include ../1.md}}\n");
        for number in 1..length {
            let text = format!("{{{{#include {}.md}}}}\n", number + 1);
            site = site.write(&format!("{number}.md"), &text);
        }
        site.write(&format!("{length}.md"), "The end.\n")
    };
    chain(10).build().assert_file("public/index.html").assert_contains("The end.");
    let site = chain(11).build_fails().assert_stderr("error[TB1315]");
    let mut way = "content/index.md".to_string();
    for number in 1..=11 {
        let _ = write!(way, " → {number}.md");
    }
    site.assert_stderr(&way);
}

#[test]
fn a_rebuild_follows_included_files() {
    let site = Site::of("# Page\n\n{{#include ../part.md}}\n")
        .write("content/SUMMARY.md", "- [Page](index.md)\n")
        .write("part.md", "One. {{#include deep.md}}\n")
        .write("deep.md", "[two](index.md)\n");
    let mut memory = BuildCache::default();
    let pages = |memory: &mut BuildCache| {
        let config = config::load(site.root()).expect("sound");
        let built = pipeline::build(&config, Options::default(), memory);
        let mut outputs = built.outputs.expect("a sound book");
        outputs.extend(built.search.into_iter().flat_map(Chapters::outputs));
        outputs.sort_by(|a, b| a.path.cmp(&b.path));
        outputs.iter().map(|one| (one.path.clone(), one.to_bytes().to_vec())).collect::<Vec<_>>()
    };
    let edits = [
        ("part.md", "Other. {{#include deep.md}}\n"),
        ("deep.md", "three, {{#title A title}}\n"),
        ("deep.md", "three, {{#title Another}}\n"),
        ("book.toml", "[output.html.search.chapter]\n\"index.md\" = { enable = false }\n"),
        ("content/SUMMARY.md", "# Summary\n\n- [The page](index.md)\n- [Later]()\n"),
        ("part.md", "None.\n"),
        ("content/SUMMARY.md", "No list.\n"),
    ];
    let mut before = pages(&mut memory);
    for (path, text) in edits {
        crate::harness::write(&site.path(path), text.as_bytes());
        let rebuilt = pages(&mut memory);
        assert!(rebuilt != before, "{path} changes something");
        assert!(rebuilt == pages(&mut BuildCache::for_one_build()), "stale after {path}: {text}");
        before = rebuilt;
    }
}
