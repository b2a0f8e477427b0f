//! Definitions of a label that has one already: the parser drops them without an event.
//!
//! Looks for lines that read like definitions before the parser runs, and takes away those that turn out to be text.

use super::Lowering;
use crate::text::diag::Diagnostic;
use pulldown_cmark::{Event, RefDefs};
use std::collections::HashMap;
use std::ops::Range;

/// Lines that read like definitions of a label which has several, in order.
#[derive(Default)]
pub(super) struct Repeated(Vec<Line>);

struct Line {
    /// The label as it is written.
    label: String,
    /// The place of the line without what is before the label; it counts from the start of the text.
    span: Range<usize>,
    /// The address, as it is written.
    address: String,
    is_text: bool,
}

impl Repeated {
    pub(super) fn find(text: &str) -> Self {
        if !text.contains("]:") {
            return Repeated::default();
        }
        let mut lines = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            lines.extend(definition(text, at, line));
            at += line.len();
        }
        let mut counts: HashMap<String, usize> = HashMap::new();
        lines.iter().for_each(|line| *counts.entry(folded(&line.label)).or_default() += 1);
        lines.retain(|line| counts.get(&folded(&line.label)).is_some_and(|count| *count > 1));
        Repeated(lines)
    }

    /// Takes an event of the parser, whose place counts from the start of the text.
    pub(super) fn event(&mut self, event: &Event, span: &Range<usize>) {
        if self.0.is_empty() || matches!(event, Event::Start(_) | Event::End(_)) {
            return;
        }
        let first = self.0.partition_point(|line| line.span.start < span.start);
        let within = self.0.iter_mut().skip(first);
        within.take_while(|line| line.span.start < span.end).for_each(|line| line.is_text = true);
    }
}

impl Lowering<'_> {
    /// Reports the definitions that were dropped. Those with the same address as the first do no harm: included files
    /// often have them, and so do remarks such as `[//]: # (a remark)`.
    pub(super) fn report_repeated(&mut self, definitions: &RefDefs, body: usize) {
        let mut first: HashMap<String, &Line> = HashMap::new();
        let repeated = std::mem::take(&mut self.repeated);
        for line in repeated.0.iter().filter(|line| !line.is_text) {
            let Some(kept) = definitions.get(&line.label) else { continue };
            let first = first.entry(folded(&line.label)).or_insert(line);
            if kept.span.start == first.span.start && first.address != line.address {
                let [again, first] =
                    [line, first].map(|line| line.span.start + body..line.span.end + body);
                let fault =
                    Diagnostic::definition_twice(&self.chapter.source, again, &line.label, first);
                self.chapter.diagnostics.push(fault);
            }
        }
    }
}

/// The definition that a line of a text, which begins at `start`, reads like.
fn definition(text: &str, start: usize, line: &str) -> Option<Line> {
    let bare = line.trim_start_matches([' ', '\t', '>']);
    let (label, _) = bare.strip_prefix('[')?.split_once("]:")?;
    if label.trim().is_empty() || label.starts_with('^') || label.contains(['[', ']']) {
        return None;
    }
    let begin = start + line.len() - bare.len();
    let rest = text.get(begin + label.len() + 3..)?.trim_start();
    let address = match rest.strip_prefix('<') {
        Some(rest) => rest.split(['>', '\n']).next(),
        None => rest.split_whitespace().next(),
    };
    Some(Line {
        label: label.to_string(),
        span: begin..start + line.trim_end().len(),
        address: address.unwrap_or_default().to_string(),
        is_text: false,
    })
}

fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
