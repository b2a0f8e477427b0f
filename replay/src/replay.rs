//! Replays a history: reads each version, compares it with the one before, and names its items.

use crate::Result;
use crate::bullets;
use crate::corrections::Corrections;
use crate::entities::Entities;
use crate::history::{Texts, Version};
use crate::identity::{self, Doubt, Numbers, State};
use crate::page::Page;
use crate::report::{Case, Report};
use crate::score::{self, Moment, Slip};
use crate::truth::{self, Verdict};
use std::sync::Arc;
use tickbook::book::files::decode;
use tickbook::syntax::markdown::{self, Chapter, Options};
use tickbook::syntax::source_file::SourceFile;
use tickbook::text::diag::SourceText;

/// The results of a replay.
#[derive(Default)]
pub struct Replay {
    pub moments: Vec<Moment>,
    pub entities: Entities,
    pub report: Report,
    /// Versions that could not be read, with the reason.
    pub skipped: Vec<String>,
    /// How many verdicts say that a changed item is the same, that one is gone, that one is new.
    pub changed: usize,
    pub gone: usize,
    pub new: usize,
    numbers: [Numbers; identity::METHODS.len()],
    state: State,
    page: Page,
    /// The items of the version that was built last, as they are written.
    built: Vec<String>,
}

/// The options of a replay.
#[derive(Debug)]
pub struct Way {
    /// Whether plain lists are checklists.
    pub bullets: bool,
    /// The least number of days between two builds.
    pub gap: i64,
}

impl Replay {
    /// Replays the versions, the oldest first.
    pub fn run(
        versions: &[Version],
        texts: &mut Texts,
        corrections: &Corrections,
        way: &Way,
    ) -> Result<Replay> {
        let mut replay = Replay::default();
        for version in versions {
            let Some(bytes) = texts.read(version)? else {
                replay.skipped.push(format!("{}: not in the repository", version.commit));
                continue;
            };
            match chapter(version, bytes, way.bullets) {
                Ok(chapter) => replay.step(version, &chapter, corrections, way)?,
                Err(reason) => replay.skipped.push(format!("{}: {reason}", version.commit)),
            }
        }
        Ok(replay)
    }

    fn step(
        &mut self,
        version: &Version,
        chapter: &Chapter,
        corrections: &Corrections,
        way: &Way,
    ) -> Result<()> {
        let page = Page::new(&chapter.source.text, &item_lines(chapter));
        let mut verdicts = truth::step(&self.page, &page);
        corrections.apply(&version.commit, [&self.page, &page], &mut verdicts)?;
        let returned = self.entities.advance(&self.page, &page, &verdicts);
        self.note(version, &page, &verdicts, &returned);
        self.page = page;
        let due = self
            .moments
            .last()
            .is_none_or(|last| version.time - last.time >= way.gap * 24 * 60 * 60);
        if due && !self.page.items.is_empty() {
            self.build(version, chapter);
        }
        Ok(())
    }

    /// Records the verdicts on a commit.
    fn note(&mut self, version: &Version, page: &Page, verdicts: &[Verdict], returned: &[usize]) {
        let mut known = vec![false; page.items.len()];
        for (old, verdict) in self.page.items.iter().zip(verdicts) {
            let new = |at: &usize| page.items[*at].raw.as_str();
            match verdict {
                Verdict::Same(at) => {
                    known[*at] = true;
                    if old.raw != new(at) {
                        self.changed += 1;
                        self.report.row("same", version, &old.raw, new(at));
                    }
                }
                Verdict::Gone => {
                    self.gone += 1;
                    self.report.row("gone", version, &old.raw, "");
                }
                Verdict::Doubtful(candidates) => {
                    let news: Vec<&str> = candidates.iter().map(new).collect();
                    self.report.row("doubtful", version, &old.raw, &news.join(" | "));
                    self.report.case(Case::Doubtful, version, &old.raw, &news.join("\n"));
                }
            }
        }
        for (at, item) in page.items.iter().enumerate().filter(|(at, _)| !known[*at]) {
            let is_back = returned.contains(&at);
            if is_back {
                self.report.case(Case::Returned, version, "", &item.raw);
            } else {
                self.new += 1;
            }
            self.report.row(if is_back { "returned" } else { "new" }, version, "", &item.raw);
        }
    }

    /// Names the items as a build would, and records the ids lost since the last one.
    fn build(&mut self, version: &Version, chapter: &Chapter) {
        let (state, ids, doubts) = identity::name(chapter, &self.state);
        self.state = state;
        for Doubt { old, new } in doubts {
            self.report.case(Case::Plausible, version, &old, &new);
        }
        let items = &self.page.items;
        let by_text = identity::by_text(items.iter().map(|item| item.raw.as_str()));
        let names = [ids, by_text, identity::by_position(items.len())];
        let ids = self.numbers.iter_mut().zip(names).map(|(numbers, ids)| numbers.of(ids));
        let entities = self.entities.current.clone();
        let now = Moment { time: version.time, entities, ids: ids.collect() };
        let texts: Vec<String> = items.iter().map(|item| item.raw.clone()).collect();
        if let Some(then) = self.moments.last() {
            for slip in score::slips(then, &now, &self.entities, 0) {
                let (case, old, new) = match slip {
                    Slip::Lost(old, new) => (Case::Lost, old, new),
                    Slip::Wrong(old, new) => (Case::Wrong, old, new),
                };
                self.report.case(case, version, &self.built[old], &texts[new]);
            }
        }
        self.built = texts;
        self.moments.push(now);
    }
}

fn chapter(version: &Version, bytes: Vec<u8>, bullets: bool) -> Result<Chapter> {
    let path = version.path.clone().unwrap_or_default();
    let decoded = decode(&path, bytes).map_err(|fault| fault.message().to_string())?;
    let text = if bullets { Arc::from(bullets::boxed(&decoded)) } else { decoded };
    let text = SourceText { file: Arc::from(path.as_str()), text };
    let file = SourceFile { text, path, title: None, is_searched: true, parts: Vec::new() };
    Ok(markdown::parse(&file, &Options::default()))
}

/// The line that each item begins on. For an item indented with tabs, the parser's position is the line end before it.
fn item_lines(chapter: &Chapter) -> Vec<usize> {
    let text = &chapter.source.text;
    let (mut line, mut from) = (0, 0);
    let starts = chapter.tasks.iter().map(|task| {
        let item = text.get(task.span.start..).unwrap_or_default();
        task.span.start + (item.len() - item.trim_start().len())
    });
    starts
        .map(|start| {
            let between = text.get(from..start).unwrap_or_default();
            line += between.bytes().filter(|byte| *byte == b'\n').count();
            from = start;
            line
        })
        .collect()
}
