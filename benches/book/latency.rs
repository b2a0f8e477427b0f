//! The time from an edit to the browser: from the write to the server's reload event.

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The pause before each edit, longer than any burst that the server debounces.
const PAUSE: Duration = Duration::from_millis(300);

/// Edits `chapter` of a served book a few times; returns the time of each edit.
pub fn measure(book: &Path, chapter: &Path, edits: usize) -> Result<Vec<Duration>> {
    let mut server = Command::new(env!("CARGO_BIN_EXE_tickbook"))
        .args(["serve", "--port", "0"])
        .arg(book)
        .stderr(Stdio::piped())
        .spawn()?;
    let outcome = edit(&mut server, chapter, edits);
    server.kill()?;
    server.wait()?;
    outcome
}

fn edit(server: &mut Child, chapter: &Path, edits: usize) -> Result<Vec<Duration>> {
    let log = server.stderr.take().ok_or("the server has no stderr")?;
    let mut lines = BufReader::new(log).lines();
    let address = loop {
        let line = lines.next().ok_or("the server ended")??;
        if let Some((_, rest)) = line.split_once("http://") {
            break rest.split('/').next().unwrap_or_default().to_string();
        }
    };
    // The output of the server must be read, or it would block when the pipe is full.
    std::thread::spawn(move || lines.for_each(drop));
    let mut stream = TcpStream::connect(&address)?;
    write!(stream, "GET /__tickbook/events HTTP/1.1\r\nHost: {address}\r\n\r\n")?;
    let mut events = BufReader::new(stream).lines();
    wait_for("event: build", &mut events)?;
    let text = std::fs::read_to_string(chapter)?;
    let mut times = Vec::new();
    for edit in 0..edits {
        std::thread::sleep(PAUSE);
        let started = Instant::now();
        std::fs::write(chapter, format!("{text}\nEdited {edit} times.\n"))?;
        wait_for("event: reload", &mut events)?;
        times.push(started.elapsed());
    }
    std::fs::write(chapter, text)?;
    Ok(times)
}

fn wait_for(event: &str, lines: &mut impl Iterator<Item = std::io::Result<String>>) -> Result<()> {
    for line in lines {
        if line?.starts_with(event) {
            return Ok(());
        }
    }
    Err("the server closed the stream of events".into())
}
