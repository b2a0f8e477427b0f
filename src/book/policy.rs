//! The Content-Security-Policy of a site: what its pages can load, and from where.
//!
//! Owns the directives, what an author can add to them, and their position in a page. Every page has the policy in a
//! `meta` element, and the files for hosts have it as a header. Without additions it allows only files of the site
//! itself. Pure.

pub mod blocked;
mod faults;

use crate::text::{diag, url};
use bytes::Bytes;
use std::collections::BTreeMap;

/// Each directive with its sources; one without any allows nothing. All of them are valid in a `meta` element too
/// (Content Security Policy Level 3). On a page opened from a disk, `'self'` means files on the disk.
const DIRECTIVES: [(&str, &[&str]); 11] = [
    ("default-src", &[]),
    ("script-src", &[SELF]),
    ("style-src", &[SELF]),
    ("img-src", &[SELF, "data:"]),
    ("font-src", &[SELF]),
    ("media-src", &[SELF]),
    ("connect-src", &[SELF]),
    ("manifest-src", &[SELF]),
    ("worker-src", &[SELF]),
    ("base-uri", &[]),
    ("form-action", &[]),
];

const SELF: &str = "'self'";
const INLINE: &str = "'unsafe-inline'";
const WASM: &str = "'wasm-unsafe-eval'";
const NOTHING: &str = "'none'";

/// The directives to which an author can add sources.
pub const OPEN_DIRECTIVES: [&str; 9] = [
    "connect-src",
    "font-src",
    "form-action",
    "frame-src",
    "img-src",
    "media-src",
    "script-src",
    "style-src",
    "worker-src",
];

/// The policy of one site.
#[derive(Debug, Clone)]
pub struct Policy {
    text: String,
    element: Bytes,
    /// The author's sources, by directive.
    added: BTreeMap<String, Vec<String>>,
}

impl Default for Policy {
    fn default() -> Self {
        Policy::with(&BTreeMap::new())
    }
}

impl Policy {
    /// The policy with the author's sources, by directive. [`refusal`] checks them.
    pub fn with(added: &BTreeMap<String, Vec<String>>) -> Self {
        let own = DIRECTIVES.iter().map(|(name, sources)| (*name, *sources));
        let known = |name: &str| DIRECTIVES.iter().any(|(own, _)| *own == name);
        let others = added.keys().map(String::as_str).filter(|name| !known(name));
        let directives = own.chain(others.map(|name| (name, [].as_slice())));
        let written = directives.map(|(name, sources)| {
            let more = added.get(name).into_iter().flatten().map(String::as_str);
            let mut words: Vec<&str> = [name].into_iter().chain(sources.iter().copied()).collect();
            words.extend(more.filter(|source| !sources.contains(source)));
            if words.len() == 1 {
                words.push(NOTHING);
            }
            words.join(" ")
        });
        let text = written.collect::<Vec<String>>().join("; ");
        let element =
            format!("\n<meta http-equiv=\"Content-Security-Policy\" content=\"{text}\">").into();
        Policy { text, element, added: added.clone() }
    }

    /// The value of the header, which also restricts framing of the pages: browsers read that only in a header.
    pub fn in_header(&self) -> String {
        format!("{}; frame-ancestors 'none'", self.text)
    }

    /// The element of a page, with a line break before it. It comes right after the one that sets the encoding.
    pub fn element(&self) -> &str {
        std::str::from_utf8(&self.element).unwrap_or_default()
    }

    /// Whether pages can load an address on another site by a directive.
    pub fn allows(&self, directive: &str, address: &str) -> bool {
        self.added(directive).iter().any(|source| covers(source, address))
    }

    /// Whether pages can have scripts or styles of their own. With a hash, some of them can.
    pub fn allows_inline(&self, directive: &str) -> bool {
        self.added(directive).iter().any(|source| source == INLINE || is_hash(source))
    }

    /// Whether elements can have a `style`.
    pub fn allows_style_attributes(&self) -> bool {
        self.added("style-src").iter().any(|source| source == INLINE)
    }

    /// Whether scripts can compile WebAssembly.
    pub fn allows_wasm(&self) -> bool {
        self.added("script-src").iter().any(|source| source == WASM)
    }

    fn added(&self, directive: &str) -> &[String] {
        self.added.get(directive).map(Vec::as_slice).unwrap_or_default()
    }

    /// Puts the element into a page, whichever template made it: before everything that the policy can block.
    pub fn put_into(&self, mut page: Vec<Bytes>) -> Vec<Bytes> {
        let Some(first) = page.first().cloned() else { return page };
        let at = end_of_prologue(&first);
        page.splice(..1, [first.slice(..at), self.element.clone(), first.slice(at..)]);
        page
    }
}

/// The end of the prologue of a page: the document type, comments, the tags `html` and `head`, and a `meta` element
/// that only sets the encoding. Browsers treat an element there as part of the head, whether or not these tags are
/// written.
///
/// Looks at bytes, of which only the first of a page are read: signs of HTML are ASCII, whatever stands around them.
fn end_of_prologue(page: &[u8]) -> usize {
    let mut end = 0;
    while let Some(rest) = page.get(end..) {
        let start = without_spaces(rest);
        let length = match start.strip_prefix(b"<!--") {
            Some(remark) => {
                remark.windows(3).position(|three| three == b"-->").map(|at| at + "<!---->".len())
            }
            None => tag_before_the_rest(start),
        };
        match length {
            Some(length) => end = page.len() - start.len() + length,
            None => break,
        }
    }
    end
}

/// What comes after spaces and byte order marks.
fn without_spaces(mut text: &[u8]) -> &[u8] {
    loop {
        text = match text {
            [b' ' | b'\t' | b'\n' | b'\r' | 0xc, rest @ ..] => rest,
            [0xef, 0xbb, 0xbf, rest @ ..] => rest,
            text => return text,
        };
    }
}

/// The length of the tag that a text begins with, if it belongs to the prologue.
fn tag_before_the_rest(text: &[u8]) -> Option<usize> {
    let inside = text.strip_prefix(b"<")?;
    let mut quote = None;
    let length = inside.iter().position(|byte| {
        match quote {
            Some(open) if open == *byte => quote = None,
            None if *byte == b'"' || *byte == b'\'' => quote = Some(*byte),
            None => return *byte == b'>',
            Some(_) => {}
        }
        false
    })?;
    let tag = String::from_utf8_lossy(inside.get(..length)?).to_ascii_lowercase();
    let name = tag.split([' ', '\t', '\n', '\r', '\u{c}', '/']).next().unwrap_or_default();
    let is_encoding = || tag.starts_with("meta charset=") && !tag.contains("http-equiv");
    let comes_first = ["!doctype", "html", "head"].contains(&name) || is_encoding();
    comes_first.then_some(length + "<>".len())
}

/// Why a source cannot be added to a directive, as the fault and its help; `None` if it can.
pub fn refusal(directive: &str, source: &str) -> Option<(String, String)> {
    let no = |fault: String, help: &str| Some((fault, help.to_string()));
    if !OPEN_DIRECTIVES.contains(&directive) {
        let fault = format!("no source can be added to `{directive}`");
        let is_closed = DIRECTIVES.iter().any(|(name, _)| *name == directive);
        return match diag::nearest(directive, OPEN_DIRECTIVES).filter(|_| !is_closed) {
            Some(near) => no(fault, &format!("did you mean `{near}`?")),
            None => no(fault, &format!("use one of {}", OPEN_DIRECTIVES.join(", "))),
        };
    }
    let runs = ["script-src", "worker-src"].contains(&directive);
    let inline = ["script-src", "style-src"].contains(&directive);
    match source {
        "'self'" | "https:" => None,
        "data:" | "blob:" if !runs => None,
        "blob:" if directive == "worker-src" => None,
        INLINE if directive == "style-src" => None,
        WASM if directive == "script-src" => None,
        INLINE if runs => no(
            format!("`{source}` would let any text in a page run as a script"),
            "put the script into a file and list it in `additional-js`, or add its hash, `'sha256-…'`",
        ),
        _ if inline && is_hash(source) => None,
        _ if is_host(source) => None,
        _ => no(
            format!("`{source}` is not a valid source for `{directive}`"),
            "write the address of a host, such as `https://www.example.org` or `https://*.example.org`",
        ),
    }
}

/// Whether a source covers an address on another site (Content Security Policy Level 3, 6.7.2).
fn covers(source: &str, address: &str) -> bool {
    let address = url::without_controls(address).replace('\\', "/");
    let Some((scheme, rest)) = address.split_once("//") else { return false };
    let scheme = if scheme.is_empty() { "https:".into() } else { scheme.to_ascii_lowercase() };
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let Some((own_scheme, own)) = source.split_once("//") else { return source == scheme };
    let (own_host, own_path) = own.split_at(own.find('/').unwrap_or(own.len()));
    let split = |host: &str| {
        let (name, port) = host.split_once(':').unwrap_or((host, ""));
        (name.to_ascii_lowercase(), port.to_string())
    };
    let ((name, port), (own_name, own_port)) = (split(host), split(own_host));
    let is_scheme = own_scheme == scheme || (own_scheme == "http:" && scheme == "https:");
    let is_name = match own_name.strip_prefix('*') {
        Some(end) => name.ends_with(end),
        None => name == own_name,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let is_path = match own_path {
        "" | "/" => true,
        folder if folder.ends_with('/') => path.starts_with(folder),
        file => path == file,
    };
    is_scheme && is_name && port == own_port && is_path
}

fn is_hash(source: &str) -> bool {
    let inside = source.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    let Some((kind, digits)) = inside.and_then(|inside| inside.split_once('-')) else {
        return false;
    };
    let in_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=-_".contains(&byte);
    ["sha256", "sha384", "sha512"].contains(&kind)
        && digits.len() >= 43
        && digits.bytes().all(in_base64)
}

/// Whether this is the web address of a host, optionally with a leading `*.`, a port and a path.
fn is_host(source: &str) -> bool {
    let rest = ["https://", "wss://", "http://"].iter().find_map(|one| source.strip_prefix(one));
    let Some(rest) = rest else { return false };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let name = name.strip_prefix("*.").unwrap_or(name);
    let of_a_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_name = name.split('.').all(|part| !part.is_empty() && part.bytes().all(of_a_name));
    let of_a_path = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~%".contains(&byte);
    is_name
        && !port.is_empty()
        && port.bytes().all(|byte| byte.is_ascii_digit())
        && path.bytes().all(of_a_path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_inline_and_no_other_origin_is_allowed() {
        let policy = Policy::default().in_header();
        for word in ["unsafe", "http", "*", "blob:"] {
            assert!(!policy.contains(word), "{word}");
        }
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'; "));
    }

    #[test]
    fn additions_come_after_what_is_allowed_already() {
        let added =
            [("frame-src", "https://a.b"), ("form-action", "https://c.d"), ("img-src", SELF)]
                .map(|(name, source)| (name.to_string(), vec![source.to_string()]));
        let policy = Policy::with(&BTreeMap::from(added)).in_header();
        assert!(policy.contains("; img-src 'self' data:; "), "{policy}");
        let end = "; base-uri 'none'; form-action https://c.d; frame-src https://a.b; frame-ancestors 'none'";
        assert!(policy.ends_with(end), "{policy}");
    }

    #[test]
    fn only_sources_that_are_written_in_one_way_are_added() {
        let hash = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
        for (directive, source) in [
            ("frame-src", "https://www.youtube-nocookie.com"),
            ("img-src", "https://*.example.org:8443/a/b.png"),
            ("img-src", "blob:"),
            ("script-src", hash),
            ("style-src", "'unsafe-inline'"),
            ("connect-src", "wss://example.org"),
        ] {
            assert_eq!(refusal(directive, source), None, "{directive} {source}");
        }
        for (directive, source) in [
            ("frame-source", "https://a.b"),
            ("default-src", "https://a.b"),
            ("base-uri", "https://a.b"),
            ("frame-src", "https://a.b; script-src *"),
            ("frame-src", "https://a.b https://c.d"),
            ("frame-src", "https://a.b\" onload=\"x"),
            ("frame-src", "a.b"),
            ("frame-src", "*"),
            ("frame-src", "https://*"),
            ("frame-src", "https://a..b"),
            ("frame-src", "https://a.b:"),
            ("frame-src", "https://"),
            ("frame-src", ""),
            ("frame-src", "'none'"),
            ("frame-src", "javascript:"),
            ("script-src", "data:"),
            ("script-src", "blob:"),
            ("script-src", "'unsafe-inline'"),
            ("script-src", "'unsafe-eval'"),
            ("script-src", "'nonce-abc'"),
            ("script-src", "'sha256-abc'"),
            ("frame-src", hash),
        ] {
            assert!(refusal(directive, source).is_some(), "{directive} {source}");
        }
    }

    #[test]
    fn the_element_comes_before_everything_that_loads() {
        let put = |page: &'static str| {
            let parts = Policy::default().put_into(vec![page.into(), "end".into()]);
            String::from_utf8(parts.concat()).unwrap_or_default()
        };
        let element = Policy::default().element().to_string();
        for (before, after) in [
            ("<!DOCTYPE html>\n<html lang=\"a>b\">\n<head>\n<meta charset=\"utf-8\">", "\n<title>"),
            ("<!doctype html><HTML><HEAD>", "<script src=\"a.js\"></script>"),
            ("<!-- <head> -->\n<head class='x'>", "<meta charset=\"a\" http-equiv=\"refresh\">"),
            ("", "text first"),
            ("<html>", "<body><head>"),
            ("\u{feff}<html>", "<header>"),
            ("<html>", "<!-- never closed <head>"),
            ("<!-- ü → \u{10348} --><html lang='ü'> \u{feff}<head>", "ü<head>"),
        ] {
            let page: &'static str = format!("{before}{after}").leak();
            assert_eq!(put(page), format!("{before}{element}{after}end"));
        }
    }
}
