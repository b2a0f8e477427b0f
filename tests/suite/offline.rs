//! The files of a build with offline use, and those of a build that must delete an old cache.

use crate::harness::Site;
use crate::markup;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

const SETTINGS: &str = "[book]\ntitle = \"Our \\\"book\\\"\"\nlanguage = \"ar\"\ntext-direction = \"rtl\"\n\
                        [output.html]\noffline = true\ncname = \"book.example\"\n";

fn book(settings: &str) -> Site {
    Site::empty()
        .write("book.toml", settings)
        .write("content/index.md", "# Start\n\n![A dot](dot.svg)\n")
        .write("content/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n")
        .write("content/part/a b.md", "# A b\n")
}

/// The name of the build in its worker.
fn build_of(site: &Site) -> String {
    let worker = site.read("public/sw.js");
    let (_, after) = worker.split_once("const BUILD = \"").expect("the worker names its build");
    after.split('"').next().unwrap_or_default().to_string()
}

fn list_of(site: &Site) -> String {
    site.read(&format!("public/assets/kept.{}.json", build_of(site)))
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_list_has_every_file_that_pages_load_or_lead_to_with_its_hash() {
    let address = "[output.html]\nsite-url = \"https://handbook.example.org/\"";
    let site = book(&SETTINGS.replace("[output.html]", address)).build();
    let list = list_of(&site);
    assert_eq!(build_of(&site), hash(list.as_bytes()));
    let list_path = format!("assets/kept.{}.json", build_of(&site));
    let not_kept = [".nojekyll", ".tickbook-files", "CNAME", "robots.txt", "sitemap.xml", "sw.js"];
    let mut left_out = BTreeSet::new();
    for (path, bytes) in site.files("public") {
        if path == list_path {
            continue;
        }
        if !list.contains(&format!("\"{path}\":\"{}\"", hash(&bytes))) {
            left_out.insert(path);
        }
    }
    assert_eq!(left_out, not_kept.map(str::to_string).into());
    assert_eq!(list.matches("\":\"").count(), site.paths("public").len() - not_kept.len() - 1);
}

#[test]
fn the_same_book_is_the_same_build_and_any_change_another() {
    let site = book(SETTINGS).build();
    let first = build_of(&site);
    let site = site.build().assert_stderr("0 of ");
    assert_eq!(build_of(&site), first);
    let site = site.write("content/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"> </svg>\n");
    // A browser that has begun to keep the first build can still end that.
    let first_list = format!("public/assets/kept.{first}.json");
    let site = site.build().assert_file(&first_list);
    assert_ne!(build_of(&site), first);
    let site =
        site.write("content/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\">  </svg>\n");
    site.build().assert_no_file(&first_list);
}

#[test]
fn the_manifest_is_the_books_own() {
    book(SETTINGS)
        .build()
        .assert_file("public/manifest.webmanifest")
        .assert_contains("\"name\": \"Our \\\"book\\\"\"")
        .assert_contains("\"lang\": \"ar\"")
        .assert_contains("\"dir\": \"rtl\"")
        .assert_contains("\"src\": \"assets/favicon.")
        .assert_contains("\"theme_color\": \"#");
}

#[test]
fn pages_ask_the_browser_only_with_the_option() {
    let script = |site: &Site| {
        let html = site.read("public/part/a b.html");
        let tags = markup::tags(&html);
        let sources =
            tags.iter().filter(|tag| tag.name == "script").filter_map(|tag| tag.get("src"));
        let paths = sources.map(|path| format!("public/{}", path.trim_start_matches("../")));
        paths.map(|path| site.read(&path)).collect::<String>()
    };
    let on = book(SETTINGS).build();
    assert!(script(&on).contains("serviceWorker"));
    let off = book("[book]\ntitle = \"Book\"\n").build();
    assert!(!script(&off).contains("serviceWorker"));
    // The worker is there all the same, for browsers in which an earlier build left one.
    off.assert_no_file("public/manifest.webmanifest")
        .assert_file("public/sw.js")
        .assert_contains("unregister()")
        .assert_lacks("'fetch'");
}

#[test]
fn a_site_that_is_too_large_to_keep_is_named() {
    let site = book(SETTINGS).write("content/index.md", "# Book\n\n[film](film.bin)\n");
    let film = std::fs::File::create(site.path("content/film.bin")).expect("the file can be made");
    film.set_len(101 * 1024 * 1024).expect("the file can grow");
    site.build().assert_stderr("note[TB0709]: the site has 102 MB");
}

#[test]
fn a_file_of_the_authors_cannot_take_the_workers_place() {
    let site = book(SETTINGS).write("content/index.md", "# Start\n\n[Mine](sw.js)\n");
    site.write("content/sw.js", "mine").build_fails().assert_stderr("sw.js");
}
