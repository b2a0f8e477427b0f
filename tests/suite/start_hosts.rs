//! `init` for hosts: the address that a repository tells, and the files of the hosts in new and existing books.

use crate::guide_text::{Piece, pages};
use crate::harness::{Site, repository, write};
use std::collections::BTreeMap;
use tickbook::app::init::Host;

/// A repository whose remote `origin` has this address.
fn repository_of(remote: &str) -> Site {
    Site::empty().write(".git/config", &format!("[remote \"origin\"]\n\turl = {remote}\n"))
}

#[test]
fn without_an_address_what_is_missing_is_said_once_with_the_line_to_write() {
    let line = "site-url = \"https://acme.github.io/handbook/\"";
    let site = repository_of("git@github.com:Acme/handbook.git").run(&["init"]);
    let site = site.assert_status(0).assert_stderr(line).assert_stderr("no sitemap");
    let site = site.assert_file("book.toml").assert_contains(&format!("\n# {line}\n"));
    let site = site.run(&["check", "--strict"]).assert_status(0).assert_stderr("note[TB1605]");
    let site = site.assert_stderr(line).assert_stderr(
        "it has no sitemap, no canonical addresses and no link previews, and the links",
    );
    assert_eq!(site.stderr().matches("sitemap").count(), 1, "{}", site.stderr());
    let asked = site.read("book.toml") + "feed = true\nshare-images = true\n";
    let asked = Site::empty().write("book.toml", &asked).write("content/index.md", "# A\n");
    let asked = asked.run(&["check"]).assert_stderr("TB1605");
    asked.assert_stderr("no link previews, no feed and no pictures for shared links");
    let site = site.run(&["build"]).assert_stderr_lacks("TB1605");
    let site = site.assert_no_file("public/sitemap.xml");
    let site = site.assert_file("public/robots.txt").assert_lacks("Sitemap");
    let settings = site.read("book.toml") + "\n[publish.folder]\npath = \"site\"\n";
    let site = site.write("book.toml", &settings).run(&["publish", "--to", "folder", "--dry-run"]);
    let site = site.assert_status(0).assert_stderr("note[TB1605]").assert_stderr(line);
    // An author who wants no address can say so, and one who has written the line is told no more.
    let quiet = site.read("book.toml") + "\n[check]\nmissing-address = \"allow\"\n";
    let site = site.write("book.toml", &quiet).run(&["check"]).assert_stderr_lacks("TB1605");
    let set = site.read("book.toml").replace(&format!("# {line}"), line);
    let set = set.replace("missing-address = \"allow\"", "");
    let site = site.write("book.toml", &set).run(&["check"]).assert_stderr_lacks("TB1605");
    site.build()
        .assert_file("public/sitemap.xml")
        .assert_contains("https://acme.github.io/handbook/");
    Site::of("# A\n").run(&["check"]).assert_stderr_lacks("TB1605");
    let path = "[output.html]\nsite-url = \"/handbook/\"\n";
    let site = Site::of("# A\n").write("book.toml", path).run(&["check"]);
    let site = site.assert_stderr("only a path").assert_stderr_lacks("404.html");
    site.assert_stderr("site-url = \"https://example.org/handbook/\"\n");
}

#[test]
fn an_address_is_proposed_only_for_the_host_of_the_remote() {
    let proposed = |remote: &str, host: &str| {
        let site = repository_of(remote).run(&["init", "book", "--host", host]).assert_status(0);
        let text = site.read("book/book.toml");
        let line = text.lines().find_map(|line| line.strip_prefix("# site-url = "));
        line.map(|line| line.trim_matches('"').to_string()).expect("a line for the address")
    };
    let example = "https://example.org/book/";
    let gitlab = "https://gitlab.com/acme/people/handbook.git";
    assert_eq!(proposed(gitlab, "gitlab-pages"), "https://acme.gitlab.io/people/handbook/");
    assert_eq!(proposed(gitlab, "none"), "https://acme.gitlab.io/people/handbook/");
    for host in ["github-pages", "netlify", "gitlab-bucket", "nginx"] {
        assert_eq!(proposed(gitlab, host), example, "{host}");
    }
    for remote in ["https://github.com/a/\"b", "https://github.com/a/b\u{1b}[31m", "/srv/x.git"] {
        assert_eq!(proposed(remote, "github-pages"), example, "{remote:?}");
    }
}

#[test]
fn a_linked_working_tree_and_a_large_configuration_are_read_with_care() {
    let site = repository_of("git@github.com:acme/handbook.git")
        .write("tree/.git", "gitdir: ../.git/worktrees/tree\n")
        .write(".git/worktrees/tree/commondir", "../..\n")
        .run(&["init", "tree"]);
    let site = site.assert_status(0).assert_stderr("https://acme.github.io/handbook/");
    let large = format!("{}{}", site.read(".git/config"), "#".repeat(100_000));
    let site = site.write(".git/config", &large).run(&["init", "large"]).assert_status(0);
    site.assert_stderr("https://example.org/book/");
}

#[test]
fn each_host_gets_a_file_that_it_can_read() {
    let text = |host: &str, path: &str| {
        let site = Site::empty().run(&["init", "--title", "Acme & co", "--host", host]);
        site.assert_status(0).read(path)
    };
    let install = format!("cargo install --locked tickbook@{}", env!("CARGO_PKG_VERSION"));
    for host in ["github-pages", "github-branch", "cloudflare-pages"] {
        let text = text(host, ".github/workflows/publish.yml");
        let workflow: serde_yaml::Value = serde_yaml::from_str(&text).expect("it is YAML");
        let steps = workflow["jobs"]["publish"]["steps"].as_sequence().expect("it has steps");
        let field = |name: &str| -> Vec<&str> {
            steps.iter().filter_map(|step| step[name].as_str()).collect()
        };
        let command = match host {
            "github-branch" => "tickbook publish --strict --to git",
            _ => "tickbook build --strict --locked",
        };
        assert_eq!(field("run"), [install.as_str(), command]);
        for action in field("uses") {
            let (_, version) = action.split_once("@v").expect("a version");
            assert!(version.parse::<u32>().is_ok(), "{action}");
        }
        assert!(text.contains("--project-name=acme-co ") == (host == "cloudflare-pages"));
    }
    let vercel = text("vercel", ".github/workflows/publish.yml");
    let vercel: serde_yaml::Value = serde_yaml::from_str(&vercel).expect("it is YAML");
    let last = vercel["jobs"]["publish"]["steps"].as_sequence().and_then(|steps| steps.last());
    let line = last.and_then(|step| step["run"].as_str()).expect("a command");
    assert!(line.contains("deploy public --prod"), "{line}");
    let gitlab = text("gitlab-pages", ".gitlab-ci.yml");
    let gitlab: serde_yaml::Value = serde_yaml::from_str(&gitlab).expect("it is YAML");
    assert_eq!(gitlab["pages"]["artifacts"]["paths"][0].as_str(), Some("public"));
    let gitlab = text("gitlab-bucket", ".gitlab-ci.yml");
    let gitlab: serde_yaml::Value = serde_yaml::from_str(&gitlab).expect("it is YAML");
    let publish = gitlab["publish"]["script"][1].as_str();
    assert_eq!(publish, Some(".tools/bin/tickbook publish --strict --to s3"));
    let shell = text("shell", "publish.sh");
    assert!(shell.ends_with("tickbook publish --strict \"$@\"\n"), "{shell}");
    let netlify: toml::Table = text("netlify", "netlify.toml").parse().expect("it is TOML");
    assert_eq!(netlify["build"]["publish"].as_str(), Some("public"));
    assert!(netlify["build"]["command"].as_str().is_some_and(|line| line.contains(&install)));
}

/// The secrets and variables that a workflow names.
fn secrets(workflow: &str) -> Vec<&str> {
    let names = workflow.split("secrets.").skip(1).filter_map(|rest| rest.split([' ', '}']).next());
    names.collect()
}

#[test]
fn secrets_are_those_that_the_top_of_the_workflow_lists() {
    let path = ".github/workflows/publish.yml";
    for host in ["cloudflare-pages", "vercel", "github-pages", "github-branch"] {
        let site = Site::empty().run(&["init", "--title", "Project VERSION", "--host", host]);
        let text = site.assert_status(0).read(path);
        let (top, rest) = text.split_once("\nname: ").expect("a comment");
        for secret in secrets(rest) {
            assert!(top.contains(secret), "{host}: {secret}");
            assert!(
                secret.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'),
                "{host}: {secret}"
            );
        }
        assert_eq!(secrets(rest).is_empty(), host.starts_with("github"), "{host}");
    }
}

/// The names of all hosts that have a file of their own, with its path.
const WITH_FILE: [(&str, &str); 8] = [
    ("github-pages", ".github/workflows/publish.yml"),
    ("github-branch", ".github/workflows/publish.yml"),
    ("gitlab-pages", ".gitlab-ci.yml"),
    ("gitlab-bucket", ".gitlab-ci.yml"),
    ("netlify", "netlify.toml"),
    ("cloudflare-pages", ".github/workflows/publish.yml"),
    ("vercel", ".github/workflows/publish.yml"),
    ("shell", "publish.sh"),
];

#[test]
fn in_a_folder_of_a_repository_the_file_is_in_its_root_and_names_the_folder() {
    for (host, path) in WITH_FILE {
        let site = repository_of("git@github.com:acme/handbook.git");
        let site = site.run(&["init", "docs/our book", "--host", host]).assert_status(0);
        if host == "shell" {
            site.assert_file("docs/our book/publish.sh");
            continue;
        }
        let site = site.assert_stderr(&format!("\n  ../../{path}\n"));
        let site = site.assert_no_file(&format!("docs/our book/{path}")).assert_file(path);
        let text = site.text();
        let yaml = || -> serde_yaml::Value { serde_yaml::from_str(&text).expect("it is YAML") };
        let job = || yaml()["jobs"]["publish"].clone();
        let folder = Some("docs/our book");
        match host {
            "netlify" => {
                let table: toml::Table = text.parse().expect("it is TOML");
                assert_eq!(table["build"]["base"].as_str(), folder);
                assert_eq!(table["build"]["publish"].as_str(), Some("public"));
            }
            "gitlab-pages" => assert_eq!(
                yaml()["pages"]["script"][1].as_str(),
                Some(".tools/bin/tickbook build --strict --locked -d public 'docs/our book'")
            ),
            "gitlab-bucket" => assert_eq!(
                yaml()["publish"]["script"][1].as_str(),
                Some(".tools/bin/tickbook publish --strict --to s3 'docs/our book'")
            ),
            _ => assert_eq!(job()["defaults"]["run"]["working-directory"].as_str(), folder),
        }
        assert_eq!(text.contains("path: docs/our book/public\n"), host == "github-pages");
        assert_eq!(text.contains("workingDirectory: docs/our book\n"), host == "cloudflare-pages");
    }
    let site = repository_of("x").run(&["init", "--host", "github-pages"]).assert_status(0);
    site.assert_file(".github/workflows/publish.yml").assert_lacks("working-directory");
}

/// The command that GitLab runs in the root builds the book of the folder.
#[test]
fn a_book_in_a_folder_is_built_from_the_root() {
    let site = repository_of("x").run(&["init", "a b", "--host", "gitlab-pages"]).assert_status(0);
    let site = site.run(&["build", "--strict", "--locked", "-d", "public", "a b"]);
    site.assert_status(0).assert_file("public/index.html");
}

#[test]
fn an_existing_book_gets_the_file_of_a_host_and_nothing_else_changes() {
    for (host, path) in WITH_FILE {
        let site = Site::of("# Mine\n").write("book.toml", "[book]\ntitle = \"Mine\"\n");
        let before = site.files(".");
        let site = site.run(&["init", "--host", host]).assert_status(0);
        let site = site.assert_stderr(&format!("{path}: written\n")).assert_stderr("not set, so");
        let mut after = site.files(".");
        let text = after.remove(path).expect("the file is there");
        assert_eq!(after, before, "{host}");
        let asks = site.stderr().contains("book.toml: host = ");
        assert_eq!(asks, !["gitlab-bucket", "shell"].contains(&host), "{}", site.stderr());
        let site = site.run(&["init", "--host", host]).assert_status(0);
        let site = site.assert_stderr("already there, and up to date\n");
        let site = site.write(path, "mine\n").run(&["init", "--host", host]).assert_status(1);
        let site = site.assert_stderr("error[TB0706]").assert_stderr("differs");
        let site = site.assert_file(path).assert_contains("mine");
        let site = site.run(&["init", "--host", host, "--force"]).assert_status(0);
        assert_eq!(site.files(".").remove(path), Some(text), "{host}");
        assert_eq!(site.read("content/index.md"), "# Mine\n");
    }
    let set = "[output.html]\nhost = \"s3\"\nsite-url = \"https://a.example/\"\n";
    let site = Site::of("# A\n").write("book.toml", set).run(&["init", "--host", "s3"]);
    let site = site.assert_status(0).assert_stderr("s3 needs no file").assert_stderr_lacks("Write");
    let site = site.run(&["init", "--host", "netlify"]).assert_status(0);
    let site = site.assert_stderr("Change this line of book.toml: host = [\"s3\", \"netlify\"]\n");
    // Who gives the title of a new book means a new one.
    site.run(&["init", "--host", "s3", "--title", "New"]).assert_status(1).assert_stderr("TB0706");
}

/// The recipes of the guide are the files that `init` writes. Each is known by its first line; `UPDATE_GOLDEN=1` writes them.
#[test]
fn the_recipes_of_the_guide_are_the_files_of_the_hosts() {
    let mut recipes = BTreeMap::new();
    for (host, path) in WITH_FILE {
        let site = Site::empty().run(&["init", "--title", "Arriving well", "--host", host]);
        let text = site.assert_status(0).read(path);
        let first = text.lines().next().expect("a line").to_string();
        assert!(recipes.insert(first, (host, path, text)).is_none(), "{host}: the first line");
    }
    let with_file = Host::names().into_iter().filter(|host| {
        let site = Site::empty().run(&["init", "--host", host]);
        WITH_FILE.iter().any(|(_, path)| site.path(path).exists())
    });
    assert_eq!(with_file.count(), WITH_FILE.len());
    for page in pages() {
        for piece in &page.pieces {
            let Piece::Fence(fence) = piece else { continue };
            let is_recipe = WITH_FILE.iter().any(|(_, path)| fence.file.as_deref() == Some(path));
            if !is_recipe {
                continue;
            }
            let place = format!("{}:{}", page.path, fence.line);
            let first = fence.text.lines().next().unwrap_or_default();
            let (host, path, text) = recipes.remove(first).unwrap_or_else(|| panic!("{place}"));
            assert_eq!(fence.file.as_deref(), Some(path), "{place}");
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                let file = repository().join("docs/content").join(&page.path);
                let old = std::fs::read_to_string(&file).expect("the page is text");
                write(&file, old.replace(&fence.text, &text).as_bytes());
            } else {
                assert_eq!(fence.text, text, "{place} is not what `init --host {host}` writes");
            }
        }
    }
    assert!(recipes.is_empty(), "the guide does not show the files of {:?}", recipes.values());
}
