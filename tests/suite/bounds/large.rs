//! Large books, and small ones that expand to large ones.

use super::cases::{Case, book, counted, page};

/// A chapter that includes a file.
const INCLUDING: &str = "# A\n\n{{#include ../a.txt}}\n";

/// So many faults, at any size: looking through the text for each of them takes longer than any book may.
const FAULTS: usize = 60_000;

/// A book of these files.
fn with(name: &str, files: Vec<(String, String)>) -> Case {
    let files = files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
    Case { name: name.to_string(), files }
}

/// Chapters beside each other, and a start page.
fn chapters(count: usize, text: &str) -> Vec<(String, String)> {
    let start = ("content/index.md".to_string(), "# Book\n".to_string());
    let chapter = |n: usize| (format!("content/{n}.md"), text.to_string());
    (0..count).map(chapter).chain([start]).collect()
}

/// Files that are larger than any that is read.
pub fn files(size: usize) -> Vec<Case> {
    let words = |bytes: usize| "word ".repeat(bytes / 5);
    let megabyte = size * 10;
    let with_book = |name: &str, path: &str, text: String| {
        book(name, &[("content/index.md", b"# Book\n"), (path, text.as_bytes())])
    };
    vec![
        page("a chapter of 17 MB", words(megabyte * 17)),
        book(
            "front matter of 17 MB",
            &[(
                "content/index.md",
                format!("---\n{}---\n\n# Book\n", "# a\n".repeat(megabyte * 4)).as_bytes(),
            )],
        ),
        with_book("book.toml of 5 MB", "book.toml", "#".repeat(megabyte * 5)),
        with_book("book.lock of 17 MB", "book.lock", "#".repeat(megabyte * 17)),
        with_book("SUMMARY.md of 17 MB", "content/SUMMARY.md", words(megabyte * 17)),
        with("more chapters than a book has", chapters(size / 4, "# A\n")),
        with("files in one folder", {
            let file = |n: usize| (format!("content/{n}.txt"), "a".to_string());
            (0..size / 4).map(file).chain(chapters(1, "# A\n")).collect()
        }),
    ]
}

/// Short texts that stand for long ones.
pub fn multiplied(size: usize) -> Vec<Case> {
    let varied = |name: &str, value: usize, text: String| {
        let toml = format!("[variables]\na = \"{}\"\n", "x".repeat(value));
        let text = format!("# Book\n\n{text}\n");
        book(
            &format!("variables: {name}"),
            &[("book.toml", toml.as_bytes()), ("content/index.md", text.as_bytes())],
        )
    };
    let included = |name: &str, text: String, file: String| {
        let text = format!("# Book\n\n{text}\n");
        book(
            &format!("includes: {name}"),
            &[("a.txt", file.as_bytes()), ("content/index.md", text.as_bytes())],
        )
    };
    let set = |name: &str, toml: String, count: usize| {
        let files = chapters(count, "# A\n").into_iter();
        with(&format!("settings: {name}"), files.chain([("book.toml".into(), toml)]).collect())
    };
    let mut summed = chapters(size / 1_000, INCLUDING);
    summed.push(("a.txt".into(), "word ".repeat(size * 8)));
    let to_headings = |count: usize| -> String {
        (0..count).map(|n| format!("\"/a{n}.html\" = \"index.html#heading-{n}\"\n")).collect()
    };
    vec![
        varied("a long value", size, "{{ var.a }}\n".repeat(size)),
        varied("a value that is used often", 4_000, "{{ var.a }}\n".repeat(size)),
        varied("badges", 4_000, "[{{ var.a }}]{note}\n".repeat(size)),
        varied(
            "links of one definition",
            4_000,
            format!("[a]: <{{{{ var.a }}}}>\n\n{}", "[a]\n".repeat(size)),
        ),
        varied("unknown ones", 1, counted("{{ var.b№ }}\n", size / 2)),
        included(
            "a file in each chapter",
            "{{#include ../a.txt}}\n".repeat(size),
            "word ".repeat(1_000),
        ),
        included("margins", "> ".repeat(1_000) + "{{#include ../a.txt}}", "a\n".repeat(size * 20)),
        included(
            "short lines with margins",
            "> {{#include ../a.txt}}".into(),
            "\n".repeat(size * 30),
        ),
        included(
            "parts of a large file",
            "{{#include ../a.txt:3}}\n".repeat(size),
            "word word\n".repeat(size * 4),
        ),
        included("files that are missing", counted("{{#include no-№.txt}}\n", size), String::new()),
        with("includes: the chapter itself", {
            let text = format!("# Book\n\n{}", "{{#include index.md}}\n".repeat(FAULTS));
            vec![("content/index.md".into(), text)]
        }),
        with("includes of all chapters", summed),
        with(
            "titles of great length",
            chapters(size / 200, &format!("# {}\n", "word ".repeat(6_000))),
        ),
        with(
            "titles of some length",
            chapters(size / 200, &format!("# {}\n", "word ".repeat(200))),
        ),
        set(
            "a title on each page",
            format!("[book]\ntitle = \"{}\"\n", "word ".repeat(size)),
            size / 200,
        ),
        set("authors", format!("[book]\nauthors = [{}]\n", counted("\"a№\",", size)), size / 200),
        set(
            "sources of a policy",
            format!(
                "[output.html.content-security-policy]\nimg-src = [{}]\n",
                counted("\"https://a№.example\",", size)
            ),
            size / 200,
        ),
        set(
            "redirects",
            format!("[output.html.redirect]\n{}", counted("\"/a№.html\" = \"index.html\"\n", size)),
            1,
        ),
        book(
            "settings: redirects to headings",
            &[
                (
                    "book.toml",
                    format!("[output.html.redirect]\n{}", to_headings(size / 10)).as_bytes(),
                ),
                (
                    "content/index.md",
                    format!("# Book\n\n{}", counted("Heading №\n---\n\n", size / 10)).as_bytes(),
                ),
            ],
        ),
    ]
}

/// Links that lead nowhere, each to a name that is like others.
pub fn misspelt(size: usize) -> Vec<Case> {
    let count = size.min(5_000);
    let long = "abcdefghij".repeat(17);
    let names = |unit: &str, count: usize| counted(&unit.replace("NAME", &long), count);
    let few = chapters(100, "# A\n").into_iter().map(|(path, text)| {
        let path = path.replace("content/", "").replace(".md", "y.md");
        (format!("content/{long}{path}"), text)
    });
    let linked = format!("# Book\n\n{}", names("[a](NAME№x.md)\n", count));
    let same = (0..300).map(|n| (format!("content/{n}/same.md"), "# A\n".to_string()));
    let to_same = format!("# Book\n\n{}", counted("[a](x№/same.md)\n", count));
    let included = chapters(count / 5, "# A\n\n{{#include ../a.txt}}\n\n[a](no.md)\n");
    vec![
        page(
            "links to headings of long names",
            names("NAME№\n---\n\n", count) + &names("[a](#NAME№x)\n", count),
        ),
        with("links to files of long names", {
            few.chain([("content/index.md".into(), linked)]).collect()
        }),
        with("links to many files of one name", {
            same.chain([("content/index.md".into(), to_same)]).collect()
        }),
        with("faults in chapters that include a file", {
            included.into_iter().chain([("a.txt".into(), "text\n".into())]).collect()
        }),
        page("half addresses", "[a](".repeat(size.clamp(20_000, 40_000))),
        page("half addresses with spaces", "[a]( b ".repeat(size.clamp(20_000, 40_000))),
        page(
            "faults at the end of a long text",
            "Text.\n\n".repeat(size * 10) + &counted("[a](no-№.md)\n", count),
        ),
        page(
            "faults at the end of a long line",
            "Text. ".repeat(size * 10) + &counted("[a](no-№.md) ", count),
        ),
    ]
}

/// Books of which an item has been edited since the lock was written.
pub fn edited(size: usize) -> Vec<Case> {
    let item = |name: &str, before: &str, after: &str| {
        let lock = format!(
            "version = 3\n\nitem.aaaaaaaaaa = {{ page = \"index.html\", text = \"{before}\", revision = 1, \
             status = \"live\" }}\n\n# end of book.lock\n"
        );
        let text = format!("# Book\n\n- [ ] {after}\n");
        let files = [("book.lock", lock.as_bytes()), ("content/index.md", text.as_bytes())];
        book(&format!("an edited item: {name}"), &files)
    };
    let one = "abcdefghij".repeat(size * 2);
    let many = format!("{} ", "abcdefghij".repeat(10)).repeat(size / 5);
    let usual = "some words of an item ".repeat(size / 2);
    let characters = "\u{4eba}\u{5c71}".repeat(size / 2);
    let cases = [
        ("one word", &one),
        ("long words", &many),
        ("usual words", &usual),
        ("characters that are words", &characters),
    ];
    cases.map(|(name, text)| item(name, text.trim_end(), &format!("x{text}"))).into()
}
