//! Files that a browser does more with than show them: shown by themselves, they may run scripts with all
//! that pages of the site may do.
//!
//! Owns which kinds of files these are, and what of a drawing or another file of XML makes it one. Judges
//! more than is needed rather than less: what cannot be read for sure may run. Pure.

use super::xml;
use crate::book::url;
use crate::delivery::media_type;
use roxmltree::{Document, Node, ParsingOptions};

/// Kinds of files that are documents with scripts, or may be.
const DOCUMENTS: [&str; 10] =
    ["html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml", "svgz", "xsl", "xslt"];

/// Kinds of files that are documents, but run nothing where no part of them asks for it.
const XML: [&str; 6] = ["svg", "xml", "rdf", "rss", "atom", "mml"];

/// Elements that run something, hold another document, or wait for an event.
const ACTIVE: [&str; 8] =
    ["script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "base"];

const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// Encodings in which letters without accents are what they are in UTF-8.
const ENCODINGS: [&str; 5] = ["utf-8", "utf8", "us-ascii", "iso-8859-1", "windows-1252"];

/// What a file may do where a browser shows it by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activity {
    /// It runs nothing.
    Still,
    /// It may run scripts.
    MayRun,
    /// It has too many parts to be searched for scripts.
    TooManyParts,
}

/// What a file may do where a browser shows it by itself.
pub(super) fn activity(path: &str, bytes: &[u8]) -> Activity {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let extension = extension.to_ascii_lowercase();
    let may_run = |may| if may { Activity::MayRun } else { Activity::Still };
    if DOCUMENTS.contains(&extension.as_str()) {
        return Activity::MayRun;
    }
    if XML.contains(&extension.as_str()) {
        let Ok(text) = std::str::from_utf8(bytes) else { return Activity::MayRun };
        return match xml::is_readable(text) {
            true => may_run(!is_still(text)),
            false => Activity::TooManyParts,
        };
    }
    // A browser guesses what a file is whose name does not say it.
    may_run(media_type(path) == media_type("") && begins_like_markup(bytes))
}

/// Looks through every encoding of Unicode, in which such letters differ by zeros and by what comes first.
fn begins_like_markup(bytes: &[u8]) -> bool {
    let is_white =
        |byte: &u8| byte.is_ascii_whitespace() || b"\0\xef\xbb\xbf\xfe\xff".contains(byte);
    let mut letters = bytes.iter().skip_while(|byte| is_white(byte)).filter(|byte| **byte != 0);
    let is_name = |byte: &u8| byte.is_ascii_alphabetic() || b"!?/".contains(byte);
    letters.next() == Some(&b'<') && letters.next().is_some_and(is_name)
}

/// Whether nothing in a text of XML runs, now or when a reader clicks on it.
fn is_still(text: &str) -> bool {
    // Attributes and text can come from such declarations, unseen by who reads the elements.
    if text.contains("<!ATTLIST") || text.contains("<!ENTITY") || !has_plain_encoding(text) {
        return false;
    }
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Document::parse_with_options(text, options).is_ok_and(|document| {
        document.descendants().all(|node| !node.is_pi() && is_still_node(node))
    })
}

fn has_plain_encoding(text: &str) -> bool {
    let Some((declaration, _)) = text.split_once("?>").filter(|_| text.contains("<?xml")) else {
        return true;
    };
    let Some((_, value)) = declaration.split_once("encoding") else { return true };
    let value = value.trim_start_matches(['=', ' ', '\t', '\n', '"', '\'']).to_ascii_lowercase();
    let value = value.split(['"', '\'']).next().unwrap_or_default();
    ENCODINGS.contains(&value)
}

fn is_still_node(node: Node) -> bool {
    let name = node.tag_name();
    let runs = node.is_element()
        && (name.namespace() == Some(XHTML)
            || ACTIVE.contains(&name.name().to_ascii_lowercase().as_str()));
    !runs
        && node.attributes().all(|attribute| {
            let name = attribute.name().to_ascii_lowercase();
            !name.starts_with("on") && is_still_value(&name, attribute.value())
        })
}

/// Whether neither an address nor a value that an animation gives to one runs anything.
fn is_still_value(name: &str, value: &str) -> bool {
    let plain: String = value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    if plain.to_ascii_lowercase().contains("script:") {
        return false;
    }
    match url::scheme(value)
        .filter(|_| ["href", "src", "to", "from", "values", "by"].contains(&name))
    {
        Some(scheme) if scheme == "data" => url::is_inline_picture(value),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may_run(path: &str, bytes: &[u8]) -> bool {
        activity(path, bytes) != Activity::Still
    }

    const SVG: &str =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:x=\"http://www.w3.org/1999/xlink\"";

    #[test]
    fn drawings_run_nothing() {
        for inside in [
            "><path d=\"M0 0\"/><style>p{}</style><title>on</title></svg>",
            "><a x:href=\"https://example.org\"><use x:href=\"#a\"/></a></svg>",
            "><image href=\"data:image/png;base64,AA\"/><animate attributeName=\"r\" to=\"1\"/></svg>",
        ] {
            assert!(!may_run("a.svg", format!("{SVG}{inside}").as_bytes()), "{inside}");
        }
        let head =
            "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE svg PUBLIC \"a\" \"b\">";
        assert!(!may_run("a.svg", format!("{head}{SVG}/>").as_bytes()));
    }

    #[test]
    fn whatever_runs_in_a_drawing_is_found() {
        for inside in [
            "><script>x</script></svg>",
            " onload=\"x\"/>",
            "><a x:href=\"java&#9;script:x\">a</a></svg>",
            "><a x:href=\"data:text/html,x\">a</a></svg>",
            "><set attributeName=\"href\" to=\"JAVASCRIPT:x\"/></svg>",
            "><foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\"/></foreignObject></svg>",
            "><h:img xmlns:h=\"http://www.w3.org/1999/xhtml\"/></svg>",
            "><y:script xmlns:y=\"http://www.w3.org/2000/svg\">x</y:script></svg>",
            "><p",
        ] {
            assert!(may_run("a.svg", format!("{SVG}{inside}").as_bytes()), "{inside}");
        }
        for head in [
            "<?xml-stylesheet href=\"a.xsl\"?>",
            "<!DOCTYPE svg [<!ATTLIST svg onload CDATA \"x\">]>",
            "<!DOCTYPE svg [<!ENTITY a \"x\">]>",
            "<?xml version=\"1.0\" encoding=\"utf-7\"?>",
        ] {
            assert!(may_run("a.svg", format!("{head}{SVG}/>").as_bytes()), "{head}");
        }
        assert!(may_run("a.svg", b"\xff\xfe<\0s\0v\0g\0"));
    }

    #[test]
    fn names_say_what_a_file_is_and_else_its_beginning() {
        for (path, text) in
            [("a.HTML", ""), ("a.xhtml", ""), ("a", " <p>"), ("a.odd", "<!doctype html>")]
        {
            assert!(may_run(path, text.as_bytes()), "{path}");
        }
        for bytes in [&b"\xff\xfe \0<\0a\0"[..], b"\xfe\xff\0<\0?", b"\0\0\0<\0\0\0!"] {
            assert!(may_run("a.gpx", bytes), "{bytes:?}");
        }
        for (path, text) in [("a.txt", "<p>"), ("a.csv", "<p>"), ("a", "1 < 2"), ("a.odd", "")] {
            assert!(!may_run(path, text.as_bytes()), "{path}");
        }
    }
}
