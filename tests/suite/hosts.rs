//! The files for hosts, and sites with them on models of those hosts: every link is followed without a script, and
//! no answer may be other than expected.

use crate::handbook;
use crate::harness::{Site, difference};
use crate::host_models::{Answer, Hosted, MODELS, Model, headers, redirects};
use crate::markup;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::Read;
use tickbook::hosts::Host;
use url::Url;

/// The hosts that a model's site is built for. Netlify wants a mark in a file that Cloudflare Pages reads too.
pub fn names(model: Model) -> &'static str {
    match model {
        Model::GitHub => "\"github-pages\"",
        Model::GitLab => "[\"gitlab-pages\"]",
        Model::Netlify | Model::NetlifyPlain => "[\"netlify\", \"vercel\"]",
        Model::Cloudflare => "[\"cloudflare-pages\", \"nginx\"]",
        Model::Vercel => "\"vercel\"",
        Model::S3 => "\"s3\"",
    }
}

/// A book full of traps: spaces and umlauts, a page and a folder of one name, folders with dots and of names that
/// hosts take for their own, old addresses of each kind.
pub fn traps(hosts: &str, base: &str) -> Site {
    let config = format!(
        "[output.html]\nsite-url = \"https://example.org{base}\"\nhost = {hosts}\noffline = true\n\
         share-images = true\n[output.epub]\nenable = true\n[output.html.redirect]\n\
         \"/alt.html\" = \"guide/index.html#the-ladder\"\n\"/guide/gone/\" = \"../guide.html\"\n\
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
        let encoded = |path: &String| tickbook::book::url::encode(path);
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
        let path = tickbook::book::url::decode(url.path());
        let path = path.strip_prefix(self.base).unwrap_or_else(|| panic!("{name}: outside"));
        assert_eq!(answer.body, self.files[path], "{name}");
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
            let named = path.starts_with("assets/") && parts.iter().any(|part| is_hash(&part));
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
            let found: Vec<Url> = links(&url, &answer.body).into_iter().collect();
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

/// The addresses that a page names.
fn links(at: &Url, body: &[u8]) -> BTreeSet<Url> {
    let tags = markup::tags(&String::from_utf8_lossy(body));
    let named = tags.iter().flat_map(|tag| [tag.get("href"), tag.get("src")]).flatten();
    let mut found: BTreeSet<Url> =
        named.filter_map(|link| at.join(&link.replace("&amp;", "&")).ok()).collect();
    found = found
        .into_iter()
        .map(|mut url| {
            url.set_fragment(None);
            url
        })
        .collect();
    found
}

/// Asks a model everything about a site.
fn ask(model: Model, base: &str, files: &BTreeMap<String, Vec<u8>>, has_moved: bool) {
    let hosted = Hosted::new(model, files, base);
    let asked = Asked {
        name: format!("{model:?} at {base}"),
        base,
        files,
        answer: &|path| hosted.answer(path),
        strips: model == Model::Cloudflare,
        takes_headers: !matches!(model, Model::GitHub | Model::GitLab | Model::S3),
        takes_keeping: !matches!(model, Model::GitHub | Model::GitLab),
    };
    asked.crawl();
    asked.ask_for_what_is_not_there(model == Model::Vercel);
    if has_moved {
        asked.ask_for_what_has_moved(|path| match model {
            Model::GitHub | Model::GitLab => false,
            Model::S3 => true,
            _ => !path.contains(['%', '$']),
        });
    }
}

#[test]
fn a_book_full_of_traps_is_right_on_every_host() {
    for base in ["/", "/a/b/"] {
        for model in MODELS {
            let site = traps(names(model), base).build().assert_stderr_lacks("warning");
            ask(model, base, &site.files("public"), true);
        }
    }
}

#[test]
fn the_handbook_is_right_on_every_host() {
    let site = handbook::copy();
    let text = site.read("book.toml").replace("share-images = true", "");
    let all =
        "host = [\"any\", \"gitlab-pages\", \"cloudflare-pages\", \"vercel\", \"s3\", \"nginx\"]";
    let site =
        site.write("book.toml", &text.replace("[output.html]", &format!("[output.html]\n{all}")));
    let files = site.build().assert_stderr_lacks("warning").files("public");
    for model in [Model::GitHub, Model::GitLab, Model::Vercel, Model::S3] {
        ask(model, "/", &files, false);
    }
}

#[test]
fn each_host_gets_its_files_and_no_others() {
    let of = |hosts: &str, more: &str| {
        let config = format!("[output.html]\nhost = {hosts}\n{more}");
        let site = Site::of("# A\n").write("book.toml", &config).build();
        let expected = |path: &String| {
            let page = path.ends_with(".html") || path.starts_with("assets/");
            !page
                && !["robots.txt", "sitemap.xml", "sw.js", ".tickbook-files"]
                    .contains(&path.as_str())
        };
        let mut paths = site.paths("public");
        paths.retain(expected);
        paths.join(" ")
    };
    assert_eq!(of("\"any\"", "cname = \"a.example\"\n"), ".nojekyll CNAME");
    assert_eq!(of("\"github-pages\"", "cname = \"a.example\"\n"), ".nojekyll CNAME");
    assert_eq!(of("\"netlify\"", ""), "_headers");
    assert_eq!(
        of("\"cloudflare-pages\"", "redirect = { \"/b.html\" = \"index.html\" }\n"),
        "_headers _redirects"
    );
    assert_eq!(of("\"vercel\"", ""), "vercel.json");
    assert_eq!(of("\"s3\"", ""), ".tickbook/s3.json");
    assert_eq!(of("[\"nginx\"]", ""), ".tickbook/nginx.conf");
    let plain = Site::of("# A\n").build().files("public");
    assert!(plain.contains_key(".nojekyll") && !plain.keys().any(|path| path.ends_with(".gz")));
    assert_eq!(
        Host::NAMES.iter().filter_map(|name| Host::named(name)).map(Host::name).collect::<Vec<_>>(),
        Host::NAMES
    );
}

fn unpacked(path: &str, bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    match path.ends_with(".gz") {
        true => flate2::read::GzDecoder::new(bytes).read_to_end(&mut whole),
        false => brotli::Decompressor::new(bytes, 4096).read_to_end(&mut whole),
    }
    .expect("it can be unpacked");
    whole
}

#[test]
fn compressed_files_are_the_same_every_time_and_are_their_file() {
    let build = |threads: &str| {
        let site = traps("[\"gitlab-pages\", \"nginx\", \"s3\", \"vercel\", \"netlify\"]", "/");
        let mut command = site.command(&["build"]);
        command.env("RAYON_NUM_THREADS", threads);
        site.run_command(command).assert_status(0)
    };
    let (first, second) = (build("1"), build("3"));
    let files = first.files("public");
    let names = |files: &BTreeMap<String, Vec<u8>>| {
        files.keys().map(|name| format!("{name}\n")).collect::<String>()
    };
    let others = second.files("public");
    assert!(files == others, "{}", difference(&names(&files), &names(&others)));
    let ending = |path: &str| path.ends_with(".gz") || path.ends_with(".br");
    let packed: Vec<&String> = files.keys().filter(|path| ending(path)).collect();
    assert!(packed.len() > 20, "{packed:?}");
    for path in packed {
        let whole = &files[&path[..path.len() - 3]];
        assert_eq!(&unpacked(path, &files[path]), whole, "{path}");
        assert!(files[path].len() < whole.len(), "{path}");
    }
    for path in ["index.html", "404.html", "sw.js", "manifest.webmanifest"] {
        let is_there =
            files.contains_key(&format!("{path}.gz")) && files.contains_key(&format!("{path}.br"));
        assert_eq!(is_there, files[path].len() >= 1024, "{path}");
    }
    for path in [".tickbook/s3.json", ".tickbook/nginx.conf", "vercel.json", "_headers"] {
        assert!(files.contains_key(path) && !files.contains_key(&format!("{path}.gz")), "{path}");
    }
    let text = first.read("book.toml");
    let text = text.replace("\"gitlab-pages\", \"nginx\", ", "");
    let left = first.write("book.toml", &text).build().files("public");
    assert!(
        !left.keys().any(|path| ending(path) || path.contains("nginx")),
        "they go with the host"
    );
}

#[test]
fn what_does_not_fit_into_a_hosts_limits_is_left_out_and_told() {
    let mut config =
        "[output.html]\nhost = [\"cloudflare-pages\", \"vercel\"]\nadditional-css = [".to_string();
    config.extend((0..120).map(|n| format!("\"s{n}.css\", ")));
    config.push_str("]\n[output.html.redirect]\n");
    config.extend((0..2100).map(|n| format!("\"/old-{n}.html\" = \"index.html\"\n")));
    config.push_str(&format!("\"/long.html\" = \"https://example.org/?{}\"\n", "a".repeat(1000)));
    let mut site = Site::of("# A\n").write("book.toml", &config);
    for n in 0..120 {
        site = site.write(&format!("s{n}.css"), &format!("p {{ order: {n} }}\n"));
    }
    let site = site.build();
    for said in [
        "warning[TB1601]: the book has 2100 redirects, and cloudflare-pages takes 2000",
        "warning[TB1601]: the book has 2101 redirects, and vercel takes 2048",
        "blocks of headers, and cloudflare-pages takes 100",
        "warning[TB1602]: the redirect from `/long.html` is longer than the 1000 characters that cloudflare-pages",
    ] {
        assert!(site.stderr().contains(said), "{said}: {}", site.stderr());
    }
    assert_eq!(headers(&site.read("public/_headers")).len(), 100);
    let moved = redirects(&site.read("public/_redirects"), false);
    assert_eq!(moved.len(), 2000);
    assert!(!moved.contains_key("/long.html"));
    // Each of them has its page all the same.
    site.assert_file("public/old-2099.html").assert_file("public/long.html");
}
