//! Archives: several documents in a file.

use std::io::{BufRead, BufReader, Read};

use zip::{
    ZipArchive,
    read::{ZipFile, read_zipfile_from_stream},
    result::ZipError,
};

use super::{
    Halt,
    document::{Counted, Place, Unpack},
    tar::Tar,
};
use crate::quarantine::{Reason, Rejection};

const MEMBER_BUFFER_BYTES: usize = 64 << 10;

/// The longest name of a file in an archive. It stands beside each of its records that are rejected.
pub(super) const MAX_NAME_BYTES: usize = 1024;

fn endless_name(name: &str) -> Rejection {
    let detail = format!("a name of {} bytes, more than {MAX_NAME_BYTES}: rename it", name.len());
    Rejection::new(Reason::Unreadable, detail)
}

/// Shows every file of a tar archive. `Ok(false)` where it broke off.
pub(super) fn tar(unpack: &mut Unpack<'_>, place: &Place, stream: impl BufRead, depth: usize) -> Result<bool, Halt> {
    let mut tar = Tar::new(stream);
    let files = match tar.files() {
        Ok(files) => files,
        Err(error) => return unpack.broken_off(place, error),
    };
    let mut intact = true;
    for file in files {
        match file {
            Ok(file) => {
                let name = file.name();
                let place = place.member(&name);
                if name.len() > MAX_NAME_BYTES {
                    unpack.passed_over(&place, endless_name(&name))?;
                    continue;
                }
                let member = BufReader::with_capacity(MEMBER_BUFFER_BYTES, file);
                intact &= unpack.stream(&place, Box::new(member), depth + 1)?;
            }
            // One break is one rejected record: the member that it went through has reported it.
            Err(_) if !intact => return Ok(false),
            Err(error) => return unpack.broken_off(place, error),
        }
    }
    Ok(intact)
}

/// Shows every file of a zip archive; `stream` is the same once more. `Ok(false)` where it broke off.
pub(super) fn zip(
    unpack: &mut Unpack<'_>,
    place: &Place,
    file: BufReader<Counted<'_>>,
    stream: impl Read,
) -> Result<bool, Halt> {
    let mut archive = match ZipArchive::new(file) {
        Ok(archive) => archive,
        Err(ZipError::Io(error)) if error.raw_os_error().is_some() => return unpack.broken_off(place, error),
        Err(error) => return zip_without_list(unpack, place, stream, &error),
    };
    let mut intact = true;
    for index in 0..archive.len() {
        intact &= match archive.by_index(index) {
            Ok(member) => zip_member(unpack, place, member)?,
            Err(error) => {
                let detail = format!("member {index}: {error}");
                unpack.passed_over(place, Rejection::new(Reason::Unreadable, detail))?
            }
        };
    }
    Ok(intact)
}

/// Shows the files of an archive whose end, where they are listed, is missing: as far as they go one after the other.
fn zip_without_list(
    unpack: &mut Unpack<'_>,
    place: &Place,
    mut stream: impl Read,
    why: &ZipError,
) -> Result<bool, Halt> {
    while let Ok(Some(member)) = read_zipfile_from_stream(&mut stream) {
        // One break is one rejected record: the member that it went through has reported it.
        if !zip_member(unpack, place, member)? {
            return Ok(false);
        }
    }
    unpack.broken_off(place, std::io::Error::other(why.to_string()))
}

fn zip_member(unpack: &mut Unpack<'_>, place: &Place, member: ZipFile<'_, impl Read>) -> Result<bool, Halt> {
    if !member.is_file() {
        return Ok(true);
    }
    let name = member.name().map_or_else(|_| "?".into(), std::borrow::Cow::into_owned);
    let place = place.member(&name);
    if name.len() > MAX_NAME_BYTES {
        return unpack.passed_over(&place, endless_name(&name));
    }
    unpack.stream(&place, Box::new(BufReader::with_capacity(MEMBER_BUFFER_BYTES, member)), 1)
}
