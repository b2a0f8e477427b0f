//! Decides what happened to each item from one commit to the next: the truth that identities are measured by.
//!
//! Independent of the library's matching: it reads raw lines, has its own measures and thresholds (`likeness`), and
//! sees the small change of one commit where a build may see the sum of many. Uncertain pairs are called doubtful; they
//! are left out of the score and listed.
//!
//! The rules, the surest first; each applies to the items that those before have not decided:
//!
//! 1. Lines are aligned by a patience difference. An item on a line that did not change is the same. A line that is not
//!    distinctive and is only between changed lines is doubtful.
//! 2. Among the items that are left, the same text elsewhere is the same item, and so is the same text with other
//!    markup or another address. Where several have it, they pair in order if as many came as went, and are doubtful
//!    otherwise; so is a text under another heading that is not distinctive. Then so is the same long text with other
//!    numbers, if each version has it once; with another address as well it is doubtful.
//! 3. A link that only one removed and only one new item begin with makes them the same. A link in the middle of a text
//!    does so if the texts are rather similar, and else is doubtful; so is one that several begin with and that no
//!    later rule has decided.
//! 4. Over the whole file, two items that are very similar, and each by far the other's best, are the same one,
//!    reworded, perhaps moved. If they differ by a negation or only in numbers, they are doubtful.
//! 5. Within a hunk, items keep their order: of all pairings in order, the one that is most alike in sum is taken. A
//!    pair is the same if it is clearly alike, or rather alike and alone in its hunk; it is doubtful if it is less so,
//!    if another candidate is nearly as good, or if the two differ by a negation or only in numbers. The same label
//!    (`**Title:** …`) or the same name of the same link is clearly alike.
//! 6. Over the whole file, items that are somewhat alike, and each by far the other's best, are doubtful.
//! 7. All others are gone, or new.

use crate::align::equal_lines;
use crate::hunk;
use crate::likeness::{LIKELY, Likeness, Profile, first_link, is_telling, letters};
use crate::page::{Item, Page};
use std::collections::BTreeMap;
use std::ops::Range;

/// What happened to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is this item of the new version.
    Same(usize),
    /// It is not in the new version.
    Gone,
    /// It may be one of these, or gone.
    Doubtful(Vec<usize>),
}

/// The least likeness of an item that was moved and reworded in one commit.
const MOVED: f64 = 0.8;
/// From this likeness such a pair is doubtful.
const MAYBE_MOVED: f64 = 0.5;
/// The margin by which the better of two candidates must be better.
pub const MARGIN: f64 = 0.08;
/// The letters that two items must share to be one with changed numbers.
const LONG: usize = 20;
/// With more candidates than this, a rewritten file is compared by the exact rules only.
const MOST_CANDIDATES: usize = 4_000_000;

/// The verdict on each item of the old version.
pub fn step(old: &Page, new: &Page) -> Vec<Verdict> {
    let mut pairing = Pairing {
        old,
        new,
        verdicts: vec![None; old.items.len()],
        taken: vec![false; new.items.len()],
    };
    let hunks = pairing.align();
    pairing.pair_equal(|item| &item.raw);
    pairing.pair_equal(|item| &item.visible);
    pairing.pair_renumbered();
    pairing.pair_by_link();
    pairing.pair_moved(MOVED);
    for lines in &hunks {
        pairing.pair_within(lines);
    }
    pairing.pair_moved(MAYBE_MOVED);
    pairing.doubt_links();
    pairing.verdicts.into_iter().map(|verdict| verdict.unwrap_or(Verdict::Gone)).collect()
}

struct Pairing<'a> {
    old: &'a Page,
    new: &'a Page,
    verdicts: Vec<Option<Verdict>>,
    taken: Vec<bool>,
}

/// Ranges of lines, old and new, that a commit replaced.
type Hunk = (Range<usize>, Range<usize>);

/// The items, old and new, with a common key.
type Groups<'a> = BTreeMap<&'a str, (Vec<usize>, Vec<usize>)>;

impl<'a> Pairing<'a> {
    fn same(&mut self, old: usize, new: usize) {
        self.verdicts[old] = Some(Verdict::Same(new));
        self.taken[new] = true;
    }

    fn doubt(&mut self, old: usize, candidates: Vec<usize>) {
        self.verdicts[old] = Some(Verdict::Doubtful(candidates));
    }

    fn open(&self, lines: Option<&Hunk>) -> (Vec<usize>, Vec<usize>) {
        let within = |item: &Item, lines: Option<&Range<usize>>| {
            lines.is_none_or(|lines| lines.contains(&item.line))
        };
        let old = (0..self.old.items.len()).filter(|at| {
            self.verdicts[*at].is_none() && within(&self.old.items[*at], lines.map(|both| &both.0))
        });
        let new = (0..self.new.items.len()).filter(|at| {
            !self.taken[*at] && within(&self.new.items[*at], lines.map(|both| &both.1))
        });
        (old.collect(), new.collect())
    }

    /// The first rule. Returns the hunks; those that are separated only by blank lines are one.
    fn align(&mut self) -> Vec<Hunk> {
        let mut pairs = equal_lines(&self.old.lines, &self.new.lines);
        for run in runs(&pairs) {
            self.pair_lines(&pairs[run]);
        }
        pairs.retain(|(line, _)| !self.old.lines[*line].is_empty());
        pairs.push((self.old.lines.len(), self.new.lines.len()));
        let (mut old_from, mut new_from) = (0, 0);
        let mut hunks = Vec::new();
        for (old, new) in pairs {
            if old > old_from && new > new_from {
                hunks.push((old_from..old, new_from..new));
            }
            (old_from, new_from) = (old + 1, new + 1);
        }
        hunks
    }

    /// Decides the items of a run of unchanged lines.
    fn pair_lines(&mut self, run: &[(usize, usize)]) {
        let said = run.iter().filter(|(line, _)| !self.old.lines[*line].is_empty()).count();
        for &(old_line, new_line) in run {
            let Some(at) = self.old.item_on(old_line) else { continue };
            match self.new.item_on(new_line) {
                Some(partner) if said > 1 || is_known(&self.old.items[at]) => {
                    self.same(at, partner);
                }
                Some(partner) => self.doubt(at, vec![partner]),
                None => self.verdicts[at] = Some(Verdict::Gone),
            }
        }
    }

    fn groups(&self, key: impl Fn(&'a Item) -> &'a str) -> Groups<'a> {
        let mut groups = Groups::new();
        let (old, new) = self.open(None);
        for at in old {
            groups.entry(key(&self.old.items[at])).or_default().0.push(at);
        }
        for at in new {
            groups.entry(key(&self.new.items[at])).or_default().1.push(at);
        }
        groups.retain(|key, (old, new)| !key.is_empty() && !old.is_empty() && !new.is_empty());
        groups
    }

    /// The second rule, for the key of each item.
    fn pair_equal(&mut self, key: impl Fn(&'a Item) -> &'a str) {
        for (old, new) in self.groups(key).into_values() {
            for (position, &at) in old.iter().enumerate() {
                let item = &self.old.items[at];
                let partner = new.get(position).filter(|_| old.len() == new.len());
                let partner =
                    partner.filter(|at| is_known(item) || item.stands_with(&self.new.items[**at]));
                match partner {
                    Some(&partner) => self.same(at, partner),
                    None => self.doubt(at, new.clone()),
                }
            }
        }
    }

    /// The end of the second rule.
    fn pair_renumbered(&mut self) {
        let texts = |page: &Page| -> Vec<String> {
            page.items.iter().map(|item| letters(&item.visible)).collect()
        };
        let (old_texts, new_texts) = (texts(self.old), texts(self.new));
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for text in &old_texts {
            counts.entry(text).or_default().0 += 1;
        }
        for text in &new_texts {
            counts.entry(text).or_default().1 += 1;
        }
        let (old, new) = self.open(None);
        for at in old {
            let text = &old_texts[at];
            let is_unique = counts.get(text.as_str()) == Some(&(1, 1));
            let partner = new.iter().find(|partner| new_texts[**partner] == *text);
            let Some(&partner) = partner.filter(|_| is_unique && text.chars().count() >= LONG)
            else {
                continue;
            };
            let links = [&self.old.items[at], &self.new.items[partner]].map(first_link);
            match links {
                // Another edition at another address may be a different text.
                [Some(before), Some(after)] if before != after => self.doubt(at, vec![partner]),
                _ => self.same(at, partner),
            }
        }
    }

    /// The third rule.
    fn pair_by_link(&mut self) {
        for (old, new) in self.groups(|item| first_link(item).unwrap_or_default()).into_values() {
            let (first_old, first_new) = (&self.old.items[old[0]], &self.new.items[new[0]]);
            let are_copies = old.len() == new.len()
                && old.iter().all(|at| self.old.items[*at].raw == first_old.raw)
                && new.iter().all(|at| self.new.items[*at].raw == first_new.raw);
            if !are_copies {
                continue;
            }
            let likeness = Profile::of(first_old).likeness(&Profile::of(first_new));
            let is_plain = first_old.name.is_some() && first_new.name.is_some()
                || matches!(likeness, Likeness::Alike(degree) if degree >= LIKELY);
            for (&old, &new) in old.iter().zip(&new) {
                if is_plain {
                    self.same(old, new);
                } else {
                    self.doubt(old, vec![new]);
                }
            }
        }
    }

    /// The end of the third rule: a link that several begin with, if no other rule decided.
    fn doubt_links(&mut self) {
        for (old, new) in self.groups(|item| first_link(item).unwrap_or_default()).into_values() {
            for at in old {
                self.doubt(at, new.clone());
            }
        }
    }

    /// The fifth rule.
    fn pair_within(&mut self, lines: &Hunk) {
        let (old, new) = self.open(Some(lines));
        if old.is_empty() || new.is_empty() || old.len() * new.len() > MOST_CANDIDATES {
            return;
        }
        let table = hunk::Table::of(&profiles(self.old, &old), &profiles(self.new, &new));
        for (row, verdict) in table.verdicts() {
            match verdict {
                hunk::Pair::Plain(column) => self.same(old[row], new[column]),
                hunk::Pair::Doubtful(columns) => {
                    let candidates = columns.into_iter().map(|column| new[column]).collect();
                    self.doubt(old[row], candidates);
                }
            }
        }
    }

    /// The fourth rule, and the sixth: pairs with at least this likeness.
    fn pair_moved(&mut self, least: f64) {
        let (old, new) = self.open(None);
        if old.is_empty() || new.is_empty() || old.len() * new.len() > MOST_CANDIDATES {
            return;
        }
        let table = hunk::Table::of(&profiles(self.old, &old), &profiles(self.new, &new));
        for (row, at) in old.into_iter().enumerate() {
            let Some((column, likeness)) = table.mutual_best(row) else { continue };
            let partner = new[column];
            match likeness {
                Likeness::Alike(degree) if degree >= MOVED => self.same(at, partner),
                _ if likeness.degree() >= least => self.doubt(at, vec![partner]),
                _ => {}
            }
        }
    }
}

fn profiles<'p>(page: &'p Page, items: &[usize]) -> Vec<Profile<'p>> {
    items.iter().map(|at| Profile::of(&page.items[*at])).collect()
}

/// Runs of lines that are adjacent in both texts.
fn runs(pairs: &[(usize, usize)]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, &(old, new)) in pairs.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if pairs[at - 1] == (old.wrapping_sub(1), new.wrapping_sub(1)) => {
                run.end = at + 1;
            }
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// Whether an item is distinctive in any place.
pub fn is_known(item: &Item) -> bool {
    is_telling(&item.visible) || first_link(item).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of the block that opens with this fence.
    fn block<'c>(case: &'c str, fence: &str) -> &'c str {
        let (_, rest) = case.split_once(fence).expect("each case has the three blocks");
        rest.split_once("\n```").map_or("", |(text, _)| text)
    }

    fn page(text: &str) -> Page {
        let is_item = |line: &str| line.trim_start().starts_with("- ");
        let lines = text.lines().enumerate().filter(|(_, line)| is_item(line));
        Page::new(text, &lines.map(|(line, _)| line).collect::<Vec<_>>())
    }

    /// The verdicts in the words of a case; unchanged items are left out.
    fn told(old: &Page, new: &Page) -> String {
        let mut lines = Vec::new();
        for (item, verdict) in old.items.iter().zip(step(old, new)) {
            let text = |at: &usize| new.items[*at].raw.as_str();
            match verdict {
                Verdict::Same(at) if text(&at) == item.raw => {}
                Verdict::Same(at) => lines.push(format!("{} = {}", item.raw, text(&at))),
                Verdict::Gone => lines.push(format!("{} is gone", item.raw)),
                Verdict::Doubtful(candidates) => {
                    let candidates: Vec<&str> = candidates.iter().map(text).collect();
                    lines.push(format!("{} ~ {}", item.raw, candidates.join(" ~ ")));
                }
            }
        }
        lines.join("\n")
    }

    #[test]
    fn each_case_has_the_verdicts_that_it_expects() {
        let cases = include_str!("../cases.md").split("\n## ").skip(1);
        let mut count = 0;
        for case in cases {
            let title = case.lines().next().unwrap_or_default();
            let (old, new) =
                (page(block(case, "```md before\n")), page(block(case, "```md after\n")));
            let expected = block(case, "```text");
            assert_eq!(told(&old, &new), expected.trim(), "{title}");
            count += 1;
        }
        assert!(count > 8, "the cases have moved");
    }
}
