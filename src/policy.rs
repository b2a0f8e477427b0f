//! The Content-Security-Policy of a site.
//!
//! Owns what pages may load and from where. Pages carry it in a `meta` element, and the files for hosts
//! as a header. Everything that it allows comes with the site itself.

/// The directives that hold in a `meta` element too (Content Security Policy Level 3).
const DIRECTIVES: [&str; 11] = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
];

/// The policy as a page carries it.
pub fn in_page() -> String {
    DIRECTIVES.join("; ")
}

/// The policy as a header, which also says who may show the pages in a frame: browsers read that there
/// alone.
pub fn in_header() -> String {
    format!("{}; frame-ancestors 'none'", in_page())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_inline_and_no_other_origin_is_allowed() {
        let policy = in_header();
        for word in ["unsafe", "http", "*", "blob:"] {
            assert!(!policy.contains(word), "{word}");
        }
    }
}
