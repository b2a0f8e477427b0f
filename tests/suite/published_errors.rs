//! What is said of published addresses while a build fails: nothing of those that an error hides.

use crate::harness::Site;

fn book() -> Site {
    let budgets = "# Budgets\n\n## The first budget\n\nText.\n\n## Ask for money\n";
    Site::of("# Book\n\n## Welcome\n").write("content/role/budget.md", budgets).build()
}

#[test]
fn nothing_has_vanished_that_an_error_hides() {
    let mut site = book().write("content/index.md", "# Book\n\n[b](role/budget.md)\n").build();
    // A byte that is not UTF-8, a container and a comment that do not end.
    for (hidden, code) in [
        (&b"# Budgets\n\n## The first budget \xe9\n"[..], "TB0201"),
        (b"::: note\n# Budgets\n", "TB1202"),
        (b"# Budgets\n\n%% private\n", "TB0306"),
    ] {
        site = site.write_bytes("content/role/budget.md", hidden).run(&["check"]);
        site = site.assert_stderr(code).assert_stderr_lacks("TB100");
        site = site.assert_stderr_lacks("there is no chapter");
    }
    site.write_bytes("content/role/budget.md", b"\xe9")
        .run(&["check"])
        .assert_stderr("`role/budget.md` is not in the book: its file cannot be read");
}

#[test]
fn a_strict_build_says_why_it_stops() {
    let site = book().rename("content/role/budget.md", "content/role/money.md");
    let stopped = "; `--strict` counts warnings as errors\n";
    let site = site.run(&["build"]).assert_status(0).assert_stderr_lacks(stopped);
    site.run(&["build", "--strict"]).assert_status(1).assert_stderr(stopped);
}
