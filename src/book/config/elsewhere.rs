//! Settings of the look as other tools name them, with what does the same here. Pure.

/// The page of the guide that shows the settings.
const PAGE: &str = "“Make it look like yours” in the guide (how-to/make-it-yours.html)";

/// Names, in small letters and without the signs between words, and the key that means the same.
const NAMES: [(&[&str], &str); 12] = [
    (&["logo", "navlogo", "sitelogo", "headerlogo"], "output.html.look.logo"),
    (&["favicon", "icon", "siteicon", "touchicon", "appletouchicon"], "output.html.look.favicon"),
    (
        &[
            "accent", "accentcolor", "accentcolour", "brandcolor", "color", "colors", "colour",
            "colours", "palette", "primary", "primarycolor", "themecolor", "themecolour",
        ],
        "output.html.look.accent",
    ),
    (&["font", "fontfamily", "fonts", "textfont"], "output.html.look.font"),
    (&["headingfont", "headingsfont", "titlefont"], "output.html.look.heading-font"),
    (
        &["headerlinks", "nav", "navbar", "navigation", "navlinks", "social", "sociallinks"],
        "output.html.look.header-links",
    ),
    (&["copyright", "footer", "footertext"], "output.html.look.footer"),
    (
        &["announcement", "announcementbar", "announce", "banner"],
        "output.html.look.banner",
    ),
    (
        &["css", "customcss", "extracss", "styles", "stylesheet", "stylesheets"],
        "output.html.additional-css",
    ),
    (
        &["customjs", "extrajavascript", "extrajs", "js", "scripts"],
        "output.html.additional-js",
    ),
    (
        &[
            "enablegitinfo", "gitdates", "gitrevisiondate", "lastmod", "lastupdate", "lastupdated",
            "showlastupdated",
        ],
        "output.html.updated-from-git",
    ),
    (&["feedback", "feedbackurl", "reporturl"], "output.html.feedback-url-template"),
];

/// Names of settings that publish who has written to a repository.
const CONTRIBUTORS: [&str; 3] = ["contributors", "gitcontributors", "showcontributors"];

/// Tables in which other tools have such settings.
const TABLES: [&str; 5] = ["appearance", "branding", "look", "style", "theme"];

/// What to write instead of a key with this name, if another tool has it for the look of a site.
pub(super) fn help(name: &str) -> Option<String> {
    let letters = name.chars().filter(|letter| !matches!(letter, '-' | '_'));
    let name: String = letters.flat_map(char::to_lowercase).collect();
    if CONTRIBUTORS.contains(&name.as_str()) {
        return Some("remove it: no page names those who have written to the repository".into());
    }
    let known = NAMES.iter().find(|(names, _)| names.contains(&name.as_str()));
    let what = match known {
        Some((_, key)) => format!("set `{key}`"),
        None if TABLES.contains(&name.as_str()) => "write it below `[output.html.look]`".into(),
        None => return None,
    };
    Some(format!("{what}; see {PAGE}"))
}
