//! Headers of files, as rules for paths.
//!
//! No two rules set the same header for one path: hosts join the values of several rules.

use super::redirects::is_plain;
use crate::book::config::Config;
use crate::site::delivery::Keeping;
use crate::text::media_type::FEED;
use crate::text::media_type::media_type;
use std::collections::BTreeMap;

/// The paths of a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Paths {
    /// All paths with this prefix.
    Below(String),
    /// Only this path.
    One(String),
}

/// Headers for some paths on the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) paths: Paths,
    pub(super) headers: Vec<Header>,
}

/// The name of a header and its value.
pub(super) type Header = (&'static str, String);

/// Headers of every file: the policy, no guessing of media types, and how much of the address other sites receive.
pub(super) fn everywhere(config: &Config) -> Vec<Header> {
    vec![
        ("Content-Security-Policy", config.html.policy.in_header()),
        ("X-Content-Type-Options", "nosniff".into()),
        ("Referrer-Policy", "strict-origin-when-cross-origin".into()),
    ]
}

/// Extensions whose media types not all hosts know.
const RARE: [&str; 2] = [".webmanifest", ".epub"];

/// The rules for a site of these files. Hosts with such rules revalidate paths without a rule by default. Paths that
/// are not plain have no rule either, which costs an occasional revalidation.
pub(super) fn of(config: &Config, paths: &[&str]) -> Vec<Rule> {
    let base = &config.html.host_path;
    let mut rules = vec![Rule { paths: Paths::Below(base.clone()), headers: everywhere(config) }];
    let placed = |paths| match paths {
        Paths::Below(start) => Paths::Below(format!("{base}{start}")),
        Paths::One(path) => Paths::One(format!("{base}{path}")),
    };
    for path in paths.iter().filter(|path| is_plain(path)) {
        if *path == FEED || RARE.iter().any(|ending| path.ends_with(ending)) {
            let headers = vec![("Content-Type", media_type(path).to_string())];
            rules.push(Rule { paths: placed(Paths::One(path.to_string())), headers });
        }
    }
    for paths in kept_for_ever(paths) {
        let headers = vec![("Cache-Control", Keeping::Forever.header().to_string())];
        rules.push(Rule { paths: placed(paths), headers });
    }
    rules
}

/// How many files with the same prefix still have separate rules.
const FEW: usize = 4;

/// The paths of files that are cached for ever. Many files with the same prefix share a rule, if no other file has it.
/// All others have separate rules: a prefix also matches missing files, and a required file must not be cached as
/// missing for a year.
fn kept_for_ever(paths: &[&str]) -> Vec<Paths> {
    let (forever, others): (Vec<&str>, Vec<&str>) =
        paths.iter().partition(|path| Keeping::of(path) == Keeping::Forever);
    let mut families: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in forever.iter().filter(|path| is_plain(path)) {
        families.entry(family(path)).or_default().push(path);
    }
    let mut found = Vec::new();
    for (start, members) in &families {
        let begins = |path: &&&str| path.starts_with(start);
        let is_alone = !others.iter().any(|path| begins(&path))
            && forever.iter().filter(begins).count() == members.len();
        match members.len() > FEW && is_alone {
            true => found.push(Paths::Below(start.to_string())),
            false => found.extend(members.iter().map(|path| Paths::One(path.to_string()))),
        }
    }
    found
}

/// The prefix of a file's name up to the first number, hyphen or dot; the folder if the name begins with a hash.
fn family(path: &str) -> &str {
    let folder = path.rfind('/').map_or(0, |at| at + 1);
    let name = path.get(folder..).unwrap_or_default();
    let end = match name.find(['-', '.']) {
        Some(at) if name.matches('.').count() > 1 => folder + at + 1,
        _ => folder,
    };
    path.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn below(start: &str) -> Paths {
        Paths::Below(start.into())
    }

    fn one(path: &str) -> Paths {
        Paths::One(path.into())
    }

    #[test]
    fn files_that_begin_alike_share_a_rule() {
        let paths = [
            "assets/search/index.js",
            "assets/search/words-0.0123456789.js",
            "assets/search/words-1.0123456789.js",
            "assets/search/words-2.0123456789.js",
            "assets/search/words-3.0123456789.js",
            "assets/search/words-4.0123456789.js",
            "assets/tickbook.0123456789.css",
            "assets/tickbook.0123456789.js",
            "index.html",
        ];
        let expected = [
            below("assets/search/words-"),
            one("assets/tickbook.0123456789.css"),
            one("assets/tickbook.0123456789.js"),
        ];
        assert_eq!(kept_for_ever(&paths), expected);
    }

    #[test]
    fn no_rule_takes_in_what_is_not_kept_and_none_lies_within_another() {
        let many = |start: &str| (0..9).map(|n| format!("{start}{n}.0123456789.js")).collect();
        let families: [Vec<String>; 3] =
            [many("assets/a-"), many("assets/b-"), many("assets/b-/c-")];
        let mut paths: Vec<&str> = families.iter().flatten().map(String::as_str).collect();
        paths.extend(["assets/a-0.js", "index.html"]);
        let found = kept_for_ever(&paths);
        assert_eq!(
            found.iter().filter(|paths| matches!(paths, Paths::One(_))).count(),
            18,
            "{found:?}"
        );
        assert!(found.contains(&below("assets/b-/c-")), "{found:?}");
    }
}
