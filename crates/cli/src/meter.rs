//! Progress of long work, on standard error.

use std::{
    io::{self, IsTerminal},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use scholargraph_import::Progress;

/// How things counted one by one are shown.
const COUNTING: &str = "{bar:30} {human_pos}/{human_len} · {per_sec} · {eta} left";

/// A line of progress; nothing where nobody looks.
pub(crate) struct Meter {
    bar: ProgressBar,
}

impl Meter {
    /// Shown on a terminal, or where `wanted`.
    pub(crate) fn new(wanted: bool) -> Self {
        let bar = ProgressBar::hidden();
        if wanted || io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(5));
        }
        Self { bar }
    }

    /// Shows how far an import is while `work` runs.
    pub(crate) fn follow<R>(&self, progress: &Progress, work: impl FnOnce() -> R) -> R {
        let style = "reading {bar:30} {bytes}/{total_bytes} · {bytes_per_sec} · {msg} records · {eta} left";
        let look = |bar: &ProgressBar| {
            bar.set_length(progress.total_bytes());
            bar.set_position(progress.bytes());
            bar.set_message(indicatif::HumanCount(progress.records()).to_string());
        };
        self.look_while(style, look, work)
    }

    /// Shows how many of `total` are done, as `done` tells, while `work` runs.
    pub(crate) fn watch<R>(&self, total: u64, done: impl Fn() -> u64 + Send + Sync, work: impl FnOnce() -> R) -> R {
        self.bar.set_length(total);
        self.look_while(COUNTING, |bar| bar.set_position(done()), work)
    }

    fn look_while<R>(&self, style: &str, look: impl Fn(&ProgressBar) + Send, work: impl FnOnce() -> R) -> R {
        self.bar.set_style(ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()));
        let done = Arc::new(AtomicBool::new(false));
        thread::scope(|scope| {
            let (watched, finished) = (&self.bar, Arc::clone(&done));
            scope.spawn(move || {
                while !finished.load(Ordering::Relaxed) {
                    look(watched);
                    thread::sleep(Duration::from_millis(100));
                }
            });
            let result = work();
            done.store(true, Ordering::Relaxed);
            result
        })
    }

    /// Shows how many of `total` are done, as [`advance`](Self::advance) counts them.
    pub(crate) fn begin(&self, total: usize) {
        self.bar.set_style(ProgressStyle::with_template(COUNTING).unwrap_or_else(|_| ProgressStyle::default_bar()));
        self.bar.set_length(total as u64);
    }

    /// Counts one more.
    pub(crate) fn advance(&self) {
        self.bar.inc(1);
    }

    /// Shows what is being done, for as long as that takes.
    pub(crate) fn stage<R>(&self, name: &'static str, work: impl FnOnce() -> R) -> R {
        self.stages(|say| {
            say(name);
            work()
        })
    }

    /// Shows what is being done, which `work` says, for as long as that takes.
    pub(crate) fn stages<R>(&self, work: impl FnOnce(&mut dyn FnMut(&'static str)) -> R) -> R {
        let style = ProgressStyle::with_template("{msg} · {elapsed}");
        self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        self.bar.enable_steady_tick(Duration::from_millis(200));
        let result = work(&mut |name| self.bar.set_message(name));
        self.bar.disable_steady_tick();
        result
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
