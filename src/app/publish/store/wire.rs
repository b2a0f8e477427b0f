//! Sends requests to a bucket with the program's HTTP client.
//!
//! Owns the time limits of each step of a request, and the rule that unencrypted requests go only to this machine.
//! Never follows redirects; the caller waits and retries.

use super::bucket::is_loopback;
use crate::app::external;
use http_body_util::BodyExt;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};
use std::io::ErrorKind;
use std::pin::Pin;
use std::time::Duration;
use ureq::http::{Request, Response};
use ureq::{Agent, Error};

/// The longest answer that is read, in bytes: lists are paginated, and records of large sites have a few megabytes.
const LONGEST: u64 = 256 * 1024 * 1024;

/// Sends requests one by one; concurrent ones come from several threads.
#[derive(Debug, Clone)]
pub(super) struct Wire {
    agent: Agent,
    may_be_plain: bool,
}

impl Wire {
    pub(super) fn new(may_be_plain: bool) -> Self {
        let config = Agent::config_builder()
            .tls_config(external::encryption())
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_send_body(Some(Duration::from_secs(300)))
            .timeout_recv_response(Some(Duration::from_secs(60)))
            .timeout_recv_body(Some(Duration::from_secs(120)))
            .user_agent(concat!("tickbook/", env!("CARGO_PKG_VERSION")))
            .build();
        Wire { agent: config.into(), may_be_plain }
    }
}

impl HttpConnector for Wire {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

impl HttpService for Wire {
    fn call<'own, 'call>(
        &'own self,
        request: HttpRequest,
    ) -> Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'call>>
    where
        'own: 'call,
        Self: 'call,
    {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let address = head.uri.to_string();
            if !address.starts_with("https://") && !self.may_be_plain && !is_loopback(&address) {
                let error = std::io::Error::other("the address has no encryption");
                return Err(HttpError::new(HttpErrorKind::Unknown, error));
            }
            let body = body.collect().await?.to_bytes();
            let agent = self.agent.clone();
            let done = tokio::task::spawn_blocking(move || {
                send(&agent, Request::from_parts(head, body.to_vec()))
            });
            match done.await {
                Ok(answer) => answer.map_err(fault),
                Err(error) => Err(HttpError::new(HttpErrorKind::Unknown, error)),
            }
        })
    }
}

/// One request and its complete answer.
fn send(agent: &Agent, request: Request<Vec<u8>>) -> Result<HttpResponse, Error> {
    let has_body = !request.body().is_empty() || request.method() == "PUT";
    let answer = match has_body {
        true => agent.run(request)?,
        false => agent.run(request.map(|_| ()))?,
    };
    let (head, mut body) = answer.into_parts();
    let body = body.with_config().limit(LONGEST).read_to_vec()?;
    Ok(Response::from_parts(head, body.into()))
}

/// The error in the terms by which the caller decides whether to retry.
fn fault(error: Error) -> HttpError {
    let kind = match &error {
        Error::Timeout(_) => HttpErrorKind::Timeout,
        Error::HostNotFound | Error::ConnectionFailed => HttpErrorKind::Connect,
        Error::Io(inner) => match inner.kind() {
            ErrorKind::ConnectionRefused => HttpErrorKind::Connect,
            ErrorKind::InvalidData | ErrorKind::InvalidInput => HttpErrorKind::Unknown,
            _ => HttpErrorKind::Interrupted,
        },
        Error::Protocol(_) => HttpErrorKind::Interrupted,
        _ => HttpErrorKind::Unknown,
    };
    HttpError::new(kind, error)
}
