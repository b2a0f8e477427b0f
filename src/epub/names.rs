//! Names of files in an EPUB: made from site paths, in letters that every reading system can read.

/// Where the chapter with this site path is.
pub fn text(path: &str) -> String {
    let stem = path.strip_suffix(".html").unwrap_or(path);
    format!("text/{}.xhtml", safe(stem))
}

/// Where the picture with this site path is. `extension` is what its content calls for.
pub(super) fn picture(path: &str, extensions: &[&str]) -> String {
    let name = format!("pictures/{}", safe(path));
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match extensions {
        [usual, ..] if !extensions.contains(&ending.as_str()) => format!("{name}.{usual}"),
        _ => name,
    }
}

/// ASCII letters, digits, dots, hyphens and slashes stay; different paths stay different.
fn safe(path: &str) -> String {
    let mut name = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '.' | '-' | '/' => name.push(c),
            c if c.is_ascii_alphanumeric() => name.push(c),
            c => name.push_str(&format!("_{:x}_", u32::from(c))),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_stay_different() {
        assert_eq!(text("role/index.html"), "text/role/index.xhtml");
        assert_eq!(text("über uns.html"), "text/_fc_ber_20_uns.xhtml");
        assert_eq!(text("a_20_.html"), "text/a_5f_20_5f_.xhtml");
        assert_eq!(picture("a/b.JPG", &["jpg", "jpeg"]), "pictures/a/b.JPG");
        assert_eq!(picture("a/b.jpg", &["png"]), "pictures/a/b.jpg.png");
    }
}
