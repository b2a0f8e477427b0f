//! A served book: the time from an edit to the browser, which is from the write to the server's reload event, and the memory.
//!
//! An edit that no other page shows and one that others may show take different ways, so each kind is measured.

use super::process::{self, Cost};
use std::error::Error;
use std::io::{BufRead, BufReader, Lines, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The pause before each measured edit, longer than any burst that the server debounces.
const PAUSE: Duration = Duration::from_millis(300);

/// The pause before each of many edits: longer than what ends a burst.
const SHORT_PAUSE: Duration = Duration::from_millis(8);

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
    /// All of them, with their names.
    pub const ALL: [(Edit, &str); 3] =
        [(Edit::Paragraph, "a paragraph"), (Edit::Heading, "a heading"), (Edit::Item, "an item")];

    fn text(self, number: usize) -> String {
        match self {
            Edit::Paragraph => format!("\nEdited {number} times.\n"),
            Edit::Heading => format!("\n## Heading {number}\n\nText.\n"),
            Edit::Item => format!("\n- [ ] Think about edit {number}\n"),
        }
    }
}

/// A book that is being served, with a browser that waits for its events.
pub struct Server {
    process: Child,
    events: Lines<BufReader<TcpStream>>,
    /// The chapter that is edited, and its text at first.
    chapter: PathBuf,
    text: String,
}

impl Server {
    /// Serves a book.
    pub fn start(book: &Path, chapter: &Path) -> Result<Self> {
        let mut process = process::tickbook()
            .args(["serve", "--port", "0"])
            .arg(book)
            .stderr(Stdio::piped())
            .spawn()?;
        let connected = connect(&mut process);
        let events = match connected {
            Ok(events) => events,
            Err(error) => {
                process.kill()?;
                process.wait()?;
                return Err(error);
            }
        };
        let text = std::fs::read_to_string(chapter)?;
        Ok(Server { process, events, chapter: chapter.to_path_buf(), text })
    }

    /// Makes an edit of a kind some times; returns the cost of each. Processor time is that of all, shared equally.
    pub fn edits(&mut self, kind: Edit, count: usize) -> Result<Vec<Cost>> {
        let mut costs = Vec::new();
        for number in 0..count {
            std::thread::sleep(PAUSE);
            let before = process::cpu_of(self.process.id());
            let wall = self.edit(&kind.text(number))?;
            // What the server does after it has told the browser counts too.
            std::thread::sleep(PAUSE);
            let cpu = process::cpu_of(self.process.id()).saturating_sub(before);
            costs.push(Cost { wall, cpu });
        }
        // The next kind begins with the chapter as it was.
        std::thread::sleep(PAUSE);
        self.edit("")?;
        Ok(costs)
    }

    /// Makes that many edits of a paragraph, one right after the other.
    pub fn many_edits(&mut self, count: usize) -> Result<()> {
        for number in 0..count {
            std::thread::sleep(SHORT_PAUSE);
            self.edit(&Edit::Paragraph.text(number + 1_000))?;
        }
        std::thread::sleep(PAUSE);
        self.edit("")?;
        Ok(())
    }

    /// The memory of the server, in kB, after it has come to rest.
    pub fn memory(&self) -> Option<u64> {
        std::thread::sleep(2 * PAUSE);
        process::memory_of(self.process.id())
    }

    fn edit(&mut self, addition: &str) -> Result<Duration> {
        let text = format!("{}{addition}", self.text);
        let started = Instant::now();
        std::fs::write(&self.chapter, text)?;
        wait_for("event: reload", &mut self.events)?;
        Ok(started.elapsed())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The chapter is as it was for whoever measures next. A server that has ended by itself was reported before.
        let _ = std::fs::write(&self.chapter, &self.text);
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Waits until a server serves, and for its first event.
fn connect(server: &mut Child) -> Result<Lines<BufReader<TcpStream>>> {
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
    Ok(events)
}

fn wait_for(event: &str, lines: &mut impl Iterator<Item = std::io::Result<String>>) -> Result<()> {
    for line in lines {
        if line?.starts_with(event) {
            return Ok(());
        }
    }
    Err("the server closed the stream of events".into())
}
