//! A build that is interrupted, or runs out of disk space, at each of its changes to the disk: every file left is
//! complete, and the next build completes the site.
//!
//! `writes/broken.c` intercepts system calls; the C compiler that the dependencies need makes a library of it, which
//! Linux loads.

#![cfg(target_os = "linux")]

use crate::harness::{Site, repository};
use crate::markup;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use tempfile::TempDir;

type Files = BTreeMap<String, Vec<u8>>;

static BROKEN: LazyLock<(TempDir, PathBuf)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = folder.path().join("broken.so");
    let source = repository().join("tests/suite/writes/broken.c");
    let compiler = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&library)
        .arg(source)
        .arg("-ldl")
        .output()
        .expect("a C compiler is there");
    let faults = String::from_utf8_lossy(&compiler.stderr);
    assert!(compiler.status.success(), "{faults}");
    (folder, library)
});

const TOML: &str = "[book]\ntitle = \"B\"\n[output.html]\nadditional-css = [\"own.css\"]\n\
                    [output.html.search]\nenable = false\n";

/// A site that is built, with a file of somebody else's in it, and whose sources have changed since: each
/// way in which a file of the site can change is there.
fn edited() -> Site {
    Site::empty()
        .write("book.toml", TOML)
        .write("own.css", "p { color: red }")
        .write("content/index.md", "# Book\n\n- [ ] One thing to do\n")
        .write("content/same.md", "# Same\n")
        .write("content/old/one.md", "# One\n")
        .build()
        .write("public/mine.txt", "mine")
        .remove("content/old/one.md")
        .write("own.css", "p { color: blue }")
        .write("content/index.md", "# Book\n\n- [ ] One thing to do\n- [ ] And another\n")
        .write("content/new/two.md", "# Two\n")
}

fn copy(of: &Files) -> Site {
    let add = |site: Site, (path, bytes): (&String, &Vec<u8>)| site.write_bytes(path, bytes);
    of.iter().fold(Site::empty(), add)
}

/// Builds with every change below `folder` broken in that way from the given one on.
fn build_broken(site: &Site, folder: &Path, how: &str, at: usize) -> Output {
    let mut command = site.command(&["build"]);
    command.arg(site.root());
    command.env("LD_PRELOAD", &BROKEN.1).env("RAYON_NUM_THREADS", "1");
    command.env("BREAK_BELOW", folder).env("BREAK_HOW", how).env("BREAK_AT", at.to_string());
    command.output().expect("the program starts")
}

/// Breaks the build of a folder at its first change, at its second, and so on until it gets through, and
/// looks at each. Gives how many were broken.
fn break_everywhere(
    before: &Files,
    how: &str,
    look: impl Fn(Site, &Output, usize) + Sync,
) -> usize {
    let mut broken = 0;
    for first in (1..).step_by(16) {
        let ended: Vec<bool> = (first..first + 16)
            .into_par_iter()
            .map(|at| {
                let site = copy(before);
                let output = build_broken(&site, site.root(), how, at);
                if !output.status.success() {
                    look(site, &output, at);
                }
                output.status.success()
            })
            .collect();
        broken += ended.iter().filter(|ended| !**ended).count();
        if ended.contains(&true) {
            break;
        }
    }
    broken
}

/// The folder before the build, and after one that nothing broke.
fn before_and_after() -> (Files, Files) {
    let site = edited();
    let before = site.files("");
    (before, unrecorded(site.build()))
}

/// The files without the record of the last build, which one that changed the lock does not leave.
fn unrecorded(site: Site) -> Files {
    let mut files = site.files("");
    if let Some(list) = files.get_mut("public/.tickbook-files") {
        let text = String::from_utf8_lossy(list);
        let lines = text.split_inclusive('\n').filter(|line| !line.starts_with("# The last build"));
        *list = lines.collect::<String>().into_bytes();
    }
    files
}

/// What the pages of a site load, as far as it is not there.
fn missing(files: &Files) -> Vec<String> {
    let mut missing = Vec::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        for tag in markup::tags(&String::from_utf8_lossy(bytes)) {
            for (_, value) in
                tag.attributes.iter().filter(|(name, _)| name == "href" || name == "src")
            {
                let file = value.trim_start_matches("../").trim_start_matches('/');
                if file.starts_with("assets/") && !files.contains_key(file) {
                    missing.push(format!("{path}: {value}"));
                }
            }
        }
    }
    missing
}

#[test]
fn a_build_that_is_killed_at_any_change_leaves_each_file_old_or_new() {
    let (before, after) = before_and_after();
    let killed = break_everywhere(&before, "kill", |site, output, at| {
        assert_eq!(output.status.code(), None, "change {at}");
        let files = site.files("");
        let waits = |path: &str| path.ends_with(".tickbook-new");
        let is_list = |path: &str| path == "public/.tickbook-files";
        for (path, bytes) in files.iter().filter(|(path, _)| !waits(path) && !is_list(path)) {
            let is_whole = before.get(path) == Some(bytes) || after.get(path) == Some(bytes);
            assert!(is_whole, "change {at}: {path} is neither old nor new");
        }
        let stay = before.keys().filter(|path| after.contains_key(*path));
        let lost: Vec<&String> = stay.filter(|path| !files.contains_key(*path)).collect();
        assert!(lost.is_empty(), "change {at}: {lost:?}");
        let page = "public/index.html";
        if files.get(page) == after.get(page) {
            assert_eq!(files.get("book.lock"), after.get("book.lock"), "change {at}");
        }
        assert_eq!(missing(&site.files("public")), Vec::<String>::new(), "change {at}");
        assert!(unrecorded(site.build()) == after, "change {at} is not mended by the next build");
    });
    assert!(killed > 30, "only {killed} changes");
    println!("killed at {killed} changes");
}

#[test]
fn a_full_disk_is_told_and_the_old_site_stays_whole() {
    let (before, after) = before_and_after();
    let is_list = |path: &String| path == "public/.tickbook-files";
    let full = break_everywhere(&before, "full", |site, output, at| {
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "change {at}: {stderr}");
        assert!(stderr.contains("[TB0704]: cannot write `"), "change {at}: {stderr}");
        assert!(stderr.contains("free disk space"), "change {at}: {stderr}");
        let (mut now, mut then) = (site.files(""), before.clone());
        // The list may say that a build has begun, which the next one understands.
        now.retain(|path, _| !is_list(path));
        then.retain(|path, _| !is_list(path));
        let differ: Vec<&String> =
            now.keys().chain(then.keys()).filter(|p| now.get(*p) != then.get(*p)).collect();
        assert!(differ.is_empty(), "change {at}: {differ:?}");
        assert!(unrecorded(site.build()) == after, "change {at} is not mended by the next build");
    });
    assert!(full > 15, "only {full} changes");
    println!("full at {full} changes");
}

#[test]
fn a_file_that_cannot_take_its_place_is_told_and_the_next_build_mends_the_rest() {
    let (before, after) = before_and_after();
    let stuck = break_everywhere(&before, "stuck", |site, output, at| {
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "file {at}: {stderr}");
        assert!(stderr.contains("[TB0704]: cannot write `"), "file {at}: {stderr}");
        let files = site.files("");
        for (path, bytes) in files.iter().filter(|(path, _)| *path != "public/.tickbook-files") {
            let is_whole = before.get(path) == Some(bytes) || after.get(path) == Some(bytes);
            assert!(is_whole, "file {at}: {path} is neither old nor new");
        }
        assert_eq!(missing(&site.files("public")), Vec::<String>::new(), "file {at}");
        assert!(unrecorded(site.build()) == after, "file {at} is not mended by the next build");
    });
    assert!(stuck > 8, "only {stuck} files");
}

#[test]
fn a_folder_in_the_place_of_a_page_is_in_the_way_before_anything_is_written() {
    let site = edited().remove("public/same.html").write("public/same.html/mine.txt", "mine");
    let before = site.files("");
    let site = site.write("content/same.md", "# Another\n");
    let site = site.build_fails().assert_stderr("TB0708").remove("content/same.md");
    let site = site.write("content/same.md", "# Same\n");
    assert!(site.files("") == before, "something was written");
}

#[test]
fn a_folder_that_cannot_be_written_to_is_told_and_the_old_site_stays_whole() {
    let (before, after) = before_and_after();
    let folders = [
        "public/",
        "public/.index.html",
        "public/assets",
        "public/old",
        "public/new",
        ".book.lock",
    ];
    for folder in folders {
        let site = copy(&before);
        let output = build_broken(&site, &site.path(folder), "closed", 0);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{folder}: {stderr}");
        assert!(stderr.contains("[TB0704]: cannot write `"), "{folder}: {stderr}");
        assert!(stderr.contains("permission to write there"), "{folder}: {stderr}");
        // New content waits beside its file, under a name that begins with a dot.
        let named = folder.replace("/.", "/");
        assert!(stderr.contains(named.trim_matches(['/', '.'])), "{folder}: {stderr}");
        let now = site.files("");
        let paths = now.keys().chain(before.keys());
        let differ: Vec<&String> = paths.filter(|p| now.get(*p) != before.get(*p)).collect();
        assert!(differ.is_empty(), "{folder}: {differ:?}");
        assert!(unrecorded(site.build()) == after, "{folder}");
    }
}

#[test]
fn a_first_build_that_is_killed_at_any_change_is_mended_by_the_next_or_cleaned_away() {
    let before = edited().run(&["clean"]).remove("public/mine.txt").files("");
    let after = unrecorded(copy(&before).build());
    let killed = break_everywhere(&before, "kill", |site, _, at| {
        let cleaned = copy(&site.files("")).run(&["clean"]).assert_status(0);
        // What waits before there is a list is taken away by the next build.
        let left = cleaned.paths("public");
        assert!(left.iter().all(|path| path == "..tickbook-files.tickbook-new"), "{at}: {left:?}");
        assert!(unrecorded(site.build()) == after, "change {at} is not mended by the next build");
    });
    assert!(killed > 30, "only {killed} changes");
}

#[test]
fn builds_at_the_same_time_do_not_mix() {
    let site = edited();
    let start = |_| site.command(&["build"]).stderr(Stdio::null()).spawn();
    let turns: Vec<_> = (0..6).map(|turn| start(turn).expect("the program starts")).collect();
    for mut turn in turns {
        assert!(turn.wait().expect("it ends").success());
    }
    let after = before_and_after().1;
    assert!(site.files("") == after);
}

#[test]
fn the_assets_of_the_build_before_stay_for_one_generation() {
    let style = |site: &Site, colour: &str| -> Option<String> {
        let is_meant = |(_, bytes): &(String, Vec<u8>)| {
            String::from_utf8_lossy(bytes).contains(&format!("p {{ color: {colour} }}"))
        };
        site.files("public").into_iter().find(is_meant).map(|(path, _)| path)
    };
    let site = edited();
    let red = style(&site, "red").expect("the style of the first build");
    let site = site.build().build();
    assert_eq!(style(&site, "red"), Some(red), "a build that changes nothing is no generation");
    let site = site.write("own.css", "p { color: green }").build();
    assert_eq!(style(&site, "red"), None);
    assert!(style(&site, "blue").is_some() && style(&site, "green").is_some());
    let site = site.run(&["clean"]).assert_status(0);
    assert_eq!(site.paths("public"), ["mine.txt"]);
}

#[test]
fn a_list_that_leads_through_a_link_takes_nothing_away() {
    let site = Site::of("# Book\n").write("letters/dear.txt", "dear").build();
    let link = |to: &str, from: &str| {
        std::os::unix::fs::symlink(to, site.path(from)).expect("linked");
    };
    link("../letters", "public/post");
    let list = site.read("public/.tickbook-files");
    let coming = "# Of a build that has not come to its end:\npost/reply.txt\n";
    let site = site.write("public/.tickbook-files", &format!("{list}post/dear.txt\n{coming}"));
    let waiting = ["letters/.dear.txt.tickbook-new", "letters/.reply.txt.tickbook-new"];
    let site = site.write(waiting[0], "mine").write(waiting[1], "mine");
    let before = site.files("letters");
    let site = site.build();
    assert!(site.files("letters") == before, "a build reached through the link");
    let site = site.write("public/.tickbook-files", &format!("{list}post/dear.txt\n{coming}"));
    let site = site.run(&["clean"]).assert_status(0);
    assert!(site.files("letters") == before, "cleaning reached through the link");
}

#[test]
fn a_list_that_is_no_file_is_refused() {
    for to in ["/dev/zero", "../content/index.md", "nowhere"] {
        let site = Site::of("# Book\n").build().remove("public/.tickbook-files");
        std::os::unix::fs::symlink(to, site.path("public/.tickbook-files")).expect("linked");
        let site = site.build_fails().assert_stderr("TB0708").run(&["clean"]).assert_status(1);
        site.assert_file("public/index.html").assert_file("content/index.md");
    }
}

#[test]
fn names_that_look_like_something_else_are_ours_again() {
    let text = "# Book\n\n[a](<#a.txt>) [b](%23a.txt) [c](<b %41.txt>) [d](<b%20%2541.txt>)\n";
    let site = Site::of(text).write("content/#a.txt", "a").write("content/b %41.txt", "b");
    let site = site.run(&["build"]);
    let site = site.write("content/index.md", "# Book\n\n[b](%23a.txt) [d](b%20%2541.txt)\n");
    let site = site.build().build().assert_stderr("0 of ").assert_file("public/#a.txt");
    let site = site.write("content/index.md", "# Book\n").build();
    site.assert_no_file("public/#a.txt").assert_no_file("public/b %41.txt");
}

#[test]
fn a_page_can_become_a_folder_and_a_folder_a_page() {
    let site = Site::of("# Book\n").write("content/a.md", "# A\n").build();
    let site = site.rename("content/a.md", "content/a.html/index.md").build();
    let site = site.assert_file("public/a.html/index.html");
    let site = site.rename("content/a.html/index.md", "content/a.md");
    std::fs::remove_dir(site.path("content/a.html")).expect("removed");
    let site = site.write("public/a.html/mine.txt", "mine").build_fails().assert_stderr("TB0708");
    let site = site.assert_file("public/a.html/index.html").remove("public/a.html/mine.txt");
    site.build().build().assert_stderr("0 of ").assert_file("public/a.html");
}
