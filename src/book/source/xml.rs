//! How much there is in a text of XML, by a look at its bytes, before a parser reads it.
//!
//! The parser takes a time that grows with the square of the attributes of an element, and of the namespaces that
//! are declared around one. Owns how many of each there may be. Judges more than is needed rather than less:
//! what is not well-formed may count as more than it is. Pure.

/// The most attributes of one element. What drawing programs write has thirty.
const MOST_ATTRIBUTES: usize = 128;

/// The most declarations of namespaces in one file.
const MOST_NAMESPACES: usize = 64;

/// How many elements may be open at once.
const DEEPEST: usize = 512;

/// The most elements and attributes of one file. Each takes a hundred bytes of memory while the file is read.
const MOST_PARTS: usize = 1_000_000;

/// Whether a parser reads a text in a time that grows with its length alone, and in reasonable memory.
pub(super) fn is_readable(text: &str) -> bool {
    if text.matches("xmlns").take(MOST_NAMESPACES + 1).count() > MOST_NAMESPACES {
        return false;
    }
    let (mut depth, mut parts, mut rest) = (0usize, 0, text);
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        if let Some(after) = behind_passage(rest) {
            rest = after;
            continue;
        }
        let tag = Tag::at_start_of(rest);
        rest = rest.get(tag.length..).unwrap_or_default();
        depth = match tag.kind {
            TagKind::Opens => depth + 1,
            TagKind::Closes => depth.saturating_sub(1),
            TagKind::StandsAlone => depth,
        };
        parts += 1 + tag.attributes;
        if tag.attributes > MOST_ATTRIBUTES || depth > DEEPEST || parts > MOST_PARTS {
            return false;
        }
    }
    true
}

/// What follows a comment, a section of text or an instruction that a text begins with, behind its `<`.
fn behind_passage(text: &str) -> Option<&str> {
    const PASSAGES: [(&str, &str); 3] = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")];
    let (_, end) = PASSAGES.iter().find(|(start, _)| text.starts_with(start))?;
    // One without an end is a fault that the parser finds at once.
    Some(text.split_once(end).map_or("", |(_, after)| after))
}

/// A tag, as far as it is counted.
struct Tag {
    length: usize,
    attributes: usize,
    kind: TagKind,
}

enum TagKind {
    Opens,
    Closes,
    /// It holds nothing, or is a declaration.
    StandsAlone,
}

impl Tag {
    /// The tag that a text begins with, behind its `<`. Each sign of equality outside of quotes is an attribute.
    fn at_start_of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let (mut quote, mut attributes, mut length) = (None, 0, bytes.len());
        for (at, byte) in bytes.iter().enumerate() {
            match (quote, byte) {
                (Some(open), _) if open == *byte => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(*byte),
                (None, b'=') => attributes += 1,
                (None, b'>') => {
                    length = at;
                    break;
                }
                (None, _) => {}
            }
        }
        let inside = text.get(..length).unwrap_or_default();
        let kind = match (bytes.first(), inside.ends_with('/')) {
            (Some(b'/'), _) => TagKind::Closes,
            (Some(b'!'), _) | (_, true) => TagKind::StandsAlone,
            _ => TagKind::Opens,
        };
        Tag { length, attributes, kind }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_drawings_hold_is_readable() {
        let drawing = "<?xml version=\"1.0\"?><!DOCTYPE svg><!-- <a> --><svg a='>=' b=\"=\"><g><![CDATA[<<<]]><path d=\"\"/></g></svg>";
        assert!(is_readable(drawing));
        assert!(is_readable(&format!("<svg>{}</svg>", "<g a=\"b\"></g><p/>".repeat(10_000))));
        assert!(is_readable("<"));
        assert!(is_readable("<a b='"));
    }

    #[test]
    fn what_takes_a_parser_long_is_not() {
        let attributes = |count: usize| format!("<svg{}/>", " a=''".repeat(count));
        assert!(is_readable(&attributes(MOST_ATTRIBUTES)));
        assert!(!is_readable(&attributes(MOST_ATTRIBUTES + 1)));
        let nested = |count: usize| "<g>".repeat(count) + &"</g>".repeat(count);
        assert!(is_readable(&nested(DEEPEST)));
        assert!(!is_readable(&nested(DEEPEST + 1)));
        let declared = |count: usize| "<g xmlns:a=''/>".repeat(count);
        assert!(is_readable(&declared(MOST_NAMESPACES)));
        assert!(!is_readable(&declared(MOST_NAMESPACES + 1)));
        assert!(!is_readable(&"<a/>".repeat(MOST_PARTS + 1)));
    }
}
