//! `tickbook serve`: serves the site from memory, and rebuilds it when files change.
//!
//! Owns start, address, messages and shutdown. `rebuild` makes the next `site` from changed files, `connections` owns
//! the connections, `http` answers requests, and `events` notifies browsers. Never writes a file.

mod connections;
mod difference;
mod events;
mod faults;
mod http;
mod rebuild;
mod report;
mod scope;
mod site;
mod watch;
mod wire;

use crate::app::pipeline::Options;
use crate::text::diag::Diagnostic;
use http::ServerState;
use rebuild::BuildLoop;
use site::Snapshot;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch as latest;

/// The first port to try if the user named none.
const FIRST_PORT: u16 = 3000;

/// How many ports are tried if the user named none.
const MOST_PORTS: u16 = 100;

/// How long open requests may continue after the server is asked to end.
const GRACE: Duration = Duration::from_millis(300);

/// The options of the server.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The port that the user named.
    pub port: Option<u16>,
    /// The host name or address to listen on.
    pub hostname: String,
    /// Whether to open the start page in a browser.
    pub open: bool,
    /// Whether to look for changes by polling.
    pub poll: bool,
    /// Whether browsers go to the page of the chapter that was saved.
    pub follow: bool,
}

/// Why the server has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The user, or the system, asked for it.
    ByUser,
    /// A template still runs that only the end of the process can stop. It has been reported.
    Endless,
}

/// Serves the book in the folder `root` until the user ends it. A book with faults does not end it: only a missing
/// folder, or an address that cannot be used, is an error.
pub fn run(root: &Path, options: Options, settings: &Settings) -> Result<Ended, Diagnostic> {
    if !root.is_dir() {
        let help = "give the folder that contains book.toml";
        return Err(Diagnostic::folder_missing(root, "the folder", help));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Diagnostic::cannot_serve(&settings.hostname, &error))?;
    let build_loop = BuildLoop::new(root, options, settings.follow);
    let ended = runtime.block_on(serve(build_loop, settings));
    // The build thread has nothing to clean up, so nothing waits for it.
    runtime.shutdown_background();
    ended
}

/// Opens an address or a file in the user's browser. If there is none, prints that and continues.
pub fn open_in_browser(address: &str) {
    if open::that_detached(address).is_err() {
        say(&format!("cannot open a browser; the address is {address}"));
    }
}

async fn serve(build_loop: BuildLoop, settings: &Settings) -> Result<Ended, Diagnostic> {
    let failed = |error: io::Error| Diagnostic::cannot_serve(&settings.hostname, &error);
    let mut stop = stop_signal().map_err(failed)?;
    let listener = listen(settings).await?;
    let port = listener.local_addr().map_err(failed)?.port();
    let address = address(&settings.hostname, port);

    let folder = build_loop.folder();
    let (sender, mut served) = latest::channel(Snapshot::default());
    let poll = settings.poll;
    std::thread::Builder::new()
        .name("tickbook-build".into())
        .spawn(move || build_loop.keep_building(&sender, poll))
        .map_err(failed)?;
    // Until the first build is ready, browsers wait for their answer and need no event.
    tokio::select! {
        first = served.changed() => if first.is_err() { return Ok(Ended::Endless) },
        _ = stop.wait_for(|stop| *stop) => return Ok(Ended::ByUser),
    }
    say(&format!("Serving {folder} at {address} (press Ctrl-C to stop)"));
    if settings.open {
        open_in_browser(&address);
    }

    let mut builds = served.clone();
    let no_more_builds = async move { while builds.changed().await.is_ok() {} };
    let state = ServerState::new(served, stop.clone(), &settings.hostname);
    let cut_off = async {
        let _ = stop.wait_for(|stop| *stop).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        () = connections::serve(listener, state) => Ok(Ended::ByUser),
        () = cut_off => Ok(Ended::ByUser),
        () = no_more_builds => Ok(Ended::Endless),
    }
}

/// Listens at the port that the user named, or else at the first free one.
async fn listen(settings: &Settings) -> Result<TcpListener, Diagnostic> {
    let host = without_brackets(&settings.hostname);
    let mut port = settings.port.unwrap_or(FIRST_PORT);
    let last = settings.port.unwrap_or(FIRST_PORT + MOST_PORTS - 1);
    loop {
        match TcpListener::bind((host, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() != io::ErrorKind::AddrInUse => {
                return Err(Diagnostic::cannot_serve(&address(host, port), &error));
            }
            Err(_) if port < last => port += 1,
            Err(_) => return Err(Diagnostic::port_in_use(port)),
        }
    }
}

/// Becomes true when the user, or the system, asks the program to end.
fn stop_signal() -> io::Result<latest::Receiver<bool>> {
    let (sender, receiver) = latest::channel(false);
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupted = signal(SignalKind::interrupt())?;
        let mut terminated = signal(SignalKind::terminate())?;
        tokio::spawn(async move {
            tokio::select! {
                _ = interrupted.recv() => {}
                _ = terminated.recv() => {}
            }
            sender.send_replace(true);
        });
    }
    #[cfg(not(unix))]
    tokio::spawn(async move {
        let _ = tokio::signal::ctrl_c().await;
        sender.send_replace(true);
    });
    Ok(receiver)
}

/// The address to print: the loopback address, if the server listens at all addresses.
fn address(hostname: &str, port: u16) -> String {
    let host = without_brackets(hostname);
    match host.parse() {
        Ok(IpAddr::V4(Ipv4Addr::UNSPECIFIED)) => format!("http://127.0.0.1:{port}/"),
        Ok(IpAddr::V6(Ipv6Addr::UNSPECIFIED)) => format!("http://[::1]:{port}/"),
        Ok(IpAddr::V6(address)) => format!("http://[{address}]:{port}/"),
        _ => format!("http://{host}:{port}/"),
    }
}

/// The host in the form of the resolver: an IPv6 address may have the brackets of a URL.
fn without_brackets(host: &str) -> &str {
    host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host)
}

fn say(message: &str) {
    // If stderr is closed, there is nowhere to report it.
    let _ = writeln!(io::stderr(), "{message}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_address_can_be_opened() {
        assert_eq!(address("127.0.0.1", 3000), "http://127.0.0.1:3000/");
        assert_eq!(address("0.0.0.0", 80), "http://127.0.0.1:80/");
        assert_eq!(address("::", 80), "http://[::1]:80/");
        assert_eq!(address("[::1]", 80), "http://[::1]:80/");
        assert_eq!(address("book.test", 80), "http://book.test:80/");
    }
}
