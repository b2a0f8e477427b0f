//! The questions of `init`, and the rules for answers.
//!
//! Reads and writes only its arguments. An empty answer selects the default in brackets; an invalid one is asked for
//! again.

use crate::app::init::{Host, NewBook};
use crate::book::config;
use crate::text::locales::{is_tag, tag_meant};
use std::io::{BufRead, Write};

/// Asks the four questions; `None` if the input ends before the last answer. `proposed` is the address that the site would
/// have at a host, if it is known.
pub(super) fn wish(
    input: &mut impl BufRead,
    output: &mut impl Write,
    proposed: impl Fn(Host) -> Option<String>,
) -> Option<NewBook> {
    let default = NewBook::default();
    let any = |text: &str| Ok(text.to_string());
    let title = question(input, output, "The book's title", &default.title, any)?;
    let language = question(input, output, "Its language tag", &default.language, language)?;
    let hosts = format!("Where to publish it ({})", Host::names().join(", "));
    let host = question(input, output, &hosts, "none", |name| {
        Host::named(name).ok_or_else(|| format!("`{name}` is not one of these"))
    })?;
    let site_url = match host {
        Host::None => None,
        host => {
            let default = proposed(host).unwrap_or_else(|| UNKNOWN.to_string());
            let text = format!("The address it will have, or {UNKNOWN}");
            question(input, output, &text, &default, |text| {
                if text == UNKNOWN { Ok(None) } else { address(text).map(Some) }
            })?
        }
    };
    Some(NewBook { title, language, host, site_url })
}

/// The answer of those who do not know the address.
const UNKNOWN: &str = "none";

fn question<T>(
    input: &mut impl BufRead,
    output: &mut impl Write,
    text: &str,
    default: &str,
    take: impl Fn(&str) -> Result<T, String>,
) -> Option<T> {
    loop {
        write!(output, "{text} [{default}]: ").ok()?;
        output.flush().ok()?;
        let mut answer = String::new();
        if input.read_line(&mut answer).ok()? == 0 {
            // The cursor is after the question.
            writeln!(output).ok()?;
            return None;
        }
        let answer = if answer.trim().is_empty() { default } else { answer.trim() };
        match take(answer) {
            Ok(taken) => return Some(taken),
            Err(reason) => writeln!(output, "{reason}").ok()?,
        }
    }
}

/// A language tag that is valid in book.toml.
pub(super) fn language(text: &str) -> Result<String, String> {
    if is_tag(text) {
        return Ok(text.to_string());
    }
    let meant = tag_meant(text).unwrap_or_else(|| "a tag such as en or pt-BR".to_string());
    Err(format!("`{text}` is not a language tag; write {meant}"))
}

/// The address of a site in its canonical form for book.toml.
pub(super) fn address(text: &str) -> Result<String, String> {
    if !(text.starts_with("https://") || text.starts_with("http://")) {
        return Err(format!("`{text}` is not a web address; begin it with https://"));
    }
    let reason =
        || format!("`{text}` is not the address of a site; write an address such as {SOME_SITE}");
    config::canonical(text).map(|form| form + "/").ok_or_else(reason)
}

const SOME_SITE: &str = "https://example.org/handbook/";

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(answers: &str) -> (Option<NewBook>, String) {
        let mut output = Vec::new();
        let proposed =
            |host| (host == Host::GitHubPages).then(|| "https://a.github.io/b/".to_string());
        let wish = wish(&mut answers.as_bytes(), &mut output, proposed);
        (wish, String::from_utf8_lossy(&output).into_owned())
    }

    #[test]
    fn empty_answers_take_the_defaults_and_there_are_at_most_four_questions() {
        let (wish, said) = asked("\n\n\n");
        assert_eq!(wish, Some(NewBook::default()));
        assert_eq!(said.matches(": ").count(), 3, "{said}");
        let (wish, said) = asked("A book\nde\nnetlify\nhttps://a.example/\n");
        let site_url = Some("https://a.example/".to_string());
        let expected = NewBook {
            title: "A book".into(),
            language: "de".into(),
            host: Host::Netlify,
            site_url,
        };
        assert_eq!(wish, Some(expected));
        assert_eq!(said.matches(": ").count(), 4, "{said}");
    }

    #[test]
    fn a_known_address_is_proposed() {
        let url = |answers| asked(answers).0.and_then(|wish| wish.site_url);
        assert_eq!(url("\n\ngithub-pages\n\n").as_deref(), Some("https://a.github.io/b/"));
        assert_eq!(url("\n\ngithub-pages\nnone\n"), None);
        assert_eq!(url("\n\nnetlify\n\n"), None);
    }

    #[test]
    fn an_answer_that_cannot_be_used_is_asked_for_again() {
        let (wish, said) = asked("\nklingon!\ntlh\nsomewhere\nnone\n");
        assert_eq!(wish.map(|wish| wish.language), Some("tlh".to_string()));
        assert!(said.contains("`klingon!` is not a language tag"), "{said}");
        assert!(said.contains("`somewhere` is not one of these"), "{said}");
    }

    #[test]
    fn an_address_is_taken_in_the_form_of_book_toml() {
        let form = address("https://bücher.example/a b").unwrap_or_default();
        assert_eq!(form, "https://xn--bcher-kva.example/a%20b/");
        for text in ["a.example", "ftp://a.example", "https://a.example/$x", "https://"] {
            assert!(address(text).is_err(), "{text}");
        }
    }

    #[test]
    fn who_gives_no_more_answers_gets_no_book() {
        assert_eq!(asked("A book\n").0, None);
        assert_eq!(asked("").0, None);
    }
}
