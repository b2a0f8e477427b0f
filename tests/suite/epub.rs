//! The book as an EPUB: its content, that it is well-formed and complete, and that it is made only if turned on. `cargo
//! xtask epubcheck` checks the same book with epubcheck.

use crate::handbook;
use crate::harness::{Site, repository};
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use tickbook::text::url;
use zip::{CompressionMethod, ZipArchive};

const XHTML: &str = "application/xhtml+xml";

/// The files of an EPUB, in the order in which they stand there.
fn unpacked(site: &Site, name: &str) -> Vec<(String, Vec<u8>)> {
    let bytes = std::fs::read(site.path(&format!("public/{name}"))).expect("the EPUB is there");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("it is a ZIP file");
    let count = archive.len();
    let read = |index: usize| {
        let mut file = archive.by_index(index).expect("the file is listed");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("the file is readable");
        let stored = file.compression() == CompressionMethod::Stored;
        assert_eq!(stored, index == 0, "only the first file is stored as it is");
        (file.name().expect("the name is UTF-8").into_owned(), bytes)
    };
    (0..count).map(read).collect()
}

fn file(files: &[(String, Vec<u8>)], name: &str) -> String {
    let found = files.iter().find(|(path, _)| path == name);
    let names: Vec<&String> = files.iter().map(|(path, _)| path).collect();
    let (_, bytes) = found.unwrap_or_else(|| panic!("there is no {name} among {names:#?}"));
    String::from_utf8(bytes.clone()).expect("the file is text")
}

fn parsed<'a>(name: &str, text: &'a str) -> Document<'a> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The ids of a document; the test fails where one stands twice.
fn ids(name: &str, document: &Document) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for id in document.descendants().filter_map(|node| node.attribute("id")) {
        assert!(ids.insert(id.to_string()), "{name} has the id {id} twice");
    }
    ids
}

fn attributes<'a>(
    document: &'a Document,
    tag: &'a str,
    name: &'a str,
) -> impl Iterator<Item = &'a str> {
    let tags = document.descendants().filter(move |node| node.tag_name().name() == tag);
    tags.filter_map(move |node: Node| node.attribute(name))
}

/// Everything that can be told without a reading system: the manifest names each file and each file is
/// named, texts are well-formed, and what a page loads or leads to is there.
fn assert_whole(files: &[(String, Vec<u8>)]) {
    assert_eq!(files.first().map(|(name, _)| name.as_str()), Some("mimetype"));
    assert_eq!(file(files, "mimetype"), "application/epub+zip");
    let package = file(files, "EPUB/package.opf");
    let package = parsed("package.opf", &package);
    let items: Vec<(String, &str)> = package
        .descendants()
        .filter(|node| node.tag_name().name() == "item")
        .map(|node| {
            (url::decode(node.attribute("href").unwrap()), node.attribute("media-type").unwrap())
        })
        .collect();
    let named: BTreeSet<&str> = items.iter().map(|(path, _)| path.as_str()).collect();
    let there = files.iter().filter_map(|(name, _)| name.strip_prefix("EPUB/"));
    let there: BTreeSet<&str> = there.filter(|name| *name != "package.opf").collect();
    assert_eq!(named, there);
    let manifest = ids("package.opf", &package);
    let spine: Vec<&str> = attributes(&package, "itemref", "idref").collect();
    assert!(spine.iter().all(|id| manifest.contains(*id)), "{spine:?}");
    let pages: Vec<(&str, String)> = items
        .iter()
        .filter(|(_, kind)| *kind == XHTML)
        .map(|(path, _)| (path.as_str(), file(files, &format!("EPUB/{path}"))))
        .collect();
    assert_eq!(spine.len(), pages.len());
    let documents: Vec<(&str, Document)> =
        pages.iter().map(|(path, text)| (*path, parsed(path, text))).collect();
    let anchors: BTreeMap<&str, BTreeSet<String>> =
        documents.iter().map(|(path, document)| (*path, ids(path, document))).collect();
    for (path, document) in &documents {
        for tag in ["script", "input", "form", "style"] {
            assert_eq!(document.descendants().filter(|node| node.has_tag_name(tag)).count(), 0);
        }
        let loaded = attributes(document, "img", "src").chain(attributes(document, "link", "href"));
        for target in loaded.filter(|target| !target.starts_with("data:image/")) {
            let target = resolved(path, target).0;
            assert!(named.contains(target.as_str()), "{path} loads {target}");
        }
        for target in attributes(document, "a", "href").filter(|target| !target.contains(':')) {
            let (file, id) = resolved(path, target);
            let ids =
                anchors.get(file.as_str()).unwrap_or_else(|| panic!("{path} links to {file}"));
            assert!(id.is_empty() || ids.contains(&id), "{path} links to {target}");
        }
    }
}

/// The file that an address leads to from the file `path`, and the id in it.
fn resolved(path: &str, target: &str) -> (String, String) {
    let (file, id) = target.split_once('#').unwrap_or((target, ""));
    let file = match file {
        "" => path.to_string(),
        _ => url::resolve(url::split(path).0, &url::decode(file)).expect("it stays inside"),
    };
    (file, url::decode(id))
}

#[test]
fn a_book_full_of_traps_is_whole() {
    let site = Site::copy_of("epub").build();
    let files = unpacked(&site, "alles-nichts.epub");
    assert_whole(&files);
    let package = file(&files, "EPUB/package.opf");
    assert!(package.contains("page-progression-direction=\"rtl\""));
    assert!(package.contains("<dc:language>ar</dc:language>"));
    assert!(package.contains(">2026-03-04T00:00:00Z<"), "the newest date of a chapter");
    assert!(package.contains("pictures/parts/wrong.jpg.png\" media-type=\"image/png\""));
}

#[test]
fn the_handbook_is_whole() {
    // With its lock, because chapters link to items by the ids that it keeps.
    let site = handbook::copy().run(&["build", "--epub"]).assert_status(0);
    assert_whole(&unpacked(&site, "how-to-become-a-cto.epub"));
}

#[test]
fn chapters_read_as_on_paper() {
    let site = Site::copy_of("epub").build();
    let files = unpacked(&site, "alles-nichts.epub");
    let start = file(&files, "EPUB/text/index.xhtml");
    let item = "<li class=\"tb-item\" id=\"fixed\"><span class=\"tb-box\">\u{2610}</span> \
                <strong>Done</strong> by its author";
    assert!(start.contains(item), "{start}");
    assert!(start.contains("href=\"parts/tables.xhtml#table\""), "{start}");
    assert!(start.contains("href=\"https://example.org/book/plan.html\""), "{start}");
    assert!(start.contains("<span class=\"k\">fn </span>"), "{start}");
    let part = file(&files, "EPUB/text/parts/index.xhtml");
    assert!(part.contains("epub:type=\"noteref\"") && part.contains("<li epub:type=\"footnote\""));
    let contents = file(&files, "EPUB/contents.xhtml");
    let no_index =
        "No index</a>\n<ol>\n<li><a href=\"text/no-index/deep.xhtml\">Deep</a></li>\n</ol>";
    assert!(contents.contains(no_index), "{contents}");
    let raw = file(&files, "EPUB/text/parts/raw.xhtml");
    assert!(raw.contains("<p>More <b>bold</b></p>"), "{raw}");
    assert!(raw.contains("No film No sound"), "{raw}");
}

#[test]
fn without_an_address_of_the_site_links_to_what_is_left_out_are_words() {
    let site = Site::of("# A\n\nSee [the plan](plan.html) and [a file](x.csv).\n");
    let site = site.write("content/x.csv", "1").run(&["build", "--epub"]).assert_status(0);
    let start = file(&unpacked(&site, "a.epub"), "EPUB/text/index.xhtml");
    assert!(start.contains("<p>See the plan and a file.</p>"), "{start}");
}

#[test]
fn trusted_html_is_no_more_trusted_than_any_here() {
    let toml = "[output.html]\nraw-html = \"trust\"\n";
    let text =
        "# A\n\n<p onclick=\"x\"><div>open <b>bold\n\n<script>x < y</script>\n\n<br>&copy;\n";
    let site = Site::of(text).write("book.toml", toml).run(&["build", "--epub"]).assert_status(0);
    assert_whole(&unpacked(&site, "a.epub"));
}

#[test]
fn an_epub_is_made_only_when_asked_for() {
    let site = Site::of("# Book\n").build();
    assert!(!site.paths("public").iter().any(|path| path.ends_with(".epub")));
    let site = site.assert_file("public/index.html").assert_lacks(".epub");
    let site = site.run(&["build", "--epub"]).assert_status(0);
    let site = site.assert_file("public/index.html").assert_contains("href=\"book.epub\" download");
    let site = site.assert_file("public/book.epub").build();
    let site = site.assert_no_file("public/book.epub");
    let site = site.write("book.toml", "[output.epub]\nenable = true\n").build();
    site.assert_file("public/book.epub").run(&["clean"]).assert_no_file("public/book.epub");
}

#[test]
fn every_machine_makes_the_same_epub() {
    let bytes = |threads: &str| {
        let site = Site::copy_of("epub");
        let mut command = site.command(&["build"]);
        command.env("RAYON_NUM_THREADS", threads).env("TZ", format!("UTC-{threads}"));
        let site = site.run_command(command).assert_status(0);
        std::fs::read(site.path("public/alles-nichts.epub")).expect("the EPUB is there")
    };
    assert!(bytes("1") == bytes("4"), "two builds differ");
}

#[test]
fn the_cover_and_the_identifier_are_the_authors() {
    let toml = "[book]\ntitle = \"A\"\n[output.epub]\nenable = true\ncover = \"art/front.jpg\"\n\
                identifier = \"urn:isbn:9780000000002\"\n";
    let png =
        std::fs::read(repository().join("tests/sites/epub/content/dot.png")).expect("a picture");
    let site =
        Site::of("# A\n").write("book.toml", toml).write_bytes("art/front.jpg", &png).build();
    let files = unpacked(&site, "a.epub");
    assert_whole(&files);
    assert!(files.iter().any(|(name, bytes)| name == "EPUB/cover.png" && *bytes == png));
    let package = file(&files, "EPUB/package.opf");
    assert!(package.contains(">urn:isbn:9780000000002</dc:identifier>"), "{package}");
    assert!(
        package.contains("href=\"cover.png\" media-type=\"image/png\" properties=\"cover-image\"")
    );
}

#[test]
fn a_cover_that_cannot_be_used_is_named_with_its_place() {
    let toml = |cover: &str| format!("[output.epub]\nenable = true\ncover = \"{cover}\"\n");
    let site = Site::of("# A\n").write("book.toml", &toml("front.png")).build_fails();
    let site = site.assert_stderr("TB1101").assert_stderr("book.toml:3:9");
    let site = site.write("front.png", "no picture").run(&["check"]).assert_status(1);
    let site = site.assert_stderr("TB1102").assert_stderr("book.toml:3:9");
    let site = site.write("book.toml", &toml("../front.png")).build_fails();
    let site = site.assert_stderr("TB0104").assert_stderr("inside the folder");
    // Nobody asked for an EPUB, so nobody misses its cover.
    site.write("book.toml", "[output.epub]\ncover = \"none.png\"\n").build();
}

#[test]
fn a_picture_that_readers_need_not_know_is_left_out_with_a_warning() {
    let site =
        Site::of("# A\n\n![The words](a.webp)\n").write("content/a.webp", "RIFF\0\0\0\0WEBPVP8 ");
    let site = site.run(&["build", "--epub"]).assert_status(0);
    let site = site.assert_stderr("TB1103").assert_stderr("content/index.md:3:14");
    let files = unpacked(&site, "a.epub");
    assert_whole(&files);
    assert!(file(&files, "EPUB/text/index.xhtml").contains("The words"));
    site.build().assert_stderr_lacks("TB1103");
}

#[test]
fn the_name_of_the_epub_is_taken() {
    let site = Site::of("# Book\n\n[mine](book.epub)\n").write("content/book.epub", "x").build();
    site.run(&["build", "--epub"]).assert_status(1).assert_stderr("the book as an EPUB");
}

#[test]
fn reading_systems_are_told_which_files_hold_formulas() {
    let config = "[output.html]\nmath = true\n[output.epub]\nenable = true\n";
    let site = Site::of("# Start of $x$\n").write("content/other.md", "# No formula\n");
    let site = site.write("book.toml", config).build();
    let files = unpacked(&site, "start-of-x.epub");
    assert_whole(&files);
    let package = file(&files, "EPUB/package.opf");
    let told = package.lines().filter(|line| line.contains("properties=\"mathml\""));
    let told: Vec<&str> = told.collect();
    assert_eq!(told.len(), 1, "{package}");
    assert!(told[0].contains("index.xhtml"), "{told:?}");
}

#[test]
fn characters_that_xml_forbids_are_replaced() {
    let title = "---\ntitle: \"a\\x01b\"\ndescription: \"c\\x02d\"\n---\n\nText\n";
    let site = Site::of(title)
        .write(
            "book.toml",
            "[book]\ntitle = \"B\"\nlanguage = \"en\"\n\n[output.epub]\nenable = true\n",
        )
        .build();
    let files = unpacked(&site, "b.epub");
    assert_whole(&files);
    let replaced =
        files.iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("a\u{fffd}b"));
    assert!(replaced.count() > 0, "the title is in the EPUB");
}
