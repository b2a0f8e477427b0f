//! Files in the content folder that are not part of the site.

use super::Subject;
use crate::text::diag::Diagnostic;
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

/// Types of files that are meant for readers: if the content folder is the book's own folder, other files may have any
/// purpose.
const SHOWN: [&str; 14] = [
    "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "pdf", "mp3", "ogg", "mp4", "webm",
    "mov",
];

/// Finds files that neither a chapter nor book.toml refers to. Assets are copied only if a chapter refers to them, so
/// these are not part of the site.
pub(super) fn unused(subject: Subject, found: &mut Vec<Diagnostic>) {
    let config = subject.config;
    let used: HashSet<&str> =
        subject.book.assets.iter().map(|(source, _)| source.as_str()).collect();
    let html = &config.html;
    let named = [&html.additional_css, &html.additional_js, &html.share_fonts];
    let cover = config.epub.cover.iter().map(|(file, _)| file);
    let named = named.into_iter().flatten().chain(cover).chain(subject.named);
    let named: BTreeSet<PathBuf> = named.map(|file| config.root.join(file)).collect();
    let anything = config.src != config.root;
    let is_unused = |path: &&String| {
        let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        let counts = anything || extension.is_some_and(|one| SHOWN.contains(&one.as_str()));
        let is_meant = subject.book.meant.contains(path.as_str());
        counts
            && !is_meant
            && !used.contains(path.as_str())
            && !named.contains(&config.src.join(path))
    };
    let unused: Vec<&String> = subject.assets.keys().filter(is_unused).collect();
    let prefix = config.src.strip_prefix(&config.root).unwrap_or(Path::new(""));
    let shown = |path: &String| prefix.join(path).to_string_lossy().replace('\\', "/");
    found.extend(unused.into_iter().map(|path| Diagnostic::unused_asset(&shown(path))));
}
