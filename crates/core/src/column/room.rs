//! Where the arrays of a build lie: in memory, or, past a bound, in files that are mapped.

#[cfg(feature = "snapshot")]
mod files;
#[cfg(not(feature = "snapshot"))]
#[path = "room/no_files.rs"]
mod files;
mod growing;

use std::{
    io,
    sync::{Mutex, MutexGuard, PoisonError},
};

use bytemuck::{AnyBitPattern, NoUninit};

use self::files::Files;
pub(crate) use self::growing::Growing;
use super::Buffer;

/// Values that can lie in a file as they lie in memory.
pub(crate) trait Plain: NoUninit + AnyBitPattern + Send + Sync {}

impl<T: NoUninit + AnyBitPattern + Send + Sync> Plain for T {}

/// The shelf of columns that are whole.
const COLUMNS: &str = "columns";

/// Where arrays are put that are done.
///
/// Without a bound they stay in memory. With one, they do until they take as much as is set aside for them, and whatever
/// comes after that is written to files without a name, which go with the last array in them, and mapped: the system reads
/// what is asked for and forgets it where memory is wanted for other things.
///
/// Where a file cannot be written an array stays in memory, and the failure is kept for whoever can tell
/// of it: what is built is the same.
#[derive(Debug, Default)]
pub struct Room {
    files: Option<Files>,
    failure: Mutex<Option<io::Error>>,
}

impl Room {
    /// Room for `bytes` of arrays in memory, and for others in files on the file system of `folder`.
    #[cfg(feature = "snapshot")]
    pub(crate) fn bounded(bytes: usize, folder: &std::path::Path) -> io::Result<Self> {
        Ok(Self { files: Some(Files::past(bytes, folder)?), ..Self::default() })
    }

    /// May arrays lie in files?
    pub(crate) fn is_bounded(&self) -> bool {
        self.files.is_some()
    }

    /// The values, where there is room for them.
    pub(crate) fn keep<T: Plain>(&self, values: Vec<T>) -> Buffer<T> {
        self.put(&values, COLUMNS).unwrap_or_else(|| values.into())
    }

    /// The same array, where there is room for it.
    pub(crate) fn placed<T: Plain>(&self, values: Buffer<T>) -> Buffer<T> {
        self.put(&values, COLUMNS).unwrap_or(values)
    }

    /// The values in a file; `None` where they are to stay in memory. What stands on one shelf lies together, and is read
    /// the faster one behind the other.
    pub(super) fn put<T: Plain>(&self, values: &[T], shelf: &'static str) -> Option<Buffer<T>> {
        let files = self.files.as_ref().filter(|files| files.takes(size_of_val(values)))?;
        files.put(values, shelf).map_err(|error| self.fail(error)).ok()
    }

    /// A list that is added to at its end.
    pub(crate) fn growing<T: Plain>(&self) -> Growing<'_, T> {
        Growing::new(self)
    }

    /// Why the first of the arrays that could not be written was not.
    pub(crate) fn failure(&self) -> Option<io::Error> {
        self.lock().as_ref().map(again)
    }

    fn fail(&self, error: io::Error) {
        self.lock().get_or_insert(error);
    }

    fn lock(&self) -> MutexGuard<'_, Option<io::Error>> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The same error: what could not be written once is told to everybody who asks.
fn again(error: &io::Error) -> io::Error {
    error.raw_os_error().map_or_else(|| io::Error::new(error.kind(), error.to_string()), io::Error::from_raw_os_error)
}

#[cfg(all(test, feature = "snapshot"))]
mod tests {
    use super::*;

    #[test]
    fn what_is_past_the_bound_lies_in_files() {
        let folder = tempfile::tempdir().unwrap();
        let room = Room::bounded(10_000, folder.path()).unwrap();
        let values = |of: u32| (0..2000).map(|value| value * of).collect::<Vec<u32>>();
        let kept: Vec<Buffer<u32>> = (0..9).map(|of| room.keep(values(of))).collect();
        assert!((0..9).all(|of| kept[of as usize][..] == values(of)));
        let larger: Vec<u8> = (0..70 << 20).map(|at: u32| at as u8).collect();
        assert!(room.keep(larger.clone())[..] == larger);
        assert!(room.put(&[0_u8; 10], "small").is_none(), "a file for ten bytes");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "files have names");
        assert!(room.failure().is_none());
        drop(room);
        assert!(kept[8][..] == values(8), "files go before arrays");
    }

    #[test]
    fn lists_grow_alike_anywhere() {
        let folder = tempfile::tempdir().unwrap();
        for room in
            [Room::default(), Room::bounded(0, folder.path()).unwrap(), Room::bounded(1 << 20, folder.path()).unwrap()]
        {
            let mut list = room.growing();
            for step in 0..1000_u16 {
                list.extend(0..step);
                list.extend_from_slice(&[step]);
            }
            assert_eq!(list.len(), 500_500);
            let list = list.finish();
            assert!(list.iter().copied().eq((0..1000).flat_map(|step| 0..=step)));
            assert!(room.growing::<u64>().finish().is_empty());
        }
    }

    #[test]
    fn what_cannot_be_written_stays_and_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let room = Room::bounded(0, folder.path()).unwrap();
        folder.close().unwrap();
        assert_eq!(room.keep(vec![7_u8; 1000])[..], [7; 1000]);
        let mut list = room.growing();
        list.extend([1_u8; 5000]);
        list.extend([2; 5000]);
        assert_eq!(list.finish().len(), 10_000);
        assert_eq!(room.failure().unwrap().kind(), io::ErrorKind::NotFound);
        assert_eq!(room.failure().unwrap().kind(), io::ErrorKind::NotFound, "told once only");
    }
}
