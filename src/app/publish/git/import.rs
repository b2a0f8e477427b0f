//! Makes one commit of the files of a site. `git fast-import` writes them directly from memory.

use super::super::{File, counted};
use crate::app::git::{Fault, Git};
use super::seal;
use crate::text::diag::Diagnostic;
use std::io::Write;

/// The branch of the files in the temporary repository.
const NAME: &str = "refs/heads/site";

/// The author and time of a commit.
pub(super) struct Words {
    /// Name and e-mail address.
    pub(super) author: String,
    /// Seconds since the beginning of 1970.
    pub(super) time: String,
    pub(super) message: String,
}

/// Makes a commit without a parent whose tree is exactly these files, and returns its id.
pub(super) fn commit(
    git: &Git,
    files: &[File],
    words: &Words,
    tell: &dyn Fn(&str),
) -> Result<String, Diagnostic> {
    tell(&format!("preparing {}", counted(files.len())));
    let import = ["fast-import", "--quiet", "--done", "--date-format=raw"];
    git.feed(&import, |input| write(input, files))?.or_fail("write the commit")?;
    let tree = format!("{NAME}^{{tree}}");
    let tree = git.run(["rev-parse", "--verify", &tree])?.or_fail("write the commit")?;
    let Words { author, time, message } = words;
    let tree = tree.stdout.trim();
    let by = format!("{author} {time} +0000");
    let text = format!("tree {tree}\nauthor {by}\ncommitter {by}\n\n{message}");
    let text = seal::sealed(&text);
    let hash = ["hash-object", "-t", "commit", "-w", "--stdin"];
    let done = git.feed(&hash, |input| Ok(input.write_all(text.as_bytes())?))?;
    Ok(done.or_fail("write the commit")?.stdout.trim().to_string())
}

/// Writes the files as a commit with dummy metadata: only its tree is used.
fn write(input: &mut dyn Write, files: &[File]) -> Result<(), Fault> {
    writeln!(input, "commit {NAME}")?;
    writeln!(input, "committer tickbook <tickbook@localhost> 0 +0000")?;
    writeln!(input, "data 0\n")?;
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

/// A path quoted as in C, which git accepts for any path.
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
