//! How each kind of foreign syntax is known: the length of one that begins at a spot.
//!
//! Each asks for more than the signs, because the same signs can be text.

use super::Spot;

pub(super) fn contents(spot: &Spot) -> Option<usize> {
    const LINES: [&str; 6] = ["[toc]", "[[toc]]", "[[_toc_]]", "{:toc}", "{: toc}", "{:toc .toc}"];
    let is_one = LINES.iter().any(|line| spot.line.eq_ignore_ascii_case(line));
    (is_one && spot.begins_line()).then_some(spot.line.len())
}

pub(super) fn embed(spot: &Spot) -> Option<usize> {
    let inner = double_brackets(spot.line.strip_prefix('!')?)?;
    Some(inner + 1)
}

pub(super) fn wiki_link(spot: &Spot) -> Option<usize> {
    // Attributes of C++, which are written in the same way.
    const ATTRIBUTES: [&str; 9] = [
        "nodiscard",
        "noreturn",
        "deprecated",
        "fallthrough",
        "likely",
        "unlikely",
        "maybe_unused",
        "no_unique_address",
        "carries_dependency",
    ];
    let length = double_brackets(spot.line)?;
    let inner = spot.line.get(2..length - 2)?;
    let is_index = spot.follows(|c| c.is_alphanumeric() || c == ']' || c == '_')
        || spot.before.ends_with("\\!");
    (!is_index && !ATTRIBUTES.contains(&inner)).then_some(length)
}

/// The length of a name in double brackets.
fn double_brackets(line: &str) -> Option<usize> {
    let (inner, after) = line.strip_prefix("[[")?.split_once("]]")?;
    let is_name = inner.starts_with(|c: char| c.is_alphanumeric() || "#./^_".contains(c))
        && inner.contains(char::is_alphabetic)
        && !inner.ends_with(' ')
        && !inner.contains(['[', ']', '`', '"', '=', '$', '{', '<'])
        && !inner.contains("::");
    (is_name && !after.starts_with(['[', '(', ']', ':', '{'])).then_some(inner.len() + 4)
}

/// Names of admonitions.
const TYPES: [&str; 28] = [
    "note",
    "abstract",
    "summary",
    "tldr",
    "info",
    "todo",
    "tip",
    "hint",
    "important",
    "success",
    "check",
    "done",
    "question",
    "help",
    "faq",
    "warning",
    "caution",
    "attention",
    "failure",
    "fail",
    "missing",
    "danger",
    "error",
    "bug",
    "example",
    "quote",
    "cite",
    "seealso",
];

pub(super) fn admonition(spot: &Spot) -> Option<usize> {
    let line = spot.line;
    let rest = line.strip_prefix("!!!").or_else(|| line.strip_prefix("???"))?;
    let rest = rest.strip_prefix('+').unwrap_or(rest);
    let is_tight = !rest.starts_with(' ');
    let rest = rest.trim_start();
    let (names, title) = match rest.split_once('"') {
        Some((names, title)) => (names, title.strip_suffix('"')?),
        None => (rest, ""),
    };
    let mut names = names.split_whitespace();
    let first = names.next()?;
    let is_name =
        |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || b"-_".contains(&byte));
    let has_body = spot.next.trim_start_matches(['>', ' ']).is_empty()
        || spot.next.trim_start_matches("> ").starts_with([' ', '\t']);
    let is_known = TYPES.contains(&first.to_ascii_lowercase().as_str());
    let is_sure = is_known || (!is_tight && (!title.is_empty() || !spot.next.is_empty()));
    let is_one = is_sure && is_name(&first.to_ascii_lowercase()) && names.all(is_name);
    (spot.begins_line() && is_one && has_body).then_some(line.len())
}

pub(super) fn tab(spot: &Spot) -> Option<usize> {
    let rest = spot.line.strip_prefix("===")?.trim_start_matches(['!', '+']).trim_start();
    let title = rest.strip_prefix('"')?.strip_suffix('"')?;
    (spot.begins_line() && !title.is_empty()).then_some(spot.line.len())
}

pub(super) fn snippet(spot: &Spot) -> Option<usize> {
    let line = spot.line;
    let is_scissors = ["--8<--", "-8<-"].iter().any(|sign| {
        let rest = line.strip_prefix(sign).map(str::trim);
        rest.is_some_and(|rest| rest.len() > 2 && rest.starts_with('"') && rest.ends_with('"'))
    });
    let is_arrow = ["<<< @/", "<<< ./", "<<< ../"].iter().any(|sign| line.starts_with(sign));
    (spot.begins_line() && (is_scissors || is_arrow)).then_some(line.len())
}

/// An alert with its text right after its kind.
pub(super) fn tight_alert(spot: &Spot) -> Option<usize> {
    let (name, after) = spot.line.strip_prefix("[!")?.split_once(']')?;
    let is_quoted = spot.begins_line() && spot.before.contains('>');
    let is_tight = !after.is_empty() && !after.starts_with([' ', '\t', '(', '[', '+', '-']);
    (is_quoted && is_tight && is_alert(name)).then_some(name.len() + 3)
}

pub(super) fn callout(spot: &Spot) -> Option<usize> {
    let (inner, after) = spot.line.strip_prefix("[!")?.split_once(']')?;
    // Obsidian has more behind the name.
    let name = inner.split('|').next().unwrap_or_default().trim();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let is_quoted = spot.begins_line() && spot.before.contains('>');
    // These are alerts with text in their first line too.
    let is_known = is_alert(inner) && after.starts_with(' ');
    (is_quoted && is_name && !is_known && !after.starts_with(['(', '['])).then_some(inner.len() + 3)
}

/// An alert that does not begin its quotation.
pub(super) fn late_alert(spot: &Spot) -> Option<usize> {
    let (name, after) = spot.line.strip_prefix("[!")?.split_once(']')?;
    let depth = |line: &str| {
        let signs = line.bytes().take_while(|byte| b" \t>".contains(byte));
        signs.filter(|byte| *byte == b'>').count()
    };
    let is_late = depth(spot.above) >= depth(spot.before).max(1)
        && !spot.above.trim_matches(['>', ' ', '\t', '\r']).is_empty();
    let is_quoted = spot.begins_line() && spot.before.contains('>');
    (is_quoted && is_late && is_alert(name) && !after.starts_with(['(', '[', ':']))
        .then_some(name.len() + 3)
}

/// The name of an alert in bold letters, alone in the first line of a quotation.
pub(super) fn bold_alert(spot: &Spot) -> Option<usize> {
    let quotation = spot.before.trim_start().strip_prefix('>')?.trim_start();
    let name = spot.text.trim_end_matches(':');
    let after = spot.line.get(spot.text.len()..)?.trim_end_matches(':');
    let is_first = !spot.above.trim_start().starts_with('>');
    let goes_on = !spot.next.trim_start().trim_start_matches(['>', ' ']).is_empty();
    let is_bold = ["**", "__"].contains(&quotation) && quotation == after;
    (is_bold && is_first && goes_on && is_alert(name)).then_some(spot.text.len())
}

/// Whether an alert can have this kind.
fn is_alert(name: &str) -> bool {
    const KNOWN: [&str; 5] = ["note", "tip", "important", "warning", "caution"];
    KNOWN.contains(&name.to_ascii_lowercase().as_str())
}

/// What another tool replaces by an address, within the round brackets of a link.
pub(super) fn address(spot: &Spot) -> Option<usize> {
    let inner = |open, end| Some(spot.line.strip_prefix(open)?.split_once(end)?.0.len() + 4);
    let length = inner("{%", "%}").or_else(|| inner("{{", "}}"))?;
    spot.before.ends_with("](").then_some(length)
}

pub(super) fn gitbook(spot: &Spot) -> Option<usize> {
    const BLOCKS: [&str; 4] = ["hint", "tabs", "tab", "content-ref"];
    let inner = spot.line.strip_prefix("{%")?.split_once("%}")?.0.trim();
    let name = inner.split(' ').next()?;
    let is_block = BLOCKS.contains(&name.strip_prefix("end").unwrap_or(name));
    liquid(spot).filter(|_| is_block)
}

pub(super) fn liquid(spot: &Spot) -> Option<usize> {
    let (inner, _) = spot.line.strip_prefix("{%")?.split_once("%}")?;
    let words = inner.trim_matches(['-', '+']).trim_start();
    let is_comment = words.starts_with("comment") || words.starts_with("endcomment");
    let is_tag = words.starts_with(|c: char| c.is_ascii_alphabetic() || c == '#');
    (is_tag && !is_comment).then_some(inner.len() + 4)
}

pub(super) fn embedded(spot: &Spot) -> Option<usize> {
    let (inner, _) = spot.line.strip_prefix("<%")?.split_once("%>")?;
    inner.contains(char::is_alphabetic).then_some(inner.len() + 4)
}

pub(super) fn shortcode(spot: &Spot) -> Option<usize> {
    let line = spot.line;
    let (rest, end) = match line.strip_prefix("{{<") {
        Some(rest) => (rest, ">}}"),
        None => (line.strip_prefix("{{%")?, "%}}"),
    };
    let (inner, _) = rest.split_once(end)?;
    let name = inner.trim_start().trim_start_matches('/').trim_start();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
    is_name.then_some(inner.len() + 6)
}

pub(super) fn comment(spot: &Spot) -> Option<usize> {
    // Of MDX, of Hugo, of Handlebars, and of Tera and Jinja.
    const SIGNS: [(&str, &str); 5] =
        [("{/*", "*/}"), ("{{/*", "*/}}"), ("{{!--", "--}}"), ("{#-", "#}"), ("{# ", "#}")];
    let line = spot.line;
    let (open, end) = SIGNS.into_iter().find(|(open, _)| line.starts_with(open))?;
    let inner = line.get(open.len()..)?.find(end);
    // Ids of headings begin like comments of Jinja.
    let is_one = inner.is_some() || end != "#}";
    is_one.then(|| inner.map_or(line.len(), |at| open.len() + at + end.len()))
}

/// The definition of a link that serves as a comment, in a place where it defines nothing. The text begins with it, or
/// behind its label if that is a link.
pub(super) fn definition(spot: &Spot) -> Option<usize> {
    const LABELS: [&str; 2] = ["[//]", "[comment]"];
    let is_label = |text: &str| LABELS.iter().any(|label| text.eq_ignore_ascii_case(label));
    let (label, target) = spot.line.split_once(": ")?;
    let before = spot.before.trim_start_matches([' ', '\t', '>']);
    let is_one = (is_label(label) && before.is_empty()) || (label.is_empty() && is_label(before));
    let is_target = target.trim_start().starts_with(['#', '<', '(', '"']);
    (is_one && is_target).then_some(spot.line.len())
}

/// Text between two pairs of signs, which touch it and not the words around it.
pub(super) fn paired(spot: &Spot, sign: &str) -> Option<usize> {
    let rest = spot.text.strip_prefix(sign)?;
    let (inner, after) = rest.split_once(sign)?;
    let is_apart = |c: char| !(c.is_alphanumeric() || "=+_".contains(c));
    let (first, last) = (inner.split(' ').next()?, inner.rsplit(' ').next()?);
    // Operators of programs: `++i or i++`, `==a and b==`.
    let is_operand = |word: &str| word.chars().count() < 3;
    let are_operands =
        inner.contains(' ') && (is_operand(first) || is_operand(last) || first == last);
    let touches = inner.starts_with(char::is_alphanumeric)
        && inner.ends_with(|c: char| c.is_alphanumeric() || ".!?)".contains(c))
        && (inner.chars().count() > 1 || sign == "==" && inner.contains(char::is_alphabetic))
        && !inner.contains(['/', '|', '=', '+', ';']);
    let apart = spot.before.chars().next_back().is_none_or(is_apart)
        && after.chars().next().is_none_or(is_apart);
    (touches && apart && !are_operands).then_some(inner.len() + 2 * sign.len())
}

pub(super) fn raised(spot: &Spot) -> Option<usize> {
    let (inner, after) = spot.text.strip_prefix('^')?.split_once('^')?;
    let is_short = (1..=4).contains(&inner.len())
        && inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-".contains(&byte));
    let ends = !after.starts_with(|c: char| c.is_alphanumeric() || "^[(".contains(c));
    (spot.follows(char::is_alphanumeric) && is_short && ends).then_some(inner.len() + 2)
}

pub(super) fn inline_note(spot: &Spot) -> Option<usize> {
    let (inner, after) = spot.line.strip_prefix("^[")?.split_once(']')?;
    let is_word = |c: char| c.is_alphabetic() || ".,;:!?' ".contains(c);
    let is_text = inner.starts_with(char::is_alphabetic)
        && (inner.contains(' ') || (inner.chars().count() > 3 && inner.chars().all(is_word)));
    let follows = spot.follows(|c| c.is_alphanumeric() || " .,;:!?)\"”*_".contains(c));
    let follows = follows && !(spot.before.ends_with(' ') && !inner.contains(' '));
    (is_text && follows && !after.starts_with('(')).then_some(inner.len() + 3)
}

/// A heading whose number signs touch its text. A single sign often begins a tag.
pub(super) fn tight_heading(spot: &Spot) -> Option<usize> {
    let title = spot.line.trim_start_matches('#');
    let signs = spot.line.len() - title.len();
    let begins =
        |signs: &[char]| title.starts_with(|c: char| c.is_alphanumeric() || signs.contains(&c));
    // The line above is blank, or the end of front matter.
    let is_first = spot.above.trim_matches(['>', ' ', '\t', '-', '+', '\r']).is_empty();
    // One word alone is a tag or a number of a colour, and capitals are a code or a note to oneself.
    let is_title = || {
        let (first, rest) = title.split_once(char::is_whitespace).unwrap_or((title, ""));
        !rest.trim().is_empty()
            && first.contains(|c: char| c.is_alphabetic() && !c.is_uppercase())
            && title.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
            && !title.contains('#')
            && !title.ends_with(['.', '!', '?', ','])
    };
    let is_one = match signs {
        1 => is_first && is_title(),
        2..=6 => begins(&['*', '`', '[', '_']),
        _ => false,
    };
    (spot.begins_line() && is_one).then_some(spot.line.len())
}

/// A sign of a list or of a heading before a no-break space, which some keyboards and word processors write.
pub(super) fn hard_space(spot: &Spot) -> Option<usize> {
    let rest = spot.line.trim_start_matches('#');
    let signs = spot.line.len() - rest.len();
    let rest = if signs == 0 { rest.get(1..)? } else { rest };
    let text = ["\u{a0}", "&nbsp;"].into_iter().find_map(|space| rest.strip_prefix(space));
    let is_one = signs <= 6 && text.is_some_and(|text| !text.trim().is_empty());
    (spot.begins_line() && is_one).then_some(spot.line.len())
}

pub(super) fn statement(spot: &Spot) -> Option<usize> {
    let line = spot.line.trim_end_matches(';').trim_end();
    let is_quoted = |text: &str| {
        ['"', '\''].iter().any(|sign| {
            let inner = text.strip_prefix(*sign).and_then(|text| text.strip_suffix(*sign));
            inner.is_some_and(|inner| !inner.is_empty() && !inner.contains([*sign, ' ']))
        })
    };
    let is_import = line.strip_prefix("import ").is_some_and(|rest| {
        let named = rest.rsplit_once(" from ");
        is_quoted(rest) || named.is_some_and(|(names, file)| is_quoted(file) && are_names(names))
    });
    let is_export = line.strip_prefix("export ").is_some_and(|rest| {
        let of = |word| rest.strip_prefix(word).map(str::trim_start);
        let set = ["const ", "let ", "var "].into_iter().find_map(of);
        set.is_some_and(|rest| rest.contains('='))
            || of("function ").is_some_and(|rest| rest.contains('('))
            || of("default ").is_some_and(|rest| {
                rest.starts_with(['(', '{'])
                    || rest.starts_with("function")
                    || rest.starts_with("class ")
            })
    });
    (spot.begins_line() && (is_import || is_export)).then_some(spot.line.len())
}

/// Whether a module can be imported under these names: `A`, `* as A`, `{ a, b as c }`, `A, { b }`.
fn are_names(names: &str) -> bool {
    let is_name = |name: &str| {
        let in_name = |c: char| c.is_alphanumeric() || "_$".contains(c);
        !name.is_empty() && name.chars().all(in_name)
    };
    let is_whole = |names: &str| {
        let of_all = names.strip_prefix('*').and_then(|rest| rest.trim_start().strip_prefix("as "));
        let is_list = names.starts_with('{') && names.ends_with('}');
        is_list || is_name(of_all.unwrap_or(names).trim())
    };
    let names = names.trim();
    match names.split_once(',').filter(|_| !names.starts_with('{')) {
        Some((first, others)) => is_name(first.trim()) && is_whole(others.trim()),
        None => is_whole(names),
    }
}

pub(super) fn directive(spot: &Spot) -> Option<usize> {
    let (name, _) = spot.line.strip_prefix(".. ")?.split_once("::")?;
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || b"-_:".contains(&byte));
    (spot.begins_line() && is_name).then_some(spot.line.len())
}

pub(super) fn abbreviation(spot: &Spot) -> Option<usize> {
    let (name, meaning) = spot.line.strip_prefix("*[")?.split_once("]:")?;
    let is_one = !name.trim().is_empty() && !name.contains('[') && !meaning.trim().is_empty();
    (spot.begins_line() && is_one).then_some(spot.line.len())
}

pub(super) fn block(spot: &Spot) -> Option<usize> {
    const OTHERS: [&str; 5] = ["admonition", "details", "tab", "caption", "html"];
    let rest = ["||| ", "/// "].iter().find_map(|sign| spot.line.strip_prefix(sign))?;
    let (name, title) = rest.trim().split_once(['|', '"']).unwrap_or((rest.trim(), ""));
    let name = name.trim();
    let is_one = (TYPES.contains(&name) || OTHERS.contains(&name)) && !title.contains("||");
    (spot.begins_line() && is_one).then_some(spot.line.len())
}
