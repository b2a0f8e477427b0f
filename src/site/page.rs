//! The view structs: the variables that templates can use, and no others.
//!
//! A template sees the fields of [`View`] as its top-level variables. Adding a field here makes it available; a
//! template with any other name fails the theme test. All URLs are relative to the page that is being rendered and are
//! already percent-encoded; all fields ending in `_html` are finished HTML (print them with `| safe`), every other
//! string is plain text that the template escapes.

use serde::Serialize;
use std::borrow::Cow;

/// The top-level variables of every template.
#[derive(Debug, Clone, Serialize)]
pub struct View<'a> {
    /// The book as a whole; the same on every page.
    pub book: &'a BookView,
    /// Links to the theme's files and to the generated pages, relative to this page.
    pub site: SiteView,
    /// The page itself.
    pub page: PageView<'a>,
    /// The navigation: the list of parts and this page's own branch.
    pub nav: &'a NavList<'a>,
    /// The chapters of this part; empty except on a part's page and on the start page.
    pub chapters: Vec<ChapterCard<'a>>,
    /// Every checklist of the book; empty except on `plan.html`.
    pub plan: Vec<PlanPart<'a>>,
    /// Every chapter in reading order; empty except on `print.html`.
    pub print: Vec<PrintChapter<'a>>,
}

/// The settings of the book in book.toml.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct BookView {
    /// The book's title.
    pub title: String,
    /// One sentence about the book, or empty.
    pub description: String,
    /// The authors' names, in the order given.
    pub authors: Vec<String>,
    /// The id under which browsers store ticks: letters, digits and hyphens.
    pub id: String,
    /// The former ids, separated by spaces, or empty.
    pub former_ids: String,
    /// A BCP 47 language tag, such as `en`.
    pub language: String,
    /// `ltr` or `rtl`.
    pub text_direction: &'static str,
    /// The address of the repository of the sources, for a link in the footer.
    pub repository_url: Option<String>,
    /// Links to other sites for the bar at the top.
    pub header_links: Vec<OtherSite>,
    /// Links to other sites for the end of the navigation.
    pub menu_links: Vec<OtherSite>,
    /// The text for the foot of each page, if the book has its own.
    pub footer: Option<String>,
    /// Links to other sites for the foot of each page.
    pub footer_links: Vec<OtherSite>,
    /// The announcement on every page, if there is one.
    pub banner: Option<BannerView>,
    /// How many items the whole book has.
    pub item_count: usize,
    /// Whether any chapter has a checklist.
    pub has_checklists: bool,
}

/// A link to another site.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct OtherSite {
    /// Its words.
    pub title: String,
    /// Its address.
    pub url: String,
}

/// An announcement.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct BannerView {
    /// Its text.
    pub text: String,
    /// The link after the text, if there is one.
    pub link: Option<OtherSite>,
    /// The last day on which browsers show it, such as `2026-12-31`, if it has one.
    pub until: Option<String>,
    /// A hash of the text, under which a browser notes that it was dismissed.
    pub id: String,
}

/// The logo of the book.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct LogoView {
    /// The picture.
    pub url: String,
    /// The picture for the dark scheme, if there is another.
    pub dark_url: Option<String>,
    /// The width in CSS pixels.
    pub width: usize,
    /// The height in CSS pixels.
    pub height: usize,
    /// The text in place of the picture: the title of the book, or empty if the title is beside it.
    pub alt: String,
}

/// Links from this page to the theme's files and to the generated pages.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct SiteView {
    /// The path from this page to the folder of `index.html`: empty, or `../` as often as needed.
    pub root: String,
    /// The start page.
    pub home_url: String,
    /// The plan page.
    pub plan_url: String,
    /// The print edition.
    pub print_url: String,
    /// The book as an EPUB, if the site contains one.
    pub epub_url: Option<String>,
    /// Style sheets, the theme's own first.
    pub styles: Vec<String>,
    /// The script that applies the stored scheme; it must run before the first paint.
    pub scheme_script: String,
    /// Scripts to load with `defer`, in this order.
    pub scripts: Vec<String>,
    /// The style sheet of the plan page.
    pub plan_style: String,
    /// The script of the plan page, to load with `defer` after the others.
    pub plan_script: String,
    /// The script of the search, which loads on its first use; none if the book has no search.
    pub search_script: Option<String>,
    /// The style sheet of the search, which loads with the script.
    pub search_style: Option<String>,
    /// The folder of the search index, with a closing slash.
    pub search_index: Option<String>,
    /// The favicon.
    pub icon_url: String,
    /// The media type of the favicon.
    pub icon_type: &'static str,
    /// The icon for the home screens of phones, if the book has a favicon of its own.
    pub touch_icon_url: Option<String>,
    /// The logo, if the book has one.
    pub logo: Option<LogoView>,
    /// The script of the announcement, if there is one; it runs where it stands, after the announcement.
    pub banner_script: Option<String>,
    /// The feed of updated chapters, if the site has one.
    pub feed_url: Option<String>,
    /// The absolute URL of this page, if `site-url` is set.
    pub canonical_url: Option<String>,
    /// The absolute URL of the page's social card, its picture for shared links: 1200 by 630 pixels, if there is one.
    pub share_image_url: Option<String>,
}

/// The kind of page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PageKind {
    /// `index.html` at the root of the book.
    Start,
    /// A part's own page.
    Part,
    /// A chapter.
    Chapter,
    /// `plan.html`.
    Plan,
    /// `print.html`.
    Print,
    /// `404.html`.
    Missing,
}

/// The page that is being rendered.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct PageView<'a> {
    /// The kind of page.
    pub kind: PageKind,
    /// The title, shown as the page's `h1`.
    pub title: &'a str,
    /// The title with its emphasis and code, as HTML that is valid inside a heading.
    pub title_html: Cow<'a, str>,
    /// The id that the author gave to the title, or none.
    pub title_id: Option<&'a str>,
    /// The classes that the author gave to the title.
    pub title_classes: &'a [String],
    /// One sentence for search engines and lists, or empty.
    pub description: &'a str,
    /// The name of the template, without `.html`.
    pub template: &'a str,
    /// The URL with which the page links to itself; an entry of the navigation with the same URL is this page.
    pub url: String,
    /// The page's path from the root of the site, with forward slashes.
    pub path: &'a str,
    /// The chapter's HTML without its title. It is inserted after rendering: a template can place it and test whether
    /// it is empty, but filters do not see it.
    pub body_html: String,
    /// The sections on this page, for "On this page"; empty with `toc: false`.
    pub sections: Vec<SectionView<'a>>,
    /// The path from the start page to this page's part, the start page first.
    pub breadcrumbs: Vec<LinkView<'a>>,
    /// The page before this one in reading order.
    pub previous: Option<LinkView<'a>>,
    /// The page after this one in reading order.
    pub next: Option<LinkView<'a>>,
    /// The ids of the items on this page, separated by spaces.
    pub items: &'a str,
    /// How many items this page has.
    pub item_count: usize,
    /// The reading time of the page in minutes; 0 for less than half a minute.
    pub reading_minutes: usize,
    /// The date in the front matter's `updated`, such as `2026-11-22`.
    pub updated: Option<&'a str>,
    /// The same in words, such as `22 November 2026`.
    pub updated_words: Option<String>,
    /// The Markdown version of the page, if the site has it.
    pub markdown_url: Option<String>,
    /// The structured data of the page for search engines, if it is turned on: JSON-LD. Print it with `| safe`.
    pub structured_data: Option<String>,
    /// Where this chapter can be edited.
    pub edit_url: Option<String>,
    /// Where readers can report something about this page.
    pub feedback_url: Option<String>,
    /// Whether the chapter is a draft.
    pub draft: bool,
    /// Whether the checklists of this page are marked up for ticking.
    pub has_checklists: bool,
    /// What the page says for all its items, in words, such as `for Founder`; or empty.
    pub terms: String,
    /// Whether search includes this page.
    pub is_searched: bool,
    /// The targets of links in the text to other pages of the book, each once.
    pub previews: Vec<PreviewView<'a>>,
}

/// A page that the text links to, or a section of one. A section comes after its page.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct PreviewView<'a> {
    /// The target, written as in the links to it.
    pub url: String,
    /// The title of the page or of the section.
    pub title: &'a str,
    /// The page's description; empty for a section.
    pub description: &'a str,
}

/// A section heading on the page.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct SectionView<'a> {
    /// The heading's id.
    pub id: &'a str,
    /// The link to it on this page.
    pub url: String,
    /// The heading's text.
    pub title: &'a str,
    /// The level-three sections below a level-two section.
    pub sections: Vec<SectionView<'a>>,
}

/// A link with its text.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct LinkView<'a> {
    /// The target's title.
    pub title: &'a str,
    /// The target, relative to this page.
    pub url: String,
    /// The title of the part that contains the target, if it differs from this page's part.
    pub part: Option<&'a str>,
}

/// One level of the navigation, cut to a window around the current entry: a page does not grow with the book.
#[derive(Debug, Clone, Default, Hash, Serialize)]
pub struct NavList<'a> {
    /// The entries, in reading order.
    pub entries: Vec<NavEntry<'a>>,
    /// How many entries the window leaves out before the first.
    pub hidden_before: usize,
    /// How many entries the window leaves out after the last.
    pub hidden_after: usize,
    /// The page that lists all entries of this level.
    pub all_url: String,
}

/// The kind of an entry of the navigation.
#[derive(Debug, Clone, Copy, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NavKind {
    /// A page.
    Page,
    /// A draft chapter, without a page.
    Draft,
    /// The title of the chapters that follow.
    Part,
    /// A line between two groups.
    Separator,
}

/// A part or a chapter in the navigation.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct NavEntry<'a> {
    /// The title.
    pub title: &'a str,
    /// The kind of entry; all kinds but pages come from SUMMARY.md only.
    pub kind: NavKind,
    /// The page, relative to this one; empty if there is none.
    pub url: String,
    /// Whether this is a part that contains the page being rendered, or that page itself.
    pub open: bool,
    /// Whether this is a part.
    pub part: bool,
    /// The ids of the entry's own items, separated by spaces; empty for a part without items of its own.
    pub items: &'a str,
    /// How many items that is.
    pub item_count: usize,
    /// The chapters of an open part; without entries if the part is collapsed.
    pub list: NavList<'a>,
}

/// A chapter or part in the list on a part's page.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ChapterCard<'a> {
    /// The title.
    pub title: &'a str,
    /// Its description, or empty.
    pub description: &'a str,
    /// The page, relative to this one.
    pub url: String,
    /// Whether this is a part.
    pub part: bool,
    /// How many chapters the part has; 0 for a chapter.
    pub chapter_count: usize,
    /// The ids of the chapter's items, separated by spaces.
    pub items: &'a str,
    /// How many items that is.
    pub item_count: usize,
}

/// A part on the plan page, or a chapter outside any part.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct PlanPart<'a> {
    /// The part's title.
    pub title: &'a str,
    /// The part's page.
    pub url: String,
    /// An id that is unique on the plan page.
    pub id: String,
    /// How many items the part has.
    pub item_count: usize,
    /// The number of items relative to the part with the most, in tenths rounded up.
    pub tenths: usize,
    /// Its chapters that have items.
    pub chapters: Vec<PlanChapter<'a>>,
}

/// A chapter on the plan page.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct PlanChapter<'a> {
    /// The chapter's title; empty if the chapter is the part's own page, whose title is above.
    pub title: &'a str,
    /// The chapter's page.
    pub url: String,
    /// How many items the chapter has.
    pub item_count: usize,
    /// Its checklists as finished HTML, each under the title of its section; placed like a body.
    pub lists_html: String,
}

/// A chapter in the print edition.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct PrintChapter<'a> {
    /// The chapter's title with its emphasis and code.
    pub title_html: Cow<'a, str>,
    /// The chapter's title.
    pub title: &'a str,
    /// An id that is unique in the print edition.
    pub id: String,
    /// 1 for a part or a chapter outside any part, 2 for a chapter in a part, and so on.
    pub depth: usize,
    /// The body, its ids prefixed and its links to chapters turned into links within the edition.
    pub body_html: String,
}

/// The top-level variables of `share.svg`, the template of social cards.
#[derive(Debug, Clone, Serialize)]
pub struct ShareView {
    /// The texts of the card.
    pub share: ShareCard,
}

/// The texts of the social card of a page, with long ones broken into lines of 1040 pixels.
#[derive(Debug, Clone, Serialize)]
pub struct ShareCard {
    /// `ltr` or `rtl`.
    pub text_direction: &'static str,
    /// The title of the page's part, on one line that may be cut; or none.
    pub part: Option<String>,
    /// The page's title, in at most three lines of bold letters.
    pub title_lines: Vec<String>,
    /// The size of the title's letters in pixels.
    pub title_size: u16,
    /// The page's description, in at most two lines of letters of 32 pixels.
    pub description_lines: Vec<String>,
    /// The book's title, in one line of bold letters of 32 pixels; none on the card of the book itself.
    pub book_title: Option<String>,
    /// The authors' names in one line of letters of 32 pixels, or empty.
    pub authors: String,
    /// How many items the page has.
    pub item_count: usize,
}
