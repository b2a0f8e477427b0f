//! Makes the view structs of templates from the book.

use super::body::title_html;
use super::splice::marker;
use super::{Job, look, needs, previews};
use crate::book::config::Config;
use crate::book::structure::Node;
use crate::site::discovery;
use crate::site::epub;
use crate::site::html::print_anchor;
use crate::site::page::*;
use crate::site::terms;
use crate::syntax::markdown::tree::Needs;
use crate::text::url;

/// The kind of hrefs of a page: relative to its own path, or from the root of the host for the page that is served at
/// any path.
#[derive(Clone, Copy)]
pub(super) enum From<'a> {
    Page(&'a str),
    Anywhere(&'a str),
}

impl From<'_> {
    pub(super) fn to(self, path: &str) -> String {
        match self {
            From::Page(page) => url::relative(page, path),
            From::Anywhere(root) => format!("{root}{}", url::encode(path)),
        }
    }

    fn root(self) -> String {
        match self {
            From::Page(page) => url::root(page),
            From::Anywhere(root) => root.to_string(),
        }
    }
}

pub(super) fn text_direction(config: &Config) -> &'static str {
    if config.right_to_left { "rtl" } else { "ltr" }
}

pub(super) fn book(job: &Job) -> BookView {
    let (item_count, look) = (job.book.item_count(), &job.config.html.look);
    BookView {
        title: job.book.title.clone(),
        description: job.config.description.clone(),
        authors: job.config.authors.clone(),
        id: job.book.id.clone(),
        former_ids: job.book.former_ids.join(" "),
        language: job.config.language.clone(),
        text_direction: text_direction(job.config),
        repository_url: job.config.html.git_repository_url.clone(),
        header_links: look::others(&look.header_links),
        menu_links: look::others(&look.menu_links),
        footer: look.footer.clone(),
        footer_links: look::others(&look.footer_links),
        banner: look::banner(job.config),
        item_count,
        has_checklists: item_count > 0,
    }
}

pub(super) fn chapter<'a>(
    job: &'a Job,
    book: &'a BookView,
    index: usize,
    template: &'a str,
    nav: &'a NavList<'a>,
) -> View<'a> {
    let node = &job.book.nodes[index];
    let from = From::Page(&node.url);
    View {
        book,
        site: site(job, from, Some(&node.url), needs::of(node)),
        page: chapter_page(job, index, template),
        nav,
        chapters: node.children.iter().map(|child| card(job, from, *child)).collect(),
        plan: Vec::new(),
        print: Vec::new(),
    }
}

fn chapter_page<'a>(job: &'a Job, index: usize, template: &'a str) -> PageView<'a> {
    let node = &job.book.nodes[index];
    let from = From::Page(&node.url);
    let chapter = node.chapter.as_deref();
    let body = job.bodies.get(index).and_then(Option::as_deref);
    let trail = job.book.trail(index);
    let position = job.book.ranks.get(index).copied().unwrap_or(0);
    let updated = chapter.and_then(|chapter| chapter.front.updated.as_deref());
    let markdown_pages = job.config.html.discovery.markdown_pages;
    let in_navigation = job.book.order.get(..job.book.listed).unwrap_or_default();
    let neighbour = |at: Option<usize>| {
        let other = *in_navigation.get(at.filter(|_| position < in_navigation.len())?)?;
        Some(neighbour_link(job, from, node, other))
    };
    PageView {
        kind: match (index, node.is_part) {
            (0, _) => PageKind::Start,
            (_, true) => PageKind::Part,
            (_, false) => PageKind::Chapter,
        },
        title: &node.title,
        title_html: title_html(node, body),
        title_classes: chapter.map_or(&[], |one| &one.title_classes),
        title_id: chapter.and_then(|one| one.title_id.as_ref()).map(|(id, _)| id.as_str()),
        description: node.description(),
        template,
        url: from.to(&node.url),
        path: &node.url,
        body_html: body.map_or_else(String::new, |body| marker(index, &body.page)),
        sections: chapter.filter(|one| one.front.toc).map(sections).unwrap_or_default(),
        breadcrumbs: trail
            .iter()
            .filter(|one| **one != index)
            .map(|one| crumb(job, from, *one))
            .collect(),
        previous: neighbour(position.checked_sub(1)),
        next: neighbour(position.checked_add(1)),
        items: &node.items_joined,
        item_count: node.items.len(),
        reading_minutes: body.map_or(0, |body| body.minutes),
        updated,
        updated_words: updated.and_then(terms::day),
        markdown_url: markdown_pages.then(|| from.to(&discovery::markdown_page::path(&node.url))),
        structured_data: None,
        edit_url: chapter.and_then(|chapter| edit_url(job, &chapter.source.file)),
        feedback_url: look::feedback_url(job.config, &node.title, &node.url),
        draft: chapter.is_some_and(|chapter| chapter.front.draft),
        has_checklists: !node.items.is_empty(),
        terms: chapter.map(|chapter| terms::words(&chapter.facts)).unwrap_or_default(),
        is_searched: chapter.is_some_and(|chapter| chapter.front.search),
        previews: previews::of(job.book, node),
    }
}

fn edit_url(job: &Job, file: &str) -> Option<String> {
    let template = job.config.html.edit_url_template.as_ref()?;
    Some(template.replace("{path}", &url::encode(file)))
}

fn link<'a>(from: From, node: &'a Node) -> LinkView<'a> {
    LinkView { title: &node.title, url: from.to(&node.url), part: None }
}

/// The start page has the title of the book, every other page its own.
fn crumb<'a>(job: &'a Job, from: From, index: usize) -> LinkView<'a> {
    let link = link(from, &job.book.nodes[index]);
    match index {
        0 => LinkView { title: &job.book.title, ..link },
        _ => link,
    }
}

fn neighbour_link<'a>(job: &'a Job, from: From, node: &Node, other: usize) -> LinkView<'a> {
    let other = &job.book.nodes[other];
    let part = other
        .parent
        .filter(|part| *part != 0 && node.parent != Some(*part))
        .and_then(|part| job.book.nodes.get(part))
        .filter(|part| part.url != node.url)
        .map(|part| part.title.as_str());
    LinkView { part, ..link(from, other) }
}

/// Sections of level two with those of level three below them.
fn sections(chapter: &crate::syntax::markdown::Chapter) -> Vec<SectionView<'_>> {
    let mut sections: Vec<SectionView> = Vec::new();
    for heading in &chapter.headings {
        let url = format!("#{}", url::encode(&heading.id));
        let view = SectionView { id: &heading.id, url, title: &heading.text, sections: Vec::new() };
        match (heading.level, sections.last_mut()) {
            (2, _) => sections.push(view),
            (3, Some(above)) => above.sections.push(view),
            _ => {}
        }
    }
    sections
}

fn card<'a>(job: &'a Job, from: From, index: usize) -> ChapterCard<'a> {
    let node = &job.book.nodes[index];
    ChapterCard {
        title: &node.title,
        description: node.description(),
        url: from.to(&node.url),
        part: node.is_part,
        chapter_count: node.children.len(),
        items: &node.items_joined,
        item_count: node.items.len(),
    }
}

fn site(job: &Job, from: From, path: Option<&str>, needs: Needs) -> SiteView {
    let all = |paths: &[String]| paths.iter().map(|path| from.to(path)).collect::<Vec<_>>();
    let carry = needs::carry(job.theme, job.book).map(|path| from.to(path)).into_iter();
    let tabs = needs.tabs.then(|| from.to(&job.theme.tabs_script));
    let site_url = job.config.html.site_url.as_ref();
    let (search, theme_look) = (job.theme.search.as_ref(), &job.theme.look);
    SiteView {
        root: from.root(),
        home_url: from.to("index.html"),
        plan_url: from.to("plan.html"),
        print_url: from.to("print.html"),
        epub_url: job.epub.map(|_| from.to(&epub::file_name(&job.book.title))),
        styles: all(needs::styles(job.theme, needs)),
        scheme_script: from.to(&job.theme.scheme_script),
        scripts: carry.chain(all(&job.theme.scripts)).chain(tabs).collect(),
        plan_style: from.to(&job.theme.plan_style),
        plan_script: from.to(&job.theme.plan_script),
        search_script: search.map(|files| from.to(&files.script)),
        search_style: search.map(|files| from.to(&files.style)),
        search_index: search.map(|_| format!("{}{}", from.root(), super::search::FOLDER)),
        icon_url: from.to(&job.theme.icon),
        icon_type: job.theme.icon_type(),
        touch_icon_url: theme_look.touch_icon.as_ref().map(|path| from.to(path)),
        logo: look::logo(job, |path| from.to(path)),
        banner_script: theme_look.banner_script.as_ref().map(|path| from.to(path)),
        feed_url: job.has_feed.then(|| from.to(discovery::feed::PATH)),
        canonical_url: path.and_then(|path| Some(format!("{}{}", site_url?, url::encode(path)))),
        share_image_url: None,
    }
}

/// A generated page.
#[derive(Clone, Copy)]
pub(super) struct GeneratedPage {
    /// The kind of page.
    pub(super) kind: PageKind,
    /// Its template, which is its path without `.html`.
    pub(super) template: &'static str,
    pub(super) path: &'static str,
    pub(super) title: &'static str,
    pub(super) description: &'static str,
}

/// The generated pages.
pub(super) const MADE: [GeneratedPage; 3] = [
    GeneratedPage {
        kind: PageKind::Plan,
        template: "plan",
        path: "plan.html",
        title: "Your plan",
        description: "Every checklist of the book on one page, with what you have ticked so far.",
    },
    GeneratedPage {
        kind: PageKind::Print,
        template: "print",
        path: "print.html",
        title: "The whole book",
        description: "The whole book on one page, in reading order.",
    },
    GeneratedPage {
        kind: PageKind::Missing,
        template: "404",
        path: "404.html",
        title: "This page does not exist",
        description: "The address may be mistyped, or the page may have moved.",
    },
];

impl GeneratedPage {
    /// The hrefs of this page: the one for missing pages is served at any path.
    pub(super) fn from<'a>(&self, host_path: &'a str) -> From<'a> {
        match self.kind {
            PageKind::Missing => From::Anywhere(host_path),
            _ => From::Page(self.path),
        }
    }
}

pub(super) fn made<'a>(
    job: &'a Job,
    book: &'a BookView,
    made: &GeneratedPage,
    from: From,
    nav: &'a NavList<'a>,
) -> View<'a> {
    let &GeneratedPage { kind, template, path, title, description } = made;
    let is_plan = kind == PageKind::Plan;
    let needs = needs::of_made(kind, &job.book.nodes);
    View {
        book,
        site: site(job, from, (kind != PageKind::Missing).then_some(path), needs),
        page: PageView {
            kind,
            title,
            title_html: title.into(),
            title_id: None,
            title_classes: &[],
            description,
            template,
            url: from.to(path),
            path,
            body_html: String::new(),
            sections: Vec::new(),
            breadcrumbs: vec![crumb(job, from, 0)],
            previous: None,
            next: None,
            items: "",
            item_count: if is_plan { book.item_count } else { 0 },
            reading_minutes: 0,
            updated: None,
            updated_words: None,
            markdown_url: None,
            structured_data: None,
            edit_url: None,
            feedback_url: None,
            draft: false,
            has_checklists: kind != PageKind::Missing && book.has_checklists,
            terms: String::new(),
            is_searched: false,
            previews: Vec::new(),
        },
        nav,
        chapters: Vec::new(),
        plan: if is_plan { plan(job) } else { Vec::new() },
        print: match kind {
            PageKind::Print => {
                let order = job.book.order.iter().copied();
                order.filter_map(|index| print_chapter(job, index)).collect()
            }
            _ => Vec::new(),
        },
    }
}

/// The checklists of the start page, of everything below it, and of the chapters in no navigation.
fn plan<'a>(job: &'a Job) -> Vec<PlanPart<'a>> {
    let Some(root) = job.book.nodes.first() else { return Vec::new() };
    let start_page = (!root.items.is_empty()).then_some(0);
    let loose = job.book.order.get(job.book.listed..).unwrap_or_default();
    let tops = start_page.into_iter().chain(root.children.iter().chain(loose).copied());
    let mut parts: Vec<PlanPart> = tops.filter_map(|top| plan_part(job, top)).collect();
    let most = parts.iter().map(|part| part.item_count).max().unwrap_or(1).max(1);
    for part in &mut parts {
        part.tenths = (part.item_count * 10).div_ceil(most);
    }
    parts
}

/// A part with its chapters, or a single chapter outside any part.
fn plan_part<'a>(job: &'a Job, top: usize) -> Option<PlanPart<'a>> {
    let node = &job.book.nodes[top];
    let mut chapters = Vec::new();
    let mut waiting = vec![top];
    while let Some(index) = waiting.pop() {
        chapters.extend(plan_chapter(job, index, top));
        if index != 0 {
            waiting.extend(job.book.nodes[index].children.iter().rev());
        }
    }
    if chapters.is_empty() {
        return None;
    }
    Some(PlanPart {
        title: &node.title,
        url: url::encode(&node.url),
        id: print_anchor(&node.url).unwrap_or_default(),
        item_count: chapters.iter().map(|chapter| chapter.item_count).sum(),
        tenths: 0,
        chapters,
    })
}

fn plan_chapter<'a>(job: &'a Job, index: usize, top: usize) -> Option<PlanChapter<'a>> {
    let node = &job.book.nodes[index];
    let body = job.bodies.get(index)?.as_deref()?;
    if node.items.is_empty() {
        return None;
    }
    Some(PlanChapter {
        title: if index == top { "" } else { &node.title },
        url: url::encode(&node.url),
        item_count: node.items.len(),
        lists_html: marker(index, &body.plan),
    })
}

/// A chapter or part. A start page without a chapter would only repeat the title page.
fn print_chapter<'a>(job: &'a Job, index: usize) -> Option<PrintChapter<'a>> {
    let node = &job.book.nodes[index];
    let body = job.bodies.get(index).and_then(Option::as_deref);
    if index == 0 && body.is_none() {
        return None;
    }
    Some(PrintChapter {
        title: &node.title,
        title_html: title_html(node, body),
        id: print_anchor(&node.url).unwrap_or_default(),
        depth: job.book.trail(index).len().saturating_sub(1).max(1),
        body_html: body.map_or_else(String::new, |body| marker(index, &body.print)),
    })
}
