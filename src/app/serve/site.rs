//! The state that browsers see: the pages of the last good build, and the faults of the last build.
//!
//! Owns the lookup of a request's path. Everything is in memory, so that no spelling of a path can reach a file that is
//! not part of the site.

use super::report::Report;
use crate::app::pipeline::Patched;
use crate::book::config::Config;
use crate::site::render::body::Differing;
use crate::site::render::search::{self, Chapters};
use crate::site::render::whole::Late;
use crate::text::output::{Output, same_bytes};
use crate::text::url;
use std::borrow::Cow;
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

/// How many files lie over those of the last build of the whole book before the two are joined.
const MOST_OVER: usize = 64;

/// The outputs of one build, by site path. A site that was patched shares all that it can with the one before.
#[derive(Debug, Default)]
pub(super) struct Site {
    files: Arc<HashMap<String, Output>>,
    /// The files that patches have made since. They take the place of those at their paths.
    over: HashMap<String, Output>,
    /// The files that are made on request after a patch, in the place of those at their paths.
    late: Option<Late>,
    page_count: usize,
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
    /// A file that was made for the request.
    Made(Output),
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
        let page_count = outputs.iter().filter(|file| file.path.ends_with(".html")).count();
        Site {
            files: Arc::new(by_path(outputs)),
            over: HashMap::new(),
            late: None,
            page_count,
            searched,
            index: OnceLock::new(),
            base: base.map(url::decode).unwrap_or_default(),
        }
    }

    /// This site with some files made anew; `None` if a browser would show the same. Also returns how many pages differ.
    pub(super) fn patched(&self, patched: Patched) -> Option<(Site, usize)> {
        let Patched { files, late, differing, .. } = patched;
        let differs = |file: &&Output| {
            !self.file_at(&file.path).is_some_and(|old| same_bytes(&old.parts, &file.parts))
        };
        let different: Vec<&Output> = files.iter().filter(differs).collect();
        if different.is_empty() && differing == Differing::default() {
            return None;
        }
        let pages = different.iter().filter(|file| file.path.ends_with(".html")).count();
        let pages = pages + differing.pages();
        let (mut base, mut over) = (self.files.clone(), self.over.clone());
        over.extend(by_path(files));
        if over.len() > MOST_OVER {
            Arc::make_mut(&mut base).extend(over.drain());
        }
        let site = Site {
            files: base,
            over,
            searched: None,
            late: Some(late),
            index: OnceLock::new(),
            page_count: self.page_count,
            base: self.base.clone(),
        };
        Some((site, pages))
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
            let is_folder = self.file_at(&index).is_some();
            is_folder.then(|| Found::Folder(format!("/{}/", url::encode(&format!("{base}{path}")))))
        })
    }

    fn file(&self, path: &str) -> Option<Found<'_>> {
        if path.starts_with(search::FOLDER) {
            return self.index().get(path).map(Found::File);
        }
        let late = self.late.as_ref().and_then(|late| late.file(path)).map(Found::Made);
        late.or_else(|| self.file_at(path).map(Found::File))
    }

    fn index(&self) -> &HashMap<String, Output> {
        let chapters = || self.searched().map(Cow::into_owned).unwrap_or_default();
        self.index.get_or_init(|| by_path(chapters().outputs()))
    }

    /// The chapters for the search.
    fn searched(&self) -> Option<Cow<'_, Chapters>> {
        match &self.late {
            Some(late) => late.searched().map(Cow::Owned),
            None => self.searched.as_ref().map(Cow::Borrowed),
        }
    }

    /// The site's own page for an address that does not exist.
    pub(super) fn missing_page(&self) -> Option<&Output> {
        self.file_at("404.html")
    }

    /// Makes the files that are made on request, so that all can be compared.
    pub(super) fn settled(&self) -> Settled<'_> {
        let late = self.late.iter();
        let pages = late.clone().flat_map(|late| late.paths());
        let pages = pages.filter(|path| path.ends_with(".html"));
        let made = pages.filter_map(|path| Some((path.clone(), self.late.as_ref()?.file(&path)?)));
        Settled { site: self, made: made.collect() }
    }

    /// The file at a site path, unless it is one of the search index.
    pub(super) fn file_at(&self, path: &str) -> Option<&Output> {
        self.over.get(path).or_else(|| self.files.get(path))
    }

    /// Whether search results, and the files at all addresses, are the same.
    pub(super) fn found_alike(&self, other: &Site) -> bool {
        self.base == other.base && self.searched() == other.searched()
    }

    /// How many pages there are.
    pub(super) fn page_count(&self) -> usize {
        self.page_count
    }
}

/// A site with all of its files.
pub(super) struct Settled<'a> {
    site: &'a Site,
    /// The pages that are made on request, if the site was patched.
    made: HashMap<String, Output>,
}

impl Settled<'_> {
    /// Every file except those of the search index.
    pub(super) fn files(&self) -> impl Iterator<Item = (&String, &Output)> {
        let (site, made) = (self.site, &self.made);
        let over = site.over.iter().filter(|(path, _)| !made.contains_key(*path));
        let files = site.files.iter();
        let files = files.filter(|(path, _)| !site.over.contains_key(*path));
        made.iter().chain(over).chain(files.filter(|(path, _)| !made.contains_key(*path)))
    }

    /// The file at a site path, unless it is one of the search index.
    pub(super) fn file_at(&self, path: &str) -> Option<&Output> {
        self.made.get(path).or_else(|| self.site.file_at(path))
    }

    /// Whether a file at this path would have to be made anew to be compared, and differs only where a page does.
    pub(super) fn is_unmade(&self, path: &str) -> bool {
        !self.made.contains_key(path) && self.site.late.as_ref().is_some_and(|late| late.has(path))
    }
}

fn by_path(outputs: Vec<Output>) -> HashMap<String, Output> {
    outputs.into_iter().map(|output| (output.path.clone(), output)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(base: &str) -> Site {
        let paths = ["index.html", "paths/index.html", "paths/a b.html", "404.html"];
        let file = |path: &&str| (path.to_string(), Output::new(*path, path.to_string()));
        let files = paths.iter().map(file).collect();
        Site { files: Arc::new(files), base: base.into(), ..Site::default() }
    }

    fn name(site: &Site, request: &str) -> String {
        match site.find(request) {
            Found::File(file) => file.path.clone(),
            Found::Made(file) => file.path,
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
    fn sites_at_other_addresses_differ() {
        assert!(site("").found_alike(&site("")) && !site("").found_alike(&site("base/")));
    }
}
