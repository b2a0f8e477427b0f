//! Every way to change a book while it is served ends in the state of a fresh build.

use super::book;
use super::server::Server;
use crate::harness::Site;
use std::time::Duration;

fn count(text: &str, part: &str) -> usize {
    text.matches(part).count()
}

#[test]
fn an_edit_reaches_the_browser_as_a_reload() {
    let server = Server::start(book());
    let mut events = server.events();
    let first = events.next().expect("the present state");
    assert_eq!(first.name, "build");
    assert_eq!(first.data, r#"{"faults":[],"warnings":[]}"#);
    let on_page = |id: &str| server.get("/").text().contains(&format!("data-tb-build=\"{id}\""));
    assert!(on_page(&first.id));

    server.save("content/part/two.md", "# Two\n\nNew words\n");
    let second = events.next().expect("an event");
    assert_eq!(second.name, "reload");
    assert_ne!(second.id, first.id);
    assert!(server.get("/part/two.html").text().contains("New words"));
    assert!(on_page(&second.id));
    server.wait_until_fresh();

    // A browser that missed the event learns the build's name when it connects.
    let caught_up = server.events().next().expect("the present state");
    assert_eq!((caught_up.name.as_str(), caught_up.id), ("build", second.id));
}

#[test]
fn a_text_that_was_saved_is_on_every_page_that_shows_it() {
    let server = Server::start(book());
    for (words, path) in
        [("First words", "content/part/two.md"), ("Second words", "content/part/two.md")]
    {
        server.save(path, &format!("# Two\n\n{words}\n\n- [ ] Tick me\n"));
        server.wait_for_text("/part/two.html", words);
        server.wait_for_text("/print.html", words);
        let index = server.get("/assets/search/index.js").text();
        assert!(index.starts_with("tickbook.take("), "{index}");
        server.wait_until_fresh();
    }
    // A build of the whole book follows, and another patch.
    server.save("content/part/new.md", "# New\n\nWords\n");
    server.wait_until_fresh();
    server.save("content/part/new.md", "# New\n\nThird words\n");
    server.wait_for_text("/print.html", "Third words");
    server.wait_for_text("/print.html", "Second words");
    server.wait_until_fresh();
}

#[test]
fn items_are_matched_against_the_lock_which_is_never_written() {
    let list = "# Start\n\n- [ ] Write the hiring plan\n";
    let site = book().write("content/index.md", list).build();
    let lock = site.read("book.lock");
    let id = lock.lines().find_map(|line| line.split_once(" = {")).expect("an item").0;
    let id = id.trim_start_matches("item.").to_string();
    let server = Server::start(site);
    server.write("content/index.md", &list.replace("hiring", "yearly hiring"));
    server.wait_for_text("/", "yearly hiring plan");
    assert!(server.get("/").text().contains(&format!("data-tick=\"{id}\" data-rev=\"2\"")));
    assert_eq!(std::fs::read_to_string(server.path("book.lock")).expect("the lock"), lock);

    // Another lock, as after a pull, is taken up like any other edit.
    server.write("book.lock", &lock.replace(&id, "otherid222"));
    server.wait_for_text("/", "otherid222");
}

#[test]
fn another_run_of_the_server_has_builds_of_other_names() {
    let first = Server::start(book()).events().next().expect("an event").id;
    let second = Server::start(book()).events().next().expect("an event").id;
    assert_ne!(first, second);
}

#[test]
fn a_save_without_a_change_reloads_nothing() {
    let server = Server::start(book());
    let mut events = server.events();
    let first = events.next().expect("the present state");
    let text = std::fs::read_to_string(server.path("content/index.md")).expect("a chapter");
    server.save("content/index.md", &text);
    server.wait_until_said("content/index.md changed: ");
    server.wait_until_said(", 0 of ");
    server.save("content/index.md", "# Other\n");
    let next = events.next().expect("an event");
    assert_eq!(next.name, "reload");
    let number = |id: &str| id.rsplit_once('-').and_then(|(_, n)| n.parse::<u32>().ok());
    assert_eq!(number(&next.id), number(&first.id).map(|number| number + 1));
}

#[test]
fn saves_by_rename() {
    let server = Server::start(book());
    for name in [".two.md.swp", "two.md.tmp", "4913"] {
        let part = server.path("content/part");
        server.write(&format!("content/part/{name}"), &format!("# Two\n\nBy way of {name}\n"));
        std::fs::rename(part.join("two.md"), part.join("two.md~")).expect("the old one goes");
        std::fs::rename(part.join(name), part.join("two.md")).expect("the new one comes");
        std::fs::remove_file(part.join("two.md~")).expect("the backup goes");
        server.wait_for_text("/part/two.html", &format!("By way of {name}"));
        server.wait_until_fresh();
    }
    server.write("new.toml", "[book]\ntitle = \"Renamed\"\n");
    std::fs::rename(server.path("new.toml"), server.path("book.toml")).expect("book.toml comes");
    server.wait_for_text("/", "Renamed");
    server.wait_until_fresh();
}

#[test]
fn deleted_renamed_and_moved_chapters() {
    let server = Server::start(book());
    server.write("content/index.md", "# Start\n");
    server.write("content/part/three.md", "# Three\n");
    server.wait_for_text("/part/three.html", "Three");
    std::fs::remove_file(server.path("content/part/two.md")).expect("the chapter goes");
    server.wait_until_gone("/part/two.html");
    std::fs::rename(server.path("content/part/three.md"), server.path("content/four.md"))
        .expect("the chapter moves");
    server.wait_for_text("/four.html", "Three");
    server.wait_until_gone("/part/three.html");
    server.wait_until_fresh();
}

#[test]
fn new_folders_are_watched_to_their_depth() {
    let server = Server::start(book());
    server.write("content/a/b/c/deep.md", "# Deep\n");
    server.wait_for_text("/a/b/c/deep.html", "Deep");
    server.write("content/a/b/c/deep.md", "# Deeper\n");
    server.wait_for_text("/a/b/c/deep.html", "Deeper");
    server.write("content/a/b/other.md", "# Other\n");
    server.wait_for_text("/a/b/other.html", "Other");
    std::fs::rename(server.path("content/a"), server.path("content/z")).expect("it moves");
    server.wait_for_text("/z/b/c/deep.html", "Deeper");
    server.wait_until_gone("/a/b/c/deep.html");
    server.write("content/z/b/c/deep.md", "# Deepest\n");
    server.wait_for_text("/z/b/c/deep.html", "Deepest");
    std::fs::remove_dir_all(server.path("content/z")).expect("it goes");
    server.wait_until_gone("/z/b/c/deep.html");
    server.wait_until_fresh();
}

#[test]
fn a_folder_that_is_moved_in_is_watched() {
    let server = Server::start(book());
    server.write("elsewhere/sub/in.md", "# In\n");
    std::fs::rename(server.path("elsewhere"), server.path("content/moved")).expect("it moves");
    server.wait_for_text("/moved/sub/in.html", "In");
    server.write("content/moved/sub/in.md", "# Inside\n");
    server.wait_for_text("/moved/sub/in.html", "Inside");
    server.wait_until_fresh();
}

#[test]
fn the_content_folder_may_go_and_come_back() {
    let server = Server::start(book());
    let content = server.path("content");
    for round in 0..3 {
        std::fs::rename(&content, server.path("away")).expect("it goes");
        if round > 0 {
            server.wait_until_said("the last working pages are still served");
        }
        if round == 2 {
            std::fs::remove_dir_all(server.path("away")).expect("it is gone for good");
            server.write("content/index.md", "# Again\n");
        } else {
            std::fs::rename(server.path("away"), &content).expect("it comes back");
        }
        server.write("content/index.md", &format!("# Round {round}\n"));
        server.wait_for_text("/", &format!("Round {round}"));
        server.write("content/new/index.md", &format!("# New {round}\n"));
        server.wait_for_text("/new/", &format!("New {round}"));
        server.wait_until_fresh();
    }
}

#[test]
fn the_whole_book_may_go_and_come_back() {
    let site = Site::empty().write("book/content/index.md", "# Start\n");
    let server = Server::start_with(site, &["book", "--port", "0"], |_| {});
    std::fs::rename(server.path("book"), server.path("away")).expect("it goes");
    server.wait_until_said("the last working pages are still served");
    assert_eq!(server.get("/").status, 200);
    server.write("book/content/index.md", "# Another\n");
    server.wait_for_text("/", "Another");
    server.write("book/content/index.md", "# A third\n");
    server.wait_for_text("/", "A third");
}

#[test]
fn a_burst_of_saves_ends_like_a_fresh_build() {
    let server = Server::start(book());
    for save in 0..50 {
        server.write(&format!("content/part/new-{}.md", save % 7), &format!("# Save {save}\n"));
        server.write("content/part/two.md", &format!("# Two\n\nSave {save}\n"));
        if save % 10 == 9 {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    server.wait_for_text("/part/two.html", "Save 49");
    server.wait_until_fresh();
    let builds = count(&server.said(), " changed: ");
    assert!(builds < 50, "{builds} builds for a burst");
}

#[test]
fn the_configuration_moves_the_watches() {
    let site = book()
        .write("docs/index.md", "# Docs\n")
        .write("look/templates/page.html", "{% extends \"default/page.html\" %}\n");
    let server = Server::start(site);
    server.write("book.toml", "[book]\nsrc = \"docs\"\n[output.html]\ntheme = \"look\"\n");
    server.wait_for_text("/", "Docs");
    server.write("docs/index.md", "# More docs\n");
    server.wait_for_text("/", "More docs");
    let template =
        "{% extends \"default/page.html\" %}{% block footer %}Own foot{% endblock footer %}\n";
    server.write("look/templates/page.html", template);
    server.wait_for_text("/", "Own foot");
    server.write("look/css/99-own.css", ".own-rule { color: red }\n");
    server.wait_until_fresh();
    std::fs::remove_dir_all(server.path("look/css")).expect("it goes");
    server.wait_until_fresh();
    server.write("book.toml", "[book]\nsrc = \"docs\"\n");
    server.wait_until_fresh();
}

#[test]
fn style_sheets_and_scripts_of_the_authors_own_are_watched() {
    let server = Server::start(book());
    server.write("styles/own.css", ".own { color: blue }\n");
    server.wait_until_fresh();
    server.write("book.toml", "[output.html]\nadditional-js = [\"js/a/own.js\"]\n");
    server.wait_until_said("js/a/own.js");
    server.write("js/a/own.js", "'use strict';\n");
    server.wait_until_fresh();
}

#[test]
fn the_server_follows_included_files() {
    let site = Site::of("# Page\n\n{{#include ../listings/deep/one.md}}\n")
        .write("listings/deep/one.md", "First text.\n");
    let server = Server::start(site);
    server.wait_for_text("/", "First text.");
    server.write("listings/deep/one.md", "Second text. {{#include two.md}}\n");
    server.wait_until_said("there is no file `two.md` to include");
    server.write("listings/deep/two.md", "Third text.\n");
    server.wait_for_text("/", "Third text.");
    server.write("listings/deep/two.md", "Fourth text.\n");
    server.wait_for_text("/", "Fourth text.");
    server.wait_until_fresh();
}

#[test]
fn a_book_that_is_its_own_folder() {
    let site = Site::empty().write("index.md", "# Start\n").write("part/one.md", "# One\n");
    let server = Server::start(site);
    server.write("part/one.md", "# Uno\n");
    server.wait_for_text("/part/one.html", "Uno");
    server.write("new/two.md", "# Two\n");
    server.wait_for_text("/new/two.html", "Two");
    server.write("new/two.md", "# Due\n");
    server.wait_for_text("/new/two.html", "Due");
    server.wait_until_fresh();
    // With a content folder, that is the book.
    server.write("content/index.md", "# Inner\n");
    server.wait_for_text("/", "Inner");
    server.wait_until_gone("/part/one.html");
    server.wait_until_fresh();
}

#[test]
fn what_no_build_reads_starts_none() {
    let server = Server::start(book().write("public/index.html", "old"));
    for path in ["public/index.html", ".git/index", "notes.txt", "content/.two.md.swp"] {
        server.write(path, "changed");
    }
    std::thread::sleep(Duration::from_millis(50));
    server.save("content/index.md", "# Changed\n");
    server.wait_for_text("/", "Changed");
    // A build is told after its pages are there.
    server.wait_until_said(" changed: ");
    assert_eq!(count(&server.said(), " changed: "), 1, "{}", server.said());
}

#[test]
fn polling_finds_the_same_changes() {
    let server = Server::start_with(book(), &["-p", "0", "--poll"], |_| {});
    // Neither the length nor the second of the change tells these apart.
    server.write("content/part/two.md", "# Two\n\nAAA\n");
    server.wait_for_text("/part/two.html", "AAA");
    server.write("content/part/two.md", "# Two\n\nBBB\n");
    server.wait_for_text("/part/two.html", "BBB");
    server.write("content/new/sub/one.md", "# New\n");
    server.wait_for_text("/new/sub/one.html", "New");
    std::fs::remove_dir_all(server.path("content")).expect("it goes");
    server.wait_until_said("the last working pages are still served");
    server.write("content/index.md", "# Back\n");
    server.wait_for_text("/", "Back");
    server.wait_until_fresh();
}
