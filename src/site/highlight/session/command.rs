//! Where a command of a POSIX shell ends that goes on over several lines.
//!
//! Reads quotes, here-documents and the words that open a block, and nothing else of the language. Pure.

use std::collections::{HashMap, VecDeque};

/// The prompt of a line with which a command goes on.
pub(super) const MORE: &str = "> ";

/// A line without prompt and tabs, whether it had a prompt, and whether it had tabs.
type Line<'a> = (&'a str, bool, bool);

/// Where each line of a session occurs last: this tells without a search for each whether a here-document has an end.
pub(super) struct Last<'a>(HashMap<Line<'a>, usize>);

impl<'a> Last<'a> {
    pub(super) fn of(code: &'a str) -> Self {
        let mut last = HashMap::new();
        if code.contains("<<") {
            let mut at = 0;
            for line in code.split_inclusive('\n') {
                let text = line.trim_end_matches(['\n', '\r']);
                let own = text.strip_prefix(MORE).unwrap_or(text);
                let bare = own.trim_start_matches('\t');
                last.insert((bare, own.len() < text.len(), bare.len() < own.len()), at);
                at += line.len();
            }
        }
        Last(last)
    }

    fn is_after(&self, at: usize, document: &Document, has_prompt: bool) -> bool {
        let is_after = |has_tabs| {
            let key = (document.end.as_str(), has_prompt, has_tabs);
            self.0.get(&key).is_some_and(|last| *last >= at)
        };
        is_after(false) || document.may_have_tabs && is_after(true)
    }
}

struct Document {
    end: String,
    may_have_tabs: bool,
}

/// A command, as far as its lines have been read.
#[derive(Default)]
pub(super) struct Command {
    quote: Option<char>,
    documents: VecDeque<Document>,
    /// Whether its last line ends in a backslash or an operator, so that any next line belongs to it.
    goes_on: bool,
    /// Whether a loop, a condition or a group was begun. Where it ends, the lines have no prompt any more.
    is_block: bool,
    /// Whether the lines of the quote or of the here-document have no prompt.
    is_bare: bool,
}

impl Command {
    /// The length of the prompt of the next line, if it belongs to the command.
    pub(super) fn takes(&self, line: &str) -> Option<usize> {
        let line = line.trim_end_matches(['\n', '\r']);
        let is_within = self.quote.is_some() || !self.documents.is_empty();
        if is_within && self.is_bare {
            return Some(0);
        }
        let may_go_on = is_within || self.goes_on || self.is_block;
        match line {
            _ if !may_go_on => None,
            ">" => Some(1),
            _ if line.starts_with(MORE) => Some(MORE.len()),
            _ => self.goes_on.then_some(0),
        }
    }

    /// Reads a line without its prompt. `rest` is what follows in the session from the place `at`, and `is_prompt` tells
    /// where another command begins.
    pub(super) fn read(
        &mut self,
        line: &str,
        (rest, at): (&str, usize),
        last: &Last,
        is_prompt: impl Fn(&str) -> bool,
    ) {
        let line = line.trim_end_matches(['\n', '\r']);
        if let Some(document) = self.documents.front() {
            let own = if document.may_have_tabs { line.trim_start_matches('\t') } else { line };
            if own == document.end {
                self.documents.pop_front();
            }
            return;
        }
        let was = self.quote;
        self.scan(line);
        let has_prompt = rest.starts_with(MORE);
        if let Some(document) = self.documents.back() {
            let is_prompted = has_prompt && last.is_after(at, document, true);
            self.is_bare = !is_prompted && last.is_after(at, document, false);
        } else if let Some(quote) =
            self.quote.filter(|_| was.is_none() || line.contains(['"', '\'']))
        {
            let mut lines = rest.lines().take_while(|line| !is_prompt(line));
            self.is_bare = !has_prompt && lines.any(|line| line.contains(quote));
        }
    }

    fn scan(&mut self, line: &str) {
        self.goes_on = false;
        let (mut end, mut groups, mut before) = (line.len(), 0_i32, ' ');
        let mut chars = line.char_indices();
        while let Some((at, c)) = chars.next() {
            match (self.quote, c) {
                (Some(quote), _) if quote == c => self.quote = None,
                (Some('\''), _) => {}
                (_, '\\') => self.goes_on = chars.next().is_none(),
                (Some(_), _) => {}
                (None, '"' | '\'' | '`') => self.quote = Some(c),
                (None, '#') if before.is_whitespace() || before == ';' => {
                    end = at;
                    break;
                }
                (None, '(') => groups += 1,
                (None, ')') => groups -= 1,
                (None, '<') if before != '<' => {
                    self.documents.extend(line.get(at..).and_then(document));
                }
                _ => {}
            }
            before = c;
        }
        let own = line.get(..end).unwrap_or_default().trim();
        let words = || own.split([' ', '\t', ';']).filter(|word| !word.is_empty());
        let last = words().next_back().unwrap_or_default();
        let first = words().next().unwrap_or_default();
        self.goes_on |= self.quote.is_none() && (own.ends_with('|') || own.ends_with("&&"));
        self.is_block |= groups > 0
            || ["do", "then", "else", "{"].contains(&last)
            || ["for", "while", "until", "if", "case", "select"].contains(&first)
                && !["done", "fi", "esac"].contains(&last);
    }
}

/// The here-document that a text beginning with `<` begins.
fn document(text: &str) -> Option<Document> {
    let after = text.strip_prefix("<<").filter(|after| !after.starts_with('<'))?;
    let (may_have_tabs, after) = match after.strip_prefix('-') {
        Some(after) => (true, after),
        None => (false, after),
    };
    let word = after.trim_start_matches([' ', '\t']);
    let quote = word.chars().next().filter(|c| ['"', '\''].contains(c));
    let end = match quote {
        Some(quote) => word.get(1..)?.split(quote).next()?,
        None => {
            let word = word.trim_start_matches('\\');
            let in_word = |c: char| c.is_alphanumeric() || "_-.!".contains(c);
            word.split(|c| !in_word(c)).next()?
        }
    };
    let is_word = end.starts_with(|c: char| c.is_alphabetic() || "_!".contains(c));
    is_word.then(|| Document { end: end.to_string(), may_have_tabs })
}
