//! The bytes of one connection.
//!
//! Records when data was last transferred, and adds the headers of every response to answers that the HTTP library
//! itself writes to invalid requests. Never parses a request.

use super::http;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Instant;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// The time of the last transfer on a connection.
#[derive(Debug)]
pub(super) struct LastActivity {
    /// The base of the time: the start of the server, the same for all connections.
    start: Instant,
    micros: AtomicU64,
}

impl LastActivity {
    pub(super) fn now(start: Instant) -> Self {
        let seen = LastActivity { start, micros: AtomicU64::new(0) };
        seen.note();
        seen
    }

    fn note(&self) {
        let micros = self.start.elapsed().as_micros();
        self.micros.store(u64::try_from(micros).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// That time, in microseconds since the start of the server.
    pub(super) fn last(&self) -> u64 {
        self.micros.load(Ordering::Relaxed)
    }
}

/// A connection.
pub(super) struct Wire {
    stream: TcpStream,
    seen: Arc<LastActivity>,
    /// The replacement of an answer without headers, and how much of it has been written.
    instead: Option<(Vec<u8>, usize)>,
}

impl Wire {
    pub(super) fn new(stream: TcpStream, seen: Arc<LastActivity>) -> Self {
        Wire { stream, seen, instead: None }
    }

    fn noted<T>(&self, moved: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if matches!(moved, Poll::Ready(Ok(_))) {
            self.seen.note();
        }
        moved
    }

    /// Writes the answer that replaces `bytes`, and reports `bytes` as written.
    fn refuse(&mut self, bytes: &[u8], context: &mut Context) -> Poll<io::Result<usize>> {
        while let Some((refusal, done)) = &mut self.instead {
            match refusal.get(*done..).filter(|rest| !rest.is_empty()) {
                Some(rest) => {
                    let written = Pin::new(&mut self.stream).poll_write(context, rest);
                    *done += ready!(written)?;
                }
                None => self.instead = None,
            }
        }
        Poll::Ready(Ok(bytes.len()))
    }
}

/// The replacement of the library's answer to an invalid request: only a head, in one piece, with a status that no
/// response of ours has.
fn refusal_for(bytes: &[u8]) -> Option<Vec<u8>> {
    let head = std::str::from_utf8(bytes).ok()?.strip_suffix("\r\n\r\n")?;
    let status = head.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.lines().next())?;
    let is_bare = ["400 ", "414 ", "431 "].iter().any(|code| status.starts_with(code))
        && !head.contains("\r\n\r\n");
    is_bare.then(|| http::bare_refusal(status))
}

impl AsyncRead for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context,
        buffer: &mut ReadBuf,
    ) -> Poll<io::Result<()>> {
        let wire = self.get_mut();
        let read = Pin::new(&mut wire.stream).poll_read(context, buffer);
        wire.noted(read)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(context, &[IoSlice::new(bytes)])
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context,
        slices: &[IoSlice],
    ) -> Poll<io::Result<usize>> {
        let wire = self.get_mut();
        if let [bytes] = slices {
            if wire.instead.is_none() {
                wire.instead = refusal_for(bytes).map(|refusal| (refusal, 0));
            }
            if wire.instead.is_some() {
                return wire.refuse(bytes, context);
            }
        }
        let written = Pin::new(&mut wire.stream).poll_write_vectored(context, slices);
        wire.noted(written)
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_refusals_without_headers_are_replaced() {
        let bare = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\ndate: x\r\n\r\n";
        let refusal = String::from_utf8(refusal_for(bare).unwrap_or_default()).unwrap_or_default();
        assert!(refusal.starts_with("HTTP/1.1 400 Bad Request\r\n"), "{refusal}");
        assert!(refusal.contains("\r\ncross-origin-resource-policy: same-origin\r\n"), "{refusal}");
        assert!(refusal.ends_with("\r\n\r\n"), "{refusal}");
        for ours in [
            "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
            "HTTP/1.1 400 Bad Request\r\n\r\na text that quotes a head\r\n\r\n",
            "HTTP/1.1 400 Bad Request",
            "",
        ] {
            assert_eq!(refusal_for(ours.as_bytes()), None, "{ours}");
        }
    }
}
