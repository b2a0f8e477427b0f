//! Files made smaller ahead, for hosts that send them in place of the others.
//!
//! Owns which files are worth it and how they are compressed. Nothing in the result depends on the day, the name
//! of the file or the number of threads.

use crate::text::media_type::media_type;
use crate::text::output::Output;
use bytes::Bytes;
use flate2::{Compression, GzBuilder};
use rayon::prelude::*;
use std::collections::HashSet;
use std::io::{self, Write};

/// What the names of compressed files end in.
pub const ENDINGS: [&str; 2] = [".gz", ".br"];

/// What is smaller goes into one packet of the network anyway.
const LEAST: usize = 1024;

/// How hard brotli tries, of 11. More takes twenty to forty times as long, and takes an eighth off at the most.
const EFFORT: i32 = 5;

/// How far back brotli looks, as a power of two.
const WINDOW: i32 = 22;

/// The compressed files that belong beside these. Only what becomes smaller has one, and where a file of that
/// name is there already, it stays.
pub fn smaller(outputs: &[Output]) -> Vec<Output> {
    let taken: HashSet<&str> = outputs.iter().map(|output| output.path.as_str()).collect();
    outputs
        .par_iter()
        .filter(|output| output.len() >= LEAST && is_text(media_type(&output.path)))
        .flat_map_iter(|output| {
            let made = [gzip(&output.parts), brotli(&output.parts, output.len())];
            let paths = ENDINGS.map(|ending| format!("{}{ending}", output.path));
            let made = paths.into_iter().zip(made).filter_map(|(path, made)| {
                // Writing into memory has no faults; if it had one, the file itself is still there.
                let bytes = made.ok().filter(|bytes| bytes.len() < output.len())?;
                // Cut to size, because those of a large book are in memory together.
                Some(Output::new(path, bytes.into_boxed_slice()))
            });
            made.filter(|output| !taken.contains(output.path.as_str())).collect::<Vec<_>>()
        })
        .collect()
}

/// Whether files of this type have room in them.
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
