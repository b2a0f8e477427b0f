//! The minimum work of any generator, and highlighting alone, in this process and on the same threads.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use rayon::prelude::*;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tickbook::site::highlight::Highlighter;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Reads, parses, prints and writes each file, and nothing else.
pub fn floor(files: &[PathBuf], target: &Path) -> Result<Duration> {
    if target.exists() {
        std::fs::remove_dir_all(target)?;
    }
    std::fs::create_dir_all(target)?;
    let started = Instant::now();
    files.par_iter().enumerate().try_for_each(|(number, file)| -> std::io::Result<()> {
        let text = std::fs::read_to_string(file)?;
        let mut html = String::with_capacity(text.len() * 2);
        pulldown_cmark::html::push_html(&mut html, Parser::new_ext(&text, Options::all()));
        std::fs::write(target.join(format!("{number}.html")), html)
    })?;
    Ok(started.elapsed())
}

/// Highlights the code of all files, with freshly loaded grammars.
pub fn highlighting(files: &[PathBuf]) -> Result<Duration> {
    let texts: Vec<String> =
        files.iter().map(std::fs::read_to_string).collect::<std::io::Result<_>>()?;
    let code: Vec<Vec<(String, String)>> = texts.iter().map(|text| code_blocks(text)).collect();
    let started = Instant::now();
    let highlighter = Highlighter::default();
    let length: usize = code
        .par_iter()
        .flatten_iter()
        .map(|(language, text)| highlighter.html(language, text).map_or(0, |html| html.len()))
        .sum();
    let time = started.elapsed();
    if length == 0 {
        return Err("nothing was highlighted".into());
    }
    Ok(time)
}

fn code_blocks(text: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                open = Some((language.into_string(), String::new()));
            }
            Event::Text(part) => {
                if let Some((_, code)) = &mut open {
                    code.push_str(&part);
                }
            }
            Event::End(TagEnd::CodeBlock) => blocks.extend(open.take()),
            _ => {}
        }
    }
    blocks
}
