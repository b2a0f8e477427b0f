//! Programs of the system that tests start: those marked `#[ignore = "needs …"]`, which plain `cargo test`
//! leaves out and `cargo xtask test` runs.

use crate::install;
use crate::step::{Failure, find_program};
use std::path::Path;

/// Each program with the Debian package that has it; by its path, a file that one of them loads.
const PROGRAMS: [(&str, &str); 4] = [
    ("nginx", "nginx-light"),
    ("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so", "libnginx-mod-http-brotli-static"),
    ("faketime", "faketime"),
    ("disorderfs", "disorderfs"),
];

/// Makes sure that all of them are there, or says which are to be installed by hand.
pub fn ensure() -> Result<(), Failure> {
    let is_missing = |(program, _): &&(&str, &str)| match program.starts_with('/') {
        true => !Path::new(program).is_file(),
        false => find_program(program).is_none(),
    };
    for (_, package) in PROGRAMS.iter().filter(is_missing) {
        install::debian("Programs of the tests", package)?;
    }
    let missing = PROGRAMS.iter().filter(is_missing).map(|(_, package)| *package);
    let missing: Vec<&str> = missing.collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    Err(Failure::new(format!("install what the tests start: apt-get install {names}")))
}
