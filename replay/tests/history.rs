//! A small history, made with git in a temporary folder, gone through as its users go through one.

use std::path::Path;
use std::process::Command;

fn git(folder: &Path, day: u32, arguments: &[&str]) {
    let date = format!("2020-01-{day:02}T12:00:00Z");
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=Author", "-c", "user.email=author@example.com"])
        .args(["-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .envs([("GIT_AUTHOR_DATE", &date), ("GIT_COMMITTER_DATE", &date)])
        .output()
        .expect("git is installed");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn commit(folder: &Path, day: u32, path: &str, text: &str) {
    std::fs::write(folder.join(path), text).expect("the folder can be written");
    git(folder, day, &["add", "--all"]);
    git(folder, day, &["commit", "--quiet", "--message", "Edit"]);
}

fn replay(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_replay"))
        .arg(folder)
        .args(arguments)
        .output()
        .expect("the program was built");
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn a_history_is_followed_through_a_renaming_a_rewording_and_a_return() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = folder.path();
    git(at, 1, &["init", "--quiet"]);
    let first = "# Security\n\n- [ ] Rotate every key once a year\n- [ ] Rehearse a restore\n";
    commit(at, 1, "old.md", first);
    git(at, 2, &["mv", "old.md", "new.md"]);
    git(at, 2, &["commit", "--quiet", "--message", "Rename"]);
    commit(at, 3, "new.md", &first.replace("once a year", "at least once a year"));
    commit(at, 4, "new.md", "# Security\n\n- [ ] Rehearse a restore\n");
    commit(at, 5, "new.md", &first.replace("once a year", "at least once a year"));

    let table = at.join("truth.tsv");
    let path = table.to_str().expect("the path is UTF-8");
    let (is_well, said) = replay(at, &["new.md", "--truth", path]);
    assert!(is_well, "{said}");
    assert!(said.contains("new.md: 5 versions, 2020-01-01 to 2020-01-05"), "{said}");
    assert!(said.contains("truth: 1 changed, 1 gone, 2 new, 1 returned, 0 doubtful"), "{said}");
    let table = std::fs::read_to_string(table).expect("the table was written");
    let row = "\tRotate every key once a year\tRotate every key at least once a year\n";
    assert!(table.contains(row), "{table}");
}

#[test]
fn what_cannot_be_replayed_is_said() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    git(folder.path(), 1, &["init", "--quiet"]);
    commit(folder.path(), 1, "a.md", "- [ ] One\n");
    let (is_well, said) = replay(folder.path(), &["b.md"]);
    assert!(!is_well && said.contains("no commit of HEAD changed b.md"), "{said}");
    let (is_well, said) = replay(folder.path(), &["a.md", "--unknown"]);
    assert!(!is_well && said.contains("Usage: cargo xtask replay"), "{said}");
}
