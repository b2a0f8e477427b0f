//! Writes raw HTML to a page: escaped, trusted, or sanitized together with its surroundings.
//!
//! A sanitizer must see a tag and its end tag together, but must not change our HTML in between. So the content of a
//! container is written as pieces: the author's markup, and finished HTML, which the sanitizer sees as a placeholder
//! without markup.

use super::Writer;
use super::sanitize::Piece;
use crate::book::config::RawHtml;
use crate::book::structure::links::Target;
use crate::syntax::markdown::tree::{Block, Inline, RawHtml as Raw, RawPiece, ReferenceKind};
use crate::text::url;

impl Writer<'_> {
    pub(super) fn blocks_with_html(&mut self, blocks: &[Block]) {
        let pieces = blocks.iter().map(|block| match block {
            Block::Html(raw) => Part::Raw(raw),
            other => Part::Block(other),
        });
        self.parts(pieces.collect());
    }

    pub(super) fn inlines_with_html(&mut self, inlines: &[Inline]) {
        let pieces = inlines.iter().map(|inline| match inline {
            Inline::Html(raw) => Part::Raw(raw),
            other => Part::Inline(other),
        });
        self.parts(pieces.collect());
    }

    pub(super) fn html_block(&mut self, raw: &Raw) {
        self.parts(vec![Part::Raw(raw)]);
    }

    pub(super) fn html_inline(&mut self, raw: &Raw) {
        self.parts(vec![Part::Raw(raw)]);
    }

    fn parts(&mut self, parts: Vec<Part>) {
        let before = std::mem::take(&mut self.out);
        let outermost = !std::mem::replace(&mut self.gathering, true);
        let mut pieces = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Part::Raw(raw) if self.source.raw_html == RawHtml::Escape => {
                    self.text(&raw.typed);
                    pieces.push(Piece::Ours(std::mem::take(&mut self.out)));
                }
                Part::Raw(raw) => {
                    pieces.push(Piece::Theirs(self.markup(raw)));
                    if self.is_epub() {
                        self.links_to_media(raw);
                        pieces.push(Piece::Ours(std::mem::take(&mut self.out)));
                    }
                }
                Part::Block(block) => {
                    self.block(block);
                    pieces.push(Piece::Ours(std::mem::take(&mut self.out)));
                }
                Part::Inline(inline) => {
                    self.inline(inline);
                    pieces.push(Piece::Ours(std::mem::take(&mut self.out)));
                }
            }
        }
        self.out = before;
        self.gathering = !outermost;
        match self.source.raw_html {
            // Errors that browsers repair would break the XML of an EPUB, so raw HTML is not trusted there.
            RawHtml::Trust if self.is_epub() => self.source.sanitizer.join(&pieces, &mut self.out),
            RawHtml::Sanitize => self.source.sanitizer.join(&pieces, &mut self.out),
            RawHtml::Escape | RawHtml::Trust => {
                for Piece::Ours(html) | Piece::Theirs(html) in &pieces {
                    self.out.push_str(html);
                }
            }
        }
    }

    /// The author's markup with its targets resolved. A target that must not be loaded, or does not exist, becomes an
    /// empty picture.
    fn markup(&mut self, raw: &Raw) -> String {
        let before = std::mem::take(&mut self.out);
        for piece in &raw.pieces {
            match piece {
                RawPiece::Markup(part) => self.push(part),
                RawPiece::Words(words) => self.text(words),
                RawPiece::Anchor(id) => self.raw_id(id),
                RawPiece::Hides(_) => {}
                RawPiece::Target(reference) => {
                    let address = self.loaded(*reference);
                    self.text(address.as_deref().unwrap_or(NO_PICTURE));
                }
                RawPiece::Candidates(all) => self.candidates(all),
                RawPiece::Size(reference) => {
                    let target = self.target(*reference);
                    self.size(&target);
                }
            }
        }
        std::mem::replace(&mut self.out, before)
    }

    /// Links to the films and sounds of raw HTML, which an EPUB does not contain.
    fn links_to_media(&mut self, raw: &Raw) {
        for piece in &raw.pieces {
            let RawPiece::Target(reference) = piece else { continue };
            let kind = self.source.chapter.references.get(*reference).map(|one| one.kind);
            let href = self.href(&self.target(*reference));
            let Some(href) = href.filter(|_| kind == Some(ReferenceKind::Media)) else { continue };
            self.push("<a href=\"");
            self.text(&href);
            self.push("\">");
            self.text(&url::decode(url::split(&href).1));
            self.push("</a> ");
        }
    }

    /// The address of a target in raw HTML; `None` if it must not be loaded or does not exist.
    fn loaded(&self, reference: usize) -> Option<String> {
        let kind = self.source.chapter.references.get(reference).map(|one| one.kind);
        match self.target(reference) {
            Target::PictureElsewhere(_) => None,
            target if kind == Some(ReferenceKind::Image) => self.src(&target),
            target => self.href(&target),
        }
    }

    /// The value of a `srcset`, without candidates that must not be loaded or do not exist.
    fn candidates(&mut self, all: &[(usize, String)]) {
        let mut separator = "";
        for (reference, descriptor) in all {
            let Some(address) = self.loaded(*reference) else { continue };
            self.push(separator);
            separator = ", ";
            // A comma at the end of an address would end the candidate.
            let end = address.len() - address.trim_end_matches(',').len();
            self.text(address.trim_end_matches(','));
            self.push(&"%2C".repeat(end));
            if !descriptor.is_empty() {
                self.push(" ");
                self.text(descriptor);
            }
        }
    }

    /// An id of raw HTML; nothing if another element of the page has it.
    fn raw_id(&mut self, id: &str) {
        let chapter = self.source.chapter;
        let ids = self.raw_ids.get_or_insert_with(|| {
            let items = chapter.tasks.iter().filter_map(|task| task.explicit_id.as_deref());
            let headings = chapter.headings.iter().map(|heading| heading.id.as_str());
            let containers = chapter.anchors.iter().map(|(id, _)| id.as_str());
            let terms = chapter.terms.iter().map(|term| term.id.as_str());
            items.chain(headings).chain(containers).chain(terms).map(str::to_string).collect()
        });
        if ids.insert(id.to_string()) {
            self.anchor_id(id);
        }
    }
}

/// Replaces a target that must not be loaded.
pub(super) const NO_PICTURE: &str = "data:,";

enum Part<'a> {
    Raw(&'a Raw),
    Block(&'a Block),
    Inline(&'a Inline),
}
