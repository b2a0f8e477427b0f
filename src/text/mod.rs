//! Shared by all other layers: diagnostics, addresses, names and small rules of text.
//!
//! The lowest layer. It knows neither Markdown nor books, and uses nothing above it.

pub mod css;
pub mod day;
pub mod diag;
pub mod escape;
pub mod fingerprint;
pub mod html;
pub mod html_tags;
pub mod js;
pub mod locales;
pub mod media_type;
pub mod names;
pub mod output;
pub mod source_map;
pub mod srcset;
pub mod stems;
pub mod url;
pub mod wording;
