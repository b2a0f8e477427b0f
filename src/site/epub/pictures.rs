//! The pictures of an EPUB: their names and their media types.
//!
//! The media type follows from the content, because reading systems trust the type and not the name.

use crate::book::source::{Asset, Files};
use crate::book::structure::Book;
use crate::book::structure::links::Target;
use crate::site::epub_files::{self, Picture};
use crate::syntax::markdown::tree::{Chapter, Reference, ReferenceKind};
use crate::text::diag::Diagnostic;
use imagesize::ImageType;
use std::collections::{BTreeMap, BTreeSet};

/// A type of picture that every reading system must support.
#[derive(Debug, Clone, Copy)]
pub(super) struct Format {
    pub(super) media_type: &'static str,
    /// The extensions that match the type, the usual one first.
    pub(super) extensions: &'static [&'static str],
}

/// The type of the content; `None` if EPUB does not support it.
pub(super) fn format(bytes: &[u8]) -> Option<Format> {
    let (media_type, extensions): (_, &[&str]) = match imagesize::image_type(bytes) {
        Ok(ImageType::Png) => ("image/png", &["png"]),
        Ok(ImageType::Jpeg) => ("image/jpeg", &["jpg", "jpeg"]),
        Ok(ImageType::Gif) => ("image/gif", &["gif"]),
        Ok(_) => return None,
        Err(_) if is_svg(bytes) => ("image/svg+xml", &["svg"]),
        Err(_) => return None,
    };
    Some(Format { media_type, extensions })
}

/// Without the name space, XML programs do not recognise an SVG file.
fn is_svg(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let root = text.split_once("<svg").and_then(|(_, rest)| rest.split_once('>'));
    root.is_some_and(|(attributes, _)| attributes.contains("http://www.w3.org/2000/svg"))
}

/// The pictures of the book, by site path, and a diagnostic for each file that an EPUB cannot show. `is_online`
/// if the address of the site is known.
pub(super) fn of(
    book: &Book,
    files: &Files,
    is_online: bool,
) -> (BTreeMap<String, Picture>, Vec<Diagnostic>) {
    let by_path: BTreeMap<&str, &str> =
        book.assets.iter().map(|(source, path)| (path.as_str(), source.as_str())).collect();
    let mut pictures = BTreeMap::new();
    let mut unusable = BTreeSet::new();
    let mut faults = Vec::new();
    for node in &book.nodes {
        let Some(chapter) = node.chapter.as_deref() else { continue };
        for (reference, path) in loaded(chapter, &node.targets) {
            if pictures.contains_key(path) || unusable.contains(path) {
                continue;
            }
            let source = by_path.get(path).copied().unwrap_or_default();
            let place = (&chapter.source, reference.span.clone());
            match (reference.kind, picture(path, source, files.assets.get(source))) {
                (ReferenceKind::Image, Some(picture)) => {
                    pictures.insert(path.to_string(), picture);
                }
                (ReferenceKind::Image, None) => {
                    unusable.insert(path);
                    faults.push(Diagnostic::picture_not_for_epub(place.0, place.1, source));
                }
                // The EPUB links to films and sounds on the site.
                (ReferenceKind::Media, _) if !is_online => {
                    unusable.insert(path);
                    faults.push(Diagnostic::media_not_for_epub(place.0, place.1, source));
                }
                _ => {}
            }
        }
    }
    (pictures, faults)
}

/// The files of the site that a chapter loads, each with its reference.
fn loaded<'a>(
    chapter: &'a Chapter,
    targets: &'a [Target],
) -> impl Iterator<Item = (&'a Reference, &'a str)> {
    chapter.references.iter().zip(targets).filter_map(|(reference, target)| match target {
        Target::File { path, .. } if reference.kind.is_loaded() => Some((reference, path.as_str())),
        _ => None,
    })
}

fn picture(path: &str, source: &str, asset: Option<&Asset>) -> Option<Picture> {
    let Format { media_type, extensions } = format(&asset?.bytes)?;
    let path = epub_files::picture(path, extensions);
    Some(Picture { path, media_type, source: source.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_decides() {
        let media_type = |bytes: &[u8]| format(bytes).map(|format| format.media_type);
        assert_eq!(media_type(b"\x89PNG\r\n\x1a\n\0\0\0\0"), Some("image/png"));
        assert_eq!(media_type(b"\xff\xd8\xff\xe0\0\0\0\0\0\0\0\0"), Some("image/jpeg"));
        let svg = b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        assert_eq!(media_type(svg), Some("image/svg+xml"));
        assert_eq!(media_type(b"<svg width=\"1\"/>"), None);
        assert_eq!(media_type(b"RIFF\0\0\0\0WEBPVP8 "), None);
        assert_eq!(media_type(b"GIF89a\0\0\0\0\0\0"), Some("image/gif"));
    }
}
