//! The weight of pages as they go over the wire: a chapter of a large book is no heavier than one of a small book.

use crate::harness::Site;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fmt::Write as _;
use std::io::Write as _;

/// What a page may weigh more in the larger book: the list of parts is longer until its window is full.
const CONSTANT: usize = 2 * 1024;

const PER_PART: usize = 20;

/// A book of chapters that are alike, but for their numbers.
fn book(chapters: usize) -> Site {
    let mut site = Site::empty().write("content/index.md", "# Start\n");
    for number in 0..chapters {
        let mut text = format!("# Chapter {number:05}\n\n");
        for section in 0..4 {
            let _ = writeln!(text, "## Section {section}\n\nWords of chapter {number:05}.\n");
            let _ = writeln!(text, "- [ ] Do {section} of {number:05}\n");
        }
        let part = number / PER_PART;
        site = site.write(&format!("content/part-{part:04}/chapter-{number:05}.md"), &text);
    }
    site.build()
}

/// Bytes after gzip at its strongest.
pub fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it").len()
}

/// The heaviest chapter, plain and compressed.
fn heaviest(site: &Site) -> (usize, usize) {
    let files = site.files("public");
    let pages = files.iter().filter(|(path, _)| path.contains("/chapter-"));
    let sizes: Vec<(usize, usize)> =
        pages.map(|(_, bytes)| (bytes.len(), compressed(bytes))).collect();
    let plain = sizes.iter().map(|(plain, _)| *plain).max().unwrap_or_default();
    let over_the_wire = sizes.iter().map(|(_, sent)| *sent).max().unwrap_or_default();
    assert!(plain > 0, "there are no chapters");
    (plain, over_the_wire)
}

/// With a hundred chapters the list of parts has five entries. With nine hundred it is longer than its
/// window, so nothing on a page is left that could grow: ten thousand chapters are the same.
#[test]
fn a_chapter_does_not_grow_with_the_book() {
    let (small, large, larger) =
        (heaviest(&book(100)), heaviest(&book(900)), heaviest(&book(1300)));
    assert!(large.1 <= small.1 + CONSTANT, "compressed: {small:?} in 100, {large:?} in 900");
    // Between these two the window of parts is full in both, so a page differs by digits alone.
    assert!(larger.0 <= large.0 + 64, "plain: {large:?} in 900, {larger:?} in 1,300");
    assert!(larger.1 <= small.1 + CONSTANT, "compressed: {small:?} in 100, {larger:?} in 1,300");
}
