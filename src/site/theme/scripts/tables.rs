//! What scripts do that a policy can block, as tables.

/// How a name is written where it is called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    /// `name(`, also as a property of the window.
    Function,
    /// `x.name(`.
    Method,
    /// `new name(`.
    New,
}

/// Calls that load an address: the name, how it is called, which argument is the address, and the directive.
pub(super) const LOADS: [(&str, Call, usize, &str); 18] = [
    ("fetch", Call::Function, 0, "connect-src"),
    ("Request", Call::New, 0, "connect-src"),
    ("open", Call::Method, 1, "connect-src"),
    ("sendBeacon", Call::Method, 0, "connect-src"),
    ("WebSocket", Call::New, 0, "connect-src"),
    ("EventSource", Call::New, 0, "connect-src"),
    ("WebTransport", Call::New, 0, "connect-src"),
    ("Worker", Call::New, 0, "worker-src"),
    ("SharedWorker", Call::New, 0, "worker-src"),
    ("register", Call::Method, 0, "worker-src"),
    ("importScripts", Call::Function, 0, "script-src"),
    ("import", Call::Function, 0, "script-src"),
    ("addModule", Call::Method, 0, "script-src"),
    ("Audio", Call::New, 0, "media-src"),
    ("FontFace", Call::New, 1, "font-src"),
    ("getJSON", Call::Method, 0, "connect-src"),
    ("ajax", Call::Method, 0, "connect-src"),
    ("axios", Call::Function, 0, "connect-src"),
];

/// Libraries that make requests, and their methods whose first argument is an address.
pub(super) const CLIENTS: [&str; 5] = ["$", "jQuery", "axios", "ky", "superagent"];
pub(super) const REQUESTS: [&str; 9] =
    ["get", "post", "put", "patch", "delete", "head", "getJSON", "ajax", "getScript"];

/// Endings of files, and the directive that decides whether they are loaded.
pub(super) const ENDINGS: [(&str, &[&str]); 5] = [
    ("script-src", &["js", "mjs"]),
    ("style-src", &["css"]),
    ("font-src", &["woff", "woff2", "ttf", "otf"]),
    ("img-src", &["png", "jpg", "jpeg", "gif", "svg", "webp", "avif"]),
    ("media-src", &["mp3", "mp4", "ogg", "webm"]),
];

/// Calls to which an address is a text and nothing else.
pub(super) const MENTIONS: [&str; 16] = [
    "log",
    "warn",
    "error",
    "info",
    "debug",
    "alert",
    "Error",
    "includes",
    "startsWith",
    "endsWith",
    "indexOf",
    "replace",
    "split",
    "match",
    "test",
    "createTextNode",
];

/// Properties in which an address is a text, or the target of a link.
pub(super) const TEXTS: [&str; 8] =
    ["href", "textContent", "innerText", "title", "alt", "placeholder", "value", "nodeValue"];

/// Properties and methods whose value is HTML.
pub(super) const MARKUP_PROPERTIES: [&str; 3] = ["innerHTML", "outerHTML", "srcdoc"];
pub(super) const MARKUP_METHODS: [&str; 5] =
    ["insertAdjacentHTML", "write", "writeln", "createContextualFragment", "setHTMLUnsafe"];

/// Methods that set an attribute, and which argument is its name.
pub(super) const ATTRIBUTES: [(&str, usize); 3] =
    [("setAttribute", 0), ("setAttributeNS", 1), ("attr", 0)];

/// Functions that run a text, and those that do so if their first argument is one.
pub(super) const RUN: [(&str, Call); 3] =
    [("eval", Call::Function), ("Function", Call::Function), ("Function", Call::New)];
pub(super) const RUN_TEXTS: [&str; 3] = ["setTimeout", "setInterval", "setImmediate"];

/// Functions of `WebAssembly`.
pub(super) const COMPILE: [&str; 5] =
    ["compile", "compileStreaming", "instantiate", "instantiateStreaming", "Module"];

/// Names of the window.
pub(super) const WINDOW: [&str; 4] = ["window", "globalThis", "self", "top"];

/// The directive for a file, by its ending.
pub(super) fn by_ending(address: &str) -> Option<&'static str> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let (_, rest) = path.split_once("//")?;
    let (_, name) = rest.rsplit_once('/')?;
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    ENDINGS
        .into_iter()
        .find(|(_, all)| all.contains(&ending.as_str()))
        .map(|(directive, _)| directive)
}
