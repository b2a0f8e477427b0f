//! Faults of the output folder and of writing to it.

use super::{Diagnostic, shown};
use std::path::Path;

impl Diagnostic {
    /// The output folder would put the author's files at risk.
    pub fn output_unsafe(folder: &Path, reason: &str) -> Self {
        Self::error("TB0701", format!("refusing to write to `{}`: {reason}", shown(folder)))
            .help("choose a folder of its own with `build.build-dir` in book.toml or `-d`")
    }

    /// The output folder holds files that tickbook did not write.
    pub fn output_not_ours(folder: &Path, example: &str) -> Self {
        Self::error(
            "TB0702",
            format!(
                "refusing to write to `{}`: it holds files that tickbook did not write, such as `{example}`",
                shown(folder)
            ),
        )
        .help("choose an empty folder, or move those files away")
    }

    /// Something that tickbook did not write stands where it is to write.
    pub fn output_in_the_way(path: &Path) -> Self {
        Self::error(
            "TB0708",
            format!("`{}` is in the way and was not written by tickbook", shown(path)),
        )
        .help("move it out of the output folder, or rename the chapter that becomes this page")
    }

    /// A file could not be read.
    pub fn read_failed(path: &Path, error: &std::io::Error) -> Self {
        Self::error("TB0703", format!("cannot read `{}`: {error}", shown(path))).help(way_out(
            error,
            "mend the path, or put the file there",
            "give the user who builds the right to read it",
        ))
    }

    /// A file could not be written.
    pub fn write_failed(path: &Path, error: &std::io::Error) -> Self {
        Self::error("TB0704", format!("cannot write `{}`: {error}", shown(path))).help(way_out(
            error,
            "name a folder that is there",
            "give the user who builds the right to write there",
        ))
    }

    /// The list of files written before cannot be trusted.
    pub fn manifest_unreadable(path: &Path, line: usize, reason: &str) -> Self {
        Self::error(
            "TB0705",
            format!("line {line} of `{}` cannot be trusted: {reason}", shown(path)),
        )
        .help("empty the output folder yourself, then build again")
    }

    /// A file that `init` or `new` would write is there already.
    pub fn file_exists(path: &Path, help: &str) -> Self {
        Self::error("TB0706", format!("`{}` exists already", shown(path))).help(help)
    }

    /// The argument of `new` is no path below the folder of the chapters.
    pub fn chapter_path_unusable(path: &str) -> Self {
        Self::error("TB0707", format!("`{path}` is not the path of a chapter"))
            .help("write a path below the folder of the chapters, such as paths/fractional-cto")
    }

    /// The site is too large to be kept by a browser as a whole without having been asked.
    pub fn offline_too_large(bytes: usize, most: usize) -> Self {
        let megabytes = |bytes: usize| bytes.div_ceil(1024 * 1024);
        Self::note(
            "TB0709",
            format!(
                "the site has {} MB, and a browser keeps at most {} MB at once: of this book it \
                 keeps the pages that its reader opens",
                megabytes(bytes),
                megabytes(most)
            ),
        )
        .help("off line, a reader then has what she has read before, and the plan")
    }

    /// The port that was asked for is taken.
    pub fn port_in_use(port: u16) -> Self {
        Self::error("TB0801", format!("port {port} is in use"))
            .help("stop the other program, choose another port with `-p`, or drop `-p`")
    }

    /// The server could not listen.
    pub fn cannot_serve(address: &str, error: &std::io::Error) -> Self {
        Self::error("TB0802", format!("cannot serve at {address}: {error}"))
            .help("leave `-n` out to serve to this machine alone, and take a port from 1024 on")
    }

    /// tickbook itself failed while it built, and must not take the server with it.
    pub fn build_broke_off() -> Self {
        Self::error("TB0803", "the build broke off; this is a fault of tickbook".to_string())
            .help("the terminal says where; the next change starts a new build")
    }
}

/// What can be done about an error of the file system; nothing is said of what its own words say best.
fn way_out(error: &std::io::Error, missing: &'static str, forbidden: &'static str) -> &'static str {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => missing,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => forbidden,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "make room on the disk, then try again"
        }
        ErrorKind::NotADirectory => "a file stands where a folder should be: move it away",
        ErrorKind::IsADirectory => "a folder stands where a file should be: move it away",
        _ => "",
    }
}
