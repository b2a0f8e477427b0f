//! Anchors of headings in many scripts, from the table in `tests/anchors`.

use tickbook::syntax::markdown::slug;

/// Each line of the table is a heading and the anchor that GitHub gives it, with a tab between them.
///
/// Of the cases that github-slugger tests itself with, three kinds have no line: headings with spaces at their ends, because
/// Markdown takes these away before there is an anchor; repeated headings, which a page numbers; and one string of characters
/// that are not assigned in the tables of the libraries used here.
const HEADINGS: &str = include_str!("../anchors/headings.tsv");

#[test]
fn anchors_are_those_of_github_in_every_script() {
    let wrong = HEADINGS.lines().filter_map(|line| {
        let (heading, wanted) = line.split_once('\t').expect("a tab");
        let made = slug::anchor(heading);
        (made != wanted).then(|| format!("{heading}: {made:?}, and GitHub has {wanted:?}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(HEADINGS.lines().count() >= 200, "headings are missing in the table");
    assert_eq!(wrong, Vec::<String>::new());
}
