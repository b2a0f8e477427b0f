#![no_main]
#![allow(dead_code)] // Each of these programs calls one of the targets.

#[path = "../../tests/suite/markup.rs"]
mod markup;
#[path = "../../tests/fuzz/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::front_matter(bytes));
