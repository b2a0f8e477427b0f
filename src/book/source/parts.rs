//! What makes two readings of the sources equal, part for part.
//!
//! Every field is named here or said to follow from others, so that one that is added does not compile before it is.

use super::{Asset, Files, LockFile, Sources};
use crate::syntax::source_file::SourceFile;
use crate::text::fingerprint::Part;

impl Sources {
    /// All that was read, and what was seen and not read.
    pub fn parts(&self) -> Vec<Part<'_>> {
        let Sources { chapters, files, included, lock, diagnostics } = self;
        let Files { assets, skipped, cover } = files;
        let mut parts: Vec<Part> = chapters.iter().map(chapter).collect();
        let updated = chapters.iter().filter(|file| file.updated.is_some());
        parts.extend(updated.map(|file| Part::value("updated", &(&file.path, &file.updated))));
        parts.extend(assets.iter().map(|(path, file)| asset("asset", path, file)));
        parts.extend(cover.iter().map(|file| asset("cover", "", file)));
        for (path, text) in included {
            parts.push(match text {
                Ok(text) => Part::new("included", path, text.text.as_bytes()),
                Err(refusal) => Part::value("not included", &(path, refusal)),
            });
        }
        parts.push(match lock {
            LockFile::Missing => Part::new("no lock", "", &[]),
            LockFile::Unread => Part::new("unread lock", "", &[]),
            LockFile::There { text, is_fixed: true } => {
                Part::new("fixed lock", "", text.text.as_bytes())
            }
            LockFile::There { text, is_fixed: false } => {
                Part::new("lock", "", text.text.as_bytes())
            }
        });
        // What a reason says of a file that cannot be read stands in no other part.
        let seen = [Part::value("skipped", skipped), Part::value("unread", diagnostics)];
        parts.extend(seen);
        parts
    }
}

fn chapter(file: &SourceFile) -> Part<'_> {
    // The name that messages use follows from the path, the title is set by a later stage, and the search by book.toml.
    let SourceFile { path, text, title: _, is_searched: _, parts: _, updated: _ } = file;
    Part::new("chapter", path, text.text.as_bytes())
}

fn asset<'a>(kind: &'static str, path: &'a str, file: &'a Asset) -> Part<'a> {
    // The rest follows from the content and the path.
    let Asset { bytes, dimensions: _, active: _ } = file;
    Part::new(kind, path, bytes)
}
