//! The lints of `check`: their levels, and that builds do not report them.

use crate::handbook;
use crate::harness::Site;

const ROUGH: &str = "# Start\n\n-[ ] Write the plan\n\n### Deep\n";

#[test]
fn a_build_is_quiet_about_what_leaves_the_site_sound() {
    let toml = "[check]\nuntasked-box = \"deny\"\nmissing-address = \"allow\"\n";
    let site = Site::of(ROUGH).write("book.toml", toml);
    let site = site.run(&["build", "--strict"]).assert_status(0).assert_stderr_lacks("TB14");
    let site = site.run(&["check"]).assert_status(1).assert_stderr("error[TB1411]");
    site.assert_stderr("warning[TB1404]").assert_stderr("1 error and 2 warnings");
}

#[test]
fn lints_can_be_allowed_and_rest_until_they_are_asked_for() {
    let text = "---\ndescription: D.\n---\n# Start\n\n- [ ] The plan\n\n[a](http://a.example/)\n";
    let site = Site::of(text).run(&["check", "--strict"]).assert_status(0);
    let asked = "[check]\nnot-an-action = \"warn\"\ninsecure-link = \"deny\"\n";
    let site = site.write("book.toml", asked).run(&["check"]).assert_status(1);
    let site = site.assert_stderr("warning[TB1410]").assert_stderr("error[TB1419]");
    let rest = "[check]\nnot-an-action = \"allow\"\ninsecure-link = \"allow\"\n";
    site.write("book.toml", rest).run(&["check", "--strict"]).assert_status(0);
}

#[test]
fn the_handbook_passes_without_a_word() {
    let site = handbook::copy().run(&["check", "--strict", "--locked"]).assert_status(0);
    site.assert_stderr_lacks("warning").assert_stderr_lacks("note").assert_no_stdout();
}

#[test]
fn many_unused_files_are_counted() {
    let mut site = Site::of("---\ndescription: D.\n---\n# Start\n");
    for number in 10..32 {
        site = site.write(&format!("content/file-{number}.txt"), "x");
    }
    let site = site.run(&["check"]).assert_status(0).assert_stderr("22 warnings\n");
    let site = site.assert_stderr(
        "warning[TB1413]: 22 files are not used: `content/file-10.txt`, `content/file-11.txt`, `content/file-12.txt` and 19 more\n",
    );
    let site = site.assert_stderr_lacks("file-13.txt").run(&["check", "--format", "short"]);
    site.assert_stderr("warning[TB1413]: nothing uses `content/file-31.txt`\n");
}

#[test]
fn where_chapters_lie_in_the_books_own_folder_only_what_is_shown_counts() {
    let site = Site::empty().write("index.md", "---\ndescription: D.\n---\n# Start\n");
    let site = site.write("LICENSE", "x").write("Makefile", "x").write("a.PNG", "x");
    let site = site.run(&["check", "--format", "short"]).assert_status(0);
    site.assert_stderr("nothing uses `a.PNG`\n").assert_stderr("1 warning\n");
}
