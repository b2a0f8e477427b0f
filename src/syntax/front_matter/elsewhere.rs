//! Keys that the front matter of other tools has, and what to write for each here.

/// A key of ours, the keys of other tools with the same meaning, and what to know about the value. All names are in
/// lower case, without hyphens and underscores.
struct Same {
    key: &'static str,
    theirs: &'static [&'static str],
    /// How the value is written here, after a colon; empty if it can stay as it is.
    value: &'static str,
}

/// Jekyll with its common themes, Hugo, Docusaurus, MkDocs, VitePress, Eleventy, Zola, Hexo and Quarto.
const SAME: &[Same] = &[
    Same {
        key: "title",
        theirs: &[
            "sidebarlabel",
            "navtitle",
            "linktitle",
            "navlabel",
            "shorttitle",
            "sidebartitle",
            "sidebartext",
        ],
        value: "",
    },
    Same {
        key: "description",
        theirs: &["summary", "excerpt", "subtitle", "abstract", "metadescription", "lead"],
        value: "",
    },
    Same {
        key: "weight",
        theirs: &[
            "navorder",
            "sidebarposition",
            "sidebarorder",
            "order",
            "position",
            "menuorder",
            "navposition",
        ],
        value: "with a whole number",
    },
    Same { key: "aliases", theirs: &["redirectfrom", "alias", "redirects"], value: "" },
    Same {
        key: "slug",
        theirs: &["permalink", "url", "id", "path"],
        value: "with the last part of the address alone, and without slashes",
    },
    Same {
        key: "updated",
        theirs: &[
            "date",
            "lastmod",
            "lastmodified",
            "lastmodifiedat",
            "modified",
            "lastupdate",
            "lastupdated",
            "revised",
            "modifieddate",
            "datemodified",
        ],
        value: "with a date such as 2026-11-22",
    },
    Same {
        key: "updated",
        theirs: &["publishdate", "publishedat", "datepublished", "pubdate"],
        value: "with a date such as 2026-11-22; no build waits for a day, so if it is still to come, write `published: false` until then",
    },
    Same {
        key: "template",
        theirs: &["layout", "pagelayout", "type"],
        value: "with the name of a template of the theme, or remove the line for the usual page",
    },
];

/// Keys that say the opposite of one of ours, or say it in other words, with the value that one needs here.
const OTHERWISE: &[(&str, &str, &[&str])] = &[
    (
        "toc",
        "false",
        &[
            "hidetableofcontents",
            "hidetoc",
            "notoc",
            "tochide",
            "tableofcontents",
            "showtoc",
            "outline",
            "pagetoc",
        ],
    ),
    (
        "search",
        "false",
        &["searchexclude", "excludesearch", "excludefromsearch", "nosearch", "excludesearchindex"],
    ),
    ("published", "false", &["unpublished"]),
];

/// Keys without a meaning here, each with what a book has in its place.
const NOTHING: &[(&[&str], &str)] = &[
    (
        &["tags", "tag", "categories", "category", "keywords", "topics", "taxonomies"],
        "remove the line: a book has no tags, and its search finds every word",
    ),
    (
        &["author", "authors", "contributors"],
        "remove the line: `authors` of `[book]` in book.toml names the authors of the book",
    ),
    (
        &["image", "thumbnail", "cover", "banner", "icon", "sidebaricon"],
        "remove the line: a picture is in the text, and `share-images` in book.toml makes one for shared links",
    ),
    (
        &[
            "comments",
            "comment",
            "share",
            "related",
            "readtime",
            "readingtime",
            "toclevels",
            "math",
            "mermaid",
        ],
        "remove the line: front matter has no such switch",
    ),
];

/// What to write in the place of a key of another tool; `is_set` tells which keys the block has. `None` if the key is
/// none of these.
pub(super) fn cure(key: &str, is_set: impl Fn(&str) -> bool) -> Option<String> {
    let plain: String = key.chars().filter(|c| !['-', '_'].contains(c)).collect();
    let plain = plain.to_ascii_lowercase();
    let is_one = |theirs: &[&str]| theirs.contains(&plain.as_str());
    let set = |ours: &str| is_set(ours).then(|| format!("remove the line: `{ours}` is set too"));
    if let Some(same) = SAME.iter().find(|same| is_one(same.theirs)) {
        let ours = same.key;
        return set(ours).or(Some(match same.value {
            "" => format!("write `{ours}` in its place"),
            value => format!("write `{ours}` in its place, {value}"),
        }));
    }
    if let Some((_, cure)) = NOTHING.iter().find(|(theirs, _)| is_one(theirs)) {
        return Some(cure.to_string());
    }
    let (ours, value, _) = OTHERWISE.iter().find(|(.., theirs)| is_one(theirs))?;
    set(ours).or(Some(format!("set `{ours}` to {value} in its place, or remove the line")))
}

#[cfg(test)]
mod tests {
    use super::super::KEYS;
    use super::*;

    #[test]
    fn keys_of_other_tools_have_one_of_ours() {
        for (key, ours) in [
            ("redirect_from", "aliases"),
            ("permalink", "slug"),
            ("nav_order", "weight"),
            ("sidebar_position", "weight"),
            ("sidebar_label", "title"),
            ("sidebarLabel", "title"),
            ("nav-title", "title"),
            ("linkTitle", "title"),
            ("summary", "description"),
            ("date", "updated"),
            ("lastmod", "updated"),
            ("last_modified_at", "updated"),
            ("layout", "template"),
            ("hide_table_of_contents", "toc"),
            ("search_exclude", "search"),
        ] {
            let told = cure(key, |_| false).unwrap_or_default();
            assert!(told.contains(&format!("`{ours}`")), "{key}: {told}");
            let told = cure(key, |set| set == ours).unwrap_or_default();
            assert!(told.starts_with("remove the line"), "{key}: {told}");
        }
        for key in ["tags", "author", "Keywords"] {
            let told = cure(key, |_| false).unwrap_or_default();
            assert!(told.starts_with("remove the line: "), "{key}: {told}");
        }
        for key in ["qqq", "descripton", "Title", ""] {
            assert_eq!(cure(key, |_| false), None, "{key}");
        }
    }

    #[test]
    fn no_name_is_twice_in_the_tables_or_one_of_ours() {
        let same = SAME.iter().map(|same| (same.key, same.theirs));
        let all = same.chain(OTHERWISE.iter().map(|(ours, _, theirs)| (*ours, *theirs)));
        let mut seen = std::collections::BTreeSet::new();
        let nothing = NOTHING.iter().map(|(theirs, _)| ("title", *theirs));
        for (ours, theirs) in all.chain(nothing) {
            assert!(KEYS.contains(&ours), "{ours}");
            for name in theirs {
                assert!(seen.insert(*name) && !KEYS.contains(name), "{name}");
            }
        }
    }
}
