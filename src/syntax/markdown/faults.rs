//! Faults of Markdown: containers, ids, SUMMARY.md, and exceeded limits.

mod facts;

use crate::syntax::markdown::{IdleWord, LONGEST_ID, RESERVED_IDS};
use crate::text::diag::{Diagnostic, SourceText, did_you_mean, shortened};
use std::ops::Range;

impl Diagnostic {
    /// A comment that never ends: what follows would be published.
    pub fn comment_open(source: &SourceText, span: Range<usize>) -> Self {
        let written = source.text.get(span.clone()).unwrap_or_default();
        let (end, sign) = match written.starts_with('{') {
            true => ("{% endcomment %}", "`{% comment %}`"),
            false => ("%%", "the percent signs"),
        };
        Self::error("TB0306", "a comment is not closed".into())
            .at(source, span)
            .label("opened here")
            .help(format!("add `{end}` after the comment, or write {sign} in backticks"))
    }

    /// The same in the title or the description of front matter, where backticks do not help.
    pub fn comment_open_in_value(source: &SourceText, span: Range<usize>) -> Self {
        Self::error("TB0306", "a comment is not closed".into())
            .at(source, span)
            .label("opened here")
            .help("close the comment in this value, or remove the sign that opens it")
    }

    /// Percent signs that could be meant as those of a comment: what is around them is published.
    pub fn comment_signs_shown(source: &SourceText, span: &Range<usize>) -> Self {
        Self::warning("TB0309", "signs of a comment are shown as text".into())
            .at(source, span.clone())
            .label("not read as a comment")
            .help("if it is a comment, write a space before it and `%%` after it; if it is text, write it in backticks")
    }

    /// A comment of HTML in a paragraph that ends before it does.
    pub fn comment_cut(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB0408", "a comment is shown as text, because its paragraph ends before it".into())
            .at(source, span)
            .label("no `-->` follows in this paragraph")
            .help("begin the comment on a line of its own, with a blank line above, or write `\\<` if it is meant as text")
    }

    /// The end of a comment that never began: what stands before it is published.
    pub fn comment_stray(source: &SourceText, span: Range<usize>) -> Self {
        Self::error("TB0306", "a comment ends that does not begin".into())
            .at(source, span)
            .label("no comment is open here")
            .help("add `{% comment %}` before the comment, or remove this tag")
    }

    /// Text in SUMMARY.md that is not part of its syntax.
    pub fn outline_stray(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB1303", "this text is not shown in the navigation".into())
            .at(source, span)
            .label("not an entry")
            .help("make it a link; write `[Title]()` for a chapter that is not written yet")
    }

    /// Entries of SUMMARY.md that are nested too deep.
    pub fn outline_too_deep(source: &SourceText, span: Range<usize>, limit: usize) -> Self {
        Self::error("TB1308", format!("nested more than {limit} levels deep"))
            .at(source, span)
            .label("too deep")
            .help("move this entry up")
    }

    /// A container with an unknown name. `names` are the known ones.
    pub fn container_unknown(
        source: &SourceText,
        span: Range<usize>,
        (name, names): (&str, &[&str]),
        near: Option<&str>,
    ) -> Self {
        let help = match near {
            Some(_) => did_you_mean(near),
            None => format!("known containers: {}", names.join(", ")),
        };
        Self::warning("TB1201", format!("there is no container `{name}`"))
            .at(source, span)
            .label("its content is shown without a container")
            .help(help)
    }

    /// A container that is not closed where it should be.
    pub fn container_open(source: &SourceText, span: Range<usize>, colons: usize) -> Self {
        let end = ":".repeat(colons);
        Self::error("TB1202", "this container is not closed".into())
            .at(source, span)
            .label("opened here")
            .help(format!("close it with a line `{end}` in the same list item or quotation"))
    }

    /// A line of colons that closes no container. `open` is the number of colons of the innermost open one.
    pub fn container_end_stray(
        source: &SourceText,
        span: Range<usize>,
        open: Option<usize>,
    ) -> Self {
        let help = match open {
            Some(colons) => format!("close the open container with {colons} colons"),
            None => "remove the line, or open a container with it, as in `::: details More`".into(),
        };
        Self::warning("TB1203", "this line of colons does not close a container".into())
            .at(source, span)
            .label("closes nothing")
            .help(help)
    }

    /// A `tab` outside of `tabs`.
    pub fn tab_alone(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB1204", "this `tab` is not inside `tabs`".into())
            .at(source, span)
            .label("outside `tabs`")
            .help("put `:::: tabs` before the first tab and `::::` after the last")
    }

    /// A container whose content it cannot show. `expected` says what it should contain.
    pub fn container_misfit(source: &SourceText, span: Range<usize>, expected: &str) -> Self {
        Self::warning("TB1205", expected.to_string())
            .at(source, span)
            .label("contains something else")
            .help("move everything else out of the container")
    }

    /// An unknown option of a container.
    pub fn container_option(
        source: &SourceText,
        span: Range<usize>,
        option: &str,
        container: &str,
    ) -> Self {
        let known = match container {
            "details" => "`{open}` and an id such as `{#more}`",
            _ => "an id such as `{#more}`",
        };
        Self::warning("TB1206", format!("`{container}` has no option `{option}`"))
            .at(source, span)
            .label("not an option")
            .help(format!("known options: {known}"))
    }

    /// A container that needs a title and has none.
    pub fn container_untitled(source: &SourceText, span: Range<usize>, container: &str) -> Self {
        Self::warning("TB1207", format!("this `{container}` has no title"))
            .at(source, span)
            .label("readers see only the title")
            .help(format!("write the title after the name, as in `::: {container} On a Mac`"))
    }

    /// A formula that is not LaTeX, or uses LaTeX that is not supported.
    pub fn formula(source: &SourceText, span: Range<usize>, reason: &str) -> Self {
        Self::error("TB1208", "this formula cannot be converted".into())
            .at(source, span)
            .label(reason.trim_end_matches('.').to_string())
            .help("fix the formula, or write `\\$` for a dollar sign")
    }

    /// A variable that book.toml does not set.
    pub fn variable_unknown(
        source: &SourceText,
        span: Range<usize>,
        name: &str,
        near: Option<&str>,
    ) -> Self {
        let help = match near {
            Some(_) => did_you_mean(near),
            None => format!(
                "add `{name} = \"…\"` below `[variables]` in book.toml, or write `\\{{{{` for braces"
            ),
        };
        Self::error("TB1209", format!("there is no variable `{name}`"))
            .at(source, span)
            .label("not set")
            .help(help)
    }

    /// A chapter with more of something, such as `checklist items`, than a page can contain; `span` is the first one
    /// past the limit.
    pub fn too_many(source: &SourceText, span: Range<usize>, what: &str, most: usize) -> Self {
        Self::error("TB2003", format!("more than {most} {what} in one chapter"))
            .at(source, span)
            .label("one too many")
            .help("split the chapter into several")
    }

    /// Two headings or items of a chapter with the same explicit id.
    pub fn duplicate_anchor(
        source: &SourceText,
        span: Range<usize>,
        id: &str,
        first: Range<usize>,
    ) -> Self {
        Self::error("TB0401", format!("the id `{id}` is used twice in this chapter"))
            .at(source, span)
            .label("used again")
            .related(source, first, "first used here")
            .help("give one of them another id")
    }

    /// An explicit id of an item or of a container that is reserved for the theme, the contract or JavaScript, that no
    /// attribute can contain, or that is too long.
    pub fn id_unusable(source: &SourceText, span: Range<usize>, id: &str) -> Self {
        let help = match id {
            _ if RESERVED_IDS.contains(&id) => {
                format!("choose another id, such as `item-{id}`: JavaScript reserves this name")
            }
            _ if id.chars().count() > LONGEST_ID => {
                format!("use at most {LONGEST_ID} letters, digits, hyphens and underscores")
            }
            _ => "use letters, digits, hyphens and underscores, and do not begin with `tb-` or `-`"
                .into(),
        };
        Self::unusable(source, span, id, help)
    }

    /// The same of a heading, whose id can hold more characters.
    pub fn heading_id_unusable(source: &SourceText, span: Range<usize>, id: &str) -> Self {
        let help = match id {
            _ if id.chars().count() > LONGEST_ID => {
                format!("use at most {LONGEST_ID} characters")
            }
            _ if id.starts_with("tb-") => "do not begin with `tb-`, which the theme uses".into(),
            _ => "use no spaces, quotation marks, backticks, angle brackets or control characters"
                .into(),
        };
        Self::unusable(source, span, id, help)
    }

    fn unusable(source: &SourceText, span: Range<usize>, id: &str, help: String) -> Self {
        Self::error("TB0403", format!("`{}` cannot be used as an id", shortened(id)))
            .at(source, span)
            .label("not a valid id")
            .help(help)
    }

    /// Blocks nested deeper than the tree allows.
    pub fn nested_too_deep(source: &SourceText, span: Range<usize>, limit: usize) -> Self {
        Self::error("TB0404", format!("nested more than {limit} levels deep"))
            .at(source, span)
            .label("too deep from here on")
            .help("use fewer levels of quotes, lists or emphasis")
    }

    /// A footnote that no text refers to, so that no page shows it.
    pub fn footnote_unused(source: &SourceText, span: Range<usize>, label: &str) -> Self {
        Self::warning("TB0407", format!("nothing refers to the footnote `{label}`"))
            .at(source, span)
            .label("not shown")
            .help(format!("refer to it with [^{label}], or remove it"))
    }

    /// A label has more than one footnote. `first` is where the one is that counts.
    pub fn footnote_twice(
        source: &SourceText,
        span: Range<usize>,
        label: &str,
        first: Range<usize>,
    ) -> Self {
        Self::warning("TB0411", format!("the footnote `{label}` is defined twice"))
            .at(source, span)
            .label("not shown")
            .related(source, first, "this one is shown")
            .help(format!("give it and the references to it a label of their own, such as `[^{label}-2]`, or delete it"))
    }

    /// A label has more than one definition of a link. `first` is where the one is that counts.
    pub fn definition_twice(
        source: &SourceText,
        span: Range<usize>,
        label: &str,
        first: Range<usize>,
    ) -> Self {
        Self::warning("TB0525", format!("the link `[{label}]` is defined twice"))
            .at(source, span)
            .label("not used")
            .related(source, first, "links lead here")
            .help("give it and the links to it a label of their own, or delete it")
    }

    /// Lines that read like items of a checklist and that Markdown reads as `what`. `places` are how many there are and
    /// the first of them, `line` is how to write the first one.
    pub fn items_lost(
        source: &SourceText,
        places: (usize, &[Range<usize>]),
        what: &str,
        line: &str,
    ) -> Self {
        let message = match places.0 {
            1 => format!("a checklist item is read as {what}"),
            count => format!("{count} checklist items are read as {what}"),
        };
        let help = match what {
            "code" => format!(
                "write `{}` at the start of the line, or put code between lines of ```",
                shortened(line)
            ),
            _ => format!(
                "put an empty line before it, and write `{}` at the start of the line",
                shortened(line)
            ),
        };
        Self::warning("TB0412", message)
            .several(source, places.1, "readers cannot tick it")
            .help(help)
    }

    /// Links and pictures that are text because their address has a space. `cure` is how to write the first one.
    pub fn links_lost(source: &SourceText, places: (usize, &[Range<usize>]), cure: &str) -> Self {
        let message = match places.0 {
            1 => "a link with a space in its address is read as text".to_string(),
            count => format!("{count} links with a space in their address are read as text"),
        };
        Self::warning("TB0413", message)
            .several(source, places.1, "not a link")
            .help(format!("write `{cure}`, or `%20` for each space"))
    }

    /// Rows of tables with more cells than the head. `code` is how to write code that a pipe cuts.
    pub fn cells_lost(
        source: &SourceText,
        places: (usize, &[Range<usize>]),
        code: Option<&str>,
    ) -> Self {
        let message = match places.0 {
            1 => "a row of a table has more cells than its head".to_string(),
            count => format!("{count} rows of tables have more cells than the head"),
        };
        let help = match code {
            Some(code) => format!("a pipe ends a cell, in code too: write {code}"),
            None => "add a cell to the head and to the line below it, or write `\\|` for a pipe in a text".to_string(),
        };
        Self::warning("TB0414", message).several(source, places.1, "not shown in full").help(help)
    }

    /// Syntax of another tool, which Markdown does not have. `what` is its kind, as the subject of a sentence.
    pub fn foreign_syntax(
        source: &SourceText,
        span: Range<usize>,
        what: &str,
        help: &'static str,
    ) -> Self {
        Self::warning("TB0415", format!("{what} is shown as text"))
            .at(source, span)
            .label("syntax of another tool")
            .help(help)
    }

    /// Words behind the fence of a block of code that do nothing, with the kind of each.
    pub fn idle_code_words(
        source: &SourceText,
        places: &[Range<usize>],
        kinds: &[IdleWord],
    ) -> Self {
        let all = |kind| kinds.iter().all(|one| *one == kind);
        let (what, help) = if all(IdleWord::MarkedLines) {
            (
                "lines of code are marked by their numbers, which has no effect",
                "delete it, and say in the text or in a comment of the code which lines matter",
            )
        } else if all(IdleWord::LineNumbers) {
            ("lines of code are to be numbered, which has no effect", "delete it")
        } else if kinds.len() == 1 {
            (
                "a word behind the language of a block of code has no effect",
                "delete it, or write `title=\"…\"` for a title above the code",
            )
        } else {
            (
                "words behind the language of a block of code have no effect",
                "delete them, or write `title=\"…\"` for a title above the code",
            )
        };
        Self::warning("TB0425", what.into()).several(source, places, "ignored").help(help)
    }

    /// Points to the first of several places with a label, and to the others as related ones.
    fn several(self, source: &SourceText, places: &[Range<usize>], label: &str) -> Self {
        let mut fault = self;
        let mut places = places.iter().cloned();
        if let Some(first) = places.next() {
            fault = fault.at(source, first).label(label);
        }
        places.fold(fault, |fault, place| fault.related(source, place, "and here"))
    }

    /// A merge conflict that git left in the text.
    pub fn both_versions(source: &SourceText, span: Range<usize>) -> Self {
        Self::error("TB0410", "git has left a merge conflict here".into())
            .at(source, span)
            .label("the conflict markers begin here")
            .help("keep the right version, or both, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`")
    }
}
