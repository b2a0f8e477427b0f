//! The transfer size of pages: a chapter of a large book is no larger than one of a small book.

use crate::harness::Site;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fmt::Write as _;
use std::io::Write as _;

/// What a page may weigh more in the larger book: the list of parts is longer until its window is full.
const CONSTANT: usize = 2 * 1024;

/// A book of chapters that are alike, but for their numbers.
fn book(parts: usize, per_part: usize) -> Site {
    let mut site = Site::empty().write("content/index.md", "# Start\n");
    for number in 0..parts * per_part {
        let mut text = format!("# Chapter {number:05}\n\n");
        for section in 0..4 {
            let _ = writeln!(text, "## Section {section}\n\nWords of chapter {number:05}.\n");
            let _ = writeln!(text, "- [ ] Do {section} of {number:05}\n");
        }
        let part = number / per_part;
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

/// In the small book the list of parts has five entries. In the large one it is longer than its window, so nothing on a page
/// is left that could grow: any larger book is the same.
pub fn weigh(per_part: usize) {
    let of = |parts: usize| heaviest(&book(parts, per_part));
    let (small, large, larger) = (of(5), of(45), of(65));
    assert!(large.1 <= small.1 + CONSTANT, "compressed: {small:?} in 5 parts, {large:?} in 45");
    // Between these two the window of parts is full in both, so a page differs by digits alone.
    assert!(larger.0 <= large.0 + 64, "plain: {large:?} in 45 parts, {larger:?} in 65");
    assert!(larger.1 <= small.1 + CONSTANT, "compressed: {small:?} in 5 parts, {larger:?} in 65");
}

#[test]
fn a_chapter_does_not_grow_with_the_book() {
    weigh(5);
}
