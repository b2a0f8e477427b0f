//! The options of the parser, and the conversion of its enums to those of the tree.

use crate::syntax::markdown::Options;
use crate::syntax::markdown::tree::{AlertKind, Alignment};
use pulldown_cmark as md;

pub(super) fn parser_options(options: &Options) -> md::Options {
    let mut parser = md::Options::ENABLE_TABLES
        | md::Options::ENABLE_FOOTNOTES
        | md::Options::ENABLE_STRIKETHROUGH
        | md::Options::ENABLE_TASKLISTS
        | md::Options::ENABLE_GFM
        | md::Options::ENABLE_DEFINITION_LIST;
    parser.set(md::Options::ENABLE_MATH, options.math);
    parser.set(md::Options::ENABLE_SMART_PUNCTUATION, options.smart_punctuation);
    parser
}

pub(super) fn alert_kind(kind: md::BlockQuoteKind) -> AlertKind {
    match kind {
        md::BlockQuoteKind::Note => AlertKind::Note,
        md::BlockQuoteKind::Tip => AlertKind::Tip,
        md::BlockQuoteKind::Important => AlertKind::Important,
        md::BlockQuoteKind::Warning => AlertKind::Warning,
        md::BlockQuoteKind::Caution => AlertKind::Caution,
    }
}

pub(super) fn alignment(alignment: md::Alignment) -> Alignment {
    match alignment {
        md::Alignment::None => Alignment::None,
        md::Alignment::Left => Alignment::Start,
        md::Alignment::Center => Alignment::Center,
        md::Alignment::Right => Alignment::End,
    }
}

/// Drops spare capacity. Most vectors of a tree have one element, and spare capacity would be most of the memory that a
/// large book needs.
pub(super) fn fitted<T>(mut vector: Vec<T>) -> Vec<T> {
    vector.shrink_to_fit();
    vector
}
