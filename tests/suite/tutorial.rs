//! Follows the tutorial of the guide word by word: the commands, the files and the quoted output are those of its pages.
//!
//! A ` ```console ` block has commands and, below each, lines of what it prints, in their order; a line that ends with `…`
//! is the beginning of one, and a `…` alone is any number of lines. A block that names a file is that file, or, as
//! ` ```diff `, changes of its lines. A ` ```text ` block is what `serve` prints after the last change.

use crate::guide_text::{Fence, Page, Piece, page, pages};
use crate::harness::{self, Site};
use crate::serve::server::{Server, wait_for};
use std::path::PathBuf;
use std::process::Command;

/// The lessons, in their order.
const LESSONS: [&str; 4] =
    ["first-book", "first-checklist", "edit-without-losing-ticks", "publish"];

/// A walk through the tutorial.
struct Walk {
    site: Site,
    /// The current folder.
    folder: PathBuf,
    /// What `serve` runs in a second terminal, and how much of its output is older than the last change.
    server: Option<(Server, usize)>,
    /// The place of the current block.
    place: String,
}

/// The rest of a text after these lines, which stand in it in their order; the first line that is missing otherwise.
fn after_lines<'t>(text: &'t str, lines: &str) -> Result<&'t str, String> {
    let mut rest = text;
    for line in lines.lines().filter(|line| *line != "…") {
        loop {
            let Some((told, more)) = rest.split_once('\n') else { return Err(line.to_string()) };
            rest = more;
            let is_same = match line.strip_suffix('…') {
                Some(start) => told.starts_with(start),
                None => told == line,
            };
            if is_same {
                break;
            }
        }
    }
    Ok(rest)
}

#[test]
fn lines_are_found_in_their_order() {
    assert_eq!(after_lines("a 1\nb\nc\nd\n", "a…\n…\nc"), Ok("d\n"));
    for missing in ["b\na…", "d\nd", "e", "a"] {
        assert!(after_lines("a 1\nb\nc\nd\n", missing).is_err(), "{missing}");
    }
}

/// The words of a command, those in quotation marks as one.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in command.split('"').enumerate() {
        match at % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_string)),
            _ => words.push(part.to_string()),
        }
    }
    words
}

impl Walk {
    fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    fn block(&mut self, fence: &Fence) {
        match (&fence.file, fence.language.as_str()) {
            (Some(file), "diff") => self.change(file, fence),
            (Some(file), _) => self.save(file, &fence.text),
            (None, "console") => self.console(fence),
            (None, "text") => self.served(fence),
            (None, other) => panic!("{}: the walk does not know `{other}`", self.place),
        }
    }

    /// Saves a file. If the book is being served, the page must soon show the end of the chapter.
    fn save(&mut self, file: &str, text: &str) {
        let path = self.path(file);
        let place = &self.place;
        if let Some((server, before)) = &mut self.server {
            *before = server.said().len();
            harness::write(&path, text.as_bytes());
            let chapter = file.strip_prefix("content/").and_then(|file| file.strip_suffix(".md"));
            let chapter = chapter.unwrap_or_else(|| panic!("{place}: {file} is no chapter"));
            let last = text.trim_end().lines().last().expect("a line");
            let last = last.trim_start().trim_start_matches("- [ ] ");
            let words = last.split('[').next().unwrap_or_default().trim();
            assert!(words.len() > 8, "{place}: {last} says too little");
            let is_shown =
                || server.get(&format!("/{chapter}.html")).text().contains(words).then_some(());
            wait_for(&format!("{place}: `{words}` on the page"), is_shown);
        } else {
            harness::write(&path, text.as_bytes());
        }
    }

    /// Makes the changes of a block: each line that begins with `-` is replaced with the next, which begins with `+`.
    fn change(&mut self, file: &str, fence: &Fence) {
        let path = self.path(file);
        let place = &self.place;
        let mut text = std::fs::read_to_string(&path).expect("the file is there");
        for pair in fence.text.lines().collect::<Vec<&str>>().chunks(2) {
            let [old, new] = pair else { panic!("{place}: {pair:?}") };
            let (Some(old), Some(new)) = (old.strip_prefix('-'), new.strip_prefix('+')) else {
                panic!("{place}: {pair:?}")
            };
            let old = format!("\n{old}\n");
            assert_eq!(text.matches(&old).count(), 1, "{place}: {old} is not in\n{text}");
            text = text.replace(&old, &format!("\n{new}\n"));
        }
        if let Some((server, before)) = &mut self.server {
            *before = server.said().len();
        }
        harness::write(&path, text.as_bytes());
    }

    /// Waits until `serve` has printed the lines of a block.
    fn served(&mut self, fence: &Fence) {
        let place = &self.place;
        let (server, before) = self.server.as_ref().expect("the book is being served");
        let has_said = || {
            let said = server.said();
            after_lines(said.get(*before..)?, &fence.text).is_ok().then_some(())
        };
        wait_for(&format!("{place}: the lines\n{}\n", fence.text), has_said);
    }

    /// Does what a block of commands says, and looks for the lines that follow each.
    fn console(&mut self, fence: &Fence) {
        let blocks = fence.text.strip_prefix("$ ").expect("a block begins with a command");
        for block in blocks.split("\n$ ") {
            let (command, lines) = block.split_once('\n').unwrap_or((block, ""));
            let said = self.command(command);
            if let Err(line) = after_lines(&said, lines) {
                panic!("{}: `{command}` does not print `{line}`, but\n{said}", self.place);
            }
        }
    }

    fn command(&mut self, command: &str) -> String {
        let all = words(command);
        match all.iter().map(String::as_str).collect::<Vec<&str>>().as_slice() {
            // The program that the tests run is the one that this installs.
            ["cargo", "install", "--locked", "--path", "."] => {}
            ["rsync", "-a", "--delete", folder, _host] => {
                assert!(self.path(folder).join("index.html").is_file(), "{}", self.place);
            }
            ["cd", folder] => self.folder.push(folder),
            ["mv", from, to] => {
                std::fs::rename(self.path(from), self.path(to)).expect("the file can be moved");
            }
            ["tickbook", "serve", "--open"] => {
                let command = self.site.command(&["serve", "--port", "0"]);
                let folder = self.folder.clone();
                let server = Server::start_program(Site::empty(), command, |command| {
                    command.current_dir(folder);
                });
                self.server = Some((server, 0));
            }
            ["tickbook", rest @ ..] => return self.run(self.site.command(rest)),
            ["git", rest @ ..] => {
                let mut git = Command::new("git");
                git.args(rest)
                    .env("GIT_CONFIG_GLOBAL", "/dev/null")
                    .env("GIT_CONFIG_NOSYSTEM", "1");
                for role in ["AUTHOR", "COMMITTER"] {
                    git.env(format!("GIT_{role}_NAME"), "Ann");
                    git.env(format!("GIT_{role}_EMAIL"), "ann@example.org");
                }
                return self.run(git);
            }
            _ => panic!("{}: the walk does not know `{command}`", self.place),
        }
        String::new()
    }

    /// Runs a program to its end, and returns what it prints.
    fn run(&self, mut command: Command) -> String {
        let output = command.current_dir(&self.folder).output().expect("the program starts");
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        assert!(output.status.success(), "{}: {command:?} fails:\n{said}", self.place);
        said
    }

    /// The id of the item with this text on a page of the site on disk.
    fn item(&self, page: &str, text: &str) -> String {
        let html = std::fs::read_to_string(self.path("public").join(page)).expect("a page");
        let at = html.find(text).unwrap_or_else(|| panic!("{page} has no item `{text}`"));
        let (_, rest) = html[..at].rsplit_once(" data-tick=\"").expect("an item");
        rest.split('"').next().unwrap_or_default().to_string()
    }

    fn lesson(&mut self, page: &Page) {
        for piece in &page.pieces {
            let Piece::Fence(fence) = piece else { continue };
            self.place = format!("{}:{}", page.path, fence.line);
            self.block(fence);
        }
    }
}

#[test]
fn the_tutorial_can_be_followed_word_by_word() {
    let site = Site::empty();
    let (folder, place) = (site.root().to_path_buf(), String::new());
    let mut walk = Walk { site, folder, server: None, place };
    let [first, checklist, edit, publish] =
        LESSONS.map(|lesson| page(&format!("tutorial/{lesson}.md")));
    walk.lesson(&first);
    let (server, _) = walk.server.as_ref().expect("the book is being served");
    let shown = server.get("/first-day.html").text();
    assert!(shown.contains("On this page") && shown.contains("#whom-to-ask"), "{shown}");
    assert!(server.get("/how-we-work.html").text().contains("first-day.html"), "the navigation");
    walk.lesson(&checklist);
    let ticked = walk.item("first-day.html", "Write down three things");
    walk.lesson(&edit);
    assert_eq!(walk.item("day-one.html", "Write down three things"), ticked, "the tick stays");
    let kept = walk.run({
        let mut git = Command::new("git");
        git.args(["ls-files"]);
        git
    });
    assert!(kept.lines().any(|file| file == "book.lock"), "{kept}");
    assert!(!kept.contains("public/"), "{kept}");
    // Ctrl-C in the other terminal.
    walk.server = None;
    walk.lesson(&publish);
    // The book is sound now, and has what the tutorial has promised.
    let published = harness::files_below(&walk.path("public"));
    for path in ["day-one.html", "first-day.html", "sitemap.xml"] {
        assert!(published.contains_key(path), "{path} is not there");
    }
    let faults = crate::markup::site_faults(&published, "/arriving/");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_lesson_is_followed() {
    let lessons = pages().into_iter().filter_map(|page| {
        let name = page.path.strip_prefix("tutorial/")?.strip_suffix(".md")?.to_string();
        (name != "index").then_some(name)
    });
    let mut lessons: Vec<String> = lessons.collect();
    lessons.sort_by_key(|name| LESSONS.iter().position(|lesson| lesson == name));
    assert_eq!(lessons, LESSONS);
}
