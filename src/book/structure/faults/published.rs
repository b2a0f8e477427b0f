//! Faults of published addresses: pages and headings that were published and no longer exist.

use crate::syntax::markdown::is_raw_id;
use crate::text::diag::{Diagnostic, SourceText};
use crate::text::escape::shell_word;
use std::ops::Range;

/// The help if the page was never published, so that there can be no link.
fn never(gone: &str) -> String {
    format!("if it was never published, run `tickbook lock forget {}`", shell_word(gone))
}

/// An old URL as a string of YAML and TOML. `path` is a site path, with `#` and an anchor if it has one. Characters
/// with a special meaning in a URL are escaped; the rest is left as people write it.
pub(crate) fn old_url(path: &str) -> String {
    let (path, anchor) = match path.find(".html#") {
        Some(at) => path.split_at(at + ".html".len()),
        None => (path, ""),
    };
    let escaped = |text: &str| text.replace('%', "%25").replace('#', "%23").replace('?', "%3F");
    let mut url = format!("/{}", escaped(path));
    if let Some(anchor) = anchor.strip_prefix('#') {
        url.push_str(&format!("#{}", escaped(anchor)));
    }
    serde_json::Value::String(url).to_string()
}

/// An empty element with an id, as HTML within Markdown. Whatever could be markup, a variable or a comment there is a
/// character reference. `None` if no element of a page may have this id.
pub(in crate::book::structure) fn anchor_tag(id: &str) -> Option<String> {
    if id.is_empty() || !is_raw_id(id) {
        return None;
    }
    let mut tag = String::from("<a id=\"");
    for c in id.chars() {
        let is_plain = c.is_alphanumeric() || "-_.:".contains(c);
        match is_plain || !(c.is_ascii() || c.is_whitespace() || c.is_control()) {
            true => tag.push(c),
            false => tag.push_str(&format!("&#{};", u32::from(c))),
        }
    }
    Some(tag + "\"></a>")
}

impl Diagnostic {
    /// Whether this is about a page or a heading that the book no longer has.
    pub fn is_of_vanished(&self) -> bool {
        ["TB1001", "TB1002"].contains(&self.code())
    }

    /// A page that probably replaced a removed one. `line` is the line to add to its front matter.
    pub fn page_moved(source: &SourceText, gone: &str, now: &str, line: &str) -> Self {
        Self::warning("TB1001", format!("the page `{gone}` is no longer in the book"))
            .at(source, 0..source.text.lines().next().unwrap_or_default().len())
            .label(format!("probably moved here, to `{now}`"))
            .help(format!("{line}, so that old links still work; {}", never(gone)))
    }

    /// A page that was removed, without a similar one. `lock` is the place of its line in book.lock.
    pub fn page_vanished(lock: &SourceText, span: Range<usize>, gone: &str) -> Self {
        Self::warning("TB1001", format!("the page `{gone}` is no longer in the book"))
            .at(lock, span)
            .label("readers may have links to it")
            .help(format!(
                "add a redirect such as `{url} = \"index.html\"` to `[output.html.redirect]`, or add `{url}` to `gone` in `[output.html]` if nothing replaces it; {}",
                never(gone),
                url = old_url(gone)
            ))
    }

    /// A heading that probably replaced a removed one. `line` is the corrected heading.
    pub fn anchor_moved(
        source: &SourceText,
        span: Range<usize>,
        (page, gone): (&str, &str),
        line: &str,
    ) -> Self {
        Self::warning("TB1002", format!("the heading `#{gone}` is no longer in `{page}`"))
            .at(source, span)
            .label("probably renamed to this")
            .help(format!(
                "write `{line}`, so that old links still work; {}",
                never(&format!("{page}#{gone}"))
            ))
    }

    /// A heading that probably moved to another page. `file` is where readers arrive, and `link` is the link to add
    /// there.
    pub fn anchor_elsewhere(
        source: &SourceText,
        span: Range<usize>,
        (page, gone): (&str, &str),
        file: &str,
        link: &str,
    ) -> Self {
        Self::warning("TB1002", format!("the heading `#{gone}` is no longer in `{page}`"))
            .at(source, span)
            .label("probably moved here")
            .help(format!(
                "add `{link}` to {file}, so that old links lead here; {}",
                never(&format!("{page}#{gone}"))
            ))
    }

    /// A heading that was removed, without a similar one in the book. `lock` is the place of its line in book.lock.
    pub fn anchor_vanished(
        lock: &SourceText,
        span: Range<usize>,
        (page, gone): (&str, &str),
    ) -> Self {
        Self::warning("TB1002", format!("the heading `#{gone}` is no longer in `{page}`"))
            .at(lock, span)
            .label("readers may have links to it")
            .help({
                let address = format!("{page}#{gone}");
                let add = format!("add `{}` to `gone` in `[output.html]`", old_url(&address));
                let never = never(&address);
                match anchor_tag(gone) {
                    Some(tag) => format!(
                        "put `{tag}` where readers should arrive, or {add} if nothing replaces it; {never}"
                    ),
                    None => format!("{add}; {never}"),
                }
            })
    }

    /// Something that book.toml lists as gone and that exists.
    pub fn not_gone(source: &SourceText, span: Range<usize>, what: &str) -> Self {
        Self::warning("TB1003", format!("`{what}` is listed as gone, but exists"))
            .at(source, span)
            .label("in the book")
            .help("remove it from `output.html.gone`")
    }
}
