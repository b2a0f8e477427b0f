//! What makes two loaded themes equal, part for part.
//!
//! Every field is named here or said to follow from others, so that one that is added does not compile before it is.

use super::{SearchFiles, Theme};
use crate::text::fingerprint::Part;

impl Theme {
    /// All that was loaded.
    pub fn parts(&self) -> Vec<Part<'_>> {
        let Theme {
            folder,
            templates,
            files,
            styles,
            block_styles,
            timeline_styles,
            tabs_script,
            carry_script,
            scheme_script,
            scripts,
            plan_style,
            plan_script,
            search,
            redirect_script,
            icon,
            look,
            warnings,
            share_fonts,
            worker,
            worker_off,
        } = self;
        let search = search.as_ref().map(|SearchFiles { script, style }| (script, style));
        let mut parts = vec![
            Part::new("theme", folder, &[]),
            Part::value("styles", &(styles, block_styles, timeline_styles, plan_style)),
            Part::value("scripts", &(scripts, tabs_script, carry_script, scheme_script)),
            Part::value("files", &(plan_script, search, redirect_script, icon)),
            Part::value("look", look),
            Part::value("theme warnings", warnings),
            Part::new("worker", "", worker),
            Part::new("worker off", "", worker_off),
        ];
        parts.extend(
            templates.iter().map(|(name, text)| Part::new("template", name, text.as_bytes())),
        );
        for file in files {
            parts.extend(file.parts.iter().map(|part| Part::new("theme file", &file.path, part)));
        }
        // Their paths stand in book.toml.
        parts.extend(share_fonts.iter().map(|(_, bytes)| Part::new("font", "", bytes)));
        parts
    }
}
