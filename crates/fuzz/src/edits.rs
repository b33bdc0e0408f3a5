//! Edits of bytes that are whole, as bytes: so that short inputs reach deep into long files.

/// Bytes of one edit: what to do, where (little-endian), and with which number.
const EDIT_BYTES: usize = 9;

/// `content` after the edits in `script`, at most 64.
///
/// An edit is a byte that says what to do, four that say where, and four that say with what: to write one byte, two,
/// four or eight, to cut off everything from there, to take bytes out, to put zeros in, or to put in what stands
/// elsewhere. A place behind the end counts from the front again.
pub(crate) fn applied(content: &[u8], script: &[u8]) -> Vec<u8> {
    let mut content = content.to_vec();
    for edit in script.chunks_exact(EDIT_BYTES).take(64) {
        let number = |at: usize| u32::from_le_bytes([edit[at], edit[at + 1], edit[at + 2], edit[at + 3]]);
        if !content.is_empty() {
            edit_once(&mut content, edit[0], number(1) as usize, number(5));
        }
    }
    content
}

fn edit_once(content: &mut Vec<u8>, what: u8, place: usize, value: u32) {
    let at = place % content.len();
    let some = (value % 64) as usize;
    match what % 8 {
        0 => write(content, at, &value.to_le_bytes()[..1]),
        1 => write(content, at, &value.to_le_bytes()[..2]),
        2 => write(content, at, &value.to_le_bytes()),
        // Sign-extended, so that large numbers can be had.
        3 => write(content, at, &i64::from(value as i32).to_le_bytes()),
        4 => content.truncate(at),
        5 => drop(content.drain(at..content.len().min(at + some))),
        6 => drop(content.splice(at..at, std::iter::repeat_n(0, some))),
        _ => {
            let from = value as usize % content.len();
            let copied = content[from..content.len().min(from + 64)].to_vec();
            write(content, at, &copied);
        }
    }
}

fn write(content: &mut [u8], at: usize, bytes: &[u8]) {
    for (place, &byte) in content[at..].iter_mut().zip(bytes) {
        *place = byte;
    }
}
