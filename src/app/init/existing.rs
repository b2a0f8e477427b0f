//! Adds the file of a host to a book that exists already.

use super::{Host, HostFile, base_of, quoted, without_address, write};
use crate::book::config::{self, Config};
use crate::text::diag::Diagnostic;
use std::path::Path;

/// Writes the file of a host for the book in `dir`, and changes nothing else. A file that differs is overwritten only with
/// `force`. Returns the message for the author.
pub fn host(dir: &Path, host: Host, force: bool) -> Result<String, Diagnostic> {
    let config = config::load(dir).map_err(|mut faults| faults.remove(0))?;
    let title = config.title.clone().unwrap_or_else(|| super::NewBook::default().title);
    let mut lines = Vec::new();
    match HostFile::of(host, dir, &title) {
        None => lines.push(format!("{} needs no file in the repository", host.name())),
        Some(file) => lines.push(match file.existing() {
            Some(text) if text == file.text.as_bytes() => {
                format!("{}: already there, and up to date", file.name)
            }
            Some(_) if !force => {
                return Err(Diagnostic::host_file_differs(&file.path, host.name(), true));
            }
            _ => {
                write(base_of(dir, &file.path, &file.name), &file.path, &file.text)?;
                format!("{}: written", file.name)
            }
        }),
    }
    lines.extend(host.served_by().and_then(|served_by| host_line(&config, served_by)));
    if config.html.site_url.is_none() {
        lines.push(without_address(host.proposed_address(dir).as_deref()));
    }
    lines.push(host.to_do().to_string());
    lines.retain(|line| !line.is_empty());
    Ok(lines.join("\n"))
}

/// What to write into book.toml for another host; `None` if it names the host.
fn host_line(config: &Config, served_by: config::Host) -> Option<String> {
    let now = &config.html.hosts;
    if now.contains(&served_by) {
        return None;
    }
    let others = now.iter().filter(|host| **host != config::Host::Any);
    let names: Vec<String> = others.chain([&served_by]).map(|host| quoted(host.name())).collect();
    Some(match names.as_slice() {
        [only] => format!("Write this line below [output.html] in book.toml: host = {only}"),
        all => format!("Change this line of book.toml: host = [{}]", all.join(", ")),
    })
}
