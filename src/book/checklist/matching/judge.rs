//! How good a pair of items in other words is: by how alike their texts are, and by what lies around
//! them. Knows one pair at a time and never joins it.

use super::context::Context;
use super::fuzzy::Scale;
use super::slots::is_fuller;
use super::{Certainty, Pairs, Rows, Standing};
use crate::book::checklist::change::{Change, change, left_over};
use crate::book::checklist::language::Language;
use crate::book::checklist::words::Word;

/// What full support from around adds to the likeness of the texts.
const SUPPORT: f32 = 0.35;
/// What it adds to the support that no other item lies between the same neighbours.
const ALONE: f32 = 0.1;
/// From which sum of likeness and support a pair is sure, and from which it is plausible.
const SURE: f32 = 0.84;
const PLAUSIBLE: f32 = 0.74;
/// Below these likenesses no support makes a pair sure, or plausible.
const LEAST_FOR_SURE: f32 = 0.50;
const LEAST: f32 = 0.46;
/// From this likeness on two texts are as good as the same: an item that left may return with one, a
/// number in it may be another, and so may the link that it begins with.
const NEARLY_SAME: f32 = 0.85;
/// From how many words on a text with another number is not just the next of a row.
const SAYING: usize = 3;
/// The same where a number is another one.
const OTHER_NUMBER: f32 = 0.75;
/// What it takes off that both begin with a link and the links differ.
const OTHER_LINK: f32 = 0.2;

/// What two texts are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The same item.
    Pair(Certainty),
    /// Two items that would be one if they did not mean two things.
    Near,
}

/// How good a pair is; `None` where it is none.
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
    // No verdict is given on less, and most candidates have less.
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
    // Whatever they mean, no verdict is given on less, and what they mean takes longer to find out.
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

/// What the edit from one text to the other would have been; `None` where it makes another one of a row.
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
        // The description of a mark changes with the mark.
        Change::Other
            if rows.other_mark(old, new) && is_one_word(before, after, scale.language) =>
        {
            Some(Change::Rewritten)
        }
        change if !scale.slots.is_slot(before, after) => Some(change),
        change => is_fuller(before, after).then_some(change.max(Change::Rewritten)),
    }
}

/// Whether one word stands in place of another, and that is all.
fn is_one_word(before: &[Word], after: &[Word], language: &Language) -> bool {
    let (gone, come) = left_over(before, after, language);
    gone.len() == 1 && come.len() == 1
}

/// What two items have in common besides their texts.
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

    /// From 0 to 1 less [`ALONE`].
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

/// Whether a neighbour that was on the same path as one item is on the same path as the other, as where
/// a list is put under a new heading or item.
fn goes_along(rows: &Rows, context: &Context, pairs: &Pairs, (old, new): (usize, usize)) -> bool {
    [0, 1].into_iter().any(|side| {
        let Some(neighbour) = context.new_gaps[new][side] else { return false };
        let Some((before, _)) = pairs.of_new[neighbour] else { return false };
        context.old_gaps[old][side] == Some(neighbour)
            && rows.old_path[before] == rows.old_path[old]
            && rows.new_path[neighbour] == rows.new_path[new]
    })
}
