//! A running `tickbook serve` and a client that sends exactly the given bytes.

use crate::harness::{Site, files_below};
use crate::timing;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long anything may take before the test fails: far longer than it takes on the slowest and busiest machine.
const DEADLINE: Duration = Duration::from_secs(60);

/// How often a condition is looked at.
const STEP: Duration = Duration::from_millis(5);

/// Waits until `find` finds something; fails the test, with `what`, when that takes too long.
#[track_caller]
pub fn wait_for<T>(what: &str, mut find: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = find() {
            return found;
        }
        assert!(started.elapsed() < DEADLINE, "this did not come: {what}");
        std::thread::sleep(STEP);
    }
}

/// A book that is being served.
pub struct Server {
    site: Site,
    child: Child,
    pub port: u16,
    stderr: Arc<Mutex<String>>,
}

/// A response.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1);
        let mut fields = lines.filter_map(|line| line.split_once(": "));
        fields.find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub fn has_header_beginning_with(&self, start: &str) -> bool {
        self.head.to_ascii_lowercase().lines().any(|line| line.starts_with(start))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The page as it was built: without the tag that the server put in.
    pub fn as_built(&self) -> Vec<u8> {
        let text = self.text();
        match text.split_once("<script src=\"/__tickbook/live.js\"") {
            Some((before, rest)) => {
                let (_, after) = rest.split_once("</script>").expect("the tag ends");
                [before, after].concat().into_bytes()
            }
            None => self.body.clone(),
        }
    }
}

impl Server {
    /// Serves at a free port.
    pub fn start(site: Site) -> Self {
        Self::start_with(site, &["--port", "0"], |_| {})
    }

    /// Serves with these arguments; `prepare` may change the command.
    pub fn start_with(site: Site, arguments: &[&str], prepare: impl FnOnce(&mut Command)) -> Self {
        let command = site.command(&[&["serve"], arguments].concat());
        Self::start_program(site, command, prepare)
    }

    /// Serves with a command of the test's own, which is run in the book's folder.
    pub fn start_program(
        site: Site,
        mut command: Command,
        prepare: impl FnOnce(&mut Command),
    ) -> Self {
        command.current_dir(site.root());
        command.stdout(Stdio::null()).stderr(Stdio::piped()).stdin(Stdio::null());
        prepare(&mut command);
        let mut child = command.spawn().expect("the program starts");
        let stderr = Arc::new(Mutex::new(String::new()));
        let lines = BufReader::new(child.stderr.take().expect("stderr is piped")).lines();
        let kept = stderr.clone();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let mut kept = kept.lock().expect("nobody panics with it");
                kept.push_str(&line);
                kept.push('\n');
            }
        });
        let mut server = Server { site, child, port: 0, stderr };
        server.port = wait_for("the address", || {
            let said = server.said();
            let line = said.lines().find(|line| line.starts_with("Serving "))?;
            let (_, rest) = line.split_once(" at http://")?;
            rest.split_once('/')?.0.rsplit_once(':')?.1.parse().ok()
        });
        server
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.site.path(below)
    }

    pub fn write(&self, path: &str, text: &str) {
        crate::harness::write(&self.path(path), text.as_bytes());
    }

    /// Writes a file in one step, as tests need that count builds or events: a file that is emptied and then filled can be
    /// seen in between.
    pub fn save(&self, path: &str, text: &str) {
        self.save_bytes(path, text.as_bytes());
    }

    pub fn save_bytes(&self, path: &str, bytes: &[u8]) {
        let whole = self.path(".saved");
        crate::harness::write(&whole, bytes);
        std::fs::rename(whole, self.path(path)).expect("the file can be put in its place");
    }

    /// Everything that the server has printed.
    pub fn said(&self) -> String {
        self.stderr.lock().expect("nobody panics with it").clone()
    }

    #[track_caller]
    pub fn wait_until_said(&self, part: &str) {
        wait_for(part, || self.said().contains(part).then_some(()));
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        stream.set_read_timeout(Some(DEADLINE)).expect("a timeout can be set");
        stream
    }

    /// Sends this request and reads the response to its end. Lines end with `\n` here.
    pub fn send(&self, request: &str) -> Reply {
        self.send_bytes(request.replace('\n', "\r\n").as_bytes()).expect("a response")
    }

    /// Sends these bytes, as many of them as are taken, and reads the response; `None` where there is none.
    pub fn send_bytes(&self, request: &[u8]) -> Option<Reply> {
        let mut stream = self.connect();
        // A server that has heard enough may close before all is said.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let at = bytes.windows(4).position(|end| end == b"\r\n\r\n")?;
        let body = bytes.split_off(at + 4);
        let head = String::from_utf8(bytes).expect("the head is text");
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        Some(Reply { status: status.expect("a status"), head, body })
    }

    /// The kilobytes of memory that the program holds, as Linux counts them.
    #[cfg(target_os = "linux")]
    pub fn memory(&self) -> usize {
        let path = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(path).expect("the program runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        number.expect("a number of kilobytes")
    }

    /// Asks for a path as a browser on this machine does, with further header lines.
    pub fn ask(&self, method: &str, path: &str, fields: &str) -> Reply {
        let host = format!("localhost:{}", self.port);
        self.send(&format!("{method} {path} HTTP/1.1\nHost: {host}\nConnection: close\n{fields}\n"))
    }

    pub fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, "")
    }

    /// Waits until a page contains a text.
    #[track_caller]
    pub fn wait_for_text(&self, path: &str, part: &str) {
        wait_for(&format!("{part} on {path}"), || {
            self.get(path).text().contains(part).then_some(())
        });
    }

    /// The files that a fresh build of the book makes now. Where the book had no lock, it has none afterwards: a server
    /// writes none, and the id in one would hold the book to the title that it has now.
    pub fn fresh_build(&self) -> BTreeMap<String, Vec<u8>> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let site = folder.path().join("site");
        let has_lock = self.path("book.lock").exists();
        let built = self.site.command(&["build", "-d"]).arg(&site).output();
        let built = built.expect("the program starts");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        if !has_lock {
            std::fs::remove_file(self.path("book.lock")).expect("the build wrote a lock");
        }
        let mut files = files_below(&site);
        files.remove(".tickbook-files");
        files
    }

    /// Waits until the server has every file of a fresh build, each with the same bytes.
    #[track_caller]
    pub fn wait_until_fresh(&self) {
        let fresh = self.fresh_build();
        let mut differing = String::new();
        wait_for("the state of a fresh build", || {
            let same = fresh.iter().all(|(path, bytes)| {
                differing.clone_from(path);
                self.get(&format!("/{path}")).as_built() == *bytes
            });
            same.then_some(())
        });
    }

    /// Waits until a path is gone.
    #[track_caller]
    pub fn wait_until_gone(&self, path: &str) {
        wait_for(&format!("{path} is gone"), || (self.get(path).status == 404).then_some(()));
    }

    pub fn events(&self) -> Events {
        let mut stream = self.connect();
        let path = "/__tickbook/events";
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("the request is sent");
        let mut lines = BufReader::new(stream);
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            assert!(lines.read_line(&mut line).expect("a head") > 0, "the head ended early");
        }
        Events { lines, text: String::new() }
    }

    /// Sends a signal, such as `INT`.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
    }

    /// Ends the program with a signal and gives how long that took. It must end well.
    #[track_caller]
    pub fn end(&mut self, signal: &str) -> Duration {
        timing::by_the_clock(|| {
            self.signal(signal);
            assert_eq!(self.wait_for_end().code(), Some(0), "{signal}");
        })
    }

    /// Waits for the program's end.
    #[track_caller]
    pub fn wait_for_end(&mut self) -> ExitStatus {
        let child = &mut self.child;
        wait_for("the end", || child.try_wait().expect("the child can be asked"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An open stream of events.
pub struct Events {
    lines: BufReader<TcpStream>,
    text: String,
}

/// A server-sent event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub name: String,
    pub id: String,
    pub data: String,
}

impl Events {
    /// The next event; `None` at the end of the stream.
    pub fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let fields: Vec<(&str, &str)> =
                    event.lines().filter_map(|line| line.split_once(": ")).collect();
                let all = |name: &str| {
                    let of_name = fields.iter().filter(|(field, _)| *field == name);
                    of_name.map(|(_, value)| *value).collect::<Vec<_>>().join("\n")
                };
                let event = Event { name: all("event"), id: all("id"), data: all("data") };
                self.text = rest.to_string();
                return Some(event);
            }
            let chunk = self.chunk()?;
            self.text.push_str(&chunk);
        }
    }

    /// The next piece of the body, which comes in chunks that are led by their length.
    fn chunk(&mut self) -> Option<String> {
        let mut line = String::new();
        self.lines.read_line(&mut line).expect("an event comes in time");
        let length = usize::from_str_radix(line.trim(), 16).ok().filter(|length| *length > 0)?;
        let mut bytes = vec![0; length + 2];
        self.lines.read_exact(&mut bytes).expect("the chunk is whole");
        bytes.truncate(length);
        Some(String::from_utf8(bytes).expect("the events are text"))
    }
}
