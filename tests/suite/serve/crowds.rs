//! The server against those who come in thousands and stay: nobody else is kept out, and it ends when it is told to.

use super::book;
use super::server::{Server, wait_for};
use crate::harness::Site;
use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// How many connections are kept open against the server.
#[cfg(unix)]
const CROWD: usize = 10_000;

/// Lets this process open as many files as the system allows.
#[cfg(unix)]
fn make_room() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit }).expect("allowed");
    let most = limit.maximum.unwrap_or(u64::MAX);
    assert!(most > CROWD as u64 + 1000, "raise the hard limit of open files: it is {most}");
}

/// A server that may open no more files than the most frugal systems allow.
#[cfg(unix)]
fn frugal_server(site: Site) -> Server {
    let mut command = std::process::Command::new("sh");
    let script = "ulimit -n 256 && exec \"$0\" serve --port 0";
    command.args(["-c", script, env!("CARGO_BIN_EXE_tickbook")]);
    Server::start_program(site, command, |_| {})
}

#[cfg(target_os = "linux")]
#[test]
fn ten_thousand_who_say_nothing_stop_nobody() {
    make_room();
    let server = frugal_server(book());
    let before = server.memory();
    let mut crowd: Vec<TcpStream> = Vec::new();
    for number in 0..CROWD {
        crowd.push(server.connect());
        if number % 1000 == 0 {
            wait_for("a page", || Some(server.send_bytes(PAGE)?.status == 200));
        }
    }
    let started = Instant::now();
    assert_eq!(server.get("/part/two.html").status, 200);
    assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
    // The book is still built again, for which files must be opened.
    server.write("content/part/two.md", "# Three\n");
    server.wait_for_text("/part/two.html", "Three");
    let grown = server.memory().saturating_sub(before);
    assert!(grown < 50_000, "{grown} kB more than before");
    drop(crowd);
    assert_eq!(server.get("/").status, 200);
}

#[cfg(unix)]
const PAGE: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

#[cfg(unix)]
#[test]
fn a_thousand_streams_of_events_stop_nobody() {
    make_room();
    let mut server = frugal_server(book());
    let ask = b"GET /__tickbook/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let mut crowd: Vec<TcpStream> = Vec::new();
    for _ in 0..1000 {
        let mut stream = server.connect();
        stream.write_all(ask).expect("the request is sent");
        crowd.push(stream);
    }
    wait_for("a page", || Some(server.send_bytes(PAGE)?.status == 200));
    // Whoever comes last is told of the next build.
    let mut events = server.events();
    assert!(events.next().is_some());
    server.save("content/part/two.md", "# Three\n");
    assert_eq!(events.next().map(|event| event.name).as_deref(), Some("reload"));
    // They end with the server, and keep it from ending no longer than a moment.
    let started = Instant::now();
    server.signal("INT");
    assert_eq!(server.wait_for_end().code(), Some(0));
    assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
    assert_eq!(events.next(), None);
    drop(crowd);
}
