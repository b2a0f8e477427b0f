//! Reads stay in the folder of the book: every path out of it is rejected with its place, and endless files are never
//! opened.
//!
//! Only Linux has all of these kinds of paths, and `timeout`.

#![cfg(target_os = "linux")]

use crate::harness::Site;
use std::os::unix::fs::symlink;
use std::process::Command;

/// A word that stands in a file outside of the book, and may be in no output and in no message.
const SECRET: &str = "p4ssw0rd-of-the-machine";

/// The status of `timeout` for a program that it had to end.
const TIMED_OUT: i32 = 124;

/// What a way out of the book may be made of.
enum Way {
    /// The key names the file itself.
    Path(&'static str),
    /// The key names a file in the book, which is a symbolic link to this place.
    Link(&'static str),
    /// The key names a file in the book, which is a pipe that nobody writes to.
    Pipe,
}

const WAYS: [Way; 9] = [
    Way::Path("/etc/passwd"),
    Way::Path("../secret/file"),
    Way::Path("folder/../../secret/file"),
    Way::Path("/dev/zero"),
    Way::Path("/proc/self/environ"),
    Way::Link("/dev/zero"),
    Way::Link("/proc/self/environ"),
    Way::Link("../secret/file"),
    Way::Pipe,
];

/// The places of book.toml that name a file or a folder; `FILE` is the name.
const KEYS: [&str; 7] = [
    "[output.html]\nadditional-css = [\"FILE\"]\n",
    "[output.html]\nadditional-js = [\"FILE\"]\n",
    "[output.html]\nshare-fonts = [\"FILE\"]\n",
    "[output.html]\ntheme = \"FILE\"\n",
    "[output.epub]\nenable = true\ncover = \"FILE\"\n",
    "[book]\nsrc = \"FILE\"\n",
    "[output.html]\ntheme = \"look\"\n# FILE is a file of the theme\n",
];

/// A book beside a folder that is none of its.
fn book() -> Site {
    let site = Site::empty().write("book/content/page.md", "# Page\n");
    site.write("secret/file", SECRET).write("book/folder/kept.txt", "")
}

fn put(site: &Site, path: &str, way: &Way) {
    let place = site.path(&format!("book/{path}"));
    match way {
        Way::Path(_) => {}
        Way::Link(target) => {
            // A relative target counts from where the link is.
            let up = "../".repeat(path.matches('/').count());
            let target = if target.starts_with('/') { target.to_string() } else { up + target };
            symlink(target, place).expect("linked");
        }
        Way::Pipe => {
            let made = Command::new("mkfifo").arg(place).status().expect("mkfifo starts");
            assert!(made.success());
        }
    }
}

/// Builds the book, which must end, and gives what it says. Nothing of outside may be in it or in the site.
fn built(site: Site, what: &str) -> (Site, String) {
    let mut command = Command::new("timeout");
    command.args(["60", env!("CARGO_BIN_EXE_tickbook"), "build", "book"]).current_dir(site.root());
    let site = site.run_command(command);
    let said = site.stderr();
    assert_ne!(site.status(), Some(TIMED_OUT), "{what} does not end: {said}");
    assert!(!said.contains(SECRET) && !said.contains("root:"), "{what} shows what it read: {said}");
    for (path, bytes) in site.files("book/public") {
        let text = String::from_utf8_lossy(&bytes);
        let leaks = text.contains(SECRET) || text.contains("root:x:") || text.contains("PATH=");
        assert!(!leaks, "{what} publishes what it read in {path}");
    }
    (site, said)
}

#[test]
fn no_key_of_book_toml_leads_out_of_the_book() {
    for key in KEYS {
        for way in &WAYS {
            let site = book();
            let in_theme = key.contains("look");
            let name = match way {
                Way::Path(path) if !in_theme => path.to_string(),
                Way::Path(_) => continue,
                _ if in_theme => "look/css/99-own.css".to_string(),
                _ => "way".to_string(),
            };
            let site = match in_theme {
                true => site.write("book/look/css/10-reset.css", ""),
                false => site,
            };
            put(&site, &name, way);
            let toml = key.replace("FILE", &name);
            let (site, said) = built(site.write("book/book.toml", &toml), &toml);
            let code = [
                "error[TB0103]",
                "error[TB0104]",
                "error[TB0105]",
                "error[TB0703]",
                "error[TB1101]",
            ];
            assert!(code.iter().any(|code| said.contains(code)), "{toml}\n{said}");
            site.assert_status(1);
        }
    }
}

#[test]
fn files_with_names_of_their_own_are_not_followed_out_of_the_book() {
    for file in ["book.toml", "book.lock"] {
        for way in WAYS.iter().filter(|way| !matches!(way, Way::Path(_))) {
            let site = book();
            put(&site, file, way);
            let (site, said) = built(site, file);
            site.assert_status(1);
            assert!(said.contains("TB0703") && said.contains(file), "{file}: {said}");
        }
    }
}

#[test]
fn what_stands_among_the_chapters_is_not_followed_out_of_the_book() {
    let text = "# Page\n\n![a](way.png) ![b](/dev/zero) ![c](../../secret/file) ![d](folder/file.png)\n\
                [e](/proc/self/environ) <img src=\"../../secret/file\" alt=\"f\">\n\n{{#include ../secret/file}}\n\
                {{#include /etc/passwd}}\n{{#include way.md}}\n";
    for way in WAYS.iter().filter(|way| !matches!(way, Way::Path(_))) {
        for name in ["way.png", "way.md", "SUMMARY.md"] {
            let site = book().write("book/content/index.md", text);
            symlink("../../secret", site.path("book/content/folder")).expect("linked");
            symlink(".", site.path("book/content/loop")).expect("linked");
            put(&site, &format!("content/{name}"), way);
            let (_, said) = built(site, name);
            assert!(said.contains("TB0203") || said.contains("TB0204"), "{name}: {said}");
            assert!(said.contains("`content/folder`, `content/loop`"), "{said}");
        }
    }
}

/// The folder that a book is built from may itself be come by over a link: its owner names it.
#[test]
fn the_folder_of_the_book_may_be_a_link() {
    let site = book();
    symlink("book", site.path("link")).expect("linked");
    let site = site.run(&["build", "link"]).assert_status(0);
    assert!(site.read("book/public/page.html").contains("Page"));
}
