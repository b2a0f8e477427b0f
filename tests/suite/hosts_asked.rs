//! A book full of difficult input, and requests for its site on a host, either a model or a real server: every link is
//! followed without a script, and every answer must be as expected.

use crate::harness::Site;
use crate::host_models::Answer;
use crate::markup;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use url::Url;

/// A book full of traps: spaces and umlauts, a page and a folder of one name, folders with dots and of names that
/// hosts take for their own, old addresses of each kind.
pub fn traps(hosts: &str, base: &str) -> Site {
    let config = format!(
        "[output.html]\nsite-url = \"https://example.org{base}\"\nhost = {hosts}\noffline = true\n\
         share-images = true\n[output.epub]\nenable = true\n[output.html.redirect]\n\
         \"/alt.html\" = \"guide/index.html#the-ladder\"\n\"/guide/gone/\" = \"../../guide.html\"\n\
         \"/Guide.htm.html\" = \"guide.html\"\n\"/alter weg/ä.html\" = \"../über uns/ein kapitel.html\"\n\
         \"/away.html\" = \"https://example.com/?a=$b&c=%20\"\n\"/price$x.html\" = \"a b.html\"\n"
    );
    let mut site = Site::empty().write("book.toml", &config);
    let chapters = [
        (
            "index.md",
            "# Start\n\n[a](guide.md) [b](guide/index.md) [c](<über uns/ein kapitel.md>) [d](<a b.md>)\n",
        ),
        (
            "guide.md",
            "---\naliases: [former.html, index/old.html]\n---\n# Guide\n\n[x](guide/index.md#the-ladder)\n",
        ),
        (
            "guide/index.md",
            "# The folder\n\n## The ladder\n\n[up](../guide.md) ![p](<pic 1.svg>)\n",
        ),
        ("guide/index/deep.md", "# Deep\n\n[n](../../v1.2/index.md) [t](notes.txt)\n"),
        ("v1.2/index.md", "# Version\n\n[p](../public/x.md)\n"),
        ("v1.2/page.v2.md", "# Page\n"),
        ("public/x.md", "# Public\n\n- [ ] a task\n"),
        ("api/y.md", "# Interface\n"),
        ("a b.md", "# Spaces\n\n~~~rust\nfn main() {}\n~~~\n"),
        ("über uns/ein kapitel.md", "# Ümläute\n\n[home](../index.md)\n"),
        ("guide/index/notes.txt", "notes\n"),
        (
            "guide/pic 1.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>\n",
        ),
    ];
    for (path, text) in chapters {
        site = site.write(&format!("content/{path}"), text);
    }
    site
}

/// The old addresses of that book.
pub const MOVED: [&str; 8] = [
    "alt.html",
    "guide/gone/index.html",
    "Guide.htm.html",
    "alter%20weg/%C3%A4.html",
    "away.html",
    "price$x.html",
    "former.html",
    "index/old.html",
];

fn page_of(base: &str, path: &str) -> Url {
    Url::parse("https://example.org")
        .and_then(|url| url.join(base)?.join(path))
        .expect("an address")
}

/// What a site is asked.
pub struct Asked<'a> {
    pub name: String,
    pub base: &'a str,
    pub files: &'a BTreeMap<String, Vec<u8>>,
    /// Gives the answer to a path as it stands in an address.
    pub answer: &'a dyn Fn(&str) -> Answer,
    /// Whether pages lose the end of their names.
    pub strips: bool,
    /// Whether the host takes headers.
    pub takes_headers: bool,
    /// Whether it can be told what is kept.
    pub takes_keeping: bool,
}

impl Asked<'_> {
    /// The answer to a link that is followed, with the address at which it came.
    fn follow(&self, from: &Url) -> (Url, Answer) {
        let answer = (self.answer)(from.path());
        let to = answer.header("location");
        if answer.status == 308 && self.strips && from.path().ends_with(".html") {
            let to = from.join(to).expect("an address");
            let expected = from.path().trim_end_matches(".html");
            let expected =
                expected.strip_suffix("/index").map_or(expected.into(), |one| format!("{one}/"));
            assert_eq!(to.path(), expected, "{}", self.name);
            return (to.clone(), (self.answer)(to.path()));
        }
        (from.clone(), answer)
    }

    /// Follows every link from the start, and every file of the site besides.
    pub fn crawl(&self) {
        let own =
            |path: &str| path.starts_with('.') || path.starts_with('_') || path == "vercel.json";
        let made = |path: &str| path.ends_with(".gz") || path.ends_with(".br");
        let all = self.files.keys().filter(|path| !own(path) && !made(path));
        let encoded = |path: &String| tickbook::text::url::encode(path);
        let moved: BTreeSet<Url> = MOVED.iter().map(|path| page_of(self.base, path)).collect();
        let mut waiting: VecDeque<Url> =
            all.map(|path| page_of(self.base, &encoded(path))).collect();
        waiting.retain(|url| !moved.contains(url));
        let mut seen: BTreeSet<Url> = waiting.iter().cloned().collect();
        let mut pages = 0;
        while let Some(url) = waiting.pop_front() {
            let (at, answer) = self.follow(&url);
            assert_eq!(answer.status, 200, "{}: {url}", self.name);
            self.assert_sent_right(&url, &answer);
            if !answer.header("content-type").starts_with("text/html") {
                continue;
            }
            pages += 1;
            for link in links(&at, &answer.body) {
                if link.host_str() == Some("example.org") && seen.insert(link.clone()) {
                    assert!(!moved.contains(&link), "{}: {at} links to {link}", self.name);
                    waiting.push_back(link);
                }
            }
        }
        assert!(pages >= 10, "{}: only {pages} pages", self.name);
    }

    fn assert_sent_right(&self, url: &Url, answer: &Answer) {
        let name = format!("{}: {url}", self.name);
        let path = tickbook::text::url::decode(url.path());
        let path = path.strip_prefix(self.base).unwrap_or_else(|| panic!("{name}: outside"));
        assert!(self.files.get(path) == Some(&answer.body), "{name}: another file");
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        let expected = [
            ("html", "text/html; charset=utf-8"),
            ("css", "text/css; charset=utf-8"),
            ("js", "text/javascript; charset=utf-8"),
            ("webmanifest", "application/manifest+json"),
            ("epub", "application/epub+zip"),
            ("svg", "image/svg+xml"),
            ("png", "image/png"),
            ("json", "application/json"),
            ("xml", "application/xml"),
            ("txt", "text/plain; charset=utf-8"),
        ];
        let (_, expected) =
            expected.iter().find(|(one, _)| *one == ending).expect("a known ending");
        if self.takes_headers || self.takes_keeping {
            assert_eq!(answer.header("content-type"), *expected, "{name}");
            let is_kept = answer.header("cache-control") == "public, max-age=31536000, immutable";
            let parts: Vec<&str> = path.split(['.', '/']).collect();
            let is_hash =
                |part: &&str| part.len() >= 10 && part.bytes().all(|b| b.is_ascii_hexdigit());
            let named = path.starts_with("assets/") && parts.iter().any(is_hash);
            assert_eq!(is_kept, named, "{name}: {}", answer.header("cache-control"));
            let asks = ["no-cache", "public, max-age=0, must-revalidate"];
            assert!(is_kept || asks.contains(&answer.header("cache-control")), "{name}");
        }
        if self.takes_headers {
            self.assert_safe(&name, answer);
        }
    }

    fn assert_safe(&self, name: &str, answer: &Answer) {
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{name}: {policy}");
        assert!(policy.ends_with("frame-ancestors 'none'"), "{name}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{name}");
        assert_eq!(answer.header("referrer-policy"), "strict-origin-when-cross-origin", "{name}");
    }

    /// A wrong address at any depth has the page for it, whose links and files are there.
    pub fn ask_for_what_is_not_there(&self, slash: bool) {
        for path in
            ["x", "x/y/z", "no such/page.html", "assets/search/words-9.0123456789.js", "assets/"]
        {
            let mut url = page_of(self.base, path);
            let mut answer = (self.answer)(url.path());
            if slash && answer.status == 308 {
                url = url.join(answer.header("location")).expect("an address");
                answer = (self.answer)(url.path());
            }
            assert_eq!(answer.status, 404, "{}: {url}", self.name);
            assert_eq!(
                answer.header("content-type"),
                "text/html; charset=utf-8",
                "{}: {url}",
                self.name
            );
            assert_eq!(answer.body, self.files["404.html"], "{}: {url}", self.name);
            let found = links(&url, &answer.body);
            assert!(found.len() > 5, "{}: {found:?}", self.name);
            for link in found {
                assert_eq!(self.follow(&link).1.status, 200, "{}: {link} on {url}", self.name);
            }
        }
    }

    /// Every old address leads to its page: by the host where it can, else by the page that stands there.
    pub fn ask_for_what_has_moved(&self, moves: impl Fn(&str) -> bool) {
        for path in MOVED {
            let url = page_of(self.base, path);
            let (at, answer) = self.follow(&url);
            let to = match moves(path) {
                true => {
                    assert_eq!(answer.status, 301, "{}: {url}", self.name);
                    at.join(answer.header("location")).expect("an address")
                }
                false => {
                    assert_eq!(answer.status, 200, "{}: {url}", self.name);
                    let tags = markup::tags(&String::from_utf8_lossy(&answer.body));
                    let to =
                        tags.iter().find(|tag| tag.name == "a").and_then(|tag| tag.get("href"));
                    at.join(&to.expect("a link").replace("&amp;", "&")).expect("an address")
                }
            };
            assert_eq!(
                to.fragment(),
                (path == "alt.html").then_some("the-ladder"),
                "{}",
                self.name
            );
            if path == "away.html" {
                assert_eq!(
                    to.as_str().replace("%24", "$"),
                    "https://example.com/?a=$b&c=%20",
                    "{}",
                    self.name
                );
            } else {
                assert_eq!(self.follow(&to).1.status, 200, "{}: {url} to {to}", self.name);
            }
        }
    }
}

/// The addresses that a page names, besides its own.
fn links(at: &Url, body: &[u8]) -> BTreeSet<Url> {
    let tags = markup::tags(&String::from_utf8_lossy(body));
    let named = tags.iter().flat_map(|tag| [tag.get("href"), tag.get("src")]).flatten();
    let mut found = BTreeSet::new();
    for link in named {
        let mut url = at.join(&link.replace("&amp;", "&")).expect("an address");
        url.set_fragment(None);
        found.insert(url);
    }
    found.remove(at);
    found
}
