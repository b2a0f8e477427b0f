//! Chapters with code that people wrote: pieces of the sources that cargo has downloaded.
//!
//! No piece is taken twice. Which ones are taken follows from their paths, so a machine with the same crates has the same book.

use super::random::Random;
use std::collections::HashSet;
use std::fmt::Write;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// Lines of a piece, and blocks of code in a chapter.
const LINES: usize = 24;
const BLOCKS: usize = 4;

/// The languages by the endings of their files. Sources of crates are mostly Rust, and a book about them would be too.
const LANGUAGES: [(&str, &str); 12] = [
    ("rs", "rust"),
    ("toml", "toml"),
    ("md", "markdown"),
    ("c", "c"),
    ("h", "c"),
    ("py", "python"),
    ("sh", "bash"),
    ("yml", "yaml"),
    ("js", "javascript"),
    ("json", "json"),
    ("html", "html"),
    ("css", "css"),
];

/// The texts of that many chapters; an error if cargo has not downloaded enough.
pub fn chapters(count: usize) -> std::io::Result<impl Iterator<Item = String>> {
    let pieces = pieces(count * BLOCKS)?;
    if pieces.len() < count * BLOCKS {
        return Err(Error::new(ErrorKind::NotFound, "cargo has too few sources of crates"));
    }
    let texts: Vec<String> = pieces.chunks(BLOCKS).enumerate().map(chapter).collect();
    Ok(texts.into_iter())
}

fn chapter((number, pieces): (usize, &[(&str, String)])) -> String {
    let mut random = Random::new(number);
    let mut text = format!("# Listing {number}: {}\n\n", random.sentence(3));
    for (section, (language, code)) in pieces.iter().enumerate() {
        let (title, words) = (random.sentence(3), random.sentence(20));
        let _ = write!(text, "## Part {section}: {title}\n\nThe {words}.\n\n");
        let _ = write!(text, "```{language}\n{code}```\n\n");
    }
    let _ = writeln!(text, "- [ ] {}\n- [ ] {}", random.sentence(7), random.sentence(8));
    text
}

fn pieces(wanted: usize) -> std::io::Result<Vec<(&'static str, String)>> {
    let mut files = Vec::new();
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let root = home.unwrap_or_default().join("registry/src");
    collect(&root, &mut files)?;
    // In an order that has nothing to do with their names, so that no crate fills the book.
    files.sort_by_cached_key(|(path, _)| {
        let below = path.strip_prefix(&root).unwrap_or(path).to_string_lossy();
        below.bytes().fold(0u64, |sum, byte| Random::mixed(sum ^ u64::from(byte)))
    });
    let (mut seen, mut pieces) = (HashSet::new(), Vec::new());
    for (path, language) in files {
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        let lines: Vec<&str> = text.lines().collect();
        // A few of each file, or licences and tables of one would fill chapters.
        for lines in lines.chunks_exact(LINES).take(6) {
            let code = lines.join("\n") + "\n";
            let is_plain = !code.contains("```") && !code.contains("{{") && code.len() < 4_000;
            if is_plain && seen.insert(code.clone()) {
                pieces.push((language, code));
            }
        }
        if pieces.len() >= wanted {
            pieces.truncate(wanted);
            break;
        }
    }
    Ok(pieces)
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, &'static str)>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            collect(&path, files)?;
            continue;
        }
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let language = LANGUAGES.iter().find(|(one, _)| *one == ending);
        files.extend(language.map(|(_, language)| (path.clone(), *language)));
    }
    Ok(())
}
