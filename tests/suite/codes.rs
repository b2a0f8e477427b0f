//! The explanations of codes against the program: every code has one, every example reports its code, every constructor
//! has a case, and the page of the user guide has the same text.

use crate::golden_file::{self, Case, Kind};
use crate::harness::{self, difference, repository};
use crate::tidy_source::{functions, rust_files};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use tickbook::app::pipeline::{self, BuildCache, Options};
use tickbook::site::lint::Day;
use tickbook::text::diag::{Diagnostic, Severity, codes, print};

/// The codes that no book yields by itself, so that their example is a command and what it prints; and the test
/// of this suite that gives each, as its file and name.
const SHOWN: &[(&str, &str, &str)] = &[
    ("TB0201", "cli", "bytes_that_are_no_text_are_named_with_their_place"),
    ("TB0202", "cli", "bytes_that_are_no_text_are_named_with_their_place"),
    ("TB0203", "cli", "links_of_the_file_system_are_named_and_not_followed"),
    ("TB0204", "cli", "what_is_no_regular_file_and_names_that_no_address_can_hold_are_named"),
    ("TB0601", "codes", "faults_that_no_test_can_bring_about_read_well"),
    ("TB0701", "cli_safety", "assert_refused"),
    ("TB0702", "sites_output", "a_folder_with_files_of_others_is_refused"),
    ("TB0704", "cli", "init_writes_over_nothing_unless_forced"),
    ("TB0705", "sites_output", "a_manifest_that_leads_outside_is_refused"),
    ("TB0706", "cli", "init_writes_over_nothing_unless_forced"),
    ("TB0707", "cli", "new_stays_below_the_chapters_and_writes_over_nothing"),
    ("TB0708", "sites_output", "a_file_of_the_authors_own_is_never_written_over"),
    ("TB0709", "offline", "a_site_that_is_too_large_to_keep_is_named"),
    ("TB0801", "serve", "a_taken_port_is_named_where_it_was_asked_for"),
    ("TB0802", "serve", "an_address_that_cannot_be_had_and_a_folder_that_is_not_there_end_with_1"),
    ("TB0803", "codes", "faults_that_no_test_can_bring_about_read_well"),
    ("TB0906", "lock", "locked_fails_with_the_difference_and_writes_nothing"),
    ("TB0911", "lock_commands", "what_the_lock_does_not_have_is_said"),
    ("TB0913", "lock_questions", "more_questions_than_anybody_reads_at_once_are_counted"),
    ("TB1104", "codes", "faults_that_no_test_can_bring_about_read_well"),
    ("TB1312", "includes", "no_way_leads_over_a_symbolic_link"),
    ("TB1316", "includes", "a_chapter_that_would_fill_the_memory_is_stopped"),
    ("TB2001", "bounds", "more_faults_than_anybody_reads_are_counted"),
    ("TB2002", "bounds", "front_matter_of_any_size_is_refused_and_not_read"),
    ("TB2003", "bounds", "more_items_than_a_page_may_hold_are_refused"),
    ("TB2004", "bounds", "a_template_that_goes_on_and_on_is_stopped_in_its_place"),
    ("TB2005", "bounds", "a_template_that_goes_on_and_on_is_stopped_in_its_place"),
    ("TB2006", "limits", "folders_have_a_depth"),
    ("TB2007", "limits", "files_have_a_size"),
    ("TB2008", "limits", "texts_are_not_multiplied"),
    ("TB2009", "limits", "what_pages_repeat_is_short"),
    ("TB1501", "external", "each_dead_address_is_named_with_what_it_answers"),
    ("TB1502", "external", "a_moved_address_is_given_with_the_new_one"),
    ("TB1503", "external", "private_networks_are_left_alone_unless_a_book_asks_for_them"),
    ("TB1504", "external", "a_cache_that_is_none_of_ours_is_left_alone"),
    ("TB1601", "hosts", "what_does_not_fit_into_a_hosts_limits_is_left_out_and_told"),
    ("TB1602", "hosts", "what_does_not_fit_into_a_hosts_limits_is_left_out_and_told"),
    ("TB1604", "hosts", "what_does_not_fit_into_a_hosts_limits_is_left_out_and_told"),
    (
        "TB1605",
        "start_hosts",
        "without_an_address_what_is_missing_is_said_once_with_the_line_to_write",
    ),
    ("TB1701", "publish_git", "what_is_missing_is_named"),
    ("TB1702", "publish_folder", "a_bucket_needs_its_name_credentials_and_encryption"),
    ("TB1703", "publish_git", "what_is_missing_is_named"),
    ("TB1704", "publish_git", "what_is_missing_is_named"),
    ("TB1705", "publish_git", "a_lock_that_is_not_committed_or_out_of_date_stops_it"),
    ("TB1706", "publish_git", "a_branch_of_others_is_left_alone_unless_forced"),
    ("TB1707", "publish_git", "the_sources_are_never_replaced"),
    ("TB1708", "publish_git", "whoever_pushes_meanwhile_is_not_overwritten"),
    ("TB1709", "publish_git", "what_is_missing_is_named"),
    ("TB1710", "publish_git", "staged_changes_and_other_work_trees_stay_as_they_are"),
    ("TB1711", "publish_folder", "what_is_of_others_is_in_the_way_until_forced"),
    ("TB1712", "publish_folder", "a_bucket_needs_its_name_credentials_and_encryption"),
    ("TB1713", "publish_s3", "a_refusal_is_told_in_the_words_of_the_service"),
    ("TB1714", "publish_folder", "a_record_that_cannot_be_trusted_removes_nothing"),
    (
        "TB1715",
        "publish_s3",
        "of_two_who_publish_at_once_one_is_told_and_the_next_run_mends_the_rest",
    ),
    (
        "TB1716",
        "publish_s3",
        "of_two_who_publish_at_once_one_is_told_and_the_next_run_mends_the_rest",
    ),
    ("TB1717", "publish_remote", "a_branch_that_is_a_folder_of_others_is_explained"),
    ("TB1718", "publish_remote", "every_address_of_a_remote_gets_the_site_or_is_named"),
];

/// The texts, by code. What a section has besides its heading is cut as golden cases are.
fn sections() -> Vec<(String, Case)> {
    let mut found = Vec::new();
    for (path, bytes) in harness::files_below(&repository().join("src/text/diag/codes")) {
        let text = String::from_utf8(bytes).expect("a text is UTF-8");
        let mut lines = text.lines();
        assert!(lines.next().is_some_and(|line| line.starts_with("# ")), "{path} has no title");
        for case in golden_file::parse(&text) {
            let (code, _) = case.name.split_once(": ").expect("a heading has a code and a title");
            found.push((code.to_string(), case));
        }
    }
    found
}

/// Every code that a constructor has.
fn codes_of_the_program() -> BTreeSet<String> {
    constructors().into_iter().map(|(code, _)| code).collect()
}

/// Every constructor: its code, and the longest piece of its message that is always the same.
fn constructors() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for source in rust_files("src") {
        let product = source.text.get(..source.product.len()).expect("a whole text");
        let constructors = ["::error(", "::warning(", "::note("];
        for (at, call) in constructors.iter().flat_map(|call| product.match_indices(call)) {
            let rest = product[at + call.len()..].trim_start();
            let Some(code) = rest.strip_prefix('"').and_then(|rest| rest.get(..6)) else {
                continue;
            };
            let after = rest[8..].split_once(';').map_or("", |(call, _)| call);
            // The message is a literal of this call, or of a variable that the constructor sets before.
            let said = match after.trim_start_matches([',', ' ', '\n']).starts_with("message") {
                true => product[..at].rsplit_once("let message").map_or("", |(_, set)| set),
                false => after,
            };
            let literal = said.split('"').nth(1).unwrap_or_default().replace("\\\n", "");
            let pieces = literal.split('{').flat_map(|piece| piece.rsplit('}').next());
            let piece = pieces.max_by_key(|piece| piece.len()).unwrap_or_default();
            found.push((code.to_string(), piece.trim().to_string()));
        }
    }
    found
}

#[test]
fn every_code_has_one_section_and_every_section_a_code() {
    let written: Vec<String> = sections().into_iter().map(|(code, _)| code).collect();
    let once: BTreeSet<String> = written.iter().cloned().collect();
    assert_eq!(once.len(), written.len(), "a code has two sections: {written:?}");
    let program = codes_of_the_program();
    assert!(program.len() >= 62, "only {} constructors were found", program.len());
    let missing: Vec<&String> = program.difference(&once).collect();
    assert!(missing.is_empty(), "codes without a section in src/text/diag/codes: {missing:?}");
    let idle: Vec<&String> = once.difference(&program).collect();
    assert!(idle.is_empty(), "sections of codes that no constructor has: {idle:?}");
    let known: Vec<&str> = codes::all().iter().map(|one| one.code).collect();
    assert!(known.windows(2).all(|pair| pair[0] < pair[1]), "codes are sorted");
    assert_eq!(known.len(), once.len(), "the program holds other sections than the folder");
}

/// The parts of a section in order: `t` for text, `b` for a block.
fn shape(text: &str, case: &Case) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut shape = String::new();
    for (at, line) in lines.iter().enumerate() {
        let part =
            if case.blocks.iter().any(|block| block.lines.contains(&at)) { 'b' } else { 't' };
        if !line.is_empty() && !shape.ends_with(part) {
            shape.push(part);
        }
    }
    shape
}

#[test]
fn every_section_has_a_cause_an_example_and_a_cure() {
    for one in codes::all() {
        let text = format!("## {}\n{}\n", one.title, one.text);
        let case = golden_file::parse(&text).remove(0);
        let body: String = text.lines().skip(1).map(|line| format!("\n{line}")).collect();
        assert_eq!(shape(&body, &case), "tbt", "{}: a cause, an example, a cure", one.code);
        let inside = |at: &usize| case.blocks.iter().any(|block| block.lines.contains(at));
        let prose = text.lines().enumerate().skip(1).filter(|(at, _)| !inside(at));
        let words = prose.flat_map(|(_, line)| line.split_whitespace()).count();
        assert!((25..=130).contains(&words), "{} has {words} words", one.code);
        assert!(!one.title.ends_with('.'), "{}: a title is no sentence", one.code);
    }
}

/// What a book of these files gives, to a build or to `check`. Where they say nothing of the chapters, there is
/// one.
fn faults_of(files: &[(&str, &str)], by_check: bool) -> Vec<Diagnostic> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let chapter = [("content/page.md", "# Welcome\n")];
    let says_chapters = files.iter().any(|(path, _)| path.starts_with("content/"));
    for (path, text) in files.iter().chain(if says_chapters { &[][..] } else { &chapter }) {
        harness::write(&folder.path().join(path), text.as_bytes());
    }
    match tickbook::book::config::load(folder.path()) {
        Ok(config) if by_check => {
            let today = Day::of_date("2026-11-22");
            pipeline::check(&config, Options::default(), today).0.diagnostics
        }
        Ok(config) => {
            let built = pipeline::build(&config, Options::default(), &mut BuildCache::default());
            built.diagnostics
        }
        Err(faults) => faults,
    }
}

#[test]
fn every_example_gives_its_code() {
    let shown: BTreeSet<&str> = SHOWN.iter().map(|(code, _, _)| *code).collect();
    let levels: BTreeMap<&str, Severity> =
        codes::all().iter().map(|one| (one.code, one.severity())).collect();
    let wrong: Vec<String> = sections()
        .par_iter()
        .filter_map(|(code, case)| {
            let inputs = case.blocks.iter().filter_map(|block| match &block.kind {
                Kind::Input(path) => Some((path.as_str(), block.text.as_str())),
                _ => None,
            });
            let inputs: Vec<(&str, &str)> = inputs.collect();
            let level = levels[code.as_str()];
            if let Some(console) = case.expected(&Kind::Console) {
                let name = ["note", "warning", "error"]
                    .into_iter()
                    .find(|name| console.text.contains(&format!("\n{name}[{code}]: ")));
                let right = shown.contains(code.as_str())
                    && console.text.starts_with("$ tickbook ")
                    && name == Some(name_of(level))
                    && inputs.is_empty();
                return (!right)
                    .then(|| format!("{code}: a command and its print, and a test in SHOWN"));
            }
            // Lints alone are found by nothing but `check`, and an example need not be free of all others.
            let is_lint = code.starts_with("TB14") || code == "TB0420";
            let mut faults = faults_of(&inputs, is_lint);
            // Every command counts drafts, whatever else an example shows.
            faults.retain(|fault| fault.code() == code || !is_lint && fault.code() != "TB0208");
            let given: BTreeSet<&str> = faults.iter().map(Diagnostic::code).collect();
            let as_told = faults.iter().all(|fault| level_of(fault) == level);
            let weighed = inputs.iter().any(|(_, text)| text.contains("[check]"));
            let right = given.iter().eq([&code.as_str()]) && (as_told || weighed);
            (!right || shown.contains(code.as_str()))
                .then(|| format!("{code}, {level:?}, gives:\n{}", print::plain_all(&faults)))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn name_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn level_of(fault: &Diagnostic) -> Severity {
    match (fault.is_error(), fault.is_fatal(true)) {
        (true, _) => Severity::Error,
        (false, true) => Severity::Warning,
        (false, false) => Severity::Note,
    }
}

/// The source of a test of this suite.
fn body(file: &str, test: &str) -> String {
    let path = format!("tests/suite/{file}.rs");
    let source = rust_files("tests/suite").into_iter().find(|source| source.path == path);
    let source = source.unwrap_or_else(|| panic!("there is no {path}"));
    let found = functions(&source.code).into_iter().find(|(name, _, _)| name == test);
    let (_, line, length) = found.unwrap_or_else(|| panic!("{path} has no {test}"));
    source.text.lines().skip(line - 1).take(length).map(|line| format!("{line}\n")).collect()
}

#[test]
fn every_constructor_has_a_case() {
    let mut cased: BTreeSet<String> = BTreeSet::new();
    let mut texts = String::new();
    for (_, bytes) in harness::files_below(&repository().join("tests/golden")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let marks = ["error[", "warning[", "note["];
        for line in text.lines() {
            let code = marks.iter().find_map(|mark| line.strip_prefix(mark)?.get(..6));
            cased.extend(code.map(str::to_string));
        }
        texts.push_str(&text);
    }
    for (code, file, test) in SHOWN {
        assert!(body(file, test).contains(code), "{test} in {file}.rs does not give {code}");
        cased.insert(code.to_string());
    }
    let missing: Vec<String> = codes_of_the_program().difference(&cased).cloned().collect();
    assert!(missing.is_empty(), "codes without a case in tests/golden: {missing:?}");
    let constructors = constructors();
    let is_shown = |code: &str| SHOWN.iter().any(|(shown, _, _)| *shown == code);
    let long = constructors.iter().filter(|(code, piece)| piece.len() > 8 && !is_shown(code));
    let messages: Vec<&(String, String)> = long.collect();
    assert!(messages.len() > 45, "messages are not found: {constructors:#?}");
    let silent: Vec<_> =
        messages.iter().filter(|(_, piece)| !texts.contains(piece.as_str())).collect();
    assert!(silent.is_empty(), "messages that no case prints: {silent:#?}");
}

#[test]
fn faults_that_no_test_can_bring_about_read_well() {
    let printed = |fault: Diagnostic| print::human(&fault, false);
    let denied = "Permission denied (os error 13)";
    let theme = printed(Diagnostic::theme_unusable("mine", denied));
    assert!(theme.starts_with(&format!("error[TB0601]: the theme cannot be used: {denied}\n")));
    let broke_off = printed(Diagnostic::build_broke_off());
    let expected = "error[TB0803]: the build crashed; this is a bug in tickbook\n";
    assert!(broke_off.starts_with(expected), "{broke_off}");
    let large = printed(Diagnostic::epub_too_large());
    assert!(large.starts_with("error[TB1104]: the book is too large for an EPUB\n"), "{large}");
    for text in [theme, broke_off, large] {
        assert!(text.contains("= help: "), "{text}");
    }
}

fn page() -> PathBuf {
    repository().join("docs/content/reference/codes.md")
}

#[test]
fn the_page_of_codes_is_what_the_program_says() {
    let made = codes::page();
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| !value.is_empty()) {
        harness::write(&page(), made.as_bytes());
    }
    let text = std::fs::read_to_string(page()).unwrap_or_default();
    assert!(
        text == made,
        "docs/content/reference/codes.md is not what the program says; run the test again with \
         UPDATE_GOLDEN=1:\n{}",
        difference(&text, &made)
    );
}

#[test]
fn the_page_of_codes_builds_and_shows_its_examples_as_code() {
    let faults = faults_of(&[("content/codes.md", &codes::page())], true);
    assert!(faults.is_empty(), "{}", print::plain_all(&faults));
    let site = harness::Site::empty().write("content/codes.md", &codes::page()).build();
    let site = site
        .assert_file("public/codes.html")
        .assert_lacks("data-tick=")
        .assert_lacks(" path=content");
    for one in codes::all() {
        let heading = format!("<h3 id=\"{}\">{}: ", one.code.to_lowercase(), one.code);
        assert!(site.text().contains(&heading), "{heading}");
    }
}
