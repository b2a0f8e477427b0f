//! An S3-compatible bucket as a store.
//!
//! Settings in book.toml take precedence; others, and all secrets, are read from the environment.

use super::RemoteStore;
use super::wire::Wire;
use crate::book::config::S3Config;
use crate::book::config::keys;
use crate::text::diag::Diagnostic;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path;
use object_store::{BackoffConfig, RetryConfig};
use std::sync::Arc;
use std::time::Duration;
use url::{Host, Url};

/// Environment variables, each of which can give credentials for a bucket.
const CREDENTIALS: [&str; 6] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_METADATA_ENDPOINT",
    "AWS_SKIP_SIGNATURE",
];

/// How often, and for how long, a request is repeated that failed on the network or in the service.
const RETRIES: RetryConfig = RetryConfig {
    backoff: BackoffConfig {
        init_backoff: Duration::from_millis(200),
        max_backoff: Duration::from_secs(10),
        base: 2.0,
    },
    max_retries: 6,
    retry_timeout: Duration::from_secs(120),
};

impl RemoteStore {
    /// The bucket in book.toml.
    pub(in super::super) fn bucket(settings: &S3Config) -> Result<Self, Diagnostic> {
        let Some(bucket) = &settings.bucket else {
            return Err(Diagnostic::publish_nowhere(keys::PUBLISH_S3_BUCKET.path()));
        };
        let is_set = |name: &&str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        if !CREDENTIALS.iter().any(is_set) {
            return Err(Diagnostic::publish_without_credentials());
        }
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(bucket);
        if let Some(region) = &settings.region {
            builder = builder.with_region(region);
        }
        if let Some(endpoint) = &settings.endpoint {
            builder = builder.with_endpoint(endpoint.trim_end_matches('/'));
        }
        let may_be_plain = std::env::var("AWS_ALLOW_HTTP").is_ok_and(|value| value == "true");
        let endpoint = builder.get_config_value(&AmazonS3ConfigKey::Endpoint);
        let is_plain = endpoint.as_deref().is_some_and(|address| address.starts_with("http://"));
        if let Some(address) = endpoint.filter(|address| is_plain && !is_loopback(address))
            && !may_be_plain
        {
            return Err(Diagnostic::publish_unencrypted(&address));
        }
        let name = match settings.prefix.as_str() {
            "" => format!("s3://{bucket}/"),
            prefix => format!("s3://{bucket}/{prefix}/"),
        };
        let failed = |error: &(dyn std::error::Error + 'static)| {
            Diagnostic::publish_store_failed(&name, "begin", &super::fault::reason(error))
        };
        let prefix = Path::parse(&settings.prefix).map_err(|error| failed(&error))?;
        let builder = builder
            .with_allow_http(is_plain || may_be_plain)
            // Not every service can remove many objects with one request.
            .with_disable_bulk_delete(true)
            .with_retry(RETRIES)
            .with_http_connector(Wire::new(may_be_plain));
        let store = builder.build().map_err(|error| failed(&error))?;
        Ok(RemoteStore { store: Arc::new(store), prefix, folder: None, name })
    }
}

/// Whether an address is a loopback address.
pub(super) fn is_loopback(address: &str) -> bool {
    match Url::parse(address).as_ref().ok().and_then(Url::host) {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}
