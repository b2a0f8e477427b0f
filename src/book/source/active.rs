//! Detects active files: opened directly, they may run scripts with all permissions of the site's pages, or send
//! requests to other sites, which reveal the reader.
//!
//! Owns which file types these are, and which parts of an SVG or another XML file make it active. When in doubt, a file
//! counts as active. Pure.

mod elements;
mod style;

use super::xml;
use crate::text::media_type::media_type;
use crate::text::url;
use elements::NodeInDocument;
use roxmltree::{Document, ParsingOptions};

/// File types that are documents with scripts, or can be.
const DOCUMENTS: [&str; 10] =
    ["html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml", "svgz", "xsl", "xslt"];

/// File types that are documents, but run nothing unless a part of them does.
const XML: [&str; 6] = ["svg", "xml", "rdf", "rss", "atom", "mml"];

/// Declarations that can add attributes and text which are not visible in the elements.
const DECLARATIONS: [&str; 2] = ["<!ATTLIST", "<!ENTITY"];

/// Where the document types of SVG files are.
const KNOWN_TYPES: [&str; 2] = ["http://www.w3.org/", "https://www.w3.org/"];

/// Encodings in which ASCII letters have the same bytes as in UTF-8.
const ENCODINGS: [&str; 5] = ["utf-8", "utf8", "us-ascii", "iso-8859-1", "windows-1252"];

/// What a file does if a browser opens it directly, as far as can be determined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activity {
    /// It may run a script.
    MayRun,
    /// It sends requests to another site.
    Asks,
    /// It has too many parts to be searched.
    TooManyParts,
}

/// What a browser does with a file besides showing it, as far as can be determined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Active {
    /// The activity.
    pub activity: Activity,
    /// The first active part, in words, such as `` `<svg>` in line 1 has `onload` ``; `None` if it is the file as a
    /// whole.
    pub part: Option<String>,
}

impl Active {
    fn whole(activity: Activity) -> Self {
        Active { activity, part: None }
    }

    fn runs(part: String) -> Self {
        Active { activity: Activity::MayRun, part: Some(part) }
    }

    fn asks(part: String) -> Self {
        Active { activity: Activity::Asks, part: Some(part) }
    }
}

/// The activity of a file that a browser opens; `None` if there is none.
pub(super) fn found(path: &str, bytes: &[u8]) -> Option<Active> {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let extension = extension.to_ascii_lowercase();
    if DOCUMENTS.contains(&extension.as_str()) {
        return Some(Active::whole(Activity::MayRun));
    }
    if XML.contains(&extension.as_str()) {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Some(Active::whole(Activity::MayRun));
        };
        return match xml::is_readable(text) {
            true => in_xml(text),
            false => Some(Active::whole(Activity::TooManyParts)),
        };
    }
    // Browsers guess the type of a file whose name does not show it.
    let is_guessed = media_type(path) == media_type("") && begins_like_markup(bytes);
    is_guessed.then(|| Active::whole(Activity::MayRun))
}

/// Checks every Unicode encoding: in these, ASCII letters differ only in zero bytes and in the byte order mark.
fn begins_like_markup(bytes: &[u8]) -> bool {
    let is_white =
        |byte: &u8| byte.is_ascii_whitespace() || b"\0\xef\xbb\xbf\xfe\xff".contains(byte);
    let mut letters = bytes.iter().skip_while(|byte| is_white(byte)).filter(|byte| **byte != 0);
    let is_name = |byte: &u8| byte.is_ascii_alphabetic() || b"!?/".contains(byte);
    letters.next() == Some(&b'<') && letters.next().is_some_and(is_name)
}

/// What an XML text runs or requests, on loading or when a reader clicks on it.
fn in_xml(text: &str) -> Option<Active> {
    for declaration in DECLARATIONS {
        if let Some((before, _)) = text.split_once(declaration) {
            let line = before.matches('\n').count() + 1;
            return Some(Active::runs(format!("line {line} has a declaration `{declaration}`")));
        }
    }
    if !has_plain_encoding(text) {
        return Some(Active::runs("line 1 declares an encoding other than UTF-8".into()));
    }
    if let Some(active) = in_document_type(text) {
        return Some(active);
    }
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match Document::parse_with_options(text, options) {
        Ok(document) => document
            .descendants()
            .find_map(|node| NodeInDocument { document: &document, node }.found()),
        Err(error) => {
            let line = error.pos().row;
            Some(Active::runs(format!("line {line} is not valid XML")))
        }
    }
}

/// The address of an external document type, unless it is a well-known one of drawing programs.
fn in_document_type(text: &str) -> Option<Active> {
    text.match_indices("<!DOCTYPE").find_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        // Searches only for the next character of a tag, so that many tags do not each cause a full scan.
        let rest = rest.strip_prefix("<!DOCTYPE").unwrap_or_default();
        let rest = rest.split(['>', '[', '<']).next().unwrap_or_default();
        let is_elsewhere = |quoted: &&str| {
            url::scheme(quoted).is_some()
                && !KNOWN_TYPES.iter().any(|known| quoted.starts_with(known))
        };
        let address = style::shortened(rest.split(['"', '\'']).skip(1).find(is_elsewhere)?);
        let line = before.matches('\n').count() + 1;
        Some(Active::asks(format!("`<!DOCTYPE>` on line {line} refers to `{address}`")))
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

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:x=\"http://www.w3.org/1999/xlink\"";

    const XHTML: &str = "xmlns=\"http://www.w3.org/1999/xhtml\"";

    fn is_active(path: &str, bytes: &[u8]) -> bool {
        found(path, bytes).is_some()
    }

    fn drawing(inside: &str) -> Option<Active> {
        found("a.svg", format!("{SVG}{}", inside.replace("XHTML", XHTML)).as_bytes())
    }

    #[test]
    fn drawings_run_nothing() {
        for inside in [
            "><path d=\"M0 0\"/><style>p{}</style><title>on</title></svg>",
            "><a x:href=\"https://example.org\"><use x:href=\"#a\"/></a></svg>",
            "><image href=\"data:image/png;base64,AA\"/><animate attributeName=\"r\" to=\"1\"/></svg>",
            "><foreignObject><p XHTML>a <b style=\"color: red\">b</b> <a href=\"https://a.example\">c</a>\
             <img src=\"data:image/png;base64,AA\" alt=\"\"/></p></foreignObject></svg>",
        ] {
            assert_eq!(drawing(inside), None, "{inside}");
        }
        let head =
            "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE svg PUBLIC \"a\" \"b\">";
        assert!(!is_active("a.svg", format!("{head}{SVG}/>").as_bytes()));
        let head = "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\"\n \
                    \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">";
        assert!(!is_active("a.svg", format!("{head}{SVG}/>").as_bytes()));
    }

    #[test]
    fn whatever_runs_in_a_drawing_is_found() {
        for inside in [
            "><script>x</script></svg>",
            " onload=\"x\"/>",
            "><a x:href=\"java&#9;script:x\">a</a></svg>",
            "><a x:href=\"data:text/html,x\">a</a></svg>",
            "><set attributeName=\"href\" to=\"JAVASCRIPT:x\"/></svg>",
            "><set attributeName=\"onclick\" to=\"x\"/></svg>",
            "><foreignObject><script XHTML/></foreignObject></svg>",
            "><foreignObject><p XHTML onclick=\"x\"/></foreignObject></svg>",
            "><foreignObject><iframe XHTML src=\"a.html\"/></foreignObject></svg>",
            "><foreignObject><meta XHTML http-equiv=\"refresh\" content=\"0;url=x\"/></foreignObject></svg>",
            "><foreignObject><form XHTML/></foreignObject></svg>",
            "><h:embed xmlns:h=\"http://www.w3.org/1999/xhtml\"/></svg>",
            "><y:script xmlns:y=\"http://www.w3.org/2000/svg\">x</y:script></svg>",
            "><p",
        ] {
            assert!(
                drawing(inside).is_some_and(|active| active.activity == Activity::MayRun),
                "{inside}"
            );
        }
        for head in [
            "<?xml-stylesheet href=\"a.xsl\"?>",
            "<!DOCTYPE svg [<!ATTLIST svg onload CDATA \"x\">]>",
            "<!DOCTYPE svg [<!ENTITY a \"x\">]>",
            "<!DOCTYPE svg [<!ENTITY % a SYSTEM \"https://a.example/x.dtd\"> %a;]>",
            "<?xml version=\"1.0\" encoding=\"utf-7\"?>",
        ] {
            assert!(is_active("a.svg", format!("{head}{SVG}/>").as_bytes()), "{head}");
        }
        assert!(is_active("a.svg", b"\xff\xfe<\0s\0v\0g\0"));
    }

    #[test]
    fn what_is_in_the_drawing_or_beside_it_asks_nobody() {
        for inside in [
            "><g fill=\"url(#g)\" style=\"filter: url('#f'); mask:url(&quot;#m&quot;)\"/></svg>",
            "><style>@namespace url(http://www.w3.org/2000/svg); a { fill: url(#g) }</style></svg>",
            "><style>@font-face { src: url(data:font/woff2;base64,AA) format(\"woff2\") }</style></svg>",
            "><style>p::before { content: \"https://a.example\" } /* url(https://a.example) */</style></svg>",
            "><style>a { fill: url(/**/https://a.example/) /* a path, because no comment stands there */ }</style></svg>",
            "><text>url(https://a.example)</text></svg>",
            "><style>a:not([href^='https://a.example']) { fill: red }</style></svg>",
            "><image href=\"photo.png\"/><use href=\"../parts.svg#a\"/><a href=\"//a.example\"/></svg>",
            "><title lang=\"en\">https://a.example</title><g aria-label=\"url(https://a.example)\"/></svg>",
            "><m:work xmlns:m=\"https://m.example/\" m:resource=\"https://a.example\" href=\"https://a.example\"/></svg>",
            "><animate attributeName=\"d\" values=\"M0 0;M1 1\" by=\"1\"/><g transform=\"rotate(1)\"/></svg>",
        ] {
            assert_eq!(drawing(inside), None, "{inside}");
        }
    }

    #[test]
    fn whatever_asks_another_site_is_found() {
        for inside in [
            "><image href=\"https://a.example/1.png\"/></svg>",
            "><image x:href=\"HTTP://a.example/1.png\"/></svg>",
            "><image href=\"//a.example/1.png\"/></svg>",
            "><image href=\"\\\\a.example/1.png\"/></svg>",
            "><image href=\"/&#9;/a.example/1.png\"/></svg>",
            "><image href=\"ht&#10;tps://a.example/1.png\"/></svg>",
            "><image href=\"&#104;ttps://a.example/1.png\"/></svg>",
            "><image href=\"ftp://a.example/1.png\"/></svg>",
            "><use href=\"https://a.example/a.svg#b\"/></svg>",
            "><filter><feImage href=\"https://a.example/\"/></filter></svg>",
            "><pattern x:href=\"https://a.example/a.svg#b\"/></svg>",
            "><a href=\"b.html\" ping=\"https://a.example/\"/></svg>",
            " xml:base=\"https://a.example/\"/>",
            "><set attributeName=\"href\" to=\"https://a.example/\"/></svg>",
            "><animate attributeName=\"href\" values=\"#a;https://a.example/\"/></svg>",
            "><animate attributeName=\"fill\" to=\"url(https://a.example/)\"/></svg>",
            "><style>@import \"https://a.example/a.css\";</style></svg>",
            "><style>@import url(a.css);</style></svg>",
            "><style>@im<![CDATA[port]]> url(a.css);</style></svg>",
            "><style>@\\69mport url(//a.example/a.css);</style></svg>",
            "><style>@import &quot;https://a.example/a.css&quot;;</style></svg>",
            "><style>@namespace x{} a { fill: url(https://a.example/) }</style></svg>",
            "><style>a { fill: url(https://a.example/) }</style></svg>",
            "><style>a { fill: URL( \"https://a.example/\" ) }</style></svg>",
            "><style>a { fill: ur\\6c(https://a.example/) }</style></svg>",
            "><style>a { fill: url(\\68 ttps://a.example/) }</style></svg>",
            "><style>@media print { a { b { mask: url(//a.example/) } } }</style></svg>",
            "><style>@font-face { src: url(https://a.example/a.woff2) }</style></svg>",
            "><style>a { cursor: image-set('https://a.example/1.png' 1x) }</style></svg>",
            "><style>a { --u: \"https://a.example/\"; cursor: image-set(var(--u) 1x) }</style></svg>",
            "><style>a { b: src(\"https://a.example/\") }</style></svg>",
            "><style>a { b: url(https://a.exam\"ple/) }</style></svg>",
            "><style>a) } b { fill: url(https://a.example/) }</style></svg>",
            "><g style=\"fill: url(https://a.example/)\"/></svg>",
            "><g style=\"fill: ur\\6C(&#x2f;/a.example/)\"/></svg>",
            "><g fill=\"url(https://a.example/#b)\"/></svg>",
            "><g filter=\"url('https://a.example/#b')\"/></svg>",
            "><g mask=\"url(//a.example/#b)\"/></svg>",
            "><g clip-path=\"url(&quot;https://a.example/#b&quot;)\"/></svg>",
            "><g cursor=\"url(https://a.example/), auto\"/></svg>",
            "><g marker-start=\"url(https://a.example/#b)\"/></svg>",
            "><foreignObject><img XHTML src=\"https://a.example/1.png\" alt=\"\"/></foreignObject></svg>",
            "><foreignObject><img XHTML srcset=\"a.png, //a.example/1.png 2x\" alt=\"\"/></foreignObject></svg>",
            "><foreignObject><p XHTML style=\"background: url(//a.example)\"/></foreignObject></svg>",
            "><foreignObject><table XHTML background=\"https://a.example/\"/></foreignObject></svg>",
        ] {
            assert!(
                drawing(inside).is_some_and(|active| active.activity == Activity::Asks),
                "{inside}"
            );
        }
        for head in [
            "<!DOCTYPE svg SYSTEM \"https://a.example/x.dtd\">",
            "<!-- <!DOCTYPE svg> -->\n<!DOCTYPE svg PUBLIC 'x' '//a.example/x.dtd' []>",
        ] {
            let active = found("a.svg", format!("{head}{SVG}/>").as_bytes());
            assert!(active.is_some_and(|active| active.activity == Activity::Asks), "{head}");
        }
        // Blocks that are nested deeper than any drawing has are not parsed.
        let deep =
            format!("><style>a{{ b: {}url(//a.example) }}</style></svg>", "(".repeat(10_000));
        assert!(drawing(&deep).is_some());
    }

    #[test]
    fn the_part_is_named_with_its_line() {
        let part = |inside: &str| drawing(inside).and_then(|active| active.part);
        let lines = ">\n<g\n fill=\"url(//a.example)\"/></svg>";
        assert_eq!(part(lines).as_deref(), Some("`<g>` on line 3 refers to `//a.example`"));
        let style = ">\n<style>\n\na { fill: red }\nb { fill: url(\n//a.example) }</style></svg>";
        assert_eq!(part(style).as_deref(), Some("`<style>` on line 6 refers to `//a.example`"));
        let import = ">\n<style>\n@import 'a.css';</style></svg>";
        assert_eq!(part(import).as_deref(), Some("`<style>` on line 3 has `@import`"));
        assert_eq!(part("\n onload=\"x\"/>").as_deref(), Some("`<svg>` on line 2 has `onload`"));
        let script = ">\n\n<script/></svg>";
        assert_eq!(part(script).as_deref(), Some("`<script>` on line 3"));
        let long = format!("><image href=\"https://{}\"/></svg>", "a".repeat(500));
        assert!(part(&long).is_some_and(|part| part.len() < 150 && part.ends_with("…`")));
    }

    #[test]
    fn names_say_what_a_file_is_and_else_its_beginning() {
        for (path, text) in
            [("a.HTML", ""), ("a.xhtml", ""), ("a", " <p>"), ("a.odd", "<!doctype html>")]
        {
            assert!(is_active(path, text.as_bytes()), "{path}");
        }
        for bytes in [&b"\xff\xfe \0<\0a\0"[..], b"\xfe\xff\0<\0?", b"\0\0\0<\0\0\0!"] {
            assert!(is_active("a.gpx", bytes), "{bytes:?}");
        }
        for (path, text) in [("a.txt", "<p>"), ("a.csv", "<p>"), ("a", "1 < 2"), ("a.odd", "")] {
            assert!(!is_active(path, text.as_bytes()), "{path}");
        }
    }
}
