//! What the label of an item says to the letter: its code, its formulas and the addresses of its pictures.

use super::super::marks::Marks;
use crate::markdown::tree::{Inline, Reference};

/// An address of more bytes is known by its hash: a picture may be in its own address.
const LONGEST_ADDRESS: usize = 200;

#[derive(Default)]
pub(super) struct Verbatim {
    /// Code and formulas, in order, with single spaces.
    pub(super) code: Vec<String>,
    pub(super) pictures: Vec<String>,
}

impl Verbatim {
    pub(super) fn of(label: &[Inline], references: &[Reference], marks: &Marks) -> Self {
        let mut found = Verbatim::default();
        found.add(label, references, marks);
        found
    }

    fn add(&mut self, inlines: &[Inline], references: &[Reference], marks: &Marks) {
        for inline in inlines {
            match inline {
                Inline::Code(text) => self.code.push(as_written(text, marks)),
                Inline::Math(formula) => self.code.push(as_written(&formula.latex, marks)),
                Inline::Image(image) => {
                    let address = references.get(image.reference);
                    let address = address.map(|one| marks.unfilled(&one.target));
                    self.pictures.extend(address.map(|address| short(&address)));
                }
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                    self.add(inner, references, marks);
                }
                Inline::Link(link) => self.add(&link.content, references, marks),
                Inline::Text(_)
                | Inline::Badge(_)
                | Inline::FootnoteReference { .. }
                | Inline::Html(_)
                | Inline::SoftBreak
                | Inline::HardBreak => {}
            }
        }
    }
}

fn as_written(text: &str, marks: &Marks) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    marks.unfilled(&words.join(" ")).into_owned()
}

fn short(address: &str) -> String {
    match address.len() > LONGEST_ADDRESS {
        true => format!("data:,blake3-{}", blake3::hash(address.as_bytes()).to_hex()),
        false => address.to_string(),
    }
}
