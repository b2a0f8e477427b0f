//! The user guide in `docs/`: it builds, and describes the program completely and correctly.

use crate::guide_text::{Piece, codes, first_column, page, pages};
use crate::harness::{Site, files_below, repository, write};
use crate::markup;
use std::collections::BTreeSet;
use tickbook::book::config;
use tickbook::syntax::front_matter;
use tickbook::text::diag::Severity;
use tickbook::text::diag::codes as texts;
use tickbook::text::diag::lints::{LEVELS, LINTS};
use tickbook::text::diag::print::Format;
use tickbook::text::stems::Stems;

/// The guide with its configuration and its lock.
fn copy() -> Site {
    let site = Site::empty();
    let files = files_below(&repository().join("docs")).into_iter();
    for (path, bytes) in files.filter(|(path, _)| !path.starts_with("public/")) {
        write(&site.path(&path), &bytes);
    }
    site
}

/// Fails with what the one names and the other does not.
#[track_caller]
fn assert_same(what: &str, documented: BTreeSet<String>, existing: BTreeSet<String>) {
    let missing: Vec<&String> = existing.difference(&documented).collect();
    let invented: Vec<&String> = documented.difference(&existing).collect();
    assert!(missing.is_empty(), "{what}: the guide does not explain {missing:?}");
    assert!(invented.is_empty(), "{what}: the guide explains {invented:?}, which there is not");
    assert!(!existing.is_empty(), "{what}: nothing to compare");
}

#[test]
fn the_guide_builds_and_every_link_resolves() {
    let site = copy().run(&["build", "--strict", "--locked"]).assert_status(0);
    let site = site.assert_stderr_lacks("note[").assert_stderr_lacks("warning");
    let files = site.files("public");
    let faults = markup::site_faults(&files, "/");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for page in ["index.html", "tutorial/index.html", "reference/codes.html", "plan.html"] {
        assert!(files.contains_key(page), "{page} is missing");
    }
    let site = site.run(&["check", "--strict"]).assert_status(0);
    let said = site.stderr();
    assert!(said.lines().count() == 1 && said.ends_with("no errors\n"), "check says:\n{said}");
}

#[test]
fn every_chapter_of_the_guide_is_described() {
    for (path, text) in crate::guide_text::texts() {
        assert!(text.starts_with("---\n"), "{path} has no front matter");
        assert!(text.contains("\ndescription: "), "{path} has no description");
    }
}

/// The commands of the program by its own help, with their options.
fn commands() -> Vec<(String, BTreeSet<String>)> {
    let help = |arguments: &[&str]| Site::empty().run(arguments).assert_status(0).stdout();
    let of = |name: String| {
        let text = help(&[&name, "--help"]);
        let below = listed(&text);
        let below = below.iter().flat_map(|one| options(&help(&[&name, one, "--help"])));
        let options = options(&text).into_iter().chain(below).collect();
        (name, options)
    };
    listed(&help(&["--help"])).into_iter().map(of).collect()
}

/// The commands that a help text lists.
fn listed(help: &str) -> Vec<String> {
    let listed = help.split_once("Commands:\n").map_or("", |(_, listed)| listed);
    let names = listed.lines().map_while(|line| line.strip_prefix("  "));
    let names = names.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_string).collect()
}

/// The options that a help text lists, the one for help itself left out.
fn options(help: &str) -> BTreeSet<String> {
    let listed = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    let mut options = BTreeSet::new();
    for line in listed {
        let words = line.split("  ").next().unwrap_or_default().split([' ', ',']);
        options.extend(words.filter(|word| word.starts_with('-')).map(str::to_string));
    }
    options.retain(|option| option != "-h" && option != "--help");
    options
}

#[test]
fn the_guide_has_every_command_and_option_and_no_other() {
    let page = page("reference/command-line.md");
    let sections = page.sections(2);
    let named = |section: &(String, Vec<Piece>)| {
        section.0.strip_prefix("tickbook ").map(|name| (name.to_string(), section.1.clone()))
    };
    let sections: Vec<(String, Vec<Piece>)> = sections.iter().filter_map(named).collect();
    let commands = commands();
    assert_same(
        "commands",
        sections.iter().map(|(name, _)| name.clone()).collect(),
        commands.iter().map(|(name, _)| name.clone()).collect(),
    );
    for (name, existing) in commands.into_iter().filter(|(_, options)| !options.is_empty()) {
        let section = sections.iter().find(|(section, _)| *section == name);
        let codes = section.map(|(_, pieces)| first_column(pieces)).unwrap_or_default();
        let words = codes.iter().flat_map(|code| code.split(' '));
        let documented = words.filter(|word| word.starts_with('-')).map(str::to_string).collect();
        assert_same(&format!("options of {name}"), documented, existing);
    }
}

#[test]
fn console_examples_name_commands_and_options_that_exist() {
    let commands = commands();
    let mut count = 0;
    for page in pages() {
        let fences = page.pieces.iter().filter_map(|piece| match piece {
            Piece::Fence(fence) if fence.language == "console" => Some(fence),
            _ => None,
        });
        for line in fences.flat_map(|fence| fence.text.lines()) {
            let Some(command) = line.strip_prefix("$ tickbook ") else { continue };
            let mut words = command.split(' ');
            let name = words.next().unwrap_or_default();
            count += 1;
            if ["--help", "--version"].contains(&name) {
                continue;
            }
            let found = commands.iter().find(|(command, _)| command == name);
            let (_, options) =
                found.unwrap_or_else(|| panic!("{}: no command `{name}`", page.path));
            for word in words.filter(|word| word.starts_with('-')) {
                assert!(options.contains(word), "{}: `{name}` has no `{word}`", page.path);
            }
        }
    }
    assert!(count > 20, "only {count} console examples were found");
}

#[test]
fn the_guide_has_every_key_of_book_toml_and_no_other() {
    let mut documented = BTreeSet::new();
    for (heading, pieces) in page("reference/book-toml.md").sections(2) {
        let table = codes(&heading).into_iter().next().unwrap_or_default();
        let Some(table) = table.strip_prefix('[').and_then(|table| table.strip_suffix(']')) else {
            continue;
        };
        let keys = first_column(&pieces);
        // A table whose keys are the author's own is a key itself, and may have others beside them.
        let is_key = config::KEYS.iter().any(|key| key.path == table);
        if keys.is_empty() || is_key {
            documented.insert(table.to_string());
        }
        documented.extend(keys.into_iter().map(|key| format!("{table}.{key}")));
    }
    let existing = config::KEYS.iter().map(|key| key.path.to_string()).collect();
    assert_same("book.toml", documented, existing);
}

#[test]
fn the_guide_has_every_key_of_front_matter_and_no_other() {
    let documented = page("reference/front-matter.md").first_column().into_iter().collect();
    let existing = front_matter::KEYS.iter().map(|key| key.to_string()).collect();
    assert_same("front matter", documented, existing);
}

#[test]
fn the_guide_has_every_language_with_stems_and_no_other() {
    let page = page("reference/search.md");
    let sections = page.sections(2);
    let (_, pieces) = sections.iter().find(|(name, _)| name == "Languages").expect("a section");
    let letters = || 'a'..='z';
    let tags = letters().flat_map(|one| letters().map(move |two| format!("{one}{two}")));
    let existing = tags.filter(|tag| Stems::of(tag).has_rules()).collect();
    assert_same("languages", first_column(pieces).into_iter().collect(), existing);
}

#[test]
fn the_guide_has_every_lint_with_its_level_and_no_other() {
    let page = page("reference/lints.md");
    let rows = page.pieces.iter().filter_map(|piece| match piece {
        Piece::Row(cells) => Some((codes(cells.first()?).first()?.clone(), cells)),
        _ => None,
    });
    let (levels, lints): (Vec<_>, Vec<_>) =
        rows.partition(|(name, _)| LEVELS.contains(&name.as_str()));
    let levels = levels.into_iter().map(|(name, _)| name).collect();
    assert_same("levels", levels, LEVELS.iter().map(|level| level.to_string()).collect());
    let level = |name: &str| {
        let explained = texts::find(name).unwrap_or_else(|| panic!("`{name}` has no text"));
        match explained.severity() {
            Severity::Error => "`deny`",
            Severity::Warning => "`warn`",
            Severity::Note => "a note",
        }
    };
    let existing = LINTS.iter().map(|lint| format!("{}: {}", lint.name, level(lint.name)));
    // A lint that rests is a warning once a book asks for it.
    let weight =
        |cell: &str| if cell == "`allow`" { "`warn`".to_string() } else { cell.to_string() };
    let shown = lints.iter().map(|(name, cells)| format!("{name}: {}", weight(&cells[2])));
    assert_same("lints", shown.collect(), existing.collect());
}

#[test]
fn the_guide_has_every_code_and_no_other() {
    let codes = page("reference/codes.md").pieces.into_iter().filter_map(|piece| match piece {
        Piece::Heading(3, text) => Some(text.split_once(':')?.0.to_string()),
        _ => None,
    });
    let existing = texts::all().iter().map(|one| one.code.to_string()).collect();
    assert_same("codes", codes.collect(), existing);
}

#[test]
fn the_guide_has_every_form_of_diagnostics_and_every_field() {
    let sections = page("reference/diagnostics.md");
    let in_json = sections.sections(2).into_iter().find(|(name, _)| name == "JSON");
    let fields: BTreeSet<String> =
        first_column(&in_json.expect("a section on JSON").1).into_iter().collect();
    let forms = sections.first_column().into_iter().filter(|form| !fields.contains(form));
    let existing = Format::NAMES.iter().map(|name| name.to_string()).collect();
    assert_same("forms of diagnostics", forms.collect(), existing);
    // Two faults that between them have every field: a dead link, and an id that is used twice.
    let text = "# T\n\n[x](gone.md)\n\n## One {#same}\n\n## Two {#same}\n";
    let site = Site::of(text).run(&["check", "--format", "json"]).assert_status(1);
    let mut existing = BTreeSet::new();
    for line in site.stdout().lines() {
        let fault: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        existing.extend(fault.as_object().expect("an object").keys().cloned());
    }
    assert_same("fields of JSON", fields, existing);
}
