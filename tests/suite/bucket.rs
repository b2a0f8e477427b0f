//! A bucket on this machine: moto's S3 server, behind a proxy that records every request and can delay it, interrupt it
//! or answer it.

use crate::harness::free_port;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// The name of the bucket.
pub const BUCKET: &str = "handbook";

/// What signed requests carry; the server reads no more of it than the region.
const SIGNED: &str = "Authorization: AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request, \
                      SignedHeaders=host, Signature=0\r\n";

/// The server with one empty bucket. It ends with the value.
pub struct Bucket {
    server: Child,
    address: SocketAddr,
}

impl Bucket {
    pub fn start() -> Self {
        let program = std::env::var_os("TICKBOOK_MOTO").map(PathBuf::from);
        let program =
            program.expect("TICKBOOK_MOTO names moto_server; `cargo xtask test` installs it");
        let address = SocketAddr::from(([127, 0, 0, 1], free_port()));
        let server = Command::new(program)
            .args(["-H", "127.0.0.1", "-p", &address.port().to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("moto_server starts");
        let bucket = Bucket { server, address };
        let started = Instant::now();
        while TcpStream::connect(address).is_err() {
            assert!(started.elapsed() < Duration::from_secs(60), "moto_server does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
        assert_eq!(bucket.ask("PUT", "", "", b"").status, 200);
        bucket
    }

    fn ask(&self, method: &str, key: &str, headers: &str, body: &[u8]) -> Answer {
        let length = body.len();
        let head = format!(
            "{method} /{BUCKET}/{key} HTTP/1.1\r\nHost: {}\r\n{SIGNED}{headers}\
             Content-Length: {length}\r\nConnection: close\r\n\r\n",
            self.address
        );
        Answer::of(&exchange(self.address, &[head.as_bytes(), body].concat()))
    }

    /// Puts an object there that is not ours.
    pub fn put(&self, key: &str, text: &str) {
        assert_eq!(self.ask("PUT", key, "", text.as_bytes()).status, 200);
    }

    pub fn get(&self, key: &str) -> Answer {
        self.ask("GET", key, "", b"")
    }

    /// The keys of all objects, sorted.
    pub fn keys(&self) -> Vec<String> {
        let listed = self.ask("GET", "?list-type=2", "", b"").text();
        let keys = listed.split("<Key>").skip(1);
        keys.filter_map(|rest| rest.split('<').next()).map(str::to_string).collect()
    }

    /// All objects with their content.
    pub fn objects(&self) -> Vec<(String, Vec<u8>)> {
        self.keys()
            .into_iter()
            .map(|key| (key.clone(), self.get(&key.replace(' ', "%20")).body))
            .collect()
    }
}

impl Drop for Bucket {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// An answer of the server.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

impl Answer {
    fn of(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head") + 4;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        Answer { status: status.expect("a status"), head, body: bytes[end..].to_vec() }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

fn exchange(address: SocketAddr, request: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    stream.write_all(request).expect("the server reads");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("the server answers");
    answer
}

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Passes,
    /// The connection is closed without an answer.
    Cut,
    /// It arrives, and the connection is closed before the answer comes back.
    CutAfterwards,
    /// The service answers with this status in its place.
    Refused(u16),
    /// Nothing ever comes back.
    Hangs,
}

type Rule = dyn Fn(usize, &str) -> Fate + Send + Sync;

/// A proxy before the server. A rule says what becomes of each request, by its number and its first line.
pub struct Proxy {
    address: SocketAddr,
    log: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    pub fn before(
        bucket: &Bucket,
        rule: impl Fn(usize, &str) -> Fate + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let log = Arc::new(Mutex::new(Vec::new()));
        let (shared, rule, server) =
            (log.clone(), Arc::<Rule>::from(Box::new(rule) as Box<Rule>), bucket.address);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, rule) = (shared.clone(), rule.clone());
                std::thread::spawn(move || pass_on(stream, server, &log, &*rule));
            }
        });
        Proxy { address, log }
    }

    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The method and path of each request so far, in order.
    pub fn log(&self) -> Vec<String> {
        self.log.lock().expect("no thread failed").clone()
    }

    /// The same, and forgotten; only those that change something.
    pub fn take_changes(&self) -> Vec<String> {
        let all = std::mem::take(&mut *self.log.lock().expect("no thread failed"));
        let changes =
            all.into_iter().filter(|one| !one.starts_with("GET ") && !one.starts_with("HEAD "));
        changes.collect()
    }
}

fn pass_on(mut stream: TcpStream, server: SocketAddr, log: &Mutex<Vec<String>>, rule: &Rule) {
    let mut reader = BufReader::new(stream.try_clone().expect("a stream can be shared"));
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).unwrap_or(0) == 0 {
            return;
        }
    }
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-length").then(|| value.parse::<usize>().ok())?
    });
    let mut body = vec![0; length.unwrap_or(0)];
    if reader.read_exact(&mut body).is_err() {
        return;
    }
    let line = head.lines().next().unwrap_or_default().trim_end_matches(" HTTP/1.1");
    let line = line.replacen(&format!("/{BUCKET}"), "", 1).replace("%20", " ");
    let number = {
        let mut log = log.lock().expect("no thread failed");
        log.push(line.clone());
        log.len()
    };
    let fate = rule(number, &line);
    let answer = match fate {
        Fate::Passes | Fate::CutAfterwards => {
            let head = head.trim_end_matches("\r\n\r\n");
            let request = format!("{head}\r\nConnection: close\r\n\r\n");
            exchange(server, &[request.as_bytes(), &body].concat())
        }
        Fate::Refused(status) => {
            let code = if status == 503 { "SlowDown" } else { "AccessDenied" };
            let body = format!("<Error><Code>{code}</Code><Message>No</Message></Error>");
            let length = body.len();
            format!("HTTP/1.1 {status} No\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
                .into_bytes()
        }
        Fate::Hangs => {
            std::thread::sleep(Duration::from_secs(60));
            return;
        }
        Fate::Cut => return,
    };
    if fate != Fate::CutAfterwards {
        let _ = stream.write_all(&answer);
    }
}
