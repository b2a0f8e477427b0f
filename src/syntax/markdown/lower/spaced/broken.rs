//! Brackets that are clearly meant as a link or a picture, and what keeps them from being one.

use super::closing;
use crate::syntax::markdown::lower::Lowering;
use crate::text::diag::Diagnostic;
use std::ops::Range;

/// How many bytes around the brackets are looked at.
const LONGEST: usize = 400;

/// The length of what follows the brackets, why they are no link, and what to write. The length is 0 for brackets that
/// stand behind their text.
type Broken = (usize, &'static str, String);

impl Lowering<'_> {
    /// Reports links that are text; their places count from `body` on.
    pub(in super::super) fn report_broken(
        &mut self,
        mut broken: Vec<(Range<usize>, &'static str, String)>,
        body: usize,
    ) {
        broken.sort_by_key(|(place, ..)| place.start);
        broken.dedup_by_key(|(place, ..)| place.start);
        for (place, label, help) in broken {
            let place = place.start + body..place.end + body;
            if !self.marks.hides(place.start) {
                let fault = Diagnostic::link_lost(&self.chapter.source, place, label, help);
                self.chapter.diagnostics.push(fault);
            }
        }
    }
}

/// What is wrong with the brackets at `span`, which are no link.
pub(super) fn after(before: &str, text: &str, span: &Range<usize>) -> Option<Broken> {
    let brackets = text.get(span.clone())?;
    let rest = text.get(span.end..)?;
    let line = rest.get(..rest.floor_char_boundary(LONGEST))?.split('\n').next()?;
    let is_picture = brackets.starts_with('!');
    if let Some(inner) = line.strip_prefix('(') {
        return unclosed(brackets, inner).or_else(|| behind(brackets, inner, is_picture));
    }
    apart(brackets, line).or_else(|| turned(before, brackets))
}

/// An address whose bracket is not closed.
fn unclosed(brackets: &str, inner: &str) -> Option<Broken> {
    if let Some(address) = inner.strip_prefix('<') {
        let (address, _) = address.split_once(')')?;
        let help = format!("write `{brackets}(<{address}>)`");
        let is_open = !address.contains('>') && is_address(address);
        return is_open.then_some((address.len() + 3, "the pointed bracket is not closed", help));
    }
    let address = inner.split([' ', '\t']).next()?.trim_end_matches([',', '.', ';', '!', '?']);
    if !is_address(address) || closing(inner).is_some() {
        return None;
    }
    let help = format!("write `{brackets}({address})`");
    Some((address.len() + 1, "the bracket of the address is not closed", help))
}

/// An address with something behind it that is no title.
fn behind(brackets: &str, inner: &str, is_picture: bool) -> Option<Broken> {
    if !is_address(inner.trim_start().split([' ', '\t']).next()?) {
        return None;
    }
    let inner = inner.get(..closing(inner)?)?;
    let (address, more) = inner.trim().split_once([' ', '\t'])?;
    let more = more.trim();
    let length = inner.len() + 2;
    if let Some((width, height)) = more.strip_prefix('=').and_then(|size| size.split_once('x')) {
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'%');
        let help = format!("write `{brackets}({address})`: the size of a picture is that of its file");
        let is_size = is_picture && is_number(width) && is_number(height);
        return is_size.then_some((length, "Markdown has no sizes", help));
    }
    let help = format!("write `{brackets}({address} \"title\")`, with `\\\"` for a quotation mark in the title");
    more.starts_with(['"', '\'', '(']).then_some((length, "the title has no clear end", help))
}

/// An address in round brackets, with a space before them.
fn apart(brackets: &str, line: &str) -> Option<Broken> {
    let inner = line.strip_prefix(" (")?;
    let (address, _) = inner.split_once(')')?;
    let help = format!("write `{brackets}({address})`, without the space");
    let is_one = is_address(address) && !address.contains([' ', '\t', '(']);
    is_one.then_some((address.len() + 3, "a space is between the brackets", help))
}

/// A text in round brackets, and its address in square ones.
fn turned(before: &str, brackets: &str) -> Option<Broken> {
    let address = brackets.strip_prefix('[')?.strip_suffix(']')?;
    let before = before.get(before.ceil_char_boundary(before.len().saturating_sub(LONGEST))..)?;
    let (_, words) = before.strip_suffix(')')?.rsplit_once('(')?;
    let help = format!("write `[{words}]({address})`");
    let is_one = is_address(address) && !words.is_empty() && !words.contains(['\n', '`']);
    is_one.then_some((0, "the brackets are the wrong way round", help))
}

/// Whether a text is clearly an address: of the web, or of a file by its ending.
fn is_address(text: &str) -> bool {
    const ENDINGS: [&str; 12] = [
        "md", "html", "htm", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "pdf", "markdown",
    ];
    let path = text.split(['#', '?']).next().unwrap_or_default();
    let ending = path.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, ending)| ending);
    let is_file = ending.is_some_and(|ending| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()));
    let is_web = ["https://", "http://"].iter().any(|scheme| {
        text.strip_prefix(scheme).is_some_and(|rest| rest.len() > 2)
    });
    is_file || is_web
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        let start = text.find('[').map(|at| at - usize::from(text[..at].ends_with('!')))?;
        let end = text.find(']')? + 1;
        after(&text[..start], text, &(start..end)).map(|(.., cure)| cure)
    }

    #[test]
    fn what_keeps_brackets_from_being_a_link_is_known() {
        for (text, cure) in [
            ("![Plan](plan.png =300x200)", "write `![Plan](plan.png)`"),
            ("[t](index.md \"ti \"t\" x\")", "write `[t](index.md \"title\")`"),
            ("[c](p.png \"t\" more)", "write `[c](p.png \"title\")`"),
            ("[z](<index.md)", "write `[z](<index.md>)`"),
            ("[t] (index.md)", "write `[t](index.md)`"),
            ("See [the plan](index.md and go.", "write `[the plan](index.md)`"),
            ("(text)[index.md]", "write `[text](index.md)`"),
        ] {
            assert!(found(text).is_some_and(|found| found.starts_with(cure)), "{text}");
        }
        for text in [
            "[1] (see below)",
            "[optional] (version 1.5)",
            "[a](see page 3)",
            "f(x)[i]",
            "[a](b and",
            "[note]: a.md",
            "(see)[1]",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
