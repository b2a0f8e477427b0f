//! Limits the number of elements and attributes of an XML text, by scanning its bytes before a parser reads it.
//!
//! The time of the parser grows with the square of the attributes of an element, and of the namespaces in scope. Owns
//! the limits of each. May count too much, but never too little, if the text is not well-formed. Pure.

/// The most attributes of one element. Files of drawing programs have thirty.
const MOST_ATTRIBUTES: usize = 128;

/// The most declarations of namespaces in one file.
const MOST_NAMESPACES: usize = 64;

/// How deep elements can be nested.
const DEEPEST: usize = 512;

/// The most elements and attributes of one file. Each takes a hundred bytes of memory while the file is read.
const MOST_PARTS: usize = 1_000_000;

/// Whether a parser reads a text in time linear to its length, and in reasonable memory.
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

/// The text after a comment, a CDATA section or an instruction that the text begins with, after its `<`.
fn behind_passage(text: &str) -> Option<&str> {
    const PASSAGES: [(&str, &str); 3] = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")];
    let (_, end) = PASSAGES.iter().find(|(start, _)| text.starts_with(start))?;
    // If it has no end, the parser reports that at once.
    Some(text.split_once(end).map_or("", |(_, after)| after))
}

/// The counted parts of a tag.
struct Tag {
    length: usize,
    attributes: usize,
    kind: TagKind,
}

enum TagKind {
    Opens,
    Closes,
    /// It is empty, or a declaration.
    StandsAlone,
}

impl Tag {
    /// The tag that a text begins with, after its `<`. Each equals sign outside of quotes is an attribute.
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
