//! The tidiness of the theme's style sheets: they contain no left or right, so that a book can be mirrored completely.

use crate::harness::{files_below, repository};

/// A declaration of a style sheet.
struct Declaration {
    property: String,
    value: String,
}

/// Declarations that name a side, and may: what each draws is the same in a mirror.
const MAY: [&str; 1] = [
    // Two sides of a square that stands on its corner, which point down.
    "border-width: 0 1.5px 1.5px 0",
];

/// All declarations of a style sheet, whatever rules they stand in.
fn declarations(css: &str) -> Vec<Declaration> {
    declarations_outside(css, "")
}

/// All declarations but those inside of a rule whose head holds the words; all of them where there are no words.
fn declarations_outside(css: &str, words: &str) -> Vec<Declaration> {
    let mut found = Vec::new();
    let mut text = String::new();
    let mut heads: Vec<String> = Vec::new();
    let mut rest = css;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("/*") {
            rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '{' => heads.push(std::mem::take(&mut text)),
            ';' | '}' => {
                let inside = !words.is_empty() && heads.iter().any(|head| head.contains(words));
                let declaration = std::mem::take(&mut text);
                if let Some((property, value)) = declaration.split_once(':').filter(|_| !inside) {
                    let even = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
                    found.push(Declaration { property: even(property), value: even(value) });
                }
                if c == '}' {
                    heads.pop();
                }
            }
            _ => text.push(c),
        }
    }
    found
}

/// The values of a shorthand: what white space outside of parentheses parts.
fn values(value: &str) -> Vec<&str> {
    let mut depth = 0;
    value
        .split(|c: char| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth == 0 && c.is_whitespace()
        })
        .collect()
}

fn names_a_side(one: &Declaration) -> bool {
    let property = one.property.trim_start_matches("scroll-");
    let sides = ["left", "right", "top", "bottom"];
    let mut parts = property.split('-');
    let boxes = ["margin", "padding", "border", "inset"];
    let by_name = sides.contains(&property)
        || (boxes.contains(&parts.next().unwrap_or_default())
            && parts.any(|part| sides.contains(&part)))
        || ["width", "height", "min-width", "max-width", "min-height", "max-height"]
            .contains(&property);
    let words: Vec<&str> =
        one.value.split([' ', ',', '(', ')']).filter(|word| !word.is_empty()).collect();
    let by_word = ["float", "clear", "text-align", "caption-side", "background-position"]
        .contains(&property)
        && words.iter().any(|word| ["left", "right"].contains(word));
    let by_angle = one.value.contains("gradient(")
        && words.iter().any(|word| ["left", "right", "90deg", "270deg"].contains(word));
    let shorthand = ["margin", "padding", "inset", "border-width", "border-color", "border-style"];
    let values = values(&one.value);
    let by_order =
        shorthand.contains(&property) && values.len() == 4 && values.get(1) != values.get(3);
    by_name || by_word || by_angle || by_order
}

fn sides(css: &str) -> Vec<String> {
    let named = declarations(css).into_iter().filter(names_a_side);
    named.map(|one| format!("{}: {}", one.property, one.value)).collect()
}

#[test]
fn the_theme_names_no_side() {
    let mut seen = 0;
    let mut found = Vec::new();
    for (path, bytes) in files_below(&repository().join("themes/default/css")) {
        let css = String::from_utf8_lossy(&bytes);
        seen += declarations(&css).len();
        let other = sides(&css).into_iter().filter(|one| !MAY.contains(&one.as_str()));
        found.extend(other.map(|one| format!("{path}: {one}")));
    }
    assert!(seen > 500, "the style sheets have moved: {seen} declarations");
    assert!(found.is_empty(), "sides in the theme:\n{}", found.join("\n"));
}

#[test]
fn sides_are_found() {
    for css in [
        "a { margin-left: 1px }",
        "a { color: red; border-top-left-radius: 2px; }",
        "@media (width < 1px) { a { right: 0; } }",
        "a { text-align: right }",
        "a { float: left; }",
        "a { max-width: 1em; }",
        "a { padding: 0 1px 2px 3px; }",
        "a { background: linear-gradient(to right, red, blue); }",
        "a { scroll-padding-top: 1px; }",
    ] {
        assert_eq!(sides(css).len(), 1, "{css}");
    }
    let even = "/* left: 0; */ @media (max-width: 1px) { a { margin: 0 1px 2px; inset: 0 auto; text-align: start; \
                padding: 0 1px 2px 1px; overflow-x: auto; border: 1px solid; resize: vertical; } }";
    assert_eq!(sides(even), Vec::<String>::new());
}

const WANTS_MOTION: &str = "(prefers-reduced-motion: no-preference)";

fn motions(css: &str) -> Vec<String> {
    let moves = |one: &Declaration| {
        let property = one.property.as_str();
        let named = ["transition", "animation"].iter().any(|name| property.starts_with(name))
            || property == "scroll-behavior";
        named && !["none", "auto"].contains(&one.value.trim_end_matches(" !important"))
    };
    let found = declarations_outside(css, WANTS_MOTION).into_iter().filter(moves);
    found.map(|one| format!("{}: {}", one.property, one.value)).collect()
}

#[test]
fn nothing_moves_for_a_reader_who_wants_no_motion() {
    let mut found = Vec::new();
    for (path, bytes) in files_below(&repository().join("themes/default/css")) {
        let css = String::from_utf8_lossy(&bytes);
        found.extend(motions(&css).into_iter().map(|one| format!("{path}: {one}")));
    }
    for (path, bytes) in files_below(&repository().join("themes/default/js")) {
        let script = String::from_utf8_lossy(&bytes);
        if script.contains("smooth") && !script.contains("prefers-reduced-motion") {
            found.push(format!("{path}: scrolls smoothly whatever the reader wants"));
        }
    }
    assert!(found.is_empty(), "motion:\n{}", found.join("\n"));
}

#[test]
fn motion_is_found() {
    assert_eq!(motions("a { transition: color 1s; } b { scroll-behavior: smooth }").len(), 2);
    let wanted = format!(
        "@media {WANTS_MOTION} {{ a {{ transition: color 1s; }} }} b {{ animation: x 1s; }}"
    );
    assert_eq!(motions(&wanted), ["animation: x 1s"]);
    assert_eq!(motions("a { transition: none !important; }"), Vec::<String>::new());
}
