//! The icon for the home screens of phones, painted from the favicon of a book: an SVG or a PNG.

use super::{Fonts, png as written};
use resvg::tiny_skia::{Color, FilterQuality, Pixmap, PixmapPaint, PremultipliedColorU8, Transform};
use std::io::Cursor;

/// The width and height of the icon in pixels.
const SIZE: u16 = 180;

/// The space around a favicon, because phones cut the corners off.
const MARGIN: f32 = 12.0;

/// The most pixels of a PNG on each side.
const LARGEST: u32 = 2_048;

/// The favicon in a file, on white: phones put black behind what is transparent.
pub fn touch_icon(file: &str, bytes: &[u8]) -> Result<Vec<u8>, String> {
    let (width, height) = (u32::from(SIZE), u32::from(SIZE));
    let mut pixmap = Pixmap::new(width, height).ok_or("there is no room for it")?;
    pixmap.fill(Color::WHITE);
    if file.to_ascii_lowercase().ends_with(".png") {
        let picture = decoded(bytes)?;
        let size = picture_size(picture.width(), picture.height());
        let paint = PixmapPaint { quality: FilterQuality::Bicubic, ..PixmapPaint::default() };
        pixmap.draw_pixmap(0, 0, picture.as_ref(), &paint, placed(size.0, size.1), None);
    } else {
        let svg = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_string())?;
        let fonts = Fonts::with(Vec::new()).map_err(|_| "there are no fonts".to_string())?;
        let tree = fonts.tree(svg)?;
        let size = tree.size();
        resvg::render(&tree, placed(size.width(), size.height()), &mut pixmap.as_mut());
    }
    written::encode(pixmap.data(), width, height)
}

fn picture_size(width: u32, height: u32) -> (f32, f32) {
    let side = |length: u32| f32::from(u16::try_from(length).unwrap_or(u16::MAX));
    (side(width), side(height))
}

/// Puts a picture of this size into the middle of the icon.
fn placed(width: f32, height: f32) -> Transform {
    let room = f32::from(SIZE) - 2.0 * MARGIN;
    let scale = room / width.max(height).max(1.0);
    let before = |length: f32| (f32::from(SIZE) - length * scale) / 2.0;
    Transform::from_row(scale, 0.0, 0.0, scale, before(width), before(height))
}

/// The pixels of a PNG.
fn decoded(bytes: &[u8]) -> Result<Pixmap, String> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(
        png::Transformations::EXPAND | png::Transformations::STRIP_16 | png::Transformations::ALPHA,
    );
    let mut reader = decoder.read_info().map_err(|error| error.to_string())?;
    let (width, height) = (reader.info().width, reader.info().height);
    if width > LARGEST || height > LARGEST {
        return Err(format!("it has more than {LARGEST} pixels on a side"));
    }
    let length = reader.output_buffer_size().ok_or("it is too large")?;
    let mut data = vec![0; length];
    let frame = reader.next_frame(&mut data).map_err(|error| error.to_string())?;
    let mut pixmap = Pixmap::new(width, height).ok_or("it is empty")?;
    let channels = frame.color_type.samples();
    for (pixel, sample) in pixmap.pixels_mut().iter_mut().zip(data.chunks_exact(channels)) {
        let [red, green, blue, alpha] = match *sample {
            [grey, alpha] => [grey, grey, grey, alpha],
            [red, green, blue, alpha] => [red, green, blue, alpha],
            _ => return Err("its colours are of an unknown kind".into()),
        };
        let part = |channel: u8| {
            let product = u16::from(channel) * u16::from(alpha) + 127;
            u8::try_from(product / 255).unwrap_or(alpha)
        };
        let shade = PremultipliedColorU8::from_rgba(part(red), part(green), part(blue), alpha);
        *pixel = shade.unwrap_or(PremultipliedColorU8::TRANSPARENT);
    }
    Ok(pixmap)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(png: &[u8]) -> Option<(usize, usize)> {
        imagesize::blob_size(png).ok().map(|size| (size.width, size.height))
    }

    #[test]
    fn a_drawing_and_a_picture_become_an_icon_on_white() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 4'><rect width='8' height='4'/></svg>";
        let drawn = touch_icon("a.svg", svg.as_bytes()).unwrap_or_default();
        assert_eq!(size(&drawn), Some((180, 180)));
        let again = touch_icon("a.PNG", &drawn).unwrap_or_default();
        assert_eq!(size(&again), Some((180, 180)));
        let pixels = decoded(&drawn).unwrap_or_else(|fault| panic!("{fault}"));
        let shade = |x, y| pixels.pixel(x, y).map(|pixel| (pixel.red(), pixel.alpha()));
        assert_eq!((shade(0, 0), shade(90, 90)), (Some((255, 255)), Some((0, 255))));
    }

    #[test]
    fn what_is_no_picture_is_told() {
        assert!(touch_icon("a.svg", b"<svg").is_err());
        assert!(touch_icon("a.png", b"\x89PNG").is_err());
    }
}
