//! `tickbook serve` as browsers and users see it: requests, addresses, start and shutdown.

mod author;
mod changes;
pub mod crowds;
mod faults;
mod hostile;
pub mod server;
pub mod storms;
#[cfg(target_os = "linux")]
pub mod swaps;

use crate::harness::Site;
use crate::timing;
use server::{Reply, Server};
use std::io::Write;
use std::net::TcpListener;
use std::time::Duration;

/// A book with a part, a picture, a style sheet of its own and a file that no page names.
fn book() -> Site {
    Site::empty()
        .write("book.toml", "[output.html]\nadditional-css = [\"styles/own.css\"]\n")
        .write("styles/own.css", ".own { color: red }\n")
        .write("content/index.md", "# Start\n\n[Two](part/two.md)\n\n![A dot](dot.svg)\n")
        .write("content/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n")
        .write("content/secret.txt", "secret\n")
        .write("content/part/index.md", "# Part\n")
        .write("content/part/two.md", "# Two\n\n- [ ] Tick me\n")
}

fn assert_guarded(reply: &Reply) {
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{reply:?}");
    assert_eq!(reply.header("cache-control"), Some("no-store"), "{reply:?}");
    assert_eq!(reply.header("cross-origin-resource-policy"), Some("same-origin"), "{reply:?}");
    assert!(!reply.has_header_beginning_with("access-control"), "{reply:?}");
}

#[test]
fn every_file_of_a_build_is_served_with_its_type() {
    let server = Server::start(book());
    let fresh = server.fresh_build();
    assert!(fresh.len() > 8, "{:?}", fresh.keys());
    for (path, bytes) in &fresh {
        let reply = server.get(&format!("/{path}"));
        assert_eq!(reply.status, 200, "{path}");
        assert!(reply.as_built() == *bytes, "{path} differs");
        let media_type = match path.rsplit_once('.').map(|(_, extension)| extension) {
            Some("html") => "text/html; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            Some("xml") => "application/xml",
            Some("txt") => "text/plain; charset=utf-8",
            _ => "application/octet-stream",
        };
        assert_eq!(reply.header("content-type"), Some(media_type), "{path}");
        assert_guarded(&reply);
    }
}

#[test]
fn folders_and_unknown_paths() {
    let server = Server::start(book());
    assert_eq!(server.get("/").as_built(), server.get("/index.html").as_built());
    assert_eq!(server.get("/part/").as_built(), server.get("/part/index.html").as_built());
    let reply = server.get("/part?a=b");
    assert_eq!((reply.status, reply.header("location")), (307, Some("/part/")));
    assert_guarded(&reply);
    let missing = server.get("/no/such/page.html");
    assert_eq!(missing.status, 404);
    assert_eq!(missing.as_built(), server.get("/404.html").as_built());
    assert_guarded(&missing);
    assert_eq!(server.get("/__tickbook/other").status, 404);
}

#[test]
fn the_live_script_is_put_in_by_the_server_alone() {
    let server = Server::start(book());
    let page = server.get("/part/two.html").text();
    let (head, _) = page.split_once("</head>").expect("a head");
    let (_, tag) = head.rsplit_once('\n').unwrap_or(("", head));
    assert!(tag.contains("<script src=\"/__tickbook/live.js\" defer"), "{head}");
    assert!(!page.contains("<script>"), "{page}");
    assert!(
        server
            .fresh_build()
            .values()
            .all(|bytes| { !String::from_utf8_lossy(bytes).contains("__tickbook") })
    );
    let own =
        [("live.js", "text/javascript; charset=utf-8"), ("live.css", "text/css; charset=utf-8")];
    for (name, media_type) in own {
        let reply = server.get(&format!("/__tickbook/{name}"));
        assert_eq!((reply.status, reply.header("content-type")), (200, Some(media_type)));
        assert_guarded(&reply);
    }
}

#[test]
fn only_get_and_head_are_answered() {
    let server = Server::start(book());
    let got = server.get("/part/two.html");
    let head = server.ask("HEAD", "/part/two.html", "");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), got.header("content-length"));
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"] {
        let reply = server.ask(method, "/", "Content-Length: 0\n");
        assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD")), "{method}");
        assert_guarded(&reply);
    }
}

#[test]
fn no_spelling_of_a_path_reaches_the_disk() {
    let server = Server::start(book());
    for path in [
        "/book.toml",
        "/../book.toml",
        "/%2e%2e/book.toml",
        "/..%2fbook.toml",
        "/part/../../book.toml",
        "/part/%2e%2e/%2e%2e/book.toml",
        "/..%5cbook.toml",
        "/%252e%252e/book.toml",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/content/index.md",
        "/index.md",
        "/secret.txt",
        "/content/secret.txt",
        "/styles/own.css",
        "/index.html%00",
        "/%ff",
    ] {
        let reply = server.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert_eq!(reply.as_built(), server.get("/404.html").as_built(), "{path}");
    }
}

#[test]
fn only_requests_to_this_machine_are_answered() {
    let server = Server::start(book());
    let with =
        |fields: &str| server.send(&format!("GET / HTTP/1.1\nConnection: close\n{fields}\n\n"));
    for own in ["localhost", "LocalHost:80", "127.0.0.1:3000", "[::1]", "[::1]:3000"] {
        assert_eq!(with(&format!("Host: {own}")).status, 200, "{own}");
        let origin = format!("Host: {own}\nOrigin: http://{own}");
        assert_eq!(with(&origin).status, 200, "{own}");
    }
    for foreign in ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "10.0.0.1", "::1"]
    {
        let reply = with(&format!("Host: {foreign}"));
        assert_eq!(reply.status, 403, "{foreign}");
        assert_guarded(&reply);
        let reply = with(&format!("Host: localhost\nOrigin: http://{foreign}"));
        assert_eq!(reply.status, 403, "{foreign}");
        assert_guarded(&reply);
    }
    assert_eq!(with("Host: localhost\nOrigin: null").status, 403);
    assert_eq!(with("Host: localhost\nHost: evil.example").status, 403);
    assert_eq!(with("Accept: text/html").status, 403);
    let in_line = "GET http://evil.example/ HTTP/1.1\nHost: localhost\nConnection: close\n\n";
    assert_eq!(server.send(in_line).status, 403);
    let events = "GET /__tickbook/events HTTP/1.1\nHost: localhost\nConnection: close\n";
    assert_eq!(server.send(&format!("{events}Origin: http://evil.example\n\n")).status, 403);
}

#[test]
fn the_given_host_is_answered_too() {
    let server = Server::start_with(book(), &["-p", "0", "-n", "127.0.0.5"], |_| {});
    assert!(server.said().contains("http://127.0.0.5:"), "{}", server.said());
    let mut stream = std::net::TcpStream::connect(("127.0.0.5", server.port)).expect("it listens");
    let ask = "GET / HTTP/1.1\r\nHost: 127.0.0.5:1\r\nConnection: close\r\n\r\n";
    stream.write_all(ask.as_bytes()).expect("the request is sent");
    let mut reply = String::new();
    std::io::Read::read_to_string(&mut stream, &mut reply).expect("a page");
    assert!(reply.starts_with("HTTP/1.1 200"), "{reply}");
}

#[test]
fn a_taken_port_is_named_where_it_was_asked_for() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let site = book().run(&["serve", "-p", &port]).assert_status(1).assert_no_stdout();
    assert!(
        site.stderr().contains(&format!("error[TB0801]: port {port} is in use")),
        "{}",
        site.stderr()
    );
}

#[test]
fn the_next_free_port_is_taken_where_none_was_asked_for() {
    // Another program may hold the port already, which serves as well.
    let _taken = TcpListener::bind("127.0.0.1:3000");
    let server = Server::start_with(book(), &[], |_| {});
    assert!((3001..3100).contains(&server.port), "{}", server.port);
    assert_eq!(server.get("/").status, 200);
    assert!(server.said().contains(&format!("http://127.0.0.1:{}/", server.port)));
}

#[test]
fn an_address_that_cannot_be_had_and_a_folder_that_is_not_there_end_with_1() {
    let bad_host = book().run(&["serve", "-p", "0", "-n", "192.0.2.1"]).assert_status(1);
    assert!(bad_host.stderr().contains("192.0.2.1"), "{}", bad_host.stderr());
    assert!(bad_host.stderr().contains("error[TB0802]"), "{}", bad_host.stderr());
    Site::empty().run(&["serve", "nowhere"]).assert_status(1).assert_stderr("nowhere");
}

#[cfg(target_os = "linux")]
#[test]
fn opening_a_browser_is_tried_and_never_fails() {
    use std::os::unix::fs::PermissionsExt;
    let arguments = ["-p", "0", "--open"];
    let server = Server::start_with(book(), &arguments, |command| {
        command.env("PATH", "/nonexistent").env_remove("BROWSER");
    });
    assert_eq!(server.get("/").status, 200);
    server.wait_until_said("cannot open a browser");

    let site = book().write("bin/xdg-open", "#!/bin/sh\nprintf %s \"$1\" > \"$OPENED\"\n");
    let (bin, opened) = (site.path("bin"), site.path("opened"));
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(bin.join("xdg-open"), mode).expect("the mode can be set");
    let server = Server::start_with(site, &arguments, |command| {
        command.env("PATH", &bin).env("OPENED", &opened).env_remove("BROWSER");
    });
    let address = format!("http://127.0.0.1:{}/", server.port);
    server::wait_for("the browser's call", || {
        (std::fs::read_to_string(&opened).ok()? == address).then_some(())
    });
}

/// Fails where a server took far longer to end than one that nobody is connected to.
#[cfg(unix)]
#[track_caller]
fn assert_ended_soon(time: Duration) {
    let alone = timing::best_of(2, || Server::start(book()).end("INT"));
    timing::assert_ratio("the end", alone, time, 50);
}

#[cfg(unix)]
#[test]
fn a_signal_ends_the_server_cleanly_and_soon() {
    for signal in ["INT", "TERM"] {
        let mut server = Server::start(book());
        let mut events = server.events();
        assert!(events.next().is_some());
        // Without a signal, the server would wait for the rest of this for seconds.
        let mut half = server.connect();
        half.write_all(b"GET / HTTP/1.1\r\nHost: lo").expect("the request is sent");
        let idle = server.connect();
        assert_ended_soon(server.end(signal));
        assert_eq!(events.next(), None);
        drop((half, idle));
    }
}

#[test]
fn nothing_is_written() {
    let site = book();
    let before = site.files(".");
    let mut server = Server::start(site);
    server.write("content/index.md", "# Changed\n");
    server.wait_for_text("/", "Changed");
    server.write("content/index.md", &String::from_utf8_lossy(&before["content/index.md"]));
    server.wait_for_text("/", "Start");
    let after = crate::harness::files_below(&server.path("."));
    assert_eq!(before, after);
    if cfg!(unix) {
        server.signal("INT");
        server.wait_for_end();
        assert_eq!(before, crate::harness::files_below(&server.path(".")));
    }
}

#[test]
fn no_browser_is_asked_to_keep_what_is_still_being_written() {
    let server = Server::start(book().write("book.toml", "[output.html]\noffline = true\n"));
    let page = server.get("/index.html").text();
    let scripts = page.split("<script src=\"").skip(1).filter_map(|rest| rest.split('"').next());
    for path in scripts {
        let script = server.get(&format!("/{}", path.trim_start_matches('/'))).text();
        assert!(!script.contains("serviceWorker"), "{path}");
    }
    assert_eq!(server.get("/manifest.webmanifest").status, 404);
    // A browser that kept a published book of this address is told to forget it.
    assert!(server.get("/sw.js").text().contains("unregister()"));
}

#[test]
fn drafts_are_served_where_they_are_asked_for() {
    let draft = |site: Site| site.write("content/idea.md", "---\ndraft: true\n---\n# Idea\n");
    assert_eq!(Server::start(draft(book())).get("/idea.html").status, 404);
    let server = Server::start_with(draft(book()), &["-p", "0", "--drafts"], |_| {});
    assert_eq!(server.get("/idea.html").status, 200);
}

#[test]
fn the_page_for_unknown_addresses_finds_its_files_below_the_site_url() {
    let site = book().write("book.toml", "[output.html]\nsite-url = \"https://a.example/cto/\"\n");
    let server = Server::start(site);
    let missing = server.get("/nowhere").text();
    let (_, rest) = missing.split_once("rel=\"stylesheet\" href=\"").expect("a style sheet");
    let (href, _) = rest.split_once('"').expect("the attribute ends");
    assert!(href.starts_with("/cto/assets/"), "{href}");
    assert_eq!(server.get(href).status, 200);
}
