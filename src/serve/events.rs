//! What the server tells open pages, as server-sent events.
//!
//! Owns the three events. Each carries the name of the build whose pages are served as its id:
//! `build` and `reload` say that the book is good, the second that its pages have changed, and
//! `faults` holds diagnostics. A browser that connects is told the present state first, so one that
//! missed something, or outlived the server, catches up. Never decides what a page does about it.

use super::site::Served;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch as latest;

/// How soon a browser tries again when the server went away.
const RETRY: Duration = Duration::from_millis(500);

struct Listener {
    served: latest::Receiver<Served>,
    stop: latest::Receiver<bool>,
    /// The build that the browser was told of last.
    told: Option<Arc<str>>,
}

/// The events for one browser. The stream ends when the server does.
pub(super) fn stream(
    served: latest::Receiver<Served>,
    stop: latest::Receiver<bool>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let listener = Listener { served, stop, told: None };
    Sse::new(stream::unfold(listener, next)).keep_alive(KeepAlive::default())
}

async fn next(mut listener: Listener) -> Option<(Result<Event, Infallible>, Listener)> {
    if listener.told.is_some() {
        tokio::select! {
            changed = listener.served.changed() => changed.ok()?,
            _ = listener.stop.wait_for(|stop| *stop) => return None,
        }
    }
    let served = listener.served.borrow_and_update().clone();
    let event = event(&served, listener.told.as_ref());
    listener.told = Some(served.build);
    Some((Ok(event), listener))
}

fn event(served: &Served, told: Option<&Arc<str>>) -> Event {
    let event = Event::default().id(&*served.build).retry(RETRY);
    match &served.faults {
        // The protocol ends lines at a carriage return, and the encoder refuses one.
        Some(faults) => event.event("faults").data(faults.replace('\r', " ")),
        None if told.is_none_or(|told| *told == served.build) => {
            event.event("build").data(&*served.build)
        }
        None => event.event("reload").data(&*served.build),
    }
}
