//! The files of the search dialog: every page contains their addresses and none loads them, and a book without a search
//! has none of them.

use crate::harness::Site;
use crate::markup;

const OFF: &str = "[output.html.search]\nenable = false\n";

#[test]
fn every_page_knows_the_files_of_the_search_and_loads_none() {
    let site = Site::copy_of("full").build();
    for path in site.paths("public").into_iter().filter(|path| path.ends_with(".html")) {
        let tags = markup::tags(&site.read(&format!("public/{path}")));
        let Some(dialog) = tags.iter().find(|tag| tag.get("data-tb-search").is_some()) else {
            // A page that has moved holds nothing to search.
            let moves = tags.iter().any(|tag| tag.get("data-tb-to").is_some());
            assert!(moves, "{path} has no search");
            continue;
        };
        let root = if path == "404.html" {
            "/books/every/".into()
        } else {
            tickbook::text::url::root(&path)
        };
        for name in ["data-tb-search", "data-tb-search-style"] {
            let address = dialog.get(name).unwrap_or_default();
            let file = address.strip_prefix(&*root).unwrap_or_default();
            assert!(file.starts_with("assets/search."), "{path}: {address}");
            assert!(!site.read(&format!("public/{file}")).is_empty(), "{path}: {address}");
        }
        let index = format!("{root}assets/search/");
        assert_eq!(dialog.get("data-tb-search-index"), Some(&*index), "{path}");
        let loads = tags.iter().filter_map(|tag| tag.get("src").or_else(|| tag.get("href")));
        assert_eq!(loads.filter(|link| link.contains("assets/search")).count(), 0, "{path}");
    }
    assert!(site.paths("public").contains(&"assets/search/index.js".to_string()));
}

#[test]
fn a_book_without_a_search_has_no_trace_of_it() {
    let site = Site::copy_of("full");
    let config = format!("{}\n{OFF}", site.read("book.toml"));
    let site = site.write("book.toml", &config).build();
    let files = site.paths("public");
    assert!(files.iter().any(|path| path.starts_with("assets/plan.")), "{files:?}");
    assert!(!files.iter().any(|path| path.starts_with("assets/search")), "{files:?}");
    for path in files.iter().filter(|path| path.ends_with(".html")) {
        let html = site.read(&format!("public/{path}"));
        for trace in ["data-tb-search", "data-tb-shortcuts", "<dialog class=\"tb-search\""] {
            assert!(!html.contains(trace), "{path} has {trace}");
        }
    }
}
