//! Faults of the author's files: bytes, front matter, Markdown, URLs, links.

use super::{Diagnostic, SourceText, did_you_mean, nearest, not, shortened};
use crate::front_matter;
use crate::markdown::{LONGEST_ID, RESERVED_IDS};
use std::ops::Range;

impl Diagnostic {
    /// A file is not UTF-8. `offset` counts the bytes of the file from 0; the source is what can be shown of it.
    pub fn not_utf8(source: &SourceText, span: Range<usize>, offset: usize, byte: u8) -> Self {
        let (file, line) = (&source.file, line_of(source, &span));
        let message = format!("{file} is not UTF-8: byte {offset} (line {line}) is 0x{byte:02X}");
        Self::error("TB0201", message)
            .at(source, span)
            .label("no letter in UTF-8")
            .help("save the file as UTF-8")
    }

    /// A file holds a NUL byte. `offset` counts the bytes of the file from 0.
    pub fn nul_byte(source: &SourceText, span: Range<usize>, offset: usize) -> Self {
        let (file, line) = (&source.file, line_of(source, &span));
        let message = format!("{file} holds a NUL byte at byte {offset} (line {line})");
        Self::error("TB0202", message)
            .at(source, span)
            .label("no letter of any text")
            .help("remove the byte, or save the file as UTF-8 if it is UTF-16")
    }

    /// A symbolic link in the content folder.
    pub fn symlink_skipped(file: &str) -> Self {
        Self::warning("TB0203", format!("{file} is a symbolic link and was not followed"))
            .in_file(file)
            .help("copy the file into the content folder")
    }

    /// Something in the content folder that is neither a file nor a folder.
    pub fn not_a_file(file: &str) -> Self {
        Self::warning("TB0204", format!("{file} is not a regular file and was passed over"))
            .in_file(file)
            .help("move it out of the content folder")
    }

    /// A file name that no URL can carry everywhere.
    pub fn file_name_unusable(file: &str) -> Self {
        let escaped = |letter: char| match letter.is_control() {
            true => letter.escape_debug().to_string(),
            false => letter.to_string(),
        };
        let shown: String = file.chars().map(escaped).collect();
        Self::error("TB0205", format!("the file name `{shown}` cannot be used"))
            .in_file(&shown)
            .help("use a name in UTF-8 without backslashes and control characters")
    }

    /// No chapter at all.
    pub fn empty_book(folder: &str) -> Self {
        Self::error("TB0206", format!("the book is empty: `{folder}` holds no Markdown file"))
            .help("write the first chapter into index.md there")
    }

    /// Only drafts.
    pub fn only_drafts(folder: &str) -> Self {
        Self::error("TB0207", format!("the book is empty: every chapter in `{folder}` is a draft"))
            .help("build with `--drafts` to see them")
    }

    /// Front matter that is never closed.
    pub fn front_matter_open(source: &SourceText, span: Range<usize>) -> Self {
        Self::error("TB0301", "front matter is not closed".into())
            .at(source, span)
            .label("opened here")
            .help("close it with a line of three hyphens")
    }

    /// Front matter that is not YAML.
    /// `begun` is where the value begins that the reader of YAML did not come to the end of.
    pub fn front_matter_not_yaml(
        source: &SourceText,
        span: Range<usize>,
        reason: &str,
        begun: Option<Range<usize>>,
    ) -> Self {
        let help = if reason.contains("end of stream") {
            "close the quotation mark"
        } else if reason.contains("expected ',' or") {
            "close the bracket, and put commas between what it holds"
        } else if reason.contains("cannot start any token") {
            "indent with spaces, and quote a value that begins with a sign"
        } else {
            "quote a value that holds a colon, a hash sign or a bracket"
        };
        let fault = Self::error("TB0302", "front matter is not valid YAML".into())
            .at(source, span)
            .label(reason.lines().next().unwrap_or_default())
            .help(help);
        match begun {
            Some(begun) => fault.related(source, begun, "begun here"),
            None => fault,
        }
    }

    /// Front matter that is YAML and no list of keys.
    pub fn front_matter_not_keys(source: &SourceText, span: Range<usize>) -> Self {
        Self::error("TB0302", "front matter is not a list of keys".into())
            .at(source, span)
            .label("neither a key nor a value")
            .help("write a key a line, such as `title: Hiring`")
    }

    /// A key that is given twice.
    pub fn front_matter_key_twice(
        source: &SourceText,
        span: Range<usize>,
        key: &str,
        first: Range<usize>,
    ) -> Self {
        Self::error("TB0302", format!("front matter gives `{key}` twice"))
            .at(source, span)
            .label("given again")
            .related(source, first, "first given here")
            .help("keep one of the two lines")
    }

    /// A key of front matter that means nothing.
    pub fn front_matter_unknown_key(source: &SourceText, span: Range<usize>, key: &str) -> Self {
        let near = nearest(key, front_matter::KEYS.iter().copied());
        let help = match near {
            Some(_) => did_you_mean(near),
            None => format!("front matter knows {}", front_matter::KEYS.join(", ")),
        };
        Self::error("TB0303", format!("unknown key `{key}` in front matter"))
            .at(source, span)
            .label("not a key of front matter")
            .help(help)
    }

    /// A value of front matter of the wrong type.
    pub fn front_matter_wrong_type(
        source: &SourceText,
        span: Range<usize>,
        key: &str,
        expected: &str,
    ) -> Self {
        Self::error("TB0304", format!("`{key}` in front matter must be {expected}"))
            .at(source, span)
            .label(not(expected))
    }

    /// Two headings or items of a chapter with the same explicit id.
    pub fn duplicate_anchor(
        source: &SourceText,
        span: Range<usize>,
        id: &str,
        first: Range<usize>,
    ) -> Self {
        Self::error("TB0401", format!("the id `{id}` is used twice in this chapter"))
            .at(source, span)
            .label("used again")
            .related(source, first, "first used here")
            .help("give one of them another id")
    }

    /// Two items of the book with the same explicit id. The spans are those of the items.
    pub fn duplicate_item(
        (source, span): (&SourceText, Range<usize>),
        id: &str,
        (first, first_span): (&SourceText, Range<usize>),
    ) -> Self {
        Self::error("TB0402", format!("the item id `{id}` is used twice in this book"))
            .at(source, place_of_id(source, span, id))
            .label("used again")
            .related(first, place_of_id(first, first_span, id), "first used here")
            .help("give one of them another id")
    }

    /// An explicit id that the theme, the contract or JavaScript keeps for itself, that no attribute can hold, or
    /// that is too long.
    pub fn id_unusable(source: &SourceText, span: Range<usize>, id: &str) -> Self {
        let help = match id {
            _ if RESERVED_IDS.contains(&id) => {
                format!("choose another id, such as `item-{id}`: JavaScript uses this name itself")
            }
            _ if id.chars().count() > LONGEST_ID => {
                format!("use at most {LONGEST_ID} letters, digits, hyphens and underscores")
            }
            _ => {
                "use letters, digits, hyphens and underscores, beginning with none of `tb-` and `-`"
                    .into()
            }
        };
        Self::error("TB0403", format!("`{}` cannot be used as an id", shortened(id)))
            .at(source, span)
            .label("not usable")
            .help(help)
    }

    /// Blocks nested deeper than the tree allows.
    pub fn nested_too_deep(source: &SourceText, span: Range<usize>, limit: usize) -> Self {
        Self::error("TB0404", format!("nested more than {limit} levels deep"))
            .at(source, span)
            .label("too deep from here on")
            .help("write this passage with fewer levels of quotes, lists or emphasis")
    }

    /// A footnote that no text refers to, and that no page shows.
    pub fn footnote_unused(source: &SourceText, span: Range<usize>, label: &str) -> Self {
        Self::warning("TB0407", format!("nothing refers to the footnote `{label}`"))
            .at(source, span)
            .label("not shown")
            .help(format!("refer to it with [^{label}], or drop it"))
    }

    /// A tag that no page may hold, or that is none.
    pub fn tag_dropped(source: &SourceText, span: Range<usize>, tag: &str) -> Self {
        Self::warning("TB0408", format!("the tag `<{tag}>` is left out of the page"))
            .at(source, span)
            .label("not allowed in raw HTML")
            .help(format!("if it is meant as text, write `<{tag}>` in backticks"))
    }

    /// What git has left where it could not merge two branches.
    pub fn both_versions(source: &SourceText, span: Range<usize>) -> Self {
        Self::error("TB0410", "a passage stands here in two versions, as git left it".into())
            .at(source, span)
            .label("the marks of a merge begin here")
            .help("keep the version that is right, or both, and take out the lines of `<<<<<<<`, `=======` and `>>>>>>>`")
    }

    /// A `slug` on the page of a part, whose URL goes by its folder.
    pub fn slug_of_part(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB0409", "the `slug` of a part's own page has no effect".into())
            .at(source, span)
            .label("its address is that of its folder")
            .help("rename the folder instead")
    }

    /// Two sources that want the same URL, each with where it says so, if it does.
    pub fn url_taken(
        url: &str,
        (what, at): (&str, Option<&(SourceText, Range<usize>)>),
        (other, other_at): (&str, Option<&(SourceText, Range<usize>)>),
        way_out: &str,
    ) -> Self {
        let fault = Self::error("TB0405", format!("{what} and {other} both become `{url}`"));
        let fault = match at {
            Some((source, span)) => fault.at(source, span.clone()).label("taken"),
            None => fault.in_file(what),
        };
        let fault = match other_at {
            Some((source, span)) => fault.related(source, span.clone(), "taken here"),
            None => fault,
        };
        fault.help(way_out)
    }

    /// An alias or redirect that cannot be a path of the site.
    pub fn redirect_unusable(
        source: &SourceText,
        span: Range<usize>,
        from: &str,
        reason: &str,
    ) -> Self {
        Self::error("TB0406", format!("the redirect from `{from}` cannot be used: {reason}"))
            .at(source, span)
            .label("not the path of a page")
            .help("write a path such as /old/page.html that ends in `.html` or `/`")
    }

    /// A redirect to a page or a heading that does not exist.
    pub fn redirect_astray(source: &SourceText, span: Range<usize>, what: &str) -> Self {
        Self::error("TB0406", format!("the redirect leads nowhere: there is no {what}"))
            .at(source, span)
            .label("not found")
            .help("write a path that counts from the old address, or one that begins with https://")
    }

    /// A link or picture whose target does not exist. `what` is a chapter, a heading or a file.
    pub fn dead_link(
        source: &SourceText,
        span: Range<usize>,
        what: &str,
        target: &str,
        near: Option<&str>,
    ) -> Self {
        Self::error("TB0501", format!("there is no {what} `{target}`"))
            .at(source, span)
            .label("not found")
            .help(match near {
                Some(_) => did_you_mean(near),
                None => "write the path from the folder of this chapter, or from `/`, the content folder".into(),
            })
    }

    /// A link to a heading or item that its page does not have.
    pub fn dead_anchor(
        source: &SourceText,
        span: Range<usize>,
        anchor: &str,
        page: &str,
        near: Option<&str>,
    ) -> Self {
        Self::error("TB0506", format!("there is no heading `#{anchor}` in `{page}`"))
            .at(source, span)
            .label("not found")
            .help(match near {
                Some(_) => did_you_mean(near),
                None if anchor.chars().all(|c| c.is_alphanumeric() || c == '-') => format!(
                    "link to the page alone, or add `{{#{anchor}}}` to the heading that is meant"
                ),
                None => "link to the page alone".into(),
            })
    }

    /// A link to a draft from a chapter that is not one. `said` is where the draft says what it is.
    pub fn link_to_draft(
        source: &SourceText,
        span: Range<usize>,
        target: &str,
        said: (&SourceText, Range<usize>),
    ) -> Self {
        Self::error("TB0502", format!("the chapter `{target}` is a draft"))
            .at(source, span)
            .label("left out of the book")
            .related(said.0, said.1, "said here")
            .help("publish that chapter, drop the link, or build with `--drafts`")
    }

    /// A link whose scheme could run code or is none that pages should hold.
    pub fn link_scheme(source: &SourceText, span: Range<usize>, scheme: &str) -> Self {
        Self::error("TB0503", format!("links with `{scheme}:` are not allowed"))
            .at(source, span)
            .label("not allowed")
            .help("use http, https, mailto or tel")
    }

    /// A relative link that leaves the content folder.
    pub fn link_outside(source: &SourceText, span: Range<usize>, target: &str) -> Self {
        Self::error("TB0504", format!("`{target}` is outside the content folder"))
            .at(source, span)
            .label("outside")
            .help("move the file below the content folder")
    }

    /// A picture from another origin, which pages never load.
    pub fn picture_elsewhere(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB0505", "a picture on another site is not shown".into())
            .at(source, span)
            .label("pages load nothing from other sites")
            .help("save the picture beside the chapter")
    }
}

/// Where the explicit id stands in an item.
pub(super) fn place_of_id(source: &SourceText, item: Range<usize>, id: &str) -> Range<usize> {
    let at = source.text.get(item.clone()).and_then(|text| text.rfind(&format!("#{id}}}")));
    at.map_or(item.clone(), |at| item.start + at + 1..item.start + at + 1 + id.len())
}

/// The number of a line, counted from 1.
fn line_of(source: &SourceText, span: &Range<usize>) -> usize {
    source.text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1
}
