//! Arrays that readers fill, and that are then put where there is room.

use std::ops::Deref;

use super::{
    Buffer,
    room::{Plain, Room},
};

/// Values that are added at the end until the array is settled, and then only read.
#[derive(Debug)]
pub struct Array<T> {
    filling: Vec<T>,
    /// The values elsewhere; then none are in `filling`.
    settled: Option<Buffer<T>>,
}

impl<T> Default for Array<T> {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl<T> From<Vec<T>> for Array<T> {
    fn from(filling: Vec<T>) -> Self {
        Self { filling, settled: None }
    }
}

impl<T> Deref for Array<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.settled.as_deref().unwrap_or(&self.filling)
    }
}

impl<T: Clone> Array<T> {
    /// The values, to be added to or changed: copied back where they were settled.
    pub(crate) fn to_mut(&mut self) -> &mut Vec<T> {
        if let Some(settled) = self.settled.take() {
            self.filling = settled.to_vec();
        }
        &mut self.filling
    }

    pub(crate) fn push(&mut self, value: T) {
        self.to_mut().push(value);
    }
}

impl<T> Array<T> {
    /// Puts the values where there is room, with others on the same shelf.
    pub(crate) fn settle(&mut self, room: &Room, shelf: &'static str)
    where
        T: Plain,
    {
        match room.put(&self.filling, shelf) {
            Some(kept) => *self = Self { filling: Vec::new(), settled: Some(kept) },
            None => self.filling.shrink_to_fit(),
        }
    }
}
