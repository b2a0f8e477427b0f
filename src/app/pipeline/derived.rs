//! The files that are made from all others: those for offline use, and those for hosts.

use super::Run;
use crate::book::config::Config;
use crate::book::structure::Book;
use crate::site::hosts;
use crate::site::offline;
use crate::site::render::cards::Pictures;
use crate::site::theme::Theme;
use crate::text::output::Output;

impl Run {
    /// Adds the files for offline use, once all files to be cached are there.
    pub(super) fn keep_offline(
        &mut self,
        config: &Config,
        book: &Book,
        theme: &Theme,
        mut outputs: Vec<Output>,
    ) -> Vec<Output> {
        let (files, note) = offline::files(config, &book.title, theme, &outputs);
        self.diagnostics.extend(note);
        outputs.extend(files);
        outputs.sort_by(|a, b| a.path.cmp(&b.path));
        outputs
    }

    /// The files for hosts, if there is a site.
    pub(super) fn for_hosts(
        &mut self,
        config: &Config,
        book: &Book,
        outputs: Option<&[Output]>,
    ) -> Vec<Output> {
        let Some(outputs) = outputs else { return Vec::new() };
        let painted = self.pictures.as_ref().map(Pictures::list).unwrap_or_default();
        let painted = painted.iter().map(|picture| picture.path.as_str());
        let (files, faults) = hosts::files(config, &book.redirects, outputs, painted);
        self.diagnostics.extend(faults);
        files
    }
}

/// All files: those of the site, precompressed ones, and those for hosts. A preview has no precompressed files.
pub(super) fn joined(
    config: &Config,
    is_complete: bool,
    mut outputs: Vec<Output>,
    for_hosts: Vec<Output>,
) -> Vec<Output> {
    if is_complete && hosts::want_smaller(config) {
        let smaller = hosts::smaller(&outputs);
        outputs.extend(smaller);
    }
    outputs.extend(for_hosts);
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    outputs
}
