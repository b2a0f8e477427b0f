//! Published addresses: removed pages and headings are reported with their replacement and the line that fixes the
//! link, until they are accounted for.

use crate::harness::Site;

const TWO: &str = "---\ntitle: Budgets\n---\n\n# Budgets\n\n## The first budget\n\nText.\n\n## Ask for money\n\n- [ ] Ask the finance team for last year's numbers\n";

fn book() -> Site {
    Site::of("# Book\n\n## Welcome\n").write("content/role/budget.md", TWO).build()
}

#[test]
fn a_renamed_page_is_reported_with_the_line_that_keeps_its_address() {
    let site = book().rename("content/role/budget.md", "content/role/money.md");
    let site = site.run(&["build"]).assert_status(0).assert_stderr("warning[TB1001]");
    let site = site
        .assert_stderr("`role/budget.html` is no longer in the book")
        .assert_stderr("probably moved here, to `role/money.html`")
        .assert_stderr("add `aliases: [\"/role/budget.html\"]` to its front matter");
    // The author is told until something is done, and a strict build does not go on.
    let site = site.run(&["build", "--strict"]).assert_status(1).assert_stderr("TB1001");
    let mended =
        TWO.replace("title: Budgets\n", "title: Budgets\naliases: [\"/role/budget.html\"]\n");
    let site =
        site.write("content/role/money.md", &mended).run(&["build", "--strict"]).assert_status(0);
    let site = site.assert_stderr_lacks("TB1001").assert_file("public/role/budget.html");
    // The alias may not go either.
    site.write("content/role/money.md", TWO).run(&["check"]).assert_stderr("TB1001");
}

/// What shows the successor is gone after the first build: the new page is in the lock, and its items are there.
#[test]
fn a_successor_is_remembered_until_the_address_is_accounted_for() {
    let site = book().rename("content/role/budget.md", "content/role/money.md").build();
    let lock = site.read("book.lock");
    assert!(lock.contains("moved.\"role/budget.html\" = \"role/money.html\"\n"), "{lock}");
    let rewritten = "---\ntitle: Budgets\n---\n\n# Budgets\n\n## Other things\n";
    let site = site.write("content/role/money.md", rewritten).build();
    let site = site.assert_stderr("probably moved here, to `role/money.html`");
    assert!(site.read("book.lock").contains("moved.\""));
    // Another move of the new page is followed.
    let site = site.rename("content/role/money.md", "content/role/cash.md").build();
    let site = site.assert_stderr("the page `role/budget.html` is no longer in the book");
    let lines = site.stderr();
    assert_eq!(lines.matches("probably moved here, to `role/cash.html`").count(), 2, "{lines}");
    let gone = "[output.html]\ngone = [\"/role/budget.html\", \"/role/money.html\"]\n";
    let site = site.write("book.toml", gone).build().assert_stderr_lacks("TB10");
    assert!(!site.read("book.lock").contains("moved.\""));
}

#[test]
fn a_heading_that_is_on_another_page_is_remembered() {
    let site = Site::of("# Book\n\n## Welcome\n\n## How we grow together\n\nText.\n").build();
    let site = site.write("content/index.md", "# Book\n\n## Welcome\n");
    let site = site.write("content/growth.md", "# Growth\n\n## How we grow together\n\nText.\n");
    let site = site.build().assert_stderr("probably moved here");
    site.build().assert_stderr("--> content/growth.md:3:1").assert_stderr("probably moved here");
}

#[test]
fn a_link_to_a_renamed_chapter_is_told_its_new_path() {
    let links =
        "# Book\n\n## Welcome\n\n[a](role/budget.md), [b](role/budget.html#ask-for-money)\n";
    let site = book().rename("content/role/budget.md", "content/role/money.md");
    let site = site.write("content/index.md", links).run(&["check"]).assert_status(1);
    let told = site.stderr();
    assert_eq!(told.matches("write `role/money.md`").count(), 2, "{told}");
}

#[test]
fn a_renamed_heading_and_the_links_to_it_are_one_message() {
    let link = "# Book\n\n## Welcome\n\n[a](role/budget.md#ask-for-money)\n";
    let renamed = TWO.replace("## Ask for money", "## Asking for money");
    let site = book().write("content/role/budget.md", &renamed).write("content/index.md", link);
    let site = site.run(&["check"]).assert_status(1).assert_stderr("error[TB0506]");
    let site = site
        .assert_stderr("## Asking for money")
        .assert_stderr("write `## Asking for money {#ask-for-money}`")
        .assert_stderr_lacks("TB1002");
    // Where nothing reports the link, the heading is reported.
    let site = site.write("book.toml", "[check]\ndead-anchor = \"allow\"\n").run(&["check"]);
    site.assert_status(0).assert_stderr("warning[TB1002]").assert_stderr_lacks("TB0506");
}

#[test]
fn nothing_has_vanished_while_front_matter_cannot_be_read() {
    let with_slug = TWO.replace("title: Budgets\n", "title: Budgets\nslug: cash\n");
    let mut site = Site::of("# Book\n").write("content/role/budget.md", &with_slug).build();
    for broken in ["title: Budgets: all\nslug: cash\n", "- slug: cash\n", "\tslug: cash\n"] {
        let text = TWO.replace("title: Budgets\n", broken);
        site = site.write("content/role/budget.md", &text).run(&["check"]).assert_stderr("TB0302");
        site = site.assert_stderr_lacks("TB1001").assert_stderr_lacks("TB1002");
    }
}

#[test]
fn a_page_that_has_an_alias_or_no_front_matter_is_told_other_lines() {
    let with_alias = TWO.replace("title: Budgets\n", "title: Budgets\naliases: [/older.html]\n");
    let site = book().remove("content/role/budget.md").write("content/role/money.md", &with_alias);
    site.run(&["check"]).assert_stderr(
        "replace `aliases` in its front matter with `aliases: [\"/older.html\", \"/role/budget.html\"]`",
    );
    let without = TWO.trim_start_matches("---\ntitle: Budgets\n---\n\n");
    let site = book().remove("content/role/budget.md").write("content/role/money.md", without);
    site.run(&["check"])
        .assert_stderr("begin content/role/money.md with the lines `---`, `aliases");
}

#[test]
fn pages_that_become_one_are_named_together_while_they_are_few() {
    for (count, named) in [(3, 3), (21, 1)] {
        let item = |at: u8| {
            format!(
                "- [ ] Ask the people of house {0}{0}{0} for their plans\n",
                char::from(b'a' + at)
            )
        };
        let mut site = Site::of("# Book\n");
        for at in 0..count {
            site =
                site.write(&format!("content/p{at}.md"), &format!("# House {at}\n\n{}", item(at)));
        }
        let mut site = site.build();
        for at in 0..count {
            site = site.remove(&format!("content/p{at}.md"));
        }
        let all: String = (0..count).map(item).collect();
        let site = site.write("content/all.md", &format!("# All houses\n\n{all}")).run(&["check"]);
        let told = site.stderr();
        let lines: Vec<&str> = told.lines().filter(|line| line.contains("aliases: [")).collect();
        assert_eq!(lines.len(), usize::from(count), "{told}");
        assert!(lines.iter().all(|line| line.matches("\"/p").count() == named), "{told}");
    }
}

#[test]
fn a_page_whose_items_have_gone_elsewhere_is_found_by_them() {
    let item = "- [ ] Ask the finance team for last year's numbers\n";
    let site = book().remove("content/role/budget.md");
    let site = site.write("content/other.md", &format!("# Quite another title\n\n{item}"));
    site.run(&["check"]).assert_stderr("probably moved here, to `other.html`");
}

#[test]
fn a_page_without_a_successor_is_called_gone_or_redirected() {
    let site = Site::of("# Book\n").write("content/role/budget.md", TWO);
    let site = site.write("content/role/index.md", "# Role\n").build();
    let site = site.remove("content/role/budget.md").run(&["check"]);
    let site =
        site.assert_stderr("--> book.lock:").assert_stderr("add `\"/role/budget.html\"` to `gone`");
    let gone = "[output.html]\ngone = [\"/role/budget.html\"]\n";
    let site =
        site.write("book.toml", gone).run(&["check"]).assert_status(0).assert_stderr_lacks("TB10");
    let redirect = "[output.html.redirect]\n\"/role/budget.html\" = \"index.html\"\n";
    let site = site.write("book.toml", redirect).run(&["check"]).assert_stderr_lacks("TB1001");
    // The redirect leads to a page without those headings.
    site.assert_stderr("the heading `#ask-for-money` is no longer in `role/budget.html`");
}

#[test]
fn a_renamed_heading_is_reported_with_the_line_that_keeps_its_anchor() {
    let renamed = TWO.replace("## Ask for money", "## Asking for money");
    let site = book().write("content/role/budget.md", &renamed).run(&["build"]).assert_status(0);
    let site = site
        .assert_stderr(
            "warning[TB1002]: the heading `#ask-for-money` is no longer in `role/budget.html`",
        )
        .assert_stderr("--> content/role/budget.md:11:1")
        .assert_stderr("write `## Asking for money {#ask-for-money}`")
        .run(&["check", "--strict"])
        .assert_status(1);
    // What was built in between gives readers nothing to hold that would be missed now.
    let mended = renamed.replace("## Asking for money", "## Asking for money {#ask-for-money}");
    site.write("content/role/budget.md", &mended).run(&["build", "--strict"]).assert_status(0);
}

/// A page from which a heading vanished is published with each build, and so are the headings that it gets then.
#[test]
fn a_heading_that_comes_while_another_is_missing_is_missed_too() {
    let page = |more: &str| format!("# Book\n\n## Welcome\n{more}");
    let site = Site::of(&page("\n## The long winter of discontent\n")).build();
    let site = site.write("content/index.md", &page("\n## Holidays\n\n## Budget\n")).build();
    let site = site.assert_stderr("the heading `#the-long-winter-of-discontent` is no longer");
    let site = site.write("content/index.md", &page("")).run(&["check"]);
    for id in ["the-long-winter-of-discontent", "holidays", "budget"] {
        let site = site.stderr();
        assert!(site.contains(&format!("the heading `#{id}` is no longer")), "{id}: {site}");
    }
}

#[test]
fn a_renamed_heading_is_told_the_same_by_every_build() {
    let page = |heading: &str| TWO.replace("## Ask for money", heading);
    let write = |site: Site, heading: &str| site.write("content/role/budget.md", &page(heading));
    let mut site = write(book(), "## Asking for money");
    for _ in 0..3 {
        site = site.build().assert_stderr("write `## Asking for money {#ask-for-money}`");
    }
    // The heading that it became is published too, and both lead to the one that it becomes then.
    let mut site = write(site, "## Asking for cash");
    for _ in 0..2 {
        site = site.build();
        for id in ["ask-for-money", "asking-for-money"] {
            site = site.assert_stderr(&format!("write `<a id=\"{id}\"></a>` above `## Asking for"));
        }
    }
    let anchors = "<a id=\"ask-for-money\"></a><a id=\"asking-for-money\"></a>\n\n";
    let site = write(site, &format!("{anchors}## Asking for cash")).run(&["build", "--strict"]);
    let site = site.assert_status(0);
    let lock = site.read("book.lock");
    assert!(lock.contains("#asking-for-cash\"") && !lock.contains("moved.\""), "{lock}");
}

/// A book whose lock has an anchor that no page has.
fn without(id: &str, page: &str) -> Site {
    let site = Site::of(page).build();
    let lock = site.read("book.lock");
    let line = "page.\"index.html\" = \"Book\"\n";
    assert!(lock.contains(line), "{lock}");
    let key = serde_json::Value::from(format!("index.html#{id}"));
    let with = lock.replace(line, &format!("{line}heading.{key} = \"\"\n"));
    site.write("book.lock", &with)
}

#[test]
fn the_tag_that_keeps_any_lost_anchor_can_be_pasted() {
    let page = "# Book\n\n## Welcome\n";
    for id in [
        "a\"b",
        "<i>",
        "a&b",
        "a&amp;b",
        "a b",
        "a'b",
        "a`b",
        "{{ x }}",
        "{{#include x}}",
        "%%x%%",
        "{% comment %}",
        "-->",
        "a\\b",
        "$x$",
        "über-uns",
        "]{.x}",
    ] {
        let site = without(id, page).run(&["check", "--format", "json"]).assert_status(0);
        let told = site.stdout();
        let fault: serde_json::Value =
            serde_json::from_str(told.lines().next().unwrap_or_default()).expect("JSON");
        assert_eq!(fault["code"], "TB1002", "{told}");
        let help = fault["help"].as_str().unwrap_or_default();
        let tag = help.strip_prefix("put `").and_then(|help| help.split_once('`')).expect(help).0;
        let site = site.write("content/index.md", &format!("{page}\n{tag}Text.\n"));
        site.run(&["build", "--strict"]).assert_status(0).assert_stderr_lacks("[TB10");
    }
    // No page may contain an id of the theme.
    let site = without("tb-main", page).run(&["check"]);
    site.assert_stderr("help: add `\"/index.html#tb-main\"` to `gone`")
        .assert_stderr_lacks("<a id");
}

#[test]
fn the_likest_of_several_new_headings_is_named() {
    let page =
        |headings: [&str; 3]| headings.map(|heading| format!("## {heading}\n\nText.\n\n")).concat();
    let before = page(["Hire the first manager", "Write the plan", "Budgets"]);
    let after = page(["Hire your first manager", "Write a plan", "Unlike all of them"]);
    let site = Site::of(&before).build().write("content/index.md", &after).run(&["check"]);
    site.assert_stderr("`## Hire your first manager {#hire-the-first-manager}`")
        .assert_stderr("`## Write a plan {#write-the-plan}`")
        .assert_stderr("`<a id=\"budgets\"></a>`");
}

#[test]
fn an_anchor_in_raw_html_counts_as_one() {
    let before = "# Book\n\n<a id=\"old\"></a>\n\nText.\n\n## Section\n";
    let site = Site::of(before).build();
    let site = site.write("content/index.md", "# Book\n\n## Section\n").run(&["check"]);
    let site = site.assert_stderr("the heading `#old` is no longer in `index.html`");
    let gone = "[output.html]\ngone = [\"/index.html#old\"]\n";
    let site = site.write("book.toml", gone).run(&["build", "--strict"]).assert_status(0);
    let site =
        site.write("book.toml", "[output.html]\ngone = [\"/#section\", \"/\"]\n").run(&["check"]);
    site.assert_stderr("warning[TB1003]: `/#section` is listed as gone, but exists")
        .assert_stderr("`/` is listed as gone, but exists");
}

#[test]
fn drafts_and_a_served_book_publish_nothing() {
    let site = book();
    let lock = site.read("book.lock");
    let draft = "---\ndraft: true\n---\n\n# Draft\n";
    let site = site.write("content/draft.md", draft).run(&["build", "--drafts"]).assert_status(0);
    assert_eq!(site.read("book.lock"), lock);
    site.remove("content/draft.md").run(&["check"]).assert_status(0).assert_stderr_lacks("TB10");
}

#[test]
fn a_lock_from_before_pages_were_kept_is_read() {
    let site = book();
    let lock = site.read("book.lock");
    let item = lock.lines().find(|line| line.starts_with("item.")).expect("there is an item");
    let item = item.trim_start_matches("item.").replace(", section", ", at = 1000, section");
    let old = format!("version = 1\n\n[items]\n{item}\n");
    let site = site.write("book.lock", &old).build();
    let site = site.assert_stderr("book.lock: 3 new pages, 3 new headings\n");
    assert_eq!(site.read("book.lock"), lock);
}

/// Where somebody has taken the line of a page out and left its headings, or has written the lines in another way, the place is
/// still that of the line.
#[test]
fn what_vanished_is_shown_at_its_line_however_the_lock_is_written() {
    let site = book().remove("content/role/budget.md").write("content/other.md", "# Other\n");
    let lock = site.read("book.lock");
    let (page, heading) =
        ("page.\"role/budget.html\"", "heading.\"role/budget.html#ask-for-money\"");
    let line_of =
        |text: &str, key: &str| 1 + text.lines().take_while(|line| !line.starts_with(key)).count();
    let without: String = lock
        .lines()
        .filter(|line| !line.starts_with(page))
        .map(|line| format!("{line}\n"))
        .collect();
    let cases = [
        (without.clone(), heading),
        (without.replace(" = ", "  =  "), heading),
        (without.replace('\n', "\r\n"), heading),
        (lock.replace('\n', "\r\n"), page),
        (lock.clone(), page),
    ];
    for (text, key) in cases {
        let run = Site::copy_of_folder(site.root()).write("book.lock", &text).run(&["check"]);
        let run = run.assert_stderr(
            "2 pages are no longer in the book: `role/budget.html`, `role/index.html`",
        );
        run.assert_stderr(&format!("--> book.lock:{}:1\n", line_of(&text, key)));
    }
}

#[test]
fn an_address_that_the_rule_of_numbers_changed_redirects_to_its_page() {
    let lock = "version = 2\n\n[pages]\n\"0-0.html\" = \"Version 5\"\n\"1. Basics/1on1.html\" = \"One\"\n\"1. Basics/index.html\" = \"Basics\"\n\"own.html\" = \"Own\"\n";
    let site = Site::of("# Book\n")
        .write("content/4-0-0.md", "# Version 4\n")
        .write("content/5-0-0.md", "# Version 5\n\n- [ ] Book the room {#room}\n")
        .write("content/1. Basics/01-1on1.md", "# One\n")
        .write("content/9-own.md", "---\naliases: [1-own.html]\n---\n\n# Own\n")
        .write("book.lock", lock)
        .run(&["build", "--strict"])
        .assert_status(0);
    let page = |path: &str| site.read(&format!("public/{path}"));
    assert!(page("0-0.html").contains("url=5-0-0.html"));
    assert!(page("1. Basics/1on1.html").contains("url=../Basics/01-1on1.html"));
    assert!(page("1. Basics/index.html").contains("url=../Basics/index.html"));
    assert!(page("own.html").contains("<h1"));
    // A second build knows the old addresses from the lock alone, and a page that takes one has it.
    let site = site.run(&["build", "--strict"]).assert_status(0).assert_file("public/0-0.html");
    let site =
        site.write("content/0-0.md", "# Zero\n").run(&["build", "--strict"]).assert_status(0);
    assert!(site.read("public/0-0.html").contains("Zero"));
    // A book without a lock has no such addresses.
    let fresh = Site::of("# Book\n").write("content/4-0-0.md", "# Version 4\n").build();
    fresh.assert_file("public/4-0-0.html").assert_no_file("public/0-0.html");
}

#[test]
fn one_build_settles_the_lock_of_a_page_whose_old_address_redirects() {
    let text = "# Four\n\n## Hire\n\n- [ ] Write the hiring plan\n";
    let cases = [
        ("0-0.html", "4-0-0", String::new()),
        ("old.html", "new", "---\naliases: [/old.html]\n---\n\n".to_string()),
    ];
    for (old, name, front) in cases {
        let file = format!("content/{name}.md");
        let site = Site::of("# Book\n").write(&file, text).build();
        let lock = site.read("book.lock").replace(&format!("{name}.html"), old);
        let site = site.write("book.lock", &lock).write(&file, &format!("{front}{text}"));
        let site = site.run(&["build", "--strict"]).assert_status(0);
        let site = site.assert_stderr("book.lock: 1 moved, 1 new page");
        let first = site.read("book.lock");
        assert!(!first.contains("\nmoved."), "{first}");
        let site = site.run(&["build", "--strict"]).assert_status(0);
        assert_eq!(site.read("book.lock"), first);
    }
}
