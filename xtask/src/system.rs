//! Programs of the system that tests start.

use crate::install;
use crate::step::{Failure, find_program};
use std::path::Path;

/// The programs of tests marked `#[ignore = "needs …"]`, which plain `cargo test` leaves out and `cargo xtask test` runs.
/// Each is given with its Debian package; one entry is the path of a module that a program loads.
pub const OF_RUST_TESTS: [(&str, &str); 4] = [
    ("nginx", "nginx-light"),
    ("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so", "libnginx-mod-http-brotli-static"),
    ("faketime", "faketime"),
    ("disorderfs", "disorderfs"),
];

/// Makes sure that all programs are installed, or prints which to install by hand.
pub fn ensure(programs: &[(&str, &str)]) -> Result<(), Failure> {
    let is_missing = |(program, _): &&(&str, &str)| match program.starts_with('/') {
        true => !Path::new(program).is_file(),
        false => find_program(program).is_none(),
    };
    for (_, package) in programs.iter().filter(is_missing) {
        install::debian("Programs of the tests", package)?;
    }
    let missing = programs.iter().filter(is_missing).map(|(_, package)| *package);
    let missing: Vec<&str> = missing.collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    Err(Failure::new(format!("install what the tests start: apt-get install {names}")))
}
