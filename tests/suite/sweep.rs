//! Tests that need volume: the same as elsewhere in the suite, with more data. `cargo xtask sweep` runs them.

use crate::bounds;
use crate::commonmark;
use crate::grammars;
use crate::history;
use crate::lock_merges;
use crate::rebuild;
#[cfg(target_os = "linux")]
use crate::serve::crowds;
use crate::serve::storms;
#[cfg(target_os = "linux")]
use crate::serve::swaps;
use crate::weight;

#[test]
#[ignore = "takes long: cargo xtask sweep runs it"]
fn after_hundreds_of_rows_of_edits_a_rebuild_gives_the_bytes_of_a_build_from_cold() {
    rebuild::run_sequences(rebuild::SEQUENCES..500);
}

#[test]
#[ignore = "reads the tests of pulldown-cmark: cargo xtask sweep runs it"]
fn the_examples_of_commonmark_and_gfm_keep_their_text() {
    commonmark::keep_text();
}

#[test]
#[ignore = "takes long: cargo xtask sweep runs it"]
fn ids_outlive_the_edits_of_a_dozen_histories() {
    history::outlive(12);
}

#[test]
#[ignore = "takes long: cargo xtask sweep runs it"]
fn two_hundred_merges_of_two_branches_keep_every_tick() {
    lock_merges::merge(lock_merges::PAIRS..200);
}

#[test]
#[ignore = "takes long: cargo xtask sweep runs it"]
fn five_hundred_saves_in_a_row() {
    storms::save_in_a_row(500);
}

#[test]
#[ignore = "takes long: cargo xtask sweep runs it"]
fn a_switch_of_branches_with_a_thousand_files() {
    storms::switch_branches(1000);
}

#[test]
#[ignore = "takes long: cargo xtask sweep runs it"]
fn no_grammar_of_all_takes_for_ever_over_a_line() {
    bounds::every_grammar_ends();
}

#[test]
#[ignore = "takes long: cargo xtask sweep runs it"]
fn every_grammar_parses_a_hundred_blocks_of_code_as_syntect_does() {
    grammars::agree(100);
}

#[test]
#[ignore = "takes long: cargo xtask sweep runs it"]
fn a_chapter_does_not_grow_with_a_book_of_a_thousand() {
    weight::weigh(20);
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "takes long: cargo xtask sweep runs it"]
fn no_book_of_twice_the_depth_takes_for_ever_either() {
    bounds::stay_within(2_000, 1_000);
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "takes long: cargo xtask sweep runs it"]
fn ten_thousand_who_say_nothing_stop_nobody() {
    crowds::say_nothing(10_000);
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "takes long: cargo xtask sweep runs it"]
fn eighteen_hundred_builds_of_files_that_are_swapped() {
    swaps::build(1800);
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "takes long: cargo xtask sweep runs it"]
fn eighteen_hundred_requests_for_files_that_are_swapped() {
    swaps::ask(1800);
}
