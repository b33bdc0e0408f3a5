//! Asking for memory before it is needed: a query over many short rows waits for them all at once, not one by one.
//!
//! Mostly that is a hint to the processor, whose caches are small. Where files may not be in memory at all
//! ([`expect_on_disk`]), it is one to the system, whose disk answers a hundred questions at once in the time of one.

#![expect(unsafe_code, reason = "neither the prefetch instruction nor advice about pages has a safe form")]

mod pages;

#[cfg(feature = "snapshot")]
pub(crate) use pages::expect_on_disk;
pub(crate) use pages::{ask, may_be_on_disk};

/// Tells the processor that the value at `position` will be read soon. A hint: nothing depends on it.
#[inline(always)]
pub(crate) fn prefetch<T>(values: &[T], position: usize) {
    #[cfg(target_arch = "x86_64")]
    if let Some(value) = values.get(position) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: SSE is part of every x86-64 processor, and the address is that of a live value.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(value).cast()) }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (values, position);
}

/// The same of values that may lie in a mapped file: tells the system where they may not be in memory.
#[inline(always)]
pub(crate) fn prefetch_stored<T>(values: &[T], position: usize) {
    if may_be_on_disk() {
        ask(values.get(position..=position).unwrap_or_default());
    } else {
        prefetch(values, position);
    }
}

/// How many rows are asked for at a time.
#[inline]
pub(crate) fn rows_at_a_time() -> usize {
    if may_be_on_disk() { FROM_DISK } else { CHUNK }
}

/// So many rows of a graph in memory: what they need fits the nearest cache.
pub(crate) const CHUNK: usize = 16;

/// So many from the disk: enough to keep it busy, few enough for the system to remember.
const FROM_DISK: usize = 1024;
