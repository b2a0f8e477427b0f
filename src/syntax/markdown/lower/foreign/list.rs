//! The kinds of foreign syntax, with what to write in the place of each.

use super::Kind;
use super::braces::{blank, listed, value};
use super::kinds::*;
use super::marks::{
    edit, emoji, expression, keys, percent, remark, role, spaced_value, unnumbered,
};

/// The kinds. The first that fits counts.
pub(super) const KINDS: [Kind; 31] = [
    Kind {
        what: "a comment of CriticMarkup",
        help: "write `<!-- … -->`, which is not published, or delete it",
        length: remark,
    },
    Kind {
        what: "a change marked in CriticMarkup",
        help: "accept or reject the change, and delete its signs; to show it, write `<ins>…</ins>` or `~~…~~`",
        length: edit,
    },
    Kind {
        what: "a heading that is not to be numbered",
        help: "delete the braces: headings have no numbers",
        length: unnumbered,
    },
    Kind {
        what: "a value in braces with a space in it",
        help: "write the number and its unit together, as in `{effort=2h}` or `{due=4w}`",
        length: spaced_value,
    },
    Kind {
        what: "a value that a component inserts",
        help: "write the value, or `{{ var.name }}` with `name = \"…\"` below `[variables]` in book.toml",
        length: expression,
    },
    Kind {
        what: "a combination of keys in `++`",
        help: "write `<kbd>Ctrl</kbd>+<kbd>K</kbd>`",
        length: keys,
    },
    Kind {
        what: "a role of Sphinx or MyST",
        help: "write a link, as in `[text](file.md)`, or the code alone",
        length: role,
    },
    Kind {
        what: "a code for an emoji or an icon",
        help: "write the emoji itself, such as 🎉; if it is meant as text, put it in backticks",
        length: emoji,
    },
    Kind {
        what: "an alert in the middle of a quotation",
        help: "leave an empty line above it, so that it begins a quotation of its own",
        length: late_alert,
    },
    Kind {
        what: "a line for a table of contents",
        help: "delete the line: the page lists its sections by itself",
        length: contents,
    },
    Kind {
        what: "an embedded file in double brackets",
        help: "write `![what it shows](picture.png)` for a picture, or a link such as `[text](file.md)`",
        length: embed,
    },
    Kind { what: "a link in double brackets", help: "write `[text](file.md)`", length: wiki_link },
    Kind {
        what: "an admonition of MkDocs",
        help: "write `> [!NOTE]`, and `> ` in place of the four spaces before each line of its text; for one with a title, `::: note Title` and `:::` around the text, and `::: details Title` for one that folds",
        length: admonition,
    },
    Kind {
        what: "a tab of MkDocs",
        help: "write `::: tab Title` and `:::` around each text, `:::: tabs` and `::::` around all of them, and no spaces before the lines",
        length: tab,
    },
    Kind {
        what: "an included file of MkDocs or VitePress",
        help: "write `{{#include file.md}}`",
        length: snippet,
    },
    Kind {
        what: "an alert with its text right after its kind",
        help: "put a space after `]`, or write the text on the next line",
        length: tight_alert,
    },
    Kind {
        what: "an alert of another kind",
        help: "write `NOTE`, `TIP`, `IMPORTANT`, `WARNING` or `CAUTION` after `> [!`, or `::: details Title` for one that folds",
        length: callout,
    },
    Kind {
        what: "a list of attributes in braces",
        help: "delete it: only headings have an id and classes, as in `## Title {#id .class}`, and items an id; write `\\{` if it is meant as text",
        length: listed,
    },
    Kind {
        what: "a link whose address another tool makes",
        help: "write the path of the file, as in `[text](../folder/file.md)`",
        length: address,
    },
    Kind {
        what: "a block of GitBook",
        help: "write `> [!NOTE]` for a hint, and `:::: tabs` with `::: tab Title` for tabs",
        length: gitbook,
    },
    Kind {
        what: "a tag of Liquid or Jinja",
        help: "write the text that it stands for, or `{{#include file.md}}` for text that is in a file",
        length: liquid,
    },
    Kind {
        what: "a tag of ERB or EJS",
        help: "write the text that it stands for, or `{{#include file.md}}` for text that is in a file",
        length: embedded,
    },
    Kind {
        what: "a shortcode of Hugo",
        help: "write Markdown in its place, such as `> [!NOTE]` for a notice or `![text](picture.png)` for a figure",
        length: shortcode,
    },
    Kind {
        what: "a value of another tool's template",
        help: "write the value, or `{{ var.name }}` with `name = \"…\"` below `[variables]` in book.toml",
        length: value,
    },
    Kind {
        what: "a name in double braces",
        help: "write the value, or `{{ var.name }}` with `name = \"…\"` below `[variables]` in book.toml; if it is meant as text, write it as code",
        length: blank,
    },
    Kind { what: "a comment of another tool", help: "write `<!-- … -->`", length: comment },
    Kind {
        what: "a highlight in `==`",
        help: "write `<mark>…</mark>`",
        length: |spot| paired(spot, "=="),
    },
    Kind {
        what: "an insertion in `++`",
        help: "write `<ins>…</ins>`",
        length: |spot| paired(spot, "++"),
    },
    Kind { what: "a superscript in `^`", help: "write `<sup>…</sup>`", length: raised },
    Kind {
        what: "a footnote in the middle of the text",
        help: "write `[^1]` there, and `[^1]: …` as a paragraph of its own",
        length: inline_note,
    },
    Kind {
        what: "a heading without a space after `#`",
        help: "write a space after the last `#`, or a backslash before the first if it is meant as text",
        length: tight_heading,
    },
];

/// What is at the start of a line alone, with what each begins with.
pub(super) const LINES: [(&[&str], Kind); 7] = [
    (
        &["% "],
        Kind {
            what: "a comment of MyST",
            help: "write `<!-- … -->`, which is not published, or `\\%` if it is meant as text",
            length: percent,
        },
    ),
    (
        &["Note", "Tip", "Important", "Warning", "Caution"],
        Kind {
            what: "an alert in an older form of GitHub",
            help: "write `[!NOTE]` in place of the name and its asterisks; the others are `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` and `[!CAUTION]`",
            length: bold_alert,
        },
    ),
    (
        &["import", "export"],
        Kind {
            what: "an `import` or `export` of MDX",
            help: "delete the line: components of other tools are not run",
            length: statement,
        },
    ),
    (
        &[".. "],
        Kind {
            what: "a directive of reStructuredText",
            help: "write Markdown in its place, such as `> [!NOTE]` and `> ` before each line of its text for a notice",
            length: directive,
        },
    ),
    (
        &["-\u{a0}", "*\u{a0}", "+\u{a0}", "-&nbsp;", "*&nbsp;", "+&nbsp;", "#"],
        Kind {
            what: "a list or a heading whose sign has a no-break space behind it",
            help: "write an ordinary space there",
            length: hard_space,
        },
    ),
    (
        &["*["],
        Kind {
            what: "an abbreviation of another tool",
            help: "delete the line, and write the long form where the short one first occurs, or `<abbr title=\"…\">…</abbr>`",
            length: abbreviation,
        },
    ),
    (
        &["||| ", "/// "],
        Kind {
            what: "a block of MkDocs",
            help: "write `::: note Title` and `:::` around the text for a notice, and `::: details Title` for one that folds",
            length: block,
        },
    ),
];
