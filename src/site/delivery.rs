//! How a file of the site is sent, by its name: its media type, and how long caches may keep it.
//!
//! Owns the media types and the cache rule that the server, the files for hosts and `publish` share. It uses only
//! names, and reads no file.

/// How long browsers and the caches of hosts may use a file without revalidation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// For a year: the name contains a hash of the content, so changed content has another name.
    Forever,
    /// Only after revalidation.
    Revalidated,
}

impl Keeping {
    /// The rule for the file at a site path.
    pub fn of(path: &str) -> Self {
        if is_named_by_hash(path) { Keeping::Forever } else { Keeping::Revalidated }
    }

    /// The value of the `Cache-Control` header (RFC 9111 and RFC 8246).
    pub fn header(self) -> &'static str {
        match self {
            Keeping::Forever => "public, max-age=31536000, immutable",
            Keeping::Revalidated => "no-cache",
        }
    }
}

/// Whether the file at a site path is a page, compressed or not: it refers to others, which must be uploaded first.
pub fn is_page(path: &str) -> bool {
    let whole = path.strip_suffix(".gz").or_else(|| path.strip_suffix(".br"));
    whole.unwrap_or(path).ends_with(".html")
}

/// Whether the file at a site path holds no words of pages: style sheets, scripts and fonts of the theme, and the list of
/// files for reading offline. The search index and the cards of pages, which are named by a hash too, hold some.
pub fn is_without_words(path: &str) -> bool {
    let name = path.strip_prefix(ASSETS).filter(|name| !name.contains('/'));
    let extension = name.and_then(|name| name.rsplit_once('.')).map(|(_, extension)| extension);
    extension.is_some_and(|extension| ["css", "js", "json", "woff2"].contains(&extension))
}

/// The folder of the files that tickbook names itself.
const ASSETS: &str = "assets/";

/// The folder within it whose files are named by a hash only.
const SHARED: &str = "share/";

/// The lengths of hashes in names: those of the theme and of the index, of pictures, and of the offline list.
const DIGITS: [usize; 3] = [10, 16, 32];

/// Whether the name of a file below `assets/` contains a hash: `NAME.HASH.ext`, or `share/HASH.png`.
fn is_named_by_hash(path: &str) -> bool {
    let Some(path) = path.strip_prefix(ASSETS) else { return false };
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let Some((stem, _)) = name.rsplit_once('.') else { return false };
    let hash = match stem.rsplit_once('.') {
        Some((_, hash)) => hash,
        None if path.starts_with(SHARED) => stem,
        None => return false,
    };
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    DIGITS.contains(&hash.len()) && hash.bytes().all(is_digit)
}

/// The files that are cached for ever, as regular expressions over their site paths, for server configurations. They
/// match the same paths as [`Keeping::of`].
pub fn forever_patterns() -> [String; 2] {
    let digits: Vec<String> = DIGITS.iter().map(|count| format!("[0-9a-f]{{{count}}}")).collect();
    let hash = digits.join("|");
    let folders = "(?:[^/]+/)*";
    [
        format!("{ASSETS}{folders}[^/]*\\.(?:{hash})\\.[^./]+"),
        format!("{ASSETS}{SHARED}{folders}(?:{hash})\\.[^./]+"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::media_type::media_type;

    #[test]
    fn what_is_named_by_its_hash_is_kept_for_ever() {
        for path in [
            "assets/tickbook.051c9d7966.js",
            "assets/search/words-0.12e841e62d.js",
            "assets/share/0123456789abcdef.png",
            "assets/kept.ba7816bf8f01cfea414140de5dae2223.json",
        ] {
            assert_eq!(Keeping::of(path), Keeping::Forever, "{path}");
        }
        for path in [
            "index.html",
            "sw.js",
            "assets/search/index.js",
            "assets/photo.png",
            "assets/photo.2024.png",
            "assets/0123456789.png",
            "pictures/photo.0123456789.png",
            "assets/photo.0123456789",
        ] {
            assert_eq!(Keeping::of(path), Keeping::Revalidated, "{path}");
        }
    }

    #[test]
    fn media_types_do_not_depend_on_case() {
        assert_eq!(media_type("a/B.PNG"), "image/png");
        assert_eq!(media_type("feed.xml"), "application/atom+xml");
        assert_eq!(media_type("a/feed.xml"), "application/xml");
        assert_eq!(media_type("CNAME"), "application/octet-stream");
        assert_eq!(media_type(".nojekyll"), "application/octet-stream");
    }

    #[test]
    fn search_and_cards_hold_words() {
        for path in
            ["assets/tickbook.051c9d7966.js", "assets/kept.ba7816bf8f01cfea414140de5dae2223.json"]
        {
            assert!(is_without_words(path), "{path}");
        }
        for path in
            ["assets/search/words-0.12e841e62d.js", "assets/share/0123456789abcdef.png", "a.css"]
        {
            assert!(!is_without_words(path), "{path}");
        }
    }

    #[test]
    fn a_compressed_page_is_a_page() {
        assert!(["index.html", "a/b.html.gz", "c.html.br"].iter().all(|path| is_page(path)));
        assert!(!["a.css.gz", "html", "a.html.png", "a.gz"].iter().any(|path| is_page(path)));
    }
}
