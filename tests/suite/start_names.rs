//! Names of new chapters: which are refused, and which are made fit.

use crate::harness::Site;

#[test]
fn a_name_that_no_build_reads_or_some_system_cannot_hold_is_refused() {
    let toml = "[book]\nsrc = \".\"\n[output.html]\ntheme = \"look\"\n";
    let site = Site::empty().write("a.md", "# A\n").write("book.toml", toml);
    let cache = "Signature: 8a477f597d28d172789f06886806bc55";
    let site = site.write("target/CACHEDIR.TAG", cache).write("look/css/a.css", "");
    let long = "x".repeat(300);
    let refused = [
        ("node_modules/a", "reads no file or folder with the name `node_modules`"),
        ("part/node_modules", "reads no file"),
        ("_x", "begins with `_`"),
        ("part/_drafts/x", "begins with `_`"),
        ("x~", "reads no file or folder with the name `x~`"),
        ("CON", "Windows allows no file or folder with the name `CON`"),
        ("aux/a", "Windows allows no"),
        ("nul.md", "Windows allows no"),
        ("part/lpt1", "Windows allows no"),
        ("com9.notes", "Windows allows no"),
        ("target/x", "the folder `target` is tagged as a cache"),
        ("look/x", "`look` is the folder of the theme"),
        (&long, "the name is too long"),
    ];
    let _ = refused.iter().fold(site, |site, (name, reason)| {
        let before = site.files(".");
        let site = site.run(&["new", name]).assert_status(1).assert_stderr("error[TB0707]");
        let site = site.assert_stderr(reason);
        assert_eq!(site.files("."), before, "{name}");
        site
    });
    for (name, file) in [
        ("_index", "_index.md"),
        ("console", "console.md"),
        ("com", "com.md"),
        ("lpt10", "lpt10.md"),
        ("target", "target.md"),
        ("x.html", "x.md"),
        ("a:b", "ab.md"),
    ] {
        Site::of("# A\n")
            .run(&["new", name])
            .assert_status(0)
            .assert_file(&format!("content/{file}"));
    }
}

#[test]
fn a_name_that_is_taken_by_tickbook_is_refused_with_the_reason() {
    let toml = "[output.html.redirect]\n\"/old.html\" = \"index.html\"\n";
    let site = Site::of("# A\n").write("book.toml", toml).build();
    let names =
        ["plan", "Plan", "print.md", "404", "01-plan", "SUMMARY", "old", ".hidden", ".git/x"];
    let site = names.iter().fold(site, |site, name| {
        let before = site.files(".");
        let site = site.run(&["new", name]).assert_status(1).assert_stderr("error[TB0707]");
        assert_eq!(site.files("."), before, "{name}");
        site
    });
    let site = site.run(&["new", "plan"]).assert_stderr("tickbook makes `plan.html` itself");
    let site = site.run(&["new", "part/plan"]).assert_status(0).build();
    let site = site.assert_file("public/part/plan.html");
    let site = site.write("plain/a.md", "# A\n").write("plain/book.toml", "[book]\nsrc = \".\"\n");
    let mut command = site.command(&["new", "public/x"]);
    command.current_dir(site.path("plain"));
    site.run_command(command).assert_status(1).assert_stderr("output folder");
}

#[test]
fn names_are_fit_for_every_file_system_and_commands_can_be_pasted() {
    let site = Site::of("# A\n").write("content/An old one/a.md", "# A\n");
    [
        ("what?", "what.md"),
        ("team ", "team.md"),
        ("Team lead/", "team-lead/index.md"),
        ("Staff: senior/how <so>?", "staff-senior/how-so.md"),
        ("An old one/new", "An old one/new.md"),
        ("who?.md", "who.md"),
        ("my own.md", "my-own.md"),
        ("Über uns.md", "über-uns.md"),
        ("a b/C D.markdown", "a-b/c-d.md"),
        ("An old one/still here.md", "An old one/still-here.md"),
        ("end.", "end.md"),
    ]
    .into_iter()
    .fold(site, |site, (asked, file)| {
        let site = site.run(&["new", asked]).assert_status(0);
        let site = site.assert_stderr(&format!("content/{file}: a new chapter"));
        site.assert_file(&format!("content/{file}"))
    })
    .run(&["new", "???"])
    .assert_status(1)
    .assert_stderr("error[TB0707]");
    let site = Site::of("# A\n").run(&["new", "it's/one"]).assert_status(0);
    site.assert_stderr("run `tickbook new 'it'\\''s/index'` to give it a page");
    let site = Site::of("# A\n").write("content/SUMMARY.md", "# Summary\n\n- [A](index.md)\n");
    let site = site.run(&["new", "two words.md", "--title", "A [b]"]).assert_status(0);
    site.assert_stderr("SUMMARY.md: - [A \\[b\\]](two-words.md)");
}
