//! Faults of HTML that the policy of its book blocks.

use super::blocked::{Kind, Place};
use crate::text::diag::Diagnostic;

/// How many places of one kind are shown.
const MOST_SHOWN: usize = 3;

impl Diagnostic {
    /// The policy blocks something of one kind at these places.
    pub fn blocked_by_policy(kind: Kind, places: &[Place]) -> Self {
        let what = counted(kind, places.len());
        let fault = Self::warning(
            "TB0609",
            format!("the Content-Security-Policy of the pages blocks {what}"),
        )
        .help(way_out(kind));
        let mut shown = places.iter().take(MOST_SHOWN);
        let Some((source, span)) = shown.next() else { return fault };
        let fault = fault.at(source, span.clone()).label("blocked");
        shown.fold(fault, |fault, (source, span)| fault.related(source, span.clone(), "here too"))
    }
}

fn counted(kind: Kind, count: usize) -> String {
    let (one, many) = match kind {
        Kind::StyleAttribute => ("a `style` attribute", "`style` attributes"),
        Kind::StyleElement => ("a `<style>`", "`<style>` elements"),
        Kind::Handler => ("an event attribute", "event attributes"),
        Kind::InlineScript => ("a script in a page", "scripts in pages"),
        Kind::ScriptAddress => ("a `javascript:` address", "`javascript:` addresses"),
        Kind::RunText => ("a text that is run as a script", "texts that are run as scripts"),
        Kind::WebAssembly => ("WebAssembly", "uses of WebAssembly"),
        Kind::Load("worker-src") => ("a worker from another site", "workers from other sites"),
        Kind::Load("script-src") => ("a script from another site", "scripts from other sites"),
        Kind::Load("style-src") => {
            ("a style sheet from another site", "style sheets from other sites")
        }
        Kind::Load("font-src") => ("a font from another site", "fonts from other sites"),
        Kind::Load("img-src") => ("a picture from another site", "pictures from other sites"),
        Kind::Load("media-src") => {
            ("a film or sound from another site", "films or sounds from other sites")
        }
        Kind::Load("frame-src") => ("a page of another site", "pages of other sites"),
        Kind::Load("form-action") => ("a form for another site", "forms for other sites"),
        Kind::Load(_) => ("a request to another site", "requests to other sites"),
    };
    if count == 1 { one.to_string() } else { format!("{count} {many}") }
}

fn way_out(kind: Kind) -> String {
    const TABLE: &str = "below `[output.html.content-security-policy]`";
    match kind {
        Kind::StyleAttribute => format!(
            "use a `class`, and style it in a file of `additional-css`; or write `style-src = [\"'unsafe-inline'\"]` {TABLE}"
        ),
        Kind::StyleElement => format!(
            "put the styles into a file of `additional-css`; or write `style-src = [\"'unsafe-inline'\"]` {TABLE}"
        ),
        Kind::Handler => {
            "use `addEventListener` in a file of `additional-js`; no key allows event attributes"
                .into()
        }
        Kind::InlineScript => format!(
            "put the script into a file of `additional-js`; or add its hash, `'sha256-…'`, to `script-src` {TABLE}"
        ),
        Kind::ScriptAddress => "use a `<button>`, and `addEventListener` in a file of `additional-js`; no key allows such addresses".into(),
        Kind::RunText => {
            "write the code itself, such as `() => …`; no key allows texts that are run".into()
        }
        Kind::WebAssembly => format!("remove it, or write `script-src = [\"'wasm-unsafe-eval'\"]` {TABLE}"),
        Kind::Load(directive @ ("frame-src" | "form-action" | "connect-src")) => {
            format!("remove it, or add the address of the host to `{directive}` {TABLE}")
        }
        Kind::Load(directive) => format!(
            "save the file in the book, and name that; or add the address of the host to `{directive}` {TABLE}"
        ),
    }
}
