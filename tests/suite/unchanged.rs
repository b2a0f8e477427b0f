//! A build that would make again what the last one made is not made, and any change leads to a full one.

use crate::harness::Site;

/// A book that reads a file of every kind, and has a warning in a chapter, in an included file, in a script of the theme
/// and in book.toml.
fn book() -> Site {
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>";
    Site::empty()
        .write(
            "book.toml",
            "[book]\ntitle = \"Book\"\nid = \"book\"\nlanguage = \"en\"\n\n[output.html]\n\
             site-url = \"https://example.org/\"\nshare-images = true\n\
             share-fonts = [\"fonts/own.ttf\"]\ntheme = \"theme\"\n\
             additional-css = [\"more.css\"]\nadditional-js = [\"more.js\"]\n\
             gone = [\"/two.html\"]\n\n[output.epub]\nenable = true\ncover = \"art/cover.svg\"\n",
        )
        .write(
            "content/index.md",
            "# Start\n\n- [ ] Do it\n\n![Picture](a.svg)\n\n{{#include ../in.txt}}\n",
        )
        .write("content/two.md", "# Two\n\n<blink>x</blink>\n")
        .write("content/draft.md", "---\ndraft: true\n---\n# Draft\n")
        .write("content/a.svg", drawing)
        .write("in.txt", "Included <marquee>x</marquee>.\n")
        .write("more.css", "@import \"art/deep.css\";\np { color: red }\n")
        .write("art/deep.css", "p { background: url(dot.svg) }\n")
        .write("art/dot.svg", drawing)
        .write("art/cover.svg", drawing)
        .write("more.js", "// one\n")
        .write_bytes("fonts/own.ttf", notosans::ITALIC_TTF)
        .write("theme/css/99-own.css", "b { color: red }\n")
        .write("theme/js/99-own.js", "const far = \"https://example.net/a.js\";\n")
        .write("theme/mark.svg", drawing)
}

pub const BUILD: [&str; 1] = ["build"];

/// The book after a build that wrote the lock, and one that left a record.
pub fn built() -> Site {
    settled(book())
}

pub fn settled(site: Site) -> Site {
    let site = site.run(&BUILD).assert_status(0).run(&BUILD).assert_status(0);
    assert!(!is_repeated(&site), "the build before changed the lock");
    site
}

/// Whether the last build was not made, because nothing had changed.
pub fn is_repeated(site: &Site) -> bool {
    site.stderr().contains(", nothing to build, ")
}

/// What the last build reported, without its time.
fn said(site: &Site) -> String {
    let text = site.stderr().replace(", nothing to build", "");
    let without_time = |line: &str| match line.starts_with("public: ") {
        true => line.rsplit_once(", ").map_or(line, |(line, _)| line).to_string(),
        false => line.to_string(),
    };
    text.lines().map(without_time).collect::<Vec<String>>().join("\n") + &site.stdout()
}

#[test]
fn an_unchanged_build_reports_the_same_again() {
    let mut site = built();
    let before = site.files("");
    for (place, code) in [
        ("content/two.md:3", "TB0408"),
        ("in.txt:1", "TB0408"),
        ("theme/js/99-own.js:1", "TB0609"),
        ("book.toml", "TB1003"),
    ] {
        assert!(site.stderr().contains(place) && site.stderr().contains(code), "{place} {code}");
    }
    for format in ["human", "short", "json", "github"] {
        let build = ["build", "--format", format];
        let record = site.read("public/.tickbook-files");
        let (list, _) = record.split_once("# The last build").expect("a record");
        let full = site.write("public/.tickbook-files", list).run(&build).assert_status(0);
        assert!(!is_repeated(&full), "{format}");
        let expected = said(&full);
        site = full.run(&build).assert_status(0);
        assert!(is_repeated(&site), "{format}: {}", site.stderr());
        assert_eq!(said(&site), expected, "{format}");
    }
    assert!(site.files("") == before, "an unchanged build changes no file");
}

/// The list of files is beside the site, and is copied with it.
#[test]
fn words_that_are_not_published_are_not_written_beside_the_site() {
    let book = "[book]\ntitle = \"Book\"\nid = \"book\"\n";
    let site = Site::empty().write("book.toml", book).write("content/index.md", "# Start\n");
    let site = site.write("content/a.md", "# Pay\n\n## Wages of all\n\n- [ ] Ask for more\n");
    let site = settled(site).write("content/a.md", "# Pay\n\n%% note %%\n");
    let site = settled(site).run(&BUILD).assert_status(0);
    assert!(!is_repeated(&site));
    assert!(site.stderr().contains("TB1002") && site.stderr().contains("TB0208"));
    let list = site.read("public/.tickbook-files");
    assert!(!list.contains("Wages") && !list.contains("Ask for"), "{list}");
}

#[test]
fn what_a_build_is_not_made_of_leads_to_none() {
    let site = built();
    let mut command = site.command(&["build", "--timings"]);
    command.envs([("TZ", "Asia/Tokyo"), ("SOURCE_DATE_EPOCH", "1"), ("LANG", "tr_TR")]);
    command.envs([("NO_COLOR", "1"), ("RAYON_NUM_THREADS", "1"), ("HOME", "/nowhere")]);
    let site = site.run_command(command).assert_status(0);
    assert!(is_repeated(&site), "the environment");
    let text = site.read("content/two.md").replace('\n', "\r\n");
    let site = site.write("content/two.md", &text).write("notes.txt", "Not of the book.\n");
    let site = site.run(&BUILD).assert_status(0);
    assert!(is_repeated(&site), "line ends, the time of a file, another file");
    let site = Site::copy_of_folder(site.root()).run(&BUILD).assert_status(0);
    assert!(is_repeated(&site), "another folder");
}

type Change = fn(Site) -> Site;

/// Makes one change after the other, and expects a full build for each of them, and none after it.
fn each_is_built(mut site: Site, changes: &[(&str, Change)]) {
    for (name, change) in changes {
        site = change(site).run(&BUILD).assert_status(0);
        assert!(!is_repeated(&site), "{name}");
        // The first build may have changed the lock.
        site = site.run(&BUILD).run(&BUILD).assert_status(0);
        assert!(is_repeated(&site), "after {name}: {}", site.stderr());
    }
    let fresh = site.run(&["build", "-d", "fresh"]).assert_status(0);
    let of = |folder: &str| {
        let mut files = fresh.files(folder);
        // Files of the build before are kept for a while.
        files.retain(|path, _| !path.starts_with(".tickbook") && !path.starts_with("assets/"));
        files
    };
    assert!(of("public") == of("fresh"), "the site is stale");
}

#[test]
fn every_change_of_content_leads_to_a_full_build() {
    let changes: &[(&str, Change)] = &[
        ("a chapter", |site| site.write("content/two.md", "# Two\n\nOther <blink>.\n")),
        ("a new chapter", |site| site.write("content/three.md", "# Three\n")),
        ("a chapter less", |site| site.remove("content/draft.md")),
        ("a picture", |site| {
            let text = site.read("content/a.svg").replace("width=\"1\"", "width=\"2\"");
            site.write("content/a.svg", &text)
        }),
        ("a new file", |site| site.write("content/b.csv", "a,b\n")),
        ("another name", |site| site.rename("content/b.csv", "content/c.csv")),
        ("an included file", |site| site.write("in.txt", "Other.\n")),
        ("a cover", |site| {
            site.rename("art/dot.svg", "x.svg")
                .rename("art/cover.svg", "art/dot.svg")
                .rename("x.svg", "art/cover.svg")
                .write(
                    "art/cover.svg",
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
                )
        }),
        ("a hidden file", |site| site.write("content/.env", "SECRET=1\n")),
        ("another program's settings", |site| site.write("mkdocs.yml", "site_name: x\n")),
        ("the words of the lock", |site| {
            let text = site.read("book.lock").replace("Start", "Begin");
            site.write("book.lock", &text)
        }),
        ("no lock", |site| site.remove("book.lock")),
    ];
    each_is_built(built(), changes);
}

#[test]
fn every_change_of_the_theme_leads_to_a_full_build() {
    let changes: &[(&str, Change)] = &[
        ("a style sheet", |site| {
            site.write("more.css", "@import \"art/deep.css\";\np { color: blue }\n")
        }),
        ("an imported style sheet", |site| {
            site.write("art/deep.css", "p { background: url(dot.svg); margin: 0 }\n")
        }),
        ("a file that a style sheet names", |site| {
            let text = site.read("art/dot.svg").replace("width=\"1\"", "width=\"2\"");
            site.write("art/dot.svg", &text)
        }),
        ("a script", |site| site.write("more.js", "// two\n")),
        ("a font of cards", |site| site.write_bytes("fonts/own.ttf", notosans::REGULAR_TTF)),
        ("a style sheet of the theme", |site| site.write("theme/css/99-own.css", "b {}\n")),
        ("a new script of the theme", |site| site.write("theme/js/98-own.js", "// x\n")),
        ("another file of the theme", |site| site.write("theme/mark.svg", "<svg/>")),
        ("a new template", |site| site.write("theme/templates/404.html", "<html>none</html>\n")),
        ("a template", |site| site.write("theme/templates/404.html", "<html>no</html>\n")),
    ];
    each_is_built(built(), changes);
}

#[test]
fn every_change_of_settings_leads_to_a_full_build() {
    let set = |site: Site, from: &str, to: &str| {
        let text = site.read("book.toml").replacen(from, to, 1);
        site.write("book.toml", &text)
    };
    let site = set(built(), "title = \"Book\"", "title = \"Buch\"").run(&BUILD).assert_status(0);
    assert!(!is_repeated(&site), "book.toml");
    // A folder without settings gets them from what is in it.
    let bare = Site::empty().write("index.md", "# Start\n").write("site/x.md", "# X\n");
    let changes: &[(&str, Change)] = &[
        ("a summary", |site| site.write("SUMMARY.md", "- [Start](index.md)\n- [X](site/x.md)\n")),
        ("a content folder", |site| site.write("content/index.md", "# Start\n\nOther.\n")),
    ];
    let mut site = settled(bare);
    for (name, change) in changes {
        site = change(site).run(&["build", "-d", "public"]).assert_status(0);
        assert!(!is_repeated(&site), "{name}");
    }
}

#[test]
fn every_option_leads_to_a_full_build() {
    let mut site = built();
    site = site.run(&["build", "--drafts"]);
    assert!(!is_repeated(&site), "--drafts");
    // Drafts change the lock, which is put back after them.
    let lock = site.read("book.lock");
    site = site.run(&["build", "--drafts"]).run(&["build", "--drafts"]).assert_status(0);
    assert!(is_repeated(&site), "--drafts again");
    site = site.write("book.lock", &lock).run(&BUILD).run(&BUILD).assert_status(0);
    let site = site.run(&["build", "--strict"]).assert_status(1);
    assert!(!is_repeated(&site), "warnings count as errors");
    let site = site.run(&BUILD).assert_status(0);
    assert!(is_repeated(&site), "a build that failed leaves the site and its record");
    let site = site.run(&["build", "-d", "other"]).assert_status(0);
    assert!(!is_repeated(&site), "another folder has a record of its own");
    let toml = site.read("book.toml").replace("enable = true\n", "");
    let site = site.write("book.toml", &toml).run(&BUILD).run(&BUILD).assert_status(0);
    assert!(is_repeated(&site));
    let site = site.run(&["build", "--epub"]).assert_status(0);
    assert!(!is_repeated(&site), "--epub");
}

/// The record is in a folder that others may write to: what it says of a book decides nothing.
#[test]
fn a_record_that_was_made_up_hides_nothing_from_those_who_decide() {
    let toml = "[publish]\ntarget = \"folder\"\n\n[publish.folder]\npath = \"published\"\n";
    let site = Site::empty().write("book.toml", toml);
    let site = settled(site.write("content/index.md", "# Start\n\n<x>Text</x>\n"));
    let list = site.read("public/.tickbook-files");
    let (before, after) = list.split_once("\"diagnostics\":[").expect("diagnostics");
    let (_, after) = after.rsplit_once(']').expect("an end");
    let forged = format!("{before}\"diagnostics\":[]{after}");
    let mut site = site.assert_stderr("TB0408");
    for command in [
        &["build", "--strict"][..],
        &["check"],
        &["check", "--strict"],
        &["build", "--locked"],
        &["publish", "--dry-run", "--strict"],
    ] {
        site = site.write("public/.tickbook-files", &forged).run(command);
        assert!(site.stderr().contains("TB0408"), "{command:?}: {}", site.stderr());
        assert!(!is_repeated(&site), "{command:?}");
    }
    // Nor is one believed that says nothing but the truth.
    let site = site.run(&BUILD).run(&["build", "--locked"]).run(&["build", "--locked"]);
    assert!(!is_repeated(&site), "--locked again");
}

#[cfg(unix)]
#[test]
fn what_is_seen_and_not_read_counts() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let site = built();
    symlink("index.md", site.path("content/link.md")).expect("linked");
    let site = site.run(&BUILD).assert_status(0);
    assert!(!is_repeated(&site) && site.stderr().contains("TB0203"), "a link");
    let site = site.run(&BUILD).assert_status(0);
    assert!(is_repeated(&site) && site.stderr().contains("TB0203"), "the same link");
    let lock = site.path("book.lock");
    std::fs::set_permissions(lock, PermissionsExt::from_mode(0o444)).expect("set");
    let site = site.run(&BUILD).assert_status(0);
    assert!(!is_repeated(&site), "a lock that is read-only");
}

/// Only there can a program be changed without being signed again.
#[cfg(target_os = "linux")]
#[test]
fn another_program_builds_again() {
    use std::io::Write;
    let site = built();
    let program = site.path("tickbook");
    std::fs::copy(env!("CARGO_BIN_EXE_tickbook"), &program).expect("copied");
    let run = |site: Site| {
        let mut command = std::process::Command::new(&program);
        command.arg("build").current_dir(site.root());
        site.run_command(command).assert_status(0)
    };
    let site = run(site);
    assert!(is_repeated(&site), "the same program in another place");
    let mut file = std::fs::File::options().append(true).open(&program).expect("opened");
    file.write_all(b"x").expect("written");
    drop(file);
    assert!(!is_repeated(&run(site)), "another program");
}

/// The path of a card of the built site.
/// A picture of one pixel.
const OTHER_PNG: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\x0aIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82";

fn card(site: &Site) -> String {
    let card = site.paths("public").into_iter().find(|path| path.ends_with(".png"));
    format!("public/{}", card.expect("a card"))
}

#[test]
fn every_change_of_the_site_leads_to_a_full_build() {
    let changes: &[(&str, Change)] = &[
        ("a page", |site| site.write("public/two.html", "Other")),
        ("a page of the same length", |site| {
            let text = site.read("public/two.html").replacen("Two", "Owt", 1);
            site.write("public/two.html", &text)
        }),
        ("no page", |site| site.remove("public/two.html")),
        ("no card", |site| {
            let card = card(&site);
            site.remove(&card)
        }),
        ("a card that is none", |site| {
            let card = card(&site);
            site.write(&card, "Junk")
        }),
        ("a card with another bit", |site| {
            let card = card(&site);
            let mut bytes = std::fs::read(site.path(&card)).expect("a card");
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            site.write_bytes(&card, &bytes)
        }),
        ("a picture that is another one", |site| {
            let card = card(&site);
            site.write_bytes(&card, OTHER_PNG)
        }),
        ("a card that is cut off", |site| {
            let card = card(&site);
            let bytes = std::fs::read(site.path(&card)).expect("a card");
            site.write_bytes(&card, &bytes[..bytes.len() - 12])
        }),
        ("totals that cannot be", |site| {
            let list = site.read("public/.tickbook-files");
            let (before, after) = list.split_once("\"totals\":[").expect("totals");
            let (_, after) = after.split_once(']').expect("an end");
            let most = usize::MAX;
            let totals = format!("\"totals\":[{most},{most},{most},{most}]");
            site.write("public/.tickbook-files", &format!("{before}{totals}{after}"))
        }),
        ("an interrupted build", |site| {
            let list = site.read("public/.tickbook-files");
            let coming = "# Of a build that has not come to its end:\n";
            site.write("public/.tickbook-files", &format!("{list}{coming}"))
        }),
        ("a record that is cut off", |site| {
            let list = site.read("public/.tickbook-files");
            let cut = list.len() - 9;
            site.write("public/.tickbook-files", list.get(..cut).unwrap_or_default())
        }),
        ("a record of another site", |site| {
            let list = site.read("public/.tickbook-files").replace("\"site\":\"", "\"site\":\"0");
            site.write("public/.tickbook-files", &list)
        }),
        ("another list", |site| {
            let list = site.read("public/.tickbook-files").replacen("two.html\n", "", 1);
            site.write("public/.tickbook-files", &list).remove("public/two.html")
        }),
    ];
    let mut site = built();
    let before = site.files("public");
    for (name, change) in changes {
        site = change(site).run(&BUILD).assert_status(0);
        assert!(!is_repeated(&site), "{name}");
        assert!(site.files("public") == before, "{name}: not repaired");
    }
    // What is not of the site is left alone, as by a full build.
    let site = site.write("public/mine.txt", "Mine.\n").run(&BUILD).assert_status(0);
    assert!(is_repeated(&site) && site.read("public/mine.txt") == "Mine.\n");
}

/// The site with a page in place of which there is something that no build would write over.
#[cfg(unix)]
#[test]
fn what_is_in_the_way_is_reported_as_by_a_full_build() {
    use std::os::unix::fs::symlink;
    let site = built().rename("public/two.html", "two.html");
    symlink(site.path("two.html"), site.path("public/two.html")).expect("linked");
    let site = site.run(&BUILD);
    assert!(!is_repeated(&site), "a link to the same page");
}
