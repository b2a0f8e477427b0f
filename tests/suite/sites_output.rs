//! What a build writes: the same bytes each time, only changed files, only files of its own; and the theme.

use crate::harness::{Site, repository};
use crate::markup;
use std::collections::BTreeMap;
use std::time::SystemTime;

/// The books that every page check runs over.
const BOOKS: [&str; 10] =
    ["weights", "parts", "full", "bare", "theme", "showcase", "plan", "rtl", "paths", "dates"];

/// The HTML of its author is faulty on purpose, which pages show as it is; `epub.rs` says what becomes of it.
const TRAPS: &str = "epub";

/// Links beside the site on purpose, and is written where mdBook would write it.
const ADOPTED: &str = "mdbook";

#[test]
fn every_page_of_every_site_is_sound() {
    for name in BOOKS {
        let site = Site::copy_of(name).build();
        let root = match name {
            "full" => "/books/every/",
            "showcase" => "/showcase/",
            "dates" => "/year/",
            _ => "/",
        };
        let faults = markup::site_faults(&site.files("public"), root);
        assert!(faults.is_empty(), "{name}:\n{}", faults.join("\n"));
    }
}

#[test]
fn every_page_of_an_adopted_book_is_sound() {
    let site = Site::copy_of(ADOPTED).build();
    let faults = markup::site_faults(&site.files("book"), "/adopted/");
    let (beside, faults): (Vec<String>, Vec<String>) =
        faults.into_iter().partition(|fault| fault.contains("std/index.html"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(beside.len(), 2, "on its own page and on print.html: {beside:?}");
}

#[test]
fn every_file_of_tests_sites_is_a_book_that_is_checked() {
    let folders = std::fs::read_dir(repository().join("tests/sites")).expect("the sites are there");
    for folder in folders {
        let name = folder.expect("an entry").file_name().to_string_lossy().into_owned();
        let is_checked = BOOKS.contains(&name.as_str()) || [TRAPS, ADOPTED].contains(&&*name);
        assert!(is_checked, "no test checks the site {name}");
    }
}

#[test]
fn two_builds_give_the_same_bytes() {
    let first = Site::copy_of("full").build();
    let second = Site::copy_of("full");
    let mut command = second.command(&["build"]);
    command.env("RAYON_NUM_THREADS", "1");
    let second = second.run_command(command).assert_status(0);
    assert_eq!(first.files("public"), second.files("public"));
    assert_eq!(first.read("book.lock"), second.read("book.lock"));
    // From another folder, with the paths given as arguments.
    let elsewhere = tempfile::tempdir().expect("a folder");
    let third = Site::copy_of("full");
    let (book, out) = (third.path(""), third.path("out"));
    let mut command = third.command(&["build"]);
    command.arg(&book).arg("-d").arg(&out).current_dir(elsewhere.path());
    command.env("RAYON_NUM_THREADS", "4");
    let third = third.run_command(command).assert_status(0);
    assert_eq!(first.files("public"), third.files("out"));
    assert_eq!(first.read("book.lock"), third.read("book.lock"));
    assert_eq!(elsewhere.path().read_dir().expect("readable").count(), 0);
}

#[test]
fn unchanged_files_are_not_touched() {
    // A build that changes the lock keeps nothing for the next one to compare with.
    let site = Site::copy_of("full").build().build();
    let times = |site: &Site| -> BTreeMap<String, SystemTime> {
        let paths = site.paths("public").into_iter();
        paths.map(|path| (path.clone(), site.modified(&format!("public/{path}")))).collect()
    };
    let before = times(&site);
    std::thread::sleep(std::time::Duration::from_millis(20));
    let site = site.build().assert_stderr("0 of ");
    assert_eq!(times(&site), before);
    let site =
        site.write("content/timeline.md", "---\ntemplate: timeline\n---\n\n# Timeline\n\n## New\n");
    let site = site.build();
    let changed: Vec<String> = times(&site)
        .into_iter()
        .filter(|(path, now)| before.get(path) != Some(now))
        .map(|(path, _)| path)
        // The index is of the whole book, and its files are named for what they hold.
        .filter(|path| !path.starts_with("assets/search/") && path != ".tickbook-files")
        .collect();
    assert_eq!(changed, ["print.html", "timeline.html"]);
}

#[test]
fn files_that_are_no_longer_made_are_removed_and_others_stay() {
    Site::copy_of("parts")
        .build()
        .write("public/mine.txt", "mine")
        .write("public/no-index/deep/mine.html", "mine")
        .assert_file("public/second/last.html")
        .remove("content/second/last.md")
        .remove("content/second/index.md")
        .remove("content/no-index/deep/inner.md")
        .write("content/README.md", "# Parts\n")
        .build()
        .assert_no_file("public/second")
        .assert_no_file("public/no-index/deep/inner.html")
        .assert_file("public/no-index/deep/mine.html")
        .assert_file("public/mine.txt")
        .assert_contains("mine");
}

#[test]
fn a_file_of_the_authors_own_is_never_written_over() {
    let site = Site::of("# Book\n").build();
    let site = site.write("public/extra.html", "mine").write("content/extra.md", "# Extra\n");
    let site = site.run(&["build"]);
    assert_eq!(site.read("public/extra.html"), "mine", "{}", site.stderr());
    site.assert_status(1).assert_stderr("TB0708").assert_stderr("extra.html");
}

#[test]
fn a_folder_with_files_of_others_is_refused() {
    let site = Site::of("# Book\n").write("public/holiday.jpg", "x").build_fails();
    assert_eq!(site.paths("public"), ["holiday.jpg"]);
    site.assert_stderr("holiday.jpg").assert_stderr("TB0702");
}

#[test]
fn a_manifest_that_leads_outside_is_refused() {
    let site = Site::of("# Book\n").write("victim.txt", "x").build();
    for line in ["../victim.txt", "/etc/hostname", "a/../../victim.txt"] {
        let site = Site::of("# Book\n").write("victim.txt", "x").build();
        let list = site.read("public/.tickbook-files");
        let site = site.write("public/.tickbook-files", &format!("{list}{line}\n"));
        let site = site.build_fails().assert_stderr("TB0705").assert_file("victim.txt");
        site.run(&["clean"]).assert_status(1).assert_file("victim.txt");
    }
    site.assert_file("public/index.html");
}

#[test]
fn no_temporary_file_is_left() {
    let site = Site::copy_of("full").build();
    let left: Vec<String> =
        site.paths("public").into_iter().filter(|path| path.contains("tickbook-new")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_theme_replaces_one_block_one_style_and_adds_files() {
    let site = Site::copy_of("theme")
        .build()
        .assert_file("public/index.html")
        .assert_contains("<footer class=\"mine\">My footer of Themed</footer>")
        .assert_contains("class=\"tb-header\"")
        .assert_lacks("class=\"tb-footer\"")
        .assert_file("public/chapter.html")
        .assert_contains("my-wide")
        .assert_contains("class=\"mine\"")
        .assert_file("public/print.html")
        .assert_contains("class=\"tb-footer\"")
        .assert_file("public/assets/logo.svg");
    let html = site.read("public/index.html");
    let styles: Vec<String> = markup::tags(&html)
        .iter()
        .filter(|tag| tag.get("rel") == Some("stylesheet"))
        .filter_map(|tag| tag.get("href").map(str::to_string))
        .collect();
    assert_eq!(styles.len(), 2, "{styles:?}");
    let own = site.read(&format!("public/{}", styles[0]));
    assert!(own.contains("--my-own: 1") && own.contains(".tb-checklist"));
    let default = repository().join("themes/default/css/20-tokens.css");
    let default = std::fs::read_to_string(default).expect("the default tokens are there");
    let mark = default.lines().find(|line| line.contains("--")).expect("a custom property");
    assert!(!own.contains(mark), "the default tokens are there too: {mark}");
    assert!(site.read(&format!("public/{}", styles[1])).contains(".my-extra"));
    let script = site.paths("public").into_iter().any(|path| path.starts_with("assets/my."));
    assert!(script && html.contains("assets/my."));
}

#[test]
fn a_template_with_a_fault_is_named_with_its_line_and_nothing_is_written() {
    let name = "themes/mine/templates/page.html";
    let site = Site::copy_of("theme").build();
    let before = site.files("public");
    let broken =
        "{% extends \"default/page.html\" %}\n{% block footer %}{{ book.titel }}{% endblock %}\n";
    let site =
        site.write(name, broken).build_fails().assert_stderr("page.html").assert_stderr("titel");
    assert_eq!(site.files("public"), before);
    let site =
        site.write(name, "{% block footer %}{% if %}").build_fails().assert_stderr("page.html");
    assert_eq!(site.files("public"), before);
    site.run(&["check"]).assert_status(1).assert_stderr("page.html");
}

#[test]
fn an_unknown_template_is_an_error_with_the_name_that_was_meant() {
    Site::of("---\ntemplate: timelin\n---\n\n# A\n")
        .build_fails()
        .assert_stderr("content/index.md:2:11")
        .assert_stderr("did you mean `timeline`?")
        .run(&["check"])
        .assert_status(1)
        .assert_stderr("did you mean `timeline`?");
}

#[test]
fn a_missing_style_sheet_or_theme_is_an_error() {
    let toml = "[output.html]\nadditional-css = [\"no.css\"]\ntheme = \"no-theme\"\n";
    Site::of("# A\n")
        .write("book.toml", toml)
        .build_fails()
        .assert_stderr("no.css")
        .assert_stderr("no-theme");
}

#[test]
fn a_broken_build_leaves_the_old_site() {
    let site = Site::copy_of("parts").build();
    let before = site.files("public");
    let site = site.write("content/first/one.md", "# One\n\n[dead](nowhere.md)\n").build_fails();
    assert_eq!(site.files("public"), before);
}

#[cfg(unix)]
#[test]
fn output_below_a_link_stays_below_the_output_folder() {
    let site = Site::of("# Book\n").write("content/part/a.md", "# A\n").build();
    std::fs::remove_dir_all(site.path("public/part")).expect("removed");
    std::fs::create_dir(site.path("elsewhere")).expect("made");
    std::os::unix::fs::symlink(site.path("elsewhere"), site.path("public/part")).expect("linked");
    let site = site.run(&["build"]);
    assert!(site.paths("elsewhere").is_empty(), "{:?}", site.paths("elsewhere"));
}

#[test]
fn a_file_that_an_author_links_to_does_not_take_the_name_of_one_that_is_made() {
    let book = |settings: &str| {
        Site::of("# One\n\n[all](llms.txt)\n")
            .write("content/llms.txt", "mine")
            .write("book.toml", &format!("[output.html]\n{settings}"))
    };
    let site = book("llms-txt = true\n").build_fails();
    site.assert_stderr("error[TB0405]").assert_stderr("llms.txt");
    book("").build().assert_file("public/llms.txt").assert_contains("mine");
}

/// The addresses of the style sheets of a page.
fn style_sheets(page: &str) -> Vec<&str> {
    let links = page.split("<link rel=\"stylesheet\" href=\"").skip(1);
    links.filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn the_page_for_wrong_addresses_has_its_style_at_any_depth() {
    let book = || Site::of("# A\n").write("content/part/deep/one.md", "# One\n");
    let site = book().build();
    let page = site.read("public/404.html");
    let root = url::Url::parse("https://acme.github.io/handbook/").expect("an address");
    for (wrong, root) in [
        ("typo.html", &root),
        ("part/typo.html", &root),
        ("part/deep/typo.html", &root),
        ("part/deep/one/typo.html", &root),
        ("a/b/c/d/e/f/typo.html", &root.join("/").expect("an address")),
    ] {
        let at = root.join(wrong).expect("an address");
        let is_there = |href: &&str| {
            let full = at.join(href).expect("an address");
            let below = full.path().strip_prefix(root.path()).unwrap_or("?");
            site.path("public").join(below).is_file()
        };
        assert!(style_sheets(&page).iter().any(is_there), "{at}: {:?}", style_sheets(&page));
    }
    for address in ["/handbook/", "https://acme.github.io/handbook/"] {
        let settings = format!("[output.html]\nsite-url = \"{address}\"\n");
        let site = book().write("book.toml", &settings).build();
        let page = site.read("public/404.html");
        let sheets = style_sheets(&page);
        assert!(sheets.len() == 1 && sheets[0].starts_with("/handbook/assets/"), "{sheets:?}");
    }
}
