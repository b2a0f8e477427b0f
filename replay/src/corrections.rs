//! The hand-checked corrections of the truth, in `truth/*.txt`.
//!
//! A line gives the manual verdict on one item of one commit:
//!
//! ```text
//! COMMIT OLD-LINE NEW-LINE    the two are the same item
//! COMMIT OLD-LINE gone        the item is not in the new version
//! ```
//!
//! Lines of a file count from 1. Empty lines and lines that begin with `#` are ignored.

use crate::Result;
use crate::page::Page;
use crate::truth::Verdict;
use std::collections::HashMap;
use std::path::Path;

/// The corrections by commit: the old line, and the new one if the item is still there.
#[derive(Debug, Default)]
pub struct Corrections(HashMap<String, Vec<(usize, Option<usize>)>>);

impl Corrections {
    /// Reads all files of a folder.
    pub fn read(folder: &Path) -> Result<Corrections> {
        let mut corrections = Corrections::default();
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "txt") {
                corrections.add(&std::fs::read_to_string(&path)?)?;
            }
        }
        Ok(corrections)
    }

    fn add(&mut self, text: &str) -> Result<()> {
        for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            let wrong = || format!("not a correction of the truth: {line}");
            let words: Vec<&str> = line.split_whitespace().collect();
            let [commit, old, new] = words[..] else { return Err(wrong().into()) };
            let number = |word: &str| {
                word.parse().ok().filter(|number: &usize| *number > 0).ok_or_else(wrong)
            };
            let new = if new == "gone" { None } else { Some(number(new)? - 1) };
            let corrections = self.0.entry(commit.to_string()).or_default();
            corrections.push((number(old)? - 1, new));
        }
        Ok(())
    }

    /// Corrects the verdicts on a commit. A line that matches no item is an error.
    pub fn apply(&self, commit: &str, pages: [&Page; 2], verdicts: &mut [Verdict]) -> Result<()> {
        for &(old, new) in self.0.get(commit).into_iter().flatten() {
            let item = |page: &Page, line: usize| {
                let found = page.items.iter().position(|item| item.line == line);
                found.ok_or_else(|| format!("{commit} has no item in line {}", line + 1))
            };
            let old = item(pages[0], old)?;
            let verdict = match new {
                Some(line) => Verdict::Same(item(pages[1], line)?),
                None => Verdict::Gone,
            };
            for other in verdicts.iter_mut().filter(|other| **other == verdict) {
                *other = Verdict::Gone;
            }
            verdicts[old] = verdict;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_takes_the_place_of_a_verdict() {
        let mut corrections = Corrections::default();
        corrections.add("# read by hand\n\nabc 2 1\nabc 1 gone\n").expect("sound corrections");
        let (old, new) = (Page::new("- a\n- b", &[0, 1]), Page::new("- c", &[0]));
        let mut verdicts = [Verdict::Same(0), Verdict::Doubtful(vec![0])];
        corrections.apply("abc", [&old, &new], &mut verdicts).expect("both lines have items");
        assert_eq!(verdicts, [Verdict::Gone, Verdict::Same(0)]);
        assert!(corrections.apply("abc", [&new, &old], &mut verdicts).is_err());
        assert!(corrections.add("abc 0 1").is_err() && corrections.add("abc 1").is_err());
    }
}
