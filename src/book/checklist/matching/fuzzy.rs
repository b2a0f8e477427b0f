//! Pairs reworded items: the likeliest first, over the whole book.
//!
//! Candidates come from an index of words and from the gap between paired neighbours, so their number grows with the
//! number of edits and not with its square. If another pair is about as good, neither is taken. `judge` rates pairs.

use super::context::{Context, Gap};
use super::judge::{Verdict, judge};
use super::places::Places;
use super::similarity::{Text, Vocabulary};
use super::slots::{Hashed, Slots, hashed};
use super::{Certainty, Item, Pairs, Rows, Standing};
use crate::book::checklist::change::Change;
use crate::book::checklist::language::Language;
use crate::book::checklist::remarks::{mark_asides, mark_names};
use crate::book::checklist::words::{Word, texts, words};
use crate::text::wording::compared;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// A word that more items have does not help to identify an item.
const COMMON: usize = 60;
/// How many candidates an item gets from the index of words, and how many from its gap.
const MOST_ALIKE: usize = 10;
const MOST_IN_GAP: usize = 12;
/// How much better than its rivals a pair must be to be sure, and to be plausible.
const CLEAR: f32 = 0.04;
const BARELY: f32 = 0.015;
/// How much of a text must be in another to be merged into it, and how little two such texts may share.
const MERGED: f32 = 0.7;
const APART: f32 = 0.5;
/// The same for a text with few words.
const WHOLE: f32 = 0.99;

/// The fewest words of a series outside its variable place.
const FRAME: usize = 2;

/// The free items, ready to be compared.
pub(super) struct Scale<'l> {
    pub(super) language: &'l Language,
    pub(super) old: HashMap<usize, Text>,
    pub(super) new: HashMap<usize, Text>,
    /// The words of the items of the lock and of those of the book.
    pub(super) words: [HashMap<usize, Vec<Word>>; 2],
    /// The series on the pages of these items.
    pub(super) slots: Slots,
    /// A cache of the edits that would turn one text into another.
    pub(super) changes: RefCell<HashMap<(usize, usize), Change>>,
    by_word: HashMap<u32, Vec<usize>>,
}

struct Candidate {
    old: usize,
    new: usize,
    score: f32,
    verdict: Verdict,
}

impl<'l> Scale<'l> {
    pub(super) fn of(rows: &Rows, pairs: &Pairs, language: &'l Language) -> Self {
        let free_old: Vec<usize> =
            (0..rows.old.len()).filter(|at| pairs.old_is_free(rows, *at)).collect();
        let gone = free_old.iter().map(|at| &rows.old_gist[*at]);
        let texts = rows.new_gist.iter().chain(gone).map(String::as_str);
        let vocabulary = Vocabulary::of(texts, language);
        let text = |letters: &[String], at: usize| (at, vocabulary.text(&letters[at]));
        let free_new = (0..rows.new.len()).filter(|at| pairs.new_is_free(rows, *at));
        let new: HashMap<usize, Text> = free_new.map(|at| text(&rows.new_gist, at)).collect();
        let mut by_word: HashMap<u32, Vec<usize>> = HashMap::new();
        let old: HashMap<usize, Text> =
            free_old.iter().map(|at| text(&rows.old_gist, *at)).collect();
        for at in &free_old {
            let mut before = None;
            for (word, _) in &old[at].words {
                if before != Some(word) {
                    by_word.entry(*word).or_default().push(*at);
                }
                before = Some(word);
            }
        }
        let words = [
            words_of(rows.old, &rows.old_gist, &old, language),
            words_of(rows.new, &rows.new_gist, &new, language),
        ];
        let mut present = beside(rows.old, &rows.old_gist, &old, language);
        let mut after = beside(rows.new, &rows.new_gist, &new, language);
        let asked = words[0].values().map(|words| hashed(words));
        let asked: HashSet<u64> = asked.flat_map(|text| frames(&text)).collect();
        let slots = Slots::of([&mut present, &mut after], FRAME, &|frame| asked.contains(&frame));
        Scale { language, old, new, words, slots, by_word, changes: RefCell::default() }
    }

    /// The likeness of two free items; 0 for all others.
    pub(super) fn likeness(&self, old: usize, new: usize) -> f32 {
        let both = self.old.get(&old).zip(self.new.get(&new));
        both.map_or(0.0, |(old, new)| old.likeness(new))
    }
}

fn frames(text: &Hashed) -> Vec<u64> {
    text.filled(FRAME).map(|(frame, _)| frame).collect()
}

/// The words of the items on the pages of these items. Removed items form no series with those in the book.
fn beside<'a>(
    items: &'a [Item],
    gists: &'a [String],
    free: &HashMap<usize, Text>,
    language: &'a Language,
) -> impl Iterator<Item = Hashed> + 'a {
    let pages: HashSet<&str> = free.keys().map(|at| items[*at].page).collect();
    let near = items
        .iter()
        .zip(gists)
        .filter(move |(item, _)| item.standing != Standing::Retired && pages.contains(item.page));
    near.map(|(_, gist)| Hashed::of(texts(gist, language).iter().map(String::as_str)))
}

/// The words of these items.
fn words_of(
    items: &[Item],
    gists: &[String],
    free: &HashMap<usize, Text>,
    language: &Language,
) -> HashMap<usize, Vec<Word>> {
    free.keys()
        .map(|at| {
            let (at, item) = (*at, &items[*at]);
            let mut words = words(&gists[at], language);
            mark_names(&mut words, item.written, language);
            mark_asides(&mut words, &compared(&item.wording.text), language);
            (at, words)
        })
        .collect()
}

/// Makes the pairs that are at least as certain as `wanted`. Returns how many.
pub(super) fn likeliest<'a>(
    rows: &Rows<'a>,
    scale: &Scale,
    places: &Places<'a>,
    wanted: Certainty,
    pairs: &mut Pairs,
) -> usize {
    let context = Context::of(rows, places, pairs);
    let field = Field::of(candidates(rows, scale, &context, pairs));
    let mut found = 0;
    for (number, candidate) in field.candidates.iter().enumerate() {
        let Candidate { old, new, verdict, .. } = *candidate;
        if pairs.of_old[old].is_some() || pairs.of_new[new].is_some() {
            continue;
        }
        let lead = field.lead(number, pairs);
        let verdict = match verdict {
            Verdict::Pair(Certainty::Sure) if lead >= CLEAR => Certainty::Sure,
            Verdict::Pair(Certainty::Sure) if lead >= BARELY => Certainty::Plausible,
            Verdict::Pair(Certainty::Plausible) if lead >= CLEAR => Certainty::Plausible,
            _ => continue,
        };
        if verdict == Certainty::Sure || wanted == Certainty::Plausible {
            pairs.join(old, new, verdict);
            found += 1;
        }
    }
    found
}

/// For each item left, notes the removed item that it resembles but for its meaning, each at most once.
pub(super) fn nearest<'a>(rows: &Rows<'a>, scale: &Scale, places: &Places<'a>, pairs: &mut Pairs) {
    let context = Context::of(rows, places, pairs);
    let mut candidates = candidates(rows, scale, &context, pairs);
    candidates.retain(|candidate| candidate.verdict == Verdict::Near);
    let mut asked: HashSet<usize> = HashSet::new();
    for Candidate { old, new, .. } in Field::of(candidates).candidates {
        if pairs.near[new].is_none() && asked.insert(old) {
            pairs.near[new] = Some(old);
        }
    }
}

/// All candidates, the best first.
struct Field {
    candidates: Vec<Candidate>,
    /// The candidates of each item of the lock, and of each of the book.
    of_old: HashMap<usize, Vec<usize>>,
    of_new: HashMap<usize, Vec<usize>>,
}

impl Field {
    fn of(mut candidates: Vec<Candidate>) -> Self {
        candidates.sort_by(|a, b| {
            b.score.total_cmp(&a.score).then(a.old.cmp(&b.old)).then(a.new.cmp(&b.new))
        });
        let (mut of_old, mut of_new) = (HashMap::new(), HashMap::new());
        for (number, candidate) in candidates.iter().enumerate() {
            of_old.entry(candidate.old).or_insert_with(Vec::new).push(number);
            of_new.entry(candidate.new).or_insert_with(Vec::new).push(number);
        }
        Field { candidates, of_old, of_new }
    }

    /// How much better a candidate is than the best other candidate of its two items that can still be paired. A
    /// plausible pair also yields if one of its items is nearer to an item with a different meaning.
    fn lead(&self, number: usize, pairs: &Pairs) -> f32 {
        let own = &self.candidates[number];
        let rivals = [self.of_old.get(&own.old), self.of_new.get(&own.new)];
        let free = |other: &&Candidate| {
            pairs.of_old[other.old].is_none() && pairs.of_new[other.new].is_none()
        };
        let others = rivals.into_iter().flatten().flatten().filter(|other| **other != number);
        let others = others.map(|other| &self.candidates[*other]).filter(free);
        let is_likely = own.verdict == Verdict::Pair(Certainty::Plausible);
        let scores = others.filter_map(|one| match one.verdict {
            Verdict::Pair(_) => Some(one.score),
            Verdict::Near => is_likely.then_some(one.score - CLEAR),
        });
        own.score - scores.fold(0.0, f32::max)
    }
}

fn candidates<'a>(
    rows: &Rows<'a>,
    scale: &Scale,
    context: &Context<'_, 'a>,
    pairs: &Pairs,
) -> Vec<Candidate> {
    let mut in_gaps: HashMap<(&str, Gap), Vec<usize>> = HashMap::new();
    for (at, item) in rows.old.iter().enumerate() {
        if item.standing == Standing::Present
            && pairs.old_is_free(rows, at)
            && let Some(page) = context.page_now(item)
        {
            in_gaps.entry((page, context.old_gaps[at])).or_default().push(at);
        }
    }
    let free_old =
        scale.old.keys().copied().filter(|old| {
            pairs.of_old[*old].is_none() && rows.old[*old].standing == Standing::Present
        });
    let gone: HashSet<&str> = free_old.map(|old| rows.old_gist[old].as_str()).collect();
    let mut candidates = Vec::new();
    // How many items of each gap came before.
    let mut ranks: HashMap<(&str, Gap), usize> = HashMap::new();
    for new in (0..rows.new.len()).filter(|at| pairs.new_is_free(rows, *at)) {
        let Some(text) = scale.new.get(&new) else { continue };
        let mut near = alike(scale, text, pairs);
        let gap = (rows.new[new].page, context.new_gaps[new]);
        let in_gap = in_gaps.get(&gap).map(Vec::as_slice).unwrap_or_default();
        let rank = ranks.entry(gap).or_default();
        let first =
            rank.saturating_sub(MOST_IN_GAP / 2).min(in_gap.len().saturating_sub(MOST_IN_GAP));
        near.extend(in_gap.iter().skip(first).take(MOST_IN_GAP));
        *rank += 1;
        near.sort_unstable();
        near.dedup();
        if merges(scale, &near, text, rows) || joins(scale, &gone, &rows.new_gist[new]) {
            continue;
        }
        for old in near {
            let alone = in_gap == [old];
            if let Some((score, verdict)) = judge(rows, scale, context, pairs, (old, new), alone) {
                candidates.push(Candidate { old, new, score, verdict });
            }
        }
    }
    candidates
}

/// The free items of the lock that share the rarest words with a text.
fn alike(scale: &Scale, text: &Text, pairs: &Pairs) -> Vec<usize> {
    let mut shared: HashMap<usize, f32> = HashMap::new();
    for (word, weight) in &text.words {
        let having = scale.by_word.get(word).filter(|having| having.len() <= COMMON);
        for old in having.into_iter().flatten().filter(|old| pairs.of_old[**old].is_none()) {
            *shared.entry(*old).or_default() += weight;
        }
    }
    let mut ranked: Vec<(usize, f32)> = shared.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.truncate(MOST_ALIKE);
    ranked.into_iter().map(|(old, _)| old).collect()
}

/// Whether a text merges two different items. A reader who ticked one of them has not done the other, so neither tick
/// is kept.
fn merges(scale: &Scale, near: &[usize], text: &Text, rows: &Rows) -> bool {
    let present = near.iter().filter(|old| rows.old[**old].standing == Standing::Present);
    let within: Vec<&Text> = present
        .filter_map(|old| scale.old.get(old))
        .filter(|old| match old.is_brief() {
            true => old.words.len() > 1 && old.share_in(text) >= WHOLE,
            false => old.share_in(text) >= MERGED,
        })
        .collect();
    within.iter().enumerate().any(|(at, one)| {
        let others = within.iter().skip(at + 1);
        others.into_iter().any(|other| one.share_in(other) < APART && other.share_in(one) < APART)
    })
}

/// Whether a text is two of the removed texts joined by a conjunction, however short and common they are.
fn joins(scale: &Scale, gone: &HashSet<&str>, gist: &str) -> bool {
    let mut end = 0;
    gist.split(' ').any(|word| {
        let start = end;
        end = start + word.len() + 1;
        scale.language.is_conjunction(word)
            && start > 0
            && gist.get(..start - 1).is_some_and(|before| gone.contains(before))
            && gist.get(end..).is_some_and(|after| gone.contains(after))
    })
}
