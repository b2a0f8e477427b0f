//! The files for offline use: a service worker, the list of files that it caches, and the web manifest.
//!
//! Owns which files are cached, and the name of a build, which is the hash of the list. Every site gets a `sw.js`: one
//! without the option gets a worker that replaces the one of an earlier build and deletes its cache. An earlier build
//! cannot be detected here, and a browser whose worker is never replaced would show the old book for ever.

mod faults;

use crate::book::config::Config;
use crate::site::discovery;
use crate::site::theme::Theme;
use crate::text::diag::Diagnostic;
use crate::text::output::Output;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

/// The media type of icons that are no drawings.
const PNG: &str = "image/png";

/// The site path of the worker. It must never change: browsers look for updates there.
const WORKER: &str = "sw.js";

/// The site path of the manifest. The theme's script names it too.
const MANIFEST: &str = "manifest.webmanifest";

/// How many bytes a browser downloads on the first visit, at most.
const MOST_AT_ONCE: usize = 100 * 1024 * 1024;

/// Files that no page of the site loads or links to.
const NOT_KEPT: [&str; 4] = ["CNAME", "robots.txt", discovery::feed::PATH, discovery::LLMS];

/// The folder of the social cards, which other sites download, and no page shows.
const SHARED: &str = "assets/share/";

/// The pages of a too large book that are cached on the first visit, besides the assets.
const ALWAYS_FIRST: [&str; 3] = ["index.html", "plan.html", "404.html"];

/// The files for a site with the other files `outputs`, and diagnostics.
pub fn files(
    config: &Config,
    title: &str,
    theme: &Theme,
    outputs: &[Output],
) -> (Vec<Output>, Option<Diagnostic>) {
    if !config.html.offline {
        return (vec![Output::new(WORKER, theme.worker_off.clone())], None);
    }
    let manifest = Output::new(MANIFEST, manifest(config, title, theme));
    let kept: Vec<&Output> =
        outputs.iter().chain([&manifest]).filter(|output| is_kept(&output.path)).collect();
    let bytes: usize = kept.iter().map(|output| output.len()).sum();
    let is_large = bytes > MOST_AT_ONCE;
    let note = is_large.then(|| Diagnostic::offline_too_large(bytes, MOST_AT_ONCE));
    let list = list(&kept, is_large);
    let build = short_hash(&[list.as_bytes()]);
    let mut worker = format!("const BUILD = \"{build}\";\n").into_bytes();
    worker.extend_from_slice(&theme.worker);
    let list = Output::new(format!("assets/kept.{build}.json"), list);
    (vec![Output::new(WORKER, worker), list, manifest], note)
}

/// The EPUB and the Markdown versions contain the book once more, for other readers than the browser.
fn is_kept(path: &str) -> bool {
    let is_other = path.ends_with(".epub") || path.ends_with(".md");
    let is_shown = !path.starts_with(SHARED) && !is_other && !discovery::sitemap::is_one(path);
    is_shown && !path.starts_with('.') && !NOT_KEPT.contains(&path)
}

/// The cached files, each with its hash: `first` is downloaded on the first visit, `later` on request.
fn list(kept: &[&Output], is_large: bool) -> String {
    let entries: Vec<(bool, String)> = kept
        .par_iter()
        .map(|output| {
            let path = output.path.as_str();
            let first = !is_large || path.starts_with("assets/") || ALWAYS_FIRST.contains(&path);
            let parts: Vec<&[u8]> = output.parts.iter().map(|part| part.as_ref()).collect();
            (first, format!("{}:{}", json(path), json(&short_hash(&parts))))
        })
        .collect();
    let joined = |wanted: bool| {
        let entries = entries.iter().filter(|(first, _)| *first == wanted);
        entries.map(|(_, entry)| entry.as_str()).collect::<Vec<_>>().join(",\n")
    };
    format!("{{\"first\":{{{}}},\n\"later\":{{{}}}}}\n", joined(true), joined(false))
}

/// Half of a SHA-256, which browsers can compute. It need not resist attacks: the files come from the same place as the
/// list.
fn short_hash(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part));
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn manifest(config: &Config, title: &str, theme: &Theme) -> String {
    let direction = if config.right_to_left { "rtl" } else { "ltr" };
    let mut lines = vec![
        format!("\"name\": {}", json(title)),
        format!("\"lang\": {}", json(&config.language)),
        format!("\"dir\": \"{direction}\""),
        "\"start_url\": \"index.html\"".to_string(),
        "\"scope\": \"./\"".to_string(),
        "\"display\": \"minimal-ui\"".to_string(),
    ];
    if !config.description.is_empty() {
        lines.push(format!("\"description\": {}", json(&config.description)));
    }
    let colours = [("background_color", "--tb-paper"), ("theme_color", "--tb-sunk")];
    for (key, token) in colours {
        lines.extend(
            light_colour(theme, token).map(|colour| format!("\"{key}\": {}", json(&colour))),
        );
    }
    let (icon, sizes) = match theme.look.touch_icon.as_ref().filter(|_| theme.icon_type() == PNG) {
        Some(painted) => (painted, "180x180"),
        None => (&theme.icon, "any"),
    };
    let (icon, kind) = (json(icon), theme.icon_type());
    lines.push(format!(
        "\"icons\": [{{\"src\": {icon}, \"sizes\": \"{sizes}\", \"type\": \"{kind}\"}}]"
    ));
    format!("{{\n  {}\n}}\n", lines.join(",\n  "))
}

/// The light one of a token's two colours, from the theme's style sheet.
fn light_colour(theme: &Theme, token: &str) -> Option<String> {
    let path = theme.styles.first()?;
    let style = theme.files.iter().find(|file| file.path == *path)?.to_bytes();
    let text = std::str::from_utf8(&style).ok()?;
    let (_, after) = text.split_once(&format!("{token}: light-dark("))?;
    let (light, _) = after.split_once(',')?;
    Some(light.trim().to_string())
}

/// A JSON string with its quotes.
fn json(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            c if c.is_control() => json.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => json.push(c),
        }
    }
    json.push('"');
    json
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_survive_as_json() {
        assert_eq!(json("a \"b\" \\ ü\n"), "\"a \\\"b\\\" \\\\ ü\\u000a\"");
    }

    #[test]
    fn a_hash_is_that_of_the_whole_whatever_its_parts() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb924";
        assert_eq!(short_hash(&[]), empty);
        assert_eq!(short_hash(&[b"a", b"bc"]), short_hash(&[b"abc"]));
        assert_eq!(short_hash(&[b"abc"]), "ba7816bf8f01cfea414140de5dae2223");
    }

    #[test]
    fn a_large_book_keeps_its_assets_and_its_start_first() {
        let paths = ["assets/a.css", "index.html", "part/one.html", "plan.html", "print.html"];
        let outputs: Vec<Output> = paths.iter().map(|path| Output::new(*path, *path)).collect();
        let all: Vec<&Output> = outputs.iter().collect();
        let (first, later) = list(&all, true)
            .split_once("\"later\"")
            .map_or_else(Default::default, |(a, b)| (a.to_string(), b.to_string()));
        for path in ["assets/a.css", "index.html", "plan.html"] {
            assert!(first.contains(path) && !later.contains(path), "{path}");
        }
        for path in ["part/one.html", "print.html"] {
            assert!(later.contains(path) && !first.contains(path), "{path}");
        }
        assert!(list(&all, false).ends_with("\"later\":{}}\n"));
    }

    #[test]
    fn what_only_hosts_and_robots_read_is_not_kept() {
        assert!(is_kept("a b/c.html") && is_kept("assets/x.js"));
        assert!(
            !is_kept(".nojekyll")
                && !is_kept("CNAME")
                && !is_kept("book.epub")
                && !is_kept("sitemap.xml")
                && !is_kept("sitemap-12.xml")
                && !is_kept("feed.xml")
                && !is_kept("llms.txt")
                && !is_kept("a/b.md")
        );
    }
}
