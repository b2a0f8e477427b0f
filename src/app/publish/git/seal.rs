//! Detects amended commits: a line in our commits contains a hash of all the rest.
//!
//! It is no protection against forgery. It protects people who change a published branch and do not expect that it is
//! replaced. Pure.

/// This line of the message marks a commit as one of ours.
pub(super) const OURS: &str = "Published-by: tickbook";

/// The prefix of the line with the hash.
const SEAL: &str = "Site-Seal: ";

/// How many digits of the hash it has.
const LENGTH: usize = 32;

/// The text of a commit with that line at its end.
pub(super) fn sealed(text: &str) -> String {
    format!("{text}{SEAL}{}\n", hash(text))
}

/// Whether the text of a commit is one of ours, and unchanged.
pub(super) fn is_whole(text: &str) -> bool {
    let Some((rest, seal)) = text.trim_end_matches('\n').rsplit_once('\n') else { return false };
    let rest = format!("{rest}\n");
    let is_ours = rest.lines().any(|line| line == OURS);
    is_ours && seal.strip_prefix(SEAL).is_some_and(|seal| seal == hash(&rest))
}

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().chars().take(LENGTH).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_amended_breaks_the_seal() {
        let text =
            format!("tree 1\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nSite\n\n{OURS}\n");
        let whole = sealed(&text);
        assert!(is_whole(&whole));
        for (old, new) in [
            ("tree 1", "tree 2"),
            ("author A", "author B"),
            ("committer A <a> 1", "committer A <a> 2"),
            ("committer A <a> 1 +0000\n", "committer A <a> 1 +0000\nparent 3\n"),
            ("\n\nSite", "\n\nOur site"),
            (OURS, "Published-by: hand"),
        ] {
            assert_ne!(whole.replace(old, new), whole);
            assert!(!is_whole(&whole.replace(old, new)), "{old}");
        }
        assert!(!is_whole(&text) && !is_whole("") && !is_whole("\n"));
        assert!(!is_whole(&sealed("tree 1\n\nSite\n")));
    }
}
