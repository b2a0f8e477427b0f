//! Short reasons for failures of a store.

use std::error::Error;

/// The most characters of a service's message that are shown.
const MOST: usize = 300;

/// The innermost cause; for an answer of a service, its status, code and message.
pub(super) fn reason(error: &(dyn Error + 'static)) -> String {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    let text = cause.to_string();
    let status = text
        .strip_prefix("Server returned non-2xx status code: ")
        .and_then(|rest| rest.split(' ').next())
        .unwrap_or_default();
    let parts = [element(&text, "Code"), element(&text, "Message")];
    let said: Vec<&str> = parts.into_iter().flatten().collect();
    let words = match (status, said.is_empty()) {
        ("", true) => text.clone(),
        (status, true) => text.find(status).and_then(|at| text.get(at..)).unwrap_or(&text).into(),
        (status, false) => format!("{status} {}", said.join(": ")),
    };
    let words = words.split('<').next().unwrap_or_default().trim_end_matches([' ', ':', '\n']);
    words.trim().chars().filter(|character| !character.is_control()).take(MOST).collect()
}

/// The text of the first element with this name in an answer.
fn element<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("<{name}>"))?;
    rest.split('<').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        reason(&std::io::Error::other(text.to_string()))
    }

    #[test]
    fn services_are_quoted_in_a_line() {
        let answer = "Server returned non-2xx status code: 403 Forbidden: <?xml version=\"1.0\"?>\n<Error>\
                      <Code>AccessDenied</Code><Message>No\u{7} entry</Message></Error>";
        assert_eq!(of(answer), "403 AccessDenied: No entry");
        assert_eq!(
            of("Server returned non-2xx status code: 502 Bad Gateway: <html>…"),
            "502 Bad Gateway"
        );
        assert_eq!(of("Connection refused (os error 111)"), "Connection refused (os error 111)");
    }
}
