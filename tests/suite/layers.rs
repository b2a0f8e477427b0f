//! The layers of the source: each uses only those below it, and modules of one layer make no circle.

use crate::tidy_source::{blanked, rust_files};
use std::collections::{BTreeMap, BTreeSet};

/// The layers, the lowest first, each with what it must not know.
const LAYERS: [(&str, &str); 5] = [
    ("text", "Markdown, books, outputs"),
    ("syntax", "other files than the one at hand, books, outputs"),
    ("book", "HTML or any other output"),
    ("site", "the disk, the network, the terminal"),
    ("app", "nothing: it is the program"),
];

/// A module of a layer, such as `site::html`.
type Module = [String; 2];

/// All that is wrong with the imports of these files, given by path and code without comments and literals.
fn faults(files: &[(String, String)]) -> Vec<String> {
    let modules: BTreeSet<Module> =
        files.iter().filter_map(|(path, _)| module_of(&names_of(path))).collect();
    let mut found = Vec::new();
    let mut uses: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for (path, code) in files {
        let here = names_of(path);
        // The roots of the crate re-export nothing, so they have no layer.
        let Some(own) = rank(&here[0]) else { continue };
        let from = module_of(&here);
        for target in targets(code, &here) {
            let known = target.first().and_then(|layer| rank(layer));
            let Some(above) = known else { continue };
            if own < above {
                found.push(format!("{path} uses crate::{}", target.join("::")));
            }
            let to = module_of(&target).filter(|to| modules.contains(to));
            if let (Some(from), Some(to)) = (&from, to)
                && *from != to
                && from[0] == to[0]
            {
                uses.entry(from.clone()).or_default().insert(to);
            }
        }
    }
    found.extend(circle(&uses).map(|circle| format!("a circle: {}", circle.join(" -> "))));
    found
}

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|(name, _)| *name == layer)
}

/// The names of the module in a file: `site`, `html`, `inline` of `src/site/html/inline.rs`.
fn names_of(path: &str) -> Vec<String> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').map(str::to_string).collect()
}

fn module_of(names: &[String]) -> Option<Module> {
    match names {
        [layer, module, ..] if rank(layer).is_some() => Some([layer.clone(), module.clone()]),
        _ => None,
    }
}

/// What the code of a file names by `crate::` or `super::`, as names from the root.
fn targets(code: &str, here: &[String]) -> Vec<Vec<String>> {
    let mut targets = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        expand(&code[at + "crate::".len()..], &[], &mut targets);
    }
    let product = &code[..code.find("#[cfg(test)]").unwrap_or(code.len())];
    for (at, _) in product.match_indices("super::") {
        // Of `super::super::` the first one counts them all.
        if product[..at].ends_with("super::") {
            continue;
        }
        let mut rest = &product[at..];
        let mut base = here.to_vec();
        while let Some(after) = rest.strip_prefix("super::") {
            rest = after;
            base.pop();
        }
        expand(rest, &base, &mut targets);
    }
    targets
}

/// The paths that begin here, a group in braces being several.
fn expand(rest: &str, base: &[String], targets: &mut Vec<Vec<String>>) {
    if let Some(group) = rest.strip_prefix('{') {
        let mut depth = 0;
        let mut starts = vec![0];
        let mut end = group.len();
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => {
                    end = at;
                    break;
                }
                '}' => depth -= 1,
                ',' if depth == 0 => starts.push(at + 1),
                _ => {}
            }
        }
        let starts = starts.into_iter().filter(|start| *start < end);
        starts.for_each(|start| expand(group[start..end].trim_start(), base, targets));
        return;
    }
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    if end == 0 {
        // All of a layer, as by `crate::site::*`.
        targets.extend((!base.is_empty()).then(|| base.to_vec()));
        return;
    }
    let path = [base, &[rest[..end].to_string()]].concat();
    match rest[end..].strip_prefix("::") {
        Some(more) if path.len() < 2 => expand(more, &path, targets),
        _ => targets.push(path),
    }
}

/// What would give a module another path than its own, so that its users could not be seen: a layer or the root under
/// another name or by a glob, a file in another place, a macro for the whole crate.
fn evasions(path: &str, code: &str) -> Vec<String> {
    let barred = ["extern crate", "#[path", "macro_use", "macro_export", "use crate as", "::r#"];
    let mut found: Vec<String> =
        barred.iter().filter(|one| code.contains(*one)).map(|one| one.to_string()).collect();
    let tight: String = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let roots = ["crate::*", "crate::{*", "crate::{self", "crate ::", "super ::", "crate::$"];
    found.extend(roots.iter().filter(|one| tight.contains(*one)).map(|one| one.to_string()));
    // A layer is no name to import: what is used of it would not be seen.
    let is_layer = |target: &Vec<String>| match target.as_slice() {
        [layer] => rank(layer).is_some(),
        [layer, own] => rank(layer).is_some() && own == "self",
        _ => false,
    };
    let whole = targets(code, &names_of(path)).into_iter().filter(is_layer);
    found.extend(whole.map(|target| format!("crate::{}", target.join("::"))));
    // Below the unit tests `super::` is not looked at, so nothing else stands there.
    let tests: Vec<usize> = code.match_indices("#[cfg(test)]").map(|(at, _)| at).collect();
    let is_last = |at: &usize| code[*at..].starts_with("#[cfg(test)]\nmod tests {");
    if tests.len() > 1 || !tests.iter().all(is_last) {
        found.push("#[cfg(test)]".into());
    }
    let product = &code[..tests.first().copied().unwrap_or(code.len())];
    let globs = product.matches("super::*").count() + product.matches("super::{*").count();
    found.extend((globs > 0).then(|| "super::*".to_string()));
    let inline = product.lines().filter(|line| {
        let line = line.trim().trim_start_matches("pub ").trim_start_matches("pub(crate) ");
        line.starts_with("mod ") && line.ends_with('{')
    });
    found.extend(inline.map(str::to_string));
    found.into_iter().map(|what| format!("{path} has `{what}`")).collect()
}

/// The lines of the crate's root that are not the declaration of a layer.
fn renames(root: &str) -> Vec<String> {
    let is_layer = |line: &str| {
        let name = line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';'));
        name.is_some_and(|name| rank(name).is_some())
    };
    let lines = root.lines().map(str::trim);
    let other = lines.filter(|line| !line.is_empty() && !line.starts_with("#!") && !is_layer(line));
    other.map(str::to_string).collect()
}

/// Modules that use each other in a circle, if any do.
fn circle(uses: &BTreeMap<Module, BTreeSet<Module>>) -> Option<Vec<String>> {
    fn walk<'a>(
        uses: &'a BTreeMap<Module, BTreeSet<Module>>,
        trail: &mut Vec<&'a Module>,
        done: &mut BTreeSet<&'a Module>,
    ) -> Option<Vec<String>> {
        let at = *trail.last()?;
        for next in uses.get(at).into_iter().flatten() {
            if let Some(start) = trail.iter().position(|one| *one == next) {
                return Some(trail[start..].iter().map(|one| one.join("::")).collect());
            }
            if done.contains(next) {
                continue;
            }
            trail.push(next);
            if let Some(circle) = walk(uses, trail, done) {
                return Some(circle);
            }
            trail.pop();
        }
        done.insert(at);
        None
    }
    let mut done = BTreeSet::new();
    uses.keys().find_map(|start| walk(uses, &mut vec![start], &mut done))
}

#[test]
fn each_layer_uses_only_those_below() {
    let files: Vec<(String, String)> =
        rust_files("src").into_iter().map(|source| (source.path, source.code)).collect();
    let strangers = files.iter().map(|(path, _)| names_of(path)).filter(|names| {
        let is_root = matches!(names.as_slice(), [one] if ["lib", "main"].contains(&one.as_str()));
        rank(&names[0]).is_none() && !is_root
    });
    let strangers: Vec<String> = strangers.map(|names| names.join("/")).collect();
    assert!(strangers.is_empty(), "in no layer: {strangers:?}");
    let found = faults(&files);
    assert!(found.is_empty(), "{}", found.join("\n"));
    let evasions: Vec<String> =
        files.iter().flat_map(|(path, code)| evasions(path, code)).collect();
    assert!(evasions.is_empty(), "{}", evasions.join("\n"));
    let root = files.iter().find(|(path, _)| path == "src/lib.rs").expect("the root");
    assert_eq!(renames(&root.1), Vec::<String>::new());
}

#[test]
fn what_points_up_or_goes_round_is_found() {
    let judge = |files: &[(&str, &str)]| {
        let owned = files.iter().map(|(path, code)| (path.to_string(), blanked(code)));
        faults(&owned.collect::<Vec<_>>())
    };
    let up = [
        ("src/text/url.rs", "use crate::site::html;"),
        ("src/syntax/markdown/mod.rs", "use crate::{text::url, book::lock::{self, Lock}};"),
        ("src/book/lock/read.rs", "fn one() { crate::app::cli::run() }"),
        ("src/book/lock/mod.rs", "use super::super::site::page::Page;"),
        ("src/text/mod.rs", "pub use crate::site::html;"),
        ("src/syntax/include/mod.rs", "use crate::site::*;"),
    ];
    for file in up {
        assert_eq!(judge(&[file]).len(), 1, "{file:?}: {:?}", judge(&[file]));
    }
    let fine = [
        (
            "src/site/html/mod.rs",
            "use super::page; // crate::app::cli\nuse crate::text::{url, slug};",
        ),
        ("src/app/cli.rs", "use crate::site::page; const A: &str = \"crate::nothing\";"),
    ];
    assert_eq!(judge(&fine), Vec::<String>::new());
    let round = [
        ("src/site/html/inline.rs", "use crate::site::epub::Text;"),
        ("src/site/epub/mod.rs", "use super::hosts;"),
        ("src/site/hosts/mod.rs", "use crate::{site::{page, html::Writer}};"),
    ];
    let found = judge(&round);
    assert!(found.len() == 1 && found[0].starts_with("a circle: "), "{found:?}");
}

#[test]
fn what_would_hide_a_use_is_found() {
    let hidden = [
        "use crate::*;",
        "use crate::{self as root};",
        "use crate as root;",
        "extern crate self as tickbook;",
        "use crate::site;",
        "use crate::site as s;",
        "use crate::site::{self, page};",
        "use crate::{text::url, site};",
        "use super::*;",
        "use super::super::*;",
        "#[path = \"\"]\nmod a;",
        "#[macro_export]\nmacro_rules! a { () => {} }",
        "#[cfg(test)]\nuse super::super::app;\nfn one() {}",
        "mod inner {\n    use super::super::html;\n}",
        "use crate :: site::page;",
        "use crate::r#app::cli;",
    ];
    for code in hidden {
        assert_ne!(evasions("src/site/page.rs", code), Vec::<String>::new(), "{code}");
    }
    let fine = "use crate::site::{page, html};\nfn a() {}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n}\n";
    assert_eq!(evasions("src/site/page.rs", fine), Vec::<String>::new());
    for line in
        ["pub use app::cli;", "pub(crate) use app::cli;", "type A = app::cli::B;", "fn a() {}"]
    {
        assert_ne!(renames(&format!("pub mod text;\n{line}\n")), Vec::<String>::new(), "{line}");
    }
}
