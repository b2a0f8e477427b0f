//! Faults of the output folder.

use crate::text::diag::{Diagnostic, shown};
use std::path::Path;

impl Diagnostic {
    /// A folder for the site would put the author's files at risk. `setting` chooses another one.
    pub fn output_unsafe(folder: &Path, reason: &str, setting: &str) -> Self {
        Self::error("TB0701", format!("refusing to write to `{}`: {reason}", shown(folder)))
            .help(format!("choose a separate folder with {setting}"))
    }

    /// The output folder contains files that tickbook did not write.
    pub fn output_not_ours(folder: &Path, example: &str) -> Self {
        Self::error(
            "TB0702",
            format!(
                "refusing to write to `{}`: it contains files that tickbook did not write, such as `{example}`",
                shown(folder)
            ),
        )
        .help("choose an empty folder, or move those files away")
    }

    /// A file that tickbook did not write is where it must write.
    pub fn output_in_the_way(path: &Path) -> Self {
        Self::error(
            "TB0708",
            format!("`{}` is in the way and was not written by tickbook", shown(path)),
        )
        .help("move it out of the output folder, or rename the chapter that becomes this page")
    }

    /// The manifest cannot be trusted.
    pub fn manifest_unreadable(path: &Path, line: usize, reason: &str) -> Self {
        Self::error(
            "TB0705",
            format!("line {line} of `{}` cannot be trusted: {reason}", shown(path)),
        )
        .help("empty the output folder yourself, then build again")
    }
}
