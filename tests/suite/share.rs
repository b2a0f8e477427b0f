//! Social cards: whether they are made, the pages' links to them, identical bytes, and themes.

use crate::harness::Site;
use crate::markup;

const ADDRESS: &str = "site-url = \"https://example.org/book/\"\n";

/// A book of a few pages that asks for pictures.
fn book(more: &str) -> Site {
    Site::empty()
        .write(
            "book.toml",
            &format!(
                "[book]\ntitle = \"The book\"\n[output.html]\nshare-images = true\n{ADDRESS}{more}"
            ),
        )
        .write("content/index.md", "# Welcome\n")
        .write("content/a/index.md", "# Part one\n")
        .write("content/a/one.md", "---\ndescription: What one is.\n---\n# One\n\n- [ ] Do it\n")
        .write("content/a/two.md", "# Two\n")
}

/// The content of a page's `meta` of this name or property.
fn meta(site: &Site, page: &str, name: &str) -> Option<String> {
    let tags = markup::tags(&site.read(&format!("public/{page}")));
    let named = |tag: &&markup::Tag| {
        tag.get("property").or_else(|| tag.get("name")).is_some_and(|own| own == name)
    };
    Some(tags.iter().find(named)?.get("content")?.to_string())
}

/// The file of a page's picture.
fn picture(site: &Site, page: &str) -> String {
    let address = meta(site, page, "og:image").expect("the page names a picture");
    address.strip_prefix("https://example.org/book/").expect("the address is absolute").to_string()
}

fn bytes(site: &Site, page: &str) -> Vec<u8> {
    std::fs::read(site.path("public").join(picture(site, page))).expect("the picture is there")
}

#[test]
fn each_page_has_a_picture_of_its_own() {
    let site = book("").build();
    let pages = ["index.html", "a/index.html", "a/one.html", "a/two.html", "plan.html"];
    let mut seen = std::collections::BTreeSet::new();
    for page in pages {
        let png = bytes(&site, page);
        let size = imagesize::blob_size(&png).expect("it is a picture");
        assert_eq!((size.width, size.height), (1200, 630), "{page}");
        assert!(png.starts_with(b"\x89PNG") && png.len() < 40_000, "{page}: {} bytes", png.len());
        assert!(seen.insert(png), "{page} has the picture of another page");
    }
    assert_eq!(meta(&site, "404.html", "og:image"), None);
    assert_eq!(meta(&site, "a/one.html", "og:title").as_deref(), Some("One"));
    assert_eq!(meta(&site, "a/one.html", "og:type").as_deref(), Some("article"));
    assert_eq!(meta(&site, "index.html", "og:type").as_deref(), Some("website"));
    assert_eq!(meta(&site, "a/one.html", "og:description").as_deref(), Some("What one is."));
    let url = "https://example.org/book/a/one.html";
    assert_eq!(meta(&site, "a/one.html", "og:url").as_deref(), Some(url));
    assert_eq!(meta(&site, "a/one.html", "og:site_name").as_deref(), Some("The book"));
    assert_eq!(meta(&site, "a/one.html", "og:image:width").as_deref(), Some("1200"));
    assert_eq!(meta(&site, "a/one.html", "og:image:height").as_deref(), Some("630"));
    assert_eq!(meta(&site, "a/one.html", "og:image:alt").as_deref(), Some("One · The book"));
    let card = meta(&site, "a/one.html", "twitter:card");
    assert_eq!(card.as_deref(), Some("summary_large_image"));
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    let (one, other) = (book("").build(), book("").build());
    assert_eq!(one.files("public"), other.files("public"));
}

#[test]
fn a_picture_that_is_there_is_left_alone_and_one_that_is_not_needed_goes() {
    let site = book("").build();
    let (one, two) = (picture(&site, "a/one.html"), picture(&site, "a/two.html"));
    let path = |name: &str| format!("public/{name}");
    let before = site.modified(&path(&two));
    let site = site.write("content/a/one.md", "# Another title\n").build();
    assert_ne!(picture(&site, "a/one.html"), one);
    assert_eq!(picture(&site, "a/two.html"), two);
    assert_eq!(site.modified(&path(&two)), before);
    // It holds the title of the page, which may have become private.
    let site = site.assert_no_file(&path(&one)).remove(&path(&two)).build();
    site.assert_file(&path(&two)).run(&["clean"]).assert_no_file("public");
}

#[test]
fn without_the_setting_or_an_address_there_is_none() {
    let site = Site::of("# One\n").build();
    assert_eq!(meta(&site, "index.html", "og:title"), None);
    let site = Site::of("# One\n").write("book.toml", &format!("[output.html]\n{ADDRESS}")).build();
    assert_eq!(meta(&site, "index.html", "og:title").as_deref(), Some("One"));
    assert_eq!(meta(&site, "index.html", "og:image"), None);
    let site =
        Site::of("# One\n").write("book.toml", "[output.html]\nshare-images = true\n").build();
    let site = site.assert_stderr("warning[TB0604]").assert_stderr("share-images = true");
    let site =
        site.assert_stderr("set `output.html.site-url`").assert_no_file("public/assets/share");
    site.run(&["check", "--strict"]).assert_status(1).assert_stderr("TB0604");
}

#[test]
fn a_hostile_title_is_only_text() {
    let title = r#"</text><image href='file:///etc/passwd'/> & \"quotes\" <b> \x01{{ 7 * 7 }}"#;
    let site = book("")
        .write("content/a/one.md", &format!("---\ntitle: \"{title}\"\n---\n"))
        .write("content/a/two.md", "---\ntitle: \"\"\n---\n# 🚀\n")
        .write("content/a/long.md", &format!("# {}\n", "word ".repeat(200)))
        .write("content/a/wide.md", &format!("# {}\n", "W".repeat(500)))
        .build();
    for page in ["a/one.html", "a/two.html", "a/long.html", "a/wide.html"] {
        let size = imagesize::blob_size(&bytes(&site, page)).expect("it is a picture");
        assert_eq!((size.width, size.height), (1200, 630), "{page}");
    }
    let faults = markup::site_faults(&site.files("public"), "/book/");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn letters_that_no_font_has_leave_the_picture_away_with_a_note() {
    let site = book("").write("content/a/one.md", "# 手册\n").build();
    assert_eq!(meta(&site, "a/one.html", "og:image"), None);
    assert!(meta(&site, "a/one.html", "og:title").is_some());
    site.assert_stderr("note[TB0606]: 1 page has no picture for shared links: no font has `手`")
        .assert_stderr("content/a/one.md")
        .assert_stderr("output.html.share-fonts");
}

#[test]
fn a_font_of_the_book_is_taken_in_and_one_that_is_none_is_refused() {
    let font = "share-fonts = [\"fonts/own.ttf\"]\n";
    let missing = book(font).build_fails();
    let broken = missing.assert_stderr("own.ttf").write("fonts/own.ttf", "no font").build_fails();
    let broken = broken.assert_stderr("error[TB0605]").assert_no_file("public");
    let site = broken.write_bytes("fonts/own.ttf", notosans::ITALIC_TTF).build();
    // Another set of letters gives other pictures, so that none of the old ones is kept by mistake.
    assert_ne!(picture(&site, "a/one.html"), picture(&book("").build(), "a/one.html"));
}

#[test]
fn a_theme_draws_pictures_of_its_own() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"315\">\
               <rect width=\"600\" height=\"315\" fill=\"#123456\"/>\
               {% for line in share.title_lines %}<text y=\"50\">{{ line }}</text>{% endfor %}</svg>";
    let site = book("theme = \"mine\"\n").write("mine/templates/share.svg", svg).build();
    let size = imagesize::blob_size(&bytes(&site, "a/one.html")).expect("it is a picture");
    assert_eq!((size.width, size.height), (1200, 630));
    assert!(bytes(&site, "a/one.html").windows(3).any(|three| three == [0x12, 0x34, 0x56]));
    let before = site.files("public");
    let site = site.write("mine/templates/share.svg", "<svg").build_fails();
    let site = site.assert_stderr("error[TB0607]").assert_stderr("templates/share.svg");
    assert_eq!(site.files("public"), before, "a fault leaves the site as it was");
    site.write("mine/templates/share.svg", "{{ share.nothing }}").build_fails();
}
