//! Finds requests to other sites in a style sheet or in a CSS value.
//!
//! Reads tokens as browsers do, with escapes and comments, but ignores their position: text that looks like an address
//! counts as one even where no browser reads one. Pure.

use crate::text::url;
use cssparser::{ParseError, Parser, Token};

/// Functions whose value is a picture, named by a text.
const PICTURES: [&str; 8] = [
    "url",
    "src",
    "image",
    "image-set",
    "-webkit-image-set",
    "cross-fade",
    "-webkit-cross-fade",
    "-moz-image-rect",
];

/// Functions that are replaced by a value from elsewhere, which has not been checked for addresses.
const STAND_INS: [&str; 5] = ["var", "attr", "env", "if", "inherit"];

/// Media types of data that is a font and nothing else.
const LETTERS: [&str; 4] = [
    "data:font/",
    "data:application/font",
    "data:application/x-font",
    "data:application/vnd.ms-font",
];

/// A request to another site.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// Such as `` names `https://…` ``.
    pub(super) what: String,
    /// How many lines come before it.
    pub(super) line: u32,
}

/// The position of a token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    Function,
    /// A function of `PICTURES`.
    Picture,
}

/// The first request to another site.
pub(super) fn asked(text: &str) -> Option<Asked> {
    let fault = look(&mut Parser::new(text), Within::Nothing).err()?;
    Some(match fault.kind {
        cssparser::ParseErrorKind::Custom(asked) => asked,
        cssparser::ParseErrorKind::Basic(_) => {
            Asked { what: "nests its blocks too deeply".into(), line: 0 }
        }
    })
}

/// The parser limits how deep blocks can be nested.
fn look(parser: &mut Parser, within: Within) -> Result<(), ParseError<Asked>> {
    while let Ok(token) = parser.next().cloned() {
        let line = parser.current_source_location().line;
        let fault = |what: String| Err(ParseError::custom(Asked { what, line }));
        match token {
            Token::UnquotedUrl(address) if !is_here(&address) => return fault(named(&address)),
            Token::QuotedString(text) if within != Within::Nothing && !is_here(&text) => {
                return fault(named(&text));
            }
            Token::BadUrl(_) | Token::BadString(_) => {
                return fault("has an address that cannot be read".into());
            }
            Token::AtKeyword(name) if name.eq_ignore_ascii_case("import") => {
                return fault("has `@import`".into());
            }
            Token::AtKeyword(name) if name.eq_ignore_ascii_case("namespace") => pass_name(parser),
            Token::Function(name) => {
                let is_one_of =
                    |names: &[&str]| names.iter().any(|one| name.eq_ignore_ascii_case(one));
                if within == Within::Picture && is_one_of(&STAND_INS) {
                    return fault(format!("loads a picture with `{name}()`"));
                }
                let is_picture = within == Within::Picture || is_one_of(&PICTURES);
                let inner = if is_picture { Within::Picture } else { Within::Function };
                parser.parse_nested_block(|parser| look(parser, inner))?;
            }
            Token::ParenthesisBlock => {
                parser.parse_nested_block(|parser| look(parser, within))?;
            }
            // In square brackets a selector has the value of an attribute.
            Token::SquareBracketBlock | Token::CurlyBracketBlock => {
                parser.parse_nested_block(|parser| look(parser, Within::Nothing))?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Skips the name of a namespace, which looks like an address and is never requested.
fn pass_name(parser: &mut Parser) {
    let name = |parser: &mut Parser| parser.expect_url_or_string().map(|_| ());
    let _ = parser.try_parse(|parser| parser.expect_ident().map(|_| ()));
    // Without a name, the next token is checked like all others.
    let _ = parser.try_parse(name);
}

fn named(address: &str) -> String {
    format!("refers to `{}`", shortened(address))
}

/// An address shortened for a message: one line, and long enough to find it.
pub(super) fn shortened(address: &str) -> String {
    const MOST: usize = 80;
    let address = url::without_controls(address);
    match address.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", address.get(..end).unwrap_or_default()),
        None => address,
    }
}

/// Whether an address points to a file of the site, into this file, or contains its data: a bitmap picture, or a font.
fn is_here(address: &str) -> bool {
    match url::scheme(address).as_deref() {
        None => true,
        Some("data") => {
            let address = url::without_controls(address).to_ascii_lowercase();
            url::is_inline_picture(&address) || LETTERS.iter().any(|kind| address.starts_with(kind))
        }
        Some(_) => false,
    }
}
