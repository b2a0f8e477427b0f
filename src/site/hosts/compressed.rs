//! Precompressed files, for hosts that send them instead of the originals.
//!
//! Owns which files are compressed and how. The result never depends on the date, the name of the file or the number of
//! threads.

use crate::text::media_type::media_type;
use crate::text::output::Output;
use bytes::Bytes;
use flate2::{Compression, GzBuilder};
use rayon::prelude::*;
use std::collections::HashSet;
use std::io::{self, Write};

/// The extensions of compressed files.
pub const ENDINGS: [&str; 2] = [".gz", ".br"];

/// Smaller files fit into one network packet anyway.
const LEAST: usize = 1024;

/// The quality of brotli, of 11. Higher ones take twenty to forty times as long, and save an eighth at most.
const EFFORT: i32 = 5;

/// The window of brotli, as a power of two.
const WINDOW: i32 = 22;

/// The compressed versions of these files. A file has one only if it becomes smaller; an existing file of that name is
/// kept.
pub fn smaller(outputs: &[Output]) -> Vec<Output> {
    let taken: HashSet<&str> = outputs.iter().map(|output| output.path.as_str()).collect();
    outputs
        .par_iter()
        .filter(|output| output.len() >= LEAST && is_text(media_type(&output.path)))
        .flat_map_iter(|output| {
            let made = [gzip(&output.parts), brotli(&output.parts, output.len())];
            let paths = ENDINGS.map(|ending| format!("{}{ending}", output.path));
            let made = paths.into_iter().zip(made).filter_map(|(path, made)| {
                // Writing to memory cannot fail; if it did, the file itself is still there.
                let bytes = made.ok().filter(|bytes| bytes.len() < output.len())?;
                // Without spare capacity, because the files of a large book are in memory together.
                Some(Output::new(path, bytes.into_boxed_slice()))
            });
            made.filter(|output| !taken.contains(output.path.as_str())).collect::<Vec<_>>()
        })
        .collect()
}

/// Whether files of this type can be compressed.
fn is_text(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    let named = ["application/json", "application/xml", "application/wasm", "font/ttf", "font/otf"];
    essence.starts_with("text/")
        || essence.ends_with("+xml")
        || essence.ends_with("+json")
        || named.contains(&essence)
}

fn gzip(parts: &[Bytes]) -> io::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    parts.iter().try_for_each(|part| encoder.write_all(part))?;
    encoder.finish()
}

fn brotli(parts: &[Bytes], length: usize) -> io::Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: EFFORT,
        lgwin: WINDOW,
        size_hint: length,
        ..Default::default()
    };
    let mut encoder = brotli::CompressorWriter::with_params(Vec::new(), 4096, &params);
    parts.iter().try_for_each(|part| encoder.write_all(part))?;
    encoder.flush()?;
    Ok(encoder.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_compressed_and_pictures_are_not() {
        for path in ["a.html", "a.css", "a.js", "a.svg", "a.json", "a.webmanifest", "a.xml", "a.md"]
        {
            assert!(is_text(media_type(path)), "{path}");
        }
        for path in ["a.png", "a.woff2", "a.epub", "a.pdf", "a.gz", "a", "a.mp4"] {
            assert!(!is_text(media_type(path)), "{path}");
        }
    }

    #[test]
    fn only_what_becomes_smaller_is_there_and_nothing_of_the_authors_is_replaced() {
        let text = "a line of text\n".repeat(100);
        let outputs = [
            Output::new("a.html", text.clone()),
            Output::new("b.html", "short"),
            Output::new("c.txt", text.clone()),
            Output::new("c.txt.gz", "the author's"),
        ];
        let paths: Vec<String> = smaller(&outputs).into_iter().map(|output| output.path).collect();
        assert_eq!(paths, ["a.html.gz", "a.html.br", "c.txt.br"]);
    }
}
