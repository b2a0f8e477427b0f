//! Highlights code: HTML with about a dozen classes, by syntect's grammars.
//!
//! The only module that names syntect. Of a terminal session it marks prompts and output with the class `p`. The theme sets the colours:
//! a class gives the kind of a token. Code in an unknown language, and code that is too long, is plain text.

pub mod grammar;
mod session;

use crate::text::escape::escape;
use grammar::{Changes, Grammars, NotParsed, Walk};
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference};

/// A longer line (in bytes) is probably generated; the time of some grammars grows with the square of the length.
const LONGEST_LINE: usize = 1_000;

/// The largest sum of the squares of the lengths of a block's lines.
const MOST_SQUARES: usize = 10_000_000;

/// The largest sum for all blocks of a chapter.
const MOST_SQUARES_OF_CHAPTER: usize = 30_000_000;

/// Grammars, by name, whose time grows with the cube of the length, and the longest line of each.
const LONGEST_LINE_OF: [(&str, usize); 3] =
    [("Command Help", 200), ("INI", 200), ("SystemVerilog", 200)];

/// Grammars, by name, whose time grows with the cube of the hyphens of a word: sixty of them take seconds.
const HYPHENATED: [&str; 3] = ["Less", "SCSS", "Sass"];

/// The most hyphens of a word in these languages.
const MOST_HYPHENS: usize = 10;

/// A longer block (in bytes) is not highlighted.
const LONGEST_BLOCK: usize = 256 * 1024;

/// Scope prefixes and their classes. The first prefix that matches an atom of the scope stack, searched from the
/// innermost scope outwards, decides. Very common tokens, such as punctuation, have no class, which keeps pages small.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("punctuation.definition.comment", "c"),
    ("string", "s"),
    ("punctuation.definition.string", "s"),
    ("constant.character.escape", "n"),
    ("constant", "n"),
    ("keyword.operator.word", "k"),
    ("keyword.operator", "o"),
    ("keyword", "k"),
    ("storage", "k"),
    ("variable.language", "k"),
    ("variable.function", "f"),
    ("variable.parameter", "v"),
    ("entity.name.function", "f"),
    ("support.function", "f"),
    ("entity.name.tag", "g"),
    ("entity.other.attribute-name", "a"),
    ("variable.annotation", "a"),
    ("entity.name.section", "h"),
    ("markup.heading", "h"),
    ("markup.bold", "h"),
    ("markup.italic", "h"),
    ("markup.inserted", "i"),
    ("markup.deleted", "d"),
    ("markup.raw", "s"),
    ("markup.underline.link", "s"),
    ("entity.name", "t"),
    ("support", "t"),
];

/// The grammars, loaded for the first block of code.
#[derive(Default)]
pub struct Highlighter {
    loaded: OnceLock<Loaded>,
}

struct Loaded {
    grammars: Grammars,
    classes: Vec<(Scope, &'static str)>,
}

impl Highlighter {
    /// The code as HTML: escaped text, with a `span` around each token that has a class. `None` if the language is
    /// unknown or the code is too long; the caller then escapes it.
    pub fn html(&self, language: &str, code: &str) -> Option<String> {
        self.chapter().html(language, code)
    }

    /// A highlighter for the code of one chapter.
    pub fn chapter(&self) -> OfChapter<'_> {
        let (languages, classes) = (HashMap::new(), HashMap::new());
        OfChapter { highlighter: self, languages, classes, squares: 0 }
    }

    /// Whether code in this language is shown as its author expects: highlighted, or plain on purpose.
    pub fn knows(&self, language: &str) -> bool {
        PLAIN.contains(&language.to_ascii_lowercase().as_str())
            || self.loaded.get_or_init(Loaded::new).syntax(language).is_some()
    }

    /// Every name of a language, in lower case and sorted.
    pub fn names(&self) -> BTreeSet<String> {
        let syntaxes = self.loaded.get_or_init(Loaded::new).grammars.set().syntaxes();
        let named = |syntax: &SyntaxReference| -> Vec<String> {
            let name = syntax.name.to_lowercase();
            syntax.file_extensions.iter().map(|one| one.to_lowercase()).chain([name]).collect()
        };
        syntaxes.iter().flat_map(named).collect()
    }
}

/// The highlighter with a cache of languages: most chapters use few of them, and a look-up takes longer than a short
/// block.
pub struct OfChapter<'a> {
    highlighter: &'a Highlighter,
    languages: HashMap<String, Option<&'a SyntaxReference>>,
    classes: HashMap<Scope, Option<&'static str>>,
    /// The sum of the squares of the lengths of the lines so far.
    squares: usize,
}

impl<'a> OfChapter<'a> {
    /// The code as HTML, as by [`Highlighter::html`].
    pub fn html(&mut self, language: &str, code: &str) -> Option<String> {
        if language.is_empty() || code.len() > LONGEST_BLOCK {
            return None;
        }
        if session::LANGUAGES.iter().any(|one| language.eq_ignore_ascii_case(one))
            && let Some(parts) = session::parts(code)
        {
            return Some(self.session(&parts, code));
        }
        let loaded = self.highlighter.loaded.get_or_init(Loaded::new);
        let syntax = self.syntax(language)?;
        if !is_quick(&syntax.name, code, &mut self.squares) {
            return None;
        }
        Painter::new(loaded, &mut self.classes, code.len()).paint(syntax, code)
    }

    /// A session of a terminal: its commands, and prompts and output in a `span` that a copy leaves out.
    fn session(&mut self, parts: &[session::Part], code: &str) -> String {
        let mut html = String::with_capacity(code.len() * 2);
        for part in parts {
            let text = code.get(part.range.clone()).unwrap_or_default();
            match part.shell {
                Some(shell) => match self.html(shell, text) {
                    Some(painted) => html.push_str(&painted),
                    None => escape(text, &mut html),
                },
                None => {
                    html.push_str("<span class=\"p\">");
                    escape(text, &mut html);
                    html.push_str("</span>");
                }
            }
        }
        html
    }

    fn syntax(&mut self, language: &str) -> Option<&'a SyntaxReference> {
        if let Some(known) = self.languages.get(language) {
            return *known;
        }
        let found = self.highlighter.loaded.get_or_init(Loaded::new).syntax(language);
        self.languages.insert(language.to_string(), found);
        found
    }
}

/// Whether a grammar highlights the code in acceptable time. Adds to `squares` of the chapter.
fn is_quick(grammar: &str, code: &str, squares: &mut usize) -> bool {
    let longest = LONGEST_LINE_OF.iter().find(|(name, _)| *name == grammar);
    let longest = longest.map_or(LONGEST_LINE, |(_, length)| *length);
    let lengths = || code.split_inclusive('\n').map(str::len);
    let own: usize = lengths().map(|length| length * length).sum();
    if lengths().any(|length| length > longest)
        || own > MOST_SQUARES
        || *squares + own > MOST_SQUARES_OF_CHAPTER
    {
        return false;
    }
    *squares += own;
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let mut words = code.split(|c: char| !is_part(c));
    !HYPHENATED.contains(&grammar) || words.all(|word| word.matches('-').count() <= MOST_HYPHENS)
}

/// Language names for plain text.
const PLAIN: [&str; 4] = ["plain", "plaintext", "text", "txt"];

impl Loaded {
    fn new() -> Self {
        let classes = CLASSES
            .iter()
            .filter_map(|(prefix, class)| Some((Scope::new(prefix).ok()?, *class)))
            .collect();
        Loaded { grammars: Grammars::new(two_face::syntax::extra_newlines()), classes }
    }

    fn syntax(&self, language: &str) -> Option<&SyntaxReference> {
        let name = match language.to_ascii_lowercase().as_str() {
            session if session::LANGUAGES.contains(&session) => "bash".to_string(),
            plain if PLAIN.contains(&plain) => return None,
            "jsonc" | "json5" => "json".to_string(),
            other => other.to_string(),
        };
        self.grammars.set().find_syntax_by_token(&name)
    }

    fn class_of(&self, scope: Scope) -> Option<&'static str> {
        let fits = |(prefix, _): &&(Scope, &'static str)| prefix.is_prefix_of(scope);
        // The longest prefix is the most specific one.
        self.classes.iter().filter(fits).max_by_key(|(prefix, _)| prefix.len()).map(|(_, c)| *c)
    }
}

struct Painter<'a> {
    loaded: &'a Loaded,
    known: &'a mut HashMap<Scope, Option<&'static str>>,
    html: String,
    /// The class whose `span` is open, or empty.
    open: &'static str,
}

impl<'a> Painter<'a> {
    fn new(
        loaded: &'a Loaded,
        known: &'a mut HashMap<Scope, Option<&'static str>>,
        length: usize,
    ) -> Self {
        Painter { loaded, known, html: String::with_capacity(length * 3), open: "" }
    }

    fn paint(mut self, syntax: &SyntaxReference, code: &str) -> Option<String> {
        let loaded = self.loaded;
        // Why the walk ended before the text did.
        let mut reason = NotParsed::Here;
        let walked = Walk::new(&loaded.grammars, syntax).and_then(|mut walk| {
            self.lines(code, |line, changes| match walk.line(line, changes) {
                Ok(()) => Some(()),
                Err(why) => {
                    reason = why;
                    None
                }
            })
        });
        if walked.is_none() && reason == NotParsed::Endless {
            return None;
        }
        if walked.is_none() {
            (self.html, self.open) = (String::with_capacity(self.html.capacity()), "");
            let mut state = ParseState::new(syntax);
            self.lines(code, |line, changes| {
                *changes = state.parse_line(line, loaded.grammars.set()).ok()?;
                Some(())
            })?;
        }
        Some(self.html)
    }

    /// Writes the lines, with the changes of the stack of scopes that a parser finds in each.
    fn lines(
        &mut self,
        code: &str,
        mut parse: impl FnMut(&str, &mut Changes) -> Option<()>,
    ) -> Option<()> {
        let mut stack = ScopeStack::new();
        let mut changes = Changes::new();
        for line in code.split_inclusive('\n') {
            changes.clear();
            parse(line, &mut changes)?;
            let mut done = 0;
            for (at, change) in &changes {
                self.token(line.get(done..*at)?, &stack);
                done = *at;
                stack.apply(change).ok()?;
            }
            self.token(line.get(done..)?, &stack);
        }
        self.switch("");
        Some(())
    }

    fn token(&mut self, text: &str, stack: &ScopeStack) {
        if text.is_empty() {
            return;
        }
        // White space has no colour, so it does not end a run.
        if !text.trim().is_empty() {
            let class = self.class(stack);
            self.switch(class);
        }
        escape(text, &mut self.html);
    }

    fn class(&mut self, stack: &ScopeStack) -> &'static str {
        let loaded = self.loaded;
        let known = &mut *self.known;
        let mut classes =
            stack.scopes.iter().rev().filter_map(|scope| {
                *known.entry(*scope).or_insert_with(|| loaded.class_of(*scope))
            });
        classes.next().unwrap_or_default()
    }

    fn switch(&mut self, class: &'static str) {
        if class == self.open {
            return;
        }
        if !self.open.is_empty() {
            self.html.push_str("</span>");
        }
        if !class.is_empty() {
            self.html.push_str("<span class=\"");
            self.html.push_str(class);
            self.html.push_str("\">");
        }
        self.open = class;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_get_short_classes_and_text_is_escaped() {
        let html = Highlighter::default().html("rust", "fn main() { \"<a>\"; } // &\n");
        let html = html.unwrap_or_default();
        assert!(html.contains("<span class=\"k\">fn "), "{html}");
        assert!(html.contains("&lt;a&gt;"), "{html}");
        assert!(html.contains("<span class=\"c\">// &amp;"), "{html}");
        assert_eq!(html.matches("<span").count(), html.matches("</span>").count());
    }

    #[test]
    fn every_class_prefix_is_a_scope() {
        assert_eq!(Loaded::new().classes.len(), CLASSES.len());
    }

    #[test]
    fn code_that_a_grammar_goes_round_and_round_in_stays_plain() {
        // syntect's own parser never ends with this line.
        assert_eq!(Highlighter::default().html("javascript", "f /* a */\n"), None);
    }

    #[test]
    fn unknown_and_endless_code_stays_plain() {
        let highlighter = Highlighter::default();
        assert_eq!(highlighter.html("no-such-language", "x"), None);
        assert_eq!(highlighter.html("", "x"), None);
        assert_eq!(highlighter.html("rust", &"x".repeat(LONGEST_LINE + 1)), None);
        for language in ["systemverilog", "ini", ".coveragerc", "cmd-help"] {
            assert_eq!(highlighter.html(language, &"(".repeat(201)), None, "{language}");
        }
        for language in ["less", "sass", "scss"] {
            assert!(highlighter.html(language, &"a-".repeat(MOST_HYPHENS)).is_some());
            assert_eq!(highlighter.html(language, &"a-".repeat(MOST_HYPHENS + 1)), None);
        }
    }
}
