//! The look of the site without a theme, from `[output.html.look]`, and what its pages say besides the text.
//!
//! Checks the form of the values. Whether a colour has enough contrast is seen later, with the grounds of the theme.

use super::keys::{self, Name};
use super::values::{Value, Values};
use crate::text::day;
use crate::text::diag::Diagnostic;
use std::ops::Range;
use toml::de::DeValue;

/// A colour: red, green and blue.
pub type Colour = [u8; 3];

/// What an array of links must be, for a fault.
const LINKS: &str = "an array of links such as `{ title = \"Status\", url = \"https://status.example.org/\" }`";

/// The families of fonts that every system has, by their names in book.toml, with the fonts that stand for each.
const FAMILIES: [(&str, &str); 4] = [
    (
        "sans",
        "-apple-system, BlinkMacSystemFont, \"Segoe UI Variable Text\", \"Segoe UI\", Roboto, Ubuntu, Cantarell, \"Noto Sans\", \"Liberation Sans\", \"Helvetica Neue\", Arial, sans-serif",
    ),
    (
        "serif",
        "\"Iowan Old Style\", Charter, \"Bitstream Charter\", \"Source Serif 4\", \"Palatino Linotype\", Palatino, P052, \"Noto Serif\", Cambria, Georgia, \"Liberation Serif\", serif",
    ),
    (
        "humanist",
        "Seravek, \"Gill Sans Nova\", Ubuntu, Calibri, \"DejaVu Sans\", source-sans-pro, Candara, \"Noto Sans\", sans-serif",
    ),
    (
        "geometric",
        "Avenir, Montserrat, Corbel, \"URW Gothic\", source-sans-pro, \"Century Gothic\", \"Noto Sans\", sans-serif",
    ),
];

/// The endings of font files.
const FONT_FILES: [&str; 4] = [".woff2", ".woff", ".ttf", ".otf"];

/// A link to another site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    /// Its words.
    pub title: String,
    /// Its target, a web or mail address.
    pub url: String,
}

/// A font of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Font {
    /// Fonts of readers' systems, as a value of `font-family`.
    Family(&'static str),
    /// A file of the book, relative to its root.
    File(String),
}

/// An announcement on every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Banner {
    /// Its words.
    pub text: String,
    /// The link after them.
    pub link: Option<Link>,
    /// The last day on which it is shown, such as `2026-12-31`.
    pub until: Option<String>,
}

/// `[output.html.look]`.
#[derive(Debug, Clone, Default)]
pub struct LookConfig {
    /// The picture beside the title, relative to the book's root.
    pub logo: Option<String>,
    /// The same for the dark scheme.
    pub logo_dark: Option<String>,
    /// Whether the logo contains the title, which is then not written beside it.
    pub logo_replaces_title: bool,
    /// The icon of the site, relative to the book's root.
    pub favicon: Option<String>,
    /// The colour of links and selected elements.
    pub accent: Option<Colour>,
    /// The same for the dark scheme.
    pub accent_dark: Option<Colour>,
    /// The font of text.
    pub font: Option<Font>,
    /// The font of titles.
    pub heading_font: Option<Font>,
    /// Links in the bar at the top.
    pub header_links: Vec<Link>,
    /// Links below the chapters in the navigation.
    pub menu_links: Vec<Link>,
    /// The text at the foot of each page, in place of title and authors.
    pub footer: Option<String>,
    /// Links at the foot of each page.
    pub footer_links: Vec<Link>,
    /// An announcement.
    pub banner: Option<Banner>,
    /// The address to report something about a page, with `{title}` and `{path}` for those of the page.
    pub feedback_url_template: Option<String>,
    /// The place in book.toml that lets the history of the repository say when a chapter was updated, if its front matter
    /// does not.
    pub updated_from_git: Option<Range<usize>>,
}

/// Reads the settings.
pub(super) fn typed(values: &mut Values) -> LookConfig {
    let logo = values.picture(keys::LOOK_LOGO);
    let logo_dark = values.picture(keys::LOOK_LOGO_DARK);
    let accent = values.colour(keys::LOOK_ACCENT);
    let accent_dark = values.colour(keys::LOOK_ACCENT_DARK);
    values.needs(keys::LOOK_LOGO_DARK, logo_dark.is_some(), keys::LOOK_LOGO, logo.is_some());
    values.needs(keys::LOOK_ACCENT_DARK, accent_dark.is_some(), keys::LOOK_ACCENT, accent.is_some());
    LookConfig {
        logo,
        logo_dark,
        logo_replaces_title: values.flag(keys::LOOK_LOGO_REPLACES_TITLE).unwrap_or(false),
        favicon: values.picture(keys::LOOK_FAVICON),
        accent,
        accent_dark,
        font: values.font(keys::LOOK_FONT),
        heading_font: values.font(keys::LOOK_HEADING_FONT),
        header_links: values.other_sites(keys::LOOK_HEADER_LINKS),
        menu_links: values.other_sites(keys::LOOK_MENU_LINKS),
        footer: values.text(keys::LOOK_FOOTER).filter(|text| !text.trim().is_empty()),
        footer_links: values.other_sites(keys::LOOK_FOOTER_LINKS),
        banner: values.banner(),
        feedback_url_template: values.feedback_url_template(),
        updated_from_git: values.place_if_set(keys::HTML_UPDATED_FROM_GIT),
    }
}

impl Values<'_> {
    /// A picture of the book that browsers show as a logo or an icon.
    fn picture(&mut self, key: Name<String>) -> Option<String> {
        let (file, _) = self.file_below(key)?;
        let lower = file.to_ascii_lowercase();
        if !lower.ends_with(".svg") && !lower.ends_with(".png") {
            self.bad(key, format!("`{key}` must be an SVG or a PNG"), "name a file that ends in `.svg` or `.png`");
        }
        Some(file)
    }

    fn colour(&mut self, key: Name<String>) -> Option<Colour> {
        let written = self.text(key)?;
        let colour = colour(&written);
        if colour.is_none() {
            self.bad(key, format!("`{key}` must be a colour"), "write `#` and six digits from 0 to f, such as `#7a1f5c`");
        }
        colour
    }

    /// Reports a setting that means nothing without another.
    fn needs<T, U>(&mut self, key: Name<T>, is_set: bool, other: Name<U>, is_other_set: bool) {
        if is_set && !is_other_set && self.places().of(other).is_empty() {
            let help = format!("set `{other}` too, which is for the light scheme");
            self.bad(key, format!("`{key}` is set without `{other}`"), &help);
        }
    }

    fn font(&mut self, key: Name<String>) -> Option<Font> {
        let written = self.text(key)?;
        if let Some((_, fonts)) = FAMILIES.iter().find(|(name, _)| *name == written) {
            return Some(Font::Family(fonts));
        }
        if FONT_FILES.iter().any(|ending| written.to_ascii_lowercase().ends_with(ending)) {
            return self.file_below(key).map(|(file, _)| Font::File(file));
        }
        let names: Vec<String> = FAMILIES.iter().map(|(name, _)| format!("`{name}`")).collect();
        let help = format!("write {}, or the name of a font file of the book, such as `fonts/ours.woff2`", names.join(", "));
        self.bad(key, format!("`{key}` must be a family that every system has, or a file"), &help);
        None
    }

    fn other_sites(&mut self, key: Name<Vec<Link>>) -> Vec<Link> {
        let links = self.links(key);
        if let Some(bad) = links.iter().find(|link| !is_other_site(&link.url) || link.title.trim().is_empty()) {
            let (message, help) = match bad.title.trim().is_empty() {
                true => (format!("a link of `{key}` has no title"), "write what readers click on"),
                false => (format!("`{}` is not an address of another site", bad.url), "begin it with https://, http:// or mailto:"),
            };
            let span = self.within(key, &bad.url);
            let bad = Diagnostic::config_bad_value(self.source, span, message, help);
            self.diagnostics.push(bad);
        }
        links
    }

    fn banner(&mut self) -> Option<Banner> {
        let until = self.text(keys::BANNER_UNTIL);
        if until.as_deref().is_some_and(|date| day::leading(date) != Some(date)) {
            let message = format!("`{}` must be a date", keys::BANNER_UNTIL);
            self.bad(keys::BANNER_UNTIL, message, "write the last day as in \"2026-12-31\"");
        }
        let url = self.text(keys::BANNER_URL);
        if url.as_deref().is_some_and(|url| !is_other_site(url)) {
            let message = format!("`{}` must be a web address", keys::BANNER_URL);
            self.bad(keys::BANNER_URL, message, "begin it with https://, http:// or mailto:");
        }
        let title = self.text(keys::BANNER_LINK_TEXT).unwrap_or_else(|| "Read more".into());
        let text = self.text(keys::BANNER_TEXT).filter(|text| !text.trim().is_empty())?;
        Some(Banner { text, link: url.map(|url| Link { title, url }), until })
    }

    /// The address for readers to report something about a page.
    fn feedback_url_template(&mut self) -> Option<String> {
        let key = keys::HTML_FEEDBACK_URL_TEMPLATE;
        let template = self.text(key)?;
        if !is_other_site(&template) {
            self.bad(key, format!("`{key}` must be a web address"), "begin it with https://, http:// or mailto:");
        }
        Some(template)
    }

    fn within<T>(&self, key: Name<T>, text: &str) -> Range<usize> {
        self.places().within(self.source, key, text)
    }
}

/// An array of links, or what the value must be.
pub(super) fn typed_links(value: &DeValue) -> Result<Value, String> {
    links(value).map(Value::Links).ok_or(LINKS.to_string())
}

/// The links of an array of tables with a title and a url, and nothing else.
fn links(value: &DeValue) -> Option<Vec<Link>> {
    let link = |value: &DeValue| {
        let table = value.as_table().filter(|table| table.len() == 2)?;
        let text = |name| Some(table.get(name)?.get_ref().as_str()?.to_string());
        Some(Link { title: text("title")?, url: text("url")? })
    };
    value.as_array()?.iter().map(|item| link(item.get_ref())).collect()
}

fn is_other_site(address: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|start| address.starts_with(start))
}

/// A colour in the notation of the web, with three or six digits.
pub fn colour(written: &str) -> Option<Colour> {
    let digits = written.strip_prefix('#')?;
    let digits: Option<Vec<u8>> =
        digits.chars().map(|digit| Some(u8::try_from(digit.to_digit(16)?).unwrap_or(0))).collect();
    match *digits? {
        [r, g, b] => Some([r * 17, g * 17, b * 17]),
        [a, b, c, d, e, f] => Some([a * 16 + b, c * 16 + d, e * 16 + f]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_have_three_or_six_digits() {
        assert_eq!(colour("#7a1F5c"), Some([0x7a, 0x1f, 0x5c]));
        assert_eq!(colour("#f0a"), Some([0xff, 0x00, 0xaa]));
        for odd in ["7a1f5c", "#7a1f5", "#7a1f5c00", "#xyzxyz", "teal", "", "#é0a"] {
            assert_eq!(colour(odd), None, "{odd}");
        }
    }
}
