//! Faults of Markdown: containers, ids, SUMMARY.md, and exceeded limits.

mod facts;
mod lost;

use crate::syntax::markdown::{LONGEST_ID, RESERVED_IDS};
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

    /// The sign that begins a comment of HTML, in a value of front matter where none ends.
    pub fn comment_sign_in_value(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB0309", "signs of a comment are shown as text".into())
            .at(source, span)
            .label("no `-->` follows in this value")
            .help("close the comment with `-->` in this value; if it is text, describe the sign in words, or take the title out of front matter and write it as a heading, with the sign in backticks")
    }

    /// The heading in the place of the title, which front matter has in other words.
    pub fn title_twice(source: &SourceText, span: Range<usize>, title: &str) -> Self {
        Self::warning("TB0310", "the first heading is not shown".into())
            .at(source, span)
            .label(format!("front matter has the title `{title}`"))
            .help("keep one of them: delete `title` from the front matter, or the heading; for a heading below the title write `##`")
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

    /// A block of code that is not closed, so that the last line of the container around it is code too.
    pub fn container_open_by_code(
        source: &SourceText,
        container: Range<usize>,
        code: Range<usize>,
    ) -> Self {
        let fence = fence_of(source, &code);
        Self::error(
            "TB1202",
            "a block of code is not closed, and so neither is this container".into(),
        )
        .at(source, container)
        .label("not closed")
        .related(source, code, "the block of code begins here")
        .help(format!("write {fence} on a line of its own after the code"))
    }

    /// A block of code that is not closed. Containers do not end in it.
    pub fn code_open(source: &SourceText, span: Range<usize>) -> Self {
        let fence = fence_of(source, &span);
        Self::warning("TB0428", "a block of code is not closed".into())
            .at(source, span)
            .label("what follows is shown as code")
            .help(format!(
                "write {fence} on a line of its own after the code, or delete this line if it is to begin none"
            ))
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

    /// A label that two files use and only one of them defines. `note` is the definition.
    pub fn footnote_of_another_file(
        source: &SourceText,
        span: Range<usize>,
        label: &str,
        note: Range<usize>,
    ) -> Self {
        let message =
            format!("the footnote `{label}` is that of another file, which refers to it too");
        Self::warning("TB0426", message)
            .at(source, span)
            .label("this file has no footnote of this label")
            .related(source, note, "this one is shown")
            .help(format!("add a line `[^{label}]: …` to this file, or remove the reference; if the footnote is meant for both, define it in a file that does not refer to it"))
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

    /// A label of a link that two files use and only one of them defines.
    pub fn definition_of_another_file(
        source: &SourceText,
        span: Range<usize>,
        label: &str,
        definition: Range<usize>,
    ) -> Self {
        let message = format!("the link `[{label}]` is defined by another file, which uses it too");
        Self::warning("TB0526", message)
            .at(source, span)
            .label("this file does not define it")
            .related(source, definition, "links lead here")
            .help("write the address into the link itself, as in `[text](address)`, or `\\[` if it is text; if the definition is meant for both, put it into a file that does not use it")
    }

    /// A merge conflict that git left in the text.
    pub fn both_versions(source: &SourceText, span: Range<usize>) -> Self {
        Self::error("TB0410", "git has left a merge conflict here".into())
            .at(source, span)
            .label("the conflict markers begin here")
            .help("keep the right version, or both, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`")
    }
}

/// The line that closes the block of code that begins at `code`.
fn fence_of(source: &SourceText, code: &Range<usize>) -> String {
    let line = source.text.get(code.clone()).unwrap_or_default();
    let sign = if line.starts_with('~') { '~' } else { '`' };
    line.chars().take_while(|c| *c == sign).collect()
}
