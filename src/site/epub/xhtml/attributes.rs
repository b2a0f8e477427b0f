//! The attributes that are allowed in an EPUB, and their values.

use super::Fitter;
use super::tree::Element;

impl Fitter<'_> {
    /// Writes the attributes that are allowed on an element with this name. Targets are written elsewhere.
    pub(super) fn attributes(&mut self, name: &str, element: &Element) {
        for (own, value) in &element.attributes {
            let free = match own.as_str() {
                "id" => self.free_id(value).is_some(),
                own => fits(name, own, value),
            };
            if !free {
                continue;
            }
            self.attribute(own, value);
            if own == "lang" {
                self.attribute("xml:lang", value);
            }
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.push(" ");
        self.push(name);
        self.push("=\"");
        self.words(value);
        self.push("\"");
    }
}

fn fits(element: &str, name: &str, value: &str) -> bool {
    match (element, name) {
        (_, "class" | "title" | "aria-label" | "epub:type") => !value.trim().is_empty(),
        (_, "dir") => ["ltr", "rtl", "auto"].contains(&value),
        (_, "lang") => is_language(value),
        ("div", "role") => value == "note",
        ("a", "role") => value.starts_with("doc-"),
        ("img", "width" | "height") => is_number(value),
        ("td" | "th", "colspan" | "rowspan") | ("col" | "colgroup", "span") => {
            is_number(value) && value != "0"
        }
        ("th", "scope") => ["row", "col", "rowgroup", "colgroup"].contains(&value),
        ("ol", "start") => is_number(value),
        _ => false,
    }
}

fn is_number(value: &str) -> bool {
    (1..=5).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_language(value: &str) -> bool {
    let mut parts = value.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// Whether this is an address outside of the EPUB that reading systems accept.
pub(super) fn is_address(href: &str) -> bool {
    let Some((scheme, rest)) = href.split_once(':') else { return false };
    let scheme = scheme.to_ascii_lowercase();
    let is_known = match scheme.as_str() {
        "http" | "https" => rest.strip_prefix("//").is_some_and(has_host),
        "mailto" | "tel" => !rest.is_empty(),
        _ => false,
    };
    let escapes = href.split('%').skip(1).all(|after| {
        after.get(..2).is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
    });
    let plain =
        href.bytes().all(|byte| byte.is_ascii_graphic() && !b"[]\"<>\\^`{|}".contains(&byte));
    is_known && escapes && plain && href.matches('#').count() <= 1
}

fn has_host(rest: &str) -> bool {
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = host.rsplit_once(':').unwrap_or((host, ""));
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~@%".contains(&byte))
        && port.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_no_reader_could_follow_are_told_apart() {
        for good in ["https://a.example/b?c=%20#d", "mailto:a@b.example", "http://a.example:80"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "https://",
            "http://a b",
            "https://a/%zz",
            "https://a/#b#c",
            "https://[x",
            "ftp:x",
            "x",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }

    #[test]
    fn values_are_checked() {
        assert!(fits("td", "colspan", "2") && !fits("td", "colspan", "0"));
        assert!(fits("p", "lang", "pt-BR") && !fits("p", "lang", "english please"));
        assert!(!fits("p", "style", "x") && !fits("p", "role", "note"));
    }
}
