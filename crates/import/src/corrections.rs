//! The file of corrections: what somebody knows about who is who.

use std::{collections::BTreeMap, fs, path::Path};

use scholargraph::{BylinePlace, Corrected, Correction, identifier};
use serde::Serialize;

use crate::ImportError;

/// Corrections with the lines of the file that they stand on.
///
/// A line holds fields separated by tabs; empty lines and those that begin with `#` are comments. A place on a byline is
/// two fields, a work (its id, DOI, arXiv, ACL or PubMed identifier) and a name as it is printed there:
///
/// ```text
/// same       WORK  NAME  WORK  NAME      both are one person
/// different  WORK  NAME  WORK  NAME      they are two
/// alias      WORK  NAME  OTHER NAME      the person is also called so
/// orcid      WORK  NAME  ORCID           the person has this ORCID iD
/// nobody     WORK  NAME  [PLACE]         the name is not the person's to whom it is given; PLACE, counted from 1, where
///                                        the byline has the name more than once
/// ```
///
/// ```
/// use scholargraph_import::Corrections;
///
/// let text = "# who is who\nsame\tW1\tAda Moss\t10.5555/x\tA. Moss\n";
/// assert_eq!(Corrections::parse("corrections.tsv".as_ref(), text)?.corrections().len(), 1);
/// let wrong = Corrections::parse("corrections.tsv".as_ref(), "orcid\tW1\tAda Moss\t0000-0001").unwrap_err();
/// assert!(wrong.to_string().starts_with("corrections.tsv, line 1: `0000-0001` is no ORCID iD"));
/// # Ok::<(), scholargraph_import::ImportError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    lines: Vec<u64>,
    corrections: Vec<Correction>,
}

/// A longer name or id is a mistake.
const MAX_FIELD_BYTES: usize = 1000;

impl Corrections {
    /// Reads the file at `path`.
    ///
    /// # Errors
    ///
    /// Fails where the file cannot be read, and with the first line that is no correction.
    pub fn read(path: &Path) -> Result<Self, ImportError> {
        let text = fs::read_to_string(path).map_err(|source| ImportError::Read { path: path.to_owned(), source })?;
        Self::parse(path, &text)
    }

    /// Reads `text`, the content of the file at `path`.
    ///
    /// # Errors
    ///
    /// Fails with the first line that is no correction.
    pub fn parse(path: &Path, text: &str) -> Result<Self, ImportError> {
        let mut read = Self::default();
        for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = |detail| ImportError::Correction { path: path.to_owned(), line: number, detail };
            read.corrections.push(correction(line).map_err(wrong)?);
            read.lines.push(number);
        }
        Ok(read)
    }

    /// The file that holds `corrections`: read again, they are the same. White space in names becomes one space.
    ///
    /// ```
    /// use scholargraph_import::Corrections;
    ///
    /// let text = "nobody\tW1\tWei Li\t2\nalias\tW1\tAda Moss\tA. Moss\n";
    /// let read = Corrections::parse("corrections.tsv".as_ref(), text)?;
    /// assert_eq!(Corrections::written(read.corrections()), text);
    /// # Ok::<(), scholargraph_import::ImportError>(())
    /// ```
    #[must_use]
    pub fn written(corrections: &[Correction]) -> String {
        corrections.iter().map(|correction| line(correction) + "\n").collect()
    }

    /// The corrections in their order.
    #[must_use]
    pub fn corrections(&self) -> &[Correction] {
        &self.corrections
    }

    /// What became of them, given the outcome of each in their order.
    #[must_use]
    pub fn report(&self, outcomes: &[Corrected]) -> CorrectionsReport {
        let mut report = CorrectionsReport { read: self.lines.len(), ..CorrectionsReport::default() };
        for (&line, &outcome) in self.lines.iter().zip(outcomes) {
            *report.outcomes.entry(outcome.name()).or_default() += 1;
            let without_effect = !matches!(outcome, Corrected::Applied | Corrected::AlreadySo);
            if without_effect && report.without_effect.len() < CorrectionsReport::MAX_LINES {
                report.without_effect.push(WithoutEffect { line, outcome: outcome.name() });
            }
        }
        report
    }
}

/// What became of a file of corrections.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CorrectionsReport {
    /// How many there are.
    pub read: usize,
    /// How many by outcome: `applied`, `already-so`, `no-such-work`, `no-such-name`, `refused`.
    pub outcomes: BTreeMap<&'static str, usize>,
    /// The first of those that changed nothing though they should, at most [`MAX_LINES`](Self::MAX_LINES).
    pub without_effect: Vec<WithoutEffect>,
}

impl CorrectionsReport {
    /// How many lines without effect are listed. All are counted.
    pub const MAX_LINES: usize = 1000;
}

/// A correction that changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WithoutEffect {
    /// Its line in the file.
    pub line: u64,
    /// Why not.
    pub outcome: &'static str,
}

fn correction(line: &str) -> Result<Correction, String> {
    let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
    if let Some(field) = fields.iter().find(|field| field.len() > MAX_FIELD_BYTES) {
        return Err(format!("a field of {} bytes; at most {MAX_FIELD_BYTES} are read", field.len()));
    }
    if fields.iter().any(|field| field.is_empty()) {
        return Err("a field is empty; fields are separated by one tab each".to_owned());
    }
    let place = |work: &str, name: &str| BylinePlace { work: work.to_owned(), name: name.to_owned() };
    match fields[..] {
        ["same", work, name, other, called] => Ok(Correction::Same(place(work, name), place(other, called))),
        ["different", work, name, other, called] => Ok(Correction::Different(place(work, name), place(other, called))),
        ["alias", work, name, other] => Ok(Correction::Alias(place(work, name), other.to_owned())),
        ["orcid", work, name, orcid] => match identifier::orcid(orcid) {
            Some(orcid) => Ok(Correction::Orcid(place(work, name), orcid)),
            None => {
                Err(format!("`{orcid}` is no ORCID iD: four groups of four digits, the last of them a check digit"))
            }
        },
        ["nobody", work, name] => Ok(Correction::Nobody(place(work, name), None)),
        ["nobody", work, name, number] => match number.parse::<u16>().ok().and_then(|number| number.checked_sub(1)) {
            Some(position) => Ok(Correction::Nobody(place(work, name), Some(position))),
            None => Err(format!("`{number}` is no place on a byline: these are counted from 1 to {}", u16::MAX)),
        },
        [kind @ ("same" | "different"), ..] => Err(format!("`{kind}` takes work, name, work, name, separated by tabs")),
        [kind @ "alias", ..] => Err(format!("`{kind}` takes work, name, other name, separated by tabs")),
        [kind @ "orcid", ..] => Err(format!("`{kind}` takes work, name, ORCID iD, separated by tabs")),
        [kind @ "nobody", ..] => Err(format!("`{kind}` takes work, name and perhaps a place, separated by tabs")),
        _ => Err(format!("`{}` is no correction; there are same, different, alias, orcid, nobody", fields[0])),
    }
}

fn line(correction: &Correction) -> String {
    let fields = match correction {
        Correction::Same(one, other) => vec!["same", &one.work, &one.name, &other.work, &other.name],
        Correction::Different(one, other) => vec!["different", &one.work, &one.name, &other.work, &other.name],
        Correction::Alias(place, name) => vec!["alias", &place.work, &place.name, name],
        Correction::Orcid(place, orcid) => vec!["orcid", &place.work, &place.name, orcid],
        Correction::Nobody(place, None) => vec!["nobody", &place.work, &place.name],
        Correction::Nobody(place, Some(position)) => {
            let number = (u32::from(*position) + 1).to_string();
            return [field("nobody"), field(&place.work), field(&place.name), number].join("\t");
        }
        // One that this version does not know is not written as another.
        _ => vec!["#", "a correction of another version"],
    };
    fields.into_iter().map(field).collect::<Vec<_>>().join("\t")
}

/// What can stand between tabs.
fn field(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
