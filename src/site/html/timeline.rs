//! A chapter whose template is `timeline`: its sections as the stops of an ordered list.
//!
//! The text before the first section introduces the timeline. The time at the beginning of a heading, up to a colon, is
//! marked for styling; screen readers read the heading as one sentence.

use super::Writer;
use crate::syntax::markdown::tree::{Block, Chapter, Heading, Inline};

/// The name of the template.
const TEMPLATE: &str = "timeline";

/// Whether the chapter asks to be shown as a timeline.
pub fn wants_timeline(chapter: &Chapter) -> bool {
    chapter.front.template.as_ref().is_some_and(|(name, _)| name == TEMPLATE)
}

/// The heading that begins a stop, if the block is one.
fn stop<'a>(chapter: &'a Chapter, block: &Block) -> Option<&'a Heading> {
    let Block::Heading(index) = block else { return None };
    chapter.headings.get(*index).filter(|heading| heading.level == 2)
}

impl Writer<'_> {
    /// Whether the chapter is a timeline and has stops.
    pub(super) fn is_timeline(&self) -> bool {
        let chapter = self.source.chapter;
        wants_timeline(chapter) && chapter.blocks.iter().any(|block| stop(chapter, block).is_some())
    }

    pub(super) fn timeline(&mut self, blocks: &[Block]) {
        let first = blocks.iter().position(|block| stop(self.source.chapter, block).is_some());
        let (introduction, stops) = blocks.split_at(first.unwrap_or(blocks.len()));
        self.blocks(introduction);
        self.push("<ol class=\"tb-timeline\">\n");
        let mut rest = stops;
        while !rest.is_empty() {
            let next =
                rest.iter().skip(1).position(|block| stop(self.source.chapter, block).is_some());
            let (stop, after) = rest.split_at(next.map_or(rest.len(), |next| next + 1));
            self.push("<li class=\"tb-stop tb-prose\">");
            self.blocks(stop);
            self.trim_line_end();
            self.push("</li>\n");
            rest = after;
        }
        self.push("</ol>\n");
    }

    /// The text of a stop's heading.
    pub(super) fn stop_heading(&mut self, content: &[Inline]) {
        let colon = content.iter().enumerate().find_map(|(index, inline)| match inline {
            Inline::Text(text) => text.split_once(": ").map(|halves| (index, halves)),
            _ => None,
        });
        let Some((index, (when, what))) = colon else { return self.inlines(content) };
        self.push("<span class=\"tb-when\">");
        self.inlines(content.get(..index).unwrap_or_default());
        self.text(when);
        self.push("<span class=\"tb-colon\">:</span></span> <span class=\"tb-what\">");
        self.text(what);
        self.inlines(content.get(index + 1..).unwrap_or_default());
        self.push("</span>");
    }
}
