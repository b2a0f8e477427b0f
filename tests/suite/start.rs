//! `init` and `new`.

use crate::harness::Site;
use std::process::Stdio;
use tickbook::app::init;

#[test]
fn a_new_book_is_without_fault_from_its_first_day() {
    for host in init::Host::names() {
        let site = Site::empty().run(&["init", "--title", "Acme handbook", "--host", host]);
        let site = site.assert_status(0).assert_no_stdout();
        let site = site.run(&["check", "--strict", "--locked"]).assert_status(0);
        let site = site.assert_stderr("\n4 chapters, 21 checklist items: no errors\n");
        assert_eq!(site.stderr().matches("[TB").count(), 1, "{host}: {}", site.stderr());
        let site = site.run(&["build", "--strict", "--locked"]).assert_status(0);
        let site = site.assert_stderr_lacks("warning").assert_stderr_lacks("book.lock");
        site.assert_file("public/first-week.html")
            .assert_contains("data-tick=")
            .assert_file("public/index.html")
            .assert_contains("Acme handbook")
            .assert_file(".gitignore")
            .assert_contains("/public")
            .assert_file(".gitattributes")
            .assert_contains("book.lock merge=union")
            .assert_file("book.toml")
            .assert_contains("id = \"acme-handbook-")
            .assert_contains(&match host {
                "none" | "gitlab-bucket" | "shell" => "# host = \"github-pages\"".to_string(),
                "github-branch" => "\nhost = \"github-pages\"\n".to_string(),
                host => format!("\nhost = \"{host}\"\n"),
            });
    }
}

#[test]
fn what_was_written_and_what_comes_next_is_said() {
    let site = Site::empty().run(&["init", "hand book", "--host", "github-pages"]).assert_status(0);
    for part in [
        "hand book: a new book, ",
        "  book.toml\n",
        "  content/first-week.md\n",
        "  .tickbook/front-matter.schema.json\n",
        "  .github/workflows/publish.yml\n",
        "  book.lock\n",
        "Next: tickbook serve --open 'hand book'\n",
        "Source: GitHub Actions",
    ] {
        assert!(site.stderr().contains(part), "{part}: {}", site.stderr());
    }
}

#[test]
fn nobody_is_asked_without_a_terminal() {
    let site = Site::empty();
    let mut command = site.command(&["init"]);
    command.stdin(Stdio::piped());
    let site = site.run_command(command).assert_status(0).assert_stderr_lacks("Its language");
    site.assert_file("book.toml").assert_contains("title = \"Our handbook\"");
}

/// Runs a command line in a terminal of its own and types the answers. `None` where there is no
/// program that makes one; the one of Linux takes these options.
#[cfg(target_os = "linux")]
fn in_a_terminal(site: Site, line: &str, answers: &str) -> Option<Site> {
    use std::io::Write;
    let program = site.command(&[]).get_program().to_os_string();
    let mut command = std::process::Command::new("script");
    command.args(["-qec", &line.replace("tickbook", &program.to_string_lossy()), "/dev/null"]);
    command.current_dir(site.root()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().ok()?;
    let mut input = child.stdin.take()?;
    input.write_all(answers.as_bytes()).expect("the answers are typed");
    let output = child.wait_with_output().expect("it ends");
    drop(input);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    Some(site)
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_four_questions_are_asked_and_with_a_flag_none() {
    let answers = "Acme\nfr\ngitlab-pages\nhttps://acme.example/\n";
    let Some(site) = in_a_terminal(Site::empty(), "tickbook init", answers) else { return };
    site.assert_file("book.toml")
        .assert_contains("title = \"Acme\"")
        .assert_contains("language = \"fr\"")
        .assert_contains("site-url = \"https://acme.example/\"")
        .assert_file(".gitlab-ci.yml");
    for line in ["tickbook init --yes", "tickbook init --language en", "tickbook init --host none"]
    {
        let site = in_a_terminal(Site::empty(), line, "Acme\n").expect("there was one before");
        site.assert_file("book.toml").assert_contains("title = \"Our handbook\"");
    }
}

/// The id in a book.toml.
fn id(site: &Site) -> String {
    let table: toml::Table = site.read("book.toml").parse().expect("TOML");
    table["book"]["id"].as_str().expect("an id").to_string()
}

#[test]
fn two_books_with_one_title_have_two_ids_and_a_book_that_is_begun_again_keeps_its_own() {
    let begun = |title: &str| Site::empty().run(&["init", "--title", title]).assert_status(0);
    for title in ["Handbook", "日本語", &"long ".repeat(40)] {
        let (one, two) = (begun(title), begun(title));
        assert_ne!(id(&one), id(&two), "{title}");
        let before = id(&one);
        let one = one.run(&["init", "--force", "--title", "Another"]).assert_status(0);
        assert_eq!(id(&one), before);
        one.run(&["build", "--strict", "--locked"]).assert_status(0);
    }
}

#[test]
fn any_title_and_address_come_through() {
    let title = "My \"own\" \\ id = ID\nTITLE";
    let site = Site::empty().run(&[
        "init",
        "--title",
        title,
        "--language",
        "en-ID",
        "--site-url",
        "https://example.org/ID/LANGUAGE/TITLE",
    ]);
    let site = site.assert_status(0).run(&["build", "--strict", "--locked"]).assert_status(0);
    let text = site.read("book.toml");
    let table: toml::Table = text.parse().expect("book.toml is TOML");
    assert_eq!(table["book"]["title"].as_str(), Some("My \"own\" \\ id = ID TITLE"));
    assert_eq!(table["book"]["language"].as_str(), Some("en-ID"));
    let address = table["output"]["html"]["site-url"].as_str();
    assert_eq!(address, Some("https://example.org/ID/LANGUAGE/TITLE/"));
    for wrong in [
        &["init", "--language", "klingon!"][..],
        &["init", "--site-url", "example.org"],
        &["init", "--host", "somewhere"],
    ] {
        Site::empty().run(wrong).assert_status(2).assert_no_file("book.toml");
    }
    for (language, meant) in [("german", "de"), ("en_US", "en-US"), ("x", "a tag such as en")] {
        let site = Site::empty().run(&["init", "--language", language]).assert_status(2);
        let site =
            site.assert_stderr(&format!("`{language}` is not a language tag; write {meant}"));
        assert!(site.paths(".").is_empty(), "{language}");
    }
}

#[cfg(unix)]
#[test]
fn files_for_git_that_are_there_are_left_alone() {
    let site = Site::empty().write(".gitignore", "target\n").run(&["init"]).assert_status(0);
    let site = site.assert_stderr(".gitignore already exists; add this line to it: /public");
    let site = site.assert_file(".gitignore").assert_lacks("public");
    // Everything else is written over only when that is asked for, a link no more than a file.
    let site = site.run(&["init"]).assert_status(1).assert_stderr("--force");
    let site = site.assert_stderr("to replace book.toml, .tickbook/");
    site.assert_stderr("; the files in content/ stay\n");
    let site = Site::empty();
    std::os::unix::fs::symlink("nowhere", site.path("book.toml")).expect("linked");
    site.run(&["init"]).assert_status(1).assert_no_file("nowhere").assert_no_file("content");
}

/// A repository of somebody else can have a link where `init` and `new` would write.
#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_symbolic_link() {
    use std::os::unix::fs::symlink;
    let empty = || Site::empty().write("elsewhere/.keep", "").write("book/.keep", "");
    for (name, command) in [
        ("content", &["init", "book"][..]),
        ("content", &["init", "--force", "book"]),
        (".tickbook", &["init", "--force", "book"]),
        (".github", &["init", "--host", "github-pages", "--force", "book"]),
    ] {
        let site = empty();
        symlink("../elsewhere", site.path(&format!("book/{name}"))).expect("linked");
        let site = site.run(command).assert_status(1).assert_stderr("TB0706");
        let site = site.assert_stderr(&format!("`book/{name}` is a symbolic link"));
        assert_eq!(site.paths("elsewhere"), [".keep"], "{name}");
        site.assert_no_file("book/book.toml");
    }
    let site = empty();
    symlink("../elsewhere/x.toml", site.path("book/book.toml")).expect("linked");
    let site = site.run(&["init", "--force", "book"]).assert_status(1).assert_stderr("TB0706");
    site.assert_no_file("elsewhere/x.toml");
    let site = Site::empty().run(&["init"]).assert_status(0).write("elsewhere/.keep", "");
    symlink("../elsewhere", site.path("content/part")).expect("linked");
    let site = site.run(&["new", "part/chapter"]).assert_status(1);
    assert_eq!(site.paths("elsewhere"), [".keep"]);
}

/// Whatever is asked for, a file that an author wrote into the content folder stays as it is.
#[test]
fn chapters_that_are_there_stay() {
    let mine = || Site::empty().write("content/index.md", "# Mine\n\n- [ ] One\n");
    let begun = || mine().run(&["init"]).assert_status(0);
    for site in [begun(), begun().run(&["init", "--force", "--title", "B"]).assert_status(0)] {
        let site = site.assert_stderr("content/ has files already: they stay, and no examples");
        assert_eq!(site.read("content/index.md"), "# Mine\n\n- [ ] One\n");
        let site = site.assert_no_file("content/first-week.md").assert_file("book.lock");
        site.run(&["build", "--strict", "--locked"]).assert_status(0);
    }
    let site = Site::empty().run(&["init"]).assert_status(0);
    let site = site.write("content/first-week.md", "# Week\n").remove("content/how-we-work.md");
    let site = site.run(&["init", "--force"]).assert_status(0);
    assert_eq!(site.read("content/first-week.md"), "# Week\n");
    site.assert_no_file("content/how-we-work.md");
}

/// The text of a heading, which begins within its tag.
fn shown(heading: &str) -> String {
    let texts = heading.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text));
    let text: String = texts.collect();
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    signs.iter().fold(text, |text, (written, sign)| text.replace(written, sign))
}

#[test]
fn a_title_is_shown_as_it_is_typed() {
    for title in [
        "{{ var.q }} and {{ x }}",
        "[a](b) ![c](d) [[e]]",
        "*a* _b_ `c` ~~d~~ ==e== ^f^",
        "<b>a</b> &amp; R&D & S",
        "%%a%% and {% comment %}",
        "C# and F #",
        "a \\ b {#id} {.class}",
        "$x$ | y",
        "1. a",
        "[^1]: a",
        "https://example.org/a_b_c",
        "[new]{new} :::",
    ] {
        let site = Site::empty().run(&["init", "--title", title]).assert_status(0);
        let site = site.run(&["new", "b", "--title", title]).assert_status(0);
        let site = site.build().assert_stderr_lacks("[TB");
        for page in ["index", "b"] {
            let html = site.read(&format!("public/{page}.html"));
            let (_, after) = html.split_once("<h1").expect("a heading");
            let (heading, _) = after.split_once("</h1>").expect("its end");
            assert_eq!(shown(heading), title, "{page}: {heading}");
        }
    }
    let long = "long ".repeat(300);
    for command in [&["init", "--title", &long][..], &["new", "c", "--title", &long]] {
        let site = Site::of("# A\n").run(command).assert_status(1);
        site.assert_stderr("error[TB2009]: the title is longer than").assert_no_file("book.toml");
    }
}

#[test]
fn a_new_chapter_builds_and_checks_clean_and_locks_no_item() {
    let site = started().run(&["build"]).assert_status(0);
    let toml = site.read("book.toml") + "\n[check]\nmissing-address = \"allow\"\n";
    let before = site.read("book.lock").matches("\nitem.").count();
    let site = site.write("book.toml", &toml).run(&["new", "team/lead"]).assert_status(0);
    let site = site.run(&["new", "team/"]).assert_status(0).run(&["check", "--strict"]);
    let site = site.assert_status(0).assert_stderr_lacks("[TB");
    let site = site.run(&["build", "--strict"]).assert_status(0).assert_stderr_lacks("[TB");
    assert_eq!(site.read("book.lock").matches("\nitem.").count(), before);
    site.assert_file("public/team/lead.html").assert_lacks("Do this");
}

fn started() -> Site {
    Site::empty().run(&["init"]).assert_status(0)
}

#[test]
fn a_new_chapter_is_built_where_it_was_said_to_be() {
    let site = ["paths/fractional-cto", "02-late.md", "content/leaving", "./Über uns", "deep/er/"]
        .into_iter()
        .zip([
            ("paths/fractional-cto.html", "# Fractional cto\n"),
            ("late.html", "# Late\n"),
            ("leaving.html", "# Leaving\n"),
            ("%C3%BCber-uns.html", "# Über uns\n"),
            ("deep/er/index.html", "# Er\n"),
        ])
        .fold(started(), |site, (path, (address, heading))| {
            let site = site.run(&["new", path]).assert_status(0).assert_no_stdout();
            let said = site.stderr();
            let (file, rest) =
                said.split_once(": a new chapter, published at ").expect("it is said");
            assert_eq!(rest.lines().next(), Some(address), "{said}");
            let file = file.to_string();
            site.assert_file(&file).assert_contains(heading)
        });
    let site = site.run(&["build"]).assert_status(0);
    ["paths/fractional-cto", "late", "leaving", "über-uns", "deep/er/index"]
        .into_iter()
        .fold(site, |site, page| site.assert_file(&format!("public/{page}.html")));
}

#[test]
fn with_a_site_url_the_whole_address_is_said() {
    let site =
        Site::of("# A\n").write("book.toml", "[output.html]\nsite-url = \"https://a.example/b\"\n");
    site.run(&["new", "c"])
        .assert_status(0)
        .assert_stderr("published at https://a.example/b/c.html");
}

#[test]
fn a_new_chapter_comes_behind_its_neighbours() {
    let weighed = |weight: i64| format!("---\nweight: {weight}\n---\n# A\n");
    let site = Site::of("# Start\n")
        .write("content/a.md", &weighed(10))
        .write("content/b/index.md", &weighed(30));
    let site = site.run(&["new", "c"]).assert_status(0);
    let site = site.assert_file("content/c.md").assert_contains("weight: 40\n");
    let site = site.write("content/b/one.md", &weighed(7)).run(&["new", "b/two"]).assert_status(0);
    let site = site.assert_file("content/b/two.md").assert_contains("weight: 8\n");
    let site = site.write("content/d/one.md", "# One\n").run(&["new", "d/two"]).assert_status(0);
    site.assert_file("content/d/two.md")
        .assert_lacks("weight")
        .assert_lacks("yaml-language-server");
}

#[test]
fn a_new_part_and_a_summary_are_spoken_of() {
    let site = started().run(&["new", "paths/one"]).assert_status(0);
    let site = site
        .assert_stderr("paths/ is a new part; run `tickbook new paths/index` to give it a page");
    let site = site.run(&["new", "paths/two"]).assert_stderr_lacks("new part");
    let site = site.run(&["new", "paths/index"]).assert_status(0).assert_stderr_lacks("new part");
    let site = site.assert_file("content/paths/index.md").assert_contains("# Paths\n");
    let site = site.write("content/SUMMARY.md", "# Summary\n").run(&["new", "paths/three"]);
    site.assert_stderr("Next: add this line to SUMMARY.md: - [Three](paths/three.md)");
}

#[test]
fn a_new_chapter_takes_no_address_that_is_taken() {
    let site = Site::of("# Start\n")
        .write("content/01-one.md", "# One\n")
        .write("content/p/README.md", "# P\n");
    let site = ["one", "One", "01-one", "2-ONE.md", "p/index", "p/", "README"].into_iter().fold(
        site,
        |site, path| {
            let before = site.files(".");
            let site = site.run(&["new", path]).assert_status(1).assert_stderr("already exists");
            assert_eq!(site.files("."), before, "{path}");
            site
        },
    );
    site.run(&["new", "one"])
        .assert_stderr("01-one.md")
        .assert_stderr("the same address, one.html");
}

#[test]
fn the_schema_is_named_where_it_is_there() {
    let site = started().run(&["new", "a/b/c"]).assert_status(0);
    site.assert_file("content/a/b/c.md")
        .assert_contains(
            "---\n# yaml-language-server: $schema=../../../.tickbook/front-matter.schema.json\n",
        )
        .assert_file("content/index.md")
        .assert_contains(
            "---\n# yaml-language-server: $schema=../.tickbook/front-matter.schema.json\n",
        )
        .assert_file("book.toml")
        .assert_contains("#:schema ./.tickbook/book.schema.json\n\n");
}

#[test]
fn with_a_summary_digits_stay_in_the_address_that_is_said() {
    let summary = "# Summary\n\n- [A](a.md)\n- [Late](2-b/01-late.md)\n";
    let site = Site::empty().write("content/SUMMARY.md", summary).write("content/a.md", "# A\n");
    let site = site.run(&["new", "2-b/01-late"]).assert_status(0);
    let site = site.assert_stderr("published at 2-b/01-late.html\n");
    site.build().assert_file("public/2-b/01-late.html");
}
