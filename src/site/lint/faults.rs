//! Faults found by the lints of `check`, and links to removed items.

use crate::book::structure::old_url;
use crate::text::diag::{Diagnostic, SourceText, did_you_mean};
use std::ops::Range;

/// A place in a file.
type At<'a> = (&'a SourceText, Range<usize>);

/// How many more files a help text lists.
const MOST_NAMES: usize = 5;

impl Diagnostic {
    /// Two chapters with the same title.
    pub fn duplicate_title((source, span): At, title: &str, (other, first): At) -> Self {
        Self::warning("TB1401", format!("two chapters are called “{title}”"))
            .at(source, span)
            .label("same title")
            .related(other, first, "first here")
            .help("give one of them a different title; search results and browser tabs show only the title")
    }

    /// A heading with the text of another of its level in the same section.
    pub fn duplicate_heading(
        source: &SourceText,
        span: Range<usize>,
        text: &str,
        first: Range<usize>,
    ) -> Self {
        Self::warning("TB1402", format!("two headings in one section say “{text}”"))
            .at(source, span)
            .label("same heading")
            .related(source, first, "first here")
            .help("reword one, or put both texts below one heading")
    }

    /// A heading of level one other than the title.
    pub fn second_h1(source: &SourceText, span: Range<usize>, title: Range<usize>) -> Self {
        Self::warning("TB1403", "a second heading of level one".into())
            .at(source, span)
            .label("shown as level two")
            .related(source, title, "the title of the chapter")
            .help("write it with `##`, and the headings below it one level deeper")
    }

    /// A heading of level one that is not at the top, in a chapter with none at the top.
    pub fn late_h1(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB1403", "this heading of level one is not at the top of the chapter".into())
            .at(source, span)
            .label("shown as level two, not as the title")
            .help("move it to the top, or write it with `##`")
    }

    /// A heading more than one level below the one before. `levels` are its own and that one's.
    pub fn skipped_level(
        source: &SourceText,
        span: Range<usize>,
        levels: (u8, u8),
        before: Option<Range<usize>>,
    ) -> Self {
        let (level, above) = levels;
        let one_below = "#".repeat(usize::from(above) + 1);
        let fault = Self::warning(
            "TB1404",
            format!("a heading of level {level} follows one of level {above}"),
        )
        .at(source, span)
        .label("a level is skipped")
        .help(format!("write it with `{one_below}`; screen readers announce the levels"));
        match before {
            Some(before) => fault.related(source, before, &format!("level {above} here")),
            None => fault,
        }
    }

    /// Chapters without a description; `others` are the files of all but the first.
    pub fn missing_description(source: &SourceText, span: Range<usize>, others: &[&str]) -> Self {
        let message = match others.len() {
            0 => "a chapter has no description".to_string(),
            more => format!("{} chapters have no description", more + 1),
        };
        let named: Vec<String> =
            others.iter().take(MOST_NAMES).map(|file| format!("`{file}`")).collect();
        let rest = match others.len().saturating_sub(MOST_NAMES) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let also = match named.is_empty() {
            true => String::new(),
            false => format!("\nalso missing in {}{rest}", named.join(", ")),
        };
        Self::warning("TB1405", message).at(source, span).label("none here").help(format!(
            "add `description: …` to the front matter: one sentence for lists of chapters, link previews and search engines{also}"
        ))
    }

    /// A picture without an alternative text. `advice` is how to mark a decorative one.
    pub fn missing_alt(source: &SourceText, span: Range<usize>, advice: &str) -> Self {
        Self::warning("TB1406", "this picture has no alternative text".into())
            .at(source, span)
            .label("no text for readers who do not see it")
            .help(format!("describe what it shows; if it only decorates, write {advice}"))
    }

    /// A chapter whose page has an address with two endings. `wanted` is the path of the file without the first of them.
    pub fn double_ending(file: &str, address: &str, wanted: &str) -> Self {
        Self::warning("TB0420", format!("the page of this chapter is `{address}`"))
            .in_file(file)
            .help(format!(
                "rename the file to `{wanted}`; if the page was published, add `aliases: [{}]` to its front matter",
                old_url(address)
            ))
    }

    /// An item without text.
    pub fn empty_item(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB1407", "this checklist item has no text".into())
            .at(source, span)
            .label("nothing to tick off")
            .help("write what to do, or remove the line")
    }

    /// A section with "checklist" in its heading but without a checklist.
    pub fn empty_checklist(source: &SourceText, span: Range<usize>, title: &str) -> Self {
        Self::warning("TB1408", format!("the section “{title}” has no item to tick"))
            .at(source, span)
            .label("no item below")
            .help("write its items as `- [ ] …`, or rename the section")
    }

    /// An item with the same text as an earlier one of its list.
    pub fn equal_items(source: &SourceText, span: Range<usize>, first: Range<usize>) -> Self {
        Self::warning("TB1409", "two items in one list have the same text".into())
            .at(source, span)
            .label("same text")
            .related(source, first, "first here")
            .help("remove one, or write how they differ")
    }

    /// An item that does not begin with an action. `word` is its first word.
    pub fn not_an_action(source: &SourceText, span: Range<usize>, word: &str) -> Self {
        Self::warning("TB1410", "this item does not say what to do".into())
            .at(source, span)
            .label(format!("begins with “{word}”"))
            .help("begin it with a verb")
    }

    /// An item that only makes sense at its place. `words` are those that point at its surroundings.
    pub fn refers_to_place(source: &SourceText, span: Range<usize>, words: &str) -> Self {
        Self::warning("TB1421", "this item refers to its place on the page".into())
            .at(source, span)
            .label(format!("says “{words}”"))
            .help("name what you mean, because the plan and exports show the item alone")
    }

    /// Brackets that look like a checkbox but are none.
    pub fn untasked_box(source: &SourceText, span: Range<usize>, advice: &str) -> Self {
        Self::warning("TB1411", "these brackets are not a box that readers can tick".into())
            .at(source, span)
            .label("shown as text")
            .help(advice)
    }

    /// A language of code without a grammar. `uses` are the number of blocks that use it, and the language that was
    /// probably meant.
    pub fn unknown_language(
        source: &SourceText,
        span: Range<usize>,
        language: &str,
        uses: (usize, Option<String>),
    ) -> Self {
        let (blocks, near) = uses;
        let count = match blocks {
            1 => String::new(),
            more => format!(", used by {more} code blocks"),
        };
        let help = match &near {
            Some(near) => did_you_mean(Some(near)),
            None => "write `text` if it is not code".into(),
        };
        Self::warning("TB1412", format!("there is no grammar for the language `{language}`{count}"))
            .at(source, span)
            .label("not highlighted")
            .help(help)
    }

    /// A file in the content folder that nothing refers to.
    pub fn unused_asset(file: &str) -> Self {
        Self::warning("TB1413", format!("nothing uses `{file}`")).in_file(file).help(
            "link to it, show it, or move it out of the content folder; it is not part of the site",
        )
    }

    /// A chapter whose last update is too long ago.
    pub fn stale_updated(source: &SourceText, span: Range<usize>, date: &str, days: i64) -> Self {
        Self::warning("TB1414", format!("this chapter was last updated on {date}, {days} days ago"))
            .at(source, span)
            .label("longer than `check.stale-after` allows")
            .help("review it, fix what has changed, and set `updated` to today's date")
    }

    /// A date of the last update that is in the future.
    pub fn future_updated(source: &SourceText, span: Range<usize>, date: &str) -> Self {
        Self::warning("TB1415", format!("`updated` is {date}, which is in the future"))
            .at(source, span)
            .label("after today")
            .help("write the date of the last change")
    }

    /// A reference to a footnote that is not defined.
    pub fn undefined_footnote(source: &SourceText, span: Range<usize>, label: &str) -> Self {
        Self::warning("TB1416", format!("there is no footnote `{label}`"))
            .at(source, span)
            .label("shown as text")
            .help(format!("add a line `[^{label}]: …`, or remove the reference"))
    }

    /// A link with a label that is not defined.
    pub fn undefined_reference(source: &SourceText, span: Range<usize>, label: &str) -> Self {
        Self::warning("TB1417", format!("the link label `[{label}]` is not defined"))
            .at(source, span)
            .label("shown as text")
            .help(format!(
                "add a line `[{label}]: address`, or write the address in round brackets"
            ))
    }

    /// A definition of a link that no text refers to.
    pub fn unused_definition(source: &SourceText, span: Range<usize>, label: &str) -> Self {
        Self::warning("TB1418", format!("no link uses `[{label}]`"))
            .at(source, span)
            .label("not used, and not checked")
            .help(format!("use it with `[text][{label}]`, or remove the line"))
    }

    /// An unencrypted link.
    pub fn insecure_link(source: &SourceText, span: Range<usize>, better: &str) -> Self {
        Self::warning("TB1419", "this link is not encrypted".into())
            .at(source, span)
            .label("others on the network can read and change the page")
            .help(format!("write `{better}` if the site supports it"))
    }

    /// A synonym for the search that the book does not have.
    pub fn unused_synonym(
        source: &SourceText,
        span: Range<usize>,
        word: &str,
        other: &str,
    ) -> Self {
        Self::warning("TB1422", format!("no chapter has the synonym `{other}`"))
            .at(source, span)
            .label(format!("finds nothing for `{word}`"))
            .help("write a word that the book uses, or remove this one")
    }
}
