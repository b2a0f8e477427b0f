//! The parts around the text of a page: reading time, dates, the link to the source, previews.

use crate::harness::Site;

fn words(count: usize) -> String {
    "word ".repeat(count)
}

#[test]
fn the_head_says_how_long_the_text_takes_to_read() {
    let list = format!("- {}\n- {}\n", words(400), words(400));
    let code = format!("```text\n{}\n```\n", words(400));
    let table = format!("| {} |\n|---|\n| {} |\n", words(300), words(300));
    let note = format!("Text.[^a]\n\n[^a]: {}\n", words(179));
    Site::of(&format!("# Book\n\n{}\n", words(2000)))
        .write("content/long.md", &format!("# Long\n\n{list}\n{code}\n{table}\n{note}"))
        .write("content/short.md", &format!("# Short\n\n{}\n", words(220)))
        .write("content/brief.md", &format!("# Brief\n\n{}\n", words(100)))
        .write("content/cjk.md", &format!("# 漢字\n\n{}。\n", "字".repeat(1500)))
        .build()
        .assert_file("public/long.html")
        .assert_in_order(&["<h1>Long</h1>", ">9 minutes to read<", "tb-body"])
        .assert_file("public/short.html")
        .assert_contains(">1 minute to read<")
        .assert_file("public/cjk.html")
        .assert_contains(">3 minutes to read<")
        .assert_file("public/brief.html")
        .assert_lacks("to read")
        .assert_file("public/plan.html")
        .assert_lacks("to read");
}

#[test]
fn the_title_has_the_id_and_the_classes_that_its_author_gave_it() {
    Site::of("# Book\n\n[Budget](money.md#money)\n")
        .write("content/money.md", "# Our budget {#money .wide .tb-own}\n\n## More\n")
        .build()
        .assert_stderr_lacks("warning")
        .assert_file("public/money.html")
        .assert_contains("<h1 id=\"money\" class=\"wide\">Our budget</h1>")
        .assert_file("public/index.html")
        .assert_contains("href=\"money.html\"");
}

#[test]
fn the_foot_says_when_the_page_was_updated_and_where_to_edit_it() {
    Site::copy_of("full")
        .build()
        .assert_file("public/start/first.html")
        .assert_contains("Updated <time datetime=\"2026-01-02\">2 January 2026</time>")
        .assert_contains("<a href=\"https://example.org/edit/content/start/first.md?plain=1\">Edit")
        .assert_file("public/start/zweites.html")
        .assert_lacks("Updated <time");
}

fn linked() -> Site {
    Site::of("# Book\n\nThe start.\n")
        .write(
            "content/part/one.md",
            "# One\n\n[a](two.md) [b](two.md) [c](two.md#hiring) [d](../three.md#t) \
             [e](two.md#hiring) [f](#here) [g](one.md) [h](../plan.html) [i](https://example.org/)\n\n\
             ## Here\n\n[j](../index.md)\n",
        )
        .write(
            "content/part/two.md",
            "---\ndescription: All on \"two\" & <more>\n---\n\n# Two\n\n## Hiring & firing {#hiring}\n",
        )
        .write("content/three.md", "# Three\n\n- [ ] A thing to do {#t}\n")
}

#[test]
fn a_page_holds_what_stands_behind_the_links_of_its_text_each_once() {
    let html = linked().build().read("public/part/one.html");
    let (_, rest) = html.split_once("<template data-tb-previews>\n").expect("there is one");
    let (previews, _) = rest.split_once("</template>").expect("it ends");
    assert_eq!(
        previews,
        "<a href=\"two.html\" title=\"All on &quot;two&quot; &amp; &lt;more&gt;\">Two</a>\n\
         <a href=\"two.html#hiring\">Hiring &amp; firing</a>\n\
         <a href=\"../three.html\">Three</a>\n\
         <a href=\"../index.html\">Book</a>\n"
    );
}

#[test]
fn a_page_without_links_to_others_holds_no_previews() {
    let site = linked().build();
    for page in ["index.html", "part/index.html", "part/two.html", "plan.html", "print.html"] {
        assert!(!site.read(&format!("public/{page}")).contains("<template"), "{page}");
    }
}

#[test]
fn a_preview_follows_the_page_that_it_is_of() {
    linked()
        .build()
        .write("content/part/two.md", "# Two and a half\n\n## Hiring\n")
        .build()
        .assert_file("public/part/one.html")
        .assert_contains(
            "<a href=\"two.html\">Two and a half</a>\n<a href=\"two.html#hiring\">Hiring<",
        );
}
