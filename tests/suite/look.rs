//! The look of a site by settings alone: a test for each setting, and what they refuse.

use crate::harness::Site;
use crate::markup::{self, Tag};

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 32\"><rect width=\"64\" height=\"32\"/></svg>";

/// A book with these lines below `[output.html.look]`.
fn book(look: &str) -> Site {
    let settings =
        format!("[book]\ntitle = \"Our book\"\nid = \"ours\"\nauthors = [\"Ann\"]\n\n[output.html.look]\n{look}");
    Site::empty()
        .write("book.toml", &settings)
        .write("content/index.md", "# Start\n")
        .write("content/a/b.md", "# B & C? #1\n")
        .write("art/logo.svg", DRAWING)
        .write("art/dark.svg", DRAWING)
}

fn tags(site: &Site, page: &str) -> Vec<Tag> {
    markup::tags(&site.read(&format!("public/{page}")))
}

/// The values of an attribute of the elements with a class.
fn of_class(site: &Site, page: &str, class: &str, attribute: &str) -> Vec<String> {
    let all = tags(site, page);
    let named = all.iter().filter(|tag| tag.get("class").is_some_and(|all| all.split(' ').any(|one| one == class)));
    named.filter_map(|tag| Some(tag.get(attribute)?.to_string())).collect()
}

/// The style sheet of most pages.
fn style(site: &Site) -> String {
    let paths = site.paths("public/assets");
    let name = paths.iter().find(|path| path.starts_with("tickbook.") && path.ends_with(".css"));
    site.read(&format!("public/assets/{}", name.expect("a style sheet")))
}

fn links(site: &Site, page: &str, rel: &str) -> Vec<(String, Option<String>)> {
    let all = tags(site, page);
    let named = all.iter().filter(|tag| tag.get("rel") == Some(rel));
    named.filter_map(|tag| Some((tag.get("href")?.to_string(), tag.get("type").map(str::to_string)))).collect()
}

#[test]
fn without_settings_a_page_has_nothing_of_a_look() {
    let site = book("").build();
    let page = site.read("public/index.html");
    for part in ["tb-logo", "tb-banner", "apple-touch-icon", "tb-header-links", "tb-menu-links", "banner."] {
        assert!(!page.contains(part), "{part}");
    }
    let sheet = style(&site);
    assert!(!sheet.contains("tb-logo") && sheet.ends_with("}\n"), "the parts of a look are in no sheet");
    assert!(page.contains("<p>Our book by Ann</p>"));
}

#[test]
fn a_logo_stands_beside_the_title_in_the_size_that_it_has_on_the_page() {
    let site = book("logo = \"art/logo.svg\"\nlogo-dark = \"art/dark.svg\"\n").build();
    for (page, root) in [("index.html", ""), ("a/b.html", "../")] {
        let sources = of_class(&site, page, "tb-logo", "src");
        assert!(sources.len() == 2 && sources[0].starts_with(&format!("{root}assets/logo.")), "{sources:?}");
        assert!(sources[1].starts_with(&format!("{root}assets/dark.")), "{sources:?}");
        assert_eq!(of_class(&site, page, "tb-logo", "width"), ["64", "64"]);
        assert_eq!(of_class(&site, page, "tb-logo", "height"), ["32", "32"]);
        assert_eq!(of_class(&site, page, "tb-logo", "alt"), ["", ""]);
    }
    assert!(site.read("public/index.html").contains("<span>Our book</span></a>"));
    assert!(style(&site).contains(".tb-logo"));
}

#[test]
fn a_logo_with_the_title_in_it_stands_alone() {
    let site = book("logo = \"art/logo.svg\"\nlogo-replaces-title = true\n").build();
    assert_eq!(of_class(&site, "index.html", "tb-logo", "alt"), ["Our book"]);
    assert!(!site.read("public/index.html").contains("<span>Our book</span></a>"));
}

#[test]
fn a_favicon_has_its_type_and_an_icon_for_phones() {
    let mut png = Vec::new();
    let mut site = book("favicon = \"art/logo.svg\"\n").build();
    for (name, kind) in [("art/logo.svg", "image/svg+xml"), ("art/icon.png", "image/png")] {
        site = site.write("book.toml", &format!("[output.html.look]\nfavicon = \"{name}\"\n"));
        site = site.build();
        let icons = links(&site, "a/b.html", "icon");
        let stem = name.trim_start_matches("art/").split('.').next().expect("a name");
        assert_eq!(icons.len(), 1);
        assert!(icons[0].0.starts_with(&format!("../assets/{stem}.")), "{icons:?}");
        assert_eq!(icons[0].1.as_deref(), Some(kind));
        let touch = &links(&site, "index.html", "apple-touch-icon")[0].0;
        png = std::fs::read(site.path("public").join(touch)).expect("the icon is there");
        let size = imagesize::blob_size(&png).expect("a picture");
        assert_eq!((size.width, size.height), (180, 180));
        // The next round takes the painted one.
        site = site.write_bytes("art/icon.png", &png);
        let names = site.paths("public/assets");
        assert!(!names.iter().any(|name| name.starts_with("favicon.")), "{names:?}");
    }
    assert!(png.starts_with(b"\x89PNG"));
}

#[test]
fn an_accent_is_in_the_style_sheets_of_all_kinds_of_pages() {
    let site = book("accent = \"#7A1f5c\"\n")
        .write("content/note.md", "# Note\n\n> [!NOTE]\n> Text.\n\n::: details More\nText.\n:::\n")
        .build();
    let names = site.paths("public/assets");
    let sheets = names.iter().filter(|name| name.starts_with("tickbook") && name.ends_with(".css"));
    let sheets: Vec<String> = sheets.map(|name| site.read(&format!("public/assets/{name}"))).collect();
    assert_eq!(sheets.len(), 2);
    for sheet in sheets {
        let last = sheet.rsplit("--tb-accent: light-dark(#7a1f5c, #").next().expect("a value");
        assert!(last.len() < 200 && sheet.ends_with("}\n}\n"), "{last}");
    }
    let page = site.read("public/index.html");
    assert!(!page.contains("<style") && !page.contains(" style="), "the policy allows no inline style");
}

#[test]
fn an_accent_for_the_dark_scheme_is_taken_as_it_is() {
    let site = book("accent = \"#7a1f5c\"\naccent-dark = \"#f0a8d8\"\n").build();
    assert!(style(&site).contains("--tb-accent: light-dark(#7a1f5c, #f0a8d8);"));
}

#[test]
fn an_accent_is_judged_on_the_grounds_of_the_theme() {
    let dark = ":root { --tb-paper: light-dark(#101010, #101010); --tb-sunk: light-dark(#202020, #202020); }\n";
    let theme = "accent = \"#7a1f5c\"\n\n[output.html]\ntheme = \"mine\"\n";
    book(theme)
        .write("mine/css/99-mine.css", dark)
        .build_fails()
        .assert_stderr("text in the colour `#7a1f5c` is hard to read in the light scheme")
        .assert_stderr("the nearest colour that has enough");
}

#[test]
fn fonts_are_families_of_the_system_or_files_of_the_book() {
    let site = book("font = \"humanist\"\nheading-font = \"fonts/own.ttf\"\n")
        .write_bytes("fonts/own.ttf", notosans::REGULAR_TTF)
        .build();
    let sheet = style(&site);
    assert!(sheet.contains("--tb-font-text: Seravek, "));
    assert!(sheet.contains("--tb-font-display: tb-own-display, "));
    let face = sheet.split("@font-face {").nth(1).expect("a face");
    let name = face.split("url(\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a file");
    site.assert_file(&format!("public/assets/{name}"));
    assert!(!face.split('}').next().expect("an end").contains("font-weight"), "the font has one weight");
}

#[test]
fn links_stand_in_their_order_in_the_bar_in_the_menu_and_at_the_foot() {
    let link = |name: &str| format!("{{ title = \"{name}\", url = \"https://{}.example/?a=1&b=2\" }}", name.to_lowercase());
    let (z, a, m, i) = (link("Z"), link("A"), link("M"), link("I"));
    let look = format!(
        "header-links = [{z}, {a}]\nmenu-links = [{m}]\nfooter = \"© Acme <& Sons>\"\nfooter-links = [{i}]\n"
    );
    let page = book(&look).build().read("public/index.html");
    let at = |part: &str| page.find(part).unwrap_or_else(|| panic!("{part}"));
    assert!(at("https://z.example/?a=1&amp;b=2") < at("https://a.example/"));
    assert_eq!(page.matches("https://z.example/").count(), 2, "in the bar, and in the menu of phones");
    assert_eq!(page.matches("https://m.example/").count(), 1);
    assert!(page.contains("<p>© Acme &lt;&amp; Sons&gt;</p>") && !page.contains("Our book by Ann"));
    assert!(at("<footer") < at("https://i.example/"));
}

#[test]
fn an_announcement_brings_its_script_and_no_other_book_has_it() {
    let look = "[output.html.look.banner]\ntext = \"We move <soon>.\"\nurl = \"https://example.org/move\"\nuntil = \"2027-03-31\"\n";
    let site = book(look).build();
    for (page, root) in [("index.html", ""), ("a/b.html", "../"), ("plan.html", "")] {
        let text = site.read(&format!("public/{page}"));
        assert!(text.contains("We move &lt;soon&gt;. <a href=\"https://example.org/move\">Read more</a>"), "{page}");
        assert!(text.contains("data-tb-until=\"2027-03-31\""));
        assert!(text.contains(&format!("<script src=\"{root}assets/banner.")), "{page}");
    }
    let names = book("accent = \"#7a1f5c\"\n").build().paths("public/assets");
    assert!(!names.iter().any(|name| name.starts_with("banner.")), "{names:?}");
}

#[test]
fn feedback_has_the_title_and_the_path_of_the_page() {
    let site = book("\n[output.html]\nfeedback-url-template = \"https://a.example/?t={title}&p={path}\"\n").build();
    let page = site.read("public/a/b.html");
    assert!(page.contains("https://a.example/?t=B%20%26%20C%3F%20%231&amp;p=a%2Fb.html"), "{page}");
    assert!(!site.read("public/plan.html").contains("a.example"));
}

#[test]
fn a_drawing_that_could_run_something_is_no_logo() {
    let active = DRAWING.replace("<rect", "<script>x</script><rect");
    for key in ["logo", "favicon"] {
        book(&format!("{key} = \"art/logo.svg\"\n"))
            .write("art/logo.svg", &active)
            .build_fails()
            .assert_stderr("art/logo.svg")
            .assert_stderr("script");
    }
}

#[test]
fn files_that_are_missing_or_no_pictures_are_named_with_their_place() {
    for (look, part) in [
        ("logo = \"art/none.svg\"\n", "none.svg"),
        ("favicon = \"art/none.png\"\n", "none.png"),
        ("font = \"art/none.woff2\"\n", "none.woff2"),
    ] {
        book(look).build_fails().assert_stderr(part).assert_stderr("book.toml:7");
    }
    let not = |look: &str, file: &str, said: &str| {
        book(look).write(file, "nothing").build_fails().assert_stderr(said).assert_stderr("book.toml:7");
    };
    not("logo = \"a.svg\"\n", "a.svg", "does not say how large it is");
    not("favicon = \"a.png\"\n", "a.png", "cannot be drawn");
    not("font = \"a.woff2\"\n", "a.woff2", "is not a font");
}
