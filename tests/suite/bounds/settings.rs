//! Settings: front matter, book.toml, book.lock and SUMMARY.md.

use super::cases::{Case, book, counted};

/// YAML at the top of a chapter.
pub fn front_matter(size: usize) -> Vec<Case> {
    let yaml = |name: &str, text: String| {
        book(
            &format!("YAML: {name}"),
            &[("content/index.md", format!("---\n{text}\n---\n\n# Book\n").as_bytes())],
        )
    };
    let bomb: String = (1..10)
        .map(|n| format!("a{n}: &a{n} [{}]\n", format!("*a{},", n - 1).repeat(10)))
        .collect();
    let merged: String =
        (1..30).map(|n| format!("a{n}: &a{n} {{<<: [*a{0}, *a{0}], k{n}: 1}}\n", n - 1)).collect();
    vec![
        yaml("aliases of aliases", format!("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n{bomb}title: *a9")),
        yaml(
            "aliases of long texts",
            format!("a0: &a0 {}\naliases: [{}]", "x".repeat(size), "*a0,".repeat(size / 10)),
        ),
        yaml("merged keys", format!("a0: &a0 {{k: 1}}\n{merged}")),
        yaml("an alias of itself", "a: &a [*a]".into()),
        yaml("sequences", "[".repeat(size)),
        yaml("sequences, closed", "aliases: ".to_string() + &"[".repeat(size) + &"]".repeat(size)),
        yaml("mappings", "a: ".to_string() + &"{a: ".repeat(size) + &"}".repeat(size)),
        yaml("stairs", (0..size.min(2_000)).map(|n| " ".repeat(n) + "a:\n").collect()),
        yaml("dashes", "- ".repeat(size)),
        yaml("question marks", "? ".repeat(size)),
        yaml("keys", counted("k№: 1\n", size)),
        yaml("a key of great length", format!("{}: 1", "k".repeat(size * 10))),
        yaml("the same key", "title: a\n".repeat(size)),
        yaml("a title of great length", format!("title: {}", "word ".repeat(size * 2))),
        yaml("addresses", format!("aliases: [{}]", counted("/a№.html,", size / 10))),
        yaml("anchors", counted("a№: &b№ c\n", size)),
        yaml("tags", "!a ".repeat(size)),
        yaml("escapes", format!("title: \"{}\"", "\\u0041".repeat(size))),
        yaml("directives", "%YAML 1.2\n".repeat(size)),
        yaml("comments", "# a\n".repeat(size)),
        book(
            "YAML without an end",
            &[("content/index.md", format!("---\n{}", "title: a\n".repeat(size)).as_bytes())],
        ),
    ]
}

/// book.toml, book.lock and SUMMARY.md.
pub fn settings(size: usize) -> Vec<Case> {
    let file = |path: &str, name: &str, text: String| {
        book(
            &format!("{path}: {name}"),
            &[
                (path, text.as_bytes()),
                ("content/index.md", b"# Book\n\n- [ ] Do it\n"),
                ("content/a.md", b"# A\n"),
            ],
        )
    };
    let toml = |name: &str, text: String| file("book.toml", name, text);
    let lock = |name: &str, text: String| {
        file("book.lock", name, format!("version = 2\n\n[items]\n{text}"))
    };
    let newest = |name: &str, text: String| {
        let text = format!("version = 3\n{text}\n# end of book.lock\n");
        file("book.lock", &format!("{name}, newest form"), text)
    };
    let same = "item.i = { page = \"index.html\", text = \"Do it № times\", revision = 1, status = \"live\" }\n";
    let list =
        |name: &str, text: String| file("content/SUMMARY.md", name, format!("# Summary\n\n{text}"));
    let item = "i№ = { page = \"index.html\", at = №, text = \"Do it\", revision = 1, status = \"live\" }\n";
    let other = "i№ = { page = \"p№.html\", at = 1, text = \"Do it № times\", revision = 1, status = \"retired\" }\n";
    let stairs =
        |unit: &str| (0..size.min(2_000)).map(|n| "  ".repeat(n) + unit + "\n").collect::<String>();
    vec![
        toml("arrays", "a = ".to_string() + &"[".repeat(size) + &"]".repeat(size)),
        toml(
            "tables in a line",
            "a = ".to_string() + &"{a=".repeat(size) + "1" + &"}".repeat(size),
        ),
        toml("a key with dots", "a.".repeat(size) + "b = 1"),
        toml("a table with dots", format!("[{}b]", "a.".repeat(size))),
        toml("tables", counted("[a№]\n", size)),
        toml("unknown keys", format!("[book]\n{}", counted("titel№ = 1\n", size))),
        toml(
            "a title of great length",
            format!("[book]\ntitle = \"{}\"", "word ".repeat(size * 2)),
        ),
        toml(
            "redirects",
            format!(
                "[output.html.redirect]\n{}",
                counted("\"/a№.html\" = \"b№.html\"\n", size / 10)
            ),
        ),
        toml(
            "redirects in a circle",
            format!(
                "[output.html.redirect]\n{}",
                counted("\"/a№.html\" = \"a№.html\"\n", size / 10)
            ),
        ),
        toml("authors", format!("[book]\nauthors = [{}]", counted("\"a№\",", size))),
        toml("not TOML", "[[[[".repeat(size)),
        lock("items", counted(item, size / 2)),
        lock("items of other pages", counted(other, size / 2)),
        lock(
            "an item again",
            "i = { page = \"a\", at = 1, text = \"b\", revision = 1, status = \"live\" }\n"
                .repeat(size),
        ),
        lock("arrays", "i = ".to_string() + &"[".repeat(size)),
        lock("tables in a line", "i = ".to_string() + &"{a=".repeat(size)),
        lock("faults", counted("i№ = 1\n", size / 10)),
        lock(
            "an item of great length",
            format!(
                "i = {{ page = \"index.html\", at = 1, text = \"{}\", revision = 1, status = \"live\" }}\n",
                "word ".repeat(size * 2)
            ),
        ),
        newest("marks", "<<<<<<< a\n=======\n>>>>>>> b\n".repeat(size)),
        newest("lines of one item", counted(same, size)),
        newest("former ids", format!("formerly = [{}]", counted("\"a№\",", size))),
        newest("ids of the book", counted("book = \"a№\"\n", size)),
        newest(
            "former texts",
            format!(
                "item.i = {{ page = \"a.html\", text = \"b\", revision = 1, status = \"live\", former = [{}] }}",
                counted("\"a№\",", size)
            ),
        ),
        lock("pages", format!("\n[pages]\n{}", counted("\"p№.html\" = \"A\"\n", size / 2))),
        lock(
            "anchors",
            format!(
                "\n[pages]\n\"index.html\" = \"Book\"\n{}",
                counted("\"index.html№a№\" = \"A\"\n", size / 2)
            ),
        ),
        list("stairs", stairs("- [A](a.md)")),
        list("drafts in stairs", stairs("- [A]()")),
        list("lists on a line", "- ".repeat(size) + "[A](a.md)"),
        list("a chapter again", "- [A](a.md)\n".repeat(size / 10)),
        list("missing chapters", counted("- [A](no№.md)\n", size / 10)),
        list("quotations", "> ".repeat(size) + "[A](a.md)"),
        list("brackets", "[".repeat(size)),
    ]
}
