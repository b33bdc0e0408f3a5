//! What no byline in XML may exceed, nor a list of somebody's names.

use crate::quarantine::{Reason, Rejection};

/// More authors than this tell nobody anything; past it, not even their order would be kept.
const MAX_AUTHORS: usize = 1 << 16;

/// A longer name is a mistake. The longest real ones have some hundred bytes.
const MAX_NAME_BYTES: usize = 1000;

/// Puts an author at the end of a byline, unless it is too long already.
pub(crate) fn push<T>(byline: &mut Vec<T>, author: T) -> Result<(), Rejection> {
    if byline.len() == MAX_AUTHORS {
        return Err(Rejection::new(Reason::TooLong, format!("more than {MAX_AUTHORS} authors")));
    }
    byline.push(author);
    Ok(())
}

/// Refuses a name, the text of an `element`, that is too long to be one.
pub(crate) fn check_name(element: &str, name: &str) -> Result<(), Rejection> {
    if name.len() > MAX_NAME_BYTES {
        let detail = format!("a name of {} bytes in <{element}>; at most {MAX_NAME_BYTES} are read", name.len());
        return Err(Rejection::new(Reason::TooLong, detail));
    }
    Ok(())
}
