//! The author's own look of the default theme: what `[output.html.look]` names, as files and as style sheet.
//!
//! Reads the pictures and fonts that the settings name, and nothing else. A book without such settings gets nothing of it.

use super::contrast::{LEAST, Scheme, written};
use super::{Theme, bundle, joined};
use crate::book::config::keys::{self, Name};
use crate::book::config::{Colour, Config, Font, RawHtml};
use crate::book::files::LARGEST_ASSET;
use crate::book::files::confined;
use crate::book::source::Asset;
use crate::site::social_card::icon;
use crate::text::diag::Diagnostic;
use crate::text::url;
use std::collections::BTreeMap;
use std::path::Path;

/// The folder of `css/` for books with a look of their own, and the script of `js/` for those with a banner.
pub(super) const LOOK: &str = "look";
pub(super) const BANNER: &str = "banner.js";

/// The height of a logo in the header, and the most that its width may be, in CSS pixels.
const LOGO_HEIGHT: usize = 32;
const LOGO_WIDTH: usize = 240;

/// The files of a look.
#[derive(Debug, Default, Hash)]
pub struct Look {
    /// The logo.
    pub logo: Option<Logo>,
    /// Site path of the logo for the dark scheme, which is shown in the same size.
    pub logo_dark: Option<String>,
    /// Site path of the icon for the home screens of phones.
    pub touch_icon: Option<String>,
    /// Site path of the script of the banner.
    pub banner_script: Option<String>,
}

/// A logo as it is shown.
#[derive(Debug, Clone, Hash)]
pub struct Logo {
    /// Its site path.
    pub path: String,
    /// Its width in CSS pixels.
    pub width: usize,
    /// Its height.
    pub height: usize,
}

/// Adds the files of the look to a theme, and returns the end of its style sheets. `named` gets the files that the settings name.
pub(super) fn add(
    theme: &mut Theme,
    config: &Config,
    files: &BTreeMap<String, Vec<u8>>,
    (named, faults): (&mut Vec<String>, &mut Vec<Diagnostic>),
) -> Vec<u8> {
    let mut adding = Adding { config, named, faults };
    let look = &config.html.look;
    theme.look.logo = adding.logo(theme, look.logo.as_deref());
    if let Some(file) = &look.logo_dark {
        let asset = adding.read(file, keys::LOOK_LOGO_DARK);
        theme.look.logo_dark = asset.map(|asset| add_file(theme, file, &asset));
    }
    adding.icon(theme);
    if look.banner.is_some() {
        let script = joined(files, "js/", |name| bundle(name) == BANNER);
        theme.look.banner_script = Some(theme.add("banner", "js", script));
    }
    let (faces, families) = adding.fonts(theme);
    let tokens = adding.colours(files) + &families;
    let has_parts = look.logo.is_some()
        || look.banner.is_some()
        || !(look.header_links.is_empty() && look.menu_links.is_empty());
    let mut sheet = match has_parts {
        true => joined(files, "css/", |name| bundle(name) == LOOK),
        false => Vec::new(),
    };
    sheet.extend(faces.into_bytes());
    if !tokens.is_empty() {
        sheet.extend(format!("@layer tb.tokens {{\n:root {{\n{tokens}}}\n}}\n").into_bytes());
    }
    sheet
}

struct Adding<'a> {
    config: &'a Config,
    named: &'a mut Vec<String>,
    faults: &'a mut Vec<Diagnostic>,
}

impl Adding<'_> {
    /// The content of a file of the book that a setting names.
    fn read(&mut self, file: &str, key: Name<String>) -> Option<Asset> {
        let (root, source) = (&self.config.root, &self.config.source);
        let place = self.config.places.of(key);
        self.named.push(url::resolve("", file).unwrap_or_else(|| file.to_string()));
        match confined::read(root, Path::new(file), LARGEST_ASSET) {
            Ok(bytes) => {
                let asset = Asset::of(file, bytes);
                let is_trusted = self.config.html.raw_html == RawHtml::Trust;
                match asset.active.as_ref().filter(|_| !is_trusted) {
                    Some(active) => {
                        self.faults.push(Diagnostic::active(source, place, file, active));
                        None
                    }
                    None => Some(asset),
                }
            }
            Err(error) => {
                let unread = Diagnostic::read_failed(&root.join(file), &error);
                self.faults.push(unread.named_at(source, place));
                None
            }
        }
    }

    fn bad(&mut self, key: Name<String>, message: String, help: &str) {
        let place = self.config.places.of(key);
        let bad = Diagnostic::config_bad_value(&self.config.source, place, message, help);
        self.faults.push(bad);
    }

    fn logo(&mut self, theme: &mut Theme, file: Option<&str>) -> Option<Logo> {
        let (file, key) = (file?, keys::LOOK_LOGO);
        let asset = self.read(file, key)?;
        let Some((width, height)) = asset.dimensions.filter(|(width, height)| *width > 0 && *height > 0)
        else {
            let help = "give it a width and a height; for an SVG, `viewBox` is enough";
            self.bad(key, format!("`{file}` does not say how large it is"), help);
            return None;
        };
        let by_height = width.saturating_mul(LOGO_HEIGHT).div_ceil(height);
        let (width, height) = match by_height > LOGO_WIDTH {
            true => (LOGO_WIDTH, height.saturating_mul(LOGO_WIDTH).div_ceil(width)),
            false => (by_height, LOGO_HEIGHT),
        };
        Some(Logo { path: add_file(theme, file, &asset), width, height })
    }

    /// The favicon, and the icon for home screens that is painted from it.
    fn icon(&mut self, theme: &mut Theme) {
        let key = keys::LOOK_FAVICON;
        let Some(file) = self.config.html.look.favicon.as_deref() else { return };
        let Some(asset) = self.read(file, key) else { return };
        match icon::touch_icon(file, &asset.bytes) {
            Ok(png) => theme.look.touch_icon = Some(theme.add("touch-icon", "png", png)),
            Err(reason) => {
                let message = format!("`{file}` cannot be drawn: {reason}");
                self.bad(key, message, "save it again as an SVG or a PNG with a program that draws");
                return;
            }
        }
        theme.icon = add_file(theme, file, &asset);
    }

    /// The rules that load fonts, and the properties that use them.
    fn fonts(&mut self, theme: &mut Theme) -> (String, String) {
        let look = &self.config.html.look;
        let fonts = [
            (&look.font, keys::LOOK_FONT, "--tb-font-text", "tb-own-text"),
            (&look.heading_font, keys::LOOK_HEADING_FONT, "--tb-font-display", "tb-own-display"),
        ];
        let (mut faces, mut tokens) = (String::new(), String::new());
        for (font, key, property, name) in fonts {
            match font {
                None => {}
                Some(Font::Family(family)) => tokens += &format!("{property}: {family};\n"),
                Some(Font::File(file)) => {
                    let Some(asset) = self.read(file, key) else { continue };
                    let Some(is_variable) = is_variable(&asset.bytes) else {
                        self.bad(key, format!("`{file}` is not a font"), "name a WOFF2, WOFF, TrueType or OpenType file");
                        continue;
                    };
                    let path = add_file(theme, file, &asset);
                    let address = url::encode(url::split(&path).1);
                    let weight = if is_variable { "font-weight: 100 900;\n" } else { "" };
                    faces += &format!("@font-face {{\nfont-family: {name};\nsrc: url(\"{address}\");\n{weight}font-display: swap;\n}}\n");
                    tokens += &format!("{property}: {name}, sans-serif;\n");
                }
            }
        }
        (faces, tokens)
    }

    /// The properties of the accent, if there is one and it can be read on the grounds of the theme.
    fn colours(&mut self, files: &BTreeMap<String, Vec<u8>>) -> String {
        let look = &self.config.html.look;
        let Some(accent) = look.accent else { return String::new() };
        let [light, dark] = schemes(files);
        let accent_dark = look.accent_dark.unwrap_or_else(|| dark.counterpart(accent));
        self.judge(accent, light, keys::LOOK_ACCENT);
        if look.accent_dark.is_some() {
            self.judge(accent_dark, dark, keys::LOOK_ACCENT_DARK);
        }
        let pair = |one: Colour, other: Colour| {
            format!("light-dark({}, {})", written(one), written(other))
        };
        format!(
            "--tb-accent: {};\n--tb-tint: {};\n--tb-on-accent: {};\n",
            pair(accent, accent_dark),
            pair(light.tint(accent), dark.tint(accent_dark)),
            pair(Scheme::on(accent), Scheme::on(accent_dark))
        )
    }

    fn judge(&mut self, accent: Colour, scheme: Scheme, key: Name<String>) {
        let contrast = scheme.contrast(accent);
        if contrast >= LEAST {
            return;
        }
        let name = if scheme.is_dark { "dark" } else { "light" };
        // Cut, because a contrast that is rounded up would seem to be enough.
        let contrast = (contrast * 10.0).floor() / 10.0;
        let message = format!(
            "text in the colour `{}` is hard to read in the {name} scheme: its contrast is {contrast:.1}, and {LEAST} is needed",
            written(accent)
        );
        let near = written(scheme.nearest(accent));
        self.bad(key, message, &format!("write `{near}`, the nearest colour that has enough"));
    }
}

/// Adds a file of the book under a name with its hash; returns its site path.
fn add_file(theme: &mut Theme, file: &str, asset: &Asset) -> String {
    let name = url::split(file).1;
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    theme.add(stem, &extension.to_ascii_lowercase(), asset.bytes.to_vec())
}

/// The light and the dark scheme of a theme, by its own colours if these are written with digits.
fn schemes(files: &BTreeMap<String, Vec<u8>>) -> [Scheme; 2] {
    let sheets: Vec<u8> = joined(files, "css/", |_| true);
    let text = String::from_utf8_lossy(&sheets);
    let ours = [[[0xfc, 0xfb, 0xf8], [0xf4, 0xf2, 0xec]], [[0x14, 0x19, 0x18], [0x1b, 0x22, 0x21]]];
    let pair = |property: &str| {
        // Paper has a value of its own in print, which is no pair.
        let values = text.split(property).skip(1);
        let pairs = values.filter_map(|rest| {
            let inner = rest.trim_start().strip_prefix("light-dark(")?.split(')').next()?;
            let (light, dark) = inner.split_once(',')?;
            Some([colour(light)?, colour(dark)?])
        });
        pairs.last()
    };
    let [[light_paper, light_sunk], [dark_paper, dark_sunk]] = ours;
    let [light_paper, dark_paper] = pair("--tb-paper:").unwrap_or([light_paper, dark_paper]);
    let [light_sunk, dark_sunk] = pair("--tb-sunk:").unwrap_or([light_sunk, dark_sunk]);
    [
        Scheme { paper: light_paper, sunk: light_sunk, is_dark: false },
        Scheme { paper: dark_paper, sunk: dark_sunk, is_dark: true },
    ]
}

fn colour(written: &str) -> Option<Colour> {
    crate::book::config::colour(written.trim())
}

/// Whether a font has letters of every weight; `None` if the file is no font.
fn is_variable(bytes: &[u8]) -> Option<bool> {
    let count = |at: usize| {
        Some(usize::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?])))
    };
    let tags = |start: usize, size: usize, count: usize| {
        let tables = bytes.get(start..).unwrap_or_default().chunks(size).take(count);
        tables.into_iter().any(|table| table.starts_with(b"fvar"))
    };
    match bytes.get(..4)? {
        b"\0\x01\0\0" | b"OTTO" | b"true" => Some(tags(12, 16, count(4)?)),
        b"wOFF" => Some(tags(44, 20, count(12)?)),
        b"wOF2" => Some(is_variable_woff2(bytes.get(48..)?, count(12)?)),
        _ => None,
    }
}

/// The same for the list of tables of a WOFF2 file. Its entries have no fixed size: a sign for a known table or the name of
/// another one, its length, and for some the length in the file.
fn is_variable_woff2(mut rest: &[u8], count: usize) -> bool {
    const FVAR: u8 = 47;
    const GLYPHS: [u8; 2] = [10, 11];
    const NAMED: u8 = 63;
    for _ in 0..count {
        let Some((flags, after)) = rest.split_first() else { return false };
        let (known, transform) = (flags & 63, flags >> 6);
        if known == FVAR {
            return true;
        }
        // Of these two, 3 is the sign for no transformation; of all others, 0.
        let as_it_is = if GLYPHS.contains(&known) { 3 } else { 0 };
        rest = after.get(if known == NAMED { 4 } else { 0 }..).unwrap_or_default();
        for _ in 0..=usize::from(transform != as_it_is) {
            // A length goes on as long as the highest bit is set.
            let end = rest.iter().position(|byte| byte & 0x80 == 0).map_or(rest.len(), |at| at + 1);
            rest = rest.get(end..).unwrap_or_default();
        }
    }
    false
}
