//! The connections of the server, with limits on their number and duration.
//!
//! Owns the loop that accepts them and the choice of the one to evict. A connection that has not sent a complete
//! request head in time is closed, and if there are too many, the one that has been idle for longest is closed:
//! browsers simply reconnect. So a client cannot block others by keeping connections open, and neither memory nor open
//! files grow with the number of clients. Never looks at requests.

use super::http::{self, ServerState};
use super::wire::{LastActivity, Wire};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::collections::HashMap;
use std::convert::Infallible;
use std::io::{Error, ErrorKind};
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, Id, JoinError, JoinSet};

/// The most connections at once. A browser opens six, and a quarter of the open files that the strictest systems allow
/// are left for the book.
const MOST: usize = 128;

/// How long a connection may wait for the complete head of its next request.
const TIME_FOR_HEAD: Duration = Duration::from_secs(5);

/// The most bytes of the head of a request, and the most lines.
const LARGEST_HEAD: usize = 16 * 1024;
const MOST_LINES: usize = 100;

/// How long to wait before accepting again if the system has no free file descriptors.
const PAUSE: Duration = Duration::from_millis(50);

/// The open connections.
struct Connections {
    start: Instant,
    tasks: JoinSet<()>,
    present: HashMap<Id, Connection>,
}

struct Connection {
    seen: Arc<LastActivity>,
    task: AbortHandle,
}

/// Serves until the server is asked to stop and the open requests have been answered.
pub(super) async fn serve(listener: TcpListener, state: Arc<ServerState>) {
    let mut stop = state.stopped();
    let start = Instant::now();
    let mut connections = Connections { start, tasks: JoinSet::new(), present: HashMap::new() };
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => connections.admit(stream, &state),
                Err(error) if is_of_one_connection(&error) => {}
                // The system has no free file descriptor. An evicted connection frees its own when it is closed.
                Err(_) => {
                    connections.evict_idle();
                    match tokio::time::timeout(PAUSE, connections.tasks.join_next_with_id()).await {
                        Ok(Some(left)) => connections.forget(left),
                        // There was no connection to evict.
                        Ok(None) => tokio::time::sleep(PAUSE).await,
                        Err(_) => {}
                    }
                }
            },
            Some(left) = connections.tasks.join_next_with_id() => connections.forget(left),
            _ = stop.wait_for(|stop| *stop) => break,
        }
    }
    drop(listener);
    while connections.tasks.join_next().await.is_some() {}
}

/// Whether one connection failed before it began, which does not affect the next.
fn is_of_one_connection(error: &Error) -> bool {
    use ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

impl Connections {
    fn admit(&mut self, stream: TcpStream, state: &Arc<ServerState>) {
        if self.present.len() >= MOST {
            self.evict_idle();
        }
        // An event is a small write that must not be delayed.
        let _ = stream.set_nodelay(true);
        let seen = Arc::new(LastActivity::now(self.start));
        let wire = Wire::new(stream, seen.clone());
        let task = self.tasks.spawn(attend(wire, state.clone()));
        self.present.insert(task.id(), Connection { seen, task });
    }

    fn evict_idle(&mut self) {
        let idlest = self.present.iter().min_by_key(|(_, connection)| connection.seen.last());
        if let Some(id) = idlest.map(|(id, _)| *id)
            && let Some(connection) = self.present.remove(&id)
        {
            connection.task.abort();
        }
    }

    fn forget(&mut self, left: Result<(Id, ()), JoinError>) {
        let id = left.map_or_else(|error| error.id(), |(id, ())| id);
        self.present.remove(&id);
    }
}

/// Answers the requests of one connection.
async fn attend(wire: Wire, state: Arc<ServerState>) {
    let mut stop = state.stopped();
    let answer = service_fn(|request| {
        let reply = http::answer(&state, &request);
        async { Ok::<_, Infallible>(reply) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(TIME_FOR_HEAD)
        .max_buf_size(LARGEST_HEAD)
        .max_headers(MOST_LINES)
        .serve_connection(TokioIo::new(wire), answer);
    let mut connection = pin!(connection);
    // How the client ends a connection does not matter.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = stop.wait_for(|stop| *stop) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}
