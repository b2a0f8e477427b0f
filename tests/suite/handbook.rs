//! The repository's own handbook: it builds without a warning, and every page of it is valid.

use crate::harness::{Site, files_below, repository, write};
use crate::markup;

/// The handbook with its configuration and its lock.
pub fn copy() -> Site {
    let site = Site::empty();
    for (path, bytes) in files_below(&repository().join("content")) {
        write(&site.path("content").join(path), &bytes);
    }
    for name in ["book.toml", "book.lock"] {
        let bytes = std::fs::read(repository().join(name)).expect("the file is there");
        write(&site.path(name), &bytes);
    }
    site
}

#[test]
fn the_handbook_builds_and_every_link_resolves() {
    let site = copy().run(&["build", "--strict", "--locked"]).assert_status(0);
    let site = site.assert_stderr_lacks("warning");
    let files = site.files("public");
    let faults = markup::site_faults(&files, "/");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for page in ["index.html", "plan.html", "print.html", "404.html", "action-plan.html"] {
        assert!(files.contains_key(page), "{page} is missing");
    }
}
