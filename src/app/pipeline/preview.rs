//! Builds for a server: the whole book, or a patch of the site before.

use super::patch::{self, Patched};
use super::{BuildCache, Built, Options, Run, Totals, build_of, inputs};
use crate::book::config::Config;
use crate::text::diag::Diagnostic;
use crate::text::diag::lints::Levels;

/// The result of a build that follows another.
#[derive(Debug)]
pub enum Rebuilt {
    /// The whole site.
    Whole(Box<Built>),
    /// The site of the last build, but for some files.
    Patch(Box<Patched>),
}

/// Builds the site after a change of these files, given by their paths below the folder of book.toml; of the whole book if they
/// are not known.
pub fn rebuild(
    config: &Config,
    options: Options,
    changed: &[String],
    cache: &mut BuildCache,
) -> Rebuilt {
    match patch::patch(config, options, changed, cache) {
        Some(patched) => Rebuilt::Patch(Box::new(patched)),
        None => {
            let inputs = inputs::read_after(config, changed, cache);
            Rebuilt::Whole(Box::new(build_of(config, options, inputs, (cache, None))))
        }
    }
}

/// Builds a preview site from a configuration; its faults are reported like those of any stage. A preview has no
/// offline mode: browsers would show old versions of changed pages.
pub fn preview(
    config: Result<Config, Vec<Diagnostic>>,
    options: Options,
    changed: &[String],
    cache: &mut BuildCache,
) -> (Option<Config>, Rebuilt) {
    let checked = config.and_then(|config| match config.check_folder() {
        Ok(()) => Ok(config),
        Err(fault) => Err(vec![fault]),
    });
    match checked {
        Ok(mut config) => {
            config.html.offline = false;
            let built = rebuild(&config, options, changed, cache);
            (Some(config), built)
        }
        Err(diagnostics) => {
            // What changes now is not read.
            cache.stand(None);
            cache.forget_sources();
            let mut run = Run::new(Levels::default());
            run.diagnostics = diagnostics;
            let built = run.finish(None, Totals::default(), options.strict);
            (None, Rebuilt::Whole(Box::new(built)))
        }
    }
}
