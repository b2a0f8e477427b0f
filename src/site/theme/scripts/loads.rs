//! Which directive decides about an address in a script: by the call that has it, or by the property it is set to.

use super::tables::*;
use super::{Script, is_foreign};
use crate::book::policy::Policy;
use crate::text::js::Kind;
use std::collections::BTreeMap;

/// What a script has said of its names up to a token.
#[derive(Default)]
pub(super) struct Names<'t> {
    /// Texts that are addresses of other sites.
    addresses: BTreeMap<&'t str, &'t str>,
    /// Elements that were made, by their tags.
    elements: BTreeMap<&'t str, &'t str>,
}

impl<'t> Names<'t> {
    /// The address that a name stands for.
    pub(super) fn address(&self, name: &str) -> Option<&'t str> {
        self.addresses.get(name).copied()
    }

    /// Learns from a token.
    pub(super) fn read(&mut self, script: &Script<'_, 't>, at: usize) {
        let name = |by: usize| script.word(at.checked_sub(by));
        let is_set = |by: usize| script.is_sign(at.checked_sub(by), "=");
        let Some(token) = script.get(Some(at)) else { return };
        if token.kind == Kind::Text && is_set(1) && is_foreign(token.text) {
            let is_declared = matches!(name(3), Some("const" | "let" | "var"));
            let named = name(2).filter(|_| is_declared);
            self.addresses.extend(named.map(|name| (name, token.text)));
        } else if token.text == "createElement" && is_set(3) {
            let tag = script.get(Some(at + 2)).filter(|tag| tag.kind == Kind::Text);
            self.elements.extend(name(4).zip(tag.map(|tag| tag.text)));
        } else if token.text == "Image" && name(1) == Some("new") && is_set(2) {
            self.elements.extend(name(3).map(|name| (name, "img")));
        }
    }
}

impl<'t> Script<'_, 't> {
    /// The address that a token is or stands for: a text, a text in backticks that begins with a name, or a name.
    pub(super) fn address(&self, at: usize, names: &Names<'t>) -> Option<&'t str> {
        let token = self.get(Some(at))?;
        match token.kind {
            Kind::Word => names.address(token.text),
            _ if token.text.is_empty() => {
                let next = self.get(Some(at + 1)).filter(|next| next.place.end <= token.place.end);
                names.address(next?.text)
            }
            _ => Some(token.text.trim()),
        }
    }

    /// The directive for the first part of an argument of a call that loads it, or of the value of a property.
    pub(super) fn loaded(
        &self,
        at: usize,
        (names, policy): (&Names<'t>, &Policy),
        address: &str,
    ) -> Option<&'static str> {
        if let Some((name, number)) = self.argument(at) {
            let is_source = number == 1
                && self.word(Some(name)) == Some("setAttribute")
                && self.get(at.checked_sub(2)).is_some_and(|one| one.text == "src");
            return match is_source {
                true => self.of_element(name.checked_sub(2), names, policy, address),
                false => self.of_call(name, number),
            };
        }
        let property = self.word(at.checked_sub(2))?;
        let is_property = |by| self.is_sign(at.checked_sub(by), ".");
        if self.is_sign(at.checked_sub(1), ":") && property == "url" {
            return self.of_options(at);
        }
        if !self.is_sign(at.checked_sub(1), "=") || !is_property(3) {
            return None;
        }
        match property {
            "src" => self.of_element(at.checked_sub(4), names, policy, address),
            "action" => Some("form-action"),
            _ => None,
        }
    }

    fn of_call(&self, name: usize, number: usize) -> Option<&'static str> {
        let (word, call) = (self.word(Some(name))?, self.call(name)?);
        let owner = self.word(name.checked_sub(2)).unwrap_or_default();
        if number == 0 && call == Call::Method && CLIENTS.contains(&owner) {
            let is_request = REQUESTS.contains(&word);
            return (word == "getScript")
                .then_some("script-src")
                .or(is_request.then_some("connect-src"));
        }
        let is_one =
            |one: &&(&str, Call, usize, &str)| (one.0, one.1, one.2) == (word, call, number);
        LOADS.iter().find(is_one).map(|one| one.3)
    }

    /// The directive for an address among the options of a request, as in `$.ajax({ url: "…" })`.
    fn of_options(&self, at: usize) -> Option<&'static str> {
        const MOST: usize = 24;
        let mut before = (1..MOST).map_while(|by| at.checked_sub(by));
        let brace = before.find(|at| self.is_sign(Some(*at), "{"))?;
        let name = brace.checked_sub(2).filter(|_| self.is_sign(brace.checked_sub(1), "("))?;
        let is_request = matches!(self.word(Some(name)), Some("ajax" | "axios"));
        is_request.then_some("connect-src")
    }

    /// The directive for the source of an element. If nothing says what it is, all that have a source must block it.
    fn of_element(
        &self,
        element: Option<usize>,
        names: &Names,
        policy: &Policy,
        address: &str,
    ) -> Option<&'static str> {
        let tag = self.word(element).and_then(|name| names.elements.get(name)).copied();
        match tag.map(str::to_ascii_lowercase).as_deref() {
            Some("script") => Some("script-src"),
            Some("img") => Some("img-src"),
            Some("audio" | "video" | "source" | "track") => Some("media-src"),
            Some("iframe") => Some("frame-src"),
            _ => by_ending(address).or_else(|| {
                let sources = ["script-src", "img-src", "media-src", "frame-src"];
                let is_allowed = sources.iter().any(|one| policy.allows(one, address));
                (!is_allowed).then_some("frame-src")
            }),
        }
    }

    /// Whether a name in an object or a class begins a method, rather than a call: a brace follows its parameters.
    pub(super) fn is_method_made(&self, at: usize) -> bool {
        const MOST: usize = 64;
        let mut depth = 0_usize;
        for index in at + 1..at + MOST {
            match self.get(Some(index)) {
                Some(one) if one.kind == Kind::Sign && one.text == "(" => depth += 1,
                Some(one) if one.kind == Kind::Sign && one.text == ")" => {
                    depth = depth.saturating_sub(1);
                }
                None => return false,
                _ => {}
            }
            if depth == 0 {
                return self.is_sign(Some(index + 1), "{");
            }
        }
        false
    }

    /// Whether this is `eval` of the window in another form: `(0, eval)(a)`, `eval?.(a)`, `window["eval"]`.
    pub(super) fn is_other_eval(&self, at: usize) -> bool {
        let Some(token) = self.get(Some(at)).filter(|one| one.text == "eval") else { return false };
        let owner = |by| self.word(at.checked_sub(by)).filter(|owner| WINDOW.contains(owner));
        if token.kind == Kind::Text {
            return self.is_sign(at.checked_sub(1), "[")
                && self.is_sign(Some(at + 1), "]")
                && owner(2).is_some();
        }
        let is_property = self.is_sign(at.checked_sub(1), ".");
        let signs = |signs: &[&str]| {
            signs.iter().enumerate().all(|(by, sign)| self.is_sign(Some(at + 1 + by), sign))
        };
        let start = if is_property { at.saturating_sub(2) } else { at };
        let is_grouped = ["(", ","].iter().any(|sign| self.is_sign(start.checked_sub(1), sign));
        token.kind == Kind::Word
            && (!is_property || owner(2).is_some())
            && (signs(&["?", ".", "("]) || is_grouped && signs(&[")", "("]))
    }
}
