//! The schemas for editors against the checks of a build: both reject the same files.

use crate::harness::{Site, files_below, repository};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use tickbook::app::schema;
use tickbook::book::config;
use tickbook::book::config::{KEYS, Kind};
use tickbook::syntax::front_matter;
use tickbook::text::diag::SourceText;

/// Ajv, which editors for JSON and YAML are made with, in a process that has read a schema.
struct Validator {
    process: Child,
    answers: BufReader<ChildStdout>,
}

impl Validator {
    fn of(schema: &str) -> Self {
        let mut node = Command::new("node");
        node.arg("support/schema.mjs").current_dir(repository().join("tests/browser"));
        let mut process =
            node.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("Node starts");
        let answers = BufReader::new(process.stdout.take().expect("its output is ours"));
        let mut validator = Validator { process, answers };
        validator.say(&serde_json::from_str(schema).expect("the schema is JSON"));
        validator
    }

    fn say(&mut self, value: &Value) {
        let input = self.process.stdin.as_mut().expect("its input is ours");
        writeln!(input, "{value}").expect("it reads on");
    }

    /// Faults of a document, each with its place.
    fn faults(&mut self, document: &Value) -> Vec<String> {
        self.say(document);
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("it answers");
        serde_json::from_str(&answer).expect("it answers with a list")
    }
}

impl Drop for Validator {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        drop(self.process.wait());
    }
}

fn of_toml(text: &str) -> Value {
    let table: toml::Table = text.parse().expect("it is TOML");
    serde_json::to_value(table).expect("TOML fits into JSON")
}

fn of_yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("it is YAML that fits into JSON")
}

/// The front matter of a chapter, as a parser of YAML reads it; null where there is none.
fn front(text: &str) -> Value {
    let block = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    block.map_or(Value::Null, |(block, _)| of_yaml(block))
}

#[test]
#[ignore = "needs ajv: cargo xtask test installs it"]
fn the_books_of_this_repository_are_valid() {
    let (mut book, mut chapter) =
        (Validator::of(&schema::book()), Validator::of(&schema::front_matter()));
    let mut seen = (0, 0);
    let settings = std::fs::read(repository().join("book.toml")).expect("there");
    let settings = BTreeMap::from([("book.toml".to_string(), settings)]);
    let folders = ["content", "docs", "tests/sites"];
    let folders = folders.map(|folder| (folder, files_below(&repository().join(folder))));
    for (folder, files) in folders.into_iter().chain([("", settings)]) {
        for (path, bytes) in files {
            let Ok(text) = String::from_utf8(bytes) else { continue };
            if path.ends_with("book.toml") {
                assert_eq!(book.faults(&of_toml(&text)), [""; 0], "{folder}/{path}");
                seen.0 += 1;
            } else if path.ends_with(".md") && front(&text) != Value::Null {
                assert_eq!(chapter.faults(&front(&text)), [""; 0], "{folder}/{path}");
                seen.1 += 1;
            }
        }
    }
    assert!(seen.0 > 5 && seen.1 > 30, "{seen:?}");
}

#[test]
fn every_key_is_in_the_schemas_with_its_meaning() {
    let book: Value = serde_json::from_str(&schema::book()).expect("it is JSON");
    for key in KEYS {
        let steps = key.path.split('.').map(|step| format!("/properties/{step}"));
        let value = book.pointer(&steps.collect::<String>());
        let value = value.unwrap_or_else(|| panic!("{} is not in the schema", key.path));
        let is_said = value["description"].is_string() || key.kind == Kind::Levels;
        assert!(is_said, "the guide has no row for {}", key.path);
    }
    let check = &book["properties"]["check"]["properties"];
    assert!(check["dead-link"]["description"].is_string(), "{check}");
    let chapter: Value = serde_json::from_str(&schema::front_matter()).expect("it is JSON");
    for key in front_matter::KEYS {
        let value = &chapter["properties"][key];
        assert!(value["description"].is_string(), "the guide has no row for {key}");
        assert!(value["type"].is_array() || value["type"].is_string(), "{key} may be anything");
    }
    let language = &book["properties"]["book"]["properties"]["language"];
    assert_eq!(language["default"], json!("en"));
    let search = &book["properties"]["output"]["properties"]["html"]["properties"]["search"];
    assert_eq!(search["properties"]["enable"]["default"], json!(true));
}

/// Values of every type, and of some forms that keys ask for.
const VALUES: [&str; 18] = [
    "true",
    "7",
    "-1",
    "1.5",
    "\"\"",
    "\"text\"",
    "\"two words\"",
    "\"a/b\"",
    "\"en\"",
    "\"rtl\"",
    "\"https://a.example/{path}\"",
    "\"vscode\"",
    "\"2026-11-22\"",
    "[]",
    "[\"a\"]",
    "[1]",
    "[[\"a\"]]",
    "[true, \"a\"]",
];

/// Checks a document by both, and asks that they agree. `strict` says that a build may refuse more,
/// because what it asks for cannot be said in a schema.
fn agree(what: &str, by_schema: Vec<String>, by_build: Vec<String>, strict: bool) {
    if by_build.is_empty() {
        assert!(by_schema.is_empty(), "a build takes {what}, the schema does not: {by_schema:?}");
    }
    if by_schema.is_empty() && !strict {
        assert!(by_build.is_empty(), "the schema takes {what}, a build does not: {by_build:?}");
    }
}

#[test]
#[ignore = "needs ajv: cargo xtask test installs it"]
fn a_value_of_book_toml_is_right_to_both_or_to_neither() {
    let mut schema = Validator::of(&schema::book());
    let by_build = |text: &str| {
        let source = SourceText { file: "book.toml".into(), text: text.into() };
        let faults = config::parse(Path::new("."), &source).err().unwrap_or_default();
        faults.iter().map(|fault| fault.message().to_string()).collect::<Vec<_>>()
    };
    // What these must be besides a text, a list or a table is more than a pattern can say.
    let strict = [
        "output.html.cname",
        "output.epub.cover",
        "output.epub.identifier",
        "output.html.additional-css",
        "serve.editor",
        "publish.git.branch",
        "publish.s3.prefix",
        "publish.s3.endpoint",
    ];
    for key in KEYS {
        for value in
            VALUES.into_iter().chain(["{ a = \"b\" }", "{ a = 1 }", "{ dead-link = \"deny\" }"])
        {
            let text = format!("{} = {value}\n", key.path);
            let by_schema = schema.faults(&of_toml(&text));
            agree(&text, by_schema, by_build(&text), strict.contains(&key.path));
        }
    }
    for unknown in
        ["book.titel = \"x\"", "nonsense = 1", "output.html.search.x = true", "check.x = \"deny\""]
    {
        assert!(!schema.faults(&of_toml(unknown)).is_empty(), "{unknown}");
        assert!(!by_build(unknown).is_empty(), "{unknown}");
    }
}

#[test]
#[ignore = "needs ajv: cargo xtask test installs it"]
fn a_value_of_front_matter_is_right_to_both_or_to_neither() {
    let mut schema = Validator::of(&schema::front_matter());
    let by_build = |text: &str| {
        let source = SourceText { file: "a.md".into(), text: format!("---\n{text}\n---\n").into() };
        let mut faults = Vec::new();
        front_matter::parse(&source, &mut faults);
        faults.iter().map(|fault| fault.message().to_string()).collect::<Vec<_>>()
    };
    for key in front_matter::KEYS {
        for value in VALUES.into_iter().chain(["{ a: b }", "null", "2026-11-22", "plain words"]) {
            let text = format!("{key}: {value}");
            // A slug and a date are more than a pattern can say.
            let strict = ["slug", "updated", "template"].contains(key);
            agree(&text, schema.faults(&of_yaml(&text)), by_build(&text), strict);
        }
    }
    assert!(!schema.faults(&of_yaml("titel: x")).is_empty());
    assert!(!by_build("titel: x").is_empty());
}

#[test]
fn the_command_prints_a_schema_or_writes_both() {
    let site = Site::empty().run(&["schema"]).assert_status(0);
    assert_eq!((site.stdout(), site.stderr()), (schema::book(), String::new()));
    let site = site.run(&["schema", "book"]).assert_status(0);
    assert_eq!(site.stdout(), schema::book());
    let site = site.run(&["schema", "front-matter"]).assert_status(0);
    assert_eq!(site.stdout(), schema::front_matter());
    let site = site.run(&["schema", "chapters"]).assert_status(2);
    let site = site.write(schema::BOOK_FILE, "old").run(&["schema", "--write"]).assert_status(0);
    assert_eq!(site.read(schema::BOOK_FILE), schema::book());
    assert_eq!(site.read(schema::FRONT_MATTER_FILE), schema::front_matter());
    site.run(&["schema", "--write", "below"]).assert_file(&format!("below/{}", schema::BOOK_FILE));
}
