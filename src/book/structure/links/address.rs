//! Links to other sites and to mail addresses that lack what would make them such.

use crate::book::source::is_markdown;
use crate::text::url;

/// Endings of hosts that name no kind of file that books hold.
const ENDINGS: [&str; 16] = [
    "app", "at", "ch", "co", "com", "de", "dev", "edu", "eu", "fr", "gov", "info", "io", "net",
    "org", "uk",
];

/// The full address that is meant with a target which reads like the name of a host or like a mail address.
/// `has_near` is whether a file of the book is near, which is then meant unless the target can be nothing but an address.
pub(super) fn full_address(target: &str, has_near: bool) -> Option<String> {
    let target = target.trim();
    let end = target.find(['/', '?', '#']).unwrap_or(target.len());
    let (host, rest) = target.split_at_checked(end)?;
    if let Some((user, host)) = host.split_once('@') {
        let is_user =
            !user.is_empty() && user.chars().all(|c| c.is_alphanumeric() || "._+-".contains(c));
        let is_mail = is_user && ending(host).is_some() && !rest.starts_with('/');
        return is_mail.then(|| format!("mailto:{}", url::encode_address(target)));
    }
    let ending = ending(host)?;
    let is_host = host.to_ascii_lowercase().starts_with("www.")
        || !has_near
            && ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
            && !is_markdown(host);
    is_host.then(|| format!("https://{}", url::encode_address(target)))
}

/// What follows the last dot of the name of a host.
fn ending(host: &str) -> Option<&str> {
    let is_part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    let (_, ending) = host.rsplit_once('.')?;
    let is_name = ending.len() > 1 && ending.chars().all(char::is_alphabetic);
    (is_name && host.split('.').all(is_part)).then_some(ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_mail_addresses_are_told_from_paths() {
        for (target, expected) in [
            ("www.example.org", Some("https://www.example.org")),
            ("WWW.example.museum/a?b#c", Some("https://WWW.example.museum/a?b#c")),
            ("example.org/x y", Some("https://example.org/x%20y")),
            ("example.co.uk", Some("https://example.co.uk")),
            ("me@example.org", Some("mailto:me@example.org")),
            ("me@example.org?subject=Hi", Some("mailto:me@example.org?subject=Hi")),
            ("a.md", None),
            ("logo@2x.png/b", None),
            ("node.js/page.md", None),
            ("v1.2/page.md", None),
            ("../example.org", None),
            ("www.", None),
            ("a..org", None),
            ("@example.org", None),
        ] {
            assert_eq!(full_address(target, false).as_deref(), expected, "{target}");
        }
        assert_eq!(full_address("example.org", true), None);
    }
}
