//! Runs the cases of `tests/moves/*.md`: a book before and after an edit, the diagnostics about pages and headings that left
//! their address, and where the items are.
//!
//! A case is written like one of `tests/identity`. Its ` ```text ` block has a line for each page and heading that is gone, with
//! its replacement and the line that the author must write, and a line for each item: `=` where it was, `>` elsewhere, `+` new,
//! `-` retired. `UPDATE_GOLDEN=1` rewrites it. The test also writes these lines, and then nothing may be reported.

use crate::golden_file::{Case, Kind};
use crate::golden_text;
use crate::harness::Site;
use serde_json::Value;
use std::collections::BTreeMap;

/// How often an author has to do what is said: where a page has gone, what it lacks is said after that.
const MOST_ROUNDS: usize = 2;

#[test]
fn what_leaves_its_address_is_followed_and_what_its_author_is_told_ends_it() {
    golden_text::compare("tests/moves", 40, |case, _| outcome(case));
}

fn outcome(case: &Case) -> String {
    let mut site = Site::empty().write("content/index.md", "# Start\n");
    for (path, text) in files(case, "1/") {
        site = site.write(&format!("content/{path}"), text);
    }
    let mut site = site.build();
    let before = items(&site);
    for (path, _) in files(case, "1/") {
        site = site.remove(&format!("content/{path}"));
    }
    for (path, text) in files(case, "2/") {
        site = site.write(&format!("content/{path}"), text);
    }
    let built = Site::copy_of_folder(site.root());
    let (site, told) = followed(site, "check", &case.name);
    // Whether an author looks first or builds at once, the items go the same way, and where they went the headings are led.
    let (built, _) = followed(built, "build", &case.name);
    let now = items(&site);
    assert_eq!(items(&built), now, "{}", case.name);
    told + &compared(&before, &now)
}

/// The book once all is done that a command says of what is gone, and what that was. Nothing is left to be said then, before or
/// after the build that the readers get.
fn followed(site: Site, command: &str, name: &str) -> (Site, String) {
    let mut site = site;
    let mut told = String::new();
    for round in 0..=MOST_ROUNDS {
        site = site.run(&[command, "--format", "json"]);
        let all = site.stdout();
        let faults = all.lines().filter_map(|line| serde_json::from_str(line).ok());
        let faults: Vec<Fault> = faults.filter_map(|fault| Fault::of(&fault)).collect();
        if faults.is_empty() {
            break;
        }
        assert!(round < MOST_ROUNDS, "{name}: {command} goes on: {faults:#?}");
        faults.iter().for_each(|fault| told.push_str(&format!("{}: {}\n", fault.gone, fault.told)));
        site = mended(site, &faults);
    }
    // Questions about ticks, which the author answers with other commands, stop only `--strict`.
    let site = site.run(&["build"]).assert_status(0);
    (site.run(&["build"]).assert_status(0).assert_stderr_lacks("TB100"), told)
}

fn files<'a>(case: &'a Case, step: &str) -> Vec<(&'a str, &'a str)> {
    let files = case.blocks.iter().filter_map(|block| match &block.kind {
        Kind::Input(path) => Some((path.strip_prefix(step)?, block.text.as_str())),
        _ => None,
    });
    files.collect()
}

/// What a build says of a page or heading that is gone.
#[derive(Debug)]
struct Fault {
    gone: String,
    told: String,
    file: String,
    line: usize,
}

impl Fault {
    fn of(value: &Value) -> Option<Self> {
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_string();
        let message = text("message");
        let quoted: Vec<&str> = message.split('`').collect();
        let gone = match (text("code").as_str(), quoted.as_slice()) {
            ("TB1001", [_, page, ..]) => page.to_string(),
            ("TB1002", [_, anchor, _, page, ..]) => format!("{page}{anchor}"),
            _ => return None,
        };
        let help = text("help");
        let (told, _) =
            help.split_once("; if it was never published").expect("it may be forgotten");
        let told = told.split_once(", so that old links").map_or(told, |(told, _)| told);
        let told = if text("file") == "book.lock" { "nothing has taken its place" } else { told };
        let line = value["line"].as_u64().expect("a line") as usize;
        Some(Fault { gone, told: told.to_string(), file: text("file"), line })
    }
}

/// The book once its author has done what is said, the last lines first, so that no place shifts.
fn mended(site: Site, faults: &[Fault]) -> Site {
    let mut site = site;
    let mut faults: Vec<&Fault> = faults.iter().collect();
    faults.sort_by_key(|fault| (fault.told.contains("aliases"), std::cmp::Reverse(fault.line)));
    let mut gone = Vec::new();
    for fault in faults {
        if fault.file == "book.lock" {
            gone.push(format!("\"/{}\"", fault.gone));
            continue;
        }
        let parts: Vec<&str> = fault.told.split('`').collect();
        let (file, add) = match parts.as_slice() {
            ["add ", link, rest] if link.starts_with("<a ") => {
                (rest.trim_start_matches(" to ").to_string(), Edit::End(link))
            }
            ["write ", anchor, " above ", line, ""] => {
                (fault.file.clone(), Edit::Above(anchor, line))
            }
            ["write ", line, ""] => (fault.file.clone(), Edit::Line(line)),
            [_, "---", ..] | ["add ", ..] | ["replace ", "aliases", ..] => {
                let alias = fault.told.split('`').find(|part| part.starts_with("aliases: "));
                (fault.file.clone(), Edit::Head(alias.expect("an alias")))
            }
            other => panic!("nobody knows how to do this: {other:?}"),
        };
        let text = site.read(&file);
        site = site.write(&file, &add.done(&text, fault.line));
    }
    match gone.is_empty() {
        true => site,
        false => {
            let toml = format!("[output.html]\ngone = [{}]\n", gone.join(", "));
            site.write("book.toml", &toml)
        }
    }
}

/// What is done to a chapter.
enum Edit<'a> {
    Line(&'a str),
    Above(&'a str, &'a str),
    Head(&'a str),
    End(&'a str),
}

impl Edit<'_> {
    /// Whether a chapter has front matter.
    fn is_begun(&self, lines: &[&str]) -> bool {
        lines[0] == "---" && lines[1..].contains(&"---")
    }

    fn done(&self, text: &str, number: usize) -> String {
        let mut lines: Vec<&str> = text.lines().collect();
        let whole;
        match self {
            Edit::Line(line) => lines[number - 1] = line,
            Edit::Above(anchor, line) => {
                assert_eq!(lines[number - 1], *line);
                lines.splice(number - 1..number - 1, [*anchor, ""]);
            }
            Edit::Head(alias) if lines.contains(alias) => {}
            Edit::Head(alias) => match lines.iter().position(|line| line.starts_with("aliases:")) {
                Some(at) => lines[at] = alias,
                None if self.is_begun(&lines) => lines.insert(1, alias),
                None => {
                    whole = format!("---\n{alias}\n---\n");
                    lines.insert(0, &whole);
                }
            },
            Edit::End(link) => lines.extend(["", link]),
        }
        format!("{}\n", lines.join("\n"))
    }
}

/// Where each item of a book is, by id.
fn items(site: &Site) -> BTreeMap<String, String> {
    let mut list = site.command(&["lock", "list", "--format", "json"]);
    let output = list.output().expect("the program starts");
    let items: Vec<Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    let live = items.iter().filter(|item| item["status"] == "live");
    let text = |item: &Value, key: &str| item[key].as_str().unwrap_or_default().to_string();
    let place = |item: &Value| {
        let parts = ["page", "section", "text"].map(|key| text(item, key));
        parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" > ")
    };
    live.map(|item| (text(item, "id"), place(item))).collect()
}

fn compared(before: &BTreeMap<String, String>, now: &BTreeMap<String, String>) -> String {
    let mut lines: Vec<(&str, String)> = Vec::new();
    for (id, place) in now {
        lines.push((
            place,
            match before.get(id) {
                None => format!("+ {place}\n"),
                Some(then) if then == place => format!("= {place}\n"),
                Some(then) => format!("> {then} => {place}\n"),
            },
        ));
    }
    let gone = before.iter().filter(|(id, _)| !now.contains_key(*id));
    lines.extend(gone.map(|(_, place)| (place.as_str(), format!("- {place}\n"))));
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}
