//! Shared, immutable arrays of plain values: owned, or a window into somebody else's bytes.

#![expect(unsafe_code, reason = "one pointer type lets owned and memory-mapped columns share a code path")]

use std::{any::Any, fmt, ops::Deref, ptr::NonNull, sync::Arc};

use bytemuck::{AnyBitPattern, NoUninit};

/// Whatever keeps the bytes behind a [`Buffer`] alive: a vector, a memory map.
pub type Owner = Arc<dyn Any + Send + Sync>;

/// An immutable array of plain values that is cheap to clone.
///
/// ```
/// use scholargraph::column::Buffer;
/// let years = Buffer::from(vec![2021_i16, 2022]);
/// assert_eq!(&years.clone()[..], [2021, 2022]);
/// ```
pub struct Buffer<T> {
    start: NonNull<T>,
    len: usize,
    owner: Owner,
}

// SAFETY: a buffer is a shared slice: it only ever hands out `&[T]`, and its owner is Send + Sync.
unsafe impl<T: Sync> Send for Buffer<T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for Buffer<T> {}

impl<T> Buffer<T> {
    /// The values inside `bytes`, which `owner` keeps alive and in place; nothing is copied.
    ///
    /// Returns `None` where `bytes` is not aligned for `T` or its length is not a multiple of `T`'s.
    ///
    /// # Safety
    ///
    /// `bytes` must point into memory that `owner` owns, and stay unchanged and at its address for as
    /// long as any clone of `owner` lives. (A memory map meets this only while nobody changes the file:
    /// snapshots are immutable by contract.)
    #[cfg_attr(not(feature = "snapshot"), expect(dead_code, reason = "only snapshots borrow"))]
    pub(crate) unsafe fn borrowed(bytes: &[u8], owner: Owner) -> Option<Self>
    where
        T: AnyBitPattern,
    {
        let values: &[T] = bytemuck::try_cast_slice(bytes).ok()?;
        Some(Self { start: NonNull::from(values).cast(), len: values.len(), owner })
    }

    /// The values as bytes in the machine's own order.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8]
    where
        T: NoUninit,
    {
        bytemuck::cast_slice(self)
    }

    /// The same memory as bytes in the machine's own order; nothing is copied.
    #[must_use]
    pub fn to_bytes(&self) -> Buffer<u8>
    where
        T: NoUninit,
    {
        let bytes = self.as_bytes();
        Buffer { start: NonNull::from(bytes).cast(), len: bytes.len(), owner: Arc::clone(&self.owner) }
    }
}

impl<T: Send + Sync + 'static> From<Vec<T>> for Buffer<T> {
    fn from(mut values: Vec<T>) -> Self {
        values.shrink_to_fit();
        let owner = Arc::new(values);
        let values: &[T] = owner.as_slice();
        Self { start: NonNull::from(values).cast(), len: values.len(), owner }
    }
}

impl<T: Send + Sync + 'static> Default for Buffer<T> {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl<T> Clone for Buffer<T> {
    fn clone(&self) -> Self {
        Self { start: self.start, len: self.len, owner: Arc::clone(&self.owner) }
    }
}

impl<T> Deref for Buffer<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        // SAFETY: both constructors take start and len from a valid slice whose memory `owner` keeps.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.len) }
    }
}

impl<T: fmt::Debug> fmt::Debug for Buffer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
