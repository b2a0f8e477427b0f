//! The command line: what it prints and where, exit status, and the faults of books as users see them.

use crate::harness::{Site, repository};
use std::process::Command;

/// Whether a text holds terminal escapes.
fn is_coloured(text: &str) -> bool {
    text.contains('\u{1b}')
}

#[test]
fn a_clean_build_ends_with_0_and_says_nothing_on_stdout() {
    let site = Site::copy_of("parts").build().assert_no_stdout();
    assert!(site.stderr().starts_with("public: "), "{}", site.stderr());
    assert!(!is_coloured(&site.stderr()));
}

#[test]
fn wrong_usage_ends_with_2() {
    for arguments in [
        &["bild"][..],
        &[],
        &["build", "--no-such-flag"],
        &["build", "a", "b"],
        &["completions", "no-such-shell"],
        &["serve", "-p", "many"],
        &["new"],
    ] {
        Site::empty().run(arguments).assert_status(2).assert_no_stdout().assert_stderr("--help");
    }
}

/// The first digits of the commit that the program is built from, in a checkout and in a package.
fn commit() -> Option<String> {
    let note = repository().join(".cargo_vcs_info.json");
    let digits = match std::fs::read_to_string(note) {
        Ok(note) => note.split_once("\"sha1\": \"")?.1.to_string(),
        Err(_) if repository().join(".git").exists() => {
            let git = ["rev-parse", "HEAD"];
            let git = Command::new("git").args(git).current_dir(repository()).output().ok()?;
            String::from_utf8(git.stdout).ok()?
        }
        Err(_) => return None,
    };
    digits.get(..12).map(str::to_string)
}

#[test]
fn help_and_version_are_no_faults_and_go_to_stdout() {
    let site = Site::empty().run(&["--version"]).assert_status(0);
    // A build for debugging names no commit, so that a commit alone compiles nothing again.
    let origin = if cfg!(debug_assertions) { Some("debug".to_string()) } else { commit() };
    let origin = origin.map_or(String::new(), |origin| format!(" ({origin})"));
    assert_eq!(site.stdout(), format!("tickbook {}{origin}\n", env!("CARGO_PKG_VERSION")));
    let site = site.run(&["--help"]).assert_status(0);
    for command in ["init", "new", "build", "serve", "check", "clean", "completions"] {
        assert!(site.stdout().contains(command), "{command}");
    }
    assert!(!is_coloured(&site.stdout()));
}

#[test]
fn completions_go_to_stdout() {
    for shell in ["bash", "zsh", "fish"] {
        let site = Site::empty().run(&["completions", shell]).assert_status(0);
        assert!(site.stdout().contains("tickbook"), "{shell}");
        assert_eq!(site.stderr(), "");
    }
}

#[test]
fn a_folder_that_is_not_there_ends_with_1() {
    Site::empty().run(&["build", "nowhere"]).assert_status(1).assert_stderr("nowhere");
    Site::empty().run(&["check", "nowhere"]).assert_status(1).assert_stderr("nowhere");
    Site::empty().run(&["clean", "nowhere"]).assert_status(1).assert_stderr("nowhere");
    Site::empty().run(&["build"]).assert_status(1).assert_stderr("the book is empty");
}

#[test]
fn all_faults_are_reported_at_once_sorted_by_file_and_line() {
    let site = Site::of("# Book\n\n[dead](nowhere.md)\n")
        .write("content/b.md", "---\ntitel: B\nweight: x\n---\n\n# B\n\n[x](#no)\n\n![p](no.png)\n")
        .write_bytes("content/a.md", b"# A\n\nbad \xff byte\n")
        .write_bytes("content/nul.md", b"# N\n\nnul \0 byte\n")
        .build_fails()
        .assert_no_stdout()
        .assert_no_file("public");
    let stderr = site.stderr();
    let mut rest = stderr.as_str();
    for part in [
        "content/a.md is not UTF-8: byte 9 (line 3) is 0xFF",
        "content/b.md:2:1",
        "did you mean `title`?",
        "content/b.md:3:9",
        "content/b.md:8:5",
        "content/b.md:10:6",
        "content/index.md:3:8",
        "content/nul.md contains a NUL byte at byte 9 (line 3)",
        "7 errors",
    ] {
        let Some((_, after)) = rest.split_once(part) else {
            panic!("`{part}` is not where it should be in:\n{stderr}");
        };
        rest = after;
    }
}

#[test]
fn a_caret_stands_under_the_target() {
    let site = Site::of("# Book\n\nText [to](nowhere.md) text.\n").build_fails();
    let expected = "\
error[TB0501]: there is no chapter `nowhere.md`
 --> content/index.md:3:11
  |
3 | Text [to](nowhere.md) text.
  |           ^^^^^^^^^^ not found
";
    assert!(site.stderr().contains(expected), "{}", site.stderr());
}

#[test]
fn faults_of_the_front_matter_have_their_line() {
    Site::of("---\ntitle: [\n---\n").build_fails().assert_stderr("not valid YAML");
    Site::of("---\ntitle: A\ntitel: B\n---\n")
        .build_fails()
        .assert_stderr("content/index.md:3:1")
        .assert_stderr("did you mean `title`?");
}

#[test]
fn faults_of_book_toml_have_their_line() {
    Site::of("# A\n")
        .write("book.toml", "[book]\ntitel = \"x\"\nauthors = \"me\"\n")
        .build_fails()
        .assert_stderr("book.toml:2:1")
        .assert_stderr("did you mean `title`?")
        .assert_stderr("book.toml:3:11")
        .assert_stderr("2 errors");
    Site::of("# A\n")
        .write_bytes("book.toml", b"[book]\ntitle = \"\xff\"\n")
        .build_fails()
        .assert_stderr("book.toml is not UTF-8: byte 16 (line 2) is 0xFF");
}

#[test]
fn two_sources_for_one_address_are_both_named() {
    for (one, two) in
        [("page.md", "01-page.md"), ("page.md", "Page.md"), ("page.md", "page.markdown")]
    {
        Site::of("# A\n")
            .write(&format!("content/x/{one}"), "# One\n")
            .write(&format!("content/x/{two}"), "# Two\n")
            .build_fails()
            .assert_stderr("TB0405")
            .assert_stderr(one)
            .assert_stderr(two);
    }
}

#[test]
fn duplicate_item_ids_name_both_chapters() {
    Site::of("# A\n\n- [ ] One {#same}\n")
        .write("content/b.md", "# B\n\n- [ ] Two {#same}\n")
        .build_fails()
        .assert_stderr("TB0402")
        .assert_stderr("content/b.md:3")
        .assert_stderr("content/index.md");
}

#[cfg(unix)]
#[test]
fn links_of_the_file_system_are_named_and_not_followed() {
    let site = Site::of("# A\n").write("secret/other.md", "# Secret\n");
    std::os::unix::fs::symlink(site.path("secret"), site.path("content/folder")).expect("linked");
    let secret = site.path("secret/other.md");
    std::os::unix::fs::symlink(secret, site.path("content/file.md")).expect("linked");
    let site = site.build().assert_stderr("content/file.md").assert_stderr("content/folder");
    let site = site.assert_stderr("warning[TB0203]");
    let site = site.assert_stderr("2 warnings").assert_no_file("public/file.html");
    let site = site.assert_no_file("public/folder").run(&["build", "--strict"]);
    let site = site.assert_status(1).write("content/index.md", "![a](folder/a.svg) [b](file.md)\n");
    site.build_fails()
        .assert_stderr("`folder/a.svg` is not in the book: `folder` is a symbolic link")
        .assert_stderr("put a copy in the place of the link `folder`")
        .assert_stderr("`file.md` is not in the book: `file.md` is a symbolic link");
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_and_names_that_no_address_can_hold_are_named() {
    let site = Site::of("# A\n");
    let pipe = site.path("content/pipe.md");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo starts");
    assert!(made.success());
    let site = site.build().assert_stderr("TB0204").assert_stderr("content/pipe.md");
    let site = site.write("content/a\nb.md", "# B\n").write("content/a\\b.md", "# B\n");
    site.build_fails().assert_stderr("TB0205").assert_stderr("2 errors and 1 warning");
}

#[test]
fn bytes_that_are_no_text_are_named_with_their_place() {
    let site = Site::of("# A\n").write_bytes("content/menu.md", b"# Menu\n\nCaf\xE9\n");
    let site = site.write("content/notes.md", "# N\n\nsix\u{0}teen\n").build_fails();
    site.assert_stderr("error[TB0201]: content/menu.md is not UTF-8: byte 11 (line 3) is 0xE9")
        .assert_stderr(" --> content/menu.md:3:4\n")
        .assert_stderr("error[TB0202]: content/notes.md contains a NUL byte at byte 8 (line 3)")
        .assert_stderr(" --> content/notes.md:3:4\n");
}

#[test]
fn places_do_not_depend_on_how_an_editor_ends_lines() {
    let text = "\u{feff}---\ntitle: Größe: A\n---\n\n# Ü\n\n[a](b.md)\n\n[c]\n\n[c]: <d e.md>";
    let read = |text: &str| Site::of(text).run(&["check"]).assert_status(1).stderr();
    let plain = read(text);
    assert!(plain.contains("content/index.md:2:13") && plain.contains("content/index.md:7:5"));
    assert_eq!(read(&text.replace('\n', "\r\n")), plain);
    assert_eq!(read(text.trim_start_matches('\u{feff}')), plain);
    // What is no text can be shown all the same, and where.
    for start in ["", "\u{feff}"] {
        let bytes = [start.as_bytes(), b"# A\r\n\r\nCaf\xE9 au lait\r\n"].concat();
        let site = Site::empty().write_bytes("content/a.md", &bytes).build_fails();
        let expected =
            " --> content/a.md:3:4\n  |\n3 | Caf\u{fffd} au lait\n  |    ^ not valid UTF-8";
        site.assert_stderr(expected);
    }
}

#[test]
fn control_characters_of_file_names_do_not_reach_the_terminal() {
    let site = Site::of("# A\n").write("content/a\u{1b}[31mb.md", "# B\n").build_fails();
    assert!(!is_coloured(&site.stderr()), "{:?}", site.stderr());
}

#[test]
fn an_empty_book_and_one_of_drafts_are_errors() {
    Site::empty().write("content/a.txt", "x").build_fails().assert_stderr("the book is empty");
    Site::of("---\ndraft: true\n---\n\n# A\n")
        .build_fails()
        .assert_stderr("--drafts")
        .run(&["build", "--drafts"])
        .assert_status(0);
}

const WARNED: &str = "# A\n\nText.\n\n[^unused]: Note.\n";

#[test]
fn strict_makes_warnings_fatal_and_writes_nothing() {
    let site = Site::of(WARNED).build().assert_stderr("1 warning");
    let before = site.files("public");
    let site = site.write("content/index.md", &WARNED.replace("Text", "New text"));
    let site = site.run(&["build", "--strict"]).assert_status(1).assert_stderr("1 warning");
    assert_eq!(site.files("public"), before);
    let site = site.run(&["check", "--strict"]).assert_status(1);
    site.run(&["check"]).assert_status(0).assert_stderr("warning[TB0407]").assert_no_stdout();
}

#[test]
fn check_writes_nothing_and_finds_what_build_finds() {
    let site = Site::copy_of("full").run(&["check"]).assert_status(0).assert_no_stdout();
    let site = site.assert_no_file("public").write("content/index.md", "[dead](nowhere.md)\n");
    let site = site.run(&["check"]).assert_status(1).assert_stderr("content/index.md:1:8");
    site.assert_no_file("public");
}

#[test]
fn output_is_plain_in_pipes_and_with_no_color() {
    let site = Site::of("[dead](nowhere.md)\n");
    for value in [None, Some("1"), Some("")] {
        let mut command = site.command(&["build"]);
        if let Some(value) = value {
            command.env("NO_COLOR", value);
        }
        let output = command.output().expect("the program starts");
        assert!(!is_coloured(&String::from_utf8_lossy(&output.stderr)));
    }
}

#[test]
fn timings_name_the_stages_and_the_totals() {
    let site = Site::copy_of("full").run(&["build", "--timings"]).assert_status(0);
    let stages = ["read", "parse", "assemble", "theme", "texts", "pages", "emit", "total", "ms"];
    let totals = ["7 chapters", "10 items", "15 pages", "bytes"];
    let site = stages.iter().chain(&totals).fold(site, |site, part| site.assert_stderr(part));
    site.assert_no_stdout();
}

#[test]
fn init_new_build_and_clean_work_one_after_the_other() {
    let site = Site::empty().run(&["init", "--title", "My \"own\" \\ book"]).assert_status(0);
    let site = site.build().assert_stderr_lacks("warning").assert_file("public/index.html");
    let site = site.assert_contains("My “own” \\ book");
    let site = site.run(&["new", "paths/fractional-cto"]).assert_status(0);
    let site =
        site.assert_file("content/paths/fractional-cto.md").assert_contains("# Fractional cto");
    let site = site.run(&["new", "01-late", "--title", "A late one"]).assert_status(0);
    let site = site.build().assert_stderr_lacks("warning");
    let site = site.assert_file("public/paths/fractional-cto.html").assert_file("public/late.html");
    let site = site.run(&["clean"]).assert_status(0).assert_no_file("public");
    site.assert_file("content/index.md").run(&["clean"]).assert_status(0);
}

#[test]
fn init_writes_over_nothing_unless_forced() {
    let site = Site::empty().write("book.toml", "# mine\n").run(&["init"]).assert_status(1);
    let site = site.assert_stderr("error[TB0706]: `book.toml` already exists");
    let site = site.assert_stderr("use `--force` to replace book.toml\n").assert_no_file("content");
    let site = site.run(&["init", "--force"]).assert_status(0);
    site.assert_stderr("  book.toml (replaced)\n")
        .run(&["init", "below/that"])
        .assert_status(0)
        .assert_file("below/that/book.toml")
        .run(&["init", "book.toml/below"])
        .assert_status(1)
        .assert_stderr("error[TB0704]: cannot write `book.toml/below/book.toml`");
}

#[test]
fn new_stays_below_the_chapters_and_writes_over_nothing() {
    let site = Site::of("# Mine\n").run(&["new", "../outside"]).assert_status(1);
    let site = site.assert_stderr("error[TB0707]: `../outside`");
    let site = site.assert_no_file("outside.md").run(&["new", "/rooted"]);
    let site = site.assert_no_file("public").run(&["new", "index"]).assert_status(1);
    let site = site.assert_stderr("index.md").assert_file("content/index.md");
    site.assert_contains("# Mine").run(&["new", "index.md"]).assert_status(1);
}

#[test]
fn clean_removes_only_what_build_wrote() {
    Site::of("# A\n")
        .build()
        .write("public/mine.txt", "mine")
        .write("public/assets/mine.txt", "mine")
        .run(&["clean"])
        .assert_status(0)
        .assert_file("public/mine.txt")
        .assert_file("public/assets/mine.txt")
        .assert_no_file("public/index.html")
        .assert_no_file("public/.tickbook-files");
}

#[test]
fn endless_input_ends() {
    let deep = format!("{}deep\n", "> ".repeat(5_000));
    Site::of(&deep).build_fails().assert_stderr("TB0404");
    let lists: String = (0..500).map(|level| format!("{}- x\n", "  ".repeat(level))).collect();
    Site::of(&lists).build_fails().assert_stderr("TB0404");
    let marks = format!("{}a{}\n", "*".repeat(20_000), "*".repeat(20_000));
    Site::of(&marks).run(&["build"]);
    Site::of(&"[".repeat(20_000)).build();
    let yaml = format!("---\ntitle: {}\n---\n", "[".repeat(20_000));
    Site::of(&yaml).build_fails().assert_stderr("TB0302");
}

#[test]
fn a_closed_stdout_is_no_crash() {
    let site = Site::empty();
    let mut command = site.command(&["completions", "bash"]);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!stderr.contains("panicked"), "{stderr}");
}
