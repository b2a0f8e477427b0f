//! Combines several lines for one item: a merge can leave both lines if git could not merge them.

use super::{Entry, MOST_FORMER, Questions, Status, next_revision};
use crate::text::wording::reads_otherwise;

/// How many different lines an item may have. Repeated merges without a build between leave a handful.
pub(super) const MOST_SIDES: usize = 16;

/// Combines the lines of an item. Place and text come from `chosen`, the rest from all lines: it is live if any of them
/// is, its revision is above that of each wording, and no text is lost.
pub fn merged(sides: &[Entry], chosen: &Entry) -> Entry {
    let highest = sides.iter().map(|side| side.revision).max().unwrap_or(1);
    // If one line has the text of another as a former text, the other is older.
    let is_earlier = |side: &Entry| {
        side.revision < chosen.revision && chosen.former.contains(&side.wording.text)
    };
    let differ = sides
        .iter()
        .any(|side| !is_earlier(side) && reads_otherwise(&side.wording, &chosen.wording));
    // A question about this text is answered if one author has answered it.
    let alike: Vec<&Questions> = sides
        .iter()
        .filter(|side| side.status == Status::Live && side.wording.text == chosen.wording.text)
        .map(|side| &side.questions)
        .collect();
    let Questions { was, near } = chosen.questions.clone();
    let is_live = sides.iter().any(|side| side.status == Status::Live);
    let earlier = sides.iter().flat_map(|side| &side.former);
    let others = sides.iter().map(|side| &side.wording.text);
    let text = &chosen.wording.text;
    Entry {
        revision: if differ { next_revision(highest) } else { highest },
        status: if is_live { Status::Live } else { Status::Retired },
        former: latest(earlier.chain(others).filter(|said| *said != text)),
        questions: Questions {
            was: was.filter(|_| alike.iter().all(|questions| questions.was.is_some())),
            near: near.filter(|_| alike.iter().all(|questions| questions.near.is_some())),
        },
        ..chosen.clone()
    }
}

/// The line that counts if the book is not known: the last live one.
pub(super) fn usual(sides: &[Entry]) -> Option<&Entry> {
    let live = sides.iter().rev().find(|side| side.status == Status::Live);
    live.or(sides.last())
}

/// Whether two lines have the same content for an item, in any place.
pub(super) fn agree(one: &Entry, other: &Entry) -> bool {
    let Entry { page, at: _, wording, revision, status, former, questions } = other;
    one.page == *page
        && one.wording == *wording
        && one.revision == *revision
        && one.status == *status
        && one.former == *former
        && one.questions == *questions
}

/// The last few texts, each once.
pub(super) fn latest<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut kept: Vec<&String> = Vec::new();
    for text in texts {
        kept.retain(|earlier| *earlier != text);
        kept.push(text);
        if kept.len() > MOST_FORMER {
            kept.remove(0);
        }
    }
    kept.into_iter().cloned().collect()
}
