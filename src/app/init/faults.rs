//! Faults of `init` and `new`.

use crate::text::diag::{Diagnostic, shown};
use std::path::Path;

impl Diagnostic {
    /// A file that `init` or `new` would write exists already.
    pub fn file_exists(path: &Path, help: &str) -> Self {
        Self::error("TB0706", format!("`{}` already exists", shown(path))).help(help)
    }

    /// The argument of `new` is not a path below the folder of the chapters.
    pub fn chapter_path_unusable(path: &str) -> Self {
        Self::error("TB0707", format!("`{path}` is not the path of a chapter"))
            .help("write a path inside the content folder, such as paths/fractional-cto")
    }
}
