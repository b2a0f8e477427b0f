//! Requests one address: the only module that uses the HTTP client.
//!
//! Owns the course of a request: HEAD, then GET if that fails; redirects, step by step, so that the same rules apply to
//! each; waiting and retries. Never reads a body.

use super::{Answer, private};
use crate::book::config::ExternalConfig;
use std::sync::Arc;
use std::time::Duration;
use ureq::config::Config;
use ureq::http::{Response, StatusCode, Uri};
use ureq::tls::{Certificate, RootCerts, TlsConfig, TlsProvider};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body, Error};
use url::Url;

/// How many redirects are followed.
const MOST_REDIRECTS: usize = 5;

/// The longest wait before a retry.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Sends requests.
pub(super) struct Client<'a> {
    agent: Agent,
    settings: &'a ExternalConfig,
}

/// The result of one request.
enum Outcome {
    Status(StatusCode, Option<Url>, Option<Duration>),
    /// No answer, and the reason.
    Silence(String),
    Private,
}

impl<'a> Client<'a> {
    pub(super) fn new(settings: &'a ExternalConfig) -> Self {
        let config = Agent::config_builder()
            .tls_config(encryption())
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(settings.timeout))
            .user_agent(concat!("tickbook/", env!("CARGO_PKG_VERSION")))
            .build();
        let names = Names { inner: DefaultResolver::default(), all: settings.allow_private };
        Client { agent: Agent::with_parts(config, DefaultConnector::new(), names), settings }
    }

    /// Requests an address, and follows its redirects.
    pub(super) fn ask(&self, url: Option<&Url>) -> Answer {
        let Some(url) = url else {
            return Answer::Dead {
                reason: "is not an address that can be checked".into(),
                status: None,
            };
        };
        let mut at = url.clone();
        let mut for_good = true;
        for _ in 0..=MOST_REDIRECTS {
            match self.insist(&at) {
                Outcome::Private => return Answer::Private,
                Outcome::Silence(reason) => return Answer::Dead { reason, status: None },
                Outcome::Status(status, Some(next), _) if status.is_redirection() => {
                    for_good &= [301, 308].contains(&status.as_u16());
                    at = next;
                }
                Outcome::Status(status, ..) if self.is_good(status) => {
                    let moved = (for_good && at != *url).then(|| at.to_string());
                    return Answer::Alive { moved };
                }
                Outcome::Status(status, ..) => {
                    let reason = format!("answers {}", named(status));
                    return Answer::Dead { reason, status: Some(status.as_u16()) };
                }
            }
        }
        let reason = format!("redirects more than {MOST_REDIRECTS} times");
        Answer::Dead { reason, status: None }
    }

    /// Requests one address until it succeeds or the last retry fails.
    fn insist(&self, url: &Url) -> Outcome {
        let mut outcome = self.once(url, false);
        // Many servers answer HEAD wrongly, or not at all.
        if !self.is_settled(&outcome) && !is_rushed(&outcome) {
            outcome = self.once(url, true);
        }
        for attempt in 0..self.settings.retries {
            let asked_to_wait = match &outcome {
                Outcome::Silence(_) => None,
                Outcome::Status(status, _, wait)
                    if is_rushed(&outcome) || status.is_server_error() =>
                {
                    *wait
                }
                _ => break,
            };
            let wait = asked_to_wait.unwrap_or(Duration::from_secs(1 << attempt.min(8)));
            std::thread::sleep(wait.min(LONGEST_WAIT));
            outcome = self.once(url, true);
        }
        outcome
    }

    fn once(&self, url: &Url, whole: bool) -> Outcome {
        if !self.settings.allow_private && private::names_private(url) {
            return Outcome::Private;
        }
        let request =
            if whole { self.agent.get(url.as_str()) } else { self.agent.head(url.as_str()) };
        match request.call() {
            Ok(response) => {
                let next = text_of(&response, "location").and_then(|to| url.join(to).ok());
                let next = next.filter(|next| ["http", "https"].contains(&next.scheme()));
                let wait = text_of(&response, "retry-after").and_then(|text| text.parse().ok());
                Outcome::Status(response.status(), next, wait.map(Duration::from_secs))
            }
            Err(Error::Other(error)) if error.is::<PrivateName>() => Outcome::Private,
            Err(error) => Outcome::Silence(reason(&error, self.settings.timeout)),
        }
    }

    fn is_good(&self, status: StatusCode) -> bool {
        status.is_success() || self.settings.accept.contains(&u64::from(status.as_u16()))
    }

    fn is_settled(&self, outcome: &Outcome) -> bool {
        match outcome {
            Outcome::Status(status, next, _) => {
                self.is_good(*status) || (status.is_redirection() && next.is_some())
            }
            Outcome::Silence(_) => false,
            Outcome::Private => true,
        }
    }
}

/// The settings of encryption and the trusted certificates.
pub(crate) fn encryption() -> TlsConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    TlsConfig::builder()
        .provider(TlsProvider::Rustls)
        .root_certs(trusted())
        .unversioned_rustls_crypto_provider(provider)
        .build()
}

/// The certificates that the system trusts. Those that cannot be read are left out; if none can, each encrypted address
/// is reported as not trusted, with the reason.
fn trusted() -> RootCerts {
    let found = rustls_native_certs::load_native_certs().certs;
    let own = found.iter().map(|one| Certificate::from_der(one).to_owned());
    RootCerts::Specific(Arc::new(own.collect()))
}

/// Whether a server asks to retry later.
fn is_rushed(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Status(StatusCode::TOO_MANY_REQUESTS, ..))
}

fn text_of<'r>(response: &'r Response<Body>, header: &str) -> Option<&'r str> {
    response.headers().get(header)?.to_str().ok()
}

fn named(status: StatusCode) -> String {
    match status.canonical_reason() {
        Some(name) => format!("{} {name}", status.as_u16()),
        None => status.as_u16().to_string(),
    }
}

/// Why there was no answer, in words that continue the sentence after the address.
fn reason(error: &Error, timeout: Duration) -> String {
    match error {
        Error::Timeout(_) => format!("does not answer within {} s", timeout.as_secs()),
        Error::HostNotFound => "is on an unknown host".into(),
        Error::Io(error) if error.get_ref().is_some_and(|inner| inner.is::<rustls::Error>()) => {
            format!("has no trusted encryption: {error}")
        }
        Error::Io(error) => format!("cannot be reached: {error}"),
        Error::Tls(_) | Error::Rustls(_) | Error::TlsRequired => {
            format!("has no trusted encryption: {error}")
        }
        Error::ConnectionFailed => "cannot be reached".into(),
        other => format!("gives an invalid answer: {other}"),
    }
}

/// Resolves names, and removes IP addresses of private networks.
#[derive(Debug)]
struct Names {
    inner: DefaultResolver,
    all: bool,
}

/// A name that resolves only to private IP addresses.
#[derive(Debug)]
struct PrivateName;

impl std::fmt::Display for PrivateName {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("the name belongs to a private network")
    }
}

impl std::error::Error for PrivateName {}

impl Resolver for Names {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        // The proxy of the author's own network is allowed; it decides itself which hosts it connects to.
        let is_proxy = config.proxy().is_some_and(|proxy| proxy.uri().host() == uri.host());
        if self.all || is_proxy {
            return Ok(found);
        }
        let mut public = self.inner.empty();
        for address in found.iter().filter(|address| !private::is_private(address.ip())) {
            public.push(*address);
        }
        match public.is_empty() {
            true => Err(Error::Other(Box::new(PrivateName))),
            false => Ok(public),
        }
    }
}
