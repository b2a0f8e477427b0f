//! Books made to take for ever, to fill memory or to exhaust the stack.
//!
//! A function makes each for a given depth or size: how deep it is nested, or how often it repeats something.

/// A book: its name, and its files by their paths.
pub struct Case {
    pub name: String,
    pub files: Vec<(String, Vec<u8>)>,
}

pub fn book(name: &str, files: &[(&str, &[u8])]) -> Case {
    let files = files.iter().map(|(path, bytes)| (path.to_string(), bytes.to_vec())).collect();
    Case { name: name.to_string(), files }
}

pub fn page(name: &str, text: String) -> Case {
    book(name, &[("content/index.md", format!("# Book\n\n{text}\n").as_bytes())])
}

/// How often a chapter may hold `unit`, at most `size` times: with more signs it would be refused and not read.
pub fn fitting(unit: &str, size: usize) -> usize {
    let signs = unit.matches(|c: char| c.is_ascii_punctuation() || c == '\n').count();
    size.min(290_000 / signs.max(1))
}

/// `size` times `unit`, with `№` in it replaced by a number that counts.
pub fn counted(unit: &str, size: usize) -> String {
    (0..size).map(|number| unit.replace('№', &number.to_string())).collect()
}
