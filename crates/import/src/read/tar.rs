//! Tar archives as a stream.
//!
//! The usual crate reads long names into memory whatever their length, and takes a file that is cut short for a whole
//! one. Both are made up for here.

use std::{
    cell::Cell,
    io::{Error, ErrorKind, Read, Result},
    rc::Rc,
};

use tar::{Archive, Entries, Entry, EntryType};

/// The most that may stand between two files: headers, names, attributes, all that is not read.
const MAX_BETWEEN_BYTES: u64 = 1 << 20;

/// A header, and what every entry's data is padded to.
const BLOCK: u64 = 512;

/// An archive.
pub(super) struct Tar<R: Read> {
    archive: Archive<Bounded<R>>,
    allowance: Rc<Cell<u64>>,
}

impl<R: Read> Tar<R> {
    pub(super) fn new(inner: R) -> Self {
        let allowance = Rc::new(Cell::new(MAX_BETWEEN_BYTES));
        Self { archive: Archive::new(Bounded { inner, allowance: Rc::clone(&allowance) }), allowance }
    }

    /// The files, one after the other; what is not read of one is passed over.
    pub(super) fn files(&mut self) -> Result<Files<'_, R>> {
        Ok(Files { entries: self.archive.entries()?, allowance: &self.allowance })
    }
}

/// A stream that gives as many bytes as it may.
struct Bounded<R> {
    inner: R,
    allowance: Rc<Cell<u64>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        let allowed = self.allowance.get();
        if allowed == 0 {
            return Err(Error::new(ErrorKind::InvalidData, "damaged tar archive: a name without end"));
        }
        let read = self.inner.by_ref().take(allowed).read(out)?;
        self.allowance.set(allowed - read as u64);
        Ok(read)
    }
}

/// The files of an archive.
pub(super) struct Files<'a, R: Read> {
    entries: Entries<'a, Bounded<R>>,
    allowance: &'a Cell<u64>,
}

impl<'a, R: Read> Iterator for Files<'a, R> {
    type Item = Result<File<'a, R>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let entry = match self.entries.next()? {
                Ok(entry) => entry,
                Err(error) => return Some(Err(error)),
            };
            let padded = entry.size().checked_next_multiple_of(BLOCK);
            self.allowance.set(padded.unwrap_or(u64::MAX).saturating_add(MAX_BETWEEN_BYTES));
            // Links, folders, devices, attributes of the whole archive.
            if matches!(entry.header().entry_type(), EntryType::Regular | EntryType::Continuous) {
                return Some(Ok(File { left: entry.size(), entry }));
            }
        }
    }
}

/// A file in an archive.
pub(super) struct File<'a, R: Read> {
    entry: Entry<'a, Bounded<R>>,
    left: u64,
}

impl<R: Read> File<'_, R> {
    /// Its path in the archive.
    pub(super) fn name(&self) -> String {
        String::from_utf8_lossy(&self.entry.path_bytes()).into_owned()
    }
}

impl<R: Read> Read for File<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        let read = self.entry.read(out)?;
        if read == 0 && !out.is_empty() && self.left > 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.left = self.left.saturating_sub(read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use tar::Header;

    use super::*;

    /// One entry of an archive.
    fn entry(kind: u8, name: &str, data: &[u8]) -> Vec<u8> {
        let mut header = Header::new_gnu();
        header.set_path(name).unwrap();
        header.set_entry_type(EntryType::new(kind));
        header.set_size(data.len() as u64);
        header.set_cksum();
        let mut entry = [header.as_bytes(), data].concat();
        entry.resize(entry.len().next_multiple_of(512), 0);
        entry
    }

    fn files(archive: &[u8]) -> Result<Vec<(String, String)>> {
        let mut tar = Tar::new(archive);
        let mut files = Vec::new();
        for file in tar.files()? {
            let mut file = file?;
            let mut text = String::new();
            file.read_to_string(&mut text)?;
            files.push((file.name(), text));
        }
        Ok(files)
    }

    fn pair(name: &str, text: &str) -> (String, String) {
        (name.to_owned(), text.to_owned())
    }

    #[test]
    fn files_come_in_order_and_all_else_is_passed_over() {
        let archive =
            [entry(b'5', "folder/", b""), entry(b'0', "a", b"one"), entry(b'2', "link", b""), entry(0, "b", b"")];
        let mut archive = archive.concat();
        assert_eq!(files(&archive).unwrap(), [pair("a", "one"), pair("b", "")]);
        archive.extend_from_slice(&[0; 1024]);
        assert_eq!(files(&archive).unwrap().len(), 2);
    }

    #[test]
    fn files_that_are_not_read_are_passed_over() {
        let large = "x".repeat(3 << 20);
        let archive = [entry(b'0', "a", large.as_bytes()), entry(b'0', "b", large.as_bytes())].concat();
        let mut tar = Tar::new(&archive[..]);
        let names: Vec<String> = tar.files().unwrap().map(|file| file.unwrap().name()).collect();
        assert_eq!(names, ["a", "b"]);
    }

    #[test]
    fn long_names_of_both_kinds() {
        let name = "long/".repeat(40);
        let gnu = [entry(b'L', "LongLink", format!("{name}\0").as_bytes()), entry(b'0', "cut", b"x")].concat();
        assert_eq!(files(&gnu).unwrap(), [pair(&name, "x")]);
        let posix = format!("{} path={name}\n10 size=2\n", name.len() + 10);
        let posix = [entry(b'x', "attributes", posix.as_bytes()), entry(b'0', "cut", b"xy")].concat();
        assert_eq!(files(&posix).unwrap(), [pair(&name, "xy")]);
    }

    #[test]
    fn names_have_an_end() {
        let long = vec![b'x'; 2 << 20];
        for kind in [b'L', b'x'] {
            let archive = [entry(kind, "name", &long), entry(b'0', "a", b"x")].concat();
            assert!(files(&archive).unwrap_err().to_string().contains("without end"));
        }
    }

    #[test]
    fn damage_is_an_error() {
        let archive = entry(b'0', "a", &[b'x'; 700]);
        for length in [100, 512 + 600, archive.len() - 1] {
            assert!(files(&archive[..length]).is_err(), "{length}");
        }
        let mut wrong = archive;
        wrong[0] = b'b';
        assert!(files(&wrong).unwrap_err().to_string().contains("checksum"));
    }

    #[test]
    fn a_file_that_is_cut_short_is_no_whole_one() {
        let archive = entry(b'0', "a", &[b'x'; 700]);
        let mut tar = Tar::new(&archive[..1000]);
        let mut file = tar.files().unwrap().next().unwrap().unwrap();
        let mut read = Vec::new();
        let error = file.read_to_end(&mut read).unwrap_err();
        assert_eq!((error.kind(), read.len()), (ErrorKind::UnexpectedEof, 488));
    }
}
