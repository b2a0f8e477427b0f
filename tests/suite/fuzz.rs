//! Runs every input in the fuzzing corpus through its target.

use crate::fuzz_targets as targets;
use crate::harness::{files_below, repository};
use std::panic::catch_unwind;

#[test]
fn what_fuzzing_found_stays_mended() {
    let folder = repository().join("tests/fuzz");
    for (name, target) in targets::ALL {
        let corpus = files_below(&folder.join(name));
        assert!(corpus.len() > 10, "{name} has a corpus");
        for (input, bytes) in corpus {
            let text = String::from_utf8_lossy(&bytes);
            assert!(catch_unwind(|| target(&bytes)).is_ok(), "{name}/{input}:\n{text}");
        }
    }
}

#[test]
fn a_corpus_stays_small() {
    let bytes: usize = files_below(&repository().join("tests/fuzz")).values().map(Vec::len).sum();
    assert!(bytes < 1_000_000, "{bytes} bytes");
}
