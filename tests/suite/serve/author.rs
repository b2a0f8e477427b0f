//! What `tickbook serve` reports to authors: on the terminal, and through the events of open pages.

use super::book;
use super::server::{Event, Server};
use crate::harness::Site;
use serde_json::{Value, json};

fn data(event: &Event) -> Value {
    serde_json::from_str(&event.data).expect("the data is JSON")
}

/// The lines about rebuilds, with their times taken out.
fn rebuilds(server: &Server) -> Vec<String> {
    let said = server.said();
    let lines = said.lines().filter(|line| line.contains(" changed: "));
    let untimed = |line: &str| {
        let (what, rest) = line.split_once(" changed: ").expect("it says so");
        let (time, result) = rest.split_once(", ").expect("a time and a result");
        let number = time.strip_suffix(" ms").or(time.strip_suffix(" s")).expect("a time");
        assert!(number.parse::<f64>().is_ok(), "{line}");
        format!("{what}: {result}")
    };
    lines.map(untimed).collect()
}

#[test]
fn each_rebuild_is_one_line_with_what_changed_and_what_came_of_it() {
    let server = Server::start(book());
    assert!(server.said().lines().any(|line| line.starts_with("built: ")), "{}", server.said());
    let two = "# Two\n\nOther words.\n\n- [ ] Tick me\n";
    let start = "# Start\n\nOther words.\n\n![A dot](dot.svg)\n\n[^x]: Unused.\n";
    let steps = [
        ("content/part/two.md", two, "2 of 6 pages"),
        ("content/part/two.md", two, "0 of 6 pages"),
        ("styles/own.css", ".own { color: green }\n", "only style sheets"),
        ("content/index.md", start, "2 of 6 pages; 1 warning"),
        (
            "content/part/two.md",
            "[x](y.md)\n",
            "1 error and 1 warning; the last working pages are still served",
        ),
        ("content/part/two.md", two, "0 of 6 pages; 1 warning"),
    ];
    for (count, (path, text, result)) in steps.into_iter().enumerate() {
        server.save(path, text);
        super::server::wait_for(result, || (rebuilds(&server).len() > count).then_some(()));
        let expected = format!("{path}: {result}");
        assert_eq!(rebuilds(&server)[count], expected, "{}", server.said());
    }
    assert_eq!(rebuilds(&server).len(), steps.len(), "{}", server.said());
}

#[test]
fn a_page_is_told_of_new_style_sheets_and_may_stay() {
    let server = Server::start(book());
    let mut events = server.events();
    let first = events.next().expect("the present state");
    server.save("styles/own.css", ".own { color: blue }\n");
    let second = events.next().expect("an event");
    assert_eq!(second.name, "styles");
    assert_ne!(second.id, first.id);
    let styles = &data(&second)["styles"];
    let (old, new) = (styles[0][0].as_str(), styles[0][1].as_str());
    let (old, new) = (old.expect("the old name"), new.expect("the new name"));
    assert!(old.starts_with("own.") && old.ends_with(".css") && new != old, "{styles}");
    assert_eq!(styles.as_array().map(Vec::len), Some(1));
    assert_eq!(server.get(&format!("/assets/{new}")).status, 200);
    assert!(server.get("/").text().contains(new));

    // A sheet and a chapter at once ask for a reload.
    server.save("styles/own.css", ".own { color: red }\n");
    server.save("content/index.md", "# Other\n");
    let mut third = events.next().expect("an event");
    if third.name == "styles" {
        // The system told of the sheet before the chapter was written.
        third = events.next().expect("an event");
    }
    assert_eq!(third.name, "reload");
}

#[test]
fn the_saved_chapter_is_named_where_that_is_asked_for() {
    let odd = book().write("content/part/Ünd so.md", "# Odd\n");
    let server = Server::start_with(odd, &["-p", "0", "--follow"], |_| {});
    let mut events = server.events();
    assert_eq!(data(&events.next().expect("the present state"))["page"], Value::Null);
    let mut page_after = |path: &str, text: &str| {
        server.save(path, text);
        data(&events.next().expect("an event"))["page"].clone()
    };
    assert_eq!(page_after("content/part/two.md", "# Two\n\nNew.\n"), json!("part/two.html"));
    assert_eq!(page_after("content/part/Ünd so.md", "# Odder\n"), json!("part/%C3%9Cnd%20so.html"));
    assert_eq!(page_after("styles/own.css", ".own { top: 0 }\n"), Value::Null);
    assert_eq!(page_after("content/index.md", "[dead](nowhere.md)\n"), Value::Null);
    assert_eq!(page_after("content/index.md", "# Mended\n"), json!("index.html"));
    // A browser that comes later is told of no page.
    assert_eq!(data(&server.events().next().expect("the present state"))["page"], Value::Null);

    let server = Server::start(book());
    let mut events = server.events();
    events.next();
    server.save("content/part/two.md", "# Two\n\nNew.\n");
    assert_eq!(data(&events.next().expect("an event"))["page"], Value::Null);
}

#[test]
fn faults_come_in_parts_with_the_way_to_the_editor() {
    let site = Site::of("# Start\n\nSee [this](nowhere.md).\n\n[^x]: Unused.\n");
    let site = site
        .write("book.toml", "[serve]\neditor = \"ed://open?at={path}&row={line}&col={column}\"\n");
    let server = Server::start(site);
    let event = server.events().next().expect("the present state");
    let root = server.path(".").canonicalize().expect("the folder is there");
    let data = data(&event);
    assert_eq!(event.name, "faults");
    let fault = &data["faults"][0];
    let expected = [
        ("level", json!("error")),
        ("code", json!("TB0501")),
        ("message", json!("there is no chapter `nowhere.md`")),
        ("place", json!("content/index.md:3:12")),
        ("href", json!(format!("ed://open?at={}/content/index.md&row=3&col=12", root.display()))),
        ("excerpt", json!("3 | See [this](nowhere.md).\n  |            ^^^^^^^^^^ not found")),
        ("related", json!([])),
    ];
    for (part, value) in expected {
        assert_eq!(fault[part], value, "{part}");
    }
    assert!(fault["help"].as_str().is_some_and(|help| !help.is_empty()), "{fault}");
    assert_eq!(data["warnings"][0]["code"], json!("TB0407"));
    // Without scripts, a page in place of all says the same.
    let page = server.get("/").text();
    assert!(page.contains("error[TB0501]") && page.contains("content/index.md:3:12"), "{page}");
}

#[test]
fn a_fault_in_book_toml_leads_to_the_editor_that_was_named_before() {
    let server = Server::start(book().write("book.toml", "[serve]\neditor = \"zed\"\n"));
    let mut events = server.events();
    events.next();
    server.save("book.toml", "[serve]\neditor = \"zed\"\ntitel = 1\n");
    let data = data(&events.next().expect("an event"));
    let href = data["faults"][0]["href"].as_str().unwrap_or_default();
    assert!(href.starts_with("zed://file/") && href.ends_with("/book.toml:3:1"), "{data}");
}

#[test]
fn the_other_place_of_a_fault_leads_to_the_editor_too() {
    let site =
        Site::of("# A\n\n- [ ] One {#same}\n").write("content/b.md", "# B\n\n- [ ] Two {#same}\n");
    let server = Server::start(site.write("book.toml", "[serve]\neditor = \"cursor\"\n"));
    let data = data(&server.events().next().expect("the present state"));
    let fault = &data["faults"][0];
    for (one, file) in [(fault, "content/b.md:3:"), (&fault["related"][0], "content/index.md:3:")] {
        let (place, href) = (one["place"].as_str(), one["href"].as_str());
        let (place, href) = (place.expect("a place"), href.expect("an address"));
        assert!(place.starts_with(file), "{data}");
        assert!(href.starts_with("cursor://file/") && href.ends_with(place), "{data}");
    }
}
