//! URLs of the site: from source paths to page paths, and from page to page.
//!
//! A *site path* is relative to the root of the site, with forward slashes and not encoded; an *href* is the value of
//! an attribute, relative to a page and percent-encoded.

/// Removes the number that only sets the order: `01-first` becomes `first`.
pub fn without_order(name: &str) -> &str {
    order(name).map_or(name, |(_, rest)| rest)
}

/// The ordering number that a name begins with, and the rest of the name: up to three digits, a separator and a letter.
/// The rule looks at one name alone, so that an address never depends on the files beside it. Years (`2026-review`), dates
/// (`2024-01-31-notes`) and versions (`4-0-0`, `1.10-notes`, `2.x`) are names.
pub fn order(name: &str) -> Option<(u32, &str)> {
    let (number, after) = up_to_three_digits(name)?;
    let spaced = after.trim_start_matches(' ');
    let rest = spaced.strip_prefix(['-', '_', '.']).unwrap_or(spaced).trim_start_matches(' ');
    let is_version = after.strip_prefix('.').is_some_and(|part| {
        let part = part.strip_prefix(['x', 'X']);
        part.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
    });
    let has_name = rest.starts_with(char::is_alphabetic) && rest.len() < after.len();
    (has_name && !is_version).then_some((number, rest))
}

fn up_to_three_digits(name: &str) -> Option<(u32, &str)> {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = name.split_at_checked(digits).filter(|_| (1..=3).contains(&digits))?;
    Some((number.parse().ok()?, rest))
}

/// What tickbook made of a name before the rule of [`order`]: it dropped a number before a digit too, and only before a
/// hyphen or an underscore. Readers may hold links to such addresses.
pub fn without_former_order(name: &str) -> &str {
    let rest = up_to_three_digits(name).and_then(|(_, rest)| rest.strip_prefix(['-', '_']));
    rest.filter(|rest| rest.starts_with(char::is_alphanumeric)).unwrap_or(name)
}

/// The site path of a folder of the sources: empty for the content folder itself.
pub fn folder(path: &str) -> String {
    each_part(path, without_order)
}

/// The same before the rule of [`order`].
pub fn former_folder(path: &str) -> String {
    each_part(path, without_former_order)
}

fn each_part(path: &str, name: fn(&str) -> &str) -> String {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).map(name).collect();
    parts.join("/")
}

/// The site path of a file in a folder of the site.
pub fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") }
}

/// The folder and the name of a path.
pub fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The path from a page to the root of the site: empty, or `../` as often as needed.
pub fn root(page: &str) -> String {
    "../".repeat(page.matches('/').count())
}

/// The href of the site path `target` on the page at the site path `page`.
pub fn relative(page: &str, target: &str) -> String {
    let (page_folder, _) = split(page);
    let (target_folder, name) = split(target);
    let mut href = String::with_capacity(target.len() + 8);
    if page_folder != target_folder {
        push_way(page_folder, target_folder, &mut href);
    }
    push_encoded(name, &mut href);
    href
}

/// Appends the path from one folder to another, with a closing slash unless it is empty.
fn push_way(from: &str, to: &str, href: &mut String) {
    let mut from = from.split('/').filter(|part| !part.is_empty()).peekable();
    let mut to = to.split('/').filter(|part| !part.is_empty()).peekable();
    while from.peek().is_some() && from.peek() == to.peek() {
        from.next();
        to.next();
    }
    for _ in from {
        href.push_str("../");
    }
    for part in to {
        push_encoded(part, href);
        href.push('/');
    }
}

/// Percent-encodes a site path or a fragment for use in a URL.
pub fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    push_encoded(path, &mut encoded);
    encoded
}

/// Percent-encodes characters that an address cannot contain; existing escapes are kept.
pub fn encode_address(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for c in address.chars() {
        let forbidden = c.is_ascii_control() || " \"<>\\^`{|}".contains(c);
        if c.is_ascii() && !forbidden {
            encoded.push(c);
        } else {
            encoded.push_str(&encode_all(c));
        }
    }
    encoded
}

/// Encodes all characters that RFC 3986 does not allow in a path as UTF-8 bytes, and the colon too: text before a colon
/// in the first part of a path would be read as a scheme.
fn push_encoded(text: &str, encoded: &mut String) {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$'()*+,;=@/".contains(&byte);
    if text.bytes().all(allowed) {
        encoded.push_str(text);
        return;
    }
    for byte in text.bytes() {
        if allowed(byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
}

/// Percent-encodes a character, whichever it is.
pub fn encode_all(c: char) -> String {
    c.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Undoes percent-encoding; invalid escapes, and escapes that do not give UTF-8, are kept.
pub fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_string();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escape = text.get(at + 1..at + 3).filter(|_| *byte == b'%');
        match escape.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(value) => {
                decoded.push(value);
                at += 3;
            }
            None => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_string())
}

/// Resolves `.` and `..` of a path against a folder; `None` if the path leaves the root.
pub fn resolve(folder: &str, path: &str) -> Option<String> {
    let (base, path) = match path.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (folder, path),
    };
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The address of a target outside the site, relative to the root of the site: it begins with `..` if [`resolve`]
/// returns `None` for the same path.
pub fn beside(folder: &str, target: &str) -> String {
    let (path, rest) = target.split_at(target.find(['#', '?']).unwrap_or(target.len()));
    let path = decode(path);
    let base = if path.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in base.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let slash = if path.ends_with('/') { "/" } else { "" };
    format!("{}{slash}{}", encode(&parts.join("/")), encode_address(rest))
}

/// The scheme of an address in lower case. As in browsers, control characters and white space around the address are
/// ignored, and a backslash counts as a slash. `//host` counts as `https`.
pub fn scheme(target: &str) -> Option<String> {
    let cleaned = without_controls(target);
    let slash = |c: Option<char>| matches!(c, Some('/' | '\\'));
    let mut letters = cleaned.chars();
    if slash(letters.next()) && slash(letters.next()) {
        return Some("https".into());
    }
    let (scheme, _) = cleaned.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// Whether an address names nothing: it is empty, or a scheme alone.
pub fn is_blank(target: &str) -> bool {
    let target = target.trim();
    let (scheme, rest) = target.split_once(':').unwrap_or(("", target));
    let is_scheme =
        ["", "http", "https", "mailto", "tel"].iter().any(|one| scheme.eq_ignore_ascii_case(one));
    is_scheme && rest.trim_matches('/').is_empty() && !(scheme.is_empty() && target == "/")
}

/// An address without the characters that browsers ignore.
pub fn without_controls(target: &str) -> String {
    target.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_string()
}

/// Whether an address is a `data:` URL of a bitmap image. Any other kind of data could be a document.
pub fn is_inline_picture(address: &str) -> bool {
    const KINDS: [&str; 5] = ["png", "jpeg", "gif", "webp", "avif"];
    let address = address.trim_start().to_ascii_lowercase();
    let Some(rest) = address.strip_prefix("data:image/") else { return false };
    let kind = rest.split([';', ',']).next().unwrap_or_default();
    KINDS.contains(&kind) && rest.contains(',')
}

/// Whether a whole address matches a pattern, in which `*` matches anything.
pub fn fits(address: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = address.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_whole_addresses() {
        assert!(fits("https://a.example/x", "https://a.example/*"));
        assert!(fits("https://a.example/x?y", "*.example/*?y"));
        assert!(fits("https://a.example/", "https://a.example/"));
        assert!(!fits("https://a.example/x", "https://a.example/"));
        assert!(!fits("https://b.example/", "https://a.example/*"));
        assert!(!fits("https://a.example/x", "*y*"));
        assert!(fits("x", "*"));
    }

    #[test]
    fn an_order_is_dropped_and_a_name_with_a_number_is_not() {
        let ordered = [
            ("01-role", 1, "role"),
            ("10_b", 10, "b"),
            ("1. Intro", 1, "Intro"),
            ("1.intro", 1, "intro"),
            ("02 - Über uns", 2, "Über uns"),
            ("3 第一章", 3, "第一章"),
            ("007-приём", 7, "приём"),
            ("100-days", 100, "days"),
            ("4.xml-files", 4, "xml-files"),
            ("5-x", 5, "x"),
            ("1-a-2", 1, "a-2"),
        ];
        for (name, number, rest) in ordered {
            assert_eq!(order(name), Some((number, rest)), "{name}");
        }
        let names = [
            "4-0-0",
            "5-0-0",
            "1.10-notes",
            "3.0",
            "2.x",
            "4.x-upgrade",
            "2026-review",
            "1-2-1-talks",
            "2024-01-31-notes",
            "24-01-31",
            "01",
            "7",
            "1-",
            "1-_a",
            "01-🚀",
            "3d-models",
            "1--a",
            "",
            "-a",
            "1000-a",
            "٣-a",
        ];
        for name in names {
            assert_eq!(order(name), None, "{name}");
        }
    }

    #[test]
    fn hrefs_are_as_short_as_can_be() {
        assert_eq!(relative("index.html", "paths/a.html"), "paths/a.html");
        assert_eq!(relative("paths/a.html", "paths/b.html"), "b.html");
        assert_eq!(relative("paths/a.html", "index.html"), "../index.html");
        assert_eq!(relative("a/b/c.html", "a/d/e.html"), "../d/e.html");
        assert_eq!(relative("index.html", "été ok.html"), "%C3%A9t%C3%A9%20ok.html");
        assert_eq!(relative("index.html", "a:b.html"), "a%3Ab.html");
        assert_eq!(relative("index.html", "javascript:x/b.html"), "javascript%3Ax/b.html");
    }

    #[test]
    fn schemes_are_found_however_they_hide() {
        assert_eq!(scheme("https://a.b"), Some("https".into()));
        assert_eq!(scheme("JaVa\tScript:alert(1)"), Some("javascript".into()));
        assert_eq!(scheme("\u{1} javascript:x"), Some("javascript".into()));
        assert_eq!(scheme("//cdn.example"), Some("https".into()));
        assert_eq!(scheme("/\\cdn.example"), Some("https".into()));
        assert_eq!(scheme("paths/a.md"), None);
        assert_eq!(scheme("a.md#b:c"), None);
        assert_eq!(scheme("1:2.md"), None);
    }

    #[test]
    fn an_address_of_a_scheme_alone_is_blank() {
        for blank in ["", " ", "http://", "HTTPS:", "https:///", "//", "mailto:", "tel:"] {
            assert!(is_blank(blank), "{blank}");
        }
        for named in ["/", "a", "#", "https://a", "mailto:a@b.example", "x:"] {
            assert!(!is_blank(named), "{named}");
        }
    }

    #[test]
    fn inline_pictures_are_made_of_pixels() {
        assert!(is_inline_picture("data:image/png;base64,AA"));
        assert!(is_inline_picture("DATA:image/GIF,x"));
        for other in ["data:image/svg+xml,<svg>", "data:text/html,x", "data:image/png", "data:,"] {
            assert!(!is_inline_picture(other), "{other}");
        }
    }

    #[test]
    fn paths_resolve_within_the_root() {
        assert_eq!(resolve("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(resolve("a", "/c.md").as_deref(), Some("c.md"));
        assert_eq!(resolve("a", "./b/"), Some("a/b".into()));
        assert_eq!(resolve("a", "../../c.md"), None);
    }

    #[test]
    fn what_lies_outside_is_counted_from_the_root() {
        assert_eq!(beside("a/b", "../../../std/x.html#y"), "../std/x.html#y");
        assert_eq!(beside("", "../a b/"), "../a%20b/");
        assert_eq!(beside("a", "./../../../c"), "../../c");
        assert_eq!(beside("a", "/../b%20c"), "../b%20c");
        for (folder, target) in [
            ("", "a/../javascript:x/%2e%2e/%2e%2e"),
            ("a", "/../javascript:x"),
            ("a", "..%2f..%2fjavascript:x"),
            ("", "%2e%2e/%2e/javascript:x"),
        ] {
            assert_eq!(resolve(folder, &decode(target)), None, "{target}");
            assert!(beside(folder, target).starts_with(".."), "{target}");
        }
    }

    #[test]
    fn decoding_leaves_what_is_no_escape() {
        assert_eq!(decode("a%20b%zz%"), "a b%zz%");
        assert_eq!(decode("%ff"), "%ff");
    }
}
