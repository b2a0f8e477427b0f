//! The contract between the templates and `src/site/page.rs`, and the names that themes can style.

use crate::harness::{Site, files_below, repository};
use crate::markup;
use crate::theme_names::{Reader, Structs, Type, structs};

fn view_structs() -> Structs {
    let page =
        std::fs::read_to_string(repository().join("src/site/page.rs")).expect("page.rs is there");
    structs(&page)
}

fn templates() -> Vec<(String, String)> {
    let folder = repository().join("themes/default/templates");
    let files = files_below(&folder).into_iter();
    files.map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

fn faults(templates: &[(String, String)]) -> Vec<String> {
    let structs = view_structs();
    let mut reader = Reader::new(&structs, templates);
    for (name, text) in templates {
        reader.template(name, text);
    }
    let unread: Vec<String> =
        reader.unread().iter().map(|name| format!("no template calls {name}")).collect();
    reader.faults.into_iter().chain(unread).collect()
}

#[test]
fn the_view_structs_are_found() {
    let structs = view_structs();
    assert_eq!(structs["View"]["page"], Type::Struct("PageView".into()));
    assert_eq!(
        structs["NavList"]["entries"],
        Type::List(Box::new(Type::Struct("NavEntry".into())))
    );
    assert_eq!(structs["PageView"]["next"], Type::Struct("LinkView".into()));
    assert_eq!(structs["PageView"]["title"], Type::Plain);
    assert!(structs.len() >= 10, "{:?}", structs.keys());
    for (name, fields) in &structs {
        for kind in fields.values() {
            let inner = if let Type::List(inner) = kind { inner } else { kind };
            if let Type::Struct(inner) = inner {
                assert!(structs.contains_key(inner), "{name} holds the unknown {inner}");
            }
        }
    }
}

#[test]
fn templates_name_only_what_a_view_struct_has() {
    let templates = templates();
    assert!(templates.len() >= 5, "the templates have moved");
    let faults = faults(&templates);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_name_that_no_view_struct_has_is_found() {
    for wrong in [
        "{{ page.nonsense }}",
        "{{ nonsense }}",
        "{% if page.next.nonsense %}x{% endif %}",
        "{% if page.kind == \"a\" or nonsense %}x{% endif %}",
        "{% for c in chapters %}{{ c.nonsense }}{% endfor %}",
        "{% for c in chapters %}{% endfor %}{{ c.title }}",
        "{% for p in plan %}{% for c in p.chapters %}{{ c.id }}{% endfor %}{% endfor %}",
        "{{ <t.x list={nav.nonsense} /> }}",
        "{% component t.a(list: map) %}{{ list.nonsense }}{% endcomponent t.a %}{{ <t.a list={nav} /> }}",
        "{% component t.a(list: map) %}{{ page.title }}{% endcomponent t.a %}{{ <t.a list={nav} /> }}",
        "{{ page.title | default(value=nonsense) }}",
    ] {
        assert!(!faults(&[("a.html".into(), wrong.into())]).is_empty(), "{wrong}");
    }
    let right = "{% component t.a(list: map) %}{% for e in list.entries %}{{ e.list.all_url }}\
                 {{ <t.a list={e.list} /> }}{% endfor %}{% endcomponent t.a %}{{ <t.a list={nav} /> }}\
                 {{ book.authors | join(sep=\", \") }}{% if page.kind is starting_with(\"a\") %}\
                 {{ loop.index }}{{ super() }}{% endif %}{# {{ nonsense }} #}";
    assert_eq!(faults(&[("a.html".into(), right.into())]), Vec::<String>::new());
}

/// Highlighting's classes are one letter, and those of `language-…` are made from info strings.
fn is_known_class(class: &str) -> bool {
    class.starts_with("tb-") || class.starts_with("language-") || class.len() == 1
}

#[test]
fn classes_and_ids_of_the_theme_begin_with_tb() {
    let site = Site::copy_of("full").build();
    let mut found = Vec::new();
    for path in site.paths("public").into_iter().filter(|path| path.ends_with(".html")) {
        for tag in markup::tags(&site.read(&format!("public/{path}"))) {
            let classes = tag.get("class").unwrap_or_default().split_whitespace();
            // The author of the book gave the class `wide` to a heading.
            let own = classes.filter(|class| !is_known_class(class) && *class != "wide");
            found.extend(own.map(|class| format!("{path}: class {class}")));
            let data = tag.attributes.iter().map(|(name, _)| name.as_str());
            let known = ["data-tick", "data-pagefind-body"];
            let other = data.filter(|name| {
                name.starts_with("data-") && !name.starts_with("data-tb-") && !known.contains(name)
            });
            found.extend(other.map(|name| format!("{path}: {name}")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_class_that_html_is_given_is_styled_or_hooked() {
    let mut used = std::collections::BTreeSet::new();
    for folder in ["themes/default/css", "themes/default/js"] {
        for bytes in files_below(&repository().join(folder)).into_values() {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
            for part in text.split("tb-").skip(1) {
                let end = part.find(|c| !is_name(c)).unwrap_or(part.len());
                used.insert(format!("tb-{}", &part[..end]));
            }
        }
    }
    let site = Site::copy_of("full").build();
    let html = site.read("public/start/first.html");
    let needed =
        ["tb-checklist", "tb-item", "tb-box", "tb-table", "tb-code", "tb-alert", "tb-figure"];
    for class in needed {
        assert!(html.contains(class), "the book does not show {class}");
        assert!(used.contains(class), "no style or script knows {class}");
    }
}

/// A build takes the space before each line away, which no text may miss.
#[test]
fn no_text_of_a_script_or_style_sheet_goes_over_the_end_of_a_line() {
    let mut found = Vec::new();
    for (folder, quotes) in [("themes/default/js", "`"), ("themes/default/css", "\"")] {
        for (name, bytes) in files_below(&repository().join(folder)) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let open =
                code.filter(|line| line.replace("[\\\\`", "").matches(quotes).count() % 2 == 1);
            found.extend(open.map(|line| format!("{name}: {line}")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn boxes_are_native_and_named_by_their_text() {
    let site = Site::copy_of("full").build();
    for page in ["start/first.html", "plan.html", "print.html"] {
        let tags = markup::tags(&site.read(&format!("public/{page}")));
        let boxes = tags.iter().filter(|tag| tag.get("class") == Some("tb-box"));
        assert!(boxes.clone().all(|one| one.get("type") == Some("checkbox")), "{page}");
        let texts = tags.iter().filter(|tag| tag.get("class") == Some("tb-text"));
        let labels: Vec<&str> = texts.filter_map(|tag| tag.get("for")).collect();
        let ids: Vec<&str> = boxes.map(|one| one.get("id").unwrap_or_default()).collect();
        assert_eq!(ids, labels, "{page}");
        assert!(!ids.is_empty(), "{page}");
    }
}

#[test]
fn the_plan_alone_loads_the_files_of_the_desk() {
    let site = Site::copy_of("full").build();
    let of_the_desk = |path: &str| path.starts_with("assets/plan.");
    let files = site.paths("public").into_iter().filter(|path| of_the_desk(path)).count();
    assert_eq!(files, 2);
    for path in site.paths("public").into_iter().filter(|path| path.ends_with(".html")) {
        let html = site.read(&format!("public/{path}"));
        let tags = markup::tags(&html);
        let links = tags.iter().filter_map(|tag| tag.get("src").or_else(|| tag.get("href")));
        let loaded = links.filter(|link| of_the_desk(link.trim_start_matches("../"))).count();
        assert_eq!(loaded, if path == "plan.html" { 2 } else { 0 }, "{path}");
    }
}

#[test]
fn every_control_of_the_desk_has_a_name() {
    let site = Site::copy_of("full").build();
    let tags = markup::tags(&site.read("public/plan.html"));
    let labelled: Vec<&str> = tags.iter().filter_map(|tag| tag.get("for")).collect();
    let fields = tags.iter().filter(|tag| ["input", "textarea"].contains(&tag.name.as_str()));
    let unnamed: Vec<&str> = fields
        .filter(|tag| {
            !tag.closing && !["radio", "checkbox"].contains(&tag.get("type").unwrap_or(""))
        })
        .filter(|tag| {
            tag.get("aria-label").is_none() && !labelled.contains(&tag.get("id").unwrap_or(""))
        })
        .map(|tag| tag.name.as_str())
        .collect();
    assert!(unnamed.is_empty(), "{unnamed:?}");
}

#[test]
fn every_page_has_one_title_and_levels_without_gaps() {
    let site = Site::copy_of("full").build();
    for path in site.paths("public").into_iter().filter(|path| path.ends_with(".html")) {
        let tags = markup::tags(&site.read(&format!("public/{path}")));
        let level = |name: &str| name.strip_prefix('h').and_then(|digit| digit.parse::<u8>().ok());
        let levels: Vec<u8> =
            tags.iter().filter(|tag| !tag.closing).filter_map(|tag| level(&tag.name)).collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{path}: {levels:?}");
        let gap = levels.windows(2).any(|pair| pair[1] > pair[0] + 1);
        assert!(!gap && levels.first() == Some(&1), "{path}: {levels:?}");
    }
}

/// What a reader types and what a file of the index says stay text, because no script can make markup of
/// a text.
#[test]
fn no_script_makes_markup_or_code_of_a_text() {
    let forbidden = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "DOMParser",
        "createContextualFragment",
        "setHTML",
        "eval(",
        "new Function",
    ];
    let scripts = files_below(&repository().join("themes/default/js"));
    assert!(scripts.len() > 20, "the scripts have moved");
    for (name, bytes) in scripts {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let found = forbidden.iter().find(|word| text.contains(*word));
        assert_eq!(found, None, "{name}");
    }
}

/// A font and a picture that a style sheet names are in the site under names with a hash, and the style sheet names
/// them by these; so is a style sheet that it imports.
#[test]
fn files_that_style_sheets_name_are_in_the_site() {
    let site = Site::empty()
        .write("book.toml", "[output.html]\nadditional-css = [\"styles/ours.css\"]\n")
        .write("content/index.md", "# Welcome\n")
        .write("content/pics/logo two.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .write("fonts/a.woff2", "wOF2")
        .write(
            "styles/ours.css",
            "@import 'more.css' print;\n@font-face{src:url(../fonts/a.woff2#x)}\n\
             a{background:url( \"/pics/logo%20two.svg\" )}b{background:url(../fonts/a.woff2)}\n",
        )
        .write("styles/more.css", "c{background:url('../content/pics/logo two.svg')}\n")
        .build();
    let assets = files_below(&site.path("public/assets"));
    let named = |start: &str, end: &str| {
        let mut names = assets.keys().filter(|name| name.starts_with(start) && name.ends_with(end));
        let name = names.next().unwrap_or_else(|| panic!("no {start}*{end}")).clone();
        assert!(names.next().is_none(), "{start} is there once");
        name
    };
    let (font, logo) = (named("a.", ".woff2"), named("logo two.", ".svg").replace(' ', "%20"));
    let (ours, more) = (named("ours.", ".css"), named("more.", ".css"));
    let text = |name: &str| String::from_utf8_lossy(&assets[name]).into_owned();
    assert_eq!(text(&more), format!("c{{background:url(\"{logo}\")}}\n"));
    let expected = format!(
        "@import \"{more}\" print;\n@font-face{{src:url(\"{font}#x\")}}\na{{background:url( \"{logo}\" )}}b{{background:url(\"{font}\")}}\n"
    );
    assert_eq!(text(&ours), expected);
}

/// The names of the scripts that a page loads, without their hashes.
fn scripts_of(html: &str) -> Vec<String> {
    let tags = markup::tags(html);
    let sources = tags.iter().filter(|tag| tag.name == "script").filter_map(|tag| tag.get("src"));
    let name = |source: &str| {
        source.rsplit('/').next().and_then(|name| name.split('.').next().map(String::from))
    };
    sources.filter_map(name).collect()
}

#[test]
fn only_books_with_items_for_some_readers_load_the_scripts_of_paths() {
    let files = |site: &Site| site.paths("public/assets").join(" ");
    let paths = Site::copy_of("paths").build();
    let scripts = scripts_of(&paths.read("public/basics/first.html"));
    assert_eq!(scripts, ["early", "tickbook", "items", "paths"]);
    assert!(!files(&paths).contains("scheme."), "{}", files(&paths));
    // Its book.toml has audiences, and no item is for any.
    let declared = Site::empty()
        .write("book.toml", "[audiences]\nlead = \"Lead\"\n")
        .write("content/index.md", "# Start\n\n- [ ] Do it\n")
        .build();
    let html = declared.read("public/index.html");
    assert_eq!(scripts_of(&html), ["scheme", "tickbook", "items"]);
    assert!(!html.contains("data-tb-paths"));
    assert!(!files(&declared).contains("paths."), "{}", files(&declared));
}

#[test]
fn no_page_carries_the_ids_of_another() {
    let site = Site::copy_of("paths").build();
    let ids = ["investors", "ten", "sign"];
    for page in ["money/index.html", "basics/first.html", "index.html"] {
        let html = site.read(&format!("public/{page}"));
        assert!(ids.iter().all(|id| !html.contains(&format!("\"{id}\""))), "{page}");
    }
    let items = site.read("public/assets/items.js");
    assert!(items.contains("\"money/raise.html\":{\"founder\":\"investors ten sign\"}"), "{items}");
}

#[test]
fn a_book_without_items_has_no_file_of_them() {
    let site = Site::empty().write("content/index.md", "# Start\n").build();
    assert_eq!(scripts_of(&site.read("public/index.html")), ["scheme", "tickbook"]);
    assert!(!site.paths("public").iter().any(|path| path.ends_with("items.js")));
}
