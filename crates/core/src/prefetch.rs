//! Asking for memory before it is needed: a query over many short rows waits for them all at once, not one by one.

#![expect(unsafe_code, reason = "the prefetch instruction has no safe form")]

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

/// How many rows are asked for at a time: what they need fits the nearest cache.
pub(crate) const CHUNK: usize = 16;
