//! A small web server on this machine for links to other sites: each path has a different answer.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the server has seen.
#[derive(Default)]
struct Seen {
    heads: Mutex<Vec<String>>,
    now: AtomicUsize,
    most: AtomicUsize,
}

/// A server that runs until the test ends.
pub struct Server {
    address: SocketAddr,
    seen: Arc<Seen>,
}

impl Server {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let seen = Arc::<Seen>::default();
        let shared = seen.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let seen = shared.clone();
                std::thread::spawn(move || serve(stream, &seen));
            }
        });
        Server { address, seen }
    }

    /// The address of a path.
    pub fn address(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    /// The heads of all requests so far, in order.
    pub fn asked(&self) -> Vec<String> {
        self.seen.heads.lock().expect("no thread failed").clone()
    }

    /// The most requests that were answered at the same time.
    pub fn most_at_once(&self) -> usize {
        self.seen.most.load(Ordering::SeqCst)
    }
}

fn serve(mut stream: TcpStream, seen: &Seen) {
    let mut reader = BufReader::new(stream.try_clone().expect("a stream can be shared"));
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).unwrap_or(0) == 0 {
            return;
        }
    }
    let mut words = head.split(' ');
    let (method, path) = (words.next().unwrap_or(""), words.next().unwrap_or("").to_string());
    let is_head = method == "HEAD";
    let earlier = {
        let mut heads = seen.heads.lock().expect("no thread failed");
        let earlier = heads.iter().filter(|one| one.contains(&format!(" {path} "))).count();
        heads.push(head.clone());
        earlier
    };
    let now = seen.now.fetch_add(1, Ordering::SeqCst) + 1;
    seen.most.fetch_max(now, Ordering::SeqCst);
    if path.starts_with("/slow") {
        std::thread::sleep(Duration::from_millis(150));
    }
    let answer = match path.as_str() {
        "/gone" => "404 Not Found\r\n",
        "/moved" => "301 Moved Permanently\r\nLocation: /ok\r\n",
        "/found" => "302 Found\r\nLocation: ok\r\n",
        "/loop" => "302 Found\r\nLocation: /loop\r\n",
        "/elsewhere" => "301 Moved Permanently\r\nLocation: file:///etc/passwd\r\n",
        "/nohead" if is_head => "405 Method Not Allowed\r\n",
        "/busy" if earlier == 0 => "429 Too Many Requests\r\nRetry-After: 0\r\n",
        "/flaky" if earlier < 2 => "503 Service Unavailable\r\nRetry-After: 0\r\n",
        "/hang" => {
            std::thread::sleep(Duration::from_secs(5));
            ""
        }
        "/reset" => "",
        _ => "200 OK\r\n",
    };
    seen.now.fetch_sub(1, Ordering::SeqCst);
    if !answer.is_empty() {
        // A client that has gone away needs no answer.
        let _ = write!(stream, "HTTP/1.1 {answer}Content-Length: 0\r\nConnection: close\r\n\r\n");
    }
}
