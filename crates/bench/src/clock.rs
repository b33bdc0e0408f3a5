//! Processor time, which other programs on the machine do not add to.

use std::time::Duration;

/// Processor time of this thread since some moment.
#[cfg(unix)]
pub(crate) fn thread() -> Duration {
    read(rustix::time::ClockId::ThreadCPUTime)
}

/// Processor time of all threads of this process since some moment.
#[cfg(unix)]
#[must_use]
pub fn process() -> Duration {
    read(rustix::time::ClockId::ProcessCPUTime)
}

#[cfg(unix)]
fn read(clock: rustix::time::ClockId) -> Duration {
    let time = rustix::time::clock_gettime(clock);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
}

/// Time by the wall, where no other clock is at hand: an upper bound for one thread.
#[cfg(not(unix))]
pub(crate) fn thread() -> Duration {
    use std::{sync::LazyLock, time::Instant};
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

/// Time by the wall times the processors: an upper bound for all threads.
#[cfg(not(unix))]
#[must_use]
pub fn process() -> Duration {
    thread() * std::thread::available_parallelism().map_or(1, |threads| threads.get() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_thread_that_sleeps_uses_no_processor() {
        let before = thread();
        std::thread::sleep(Duration::from_millis(200));
        let slept = thread() - before;
        assert!(slept < Duration::from_millis(100), "{slept:?}");
    }

    #[test]
    fn work_on_any_thread_counts_for_the_process() {
        let before = process();
        let worked = std::thread::spawn(|| {
            let start = thread();
            while thread() - start < Duration::from_millis(5) {}
        });
        assert!(worked.join().is_ok());
        assert!(process() - before >= Duration::from_millis(5));
    }
}
