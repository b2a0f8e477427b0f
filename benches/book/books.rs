//! The books of the benchmark: each is made from scratch, of any size, and the same each time on one machine.

use super::{real_code, small, synthetic};
use std::path::{Path, PathBuf};

/// Chapters of one part of a book, which is a folder.
pub const CHAPTERS_A_PART: usize = 25;

/// The kinds of books.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Prose, tables, checklists and made-up code, of which no two blocks are equal.
    Synthetic,
    /// Code that people wrote, so that lines repeat as often as they do in life.
    RealCode,
    /// A heading and two sentences a page: what a page costs apart from its text.
    Small,
}

impl Kind {
    /// The name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Synthetic => "synthetic",
            Kind::RealCode => "real code",
            Kind::Small => "small pages",
        }
    }

    /// Writes a book of this kind; returns the paths of its chapters.
    pub fn write(self, folder: &Path, chapters: usize) -> std::io::Result<Vec<PathBuf>> {
        let texts: Box<dyn Iterator<Item = String>> = match self {
            Kind::Synthetic => {
                Box::new((0..chapters).map(move |n| synthetic::chapter(n, chapters)))
            }
            Kind::RealCode => Box::new(real_code::chapters(chapters)?),
            Kind::Small => Box::new((0..chapters).map(small::chapter)),
        };
        let content = folder.join("content");
        std::fs::create_dir_all(&content)?;
        std::fs::write(folder.join("book.toml"), "[book]\ntitle = \"A book to measure\"\n")?;
        std::fs::write(content.join("index.md"), "# A book to measure\n\nMade by rule.\n")?;
        let mut files = vec![content.join("index.md")];
        for (number, text) in texts.enumerate() {
            let part = content.join(format!("part-{:04}", number / CHAPTERS_A_PART));
            std::fs::create_dir_all(&part)?;
            let file = part.join(format!("chapter-{number:05}.md"));
            std::fs::write(&file, text)?;
            files.push(file);
        }
        Ok(files)
    }
}
