//! Typographic quotes, dashes and ellipses change what readers see, and nothing else.

use crate::golden_file;
use crate::harness;
use fastrand::Rng;
use std::sync::Arc;
use tickbook::syntax::markdown::tree::Chapter;
use tickbook::syntax::markdown::{self, Options};
use tickbook::syntax::source_file::SourceFile;
use tickbook::text::diag::{SourceText, print};

fn parsed(text: &str, smart_punctuation: bool) -> Chapter {
    let source = SourceText { file: "page.md".into(), text: text.into() };
    let path = "page.md".to_string();
    let file = SourceFile { path, text: source, title: None, is_searched: true, parts: Vec::new(), updated: None };
    let variables = [("a", "it's -- \"so\""), ("b--c", "https://b.example/a--b")];
    let variables =
        variables.into_iter().map(|(name, value)| (name.to_string(), value.to_string()));
    let variables = Arc::new(variables.collect());
    markdown::parse(
        &file,
        &Options { smart_punctuation, math: true, marks: true, variables, ..Options::default() },
    )
}

/// A tree with each typographic character spelled as authors type it.
fn spelled(chapter: &str) -> String {
    let signs = [
        ("“", "\\\""),
        ("”", "\\\""),
        ("‘", "'"),
        ("’", "'"),
        ("–", "--"),
        ("—", "---"),
        ("…", "..."),
    ];
    signs.iter().fold(chapter.to_string(), |text, (sign, typed)| text.replace(sign, typed))
}

fn compare(text: &str) -> usize {
    let (mut on, mut off) = (parsed(text, true), parsed(text, false));
    // Whatever identifies something is the same to the letter.
    let ids = |chapter: &Chapter| -> Vec<String> {
        chapter.headings.iter().map(|one| one.id.clone()).collect()
    };
    assert_eq!(ids(&on), ids(&off), "{text}");
    assert_eq!(on.references, off.references, "{text}");
    assert_eq!(on.anchors, off.anchors, "{text}");
    assert_eq!(on.raw, off.raw, "{text}");
    assert_eq!(on.written_title, off.written_title, "{text}");
    assert_eq!(on.marks, off.marks, "{text}");
    for (one, other) in on.tasks.iter().zip(&off.tasks) {
        assert_eq!(
            (&one.wording, &one.explicit_id),
            (&other.wording, &other.explicit_id),
            "{text}"
        );
    }
    let said = |chapter: &mut Chapter| {
        // The program sorts them later.
        let diagnostics = std::mem::take(&mut chapter.diagnostics);
        let mut said: Vec<String> =
            diagnostics.iter().map(|one| print::plain_all(std::slice::from_ref(one))).collect();
        said.sort();
        said
    };
    assert_eq!(said(&mut on), said(&mut off), "{text}");
    // All else differs by typographic characters alone, and no mark is left.
    let (on, off) = (format!("{on:?}"), format!("{off:?}"));
    assert_eq!(spelled(&on), spelled(&off), "{text}");
    assert!(!on.replace("\\\\", "").contains("\\0"), "{text}");
    usize::from(on != off)
}

const PIECES: &[&str] = &[
    "it's",
    "\"so\"",
    "'so'",
    "a -- b",
    "a---b",
    "and...",
    "-----",
    "--",
    "\\\"no\\\"",
    "&quot;no&quot;",
    "“typed”",
    "**\"bold\"**",
    "*it's*",
    "`a--b`",
    "<code>",
    "</code>",
    "<kbd>'</kbd>",
    "<pre>",
    "</pre>",
    "<b>",
    "</b>",
    "<span title=\"it's\">",
    "<script>",
    "</script>",
    "https://e.org/a--b",
    "\"https://e.org/q\"",
    "www.e.org/it's",
    "me--you@e.org",
    "<https://e.org/a--b>",
    "ftp://e.org/a--b...",
    "[it's](a--b.md)",
    "[https://e.org/a--b](b.md \"it's\")",
    "![it's -- https://e.org/a--b](a--b.png)",
    "[^it's]",
    "[^it's]: note's",
    "{{ var.a }}",
    "{{ var.b--c }}",
    "[It's]{new}",
    "$a--b'$",
    "{#a--b}",
    "- [ ] it's {#it--s}",
    "- [ ] \"do\" -- it's",
    "## It's -- \"so\"",
    "## A--b {#a--b}",
    "# Title's -- \"x\"",
    "::: tip It's -- \"so\"",
    "::: details See https://e.org/a--b",
    ":::",
    "| it's |\n|---|\n| a--b |",
    "> [!NOTE] it's",
    "term's\n: meaning's",
    "```\nit's -- \"x\"\n```",
    "    it's -- code",
    "<div>\nit's -- \"raw\"\n</div>",
];

#[test]
fn nothing_else_changes_with_smart_punctuation() {
    let mut changed = 0;
    let files = harness::files_below(&harness::repository().join("tests/golden"));
    for (_, bytes) in files.iter().filter(|(path, _)| path.ends_with(".md")) {
        for case in golden_file::parse(&String::from_utf8_lossy(bytes)) {
            for (path, text) in golden_file::inputs(&case) {
                changed += if path.ends_with(".md") { compare(text) } else { 0 };
            }
        }
    }
    let mut random = Rng::with_seed(7);
    for _ in 0..500 {
        let mut text = String::new();
        if random.bool() {
            text.push_str("---\ntitle: It's -- \"so\" by https://e.org/a--b\ndescription: The CTO's {{ var.a }}\n---\n");
        }
        for _ in 0..random.usize(1..20) {
            text.push_str(PIECES[random.usize(..PIECES.len())]);
            text.push_str(["", " ", "\n", "\n\n"][random.usize(..4)]);
        }
        changed += compare(&text);
    }
    assert!(changed > 400, "{changed}");
}
