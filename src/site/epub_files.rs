//! The files of an EPUB that its texts refer to: their names, and the pictures.
//!
//! Texts refer to these names and the files are packed under them, so both agree. Names are made from site paths, with
//! characters that every reading system supports.

use crate::text::url;
use std::collections::BTreeMap;

/// A picture in the EPUB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its path below the folder of the package.
    pub path: String,
    /// Its media type.
    pub media_type: &'static str,
    /// The path of its content below the content folder.
    pub source: String,
}

/// The files of the EPUB besides the chapters. The chapters' texts depend on them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EpubFiles {
    /// The pictures, by site path.
    pub pictures: BTreeMap<String, Picture>,
    /// The address of the site, for links to files that the EPUB does not contain.
    pub site_url: Option<String>,
}

impl EpubFiles {
    /// The address of a file of the site, if the address of the site is set.
    pub fn online(&self, path: &str) -> Option<String> {
        self.site_url.as_ref().map(|site| format!("{site}{}", url::encode(path)))
    }
}

/// The path of the chapter with this site path.
pub fn text(path: &str) -> String {
    let stem = path.strip_suffix(".html").unwrap_or(path);
    format!("text/{}.xhtml", safe(stem))
}

/// The path of the picture with this site path. `extension` is the one for its content.
pub fn picture(path: &str, extensions: &[&str]) -> String {
    let name = format!("pictures/{}", safe(path));
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match extensions {
        [usual, ..] if !extensions.contains(&ending.as_str()) => format!("{name}.{usual}"),
        _ => name,
    }
}

/// Keeps ASCII letters, digits, dots, hyphens and slashes; different paths get different names.
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
