//! Checks a book without building it: the stages that only `check` runs.

use super::{
    BuildCache, Built, Inputs, Options, Run, Syntax, Totals, assembled, epub_files, prepare_theme,
    read, totals,
};
use crate::book::config::Config;
use crate::book::structure::Book;
use crate::site::highlight::Highlighter;
use crate::site::lint::{self, Day};
use crate::site::render;
use crate::text::diag::{self, Diagnostic};

impl Built {
    /// Adds faults that were found elsewhere, at the levels of the book.
    pub fn add(&mut self, faults: Vec<Diagnostic>, config: &Config, options: Options) {
        self.diagnostics.extend(faults);
        config.levels.apply(&mut self.diagnostics);
        diag::sort(&mut self.diagnostics);
        let is_stopped = diag::any_fatal(&self.diagnostics, options.strict);
        self.outputs = self.outputs.take().filter(|_| !is_stopped);
    }
}

/// Reads, parses and assembles the book, and runs the lints on it. Nothing is rendered: the outputs are empty. Also
/// returns the book, for more checks, unless it is too large to be assembled. `today` is for lints on dates.
pub fn check(config: &Config, options: Options, today: Option<Day>) -> (Built, Option<Book>) {
    let mut cache = BuildCache::for_one_build();
    let Inputs { sources, theme, named: named_by_styles, time, .. } = read(config);
    let mut run = Run::of_inputs(config, time);
    let parts = assembled(config, options, (sources, Syntax::Surface), &mut cache, &mut run);
    let Some((files, book)) = parts else {
        return (run.finish(None, Totals::default(), options.strict), None);
    };
    epub_files(config, &book, &files, &mut run);
    match prepare_theme(config, (theme, named_by_styles), &book, &mut run) {
        Ok((theme, templates, _)) => {
            run.diagnostics.extend(render::unknown_templates(&book, &theme, &templates));
        }
        Err(faults) => run.diagnostics.extend(faults),
    }
    run.stage_done("theme");
    let highlighter = &Highlighter::default();
    let named = &run.included[..];
    let assets = &files.assets;
    let subject = lint::Subject { config, book: &book, assets, named, highlighter, today };
    let lints = lint::all(subject);
    run.diagnostics.extend(lints);
    run.stage_done("lints");
    let totals = totals(&book, &[]);
    (run.finish(Some(Vec::new()), totals, options.strict), Some(book))
}
