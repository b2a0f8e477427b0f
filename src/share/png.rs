//! Pixels to a PNG that is small: a palette where the colours allow one.
//!
//! A picture of text in a few colours has thousands of shades along the edges of its letters that no eye
//! tells apart. They are merged until a palette holds them all.

use std::collections::BTreeMap;

/// The most colours of a palette.
const PALETTE: usize = 256;

/// The bits of each channel that may be lost to a palette. A picture that needs more is no drawing,
/// and keeps its colours.
const MOST_LOST: u32 = 4;

/// Writes opaque pixels, four bytes each, as a PNG.
pub(super) fn encode(rgba: &[u8], width: u32, height: u32) -> Result<Vec<u8>, String> {
    let pixels: Vec<u32> = rgba.chunks_exact(4).map(packed).collect();
    let counts = counts(&pixels);
    let palette = (0..=MOST_LOST).find_map(|lost| palette(&counts, lost));
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    let data = match palette {
        Some((colours, places)) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(colours.iter().flat_map(channels).collect::<Vec<u8>>());
            // Neighbours in a palette are no neighbours in colour, so a filter would only add noise.
            encoder.set_filter(png::Filter::NoFilter);
            in_runs(&pixels).fold(Vec::with_capacity(pixels.len()), |mut data, (colour, length)| {
                data.resize(data.len() + length, places.get(&colour).copied().unwrap_or(0));
                data
            })
        }
        None => {
            encoder.set_color(png::ColorType::Rgb);
            encoder.set_filter(png::Filter::Adaptive);
            pixels.iter().flat_map(channels).collect::<Vec<u8>>()
        }
    };
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(&data)?;
        writer.finish()
    });
    written.map_err(|error| error.to_string())?;
    Ok(bytes)
}

fn packed(pixel: &[u8]) -> u32 {
    pixel.iter().take(3).fold(0, |colour, channel| (colour << 8) | u32::from(*channel))
}

fn channels(colour: &u32) -> [u8; 3] {
    let [_, red, green, blue] = colour.to_be_bytes();
    [red, green, blue]
}

/// How often each colour occurs.
fn counts(pixels: &[u32]) -> BTreeMap<u32, usize> {
    let mut counts = BTreeMap::new();
    for (colour, length) in in_runs(pixels) {
        *counts.entry(colour).or_default() += length;
    }
    counts
}

/// Neighbours of the same colour as one, with their number: a picture of text is mostly its ground.
fn in_runs(pixels: &[u32]) -> impl Iterator<Item = (u32, usize)> {
    let runs = pixels.chunk_by(|one, next| one == next);
    runs.filter_map(|run| Some((*run.first()?, run.len())))
}

/// A palette in which colours that are the same but for the lowest bits of their channels are one, and
/// the place of each colour in it; `None` where there are too many. The colour that occurs most stands
/// for the others, so that grounds and letters keep theirs exactly.
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
    fn a_picture_with_too_many_colours_keeps_them() {
        let many = (0..4096_u32).map(|n| ((n & 0xf) << 20 | (n & 0xf0) << 8 | (n & 0xf00) >> 4, 1));
        assert_eq!(palette(&many.collect(), MOST_LOST), None);
    }
}
