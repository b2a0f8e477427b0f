//! The kinds of foreign syntax: what each is called, and what to write in its place.

use super::Kind;
use super::braces::{blank, editorial, listed, value};
use super::kinds::*;
use super::rows::{container, dashes, percent, row};

/// How the place of most kinds is marked.
const TOOL: &str = "syntax of another tool";

/// How the place is marked of what Markdown has, and reads as text here.
const MISREAD: &str = "read as text";

/// The kinds. The first that fits counts.
pub(super) const KINDS: [Kind; 23] = [
    Kind {
        what: "a line for a table of contents",
        label: TOOL,
        help: "delete the line: the page lists its sections by itself",
        length: contents,
    },
    Kind {
        what: "an embedded file in double brackets",
        label: TOOL,
        help: "write `![what it shows](picture.png)` for a picture, or a link such as `[text](file.md)`",
        length: embed,
    },
    Kind {
        what: "a link in double brackets",
        label: TOOL,
        help: "write `[text](file.md)`",
        length: wiki_link,
    },
    Kind {
        what: "an admonition of MkDocs",
        label: TOOL,
        help: "write `> [!NOTE]`, and `> ` in place of the four spaces before each line of its text; for one with a title, `::: note Title` and `:::` around the text, and `::: details Title` for one that folds",
        length: admonition,
    },
    Kind {
        what: "a tab of MkDocs",
        label: TOOL,
        help: "write `::: tab Title` and `:::` around each text, `:::: tabs` and `::::` around all of them, and no spaces before the lines",
        length: tab,
    },
    Kind {
        what: "an included file of MkDocs or VitePress",
        label: TOOL,
        help: "write `{{#include file.md}}`",
        length: snippet,
    },
    Kind {
        what: "an alert with its text right after its kind",
        label: TOOL,
        help: "put a space after `]`, or write the text on the next line",
        length: tight_alert,
    },
    Kind {
        what: "an alert of another kind",
        label: TOOL,
        help: "write `NOTE`, `TIP`, `IMPORTANT`, `WARNING` or `CAUTION` after `> [!`, or `::: details Title` for one that folds",
        length: callout,
    },
    Kind {
        what: "a list of attributes in braces",
        label: TOOL,
        help: "delete it: only headings have an id and classes, as in `## Title {#id .class}`, and items an id; write `\\{` if it is meant as text",
        length: listed,
    },
    Kind {
        what: "a link whose address another tool makes",
        label: TOOL,
        help: "write the path of the file, as in `[text](../folder/file.md)`",
        length: address,
    },
    Kind {
        what: "a block of GitBook",
        label: TOOL,
        help: "write `> [!NOTE]` for a hint, and `:::: tabs` with `::: tab Title` for tabs",
        length: gitbook,
    },
    Kind {
        what: "a tag of Liquid or Jinja",
        label: TOOL,
        help: "write the text that it stands for, or `{{#include file.md}}` for text that is in a file",
        length: liquid,
    },
    Kind {
        what: "a tag of ERB or EJS",
        label: TOOL,
        help: "write the text that it stands for, or `{{#include file.md}}` for text that is in a file",
        length: embedded,
    },
    Kind {
        what: "a shortcode of Hugo",
        label: TOOL,
        help: "write Markdown in its place, such as `> [!NOTE]` for a notice or `![text](picture.png)` for a figure",
        length: shortcode,
    },
    Kind {
        what: "a value of another tool's template",
        label: TOOL,
        help: "write the value, or `{{ var.name }}` with `name = \"…\"` below `[variables]` in book.toml",
        length: value,
    },
    Kind {
        what: "a name in double braces",
        label: TOOL,
        help: "write the value, or `{{ var.name }}` with `name = \"…\"` below `[variables]` in book.toml; if it is meant as text, write it as code",
        length: blank,
    },
    Kind {
        what: "a comment of another tool",
        label: TOOL,
        help: "write `<!-- … -->`",
        length: comment,
    },
    Kind {
        what: "an editorial mark in braces",
        label: TOOL,
        help: "accept or reject the change, and delete remarks: readers see all of it",
        length: editorial,
    },
    Kind {
        what: "a highlight in `==`",
        label: TOOL,
        help: "write `<mark>…</mark>`",
        length: |spot| paired(spot, "=="),
    },
    Kind {
        what: "an insertion in `++`",
        label: TOOL,
        help: "write `<ins>…</ins>`",
        length: |spot| paired(spot, "++"),
    },
    Kind {
        what: "a superscript in `^`",
        label: TOOL,
        help: "write `<sup>…</sup>`",
        length: raised,
    },
    Kind {
        what: "a footnote in the middle of the text",
        label: TOOL,
        help: "write `[^1]` there, and `[^1]: …` as a paragraph of its own",
        length: inline_note,
    },
    Kind {
        what: "a heading without a space after `#`",
        label: MISREAD,
        help: "write a space after the last `#`, or a backslash before the first if it is meant as text",
        length: tight_heading,
    },
];

/// What is at the start of a line alone, with what each begins with.
pub(super) const LINES: [(&[&str], Kind); 9] = [
    (
        &["import", "export"],
        Kind {
            what: "an `import` or `export` of MDX",
            label: TOOL,
            help: "delete the line: components of other tools are not run",
            length: statement,
        },
    ),
    (
        &[".. "],
        Kind {
            what: "a directive of reStructuredText",
            label: TOOL,
            help: "write Markdown in its place, such as `> [!NOTE]` and `> ` before each line of its text for a notice",
            length: directive,
        },
    ),
    (
        &["-\u{a0}", "*\u{a0}", "+\u{a0}", "-&nbsp;", "*&nbsp;", "+&nbsp;", "#"],
        Kind {
            what: "a list or a heading whose sign has a no-break space behind it",
            label: MISREAD,
            help: "write an ordinary space there",
            length: hard_space,
        },
    ),
    (
        &["*["],
        Kind {
            what: "an abbreviation of another tool",
            label: TOOL,
            help: "delete the line, and write the long form where the short one first occurs, or `<abbr title=\"…\">…</abbr>`",
            length: abbreviation,
        },
    ),
    (
        &["|", "+-", "+=", "-", ":", "="],
        Kind {
            what: "the line of dashes of a table",
            label: MISREAD,
            help: "write as many cells in it as in the head above it, of hyphens: `|---|---|`; below an item of a list, leave a blank line above the head",
            length: dashes,
        },
    ),
    (
        &["|"],
        Kind {
            what: "a row of a table",
            label: MISREAD,
            help: "write a line of dashes such as `|---|---|` below the head; to add a row to the table above, remove the blank line between them",
            length: row,
        },
    ),
    (
        &["% "],
        Kind {
            what: "a comment of MyST",
            label: TOOL,
            help: "write `<!-- … -->`",
            length: percent,
        },
    ),
    (
        &[":::"],
        Kind {
            what: "a container behind the sign of a list",
            label: MISREAD,
            help: "write it on a line of its own below the text of the item, indented like that text",
            length: container,
        },
    ),
    (
        &["||| ", "/// "],
        Kind {
            what: "a block of MkDocs",
            label: TOOL,
            help: "write `::: note Title` and `:::` around the text for a notice, and `::: details Title` for one that folds",
            length: block,
        },
    ),
];

/// What begins a paragraph, or a line in one: its label can be a link there, if another comment defines it.
pub(super) const DEFINITION: Kind = Kind {
    what: "a comment in the form of a link's address",
    label: TOOL,
    help: "leave a blank line above it, and none within it, or write `<!-- … -->`",
    length: definition,
};
