//! Faults found by the lints of `check`, and links to removed items.

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
            .label("called the same")
            .related(other, first, "first here")
            .help("give one a title that tells them apart; results of a search and tabs show nothing else")
    }

    /// A heading with the text of another of its level in the same section.
    pub fn duplicate_heading(
        source: &SourceText,
        span: Range<usize>,
        text: &str,
        first: Range<usize>,
    ) -> Self {
        Self::warning("TB1402", format!("two headings of one section say “{text}”"))
            .at(source, span)
            .label("said before")
            .related(source, first, "first here")
            .help("reword one, or put both texts below one heading; the anchor of the second changes when the first goes")
    }

    /// A heading of level one other than the title.
    pub fn second_h1(source: &SourceText, span: Range<usize>, title: Range<usize>) -> Self {
        Self::warning("TB1403", "another heading of level one".into())
            .at(source, span)
            .label("shown as one of level two")
            .related(source, title, "the title of the chapter")
            .help("write it with `##`, and what is below it one level deeper")
    }

    /// A heading of level one that is not at the top, in a chapter with none at the top.
    pub fn late_h1(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB1403", "a heading of level one below the top of the chapter".into())
            .at(source, span)
            .label("shown as one of level two, not as the title")
            .help("move it to the top, where it is the title, or write it with `##`")
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
        .label("a level is left out")
        .help(format!("write it with `{one_below}`; who hears the page goes by the levels"));
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
            false => format!("\nnone in {}{rest} either", named.join(", ")),
        };
        Self::warning("TB1405", message).at(source, span).label("none here").help(format!(
            "write `description: …` in the front matter, one sentence that lists of chapters, previews of \
             links and search engines show{also}"
        ))
    }

    /// A picture without an alternative text. `advice` is how to mark a decorative one.
    pub fn missing_alt(source: &SourceText, span: Range<usize>, advice: &str) -> Self {
        Self::warning("TB1406", "a picture without an alternative text".into())
            .at(source, span)
            .label("says nothing to those who do not see it")
            .help(format!(
                "say in its place what it shows; where it only decorates, write {advice}"
            ))
    }

    /// An item without text.
    pub fn empty_item(source: &SourceText, span: Range<usize>) -> Self {
        Self::warning("TB1407", "an item of a checklist without a text".into())
            .at(source, span)
            .label("nothing to tick off")
            .help("say what is to be done, or drop the line")
    }

    /// A section with "checklist" in its heading but without a checklist.
    pub fn empty_checklist(source: &SourceText, span: Range<usize>, title: &str) -> Self {
        Self::warning("TB1408", format!("the section “{title}” has no item to tick"))
            .at(source, span)
            .label("no item below")
            .help("write its items as `- [ ] …`, or call the section something else")
    }

    /// An item with the same text as an earlier one of its list.
    pub fn equal_items(source: &SourceText, span: Range<usize>, first: Range<usize>) -> Self {
        Self::warning("TB1409", "two items of one list say the same".into())
            .at(source, span)
            .label("said before")
            .related(source, first, "first here")
            .help("drop one, or say how they differ; readers tick them one by one")
    }

    /// An item that does not begin with an action. `word` is its first word.
    pub fn not_an_action(source: &SourceText, span: Range<usize>, word: &str) -> Self {
        Self::warning("TB1410", "an item that does not say what to do".into())
            .at(source, span)
            .label(format!("begins with “{word}”"))
            .help("begin it with a verb: what is done when it is ticked?")
    }

    /// Brackets that look like a checkbox but are none.
    pub fn untasked_box(source: &SourceText, span: Range<usize>, advice: &str) -> Self {
        Self::warning("TB1411", "these brackets are no box that readers can tick".into())
            .at(source, span)
            .label("shown as it stands")
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
            more => format!(", which {more} blocks of code name"),
        };
        let help = match &near {
            Some(near) => did_you_mean(Some(near)),
            None => "write `text` where it is no program".into(),
        };
        Self::warning("TB1412", format!("no grammar knows the language `{language}`{count}"))
            .at(source, span)
            .label("shown without colours")
            .help(help)
    }

    /// A file in the content folder that nothing refers to.
    pub fn unused_asset(file: &str) -> Self {
        Self::warning("TB1413", format!("nothing names `{file}`")).in_file(file).help(
            "it is not part of the site: link to it, show it, or move it out of the content folder",
        )
    }

    /// More such files.
    pub fn more_unused_assets(file: &str, count: usize) -> Self {
        let files = if count == 1 { "1 more file".into() } else { format!("{count} more files") };
        Self::warning("TB1413", format!("nothing names {files} of the content folder"))
            .in_file(file)
            .help("`unused-asset = \"allow\"` in `[check]` of book.toml keeps quiet about them")
    }

    /// A chapter whose last update is too long ago.
    pub fn stale_updated(source: &SourceText, span: Range<usize>, date: &str, days: i64) -> Self {
        Self::warning("TB1414", format!("this chapter was last updated on {date}, {days} days ago"))
            .at(source, span)
            .label("longer than `check.stale-after` allows")
            .help("read it again, mend what has changed, and set `updated` to the day of today")
    }

    /// A date of the last update that is in the future.
    pub fn future_updated(source: &SourceText, span: Range<usize>, date: &str) -> Self {
        Self::warning("TB1415", format!("`updated` is {date}, which has not come yet"))
            .at(source, span)
            .label("in the future")
            .help("write the day of the last change")
    }

    /// A reference to a footnote that is not defined.
    pub fn undefined_footnote(source: &SourceText, span: Range<usize>, label: &str) -> Self {
        Self::warning("TB1416", format!("there is no footnote `{label}`"))
            .at(source, span)
            .label("shown as it stands")
            .help(format!("write it in a paragraph of its own: `[^{label}]: …`"))
    }

    /// A link with a label that is not defined.
    pub fn undefined_reference(source: &SourceText, span: Range<usize>, label: &str) -> Self {
        Self::warning("TB1417", format!("nothing says where `[{label}]` leads"))
            .at(source, span)
            .label("shown as it stands")
            .help(format!(
                "add a line `[{label}]: address`, or write the address in round brackets"
            ))
    }

    /// A definition of a link that no text refers to.
    pub fn unused_definition(source: &SourceText, span: Range<usize>, label: &str) -> Self {
        Self::warning("TB1418", format!("no link refers to `[{label}]`"))
            .at(source, span)
            .label("not used, and not checked")
            .help(format!("refer to it with `[text][{label}]`, or drop the line"))
    }

    /// An unencrypted link.
    pub fn insecure_link(source: &SourceText, span: Range<usize>, better: &str) -> Self {
        Self::warning("TB1419", "a link without encryption".into())
            .at(source, span)
            .label("everybody on the way can read and change what it leads to")
            .help(format!("if the site answers there, write `{better}`"))
    }
}
