//! Chapters built by the library with a theme that prints their texts and nothing around them.

use crate::harness;
use std::collections::HashMap;
use std::io::{Cursor, Read};
use tickbook::app::pipeline::{self, BuildCache, Options};
use tickbook::book::config;
use tickbook::site::epub_files;
use tickbook::site::lint::Day;
use tickbook::site::render::search::Chapters;
use tickbook::text::diag::{self, Diagnostic, print};
use tickbook::text::output::Output;
use tickbook::text::url;
use zip::ZipArchive;

/// What became of a book.
pub struct Run {
    pages: HashMap<String, String>,
    /// What search finds, in a form to be read.
    search: String,
    /// The path of the first chapter as the pages say it.
    first: String,
    /// The file of that chapter in the EPUB, where one was asked for.
    chapter_of_epub: Option<String>,
    pub diagnostics: String,
    pub has_errors: bool,
}

impl Run {
    /// The first chapter's HTML in an edition: empty for the page, else `print`, `plan`, `title` or `epub`;
    /// or, with `search`, what search knows of the book.
    pub fn html(&self, edition: &str) -> Option<String> {
        if edition == "search" {
            return Some(self.search.clone());
        }
        if edition == "epub" {
            let (_, text) = self.chapter_of_epub.as_ref()?.split_once("</h1>\n")?;
            return Some(text.rsplit_once("</section>")?.0.to_string());
        }
        let mark = format!("<!--file {}-->", self.first);
        let page = self.pages.values().find(|page| page.contains(&mark))?;
        let title = between(page, "<!--title ", "-->")?;
        let html = match edition {
            "title" => between(page, "<!--title_html-->", "<!--end-->"),
            "print" => {
                let chapter = format!("<!--chapter {title}-->");
                between(self.pages.get("print.html")?, &chapter, "<!--end-->")
            }
            "plan" => between(self.pages.get("plan.html")?, "<!--lists-->", "<!--end-->"),
            _ => between(page, "<!--body-->", "<!--end-->"),
        };
        html.map(|html| if html.is_empty() || html.ends_with('\n') { html } else { html + "\n" })
    }
}

fn between(text: &str, start: &str, end: &str) -> Option<String> {
    let (_, rest) = text.split_once(start)?;
    Some(rest.split_once(end)?.0.to_string())
}

/// Writes the files, named by their paths, into a folder, and builds that book. The first Markdown
/// file among them is the chapter that is looked at.
pub fn run(files: &[(&str, &str)], memory: &mut BuildCache) -> Run {
    run_with(files, memory, false)
}

/// The same, with the EPUB or without.
pub fn run_with(files: &[(&str, &str)], memory: &mut BuildCache, epub: bool) -> Run {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        harness::write(&folder.path().join(path), text.as_bytes());
    }
    let first = files.iter().map(|(path, _)| *path).find(|path| path.ends_with(".md"));
    let printed = |faults: &[Diagnostic]| match print::plain_all(faults) {
        text if text.is_empty() => text,
        text => format!("{}\n", text.replace(&*folder.path().to_string_lossy(), "BOOK")),
    };
    let first = url::encode(first.unwrap_or_default());
    let mut config = match config::load(folder.path()) {
        Ok(config) => config,
        Err(faults) => {
            let diagnostics = printed(&faults);
            let (pages, search, chapter_of_epub) = (HashMap::new(), String::new(), None);
            return Run { pages, search, first, chapter_of_epub, diagnostics, has_errors: true };
        }
    };
    let printing = || harness::repository().join("tests/golden/theme");
    config.html.theme = Some(config.html.theme.unwrap_or_else(printing));
    config.html.edit_url_template = Some("{path}".into());
    config.epub.enable |= epub;
    let built = pipeline::build(&config, Options::default(), memory);
    // The theme of the cases makes no whole pages, and what every page has besides is no matter of theirs.
    let policy = config.html.policy.element();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(policy, "");
    let outputs = built.outputs.unwrap_or_default();
    let epub = outputs.iter().find(|output| output.path.ends_with(".epub"));
    let chapter_of_epub = epub.map(|epub| text(&file_in(&epub.to_bytes(), &first)));
    let pages = outputs.into_iter();
    Run {
        search: shown_index(built.search.map(Chapters::outputs).unwrap_or_default()),
        chapter_of_epub,
        pages: pages.map(|one| (one.path.clone(), text(&one.to_bytes()))).collect(),
        first,
        diagnostics: printed(&built.diagnostics),
        has_errors: diag::any_fatal(&built.diagnostics, false),
    }
}

/// What `check` finds in a book of these files on a day of its own.
pub fn checked(files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        harness::write(&folder.path().join(path), text.as_bytes());
    }
    let faults = match config::load(folder.path()) {
        Ok(config) => {
            let today = Day::of_date("2026-11-22");
            pipeline::check(&config, Options::default(), today).0.diagnostics
        }
        Err(faults) => faults,
    };
    let text = print::plain_all(&faults);
    if text.is_empty() { text } else { format!("{text}\n") }
}

/// The data of a file of the index: the second argument of its one call.
pub fn data_of(content: &str) -> serde_json::Value {
    let call = content.strip_prefix("tickbook.take(").and_then(|rest| rest.strip_suffix(");\n"));
    let (_, data) = call.expect("a file is one call").split_once(',').expect("with two arguments");
    serde_json::from_str(data).expect("the data is JSON")
}

/// Each chapter in the index: its address and title, its sections, and its items by section and line. The books of the cases
/// are small, so the first file contains all.
fn shown_index(files: Vec<Output>) -> String {
    let index = files.iter().find(|file| file.path == "assets/search/index.js");
    let index = index.map(|file| data_of(&String::from_utf8_lossy(&file.to_bytes())));
    let index = index.unwrap_or_default();
    let (list, texts) = (&index["files"]["list-0"], &index["files"]["text-0"]);
    let rows = |data: &serde_json::Value| data["chapters"].as_array().cloned().unwrap_or_default();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_string();
    let mut shown = String::new();
    for (row, chapter) in rows(list).iter().zip(rows(texts)) {
        shown.push_str(&format!("{} = {}\n", text(&row[0]), text(&row[1])));
        let heads = row[3].as_array().map_or([].as_slice(), Vec::as_slice);
        let heads = heads.chunks(2).map(|head| (text(&head[0]), text(&head[1])));
        let heads = std::iter::once((String::new(), String::new())).chain(heads);
        let bodies = chapter["texts"].as_array().into_iter().flatten();
        for ((anchor, heading), body) in heads.zip(bodies) {
            shown.push_str(&format!("#{anchor} {heading}\n"));
            text(body).lines().for_each(|line| shown.push_str(&format!("  {line}\n")));
        }
        for item in chapter["items"].as_array().into_iter().flatten() {
            shown.push_str(&format!("item {}:{}\n", item[0], item[2]));
        }
    }
    shown
}

/// The file that a chapter has in an EPUB.
fn file_in(epub: &[u8], chapter: &str) -> Vec<u8> {
    let page = format!("{}.html", chapter.trim_start_matches("content/").trim_end_matches(".md"));
    let mut archive = ZipArchive::new(Cursor::new(epub)).expect("it is a ZIP file");
    let mut file =
        archive.by_name(&format!("EPUB/{}", epub_files::text(&page))).expect("the file is there");
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).expect("the file is readable");
    bytes
}
