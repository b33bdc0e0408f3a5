//! Tar archives as a stream.
//!
//! The usual crate reads long names into memory whatever their length; here everything is bounded.

use std::io::{Error, ErrorKind, Read, Result};

/// A header, and what every entry's data is padded to.
const BLOCK: usize = 512;

/// The longest list of extended attributes, or name, that is read.
const MAX_EXTENSION_BYTES: u64 = 1 << 20;

/// Reads the files of an archive one after the other.
pub(super) struct Tar<R> {
    inner: R,
    /// Bytes of the present file that were not read yet, and the padding behind them.
    left: u64,
    padding: u64,
}

/// What a header says.
struct Header {
    name: String,
    size: u64,
    kind: u8,
}

/// What an extended header says about the entry that follows.
#[derive(Default)]
struct Extension {
    name: Option<String>,
    size: Option<u64>,
}

fn damaged(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, format!("damaged tar archive: {what}"))
}

impl<R: Read> Tar<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, left: 0, padding: 0 }
    }

    /// Goes to the next file; its name, or `None` at the end. What was not read of the file before is passed over.
    pub(super) fn next_file(&mut self) -> Result<Option<String>> {
        let mut extension = Extension::default();
        loop {
            self.pass_over()?;
            let Some(header) = self.header()? else { return Ok(None) };
            self.begin(header.size);
            match header.kind {
                b'L' => extension.name = Some(terminated(&self.extension()?)),
                b'x' => extension.take(&self.extension()?),
                b'0' | b'7' | 0 => {
                    self.begin(extension.size.unwrap_or(header.size));
                    return Ok(Some(extension.name.unwrap_or(header.name)));
                }
                // Links, folders, devices, attributes of the whole archive.
                _ => extension = Extension::default(),
            }
        }
    }

    fn begin(&mut self, size: u64) {
        self.left = size;
        self.padding = size.next_multiple_of(BLOCK as u64) - size;
    }

    fn pass_over(&mut self) -> Result<()> {
        let wanted = self.left.checked_add(self.padding).ok_or_else(|| damaged("an entry without end"))?;
        let passed = std::io::copy(&mut self.inner.by_ref().take(wanted), &mut std::io::sink())?;
        (self.left, self.padding) = (0, 0);
        if passed == wanted { Ok(()) } else { Err(ErrorKind::UnexpectedEof.into()) }
    }

    /// The next header; `None` at the end, which is a block of zeros or nothing.
    fn header(&mut self) -> Result<Option<Header>> {
        let mut block = Vec::with_capacity(BLOCK);
        self.inner.by_ref().take(BLOCK as u64).read_to_end(&mut block)?;
        if block.iter().all(|&byte| byte == 0) {
            return Ok(None);
        }
        let block: &[u8; BLOCK] = block.as_slice().try_into().map_err(|_| Error::from(ErrorKind::UnexpectedEof))?;
        let sum: u64 = block.iter().map(|&byte| u64::from(byte)).sum();
        let stored: u64 = block[148..156].iter().map(|&byte| u64::from(byte)).sum();
        if number(&block[148..156]) != Some(sum - stored + 8 * u64::from(b' ')) {
            return Err(damaged("a header with a wrong checksum"));
        }
        let size = number(&block[124..136]).ok_or_else(|| damaged("an entry without size"))?;
        let (name, prefix) = (terminated(&block[..100]), terminated(&block[345..500]));
        let posix = &block[257..263] == b"ustar\0" && !prefix.is_empty();
        let name = if posix { format!("{prefix}/{name}") } else { name };
        Ok(Some(Header { name, size, kind: block[156] }))
    }

    fn extension(&mut self) -> Result<Vec<u8>> {
        if self.left > MAX_EXTENSION_BYTES {
            return Err(damaged("a name without end"));
        }
        let mut bytes = Vec::new();
        self.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl<R: Read> Read for Tar<R> {
    /// Reads the present file.
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        if self.left == 0 || out.is_empty() {
            return Ok(0);
        }
        let read = self.inner.by_ref().take(self.left).read(out)?;
        if read == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.left -= read as u64;
        Ok(read)
    }
}

/// The text before the first zero byte.
fn terminated(field: &[u8]) -> String {
    let end = field.iter().position(|&byte| byte == 0).unwrap_or(field.len());
    String::from_utf8_lossy(&field[..end]).into_owned()
}

/// A number in octal digits, or in big-endian binary where the highest bit is set (GNU).
fn number(field: &[u8]) -> Option<u64> {
    if field[0] & 0x80 != 0 {
        let (start, low) = field.split_at(field.len() - 8);
        let fits = start.iter().enumerate().all(|(at, &byte)| byte == if at == 0 { 0x80 } else { 0 });
        return fits.then(|| low.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)));
    }
    let text = std::str::from_utf8(field).ok()?;
    u64::from_str_radix(text.trim_matches(|letter: char| letter == '\0' || letter == ' '), 8).ok()
}

impl Extension {
    /// Takes in records of the form `LENGTH NAME=VALUE`, each with its line end.
    fn take(&mut self, mut records: &[u8]) {
        while let Some((record, rest)) = split_record(records) {
            match record {
                (b"path", value) => self.name = Some(String::from_utf8_lossy(value).into_owned()),
                (b"size", value) => self.size = std::str::from_utf8(value).ok().and_then(|text| text.parse().ok()),
                _ => {}
            }
            records = rest;
        }
    }
}

type Record<'a> = (&'a [u8], &'a [u8]);

fn split_record(records: &[u8]) -> Option<(Record<'_>, &[u8])> {
    let space = records.iter().position(|&byte| byte == b' ')?;
    let length: usize = std::str::from_utf8(&records[..space]).ok()?.parse().ok()?;
    let body = records.get(space + 1..length)?.strip_suffix(b"\n")?;
    let equals = body.iter().position(|&byte| byte == b'=')?;
    Some(((&body[..equals], &body[equals + 1..]), &records[length..]))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// One entry of an archive.
    pub(crate) fn entry(kind: u8, name: &str, data: &[u8]) -> Vec<u8> {
        let mut header = [0_u8; BLOCK];
        header[..name.len().min(100)].copy_from_slice(&name.as_bytes()[..name.len().min(100)]);
        header[124..136].copy_from_slice(format!("{:011o}\0", data.len()).as_bytes());
        header[156] = kind;
        header[257..265].copy_from_slice(b"ustar  \0");
        header[148..156].fill(b' ');
        let sum: u64 = header.iter().map(|&byte| u64::from(byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        let mut entry = header.to_vec();
        entry.extend_from_slice(data);
        entry.resize(entry.len().next_multiple_of(BLOCK), 0);
        entry
    }

    fn files(archive: &[u8]) -> Result<Vec<(String, String)>> {
        let mut tar = Tar::new(archive);
        let mut files = Vec::new();
        while let Some(name) = tar.next_file()? {
            let mut text = String::new();
            tar.read_to_string(&mut text)?;
            files.push((name, text));
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
        archive.extend_from_slice(&[0; 2 * BLOCK]);
        assert_eq!(files(&archive).unwrap().len(), 2);
    }

    #[test]
    fn long_names_of_both_kinds() {
        let name = "long/".repeat(40);
        let gnu = [entry(b'L', "././@LongLink", format!("{name}\0").as_bytes()), entry(b'0', "cut", b"x")].concat();
        assert_eq!(files(&gnu).unwrap(), [pair(&name, "x")]);
        let posix = format!("{} path={name}\n10 size=2\n", name.len() + 10);
        let posix = [entry(b'x', "attributes", posix.as_bytes()), entry(b'0', "cut", b"xy")].concat();
        assert_eq!(files(&posix).unwrap(), [pair(&name, "xy")]);
    }

    #[test]
    fn damage_is_an_error() {
        let archive = entry(b'0', "a", &[b'x'; 700]);
        for length in [100, BLOCK + 600, archive.len() - 1] {
            assert!(files(&archive[..length]).is_err(), "{length}");
        }
        let mut wrong = archive;
        wrong[0] = b'b';
        assert!(files(&wrong).unwrap_err().to_string().contains("checksum"));
    }

    #[test]
    fn sizes_beyond_eight_gigabytes_are_binary() {
        assert_eq!(number(&[0x80, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1]), Some((2 << 32) + 1));
        assert_eq!(number(&[0xFF; 12]), None);
        assert_eq!(number(b"00000000017\0"), Some(15));
        assert_eq!(number(b"99999999999\0"), None);
    }
}
