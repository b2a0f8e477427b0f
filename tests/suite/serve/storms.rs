//! The server under load: hundreds of saves, branches of a thousand chapters, editors that swap files, and a system
//! that stops watching. Each ends in the state of a fresh build.

use super::book;
use super::server::Server;
use crate::harness::Site;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Saves so many times in a row. None may be lost, whatever the server is doing at that moment.
pub fn save_in_a_row(count: u64) {
    let server = Server::start(book());
    for save in 1..=count {
        server
            .write("content/part/two.md", &format!("# Two\n\nSave {save}.\n\n- [ ] Tick {save}\n"));
        if save % 3 == 0 {
            server.write(&format!("content/part/new-{}.md", save % 5), &format!("# New {save}\n"));
        }
        // Some saves fall into a build, some between two, and some into the same burst.
        std::thread::sleep(Duration::from_millis(save % 20));
    }
    server.wait_for_text("/part/two.html", &format!("Save {count}."));
    server.wait_until_fresh();
}

#[test]
fn changes_while_a_build_runs_are_not_lost() {
    save_in_a_row(40);
}

fn git(root: &Path, arguments: &[&str]) {
    let settings =
        ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "core.autocrlf=false"];
    let run = Command::new("git").args(settings).args(arguments).current_dir(root).output();
    let run = run.expect("git starts");
    assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
}

/// A repository of so many chapters with two branches, `one` and `two`. Between them every
/// chapter has other words, some are gone, some have moved and some are new.
fn two_branches(chapters: usize) -> Site {
    let mut site = Site::of("# Start\n\nOn branch one.\n")
        .write("book.toml", "[output.html.search]\nenable = false\n");
    let path = |chapter: usize| format!("content/part-{}/chapter-{chapter}.md", chapter % 20);
    for chapter in 0..chapters {
        site = site.write(&path(chapter), &format!("# Chapter {chapter}\n\nWords of one.\n"));
    }
    let root = site.root().to_path_buf();
    git(&root, &["init", "-q", "-b", "one"]);
    git(&root, &["add", "."]);
    git(&root, &["commit", "-q", "-m", "one"]);
    git(&root, &["checkout", "-q", "-b", "two"]);
    for chapter in 0..chapters {
        site =
            site.write(&path(chapter), &format!("# Chapter {chapter}\n\nOther words, of two.\n"));
    }
    site = site
        .write("content/index.md", "# Start\n\nOn branch two.\n")
        .write("content/late/new.md", "# New\n");
    fs::remove_dir_all(site.path("content/part-3")).expect("a part goes");
    fs::rename(site.path("content/part-4"), site.path("content/moved")).expect("a part moves");
    git(&root, &["add", "-A"]);
    git(&root, &["commit", "-q", "-m", "two"]);
    git(&root, &["checkout", "-q", "one"]);
    site
}

/// Switches between the branches of a book of so many chapters.
pub fn switch_branches(chapters: usize) {
    let server = Server::start(two_branches(chapters));
    for branch in ["two", "one", "two"] {
        git(&server.path("."), &["checkout", "-q", branch]);
        server.wait_for_text("/", &format!("On branch {branch}."));
        server.wait_until_fresh();
        let moved =
            if branch == "two" { "/part-4/chapter-4.html" } else { "/moved/chapter-4.html" };
        server.wait_until_gone(moved);
    }
    assert!(server.said().contains(" more changed: "), "{}", server.said());
}

#[test]
fn a_switch_of_branches_with_a_hundred_files() {
    switch_branches(100);
}

#[test]
fn a_content_folder_that_is_deleted_and_restored() {
    let server = Server::start(book());
    let before = crate::harness::files_below(&server.path("content"));
    for round in 0..3 {
        fs::remove_dir_all(server.path("content")).expect("it goes");
        if round != 1 {
            server.wait_until_said("the last working pages are still served");
        }
        for (path, bytes) in &before {
            crate::harness::write(&server.path("content").join(path), bytes);
        }
        server.write("content/part/two.md", &format!("# Two\n\nRound {round}\n"));
        server.wait_for_text("/part/two.html", &format!("Round {round}"));
        server.wait_until_fresh();
    }
}

/// Writes a text to a file as some editor does.
type Save = fn(&Path, &str);

/// How editors save, by their names.
const EDITORS: [(&str, Save); 5] = [
    ("vim", |file, text| {
        // It tries whether it may write beside the file, keeps the old one, and writes a new one.
        let (probe, backup) = (file.with_file_name("4913"), file.with_file_name("two.md~"));
        fs::write(&probe, "").expect("the probe is written");
        fs::remove_file(&probe).expect("the probe goes");
        fs::rename(file, &backup).expect("the old one is kept");
        fs::write(file, text).expect("the new one is written");
        fs::remove_file(&backup).expect("the old one goes");
    }),
    ("JetBrains", |file, text| {
        let (new, old) =
            (file.with_file_name("two.md___jb_tmp___"), file.with_file_name("two.md___jb_old___"));
        fs::write(&new, text).expect("the new one is written");
        fs::rename(file, &old).expect("the old one goes aside");
        fs::rename(&new, file).expect("the new one comes");
        fs::remove_file(&old).expect("the old one goes");
    }),
    ("a rename over the file", |file, text| {
        let new = file.with_file_name(".two.md.kate-swp");
        fs::write(&new, text).expect("the new one is written");
        fs::rename(&new, file).expect("it takes the place");
    }),
    ("truncate, then write", |file, text| {
        fs::write(file, "").expect("it is emptied");
        std::thread::sleep(Duration::from_millis(120));
        fs::write(file, text).expect("it is written");
    }),
    ("delete, then write", |file, text| {
        fs::remove_file(file).expect("it goes");
        std::thread::sleep(Duration::from_millis(120));
        fs::write(file, text).expect("it is written");
    }),
];

#[test]
fn every_way_of_editors_to_save() {
    let server = Server::start(book());
    for round in 0..3 {
        for (editor, save) in EDITORS {
            let words = format!("By {editor}, round {round}.");
            save(&server.path("content/part/two.md"), &format!("# Two\n\n{words}\n"));
            server.wait_for_text("/part/two.html", &words);
            server.wait_until_fresh();
        }
    }
}

/// Runs the program as one whose system has this many watches left. `None` where the system lets
/// nobody say so.
#[cfg(target_os = "linux")]
fn with_few_watches(site: Site, setting: &str) -> Option<Server> {
    let may =
        Command::new("unshare").args(["-Ur", "sh", "-c"]).arg(format!("echo {setting}")).output();
    may.ok().filter(|output| output.status.success())?;
    let program = site.command(&[]).get_program().to_os_string();
    let script = format!("echo {setting} && exec \"$0\" serve --port 0");
    Some(Server::start_program(site, Command::new("unshare"), |command| {
        command.args(["-Ur", "sh", "-c", &script]).arg(program);
    }))
}

#[cfg(target_os = "linux")]
#[test]
fn a_system_that_watches_no_more_is_read_instead() {
    for setting in
        ["2 > /proc/sys/user/max_inotify_watches", "0 > /proc/sys/user/max_inotify_instances"]
    {
        let site = book().write("content/a/one.md", "# One\n").write("content/b/one.md", "# One\n");
        let Some(server) = with_few_watches(site, setting) else { return };
        server.wait_until_said("the system cannot watch the folders");
        server.wait_until_said("they are checked twice a second instead");
        server.write("content/part/two.md", "# Two\n\nFound by reading.\n");
        server.wait_for_text("/part/two.html", "Found by reading.");
        server.write("content/b/c/new.md", "# New\n\nIn a new folder.\n");
        server.wait_for_text("/b/c/new.html", "In a new folder.");
        server.wait_until_fresh();
        let notices = server.said().matches("cannot watch").count();
        assert_eq!(notices, 1, "{}", server.said());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_table_that_fills_while_folders_come_is_noticed_too() {
    let few = "12 > /proc/sys/user/max_inotify_watches";
    let Some(server) = with_few_watches(book(), few) else { return };
    assert!(!server.said().contains("cannot watch"), "{}", server.said());
    for folder in 0..12 {
        server.write(&format!("content/new-{folder}/one.md"), "# One\n");
    }
    server.wait_until_said("the system cannot watch the folders (its limit on watches is reached)");
    server.write("content/new-11/one.md", "# One\n\nFound by reading.\n");
    server.wait_for_text("/new-11/one.html", "Found by reading.");
    server.wait_until_fresh();
}
