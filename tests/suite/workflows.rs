//! Files for GitHub and contributors: the workflows, the issue forms, SECURITY.md, and the commands of `cargo xtask` in
//! them.

use crate::harness::{files_below, repository};
use serde_yaml::{Mapping, Value};
use std::collections::BTreeSet;

fn text(path: &str) -> String {
    let read = std::fs::read_to_string(repository().join(path));
    read.unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&text(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The YAML files of a folder, by their paths from the root of the repository.
fn yaml_files(folder: &str) -> Vec<(String, Value)> {
    let paths = files_below(&repository().join(folder)).into_keys();
    let paths = paths.map(|path| format!("{folder}/{path}"));
    let files: Vec<(String, Value)> = paths.map(|path| (path.clone(), yaml(&path))).collect();
    assert!(!files.is_empty(), "there is nothing in {folder}");
    files
}

fn jobs(workflow: &Value) -> Vec<(&str, &Value)> {
    let jobs = workflow["jobs"].as_mapping().expect("a workflow has jobs");
    let named = jobs.iter().map(|(name, job)| (name.as_str().expect("a name"), job));
    named.collect()
}

/// What the steps of a job run, one after the other.
fn commands(job: &Value) -> Vec<&str> {
    let steps = job["steps"].as_sequence().expect("a job has steps");
    steps.iter().filter_map(|step| step["run"].as_str()).collect()
}

/// The workflows that test; the one that builds a release has tests in `release.rs`.
fn workflows_of_tests() -> Vec<(String, Value)> {
    let all = yaml_files(".github/workflows");
    let tests: Vec<(String, Value)> =
        all.into_iter().filter(|(path, _)| !path.ends_with("/release.yml")).collect();
    assert_eq!(tests.len(), 2, "the workflows of tests have moved");
    tests
}

#[test]
fn workflows_of_tests_can_only_read() {
    let read: Mapping = serde_yaml::from_str("contents: read").expect("YAML");
    for (path, workflow) in workflows_of_tests() {
        assert_eq!(workflow["permissions"].as_mapping(), Some(&read), "{path}");
        for (name, job) in jobs(&workflow) {
            assert!(job["permissions"].is_null(), "{path}: {name}");
        }
    }
}

#[test]
fn jobs_of_tests_end_and_use_the_oldest_compiler_that_is_supported() {
    let toolchain = format!("toolchain install {} ", env!("CARGO_PKG_RUST_VERSION"));
    let default = format!("rustup default {}", env!("CARGO_PKG_RUST_VERSION"));
    for (path, workflow) in workflows_of_tests() {
        for (name, job) in jobs(&workflow) {
            assert!(job["timeout-minutes"].as_u64().is_some(), "{path}: {name} may run for hours");
            let commands = commands(job);
            assert!(commands.iter().any(|run| run.contains(&toolchain)), "{path}: {name}");
            assert!(commands.contains(&default.as_str()), "{path}: {name}");
        }
    }
}

#[test]
fn a_change_is_tested_on_three_systems() {
    let workflow = yaml(".github/workflows/test.yml");
    let events = workflow["on"].as_mapping().expect("events");
    assert!(events.contains_key("pull_request"), "{events:?}");
    assert_eq!(workflow["on"]["push"]["branches"][0].as_str(), Some("main"));
    let everything = ["cargo xtask test", "cargo xtask epubcheck"];
    let portable = ["cargo build --locked", "cargo test --workspace --locked"];
    for (system, expected) in [("ubuntu", everything), ("macos", portable), ("windows", portable)] {
        let is_meant = |job: &&Value| job["runs-on"].as_str().is_some_and(|on| on.contains(system));
        let job = jobs(&workflow).into_iter().map(|(_, job)| job).find(is_meant);
        let commands = commands(job.unwrap_or_else(|| panic!("no job runs on {system}")));
        for command in expected {
            assert!(commands.contains(&command), "{system}: {commands:?}");
        }
    }
}

#[test]
fn the_sweep_runs_each_night_with_advisories() {
    let workflow = yaml(".github/workflows/nightly.yml");
    let times = &workflow["on"]["schedule"][0]["cron"];
    assert_eq!(times.as_str().map(|cron| cron.split(' ').count()), Some(5), "{times:?}");
    let steps = workflow["jobs"]["sweep"]["steps"].as_sequence().expect("steps");
    let sweep = steps.iter().find(|step| step["run"].as_str() == Some("cargo xtask sweep"));
    let sweep = sweep.expect("a step runs the sweep");
    assert_eq!(sweep["env"]["TICKBOOK_ADVISORIES"].as_str(), Some("1"));
}

#[test]
fn texts_are_checked_out_with_the_same_line_endings_everywhere() {
    let attributes = text(".gitattributes");
    assert!(attributes.lines().any(|line| line == "* text=auto eol=lf"), "{attributes}");
    assert!(attributes.lines().any(|line| line == "tests/fuzz/** -text"), "{attributes}");
}

/// xtask chooses the tests of the sweep by their path, and would run none without a word if that changed.
#[test]
fn xtask_and_the_suite_call_the_sweep_the_same() {
    if commands_of_xtask().is_some() {
        assert!(text("xtask/src/test.rs").contains("SWEEP: &str = \"sweep::\";"));
        assert!(text("tests/suite/main.rs").contains("\nmod sweep;\n"));
    }
}

/// The commands that `cargo xtask help` lists. `None` in a package, which leaves xtask out.
fn commands_of_xtask() -> Option<BTreeSet<String>> {
    if repository().join(".cargo_vcs_info.json").exists() {
        return None;
    }
    let source = text("xtask/src/main.rs");
    let (_, usage) = source.split_once("\nCommands:\n").expect("the usage lists commands");
    let (usage, _) = usage.split_once("\";").expect("the usage ends");
    let listed = usage.lines().filter_map(|line| line.strip_prefix("  "));
    let words = listed.map(first_word).filter(|word| !word.is_empty());
    let words: BTreeSet<String> = words.map(str::to_string).collect();
    assert!(words.len() > 10, "the usage has changed its form: {words:?}");
    Some(words)
}

/// The name of a command at the start of a text, or nothing.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(text.len());
    &text[..end]
}

/// The commands of `cargo xtask` that a text names, wherever its lines break.
fn named(text: &str) -> BTreeSet<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = line.split("cargo xtask ").skip(1).map(first_word);
    words.filter(|word| !word.is_empty()).map(str::to_string).collect()
}

#[test]
fn named_commands_are_found() {
    let found = named("`cargo xtask test`, cargo xtask\n  real-books PATH, `cargo xtask COMMAND`");
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["real-books", "test"]);
}

#[test]
fn every_command_of_xtask_that_is_named_exists() {
    let Some(existing) = commands_of_xtask() else { return };
    let workflows = yaml_files(".github/workflows").into_iter().map(|(path, _)| path);
    let texts = [
        "README.md",
        "CONTRIBUTING.md",
        "ARCHITECTURE.md",
        ".github/PULL_REQUEST_TEMPLATE.md",
        ".ci/run",
    ];
    for path in workflows.chain(texts.map(str::to_string)) {
        let named = named(&text(&path));
        let invented: Vec<&String> = named.difference(&existing).collect();
        assert!(
            invented.is_empty(),
            "{path} names {invented:?}, which `cargo xtask` does not know"
        );
        assert!(!named.is_empty() || path.ends_with("/release.yml"), "{path} names no command");
    }
}

#[test]
fn contributing_has_a_row_for_every_command_of_xtask() {
    let Some(existing) = commands_of_xtask() else { return };
    let contributing = text("CONTRIBUTING.md");
    let rows: Vec<&str> =
        contributing.lines().filter(|line| line.starts_with("| `cargo xtask ")).collect();
    for row in &rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 3, "{row}");
        assert!(cells.iter().all(|cell| !cell.is_empty()), "{row}");
    }
    let first_cells = rows.iter().filter_map(|row| row.split('|').nth(1));
    assert_eq!(named(&first_cells.collect::<Vec<_>>().join("\n")), existing);
}

/// The change that CONTRIBUTING.md leads through can be made in this tree.
#[test]
fn the_first_change_of_a_contributor_fits() {
    let contributing = text("CONTRIBUTING.md");
    let (_, diff) = contributing.split_once("```diff\n").expect("a change is shown");
    let (diff, _) = diff.split_once("\n```").expect("the change ends");
    let path = diff.lines().find_map(|line| line.strip_prefix("+++ b/")).expect("a file");
    let source = text(path);
    let removed = diff.lines().filter(|line| !line.starts_with("---"));
    let removed: Vec<&str> = removed.filter_map(|line| line.strip_prefix('-')).collect();
    assert!(!removed.is_empty(), "{diff}");
    for line in removed {
        assert!(source.lines().any(|one| one == line), "{path} has no line {line}");
    }
    assert!(contributing.contains("--exact golden::golden_cases\n"));
    assert!(text("tests/suite/golden.rs").contains("\nfn golden_cases() {"));
    assert!(text("CHANGELOG.md").contains("\n## [Unreleased]\n\n### Added\n"));
}

const FIELDS: [&str; 5] = ["markdown", "input", "textarea", "dropdown", "checkboxes"];

#[track_caller]
fn assert_form(path: &str, form: &Value) {
    for key in ["name", "description"] {
        let is_said = form[key].as_str().is_some_and(|text| !text.trim().is_empty());
        assert!(is_said, "{path} has no {key}");
    }
    let body = form["body"].as_sequence().unwrap_or_else(|| panic!("{path} has no body"));
    let mut ids = BTreeSet::new();
    for field in body {
        let kind = field["type"].as_str().unwrap_or_default();
        assert!(FIELDS.contains(&kind), "{path}: {field:?}");
        if kind == "markdown" {
            assert!(field["attributes"]["value"].is_string(), "{path}: {field:?}");
            continue;
        }
        let id = field["id"].as_str().unwrap_or_default();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        assert!(!id.is_empty() && id.chars().all(is_plain), "{path}: {field:?}");
        assert!(ids.insert(id), "{path} has the id {id} twice");
        assert!(field["attributes"]["label"].is_string(), "{path}: {id} has no label");
    }
    let is_required = |field: &Value| field["validations"]["required"].as_bool() == Some(true);
    assert!(body.iter().any(is_required), "{path} can be sent empty");
}

#[test]
fn issue_forms_are_as_github_wants_them() {
    let mut names = BTreeSet::new();
    for (path, form) in yaml_files(".github/ISSUE_TEMPLATE") {
        if path.ends_with("/config.yml") {
            assert!(form["blank_issues_enabled"].is_bool(), "{path}");
            continue;
        }
        assert_form(&path, &form);
        names.extend(form["name"].as_str().map(str::to_string));
    }
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["Bug", "Feature"]);
}

#[test]
fn the_form_for_bugs_asks_for_what_a_bug_needs() {
    let form = yaml(".github/ISSUE_TEMPLATE/bug.yml");
    let body = form["body"].as_sequence().expect("a body");
    let ids: BTreeSet<&str> = body.iter().filter_map(|field| field["id"].as_str()).collect();
    assert_eq!(ids, BTreeSet::from(["book", "doctor", "expected", "happened", "lock", "system", "version"]));
    let text = text(".github/ISSUE_TEMPLATE/bug.yml");
    for part in ["`tickbook --version`", "`tickbook doctor`", "book.lock before and after", "SECURITY.md"] {
        assert!(text.contains(part), "{part}");
    }
}

#[test]
fn links_of_the_security_policy_lead_to_pages_of_the_guide() {
    let policy = text("SECURITY.md");
    let links = policy.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let links: Vec<&str> = links.collect();
    for page in ["untrusted-writers.md", "limits.md"] {
        assert!(links.iter().any(|link| link.contains(page)), "{page} is not named");
    }
    for link in links {
        let (path, heading) = link.split_once('#').unwrap_or((link, ""));
        let page = text(path).to_lowercase();
        let heading = format!("\n## {}\n", heading.replace('-', " "));
        assert!(link == path || page.contains(&heading), "{link}: no such heading");
    }
}
