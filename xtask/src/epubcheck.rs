//! `cargo xtask epubcheck`: checks the EPUB of the handbook, and of a test book full of difficult input, with
//! epubcheck. Warnings fail like errors.

use crate::install;
use crate::step::{Failure, Step, find_program, root, tickbook};
use std::path::{Path, PathBuf};

/// The path of the checker on Debian and its derivatives.
const JAR: &str = "/usr/share/java/epubcheck.jar";

/// The books that are checked, as folders of the repository.
const BOOKS: [&str; 2] = [".", "tests/sites/epub"];

/// Builds each book with an EPUB into a separate folder and checks it.
pub fn check() -> Result<(), Failure> {
    let checker = ensure()?;
    let program = tickbook()?;
    let target = program.parent().unwrap_or(Path::new(".")).join("epubcheck");
    for (number, book) in BOOKS.iter().enumerate() {
        let site = target.join(number.to_string());
        let from = target.join(format!("book-{number}"));
        copy(&root().join(book), &from)?;
        let build = Step::new("Build a book with its EPUB", &program);
        build.args(["build", "--epub", "--dest"]).args([&site, &from]).run()?;
        let check = Step::new("epubcheck", "java").args(["-jar"]).args([&checker]);
        check.args(["--failonwarnings"]).args([epub(&site)?]).run()?;
    }
    println!("\nEvery EPUB is valid.");
    Ok(())
}

/// A copy of the files that a build reads, so that no lock is written into the repository.
fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    let fault = |error| Failure::new(format!("cannot copy {}: {error}", from.display()));
    if to.exists() {
        std::fs::remove_dir_all(to).map_err(fault)?;
    }
    copy_folder(&from.join("content"), &to.join("content")).map_err(fault)?;
    std::fs::copy(from.join("book.toml"), to.join("book.toml")).map_err(fault)?;
    // Links to items name the ids that the lock has.
    let lock = from.join("book.lock");
    if lock.exists() {
        std::fs::copy(lock, to.join("book.lock")).map_err(fault)?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let name = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy_folder(&entry.path(), &name)?,
            false => {
                std::fs::copy(entry.path(), name)?;
            }
        }
    }
    Ok(())
}

/// The one EPUB in a site.
fn epub(site: &Path) -> Result<PathBuf, Failure> {
    let entries = std::fs::read_dir(site).into_iter().flatten().flatten();
    let mut paths = entries.map(|entry| entry.path());
    let found = paths.find(|path| path.extension().is_some_and(|extension| extension == "epub"));
    found.ok_or_else(|| Failure::new(format!("there is no EPUB in {}", site.display())))
}

/// The checker, installed first if there is none and the user may install. EPUBCHECK is the path of another one.
fn ensure() -> Result<PathBuf, Failure> {
    if let Some(named) = std::env::var_os("EPUBCHECK").filter(|named| !named.is_empty()) {
        return Ok(named.into());
    }
    let jar = PathBuf::from(JAR);
    if !jar.is_file() || find_program("java").is_none() {
        install::debian("Install epubcheck", "epubcheck")?;
    }
    let is_there = jar.is_file() && find_program("java").is_some();
    is_there.then_some(jar).ok_or_else(|| {
        Failure::new(
            "epubcheck is not installed. Install it with\n\n    sudo apt-get install -y epubcheck\n\n\
             and run this again, or set EPUBCHECK to the path of its jar file; it needs java in PATH.",
        )
    })
}
