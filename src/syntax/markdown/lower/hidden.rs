//! Hidden lines of code: they are for the compiler, and the page does not show them.
//!
//! In Rust they begin with `# `, as in rustdoc; in other languages with the prefix that the block or the book sets.

use super::Options;

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
    }
}
