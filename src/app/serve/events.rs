//! The server-sent events for open pages.
//!
//! Owns the four events. The id of each is the name of the build whose pages are served, and the data is the report of
//! faults. `faults` means that the last build failed; the others mean that it succeeded: `build` that the browser
//! already has these pages, `styles` that only style sheets are new, `reload` that more has changed. A browser that
//! connects gets the current state first, so it catches up after missed events or a restart of the server. Never
//! decides what a page does.

use super::site::Snapshot;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use serde_json::json;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch as latest;

/// How soon a browser reconnects after the server has ended.
const RETRY: Duration = Duration::from_millis(500);

struct Listener {
    served: latest::Receiver<Snapshot>,
    stop: latest::Receiver<bool>,
    /// The build in the last event to the browser.
    told: Option<Arc<str>>,
}

/// The events for one browser. The stream ends when the server does.
pub(super) fn stream(
    served: latest::Receiver<Snapshot>,
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

fn event(served: &Snapshot, told: Option<&Arc<str>>) -> Event {
    let event = Event::default().id(&*served.build).retry(RETRY);
    let (report, step) = (&served.report, &served.step);
    let mut data = json!({ "faults": report.faults, "warnings": report.warnings });
    // A browser that has just connected is not navigated.
    if let Some(page) = step.page.as_ref().filter(|_| told.is_some()) {
        data["page"] = json!(page);
    }
    let name = match told {
        _ if report.has_faults() => "faults",
        None => "build",
        Some(told) if *told == served.build => "build",
        Some(told) if *told == step.from && !step.styles.is_empty() => {
            data["styles"] = json!(step.styles);
            "styles"
        }
        Some(_) => "reload",
    };
    event.event(name).data(data.to_string())
}
