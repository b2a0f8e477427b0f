//! Resolves character references in the values of attributes.

/// The named character references that can disguise an address. Others are rare in addresses.
const NAMED: [(&str, &str); 12] = [
    ("amp;", "&"),
    ("quot;", "\""),
    ("apos;", "'"),
    ("lt;", "<"),
    ("gt;", ">"),
    ("colon;", ":"),
    ("sol;", "/"),
    ("bsol;", "\\"),
    ("Tab;", "\t"),
    ("NewLine;", "\n"),
    ("num;", "#"),
    ("period;", "."),
];

/// The value of an attribute as a browser reads it.
pub(super) fn decoded(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        rest = match character(after) {
            Some((read, after)) => {
                text.push_str(&read);
                after
            }
            None => {
                text.push('&');
                after
            }
        };
    }
    text.push_str(rest);
    text
}

/// The character of a character reference, and the text after it. The text begins after the ampersand.
fn character(text: &str) -> Option<(String, &str)> {
    let Some(number) = text.strip_prefix('#') else {
        let (name, read) = NAMED.iter().find(|(name, _)| text.starts_with(name))?;
        return Some((read.to_string(), text.get(name.len()..)?));
    };
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let code = u32::from_str_radix(digits.get(..end)?, radix).ok()?;
    let read = char::from_u32(code).filter(|read| *read != '\0').unwrap_or('\u{fffd}');
    let after = digits.get(end..)?;
    Some((read.to_string(), after.strip_prefix(';').unwrap_or(after)))
}
