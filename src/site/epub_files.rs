//! The files of an EPUB that its texts refer to: their names, and the pictures.
//!
//! Texts are written with these names and packed under them, so the two agree. Names are made from site paths, in letters
//! that every reading system can read.

use crate::text::url;
use std::collections::BTreeMap;

/// A picture as the EPUB holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Where it is, below the folder of the package.
    pub path: String,
    /// What it is.
    pub media_type: &'static str,
    /// Where its content is, below the content folder.
    pub source: String,
}

/// What the EPUB holds besides the chapters. The chapters' texts depend on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EpubFiles {
    /// The pictures, by site path.
    pub pictures: BTreeMap<String, Picture>,
    /// Where the site is, for links to what the EPUB leaves out.
    pub site_url: Option<String>,
}

impl EpubFiles {
    /// The address of a file of the site, where the book says where its site is.
    pub fn online(&self, path: &str) -> Option<String> {
        self.site_url.as_ref().map(|site| format!("{site}{}", url::encode(path)))
    }
}

/// Where the chapter with this site path is.
pub fn text(path: &str) -> String {
    let stem = path.strip_suffix(".html").unwrap_or(path);
    format!("text/{}.xhtml", safe(stem))
}

/// Where the picture with this site path is. `extension` is what its content calls for.
pub fn picture(path: &str, extensions: &[&str]) -> String {
    let name = format!("pictures/{}", safe(path));
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match extensions {
        [usual, ..] if !extensions.contains(&ending.as_str()) => format!("{name}.{usual}"),
        _ => name,
    }
}

/// ASCII letters, digits, dots, hyphens and slashes stay; different paths stay different.
fn safe(path: &str) -> String {
    let mut name = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '.' | '-' | '/' => name.push(c),
            c if c.is_ascii_alphanumeric() => name.push(c),
            c => name.push_str(&format!("_{:x}_", u32::from(c))),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_stay_different() {
        assert_eq!(text("role/index.html"), "text/role/index.xhtml");
        assert_eq!(text("über uns.html"), "text/_fc_ber_20_uns.xhtml");
        assert_eq!(text("a_20_.html"), "text/a_5f_20_5f_.xhtml");
        assert_eq!(picture("a/b.JPG", &["jpg", "jpeg"]), "pictures/a/b.JPG");
        assert_eq!(picture("a/b.jpg", &["png"]), "pictures/a/b.jpg.png");
    }
}
