//! Chapters with deeply nested or repetitive text, or with large tables.

use super::cases::{Case, book, counted, fitting, page};

/// What nests.
pub fn nested(size: usize) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let twice = [
        ("emphasis", "*a ", "*"),
        ("strong", "**a ", "**"),
        ("emphasis of two kinds", "*a _b ", "_ *"),
        ("brackets", "[", "]"),
        ("links", "[a", "](b)"),
        ("pictures", "![a", "](b)"),
        ("parentheses of a link", "[a](b", ")"),
        ("struck text", "~~a ", "~~"),
        ("divisions", "<div>", "</div>"),
        ("divisions on lines", "<div>\n\n", "\n</div>\n"),
        ("spans", "<span>a ", "</span>"),
        ("formatting", "<b><i>a", "</i></b>"),
        ("tables in HTML", "<table><tr><td>", "</td></tr></table>"),
        ("drawings", "<svg><g>", "</g></svg>"),
        ("anchors", "<a href=\"b\">", "</a>"),
        ("folded passages", "<details><summary>a</summary>\n\n", "\n</details>\n\n"),
        ("comments", "<!-- ", " -->"),
        ("variables", "{{ var.", "}}"),
        ("attributes", "{#a .b ", "}"),
    ];
    for (name, open, close) in twice {
        cases.push(page(&format!("{name}, nested"), open.repeat(size) + "x" + &close.repeat(size)));
        cases.push(page(&format!("{name}, opened"), open.repeat(size)));
        cases.push(page(&format!("{name}, closed"), format!("a{}", close.repeat(size))));
    }
    cases.extend(formulas(size));
    cases.extend(stairs(size));
    cases
}

/// Formulas in LaTeX.
fn formulas(size: usize) -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, open, close) in [
        ("braces", "{", "}"),
        ("fractions", "\\frac{", "}{}"),
        ("pairs", "\\left(", "\\right)"),
        ("matrices", "\\begin{matrix}", "\\end{matrix}"),
        ("roots", "\\sqrt", ""),
        ("powers", "a^{", "}"),
        ("commands", "\\textbf", ""),
    ] {
        let formula = open.repeat(size) + "x" + &close.repeat(size);
        for (kind, text) in
            [("", format!("$${formula}$$")), (", opened", format!("$${}$$", open.repeat(size)))]
        {
            let text = format!("# Book\n\n{text}\n");
            let files: [(&str, &[u8]); 2] = [
                ("content/index.md", text.as_bytes()),
                ("book.toml", b"[output.html]\nmath = true\n"),
            ];
            cases.push(book(&format!("formula, {name}{kind}"), &files));
        }
    }
    cases
}

/// Blocks in blocks.
fn stairs(size: usize) -> Vec<Case> {
    let mut cases = vec![page("quotations", "> ".repeat(size) + "x")];
    cases.push(page("quotations without spaces", ">".repeat(size) + "x"));
    cases.push(page("lists on a line", "- ".repeat(size) + "x"));
    cases.push(page("numbers on a line", "1. ".repeat(size) + "x"));
    cases.push(page("boxes on a line", "- [ ] ".repeat(size) + "x"));
    // Each level takes two letters more, so the text grows with the square.
    let stairs = size.min(2_000);
    let stair = |unit: &str| (0..stairs).map(|n| "  ".repeat(n) + unit + "\n").collect::<String>();
    cases.push(page("stairs of lists", stair("- a")));
    cases.push(page("stairs of boxes", stair("- [ ] a")));
    cases.push(page("quotations and lists", "> - ".repeat(size) + "x"));
    let colons: String =
        (0..size.min(1_000)).rev().map(|n| format!("{} details a\n", ":".repeat(n + 3))).collect();
    cases.push(page("containers of many colons", colons));
    cases.push(page("containers, opened", "::: note a\n".repeat(size)));
    cases.push(page("containers, closed", ":::\n".repeat(size)));
    cases.push(page("notes that refer to the next", {
        counted("[^№]: a [^№x]\n\n", size) + "[^0]"
    }));
    cases.push(page("notes in a chain", {
        let chain: String = (0..size).map(|n| format!("[^{n}]: a [^{}]\n\n", n + 1)).collect();
        format!("Text[^0].\n\n{chain}")
    }));
    cases.push(page(
        "notes in notes",
        (0..size.min(2_000)).map(|n| "    ".repeat(n) + &format!("[^{n}]: a\n\n")).collect(),
    ));
    cases.push(page("definitions", format!("a\n{}", ": ".repeat(size))));
    cases
}

/// What is said again and again.
pub fn repeated(size: usize) -> Vec<Case> {
    let many = size * 10;
    let units: [(&str, &str); 36] = [
        ("stars", "*"),
        ("stars and text", "*a_ "),
        ("openers of two kinds", "*a **a "),
        ("triple stars", "a***b"),
        ("tildes", "~a~~"),
        ("backticks", "` `` "),
        ("ampersands", "&"),
        ("entities", "&amp;&#x41;&nosuch;"),
        ("autolinks", "https://a.org/?c "),
        ("half an autolink", "https://"),
        ("addresses", "a@b.org "),
        ("half an address", "a@"),
        ("dots of a host", "www.a."),
        ("tags", "<a "),
        ("half a tag", "<a b='"),
        ("openers of comments", "<!--"),
        ("instructions", "<?"),
        ("declarations", "<!A "),
        ("sections of data", "<![CDATA["),
        ("brackets", "[a]"),
        ("brackets in a row", "[a]["),
        ("exclamations", "!["),
        ("notes", "[^a]"),
        ("dollars", "$ $$ a"),
        ("quotes", "\"'a "),
        ("backslashes", "\\"),
        ("braces", "{{ }} {"),
        ("directives", "{{#"),
        ("tabs", "\t- \t"),
        ("pipes", "|"),
        ("badges", "[a]{note} "),
        ("bold tags", "<b>a</b>"),
        ("attributes", "<i class=\"a\" title=\"b\">a</i>"),
        ("code", "`a` "),
        ("numbers", "1. a\n"),
        ("definitions of terms", "a\n: b\n\n"),
    ];
    let mut cases: Vec<Case> = units
        .iter()
        .map(|(name, unit)| page(&format!("many {name}"), unit.repeat(fitting(unit, many))))
        .collect();
    cases.extend(lines(size));
    cases.push(page("a definition for each use", counted("[a№]\n\n[a№]: b\n\n", size / 2)));
    cases.push(page(
        "uses and definitions",
        counted("[a№] ", size) + "\n\n" + &counted("[a№]: b\n", size),
    ));
    cases.push(page(
        "a definition of great length",
        format!("[a]: {}\n\n{}", "b".repeat(many), "[a]\n".repeat(size.min(10_000) / 10)),
    ));
    let fences: String = (1..size.min(3_000)).map(|n| "`".repeat(n) + " ").collect();
    cases.push(page("backticks of all lengths", fences));
    let stars: String = (1..size.min(3_000)).map(|n| "*".repeat(n) + "a ").collect();
    cases.push(page("stars of all lengths", stars));
    cases.push(page("one line", "word ".repeat(many * 2)));
    cases.push(page("one word", "w".repeat(many * 10)));
    cases.push(page("one item", format!("- [ ] {}", "word ".repeat(many))));
    cases.push(page("one heading", format!("## {}", "word ".repeat(many))));
    cases.push(page("one character of many marks", format!("- [ ] a{}", "\u{301}".repeat(many))));
    cases.push(page("letters that are written from the right", "\u{202e}\u{2067}a".repeat(many)));
    cases.push(page("empty lines", "\n".repeat(many * 10)));
    cases.push(page("spaces", " ".repeat(many * 10)));
    cases.push(page("NUL", "\0".repeat(many)));
    cases.push(page("comments without an end", "{% comment %}".repeat(many / 10)));
    cases.push(page("comments", "{% comment %}{% endcomment %}".repeat(many / 10)));
    cases.push(page("percent signs", "a %% ".repeat(many / 5)));
    cases
}

/// Lines of one kind.
fn lines(size: usize) -> Vec<Case> {
    let lines: [(&str, &str); 28] = [
        ("headings of one text", "Same\n---\n\n"),
        ("headings", "Heading №\n---\n\n"),
        ("headings in a row", "a\n===\n"),
        ("items", "- a\n"),
        ("boxes of one text", "- [ ] Do it\n"),
        ("boxes", "- [ ] Do thing №\n"),
        ("lists of one box", "- [ ] Do it\n\ntext\n\n"),
        ("paragraphs", "Text №.\n\n"),
        ("rules", "---\n"),
        ("underlines", "===\n"),
        ("fences", "```\n"),
        ("fences of growing length", "~~~ №\n"),
        ("links to one heading", "[a](#book)\n"),
        ("links that lead nowhere", "[a](no-№.md)\n"),
        ("pictures that are nowhere", "![a](no-№.png)\n"),
        ("definitions of one name", "[a]: b\n"),
        ("definitions", "[a№]: b\n"),
        ("notes", "[^№]: a\n\n"),
        ("uses of one note", "a[^1]\n\n[^1]: b\n\n"),
        ("notes that are used", "a[^№]\n\n[^№]: b\n\n"),
        ("containers", "::: note\na\n:::\n\n"),
        ("folded passages", "::: details A№\na\n:::\n\n"),
        ("links", "[a№](index.md)\n"),
        ("cells", "|a|b|\n"),
        ("tables", "|a|\n|-|\n|b|\n\n"),
        ("blocks of code", "```rust\nfn a() {}\n```\n\n"),
        ("unknown languages", "```no№\na\n```\n\n"),
        ("alerts", "> [!NOTE]\n> a\n\n"),
    ];
    lines
        .iter()
        .map(|(name, unit)| page(&format!("lines of {name}"), counted(unit, fitting(unit, size))))
        .collect()
}

pub fn tabulated(size: usize) -> Vec<Case> {
    let columns = size / 10;
    let row = |cell: &str, count: usize| format!("|{}\n", cell.repeat(count));
    vec![
        page(
            "a table of many columns",
            row("a|", columns) + &row("-|", columns) + &row("b|", columns).repeat(3),
        ),
        page(
            "a table of short rows",
            row("a|", columns) + &row("-|", columns) + &row("b|", 1).repeat(size),
        ),
        page("a table of many rows", row("a|", 3) + &row("-|", 3) + &row("b|", 3).repeat(size)),
        page(
            "a table of many links",
            row("a|", 2) + &row("-|", 2) + &row("[a](#book)|", 2).repeat(size / 2),
        ),
        page("a head without a table", row("a|", size)),
        page("half tables", "|a|b\n|-\n".repeat(size)),
    ]
}
