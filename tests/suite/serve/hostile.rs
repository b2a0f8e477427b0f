//! The server against attackers: pages of other sites, spellings of paths that point out of the book, and requests that
//! take for ever or never end.

use super::server::{Reply, Server};
use super::{assert_guarded, book};
use std::io::{Read, Write};
use std::time::{Duration, Instant};

/// What no response may show: a word of each file that is not part of the site.
const SECRETS: [&str; 4] = ["additional-css", "root:", "secret", "[2](part"];

fn assert_refused(server: &Server, status: &[u16], request: &[u8]) -> Reply {
    let shown = String::from_utf8_lossy(request).into_owned();
    let reply = server.send_bytes(request).unwrap_or_else(|| panic!("no response to {shown}"));
    assert!(status.contains(&reply.status), "{} to {shown}", reply.status);
    assert_guarded(&reply);
    let text = reply.text();
    assert!(SECRETS.iter().all(|secret| !text.contains(secret)), "{shown}: {text}");
    reply
}

#[test]
fn requests_for_other_hosts_and_by_other_sites_are_refused() {
    let server = Server::start(book());
    let names = [
        "evil.example",
        "evil.example:80",
        "localhost.evil.example",
        "127.0.0.1.nip.io",
        "localtest.me",
        "localhost.",
        "0.0.0.0",
        "127.1",
        "0x7f000001",
        "2130706433",
        "127.0.0.2",
        "[::ffff:127.0.0.1]",
        "[::2]",
        "::1",
        "user@localhost",
        "localhost:80:80",
        "localhost:x",
        "localhost:3000@evil.example",
        "evil.example#@localhost",
        "evil.example\\localhost",
        "localhost%2eevil.example",
        "\u{ff4c}ocalhost",
        "localhost, evil.example",
        "localhost/evil.example",
        "",
    ];
    for name in names {
        let request = format!("GET / HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n");
        assert_refused(&server, &[403], request.as_bytes());
    }
    let origins = [
        "null",
        "",
        "http://evil.example",
        "https://localhost.evil.example",
        "file://",
        "file://localhost",
        "localhost",
        "http://localhost:8080",
        "http://127.0.0.1",
        "http://localhost/",
        "http://user@localhost",
    ];
    for origin in origins {
        for method in ["GET", "HEAD", "POST", "OPTIONS"] {
            let fields =
                "Host: localhost\r\nConnection: close\r\nAccess-Control-Request-Method: GET";
            let request = format!("{method} / HTTP/1.1\r\n{fields}\r\nOrigin: {origin}\r\n\r\n");
            assert_refused(&server, &[403], request.as_bytes());
        }
    }
}

#[test]
fn heads_that_say_two_things_are_refused() {
    let server = Server::start(book());
    for head in [
        "GET / HTTP/1.1",
        "GET / HTTP/1.0",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example",
        "GET / HTTP/1.1\r\nHost: evil.example\r\nHost: localhost",
        "GET http://evil.example/ HTTP/1.1\r\nHost: localhost",
        "GET http://localhost/ HTTP/1.1\r\nHost: evil.example",
        "GET http://localhost@evil.example/ HTTP/1.1\r\nHost: localhost",
        "GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nOrigin: http://evil.example",
        "GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost",
        "GET / HTTP/1.1\r\nHost: evil.example\r\nUpgrade: websocket",
        "GET http://localhost:3000@evil.example/ HTTP/1.1\r\nHost: localhost",
        "GET https://evil.example/ HTTP/1.1\r\nHost: localhost",
        "GET / HTTP/1.0\r\nAuthorization: NTLM TlRMTVNTUAABAAAA",
        "OPTIONS * HTTP/1.1\r\nHost: evil.example",
        "CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost",
    ] {
        let request = format!("{head}\r\nConnection: close\r\n\r\n");
        assert_refused(&server, &[403], request.as_bytes());
    }
    for head in [
        "GET / HTTP/2.0\r\nHost: localhost",
        "GET / HTTP/1.1 \r\nHost: localhost",
        "GET  / HTTP/1.1\r\nHost: localhost",
        "GET / HTTP/1.1\r\nHost : localhost",
        "GET / HTTP/1.1\r\nHost: localhost\r\n folded: x",
        "GET / HTTP/1.1\r\nHost: local\0host",
        "G\u{e9}T / HTTP/1.1\r\nHost: localhost",
        "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2",
        "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1",
        "PRI * HTTP/2.0",
    ] {
        let request = format!("{head}\r\nConnection: close\r\n\r\n");
        assert_refused(&server, &[400, 403], request.as_bytes());
    }
}

/// What stands in the body of a request is none, however its length is told.
#[test]
fn no_request_hides_in_another() {
    let server = Server::start(book());
    let hidden = "GET /dot.svg HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let length = hidden.len();
    let chunk = format!("{length:x}\r\n{hidden}\r\n0\r\n\r\n");
    for (fields, body) in [
        (format!("Content-Length: {length}"), hidden),
        ("Transfer-Encoding: chunked".into(), &*chunk),
        (format!("Content-Length: {length}\r\nExpect: 100-continue"), hidden),
    ] {
        for method in ["GET", "POST"] {
            let host = "Host: localhost\r\nConnection: close";
            let request = format!("{method} / HTTP/1.1\r\n{host}\r\n{fields}\r\n\r\n{body}");
            let reply = server.send_bytes(request.as_bytes()).expect("a response");
            assert!(
                !reply.text().contains("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
                "{request}"
            );
            assert!(!reply.text().contains("HTTP/1.1 "), "{request}");
        }
    }
    for fields in [
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: xchunked",
        "Content-Length: +4",
        "Content-Length: 4, 5",
    ] {
        let host = "Host: localhost\r\nConnection: close";
        let request = format!("POST / HTTP/1.1\r\n{host}\r\n{fields}\r\n\r\n0\r\n\r\n{hidden}");
        let reply = server.send_bytes(request.as_bytes()).expect("a response");
        assert!([400, 405].contains(&reply.status), "{} to {request}", reply.status);
        assert!(!reply.text().contains("HTTP/1.1 "), "{request}");
    }
}

#[test]
fn a_server_for_the_network_is_asked_for_any_address_and_no_name() {
    let server = Server::start_with(book(), &["-n", "0.0.0.0"], |_| {});
    let ask = |host: &str| format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let reply = server.send_bytes(ask("192.0.2.7:3000").as_bytes()).expect("a response");
    assert_eq!(reply.status, 200);
    for name in ["evil.example", "192.0.2.7.evil.example", "192.0.2", "192.0.2.7:x"] {
        assert_refused(&server, &[403], ask(name).as_bytes());
    }
}

/// A browser says of each request which page makes it, and what for.
#[test]
fn pages_of_other_sites_may_lead_here_and_hold_nothing_of_it() {
    let server = Server::start(book());
    let ask = |path: &str, site: &str, mode: &str, dest: &str| {
        let fields =
            format!("Sec-Fetch-Site: {site}\nSec-Fetch-Mode: {mode}\nSec-Fetch-Dest: {dest}\n");
        let reply = server.ask("GET", path, &fields);
        assert_guarded(&reply);
        reply.status
    };
    for path in ["/", "/dot.svg", "/print.html", "/__tickbook/events"] {
        for site in ["cross-site", "same-site"] {
            assert_eq!(ask(path, site, "no-cors", "image"), 403, "{path} {site}");
            assert_eq!(ask(path, site, "no-cors", "script"), 403, "{path} {site}");
            assert_eq!(ask(path, site, "navigate", "iframe"), 403, "{path} {site}");
        }
    }
    assert_eq!(ask("/", "cross-site", "navigate", "document"), 200);
    assert_eq!(ask("/", "none", "navigate", "document"), 200);
    assert_eq!(ask("/dot.svg", "same-origin", "no-cors", "image"), 200);
}

#[test]
fn no_spelling_of_a_path_leads_out_of_the_book() {
    let server = Server::start(book());
    let ups = [
        "..",
        "%2e%2e",
        "%2E.",
        ".%2e",
        "%252e%252e",
        "%25252e%25252e",
        "..%00",
        "..;",
        "...",
        "%c0%ae%c0%ae",
        "%e0%80%ae%e0%80%ae",
        "%uff0e%uff0e",
        "\u{ff0e}\u{ff0e}",
        ". .",
        "..%20",
        ".%0a.",
    ];
    let slashes = ["/", "//", "%2f", "%252f", "\\", "%5c", "%255c", "/./", "%c0%af", "\u{2215}"];
    let files = ["book.toml", "content/secret.txt", "etc/passwd"];
    for up in ups {
        for slash in slashes {
            for file in files {
                let way = format!("{up}{slash}").repeat(3);
                assert_lost(&server, &format!("/{way}{file}"));
                assert_lost(&server, &format!("/part/{way}{file}"));
            }
        }
    }
    for path in [
        "//etc/passwd",
        "///etc/passwd",
        "/%2fetc/passwd",
        "/%00/etc/passwd",
        "/index.html%00.svg",
        "/file:///etc/passwd",
        "file:///etc/passwd",
        "/c:/windows/win.ini",
        "/C:%5cwindows",
        "/%5c%5chost%5cshare",
        "/~root",
        "/.git/config",
        "/./book.toml",
        "/book.toml",
        "/content/index.md",
        "/secret.txt",
        "/proc/self/environ",
        "/index.html/",
        "/index.html/..",
        "/dev/stdin",
        "/%ff%fe",
        "/%",
        "/%2",
        "/%zz",
        "/con",
        "/aux.html",
        "/index.html::$DATA",
        "book.toml",
        "../book.toml",
        "*",
        "/\u{0}",
        "/\u{7f}",
    ] {
        assert_lost(&server, path);
    }
}

/// A path that is none at all gets no page either.
fn assert_lost(server: &Server, path: &str) {
    let host = "Host: localhost\r\nConnection: close";
    assert_refused(
        server,
        &[404, 400, 403],
        format!("GET {path} HTTP/1.1\r\n{host}\r\n\r\n").as_bytes(),
    );
}

/// The server gives a head five seconds. One that gives as much for each byte, or more for silence, is not quicker than this,
/// and one that does what it promises is on the busiest machine.
const FAR_TOO_LONG: Duration = Duration::from_secs(40);

#[test]
fn whoever_takes_for_ever_over_a_request_is_cut_off() {
    let server = Server::start(book());
    let silent = server.connect();
    let kept = {
        let mut stream = server.connect();
        stream.write_all(b"GET /dot.svg HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it is sent");
        let mut some = [0; 64];
        assert!(stream.read(&mut some).expect("a response") > 0);
        stream
    };
    let mut slow = server.connect();
    let started = Instant::now();
    let mut sent = 0;
    // Until the other side has closed, the answer being nothing or a refusal.
    while slow.write_all(b"G").is_ok() {
        sent += 1;
        assert!(started.elapsed() < FAR_TOO_LONG, "{sent} bytes");
        assert_eq!(server.get("/").status, 200);
        std::thread::sleep(Duration::from_millis(500));
    }
    for mut waiting in [silent, kept] {
        let mut rest = Vec::new();
        waiting.read_to_end(&mut rest).expect("the server closes");
    }
    assert!(started.elapsed() < FAR_TOO_LONG, "{:?}", started.elapsed());
}

#[cfg(target_os = "linux")]
#[test]
fn whoever_says_too_much_is_cut_off() {
    let server = Server::start(book());
    assert_eq!(server.get("/").status, 200);
    let before = server.memory();
    let host = "Host: localhost\r\nConnection: close\r\n";
    let long = "x".repeat(4 * 1024 * 1024);
    let many: String = (0..20_000).map(|n| format!("X-{n}: y\r\n")).collect();
    for request in [
        format!("GET /{long} HTTP/1.1\r\n{host}\r\n"),
        format!("{long} / HTTP/1.1\r\n{host}\r\n"),
        format!("GET / HTTP/1.1\r\n{host}X: {long}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{host}{long}: x\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{host}{many}\r\n"),
    ] {
        if let Some(reply) = server.send_bytes(request.as_bytes()) {
            assert!([400, 414, 431].contains(&reply.status), "{reply:?}");
            assert_guarded(&reply);
        }
    }
    let endless = |fields: &str, piece: &[u8]| {
        let mut stream = server.connect();
        let head = format!("POST / HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("the head is sent");
        let taken = (0..1000).take_while(|_| stream.write_all(piece).is_ok()).count();
        assert!(taken < 1000, "{fields}: all of it was taken");
    };
    let chunk = [b"10000\r\n", vec![b'x'; 65536].as_slice(), b"\r\n"].concat();
    endless("Transfer-Encoding: chunked", &chunk);
    endless("Content-Length: 99999999999", &chunk);
    let grown = server.memory().saturating_sub(before);
    assert!(grown < 20_000, "{grown} kB more than before");
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn many_requests_over_one_connection_are_answered_in_their_order() {
    let server = Server::start(book());
    let mut stream = server.connect();
    let ask = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    let requests = [ask("/dot.svg"), ask("/nowhere.txt")].concat().repeat(500);
    let mut writer = stream.try_clone().expect("a second handle");
    let sender = std::thread::spawn(move || {
        writer.write_all(requests.as_bytes()).expect("all is taken");
        let last = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        writer.write_all(last.as_bytes()).expect("all is taken");
    });
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("the server closes");
    sender.join().expect("all was sent");
    let text = String::from_utf8_lossy(&bytes);
    let statuses: Vec<&str> =
        text.split("HTTP/1.1 ").skip(1).filter_map(|one| one.get(..3)).collect();
    assert_eq!(statuses.len(), 1001);
    assert!(
        statuses
            .chunks(2)
            .all(|pair| pair[0] == "200" && pair.get(1).is_none_or(|two| *two == "404"))
    );
}
