//! Faults of the book as a whole: its navigation, its addresses and its links.

mod links;
mod private;
mod published;
mod raw_html;
mod skipped;

use crate::book::source::{Active, Activity};
use crate::syntax::markdown::outline;
use crate::text::diag::{Diagnostic, SourceText, did_you_mean};
pub(super) use published::anchor_tag;
pub(crate) use published::old_url;
use std::ops::Range;

impl Diagnostic {
    /// An entry of SUMMARY.md points to a chapter that does not exist.
    pub fn outline_missing(
        source: &SourceText,
        span: Range<usize>,
        target: &str,
        near: Option<&str>,
    ) -> Self {
        let help = match near {
            Some(_) => did_you_mean(near),
            None => "write the chapter, or leave the target empty until it exists".into(),
        };
        Self::error("TB1301", format!("there is no chapter `{target}`"))
            .at(source, span)
            .label("not found")
            .help(help)
    }

    /// SUMMARY.md lists a chapter twice; `first` is the place of the first entry.
    pub fn outline_twice(
        source: &SourceText,
        span: Range<usize>,
        target: &str,
        first: Range<usize>,
    ) -> Self {
        Self::error("TB1302", format!("the chapter `{target}` is listed twice"))
            .at(source, span)
            .label("listed again")
            .related(source, first, "listed here first")
            .help("remove one of the entries")
    }

    /// A chapter that SUMMARY.md does not list. `is_linked` if another chapter links to it.
    pub fn outline_without(file: &str, is_linked: bool) -> Self {
        let name = outline::FILE_NAME;
        let help = match is_linked {
            true => format!("list it in {name}; it has a page only because a chapter links to it"),
            false => format!("list it in {name}; it has no page, because no chapter links to it"),
        };
        Self::warning("TB1304", format!("{file} is not in the navigation")).in_file(file).help(help)
    }

    /// An entry of SUMMARY.md whose target is not a valid path of a chapter.
    pub fn outline_outside(source: &SourceText, span: Range<usize>, target: &str) -> Self {
        Self::error("TB1305", format!("`{target}` is not a file in the content folder"))
            .at(source, span)
            .label("not a chapter of this book")
            .help("name a Markdown file in the content folder; link to other places from a chapter")
    }

    /// A book with too many redirects; `span` is the first one past the limit.
    pub fn too_many_redirects(source: &SourceText, span: Range<usize>, most: usize) -> Self {
        Self::error("TB2003", format!("more than {most} redirects in one book"))
            .at(source, span)
            .label("one too many")
            .help(
                "remove old addresses that are no longer used, or configure the redirects on the server",
            )
    }

    /// A book without chapters.
    pub fn empty_book(folder: &str) -> Self {
        Self::error("TB0206", format!("the book is empty: `{folder}` contains no Markdown file"))
            .help("create `index.md` there as the first chapter")
    }

    /// A book with only drafts.
    pub fn only_drafts(folder: &str) -> Self {
        Self::error("TB0207", format!("the book is empty: every chapter in `{folder}` is a draft"))
            .help("build with `--drafts` to see them")
    }

    /// A `slug` on the page of a part, whose URL is that of its folder.
    pub fn slug_of_part(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB0409", "the `slug` of a part's own page has no effect".into())
            .at(source, span)
            .label("its address comes from its folder")
            .help("rename the folder instead")
    }

    /// Two sources with the same URL, each with the place that sets it, if any.
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

    /// An alias or redirect that is not a valid path of the site.
    pub fn redirect_unusable(
        source: &SourceText,
        span: Range<usize>,
        from: &str,
        reason: &str,
    ) -> Self {
        Self::error("TB0406", format!("the redirect from `{from}` cannot be used: {reason}"))
            .at(source, span)
            .label("not the path of a page")
            .help("write a path that ends in `.html` or `/`, such as /old/page.html")
    }

    /// A redirect to a page that does not exist; `near` is the way to the one that is probably meant.
    pub fn redirect_astray(
        source: &SourceText,
        span: Range<usize>,
        path: &str,
        near: Option<&str>,
    ) -> Self {
        Self::error("TB0406", format!("the redirect is broken: there is no page `{path}`"))
            .at(source, span)
            .label("not found")
            .help(match near {
                Some(_) => did_you_mean(near),
                None => "write a path relative to the old address, or an address that begins with https://".into(),
            })
    }

    /// A redirect to a heading that does not exist.
    pub fn redirect_to_no_heading(
        source: &SourceText,
        span: Range<usize>,
        (anchor, page): (&str, &str),
        near: Option<&str>,
    ) -> Self {
        let message =
            format!("the redirect is broken: there is no heading `#{anchor}` in `{page}`");
        Self::error("TB0406", message).at(source, span).label("not found").help(match near {
            Some(_) => did_you_mean(near),
            None => format!(
                "remove `#{anchor}`, or write `{{#{anchor}}}` after the heading that you mean"
            ),
        })
    }

    /// A link to a draft from a chapter that is not one. `said` is the place that makes it a draft.
    pub fn link_to_draft(
        source: &SourceText,
        span: Range<usize>,
        target: &str,
        said: (&SourceText, Range<usize>),
    ) -> Self {
        Self::error("TB0502", format!("the chapter `{target}` is a draft"))
            .at(source, span)
            .label("left out of the book")
            .related(said.0, said.1, "set here")
            .help("publish that chapter, remove the link, or build with `--drafts`")
    }

    /// A link with a scheme that can run code or is not allowed.
    pub fn link_scheme(source: &SourceText, span: Range<usize>, scheme: &str) -> Self {
        Self::error("TB0503", format!("links with `{scheme}:` are not allowed"))
            .at(source, span)
            .label("not allowed")
            .help("use http, https, mailto or tel")
    }

    /// A picture from another origin, which pages never load.
    pub fn picture_elsewhere(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB0505", "a picture on another site is not shown".into())
            .at(source, span)
            .label("pages load nothing from other sites")
            .help("save the picture next to the chapter, and show that file")
    }

    /// Whether this is a link to a missing item, which may be due to a missing lock.
    pub fn is_of_missing_item(&self) -> bool {
        self.code() == "TB1420"
    }

    /// A link to an item that is not on its page. `way_out` says where it is now, if anywhere.
    pub fn dead_item(source: &SourceText, span: Range<usize>, id: &str, way_out: &str) -> Self {
        Self::error("TB1420", format!("there is no item `{id}` on that page"))
            .at(source, span)
            .label("not found")
            .help(way_out)
    }

    /// The book has a different id from the one under which readers' ticks are stored.
    pub fn book_id_changed(config: &SourceText, span: Range<usize>, held: &str, now: &str) -> Self {
        let message = format!("the book's id has changed from `{held}` to `{now}`");
        let fault = Self::error("TB0910", message).help(format!(
            "write `id = \"{held}\"` below `[book]` in book.toml; to change the id and keep readers' ticks, run `tickbook lock book-id {now}`"
        ));
        match span.is_empty() {
            // The id is made from the title, which may be in a chapter.
            true => fault.in_file(crate::book::config::FILE_NAME),
            false => fault.at(config, span).label("readers would lose all their ticks"),
        }
    }

    /// A reference to an active file, which the site does not include.
    pub fn active(source: &SourceText, span: Range<usize>, path: &str, active: &Active) -> Self {
        let part = active.part.as_deref();
        match active.activity {
            Activity::MayRun => Self::active_file(source, span, path, part),
            Activity::Asks => Self::asking_file(source, span, path, part),
            Activity::TooManyParts => Self::file_not_searched(source, span, path),
        }
    }

    /// A link or a picture to a file that runs scripts if a browser opens it directly. `part` is the active part of the
    /// file.
    pub fn active_file(
        source: &SourceText,
        span: Range<usize>,
        path: &str,
        part: Option<&str>,
    ) -> Self {
        let is_xml = [".svg", ".xml"].iter().any(|end| path.to_ascii_lowercase().ends_with(end));
        let way_out = match is_xml {
            true => "remove scripts, event attributes and declarations from it",
            false => "make it a chapter, or offer it as a zip file",
        };
        Self::left_out(source, span, format!("the file `{path}` could run scripts"), part, way_out)
    }

    /// A link or a picture to an SVG that sends requests to another site if a browser opens it directly.
    pub fn asking_file(
        source: &SourceText,
        span: Range<usize>,
        path: &str,
        part: Option<&str>,
    ) -> Self {
        let way_out = "embed what it loads in the drawing, or remove it";
        Self::left_out(
            source,
            span,
            format!("the file `{path}` could contact another site"),
            part,
            way_out,
        )
    }

    fn left_out(
        source: &SourceText,
        span: Range<usize>,
        what: String,
        part: Option<&str>,
        way_out: &str,
    ) -> Self {
        let message = match part {
            Some(part) => format!("{what}: {part}"),
            None => what,
        };
        Self::error("TB1801", message)
            .at(source, span)
            .label("left out of the site")
            .help(format!("{way_out}; if you trust every author, set `raw-html = \"trust\"`"))
    }

    /// A link or a picture to an XML file with too many parts to be searched for scripts.
    pub fn file_not_searched(source: &SourceText, span: Range<usize>, path: &str) -> Self {
        Self::error("TB1801", format!("the file `{path}` is too complex to be searched for scripts"))
            .at(source, span)
            .label("left out of the site")
            .help("save it with fewer elements and attributes, or as a PNG; if you trust every author, set `raw-html = \"trust\"`")
    }
}
