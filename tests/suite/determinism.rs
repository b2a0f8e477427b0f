//! The same sources give the same bytes for every folder, user, umask, time zone, language, clock, time and order of
//! files, and number of threads.

#![cfg(unix)]

use crate::discovery::ALL;
use crate::harness::{Site, files_below};
use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

type Files = BTreeMap<String, Vec<u8>>;

/// A number that no account of the machine has.
const NOBODY: u32 = 65_534;

/// A book with every kind of output, so that nothing that could differ is left out. Compressed files, which take long to
/// make, are compared in `hosts.rs`.
fn book() -> Site {
    let site = Site::copy_of("full");
    let toml = site.read("book.toml");
    let hosts = "host = [\"any\", \"netlify\", \"vercel\", \"s3\"]\n";
    let html = format!("[output.html]\noffline = true\nshare-images = true\n{hosts}{ALL}");
    let toml = toml.replacen("[output.html]\n", &html, 1);
    assert!(toml.contains("share-images"), "the book has settings of the output");
    site.write("book.toml", &format!("{toml}\n[output.epub]\nenable = true\n"))
}

/// What the program writes for the book in the folder, into a folder of its own; book.lock among it.
fn outputs(command: &mut Command, out: &Path, lock: &Path) -> Files {
    let output = command.output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut files = files_below(out);
    files.insert("book.lock".into(), std::fs::read(lock).expect("there is a lock"));
    files
}

fn built(site: &Site, program: &str, before: &[&str], change: impl Fn(&mut Command)) -> Files {
    let mut words = before.iter().copied().chain([program]);
    let mut command = Command::new(words.next().expect("a program"));
    command.args(words).args(["build", "-d", "out"]).current_dir(site.root());
    change(&mut command);
    outputs(&mut command, &site.path("out"), &site.path("book.lock"))
}

#[track_caller]
fn assert_same(expected: &Files, actual: &Files, what: &str) {
    let paths = expected.keys().chain(actual.keys());
    let differ: Vec<&String> = paths.filter(|p| expected.get(*p) != actual.get(*p)).collect();
    assert!(differ.is_empty(), "{what}: {differ:?}");
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_tickbook");

/// What every other build is compared with.
static PLAIN: LazyLock<Files> = LazyLock::new(|| {
    let files = built(&book(), PROGRAM, &[], |_| {});
    for kind in [".epub", ".png", "sw.js", "sitemap.xml", "assets/search/index.js"] {
        assert!(files.keys().any(|path| path.ends_with(kind)), "no {kind}");
    }
    files
});

#[test]
fn neither_environment_nor_threads_nor_umask_nor_user_show() {
    let variables: [&[(&str, &str)]; 5] = [
        &[("TZ", "Pacific/Kiritimati"), ("SOURCE_DATE_EPOCH", "1")],
        &[("TZ", "America/Anchorage"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")],
        &[("HOME", "/nowhere"), ("USER", "somebody"), ("LOGNAME", "somebody"), ("TERM", "dumb")],
        &[("RAYON_NUM_THREADS", "1"), ("NO_COLOR", "1"), ("CI", "true")],
        &[("RAYON_NUM_THREADS", "7"), ("LC_ALL", "C"), ("COLUMNS", "20")],
    ];
    for set in variables {
        let files = built(&book(), PROGRAM, &[], |command| {
            command.envs(set.iter().copied());
        });
        assert_same(&PLAIN, &files, &format!("{set:?}"));
    }
    for umask in ["000", "077", "027"] {
        let script = format!("umask {umask}; exec \"$0\" \"$@\"");
        let files = built(&book(), PROGRAM, &["sh", "-c", &script], |_| {});
        assert_same(&PLAIN, &files, umask);
    }
    let empty = built(&book(), PROGRAM, &[], |command| {
        command.env_clear();
    });
    assert_same(&PLAIN, &empty, "no environment at all");
}

/// Runs as another user where this one may become that, as an administrator may, and else as this one.
#[test]
fn neither_user_nor_folder_shows() {
    let site = book();
    let deep = site.path("a folder/with ü/and more");
    for (path, bytes) in site.files("") {
        crate::harness::write(&deep.join(path), &bytes);
    }
    // The other user must be able to start the program, wherever the repository is.
    let program = site.path("program");
    std::fs::copy(PROGRAM, &program).expect("copied");
    for folder in [site.root(), &site.path("a folder"), &site.path("a folder/with ü"), &deep] {
        let open = std::fs::Permissions::from_mode(0o777);
        std::fs::set_permissions(folder, open).expect("opened to all");
    }
    let mut command = Command::new(&program);
    command.args(["build", "-d", "../out"]).current_dir(&deep);
    if is_administrator() {
        command.uid(NOBODY).gid(NOBODY);
    }
    let files = outputs(&mut command, &deep.join("../out"), &deep.join("book.lock"));
    assert_same(&PLAIN, &files, "another user in another folder");
}

fn is_administrator() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id is there");
    id.stdout.trim_ascii() == b"0"
}

#[test]
fn the_times_of_files_do_not_show() {
    for seconds in [0, 1_000_000_000, 4_000_000_000] {
        let site = book();
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        for path in site.paths("") {
            let file = std::fs::File::options().append(true).open(site.path(&path));
            file.and_then(|file| file.set_modified(time)).expect("the time is set");
        }
        assert_same(&PLAIN, &built(&site, PROGRAM, &[], |_| {}), &format!("{seconds} s"));
    }
}

#[test]
#[ignore = "needs faketime"]
fn the_clock_does_not_show() {
    for clock in ["1999-12-31 23:59:59", "2024-02-29 12:00:00", "2037-06-01 00:00:00"] {
        let files = built(&book(), PROGRAM, &["faketime", clock], |_| {});
        assert_same(&PLAIN, &files, clock);
    }
}

/// Where no file system may be mounted, files that were made in another order must do.
#[test]
#[ignore = "needs disorderfs"]
fn the_order_of_files_does_not_show() {
    let backwards = Site::empty();
    for (path, bytes) in book().files("").into_iter().rev() {
        crate::harness::write(&backwards.path(&path), &bytes);
    }
    assert_same(&PLAIN, &built(&backwards, PROGRAM, &[], |_| {}), "made backwards");
    for order in ["--reverse-dirents=yes", "--shuffle-dirents=yes", "--sort-dirents=yes"] {
        let site = Site::empty();
        let (below, above) = (site.path("below"), site.path("above"));
        for (path, bytes) in book().files("") {
            crate::harness::write(&below.join(path), &bytes);
        }
        std::fs::create_dir_all(&above).expect("made");
        let mount = Command::new("disorderfs").arg(order).args([&below, &above]).output();
        if !mount.is_ok_and(|mount| mount.status.success()) {
            println!("disorderfs cannot be mounted here");
            return;
        }
        let out = site.path("out");
        let mut command = Command::new(PROGRAM);
        command.arg("build").arg(&above).arg("-d").arg(&out).current_dir(site.root());
        let output = command.output();
        let unmount = Command::new("fusermount").arg("-u").arg(&above).status();
        assert!(unmount.is_ok_and(|status| status.success()), "it is unmounted");
        let output = output.expect("the program starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut files = files_below(&out);
        files.insert("book.lock".into(), std::fs::read(below.join("book.lock")).expect("there"));
        assert_same(&PLAIN, &files, order);
    }
}
