//! The questions of a build about an item, how long they are open, and the two answers.

use crate::harness::Site;
use std::collections::BTreeMap;

const CARRIED: [&str; 2] = [
    "Require passwords of at least 8 characters for every account",
    "Require passwords of at least 12 characters for every account",
];

const NEAR: [&str; 2] = ["Enable root login on the server", "Disable root login on the server"];

fn chapter(text: &str) -> String {
    format!("# Accounts\n\n- [ ] Write the plan\n- [ ] {text}\n")
}

/// A book whose second item was reworded.
fn edited([before, after]: [&str; 2]) -> Site {
    Site::of(&chapter(before)).build().write("content/index.md", &chapter(after)).build()
}

/// The ids of the items that the book has, by what they say.
fn live(site: &Site) -> BTreeMap<String, String> {
    let listed = listed(site).into_iter().filter(|item| item["status"] == "live");
    listed.map(|item| (text(&item, "text"), text(&item, "id"))).collect()
}

fn listed(site: &Site) -> Vec<serde_json::Value> {
    let run = site.command(&["lock", "list", "--format", "json"]).output().expect("it runs");
    serde_json::from_slice(&run.stdout).expect("it is JSON")
}

fn text(item: &serde_json::Value, name: &str) -> String {
    item[name].as_str().expect("a text").to_string()
}

fn id_of(site: &Site, said: &str) -> String {
    live(site)[&said.to_lowercase()].clone()
}

fn retired(site: &Site) -> Vec<String> {
    let listed = listed(site).into_iter().filter(|item| item["status"] == "retired");
    listed.map(|item| text(&item, "text")).collect()
}

fn answer(site: Site, arguments: &[&str]) -> Site {
    let site = site.run(&[&["lock"], arguments].concat()).assert_status(0);
    site.run(&["build", "--strict"]).assert_status(0).assert_stderr_lacks("[TB09")
}

#[test]
fn a_question_stands_until_it_is_answered_and_fails_a_strict_build_if_ticks_are_dropped() {
    for (edit, code, strict) in [(CARRIED, "note[TB0907]", 0), (NEAR, "warning[TB0912]", 1)] {
        let mut site = edited(edit).assert_stderr(code);
        for (command, status) in [
            (["build", "--strict"], strict),
            (["build", "--locked"], 0),
            (["check", "--format=human"], 0),
        ] {
            site = site.run(&command).assert_status(status).assert_stderr(code);
            site = site.assert_stderr("content/index.md:4");
        }
        // It stands though something else is edited, and goes where the text is what it was.
        let more = format!("{}- [ ] Ask the team\n", chapter(edit[1]));
        site = site.write("content/index.md", &more).build().assert_stderr(code);
        site = site.write("content/index.md", &chapter(edit[0])).build();
        site.assert_stderr_lacks("[TB09");
    }
}

#[test]
fn a_carried_item_is_kept_on_the_authors_word() {
    let site = edited(CARRIED);
    let id = id_of(&site, CARRIED[1]);
    let site = site.assert_stderr(&format!("`tickbook lock keep {id}`"));
    let site = answer(site, &["keep", &id]);
    assert_eq!(id_of(&site, CARRIED[1]), id);
    let site = edited(CARRIED).run(&["lock", "keep", &id, &id, "."]).assert_status(0);
    site.build().assert_stderr_lacks("TB0907");
}

#[test]
fn a_carried_item_is_parted_from_the_ticks_of_the_other() {
    let site = edited(CARRIED);
    let id = id_of(&site, CARRIED[1]);
    let site = site.assert_stderr(&format!("`tickbook lock part {id}`"));
    let site = answer(site, &["part", &id]);
    assert_ne!(id_of(&site, CARRIED[1]), id);
    assert_eq!(retired(&site), [CARRIED[0].to_lowercase()]);
    // Whoever had ticked the other one finds the tick again where it comes back.
    let both = format!("{}- [ ] {}\n", chapter(CARRIED[1]), CARRIED[0]);
    let site = site.write("content/index.md", &both).build();
    assert_eq!(id_of(&site, CARRIED[0]), id);
}

#[test]
fn an_item_that_is_near_to_one_that_has_gone_is_it_on_the_authors_word() {
    let old = id_of(&Site::of(&chapter(NEAR[0])).build(), NEAR[0]);
    let site = edited(NEAR);
    let new = id_of(&site, NEAR[1]);
    assert_ne!(old, new);
    let site = site.assert_stderr(&format!("`tickbook lock keep {old} {new}`"));
    let site = answer(site, &["keep", &old, &new]);
    assert_eq!(id_of(&site, NEAR[1]), old);
    let site = site.assert_file("public/index.html").assert_contains("data-rev=\"2\"");
    let site = site.run(&["lock", "log", &old]).assert_status(0);
    assert_eq!(site.stdout(), format!("{}\n{}\n", NEAR[0], NEAR[1]).to_lowercase());
}

#[test]
fn an_answer_survives_a_merge_with_a_branch_that_has_none() {
    let old = id_of(&Site::of(&chapter(NEAR[0])).build(), NEAR[0]);
    let site = edited(NEAR);
    let new = id_of(&site, NEAR[1]);
    let theirs = site.read("book.lock");
    let site = answer(site, &["keep", &old, &new]);
    let ours = site.read("book.lock");
    for [first, second] in [[&ours, &theirs], [&theirs, &ours]] {
        let both = format!("<<<<<<< HEAD\n{first}=======\n{second}>>>>>>> other\n");
        let site = edited(NEAR).write("book.lock", &both).build().assert_stderr_lacks("[TB09");
        assert_eq!(id_of(&site, NEAR[1]), old);
    }
}

#[test]
fn an_item_that_is_near_to_one_that_has_gone_is_another_on_the_authors_word() {
    let site = edited(NEAR);
    let new = id_of(&site, NEAR[1]);
    let site = site.assert_stderr(&format!("`tickbook lock part {new}`"));
    let site = answer(site, &["part", &new]);
    assert_eq!(id_of(&site, NEAR[1]), new);
}

#[test]
fn the_answer_to_another_question_is_refused_with_the_one_that_fits() {
    let old = id_of(&Site::of(&chapter(NEAR[0])).build(), NEAR[0]);
    let site = edited(NEAR);
    let new = id_of(&site, NEAR[1]);
    let site = site.run(&["lock", "keep", &new]).assert_status(1).assert_stderr("error[TB0911]");
    let site = site.assert_stderr(&format!("`tickbook lock keep {old} {new}`"));
    site.build().assert_stderr("warning[TB0912]");
}

#[test]
fn an_answer_is_taken_back_by_the_other_one() {
    let site = edited(NEAR);
    let (old, new) = (id_of(&Site::of(&chapter(NEAR[0])).build(), NEAR[0]), id_of(&site, NEAR[1]));
    let lock = site.read("book.lock");
    let site = answer(site, &["keep", &old, &new]);
    let site = answer(site, &["part", &old]);
    assert_eq!(id_of(&site, NEAR[1]), new);
    assert_eq!(site.read("book.lock"), lock.replace(&format!(", near = \"{old}\""), ""));
}

#[test]
fn an_item_of_which_two_things_are_asked_is_told_of_twice() {
    let site = edited([NEAR[0], CARRIED[0]]);
    let near = edited([
        "Enable passwords of at least 8 characters for every account",
        "Disable passwords of at least 8 characters for every account",
    ]);
    site.assert_stderr_lacks("TB09");
    let near = near.assert_stderr("warning[TB0912]");
    let twice = chapter("Disable passwords of at least 12 characters for every account");
    let site = near.write("content/index.md", &twice).build();
    let mut site = site.assert_stderr("note[TB0907]").assert_stderr("warning[TB0912]");
    let id = id_of(&site, "Disable passwords of at least 12 characters for every account");
    for (command, left) in [("keep", "warning[TB0912]"), ("part", "")] {
        site = site.run(&["lock", command, &id]).assert_status(0).build();
        site = site.assert_stderr(left).assert_stderr_lacks("note[TB0907]");
    }
    site.assert_stderr_lacks("[TB09");
}

#[test]
fn nothing_is_answered_before_a_merge_is_put_in_order() {
    let site = edited(CARRIED);
    let id = id_of(&site, CARRIED[1]);
    let ours = site.read("book.lock");
    let theirs = ours.replace("12 characters", "16 characters");
    let both = format!("<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n");
    let site = site.write("book.lock", &both).run(&["lock", "keep", &id]).assert_status(1);
    let site = site.assert_stderr("several lines").assert_stderr("run `tickbook build`");
    assert_eq!(site.read("book.lock"), both);
    let site = site.build().assert_stderr("note[TB0907]");
    answer(site, &["keep", &id]);
}

#[test]
fn an_id_in_the_chapter_answers_too() {
    let id = id_of(&edited(CARRIED), CARRIED[1]);
    let old = id_of(&Site::of(&chapter(NEAR[0])).build(), NEAR[0]);
    for (edit, id) in [(CARRIED, id), (NEAR, old)] {
        let site = edited(edit).assert_stderr(&format!("write {{#{id}}} after its text"));
        let pinned = chapter(&format!("{} {{#{id}}}", edit[1]));
        let site = site.write("content/index.md", &pinned).run(&["build", "--strict"]);
        let site = site.assert_status(0).assert_stderr_lacks("TB09");
        assert_eq!(id_of(&site, edit[1]), id);
        // Once answered, the id need not stay in the chapter.
        let site = site.write("content/index.md", &chapter(edit[1])).build();
        assert_eq!(id_of(&site.assert_stderr_lacks("TB09"), edit[1]), id);
    }
}

#[test]
fn an_id_goes_over_from_an_item_that_has_become_another() {
    let site = edited(CARRIED);
    let id = id_of(&site, CARRIED[1]);
    let both = format!("{}- [ ] {} {{#{id}}}\n", chapter(CARRIED[1]), CARRIED[0]);
    let site = site.write("content/index.md", &both).run(&["build"]);
    // The other one still stands in the book as the lock has it.
    let site =
        site.assert_status(1).assert_stderr("error[TB0914]").assert_stderr("content/index.md:5");
    let reworded = both.replace("every account", "each account of ours");
    let reworded =
        reworded.replace("8 characters for each account of ours", "8 characters for every account");
    let site = site.write("content/index.md", &reworded).run(&["build"]).assert_status(0);
    assert_eq!(id_of(&site, CARRIED[0]), id);
    assert_ne!(
        id_of(&site, "Require passwords of at least 12 characters for each account of ours"),
        id
    );
}

#[test]
fn an_answer_that_fits_nothing_changes_nothing() {
    let pinned = format!("{}- [ ] Ask the team {{#ask}}\n", chapter(NEAR[0]));
    let site = Site::of(&pinned).build();
    let id = id_of(&site, NEAR[0]);
    let lock = site.read("book.lock");
    let mut site =
        site.write("content/index.md", &pinned.replace("the team", "your whole team")).build();
    let after = site.read("book.lock");
    assert_ne!(after, lock);
    for (arguments, said) in [
        (vec!["keep", "none", &id], "book.lock has no item `none`"),
        (vec!["keep", &id, "none"], "book.lock has no item `none`"),
        (vec!["keep", "ask", &id], "book.lock has `ask` for an item that is still in the book"),
        (vec!["keep", &id], "book.lock has no question about"),
        (vec!["part", "none"], "book.lock has no item `none`"),
        (vec!["part", &id], "book.lock has no earlier text of"),
        (
            vec!["part", "ask"],
            "book.lock has `ask` from content/index.md:5, where {#ask} is written",
        ),
    ] {
        site = site.run(&[vec!["lock"], arguments].concat()).assert_status(1);
        site = site.assert_stderr("error[TB0911]").assert_stderr(said);
        assert_eq!(site.read("book.lock"), after);
    }
}

#[test]
fn more_questions_than_anybody_reads_at_once_are_counted() {
    let page = |letters: u32| -> String {
        let item = |at: u32| {
            let [one, two, three] = ["ask", "bring", "carry"].map(|word| {
                format!(
                    "{word}{}",
                    "abcdefgh"
                        .chars()
                        .cycle()
                        .skip(at as usize % 8)
                        .step_by(1 + at as usize / 8)
                        .take(7)
                        .collect::<String>()
                )
            });
            format!("- [ ] {one} {two} asks for {letters} letters of {three}\n")
        };
        format!("# Book\n\n{}", (0..32).map(item).collect::<String>())
    };
    let site = Site::of(&page(8)).build().write("content/index.md", &page(12)).build();
    let site = site.assert_stderr("note[TB0913]: 12 more items need an answer");
    assert_eq!(site.stderr().matches("note[TB09").count(), 20 + 1);
    let site = site.run(&["lock", "list", "--questions"]).assert_status(0);
    assert_eq!(site.stdout().matches("asks for 8 letters").count(), 32);
    let site = site.run(&["lock", "list", "--questions", "--format", "json"]).assert_status(0);
    assert_eq!(site.stdout().matches("\"was\":").count(), 32);
}

#[test]
fn an_id_does_not_go_over_from_an_item_that_only_stands_elsewhere_or_has_another_id() {
    let long = "Write down what the board wants to see each quarter";
    let site =
        Site::of(&format!("# Board\n\n## One\n\n- [ ] {long}\n\n## Two\n\n- [ ] Ask for time\n"));
    let mut site = site.build();
    let id = id_of(&site, long);
    for moved in [
        format!("# Board\n\n## One\n\n## Two\n\n- [ ] Get some cake {{#{id}}}\n- [ ] {long}\n"),
        format!(
            "# Board\n\n## One\n\n- [ ] {long} {{#board}}\n\n## Two\n\n- [ ] Get some cake {{#{id}}}\n"
        ),
    ] {
        site = site.write("content/index.md", &moved).run(&["build"]).assert_status(1);
        site = site.assert_stderr("error[TB0914]");
    }
}

#[test]
fn an_id_of_its_authors_own_parts_a_reworded_item_until_that_is_meant() {
    let site = Site::of(&chapter(CARRIED[0])).build();
    let id = id_of(&site, CARRIED[0]);
    let own = chapter(&format!("{} {{#passwords}}", CARRIED[1]));
    let mut site = site.write("content/index.md", &own);
    for _ in 0..2 {
        site = site.build().assert_stderr("warning[TB0908]").assert_stderr(&format!("{{#{id}}}"));
    }
    let parted = Site::copy_of_folder(site.root()).run(&["lock", "part", "passwords"]);
    parted.assert_status(0).build().assert_stderr_lacks("TB0908");
    let mended = own.replace("passwords}", &format!("{id}}}"));
    let site = site.write("content/index.md", &mended).build().assert_stderr_lacks("TB09");
    assert_eq!(id_of(&site, CARRIED[1]), id);
}

#[test]
fn what_a_chapter_says_is_not_answered_otherwise_in_the_lock() {
    let site = edited(CARRIED);
    let id = id_of(&site, CARRIED[1]);
    let pinned = chapter(&format!("{} {{#{id}}}", CARRIED[1]));
    let site = site.write("content/index.md", &pinned).build();
    let lock = site.read("book.lock");
    let site =
        site.run(&["lock", "part", &id]).assert_status(1).assert_stderr("content/index.md:4");
    assert_eq!(site.read("book.lock"), lock);
}

#[test]
fn one_id_and_the_folder_of_a_book_are_understood() {
    let site = Site::empty().write("book/book.toml", "[book]\ntitle = \"B\"\nid = \"b\"\n");
    let at = "book/content/index.md";
    let site = site.write(at, &chapter(CARRIED[0])).run(&["build", "book"]).assert_status(0);
    let site = site.write(at, &chapter(CARRIED[1])).run(&["build", "book"]).assert_status(0);
    let help = site.stderr();
    let id = help.split("lock keep ").nth(1).expect("a command").split('`').next().expect("an id");
    let site = site.run(&["lock", "keep", id, "book"]).assert_status(0);
    site.run(&["build", "book"]).assert_status(0).assert_stderr_lacks("TB0907");
}
