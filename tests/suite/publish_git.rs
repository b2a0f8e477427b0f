//! `publish` to a branch: one commit whose tree is the site, and no other change.

use crate::desk::Desk;
#[cfg(unix)]
use crate::desk::{quiet, said};
use crate::harness::{Site, files_below, write};
#[cfg(unix)]
use std::path::Path;
#[cfg(unix)]
use std::process::Command;

#[test]
fn a_branch_is_one_commit_whose_tree_is_the_site() {
    let desk = Desk::new();
    let before = desk.everything();
    let told = desk.run(&["publish"], 0);
    assert_eq!(desk.everything(), before, "nothing of the author's repository is written");
    let first = desk.tip("gh-pages");
    assert!(told.contains(&format!("the branch `gh-pages` of `origin` is now {}", &first[..12])));
    let mut built = files_below(&desk.book().join("public"));
    built.remove(".tickbook-files");
    assert!(
        built.contains_key(".nojekyll") && built.contains_key("a b.html"),
        "{:?}",
        built.keys()
    );
    assert_eq!(desk.tree(&first), built);
    let commit = desk.git(&desk.remote(), &["cat-file", "commit", &first]);
    assert!(!commit.contains("\nparent "), "{commit}");
    let head = desk.git(&desk.book(), &["rev-parse", "HEAD"]);
    assert!(
        commit.contains(&format!("\nSource-Commit: {head}\nPublished-by: tickbook")),
        "{commit}"
    );
    assert!(commit.contains("author tickbook <tickbook@localhost>"), "{commit}");

    let again = desk.run(&["publish"], 0);
    assert!(again.ends_with("already has this site\n"), "{again}");
    assert_eq!(desk.tip("gh-pages"), first);

    desk.edit("# Book\n\n- [ ] Two\n");
    desk.run(&["publish"], 0);
    let second = desk.tip("gh-pages");
    assert_ne!(second, first);
    let commit = desk.git(&desk.remote(), &["cat-file", "commit", &second]);
    assert!(!commit.contains("\nparent "), "the branch stays one commit");
    let index = String::from_utf8(desk.tree(&second)["index.html"].clone()).expect("UTF-8");
    assert!(index.contains("Two"));
}

#[test]
fn the_same_site_of_the_same_commit_is_the_same_commit() {
    let desk = Desk::new();
    desk.git(&desk.book(), &["config", "user.name", "Ann B"]);
    desk.git(&desk.book(), &["config", "user.email", "ann@example.org"]);
    desk.run(&["publish"], 0);
    let first = desk.tip("gh-pages");
    desk.git(&desk.remote(), &["update-ref", "-d", "refs/heads/gh-pages"]);
    desk.run(&["publish"], 0);
    assert_eq!(desk.tip("gh-pages"), first);
    let commit = desk.git(&desk.remote(), &["cat-file", "commit", &first]);
    assert!(commit.contains("committer Ann B <ann@example.org> "), "{commit}");
}

#[test]
fn a_dry_run_leaves_no_trace() {
    let desk = Desk::new();
    let (book, remote) = (desk.everything(), files_below(&desk.remote()));
    let told = desk.run(&["publish", "--dry-run"], 0);
    assert!(told.contains("the branch `gh-pages` of `origin` would become "), "{told}");
    assert_eq!(desk.everything(), book);
    assert_eq!(files_below(&desk.remote()), remote);
    desk.run(&["publish"], 0);
    desk.edit("# Book\n\n- [ ] Two\n");
    let (book, remote) = (desk.everything(), files_below(&desk.remote()));
    let told = desk.run(&["publish", "--dry-run"], 0);
    assert!(told.contains(" 0 added, 5 changed, 0 removed\n  changed  index.html\n"), "{told}");
    assert!(told.ends_with("\nNothing was written.\nNext: tickbook publish\n"), "{told}");
    assert_eq!(desk.everything(), book);
    assert_eq!(files_below(&desk.remote()), remote);
}

#[test]
fn staged_changes_and_other_work_trees_stay_as_they_are() {
    let desk = Desk::new();
    desk.run(&["publish"], 0);
    desk.git(&desk.book(), &["fetch", "--quiet", "origin", "gh-pages:gh-pages"]);
    desk.git(&desk.book(), &["worktree", "add", "--quiet", "../elsewhere", "gh-pages"]);
    desk.edit("# Book\n\n- [ ] Two\n");
    write(&desk.book().join("content/new.md"), b"# New\n");
    desk.run(&["build"], 0);
    desk.git(&desk.book(), &["add", "book.lock"]);
    desk.git(&desk.book(), &["commit", "--quiet", "-m", "Lock"]);
    desk.git(&desk.book(), &["add", "content/new.md"]);
    let (before, elsewhere) = (desk.everything(), files_below(&desk.root().join("elsewhere")));
    let told = desk.run(&["publish"], 0);
    let warning =
        "warning[TB1710]: the site contains uncommitted changes, such as those in `content/new.md`";
    assert!(told.contains(warning), "{told}");
    assert_eq!(desk.everything(), before);
    assert_eq!(files_below(&desk.root().join("elsewhere")), elsewhere);
    assert!(desk.tree("gh-pages").contains_key("new.html"));
    let message = desk.git(&desk.remote(), &["log", "-1", "--format=%B", "gh-pages"]);
    assert!(message.contains(" and uncommitted changes\n"), "{message}");
    let told = desk.run(&["publish", "--strict"], 1);
    assert!(told.contains("TB1710"), "{told}");
}

#[test]
fn a_lock_that_is_not_committed_or_out_of_date_stops_it() {
    let desk = Desk::new();
    let remote = files_below(&desk.remote());
    write(&desk.book().join("content/index.md"), b"# Book\n\n- [ ] One\n- [ ] Two\n");
    let told = desk.run(&["publish"], 1);
    assert!(told.contains("error[TB0906]: book.lock is out of date"), "{told}");
    desk.run(&["build"], 0);
    let told = desk.run(&["publish"], 1);
    assert!(told.contains("error[TB1705]: book.lock is not committed"), "{told}");
    write(&desk.book().join(".gitignore"), b"/public/\n/book.lock\n");
    desk.git(&desk.book(), &["rm", "--quiet", "--cached", "book.lock"]);
    desk.commit("Ignore the lock");
    let told = desk.run(&["publish"], 1);
    assert!(told.contains("error[TB1705]: book.lock is not committed"), "{told}");
    assert!(told.contains("remove it from `.gitignore` and commit it"), "{told}");
    let lock = std::fs::read(desk.book().join("book.lock")).expect("a lock");
    std::fs::remove_file(desk.book().join("book.lock")).expect("it is removed");
    let told = desk.run(&["publish"], 1);
    assert!(told.contains("run `tickbook build` to make it, and commit it"), "{told}");
    write(&desk.book().join("book.lock"), &lock);
    write(&desk.book().join(".gitignore"), b"/public/\n");
    desk.commit("Lock");
    write(&desk.book().join("content/index.md"), b"# Book\n\n- [ ] [One](gone.md)\n");
    let told = desk.run(&["publish"], 1);
    assert!(told.contains("error[TB0501]"), "{told}");
    assert_eq!(files_below(&desk.remote()), remote);
}

#[test]
fn a_branch_of_others_is_left_alone_unless_forced() {
    let desk = Desk::new();
    desk.run(&["publish"], 0);
    let theirs = desk.root().join("theirs");
    desk.git(&desk.root(), &["clone", "--quiet", "--branch=gh-pages", "remote.git", "theirs"]);
    write(&theirs.join("theirs.txt"), b"theirs\n");
    desk.git(&theirs, &["add", "--all"]);
    desk.git(&theirs, &["commit", "--quiet", "-m", "Theirs"]);
    desk.git(&theirs, &["push", "--quiet"]);
    let foreign = desk.tip("gh-pages");
    desk.edit("# Book\n\n- [ ] Two\n");
    let told = desk.run(&["publish"], 1);
    let expected = format!(
        "error[TB1706]: the last commit of the branch `gh-pages`, {}, was not published by tickbook",
        &foreign[..12]
    );
    assert!(told.contains(&expected), "{told}");
    assert_eq!(desk.tip("gh-pages"), foreign);
    desk.run(&["publish", "--force"], 0);
    assert!(!desk.tree("gh-pages").contains_key("theirs.txt"));
}

#[test]
fn the_sources_are_never_replaced() {
    let desk = Desk::new();
    write(&desk.book().join("book.toml"), b"[publish.git]\nbranch = \"main\"\n");
    desk.commit("Wrong branch");
    let main = desk.tip("main");
    for more in [&[][..], &["--force"]] {
        let told = desk.run(&[&["publish", "--to", "git"], more].concat(), 1);
        assert!(told.contains("error[TB1707]: the branch `main` contains the sources"), "{told}");
    }
    assert_eq!(desk.tip("main"), main);
}

/// A clone that ends before two branches part does not know that they have a history in common.
#[test]
fn the_sources_are_not_replaced_from_a_shallow_clone_either() {
    let desk = Desk::new();
    desk.git(&desk.book(), &["checkout", "--quiet", "-b", "develop"]);
    desk.edit("# Book\n\n- [ ] Two\n");
    desk.git(&desk.book(), &["push", "--quiet", "origin", "develop"]);
    desk.git(&desk.book(), &["checkout", "--quiet", "main"]);
    desk.edit("# Book\n\n- [ ] Three\n");
    desk.edit("# Book\n\n- [ ] Four\n");
    desk.git(&desk.book(), &["push", "--quiet", "origin", "main"]);
    let develop = desk.tip("develop");
    let address = format!("file://{}", desk.remote().display());
    desk.git(&desk.root(), &["clone", "--quiet", "--depth=1", "--branch=main", &address, "clone"]);
    let clone = desk.root().join("clone");
    write(&clone.join("book.toml"), b"[publish.git]\nbranch = \"develop\"\n");
    let told = desk.run_in(&clone, &["publish", "--to", "git", "--force"], 1);
    assert!(told.contains("error[TB1707]: the branch `develop` contains the sources"), "{told}");
    assert_eq!(desk.tip("develop"), develop);
}

/// Somebody else pushes between the look at the branch and our push, or while our push is on its way: a git of
/// our own does so, or a hook.
#[cfg(unix)]
#[test]
fn whoever_pushes_meanwhile_is_not_overwritten() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.run(&["publish"], 0);
    desk.edit("# Book\n\n- [ ] Two\n");
    let (first, main) = (desk.tip("gh-pages"), desk.tip("main"));
    let script = |path: &Path, text: &str| {
        write(path, text.as_bytes());
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("a mode");
    };
    let path = std::env::var_os("PATH").expect("a path of programs");
    let git =
        std::env::split_paths(&path).map(|folder| folder.join("git")).find(|git| git.is_file());
    let git = git.expect("git is there").display().to_string();
    let push = format!(
        "(unset GIT_DIR GIT_OBJECT_DIRECTORY; \
         {git} -C ../remote.git update-ref refs/heads/gh-pages refs/heads/main)\n"
    );
    let ours = desk.root().join("programs/git");
    script(&ours, &format!("#!/bin/sh\ncase $1 in push) {push};; esac\nexec {git} \"$@\"\n"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_tickbook"));
    command.arg("publish").current_dir(desk.book()).env("PATH", desk.root().join("programs"));
    let told = said(quiet(&mut command, &desk.root()).output().expect("the program starts"), 1);
    let expected =
        "error[TB1708]: someone else has pushed to the branch `gh-pages` in the meantime";
    assert!(told.contains(expected), "{told}");
    assert_eq!(desk.tip("gh-pages"), main);

    desk.git(&desk.remote(), &["update-ref", "refs/heads/gh-pages", &first]);
    script(&desk.book().join(".git/hooks/pre-push"), &format!("#!/bin/sh\n{push}"));
    let told = desk.run(&["publish"], 1);
    assert!(told.contains(expected), "{told}");
    assert_eq!(desk.tip("gh-pages"), main);
}

#[test]
fn what_is_missing_is_named() {
    let site = Site::of("# Book\n").build();
    let site = site.run(&["publish", "--to", "git"]).assert_status(1);
    let told = site.stderr();
    assert!(
        told.contains(
            "error[TB1703]: cannot publish with git from this folder: it is not in a git"
        )
    );
    let mut command = site.command(&["publish", "--to", "git"]);
    command.env("PATH", site.root());
    let site = site.run_command(command).assert_status(1);
    let site = site.assert_stderr("TB1703").assert_stderr("the program `git` is not installed");
    let site = site.run(&["publish"]).assert_status(1);
    site.assert_stderr(
        "error[TB1701]: there is nowhere to publish to: `publish.target` is not set",
    );

    let desk = Desk::new();
    desk.git(&desk.book(), &["remote", "remove", "origin"]);
    let told = desk.run(&["publish"], 1);
    assert!(told.contains("error[TB1704]: the repository has no remote `origin`"), "{told}");
    let address = "https://me:secret@127.0.0.1:1/book.git";
    desk.git(&desk.book(), &["remote", "add", "origin", address]);
    let told = desk.run(&["publish"], 1);
    assert!(told.contains("error[TB1709]: git cannot read the branch: "), "{told}");
    assert!(!told.contains("secret"), "{told}");
}

/// A clone as workflows make it, and a book in a folder of its repository.
#[test]
fn a_shallow_clone_publishes_from_a_folder_below() {
    let desk = Desk::new();
    desk.run(&["publish"], 0);
    write(&desk.book().join("books/one/content/index.md"), b"# Another\n");
    desk.run(&["build", "books/one"], 0);
    std::fs::remove_dir_all(desk.book().join("books/one/public")).expect("removed");
    desk.commit("Move");
    desk.git(&desk.book(), &["push", "--quiet", "origin", "main"]);
    let address = format!("file://{}", desk.remote().display());
    desk.git(&desk.root(), &["clone", "--quiet", "--depth=1", "--branch=main", &address, "clone"]);
    let clone = desk.root().join("clone");
    let before = files_below(&clone);
    let first = desk.tip("gh-pages");
    desk.run_in(&clone, &["publish", "books/one", "--to", "git"], 0);
    assert_ne!(desk.tip("gh-pages"), first);
    assert_eq!(files_below(&clone), before);
}

/// A branch that is checked out where it is pushed to is refused there, and git says so.
#[test]
fn a_branch_that_is_checked_out_at_the_remote_is_named() {
    let desk = Desk::new();
    desk.git(&desk.root(), &["clone", "--quiet", "remote.git", "work"]);
    let work = desk.root().join("work");
    desk.git(&work, &["checkout", "--quiet", "--orphan", "gh-pages"]);
    desk.git(&work, &["commit", "--quiet", "--allow-empty", "-m", "x\n\nPublished-by: tickbook"]);
    desk.git(&desk.book(), &["remote", "set-url", "origin", "../work"]);
    let told = desk.run(&["publish", "--force"], 1);
    let expected = "error[TB1709]: git cannot push the branch: [remote rejected] (branch is \
                    currently checked out)";
    assert!(told.contains(expected), "{told}");
}
