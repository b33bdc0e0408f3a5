//! What to read: a format and a path.

use std::{fmt, path::Path, str::FromStr};

use crate::{Format, ImportError};

/// A source: `FORMAT:PATH`, or `PATH` alone where the content shows the format.
///
/// The path is that of a file, of a folder, or a pattern with `*`, `?`, `[…]` and `**`.
///
/// ```
/// use scholargraph_import::{Format, SourceSpec};
/// let source: SourceSpec = "openalex:snapshot/data/works".parse()?;
/// assert_eq!((source.format, source.path.as_str()), (Some(Format::OpenAlex), "snapshot/data/works"));
/// assert_eq!("works/*.gz".parse::<SourceSpec>()?.format, None);
/// assert!("nosuchformat:x.xml".parse::<SourceSpec>().is_err());
/// # Ok::<(), scholargraph_import::ImportError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceSpec {
    /// The format; `None` to see it from the content.
    pub format: Option<Format>,
    /// File, folder or pattern.
    pub path: String,
}

impl SourceSpec {
    /// A source of a known format.
    pub fn new(format: Format, path: impl Into<String>) -> Self {
        Self { format: Some(format), path: path.into() }
    }

    /// The same as [`str::parse`].
    ///
    /// # Errors
    ///
    /// Fails where a word before a colon is no format and the whole is no path, and where no path is named.
    pub fn parse(given: &str) -> Result<Self, ImportError> {
        let path_alone = |path: &str| match path {
            "" => Err(ImportError::NoPath { given: given.to_owned() }),
            _ => Ok(path.to_owned()),
        };
        match given.split_once(':') {
            Some((word, path)) if is_word(word) => match word.parse() {
                Ok(format) => Ok(Self { format: Some(format), path: path_alone(path)? }),
                // A colon is a letter like others to some file systems.
                Err(_) if Path::new(given).exists() => Ok(Self { format: None, path: given.to_owned() }),
                Err(error) => Err(error),
            },
            _ => Ok(Self { format: None, path: path_alone(given)? }),
        }
    }
}

/// Might this be the name of a format? A single letter is a drive.
fn is_word(text: &str) -> bool {
    text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

impl FromStr for SourceSpec {
    type Err = ImportError;

    fn from_str(given: &str) -> Result<Self, ImportError> {
        Self::parse(given)
    }
}

impl fmt::Display for SourceSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.format {
            Some(format) => write!(f, "{format}:{}", self.path),
            None => f.write_str(&self.path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_and_paths_are_told_apart() {
        let cases = [
            ("openalex:a/b.gz", Some((Some(Format::OpenAlex), "a/b.gz"))),
            ("openalex:a:b", Some((Some(Format::OpenAlex), "a:b"))),
            ("a/b.gz", Some((None, "a/b.gz"))),
            ("a/b:c", Some((None, "a/b:c"))),
            ("C:\\works", Some((None, "C:\\works"))),
            ("openalex:", None),
            ("", None),
            ("marc:marc.xml", None),
        ];
        for (given, expected) in cases {
            let parsed = SourceSpec::parse(given).ok();
            let expected = expected.map(|(format, path)| SourceSpec { format, path: path.to_owned() });
            assert_eq!(parsed, expected, "{given}");
        }
    }

    #[test]
    fn an_unknown_format_is_told_the_known_ones() {
        let message = SourceSpec::parse("marc:marc.xml").unwrap_err().to_string();
        assert!(message.contains("`marc`") && message.contains("openalex"), "{message}");
    }

    #[test]
    fn what_is_displayed_parses_again() {
        for given in ["openalex:works", "works"] {
            assert_eq!(SourceSpec::parse(given).unwrap().to_string(), given);
        }
    }
}
