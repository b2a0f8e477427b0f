//! Hidden lines of code: they are for the compiler, and the page does not show them.
//!
//! In Rust they begin with `# `, as in rustdoc; in other languages with the prefix that the block or the book sets.

use super::Options;

/// The language of a block, and the prefix of hidden lines if the block sets one.
pub(super) fn read_info(info: &str) -> (String, Option<String>) {
    let inside = info.trim().strip_prefix('{').and_then(|inside| inside.strip_suffix('}'));
    let mut words = inside.unwrap_or(info).split([' ', '\t', ',', '{']);
    let language = match inside {
        Some(inside) => braced(inside),
        // A key needs no language before it.
        None => words.next().filter(|word| !begins_with_key(word)).unwrap_or_default(),
    };
    let hidden = words.find_map(|word| word.strip_prefix("hidelines="));
    let hidden = hidden.filter(|mark| !mark.is_empty()).map(str::to_string);
    (language.to_string(), hidden)
}

/// Keys of the title of a block, which other programs have too.
const TITLES: [&str; 3] = ["title=", "filename=", "file="];

fn begins_with_key(word: &str) -> bool {
    TITLES.iter().chain(&["hidelines="]).any(|key| word.starts_with(key))
}

/// The title of a block; empty if it has none.
pub(super) fn title(info: &str) -> &str {
    let titles = TITLES.iter().filter_map(|key| value(info, key));
    titles.map(str::trim).find(|title| !title.is_empty()).unwrap_or_default()
}

/// The value behind a key, which may be in quotes.
fn value<'a>(info: &'a str, key: &str) -> Option<&'a str> {
    let is_key = |at: usize| {
        info.get(..at).is_some_and(|it| it.is_empty() || it.ends_with([' ', '\t', ',', '{']))
    };
    let (at, _) = info.match_indices(key).find(|(at, _)| is_key(*at))?;
    let value = info.get(at + key.len()..)?;
    match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split_once(quote).map(|(value, _)| value),
        _ => value.split([' ', '\t', ',', '}']).next(),
    }
}

/// The language in braces, as Pandoc (`{.python .numberLines}`) and Quarto (`{python}`) have it.
fn braced(inside: &str) -> &str {
    let words = inside.split([' ', '\t', ',']).map(|word| word.strip_prefix('.').unwrap_or(word));
    let is_name = |word: &&str| word.starts_with(char::is_alphabetic) && !word.contains('=');
    words.into_iter().find(is_name).unwrap_or_default()
}

/// The lines of a block that are shown.
pub(super) fn shown(code: String, language: &str, own: Option<&str>, options: &Options) -> String {
    match own.or_else(|| options.hidelines.get(language).map(String::as_str)) {
        _ if language == "rust" && code.contains('#') => {
            code.split_inclusive('\n').filter_map(rust_line).collect()
        }
        Some(mark) if language != "rust" && code.contains(mark) => {
            let lines = code.split_inclusive('\n');
            lines.filter(|line| !line.trim_start().starts_with(mark)).collect()
        }
        _ => code,
    }
}

/// A line of Rust as it is shown. A second `#` shows a line that would be hidden.
fn rust_line(line: &str) -> Option<String> {
    let words = line.trim_start();
    let margin = line.get(..line.len() - words.len()).unwrap_or_default();
    match words.strip_prefix('#') {
        Some(rest) if rest.starts_with('#') => Some(format!("{margin}{rest}")),
        Some(rest) if rest.trim_end_matches('\n').is_empty() || rest.starts_with(' ') => None,
        _ => Some(line.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rust(code: &str) -> String {
        shown(code.to_string(), "rust", None, &Options::default())
    }

    #[test]
    fn rust_hides_what_rustdoc_hides() {
        let code = "# fn main() {\n#[test]\n    # let a = 1;\n  ## b\n#\n#![x]\nlet c;\n# }\n";
        assert_eq!(rust(code), "#[test]\n  # b\n#![x]\nlet c;\n");
    }

    #[test]
    fn other_languages_hide_by_the_mark_of_the_block_or_the_book() {
        let hidelines = [("python".to_string(), "~".to_string())].into_iter().collect();
        let options = Options { hidelines: std::sync::Arc::new(hidelines), ..Options::default() };
        let code = || "~a\n  ~b\nc\n# d\n".to_string();
        assert_eq!(shown(code(), "python", None, &options), "c\n# d\n");
        assert_eq!(shown(code(), "python", Some("#"), &options), "~a\n  ~b\nc\n");
        assert_eq!(shown(code(), "sh", None, &options), code());
        assert_eq!(read_info("python,hidelines=!!! x").1.as_deref(), Some("!!!"));
        assert_eq!(read_info("rust,ignore,should_panic").0, "rust");
        assert_eq!(read_info("{.python hidelines=!!!}").1.as_deref(), Some("!!!"));
    }

    #[test]
    fn titles_have_several_keys() {
        for (info, expected) in [
            ("js title=\"src/a b.js\" {1,3}", "src/a b.js"),
            ("{.js filename='a.js'}", "a.js"),
            ("{.js file=a.js}", "a.js"),
            ("title=a.js", "a.js"),
            ("js subtitle=a.js", ""),
            ("js title=\"\"", ""),
            ("js title=\"a", ""),
            ("js title=", ""),
        ] {
            assert_eq!(title(info), expected, "{info}");
        }
        assert_eq!(read_info("title=a.js").0, "");
    }

    #[test]
    fn languages_in_braces_are_those_of_other_programs() {
        for (info, language) in [
            ("{.python .numberLines}", "python"),
            ("{#id .c++ startFrom=\"2\"}", "c++"),
            ("{python}", "python"),
            ("{r, echo=FALSE}", "r"),
            (" { .rust } ", "rust"),
            ("{=html}", ""),
            ("{1,3}", ""),
            ("{}", ""),
            ("js {1,3}", "js"),
            ("js{1,3}", "js"),
        ] {
            assert_eq!(read_info(info).0, language, "{info}");
        }
    }
}
