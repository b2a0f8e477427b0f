//! `check --external`, against a server on this machine that answers correctly, wrongly and not at all.

use crate::harness::Site;
use crate::loopback::Server;

/// A book of one chapter with a link to each of these paths of the server.
fn book(server: &Server, settings: &str, paths: &[&str]) -> Site {
    let links: Vec<String> =
        paths.iter().map(|path| format!("[{path}]({})\n", server.address(path))).collect();
    let text = format!("---\ndescription: Links.\n---\n# Links\n\n{}", links.join("\n"));
    Site::of(&text)
        .write("book.toml", &format!("[output.html]\nsite-url = \"https://book.example/\"\n\n[check.external]\nallow-private = true\n{settings}"))
}

/// Runs `check --external` past any proxy of this machine.
fn checked(site: Site) -> Site {
    let mut command = site.command(&["check", "--external", "--format", "short"]);
    command.env("NO_PROXY", "*");
    site.run_command(command)
}

#[test]
fn each_dead_address_is_named_with_what_it_answers() {
    let server = Server::start();
    let paths = ["ok", "gone", "nohead", "found", "moved", "loop", "elsewhere", "ok#part"];
    let site = checked(book(&server, "retries = 0\n", &paths)).assert_status(0);
    let site = site.assert_stderr("checking 7 addresses on 1 site\n");
    let site =
        site.assert_stderr("index.md:8:8: warning[TB1501]: this address answers 404 Not Found");
    let site = site.assert_stderr("note[TB1502]: this address has moved permanently");
    let site = site.assert_stderr("TB1501]: this address redirects more than 5 times");
    let site = site.assert_stderr("TB1501]: this address answers 301 Moved Permanently");
    site.assert_stderr("3 warnings and 1 note\n");
    let asked = server.asked();
    let count = |line: &str| asked.iter().filter(|head| head.starts_with(line)).count();
    assert_eq!((count("HEAD /ok "), count("GET /ok ")), (3, 0), "{asked:#?}");
    assert_eq!((count("HEAD /nohead "), count("GET /nohead ")), (1, 1));
    assert_eq!((count("HEAD /gone "), count("GET /gone ")), (1, 1));
    assert_eq!(count("HEAD /loop "), 6);
    for head in &asked {
        let head = head.to_lowercase();
        let version = env!("CARGO_PKG_VERSION");
        assert!(head.contains(&format!("user-agent: tickbook/{version}\r\n")), "{head}");
        assert!(!head.contains("cookie:") && !head.contains("referer:"), "{head}");
        assert!(!head.contains("authorization:"), "{head}");
    }
}

#[test]
fn a_moved_address_is_given_with_the_new_one() {
    let server = Server::start();
    let site = book(&server, "", &["moved", "found"]);
    let mut command = site.command(&["check", "--external", "--strict"]);
    command.env("NO_PROXY", "*");
    let site = site.run_command(command).assert_status(0);
    let site = site.assert_stderr(&format!("help: write `{}`", server.address("ok")));
    assert_eq!(site.stderr().matches("TB1502").count(), 1);
}

#[test]
fn what_is_busy_or_breaks_off_is_asked_again() {
    let server = Server::start();
    let site = checked(book(&server, "retries = 1\n", &["busy", "flaky"])).assert_status(0);
    site.assert_stderr_lacks("TB15");
    let site = checked(book(&server, "retries = 0\n", &["reset"])).assert_status(0);
    let site = site.assert_stderr("TB1501]: this address ");
    site.assert_stderr("1 warning");
}

#[test]
fn a_server_that_hangs_is_given_up_and_levels_hold() {
    let server = Server::start();
    let site = book(&server, "timeout = 1\nretries = 0\n", &["hang"]);
    let toml = format!("{}[check]\ndead-external = \"deny\"\n", "");
    let settings = site.read("book.toml");
    let site = site.write("book.toml", &format!("{toml}{settings}"));
    // Whoever waits for longer sees the server give up, and says that it broke off.
    let site = checked(site).assert_status(1);
    site.assert_stderr("error[TB1501]: this address does not answer within 1 s");
}

#[test]
fn requests_at_once_are_bounded_by_host_and_in_all() {
    let server = Server::start();
    let paths: Vec<String> = (0..12).map(|number| format!("slow/{number}")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    checked(book(&server, "", &paths)).assert_status(0).assert_stderr_lacks("TB15");
    assert_eq!(server.asked().len(), 12);
    assert_eq!(server.most_at_once(), 2, "two at a host");
    let server = Server::start();
    let settings = "per-host = 16\nconcurrency = 3\n";
    checked(book(&server, settings, &paths)).assert_status(0);
    assert_eq!(server.most_at_once(), 3, "three in all");
}

#[test]
fn good_answers_are_remembered_and_dead_ones_asked_again() {
    let server = Server::start();
    let site = book(&server, "retries = 0\n", &["ok", "gone", "moved"]);
    let site = checked(site).assert_file(".tickbook/cache/external.json").assert_contains("/ok\"");
    let site = site.assert_lacks("/gone\"").assert_file(".tickbook/cache/.gitignore");
    assert_eq!(site.text(), "*\n");
    let before = server.asked().len();
    let site = checked(site).assert_stderr("TB1501").assert_stderr("TB1502");
    let again = server.asked().split_off(before);
    assert!(again.iter().all(|head| head.contains(" /gone ")), "{again:#?}");
    let toml = site.read("book.toml");
    let site = checked(site.write("book.toml", &format!("{toml}max-age = 0\n")));
    assert!(server.asked().len() > before + again.len() + 2);
    let site =
        site.build().assert_no_file("public/.tickbook").assert_no_file("public/external.json");
    assert!(site.paths("public").iter().all(|path| !path.contains("external")));
}

#[test]
fn a_cache_that_is_none_of_ours_is_left_alone() {
    let server = Server::start();
    let site = book(&server, "cache = \"notes.json\"\n", &["ok"]).write("notes.json", "{}\n");
    let site = checked(site).assert_status(0).assert_stderr("warning[TB1504]");
    assert_eq!(site.read("notes.json"), "{}\n");
    for file in [".git/x.json", "book.lock", "../x.json"] {
        let site = book(&server, &format!("cache = \"{file}\"\n"), &["ok"]);
        checked(site).assert_status(1).assert_stderr("error[TB0104]");
    }
}

/// The folder of the answers may come with a change to the book, and lead anywhere.
#[cfg(unix)]
#[test]
fn a_cache_behind_a_symbolic_link_is_neither_read_nor_written() {
    let server = Server::start();
    let elsewhere = Site::empty().write("kept", "");
    let site = book(&server, "", &["ok"]).write(".tickbook/kept", "");
    let cache = site.path(".tickbook/cache");
    std::os::unix::fs::symlink(elsewhere.root(), cache).expect("a link");
    checked(site).assert_status(0).assert_stderr("warning[TB1504]").assert_stderr("symbolic link");
    assert_eq!(elsewhere.paths("."), ["kept"]);
    // What waits under the name that is written first is no way out either.
    let site = book(&server, "", &["ok"]).write(".tickbook/cache/kept", "");
    let new = site.path(".tickbook/cache/external.json.new");
    std::os::unix::fs::symlink(elsewhere.path("kept"), new).expect("a link");
    checked(site).assert_status(0).assert_file(".tickbook/cache/external.json");
    assert_eq!(elsewhere.read("kept"), "");
}

#[test]
fn private_networks_are_left_alone_unless_a_book_asks_for_them() {
    let server = Server::start();
    let site = book(&server, "", &["ok", "gone"]).write("book.toml", "");
    let site = checked(site).assert_status(0).assert_stderr("note[TB1503]: 2 addresses in private");
    site.assert_stderr_lacks("TB1501").assert_no_file(".tickbook/cache/external.json.new");
    // A name is looked up, and what it stands for is judged like a number.
    let named = server.address("ok").replace("127.0.0.1", "localhost");
    let text = format!("---\ndescription: D.\n---\n[a]({named})\n");
    checked(Site::of(&text)).assert_stderr("note[TB1503]");
    assert_eq!(server.asked(), Vec::<String>::new());
}

#[test]
fn addresses_can_be_ignored_and_statuses_accepted() {
    let server = Server::start();
    let settings = "ignore = [\"*/reset\"]\naccept = [404]\n";
    let site = checked(book(&server, settings, &["gone", "reset"])).assert_status(0);
    site.assert_stderr("checking 1 address on 1 site\n").assert_stderr_lacks("TB15");
    assert!(!server.asked().iter().any(|head| head.contains("/reset")));
}

#[test]
fn nothing_is_asked_without_the_option() {
    let server = Server::start();
    let site = book(&server, "", &["gone"]).run(&["check", "--strict"]).assert_status(0);
    site.assert_no_file(".tickbook/cache/external.json");
    assert_eq!(server.asked(), Vec::<String>::new());
}

#[test]
fn settings_have_bounds() {
    for (setting, said) in [
        ("concurrency = 0", "must be a whole number from 1 to 64"),
        ("timeout = -1", "must be a whole number from 1 to 300"),
        ("accept = [\"404\"]", "must be an array of whole numbers"),
        ("retrys = 1", "did you mean `retries`?"),
    ] {
        let toml = format!("[check.external]\n{setting}\n");
        let site = Site::of("# A\n").write("book.toml", &toml);
        site.run(&["check"]).assert_status(1).assert_stderr(said);
    }
}
