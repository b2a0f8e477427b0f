//! Splits raw HTML at the attributes that have a target, so that its links and pictures are checked and rewritten like
//! all others.
//!
//! Never filters the markup: the HTML writer decides what of it a page contains.

mod hiding;
mod references;

use super::tree::{RawAttribute, RawHtml, RawNames, RawPiece, RawTag, Reference, ReferenceKind};
use crate::text::html_tags::{self, Attribute, Tag, Unfinished};
use crate::text::srcset;
pub(super) use hiding::{FOREIGN, contains};
use references::decoded;
use std::cell::Cell;
use std::ops::Range;

/// The tables that raw HTML is added to, and the place of the markup.
pub(super) struct Cutting<'a> {
    /// The chapter's text.
    pub text: &'a str,
    /// The place of the markup in it.
    pub span: Range<usize>,
    /// The chapter's references.
    pub references: &'a mut Vec<Reference>,
    /// The ids and tag names of raw HTML in the chapter.
    pub names: &'a mut RawNames,
}

/// Splits `markup`, adding a reference for each target found. A tag that does not end becomes text, because a browser
/// would take all that follows it for attributes.
pub(super) fn cut(markup: &str, cutting: Cutting) -> RawHtml {
    let Cutting { text, span, references, names } = cutting;
    // Markup within a quotation or a list differs from the source text.
    let is_verbatim = text.get(span.clone()).is_some_and(|part| part.starts_with(markup));
    let (reached, failures) = (Cell::new(span.start), Cell::new(0));
    let source = Typed { markup, text, span, is_verbatim, reached, failures };
    let mut cutter = Cutter { source, references, names, pieces: Vec::new(), done: 0 };
    let found = html_tags::read(markup);
    let mut tags = found.tags.iter().peekable();
    while let Some(tag) = tags.next() {
        cutter.tag_of_any_kind(tag, &mut tags);
    }
    for (kind, place) in found.asides {
        let place = cutter.source.place(place);
        cutter.names.asides.push((kind, place));
    }
    match found.unfinished {
        Some(Unfinished::Tag(at)) => {
            let place = cutter.source.place(first_line(markup, at));
            cutter.names.unfinished_tags.push(place);
            cutter.markup_to(at);
            let rest = markup.get(at..).unwrap_or_default();
            cutter.pieces.push(RawPiece::Words(rest.to_string()));
        }
        Some(Unfinished::Comment(at)) => {
            let place = cutter.source.place(first_line(markup, at));
            cutter.names.unfinished_comments.push(place);
            cutter.markup_to(markup.len());
            // Otherwise the comment would contain the rest of the page.
            cutter.pieces.push(RawPiece::Markup("-->".into()));
        }
        None => cutter.markup_to(markup.len()),
    }
    RawHtml { typed: markup.to_string(), pieces: cutter.pieces }
}

/// The first line of the markup from an offset on.
fn first_line(markup: &str, at: usize) -> Range<usize> {
    let line = markup.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    at..at + line.trim_end().len()
}

/// Markup, and where it is in the source.
struct Typed<'a> {
    markup: &'a str,
    text: &'a str,
    span: Range<usize>,
    is_verbatim: bool,
    /// How far the text is searched.
    reached: Cell<usize>,
    /// How often a search found nothing.
    failures: Cell<usize>,
}

/// How often a search of one piece of markup can find nothing before there is no other: each is over all that is left.
const MOST_FAILURES: usize = 20;

impl Typed<'_> {
    fn get(&self, range: Range<usize>) -> &str {
        self.markup.get(range).unwrap_or_default()
    }

    /// The place in the source of a range of the markup. Where the two differ, the text is searched for it, from the last
    /// place on: ranges are asked for in their order.
    fn place(&self, range: Range<usize>) -> Range<usize> {
        if self.is_verbatim {
            return self.span.start + range.start..self.span.start + range.end;
        }
        let needle = self.get(range);
        let from = self.reached.get();
        let rest =
            self.text.get(from..self.span.end).filter(|_| self.failures.get() < MOST_FAILURES);
        match rest.and_then(|rest| rest.find(needle)) {
            Some(at) => {
                self.reached.set(from + at);
                from + at..from + at + needle.len()
            }
            None => {
                self.failures.set(self.failures.get() + 1);
                self.span.clone()
            }
        }
    }
}

struct Cutter<'a> {
    source: Typed<'a>,
    references: &'a mut Vec<Reference>,
    names: &'a mut RawNames,
    pieces: Vec<RawPiece>,
    /// How much of the markup is in the pieces.
    done: usize,
}

impl Cutter<'_> {
    fn tag(&mut self, tag: &Tag) {
        let name = tag.name.to_ascii_lowercase();
        if tag.is_end {
            if !self.names.ends.contains_key(&name) {
                let place = self.source.place(tag.opening.clone());
                self.names.ends.insert(name, place);
            }
            return;
        }
        let has = |attribute: &str| tag.attributes.iter().any(|one| one.name == attribute);
        if name == "img" && !has("alt") {
            let place = self.source.place(tag.whole.clone());
            self.names.unnamed_pictures.push(place);
        }
        let span = self.source.place(tag.opening.clone());
        let start = self.source.reached.get();
        self.names.tags.push(RawTag {
            name: tag.name.clone(),
            span,
            attributes: tag.attributes.iter().map(|one| self.named(one)).collect(),
        });
        self.source.reached.set(start);
        let is_measured = name == "img" && !has("width") && !has("height");
        for attribute in &tag.attributes {
            let Some(value) = &attribute.value else { continue };
            match role(&name, &attribute.name) {
                Some(Role::Target(kind)) => {
                    let reference = self.reference(kind, value.range.clone());
                    self.value(attribute, RawPiece::Target(reference));
                    if is_measured && attribute.name == "src" {
                        self.markup_to(value.range.end + usize::from(value.is_quoted));
                        self.pieces.push(RawPiece::Size(reference));
                    }
                }
                Some(Role::Candidates) => self.candidates(attribute, value.range.clone()),
                Some(Role::Id) => {
                    // Browsers know the name of a link by its older attribute too, but an EPUB does not.
                    if attribute.name == "name" && !has("id") {
                        self.markup_to(attribute.place.start);
                        self.pieces.push(RawPiece::Markup("id".into()));
                        self.done += attribute.name.len();
                    }
                    let id = decoded(self.source.get(value.range.clone()));
                    if is_usable("id", &id) {
                        self.names.anchors.push(id.clone());
                    }
                    self.value(attribute, RawPiece::Anchor(id));
                }
                None => {}
            }
        }
    }

    /// The attribute as the table of names has it.
    fn named(&self, attribute: &Attribute) -> RawAttribute {
        let value = attribute.value.as_ref().map(|value| self.source.get(value.range.clone()));
        RawAttribute {
            is_usable: is_usable(&attribute.name, value.unwrap_or_default()),
            name: attribute.name.clone(),
            span: self.source.place(attribute.place.clone()),
        }
    }

    fn candidates(&mut self, attribute: &Attribute, range: Range<usize>) {
        let value = self.source.get(range.clone()).to_string();
        let mut sources = Vec::new();
        for one in srcset::candidates(&value) {
            let address = range.start + one.address.start..range.start + one.address.end;
            let reference = self.reference(ReferenceKind::Alternative, address);
            sources.push((reference, one.descriptor));
        }
        self.value(attribute, RawPiece::Candidates(sources));
    }

    fn reference(&mut self, kind: ReferenceKind, range: Range<usize>) -> usize {
        let target = decoded(self.source.get(range.clone()).trim());
        self.references.push(Reference {
            kind,
            target,
            span: self.source.place(range),
            defined: None,
        });
        self.references.len() - 1
    }

    /// Puts a piece in the place of an attribute's value, within quotes.
    fn value(&mut self, attribute: &Attribute, piece: RawPiece) {
        let Some(value) = &attribute.value else { return };
        self.markup_to(value.range.start);
        let quote = |cutter: &mut Self| {
            if !value.is_quoted {
                cutter.pieces.push(RawPiece::Markup("\"".into()));
            }
        };
        quote(self);
        self.pieces.push(piece);
        quote(self);
        self.done = value.range.end;
    }

    /// Adds the markup that comes before an offset.
    fn markup_to(&mut self, end: usize) {
        let markup = self.source.get(self.done..end);
        if !markup.is_empty() {
            self.pieces.push(RawPiece::Markup(markup.to_string()));
        }
        self.done = end;
    }
}

/// What the value of an attribute is.
enum Role {
    Target(ReferenceKind),
    /// Several addresses of one picture.
    Candidates,
    Id,
}

fn role(tag: &str, attribute: &str) -> Option<Role> {
    match (tag, attribute) {
        ("a" | "area", "href") => Some(Role::Target(ReferenceKind::Link)),
        ("img", "src") => Some(Role::Target(ReferenceKind::Image)),
        ("source" | "video" | "audio", "src") => Some(Role::Target(ReferenceKind::Media)),
        ("track", "src") | ("video", "poster") => Some(Role::Target(ReferenceKind::Alternative)),
        ("img" | "source", "srcset") => Some(Role::Candidates),
        (_, "id") | ("a", "name") => Some(Role::Id),
        _ => None,
    }
}

/// The sides of `align` that pages have a class for.
pub const SIDES: [&str; 3] = ["left", "center", "right"];

/// Whether an element of raw HTML can have this id: those that begin with `tb-` are the theme's own.
pub fn is_raw_id(id: &str) -> bool {
    !id.starts_with("tb-")
}

/// Whether a page can contain an attribute with this value. Names that begin with `tb-` are those of the theme.
fn is_usable(attribute: &str, value: &str) -> bool {
    match attribute {
        "id" | "name" => is_raw_id(&decoded(value)),
        "class" => !value.split_ascii_whitespace().any(|class| class.starts_with("tb-")),
        "align" => SIDES.contains(&value.trim().to_ascii_lowercase().as_str()),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_alone(markup: &str) -> (RawHtml, Vec<Reference>, RawNames) {
        let (mut references, mut names) = (Vec::new(), RawNames::default());
        let cutting = Cutting {
            text: markup,
            span: 0..markup.len(),
            references: &mut references,
            names: &mut names,
        };
        let raw = cut(markup, cutting);
        (raw, references, names)
    }

    fn targets_of(markup: &str) -> Vec<String> {
        cut_alone(markup).1.into_iter().map(|reference| reference.target).collect()
    }

    /// The pieces, each target as `0`, each place of a size as `[0]`.
    fn joined(markup: &str) -> String {
        let one = |piece: &RawPiece| match piece {
            RawPiece::Markup(text) | RawPiece::Anchor(text) => text.clone(),
            RawPiece::Words(text) => format!("({text})"),
            RawPiece::Target(at) => at.to_string(),
            RawPiece::Size(at) => format!("[{at}]"),
            RawPiece::Hides(_) => String::new(),
            RawPiece::Candidates(all) => {
                let all: Vec<String> = all.iter().map(|(at, how)| format!("{at} {how}")).collect();
                all.join(",")
            }
        };
        cut_alone(markup).0.pieces.iter().map(one).collect()
    }

    #[test]
    fn finds_targets_however_they_are_written() {
        assert_eq!(targets_of("<a href=\"a.md\">"), ["a.md"]);
        assert_eq!(targets_of("<A class=x HREF='a.md?x&amp;y'>"), ["a.md?x&y"]);
        assert_eq!(targets_of("<img alt=a src=b.png/>"), ["b.png/"]);
        assert_eq!(targets_of("<p title='<a href=\"no\">'><img src=\"b.png\" />"), ["b.png"]);
        assert_eq!(targets_of("<video poster=\"p.jpg\"><source src=v.mp4>"), ["p.jpg", "v.mp4"]);
        let hidden = "<a href='&#106avascript&colon;x'><a href='&#x6A;&Tab;a&#0;&b&#;'>";
        assert_eq!(targets_of(hidden), ["javascript:x", "j\ta\u{fffd}&b&#;"]);
        assert_eq!(
            targets_of("<source srcset='a.png 1x, b.png 2x' src=c>"),
            ["a.png", "b.png", "c"]
        );
        assert!(targets_of("<link href=\"x.css\"> a < b <!-- <").is_empty());
        assert!(targets_of("<script>'<a href=x>'</script><!-- <a href=y> -->").is_empty());
        assert_eq!(targets_of("<style><a href=x></STYLE><a href=y><!--><a href=z>"), ["y", "z"]);
    }

    #[test]
    fn names_are_kept() {
        let (_, _, names) = cut_alone("<a id=\"mark\" name=other></a><String class=\"tb-x\">");
        assert_eq!(names.anchors, ["mark", "other"]);
        let tags: Vec<&str> = names.tags.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(tags, ["a", "String"]);
        assert!(names.tags[0].attributes.iter().all(|one| one.is_usable));
        assert!(!names.tags[1].attributes[0].is_usable);
    }

    #[test]
    fn pieces_join_to_the_same_markup() {
        assert_eq!(joined("x<a id='b' href='a.md'>y</a>"), "x<a id='b' href='0'>y</a>");
        assert_eq!(joined("<a name=b>y</a>"), "<a id=\"b\">y</a>");
        assert_eq!(joined("<a id=a name=b>"), "<a id=\"a\" name=\"b\">");
        assert_eq!(joined("<img src=a srcset='b, c 2x'>"), "<img src=\"0\"[0] srcset='1 ,2 2x'>");
        assert_eq!(joined("<img src='a' height=1>"), "<img src='0' height=1>");
        assert_eq!(joined("<img src='a' alt>x"), "<img src='0'[0] alt>x");
    }

    #[test]
    fn what_does_not_end_is_text() {
        for (markup, pieces) in [
            ("<div id=\"foo\"\n*hi*", "(<div id=\"foo\"\n*hi*)"),
            ("<p>a</p><div class\nfoo", "<p>a</p>(<div class\nfoo)"),
            ("<div *???-&&&-<---\n*foo*", "(<div *???-&&&-<---\n*foo*)"),
            ("<p title=\"x>y", "(<p title=\"x>y)"),
            ("</p", "(</p)"),
            ("a < b <3", "a < b <3"),
        ] {
            assert_eq!(joined(markup), pieces);
            let is_reported = !cut_alone(markup).2.unfinished_tags.is_empty();
            assert_eq!(is_reported, pieces.contains('('), "{markup}");
        }
        let unfinished = cut_alone("<p><!-- x").2.unfinished_comments;
        assert_eq!(unfinished.first(), Some(&(3..9)));
    }
}
