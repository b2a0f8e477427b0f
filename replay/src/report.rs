//! The output of a replay besides its figures: the report of doubtful and lost cases, and the truth as a table.
//!
//! Collects text; `main` writes it.

use crate::history::Version;

/// The kinds of cases of a report, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Case {
    /// An item lost its id.
    Lost,
    /// Another item has the id.
    Wrong,
    /// The library asks its author to look at a pairing.
    Plausible,
    /// The truth is not certain; such pairs are not counted.
    Doubtful,
    /// An item came back after it was gone.
    Returned,
}

impl Case {
    const ALL: [(Case, &str); 5] = [
        (Case::Lost, "Items that lost their id"),
        (Case::Wrong, "Ids that went to another item"),
        (Case::Plausible, "Pairings that the author would be shown"),
        (Case::Doubtful, "Doubtful in the truth, and not counted"),
        (Case::Returned, "Items that came back"),
    ];
}

/// The cases and the table so far.
#[derive(Debug, Default)]
pub struct Report {
    cases: Vec<(Case, String)>,
    /// One line for each item that a commit changed, added or removed.
    table: String,
}

impl Report {
    pub fn case(&mut self, case: Case, version: &Version, old: &str, new: &str) {
        let commit = version.commit.get(..12).unwrap_or(&version.commit);
        let mut text = format!("{commit} {}\n", version.date);
        for (sign, line) in [('-', old), ('+', new)] {
            for part in line.lines() {
                text.push_str(&format!("  {sign} {part}\n"));
            }
        }
        self.cases.push((case, text));
    }

    pub fn row(&mut self, verdict: &str, version: &Version, old: &str, new: &str) {
        let flat = |text: &str| text.replace(['\t', '\n'], " ");
        let (commit, date) = (&version.commit, &version.date);
        let (old, new) = (flat(old), flat(new));
        self.table.push_str(&format!("{verdict}\t{commit}\t{date}\t{old}\t{new}\n"));
    }

    /// How many cases of a kind there are.
    pub fn count(&self, kind: Case) -> usize {
        self.cases.iter().filter(|(case, _)| *case == kind).count()
    }

    /// All cases, after the figures.
    pub fn text(&self, figures: &str) -> String {
        let mut text = figures.to_string();
        for (kind, title) in Case::ALL {
            text.push_str(&format!("\n## {title}: {}\n\n", self.count(kind)));
            let cases = self.cases.iter().filter(|(case, _)| *case == kind);
            text.extend(cases.map(|(_, case)| case.as_str()));
        }
        text
    }

    /// The table, with its head.
    pub fn table(&self) -> String {
        format!("verdict\tcommit\tdate\told\tnew\n{}", self.table)
    }
}
