//! The files of a site as one commit, written by `git fast-import` straight from memory.

use super::super::{File, counted};
use super::program::{Fault, Git};
use crate::diag::Diagnostic;
use std::io::Write;

/// The name under which the temporary repository has the commit.
const NAME: &str = "refs/heads/site";

/// What a commit says of itself.
pub(super) struct Words {
    /// Name and address.
    pub(super) author: String,
    /// Seconds since the beginning of 1970.
    pub(super) time: String,
    pub(super) message: String,
}

/// Makes a commit whose tree is exactly these files, and gives its name.
pub(super) fn commit(
    git: &Git,
    files: &[File],
    words: &Words,
    tell: &dyn Fn(&str),
) -> Result<String, Diagnostic> {
    tell(&format!("writing {}", counted(files.len())));
    let import = ["fast-import", "--quiet", "--done", "--date-format=raw"];
    let done = git.feed(&import, |input| write(input, files, words))?;
    done.or_fail("write the commit")?;
    let done = git.run(["rev-parse", "--verify", NAME])?.or_fail("write the commit")?;
    Ok(done.stdout.trim().to_string())
}

fn write(input: &mut dyn Write, files: &[File], words: &Words) -> Result<(), Fault> {
    let Words { author, time, message } = words;
    writeln!(input, "commit {NAME}")?;
    writeln!(input, "author {author} {time} +0000")?;
    writeln!(input, "committer {author} {time} +0000")?;
    writeln!(input, "data {}\n{message}", message.len())?;
    for file in files {
        let parts = file.parts().map_err(Fault::Content)?;
        let length: usize = parts.iter().map(bytes::Bytes::len).sum();
        writeln!(input, "M 100644 inline {}\ndata {length}", quoted(file.path))?;
        for part in parts {
            input.write_all(&part)?;
        }
        writeln!(input)?;
    }
    writeln!(input, "\ndone")?;
    Ok(())
}

/// A path in the quotes of C, which git takes for any path.
fn quoted(path: &str) -> String {
    let mut quoted = String::from("\"");
    for character in path.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_quoted_as_git_reads_them() {
        assert_eq!(quoted("a b/ä.html"), "\"a b/ä.html\"");
        assert_eq!(quoted("a\"\\\n"), "\"a\\\"\\\\\\n\"");
    }
}
