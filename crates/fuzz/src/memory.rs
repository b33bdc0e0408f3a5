//! How much memory a target takes.

use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Does something that must not hold more than so many bytes at a time. What C libraries take for themselves is not
/// seen: the fuzzers' `-rss_limit_mb` is for that.
pub(crate) fn bounded(bytes: usize, check: impl FnOnce()) {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    check();
    let taken = MEMORY.peak_usage().saturating_sub(before);
    assert!(taken <= bytes, "{taken} bytes were allocated at a time, more than {bytes}");
}
