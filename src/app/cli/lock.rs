//! `tickbook lock`: shows the lock, and changes what no build changes.

use super::{CLEAN, FAULTY, report, say, to_stdout};
use crate::app::emit;
use crate::book::checklist::{self, Refusal};
use crate::book::config::{self, Config};
use crate::book::lock::list::{self, Shown};
use crate::book::lock::{self, Lock};
use crate::book::source::{self, LockFile};
use crate::syntax::markdown::{self, slug};
use crate::syntax::source_file::SourceFile;
use crate::text::diag::{Diagnostic, SourceText};
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Debug, Subcommand)]
pub(super) enum LockCommand {
    /// Print the items that readers may have ticked
    List {
        #[command(flatten)]
        book: Dir,
        /// The format: json prints an array with one object per item
        #[arg(long, default_value = "human", value_parser = PossibleValuesParser::new(["human", "json"]))]
        format: String,
        /// List only the items about which a build asks a question
        #[arg(long)]
        questions: bool,
    },
    /// Confirm that an item is still the one that readers have ticked
    Keep {
        /// The id under which readers have ticks
        old: String,
        /// The id that the item has now, if it is a different one
        new: Option<String>,
        #[command(flatten)]
        book: Dir,
    },
    /// Make an item a separate one, without the ticks of the earlier item
    Part {
        /// The id of the item
        id: String,
        #[command(flatten)]
        book: Dir,
    },
    /// Print all texts of an item, from the oldest to the current one
    Log {
        /// The id of the item
        id: String,
        #[command(flatten)]
        book: Dir,
    },
    /// Remove a page or a heading that was never published
    Forget {
        /// The path of the page, such as role/budget.html; with #HEADING, one of its headings
        page: String,
        #[command(flatten)]
        book: Dir,
    },
    /// Give the book another id, so that pages carry readers' ticks over to it
    BookId {
        /// The new id: at most 100 lower-case letters, digits and single hyphens
        #[arg(value_parser = book_id)]
        new: String,
        #[command(flatten)]
        book: Dir,
    },
}

#[derive(Debug, Args)]
pub(super) struct Dir {
    /// The folder of book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
}

fn book_id(text: &str) -> Result<String, String> {
    if slug::is_book_id(text) { Ok(text.to_string()) } else { Err(slug::BOOK_ID_RULE.to_string()) }
}

/// Runs the command; returns the exit status.
pub(super) fn run(command: &LockCommand) -> i32 {
    let done = match command {
        LockCommand::List { book, format, questions } => LockedBook::of(&book.dir).map(|book| {
            let shown = if *questions { Shown::Questions } else { Shown::All };
            let text = match format.as_str() {
                "json" => list::json(&book.lock, shown),
                _ => list::table(&book.lock, shown),
            };
            to_stdout(text.as_bytes())
        }),
        LockCommand::Log { id, book } => LockedBook::of(&book.dir).and_then(|book| book.log(id)),
        LockCommand::Keep { old, new, book } => {
            // One id and a folder are meant if the second argument is the folder of a book.
            let folder =
                new.as_ref().map(Path::new).filter(|new| new.join(config::FILE_NAME).is_file());
            let dir = folder.unwrap_or(&book.dir);
            let new = new.as_ref().filter(|_| folder.is_none()).unwrap_or(old);
            LockedBook::of(dir).and_then(|book| {
                let instead = format!("replace it with {{#{old}}}");
                let book = if old == new { book } else { book.if_not_written(new, &instead)? };
                book.answer(|lock| checklist::keep(lock, old, new))
            })
        }
        LockCommand::Part { id, book } => LockedBook::of(&book.dir).and_then(|book| {
            let book = match book.asks_whether_it_was(id) {
                true => book.if_not_written(id, "remove it from the chapter first")?,
                false => book,
            };
            book.answer(|lock| checklist::part(lock, id))
        }),
        LockCommand::Forget { page, book } => {
            LockedBook::of(&book.dir).and_then(|book| book.forget(page))
        }
        LockCommand::BookId { new, book } => {
            LockedBook::of(&book.dir).and_then(|book| book.rename(new))
        }
    };
    done.unwrap_or_else(|faults| {
        report(&faults);
        FAULTY
    })
}

/// The lock of a book.
struct LockedBook {
    config: Config,
    lock: Lock,
    is_fixed: bool,
}

/// The start of the item in a text with this explicit id.
fn item_of(text: &SourceText, id: &str) -> Option<usize> {
    let (path, text) = (text.file.to_string(), text.clone());
    let file = SourceFile { path, text, title: None, is_searched: false, parts: Vec::new(), updated: None };
    let chapter = markdown::parse(&file, &markdown::Options::default());
    let task = chapter.tasks.iter().find(|task| task.explicit_id.as_deref() == Some(id))?;
    Some(task.span.start)
}

type Done = Result<i32, Vec<Diagnostic>>;

impl LockedBook {
    fn of(dir: &Path) -> Result<Self, Vec<Diagnostic>> {
        let config = config::load(dir)?;
        match source::read_lock(&config).map_err(|fault| vec![fault])? {
            LockFile::There { text, is_fixed } => {
                Ok(LockedBook { lock: lock::read(&text)?, config, is_fixed })
            }
            LockFile::Missing | LockFile::Unread => Err(vec![Diagnostic::lock_missing()]),
        }
    }

    fn log(&self, id: &str) -> Done {
        match self.lock.items.get(id) {
            Some(entry) => Ok(to_stdout(list::log(entry).as_bytes())),
            None => {
                let help = "run `tickbook lock list` to see the ids of all items";
                Err(vec![Diagnostic::lock_lacks(&format!("no item `{id}`"), help)])
            }
        }
    }

    fn forget(mut self, asked: &str) -> Done {
        let asked = asked.trim_start_matches('/');
        let (path, anchor) = match asked.find(".html#") {
            Some(at) => asked.split_at(at + ".html".len()),
            None => (asked, ""),
        };
        let pages = Arc::make_mut(&mut self.lock.pages);
        let forgotten = match anchor {
            "" => pages.remove(path).is_some(),
            anchor => {
                let anchor = anchor.strip_prefix('#').unwrap_or(anchor);
                pages.get_mut(path).is_some_and(|page| {
                    page.moved.remove(anchor);
                    page.anchors.remove(anchor).is_some()
                })
            }
        };
        if !forgotten {
            let help = "write it as in the message of the build, such as `role/budget.html#money`";
            let what = format!("no page or heading `{asked}`");
            return Err(vec![Diagnostic::lock_lacks(&what, help)]);
        }
        let rest = "if it is still in the book, the next build records it again";
        self.write(&format!("{}: `{asked}` is forgotten; {rest}", lock::FILE_NAME))
    }

    fn rename(mut self, new: &str) -> Done {
        let ids = &mut self.lock.ids;
        if ids.now.is_empty() {
            let help = "build once with the old id, then change it";
            return Err(vec![Diagnostic::lock_lacks("no book id", help)]);
        }
        let next = format!("\nNext: write `id = \"{new}\"` below `[book]` in book.toml");
        let own = self.config.id.as_deref();
        if ids.now == new {
            let next = if own.is_some_and(|own| own != new) { &next } else { "" };
            let file = lock::FILE_NAME;
            say(&format!("{file}: the book's id is already `{new}`; nothing changed{next}"));
            return Ok(CLEAN);
        }
        ids.change(new);
        let message = format!(
            "{}: the book's id is `{new}`; pages carry over readers' ticks from {}{}",
            lock::FILE_NAME,
            ids.formerly.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", "),
            if own == Some(new) { "" } else { &next }
        );
        self.write(&message)
    }

    /// Whether parting an item gives it another id.
    fn asks_whether_it_was(&self, id: &str) -> bool {
        let entry = self.lock.items.get(id);
        entry.is_some_and(|entry| entry.questions.was.is_some() || entry.questions.near.is_none())
    }

    /// Rejects an id that is explicit in a chapter, because the lock cannot change chapters.
    fn if_not_written(self, id: &str, instead: &str) -> Result<Self, Vec<Diagnostic>> {
        let sources = source::read(&self.config);
        let written = format!("{{#{id}}}");
        let included = sources.included.values().filter_map(|file| file.as_ref().ok());
        let texts = sources.chapters.iter().map(|chapter| &chapter.text).chain(included);
        for text in texts.filter(|text| text.text.contains(&written)) {
            let Some(at) = item_of(text, id) else { continue };
            let before = text.text.get(..at).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let what = format!("`{id}` from {}:{line}, where {written} is written", text.file);
            return Err(vec![Diagnostic::lock_lacks(&what, instead)]);
        }
        Ok(self)
    }

    fn answer(mut self, answer: impl FnOnce(&mut Lock) -> Result<String, Refusal>) -> Done {
        if !self.lock.sides.is_empty() {
            let help = "run `tickbook build` to merge them, then answer its questions";
            return Err(vec![Diagnostic::lock_lacks(
                "several lines for one item after a merge",
                help,
            )]);
        }
        match answer(&mut self.lock) {
            Ok(said) => self.write(&format!("{}: {said}", lock::FILE_NAME)),
            Err((what, help)) => Err(vec![Diagnostic::lock_lacks(&what, &help)]),
        }
    }

    fn write(&self, message: &str) -> Done {
        if self.is_fixed {
            return Err(vec![Diagnostic::lock_unwritable()]);
        }
        let text = lock::text(&self.lock);
        emit::write_lock(&self.config, Some(text)).map_err(|fault| vec![fault])?;
        say(message);
        Ok(CLEAN)
    }
}
