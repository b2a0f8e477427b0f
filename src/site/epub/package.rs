//! The package document: title and other metadata, the list of files, and the reading order.

use super::cover::Cover;
use super::xhtml::push_words;
use super::{Entry, Job};

pub(super) const NAME: &str = "package.opf";
pub(super) const STYLE_NAME: &str = "style.css";
pub(super) const COVER_PAGE: &str = "cover.xhtml";
pub(super) const TITLE_PAGE: &str = "title.xhtml";
pub(super) const CONTENTS: &str = "contents.xhtml";
pub(super) const XHTML: &str = "application/xhtml+xml";

pub(super) const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n<rootfiles>\n\
    <rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n\
    </rootfiles>\n</container>\n";

/// The date of a book whose chapters have none: the same sources give the same bytes, so the day of the build is not
/// used.
const NO_DATE: &str = "1980-01-01";

pub(super) fn document(job: &Job, cover: &Cover, pages: &[Entry], pictures: &[Entry]) -> String {
    let language = &job.config.language;
    let mut opf = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" \
         xml:lang=\"{language}\">\n"
    );
    metadata(job, !pictures.is_empty(), &mut opf);
    opf.push_str("<manifest>\n");
    item("style", STYLE_NAME, "text/css", "", &mut opf);
    let cover_image = " properties=\"cover-image\"";
    item("cover-image", &cover.path, cover.media_type, cover_image, &mut opf);
    for (number, page) in pages.iter().enumerate() {
        let properties = match page.path == CONTENTS {
            true => " properties=\"nav\"",
            false if page.has_formulas() => " properties=\"mathml\"",
            false => "",
        };
        item(&format!("page-{number}"), &page.path, page.media_type, properties, &mut opf);
    }
    for (number, picture) in pictures.iter().enumerate() {
        item(&format!("picture-{number}"), &picture.path, picture.media_type, "", &mut opf);
    }
    opf.push_str("</manifest>\n<spine");
    if job.config.right_to_left {
        opf.push_str(" page-progression-direction=\"rtl\"");
    }
    opf.push_str(">\n");
    for number in 0..pages.len() {
        opf.push_str(&format!("<itemref idref=\"page-{number}\"/>\n"));
    }
    opf.push_str("</spine>\n</package>\n");
    opf
}

fn item(id: &str, path: &str, media_type: &str, properties: &str, opf: &mut String) {
    opf.push_str(&format!(
        "<item id=\"{id}\" href=\"{path}\" media-type=\"{media_type}\"{properties}/>\n"
    ));
}

fn metadata(job: &Job, has_pictures: bool, opf: &mut String) {
    opf.push_str("<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    let identifier = job.config.epub.identifier.clone();
    let identifier = identifier.unwrap_or_else(|| identifier_of(&job.book.id));
    element("dc:identifier", " id=\"id\"", &identifier, opf);
    element("dc:title", "", &job.book.title, opf);
    element("dc:language", "", &job.config.language, opf);
    for author in job.config.authors.iter().filter(|author| !author.trim().is_empty()) {
        element("dc:creator", "", author, opf);
    }
    if !job.config.description.trim().is_empty() {
        element("dc:description", "", &job.config.description, opf);
    }
    let chapters = job.book.nodes.iter().filter_map(|node| node.chapter.as_deref());
    let newest = chapters.filter_map(|chapter| chapter.front.updated.as_deref()).max();
    let modified = format!("{}T00:00:00Z", newest.unwrap_or(NO_DATE));
    element("meta", " property=\"dcterms:modified\"", &modified, opf);
    element("meta", " property=\"schema:accessMode\"", "textual", opf);
    if has_pictures {
        element("meta", " property=\"schema:accessMode\"", "visual", opf);
    }
    for feature in ["structuralNavigation", "tableOfContents", "readingOrder"] {
        element("meta", " property=\"schema:accessibilityFeature\"", feature, opf);
    }
    // Reading systems older than EPUB 3 find the cover by this element.
    opf.push_str("<meta name=\"cover\" content=\"cover-image\"/>\n</metadata>\n");
}

fn element(name: &str, attributes: &str, text: &str, opf: &mut String) {
    opf.push_str(&format!("<{name}{attributes}>"));
    push_words(text, opf);
    opf.push_str(&format!("</{name}>\n"));
}

/// A UUID of the custom version, made from the book's id, so that every edition of a book has the same.
fn identifier_of(book: &str) -> String {
    let hash = blake3::derive_key("tickbook 2026 EPUB identifier", book.as_bytes());
    let mut digits: Vec<char> = blake3::Hash::from_bytes(hash).to_hex().chars().take(32).collect();
    for (at, digit) in [(12, '8'), (16, 'a')] {
        if let Some(place) = digits.get_mut(at) {
            *place = digit;
        }
    }
    let mut uuid = String::from("urn:uuid:");
    for (at, digit) in digits.into_iter().enumerate() {
        if [8, 12, 16, 20].contains(&at) {
            uuid.push('-');
        }
        uuid.push(digit);
    }
    uuid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_has_one_identifier_for_ever() {
        let identifier = identifier_of("handbook");
        assert_eq!(identifier, identifier_of("handbook"));
        assert_ne!(identifier, identifier_of("handbook-2"));
        let parts: Vec<&str> = identifier.trim_start_matches("urn:uuid:").split('-').collect();
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert!(parts[2].starts_with('8') && parts[3].starts_with('a'), "{identifier}");
    }
}
