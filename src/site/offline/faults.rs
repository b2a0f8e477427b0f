//! Faults of the offline copy of a book.

use crate::text::diag::Diagnostic;

impl Diagnostic {
    /// The site is too large to be cached as a whole without the reader's request.
    pub fn offline_too_large(bytes: usize, most: usize) -> Self {
        let megabytes = |bytes: usize| bytes.div_ceil(1024 * 1024);
        Self::note(
            "TB0709",
            format!(
                "the site has {} MB, and at most {} MB are kept off line as a whole: browsers keep the pages that readers open",
                megabytes(bytes),
                megabytes(most)
            ),
        )
        .help("use smaller files to keep the whole site; until then, readers have the plan and the pages they have opened")
    }
}
