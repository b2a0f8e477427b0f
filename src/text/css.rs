//! Finds the addresses in a style sheet, as browsers do (CSS Syntax, CSS Values and CSS Cascading).
//!
//! Knows where each address is and what it is loaded as; never resolves one.

use cssparser::{ParseError, Parser, Token};
use std::ops::Range;

/// What an address is loaded as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loaded {
    /// Another style sheet, by `@import`.
    Style,
    /// A font, in `@font-face`.
    Font,
    /// A picture.
    Picture,
}

/// An address in a style sheet.
#[derive(Debug, PartialEq, Eq)]
pub struct Address {
    /// The address, its escapes resolved.
    pub text: String,
    /// The place of the whole token: a string with its quotes, or `url(…)` without quotes.
    pub place: Range<usize>,
    /// What it is loaded as.
    pub loaded: Loaded,
}

/// Functions whose strings are addresses.
const FUNCTIONS: [&str; 5] = ["url", "src", "image", "image-set", "-webkit-image-set"];

/// The addresses of a style sheet, in order.
pub fn addresses(css: &str) -> Vec<Address> {
    let mut found = Vec::new();
    let surroundings = Surroundings { strings: false, is_font: false };
    look(&mut Parser::new(css), surroundings, &mut found);
    found
}

/// A style sheet with other addresses in the place of those at some indices.
pub fn with_addresses(css: &str, all: &[Address], new: impl Fn(usize) -> Option<String>) -> String {
    let mut out = String::with_capacity(css.len());
    let mut done = 0;
    for (index, address) in all.iter().enumerate() {
        let Some(text) = new(index) else { continue };
        out.push_str(css.get(done..address.place.start).unwrap_or_default());
        let is_string =
            css.get(address.place.clone()).is_some_and(|token| token.starts_with(['"', '\'']));
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
        out.push_str(&if is_string {
            format!("\"{escaped}\"")
        } else {
            format!("url(\"{escaped}\")")
        });
        done = address.place.end;
    }
    out.push_str(css.get(done..).unwrap_or_default());
    out
}

#[derive(Clone, Copy)]
struct Surroundings {
    /// Whether strings are addresses.
    strings: bool,
    is_font: bool,
}

/// The parser limits how deep blocks can be nested.
fn look(parser: &mut Parser, around: Surroundings, found: &mut Vec<Address>) {
    loop {
        let start = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments().cloned() else { return };
        let place = start..parser.position().byte_index();
        let loaded = if around.is_font { Loaded::Font } else { Loaded::Picture };
        let mut add = |text: &str| {
            found.push(Address { text: text.to_string(), place: place.clone(), loaded });
        };
        match token {
            Token::UnquotedUrl(address) => add(&address),
            Token::QuotedString(text) if around.strings => add(&text),
            Token::AtKeyword(name) => rule(parser, &name, around, found),
            Token::Function(name) => {
                let around = Surroundings { strings: is_address(&name), ..around };
                nested(parser, |parser| look(parser, around, found));
            }
            Token::CurlyBracketBlock | Token::SquareBracketBlock => {
                let around = Surroundings { strings: false, ..around };
                nested(parser, |parser| look(parser, around, found));
            }
            Token::ParenthesisBlock => nested(parser, |parser| look(parser, around, found)),
            _ => {}
        }
    }
}

/// A rule whose name has been read, up to its semicolon or to the end of its block. What stands before the block is a
/// condition or a name, for which browsers load nothing; of an `@import` they load the first address alone.
fn rule(parser: &mut Parser, name: &str, around: Surroundings, found: &mut Vec<Address>) {
    let mut is_import = name.eq_ignore_ascii_case("import");
    loop {
        let start = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments().cloned() else { return };
        let place = start..parser.position().byte_index();
        let address = |text: &str| Address { text: text.to_string(), place, loaded: Loaded::Style };
        match token {
            Token::Semicolon => return,
            Token::CurlyBracketBlock => {
                let is_font = around.is_font || name.eq_ignore_ascii_case("font-face");
                let around = Surroundings { strings: false, is_font };
                return nested(parser, |parser| look(parser, around, found));
            }
            Token::UnquotedUrl(text) | Token::QuotedString(text) if is_import => {
                found.push(address(&text));
            }
            Token::Function(name) if is_import && is_address(&name) => {
                nested(parser, |parser| import(parser, found));
            }
            Token::WhiteSpace(_) | Token::Comment(_) => continue,
            _ => {}
        }
        is_import = false;
    }
}

fn is_address(function: &str) -> bool {
    FUNCTIONS.iter().any(|one| function.eq_ignore_ascii_case(one))
}

/// The address in the `url("…")` of an `@import`.
fn import(parser: &mut Parser, found: &mut Vec<Address>) {
    loop {
        let start = parser.position().byte_index();
        let Ok(token) = parser.next_including_whitespace_and_comments().cloned() else { return };
        if let Token::QuotedString(text) = token {
            let place = start..parser.position().byte_index();
            found.push(Address { text: text.to_string(), place, loaded: Loaded::Style });
        }
    }
}

fn nested(parser: &mut Parser, look: impl FnOnce(&mut Parser)) {
    let _ = parser.parse_nested_block(|parser| -> Result<(), ParseError<()>> {
        look(parser);
        Ok(())
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(css: &str) -> Vec<String> {
        let one = |one: Address| format!("{:?} {} {}", one.loaded, one.text, &css[one.place]);
        addresses(css).into_iter().map(one).collect()
    }

    #[test]
    fn addresses_are_found_wherever_browsers_look() {
        assert_eq!(
            shown("@import 'a.css' layer(x);\n@import url(b.css);@IMPORT url( \"c.css\" ) screen;"),
            ["Style a.css 'a.css'", "Style b.css url(b.css)", "Style c.css \"c.css\""]
        );
        assert_eq!(
            shown(
                "@font-face { src: local(\"x\"), url('f.woff2') format('woff2') } p { background: URL(a\\20 b.png) }"
            ),
            ["Font f.woff2 'f.woff2'", "Picture a b.png URL(a\\20 b.png)"]
        );
        assert_eq!(
            shown(
                "@media print { a[href='x'] { content: \"y\"; cursor: image-set(\"z.png\" 1x type(\"image/png\"), url(w.png) 2x) } }"
            ),
            ["Picture z.png \"z.png\"", "Picture w.png url(w.png)"]
        );
        assert!(
            shown(
                "/* url(x) */ @namespace url(http://a.b); @charset \"utf-8\"; @namespace s \"c\";"
            )
            .is_empty()
        );
    }

    #[test]
    fn conditions_and_names_load_nothing() {
        for css in [
            "@supports (background: url(x.png)) and (mask: url('y.svg')) {}",
            "@supports not (background: image-set('x.png' 1x)) {}",
            "@supports selector(a[b='c']) {}",
            "@media (a: url(x)) {}",
            "@container style(--a: url(x.png)) {}",
            "@-moz-document url(http://a.b), url-prefix('http://c.d') {}",
            "@namespace url(http://www.w3.org/1999/xhtml);",
            "@namespace svg url('http://www.w3.org/2000/svg');",
            "@custom-selector :--a [b='url(x)'];",
            "@unknown url(x.png);",
            "p { content: 'url(x.png)'; background: url",
        ] {
            assert!(shown(css).is_empty(), "{css}: {:?}", shown(css));
        }
        for (css, expected) in [
            ("@supports (b: url(x)) { p { b: url(y) } } a { b: url(z) }", "y z"),
            ("@import url('a') layer(x) supports(b: url(c)) screen; p { b: url(d) }", "a d"),
            ("@import 'a' supports(b: image-set('c' 1x)); @import /* */ url(e);", "a e"),
            ("@import layer(x) url(a); p { b: url(d) }", "d"),
            ("p { @media print { b: url(x) } @supports (b: url(y)) { c: src('z') } }", "x z"),
            ("@font-face { src: url(a) } @media (b: url(c)) { @font-face { src: url(d) } }", "a d"),
            ("@counter-style a { symbols: url(b) } @page { background: url(c) }", "b c"),
            ("@unknown (; url(x)) { } p { b: url(y) }", "y"),
        ] {
            let found: Vec<String> = addresses(css).into_iter().map(|one| one.text).collect();
            assert_eq!(found.join(" "), expected, "{css}");
        }
    }

    #[test]
    fn addresses_are_replaced_in_their_places() {
        let css = "a{b:url(c.png)}@import 'd.css';e{f:url( \"g\" )}";
        let all = addresses(css);
        let new = with_addresses(css, &all, |index| (index != 1).then(|| format!("{index}\"")));
        assert_eq!(new, "a{b:url(\"0\\\"\")}@import 'd.css';e{f:url( \"2\\\"\" )}");
    }
}
