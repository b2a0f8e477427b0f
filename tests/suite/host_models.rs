//! Models of hosts: which file each sends for a path, by which rules, and with which headers.
//!
//! They parse the files that a host reads, and share no code with the program that writes them. Other behaviour is as
//! documented or observed: which folders get a slash, which extensions are omitted, and what is sent for missing files.

use serde_json::Value;
use std::collections::BTreeMap;
use tickbook::text::url::{decode, encode};

/// A kind of host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    GitHub,
    GitLab,
    Netlify,
    NetlifyPlain,
    Cloudflare,
    Vercel,
    S3,
}

/// An answer.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    pub status: u16,
    /// By names in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// A site on a host.
pub struct Hosted {
    model: Model,
    /// By paths on the host, without the first slash.
    files: BTreeMap<String, Vec<u8>>,
    /// Where the site begins, such as `/a/b/`.
    base: String,
    headers: Vec<(String, Vec<(String, String)>)>,
    redirects: BTreeMap<String, String>,
    objects: BTreeMap<String, Value>,
    error: String,
}

impl Hosted {
    /// Puts the files of a site below `base`, and what is read in the root of the host there.
    pub fn new(model: Model, site: &BTreeMap<String, Vec<u8>>, base: &str) -> Self {
        let below = base.trim_start_matches('/');
        let mut files: BTreeMap<String, Vec<u8>> =
            site.iter().map(|(path, bytes)| (format!("{below}{path}"), bytes.clone())).collect();
        let text = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
        let redirects_file = site.get("_redirects").map(|_| text("_redirects"));
        let mut hosted = Hosted {
            model,
            files: BTreeMap::new(),
            base: base.into(),
            headers: Vec::new(),
            redirects: BTreeMap::new(),
            objects: BTreeMap::new(),
            error: format!("{below}404.html"),
        };
        match model {
            Model::GitHub => assert!(site.contains_key(".nojekyll")),
            Model::GitLab => {}
            Model::Netlify | Model::NetlifyPlain | Model::Cloudflare => {
                hosted.headers = headers(&text("_headers"));
                let forced = model != Model::Cloudflare;
                hosted.redirects = redirects(&redirects_file.unwrap_or_default(), forced);
                hosted.error = "404.html".into();
            }
            Model::Vercel => {
                hosted.read_vercel(&text("vercel.json"));
                hosted.error = "404.html".into();
            }
            Model::S3 => {
                let known = hosted.read_s3(&text(".tickbook/s3.json"), site);
                files.retain(|path, _| known.contains(path));
            }
        }
        files.insert(hosted.error.clone(), site["404.html"].clone());
        hosted.files = files;
        hosted
    }

    fn read_vercel(&mut self, text: &str) {
        let file: Value = serde_json::from_str(text).expect("vercel.json is JSON");
        assert_eq!((&file["cleanUrls"], &file["trailingSlash"]), (&false.into(), &true.into()));
        assert_eq!(file["outputDirectory"], ".");
        for rule in file["headers"].as_array().expect("a list") {
            let source = rule["source"].as_str().expect("a text");
            let list = rule["headers"].as_array().expect("a list").iter();
            let pair =
                |one: &Value| Some((lower(one["key"].as_str()?), one["value"].as_str()?.into()));
            let list = list.map(|one| pair(one).expect("a key and a value")).collect();
            self.headers.push((source.replace("(.*)", "*"), list));
        }
        for rule in file["redirects"].as_array().expect("a list") {
            assert_eq!(rule["statusCode"], 301);
            let field = |name: &str| rule[name].as_str().expect("a text").to_string();
            let source = field("source");
            assert!(!source.contains(['(', ')', ':', '*', '+', '?', '{', '}']), "{source}");
            self.redirects.insert(source, field("destination"));
        }
    }

    /// Gives the keys of all objects.
    fn read_s3(&mut self, text: &str, site: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
        let file: Value = serde_json::from_str(text).expect("s3.json is JSON");
        let prefix = file["prefix"].as_str().expect("a prefix");
        assert_eq!(file["index-document"], "index.html");
        self.error = file["error-document"].as_str().expect("a path").into();
        let mut pages_begun = false;
        for entry in file["files"].as_array().expect("a list") {
            let path = entry["path"].as_str().expect("a path");
            if let Some(size) = entry["size"].as_u64() {
                assert_eq!(size, site[path].len() as u64, "{path}");
                assert_eq!(entry["sha256"].as_str().map(str::len), Some(64), "{path}");
            } else {
                assert!(path.starts_with("assets/share/"), "{path} has no size");
            }
            let is_page = path.ends_with(".html");
            assert!(is_page || !pages_begun, "{path} comes after a page");
            pages_begun |= is_page;
            self.objects.insert(format!("{prefix}{path}"), entry.clone());
        }
        self.objects.keys().cloned().collect()
    }

    /// What the host answers to `GET` of a path as it stands in an address.
    pub fn answer(&self, path: &str) -> Answer {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let mut answer = self.answer_before_headers(path);
        if self.model == Model::S3 {
            return answer;
        }
        let mut set: BTreeMap<&str, String> = BTreeMap::new();
        for (_, list) in self.headers.iter().filter(|(pattern, _)| fits(pattern, path)) {
            for (name, value) in list {
                // Several rules for one header are joined, which is wrong for all that are used here.
                let joined = set.get(name.as_str()).map(|before| format!("{before}, {value}"));
                set.insert(name, joined.unwrap_or_else(|| value.clone()));
            }
        }
        answer.headers.extend(set.into_iter().map(|(name, value)| (name.to_string(), value)));
        answer
    }

    fn answer_before_headers(&self, path: &str) -> Answer {
        if let Some(to) = self.redirects.get(path) {
            return moved(301, to);
        }
        let key = decode(path.trim_start_matches('/'));
        match self.model {
            Model::GitHub | Model::GitLab => self.of_git_host(&key),
            Model::Netlify | Model::NetlifyPlain => self.of_netlify(&key),
            Model::Cloudflare => self.of_cloudflare(&key),
            Model::Vercel => self.of_vercel(&key),
            Model::S3 => self.of_s3(&key),
        }
    }

    fn has(&self, key: &str) -> bool {
        self.files.contains_key(key)
    }

    fn is_folder(&self, key: &str) -> bool {
        self.files.keys().any(|file| file.starts_with(&format!("{key}/")))
    }

    fn send(&self, key: &str) -> Answer {
        let keeping = match self.model {
            Model::GitHub | Model::GitLab => "max-age=600",
            _ => "public, max-age=0, must-revalidate",
        };
        let headers = [("content-type", media_type(key)), ("cache-control", keeping)];
        let headers = headers.map(|(name, value)| (name.to_string(), value.to_string()));
        Answer { status: 200, headers: BTreeMap::from(headers), body: self.files[key].clone() }
    }

    fn missing(&self) -> Answer {
        Answer { status: 404, ..self.send(&self.error) }
    }

    fn of_git_host(&self, key: &str) -> Answer {
        let with_ending = format!("{key}.html");
        let index = format!("{key}index.html");
        // What lies outside of the site is another's.
        assert!(format!("/{key}").starts_with(&self.base) || self.base == "/", "{key}");
        match key {
            _ if self.has(key) => self.send(key),
            "" if self.has("index.html") => self.send("index.html"),
            _ if key.ends_with('/') && self.has(&index) => self.send(&index),
            _ if !key.ends_with('/') && self.has(&with_ending) => self.send(&with_ending),
            _ if self.is_folder(key) => moved(301, &format!("/{}/", encode(key))),
            _ => self.missing(),
        }
    }

    fn of_netlify(&self, key: &str) -> Answer {
        let bare = key.trim_end_matches('/');
        let (with_ending, index) = (format!("{bare}.html"), format!("{bare}/index.html"));
        let index = index.trim_start_matches('/').to_string();
        let has_slash = key.is_empty() || key.ends_with('/');
        let is_pretty = self.model == Model::Netlify;
        match key {
            _ if self.has(key) => self.send(key),
            _ if self.has(&with_ending) && is_pretty && has_slash => {
                moved(301, &format!("/{}", encode(bare)))
            }
            _ if self.has(&with_ending) => self.send(&with_ending),
            _ if self.has(&index) && is_pretty && !has_slash => {
                moved(301, &format!("/{}/", encode(bare)))
            }
            _ if self.has(&index) => self.send(&index),
            _ => self.missing(),
        }
    }

    fn of_cloudflare(&self, key: &str) -> Answer {
        let to = |path: &str| moved(308, &format!("/{}", encode(path)));
        if key.is_empty() || key.ends_with('/') {
            let bare = key.trim_end_matches('/');
            return match key {
                _ if self.has(&format!("{key}index.html")) => {
                    self.send(&format!("{key}index.html"))
                }
                _ if self.has(&format!("{bare}.html")) => to(bare),
                _ => self.missing(),
            };
        }
        let bare = key.strip_suffix(".html");
        match bare {
            Some("index") if self.has(key) => to(""),
            Some(bare) if self.has(key) && bare.ends_with("/index") => {
                to(bare.trim_end_matches("index"))
            }
            Some(bare) if self.has(key) && !self.has(bare) => to(bare),
            _ if self.has(key) => self.send(key),
            _ if self.has(&format!("{key}.html")) => self.send(&format!("{key}.html")),
            _ if self.has(&format!("{key}/index.html")) => to(&format!("{key}/")),
            _ => self.missing(),
        }
    }

    fn of_vercel(&self, key: &str) -> Answer {
        let name = key.rsplit('/').next().unwrap_or_default();
        let index = format!("{key}index.html");
        match key {
            _ if !name.is_empty() && !name.contains('.') => {
                moved(308, &format!("/{}/", encode(key)))
            }
            _ if self.has(key) => self.send(key),
            _ if self.has(&index) => self.send(&index),
            _ => self.missing(),
        }
    }

    fn of_s3(&self, key: &str) -> Answer {
        let index = format!("{key}index.html");
        let found = if key.is_empty() || key.ends_with('/') { &index } else { key };
        let status = match self.objects.contains_key(found) {
            true => 200,
            false if self.objects.contains_key(&format!("{key}/index.html")) => {
                return moved(302, &format!("/{}/", encode(key)));
            }
            false => 404,
        };
        let found = if status == 200 { found } else { self.error.as_str() };
        let object = &self.objects[found];
        if let Some(to) = object["website-redirect-location"].as_str().filter(|_| status == 200) {
            return moved(301, to);
        }
        let mut answer = Answer { status, ..self.send(found) };
        for name in ["content-type", "cache-control"] {
            let value = object[name].as_str().expect("a header");
            answer.headers.insert(name.into(), value.into());
        }
        answer
    }
}

fn moved(status: u16, to: &str) -> Answer {
    let headers = BTreeMap::from([("location".to_string(), to.to_string())]);
    Answer { status, headers, body: Vec::new() }
}

/// Whether a path fits a pattern, in which the last star stands for anything.
fn fits(pattern: &str, path: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => path == pattern,
    }
}

/// Types that a host knows by itself. It does not know all.
fn media_type(key: &str) -> &'static str {
    match key.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

fn lower(name: &str) -> String {
    name.to_ascii_lowercase()
}

/// Reads `_headers`, within the limits of Cloudflare Pages.
pub fn headers(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut blocks: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for line in text.lines() {
        assert!(line.len() <= 2000, "{line}");
        match line.strip_prefix("  ") {
            None => blocks.push((line.to_string(), Vec::new())),
            Some(header) => {
                let (name, value) = header.split_once(": ").expect("a name and a value");
                blocks.last_mut().expect("a path").1.push((lower(name), value.into()));
            }
        }
    }
    assert!(blocks.len() <= 100, "{} blocks", blocks.len());
    for (path, list) in &blocks {
        assert!(path.starts_with('/') && !path.contains([' ', ':']), "{path}");
        assert!(path.matches('*').count() <= 1 && !list.is_empty(), "{path}");
    }
    blocks
}

/// Reads `_redirects`, within the limits of Cloudflare Pages. `forced` rules have a mark.
pub fn redirects(text: &str, forced: bool) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let [from, to, status] = words[..] else { panic!("{line}") };
        assert_eq!(status, if forced { "301!" } else { "301" }, "{line}");
        assert!(
            line.len() <= 1000 && from.starts_with('/') && !from.contains(['*', ':']),
            "{line}"
        );
        assert!(found.insert(from.to_string(), to.to_string()).is_none(), "{line}: twice");
    }
    assert!(found.len() <= 2000, "{} redirects", found.len());
    found
}
