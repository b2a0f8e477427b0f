//! Formulas: LaTeX to MathML.
//!
//! The only module that names math-core. Its output contains only elements and attributes of MathML, with every element
//! closed; inline styles, which a strict policy forbids, become classes.

use math_core::{LatexToMathML, MathDisplay};
use std::ops::Range;

/// How deep a formula can be nested. The converter is recursive, so this bounds the stack.
const MOST_DEPTH: usize = 40;

/// Why a formula cannot be shown, and the place in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) place: Range<usize>,
    pub(super) reason: String,
}

/// The formula in MathML.
pub(super) fn mathml(latex: &str, display: bool) -> Result<String, Fault> {
    if let Some(at) = too_deep(latex) {
        let reason = format!("nested more than {MOST_DEPTH} levels deep");
        return Err(Fault { place: at..at + 1, reason });
    }
    let kind = if display { MathDisplay::Block } else { MathDisplay::Inline };
    match LatexToMathML::default().convert_with_local_state(latex, kind) {
        Ok(converted) => Ok(plain(&converted.mathml)),
        Err(error) => {
            Err(Fault { place: within(latex, error.0.clone()), reason: error.to_string() })
        }
    }
}

/// A range of at least one character, if there is one.
fn within(latex: &str, place: Range<usize>) -> Range<usize> {
    let end = place.end.max(place.start + 1).min(latex.len());
    let start = place.start.min(latex.char_indices().next_back().map_or(0, |(last, _)| last));
    match latex.is_char_boundary(start) && latex.is_char_boundary(end) && start <= end {
        true => start..end,
        false => 0..latex.len(),
    }
}

/// Commands with two arguments, or with one after another in brackets. The second can be a command too.
const PAIRED: [&str; 12] = [
    "\\frac",
    "\\dfrac",
    "\\tfrac",
    "\\cfrac",
    "\\binom",
    "\\dbinom",
    "\\tbinom",
    "\\overset",
    "\\underset",
    "\\stackrel",
    "\\textcolor",
    "\\sqrt",
];

/// The first place that is nested too deep: braces and pairs of commands count until they end, a colour to the end of
/// its group, and other commands as long as the next follows directly, or after a first argument, because it may be
/// their argument.
fn too_deep(latex: &str) -> Option<usize> {
    let (mut around, mut depth, mut run) = (Vec::new(), 0, 0);
    // Whether one more argument leaves the run as it is.
    let mut is_paired = false;
    let mut rest = latex;
    while let Some(sign) = rest.chars().next() {
        let command = command(rest);
        let length = command.map_or(sign.len_utf8(), str::len);
        match command.unwrap_or_default() {
            "\\left" | "\\begin" => {
                around.push((depth, 0));
                (depth, run, is_paired) = (depth + run + 1, 0, false);
            }
            "\\right" | "\\end" => {
                ((depth, run), is_paired) = (around.pop().unwrap_or_default(), false);
            }
            "\\color" => (depth, run, is_paired) = (depth + run + 1, 0, false),
            "" => match sign {
                '{' => {
                    around.push((depth, if is_paired { run } else { 0 }));
                    (depth, run, is_paired) = (depth + run + 1, 0, false);
                }
                '}' => ((depth, run), is_paired) = (around.pop().unwrap_or_default(), false),
                '^' | '_' => run += 1,
                sign if sign.is_whitespace() => {}
                _ => (run, is_paired) = (if is_paired { run } else { 0 }, false),
            },
            command => (run, is_paired) = (run + 1, PAIRED.contains(&command)),
        }
        if depth + run > MOST_DEPTH {
            return Some(latex.len() - rest.len());
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    None
}

/// The command that a text begins with.
fn command(text: &str) -> Option<&str> {
    let name = text.strip_prefix('\\')?;
    let letters = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
    let length = letters.max(name.chars().next().map_or(0, char::len_utf8));
    text.get(..1 + length)
}

const ELEMENTS: [&str; 27] = [
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "ms",
    "mspace",
    "mtext",
    "mfrac",
    "msqrt",
    "mroot",
    "mstyle",
    "mpadded",
    "mphantom",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mmultiscripts",
    "mprescripts",
    "mtable",
    "mtr",
    "mtd",
    "menclose",
    "none",
];

const ATTRIBUTES: [&str; 25] = [
    "accent",
    "accentunder",
    "columnspan",
    "depth",
    "display",
    "displaystyle",
    "fence",
    "form",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "notation",
    "rowspan",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
];

/// The inline styles that have a class, which the style sheet defines.
const STYLES: [(&str, &str); 8] = [
    ("text-align:left", "tb-m-start"),
    ("text-align:right", "tb-m-end"),
    ("padding-left:0", "tb-m-close-before"),
    ("padding-right:0", "tb-m-close-after"),
    ("width:100%", "tb-m-wide"),
    ("width:50%", "tb-m-half"),
    ("border-top:0.05em solid currentcolor", "tb-m-over"),
    ("border-right:0.05em solid currentcolor", "tb-m-after"),
];

/// The output of the converter, reduced to known elements and attributes.
fn plain(mathml: &str) -> String {
    let mut out = String::with_capacity(mathml.len());
    let mut rest = mathml;
    while let Some((text, after)) = rest.split_once('<') {
        out.push_str(text);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        push_tag(tag, &mut out);
        rest = after;
    }
    out.push_str(rest);
    out
}

fn push_tag(tag: &str, out: &mut String) {
    let end = tag.find([' ', '/']).filter(|end| *end > 0).unwrap_or(tag.len());
    let (name, attributes) = tag.split_at(end);
    if let Some(closed) = tag.strip_prefix('/') {
        if ELEMENTS.contains(&closed) {
            out.push_str(&format!("</{closed}>"));
        }
        return;
    }
    if !ELEMENTS.contains(&name) {
        return;
    }
    out.push_str(&format!("<{name}"));
    let mut rest = attributes;
    while let Some((own, after)) = rest.split_once("=\"") {
        let Some((value, after)) = after.split_once('"') else { break };
        let own = own.trim();
        if own == "style" {
            push_classes(value, out);
        } else if ATTRIBUTES.contains(&own) {
            out.push_str(&format!(" {own}=\"{value}\""));
        }
        rest = after;
    }
    out.push('>');
    if attributes.ends_with('/') {
        out.push_str(&format!("</{name}>"));
    }
}

fn push_classes(style: &str, out: &mut String) {
    let classes: Vec<&str> = style
        .split(';')
        .filter_map(|declaration| {
            let (property, value) = declaration.split_once(':')?;
            let plain = format!("{}:{}", property.trim(), value.trim());
            STYLES.iter().find(|(own, _)| *own == plain).map(|(_, class)| *class)
        })
        .collect();
    if !classes.is_empty() {
        out.push_str(&format!(" class=\"{}\"", classes.join(" ")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_mathml() {
        let formula = mathml("x^2", false);
        assert_eq!(formula.as_deref(), Ok("<math><msup><mi>x</mi><mn>2</mn></msup></math>"));
        let table = mathml("\\begin{aligned} a &= b \\end{aligned}", true).unwrap();
        assert!(table.contains("<mtd class=\"tb-m-end tb-m-close-after\">"), "{table}");
        assert!(!table.contains(" style="), "{table}");
    }

    #[test]
    fn text_is_no_markup() {
        let text = mathml("\\text{<b onclick=1>\\&</b>}", false).unwrap();
        assert!(text.contains("&lt;b") && text.contains("1&gt;&amp;&lt;/b&gt;"), "{text}");
        assert!(!text.contains("<b"), "{text}");
    }

    #[test]
    fn no_id_and_no_colour_comes_through() {
        let text = mathml("\\color{red} \\begin{align} a \\label{x} \\end{align}", true).unwrap();
        assert!(!text.contains(" id=") && !text.contains(" style="), "{text}");
    }

    #[test]
    fn faults_have_their_place() {
        let fault = mathml("a + \\foo b", false).unwrap_err();
        assert_eq!(fault.place, 4..8);
        assert_eq!(mathml("\\frac{a}", false).unwrap_err().place, 7..8);
        assert!(mathml("é\\frac", false).is_err() && mathml("\\frac é", false).is_err());
    }

    #[test]
    fn nesting_has_an_end() {
        for deep in [
            "{".repeat(5000),
            "\\sqrt".repeat(5000),
            "\\left(".repeat(5000),
            "\\frac{1}{".repeat(5000),
            "x^\\sqrt{\\sqrt\\sqrt ".repeat(5000),
            "\\begin{matrix}".repeat(5000),
            "\\frac1".repeat(5000),
            "\\frac{a}".repeat(5000),
            "\\binom a".repeat(5000),
            "\\sqrt[".repeat(5000),
            "\\overset{a}".repeat(5000),
            "\\color{red} a".repeat(5000),
        ] {
            let fault = mathml(&deep, true).unwrap_err();
            assert!(fault.reason.contains("nested"), "{fault:?}");
        }
        for flat in ["\\frac{a}{b} + ", "\\frac12", "\\sqrt[3]{x}", "\\alpha x", "{\\color{red} a}"]
        {
            assert!(mathml(&flat.repeat(500), true).is_ok(), "{flat}");
        }
        let edge = format!("{}x{}", "\\frac{1}{".repeat(19), "}".repeat(19));
        assert!(mathml(&edge, true).is_ok());
    }
}
