//! The media types of files, by their names only.

/// Media types by file extension.
pub const MEDIA_TYPES: &[(&[&str], &str)] = &[
    (&["html", "htm"], "text/html; charset=utf-8"),
    (&["css"], "text/css; charset=utf-8"),
    (&["js", "mjs"], "text/javascript; charset=utf-8"),
    (&["json", "map"], "application/json"),
    (&["webmanifest"], "application/manifest+json"),
    (&["xml"], "application/xml"),
    (&["atom"], "application/atom+xml"),
    (&["txt"], "text/plain; charset=utf-8"),
    (&["md"], "text/markdown; charset=utf-8"),
    (&["csv"], "text/csv; charset=utf-8"),
    (&["ics"], "text/calendar; charset=utf-8"),
    (&["svg"], "image/svg+xml"),
    (&["png"], "image/png"),
    (&["jpg", "jpeg"], "image/jpeg"),
    (&["gif"], "image/gif"),
    (&["webp"], "image/webp"),
    (&["avif"], "image/avif"),
    (&["bmp"], "image/bmp"),
    (&["ico"], "image/x-icon"),
    (&["woff"], "font/woff"),
    (&["woff2"], "font/woff2"),
    (&["ttf"], "font/ttf"),
    (&["otf"], "font/otf"),
    (&["mp3"], "audio/mpeg"),
    (&["ogg", "oga"], "audio/ogg"),
    (&["wav"], "audio/wav"),
    (&["m4a"], "audio/mp4"),
    (&["mp4", "m4v"], "video/mp4"),
    (&["webm"], "video/webm"),
    (&["vtt"], "text/vtt; charset=utf-8"),
    (&["pdf"], "application/pdf"),
    (&["wasm"], "application/wasm"),
    (&["zip"], "application/zip"),
    (&["gz"], "application/gzip"),
    (&["epub"], "application/epub+zip"),
];

/// The media type for unknown extensions.
pub const ANY_BYTES: &str = "application/octet-stream";

/// The site path of the feed, whose media type does not follow from its extension.
pub const FEED: &str = "feed.xml";

/// The media type of a file, by its extension; the feed is recognised by its name.
pub fn media_type(path: &str) -> &'static str {
    if path == FEED {
        return "application/atom+xml";
    }
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let extension = extension.to_ascii_lowercase();
    let known = MEDIA_TYPES.iter().find(|(endings, _)| endings.contains(&extension.as_str()));
    known.map_or(ANY_BYTES, |(_, media_type)| media_type)
}
