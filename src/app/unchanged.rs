//! A build that would make again what the last one made.
//!
//! Owns what identifies a build: the program, the options, the settings, and every file that is read. If all of it is the
//! same as for the last build, if that build left book.lock alone, and if the files of its site still are as it wrote them,
//! then nothing is built: its summary and its diagnostics are reported again. Any doubt means a full build.
//!
//! | What a site is made of | Part of the identity |
//! |---|---|
//! | the program, with the default theme, fonts and grammars | the hash of its file |
//! | `--drafts`, `--strict`, `--locked`, `--epub` | the options |
//! | book.toml | its text, and what its folder says where it is silent: layout, theme, levels |
//! | chapters, other files of the content folder, includes, cover, book.lock, what is seen there and not read | `Sources::parts` |
//! | templates, style sheets and what they name, scripts, fonts of cards, what `look` names | `Theme::parts` |
//! | the days of commits, if the book asks for them: `history` reads them with the sources | `Sources::parts` |
//!
//! Nothing else: no stage of a build asks for the time, the environment or another file, and git is asked before the first. `tests/suite/unchanged.rs`
//! holds the sources to it.
//!
//! The record stands in the list of the site's files, which anybody can have changed. One that was made up can leave the
//! site as it is, have it built, or say other things about it than a build would. So `--strict` and `--locked`, by which a
//! build decides something, always build; `check` and `publish` never read it.

use crate::app::emit::{self, Standing};
use crate::app::pipeline::{Built, Inputs, Options, Totals};
use crate::book::config::Config;
use crate::text::diag::saved::{self, Saved, Texts};
use crate::text::diag::{self, Diagnostic};
use crate::text::fingerprint::{self, Part};
use crate::text::output::Output;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// The longest record that is kept, in bytes. A book with more to report is built each time.
const LONGEST: usize = 1024 * 1024;

/// How much of the program's file is hashed at once.
const PIECE: u64 = 1024 * 1024;

/// The record of a build.
#[derive(Serialize, Deserialize)]
struct Record {
    build: String,
    site: String,
    /// Chapters, items, pages and bytes.
    totals: [usize; 4],
    diagnostics: Vec<Saved>,
}

/// What identifies a build, before it is made.
pub struct Identity {
    made_of: blake3::Hash,
    /// The folders as the user named them, which diagnostics show.
    folders: blake3::Hash,
    texts: Texts,
    options: Options,
}

/// What the last build reported.
pub struct Repeated {
    /// Its diagnostics.
    pub diagnostics: Vec<Diagnostic>,
    /// The size of the book.
    pub totals: Totals,
    /// How many files its site has.
    pub files: usize,
}

/// The hash of the program's file; `None` if it cannot be read.
pub fn program() -> Option<blake3::Hash> {
    let path = std::env::current_exe().ok()?;
    let length = path.metadata().ok()?.len();
    let pieces: Vec<u64> = (0..length.div_ceil(PIECE)).collect();
    let hashes: io::Result<Vec<blake3::Hash>> =
        pieces.par_iter().map(|at| piece(&path, at * PIECE)).collect();
    Some(fingerprint::of(hashes.ok()?))
}

fn piece(path: &Path, at: u64) -> io::Result<blake3::Hash> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(at))?;
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file.take(PIECE))?;
    Ok(hasher.finalize())
}

impl Identity {
    /// The identity of a build of these inputs by the program with this hash; `None` if it has no theme.
    pub fn of(
        program: blake3::Hash,
        config: &Config,
        options: Options,
        inputs: &Inputs,
    ) -> Option<Self> {
        // How long reading took changes nothing, and which files style sheets name follows from them.
        let Inputs { sources, theme, named: _, read: _, time: _ } = inputs;
        let theme = theme.as_ref().ok()?;
        let Options { drafts, strict, locked, published } = options;
        let Config { root, src, build_dir, html, epub, levels, warnings, source, .. } = config;
        let below = |path: &Path| path.strip_prefix(root).unwrap_or(path).to_path_buf();
        // All other settings follow from the text. Of these, some are what the book's folder holds.
        let held = (below(src), html.theme.as_deref().map(below), levels, epub.enable, warnings);
        let mut parts = vec![
            Part::new("program", "", program.as_bytes()),
            Part::value("options", &(drafts, strict, locked, published)),
            Part::new("book.toml", "", source.text.as_bytes()),
            Part::value("settings", &held),
        ];
        parts.extend(sources.parts());
        parts.extend(theme.parts());
        let hashes: Vec<blake3::Hash> = parts.par_iter().map(Part::hash).collect();
        Some(Identity {
            made_of: fingerprint::of(hashes),
            folders: Part::value("folders", &(root, build_dir)).hash(),
            texts: Texts::new(inputs.texts(config)),
            options,
        })
    }

    /// The identity in the form of a record. The folders count only where a diagnostic could name one, so that a book
    /// without any has the same record in all folders.
    fn name(&self, diagnostics: &[Saved]) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.made_of.as_bytes());
        if !diagnostics.is_empty() {
            hasher.update(self.folders.as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }

    /// The record of a build that wrote these outputs, on one line; `None` if it changed the lock, from which the next
    /// build may conclude something else, or if its diagnostics cannot be kept.
    pub fn record(&self, built: &Built, outputs: &[Output]) -> Option<String> {
        if built.lock.is_some() {
            return None;
        }
        let Totals { chapters, items, pages, bytes } = built.totals;
        let diagnostics = saved::save(&built.diagnostics, &self.texts)?;
        let record = Record {
            build: self.name(&diagnostics),
            site: emit::digest(outputs, built.pictures.as_ref()),
            totals: [chapters, items, pages, bytes],
            diagnostics,
        };
        serde_json::to_string(&record).ok().filter(|record| record.len() <= LONGEST)
    }

    /// What the last build into the folder reported, if it was of this identity and its site is still there.
    ///
    /// Whoever asks for `--strict` or `--locked` relies on the diagnostics, so those of a file that others can write are
    /// not enough.
    pub fn repeated(&self, folder: &Path) -> Option<Repeated> {
        if self.options.strict || self.options.locked {
            return None;
        }
        let standing = Standing::in_folder(folder)?;
        let record = Some(standing.record()).filter(|record| record.len() <= LONGEST)?;
        let Record { build, site, totals, diagnostics } = serde_json::from_str(record).ok()?;
        if build != self.name(&diagnostics) {
            return None;
        }
        let (digest, length) = standing.digest()?;
        if digest != site || !can_be(totals, standing.files(), length) {
            return None;
        }
        let diagnostics = saved::restore(diagnostics, &self.texts)?;
        // Such a build writes nothing.
        if diag::any_fatal(&diagnostics, false) {
            return None;
        }
        let [chapters, items, pages, bytes] = totals;
        let totals = Totals { chapters, items, pages, bytes };
        Some(Repeated { diagnostics, totals, files: standing.files() })
    }
}

/// Whether a site of so many files and bytes can have these totals, which are shown as they were recorded.
fn can_be([chapters, items, pages, bytes]: [usize; 4], files: usize, length: u64) -> bool {
    let is_within = |count: usize| u64::try_from(count).is_ok_and(|count| count <= length);
    chapters <= files && pages <= files && is_within(items) && is_within(bytes)
}
