//! The ZIP container of an EPUB: the only module that names zip.
//!
//! Guarantees the same bytes for the same files: each has the earliest time of the format and the same permissions, and
//! they are in the order in which they were added.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Puts the files into one, the media type first and uncompressed, where reading systems expect it. `None` if they
/// exceed the limits of the format.
pub(super) fn of<'a>(
    media_type: &str,
    files: impl IntoIterator<Item = (String, Vec<&'a [u8]>)>,
) -> Option<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .compression_method(CompressionMethod::Stored);
    archive.start_file("mimetype", plain).ok()?;
    archive.write_all(media_type.as_bytes()).ok()?;
    let deflated = plain.compression_method(CompressionMethod::Deflated);
    for (name, parts) in files {
        archive.start_file(name, deflated).ok()?;
        for part in parts {
            archive.write_all(part).ok()?;
        }
    }
    Some(archive.finish().ok()?.into_inner())
}
