//! What the stages of long work cost.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use scholargraph_bench::processor_time;
use serde::Serialize;

/// What one stage cost.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Stage {
    stage: &'static str,
    ms: u64,
    /// Of all threads.
    processor_ms: u64,
    /// The most memory that the process held until its end; nothing where the system does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    peak_bytes: Option<u64>,
}

/// Stages that follow each other.
#[derive(Debug, Default)]
pub(crate) struct Stages(Mutex<Taken>);

#[derive(Debug, Default)]
struct Taken {
    done: Vec<Stage>,
    now: Option<(&'static str, Instant, Duration)>,
}

impl Stages {
    /// Ends the stage before, if there is one, and begins another.
    pub(crate) fn begin(&self, stage: &'static str) {
        let mut taken = self.lock();
        taken.end();
        taken.now = Some((stage, Instant::now(), processor_time()));
    }

    /// What all stages cost, the last of which ends.
    pub(crate) fn end(&self) -> Vec<Stage> {
        let mut taken = self.lock();
        taken.end();
        taken.done.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Taken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Taken {
    fn end(&mut self) {
        let Some((stage, start, processor)) = self.now.take() else { return };
        let ms = |time: Duration| time.as_millis() as u64;
        let processor_ms = ms(processor_time().saturating_sub(processor));
        self.done.push(Stage { stage, ms: ms(start.elapsed()), processor_ms, peak_bytes: peak_bytes() });
    }
}

/// The most memory that this process ever held, as Linux tells it: proc_pid_status(5).
fn peak_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(1024 * kibibytes)
}
