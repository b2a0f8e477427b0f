//! Texts of generated items, and an author's edits of them.

use fastrand::Rng;

const VERBS: &str = "write read review set-up measure publish test agree draft share plan compare \
    interview coach rotate archive rehearse document estimate delegate automate monitor audit sketch \
    negotiate prepare collect remove rename migrate";
const THINGS: &str = "plan budget roadmap runbook backup contract policy dashboard postmortem interview \
    checklist architecture pipeline release incident threat-model register guide strategy forecast \
    scorecard agenda handover glossary onboarding salary-band vendor-list test-suite data-model alert \
    rollback access-list licence audit-log capacity-model feature-flag deprecation survey retrospective";
const KINDS: &str = "yearly first internal public short honest detailed legal technical shared monthly \
    current complete simple security regional";
const WHOM: &str = "team board finance lead customers deputy sponsor auditors engineers founders \
    recruiters support suppliers partners newcomers";
const WHEN: &str = "before the launch|every quarter|in the first month|after each incident|with a \
    second reader|in one page|by the end of the week|with few new tools|for the whole company|and keep \
    it current";
const HEADINGS: &str = "Start|First month|People|Money|Systems|Security|Delivery|Hiring|Risk|Review|\
    Handover|Growth|Habits|Foundations|Practice|Closing";

/// Makes texts that look like a handbook's.
#[derive(Default)]
pub struct TextMaker {
    made: u32,
}

fn pick<'a>(words: &'a str, random: &mut Rng) -> &'a str {
    let all: Vec<&str> = words.split_whitespace().collect();
    all[random.usize(..all.len())]
}

fn pick_phrase(phrases: &str, random: &mut Rng) -> String {
    let all: Vec<&str> = phrases.split('|').collect();
    all[random.usize(..all.len())].split_whitespace().collect::<Vec<_>>().join(" ")
}

impl TextMaker {
    /// One in eight is brief, one in eight has a number, and many share most of their words.
    pub fn item(&mut self, random: &mut Rng) -> String {
        self.made += 1;
        let (verb, thing) = (pick(VERBS, random), pick(THINGS, random));
        match random.u32(..8) {
            0 => format!("{verb} {thing}"),
            1 => format!("{verb} chapter {} of the {thing} guide", self.made),
            2..5 => format!(
                "{verb} the {} {thing} with the {}",
                pick(KINDS, random),
                pick(WHOM, random)
            ),
            _ => {
                let when = pick_phrase(WHEN, random);
                format!("{verb} the {} {thing} {when}", pick(KINDS, random))
            }
        }
    }

    pub fn heading(&mut self, random: &mut Rng) -> String {
        // Of several words each, so that few of them make a row by accident.
        let (one, other) = (pick(THINGS, random), pick(THINGS, random));
        format!("{} {one} {other}", pick_phrase(HEADINGS, random))
    }
}

/// The same text with one word in place of another, which is another thing to do.
pub fn exchanged(text: &str, random: &mut Rng) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    let says = |word: &str| word.len() > 4 && word.chars().all(|c| c.is_alphabetic() || c == '-');
    let telling: Vec<usize> = (0..words.len()).filter(|at| says(words[*at])).collect();
    if let Some(at) = random.choice(telling) {
        words[at] = pick(THINGS, random);
    }
    words.join(" ")
}

/// The same item in other words, as authors mend their texts.
pub fn reworded(text: &str, texts: &mut TextMaker, random: &mut Rng) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_string).collect();
    let at = random.usize(..words.len());
    match random.u32(..7) {
        0 => format!("{text} {}", pick_phrase(WHEN, random)),
        1 => format!("{text}."),
        2 if words.len() > 4 => {
            words.remove(at);
            words.join(" ")
        }
        3 => {
            words.insert(at, pick(KINDS, random).to_string());
            words.join(" ")
        }
        4 => {
            // Two letters change places, as fingers do.
            let word: Vec<char> = words[at].chars().collect();
            if word.len() > 3 {
                let mut turned = word.clone();
                turned.swap(1, 2);
                words[at] = turned.into_iter().collect();
            }
            words.join(" ")
        }
        5 => {
            let mut chars = text.chars();
            chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
        }
        _ => {
            texts.made += 1;
            format!("{text}, {}", pick_phrase(WHEN, random))
        }
    }
}
