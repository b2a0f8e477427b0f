//! How good a pair of items in other words is: by how alike their texts are, and by what lies around
//! them. Knows one pair at a time and never joins it.

use super::context::Context;
use super::fuzzy::{Scale, without_numbers};
use super::similarity::Text;
use super::{Certainty, Pairs, Rows, Standing};

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
/// What it takes off that both begin with a link and the links differ.
const OTHER_LINK: f32 = 0.2;

/// How good a pair is; `None` where it is none.
pub(super) fn judge(
    rows: &Rows,
    scale: &Scale,
    context: &Context,
    pairs: &Pairs,
    (old, new): (usize, usize),
    alone: bool,
) -> Option<(f32, Certainty)> {
    let (before, after) = (scale.old.get(&old)?, scale.new.get(&new)?);
    let number_changed = before.numbers_differ(after);
    if number_changed && !is_detail(rows, scale, (old, new)) {
        return None;
    }
    let likeness = before.likeness(after);
    let (item, now) = (&rows.old[old], &rows.new[new]);
    if item.standing == Standing::Retired {
        let returns = likeness >= NEARLY_SAME && !before.is_brief() && item.page == now.page;
        return returns.then_some((likeness, Certainty::Sure));
    }
    let around = Around::of(rows, context, pairs, (old, new));
    if (before.is_brief() || after.is_brief()) && !(around.same_parent && around.same_section) {
        return None;
    }
    let support = around.support() + if alone { ALONE } else { 0.0 };
    let (link, link_now) = (&item.wording.link, &now.wording.link);
    let other_link = !link.is_empty() && !link_now.is_empty() && link != link_now;
    let against = if other_link && likeness < NEARLY_SAME { OTHER_LINK } else { 0.0 };
    let score = likeness + SUPPORT * support - against;
    if number_changed {
        return (likeness >= NEARLY_SAME).then_some((score, Certainty::Plausible));
    }
    if score >= SURE && likeness >= LEAST_FOR_SURE {
        Some((score, Certainty::Sure))
    } else if score >= PLAUSIBLE && likeness >= LEAST {
        Some((score, Certainty::Plausible))
    } else {
        None
    }
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
    fn of(rows: &Rows, context: &Context, pairs: &Pairs, (old, new): (usize, usize)) -> Self {
        let (item, now) = (&rows.old[old], &rows.new[new]);
        let same_page = context.page_now(item) == now.page;
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

/// Whether the numbers of two texts may differ: both say much besides, and no other item of either side
/// says the same with another number, as those of a series do.
fn is_detail(rows: &Rows, scale: &Scale, (old, new): (usize, usize)) -> bool {
    let long = |text: Option<&Text>| text.is_some_and(Text::is_long);
    let single = |letters: &str| scale.series.get(&without_numbers(letters)) == Some(&1);
    long(scale.old.get(&old))
        && long(scale.new.get(&new))
        && single(&rows.old_gist[old])
        && single(&rows.new_gist[new])
}
