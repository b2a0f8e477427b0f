//! The Markdown versions of pages: parsed again, each has the content of its page.

use crate::attempts::sections;
use crate::discovery::{ALL, hostile, with_all};
use crate::handbook;
use crate::harness::{Site, repository};
use crate::markup;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use tickbook::book::lock;
use tickbook::text::diag::SourceText;
use tickbook::text::url;

/// What a reader of Markdown finds in a text.
#[derive(Default)]
struct Read {
    headings: Vec<(u8, String)>,
    items: usize,
    /// Links and pictures.
    targets: Vec<String>,
    html: Vec<String>,
}

fn read(text: &str, math: bool) -> Read {
    let mut options = Options::all();
    options.remove(Options::ENABLE_SMART_PUNCTUATION | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS);
    options.remove(Options::ENABLE_SUPERSCRIPT | Options::ENABLE_SUBSCRIPT);
    options.set(Options::ENABLE_MATH, math);
    let mut found = Read::default();
    let mut heading = None;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                heading = Some((level as u8, String::new()))
            }
            Event::End(TagEnd::Heading(_)) => found.headings.extend(heading.take()),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                found.targets.push(dest_url.into_string());
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, words)) = &mut heading {
                    words.push_str(&text);
                }
            }
            Event::TaskListMarker(_) => found.items += 1,
            Event::Html(html) | Event::InlineHtml(html) => found.html.push(html.into_string()),
            _ => {}
        }
    }
    found
}

/// The words of a heading without what only one of the two forms has: white space and brackets of badges.
fn words(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !"()".contains(*c)).collect()
}

/// The headings of a page that its text has, and how many items.
fn of_page(html: &str) -> (Vec<(u8, String)>, usize) {
    let mut headings = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once("<h") {
        rest = after;
        let level = after.bytes().next().filter(u8::is_ascii_digit).map(|digit| digit - b'0');
        let (Some(level), Some((tag, after))) = (level, after.split_once('>')) else { continue };
        let is_of_text = tag.contains(" id=\"") && !tag.contains("\"tb-start\"");
        let end = after.find(&format!("</h{level}>")).filter(|_| is_of_text);
        let Some(mut inner) = end.map(|end| &after[..end]) else { continue };
        let mut text = String::new();
        while let Some((before, tag)) = inner.split_once('<') {
            text.push_str(before);
            inner = tag.split_once('>').map_or("", |(_, after)| after);
        }
        headings.push((level, words(&markup::unescape(&(text + inner)))));
    }
    (headings, html.matches(" data-tick=\"").count())
}

/// Compares each Markdown page of a site with its page and follows its links.
fn check(site: &Site, math: bool) {
    let files = site.files("public");
    let text = |path: &str| String::from_utf8(files[path].clone()).expect("it is text");
    let markdown_pages: Vec<&String> = files.keys().filter(|path| path.ends_with(".md")).collect();
    assert!(!markdown_pages.is_empty(), "there are Markdown pages");
    for path in markdown_pages {
        let markdown_page = text(path);
        let found = read(&markdown_page, math);
        let html = text(&path.replace(".md", ".html"));
        let (headings, items) = of_page(&html);
        let mut own = found.headings.iter();
        assert_eq!(own.next().map(|(level, _)| *level), Some(1), "{path} begins with a title");
        let mut own: Vec<(u8, String)> = own.map(|(level, text)| (*level, words(text))).collect();
        let last = own.last().map(|(_, text)| text.as_str());
        if last.is_some_and(|last| ["Chapters", "Inthisbook"].contains(&last)) {
            own.pop();
        }
        if !html.contains("<math") && !html.contains("tb-stop") {
            assert_eq!(own, headings, "{path}:\n{markdown_page}");
        }
        assert_eq!(found.items, items, "items of {path}:\n{markdown_page}");
        assert!(found.html.is_empty(), "{path} holds {:?}", found.html);
        for target in &found.targets {
            follow(path, target, &files);
        }
    }
}

fn follow(from: &str, target: &str, files: &BTreeMap<String, Vec<u8>>) {
    let outside = ["https://", "http://", "mailto:", "tel:"];
    if outside.iter().any(|scheme| target.starts_with(scheme)) {
        return;
    }
    let (path, _) = target.split_once('#').unwrap_or((target, ""));
    let folder = url::split(from).0;
    let full = match path.is_empty() {
        true => Some(from.to_string()),
        false => url::resolve(folder, &url::decode(path)),
    };
    // What lies outside of the site is no file of it.
    let Some(full) = full else { return };
    assert!(files.contains_key(&full), "{from}: {target} leads nowhere");
    let is_page = full.ends_with(".html") && !target.contains("#tb-item-");
    let made = ["plan.html", "print.html", "404.html"].contains(&full.as_str());
    assert!(!is_page || made, "{from}: {target} leads to a page and not to its Markdown page");
}

#[test]
fn markdown_pages_of_real_books_say_what_their_pages_say() {
    check(&with_all(handbook::copy(), "").build(), false);
    check(&with_all(Site::copy_of_folder(&repository().join("docs")), "").build(), true);
}

#[test]
fn markdown_pages_of_books_full_of_traps_say_what_their_pages_say() {
    for name in ["showcase", "rtl", "full", "mdbook", "parts", "weights", "epub"] {
        // The site of a book from mdBook would else lie elsewhere.
        let site = with_all(Site::copy_of(name), "");
        let site = site.run(&["build", "-d", "public"]).assert_status(0);
        let math = site.read("book.toml").contains("math = true");
        check(&site, math);
    }
    check(&hostile(ALL).build(), false);
}

/// The Markdown page of a chapter in a book of three.
fn markdown_page(chapter: &str, settings: &str) -> String {
    let site = Site::of("# Start\n")
        .write("content/a/one.md", chapter)
        .write("content/a/two.md", "# Two\n\n## Deep {#d}\n\n- [ ] Thing {#thing}\n")
        .write("content/a/part.txt", "An *included* line.\n")
        .write(
            "book.toml",
            &format!(
                "[variables]\nname = \"A & <b>*\"\n[output.html]\nmarkdown-pages = true\n{settings}"
            ),
        )
        .build();
    site.read("public/a/one.md")
}

#[test]
fn a_markdown_page_is_the_chapter_as_readers_see_it() {
    let text = markdown_page(
        "---\ntitle: One & *all*\ndescription: What it is.\naliases: [/x.html]\n---\n\n# Not shown\n\n\
         {{#include part.txt}}\n\n## Of {{ var.name }} [New]{new} {#of}\n\n\
         See [two](two.md#d), [up](../index.md), [the plan](../plan.html), [thing](two.md#tb-item-thing),\n\
         [here](#of) and https://example.org/?a=1&copy=2.\n\n\
         3. [ ] First {#first}\n4. [x] Second <kbd>K</kbd>\n   - nested\n\n\
         | a\\|b | c |\n|:-|-:|\n| `x\\|y` | 1<br>2 |\n\n```rust\n# hidden\nfn f() {}\n```\n\n\
         Word[^n].\n\n[^n]: The *note*.\n",
        "",
    );
    let head = "# One & \\*all\\*\n\nWhat it is.\n\nAn *included* line.\n";
    assert!(text.starts_with(head), "{text}");
    let parts = [
        "## Of A & \\<b>\\* (New) {#of}\n",
        "See [two](two.md#d), [up](../index.md), [the plan](../plan.html), [thing](two.html#tb-item-thing),\n",
        "[here](#of) and <https://example.org/?a=1&copy=2>.\n",
        "3. [ ] First\n4. [ ] Second K\n   - nested\n",
        "| a\\|b | c |\n| :-- | --: |\n| `x\\|y` | 1 2 |\n",
        "```rust\nfn f() {}\n```\n",
        "Word[^1].\n\n[^1]: The *note*.\n",
    ];
    let mut rest = text.as_str();
    for part in parts {
        rest = rest.split_once(part).unwrap_or_else(|| panic!("`{part}` is not in {text}")).1;
    }
    assert_eq!(rest, "");
}

#[test]
fn what_markdown_has_no_word_for_becomes_words() {
    let text = markdown_page(
        "# One\n\n:::: tabs\n::: tab On a *Mac*\n1\n:::\n::: tab Else\n2\n:::\n::::\n\n\
         ::: warning Mind\n- a\n:::\n\n> [!TIP]\n> b\n\n\
         <details><summary>More &amp; more</summary>\n\n<script>alert(1)</script>\n\ninside\n\n</details>\n\n\
         Term\n: Meaning\n\n- a\n\n* b\n\nx <script>y</script> z\n",
        "",
    );
    assert_eq!(
        text,
        "# One\n\n**On a \\*Mac\\***\n\n1\n\n**Else**\n\n2\n\n> [!WARNING]\n> **Mind**\n>\n> - a\n\n\
         > [!TIP]\n> b\n\nMore & more\n\ninside\n\nTerm\n: Meaning\n\n- a\n\n* b\n\nx y z\n"
    );
    let text = markdown_page("# One\n\na <b>c</b>\n\n<div>d</div>\n", "raw-html = \"escape\"\n");
    assert_eq!(text, "# One\n\na \\<b>c\\</b>\n\n\\<div>d\\</div>\n");
}

#[test]
fn text_that_looks_like_markup_reads_back_as_text() {
    let lines = [
        "\\# no heading",
        "\\- no item",
        "1\\. no number",
        "\\> no quote",
        "a \\* b \\* c",
        "\\[x\\](y)",
        "\\`code\\`",
        "&amp;lt; &lt;b&gt;",
        "a\\|b",
        "\\~x\\~",
        "!\\[x\\](y)",
        "snake_case \\_x\\_",
        "\\+ plus",
        "a\\\n\\=\\==",
        "\\---",
        "&#42;&#42;bold&#42;&#42;",
        "[^1\\]: x",
        "\\: y",
        "\\<https://a.b>",
    ];
    let text = markdown_page(&format!("# One\n\n{}\n", lines.join("\n\n")), "");
    let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION - Options::ENABLE_MATH;
    let (mut starts, mut words) = (Vec::new(), String::new());
    for event in Parser::new_ext(&text, options).skip(3) {
        match event {
            Event::Text(text) => words.push_str(&text),
            Event::Start(tag) => starts.push(format!("{tag:?}")),
            Event::End(TagEnd::Paragraph) => words.push('\n'),
            Event::End(_) | Event::SoftBreak | Event::HardBreak => {}
            other => panic!("{other:?} in {text}"),
        }
    }
    starts.retain(|tag| tag != "Paragraph");
    assert_eq!(starts, Vec::<String>::new(), "{text}");
    for said in ["# no heading\n", "1. no number\n", "&lt; <b>\n", "**bold**\n", "[^1]: x\n"] {
        assert!(words.contains(said), "{said} is not in {words}");
    }
}

/// All that `tests/xss/lock.md` attempts and a lock may hold, between the marks of a merge: nothing of it is in a Markdown page.
#[test]
fn nothing_that_stands_in_a_lock_reaches_a_markdown_page() {
    let site = hostile(ALL).build();
    let markdown_pages = |site: &Site| -> BTreeMap<String, Vec<u8>> {
        site.files("public").into_iter().filter(|(path, _)| path.ends_with(".md")).collect()
    };
    let (lock, before) = (site.read("book.lock"), markdown_pages(&site));
    let readable = |lines: &str| {
        let text = lock.replace("\n# end of", &format!("{lines}\n# end of"));
        let source = SourceText { file: lock::FILE_NAME.into(), text: text.clone().into() };
        lock::read(&source).is_ok().then_some(text)
    };
    let is_of_book = |line: &str| line.starts_with("book =") || line.starts_with("formerly =");
    let attempts: Vec<String> = sections("lock.md")
        .into_iter()
        .map(|(_, line)| line.replace("page.html", "index.html") + "\n")
        .filter(|line| readable(line).is_some() && !is_of_book(line))
        .collect();
    assert!(attempts.len() >= 12, "only {} attempts can be read", attempts.len());
    let (ours, theirs) = attempts.split_at(attempts.len() / 2);
    let lines =
        format!("<<<<<<< ours\n{}=======\n{}>>>>>>> theirs\n", ours.concat(), theirs.concat());
    let text = readable(&lines).expect("each of the lines can be read");
    let site = site.write("book.lock", &text).build();
    check(&site, false);
    assert!(markdown_pages(&site) == before, "a Markdown page says something of the lock");
}
