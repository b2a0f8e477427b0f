//! Writes pixels as a small PNG, with a palette if the colours allow it.
//!
//! A picture of text in a few colours has thousands of shades along the edges of its letters, which are
//! indistinguishable. They are merged until they fit into a palette.

use std::collections::BTreeMap;

/// The most colours of a palette.
const PALETTE: usize = 256;

/// The most bits of each channel that a palette may lose. A picture that needs more is no drawing, and keeps its
/// colours.
const MOST_LOST: u32 = 4;

/// Writes opaque pixels, four bytes each, as a PNG.
pub(super) fn encode(rgba: &[u8], width: u32, height: u32) -> Result<Vec<u8>, String> {
    let runs = runs(rgba);
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for (colour, length) in &runs {
        *counts.entry(*colour).or_default() += length;
    }
    let palette = (0..=MOST_LOST).find_map(|lost| palette(&counts, lost));
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    let mut data = Vec::with_capacity(rgba.len());
    match palette {
        Some((colours, places)) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(colours.iter().flat_map(channels).collect::<Vec<u8>>());
            // Adjacent entries of a palette are not similar colours, so a filter would only add noise.
            encoder.set_filter(png::Filter::NoFilter);
            for (colour, length) in &runs {
                data.resize(data.len() + length, places.get(colour).copied().unwrap_or(0));
            }
        }
        None => {
            encoder.set_color(png::ColorType::Rgb);
            encoder.set_filter(png::Filter::Adaptive);
            for (colour, length) in &runs {
                data.extend(channels(colour).repeat(*length));
            }
        }
    }
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(&data)?;
        writer.finish()
    });
    written.map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// Run-length encoding: a picture of text is mostly background.
fn runs(rgba: &[u8]) -> Vec<(u32, usize)> {
    let (pixels, _) = rgba.as_chunks::<4>();
    let runs = pixels.chunk_by(|one, next| one == next);
    runs.filter_map(|run| {
        let [red, green, blue, _] = *run.first()?;
        Some((u32::from_be_bytes([0, red, green, blue]), run.len()))
    })
    .collect()
}

fn channels(colour: &u32) -> [u8; 3] {
    let [_, red, green, blue] = colour.to_be_bytes();
    [red, green, blue]
}

/// A palette that merges colours which differ only in the lowest bits of their channels, and the index of each colour
/// in it; `None` if there are too many. The most frequent colour replaces the others, so that backgrounds and letters
/// keep theirs exactly.
fn palette(counts: &BTreeMap<u32, usize>, lost: u32) -> Option<(Vec<u32>, BTreeMap<u32, u8>)> {
    let mask = 0x0001_0101 * ((0xff << lost) & 0xff);
    let mut merged: BTreeMap<u32, (usize, u32)> = BTreeMap::new();
    for (colour, count) in counts {
        let most = merged.entry(colour & mask).or_default();
        if *count > most.0 {
            *most = (*count, *colour);
        }
    }
    if merged.len() > PALETTE {
        return None;
    }
    let places: BTreeMap<u32, u8> = merged.keys().copied().zip(0..=u8::MAX).collect();
    let of_colour = |colour: &u32| Some((*colour, *places.get(&(colour & mask))?));
    Some((
        merged.values().map(|(_, colour)| *colour).collect(),
        counts.keys().filter_map(of_colour).collect(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_are_merged_into_the_colour_that_occurs_most() {
        let counts = BTreeMap::from([(0x10_20_30, 5), (0x11_21_31, 50), (0xff_ff_ff, 9)]);
        let (colours, places) = palette(&counts, 1).unwrap_or_default();
        assert_eq!(colours, [0x11_21_31, 0xff_ff_ff]);
        assert_eq!(places[&0x10_20_30], 0);
        assert_eq!(places[&0xff_ff_ff], 1);
        let exact = palette(&counts, 0).unwrap_or_default();
        assert_eq!(exact.0.len(), 3);
    }

    #[test]
    fn equal_neighbours_are_one_run() {
        let pixels = [[1, 2, 3, 255], [1, 2, 3, 255], [9, 9, 9, 255]].concat();
        assert_eq!(runs(&pixels), [(0x01_02_03, 2), (0x09_09_09, 1)]);
    }

    #[test]
    fn a_picture_with_too_many_colours_keeps_them() {
        let many = (0..4096_u32).map(|n| ((n & 0xf) << 20 | (n & 0xf0) << 8 | (n & 0xf00) >> 4, 1));
        assert_eq!(palette(&many.collect(), MOST_LOST), None);
    }
}
