//! The time from an edit to the browser: from the write to the server's reload event.
//!
//! An edit that no other page shows and one that others may show take different ways, so each kind is measured.

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The pause before each edit, longer than any burst that the server debounces.
const PAUSE: Duration = Duration::from_millis(300);

/// What an edit adds to a chapter.
#[derive(Clone, Copy)]
pub enum Edit {
    /// Text that no other page shows.
    Paragraph,
    /// A heading, which others may link to.
    Heading,
    /// An item, which the plan and the navigation count.
    Item,
}

impl Edit {
    fn text(self, number: usize) -> String {
        match self {
            Edit::Paragraph => format!("\nEdited {number} times.\n"),
            Edit::Heading => format!("\n## Heading {number}\n\nText.\n"),
            Edit::Item => format!("\n- [ ] Think about edit {number}\n"),
        }
    }
}

/// Edits `chapter` of a served book a few times in each of these ways; returns the times of the edits of each.
pub fn measure(
    book: &Path,
    chapter: &Path,
    ways: &[Edit],
    edits: usize,
) -> Result<Vec<Vec<Duration>>> {
    let mut server = Command::new(env!("CARGO_BIN_EXE_tickbook"))
        .args(["serve", "--port", "0"])
        .arg(book)
        .stderr(Stdio::piped())
        .spawn()?;
    let outcome = edit(&mut server, chapter, ways, edits);
    server.kill()?;
    server.wait()?;
    outcome
}

fn edit(
    server: &mut Child,
    chapter: &Path,
    ways: &[Edit],
    edits: usize,
) -> Result<Vec<Vec<Duration>>> {
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
    let mut all = Vec::new();
    for way in ways {
        let mut times = Vec::new();
        for number in 0..edits {
            std::thread::sleep(PAUSE);
            let started = Instant::now();
            std::fs::write(chapter, format!("{text}{}", way.text(number)))?;
            wait_for("event: reload", &mut events)?;
            times.push(started.elapsed());
        }
        all.push(times);
        // The next way begins with the chapter as it was.
        std::thread::sleep(PAUSE);
        std::fs::write(chapter, &text)?;
        wait_for("event: reload", &mut events)?;
    }
    Ok(all)
}

fn wait_for(event: &str, lines: &mut impl Iterator<Item = std::io::Result<String>>) -> Result<()> {
    for line in lines {
        if line?.starts_with(event) {
            return Ok(());
        }
    }
    Err("the server closed the stream of events".into())
}
