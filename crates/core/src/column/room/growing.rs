//! Arrays whose length shows only once they are whole.

use std::io;

use super::{
    Plain, Room,
    files::{Files, List},
};
use crate::column::Buffer;

/// A list that is added to at its end, and then put where there is [room](Room).
#[derive(Debug)]
pub(crate) struct Growing<'r, T> {
    room: &'r Room,
    /// What is in no file yet.
    rest: Vec<T>,
    list: Option<List>,
    len: usize,
}

impl<'r, T: Plain> Growing<'r, T> {
    pub(crate) fn new(room: &'r Room) -> Self {
        Self { room, rest: Vec::new(), list: None, len: 0 }
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
        if let Some(files) = &self.room.files
            && files.is_much(size_of_val(self.rest.as_slice()))
            && let Err(error) = self.write(files)
        {
            self.fail(error);
        }
    }

    fn write(&mut self, files: &Files) -> io::Result<()> {
        let list = match &mut self.list {
            Some(list) => list,
            none => none.insert(files.list()?),
        };
        list.write(&self.rest)?;
        self.rest.clear();
        Ok(())
    }

    /// The list.
    pub(crate) fn finish(mut self) -> Buffer<T> {
        if let Some(mut list) = self.list.take() {
            match list.write(&self.rest).and_then(|()| list.finish()) {
                Ok(kept) => return kept,
                Err(error) => self.fail(error),
            }
        }
        self.room.keep(self.rest)
    }

    /// Goes on in memory. The build fails by it, but until then there must be as many values as were added.
    fn fail(&mut self, error: io::Error) {
        self.room.fail(error);
        self.list = None;
        self.rest.resize(self.len, T::zeroed());
    }
}
