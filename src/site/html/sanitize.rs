//! Filters raw HTML by an allow-list, with ammonia.
//!
//! The only module that names ammonia. Scripts, styles, event attributes, forms and frames are always removed; so are
//! ids and classes that begin with `tb-`, which are reserved for the theme.

use super::raw::NO_PICTURE;
use crate::syntax::markdown::SIDES;
use crate::text::escape::escape;
use crate::text::html_tags::{self, Tag};
use crate::text::{srcset, url};
use ammonia::{Builder, UrlRelative};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// A piece of a container's content.
pub(super) enum Piece {
    /// Finished HTML that tickbook wrote.
    Ours(String),
    /// Markup that the author wrote.
    Theirs(String),
}

/// Private-use characters that mark the place of a finished piece. They are removed from the author's markup. An author
/// who writes them as character references can only move or repeat a piece of the same text, which is detected.
const OPEN: char = '\u{f0000}';
const CLOSE: char = '\u{f0001}';

const MORE_TAGS: [&str; 14] = [
    "audio",
    "video",
    "source",
    "track",
    "picture",
    "section",
    "article",
    "header",
    "footer",
    "figure",
    "figcaption",
    "details",
    "summary",
    "mark",
];

/// The schemes of links, and that of pictures embedded in a chapter.
const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "data"];

/// The allow-list, created once and used for every chapter.
pub struct Sanitizer {
    builder: Builder<'static>,
    /// The names of the allowed tags.
    tags: HashSet<&'static str>,
}

impl Default for Sanitizer {
    fn default() -> Self {
        let builder = builder();
        Sanitizer { tags: builder.clone_tags(), builder }
    }
}

impl Sanitizer {
    /// The tags that are allowed in a page, each with its attributes, in lower case. Attributes that begin with
    /// `aria-` are allowed on all of them.
    pub fn allowed(&self) -> HashMap<&'static str, HashSet<&'static str>> {
        let anywhere = self.builder.clone_generic_attributes();
        let mut own = self.builder.clone_tag_attributes();
        let all = |tag: &'static str| {
            let attributes = own.remove(tag).unwrap_or_default();
            (tag, attributes.union(&anywhere).copied().collect())
        };
        self.builder.clone_tags().into_iter().map(all).collect()
    }

    /// Appends the pieces to `out`, the author's markup sanitized as one fragment.
    ///
    /// Markup with an unclosed tag or comment would include the content after it, and tags such as `<svg>` are removed
    /// with their content. If one of our pieces does not appear exactly once, their pieces that are tags which are not
    /// allowed are left out; if that does not help, each of their pieces is sanitized separately.
    pub(super) fn join(&self, pieces: &[Piece], out: &mut String) {
        if self.together(pieces, out).is_some() {
            return;
        }
        let kept: Vec<Piece> = pieces.iter().map(|piece| self.without_removed(piece)).collect();
        if self.together(&kept, out).is_some() {
            return;
        }
        // Markup with so many pieces is repetitive, and each needs a parser run.
        let mut known: HashMap<&str, String> = HashMap::new();
        for piece in pieces {
            match piece {
                Piece::Ours(html) => out.push_str(html),
                Piece::Theirs(markup) => {
                    out.push_str(known.entry(markup).or_insert_with(|| self.cleaned(markup)));
                }
            }
        }
    }

    /// The piece, or nothing if it is of tags that are not allowed.
    fn without_removed(&self, piece: &Piece) -> Piece {
        match piece {
            Piece::Ours(html) => Piece::Ours(html.clone()),
            Piece::Theirs(markup) => {
                let tags = html_tags::read(markup).tags;
                let is_allowed =
                    |tag: &Tag| self.tags.contains(tag.name.to_ascii_lowercase().as_str());
                let is_removed = !tags.is_empty() && !tags.iter().any(is_allowed);
                Piece::Theirs(if is_removed { String::new() } else { markup.clone() })
            }
        }
    }

    /// The markup without what is not allowed. Markup that is nested too deep is shown as text.
    fn cleaned(&self, markup: &str) -> String {
        if !nests_without_end(markup) {
            return self.clean(markup);
        }
        let mut text = String::with_capacity(markup.len());
        escape(markup, &mut text);
        text
    }

    fn clean(&self, markup: &str) -> String {
        with_classes(self.builder.clean(markup).to_string())
    }

    fn together(&self, pieces: &[Piece], out: &mut String) -> Option<()> {
        let mut skeleton = String::new();
        for (index, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Ours(_) => skeleton.push_str(&format!("{OPEN}{index}{CLOSE}")),
                Piece::Theirs(markup) => {
                    skeleton.extend(markup.chars().filter(|c| *c != OPEN && *c != CLOSE));
                }
            }
        }
        if nests_without_end(&skeleton) {
            return None;
        }
        let cleaned = self.clean(&skeleton);
        let mut left: HashSet<usize> = pieces
            .iter()
            .enumerate()
            .filter_map(|(index, piece)| matches!(piece, Piece::Ours(_)).then_some(index))
            .collect();
        let mut joined = String::with_capacity(cleaned.len());
        let mut rest = cleaned.as_str();
        while let Some((before, after)) = rest.split_once(OPEN) {
            joined.push_str(before);
            let (number, after) = after.split_once(CLOSE)?;
            let index = number.parse::<usize>().ok().filter(|index| left.remove(index))?;
            match pieces.get(index)? {
                Piece::Ours(html) => joined.push_str(html),
                Piece::Theirs(_) => return None,
            }
            rest = after;
        }
        joined.push_str(rest);
        if left.is_empty() {
            out.push_str(&joined);
        }
        left.is_empty().then_some(())
    }
}

/// How many tags markup can have without a check of nesting, and how many can be open at once if it has more.
const FEW_TAGS: usize = 2_000;
const MOST_OPEN: usize = 500;

/// Elements that need no end tag: they are empty, or the next of their kind ends them.
const END_ALONE: [&str; 25] = [
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li",
    "link", "meta", "option", "p", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track",
    "wbr",
];

/// Whether so many elements may be open at once that a parser, which searches the open ones at each tag, would take for
/// ever. Counts each name separately, because an end tag closes no other.
fn nests_without_end(markup: &str) -> bool {
    let (mut seen, mut total) = (0, 0);
    let mut open: HashMap<String, usize> = HashMap::new();
    for rest in markup.split('<').skip(1) {
        let (closes, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
        let name = rest.get(..end.min(32)).unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() || END_ALONE.contains(&name.as_str()) {
            continue;
        }
        let count = open.entry(name).or_default();
        match closes {
            true if *count > 0 => (*count, total) = (*count - 1, total - 1),
            true => {}
            false => (*count, total, seen) = (*count + 1, total + 1, seen + 1),
        }
        if seen > FEW_TAGS && total > MOST_OPEN {
            return true;
        }
    }
    false
}

fn builder() -> Builder<'static> {
    let mut builder = Builder::default();
    for tag in ["video", "audio"] {
        builder.add_tag_attributes(tag, ["src", "controls", "muted", "loop", "preload"]);
    }
    builder
        .add_tags(MORE_TAGS)
        .add_generic_attributes(["id", "class", "dir", "lang", "title", "role", "align"])
        .add_tag_attributes("a", ["name"])
        .add_tag_attributes("details", ["open", "name"])
        .add_tag_attributes("img", ["loading", "decoding", "srcset", "sizes"])
        .add_tag_attributes("video", ["poster", "width", "height", "playsinline"])
        .add_tag_attributes(
            "source",
            ["src", "srcset", "sizes", "type", "media", "width", "height"],
        )
        .add_tag_attributes("track", ["src", "kind", "srclang", "label", "default"])
        .url_schemes(HashSet::from(SCHEMES))
        .link_rel(None)
        .url_relative(UrlRelative::PassThrough)
        .attribute_filter(filter_attribute)
        .generic_attribute_prefixes(HashSet::from(["aria-"]));
    builder
}

fn filter_attribute<'u>(tag: &str, name: &str, value: &'u str) -> Option<Cow<'u, str>> {
    // A placeholder in an attribute would insert our HTML where its quotes end the attribute.
    if value.contains([OPEN, CLOSE]) {
        return None;
    }
    match name {
        "id" if value.is_empty() || value.starts_with("tb-") => None,
        "name" if tag == "a" && (value.is_empty() || value.starts_with("tb-")) => None,
        "align" => class_of(value).map(|_| value.to_ascii_lowercase().into()),
        "srcset" => {
            let all = srcset::candidates(value);
            let is_here = |one: &srcset::Candidate| {
                value
                    .get(one.address.clone())
                    .is_some_and(|address| comes_with_the_site("img", address))
            };
            (!all.is_empty() && all.iter().all(is_here)).then(|| value.into())
        }
        "class" => {
            let own: Vec<&str> =
                value.split_whitespace().filter(|class| !class.starts_with("tb-")).collect();
            (!own.is_empty()).then(|| own.join(" ").into())
        }
        // Only files of the site are shown; only pictures may be embedded in a chapter.
        "src" | "poster" => comes_with_the_site(tag, value).then(|| value.into()),
        // Clicking does not follow these addresses, but programs may show them.
        "cite" => matches!(url::scheme(value).as_deref(), None | Some("http" | "https"))
            .then(|| value.into()),
        // Inline data could be a document.
        _ if url::scheme(value).as_deref() == Some("data") => None,
        _ => Some(value.into()),
    }
}

/// The class of the theme for a value of `align`. Left is the side where a line begins, as in tables of Markdown.
fn class_of(align: &str) -> Option<&'static str> {
    let classes = ["tb-align-start", "tb-align-center", "tb-align-end"];
    let mut sides = SIDES.into_iter().zip(classes);
    sides.find(|(side, _)| align.trim().eq_ignore_ascii_case(side)).map(|(_, class)| class)
}

/// Sanitized HTML with a class in the place of each `align`, so that the theme sets the side by its style sheet. In it
/// every tag is written in one way, and a bracket in text is escaped.
fn with_classes(html: String) -> String {
    if !html.contains(ALIGN) {
        return html;
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some((text, from)) = rest.split_once('<') {
        out.push_str(text);
        out.push('<');
        let (tag, after) = from.split_at(end_of_tag(from));
        push_with_class(tag, &mut out);
        rest = after;
    }
    out.push_str(rest);
    out
}

const ALIGN: &str = " align=";
const CLASS: &str = " class=";

/// Where a tag ends, without its brackets.
fn end_of_tag(text: &str) -> usize {
    let mut is_quoted = false;
    let end = text.find(|c: char| {
        is_quoted ^= c == '"';
        c == '>' && !is_quoted
    });
    end.unwrap_or(text.len())
}

/// Every value of a tag has quotes, and contains none: between them, names and values take turns.
fn push_with_class(tag: &str, out: &mut String) {
    let parts: Vec<&str> = tag.split('"').collect();
    let value_of = |name: &str| {
        let named =
            parts.chunks_exact(2).find(|pair| pair.first().is_some_and(|one| one.ends_with(name)));
        named.and_then(|pair| pair.last().copied())
    };
    let Some(class) = value_of(ALIGN).and_then(class_of) else { return out.push_str(tag) };
    let has_class = value_of(CLASS).is_some();
    for pair in parts.chunks(2) {
        let [name, value] = pair else {
            out.push_str(&pair.concat());
            continue;
        };
        match name.strip_suffix(ALIGN) {
            Some(before) if has_class => out.push_str(before),
            Some(before) => out.push_str(&format!("{before}{CLASS}\"{class}\"")),
            None if name.ends_with(CLASS) => out.push_str(&format!("{name}\"{class} {value}\"")),
            None => out.push_str(&format!("{name}\"{value}\"")),
        }
    }
}

/// Whether this loads without a request to another site, however the address is written.
fn comes_with_the_site(tag: &str, value: &str) -> bool {
    match url::scheme(value).as_deref() {
        None => true,
        Some("data") => tag == "img" && (value == NO_PICTURE || url::is_inline_picture(value)),
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(pieces: &[Piece]) -> String {
        let mut out = String::new();
        Sanitizer::default().join(pieces, &mut out);
        out
    }

    #[test]
    fn our_html_passes_between_their_tags() {
        let pieces = [
            Piece::Theirs("<details onclick=\"x()\"><summary>More</summary>".into()),
            Piece::Ours("<p data-tick=\"a\">text</p>".into()),
            Piece::Theirs("</details><script>x()</script>".into()),
        ];
        let expected = "<details><summary>More</summary><p data-tick=\"a\">text</p></details>";
        assert_eq!(joined(&pieces), expected);
    }

    #[test]
    fn placeholders_cannot_be_forged_and_theme_names_are_dropped() {
        let pieces = [
            Piece::Ours("ours".into()),
            Piece::Theirs(format!("<b id=\"tb-x\" class=\"tb-y z\">{OPEN}0{CLOSE}</b>")),
        ];
        assert_eq!(joined(&pieces), "ours<b class=\"z\">0</b>");
    }

    #[test]
    fn what_nests_without_end_is_text() {
        let deep = |count: usize| joined(&[Piece::Theirs("<div>".repeat(count))]);
        assert!(deep(400).starts_with("<div><div>"));
        assert!(deep(3000).starts_with("&lt;div&gt;"));
        let wide = "<div><b>a</b><br><p>b</div>".repeat(3000);
        assert!(joined(&[Piece::Theirs(wide)]).starts_with("<div><b>a</b>"));
    }

    #[test]
    fn nothing_loads_from_elsewhere() {
        let html = joined(&[Piece::Theirs(
            "<img src=\"https://a.b/c.png\" alt=\"c\"><a href=\"data:text/html,x\">d</a>".into(),
        )]);
        assert_eq!(html, "<img alt=\"c\"><a>d</a>");
        for address in
            ["https:a.b/c.png", "/\\a.b/c.png", "\\\\a.b/c", "/&#9;/a.b/c", "data:text/html,x"]
        {
            let html = joined(&[Piece::Theirs(format!("<image src='{address}'>"))]);
            assert_eq!(html, "<img>", "{address}");
        }
    }
}
