//! Files other than chapters: templates, pictures, and included files.

use super::cases::{Case, book, counted};

/// Templates of the author's theme.
pub fn templates(size: usize) -> Vec<Case> {
    let many = |name: &str, files: &[(&str, &str)]| {
        let mut all: Vec<(String, Vec<u8>)> = files
            .iter()
            .map(|(path, text)| (format!("theme/templates/{path}"), text.as_bytes().to_vec()))
            .collect();
        all.push(("book.toml".into(), b"[output.html]\ntheme = \"theme\"\n".to_vec()));
        all.push(("content/index.md".into(), b"# Book\n".to_vec()));
        Case { name: format!("template: {name}"), files: all }
    };
    let one = |name: &str, text: String| many(name, &[("page.html", &text)]);
    let nest = |open: &str, close: &str| open.repeat(size) + "x" + &close.repeat(size);
    vec![
        many("a page that includes itself", &[("page.html", "{% include \"page.html\" %}")]),
        many(
            "two that include each other",
            &[("page.html", "{% include \"x.html\" %}"), ("x.html", "{% include \"page.html\" %}")],
        ),
        many("a page that extends itself", &[("page.html", "{% extends \"page.html\" %}")]),
        many(
            "two that extend each other",
            &[("page.html", "{% extends \"x.html\" %}"), ("x.html", "{% extends \"page.html\" %}")],
        ),
        many(
            "a component of itself",
            &[("page.html", "{% component a() %}{{ <a /> }}{% endcomponent a %}{{ <a /> }}")],
        ),
        many(
            "components of each other",
            &[(
                "page.html",
                "{% component a() %}{{ <b /> }}{% endcomponent a %}{% component b() %}{{ <a /> }}{% endcomponent b %}{{ <a /> }}",
            )],
        ),
        one("a range without end", "{% for i in range(end=1000000000) %}a{% endfor %}".into()),
        one("conditions", nest("{% if true %}", "{% endif %}")),
        one("loops", nest("{% for a in [1] %}", "{% endfor %}")),
        one("loops, opened", "{% for a in [1] %}".repeat(size)),
        one("blocks", (0..size).map(|n| format!("{{% block b{n} %}}")).collect()),
        one("arrays", format!("{{{{ {} }}}}", "[".repeat(size))),
        one("parentheses", format!("{{{{ {}1{} }}}}", "(".repeat(size), ")".repeat(size))),
        one("denials", format!("{{{{ {}1 }}}}", "not ".repeat(size))),
        one("minus signs", format!("{{{{ {}1 }}}}", "-".repeat(size))),
        one("sums", format!("{{{{ 1{} }}}}", " + 1".repeat(size))),
        one("products of sums", format!("{{{{ {}1 }}}}", "1 + 1 * (".repeat(size))),
        one("filters", format!("{{{{ \"a\" {} }}}}", "| upper ".repeat(size))),
        one("attributes", format!("{{{{ page{} }}}}", ".a".repeat(size))),
        one("indices", format!("{{{{ page{} }}}}", "[page".repeat(size))),
        one("braces", "{{".repeat(size)),
        one("comments", "{#".repeat(size)),
        one("choices", format!("{{{{ {}1 }}}}", "1 if true else ".repeat(size))),
    ]
    .into_iter()
    .chain(endless(one))
    .collect()
}

/// Templates that compute without end.
fn endless(one: impl Fn(&str, String) -> Case) -> Vec<Case> {
    let range = "range(end=100000)";
    let turn = format!("{{% for a in {range} %}}");
    let end = "{% endfor %}";
    let words = "word ".repeat(1_000);
    let few = "{% for b in range(end=9) %}";
    let twice = |text: &str| format!("{{% set a = \"x\" %}}{text}");
    vec![
        one("ranges in ranges", format!("{turn}{turn}{end}{end}")),
        one(
            "loops in loops over a list",
            format!("{{% set l = {range} %}}{}{}", "{% for a in l %}".repeat(3), end.repeat(3)),
        ),
        one(
            "lists made in lists",
            format!("{{{{ [[1 for b in {range}] | length for a in {range}] }}}}"),
        ),
        one(
            "lists made of nothing",
            format!("{{{{ [[1 for b in {range} if false] for a in {range}] | length }}}}"),
        ),
        one("a text that doubles", twice(&format!("{turn}{{% set_global a = a ~ a %}}{end}"))),
        one("a text that doubles without a loop", twice(&"{% set a = a ~ a %}".repeat(60))),
        one(
            "a list that doubles",
            "{% set a = [1] %}".to_string() + &"{% set a = [...a, ...a] %}".repeat(60),
        ),
        one("a text that is put into itself", {
            let put = "{% set a = a | replace(from=\"x\", to=a) %}";
            format!("{{% set a = \"xxxxxxxxxx\" %}}{}", put.repeat(10))
        }),
        one("a page of great length", format!("{turn}{few}{words}{end}{end}")),
        one(
            "a text of great length",
            format!("{{% set x %}}{turn}{few}{words}{end}{end}{{% endset %}}"),
        ),
        one("blocks in loops", format!("{turn}{turn}{{% block a %}}{{% endblock a %}}{end}{end}")),
    ]
}

/// Files that say they are pictures, and what is painted.
pub fn pictures(size: usize) -> Vec<Case> {
    let shown = |name: &str, file: &str, bytes: &[u8]| {
        let text = format!("# Book\n\n![a]({file})\n");
        book(
            &format!("picture: {name}"),
            &[("content/index.md", text.as_bytes()), (&format!("content/{file}"), bytes)],
        )
    };
    let huge =
        [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0xff; 8], b"\x08\x06\0\0\0"].concat();
    let jpeg = [b"\xff\xd8".as_slice(), &b"\xff\xe1\0\x02".repeat(size)].concat();
    let looped = [b"\xff\xd8".as_slice(), &b"\xff\xe1\0\0".repeat(size)].concat();
    let tiff = [b"II*\0\x08\0\0\0\xff\xff".as_slice(), &[0xff; 4096]].concat();
    let webp = [b"RIFF\xff\xff\xff\xffWEBPVP8X".as_slice(), &[0xff; 30]].concat();
    let heif = [b"\0\0\0\x18ftypheic\0\0\0\0heicmif1".as_slice(), &b"\0\0\0\x08meta".repeat(size)]
        .concat();
    let empty =
        [b"\0\0\0\x18ftypheic\0\0\0\0heicmif1".as_slice(), &b"\0\0\0\0meta".repeat(size)].concat();
    let svg = |text: String| format!("<svg xmlns=\"http://www.w3.org/2000/svg\"{text}");
    let share = |name: &str, title: &str| {
        let toml = "[output.html]\nsite-url = \"https://a.example/\"\nshare-images = true\n";
        let text = format!("---\ntitle: {title:?}\n---\n\nText.\n");
        book(
            &format!("picture for shared links: {name}"),
            &[("book.toml", toml.as_bytes()), ("content/index.md", text.as_bytes())],
        )
    };
    vec![
        shown("a huge PNG", "a.png", &huge),
        shown("a JPEG of many segments", "a.jpg", &jpeg),
        shown("a JPEG of empty segments", "a.jpg", &looped),
        shown("a TIFF of too many entries", "a.tiff", &tiff),
        shown("a WebP of no size", "a.webp", &webp),
        shown("a HEIF of many boxes", "a.heic", &heif),
        shown("a HEIF of empty boxes", "a.heic", &empty),
        shown("an SVG of many groups", "a.svg", svg(format!(">{}", "<g>".repeat(size))).as_bytes()),
        shown("an SVG with entities", "a.svg", b"<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><svg width=\"&b;\"/>"),
        shown("an SVG of great width", "a.svg", svg(format!(" width=\"{}\"/>", "9".repeat(size))).as_bytes()),
        shown(
            "an SVG of many attributes",
            "a.svg",
            svg(counted(" a№=\"1\"", size * 2) + "/>").as_bytes(),
        ),
        shown(
            "an SVG of attributes in every element",
            "a.svg",
            svg(format!(">{}</svg>", format!("<g{}/>", counted(" a№=''", 120)).repeat(size / 10)))
                .as_bytes(),
        ),
        shown(
            "an SVG of groups in groups",
            "a.svg",
            svg(format!(">{}{}</svg>", "<g>".repeat(size), "</g>".repeat(size))).as_bytes(),
        ),
        shown(
            "an SVG of namespaces in namespaces",
            "a.svg",
            svg(format!(
                ">{}{}</svg>",
                counted("<g xmlns:a№=\"u№\">", size.min(4_000)),
                "</g>".repeat(size.min(4_000))
            ))
            .as_bytes(),
        ),
        shown(
            "an SVG of many elements",
            "a.svg",
            svg(format!(">{}</svg>", "<g/>".repeat(size * 20))).as_bytes(),
        ),
        shown("no picture", "a.png", &vec![0; size * 10]),
        share("markup", "</text></svg><script>alert(1)</script><image href=\"file:///etc/passwd\"/>&a;]]>"),
        share("a long word", &"w".repeat(size)),
        share("many words", &"word ".repeat(size)),
        share("control characters", &"\u{1}\u{7f}\u{202e}a".repeat(100)),
        share("marks", &format!("a{}", "\u{301}".repeat(size))),
        share("letters of every script", &('\u{100}'..'\u{3000}').step_by(7).collect::<String>()),
    ]
}

/// Files that include each other, and many files.
pub fn files(size: usize) -> Vec<Case> {
    let with = |name: &str, files: Vec<(String, String)>| {
        let files = files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
        Case { name: name.to_string(), files }
    };
    let chain = |count: usize, times: usize| -> Vec<(String, String)> {
        let file = |n: usize| {
            (
                format!("content/inc/{n}.txt"),
                format!("{{{{#include {}.txt}}}}\n", n + 1).repeat(times),
            )
        };
        let start =
            ("content/index.md".to_string(), "# Book\n\n{{#include inc/0.txt}}\n".to_string());
        (0..count).map(file).chain([start]).collect()
    };
    let deep = format!("content/{}a.md", "d/".repeat(size.min(2_000)));
    vec![
        with(
            "a file that includes itself",
            vec![("content/index.md".into(), "# Book\n\n{{#include index.md}}\n".repeat(100))],
        ),
        with("files in a chain", chain(1_000, 1)),
        with("files that multiply", {
            let mut files = chain(8, 10);
            files.push(("content/inc/8.txt".into(), "x".repeat(1_000)));
            files
        }),
        with(
            "a file included very often",
            vec![
                (
                    "content/index.md".into(),
                    format!("# Book\n\n{}", "{{#include a.txt}}\n".repeat(size)),
                ),
                ("content/a.txt".into(), "text\n".into()),
            ],
        ),
        with(
            "many anchors of a file",
            vec![
                (
                    "content/index.md".into(),
                    format!("# Book\n\n{}", counted("{{#include a.txt:a№}}\n", size / 20)),
                ),
                ("content/a.txt".into(), counted("// ANCHOR: a№\n", size / 20)),
            ],
        ),
        with(
            "folders in folders",
            vec![(deep, "# A\n".into()), ("content/index.md".into(), "# Book\n".into())],
        ),
        with("folders in folders without a chapter", {
            let deep = format!("content/{}a.txt", "d/".repeat(size.min(2_000)));
            vec![(deep, "A".into()), ("content/index.md".into(), "# Book\n".into())]
        }),
        with("a theme of folders in folders", {
            let deep = format!("theme/{}a.css", "d/".repeat(size.min(2_000)));
            let toml = "[output.html]\ntheme = \"theme\"\n".to_string();
            let book = ("content/index.md".into(), "# Book\n".into());
            vec![(deep, "a {}".into()), ("book.toml".into(), toml), book]
        }),
        with(
            "many chapters of one name",
            (0..size.min(1_000))
                .map(|n| (format!("content/{n}/same.md"), "# Same\n\n## Same\n".into()))
                .chain([("content/index.md".into(), "# Book\n".into())])
                .collect(),
        ),
    ]
}
