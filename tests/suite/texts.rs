//! Chapters built by the library with a theme that prints their texts and nothing around them.

use crate::harness;
use std::collections::HashMap;
use tickbook::book::url;
use tickbook::config;
use tickbook::diag::{self, Diagnostic, print};
use tickbook::pipeline::{self, Memory, Options};

/// What became of a book.
pub struct Run {
    pages: HashMap<String, String>,
    /// The path of the first chapter as the pages say it.
    first: String,
    pub diagnostics: String,
    pub has_errors: bool,
}

impl Run {
    /// The first chapter's HTML in an edition: empty for the page, else `print`, `plan` or `title`.
    pub fn html(&self, edition: &str) -> Option<String> {
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
pub fn run(files: &[(&str, &str)], memory: &mut Memory) -> Run {
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
            return Run { pages: HashMap::new(), first, diagnostics, has_errors: true };
        }
    };
    config.html.theme = Some(harness::repository().join("tests/golden/theme"));
    config.html.edit_url_template = Some("{path}".into());
    let built = pipeline::build(&config, Options::default(), memory);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let pages = built.outputs.unwrap_or_default().into_iter();
    Run {
        pages: pages.map(|one| (one.path.clone(), text(&one.to_bytes()))).collect(),
        first,
        diagnostics: printed(&built.diagnostics),
        has_errors: diag::any_fatal(&built.diagnostics, false),
    }
}
