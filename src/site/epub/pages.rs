//! The pages of an EPUB: the cover, the title, the contents, and one for each chapter and part.

use super::cover::Cover;
use super::xhtml::{is_forbidden, push_words};
use super::{Job, Text, package};
use crate::site::epub_files;
use crate::text::url;
use std::collections::HashMap;

/// The frame of a page.
struct Frame<'a> {
    path: &'a str,
    title: &'a str,
    class: &'a str,
    /// The kind of page, in the vocabulary of EPUB.
    kind: &'a str,
}

fn page(job: &Job, frame: &Frame, content: &str) -> String {
    let Frame { path, title, class, kind } = frame;
    let language = &job.config.language;
    let mut xhtml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" \
         lang=\"{language}\" xml:lang=\"{language}\" dir=\"{}\">\n<head>\n<title>",
        if job.config.right_to_left { "rtl" } else { "ltr" }
    );
    let title = if title.trim().is_empty() { &job.book.title } else { *title };
    push_words(title, &mut xhtml);
    let style = url::relative(path, package::STYLE_NAME);
    xhtml.push_str(&format!(
        "</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"{style}\"/>\n</head>\n\
         <body class=\"{class}\" epub:type=\"{kind}\">\n"
    ));
    xhtml.push_str(content);
    xhtml.push_str("</body>\n</html>\n");
    xhtml
}

pub(super) fn cover(job: &Job, cover: &Cover) -> String {
    let mut content = format!("<div><img src=\"{}\" alt=\"", url::encode(&cover.path));
    push_words(&job.book.title, &mut content);
    content.push_str("\"/></div>\n");
    let path = package::COVER_PAGE;
    let frame = Frame { path, title: &job.book.title, class: "tb-cover", kind: "cover" };
    page(job, &frame, &content)
}

pub(super) fn title(job: &Job) -> String {
    let mut content = String::from("<section class=\"tb-title-page\">\n<h1>");
    push_words(&job.book.title, &mut content);
    content.push_str("</h1>\n");
    for line in [&job.config.description, &job.config.authors.join(", ")] {
        if !line.is_empty() {
            content.push_str("<p>");
            push_words(line, &mut content);
            content.push_str("</p>\n");
        }
    }
    content.push_str("</section>\n");
    let path = package::TITLE_PAGE;
    let frame = Frame { path, title: &job.book.title, class: "tb-title", kind: "frontmatter" };
    page(job, &frame, &content)
}

/// The contents, for readers and for reading systems, followed by the landmarks for reading systems only.
pub(super) fn contents(job: &Job) -> String {
    let mut content =
        String::from("<nav class=\"tb-contents\" epub:type=\"toc\">\n<h1>Contents</h1>\n<ol>\n");
    let root = job.book.nodes.first();
    if root.is_some_and(|root| root.chapter.is_some()) {
        entry(job, 0, &mut content);
        content.push_str("</li>\n");
    }
    for child in root.map(|root| root.children.as_slice()).unwrap_or_default() {
        branch(job, *child, &mut content);
    }
    content.push_str("</ol>\n</nav>\n");
    let start = job.book.order.first().and_then(|index| job.book.nodes.get(*index));
    let start = start.map(|node| epub_files::text(&node.url)).unwrap_or_default();
    content.push_str(&format!(
        "<nav epub:type=\"landmarks\" hidden=\"hidden\">\n<ol>\n\
         <li><a epub:type=\"cover\" href=\"{}\">Cover</a></li>\n\
         <li><a epub:type=\"toc\" href=\"{}\">Contents</a></li>\n\
         <li><a epub:type=\"bodymatter\" href=\"{start}\">Start of the text</a></li>\n</ol>\n</nav>\n",
        package::COVER_PAGE,
        package::CONTENTS,
    ));
    let path = package::CONTENTS;
    page(job, &Frame { path, title: "Contents", class: "tb-nav", kind: "frontmatter" }, &content)
}

/// A chapter, or a part with all its chapters.
fn branch(job: &Job, index: usize, out: &mut String) {
    entry(job, index, out);
    let children = job.book.nodes.get(index).map(|node| node.children.as_slice());
    let children = children.unwrap_or_default();
    if !children.is_empty() {
        out.push_str("\n<ol>\n");
        for child in children {
            branch(job, *child, out);
        }
        out.push_str("</ol>\n");
    }
    out.push_str("</li>\n");
}

/// An entry of the contents, left open for its children.
fn entry(job: &Job, index: usize, out: &mut String) {
    let Some(node) = job.book.nodes.get(index) else { return };
    out.push_str(&format!("<li><a href=\"{}\">", epub_files::text(&node.url)));
    let title = if node.title.trim().is_empty() { &node.source } else { &node.title };
    push_words(title, out);
    out.push_str("</a>");
}

/// A chapter or a part. A folder without an index file lists its children.
pub(super) fn node(job: &Job, index: usize, files: &HashMap<String, &Text>) -> String {
    let Some(node) = job.book.nodes.get(index) else { return String::new() };
    let path = epub_files::text(&node.url);
    let mut content = String::from("<section>\n<h1>");
    match job.texts.get(index).and_then(Option::as_ref) {
        Some((title, text)) => {
            content.push_str(&title.replace(is_forbidden, "\u{fffd}"));
            content.push_str("</h1>\n");
            linked(text, files, &mut content);
        }
        None => {
            push_words(&node.title, &mut content);
            content.push_str("</h1>\n");
            below(job, index, &mut content);
        }
    }
    content.push_str("</section>\n");
    let (class, kind) = match node.is_part && index != 0 {
        true => ("tb-part", "part"),
        false => ("tb-chapter", "chapter"),
    };
    page(job, &Frame { path: &path, title: &node.title, class, kind }, &content)
}

fn below(job: &Job, index: usize, out: &mut String) {
    let Some(node) = job.book.nodes.get(index) else { return };
    let path = epub_files::text(&node.url);
    out.push_str("<ul>\n");
    for child in node.children.iter().filter_map(|child| job.book.nodes.get(*child)) {
        let href = url::relative(&path, &epub_files::text(&child.url));
        out.push_str(&format!("<li><a href=\"{href}\">"));
        push_words(&child.title, out);
        out.push_str("</a></li>\n");
    }
    out.push_str("</ul>\n");
}

/// Appends the text without dead fragments and links: an id may have been on a tag that was removed.
fn linked(text: &Text, files: &HashMap<String, &Text>, out: &mut String) {
    let mut done = 0;
    for link in &text.links {
        // A part without a text is a file too, but has no ids.
        let is_file = files.contains_key(&link.path) || link.id.is_empty();
        let has_id = files.get(&link.path).is_some_and(|file| file.ids.contains(&link.id));
        let dropped = match (is_file, link.id.is_empty() || has_id) {
            (true, true) => continue,
            (true, false) => link.fragment.clone(),
            (false, _) => link.attribute.clone(),
        };
        out.push_str(text.xhtml.get(done..dropped.start).unwrap_or_default());
        done = dropped.end;
    }
    out.push_str(text.xhtml.get(done..).unwrap_or_default());
}
