//! `publish` to a branch: other branches of the remote, its push URLs, its messages, and commits of others.

use crate::desk::Desk;
use crate::harness::write;
#[cfg(unix)]
use std::path::Path;

/// A hook in a repository that others push to.
#[cfg(unix)]
fn hook(repository: &Path, name: &str, text: &str) {
    use std::os::unix::fs::PermissionsExt;
    let path = repository.join("hooks").join(name);
    write(&path, format!("#!/bin/sh\n{text}\n").as_bytes());
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("a mode");
}

#[cfg(unix)]
#[test]
fn what_the_server_says_is_shown() {
    let desk = Desk::new();
    hook(
        &desk.remote(),
        "post-receive",
        "echo 'See https://a.example/run/7'; printf 'x\\033]0;y\\007\\n'",
    );
    let told = desk.run(&["publish"], 0);
    assert!(told.contains("remote: See https://a.example/run/7\nremote: x]0;y\n"), "{told}");
    assert!(told.contains("is now "), "{told}");
    desk.edit("# Book\n\n- [ ] Two\n");
    hook(&desk.remote(), "pre-receive", "echo 'No site on a Friday.'; exit 1");
    let told = desk.run(&["publish"], 1);
    assert!(told.contains("remote: No site on a Friday.\n"), "{told}");
    assert!(
        told.contains("error[TB1709]: git cannot push the branch: [remote rejected] (pre-receive"),
        "{told}"
    );
}

#[test]
fn a_branch_that_is_a_folder_of_others_is_explained() {
    for (wanted, there) in [("site", "site/draft"), ("site/draft/one", "site/draft")] {
        let desk = Desk::new();
        desk.git(&desk.remote(), &["branch", there, "main"]);
        let toml = format!("[publish]\ntarget = \"git\"\n[publish.git]\nbranch = \"{wanted}\"\n");
        write(&desk.book().join("book.toml"), toml.as_bytes());
        desk.commit("Another branch");
        let told = desk.run(&["publish"], 1);
        let expected = format!(
            "error[TB1717]: `origin` has a branch `{there}`, so it cannot have a branch `{wanted}`"
        );
        assert!(told.contains(&expected), "{told}");
        assert!(told.contains(&format!("`git push origin --delete {there}`")), "{told}");
        desk.git(&desk.book(), &["push", "--quiet", "origin", "--delete", there]);
        desk.run(&["publish"], 0);
    }
    // A name that only begins alike is another branch.
    let desk = Desk::new();
    desk.git(&desk.remote(), &["branch", "gh-pages-old", "main"]);
    desk.run(&["publish"], 0);
}

#[test]
fn what_somebody_has_amended_is_left_alone_unless_forced() {
    let desk = Desk::new();
    desk.run(&["publish"], 0);
    desk.git(&desk.root(), &["clone", "--quiet", "--branch=gh-pages", "remote.git", "theirs"]);
    let theirs = desk.root().join("theirs");
    write(&theirs.join("theirs.txt"), b"theirs\n");
    desk.git(&theirs, &["add", "--all"]);
    desk.git(&theirs, &["commit", "--quiet", "--amend", "--no-edit", "--reset-author"]);
    desk.git(&theirs, &["push", "--quiet", "--force"]);
    let amended = desk.tip("gh-pages");
    let message = desk.git(&desk.remote(), &["log", "-1", "--format=%B", "gh-pages"]);
    assert!(message.contains("Published-by: tickbook"), "{message}");
    for more in [&[][..], &["--dry-run"]] {
        let told = desk.run(&[&["publish"], more].concat(), 1);
        assert!(
            told.contains(&format!(
                "error[TB1706]: the last commit of the branch `gh-pages`, {}",
                &amended[..12]
            )),
            "{told}"
        );
    }
    assert_eq!(desk.tip("gh-pages"), amended);
    desk.run(&["publish", "--force"], 0);
    assert!(!desk.tree("gh-pages").contains_key("theirs.txt"));
    // What was published by force is ours again.
    desk.edit("# Book\n\n- [ ] Two\n");
    desk.run(&["publish"], 0);
}

#[cfg(unix)]
#[test]
fn every_address_of_a_remote_gets_the_site_or_is_named() {
    let desk = Desk::new();
    desk.git(&desk.root(), &["init", "--quiet", "--bare", "second.git"]);
    let second = desk.root().join("second.git");
    for address in ["../remote.git", "../second.git"] {
        desk.git(&desk.book(), &["remote", "set-url", "--add", "--push", "origin", address]);
    }
    let tip = |repository: &Path| desk.git(repository, &["rev-parse", "refs/heads/gh-pages"]);
    let told = desk.run(&["publish"], 0);
    assert!(
        told.contains("the branch `gh-pages` of `origin` at `../remote.git` is now "),
        "{told}"
    );
    assert!(
        told.contains("the branch `gh-pages` of `origin` at `../second.git` is now "),
        "{told}"
    );
    assert_eq!(tip(&second), desk.tip("gh-pages"));

    desk.edit("# Book\n\n- [ ] Two\n");
    hook(&second, "pre-receive", "exit 1");
    let told = desk.run(&["publish"], 1);
    let expected = "error[TB1718]: 1 of 2 addresses of `origin` have the site, but `../second.git` does not: git \
                    cannot push the branch at `../second.git`: [remote rejected] (pre-receive hook declined)";
    assert!(told.contains(expected), "{told}");
    assert_ne!(tip(&second), desk.tip("gh-pages"));

    std::fs::remove_file(second.join("hooks/pre-receive")).expect("removed");
    let told = desk.run(&["publish"], 0);
    assert!(told.contains("at `../remote.git` already has this site"), "{told}");
    assert!(told.contains("at `../second.git` is now "), "{told}");
    assert_eq!(tip(&second), desk.tip("gh-pages"));

    // Where one cannot be looked at, none gets anything, and a password in its address is not shown.
    desk.edit("# Book\n\n- [ ] Three\n");
    let before = desk.tip("gh-pages");
    let address = "https://me:secret@127.0.0.1:1/book.git";
    desk.git(&desk.book(), &["remote", "set-url", "--add", "--push", "origin", address]);
    let told = desk.run(&["publish"], 1);
    assert!(
        told.contains("git cannot read the branch at `https://127.0.0.1:1/book.git`: "),
        "{told}"
    );
    assert!(!told.contains("secret"), "{told}");
    assert_eq!(desk.tip("gh-pages"), before);
}
