//! Running text: emphasis, code, links, pictures, references to footnotes.

use super::{Edition, Writer, containers};
use crate::book::structure::links::Target;
use crate::book::structure::{IN_CHAPTER, ITEM_ANCHOR};
use crate::site::epub_files;
use crate::syntax::markdown::tree::{Image, Inline, Link};
use crate::text::escape::escape;
use crate::text::url;

impl Writer<'_> {
    pub(super) fn paragraph(&mut self, inlines: &[Inline]) {
        if let [Inline::Image(image)] = inlines
            && !matches!(self.target(image.reference), Target::PictureElsewhere(_))
        {
            self.figure(image);
            return;
        }
        if let [Inline::Math(formula)] = inlines
            && formula.display
        {
            self.formula_block(formula);
            return;
        }
        self.push("<p>");
        self.inlines(inlines);
        self.push("</p>\n");
    }

    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        if inlines.iter().any(|inline| matches!(inline, Inline::Html(_))) {
            self.inlines_with_html(inlines);
            return;
        }
        for inline in inlines {
            self.inline(inline);
        }
    }

    pub(super) fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Code(code) => {
                self.push("<code>");
                self.text(code);
                self.push("</code>");
            }
            Inline::Emphasis(inner) => self.marked("em", inner),
            Inline::Strong(inner) => self.marked("strong", inner),
            Inline::Strikethrough(inner) => self.marked("del", inner),
            Inline::Link(link) => self.link(link),
            Inline::Image(image) => self.image(image),
            Inline::FootnoteReference { footnote, occurrence } => {
                let note = self.source.chapter.footnotes.get(*footnote);
                self.footnote_reference(note.map_or(0, |note| note.number), *occurrence);
            }
            Inline::Math(formula) => self.formula(formula),
            Inline::Badge(badge) => self.badge(badge),
            Inline::Html(raw) => self.html_inline(raw),
            Inline::SoftBreak => self.push("\n"),
            Inline::HardBreak => self.push("<br>\n"),
        }
    }

    fn marked(&mut self, tag: &str, inner: &[Inline]) {
        self.push(&format!("<{tag}>"));
        self.inlines(inner);
        self.push(&format!("</{tag}>"));
    }

    pub(super) fn link(&mut self, link: &Link) {
        let target = self.target(link.reference);
        let Some(href) = self.href(&target) else {
            self.inlines(&link.content);
            return;
        };
        self.push("<a href=\"");
        self.text(&href);
        self.push("\"");
        if matches!(&target, Target::Elsewhere(address) if is_web(address)) {
            // In print the address follows the words, unless the words are the address.
            let is_bare = matches!(link.content.as_slice(), [Inline::Text(text)] if *text == href);
            let bare = if is_bare { " tb-bare" } else { "" };
            self.push(&format!(" class=\"tb-external{bare}\" rel=\"noopener\""));
        }
        self.title_attribute(&link.title);
        self.push(">");
        self.inside_link = true;
        self.inlines(&link.content);
        self.inside_link = false;
        self.push("</a>");
    }

    fn title_attribute(&mut self, title: &str) {
        if !title.is_empty() {
            self.push(" title=\"");
            self.text(title);
            self.push("\"");
        }
    }

    fn figure(&mut self, image: &Image) {
        self.push("<figure class=\"tb-figure\">");
        self.picture(image);
        if !image.title.is_empty() {
            self.push("<figcaption>");
            self.text(&image.title);
            self.push("</figcaption>");
        }
        self.push("</figure>\n");
    }

    fn image(&mut self, image: &Image) {
        match self.target(image.reference) {
            Target::PictureElsewhere(_) if self.inside_link => self.text(&image.alt),
            Target::PictureElsewhere(address) => {
                self.push("<a class=\"tb-external\" rel=\"noopener\" href=\"");
                self.text(&address);
                self.push("\">");
                let shown = if image.alt.is_empty() { &address } else { &image.alt };
                self.text(shown);
                self.push("</a>");
            }
            _ => self.picture(image),
        }
    }

    /// The picture itself. All but the first of a page are loaded lazily.
    fn picture(&mut self, image: &Image) {
        let target = self.target(image.reference);
        let Some(src) = self.src(&target) else {
            self.text(&image.alt);
            return;
        };
        self.push("<img src=\"");
        self.text(&src);
        self.push("\" alt=\"");
        self.text(&image.alt);
        self.push("\"");
        self.size(&target);
        if self.is_epub() {
            self.push(">");
            return;
        }
        self.images += 1;
        if self.images > 1 {
            self.push(" loading=\"lazy\"");
        }
        self.push(" decoding=\"async\">");
    }

    /// The attributes for the size of a picture, if it is known.
    pub(super) fn size(&mut self, target: &Target) {
        if let Target::File { dimensions: Some((width, height)), .. } = target {
            self.push(&format!(" width=\"{width}\" height=\"{height}\""));
        }
    }

    fn footnote_reference(&mut self, number: usize, occurrence: usize) {
        if matches!(self.edition, Edition::Plan) {
            return;
        }
        if self.inside_link {
            self.push(&format!("<sup class=\"tb-fnref\">{number}</sup>"));
            return;
        }
        let id = reference_id(number, occurrence);
        self.push("<sup class=\"tb-fnref\"><a");
        if self.is_epub() {
            self.push(" epub:type=\"noteref\" role=\"doc-noteref\"");
        }
        self.push(" id=\"");
        self.anchor_id(&id);
        self.push("\" href=\"#");
        self.anchor_href(&format!("tb-fn-{number}"));
        self.push(&format!("\" aria-label=\"Footnote {number}\">{number}</a></sup>"));
    }

    pub(super) fn target(&self, reference: usize) -> Target {
        self.source.targets.get(reference).cloned().unwrap_or(Target::Nothing)
    }

    /// The URL from which the picture of a target is loaded; `None` if it cannot be shown.
    pub(super) fn src(&self, target: &Target) -> Option<String> {
        match (target, self.edition) {
            (Target::File { path, .. }, Edition::Epub { path: page, epub_files }) => {
                let picture = epub_files.pictures.get(path)?;
                Some(url::relative(&epub_files::text(page), &picture.path))
            }
            _ => self.href(target),
        }
    }

    /// The href of a target on the page that is being written; `None` if there is no target.
    pub(super) fn href(&self, target: &Target) -> Option<String> {
        match (target, self.edition) {
            (Target::Nothing, _) => None,
            (Target::Elsewhere(address) | Target::PictureElsewhere(address), _) => {
                Some(address.clone())
            }
            (Target::Beside(path), Edition::Page { path: page }) => {
                Some(format!("{}{path}", url::root(page)))
            }
            (Target::Beside(path), Edition::Epub { epub_files, .. }) => {
                epub_files.site_url.as_ref().map(|site| format!("{site}{path}"))
            }
            (Target::Beside(path), _) => Some(path.clone()),
            (Target::File { path, .. }, Edition::Page { path: page }) => {
                Some(url::relative(page, path))
            }
            // The EPUB does not contain other files of the site, but its reader may be able to open them online.
            (Target::File { path, .. }, Edition::Epub { epub_files, .. }) => {
                epub_files.online(path)
            }
            (Target::Page { path, anchor }, Edition::Epub { path: page, epub_files }) => {
                match print_anchor(path) {
                    None => epub_files.online(path),
                    Some(_) => {
                        let base = url::relative(&epub_files::text(page), &epub_files::text(path));
                        Some(with_fragment(base, anchor))
                    }
                }
            }
            (Target::File { path, .. }, _) => Some(url::encode(path)),
            (Target::Page { path, anchor }, Edition::Page { path: page }) => {
                let same_page = path == page && !anchor.is_empty();
                let base = if same_page { String::new() } else { url::relative(page, path) };
                Some(with_fragment(base, anchor))
            }
            (Target::Page { path, anchor }, Edition::Plan) => {
                Some(with_fragment(url::encode(path), anchor))
            }
            (Target::Page { path, anchor }, Edition::Print { .. }) => {
                Some(match print_anchor(path) {
                    Some(chapter) if anchor.is_empty() => format!("#{}", url::encode(&chapter)),
                    // The checkboxes of items have the same ids on every page.
                    Some(_) if anchor.starts_with(ITEM_ANCHOR) => {
                        format!("#{}", url::encode(anchor))
                    }
                    Some(chapter) => {
                        format!("#{}{IN_CHAPTER}{}", url::encode(&chapter), url::encode(anchor))
                    }
                    None => with_fragment(url::encode(path), anchor),
                })
            }
        }
    }
}

/// The id of a page's chapter on pages with several; `None` for generated pages. Different paths have different ids,
/// each of letters, digits, hyphens and underscores.
pub fn print_anchor(path: &str) -> Option<String> {
    if crate::book::structure::GENERATED_PAGES.contains(&path) {
        return None;
    }
    let mut id = "ch-".to_string();
    for c in path.strip_suffix(".html")?.chars() {
        match c {
            '/' => id.push_str("__"),
            c if c.is_alphanumeric() || c == '-' => id.push(c),
            c => id.push_str(&format!("_{:x}_", u32::from(c))),
        }
    }
    Some(id)
}

/// The id of a reference to a footnote.
pub(super) fn reference_id(number: usize, occurrence: usize) -> String {
    match occurrence {
        0 => format!("tb-fnref-{number}"),
        _ => format!("tb-fnref-{number}-{}", occurrence + 1),
    }
}

/// Inlines without links and pictures, for headings inside a link.
pub(super) fn unlinked(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        let (tag, inner) = match inline {
            Inline::Text(text) => {
                escape(text, out);
                continue;
            }
            Inline::Code(code) => {
                out.push_str("<code>");
                escape(code, out);
                out.push_str("</code>");
                continue;
            }
            Inline::Emphasis(inner) => ("em", inner),
            Inline::Strong(inner) => ("strong", inner),
            Inline::Strikethrough(inner) => ("del", inner),
            Inline::Link(link) => {
                unlinked(&link.content, out);
                continue;
            }
            Inline::Image(image) => {
                escape(&image.alt, out);
                continue;
            }
            Inline::SoftBreak | Inline::HardBreak => {
                out.push(' ');
                continue;
            }
            Inline::Math(formula) => {
                containers::push_formula(formula, out);
                continue;
            }
            Inline::Badge(badge) => {
                containers::push_badge(badge, out);
                continue;
            }
            Inline::FootnoteReference { .. } | Inline::Html(_) => continue,
        };
        out.push_str(&format!("<{tag}>"));
        unlinked(inner, out);
        out.push_str(&format!("</{tag}>"));
    }
}

fn with_fragment(base: String, anchor: &str) -> String {
    match anchor {
        "" => base,
        _ => format!("{base}#{}", url::encode(anchor)),
    }
}

fn is_web(address: &str) -> bool {
    address.starts_with("http") || address.starts_with("//")
}
