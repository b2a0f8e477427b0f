//! The examples of the specifications of CommonMark and of GitHub's tables, task lists and strikethrough.
//!
//! They come with the sources of pulldown-cmark, which cargo fetches as Cargo.lock says, and are not copied here: only
//! the numbers of examples that differ are. A page may look different, but it has the text that the specification says.

use std::path::{Path, PathBuf};
use std::process::Command;
use tickbook::book::config::RawHtml;
use tickbook::site::html::{self, Edition, Sanitizer, Source};
use tickbook::syntax::markdown::{self, Options};
use tickbook::syntax::source_file::SourceFile;
use tickbook::text::diag::SourceText;
use tickbook::text::html::{Token, tokens};

/// A file of examples, how many it has, and the numbers of those whose text a page does not have as it is.
type Suite = (&'static str, usize, &'static [usize]);

/// Three examples of CommonMark are a tag without its end, which a browser hides and we show as text.
const SUITES: [Suite; 4] = [
    ("spec.rs", 652, &[156, 157, 158]),
    ("gfm_table.rs", 9, &[]),
    ("gfm_tasklist.rs", 2, &[]),
    ("gfm_strikethrough.rs", 3, &[]),
];

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

pub fn keep_text() {
    let folder = tests_of_the_parser();
    let sanitizer = Sanitizer::default();
    for (file, count, known) in SUITES {
        let examples = examples(&folder.join(file));
        assert_eq!(examples.len(), count, "examples of {file}");
        let differ: Vec<&Example> = examples
            .iter()
            .filter(|one| text(&one.html) != text(&page(&one.markdown, &sanitizer)))
            .collect();
        let numbers: Vec<usize> = differ.iter().map(|one| one.number).collect();
        let shown: String = differ
            .iter()
            .filter(|one| !known.contains(&one.number))
            .map(|one| {
                let ours = page(&one.markdown, &sanitizer);
                format!(
                    "{}:\n{}\n--- expected\n{}\n--- is\n{ours}\n",
                    one.number, one.markdown, one.html
                )
            })
            .collect();
        assert_eq!(numbers, known, "{file}\n{shown}");
    }
}

/// The folder of the tests of pulldown-cmark.
fn tests_of_the_parser() -> PathBuf {
    package("pulldown-cmark").join("tests").join("suite")
}

/// The folder of a package, among the sources that cargo has fetched.
pub fn package(name: &str) -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--locked", "--format-version", "1"]);
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo runs");
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    let package = packages.iter().find(|one| one["name"] == name);
    let manifest =
        package.and_then(|one| one["manifest_path"].as_str()).expect("it is a dependency");
    Path::new(manifest).parent().expect("a file is in a folder").to_path_buf()
}

/// The examples of a file, which is generated: each is a function that ends in its number, with two raw strings.
fn examples(file: &Path) -> Vec<Example> {
    let text = std::fs::read_to_string(file).expect("the package contains its tests");
    let between = |text: &str, start: &str| {
        let (_, rest) = text.split_once(start)?;
        Some(rest.split_once("\"##;")?.0.to_string())
    };
    let example = |function: &str| {
        let name = function.split('(').next()?;
        Some(Example {
            number: name.rsplit('_').next()?.parse().ok()?,
            markdown: between(function, "let original = r##\"")?,
            html: between(function, "let expected = r##\"")?,
        })
    };
    text.split("\nfn ").filter_map(example).collect()
}

/// The title and the text of a chapter's page.
fn page(markdown: &str, sanitizer: &Sanitizer) -> String {
    // Front matter keeps lines at the beginning from being read as such, and boxes from being counted.
    let text = SourceText {
        file: "page.md".into(),
        text: format!("---\nchecklists: false\n---\n\n{markdown}").into(),
    };
    let file = SourceFile {
        path: "page.md".into(),
        text,
        title: None,
        is_searched: true,
        parts: Vec::new(),
        updated: None,
    };
    let chapter = markdown::parse(&file, &Options::default());
    let source = Source {
        chapter: &chapter,
        targets: &[],
        items: &[],
        former_anchors: &[],
        code: &[],
        raw_html: RawHtml::Sanitize,
        sanitizer,
    };
    let body = html::body(source, Edition::Page { path: "page.html" }).concat();
    html::title(&chapter, "") + &String::from_utf8_lossy(&body)
}

/// The text of a page, and the alternative texts of its pictures, without white space. What readers do not see is left
/// out: the content of scripts and styles. So are boxes of tasks, and the titles of pictures, which our pages show.
fn text(html: &str) -> String {
    let mut text = String::new();
    let mut unread = 0;
    let is_unread = |name: &str| ["script", "style", "figcaption"].contains(&name);
    for token in tokens(html) {
        match token {
            Token::Text(words) if unread == 0 => text.push_str(&words),
            Token::Text(_) => {}
            Token::Start(name, _) if is_unread(&name) => unread += 1,
            Token::End(name) if is_unread(&name) => unread -= 1,
            Token::Start(name, attributes) if name == "img" => {
                let alt = attributes.into_iter().find(|(name, _)| name == "alt");
                text.extend(alt.map(|(_, alt)| alt));
            }
            Token::Start(..) | Token::End(_) => {}
        }
    }
    text.retain(|c| !c.is_whitespace() && !"\u{2610}\u{2611}".contains(c));
    text
}
