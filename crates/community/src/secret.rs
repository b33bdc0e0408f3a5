//! Random numbers that only one browser, or one letter, knows.

use std::fmt;

use crate::Error;

/// A random number of 256 bits, in hexadecimal digits.
///
/// Only its hash is stored. So much chance needs no slow hash: nobody can try all of them.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new one.
    pub(crate) fn new() -> Result<Self, Error> {
        random::<32>().map(Self)
    }

    /// One that somebody shows, whatever it is.
    pub(crate) fn shown(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// What is stored of it.
    pub(crate) fn hash(&self) -> String {
        blake3::hash(self.0.as_bytes()).to_hex().to_string()
    }

    /// The secret itself, for the one it is for.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A name that nothing else has.
pub(crate) fn new_id() -> Result<String, Error> {
    random::<16>()
}

fn random<const BYTES: usize>() -> Result<String, Error> {
    use fmt::Write as _;
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|error| Error::Secret(error.to_string()))?;
    Ok(bytes.iter().fold(String::with_capacity(2 * BYTES), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_are_not_shown() {
        let (one, two) = (Secret::new().unwrap(), Secret::new().unwrap());
        assert_ne!(one, two);
        assert_eq!(one.reveal().len(), 64);
        assert!(!format!("{one:?}").contains(one.reveal()) && one.hash() != one.reveal());
    }
}
