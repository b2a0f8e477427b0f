//! The limits of a book: books just within them are built, and those beyond are rejected with the place. `bounds` tests
//! that no book beyond them takes long.

use crate::harness::Site;

/// A chapter below so many folders.
fn below(folders: usize, file: &str) -> Site {
    Site::of("# Book\n").write(&format!("content/{}{file}", "d/".repeat(folders)), "# A\n")
}

#[test]
fn folders_have_a_depth() {
    below(16, "a.md").build().assert_file(&format!("public/{}a.html", "d/".repeat(16)));
    below(17, "a.md")
        .build_fails()
        .assert_stderr("error[TB2006]: folders are nested more than 16 levels deep")
        .assert_stderr("d/d/d/a.md");
    below(64, "a.txt").build();
    below(65, "a.txt")
        .build_fails()
        .assert_stderr("error[TB2006]: folders are nested more than 64 levels deep");
    let themed = |folders: usize| {
        Site::of("# Book\n")
            .write("book.toml", "[output.html]\ntheme = \"theme\"\n")
            .write(&format!("theme/{}a.txt", "d/".repeat(folders)), "a")
    };
    themed(17).build_fails().assert_stderr("error[TB2006]: ");
}

/// The list of the deepest entry is the last that the template engine makes.
#[test]
fn lists_of_entries_have_a_depth() {
    let listed = |levels: usize| {
        let entry = |level: usize| format!("{}- [A](a{level}.md)\n", "  ".repeat(level));
        let list: String = (0..levels).map(entry).collect();
        let site = Site::empty().write("content/SUMMARY.md", &format!("# Summary\n\n{list}"));
        (0..levels).fold(site, |site, level| site.write(&format!("content/a{level}.md"), "# A\n"))
    };
    listed(20).build().assert_file("public/a19.html");
    let site = listed(21).build_fails();
    site.assert_stderr("error[TB1308]: nested more than 20 levels deep").assert_stderr(":23:");
}

#[test]
fn files_have_a_size() {
    let most = 16 * 1024 * 1024;
    let text = |bytes: usize| format!("# Book\n\n{}", "x".repeat(bytes - 8));
    Site::of(&text(most)).run(&["check"]).assert_status(0);
    Site::of(&text(most + 1))
        .build_fails()
        .assert_stderr("error[TB2007]: the file is larger than 16 MB")
        .assert_stderr("content/index.md");
    let front = format!("---\ntitle: A\n{}---\n\n# Book\n", "# a\n".repeat(most / 4));
    Site::of(&front).run(&["check"]).assert_status(1).assert_stderr("error[TB2007]: ");
    let settings = format!("#{}\n", " ".repeat(1024 * 1024));
    let site = Site::of("# Book\n").write("book.toml", &settings).build_fails();
    site.assert_stderr("book.toml").assert_stderr("it is larger than 1 MB");
}

#[test]
fn texts_are_not_multiplied() {
    let included = |count: usize| {
        let site = Site::of("# Book\n").write("a.txt", &"Word.\n\n".repeat(500_000));
        (0..count).fold(site, |site, number| {
            site.write(&format!("content/{number}.md"), "# A\n\n{{#include ../a.txt}}\n")
        })
    };
    let site = included(5).build_fails();
    let site = site.assert_stderr("error[TB2008]: includes add more than 16 MB in this book");
    assert_eq!(site.stderr().matches("error[").count(), 1, "{}", site.stderr());
    let searched = "{{#include ../a.txt:3}}\n".repeat(30);
    Site::of(&format!("# Book\n\n{searched}"))
        .write("a.txt", &"Word.\n\n".repeat(500_000))
        .build_fails()
        .assert_stderr("error[TB2008]: includes search more than 64 MB in this book");
    let varied = |text: &str| {
        Site::of(&format!("# Book\n\n{text}"))
            .write("book.toml", &format!("[variables]\na = \"{}\"\n", "x".repeat(4_096)))
    };
    varied(&"{{ var.a }}\n".repeat(2_048)).run(&["check"]).assert_status(0);
    varied(&"{{ var.a }}\n".repeat(2_049))
        .build_fails()
        .assert_stderr("error[TB2008]: variables insert more than 8 MB in this book")
        .assert_stderr("content/index.md:2051:1");
    varied(&format!("[a]: <{{{{ var.a }}}}>\n\n{}", "[a]\n".repeat(100)))
        .build_fails()
        .assert_stderr(
            "error[TB2008]: links with the same definition repeat variables for more than 64 KB",
        );
}

#[test]
fn what_pages_repeat_is_short() {
    let titled = |bytes: usize| Site::of(&format!("# {}\n\nText.\n", "x".repeat(bytes)));
    titled(1_024).build();
    titled(1_025)
        .build_fails()
        .assert_stderr("error[TB2009]: the title is longer than 1024 bytes")
        .assert_stderr("content/index.md:1:1");
    let front = format!("---\nweight: 1\ntitle: {}\n---\n\nText.\n", "x".repeat(1_025));
    Site::of(&front).build_fails().assert_stderr("content/index.md:3:8");
    Site::of(&format!("# Book\n\n## {}\n", "x".repeat(4_097)))
        .build_fails()
        .assert_stderr("error[TB2009]: this heading is longer than 4096 bytes")
        .assert_stderr("content/index.md:3:1");
    let listed = format!("- [{}](a.md)\n", "x".repeat(1_025));
    Site::empty()
        .write("content/SUMMARY.md", &listed)
        .write("content/a.md", "# A\n")
        .build_fails()
        .assert_stderr("error[TB2009]: this title is longer than 1024 bytes")
        .assert_stderr("content/SUMMARY.md:1:");
    let set = |toml: &str| Site::of("# Book\n").write("book.toml", toml);
    let title = |bytes: usize| format!("[book]\ntitle = \"{}\"\n", "x".repeat(bytes));
    set(&title(4_096)).build();
    set(&title(4_097))
        .build_fails()
        .assert_stderr("error[TB2009]: a value of `book.title` is longer than 4096 bytes")
        .assert_stderr("book.toml:2:9");
    let authors = format!("[book]\nauthors = [{}]\n", "\"abcdefgh\",".repeat(2_049));
    set(&authors).build_fails().assert_stderr("`book.authors` is longer than 16384 bytes");
}

#[test]
fn chapters_have_so_many_parts() {
    let text = |unit: &str, count: usize| format!("# Book\n\n{}", unit.repeat(count));
    for (unit, most, what) in [("## A\n", 20_000, "headings"), ("[a](#book)\n", 50_000, "links")] {
        let site = Site::of(&text(unit, most)).run(&["check"]);
        assert!(!site.stderr().contains("TB2003"), "{}", site.stderr());
        Site::of(&text(unit, most + 1))
            .build_fails()
            .assert_stderr(&format!("error[TB2003]: more than {most} {what} in one chapter"))
            .assert_stderr(&format!("index.md:{}:", most + 3));
    }
    let dense = |count: usize| Site::of(&text("* ", count - 2));
    dense(300_000).run(&["check"]).assert_status(0);
    dense(300_001)
        .build_fails()
        .assert_stderr("error[TB2003]: more than 300000 Markdown markup characters in one chapter")
        .assert_stderr("index.md:3:");
    let words = |count: usize| -> String { (0..count).map(|n| format!("w{n} ")).collect() };
    let worded = |head: &str, count: usize| {
        Site::of(&format!("{head}# Book\n\n{}\n", words(count))).run(&["check"])
    };
    worded("", 49_999).assert_status(0);
    worded("---\nsearch: false\n---\n", 60_000).assert_status(0);
    worded("", 50_000)
        .assert_status(1)
        .assert_stderr("error[TB2003]: more than 50000 different words in one chapter")
        .assert_stderr("index.md:3:");
    let listed = |count: usize| {
        let summary = format!("# Summary\n\n{}", "- [A]()\n".repeat(count));
        Site::of("# Book\n").write("content/SUMMARY.md", &summary).build_fails()
    };
    listed(20_001)
        .assert_stderr("error[TB2003]: more than 20000 entries in one chapter")
        .assert_stderr("SUMMARY.md:20003:");
    let redirects: String = (0..=20_000).map(|n| format!("\"/a{n}.html\" = \"/\"\n")).collect();
    Site::of("# Book\n")
        .write("book.toml", &format!("[output.html.redirect]\n{redirects}"))
        .build_fails()
        .assert_stderr("error[TB2003]: more than 20000 redirects in one book");
}

/// A drawing with too many parts is not searched for scripts, and so is none that can be shown.
#[test]
fn drawings_have_so_many_parts() {
    let drawn = |attributes: usize| {
        let attributes: String = (0..attributes).map(|n| format!(" a{n}=\"1\"")).collect();
        Site::of("# Book\n\n![A drawing](a.svg)\n").write(
            "content/a.svg",
            &format!("<svg xmlns=\"http://www.w3.org/2000/svg\"{attributes}/>"),
        )
    };
    drawn(127).build();
    drawn(128)
        .build_fails()
        .assert_stderr("error[TB1801]: the file `a.svg` is too complex to be searched for scripts");
}
