//! What is asked of the program for any bytes at all, and what must hold of its answer.
//!
//! `fuzz` calls these with bytes that libFuzzer makes up, and `tests/suite/fuzz.rs` with those that were worth
//! keeping. Each returns, or panics where the program has a fault.

use crate::markup;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use tickbook::book::config::{self, Config, RawHtml};
use tickbook::book::lock::{self, Lock};
use tickbook::book::source::Files;
use tickbook::book::structure::{self, Book, Parts};
use tickbook::site::epub;
use tickbook::site::highlight::Highlighter;
use tickbook::site::lint::{self, Subject};
use tickbook::site::render::body::{self, Body, Syntax, TextOptions, Tools};
use tickbook::syntax::front_matter;
use tickbook::syntax::include::{self, Included, Refusal};
use tickbook::syntax::markdown;
use tickbook::syntax::source_file::SourceFile;
use tickbook::text::diag::{self, Diagnostic, SourceText, print};

/// A target: its name, which is also that of its corpus, and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const ALL: [Target; 5] = [
    ("page", page),
    ("front-matter", front_matter),
    ("lock", lock),
    ("include", include),
    ("config", config),
];

/// The grammars and the sanitizer take longer to load than most inputs to run.
static TOOLS: LazyLock<Tools> = LazyLock::new(Tools::default);
static GRAMMARS: LazyLock<Highlighter> = LazyLock::new(Highlighter::default);

/// A chapter from its bytes to its HTML, with raw HTML sanitized and escaped. No script comes out, every tag is
/// closed in its turn, no id is there twice, and book.lock says what it was told.
pub fn page(bytes: &[u8]) {
    let Some(text) = decoded(bytes) else { return };
    let sanitized =
        "[output.html]\nraw-html = \"sanitize\"\nmath = true\nsmart-punctuation = true\n";
    let escaped = "[output.html]\nraw-html = \"escape\"\n";
    for settings in [sanitized, escaped] {
        let config = parsed_config(settings).unwrap_or_else(|faults| panic!("{}", shown(&faults)));
        let options = markdown::Options {
            smart_punctuation: config.html.smart_punctuation,
            math: config.html.math,
            marks: config.html.math,
            ..markdown::Options::default()
        };
        let files = [
            ("other.md", "# Other\n\n## Place\n\n- [ ] Do it\n".into()),
            ("page.md", text.clone()),
        ];
        let chapters: Vec<_> = files
            .map(|(path, text)| Arc::new(markdown::parse(&file(path, text), &options)))
            .into_iter()
            .collect();
        let (files, before) = (Files::default(), Lock::default());
        let (book, after, faults) = structure::assemble(Parts {
            config: &config,
            chapters: &chapters,
            outline: None,
            included: &Default::default(),
            files: &files,
            lock: &before,
            rules: tickbook::site::output_rules::OUTPUT_RULES,
            drafts: true,
        });
        shown(&faults);
        if diag::any_fatal(&faults, false) {
            continue;
        }
        if options.marks {
            let highlighter = &*GRAMMARS;
            let assets = &files.assets;
            shown(&lint::all(Subject {
                config: &config,
                book: &book,
                assets,
                named_by_styles: &[],
                highlighter,
                today: None,
            }));
        }
        assert_lock_is_kept(&after);
        for body in bodies(&config, book, &files) {
            check_body(&body, config.html.raw_html);
        }
    }
}

fn bodies(config: &Config, book: Book, files: &Files) -> Vec<Arc<Body>> {
    let (epub_files, _) = epub::files(config, &book, files);
    let epub_files = Arc::new(epub_files);
    let markdown_pages = Some(Syntax { math: config.html.math });
    let wanted =
        TextOptions { raw_html: config.html.raw_html, epub: Some(&epub_files), markdown_pages };
    body::all(book, wanted, &TOOLS, None).1.into_iter().flatten().collect()
}

fn check_body(body: &Body, raw_html: RawHtml) {
    for parts in [&body.page, &body.print, &body.plan] {
        let html = String::from_utf8(parts.concat()).expect("HTML is UTF-8");
        let tags = markup::tags(&html);
        for tag in &tags {
            assert!(!ACTIVE.contains(&tag.name.as_str()), "<{}> in\n{html}", tag.name);
            for (name, value) in &tag.attributes {
                assert!(!name.starts_with("on") && name != "style", "{name}={value} in\n{html}");
                let address: String =
                    value.chars().filter(|c| !c.is_control() && *c != ' ').collect();
                let runs = address.to_ascii_lowercase().starts_with("javascript:");
                assert!(!runs || !["href", "src"].contains(&name.as_str()), "{value} in\n{html}");
            }
        }
        let faults = markup::nesting_faults(&html);
        // What authors put into their own HTML may stand where it makes little sense.
        let faults = faults.into_iter().filter(|fault| {
            raw_html == RawHtml::Escape
                || fault.contains(" closes ")
                || fault.contains("never closed")
        });
        assert_eq!(faults.collect::<Vec<_>>(), Vec::<String>::new(), "in\n{html}");
        let ids = markup::ids(&html).1;
        assert!(raw_html == RawHtml::Sanitize || ids.is_empty(), "{ids:?} twice in\n{html}");
        let ticks: Vec<&str> = tags.iter().filter_map(|tag| tag.get("data-tick")).collect();
        let mut once = ticks.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ticks.len(), "ticks in\n{html}");
    }
}

/// Elements that run, load or redirect.
const ACTIVE: [&str; 9] =
    ["script", "style", "iframe", "object", "embed", "base", "meta", "link", "form"];

/// The block of YAML at the top of a chapter. What it says it says the same twice, and every fault can be shown.
pub fn front_matter(bytes: &[u8]) {
    let Some(text) = decoded(bytes) else { return };
    for text in [text.to_string(), format!("---\n{text}\n---\n\nText.\n")] {
        let source = source("content/page.md", text.into());
        let mut faults = Vec::new();
        let (front, body) = front_matter::parse(&source, &mut faults);
        assert!(source.text.is_char_boundary(body), "the text begins within a letter");
        shown(&faults);
        assert_eq!(front_matter::parse(&source, &mut Vec::new()), (front, body));
        for key in front_matter::KEYS {
            if let Some(place) = front_matter::place(&source.text, key) {
                assert!(source.text.get(place).is_some(), "`{key}` is at no place");
            }
        }
    }
}

/// book.lock. What is read is written so that it is read again as the same.
pub fn lock(bytes: &[u8]) {
    let Some(text) = decoded(bytes) else { return };
    match lock::read(&source("book.lock", text)) {
        Ok(lock) => assert_lock_is_kept(&lock),
        Err(faults) => {
            assert!(!faults.is_empty(), "refused without a word");
            shown(&faults);
        }
    }
}

fn assert_lock_is_kept(lock: &Lock) {
    let text = lock::text(lock);
    let again = lock::read(&source("book.lock", text.as_str().into()));
    let again = again.unwrap_or_else(|faults| panic!("{}\n{text}", shown(&faults)));
    assert_eq!(lock::text(&again), text);
    // Places are in the order of lines, and their numbers are not kept.
    let [lock, again] = [lock, &again].map(|lock| {
        let mut lock = lock.clone();
        lock.items.values_mut().chain(lock.sides.values_mut().flatten()).for_each(|one| one.at = 0);
        lock
    });
    assert!(again == lock, "another lock comes back:\n{text}");
}

/// A chapter that includes files: the bytes hold the chapter and up to three files, parted by NUL. Only names below
/// the book's folder are asked for, what comes out is bounded, and each of its letters is from somewhere.
pub fn include(bytes: &[u8]) {
    let Some(text) = decoded(bytes) else { return };
    let mut texts = text.split('\0');
    let chapter = file("a/page.md", texts.next().unwrap_or_default().into());
    let names = ["b.md", "a/c.rs", "a/d/e.md"];
    let files: BTreeMap<&str, &str> = names.into_iter().zip(texts).collect();
    let mut included = Included::new();
    let mut waiting = include::wanted(&chapter.text);
    while let Some(path) = waiting.pop() {
        let parts: Vec<&str> = path.split('/').collect();
        assert!(parts.iter().all(|part| !["", ".", ".."].contains(part)), "{path:?} is asked for");
        if included.contains_key(&path) {
            continue;
        }
        let found = match files.get(path.as_str()) {
            Some(text) => Ok(source(&path, (*text).into())),
            None => Err(Refusal::Missing(None)),
        };
        if let Ok(text) = &found {
            waiting.extend(include::wanted(text));
        }
        included.insert(path, found);
    }
    let expanded = include::expand(vec![chapter], &included);
    shown(&expanded.diagnostics);
    let (Some(chapter), Some(map)) = (expanded.chapters.first(), expanded.maps.first()) else {
        return;
    };
    let length = chapter.text.text.len();
    assert!(length <= 17 * 1024 * 1024 + text.len(), "{length} bytes of text");
    let step = length / 100 + 1;
    for at in (0..length).step_by(step) {
        let (source, place) = map.place(&(at..at + 1));
        assert!(place.start <= place.end && place.end <= source.text.len(), "{place:?}");
    }
}

/// book.toml. Every fault can be shown.
pub fn config(bytes: &[u8]) {
    let Some(text) = decoded(bytes) else { return };
    if let Err(faults) = parsed_config(&text) {
        assert!(!faults.is_empty(), "refused without a word");
        shown(&faults);
    }
}

fn parsed_config(text: &str) -> Result<Config, Vec<Diagnostic>> {
    config::parse(Path::new("/nonexistent"), &source("book.toml", text.into()))
}

/// The text of bytes, as it is read from a file.
fn decoded(bytes: &[u8]) -> Option<Arc<str>> {
    tickbook::book::files::decode("file", bytes.to_vec()).ok()
}

fn source(file: &str, text: Arc<str>) -> SourceText {
    SourceText { file: file.into(), text }
}

fn file(path: &str, text: Arc<str>) -> SourceFile {
    let source = source(&format!("content/{path}"), text);
    SourceFile {
        path: path.into(),
        text: source,
        title: None,
        is_searched: true,
        parts: Vec::new(),
        updated: None,
    }
}

/// The faults as they are printed, which itself must not fail.
fn shown(faults: &[Diagnostic]) -> String {
    print::plain_all(faults)
}
