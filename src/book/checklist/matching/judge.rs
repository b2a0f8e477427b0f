//! Rates a pair of reworded items by the likeness of their texts and by their surroundings. Looks at one pair at a time
//! and never makes it.

use super::context::Context;
use super::fuzzy::Scale;
use super::slots::is_fuller;
use super::{Certainty, Pairs, Rows, Standing};
use crate::book::checklist::change::{Change, change, left_over};
use crate::book::checklist::language::Language;
use crate::book::checklist::words::Word;

/// What full support from the surroundings adds to the likeness of the texts.
const SUPPORT: f32 = 0.35;
/// What it adds to the support if no other item is between the same neighbours.
const ALONE: f32 = 0.1;
/// The sums of likeness and support from which a pair is sure, and plausible.
const SURE: f32 = 0.84;
const PLAUSIBLE: f32 = 0.74;
/// The likeness that a sure pair, and a plausible pair, needs whatever its support.
const LEAST_FOR_SURE: f32 = 0.50;
const LEAST: f32 = 0.46;
/// The likeness from which two texts count as the same: a removed item can return with such a text, and its numbers and
/// leading link can differ.
const NEARLY_SAME: f32 = 0.85;
/// The number of words from which a text with another number is not just the next in a series.
const SAYING: usize = 3;
/// The same if a number differs.
const OTHER_NUMBER: f32 = 0.75;
/// What different leading links take off.
const OTHER_LINK: f32 = 0.2;

/// The relation of two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The same item.
    Pair(Certainty),
    /// Two items that resemble each other but have different meanings.
    Near,
}

/// Rates a pair; `None` if it is none.
pub(super) fn judge<'a>(
    rows: &Rows<'a>,
    scale: &Scale,
    context: &Context<'_, 'a>,
    pairs: &Pairs,
    (old, new): (usize, usize),
    alone: bool,
) -> Option<(f32, Verdict)> {
    let (before, after) = (scale.old.get(&old)?, scale.new.get(&new)?);
    let likeness = before.likeness(after);
    // Below this likeness there is no verdict; most candidates are below.
    if likeness < LEAST {
        return None;
    }
    let (item, now) = (&rows.old[old], &rows.new[new]);
    let around = Around::of(rows, context, pairs, (old, new));
    let support = around.support() + if alone { ALONE } else { 0.0 };
    let (link, link_now) = (&item.wording.link, &now.wording.link);
    let other_link = !link.is_empty() && !link_now.is_empty() && link != link_now;
    let against = if other_link && likeness < NEARLY_SAME { OTHER_LINK } else { 0.0 };
    let score = likeness + SUPPORT * support - against;
    // Below these scores there is no verdict, whatever the meaning, which takes longer to find.
    if score < PLAUSIBLE && likeness < OTHER_NUMBER {
        return None;
    }
    let change = meaning(rows, scale, (old, new))?;
    let number_changed = change == Change::Number || before.numbers_differ(after);
    let is_long = before.is_long() && after.is_long();
    if number_changed && !is_long && before.words.len().min(after.words.len()) < SAYING {
        return None;
    }
    let is_other = change == Change::Other || (number_changed && !is_long);
    if item.standing == Standing::Retired {
        let returns = likeness >= NEARLY_SAME && !before.is_brief() && item.page == now.page;
        let is_same = returns && change <= Change::Detail && !is_other;
        return is_same.then_some((likeness, Verdict::Pair(Certainty::Sure)));
    }
    let is_equal = rows.old_gist[old] == rows.new_gist[new];
    if !context.places.lets_pass(item, now, before.tells() && after.tells() && !is_equal) {
        let is_refilled = is_equal && item.page == now.page && !context.places.is_next(item, now);
        return is_refilled.then_some((likeness, Verdict::Near));
    }
    if (before.is_brief() || after.is_brief()) && !(around.same_parent && around.same_section) {
        return None;
    }
    let is_below_another = !around.same_parent && rows.is_below_another(old, new);
    if is_below_another && !(before.tells() && after.tells()) {
        return None;
    }
    let is_clear = change <= Change::Detail && change != Change::Letter;
    let is_alike = score >= PLAUSIBLE && likeness >= LEAST;
    let verdict = match () {
        () if is_other => is_alike.then_some(Verdict::Near),
        () if number_changed => {
            (likeness >= OTHER_NUMBER).then_some(Verdict::Pair(Certainty::Plausible))
        }
        () if score >= SURE && likeness >= LEAST_FOR_SURE && is_clear => {
            Some(Verdict::Pair(Certainty::Sure))
        }
        () => is_alike.then_some(Verdict::Pair(Certainty::Plausible)),
    };
    verdict.map(|verdict| (score, verdict))
}

/// The edit from one text to the other; `None` if it makes another one of a series.
fn meaning(rows: &Rows, scale: &Scale, (old, new): (usize, usize)) -> Option<Change> {
    let (before, after) = (scale.words[0].get(&old)?, scale.words[1].get(&new)?);
    if !rows.may_be(old, new) {
        return Some(Change::Other);
    }
    let known = scale.changes.borrow().get(&(old, new)).copied();
    let change = known.unwrap_or_else(|| change(before, after, scale.language));
    scale.changes.borrow_mut().insert((old, new), change);
    match change {
        Change::Form => Some(Change::Form),
        // The description of an icon changes with the icon.
        Change::Other
            if rows.other_mark(old, new) && is_one_word(before, after, scale.language) =>
        {
            Some(Change::Rewritten)
        }
        change if !scale.slots.is_slot(before, after) => Some(change),
        change => is_fuller(before, after).then_some(change.max(Change::Rewritten)),
    }
}

/// Whether the only change is that one word replaced another.
fn is_one_word(before: &[Word], after: &[Word], language: &Language) -> bool {
    let (gone, come) = left_over(before, after, language);
    gone.len() == 1 && come.len() == 1
}

/// What two items share besides their texts.
struct Around {
    same_page: bool,
    same_section: bool,
    same_parent: bool,
    /// Whether the nearest paired items above and below are the same.
    same_neighbours: [bool; 2],
}

impl Around {
    fn of<'a>(
        rows: &Rows<'a>,
        context: &Context<'_, 'a>,
        pairs: &Pairs,
        (old, new): (usize, usize),
    ) -> Self {
        let (item, now) = (&rows.old[old], &rows.new[new]);
        let same_page = context.page_now(item) == Some(now.page);
        let goes_along = goes_along(rows, context, pairs, (old, new));
        let same_neighbour =
            |side: usize| same_page && context.old_gaps[old][side] == context.new_gaps[new][side];
        Around {
            same_page,
            same_section: goes_along || context.same_section(item, now),
            same_parent: goes_along || context.same_parent(item, now),
            same_neighbours: [same_neighbour(0), same_neighbour(1)],
        }
    }

    /// A number from 0 to 1 less [`ALONE`].
    fn support(&self) -> f32 {
        let [above, below] = self.same_neighbours;
        let points = [
            (self.same_page, 0.2),
            (self.same_section, 0.25),
            (self.same_parent, 0.1),
            (above, 0.175),
            (below, 0.175),
        ];
        points.iter().filter(|(speaks, _)| *speaks).map(|(_, weight)| weight).sum()
    }
}

/// Whether a neighbour on the same path as one item is on the same path as the other, as when a list is put under a new
/// heading or item.
fn goes_along(rows: &Rows, context: &Context, pairs: &Pairs, (old, new): (usize, usize)) -> bool {
    [0, 1].into_iter().any(|side| {
        let Some(neighbour) = context.new_gaps[new][side] else { return false };
        let Some((before, _)) = pairs.of_new[neighbour] else { return false };
        context.old_gaps[old][side] == Some(neighbour)
            && rows.old_path[before] == rows.old_path[old]
            && rows.new_path[neighbour] == rows.new_path[new]
    })
}
