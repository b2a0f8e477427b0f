//! Faults of books that came from mdBook, or are written in its way: SUMMARY.md, includes, keys of
//! book.toml that mean something to mdBook alone.

use super::{Diagnostic, Place, SourceText, did_you_mean};
use crate::include::{Origin, Refusal};
use crate::markdown::outline;
use std::ops::Range;
use std::path::Path;

impl Diagnostic {
    /// An entry of SUMMARY.md leads to a chapter that is not there.
    pub fn outline_missing(
        source: &SourceText,
        span: Range<usize>,
        target: &str,
        near: Option<&str>,
    ) -> Self {
        let help = match near {
            Some(_) => did_you_mean(near),
            None => "write the chapter, or leave the target empty until you do".into(),
        };
        Self::error("TB1301", format!("there is no chapter `{target}`"))
            .at(source, span)
            .label("not found")
            .help(help)
    }

    /// SUMMARY.md lists a chapter twice; `first` is where the first entry stands.
    pub fn outline_twice(
        source: &SourceText,
        span: Range<usize>,
        target: &str,
        first: Range<usize>,
    ) -> Self {
        Self::error("TB1302", format!("the chapter `{target}` is listed twice"))
            .at(source, span)
            .label("listed again")
            .related(source, first, "listed here first")
            .help("drop one of the entries; a chapter has one place in the book")
    }

    /// Text in SUMMARY.md that is no part of its syntax.
    pub fn outline_stray(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB1303", "this text is not shown in the navigation".into())
            .at(source, span)
            .label("not an entry")
            .help("an entry is a link; write `[Title]()` for a chapter that is not written yet")
    }

    /// A chapter that SUMMARY.md does not list. It `is_linked` where another chapter links to it.
    pub fn outline_without(file: &str, is_linked: bool) -> Self {
        let name = outline::FILE_NAME;
        let help = match is_linked {
            true => format!("it has a page because a chapter links to it; list it in {name}"),
            false => format!("it has no page, because no chapter links to it; list it in {name}"),
        };
        Self::warning("TB1304", format!("{file} is in no navigation")).in_file(file).help(help)
    }

    /// An entry of SUMMARY.md that can be no path of a chapter.
    pub fn outline_outside(source: &SourceText, span: Range<usize>, target: &str) -> Self {
        Self::error("TB1305", format!("`{target}` is no file of the content folder"))
            .at(source, span)
            .label("not a chapter of this book")
            .help("name a Markdown file below the content folder, and link to other places from a chapter")
    }

    /// Entries of SUMMARY.md stand in one another deeper than any book needs.
    pub fn outline_too_deep(source: &SourceText, span: Range<usize>, limit: usize) -> Self {
        Self::error("TB1308", format!("nested more than {limit} levels deep"))
            .at(source, span)
            .label("too deep")
            .help("list this chapter further up")
    }

    /// Settings of mdBook in book.toml that have no effect here, all at once.
    pub fn settings_ignored(source: &SourceText, first: Range<usize>, names: &[&str]) -> Self {
        let count = names.len();
        Self::warning("TB1306", format!("settings of mdBook that have no effect here: {count}"))
            .at(source, first)
            .label("the first of them")
            .help(format!("ignored, and nothing of it run: {}", names.join(", ")))
    }

    /// The theme that book.toml names is one for mdBook.
    pub fn theme_of_mdbook(folder: &Path) -> Self {
        let message =
            format!("the theme `{}` is one for mdBook and has no effect", folder.display());
        Self::warning("TB1307", message)
            .help("drop `output.html.theme`, or name a folder with files of this program's theme")
    }

    /// A directive names a file that is not below the folder of book.toml.
    pub fn include_outside(source: &SourceText, span: Range<usize>, path: &str) -> Self {
        Self::error("TB1310", format!("`{path}` is outside the folder of book.toml"))
            .at(source, span)
            .label("cannot be included")
            .help("write a path relative to this file that stays below the folder of book.toml")
    }

    /// A directive names a file that is not there or cannot be read as text.
    pub fn include_refused(
        source: &SourceText,
        span: Range<usize>,
        path: &str,
        refusal: &Refusal,
    ) -> Self {
        let fault = match refusal {
            Refusal::Missing(near) => {
                Self::error("TB1311", format!("there is no file `{path}` to include"))
                    .help(did_you_mean(near.as_deref()))
            }
            Refusal::Hidden => Self::hidden_file(path),
            Refusal::Link => Self::error("TB1312", format!("`{path}` leads over a symbolic link"))
                .help("name the file itself, or copy it into the book"),
            Refusal::Unusable(reason) => {
                Self::error("TB1313", format!("`{path}` cannot be included: {reason}"))
                    .help("name a file of text")
            }
        };
        fault.at(source, span).label("not included")
    }

    /// A file includes itself; `chain` are the files on the way, the first and the last the same.
    pub fn include_cycle(source: &SourceText, span: Range<usize>, chain: &[&str]) -> Self {
        Self::error("TB1314", "this file includes itself".into())
            .at(source, span)
            .label("begins again here")
            .help(format!("the files include one another: {}", chain.join(" → ")))
    }

    /// Includes stand in one another deeper than any book needs.
    pub fn include_too_deep(
        source: &SourceText,
        span: Range<usize>,
        chain: &[&str],
        limit: usize,
    ) -> Self {
        Self::error("TB1315", format!("included more than {limit} levels deep"))
            .at(source, span)
            .label("too deep")
            .help(format!("the files include one another: {}", chain.join(" → ")))
    }

    /// A chapter grows beyond all bounds by what it includes.
    pub fn include_too_much(source: &SourceText, span: Range<usize>, megabytes: usize) -> Self {
        let message = format!("with this the chapter would be larger than {megabytes} MB");
        Self::error("TB1316", message)
            .at(source, span)
            .label("not included any more")
            .help("include parts of files rather than the whole, or make two chapters of this one")
    }

    /// A directive asks for a part of a file that has no such part.
    pub fn include_without_anchor(
        source: &SourceText,
        span: Range<usize>,
        file: &str,
        name: &str,
    ) -> Self {
        Self::warning("TB1317", format!("{file} has no part `{name}`"))
            .at(source, span)
            .label("nothing is included")
            .help(format!(
                "mark it by the comments `ANCHOR: {name}` and `ANCHOR_END: {name}` there"
            ))
    }

    /// A directive asks for lines behind the end of a file.
    pub fn include_past_end(source: &SourceText, span: Range<usize>, file: &str) -> Self {
        Self::warning("TB1318", format!("{file} has no such line"))
            .at(source, span)
            .label("nothing is included")
            .help("name lines that are there, or a part by `ANCHOR:` comments, which move with the text")
    }

    /// Shows a fault of a text that was put together in the file that has it.
    pub fn traced(mut self, origins: &[Origin]) -> Self {
        let made_of = |place: &Place| origins.iter().find(|one| *one.text() == place.source);
        let related = self.related.iter_mut().map(|(place, _)| place);
        for place in self.place.iter_mut().chain(related) {
            if let Some(origin) = made_of(place) {
                let (source, span) = origin.place(&place.span);
                *place = Place { source, span };
            }
        }
        if let Some(place) = &self.place {
            self.file = place.source.file.clone();
        }
        self
    }
}
