//! Contrast of colours, as the Web Content Accessibility Guidelines define it, and the colours that follow from an accent.
//! Pure.

use crate::book::config::Colour;

/// The least contrast of text that is not large.
pub(super) const LEAST: f64 = 4.5;

/// The contrast that a colour gets which the author has not chosen.
const GOOD: f64 = 7.0;

const BLACK: Colour = [0, 0, 0];
const WHITE: Colour = [255, 255, 255];

/// The part of an accent in its pale background, in hundredths.
const TINT_ON_LIGHT: u16 = 12;
const TINT_ON_DARK: u16 = 16;

/// A colour scheme: the grounds that stand behind text in it, and whether they are dark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scheme {
    /// The background of the page.
    pub(super) paper: Colour,
    /// That of sunken areas.
    pub(super) sunk: Colour,
    /// Whether text on it is light.
    pub(super) is_dark: bool,
}

impl Scheme {
    /// The pale background that belongs to an accent.
    pub(super) fn tint(&self, accent: Colour) -> Colour {
        mixed(self.paper, accent, if self.is_dark { TINT_ON_DARK } else { TINT_ON_LIGHT })
    }

    /// The text on an accent: light or dark, whichever has more contrast.
    pub(super) fn on(accent: Colour) -> Colour {
        if contrast(WHITE, accent) >= contrast(BLACK, accent) { WHITE } else { BLACK }
    }

    /// The least contrast of an accent with a ground that it stands on.
    pub(super) fn contrast(&self, accent: Colour) -> f64 {
        let grounds = [self.paper, self.sunk, self.tint(accent)];
        grounds.into_iter().map(|ground| contrast(accent, ground)).fold(f64::INFINITY, f64::min)
    }

    /// The nearest colour to an accent with enough contrast.
    pub(super) fn nearest(&self, accent: Colour) -> Colour {
        self.towards(accent, LEAST)
    }

    /// The colour for this scheme that is made from the one for the other.
    pub(super) fn counterpart(&self, accent: Colour) -> Colour {
        self.towards(accent, GOOD)
    }

    fn towards(&self, accent: Colour, least: f64) -> Colour {
        let end = if self.is_dark { WHITE } else { BLACK };
        let steps = (0..=100).map(|part| mixed(accent, end, part));
        steps.into_iter().find(|colour| self.contrast(*colour) >= least).unwrap_or(end)
    }
}

/// The ratio of contrast between two colours, from 1 to 21.
pub(super) fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = colour.map(|channel| {
        let part = f64::from(channel) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The first colour with some hundredths of the second.
fn mixed([a, b, c]: Colour, [d, e, f]: Colour, hundredths: u16) -> Colour {
    let mix = |one: u8, other: u8| {
        let sum = u16::from(one) * (100 - hundredths) + u16::from(other) * hundredths;
        u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
    };
    [mix(a, d), mix(b, e), mix(c, f)]
}

/// A colour as in a style sheet.
pub(super) fn written([red, green, blue]: Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIGHT: Scheme =
        Scheme { paper: [0xfc, 0xfb, 0xf8], sunk: [0xf4, 0xf2, 0xec], is_dark: false };
    const DARK: Scheme =
        Scheme { paper: [0x14, 0x19, 0x18], sunk: [0x1b, 0x22, 0x21], is_dark: true };

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        assert!((contrast(BLACK, WHITE) - 21.0).abs() < 0.001);
        // The two greys around the limit that every text on the subject names.
        assert!(contrast([0x76, 0x76, 0x76], WHITE) >= LEAST);
        assert!(contrast([0x77, 0x77, 0x77], WHITE) < LEAST);
    }

    #[test]
    fn every_colour_has_a_near_one_that_passes_and_one_that_passes_stays() {
        for scheme in [LIGHT, DARK] {
            for red in (0..=255).step_by(51) {
                for green in (0..=255).step_by(51) {
                    for blue in (0..=255).step_by(51) {
                        let accent = [red, green, blue];
                        let near = scheme.nearest(accent);
                        assert!(scheme.contrast(near) >= LEAST, "{accent:?} {near:?}");
                        assert!(contrast(Scheme::on(near), near) >= LEAST, "{near:?}");
                        let is_kept = scheme.contrast(accent) >= LEAST;
                        assert_eq!(near == accent, is_kept, "{accent:?} {near:?}");
                        assert!(scheme.contrast(scheme.counterpart(accent)) >= GOOD);
                    }
                }
            }
        }
    }
}
