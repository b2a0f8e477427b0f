//! The template engine with limits on what a template can use.
//!
//! A template is a program, and the engine never stops an endless one. Templates of the default theme run without
//! limits. For templates of the author, iterations are counted, the output is measured, and each page is rendered on a
//! separate thread, which is abandoned if it takes too long or uses too much memory, because threads cannot be stopped
//! from outside. After such a fault the program ends.

use super::fault::Texts;
use super::loop_limit::{self, LoopCount};
use crate::site::theme::{AUTHOR_PREFIX, DEFAULT_PREFIX, Theme};
use crate::text::diag::Diagnostic;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::io;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use tera::{Context, Tera};

/// The most output of a template, in bytes. Texts of chapters do not count.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// The longest time for a page, on a busy machine. Counted loops end much earlier.
const MOST_TIME: Duration = Duration::from_secs(60);

/// How much the memory of the program can grow while a page is made, in bytes. Other pages that are made at the same
/// time count too, but use only a fraction.
const MOST_MEMORY: usize = 256 * 1024 * 1024;

/// How often a slow page is checked.
const LOOK: Duration = Duration::from_millis(5);

/// The compiled templates of one kind.
pub(super) struct Engine {
    tera: Arc<Tera>,
    texts: Texts,
    watch: Option<Watch>,
}

/// The limits for templates of the author.
struct Watch {
    pool: ThreadPool,
    /// For each thread of the pool.
    loops: Arc<[LoopCount]>,
    most_time: Duration,
    /// The fault for which a thread was abandoned. No page is made after it.
    fault: OnceLock<Diagnostic>,
}

/// Why a page is not made.
enum Failure {
    Engine(tera::Error),
    TooLarge,
    /// A limit was exceeded; says which.
    Endless(String),
    /// Another page was endless.
    After(Diagnostic),
}

impl Engine {
    /// Compiles the templates of the theme whose names `wanted` accepts.
    pub(super) fn of(
        theme: &Theme,
        wanted: impl Fn(&str) -> bool,
        prepare: impl Fn(&mut Tera),
    ) -> Result<Self, Diagnostic> {
        let texts = Texts::of(theme);
        let mut tera = Tera::new();
        prepare(&mut tera);
        let is_own = |name: &str| name.starts_with(AUTHOR_PREFIX) && wanted(name);
        let has_own = theme.templates.iter().any(|(name, _)| is_own(name));
        let watch = has_own.then(Watch::new).transpose()?;
        let loops = watch.as_ref().map(|watch| watch.loops.clone()).unwrap_or_default();
        tera.register_function(loop_limit::FUNCTION, move |_: tera::Kwargs, _: &tera::State| {
            let thread = rayon::current_thread_index().unwrap_or_default();
            loops.get(thread).map_or(Ok(""), LoopCount::next)
        });
        let fault = |error: tera::Error| texts.failed(&error, "");
        tera.set_fallback_prefixes([AUTHOR_PREFIX, DEFAULT_PREFIX]).map_err(fault)?;
        tera.add_raw_templates(texts.for_engine().filter(|(name, _)| wanted(name)))
            .map_err(fault)?;
        Ok(Engine { tera: Arc::new(tera), texts, watch })
    }

    /// Whether there is a template with this name.
    pub(super) fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }

    /// The output of a template. `page` is named in the diagnostic if it fails.
    pub(super) fn render(
        &self,
        template: &str,
        context: tera::TeraResult<Context>,
        page: &str,
    ) -> Result<String, Diagnostic> {
        let made = context.map_err(Failure::Engine).and_then(|context| match &self.watch {
            Some(watch) => watch.render(&self.tera, template, context),
            None => self.tera.render(template, &context).map_err(Failure::Engine),
        });
        made.map_err(|failure| match failure {
            Failure::Engine(error) => self.texts.failed(&error, page),
            Failure::TooLarge => {
                let most = format!("it writes more than {} MB", MOST_BYTES / 1024 / 1024);
                Diagnostic::template_too_much(&most, None, page)
            }
            Failure::Endless(most) => {
                let fault = Diagnostic::template_endless(&most, page);
                self.watch
                    .as_ref()
                    .map_or(fault.clone(), |watch| watch.fault.get_or_init(|| fault).clone())
            }
            Failure::After(fault) => fault,
        })
    }
}

impl Watch {
    fn new() -> Result<Self, Diagnostic> {
        let threads = rayon::current_num_threads();
        // A panic on such a thread is detected by the waiting thread.
        let pool = ThreadPoolBuilder::new().num_threads(threads).panic_handler(|_| {}).build();
        let pool =
            pool.map_err(|error| Diagnostic::template_failed(&error.to_string(), None, "", &[]))?;
        let loops = (0..threads).map(|_| LoopCount::default()).collect();
        Ok(Watch { pool, loops, most_time: MOST_TIME, fault: OnceLock::new() })
    }

    fn render(
        &self,
        tera: &Arc<Tera>,
        template: &str,
        context: Context,
    ) -> Result<String, Failure> {
        if let Some(fault) = self.fault.get() {
            return Err(Failure::After(fault.clone()));
        }
        let (sender, receiver) = mpsc::sync_channel(1);
        let (tera, name, loops) = (tera.clone(), template.to_string(), self.loops.clone());
        self.pool.spawn(move || {
            let thread = rayon::current_thread_index().unwrap_or_default();
            loops.get(thread).inspect(|loops| loops.reset());
            let mut page = Page::default();
            let made = tera.render_to(&name, &context, &mut page);
            // If no thread waits any more, the page is dropped.
            let _ = sender.send(match made {
                _ if page.is_full => Err(Failure::TooLarge),
                Ok(()) => {
                    String::from_utf8(page.bytes).map_err(|error| Failure::Engine(error.into()))
                }
                Err(error) => Err(Failure::Engine(error)),
            });
        });
        let started = Instant::now();
        let mut memory = None;
        loop {
            match receiver.recv_timeout(LOOK) {
                Ok(made) => return made,
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Failure::Engine(tera::Error::message(
                        "the template engine crashed",
                    )));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            let now = memory_stats::memory_stats().map_or(0, |stats| stats.physical_mem);
            let grown = now.saturating_sub(*memory.get_or_insert(now));
            if let Some(fault) = self.fault.get() {
                return Err(Failure::After(fault.clone()));
            }
            if grown > MOST_MEMORY {
                let most = format!("{} MB of memory", MOST_MEMORY / 1024 / 1024);
                return Err(Failure::Endless(most));
            }
            if started.elapsed() > self.most_time {
                return Err(Failure::Endless(format!("{} seconds", self.most_time.as_secs())));
            }
        }
    }
}

/// The output of a template so far.
#[derive(Default)]
struct Page {
    bytes: Vec<u8>,
    is_full: bool,
}

impl io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MOST_BYTES {
            self.is_full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(watch: &Watch, template: &str) -> String {
        let mut tera = Tera::new();
        tera.add_raw_template("a", template).expect("a template");
        match watch.render(&Arc::new(tera), "a", Context::new()) {
            Ok(text) => text,
            Err(Failure::Endless(most)) => format!("more than {most}"),
            Err(Failure::TooLarge) => "too large".into(),
            Err(Failure::Engine(error)) => error.to_string(),
            Err(Failure::After(fault)) => fault.message().into(),
        }
    }

    #[test]
    fn what_no_loop_shows_ends_by_the_clock_and_nothing_comes_after() {
        let watch = Watch::new().expect("a pool");
        assert_eq!(made(&watch, "{{ 1 + 1 }}"), "2");
        let watch = Watch { most_time: Duration::from_secs(1), ..watch };
        let pair = "{% set a = [a, a] %}{% set b = [b, b] %}".repeat(60);
        let endless = format!("{{% set a = [1] %}}{{% set b = [1] %}}{pair}{{{{ a == b }}}}");
        assert_eq!(made(&watch, &endless), "more than 1 seconds");
        let _ = watch.fault.set(Diagnostic::template_endless("1 second", "a.html"));
        let after = "the template of this page takes more than 1 second";
        assert_eq!(made(&watch, "{{ 1 + 1 }}"), after);
    }
}
