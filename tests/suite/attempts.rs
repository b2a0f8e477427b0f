//! The attempts of `tests/xss` to run something, as markup: pages and the EPUB contain nothing that a browser or a
//! reading system would run. The browser tests check the pages in a browser.

use crate::harness::{repository, write};
use crate::markup;
use rayon::prelude::*;
use std::io::{Cursor, Read};
use tickbook::app::pipeline::{self, BuildCache, Options};
use tickbook::book::config;
use zip::ZipArchive;

/// The files whose sections are chapters.
const FILES: [&str; 4] = ["raw-html.md", "links.md", "blocks.md", "front-matter.md"];

/// Elements that run or load something, or lead elsewhere by themselves.
const ACTIVE: [&str; 8] =
    ["iframe", "object", "embed", "base", "applet", "frame", "foreignobject", "animate"];

/// The sections of a file: the name of each and its block.
pub fn sections(file: &str) -> Vec<(String, String)> {
    let path = repository().join("tests/xss").join(file);
    let text = std::fs::read_to_string(path).expect("the attempts are there");
    let section = |section: &str| {
        let (name, block) = section.split_once("\n\n````")?;
        let (_, text) = block.split_once('\n')?;
        let text = text.rsplit_once("\n````")?.0;
        Some((format!("{file}: {name}"), text.to_string()))
    };
    text.split("\n## ").filter_map(section).collect()
}

/// The attempts that are chapters: the name of each and its chapter.
fn attempts() -> Vec<(String, String)> {
    let chapter = |(name, text): (String, String)| {
        let is_whole = text.starts_with("---\n") || text.starts_with("# ");
        (name, if is_whole { text } else { format!("# Attempt\n\n{text}\n") })
    };
    FILES.iter().flat_map(|file| sections(file)).map(chapter).collect()
}

/// What of a document would run.
fn dangers(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in markup::tags(html).into_iter().filter(|tag| !tag.closing) {
        let has_source = tag.attributes.iter().any(|(name, _)| name == "src");
        if ACTIVE.contains(&tag.name.as_str()) || (tag.name == "script" && !has_source) {
            found.push(format!("<{}>", tag.name));
        }
        for (name, value) in &tag.attributes {
            let value: String = value.chars().filter(|c| !c.is_control() && *c != ' ').collect();
            let value = value.to_ascii_lowercase();
            let leads = ["javascript:", "vbscript:", "data:text", "data:application"];
            let is_address =
                ["href", "src", "action", "formaction", "xlink:href", "poster", "cite"];
            let leads_badly = is_address.contains(&name.as_str())
                && leads.iter().any(|scheme| value.starts_with(scheme));
            if name.starts_with("on") || name == "style" || name == "srcdoc" || leads_badly {
                found.push(format!("<{} {name}={value}>", tag.name));
            }
        }
    }
    found
}

/// The documents of a site, those within its EPUB among them; `None` where the book is refused.
fn documents(text: &str, mode: &str, lock: Option<&str>) -> Option<Vec<(String, String)>> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let settings = std::fs::read_to_string(repository().join("tests/xss/book.toml"));
    let settings = settings.expect("the settings are there").replace("MODE", mode);
    write(&folder.path().join("book.toml"), settings.as_bytes());
    write(&folder.path().join("content/attempt.md"), text.as_bytes());
    if let Some(lock) = lock {
        write(&folder.path().join("book.lock"), lock.as_bytes());
    }
    let config = config::load(folder.path()).expect("the settings are sound");
    let built = pipeline::build(&config, Options::default(), &mut BuildCache::for_one_build());
    let mut documents = Vec::new();
    for output in built.outputs? {
        let bytes = output.to_bytes();
        if output.path.ends_with(".xml") {
            let text = String::from_utf8_lossy(&bytes);
            let read = roxmltree::Document::parse(&text).map(|_| ());
            assert_eq!(read, Ok(()), "{} of:\n{text}", output.path);
        } else if output.path.ends_with(".html") {
            documents.push((output.path, String::from_utf8_lossy(&bytes).into_owned()));
        } else if output.path.ends_with(".epub") {
            let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("it is a ZIP");
            for index in 0..archive.len() {
                let mut file = archive.by_index(index).expect("a file");
                let mut text = String::new();
                let name = file.name().expect("the name is UTF-8").into_owned();
                if name.ends_with(".xhtml") && file.read_to_string(&mut text).is_ok() {
                    documents.push((format!("{}!{name}", output.path), text));
                }
            }
        }
    }
    Some(documents)
}

#[test]
fn no_attempt_reaches_a_page_or_the_epub() {
    let attempts = attempts();
    assert!(attempts.len() > 200, "only {} attempts", attempts.len());
    let cases: Vec<(&str, &(String, String))> = ["sanitize", "escape"]
        .iter()
        .flat_map(|mode| attempts.iter().map(move |one| (*mode, one)))
        .collect();
    let results: Vec<Option<Vec<String>>> = cases
        .par_iter()
        .map(|(mode, (name, text))| {
            let documents = documents(text, mode, None)?;
            assert!(documents.iter().any(|(path, _)| path.contains(".epub!")), "{name}: no EPUB");
            let bad = documents.iter().flat_map(|(path, text)| {
                dangers(text)
                    .into_iter()
                    .map(move |danger| format!("{mode}, {name}: {path}: {danger}"))
            });
            Some(bad.collect())
        })
        .collect();
    let built = results.iter().flatten().count();
    assert!(built > 400, "only {built} of {} were built", cases.len());
    let bad: Vec<&String> = results.iter().flatten().flatten().collect();
    assert!(bad.is_empty(), "{bad:#?}");
}

/// The item that a line of a lock is about, as its chapter has it.
fn item_of(line: &str) -> String {
    let text = line.split("text = \"").nth(1).and_then(|rest| rest.split('"').next());
    format!("# Page\n\n## A heading\n\n- [ ] `{}`\n", text.unwrap_or("attempt"))
}

#[test]
fn nothing_that_stands_in_a_lock_reaches_a_page_or_the_epub() {
    let attempts = sections("lock.md");
    assert!(attempts.len() > 40, "only {} attempts", attempts.len());
    let mut refused = 0;
    for (name, line) in &attempts {
        let lock = format!("version = 3\n\n{line}\n\n# end of book.lock\n");
        let lock = lock.replace("page.html", "attempt.html");
        let Some(documents) = documents(&item_of(line), "sanitize", Some(&lock)) else {
            refused += 1;
            continue;
        };
        for (path, text) in documents {
            assert_eq!(dangers(&text), Vec::<String>::new(), "{name}: {path}");
        }
    }
    assert!((25..attempts.len()).contains(&refused), "{refused} were refused");
}

#[test]
fn dangers_are_seen() {
    for html in [
        "<script>x()</script>",
        "<p onclick=\"x()\">",
        "<a href=\"java\tscript:x()\">",
        "<iframe src=\"a\">",
        "<p style=\"a\">",
    ] {
        assert_eq!(dangers(html).len(), 1, "{html}");
    }
    assert_eq!(dangers("<a href=\"a.html\"><script src=\"a.js\"></script>"), Vec::<String>::new());
}
