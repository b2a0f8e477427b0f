//! Raw HTML through ammonia's allow-list.
//!
//! The only module that names ammonia. Scripts, styles, event attributes, forms and frames never
//! pass; neither do ids and classes that begin with `tb-`, which are the theme's.

use super::raw::NO_PICTURE;
use crate::book::url;
use ammonia::{Builder, UrlRelative};
use std::borrow::Cow;
use std::collections::HashSet;

/// A stretch of a container's content.
pub(super) enum Piece {
    /// Finished HTML that tickbook wrote.
    Ours(String),
    /// Markup that the author wrote.
    Theirs(String),
}

/// Characters for private use that mark the place of a finished piece. They are dropped from the
/// author's markup, so a placeholder cannot be forged.
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

/// The schemes of links, and that of pictures which are written into a chapter.
const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "data"];

/// The allow-list, made once and used for every chapter.
pub struct Sanitizer {
    builder: Builder<'static>,
}

impl Default for Sanitizer {
    fn default() -> Self {
        Sanitizer { builder: builder() }
    }
}

impl Sanitizer {
    /// The tags that can reach a page, in lower case.
    pub fn tags(&self) -> HashSet<&'static str> {
        self.builder.clone_tags()
    }

    /// Appends the pieces to `out`, the author's markup sanitized as one fragment.
    ///
    /// Markup that leaves a tag or a comment open would swallow what follows. Where a piece of ours did
    /// not come through exactly once, each piece of theirs is sanitized by itself instead.
    pub(super) fn join(&self, pieces: &[Piece], out: &mut String) {
        if self.together(pieces, out).is_some() {
            return;
        }
        for piece in pieces {
            match piece {
                Piece::Ours(html) => out.push_str(html),
                Piece::Theirs(markup) => out.push_str(&self.builder.clean(markup).to_string()),
            }
        }
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
        let cleaned = self.builder.clean(&skeleton).to_string();
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

fn builder() -> Builder<'static> {
    let mut builder = Builder::default();
    for tag in ["video", "audio"] {
        builder.add_tag_attributes(tag, ["src", "controls", "muted", "loop", "preload"]);
    }
    builder
        .add_tags(MORE_TAGS)
        .add_generic_attributes(["id", "class", "dir", "lang", "title", "role"])
        .add_tag_attributes("details", ["open", "name"])
        .add_tag_attributes("img", ["loading", "decoding"])
        .add_tag_attributes("video", ["poster", "width", "height", "playsinline"])
        .add_tag_attributes("source", ["src", "type", "media"])
        .add_tag_attributes("track", ["src", "kind", "srclang", "label", "default"])
        .url_schemes(HashSet::from(SCHEMES))
        .link_rel(None)
        .url_relative(UrlRelative::PassThrough)
        .attribute_filter(filter_attribute)
        .generic_attribute_prefixes(HashSet::from(["aria-"]));
    builder
}

fn filter_attribute<'u>(tag: &str, name: &str, value: &'u str) -> Option<Cow<'u, str>> {
    // A placeholder in an attribute would put our HTML where its quotes end the attribute.
    if value.contains([OPEN, CLOSE]) {
        return None;
    }
    match name {
        "id" if value.starts_with("tb-") => None,
        "class" => {
            let own: Vec<&str> =
                value.split_whitespace().filter(|class| !class.starts_with("tb-")).collect();
            (!own.is_empty()).then(|| own.join(" ").into())
        }
        // What a chapter shows comes with the site; only pictures may be written into it.
        "src" | "poster" => comes_with_the_site(tag, value).then(|| value.into()),
        // Nobody follows these by a press, but a reader may read them out.
        "cite" => matches!(url::scheme(value).as_deref(), None | Some("http" | "https"))
            .then(|| value.into()),
        // Inline data could be a document of its own.
        _ if url::scheme(value).as_deref() == Some("data") => None,
        _ => Some(value.into()),
    }
}

/// Whether nothing is asked of another site to load this, however the address is written.
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
