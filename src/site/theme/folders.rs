//! The names of the folders and files of a theme that are joined in a way of their own.

/// The folders of `css/` and `js/` that are not in the files that every page loads.
pub(super) const OWN_BUNDLES: [&str; 10] =
    [BLOCKS, CARRY, EARLY, "plan", "redirect.js", "search", SCHEME, "tabs", TIMELINE, WEEK];

/// The script of the plan page that runs before the first paint.
pub(super) const WEEK: &str = "week.js";

/// The folder of `css/` for pages with a timeline, joined with the rest in the same way.
pub(super) const TIMELINE: &str = "timeline";

/// The folder of `css/` for pages with containers, badges or formulas. It is joined with the rest to one file, so that
/// these pages make no more requests than others.
pub(super) const BLOCKS: &str = "blocks";

/// The folder of `js/` for pages of a book that had another id before. It runs before the script of all pages, so it
/// contains the script that it depends on, the format of records, once more.
pub(super) const CARRY: &str = "carry";

/// The folder of `css/` that every page loads if book.toml has audiences, and of `js/` for pages of books with items for
/// some of them. Its script contains the one that writes dates, which the plan has too.
pub(super) const READER: &str = "reader";

/// The script that writes dates.
pub(super) const DAY: &str = "js/plan/02-day.js";

/// The script that applies the reader's scheme before the first paint.
pub(super) const SCHEME: &str = "scheme.js";

/// The folder of `js/` joined with it for pages of books with items for some audiences.
pub(super) const EARLY: &str = "early";

/// The script of the format of records in `js/`.
pub(super) const RECORD: &str = "10-record.js";

/// The folder of `js/` that every page loads if offline use is on.
pub(super) const OFFLINE: &str = "offline";

/// The file of `worker/` that is a complete worker.
pub(super) const WORKER_OFF: &str = "worker/off.js";
