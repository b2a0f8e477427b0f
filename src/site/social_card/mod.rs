//! Paints social cards, the pictures of pages for shared links: fonts, line breaks, pixels.
//!
//! The only module that names resvg, skrifa and the crate of the fonts. Pure: it uses the fonts of the binary and those
//! passed in, never those of the machine, so a card is the same everywhere. Knows nothing of pages and templates: it
//! takes finished SVG.

pub mod icon;
mod lines;
mod png;
pub mod seal;

use bytes::Bytes;
pub use lines::{Frame, Lines};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, fontdb};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::sync::Arc;

/// The width of a card in pixels, as sites that show it require.
pub const WIDTH: u16 = 1200;

/// The height of a card in pixels.
pub const HEIGHT: u16 = 630;

/// The weight of a font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// For secondary text.
    Regular,
    /// For titles.
    Bold,
}

/// The fonts of cards: the built-in ones first, then those of the book.
pub struct Fonts {
    regular: Bytes,
    bold: Bytes,
    own: Vec<Bytes>,
    database: Arc<fontdb::Database>,
}

impl Fonts {
    /// Loads the font files of the book, used in this order for letters that the built-in fonts lack. An error is the
    /// index in `own` of a file that is no font.
    pub fn with(own: Vec<Bytes>) -> Result<Self, usize> {
        if let Some(place) = own.iter().position(|bytes| FontRef::new(bytes).is_err()) {
            return Err(place);
        }
        let regular = Bytes::from_static(notosans::REGULAR_TTF);
        let bold = Bytes::from_static(notosans::BOLD_TTF);
        let mut database = fontdb::Database::new();
        for bytes in [&regular, &bold].into_iter().chain(&own) {
            database.load_font_source(fontdb::Source::Binary(Arc::new(bytes.clone())));
        }
        Ok(Fonts { regular, bold, own, database: Arc::new(database) })
    }

    /// The part of a card's name that depends on the fonts.
    pub fn fingerprint(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        for bytes in [&self.regular, &self.bold].into_iter().chain(&self.own) {
            hasher.update(blake3::hash(bytes).as_bytes());
        }
        hasher.finalize()
    }

    /// The text without the signs that no font has, such as emoji; an error is a letter or a digit that none has, which
    /// cannot be left out.
    pub fn writable(&self, text: &str) -> Result<String, char> {
        let faces: Vec<_> = self.faces(Weight::Bold).map(|face| face.charmap()).collect();
        let has = |c: char| faces.iter().any(|charmap| charmap.map(c).is_some());
        let mut kept = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                c if c.is_whitespace() || c.is_control() => kept.push(' '),
                c if has(c) => kept.push(c),
                c if c.is_alphanumeric() => return Err(c),
                _ => {}
            }
        }
        Ok(kept.trim().to_string())
    }

    /// Breaks a text into lines that fit a frame, in the largest possible size.
    pub fn lines(&self, text: &str, weight: Weight, frame: &Frame) -> Lines {
        let size = Size::new(1.0);
        let faces: Vec<_> = self
            .faces(weight)
            .map(|face| (face.charmap(), face.glyph_metrics(size, LocationRef::default())))
            .collect();
        // Kerning may set a pair of letters closer than this, never further apart.
        let advance = |c: char| {
            let of_face = |(charmap, metrics): &(skrifa::charmap::Charmap, _)| {
                let metrics: &skrifa::metrics::GlyphMetrics = metrics;
                metrics.advance_width(charmap.map(c)?)
            };
            faces.iter().find_map(of_face).unwrap_or(1.0)
        };
        lines::fit(text, frame, advance)
    }

    /// Checks that an SVG can be painted; the error is the reason why not.
    pub fn check(&self, svg: &str) -> Result<(), String> {
        self.tree(svg).map(|_| ())
    }

    /// Paints an SVG as a PNG of [`WIDTH`] by [`HEIGHT`] on white.
    pub fn paint(&self, svg: &str) -> Result<Vec<u8>, String> {
        let tree = self.tree(svg)?;
        let (width, height) = (u32::from(WIDTH), u32::from(HEIGHT));
        let mut pixmap = Pixmap::new(width, height).ok_or("there is no room for it")?;
        pixmap.fill(Color::WHITE);
        let (across, down) = (tree.size().width(), tree.size().height());
        let scale = Transform::from_scale(f32::from(WIDTH) / across, f32::from(HEIGHT) / down);
        resvg::render(&tree, scale, &mut pixmap.as_mut());
        png::encode(pixmap.data(), width, height)
    }

    fn tree(&self, svg: &str) -> Result<usvg::Tree, String> {
        let options = usvg::Options {
            font_family: "Noto Sans".to_string(),
            fontdb: self.database.clone(),
            // No files are read: a card contains only what its template draws.
            image_href_resolver: usvg::ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            ..usvg::Options::default()
        };
        usvg::Tree::from_str(svg, &options).map_err(|error| error.to_string())
    }

    fn faces(&self, weight: Weight) -> impl Iterator<Item = FontRef<'_>> {
        let ours = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        std::iter::once(ours).chain(&self.own).filter_map(|bytes| FontRef::new(bytes).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fonts() -> Fonts {
        Fonts::with(Vec::new()).unwrap_or_else(|_| panic!("our letters are fonts"))
    }

    #[test]
    fn signs_that_are_missing_are_dropped_and_letters_named() {
        let fonts = fonts();
        let known = "Über Größe, Привет, Ελλάδα – “x”…";
        assert_eq!(fonts.writable(known), Ok(known.to_string()));
        assert_eq!(fonts.writable("🚀 Start\u{1}here \u{fffe}"), Ok("Start here".to_string()));
        assert_eq!(fonts.writable("CTO 手册"), Err('手'));
        assert_eq!(Fonts::with(vec![Bytes::from_static(b"no font")]).err(), Some(0));
    }

    #[test]
    fn a_wide_letter_takes_more_room_than_a_narrow_one() {
        let fonts = fonts();
        let frame = Frame { width: 100.0, sizes: &[(20, 9)] };
        let count = |text: &str| fonts.lines(text, Weight::Bold, &frame).lines.len();
        assert!(count("ii ii ii ii ii ii ii ii") < count("MM MM MM MM MM MM MM MM"));
    }

    #[test]
    fn paint_is_a_png_of_the_right_size_and_reads_no_file() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='630'>\
                   <image href='/etc/hostname' width='9' height='9'/><text y='50'>a</text></svg>";
        let png = fonts().paint(svg).unwrap_or_default();
        let size = imagesize::blob_size(&png).map(|size| (size.width, size.height));
        assert_eq!(size.ok(), Some((1200, 630)));
        assert!(fonts().check("<svg").is_err());
    }
}
