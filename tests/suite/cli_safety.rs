//! Output folders that would put an author's files at risk are rejected, without any change.

use crate::harness::{Site, files_below};

/// A book beside other folders: `desk/book` is the book, `desk` the parent, `desk/home` the home folder.
fn desk() -> Site {
    Site::empty()
        .write("desk/book/content/index.md", "# Book\n")
        .write("desk/book/content/part/a.md", "# A\n")
        .write("desk/book/book.toml", "[book]\ntitle = \"B\"\n")
        .write("desk/book/themes/mine/css/a.css", "/* mine */\n")
        .write("desk/book/notes.txt", "notes")
        .write("desk/home/letter.txt", "dear")
        .write("desk/repository/.git/config", "[core]\n")
        .write("desk/repository/main.rs", "fn main() {}\n")
}

/// Builds into a folder that must be refused, by argument and by book.toml.
fn assert_refused(site: &Site, folder: &str) {
    let everything = files_below(site.root());
    let book = site.path("desk/book");
    let run = |mut command: std::process::Command| {
        let output = command
            .current_dir(&book)
            .env("HOME", site.path("desk/home"))
            .output()
            .expect("the program starts");
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{folder}: {stderr}");
        let codes = ["TB0701", "TB0702"];
        let is_told = codes.iter().any(|c| stderr.contains(&format!("[{c}]: refusing to write")));
        assert!(is_told, "{folder}: {stderr}");
    };
    run(site.command(&["build", "-d", folder]));
    assert_eq!(files_below(site.root()), everything, "{folder}");
    let toml = site.read("desk/book/book.toml");
    let with_folder = format!("{toml}\n[build]\nbuild-dir = {folder:?}\n");
    std::fs::write(book.join("book.toml"), with_folder).expect("written");
    run(site.command(&["build"]));
    std::fs::write(book.join("book.toml"), toml).expect("written");
    assert_eq!(files_below(site.root()), everything, "{folder}");
}

#[test]
fn folders_with_the_authors_files_are_refused() {
    let site = desk();
    for folder in [
        ".",
        "./",
        "..",
        "../..",
        "../book",
        "/",
        "content",
        "./content/.",
        "content/part",
        "content/new",
        "themes/../content",
        "new/../content",
        "../home",
        "../repository",
        "../repository/.git",
        "../repository/.git/hooks",
        "themes",
        "themes/mine",
    ] {
        assert_refused(&site, folder);
    }
    let absolute = site.path("desk/book/content").to_string_lossy().into_owned();
    assert_refused(&site, &absolute);
    let home = site.path("desk/home").to_string_lossy().into_owned();
    assert_refused(&site, &home);
}

#[cfg(unix)]
#[test]
fn links_to_such_folders_are_refused() {
    let site = desk();
    let link = |to: &str, name: &str| {
        let name = site.path("desk/book").join(name);
        std::os::unix::fs::symlink(to, name).expect("linked");
    };
    link("content", "to-content");
    link("..", "to-parent");
    link("../home", "to-home");
    link("../repository", "to-repository");
    link("/", "to-root");
    link("to-content", "to-link");
    for folder in [
        "to-content",
        "to-content/part",
        "to-parent",
        "to-home",
        "to-repository",
        "to-root",
        "to-link",
    ] {
        assert_refused(&site, folder);
    }
}

#[test]
fn the_folder_of_a_book_without_book_toml_is_refused() {
    let site = Site::empty().write("notes/a.md", "# A\n").write("notes/b.txt", "b");
    let before = site.files("notes");
    for folder in ["notes", "notes/.", "."] {
        let output =
            site.command(&["build", "notes", "-d", folder]).output().expect("the program starts");
        assert_eq!(output.status.code(), Some(1), "{folder}");
        assert_eq!(site.files("notes"), before, "{folder}");
    }
}

#[test]
fn clean_touches_nothing_in_a_folder_that_is_not_a_site() {
    let site = desk().write("desk/book/book.toml", "[build]\nbuild-dir = \"content\"\n");
    let before = files_below(site.root());
    let site = site.run(&["clean", "desk/book"]);
    assert_eq!(files_below(site.root()), before);
}

#[test]
fn a_file_in_place_of_the_output_folder_is_an_error() {
    let site = Site::of("# A\n").write("public", "a file").build_fails();
    site.assert_file("public").assert_contains("a file");
}

#[test]
fn a_folder_in_place_of_a_page_is_an_error_that_names_it() {
    let site = Site::of("# A\n").build().remove("public/index.html");
    let site = site.write("public/index.html/mine.txt", "mine").build_fails();
    site.assert_stderr("index.html").assert_file("public/index.html/mine.txt");
}

/// A dot says nothing to whoever reads the message later, in the log of a workflow for instance.
#[test]
fn the_current_folder_goes_by_its_name() {
    let site = desk();
    std::fs::create_dir(site.path("desk/out")).expect("a folder");
    let run = |folder: &str, arguments: &[&str]| {
        let mut command = site.command(arguments);
        let output = command.current_dir(site.path(folder)).output().expect("the program starts");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let named =
        |folder: &str| site.path(folder).canonicalize().expect("it is there").display().to_string();
    for dot in [".", "./", "./."] {
        let (status, said) = run("desk/out", &["build", "../book", "-d", dot]);
        assert_eq!(status, Some(0), "{said}");
        assert!(said.contains(&format!("{}: ", named("desk/out"))), "{said}");
        let (status, said) = run("desk/book", &["build", "-d", dot]);
        assert_eq!(status, Some(1), "{said}");
        let refused = format!("refusing to write to `{}`: it is or contains", named("desk/book"));
        assert!(said.contains(&refused), "{said}");
    }
    std::fs::write(site.path("desk/book/book.toml"), "[build]\nbuild-dir = \".\"\n")
        .expect("written");
    let (status, said) = run("desk/book", &["build"]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("refusing to write to `.`: it is or contains"), "{said}");
}
