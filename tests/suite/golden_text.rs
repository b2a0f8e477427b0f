//! Runs the cases of a folder, each of which expects one ` ```text ` block. `UPDATE_GOLDEN=1` rewrites the blocks.

use crate::golden_file::{Case, Kind, parse, rewrite};
use crate::harness;
use rayon::prelude::*;

/// Compares what `outcome` makes of each case, given with the name of its file, with what the case expects. There are at least `least`
/// cases.
pub fn compare(folder: &str, least: usize, outcome: impl Fn(&Case, &str) -> String + Sync) {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| !value.is_empty());
    let mut faults = Vec::new();
    let mut count = 0;
    let folder = harness::repository().join(folder);
    for name in harness::files_below(&folder).into_keys() {
        let path = folder.join(&name);
        let text = std::fs::read_to_string(&path).expect("a case is readable");
        let cases = parse(&text);
        count += cases.len();
        let outcomes: Vec<String> = cases.par_iter().map(|case| outcome(case, &name)).collect();
        let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
        for (case, actual) in cases.iter().zip(outcomes).rev() {
            let expected = case.expected(&Kind::Text).map_or("", |block| block.text.as_str());
            if expected == actual {
                continue;
            }
            if update {
                rewrite(&mut lines, case, &[(Kind::Text, Some(actual))]);
            } else {
                let difference = harness::difference(expected, &actual);
                faults.push(format!("--- {name}:{}: {}\n{difference}", case.line, case.name));
            }
        }
        let updated = format!("{}\n", lines.join("\n"));
        if update && updated != text {
            std::fs::write(&path, updated).expect("a case is writable");
        }
    }
    assert!(count >= least, "only {count} cases were found");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
