//! Faults of links that lead nowhere.

use super::super::Linkable;
use crate::syntax::markdown::tree::ReferenceKind;
use crate::text::diag::{Diagnostic, SourceText, did_you_mean};
use std::ops::Range;

impl Diagnostic {
    /// A link or picture whose target does not exist. `what` is a chapter, a heading or a file.
    pub fn dead_link(
        source: &SourceText,
        span: Range<usize>,
        what: &str,
        target: &str,
        near: Option<&str>,
    ) -> Self {
        Self::error("TB0501", format!("there is no {what} `{target}`"))
            .at(source, span)
            .label("not found")
            .help(match near {
                Some(_) => did_you_mean(near),
                None => "write a path relative to this chapter's folder, or one from the content folder that begins with `/`".into(),
            })
    }

    /// A link that is read as another path than was meant. `label` says how, and `meant` is how to write it.
    pub fn link_misread(
        source: &SourceText,
        span: Range<usize>,
        (what, target): (&str, &str),
        label: &'static str,
        meant: &str,
    ) -> Self {
        Self::error("TB0501", format!("there is no {what} `{target}`"))
            .at(source, span)
            .label(label)
            .help(format!("write `{meant}`"))
    }

    /// A link to a file that tickbook makes only with a setting.
    pub fn link_to_unmade(
        source: &SourceText,
        span: Range<usize>,
        target: &str,
        file: &Linkable,
    ) -> Self {
        let lines = file.missing.join(" and ");
        let other = match target.ends_with(&file.path) {
            true => String::new(),
            false => format!(", and link to `{}`", file.path),
        };
        Self::error("TB0501", format!("there is no file `{target}`"))
            .at(source, span)
            .label("not made")
            .help(format!("write {lines}{other}; or remove the link"))
    }

    /// A link to a chapter that has another path `now`. `why` says how that is known.
    pub fn link_to_moved(
        source: &SourceText,
        span: Range<usize>,
        (what, target): (&str, &str),
        now: &str,
        why: &str,
    ) -> Self {
        Self::error("TB0501", format!("there is no {what} `{target}`"))
            .at(source, span)
            .label("not found")
            .help(format!("write `{now}`: {why}"))
    }

    /// A link to a heading that has another text now. `line` is the corrected heading.
    pub fn anchor_renamed(
        source: &SourceText,
        span: Range<usize>,
        (anchor, page): (&str, &str),
        (file, heading): (&SourceText, Range<usize>),
        line: &str,
    ) -> Self {
        Self::error("TB0506", format!("there is no heading `#{anchor}` in `{page}`"))
            .at(source, span)
            .label("not found")
            .related(file, heading, "probably renamed to this")
            .help(format!("write `{line}`, so that this link and those of readers still work"))
    }

    /// A link to a heading or item that its page does not have.
    pub fn dead_anchor(
        source: &SourceText,
        span: Range<usize>,
        anchor: &str,
        page: &str,
        near: Option<&str>,
    ) -> Self {
        Self::error("TB0506", format!("there is no heading `#{anchor}` in `{page}`"))
            .at(source, span)
            .label("not found")
            .help(match near {
                Some(_) => did_you_mean(near),
                None if anchor.chars().all(|c| c.is_alphanumeric() || c == '-') => format!(
                    "add `{{#{anchor}}}` to the heading that you mean, or remove `#{anchor}` from the link"
                ),
                None => "remove `#` and everything after it from the link".into(),
            })
    }

    /// A relative link that leaves the content folder. `name` is how to write the file if it is beside the chapter.
    pub fn link_outside(source: &SourceText, span: Range<usize>, target: &str, name: &str) -> Self {
        Self::error("TB0504", format!("`{target}` is outside the content folder"))
            .at(source, span)
            .label("outside")
            .help(match name {
                "" => "link to a file in the content folder".to_string(),
                name => {
                    format!("move the file into the folder of this chapter, and write `{name}`")
                }
            })
    }

    /// A relative link that leaves the content folder only because it goes up too often. `meant` is the path without that.
    pub fn link_too_far_up(
        source: &SourceText,
        span: Range<usize>,
        target: &str,
        meant: &str,
    ) -> Self {
        Self::error("TB0504", format!("`{target}` is outside the content folder"))
            .at(source, span)
            .label("goes up too often")
            .help(format!("write `{meant}`"))
    }

    /// A link with the path of a file in the repository, where the content folder has no such file.
    pub fn link_from_repository_astray(
        source: &SourceText,
        span: Range<usize>,
        target: &str,
        near: Option<&str>,
    ) -> Self {
        Self::error("TB0504", format!("`{target}` is not a path within the content folder"))
            .at(source, span)
            .label("names the content folder itself, and no file in it")
            .help(match near {
                Some(_) => did_you_mean(near),
                None => {
                    "write the path of a file that exists, relative to this chapter's folder".into()
                }
            })
    }

    /// A link with the path that a file has in the repository. `meant` is its path from the chapter.
    pub fn link_from_repository(
        source: &SourceText,
        span: Range<usize>,
        target: &str,
        meant: &str,
    ) -> Self {
        Self::error("TB0504", format!("`{target}` is not a path within the content folder"))
            .at(source, span)
            .label("names the content folder itself")
            .help(format!("write `{meant}`"))
    }

    /// A link to an anchor that a generated page does not have.
    pub fn dead_anchor_of_generated(
        source: &SourceText,
        span: Range<usize>,
        anchor: &str,
        page: &str,
    ) -> Self {
        Self::error("TB0506", format!("there is no place `#{anchor}` in `{page}`"))
            .at(source, span)
            .label("not found")
            .help("remove `#` and everything after it from the link, or link to the chapter")
    }

    /// A full address below that of the site, where the book has no page, or no file.
    pub fn dead_address(
        source: &SourceText,
        span: Range<usize>,
        (what, path): (&str, &str),
        near: Option<&str>,
    ) -> Self {
        let ignore = "if another site is there, add the address to `ignore` in `[check.external]` of book.toml";
        Self::warning("TB0520", format!("the site of this book has no {what} `{path}`"))
            .at(source, span)
            .label("not found")
            .help(match near {
                Some(near) => format!("write `{near}`; {ignore}"),
                None => format!("correct the address; {ignore}"),
            })
    }

    /// A link or picture that names nothing.
    pub fn link_without_address(
        source: &SourceText,
        span: Range<usize>,
        kind: ReferenceKind,
    ) -> Self {
        let (what, help) = match kind {
            ReferenceKind::Link => ("link", "write where it leads, or remove the link"),
            _ => ("picture", "write its path, or remove the picture"),
        };
        Self::warning("TB0521", format!("the {what} has no address"))
            .at(source, span)
            .label("nothing is named here")
            .help(help)
    }
}
