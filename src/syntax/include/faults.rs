//! Faults of include directives.

use crate::syntax::include::Refusal;
use crate::text::diag::{Diagnostic, SourceText, did_you_mean};
use crate::text::url;
use std::ops::Range;

impl Diagnostic {
    /// A directive names a file that is not below the folder of book.toml.
    pub fn include_outside(source: &SourceText, span: Range<usize>, path: &str) -> Self {
        Self::error("TB1310", format!("`{path}` is outside the folder of book.toml"))
            .at(source, span)
            .label("cannot be included")
            .help("write a path relative to this file, inside the folder of book.toml")
    }

    /// The front matter of an included file that is no chapter of the book.
    pub fn include_front_matter(source: &SourceText, span: Range<usize>, path: &str) -> Self {
        Self::note("TB0305", format!("the front matter of `{path}` is not used"))
            .at(source, span)
            .label("the rest of the file is included here")
            .help("move its keys to the front matter of this chapter, or remove them")
    }

    /// A directive names a file that does not exist or cannot be read as text.
    pub fn include_refused(
        source: &SourceText,
        span: Range<usize>,
        path: &str,
        refusal: &Refusal,
    ) -> Self {
        let fault = match refusal {
            Refusal::Missing(near) => {
                let near =
                    near.as_ref().map(|near| url::decode(&url::relative(&source.file, near)));
                Self::error("TB1311", format!("there is no file `{path}` to include")).help(
                    match near {
                        Some(_) => did_you_mean(near.as_deref()),
                        None => {
                            "write a path relative to this file, inside the folder of book.toml"
                                .into()
                        }
                    },
                )
            }
            Refusal::Hidden => Self::hidden_file(path),
            Refusal::Link => {
                Self::error("TB1312", format!("`{path}` goes through a symbolic link"))
                    .help("write the path of the file itself, or copy the file into the book")
            }
            Refusal::Unusable(reason) => {
                Self::error("TB1313", format!("`{path}` cannot be included: {reason}"))
                    .help("include a text file")
            }
        };
        fault.at(source, span).label("not included")
    }

    /// A file includes itself; `chain` lists the files of the cycle, the first and the last the same.
    pub fn include_cycle(source: &SourceText, span: Range<usize>, chain: &[&str]) -> Self {
        Self::error("TB1314", "this file includes itself".into())
            .at(source, span)
            .label("included again here")
            .help(format!("remove one of these includes: {}", chain.join(" → ")))
    }

    /// Includes are nested too deep.
    pub fn include_too_deep(
        source: &SourceText,
        span: Range<usize>,
        chain: &[&str],
        limit: usize,
    ) -> Self {
        Self::error("TB1315", format!("includes are nested more than {limit} levels deep"))
            .at(source, span)
            .label("too deep")
            .help(format!("include the last file directly: {}", chain.join(" → ")))
    }

    /// A chapter becomes too large by what it includes.
    pub fn include_too_much(source: &SourceText, span: Range<usize>, megabytes: usize) -> Self {
        let message = format!("this include makes the chapter larger than {megabytes} MB");
        Self::error("TB1316", message)
            .at(source, span)
            .label("not included")
            .help("include only parts of files, or split the chapter")
    }

    /// A directive names a part that the file does not have.
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
                "mark it in that file with the comments `ANCHOR: {name}` and `ANCHOR_END: {name}`"
            ))
    }

    /// A directive names lines after the end of a file.
    pub fn include_past_end(source: &SourceText, span: Range<usize>, file: &str) -> Self {
        Self::warning("TB1318", format!("{file} does not have these lines"))
            .at(source, span)
            .label("nothing is included")
            .help("name lines that exist, or mark a part with `ANCHOR:` comments")
    }

    /// A directive names a file that is hidden, or in a hidden folder.
    pub(super) fn hidden_file(path: &str) -> Self {
        Self::error("TB1802", format!("`{path}` is a hidden file"))
            .help("copy what you want to show into a file whose name does not begin with a dot")
    }
}
