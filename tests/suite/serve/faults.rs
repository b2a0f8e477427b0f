//! A broken book never ends the server: it reports the faults, and continues when they are fixed.

use super::book;
use super::server::Server;
use crate::harness::Site;
use tickbook::book::policy::Policy;

/// The name of a missing chapter that would be a script if it were not escaped.
const HOSTILE: &str = "# Start\n\n[Gone](<\\<script\\>alert(1)\\</script\\>.md>)\n";

#[test]
fn a_book_that_is_broken_at_the_start_is_mended() {
    let server = Server::start(book().write("content/index.md", HOSTILE));
    server.wait_until_said(", 1 error; the site will appear when these errors are fixed");
    for path in ["/", "/part/two.html", "/part/", "/no/such/page"] {
        let page = server.get(path);
        assert_eq!(page.status, 503, "{path}");
        let text = page.text();
        assert!(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;.md"), "{text}");
        assert!(text.contains("content/index.md:3"), "{text}");
        assert!(!text.contains("<script>"), "{text}");
        let head = format!("<head>\n<meta charset=\"utf-8\">{}\n", Policy::default().element());
        assert!(text.contains(&head), "it has no policy before all else: {text}");
        assert!(!text.contains("<style") && !text.contains(" style="), "{text}");
        assert!(
            text.contains("<script src=\"/__tickbook/live.js\" defer data-tb-build="),
            "{text}"
        );
    }
    assert_eq!(server.get("/__tickbook/live.js").status, 200);
    let mut events = server.events();
    let broken = events.next().expect("the present state");
    assert_eq!(broken.name, "faults");
    assert!(broken.data.contains("<script>alert(1)</script>.md"), "{}", broken.data);
    assert!(server.get("/").text().contains(&format!("data-tb-build=\"{}\"", broken.id)));

    server.save("content/index.md", "# Mended\n");
    let mended = events.next().expect("an event");
    assert_eq!(mended.name, "reload");
    assert_ne!(mended.id, broken.id);
    assert!(server.get("/").text().contains("Mended"));
    server.wait_until_fresh();
}

#[test]
fn a_book_that_breaks_keeps_its_last_good_pages() {
    let server = Server::start(book());
    let before = server.get("/").body;
    let good = std::fs::read_to_string(server.path("content/index.md")).expect("a chapter");
    let mut events = server.events();
    let first = events.next().expect("the present state");

    server.save("content/index.md", HOSTILE);
    let broken = events.next().expect("an event");
    assert_eq!((broken.name.as_str(), &broken.id), ("faults", &first.id));
    assert!(broken.data.contains("content/index.md:3"), "{}", broken.data);
    server.wait_until_said("content/index.md changed: ");
    server.wait_until_said(", 1 error; the last working pages are still served");
    assert!(server.said().contains("content/index.md:3"), "{}", server.said());
    let during = server.get("/");
    assert_eq!(during.status, 200);
    assert!(during.body == before, "the page changed");
    // A page that is opened now is told at once.
    assert_eq!(server.events().next(), Some(broken.clone()));

    // Another fault takes the place of the first.
    server.save("content/index.md", "# Start\n\n[Gone](other.md)\n");
    let other = events.next().expect("an event");
    assert_eq!(other.name, "faults");
    assert!(other.data.contains("other.md") && !other.data.contains("alert"), "{}", other.data);

    // The former text again: nothing to reload, but the faults are gone.
    server.save("content/index.md", &good);
    let mended = events.next().expect("an event");
    assert_eq!((mended.name.as_str(), &mended.id), ("build", &first.id));

    server.save("content/index.md", HOSTILE);
    assert_eq!(events.next(), Some(broken));
    server.save("content/index.md", "# Better\n");
    let better = events.next().expect("an event");
    assert_eq!(better.name, "reload");
    assert_ne!(better.id, first.id);
    assert!(server.get("/").text().contains("Better"));
    server.wait_until_fresh();
}

#[test]
fn every_kind_of_fault_is_survived() {
    let server = Server::start(book());
    let mut events = server.events();
    let first = events.next().expect("the present state");
    let template = "look/templates/page.html";
    server.write(template, "{% extends \"default/page.html\" %}\n");
    let breaks: [(&str, &[u8], &str); 6] = [
        ("book.toml", b"[book\n", "book.toml"),
        ("book.toml", b"[book]\nsrc = \"nowhere\"\n", "nowhere"),
        ("book.toml", b"[book]\ntitel = \"T\"\n", "titel"),
        ("book.toml", b"[output.html]\ntheme = \"none\"\n", "none"),
        ("content/part/two.md", b"# Two \xff\n", "UTF-8"),
        ("content/part/two.md", b"---\ntitle: [\n---\n", "content/part/two.md"),
    ];
    for (path, bytes, named) in breaks {
        let good = std::fs::read(server.path(path)).expect("the file is there");
        server.save_bytes(path, bytes);
        let broken = events.next().expect("an event");
        assert_eq!((broken.name.as_str(), &broken.id), ("faults", &first.id), "{named}");
        assert!(broken.data.contains(named), "{}", broken.data);
        assert_eq!(server.get("/part/two.html").status, 200);
        server.save_bytes(path, &good);
        let mended = events.next().expect("an event");
        assert_eq!((mended.name.as_str(), &mended.id), ("build", &first.id), "{named}");
    }
    server.save("book.toml", "[output.html]\ntheme = \"look\"\n");
    assert_eq!(events.next().expect("an event").name, "reload");
    server.save(template, "{% if %}\n");
    let broken = events.next().expect("an event");
    assert!(broken.name == "faults" && broken.data.contains("page.html"), "{broken:?}");
    server.save(template, "{% extends \"default/page.html\" %}\n");
    assert_eq!(events.next().expect("an event").name, "build");
    server.wait_until_fresh();
}

#[test]
fn a_configuration_that_is_broken_at_the_start_is_mended() {
    for broken in ["[book\n", "[book]\nsrc = \"a/b/later\"\n"] {
        let server = Server::start(Site::empty().write("book.toml", broken));
        assert_eq!(server.get("/").status, 503);
        if broken.contains("later") {
            server.write("a/b/later/index.md", "# Later\n");
        } else {
            server.write("content/index.md", "# Later\n");
            server.write("book.toml", "");
        }
        server.wait_for_text("/", "Later");
        server.wait_until_fresh();
    }
}

#[test]
fn an_empty_folder_becomes_a_book() {
    let server = Server::start(Site::empty());
    assert_eq!(server.get("/").status, 503);
    server.write("content/index.md", "# First words\n");
    server.wait_for_text("/", "First words");
    server.wait_until_fresh();
}

#[test]
fn strict_makes_warnings_faults() {
    let picture = "# Start\n\n![Far](https://example.org/a.png)\n";
    let site = || Site::of(picture);
    assert_eq!(Server::start(site()).get("/").status, 200);
    let server = Server::start_with(site(), &["-p", "0", "--strict"], |_| {});
    assert_eq!(server.get("/").status, 503);
    let event = server.events().next().expect("the present state");
    assert!(event.name == "faults" && event.data.contains("index.md:3"), "{event:?}");
}

#[test]
fn a_flood_of_faults_is_cut_for_the_browser_alone() {
    let many: String = (0..80).map(|n| format!("[Gone](gone-{n}.md)\n")).collect();
    let server = Server::start(Site::of(&format!("# Start\n\n{many}")));
    let event = server.events().next().expect("the present state");
    assert!(event.data.contains("and 30 more; the terminal shows all"), "{}", event.data);
    assert!(event.data.contains("gone-49.md") && !event.data.contains("gone-50.md"));
    server.wait_until_said("gone-79.md");
}

/// Nothing stops such a template but the end of the program, which says so and goes with the status of a fault.
#[cfg(unix)]
#[test]
fn a_template_that_cannot_be_stopped_ends_the_server() {
    let settings = "[output.html]\ntheme = \"mine\"\n";
    let page = "mine/templates/page.html";
    let mut server = Server::start(book().write("book.toml", settings).write(page, "As yet well."));
    server.wait_for_text("/", "As yet well.");
    let doubled = "{% set a = a ~ a %}".repeat(60);
    server.save(page, &format!("{{% set a = \"x\" %}}{doubled}"));
    assert_eq!(server.wait_for_end().code(), Some(1));
    server.wait_until_said("the server stops, because nothing else can stop that template");
    assert!(server.said().contains("error[TB2005]"), "{}", server.said());
}
