//! `cargo xtask package`: packs the crate as for crates.io, and builds, tests and installs it from the package.

use crate::step::{Failure, Step, root};
use std::path::{Path, PathBuf};

/// Paths that a package must not contain: leftovers of builds, installers and editors.
const STRAYS: [&str; 4] = ["node_modules/", "target/", "public/", ".tickbook-files"];

/// Packs, unpacks, tests and installs the crate, and builds a book with the installed program.
pub fn check() -> Result<(), Failure> {
    check_list()?;
    let target = root().join("target");
    Step::cargo("Package", &["package", "--locked"]).env("CARGO_TARGET_DIR", &target).run()?;
    let unpacked = unpack()?;
    let target = root().join("target").join("packaged");
    Step::cargo("Tests of the package", &["test", "--locked", "--test", "suite", "--lib"])
        .folder(&unpacked)
        .env("CARGO_TARGET_DIR", &target)
        .run()?;
    let installed = fresh(&root().join("target").join("installed"))?;
    Step::cargo("Install", &["install", "--locked", "--path", ".", "--root"])
        .args([&installed])
        .folder(&unpacked)
        .env("CARGO_TARGET_DIR", &target)
        .run()?;
    use_outside(&installed.join("bin").join("tickbook"))
}

fn check_list() -> Result<(), Failure> {
    let list = Step::cargo("Files of the package", &["package", "--list", "--locked"]).text()?;
    let stray = list.lines().find(|path| STRAYS.iter().any(|stray| path.contains(stray)));
    match stray {
        Some(path) => Err(Failure::new(format!("the package would hold {path}"))),
        None => Ok(()),
    }
}

/// The files of the crate that was packed last, in a temporary folder outside of the repository.
fn unpack() -> Result<PathBuf, Failure> {
    let folder = fresh(&std::env::temp_dir().join("tickbook-package"))?;
    let packed = root().join("target").join("package");
    let entries = std::fs::read_dir(&packed).map_err(|error| unusable(&packed, &error))?;
    let mut crates: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "crate"))
        .collect();
    // By modification time, because 0.10.0 sorts before 0.9.0 by name.
    crates.sort_by_key(|path| path.metadata().and_then(|found| found.modified()).ok());
    let Some(newest) = crates.pop() else {
        return Err(Failure::new(format!("there is no crate in {}", packed.display())));
    };
    let tar =
        Step::new("Unpack", "tar").args(["-xzmf"]).args([&newest]).args(["--strip-components=1"]);
    tar.folder(&folder).run()?;
    Ok(folder)
}

/// Runs the installed program outside of the repository, on a new book.
fn use_outside(program: &Path) -> Result<(), Failure> {
    let folder = fresh(&std::env::temp_dir().join("tickbook-installed"))?;
    let step = |name| Step::new(name, program).folder(&folder);
    step("Version").args(["--version"]).run()?;
    step("A new book").args(["init", "book", "--title", "Book", "--host", "none"]).run()?;
    step("Its site").args(["build", "book", "--strict"]).run()?;
    let page = folder.join("book/public/index.html");
    let text = std::fs::read_to_string(&page).map_err(|error| unusable(&page, &error))?;
    match text.contains("assets/tickbook.") {
        true => Ok(()),
        false => Err(Failure::new("the installed program has no theme")),
    }
}

/// An empty folder.
fn fresh(folder: &Path) -> Result<PathBuf, Failure> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(|error| unusable(folder, &error))?;
    }
    std::fs::create_dir_all(folder).map_err(|error| unusable(folder, &error))?;
    Ok(folder.to_path_buf())
}

fn unusable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}
