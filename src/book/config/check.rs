//! `[check]` of book.toml without the levels of lints: thresholds, and requests to other sites.

use super::keys;
use super::values::Values;
use std::path::{Path, PathBuf};
use std::time::Duration;

const DAY: u64 = 24 * 60 * 60;

/// Settings of `check`.
#[derive(Debug, Clone)]
pub struct CheckConfig {
    /// How many days after its last update a chapter is stale; `None` for never.
    pub stale_after: Option<i64>,
    /// Settings of `check --external`.
    pub external: ExternalConfig,
}

/// `[check.external]`.
#[derive(Debug, Clone)]
pub struct ExternalConfig {
    /// How many requests run at once.
    pub concurrency: usize,
    /// How many of them go to the same host.
    pub per_host: usize,
    /// How long one request may take.
    pub timeout: Duration,
    /// How often a request is repeated that failed, or whose answer asks to retry later.
    pub retries: u32,
    /// How long an answer is cached.
    pub max_age: Duration,
    /// The folder of book.toml.
    pub root: PathBuf,
    /// The file of the cache, relative to `root`.
    pub cache: PathBuf,
    /// Addresses that are not checked; `*` matches anything.
    pub ignore: Vec<String>,
    /// Accepted statuses besides 200 to 299.
    pub accept: Vec<u64>,
    /// Whether addresses of private networks are checked too.
    pub allow_private: bool,
}

/// Reads the settings; missing ones get their defaults.
pub(super) fn typed(root: &Path, values: &mut Values) -> CheckConfig {
    let days = values.number(keys::CHECK_STALE_AFTER);
    let concurrency = values.number(keys::EXTERNAL_CONCURRENCY).unwrap_or(8);
    let per_host = values.number(keys::EXTERNAL_PER_HOST).unwrap_or(2);
    let timeout = values.number(keys::EXTERNAL_TIMEOUT).unwrap_or(10);
    let retries = values.number(keys::EXTERNAL_RETRIES).unwrap_or(2);
    let max_age = values.number(keys::EXTERNAL_MAX_AGE).unwrap_or(7);
    let cache = cache_file(values).unwrap_or_else(|| ".tickbook/cache/external.json".into());
    CheckConfig {
        stale_after: days.map(|days| i64::try_from(days).unwrap_or(i64::MAX)),
        external: ExternalConfig {
            concurrency: usize::try_from(concurrency).unwrap_or(usize::MAX),
            per_host: usize::try_from(per_host).unwrap_or(usize::MAX),
            timeout: Duration::from_secs(timeout),
            retries: u32::try_from(retries).unwrap_or(u32::MAX),
            max_age: Duration::from_secs(max_age * DAY),
            root: root.to_path_buf(),
            cache: cache.into(),
            ignore: values.list(keys::EXTERNAL_IGNORE),
            accept: values.numbers(keys::EXTERNAL_ACCEPT),
            allow_private: values.flag(keys::EXTERNAL_ALLOW_PRIVATE).unwrap_or(false),
        },
    }
}

/// The file of the cache. The program overwrites it, so it must not be a file with another purpose.
fn cache_file(values: &mut Values) -> Option<String> {
    let key = keys::EXTERNAL_CACHE;
    let (file, _) = values.file_below(key)?;
    let is_git = file.split(['/', '\\']).any(|part| part.to_ascii_lowercase().starts_with(".git"));
    if is_git || !file.ends_with(".json") {
        let message = format!("`{file}` cannot be the cache file");
        values.bad(
            key,
            message,
            "write a file name that ends in `.json`, such as `.cache/external.json`",
        );
    }
    Some(file)
}
