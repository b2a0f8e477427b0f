//! The list of headers for each file of a bucket, for storage that takes headers with each object.

use super::Site;
use crate::book::config::Host;
use crate::site::delivery::{Keeping, is_page};
use crate::text::media_type::media_type;
use crate::text::output::Output;
use crate::text::url;
use rayon::prelude::*;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The longest target of an object's redirect.
const LONGEST: usize = 2048;

/// The whole file: every file of the site in the order in which it is to be uploaded, pages last. The social cards at
/// `painted` have neither size nor hash, because they are made later; their names contain a hash.
pub(super) fn text(site: &mut Site, outputs: &[Output], painted: &[&str]) -> String {
    let moved = site.no_longer(Host::S3, LONGEST, |moved| moved.to.len());
    let moved: BTreeMap<&str, &str> =
        moved.iter().map(|moved| (moved.page.as_str(), moved.to.as_str())).collect();
    let mut files: Vec<(&str, Value)> =
        outputs.par_iter().map(|output| (output.path.as_str(), entry(output, &moved))).collect();
    files.extend(painted.iter().map(|path| (*path, Value::Object(sent(path)))));
    files.sort_by_key(|(path, _)| (is_page(path), *path));
    let files: Vec<Value> = files.into_iter().map(|(_, entry)| entry).collect();
    let prefix = url::decode(site.config.html.host_path.trim_start_matches('/'));
    let file = json!({
        "prefix": prefix,
        "index-document": "index.html",
        "error-document": format!("{prefix}404.html"),
        "files": files,
    });
    format!("{file:#}\n")
}

fn entry(output: &Output, moved: &BTreeMap<&str, &str>) -> Value {
    let mut entry = sent(&output.path);
    let mut hash = Sha256::new();
    output.parts.iter().for_each(|part| hash.update(part));
    let hash: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    entry.insert("size".into(), json!(output.len()));
    entry.insert("sha256".into(), json!(hash));
    if let Some(to) = moved.get(output.path.as_str()) {
        entry.insert("website-redirect-location".into(), json!(to));
    }
    Value::Object(entry)
}

fn sent(path: &str) -> Map<String, Value> {
    let mut entry = Map::new();
    entry.insert("path".into(), json!(path));
    entry.insert("content-type".into(), json!(media_type(path)));
    entry.insert("cache-control".into(), json!(Keeping::of(path).header()));
    entry
}
