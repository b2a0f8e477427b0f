//! The server with thousands of lasting connections: other clients are still served, and it shuts down when asked.
//!
//! The limits of open files, and the way to read memory use, are those of Linux.

#![cfg(target_os = "linux")]

use super::server::{Server, wait_for};
use super::{assert_ended_soon, book};
use crate::harness::Site;
use crate::timing;
use std::io::Write;
use std::net::TcpStream;

/// Lets this process open as many files as the system allows, which must be enough for such a crowd.
fn make_room(crowd: usize) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit }).expect("allowed");
    let most = limit.maximum.unwrap_or(u64::MAX);
    assert!(most > crowd as u64 + 1000, "raise the hard limit of open files: it is {most}");
}

/// A server that may open no more files than the most frugal systems allow.
fn frugal_server(site: Site) -> Server {
    let mut command = std::process::Command::new("sh");
    let script = "ulimit -n 256 && exec \"$0\" serve --port 0";
    command.args(["-c", script, env!("CARGO_BIN_EXE_tickbook")]);
    Server::start_program(site, command, |_| {})
}

/// Keeps so many connections open that say nothing.
pub fn say_nothing(crowd: usize) {
    make_room(crowd);
    let server = frugal_server(book());
    let request = |times: usize| {
        let ask = || assert_eq!(server.get("/part/two.html").status, 200);
        timing::best_of(times, || timing::by_the_clock(ask))
    };
    let (before, alone) = (server.memory(), request(10));
    let mut silent: Vec<TcpStream> = Vec::new();
    for number in 0..crowd {
        silent.push(server.connect());
        if number % 1000 == 0 {
            wait_for("a page", || Some(server.send_bytes(PAGE)?.status == 200));
        }
    }
    timing::assert_ratio("a request", alone, request(3), 20);
    // The book is still built again, for which files must be opened.
    server.write("content/part/two.md", "# Three\n");
    server.wait_for_text("/part/two.html", "Three");
    let grown = server.memory().saturating_sub(before);
    assert!(grown < 50_000, "{grown} kB more than before");
    drop(silent);
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn a_thousand_who_say_nothing_stop_nobody() {
    say_nothing(1000);
}

const PAGE: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

#[test]
fn a_thousand_streams_of_events_stop_nobody() {
    make_room(1000);
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
    assert_ended_soon(server.end("INT"));
    assert_eq!(events.next(), None);
    drop(crowd);
}
