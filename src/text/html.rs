//! Splits HTML into text and tags, as browsers do (WHATWG HTML, 13.2.5), with html5ever.
//!
//! The only module that names it. Knows which elements contain raw text, and nothing else about their meaning.

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token as Cut, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub enum Token {
    /// Text, its character references resolved. The content of a script or a style sheet is text too.
    Text(String),
    /// A start tag: its name in lower case, and its attributes in order.
    Start(String, Vec<(String, String)>),
    /// An end tag: its name in lower case.
    End(String),
}

/// The pieces of a text, in order. Comments and truncated tags are left out.
pub fn tokens(html: &str) -> Vec<Token> {
    let input = BufferQueue::default();
    input.push_back(html.into());
    let options = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(Tokens::default(), options);
    // The tokenizer stops at a script, for browsers that run it.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct Tokens(RefCell<Vec<Token>>);

impl TokenSink for Tokens {
    type Handle = ();

    fn process_token(&self, token: Cut, _line: u64) -> TokenSinkResult<()> {
        let mut tokens = self.0.borrow_mut();
        match token {
            Cut::CharacterTokens(more) => match tokens.last_mut() {
                Some(Token::Text(text)) => text.push_str(&more),
                _ => tokens.push(Token::Text(more.to_string())),
            },
            Cut::TagToken(Tag { kind: TagKind::EndTag, name, .. }) => {
                tokens.push(Token::End(name.to_string()));
            }
            Cut::TagToken(tag) => {
                let holds = raw_text(&tag.name);
                let attributes = tag.attrs.iter();
                let attributes =
                    attributes.map(|one| (one.name.local.to_string(), one.value.to_string()));
                tokens.push(Token::Start(tag.name.to_string(), attributes.collect()));
                return holds.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData);
            }
            Cut::DoctypeToken(_)
            | Cut::CommentToken(_)
            | Cut::NullCharacterToken
            | Cut::EOFToken
            | Cut::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

/// Whether no tag but its own end tag counts in an element.
pub fn holds_raw_text(name: &str) -> bool {
    raw_text(name).is_some()
}

/// The kind of raw text in an element, in which no tag but its own end tag counts.
fn raw_text(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        "title" | "textarea" => Some(RawKind::Rcdata),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        let one = |token: Token| match token {
            Token::Text(text) => text,
            Token::Start(name, attributes) => {
                let pairs: String =
                    attributes.iter().map(|(name, value)| format!(" {name}={value}")).collect();
                format!("[{name}{pairs}]")
            }
            Token::End(name) => format!("[/{name}]"),
        };
        tokens(html).into_iter().map(one).collect()
    }

    #[test]
    fn text_and_tags_are_told_apart() {
        assert_eq!(
            shown("a <B x='1>2' Y>&lt;&copy;</b> 1 < 2<br/>"),
            "a [b x=1>2 y=]<©[/b] 1 < 2[br]"
        );
        assert_eq!(shown("a<!-- <p> -->b<!doctype html>c"), "abc");
        assert_eq!(
            shown("<script>'<p>'</script><title>&amp;<i></title>"),
            "[script]'<p>'[/script][title]&<i>[/title]"
        );
        assert_eq!(shown("a<div id=\"x"), "a");
        assert_eq!(shown("\u{feff}a"), "\u{feff}a");
    }
}
