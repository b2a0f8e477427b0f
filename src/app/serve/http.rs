//! Answers requests, only from memory.
//!
//! Owns which requests are answered (those of a browser for this machine's own name, and never those of pages of
//! another site), the headers, and the insertion of the live script into pages. Never uses the file system.

use super::events;
use super::site::{Found, Site, Snapshot};
use super::without_brackets;
use crate::book::policy::Policy;
use crate::text::escape::escape;
use crate::text::media_type::media_type;
use crate::text::output::Output;
use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use tokio::sync::watch as latest;

/// The prefix of the server's own files. No page of a book can be there: `__` never begins a slug.
const OWN: &str = "/__tickbook/";

const LIVE_SCRIPT: &str = concat!(
    include_str!("live/10-place.js"),
    include_str!("live/15-meaning.js"),
    include_str!("live/20-panel.js"),
    include_str!("live/30-live.js"),
);
const LIVE_STYLE: &str = include_str!("live/live.css");

const HTML: &str = "text/html; charset=utf-8";
const PLAIN: &str = "text/plain; charset=utf-8";

/// The headers of every response. Nothing may be cached, because the next build may differ, and no page of another site
/// may load anything.
const ALWAYS: [(HeaderName, HeaderValue); 3] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// The state that all requests share.
pub(super) struct ServerState {
    served: latest::Receiver<Snapshot>,
    stop: latest::Receiver<bool>,
    hosts: [String; 4],
    /// Whether the server listens at all addresses of the machine, so that other machines can use any of them.
    is_everywhere: bool,
}

impl ServerState {
    pub(super) fn new(
        served: latest::Receiver<Snapshot>,
        stop: latest::Receiver<bool>,
        hostname: &str,
    ) -> Arc<Self> {
        let own = ["localhost", "127.0.0.1", "[::1]"].map(str::to_string);
        let [name, v4, v6] = own;
        let hosts = [name, v4, v6, as_in_a_url(hostname)];
        let address: Result<IpAddr, _> = without_brackets(hostname).parse();
        let is_everywhere = address.is_ok_and(|address| address.is_unspecified());
        Arc::new(ServerState { served, stop, hosts, is_everywhere })
    }

    /// Becomes true when the server must end.
    pub(super) fn stopped(&self) -> latest::Receiver<bool> {
        self.stop.clone()
    }
}

/// The response to a request.
pub(super) fn answer<B>(state: &ServerState, request: &Request<B>) -> Response {
    let mut response = state.reply(request);
    for (name, value) in ALWAYS {
        response.headers_mut().insert(name, value);
    }
    response
}

/// The response to an invalid request: a status and only the headers of every response.
pub(super) fn bare_refusal(status: &str) -> Vec<u8> {
    let mut head =
        format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: 0\r\n").into_bytes();
    for (name, value) in ALWAYS {
        head.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    head.extend(b"\r\n");
    head
}

impl ServerState {
    fn reply<B>(&self, request: &Request<B>) -> Response {
        let headers = request.headers();
        if !self.knows_host(request) || !is_from_here(headers) || is_part_of_another(headers) {
            let why = "This server answers only requests to the machine that it runs on, or to the \
                       host that it was given with -n.\n";
            return with_type(StatusCode::FORBIDDEN, PLAIN, why);
        }
        if ![Method::GET, Method::HEAD].contains(request.method()) {
            let refusal = with_type(StatusCode::METHOD_NOT_ALLOWED, PLAIN, "GET or HEAD only.\n");
            return ([(header::ALLOW, "GET, HEAD")], refusal).into_response();
        }
        let path = request.uri().path();
        if let Some(own) = path.strip_prefix(OWN) {
            return self.own_file(own);
        }
        let served = self.served.borrow().clone();
        match &served.site {
            Some(site) => page(site, &served, path),
            None => faults_page(&served),
        }
    }

    fn own_file(&self, name: &str) -> Response {
        match name {
            "events" => events::stream(self.served.clone(), self.stop.clone()).into_response(),
            "live.js" => with_type(StatusCode::OK, media_type(name), LIVE_SCRIPT),
            "live.css" => with_type(StatusCode::OK, media_type(name), LIVE_STYLE),
            _ => with_type(StatusCode::NOT_FOUND, PLAIN, "Not found.\n"),
        }
    }

    /// Whether the request is for this server by a name that only this machine resolves to itself. Otherwise another
    /// site could point its own name here and read the book (DNS rebinding).
    fn knows_host<B>(&self, request: &Request<B>) -> bool {
        let mut named = request.headers().get_all(header::HOST).iter();
        let (Some(host), None) = (named.next(), named.next()) else { return false };
        let in_line = request.uri().authority().map(|authority| authority.as_str());
        let in_header = host.to_str().ok();
        in_header.is_some_and(|host| self.is_own(host))
            && in_line.is_none_or(|host| self.is_own(host))
    }

    /// Whether `host`, with or without a port, is one of this server's.
    fn is_own(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => (name, port),
            _ => (host, ""),
        };
        port.bytes().all(|byte| byte.is_ascii_digit())
            && (self.hosts.iter().any(|own| own.eq_ignore_ascii_case(name))
                || self.is_everywhere && is_address(name))
    }
}

/// Whether a host is an IP address, in the form of a URL. Unlike a name, it cannot be pointed to another machine.
fn is_address(host: &str) -> bool {
    let v6 = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    v6.map_or(host.parse::<Ipv4Addr>().is_ok(), |v6| v6.parse::<Ipv6Addr>().is_ok())
}

/// Whether the page that makes the request, if the browser sends its origin, has the host and port of the request.
/// Another port of this machine is another site.
fn is_from_here(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    headers.get_all(header::ORIGIN).iter().all(|origin| {
        let (scheme, from) = origin.to_str().ok().and_then(|one| one.split_once("://")).unzip();
        let is_web = scheme.is_some_and(|scheme| ["http", "https"].contains(&scheme));
        is_web && from.zip(host).is_some_and(|(from, host)| from.eq_ignore_ascii_case(host))
    })
}

/// Whether the browser reports that a page of another site loads the file as a picture, a script or a frame. Following
/// a link from there is allowed.
fn is_part_of_another(headers: &HeaderMap) -> bool {
    let says = |name: &str, value: &str| headers.get(name).is_some_and(|said| said == value);
    let is_elsewhere = says("sec-fetch-site", "cross-site") || says("sec-fetch-site", "same-site");
    is_elsewhere && !(says("sec-fetch-mode", "navigate") && says("sec-fetch-dest", "document"))
}

fn as_in_a_url(hostname: &str) -> String {
    match without_brackets(hostname).parse() {
        Ok(IpAddr::V6(address)) => format!("[{address}]"),
        _ => hostname.to_string(),
    }
}

fn page(site: &Site, served: &Snapshot, path: &str) -> Response {
    match site.find(path) {
        Found::File(file) => sent(file, served),
        Found::Made(file) => sent(&file, served),
        Found::Folder(to) => {
            (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
        }
        Found::Nothing => match site.missing_page() {
            Some(file) => {
                with_type(StatusCode::NOT_FOUND, HTML, live(&file.to_bytes(), &served.build))
            }
            None => with_type(StatusCode::NOT_FOUND, PLAIN, "Not found.\n"),
        },
    }
}

fn sent(file: &Output, served: &Snapshot) -> Response {
    match media_type(&file.path) {
        HTML => with_type(StatusCode::OK, HTML, live(&file.to_bytes(), &served.build)),
        other => with_type(StatusCode::OK, other, file.to_bytes()),
    }
}

fn with_type(status: StatusCode, media_type: &'static str, body: impl Into<Body>) -> Response {
    (status, [(header::CONTENT_TYPE, media_type)], body.into()).into_response()
}

/// The page with the live script, whose tag contains the name of the build.
fn live(page: &[u8], build: &str) -> Vec<u8> {
    const CLOSE: &[u8] = b"</head>";
    let at = page.windows(CLOSE.len()).position(|window| window.eq_ignore_ascii_case(CLOSE));
    let (before, after) = page.split_at(at.unwrap_or(page.len()));
    let script = format!("<script src=\"{OWN}live.js\" defer data-tb-build=\"{build}\"></script>");
    [before, script.as_bytes(), after].concat()
}

/// The response for every page until the first good build.
fn faults_page(served: &Snapshot) -> Response {
    let mut faults = String::new();
    escape(&served.report.plain, &mut faults);
    let policy = Policy::default();
    let policy = policy.element();
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">{policy}\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>The book has errors</title>\n\
         <link rel=\"stylesheet\" href=\"{OWN}live.css\">\n</head>\n<body>\n\
         <main class=\"tb-live tb-live-page\" id=\"tb-live\" aria-labelledby=\"tb-live-title\">\n\
         <h1 class=\"tb-live-title\" id=\"tb-live-title\">The book has errors</h1>\n\
         <p>This page disappears when they are fixed.</p>\n\
         <div class=\"tb-live-list\" role=\"region\" aria-label=\"Errors\" tabindex=\"0\">\
         <pre class=\"tb-live-excerpt\">{faults}</pre></div>\n\
         </main>\n</body>\n</html>\n"
    );
    let page = live(html.as_bytes(), &served.build);
    with_type(StatusCode::SERVICE_UNAVAILABLE, HTML, page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(hostname: &str) -> Arc<ServerState> {
        let (_, served) = latest::channel(Snapshot::default());
        let (_, stop) = latest::channel(false);
        ServerState::new(served, stop, hostname)
    }

    #[test]
    fn only_own_hosts_are_answered() {
        let state = state("Book.test");
        for own in
            ["localhost", "LOCALHOST:1", "127.0.0.1:3000", "[::1]", "[::1]:80", "book.test:9"]
        {
            assert!(state.is_own(own), "{own}");
        }
        for foreign in [
            "",
            ":3000",
            "evil.test",
            "localhost.evil.test",
            "evil.test:localhost",
            "127.0.0.1.evil.test",
            "127.0.0.2",
            "[::2]",
            "::1",
            "localhost:80:80",
            "user@localhost",
        ] {
            assert!(!state.is_own(foreign), "{foreign}");
        }
    }

    #[test]
    fn a_server_that_listens_everywhere_is_asked_for_any_address_and_no_name() {
        for state in [state("0.0.0.0"), state("::"), state("[::]")] {
            for own in ["192.168.1.7:3000", "[fe80::7]:3000", "localhost:3000", "0.0.0.0"] {
                assert!(state.is_own(own), "{own}");
            }
            for foreign in ["evil.test", "192.168.1.7.evil.test:3000", "fe80::7", "10.1", "[evil]"]
            {
                assert!(!state.is_own(foreign), "{foreign}");
            }
        }
    }

    #[test]
    fn a_given_address_counts_in_either_spelling() {
        assert!(state("0:0::7").is_own("[::7]:3000"));
        assert!(state("[0:0::7]").is_own("[::7]:3000"));
        assert!(state("10.0.0.7").is_own("10.0.0.7:3000"));
    }

    #[test]
    fn the_script_goes_before_the_end_of_the_head() {
        let text = String::from_utf8(live(b"<HEAD>a</HEAD><body>", "7")).unwrap_or_default();
        let script = "<script src=\"/__tickbook/live.js\" defer data-tb-build=\"7\"></script>";
        assert_eq!(text, format!("<HEAD>a{script}</HEAD><body>"));
        assert!(live(b"no head", "7").ends_with(script.as_bytes()));
    }
}
