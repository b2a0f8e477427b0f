//! `init` in folders that have chapters, a lock or files of others already.

use crate::harness::Site;

fn vault() -> Site {
    let chapter = |name: &str| format!("# {name}\n\n- [ ] Do {name}\n");
    let site = Site::empty().write("a.md", &chapter("A")).write("part/b.md", &chapter("B"));
    site.write("index.md", "# Our vault\n\n[Nowhere](nope.md)\n")
}

#[test]
fn a_folder_of_markdown_stays_the_book_that_it_is_without_settings() {
    for (was_built, says) in
        [(false, "  book.lock\n"), (true, "keeps its id from book.lock: our-vault")]
    {
        let site = if was_built { vault().build() } else { vault() };
        let site = site.run(&["init"]).assert_status(0).assert_stderr(says);
        let site = site.assert_stderr("this folder has 3 chapters already: they stay");
        let site = site.assert_no_file("content").assert_file("book.toml");
        let site = site.assert_contains("title = \"Our vault\"").assert_contains("src = \".\"");
        let site = site.assert_contains("[check]\ndead-link = \"warn\"\n");
        let site = site.run(&["build", "--locked"]).assert_status(0).assert_stderr_lacks("error");
        for page in ["a", "part/b"] {
            site.path(&format!("public/{page}.html")).metadata().expect("the page is there");
        }
    }
}

#[test]
fn a_book_that_is_begun_again_keeps_its_folder_and_its_id() {
    let settings = "[book]\nsrc = \"docs\"\nid = \"mine\"\n";
    let site = Site::empty().write("book.toml", settings).write("docs/a.md", "# A\n");
    let site = site.run(&["init", "--force"]).assert_status(0);
    let site = site.assert_stderr("docs/ has 1 chapter already").assert_no_file("content");
    let site = site.assert_file("book.toml").assert_contains("id = \"mine\"");
    site.assert_contains("src = \"docs\"").build().assert_file("public/a.html");
}

#[test]
fn files_of_a_repository_alone_are_no_chapters_and_that_is_said() {
    let site = Site::empty().write("README.md", "# R\n").write("LICENSE.md", "L\n");
    let site = site.run(&["init"]).assert_status(0).assert_file("content/first-week.md");
    site.assert_stderr("LICENSE.md, README.md are no chapters");
}

#[test]
fn the_workflow_is_that_of_the_branch_of_the_repository() {
    for (head, of_remote, branch) in [
        ("refs/heads/master", None, "master"),
        ("refs/heads/a-change", Some("refs/remotes/origin/trunk"), "trunk"),
        ("refs/heads/${{x}}", None, "main"),
    ] {
        let mut site = Site::empty().write(".git/HEAD", &format!("ref: {head}\n"));
        if let Some(remote) = of_remote {
            site = site.write(".git/refs/remotes/origin/HEAD", &format!("ref: {remote}\n"));
        }
        let site = site.run(&["init", "--host", "github-pages"]).assert_status(0);
        let site = site.assert_file(".github/workflows/publish.yml");
        site.assert_contains(&format!("branches: [{branch}]"));
    }
}

#[test]
fn the_workflow_of_another_book_is_not_replaced() {
    let site = Site::empty().write(".git/HEAD", "ref: refs/heads/main\n");
    let mut site = site.run(&["init", "--host", "github-pages"]).assert_status(0);
    let path = ".github/workflows/publish.yml";
    let before = site.read(path);
    for flags in [&["--host", "github-pages"][..], &["--host", "github-pages", "--force"]] {
        site = site.run(&[&["init", "two"], flags].concat()).assert_status(1);
        site = site.assert_stderr("error[TB0706]").assert_stderr("rename it");
        site = site.assert_stderr_lacks("--force").assert_no_file("two");
    }
    assert_eq!(site.read(path), before);
    let site = site.run(&["init", "--host", "vercel"]).assert_status(1);
    site.assert_stderr("if it publishes this book, use `--force`").assert_stderr("rename it");
}

#[test]
fn the_host_of_the_remote_is_proposed() {
    let remote = "[remote \"origin\"]\n\turl = git@gitlab.com:acme/handbook.git\n";
    let site = Site::empty().write(".git/config", remote).run(&["init"]).assert_status(0);
    site.assert_file("book.toml").assert_contains("\n# host = \"gitlab-pages\"\n");
}
