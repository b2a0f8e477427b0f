//! What the policy of the book blocks in a script: requests to other sites, texts that are run, and HTML with inline
//! styles or scripts.
//!
//! Finds what is written in the script itself, also by way of a name that stands for a text, and nothing that another file
//! brings.

mod html;
mod loads;
mod tables;

use super::blocked::markup;
use crate::book::policy::Policy;
use crate::book::policy::blocked::{Blocked, Kind as Fault};
use crate::text::diag::SourceText;
use crate::text::js::{Kind, Token, tokens};
use crate::text::url;
use loads::Names;
use tables::*;

/// Adds what the policy blocks in a script.
pub(super) fn script(source: &SourceText, policy: &Policy, blocked: &mut Blocked) {
    let tokens = tokens(&source.text);
    let script = Script { tokens: &tokens };
    let mut names = Names::default();
    // How far the script was read as HTML.
    let mut read = 0;
    for (at, token) in tokens.iter().enumerate() {
        names.read(&script, at);
        match token.kind {
            Kind::Text => {
                if let Some(fault) = script.text(at, policy, &names) {
                    blocked.add(fault, source, token.place.clone());
                }
            }
            Kind::Word => {
                let fault = script.runs(at, policy).or_else(|| script.named(at, policy, &names));
                if let Some(fault) = fault {
                    blocked.add(fault, source, token.place.clone());
                }
                let html = script.markup(at).filter(|html| html.start >= read);
                if let Some(html) = html {
                    read = html.end;
                    markup(source, html, policy, blocked);
                }
            }
            _ => {}
        }
    }
}

struct Script<'s, 't> {
    tokens: &'s [Token<'t>],
}

impl<'t> Script<'_, 't> {
    fn get(&self, at: Option<usize>) -> Option<&Token<'t>> {
        self.tokens.get(at?)
    }

    /// The token so many places before another.
    fn before(&self, at: usize, by: usize) -> Option<&Token<'t>> {
        self.get(at.checked_sub(by))
    }

    fn is_sign(&self, at: Option<usize>, sign: &str) -> bool {
        self.get(at).is_some_and(|one| one.kind == Kind::Sign && one.text == sign)
    }

    fn word(&self, at: Option<usize>) -> Option<&'t str> {
        self.get(at).filter(|one| one.kind == Kind::Word).map(|one| one.text)
    }

    /// How a word is called; `None` if it is not, or if it is the name of a function that begins here.
    fn call(&self, at: usize) -> Option<Call> {
        if !self.is_sign(Some(at + 1), "(") {
            return None;
        }
        let owner = self.word(at.checked_sub(2)).filter(|owner| WINDOW.contains(owner));
        let is_property = self.is_sign(at.checked_sub(1), ".");
        let start = if is_property && owner.is_some() { at - 2 } else { at };
        match self.before(start, 1) {
            Some(one) if one.text == "." => Some(Call::Method),
            Some(one) if one.text == "new" => Some(Call::New),
            Some(one) if one.text == "function" => None,
            _ => Some(Call::Function),
        }
    }

    /// The place of the name of a call, and the number of the argument that a token begins. An argument before it is a
    /// single token.
    fn argument(&self, at: usize) -> Option<(usize, usize)> {
        let (name, number) = match self.before(at, 1)?.text {
            "(" => (at.checked_sub(2)?, 0),
            "," if self.is_sign(at.checked_sub(3), "(") => (at.checked_sub(4)?, 1),
            _ => return None,
        };
        self.word(Some(name)).map(|_| (name, number))
    }

    /// What the policy blocks of a text in quotes.
    fn text(&self, at: usize, policy: &Policy, names: &Names<'t>) -> Option<Fault> {
        let text = self.address(at, names).unwrap_or_default();
        if self.is_other_eval(at) {
            return Some(Fault::RunText);
        }
        let argument = self.argument(at);
        if let Some((name, number)) = argument
            && let Some(fault) = self.attribute((name, number), at, policy)
        {
            return Some(fault);
        }
        let scheme = url::scheme(text);
        if scheme.as_deref() == Some("javascript") {
            return (text.len() > "javascript:".len() && !self.is_mentioned(at))
                .then_some(Fault::ScriptAddress);
        }
        if let Some(address) = self.in_style(at, text) {
            return (!policy.allows("img-src", address)).then_some(Fault::Load("img-src"));
        }
        let address =
            text.strip_prefix("url(").map_or(text, |rest| rest.trim_matches(['"', '\'', ')']));
        if !is_foreign(address) {
            return None;
        }
        let called = self.loaded(at, (names, policy), address);
        let directive = called.or_else(|| self.imported(at)).or_else(|| {
            let directive = by_ending(address)?;
            let is_link = directive != "style-src" && self.is_in_text(at);
            (!is_link && !self.is_mentioned(at)).then_some(directive)
        })?;
        (!policy.allows(directive, address)).then_some(Fault::Load(directive))
    }

    /// What the policy blocks of a name that stands for an address.
    fn named(&self, at: usize, policy: &Policy, names: &Names<'t>) -> Option<Fault> {
        let address = self.address(at, names)?;
        // What the address itself ends in is reported where it is written.
        let directive =
            self.loaded(at, (names, policy), address).filter(|_| by_ending(address).is_none())?;
        (!policy.allows(directive, address)).then_some(Fault::Load(directive))
    }

    /// The address of another site in a text that is set as the style of an element.
    fn in_style<'a>(&self, at: usize, text: &'a str) -> Option<&'a str> {
        let is_style = self.word(at.checked_sub(2)) == Some("cssText")
            && ["=", "+="].iter().any(|sign| self.is_sign(at.checked_sub(1), sign));
        let (_, address) = text.split_once("url(").filter(|_| is_style)?;
        let address = address.trim_start_matches(['"', '\'', '\\', ' ']);
        is_foreign(address).then(|| address.split(['"', '\'', '\\', ')']).next())?
    }

    /// The directive for a module that is imported.
    fn imported(&self, at: usize) -> Option<&'static str> {
        let before = self.word(at.checked_sub(1));
        matches!(before, Some("from" | "import")).then_some("script-src")
    }

    /// What is blocked of an attribute that is set, or of an element that is made.
    fn attribute(
        &self,
        (name, number): (usize, usize),
        at: usize,
        policy: &Policy,
    ) -> Option<Fault> {
        let word = self.word(Some(name))?;
        let text = self.get(Some(at))?.text.to_ascii_lowercase();
        if word == "createElement" && text == "style" && !policy.allows_inline("style-src") {
            return Some(Fault::StyleElement);
        }
        let sets = ATTRIBUTES.contains(&(word, number)) && self.is_sign(Some(at + 1), ",");
        match text.as_str() {
            _ if !sets => None,
            "style" => (!policy.allows_style_attributes()).then_some(Fault::StyleAttribute),
            name => name.starts_with("on").then_some(Fault::Handler),
        }
    }

    /// Whether a text is compared, looked for or told, rather than loaded.
    fn is_mentioned(&self, at: usize) -> bool {
        let compares = |one: Option<&Token>| {
            one.is_some_and(|one| ["==", "===", "!=", "!==", "case"].contains(&one.text))
        };
        let is_told = self.argument(at).and_then(|(name, _)| self.word(Some(name)));
        compares(self.before(at, 1))
            || compares(self.get(Some(at + 1)))
            || is_told.is_some_and(|name| MENTIONS.contains(&name))
            || self.is_in_text(at) && self.word(at.checked_sub(2)) != Some("href")
    }

    /// Whether a text is assigned to a property that shows it or links to it.
    fn is_in_text(&self, at: usize) -> bool {
        let is_assigned = self.before(at, 1).is_some_and(|one| ["=", "+="].contains(&one.text));
        is_assigned && self.word(at.checked_sub(2)).is_some_and(|name| TEXTS.contains(&name))
    }

    /// What is blocked of a word that runs a text.
    fn runs(&self, at: usize, policy: &Policy) -> Option<Fault> {
        let word = self.word(Some(at))?;
        if self.is_other_eval(at) {
            return Some(Fault::RunText);
        }
        let call = self.call(at)?;
        let is_text = || self.get(Some(at + 2)).is_some_and(|one| one.kind == Kind::Text);
        if (RUN.contains(&(word, call)) && !self.is_method_made(at))
            || (call == Call::Function && RUN_TEXTS.contains(&word) && is_text())
        {
            return Some(Fault::RunText);
        }
        let is_compiled = COMPILE.contains(&word)
            && self.is_sign(at.checked_sub(1), ".")
            && self.word(at.checked_sub(2)) == Some("WebAssembly");
        (is_compiled && !policy.allows_wasm()).then_some(Fault::WebAssembly)
    }
}

/// Whether an address leads to another site.
fn is_foreign(address: &str) -> bool {
    let elsewhere = ["http", "https", "ws", "wss"];
    url::scheme(address).is_some_and(|scheme| elsewhere.contains(&scheme.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// What is blocked, the key with a value that allows it, and the script.
    const ALLOWED: &str = r#"
connect-src | connect-src https://a.b | fetch('https://a.b/c')
connect-src | connect-src https://a.b | window.fetch(`https://a.b/${c}`)
connect-src | connect-src https://a.b | fetch(new Request("//a.b/c"))
connect-src | connect-src https://a.b | x.open('GET', 'https://a.b/c')
connect-src | connect-src https://a.b | navigator.sendBeacon('https://a.b/c', d)
connect-src | connect-src wss://a.b | new WebSocket('wss://a.b/c')
connect-src | connect-src https://a.b | new EventSource('https://a.b/c')
worker-src | worker-src https://a.b | new Worker('https://a.b/c')
worker-src | worker-src https://a.b | new SharedWorker('https://a.b/c')
worker-src | worker-src https://a.b | navigator.serviceWorker.register('https://a.b/c')
script-src | script-src https://a.b | importScripts('https://a.b/c')
script-src | script-src https://a.b | import('https://a.b/c')
script-src | script-src https://a.b | import { c } from 'https://a.b/c';
script-src | script-src https://a.b | import 'https://a.b/c';
script-src | script-src https://a.b | export * from 'https://a.b/c';
script-src | script-src https://a.b | s.src = 'https://a.b/c.js'
style-src | style-src https://a.b | l.href = 'https://a.b/c.css?d'
font-src | font-src https://a.b | new FontFace('A', 'url(https://a.b/c)')
media-src | media-src https://a.b | new Audio('https://a.b/c')
img-src | img-src https://a.b | i.src = `https://a.b/c.png`
img-src | img-src https://a.b | e.innerHTML = '<img src="https://a.b/c">'
script-src | script-src https://a.b | s=document.createElement("script"); s.src="https://a.b/gtag/js?id=G"
script-src | script-src https://a.b | var u="//a.b/"; g=d.createElement('script'); g.src=u+'matomo.js'
script-src | script-src https://a.b | $.getScript('https://a.b/c')
frame-src | frame-src https://a.b | f.src="https://a.b/embed/x"
frame-src | img-src https://a.b | f.src="https://a.b/embed/x"
frame-src | frame-src https://a.b | f = d.createElement('iframe'); f.setAttribute('src', 'https://a.b/c')
img-src | img-src https://a.b | i = new Image(); i.src = 'https://a.b/c?d'
img-src | img-src https://a.b | e.style.cssText = 'color: red; background: url("https://a.b/c")'
connect-src | connect-src https://a.b | const A = "https://a.b"; fetch(A + "/x")
connect-src | connect-src https://a.b | const A = "https://a.b"; fetch(`${A}/x`)
connect-src | connect-src https://a.b | const A = "https://a.b"; x.open('GET', A)
connect-src | connect-src https://a.b | $.getJSON("https://a.b/c")
connect-src | connect-src https://a.b | axios.get("https://a.b/c")
connect-src | connect-src https://a.b | axios("https://a.b/c")
connect-src | connect-src https://a.b | jQuery.ajax({ type: 'GET', url: 'https://a.b/c' })
form-action | form-action https://a.b | form.action = "https://a.b/c"
StyleAttribute | style-src 'unsafe-inline' | e.innerHTML = '<p style="color: red">'
StyleAttribute | style-src 'unsafe-inline' | e.innerHTML += `<p style="${a}">`
StyleAttribute | style-src 'unsafe-inline' | e.outerHTML = '<p>' + a + '<p style="' + b + '">'
StyleAttribute | style-src 'unsafe-inline' | e.innerHTML = a.map((b) => `<i style=x>${b}</i>`).join('')
StyleAttribute | style-src 'unsafe-inline' | e.insertAdjacentHTML('beforeend', "<p style='x'>")
StyleElement | style-src 'unsafe-inline' | document.write('<style>p {}</style>')
StyleAttribute | style-src 'unsafe-inline' | e.setAttribute('style', a)
StyleElement | style-src 'unsafe-inline' | document.createElement('style')
WebAssembly | script-src 'wasm-unsafe-eval' | WebAssembly.instantiate(a)
WebAssembly | script-src 'wasm-unsafe-eval' | new WebAssembly.Module(a)
"#;

    /// What no key allows, and the script.
    const FORBIDDEN: &str = r#"
Handler | e.innerHTML = '<p onclick="x()">'
Handler | e.setAttribute("onclick", 'x()')
Handler | e.setAttributeNS(null, 'onload', x)
RunText | eval('x')
RunText | window.eval(x)
RunText | (0,eval)(s)
RunText | (0, window.eval)(s)
RunText | window["eval"](s)
RunText | eval?.(s)
RunText | if (eval(s)) { t() }
RunText | new Function('a', 'return a')
RunText | Function('return this')()
RunText | setTimeout('x()', 5)
RunText | window.setInterval(`x()`)
ScriptAddress | a.href = 'javascript:x()'
ScriptAddress | location = "JavaScript:x()"
ScriptAddress | e.innerHTML = '<a href="javascript:x()">'
"#;

    /// Scripts of which nothing is blocked; `⏎` is the end of a line.
    const SOUND: &str = r#"
// fetch('https://a.b/c')
/* i.src = 'https://a.b/c.png' */
/* eval('x') */ f('say eval("x") or new Function(1)')
m("e.innerHTML = '<p style=x>'")
r = /fetch\('https:\/\/a.b'\)/; q = /"https://a.b/c.js"/
fetch('data/c.json'); fetch('/c'); fetch(c)
new Worker('c.js'); new WebSocket(c); import('./c.js')
const a = 'see https://a.b/c.js';
a.href = 'https://a.b/c.png'; a.href = 'https://a.b/c'
e.textContent = 'https://a.b/c.js'
console.log('https://a.b/c.js')
if (u === 'https://a.b/c.js' || u.startsWith('https://a.b/c.js')) {}
if (u.startsWith('javascript:') || u === 'javascript:void(0)') {}
window.open('https://a.b/c'); db.open('a', 'b')
const o = { eval(x) { return x }, Function() {} }; o.eval(1); o["eval"](1); o.eval?.(1)
class A { eval(x, y = f()) { } static async Function(x) {} }
const A = "https://a.b"; console.log(A); f(A); a.href = A; m.get(A); x = { url: A }
const A = "c"; fetch(A + "/x"); fetch(`${A}/x`); s.src = A; form.action = '/c'; f.action === 'https://a.b'
s.src === 'https://a.b/c'; s.src = '/c'; m.get('https://a.b/c'); e.style.cssText = 'background: url(c.png)'
math.eval('1+1'); function eval2() {} evaluate('x')
setTimeout(() => x('y'), 5); setTimeout(x, 5); o.setTimeout('x')
class A { fetch() {} } function fetch(a) {}
e.getAttribute('style'); $(e).attr('style'); e.setAttribute('class', 'style')
e.style.color = 'red'; e.style.cssText = 'color: red'; e.onclick = f
e.innerHTML = '<p class="style">a</p>'⏎f('<p style=x>')
e.innerHTML = ''; f('<p style=x>')
e.innerHTML === '<p style=x>'
a = b / c; d = 'x' / 2; e = `a ${f / 2} b`
"#;

    fn rows(table: &str) -> impl Iterator<Item = &str> {
        table.lines().filter(|row| !row.is_empty())
    }

    fn found(policy: &Policy, text: &str) -> String {
        let source = SourceText { file: "a.js".into(), text: text.replace('⏎', "\n").into() };
        let mut blocked = Blocked::default();
        script(&source, policy, &mut blocked);
        let name = |fault: &Fault| match fault {
            Fault::Load(directive) => directive.to_string(),
            other => format!("{other:?}"),
        };
        blocked.0.keys().map(name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_the_policy_blocks_is_found_unless_a_key_allows_it() {
        for row in rows(ALLOWED) {
            let [fault, key, script] = row.splitn(3, " | ").collect::<Vec<_>>()[..] else {
                panic!("{row}")
            };
            assert_eq!(found(&Policy::default(), script), fault, "{row}");
            let (key, source) = key.split_once(' ').unwrap_or_default();
            let added = BTreeMap::from([(key.to_string(), vec![source.to_string()])]);
            assert_eq!(found(&Policy::with(&added), script), "", "{row}");
        }
    }

    #[test]
    fn what_no_key_allows_is_found_too() {
        for row in rows(FORBIDDEN) {
            let (fault, script) = row.split_once(" | ").unwrap_or_default();
            assert_eq!(found(&Policy::default(), script), fault, "{row}");
        }
    }

    #[test]
    fn what_only_reads_like_it_is_not() {
        for script in rows(SOUND) {
            assert_eq!(found(&Policy::default(), script), "", "{script}");
        }
    }
}
