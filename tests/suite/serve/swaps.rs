//! Files that are swapped while they are read: for a link to a secret outside of the book, and for a pipe without a
//! writer. No build may show the secret, and none may block.

use super::server::Server;
use crate::harness::Site;
use rustix::fs::{CWD, FileType, Mode, mknodat};
use std::fs::{remove_file, rename, write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tickbook::app::pipeline::{self, BuildCache, Options, Rebuilt};
use tickbook::book::config;

/// A word that stands in the files outside of the book alone.
const SECRET: &str = "p4ssw0rd-of-the-machine";

/// The files that are swapped, each with what it holds.
const FILES: [(&str, &str); 7] = [
    ("content/a.md", "# A\n\n{{#include ../listing.txt}}\n"),
    ("content/note.txt", "a note\n"),
    ("content/part/b.md", "# B\n"),
    ("listing.txt", "a listing\n"),
    ("styles/own.css", ".own { color: red }\n"),
    ("look/css/99-look.css", ".look { color: red }\n"),
    ("book.lock", "version = 2\n"),
];

/// The folder that is swapped for a link to another, with `content/part/b.md` in it.
const FOLDER: &str = "content/part";

const BOOK_TOML: &str = "[output.html]\ntheme = \"look\"\nadditional-css = [\"styles/own.css\"]\n[output.html.search]\nenable = false\n";

/// A book in a folder beside one with the same files, all of them secret.
fn book() -> Site {
    let site = Site::empty()
        .write("book/book.toml", BOOK_TOML)
        .write("book/content/index.md", "# Start\n\n[A](a.md) [note](note.txt)\n");
    FILES.into_iter().fold(site, |site, (path, text)| {
        let secret = format!("# {SECRET}\n\n/* {SECRET} */\n");
        site.write(&format!("book/{path}"), text).write(&format!("secret/{path}"), &secret)
    })
}

/// Puts a link, a pipe and the file itself in each file's place, one after the other, each in one step, and a link in that of
/// the folder; over and over, until it is told to stop.
fn swap(root: &Path, stop: &AtomicBool, pause: Duration) {
    let aside = root.join("aside");
    let folder = root.join("book").join(FOLDER);
    let put = |place: &Path, make: &dyn Fn(&Path)| {
        let _ = remove_file(&aside);
        make(&aside);
        // The folder around it may be a link at this moment.
        let _ = rename(&aside, place);
        std::thread::sleep(pause);
    };
    while !stop.load(Ordering::Relaxed) {
        for (path, text) in FILES {
            let place = root.join("book").join(path);
            let file = |aside: &Path| write(aside, text).expect("written");
            put(&place, &|aside| symlink(root.join("secret").join(path), aside).expect("linked"));
            put(&place, &file);
            put(&place, &|aside| {
                mknodat(CWD, aside, FileType::Fifo, Mode::RWXU, 0).expect("a pipe")
            });
            put(&place, &file);
        }
        let real = root.join("real");
        rename(&folder, &real).expect("moved");
        symlink(root.join("secret").join(FOLDER), &folder).expect("linked");
        std::thread::sleep(pause);
        remove_file(&folder).expect("removed");
        rename(&real, &folder).expect("moved back");
    }
}

/// Runs `work` while files are swapped.
fn while_swapping(root: PathBuf, pause: Duration, work: impl FnOnce()) {
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let swapping = scope.spawn(|| swap(&root, &stop, pause));
        // A failure must not leave the other thread going on for ever.
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
        stop.store(true, Ordering::Relaxed);
        swapping.join().expect("files are swapped");
        if let Err(failure) = done {
            std::panic::resume_unwind(failure);
        }
    });
}

/// Builds so many times in this process. Each third of what may happen must have happened, or nothing is shown by it.
pub fn build(rounds: usize) {
    let site = book();
    let root = site.path("book");
    let (mut whole, mut links, mut pipes) = (0, 0, 0);
    while_swapping(site.root().to_path_buf(), Duration::ZERO, || {
        for round in 0..rounds {
            let options = Options { drafts: false, strict: false, locked: false, published: false };
            let mut cache = BuildCache::for_one_build();
            let loaded = config::load(&root);
            let (_, Rebuilt::Whole(built)) = pipeline::preview(loaded, options, &[], &mut cache)
            else {
                panic!("round {round}: there is no site to patch");
            };
            let said = format!("{:?}", built.diagnostics);
            assert!(!said.contains(SECRET), "round {round}: {said}");
            links += usize::from(said.contains("symbolic link"));
            pipes += usize::from(said.contains("not a regular file"));
            whole += usize::from(built.outputs.is_some());
            for output in built.outputs.iter().flatten() {
                let text = String::from_utf8_lossy(&output.to_bytes()).into_owned();
                assert!(!text.contains(SECRET), "round {round}: {}", output.path);
            }
        }
    });
    assert!(links > 0 && pipes > 0 && whole > 0, "{links} links, {pipes} pipes, {whole} sites");
}

/// Asks a server so many times. It must answer each time.
pub fn ask(rounds: usize) {
    let site = book();
    let root = site.root().to_path_buf();
    let command = site.command(&["serve", "book", "--port", "0"]);
    let server = Server::start_program(site, command, |_| {});
    while_swapping(root, Duration::from_millis(1), || {
        for round in 0..rounds {
            let path = ["/a.html", "/note.txt", "/part/b.html", "/"][round % 4];
            let text = server.get(path).text();
            assert!(!text.contains(SECRET), "round {round}: {path}");
            std::thread::sleep(Duration::from_millis(5));
        }
    });
    server.wait_for_text("/a.html", "a listing");
    let said = server.said();
    assert!(!said.contains(SECRET), "{said}");
    assert!(said.contains("symbolic link"), "no build has met a link: {said}");
}

#[test]
fn a_file_that_is_swapped_while_it_is_built_shows_nothing_from_outside() {
    build(200);
}

#[test]
fn a_file_that_is_swapped_while_it_is_served_shows_nothing_from_outside() {
    ask(300);
}

fn put_pipe(site: &Site, path: &str) {
    let place = site.path(path);
    std::fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
    let _ = remove_file(&place);
    mknodat(CWD, &place, FileType::Fifo, Mode::RWXU, 0).expect("a pipe");
}

/// A pipe wherever the program reads a file, from the start: each command ends, and says which it is.
#[test]
fn no_pipe_keeps_a_command_waiting() {
    for place in FILES.map(|(path, _)| path).into_iter().chain(["book.toml", "content/SUMMARY.md"])
    {
        for arguments in [&["build"][..], &["check"], &["new", "later"]] {
            let site = book();
            put_pipe(&site, &format!("book/{place}"));
            let mut command = Command::new("timeout");
            command.arg("30").arg(env!("CARGO_BIN_EXE_tickbook")).args(arguments);
            command.current_dir(site.path("book"));
            let site = site.run_command(command);
            let said = site.stderr();
            assert_ne!(site.status(), Some(124), "{arguments:?} waits for {place}: {said}");
            let is_named = said.contains("not a regular file") && said.contains(place);
            assert!(is_named || arguments[0] == "new", "{arguments:?}, {place}: {said}");
        }
    }
}

#[test]
fn no_pipe_keeps_the_server_waiting() {
    for place in ["book.toml", "content/a.md", "listing.txt", "look/css/99-look.css", "book.lock"] {
        let site = book();
        put_pipe(&site, &format!("book/{place}"));
        let command = site.command(&["serve", "book", "--port", "0"]);
        let server = Server::start_program(site, command, |_| {});
        server.wait_until_said("not a regular file");
        assert!(server.said().contains(place), "{}", server.said());
        assert!(server.get("/").status > 0);
    }
}
