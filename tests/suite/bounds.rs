//! Books that would take for ever, fill the memory or exhaust the stack: each is built, or rejected with the reason,
//! within limits of time and memory.

mod cases;
mod files;
mod large;
mod settings;
mod text;

use crate::harness::{self, Site};
use crate::timing;
use cases::Case;
use std::process::{Command, Output};
use std::time::Duration;
use tickbook::site::highlight::Highlighter;

/// How deep a text nests, how often it says the same, and the seconds of a processor that its book may take. What is
/// optimised for debugging is slower by far, so it has less to do and more time.
const DEPTH: usize = if cfg!(debug_assertions) { 1_000 } else { 100_000 };
const SIZE: usize = if cfg!(debug_assertions) { 400 } else { 100_000 };
const SECONDS: usize = if cfg!(debug_assertions) { 10 } else { 1 };

/// The most memory that a book may take, in kilobytes: all that the program may write to. The grammars and the threads'
/// stacks are a part of it.
const MEMORY: usize = 500_000;

fn all(depth: usize, size: usize) -> Vec<Case> {
    let of_text = [text::nested(depth), text::repeated(size), text::tabulated(size)];
    let of_files = [
        settings::front_matter(depth),
        settings::settings(size),
        files::templates(depth),
        files::pictures(size),
        files::files(size),
        large::files(size),
        large::multiplied(size),
        large::edited(size),
        large::misspelt(size),
    ];
    of_text.into_iter().chain(of_files).flatten().collect()
}

/// Builds the book of a case in a process with limits, which the system ends where it goes beyond them.
#[cfg(target_os = "linux")]
fn run(case: &Case) -> Output {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in &case.files {
        harness::write(&folder.path().join(path), bytes);
    }
    let script = format!("ulimit -t {SECONDS} && ulimit -d {MEMORY} && exec \"$0\" build");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_tickbook")]).current_dir(folder.path());
    command.output().expect("the program starts")
}

#[cfg(target_os = "linux")]
fn fault(case: &Case) -> Option<String> {
    let output = run(case);
    let stderr = String::from_utf8_lossy(&output.stderr);
    let start: String = stderr.chars().take(600).collect();
    match output.status.code() {
        Some(0) => None,
        Some(1) if stderr.contains("error[TB") => None,
        _ => Some(format!("{}: {}\n{start}", case.name, output.status)),
    }
}

#[cfg(target_os = "linux")]
#[test]
fn no_book_takes_for_ever_or_more_memory_than_there_is() {
    stay_within(DEPTH, SIZE);
}

/// Builds the books of all cases at a depth and a size. Only Linux limits the memory of a process by `ulimit -d`, and counts what is
/// written to and not what is reserved.
#[cfg(target_os = "linux")]
pub fn stay_within(depth: usize, size: usize) {
    let cases = all(depth, size);
    let (one, other) = cases.split_at(cases.len() / 2);
    let faults = |cases: &[Case]| cases.iter().filter_map(fault).collect::<Vec<_>>();
    let found = std::thread::scope(|scope| {
        let other = scope.spawn(|| faults(other));
        [faults(one), other.join().expect("no test panics here")].concat()
    });
    assert!(found.is_empty(), "{} of {}:\n{}", found.len(), cases.len(), found.join("\n\n"));
}

#[test]
fn more_faults_than_anybody_reads_are_counted() {
    let dead: String = (0..1500).map(|number| format!("[a](no-{number}.md)\n\n")).collect();
    let site = Site::of(&format!("# Book\n\n{dead}")).build_fails();
    assert_eq!(site.stderr().matches("error[TB0501]").count(), 1000);
    site.assert_stderr("error[TB2001]: 500 more messages are not shown");
    let dull = "## Same\n\n### Same\n\n".repeat(1100);
    let site = Site::of(&format!("# Book\n\n{dull}")).run(&["check"]).assert_status(0);
    site.assert_stderr("warning[TB2001]: ");
}

#[test]
fn front_matter_of_any_size_is_refused_and_not_read() {
    let long = format!("---\ntitle: A\ndescription: {}\n---\n\n# Book\n", "word ".repeat(8000));
    let site = Site::of(&long).build_fails();
    site.assert_stderr("error[TB2002]: front matter is larger than 32 KB")
        .assert_stderr("index.md:2:1");
}

#[test]
fn more_items_than_a_page_may_hold_are_refused() {
    let site = Site::of(&format!("# Book\n\n{}", "- [ ] Do it\n".repeat(20_000))).run(&["check"]);
    assert!(!site.stderr().contains("TB2003"), "{}", site.stderr());
    let site = Site::of(&format!("# Book\n\n{}", "- [ ] Do it\n".repeat(20_001))).build_fails();
    site.assert_stderr("error[TB2003]: more than 20000 checklist items in one chapter")
        .assert_stderr("index.md:20003:1");
    let notes = |count: usize| -> String {
        (0..count).map(|number| format!("[^{number}]\n\n[^{number}]: a\n\n")).collect()
    };
    Site::of(&format!("# Book\n\n{}", notes(20_000))).build();
    Site::of(&format!("# Book\n\n{}", notes(20_001)))
        .build_fails()
        .assert_stderr("error[TB2003]: more than 20000 footnotes in one chapter")
        .assert_stderr("index.md:80003:1");
}

/// Loops of a template are shown where they stand, though the engine has read another text than the author wrote.
#[test]
fn a_template_that_goes_on_and_on_is_stopped_in_its_place() {
    let theme = |page: &str| {
        Site::of("# Book\n")
            .write("book.toml", "[output.html]\ntheme = \"mine\"\n")
            .write("mine/templates/page.html", page)
            .build_fails()
    };
    let range = "range(end=100000)";
    let turn = format!("{{% for a in {range} -%}}");
    let site = theme(&format!("{turn}é\n {turn}{{% endfor %}}{{% endfor %}}"));
    site.assert_stderr("error[TB2004]: a template does too much: its loops run")
        .assert_stderr("mine/templates/page.html:2:2");
    let site = theme("{% for a in [1] %}{% if a %}{{ b }}{% endif %}{% endfor %}");
    site.assert_stderr("mine/templates/page.html:1:32");
    let site = theme(&format!("{{% set a = \"x\" %}}{}", "{% set a = a ~ a %}".repeat(60)));
    site.assert_stderr("error[TB2005]: the template of this page takes more than 256 MB of memory");
}

/// A line of which an excerpt would be a screen is named by its number.
#[test]
fn a_fault_in_an_endless_line_is_named_by_its_place() {
    let text = format!("# Book\n\n{}[a](no.md)\n", "word ".repeat(1000));
    let site = Site::of(&text).build_fails().assert_stderr("content/index.md:3:5005");
    assert!(site.stderr().len() < 1000, "{}", site.stderr());
}

/// What makes a regular expression try one thing after the other, again and again in a line.
const UNITS: [&str; 42] = [
    "a", " ", "(", "[", "{", "<", "\"", "'", "`", "\\", "/*", "//", "#", "*", "-", "=", "a.", "a,",
    "a:", "a ", "a(", "0x", "1.", "$(", "<a ", "a='", "%{", "\t", "é", "a-", "_", "~", "a[", "a{",
    "${", "!", "a_", "a/", "-a ", "::", "()", "[a]",
];

/// How long a grammar takes over two such lines.
fn time_of(highlighter: &Highlighter, name: &str, unit: &str, length: usize) -> Duration {
    let line = unit.repeat(length / unit.len());
    let code = format!("{line}\n{line}!\n");
    timing::on_the_processor(|| drop(highlighter.html(name, &code)))
}

/// The length of the lines, which is the most that a line in colours may have.
const LINE: usize = 990;

/// The most that a grammar may take over two lines. The slowest that grow with the square take half of it.
const MOST_OF_LINES: Duration =
    Duration::from_millis(if cfg!(debug_assertions) { 2_500 } else { 1_000 });

/// Tries all lengths up to the longest: a grammar for which lines must be shorter leaves the others plain.
pub fn every_grammar_ends() {
    let highlighter = Highlighter::default();
    for name in highlighter.names() {
        for unit in UNITS {
            for length in [190, LINE / 3, LINE] {
                let time = time_of(&highlighter, &name, unit, length);
                assert!(time < MOST_OF_LINES, "{name} takes {time:?} over {length} of {unit:?}");
            }
        }
    }
}

/// A few grammars, so that a run is short: three times as long a line takes nine times as long where the time grows with the
/// square of the length, and 27 times where it grows with the cube. `cargo xtask bounds` and the sweep try all.
#[test]
fn no_grammar_takes_for_ever_over_a_line() {
    if !cfg!(debug_assertions) {
        return every_grammar_ends();
    }
    let highlighter = Highlighter::default();
    for name in highlighter.names().iter().step_by(60) {
        let all = |length| UNITS.iter().map(|unit| time_of(&highlighter, name, unit, length)).sum();
        let time = |length| timing::best_of(2, || all(length));
        timing::assert_ratio(name, time(LINE / 3), time(LINE), 18);
    }
}
