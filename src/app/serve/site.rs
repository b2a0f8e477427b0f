//! The state that browsers see: the pages of the last good build, and the faults of the last build.
//!
//! Owns the lookup of a request's path. Everything is in memory, so that no spelling of a path can reach a file that is
//! not part of the site.

use super::report::Report;
use crate::book::config::Config;
use crate::site::render::search::{self, Chapters};
use crate::text::output::Output;
use crate::text::url;
use bytes::Bytes;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// One state of the server. A request uses one state and never sees the next.
#[derive(Debug, Clone, Default)]
pub(super) struct Snapshot {
    /// The pages; `None` until the first good build.
    pub(super) site: Option<Arc<Site>>,
    /// The name of the build that made the pages; it is unique across runs of the server.
    pub(super) build: Arc<str>,
    /// The report of faults.
    pub(super) report: Arc<Report>,
    /// The last change.
    pub(super) step: Arc<Step>,
}

/// The change from one state of the server to the next.
#[derive(Debug, Default)]
pub(super) struct Step {
    /// The build that was served before.
    pub(super) from: Arc<str>,
    /// Old to new names of style sheets, if nothing else has changed since that build.
    pub(super) styles: Vec<(String, String)>,
    /// The page of the saved chapter, encoded, if browsers must navigate to it.
    pub(super) page: Option<String>,
}

/// The outputs of one build, by site path.
#[derive(Debug, Default)]
pub(super) struct Site {
    files: HashMap<String, Output>,
    /// The chapters for the search, and the files of its index. They are made on the first request for one, because
    /// most edits are followed by another edit and not by a search.
    searched: Option<Chapters>,
    index: OnceLock<HashMap<String, Output>>,
    /// The path of `site-url` on its host, such as `handbook/`, or empty.
    base: String,
}

/// The result of looking up a path.
#[derive(Debug)]
pub(super) enum Found<'a> {
    /// A file.
    File(&'a Output),
    /// A folder without its closing slash; this is the path with it, encoded.
    Folder(String),
    /// Nothing.
    Nothing,
}

impl Site {
    pub(super) fn new(
        outputs: Vec<Output>,
        searched: Option<Chapters>,
        config: Option<&Config>,
    ) -> Self {
        let base = config.and_then(|config| config.html.host_path.strip_prefix('/'));
        Site {
            files: by_path(outputs),
            searched,
            index: OnceLock::new(),
            base: base.map(url::decode).unwrap_or_default(),
        }
    }

    /// Looks up the path of a request, which begins with a slash and is still encoded. The page for missing addresses
    /// links to its files from the root of the host, below the path of `site-url`, so a path that begins with that is
    /// looked up without it as well.
    pub(super) fn find(&self, request: &str) -> Found<'_> {
        let path = url::decode(request);
        let Some(path) = path.strip_prefix('/') else { return Found::Nothing };
        let below_base = || path.strip_prefix(&self.base).filter(|_| !self.base.is_empty());
        self.look_up(path, "")
            .or_else(|| self.look_up(below_base()?, &self.base))
            .unwrap_or(Found::Nothing)
    }

    fn look_up(&self, path: &str, base: &str) -> Option<Found<'_>> {
        if path.is_empty() || path.ends_with('/') {
            return self.file(&format!("{path}index.html"));
        }
        self.file(path).or_else(|| {
            let index = format!("{path}/index.html");
            let is_folder = self.files.contains_key(&index);
            is_folder.then(|| Found::Folder(format!("/{}/", url::encode(&format!("{base}{path}")))))
        })
    }

    fn file(&self, path: &str) -> Option<Found<'_>> {
        let file = match path.starts_with(search::FOLDER) {
            true => self.index().get(path),
            false => self.files.get(path),
        };
        file.map(Found::File)
    }

    fn index(&self) -> &HashMap<String, Output> {
        let chapters = || self.searched.clone().unwrap_or_default();
        self.index.get_or_init(|| by_path(chapters().outputs()))
    }

    /// The site's own page for an address that does not exist.
    pub(super) fn missing_page(&self) -> Option<&Output> {
        self.files.get("404.html")
    }

    /// Every file except those of the search index.
    pub(super) fn files(&self) -> impl Iterator<Item = (&String, &Output)> {
        self.files.iter()
    }

    /// The file at a site path, unless it is one of the search index.
    pub(super) fn file_at(&self, path: &str) -> Option<&Output> {
        self.files.get(path)
    }

    /// Whether search results, and the files at all addresses, are the same.
    pub(super) fn found_alike(&self, other: &Site) -> bool {
        self.base == other.base && self.searched == other.searched
    }

    /// How many pages there are.
    pub(super) fn page_count(&self) -> usize {
        self.files.keys().filter(|path| path.ends_with(".html")).count()
    }
}

fn by_path(outputs: Vec<Output>) -> HashMap<String, Output> {
    outputs.into_iter().map(|output| (output.path.clone(), output)).collect()
}

/// Parts that two builds share are not compared, so the cost is that of the new parts. Nothing is joined: a print edition is as
/// large as the book.
pub(super) fn same_content(one: &Output, other: &Output) -> bool {
    one.len() == other.len() && same_bytes(&one.parts, &other.parts)
}

/// Whether parts of the same length in all have the same bytes, wherever they are cut.
fn same_bytes(one: &[Bytes], other: &[Bytes]) -> bool {
    let (mut ones, mut others) = (one.iter(), other.iter());
    let (mut left, mut right): (&[u8], &[u8]) = (&[], &[]);
    loop {
        while left.is_empty() {
            let Some(part) = ones.next() else { return true };
            left = part;
        }
        while right.is_empty() {
            let Some(part) = others.next() else { return true };
            right = part;
        }
        let length = left.len().min(right.len());
        let ((a, rest_of_left), (b, rest_of_right)) =
            (left.split_at(length), right.split_at(length));
        if a.as_ptr() != b.as_ptr() && a != b {
            return false;
        }
        (left, right) = (rest_of_left, rest_of_right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(base: &str) -> Site {
        let paths = ["index.html", "paths/index.html", "paths/a b.html", "404.html"];
        let file = |path: &&str| (path.to_string(), Output::new(*path, path.to_string()));
        let files = paths.iter().map(file).collect();
        Site { files, base: base.into(), ..Site::default() }
    }

    fn name(site: &Site, request: &str) -> String {
        match site.find(request) {
            Found::File(file) => file.path.clone(),
            Found::Folder(to) => format!("> {to}"),
            Found::Nothing => "nothing".to_string(),
        }
    }

    #[test]
    fn folders_lead_to_their_index() {
        let site = site("");
        assert_eq!(name(&site, "/"), "index.html");
        assert_eq!(name(&site, "/paths/"), "paths/index.html");
        assert_eq!(name(&site, "/paths"), "> /paths/");
        assert_eq!(name(&site, "/paths/a%20b.html"), "paths/a b.html");
        assert_eq!(name(&site, "/paths/a%20b.html/"), "nothing");
    }

    #[test]
    fn no_spelling_of_a_way_up_leads_anywhere() {
        let site = site("");
        for request in [
            "/../index.html",
            "/%2e%2e/index.html",
            "/paths/../index.html",
            "/paths/%2e%2e%2findex.html",
            "/paths/..%5cindex.html",
            "//index.html",
            "//paths",
            "/./index.html",
            "/%00",
            "/%ff",
            "",
            "*",
        ] {
            assert_eq!(name(&site, request), "nothing", "{request}");
        }
    }

    #[test]
    fn the_path_of_the_site_url_may_stand_first() {
        let site = site("hand book/");
        assert_eq!(name(&site, "/hand%20book/"), "index.html");
        assert_eq!(name(&site, "/hand%20book/paths"), "> /hand%20book/paths/");
        assert_eq!(name(&site, "/paths/"), "paths/index.html");
        assert_eq!(name(&site, "/other/paths/"), "nothing");
    }

    #[test]
    fn files_are_compared_by_what_they_show() {
        let with = |parts: &[&'static str]| {
            let parts = parts.iter().map(|part| Bytes::from_static(part.as_bytes())).collect();
            Output { path: "a.html".into(), parts }
        };
        assert!(same_content(&with(&["one", "two"]), &with(&["one", "two"])));
        assert!(same_content(&with(&["one", "two"]), &with(&["onetwo"])));
        assert!(!same_content(&with(&["one", "two"]), &with(&["one", "six"])));
        assert!(!same_content(&with(&["one"]), &with(&[])));
        assert!(same_content(&with(&["", "o", "netwo", ""]), &with(&["on", "", "et", "wo"])));
        assert!(!same_content(&with(&["o", "netwo"]), &with(&["on", "etwa"])));
        assert!(!same_content(&with(&["one", "two"]), &with(&["one"])));
        assert!(site("").found_alike(&site("")) && !site("").found_alike(&site("base/")));
    }
}
