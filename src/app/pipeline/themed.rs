//! The theme in a build: its templates compiled, and the renderer of social cards.

use super::Run;
use crate::book::config::Config;
use crate::book::structure::Book;
use crate::site::render::cards::CardRenderer;
use crate::site::render::{self, Templates};
use crate::site::theme::Theme;
use crate::text::diag::Diagnostic;

/// The theme with what is made of it. `named` are the files that its style sheets name.
pub(super) fn prepare_theme(
    config: &Config,
    (theme, named): (Result<Theme, Vec<Diagnostic>>, Vec<String>),
    book: &Book,
    run: &mut Run,
) -> Result<(Theme, Templates, Option<CardRenderer>), Vec<Diagnostic>> {
    run.included.extend(named);
    let mut theme = theme?;
    run.diagnostics.append(&mut theme.warnings);
    let templates = render::compile(&theme).map_err(|fault| vec![fault])?;
    let card_renderer = card_renderer(config, book, &theme, run)?;
    Ok((theme, templates, card_renderer))
}

/// The renderer of social cards, if the book has them and its address is set.
fn card_renderer(
    config: &Config,
    book: &Book,
    theme: &Theme,
    run: &mut Run,
) -> Result<Option<CardRenderer>, Vec<Diagnostic>> {
    let Some(asked) = config.html.share_images.clone() else { return Ok(None) };
    let Some(site_url) = &config.html.site_url else {
        run.diagnostics.push(Diagnostic::share_needs_address(&config.source, asked));
        return Ok(None);
    };
    CardRenderer::new(config, book, theme, site_url).map(Some).map_err(|fault| vec![fault])
}
