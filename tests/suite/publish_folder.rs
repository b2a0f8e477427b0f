//! `publish` to a folder: changed files are written, and files of others are kept.

use crate::harness::Site;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::Duration;

/// A book that is published to the folder `site` beside its own.
fn book() -> Site {
    Site::empty()
        .write("book/content/index.md", "# Book\n\n- [ ] One\n")
        .write("book/content/part/a.md", "# A\n")
        .write(
            "book/book.toml",
            "[publish]\ntarget = \"folder\"\n[publish.folder]\npath = \"../site\"\n",
        )
        .run(&["build", "book"])
        .assert_status(0)
}

fn publish(site: Site, more: &[&str]) -> Site {
    site.run(&[&["publish", "book"], more].concat())
}

#[test]
fn the_folder_holds_the_site_and_a_second_run_writes_nothing() {
    let site = publish(book(), &[]).assert_status(0).assert_no_stdout();
    let mut built = site.files("book/public");
    built.remove(".tickbook-files");
    let mut published = site.files("site");
    let record = published.remove(".tickbook-published").expect("a record");
    assert!(String::from_utf8_lossy(&record).contains("\nthere "));
    assert_eq!(published, built);
    let time = |site: &Site| site.modified("site/.tickbook-published");
    let before = time(&site);
    let site = publish(site, &[]).assert_status(0).assert_stderr("already has this site");
    assert_eq!(time(&site), before);
}

#[test]
fn only_what_changed_is_written_and_files_of_others_stay() {
    let site = book().write("site/part/notes.txt", "mine").write("site/.htaccess", "theirs");
    let site = publish(site, &[]).assert_status(0);
    let before = site.modified("site/robots.txt");
    let site = site.write("book/content/b.md", "# B\n").run(&["build", "book"]).assert_status(0);
    let site = publish(site, &[]).assert_status(0).assert_file("site/b.html");
    assert_eq!(site.modified("site/robots.txt"), before, "what is the same is not written again");
    let site = site.remove("book/content/b.md").remove("book/content/part/a.md");
    let site = site.write(
        "book/book.toml",
        &(site_toml() + "[output.html]\ngone = [\"/b.html\", \"/part/a.html\", \"/part/\"]\n"),
    );
    let site = site.run(&["build", "book"]).assert_status(0);
    let site = publish(site, &[]).assert_status(0);
    let site = site.assert_no_file("site/b.html").assert_no_file("site/part/a.html");
    assert_eq!(site.read("site/part/notes.txt"), "mine");
    assert_eq!(site.read("site/.htaccess"), "theirs");
}

/// Links that lead in circles, and names that are no text, are none of ours to follow or to read. macOS has no names
/// that are no text.
#[cfg(target_os = "linux")]
#[test]
fn whatever_others_keep_in_the_folder_is_not_looked_at() {
    use std::os::unix::ffi::OsStrExt;
    let site = book().write("site/part/notes.txt", "mine");
    std::os::unix::fs::symlink(".", site.path("site/loop")).expect("a link");
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.txt");
    std::fs::write(site.path("site").join(name), "theirs").expect("written");
    let site = publish(site, &[]).assert_status(0).assert_file("site/index.html");
    let site = site.write("book/content/part/a.md", "# Another\n").run(&["build", "book"]);
    let site = publish(site, &[]).assert_status(0).assert_file("site/part/a.html");
    assert_eq!(site.read("site/part/notes.txt"), "mine");
    assert!(site.path("site").join(name).exists());
}

/// Windows opens and locks no folders.
#[cfg(unix)]
#[test]
fn two_who_publish_at_once_take_turns() {
    let site = book();
    std::fs::create_dir(site.path("site")).expect("a folder");
    let folder = std::fs::File::open(site.path("site")).expect("the folder is there");
    folder.lock().expect("it can be locked");
    let mut command = site.command(&["publish", "book"]);
    let mut second = command.stderr(Stdio::piped()).spawn().expect("the program starts");
    let said = BufReader::new(second.stderr.take().expect("it says something"));
    let mut said = said.lines();
    assert!(said.any(|line| line.is_ok_and(|line| line.starts_with("checking the folder"))));
    // One that does not wait is through in less.
    std::thread::sleep(Duration::from_millis(300));
    assert!(second.try_wait().expect("it can be asked").is_none(), "it did not wait");
    assert_eq!(site.paths("site"), Vec::<String>::new());
    folder.unlock().expect("it can be given away");
    let last = said.last().and_then(Result::ok);
    assert!(last.is_some_and(|line| line.ends_with("new or changed, 0 removed")));
    assert!(second.wait().expect("it ends").success());
}

#[test]
fn what_the_one_who_runs_the_server_reads_is_not_published() {
    let toml = site_toml() + "[output.html]\nhost = [\"s3\", \"nginx\"]\n";
    let site = book().write("book/book.toml", &toml).run(&["build", "book"]).assert_status(0);
    let site = site.assert_file("book/public/.tickbook/s3.json");
    let site = publish(site, &[]).assert_status(0).assert_file("site/index.html");
    assert!(!site.paths("site").iter().any(|path| path.starts_with(".tickbook/")));
}

fn site_toml() -> String {
    "[publish]\ntarget = \"folder\"\n[publish.folder]\npath = \"../site\"\n".to_string()
}

#[test]
fn what_is_of_others_is_in_the_way_until_forced() {
    let site = book().write("site/index.html", "theirs").write("site/404.html", "theirs");
    let before = site.files("site");
    let site = publish(site, &[]).assert_status(1);
    let site = site.assert_stderr("error[TB1711]: `404.html` and 1 more at the folder `");
    assert_eq!(site.files("site"), before);
    let site = publish(site, &["--force"]).assert_status(0);
    assert_ne!(site.read("site/index.html"), "theirs");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let site = book().write("else/keep.txt", "keep");
    std::fs::create_dir(site.path("site")).expect("a folder");
    std::os::unix::fs::symlink(site.path("else"), site.path("site/part")).expect("a link");
    let before = site.files("");
    for more in [&[][..], &["--force"]] {
        let told = site.command(&[&["publish", "book"], more].concat()).output().expect("starts");
        let told = String::from_utf8_lossy(&told.stderr).into_owned();
        assert!(told.contains("error[TB1711]: `part` at the folder"), "{told}");
        assert_eq!(site.files(""), before);
    }
}

#[test]
fn a_dry_run_writes_nothing() {
    let site = publish(book(), &["--dry-run"]).assert_status(0).assert_stderr(" would get ");
    let site = site.assert_stderr("\n  added    index.html\n");
    let site = site.assert_stderr("\nNothing was written.\nNext: tickbook publish book\n");
    let site = site.assert_no_file("site");
    let site = publish(site, &[]).assert_status(0).assert_stderr_lacks("Nothing was written");
    let site = publish(site, &["--dry-run"]).assert_stderr("already has this site\n");
    let site = site.assert_stderr("\nNothing was written, and there is nothing to publish.\n");
    let site = site.assert_stderr_lacks("Next:");
    let site = site.write("book/content/b.md", "# B\n").run(&["build", "book"]).assert_status(0);
    let before = site.files("site");
    let site = publish(site, &["--dry-run"]).assert_status(0);
    assert_eq!(site.files("site"), before);
}

#[test]
fn help_under_publish_fits_the_command() {
    let site = book().write("book/content/a.md", "# A\n\n- [ ] New\n");
    let site = publish(site, &[]).assert_status(1).assert_stderr("error[TB0906]");
    let site = site.assert_stderr("run `tickbook build`, commit book.lock, and publish again");
    let site = site.assert_stderr_lacks("--locked");
    let site = site.write(
        "book/book.toml",
        "[publish]\ntarget = \"folder\"\n[publish.folder]\npath = \"content\"\n",
    );
    let site = publish(site, &[]).assert_status(1).assert_stderr("error[TB0701]");
    let site = site.assert_stderr("`publish.folder.path` in book.toml").assert_stderr_lacks("-d`");
    let site = site.write("book/book.toml", "[publish]\ntarget = \"folder\"\n");
    let site = publish(site, &[]).assert_stderr("write `path = \"../site\"`");
    site.write("book/book.toml", "").run(&["publish", "book"]).assert_stderr("write `target = ");
}

#[test]
fn a_dry_run_lists_pages_by_kind_and_the_address() {
    let toml = "[output.html]\nsite-url = \"https://acme.example/\"\n";
    let site = book();
    let toml = format!("{}\n{toml}", site.read("book/book.toml"));
    let site = site.write("book/book.toml", &toml).write("book/content/old.md", "# Old\n");
    let gone = format!("{toml}gone = [\"/old.html\"]\n");
    let site = publish(site.run(&["build", "book"]), &[]).assert_status(0);
    let site = site.remove("book/content/old.md").write("book/book.toml", &gone);
    let site = site.write("book/content/new.md", "# New\n").run(&["build", "book"]);
    let site = publish(site.assert_status(0), &["--dry-run", "--strict", "--force"]);
    let site = site.assert_status(0).assert_stderr("\n  added    new.html\n");
    let site =
        site.assert_stderr("\n  changed  index.html\n").assert_stderr("  removed  old.html\n");
    site.assert_stderr("besides pages\nThe address of the site is https://acme.example/\n")
        .assert_stderr("Next: tickbook publish --strict --force book\n");
}

#[test]
fn a_record_that_cannot_be_trusted_removes_nothing() {
    let site = publish(book(), &[]).assert_status(0).write("precious.txt", "precious");
    let record = site.read("site/.tickbook-published");
    let hash = "0123456789abcdef0123456789abcdef";
    let site =
        site.write("site/.tickbook-published", &format!("{record}there {hash} ../precious.txt\n"));
    let line = record.lines().count() + 1;
    let site = publish(site, &["--force"]).assert_status(1);
    let site = site.assert_stderr(&format!("error[TB1714]: line {line} of `.tickbook-published`"));
    assert_eq!(site.read("precious.txt"), "precious");
}

#[test]
fn folders_with_the_authors_files_are_refused() {
    for folder in [".", "..", "content", "content/new", "/"] {
        let toml = site_toml().replace("../site", folder);
        let site = book().write("book/book.toml", &toml);
        let before = site.files("");
        let site = publish(site, &["--force"]).assert_status(1);
        let site = site.assert_stderr("error[TB0701]: refusing to write to");
        assert_eq!(site.files(""), before, "{folder}");
    }
}

#[test]
fn settings_that_would_not_do_are_named_at_their_place() {
    for (toml, told) in [
        ("[publish.git]\nbranch = \"--mirror\"", "`--mirror` is not a valid `publish.git.branch`"),
        ("[publish.git]\nremote = \"ext::sh\"", "`ext::sh` is not a valid `publish.git.remote`"),
        ("[publish.s3]\nprefix = \"../a\"", "`../a` is not a valid `publish.s3.prefix`"),
        (
            "[publish.s3]\nendpoint = \"https://me:pw@a.example\"",
            "must be an address with only a scheme",
        ),
        ("[publish]\ntarget = \"ftp\"", "`publish.target` must be one of"),
    ] {
        let site = Site::of("# Book\n").write("book.toml", toml).run(&["publish"]);
        site.assert_status(1).assert_stderr(told).assert_stderr("book.toml:2:");
    }
}

#[test]
fn a_bucket_needs_its_name_credentials_and_encryption() {
    let toml = "[publish]\ntarget = \"s3\"\n";
    let site = Site::of("# Book\n").write("book.toml", toml).build().run(&["publish"]);
    let site = site.assert_status(1).assert_stderr("TB1701").assert_stderr("`publish.s3.bucket`");
    let toml = "[publish]\ntarget = \"s3\"\n[publish.s3]\nbucket = \"b\"\n\
                endpoint = \"http://storage.example.org\"\n";
    let site = site.write("book.toml", toml);
    let without = |site: &Site| {
        let mut command = site.command(&["publish"]);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("AWS_") {
                command.env_remove(name);
            }
        }
        command
    };
    let command = without(&site);
    let site = site.run_command(command).assert_status(1);
    let site = site.assert_stderr("error[TB1712]: the environment has no credentials");
    let mut command = without(&site);
    command.env("AWS_ACCESS_KEY_ID", "a").env("AWS_SECRET_ACCESS_KEY", "b");
    let site = site.run_command(command).assert_status(1);
    site.assert_stderr(
        "error[TB1702]: refusing to publish to `http://storage.example.org` without encryption",
    );
}

/// A pipe in a folder that others can write to would keep a run waiting for ever.
#[cfg(target_os = "linux")]
#[test]
fn no_pipe_and_no_link_is_read_in_the_folder() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    for path in [".tickbook-published", "index.html"] {
        let site = publish(book(), &[]).assert_status(0).remove(&format!("site/{path}"));
        let site = site.write("book/content/part/a.md", "# Another\n");
        let site = site.run(&["build", "book"]).assert_status(0);
        mknodat(CWD, site.path(&format!("site/{path}")), FileType::Fifo, Mode::RWXU, 0)
            .expect("a pipe");
        let site = publish(site, &["--force"]).assert_status(1);
        let site = site.assert_stderr(&format!("error[TB1711]: `{path}` at the folder"));
        let site = site.remove(&format!("site/{path}"));
        std::os::unix::fs::symlink("/etc/passwd", site.path(&format!("site/{path}")))
            .expect("linked");
        let site = publish(site, &["--force"]).assert_status(1);
        site.assert_stderr(&format!("error[TB1711]: `{path}` at the folder"));
    }
}
