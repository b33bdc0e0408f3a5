//! Memory that is freed goes back to the system at once.

#![cfg_attr(
    all(target_os = "linux", target_env = "gnu"),
    expect(unsafe_code, reason = "how the C library keeps memory can be said to it alone")
)]

/// What is larger is mapped by itself, and given back by itself.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const LARGE_BYTES: i32 = 256 << 10;

/// Has large pieces of memory given back when they are freed. To be called before there are other threads.
///
/// The C library learns from what is freed to keep more and more of it for later, up to 32 MB a piece, which is faster,
/// and took a build half as much memory again as it needed: mallopt(3). Others than that of GNU are left as they are.
pub(crate) fn give_back_what_is_freed() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: numbers are set, while no other thread allocates. What cannot be set stays as it was.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE_BYTES);
        libc::mallopt(libc::M_TRIM_THRESHOLD, LARGE_BYTES);
    }
}
