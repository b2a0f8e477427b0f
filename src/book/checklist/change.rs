//! Classifies the edit of a text: a rewording, more or less detail, or a different task.
//!
//! Compares two texts word by word; never looks at places or other items.

use super::language::Language;
use super::negation::{negations, reverses_negation};
use super::words::Word;

/// Texts with more words are compared by letters only.
const MOST: usize = 48;

/// The most words on each side of a replacement that replaces one thing by another.
const ONE_THING: usize = 2;

/// The number of words from which one replaced word does not change the meaning, unless it is a name, sign or opposite.
const LONG: usize = 18;

/// The number of words from which two nearly equal words count as the same.
const MIDDLING: usize = 9;

/// The effect of an edit on a text, the smallest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    /// The same words: at most the order, form, spelling or an article differs.
    Form,
    /// One letter of a word differs, which may be a typing error or another word; or one preposition differs.
    Letter,
    /// Words were added or removed.
    Detail,
    /// A number differs.
    Number,
    /// Several words differ.
    Rewritten,
    /// One thing was replaced by another, or a negation was added or removed.
    Other,
}

impl Change {
    /// Combines two changes of one text. With added detail, a different letter no longer counts as a typing error.
    fn and(self, other: Change) -> Change {
        match (self.min(other), self.max(other)) {
            (Change::Letter, Change::Detail) => Change::Rewritten,
            (_, more) => more,
        }
    }
}

/// Classifies the edit from `old` to `new`.
pub(super) fn change(old: &[Word], new: &[Word], language: &Language) -> Change {
    if old.len() > MOST || new.len() > MOST {
        let is_same = old.iter().map(|word| &word.text).eq(new.iter().map(|word| &word.text));
        return if is_same { Change::Form } else { Change::Rewritten };
    }
    if reverses_negation(old, new, language) || is_exchanged(old, new, language) {
        return Change::Other;
    }
    let mut compared = Compared::of(old, new, language);
    let moved = compared.take_moved(old, new, language);
    let mut change = match negations(old, language) == negations(new, language) {
        true => compared.form,
        // An aside that only one text has may reverse the meaning of the rest.
        false => compared.form.and(Change::Letter),
    };
    let mut swaps = Vec::new();
    let mut details = 0;
    let shorter = old.len().min(new.len());
    let is_long = shorter >= LONG;
    for (place, (before, after)) in compared.gaps(old, new).into_iter().enumerate() {
        if let ([one], [other]) = (before.as_slice(), after.as_slice())
            && one.is_letter()
            && other.is_letter()
        {
            swaps.push(1);
            continue;
        }
        let (before, after) = (content(before, old, language), content(after, new, language));
        change = change.and(match (before.as_slice(), after.as_slice()) {
            ([], []) => Change::Form,
            ([], option) | (option, []) if option.iter().any(Word::is_option) => {
                swaps.push(1);
                Change::Rewritten
            }
            // A word at the beginning may reverse the meaning of the rest: "avoid", "stop".
            ([], _) | (_, []) if place == 0 => Change::Rewritten,
            ([], _) | (_, []) => Change::Detail,
            (one, other) if joined(one) == joined(other) => Change::Form,
            ([one], [other]) if one.is_other_number(other, language) => Change::Number,
            ([one], [other]) if shorter >= MIDDLING && one.is_near(other) => Change::Letter,
            (one, other) => {
                let is_detail = place > 0 && is_long && is_small(one, other, language);
                swaps.push(one.len().max(other.len()));
                details += usize::from(is_detail);
                Change::Rewritten
            }
        });
    }
    let one_detail = details == 1 && swaps.len() == 1;
    match !moved && !one_detail && swaps.iter().any(|words| *words <= ONE_THING) {
        true => Change::Other,
        false => change,
    }
}

/// Whether replacing a word is a minor change in a long text: not an opposite, sign, name or one of a series.
fn is_small(old: &[Word], new: &[Word], language: &Language) -> bool {
    let counts = |word: &str| {
        language.is_calendar(word) || language.is_ordinal(word) || language.number(word).is_some()
    };
    let is_plain = |word: &Word| {
        let is_counter = word.has_digits() || word.is_letter() || counts(&word.text);
        !is_counter && !word.is_sign() && !word.is_name
    };
    let has_opposite =
        |one: &Word| new.iter().any(|other| language.are_opposites(&one.text, &other.text));
    old.iter().chain(new).all(is_plain) && !old.iter().any(has_opposite)
}

/// The words that two texts do not share, on both sides.
pub(super) fn left_over<'a>(
    old: &'a [Word],
    new: &'a [Word],
    language: &Language,
) -> (Vec<&'a Word>, Vec<&'a Word>) {
    if old.len() > MOST || new.len() > MOST {
        return (old.iter().collect(), new.iter().collect());
    }
    let mut compared = Compared::of(old, new, language);
    compared.take_moved(old, new, language);
    let gaps = compared.gaps(old, new);
    let (before, after): (Vec<_>, Vec<_>) = gaps.into_iter().unzip();
    (before.concat(), after.concat())
}

/// The words that are not articles. A word at the end of its text is no article, because nothing follows it.
fn content(words: Vec<&Word>, text: &[Word], language: &Language) -> Vec<Word> {
    let is_last = |word: &Word| text.last().is_some_and(|last| std::ptr::eq(last, word));
    let says = |word: &&Word| is_last(word) || !language.is_article(&word.text);
    words.into_iter().filter(says).cloned().collect()
}

fn joined(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect()
}

/// Whether two words that are not adjacent were exchanged, and nothing else changed: from `a` to `b`, from `b` to `a`.
fn is_exchanged(old: &[Word], new: &[Word], language: &Language) -> bool {
    if old.len() != new.len() {
        return false;
    }
    let differ: Vec<usize> =
        (0..old.len()).filter(|at| !old[*at].is_same(&new[*at], language)).collect();
    let &[one, other] = differ.as_slice() else {
        return is_rotated(old, new, &differ, language);
    };
    let joined = other == one + 2 && language.is_conjunction(&old[one + 1].text);
    other > one + 1
        && !joined
        && old[one].is_same(&new[other], language)
        && old[other].is_same(&new[one], language)
}

/// Whether three or more words, none adjacent to another, were rotated: from `a`, `b` to `c`, from `c`, `a` to `b`.
fn is_rotated(old: &[Word], new: &[Word], places: &[usize], language: &Language) -> bool {
    let apart = places.windows(2).all(|two| matches!(two, [one, other] if other - one > 1));
    let texts = |words: &[Word]| -> Vec<String> {
        let mut texts: Vec<String> = places.iter().map(|at| words[*at].text.clone()).collect();
        texts.sort();
        texts
    };
    let joined = places.windows(2).all(|two| {
        matches!(two, [one, other] if *other == one + 2 && language.is_conjunction(&old[one + 1].text))
    });
    places.len() > 2 && apart && !joined && texts(old) == texts(new)
}

/// The alignment of two texts: a longest common subsequence of their words, by the usual table.
struct Compared {
    /// The pairs of equal words, by their places, ascending.
    pairs: Vec<(usize, usize)>,
    old_left: Vec<bool>,
    new_left: Vec<bool>,
    form: Change,
}

impl Compared {
    fn of(old: &[Word], new: &[Word], language: &Language) -> Self {
        let width = new.len() + 1;
        let mut lengths = vec![0u16; (old.len() + 1) * width];
        let same: Vec<bool> = old
            .iter()
            .flat_map(|one| new.iter().map(move |other| one.is_same(other, language)))
            .collect();
        for (i, _) in old.iter().enumerate().rev() {
            for (j, _) in new.iter().enumerate().rev() {
                lengths[i * width + j] = match same[i * new.len() + j] {
                    true => lengths[(i + 1) * width + j + 1] + 1,
                    false => lengths[(i + 1) * width + j].max(lengths[i * width + j + 1]),
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        let mut pairs = Vec::new();
        while i < old.len() && j < new.len() {
            if same[i * new.len() + j] {
                pairs.push((i, j));
                (i, j) = (i + 1, j + 1);
            } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
                i += 1;
            } else {
                j += 1;
            }
        }
        let mut compared = Compared {
            old_left: vec![true; old.len()],
            new_left: vec![true; new.len()],
            form: Change::Form,
            pairs,
        };
        for (i, j) in &compared.pairs {
            (compared.old_left[*i], compared.new_left[*j]) = (false, false);
            let form = old[*i].likeness(&new[*j], language).unwrap_or(Change::Form);
            compared.form = compared.form.and(form);
        }
        compared
    }

    /// Removes the words that were moved. Returns whether there were any.
    fn take_moved(&mut self, old: &[Word], new: &[Word], language: &Language) -> bool {
        let mut moved = false;
        for (i, word) in
            old.iter().enumerate().filter(|(i, _)| self.old_left[*i]).collect::<Vec<_>>()
        {
            let there = (0..new.len()).find(|j| self.new_left[*j] && word.text == new[*j].text);
            let there = there.filter(|_| !language.is_article(&word.text));
            if let Some(j) = there {
                (self.old_left[i], self.new_left[j]) = (false, false);
                moved = true;
            }
        }
        moved
    }

    /// The words between the pairs, on both sides.
    fn gaps<'a>(&self, old: &'a [Word], new: &'a [Word]) -> Vec<(Vec<&'a Word>, Vec<&'a Word>)> {
        let end = (old.len(), new.len());
        let mut from = (0, 0);
        let mut gaps = Vec::new();
        for (i, j) in self.pairs.iter().copied().chain([end]) {
            let before = (from.0..i).filter(|at| self.old_left[*at]).map(|at| &old[at]).collect();
            let after = (from.1..j).filter(|at| self.new_left[*at]).map(|at| &new[at]).collect();
            gaps.push((before, after));
            from = (i + 1, j + 1);
        }
        gaps
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::checklist::remarks::mark_asides;
    use crate::book::checklist::words::words;

    fn between(old: &str, new: &str) -> Change {
        let language = Language::of("en");
        let words = |text: &str| {
            let text = super::super::normalised(text);
            let mut words = words(&text, &language);
            mark_asides(&mut words, &text, &language);
            words
        };
        change(&words(old), &words(new), &language)
    }

    #[test]
    fn other_forms_are_the_same() {
        for (old, new) in [
            ("Set-up monitoring", "Set up monitoring"),
            ("Set up monitoring", "Setup monitoring"),
            ("Organize the review", "Organise a review"),
            ("Write tests first", "First write tests"),
            ("Ask your manager", "Ask the managers"),
            ("There is no broken link", "There are no broken links"),
            ("Do not share the key", "Don't share your key"),
            ("Mark the colour of travelling", "Mark the color of traveling"),
        ] {
            assert_eq!(between(old, new), Change::Form, "{old} / {new}");
        }
    }

    #[test]
    fn letters_that_may_be_a_slip_may_be_another_word() {
        for (old, new) in [
            ("Recieve the guests", "Receive the guests"),
            ("Watch the dessert", "Watch the desert"),
            ("Use the lastest version", "Use the latest version"),
            ("Link to it in the footer", "Link to it at the footer"),
            ("Read the trail report", "Read the trial report"),
        ] {
            assert_eq!(between(old, new), Change::Letter, "{old} / {new}");
        }
    }

    #[test]
    fn one_thing_for_another_makes_another() {
        for (old, new) in [
            ("Enable root login on the server", "Disable root login on the server"),
            ("Enable root login on the server", "Disable root login on the production server"),
            ("Call before the deployment", "Call after the deployment"),
            ("Run `chmod +x` on it", "Run `chmod -x` on it"),
            ("Learn C++", "Learn C"),
            ("Play C♯ first", "Play C first"),
            ("Learn A*", "Learn A"),
            ("Hire an employee", "Hire an employer"),
            ("Have lunch with Marie", "Have lunch with Maria"),
            ("Store the keys here", "Do not store the keys here"),
            ("Store the keys here", "Don't store the keys here"),
            ("Close the books of June", "Close the books of July"),
            (
                "Move the files from a.example to b.example",
                "Move the files from b.example to a.example",
            ),
            ("Vote 👍", "Vote 👎"),
            ("Publish the safe version", "Publish the unsafe version"),
            ("Practise with slides", "Practise without slides"),
            ("Meet Alice and then Bob", "Meet Bob and then Alice"),
            ("Copy alice and carol to bob", "Copy bob and alice to carol"),
            ("Lock the door. Never leave it open.", "Lock the door. Leave it open."),
            ("Lock the door (not at noon)", "Lock the door (at noon)"),
            ("Do not open the gate. Lock the door.", "Open the gate. Do not lock the door."),
            ("Lock the door at night (not at noon)", "Lock the door, not at night (at noon)"),
            ("Do not share the key (or lend it)", "Share the key (do not lend it)"),
            ("Push. Never force it. Tell the team.", "Push. Force it. Never tell the team."),
        ] {
            assert_eq!(between(old, new), Change::Other, "{old} / {new}");
        }
    }

    #[test]
    fn another_word_is_a_small_matter_in_a_long_text_unless_it_turns_it_round() {
        let text = |word: &str| {
            format!(
                "Check that every picture on each page has the {word} that tells readers who cannot see it what it shows"
            )
        };
        assert_eq!(between(&text("tag"), &text("attribute")), Change::Rewritten);
        for (old, new) in
            [("new text", "old text"), ("form A", "form B"), ("first line", "third line")]
        {
            assert_eq!(between(&text(old), &text(new)), Change::Other, "{old} / {new}");
        }
    }

    #[test]
    fn more_detail_is_more_detail() {
        for (old, new) in [
            ("Write down your goals", "Write down your three goals for the year"),
            ("Talk to a customer", "Talk to one customer this month"),
        ] {
            assert_eq!(between(old, new), Change::Detail, "{old} / {new}");
        }
        for (old, new) in [
            ("Merge into the main branch", "Merge into the main branch. Do not squash."),
            ("Hand out the keys (not to guests)", "Hand out the keys"),
        ] {
            assert_eq!(between(old, new), Change::Rewritten, "{old} / {new}");
        }
        assert_eq!(between("At least 8 letters", "At least 12 letters"), Change::Number);
    }
}
