//! Faults of what Markdown has no syntax for: containers, formulas, variables.

use super::{Diagnostic, SourceText, did_you_mean, nearest};
use std::ops::Range;

impl Diagnostic {
    /// A container whose name means nothing. `names` are those that mean something.
    pub fn container_unknown(
        source: &SourceText,
        span: Range<usize>,
        (name, names): (&str, &[&str]),
        near: Option<&str>,
    ) -> Self {
        let help = match near {
            Some(_) => did_you_mean(near),
            None => format!("containers are called {}", names.join(", ")),
        };
        Self::warning("TB1201", format!("there is no container `{name}`"))
            .at(source, span)
            .label("its content is shown as if it stood alone")
            .help(help)
    }

    /// A container that does not end where it should.
    pub fn container_open(source: &SourceText, span: Range<usize>, colons: usize) -> Self {
        let end = ":".repeat(colons);
        Self::error("TB1202", "this container does not end".into())
            .at(source, span)
            .label("begins here")
            .help(format!(
                "end it with a line of {colons} colons, `{end}`, in the same list item or quotation"
            ))
    }

    /// A line of colons that ends no container. `open` is how many colons the innermost one began with.
    pub fn container_end_stray(
        source: &SourceText,
        span: Range<usize>,
        open: Option<usize>,
    ) -> Self {
        let help = match open {
            Some(colons) => format!("the container that is open here ends with {colons} colons"),
            None => "no container is open here: drop the line, or name what begins with it, as in `::: details More`".into(),
        };
        Self::warning("TB1203", "this line of colons ends no container".into())
            .at(source, span)
            .label("ends nothing")
            .help(help)
    }

    /// A `tab` that stands in no `tabs`.
    pub fn tab_alone(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB1204", "a `tab` stands outside of `tabs`".into())
            .at(source, span)
            .label("not one of several")
            .help("put `:::: tabs` before the first tab and `::::` after the last")
    }

    /// A container that holds what it cannot show. `expected` says what it should hold.
    pub fn container_misfit(source: &SourceText, span: Range<usize>, expected: &str) -> Self {
        Self::warning("TB1205", expected.to_string())
            .at(source, span)
            .label("holds something else")
            .help("move the rest out of the container")
    }

    /// An option of a container that means nothing.
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
            .help(format!("it takes {known}"))
    }

    /// A container that needs a title and has none.
    pub fn container_untitled(source: &SourceText, span: Range<usize>, container: &str) -> Self {
        Self::warning("TB1207", format!("this `{container}` has no title"))
            .at(source, span)
            .label("readers choose by the title")
            .help(format!("write it behind the name, as in `::: {container} On a Mac`"))
    }

    /// A formula that is not LaTeX, or not LaTeX that can be shown.
    pub fn formula(source: &SourceText, span: Range<usize>, reason: &str) -> Self {
        Self::error("TB1208", "this formula cannot be read".into())
            .at(source, span)
            .label(reason.trim_end_matches('.').to_string())
            .help("mend the formula; a dollar sign that is money is written `\\$`")
    }

    /// A variable that book.toml does not set.
    pub fn variable_unknown<'a>(
        source: &SourceText,
        span: Range<usize>,
        name: &str,
        names: impl Iterator<Item = &'a str>,
    ) -> Self {
        let near = nearest(name, names);
        let help = match near {
            Some(_) => did_you_mean(near),
            None => format!(
                "set it in book.toml: `{name} = \"…\"` below `[variables]`; write `\\{{{{` where braces are meant"
            ),
        };
        Self::error("TB1209", format!("there is no variable `{name}`"))
            .at(source, span)
            .label("not set")
            .help(help)
    }
}
