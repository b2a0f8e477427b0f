//! Faults of the server.

use crate::text::diag::Diagnostic;

impl Diagnostic {
    /// Whether a thread of this process still runs that only the end of the process will stop.
    pub fn is_endless(&self) -> bool {
        self.code() == "TB2005"
    }

    /// The requested port is taken.
    pub fn port_in_use(port: u16) -> Self {
        Self::error("TB0801", format!("port {port} is in use"))
            .help("stop the other program, choose another port with `-p`, or remove `-p`")
    }

    /// The server could not listen.
    pub fn cannot_serve(address: &str, error: &std::io::Error) -> Self {
        Self::error("TB0802", format!("cannot serve at {address}: {error}"))
            .help("remove `-n` to serve only to this machine, and use a port of 1024 or higher")
    }

    /// tickbook itself failed during a build, and the server must survive it.
    pub fn build_broke_off() -> Self {
        Self::error("TB0803", "the build crashed; this is a bug in tickbook".to_string())
            .help("report it with the output in the terminal; the next change starts a new build")
    }
}
