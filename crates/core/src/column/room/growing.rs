//! Arrays whose length shows only once they are whole.

use std::io::{self, Write};

use super::{Plain, Room};
use crate::column::Buffer;

/// A list that is added to at its end, and then put where there is [room](Room).
#[derive(Debug)]
pub(crate) struct Growing<'r, T> {
    room: &'r Room,
    /// What is in no file yet.
    rest: Vec<T>,
    #[cfg(feature = "snapshot")]
    file: Option<std::fs::File>,
    len: usize,
}

impl<'r, T: Plain> Growing<'r, T> {
    pub(crate) fn new(room: &'r Room) -> Self {
        Self {
            room,
            rest: Vec::new(),
            #[cfg(feature = "snapshot")]
            file: None,
            len: 0,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn extend(&mut self, values: impl IntoIterator<Item = T>) {
        let before = self.rest.len();
        self.rest.extend(values);
        self.len += self.rest.len() - before;
        self.make_way();
    }

    pub(crate) fn extend_from_slice(&mut self, values: &[T]) {
        self.rest.extend_from_slice(values);
        self.len += values.len();
        self.make_way();
    }

    /// Writes what waits where that is much.
    fn make_way(&mut self) {
        #[cfg(feature = "snapshot")]
        if self.room.is_much(size_of_val(self.rest.as_slice()))
            && let Err(error) = self.write()
        {
            self.fail(error);
        }
    }

    /// The list.
    pub(crate) fn finish(mut self) -> Buffer<T> {
        #[cfg(feature = "snapshot")]
        if self.file.is_some() {
            match self.write().and_then(|()| self.written()) {
                Ok(kept) => return kept,
                Err(error) => self.fail(error),
            }
        }
        self.room.keep(self.rest)
    }
}

#[cfg(feature = "snapshot")]
impl<T: Plain> Growing<'_, T> {
    fn write(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(self.room.file()?),
        };
        file.write_all(bytemuck::cast_slice(&self.rest))?;
        self.rest.clear();
        Ok(())
    }

    fn written(&self) -> io::Result<Buffer<T>> {
        self.file.as_ref().map_or_else(|| Ok(Buffer::default()), super::files::map)
    }

    /// Goes on in memory. The build fails by it, but until then there must be as many values as were added.
    fn fail(&mut self, error: io::Error) {
        self.room.fail(error);
        self.file = None;
        self.rest.resize(self.len, T::zeroed());
    }
}
