//! Containers, variables, badges and formulas in whole books: what they do not change, and what pages load.

use crate::harness::Site;
use fastrand::Rng;
use std::sync::Arc;
use tickbook::syntax::markdown::{self, Options};
use tickbook::syntax::source_file::SourceFile;
use tickbook::text::diag::{SourceText, print};

fn with_company(name: &str) -> String {
    format!("[book]\nid = \"company\"\n\n[variables]\ncompany = \"{name}\"\n")
}

const ITEMS: &str = "---\ndescription: About {{ var.company }}\n---\n\n# At {{ var.company }}\n\n\
    ## Of {{ var.company }}\n\n- [ ] Ask {{ var.company }} for the plan\n- [ ] Write {{ var.company }} a letter\n";

#[test]
fn a_variable_with_another_value_changes_pages_and_no_item() {
    let site = Site::of(ITEMS).write("book.toml", &with_company("Acme")).build();
    let lock = site.read("book.lock");
    assert!(lock.contains("text = \"ask {{ var.company }} for the plan\""), "{lock}");
    let site = site
        .assert_file("public/index.html")
        .assert_contains("<title>At Acme</title>")
        .assert_contains("<meta name=\"description\" content=\"About Acme\">")
        .assert_contains("<h2 id=\"of-company\">Of Acme<");
    let site = site.write("book.toml", &with_company("Quite another company & Sons")).build();
    assert_eq!(site.read("book.lock"), lock);
    site.assert_stderr_lacks("book.lock")
        .assert_file("public/index.html")
        .assert_contains(">Ask Quite another company &amp; Sons for the plan</label>")
        .assert_lacks("Acme")
        .assert_lacks("data-rev");
}

#[test]
fn a_badge_does_not_make_an_item_another() {
    let site = Site::of("# Book\n\n- [ ] Try the export\n").build();
    let lock = site.read("book.lock");
    let site =
        site.write("content/index.md", "# Book\n\n- [ ] Try the export [Beta]{new}\n").build();
    assert_eq!(site.read("book.lock"), lock);
}

#[test]
fn pages_load_what_they_need_alone() {
    let site = Site::of("# Start\n")
        .write("content/tabs.md", "# T\n\n:::: tabs\n::: tab One\nText.\n:::\n::::\n")
        .write("content/badge.md", "# B\n\n[New]{new}\n")
        .write("content/item.md", "# I\n\n- [ ] Item\n")
        .write("content/times.md", "---\ntemplate: timeline\n---\n# L\n\n## Now\n\nText.\n")
        .build();
    let loads = |page: &str, what: &str| site.read(&format!("public/{page}")).contains(what);
    let pages = [
        ("index.html", false, false),
        ("item.html", false, false),
        ("badge.html", true, false),
        ("tabs.html", true, true),
        ("times.html", false, false),
        ("print.html", true, true),
        ("plan.html", false, false),
    ];
    for (page, style, script) in pages {
        assert_eq!(loads(page, "assets/tickbook-blocks."), style, "{page}");
        assert_eq!(loads(page, "assets/tabs."), script, "{page}");
        assert_eq!(loads(page, "assets/tickbook-timeline."), page == "times.html", "{page}");
    }
}

#[test]
fn a_book_without_them_holds_no_file_of_them() {
    let site = Site::of("# Start\n\nText.\n").build();
    let files = site.paths("public");
    assert!(files.iter().any(|path| path.starts_with("assets/tickbook.")), "{files:?}");
    let unused = ["assets/tickbook-blocks.", "assets/tabs.", "assets/carry."];
    let found: Vec<&String> =
        files.iter().filter(|path| unused.iter().any(|name| path.starts_with(name))).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn containers_nest_to_a_limit() {
    let deep = format!("# Deep\n\n{}Text.\n", "::: details More\n".repeat(5000));
    Site::of(&deep).build_fails().assert_stderr("error[TB0404]");
}

/// What chapters are made of by chance: whatever the stand-ins could be mistaken for or get lost in.
const PIECES: [&str; 53] = [
    "::: details Why {#a open}",
    ":::",
    "::::",
    ":::: tabs",
    "::: tab One",
    "::: cards",
    "::: figure",
    "::: x",
    ":::note[T]",
    "> :::",
    "> ::: tip",
    "  :::",
    "    :::",
    "\t:::",
    "{{ var.a }}",
    "{{var.b}}",
    "\\{{ var.a }}",
    "{{ var.none }}",
    "{{",
    "}}",
    "[Beta]{new}",
    "[{{ var.a }}]{bad}",
    "\\[Beta]{new}",
    "[",
    "]",
    "](",
    ")",
    "(",
    "`",
    "```",
    "~~~",
    "$",
    "$$",
    "\\frac",
    "*",
    "**",
    "~~",
    "# ",
    "## ",
    "- [ ] ",
    "- ",
    "1. ",
    "> ",
    "| a | b |",
    "|---|---|",
    "<div>",
    "</div>",
    "<a href=\"{{ var.a }}\">",
    "[^1]",
    "[^1]: ",
    ": ",
    "word é 語",
    "https://{{ var.a }}.example",
];

fn chapter(random: &mut Rng) -> String {
    let mut text = String::new();
    for _ in 0..random.usize(1..60) {
        text.push_str(PIECES[random.usize(..PIECES.len())]);
        text.push_str(["", " ", "\n", "\n", "\n\n"][random.usize(..5)]);
    }
    text
}

#[test]
fn no_stand_in_is_left_in_any_chapter() {
    let set = [("a", "A & <b>"), ("b", "https://b.example")];
    let variables = set.into_iter().map(|(name, value)| (name.to_string(), value.to_string()));
    let variables = Arc::new(variables.collect());
    let options = Options { smart_punctuation: true, math: true, variables, ..Options::default() };
    let is_stand_in = |c: char| ('\u{f0000}'..='\u{fffff}').contains(&c);
    let mut random = Rng::with_seed(11);
    let (mut containers, mut badges) = (0, 0);
    for _ in 0..2000 {
        let text = chapter(&mut random);
        let source = SourceText { file: "page.md".into(), text: text.as_str().into() };
        let path = "page.md".to_string();
        let file =
            SourceFile { path, text: source, title: None, is_searched: true, parts: Vec::new(), updated: None };
        let chapter = markdown::parse(&file, &options);
        let tree = format!("{chapter:?}");
        containers += tree.matches("Container(Container").count();
        badges += tree.matches("Badge(Badge").count();
        // The characters stand in the output of `{:?}` as they are written in Rust.
        assert!(!tree.contains("\\u{f") && !tree.contains(is_stand_in), "{text}\n{tree}");
        assert!(!tree.contains("___"), "{text}\n{tree}");
        let told = print::plain_all(&chapter.diagnostics);
        assert!(!told.contains(is_stand_in), "{text}\n{told}");
    }
    assert!(containers > 500 && badges > 500, "{containers} containers, {badges} badges");
}
