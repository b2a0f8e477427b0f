//! The verbatim parts of an item's label: its code, its formulas and the addresses of its pictures.

use super::super::placeholders::Placeholders;
use crate::syntax::markdown::tree::{Inline, RawPiece, Reference};

/// An address of more bytes is replaced by its hash: a `data:` URL contains a whole picture.
const LONGEST_ADDRESS: usize = 200;

#[derive(Default)]
pub(super) struct Verbatim {
    /// Code and formulas, in order, with single spaces.
    pub(super) code: Vec<String>,
    pub(super) pictures: Vec<String>,
}

impl Verbatim {
    pub(super) fn of(
        label: &[Inline],
        references: &[Reference],
        placeholders: &Placeholders,
    ) -> Self {
        let mut found = Verbatim::default();
        found.add(label, references, placeholders);
        found
    }

    fn add(&mut self, inlines: &[Inline], references: &[Reference], placeholders: &Placeholders) {
        // The text since a tag that begins code: code can be written in raw HTML.
        let mut in_tags: Option<String> = None;
        for inline in inlines {
            match inline {
                Inline::Code(text) => self.code.push(as_written(text, placeholders)),
                Inline::Math(formula) => self.code.push(as_written(&formula.latex, placeholders)),
                Inline::Image(image) => self.picture(image.reference, references, placeholders),
                Inline::Html(raw) => {
                    raw.pieces.iter().for_each(|piece| match piece {
                        RawPiece::Target(at) if is_picture(references, *at) => {
                            self.picture(*at, references, placeholders);
                        }
                        _ => {}
                    });
                    if is_tag(&raw.typed, "<code") {
                        in_tags = Some(String::new());
                    } else if is_tag(&raw.typed, "</code") {
                        self.code
                            .extend(in_tags.take().map(|text| as_written(&text, placeholders)));
                    }
                }
                Inline::Text(text) => {
                    if let Some(code) = &mut in_tags {
                        code.push_str(text);
                    }
                }
                holder => self.add(holder.children(), references, placeholders),
            }
        }
    }

    fn picture(&mut self, at: usize, references: &[Reference], placeholders: &Placeholders) {
        let address = references.get(at).map(|one| placeholders.unfilled(&one.target));
        self.pictures.extend(address.map(|address| short(&address)));
    }
}

fn is_picture(references: &[Reference], at: usize) -> bool {
    references.get(at).is_some_and(|one| one.kind.is_loaded())
}

/// Whether markup begins with this tag.
fn is_tag(markup: &str, tag: &str) -> bool {
    markup.split_at_checked(tag.len()).is_some_and(|(start, rest)| {
        start.eq_ignore_ascii_case(tag)
            && rest.starts_with(|c: char| c == '>' || c.is_ascii_whitespace())
    })
}

fn as_written(text: &str, placeholders: &Placeholders) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    placeholders.unfilled(&words.join(" ")).into_owned()
}

fn short(address: &str) -> String {
    match address.len() > LONGEST_ADDRESS {
        true => format!("data:,blake3-{}", blake3::hash(address.as_bytes()).to_hex()),
        false => address.to_string(),
    }
}
