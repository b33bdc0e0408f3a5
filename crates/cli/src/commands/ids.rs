//! Files that name people, one or two in each line.

use std::{fs, path::Path};

use anyhow::Context;
use scholargraph::PersonId;

use crate::{exit::Usage, loading::Loaded};

/// How many lines a file may have.
const MOST: usize = 100_000;

/// The people that a file names, one in each line. Empty lines say nothing.
pub(super) fn people(loaded: &Loaded, path: &Path) -> anyhow::Result<Vec<PersonId>> {
    read(path, |line| super::person(loaded, line))
}

/// The pairs that a file names, one in each line.
pub(super) fn pairs(loaded: &Loaded, path: &Path) -> anyhow::Result<Vec<(PersonId, PersonId)>> {
    read(path, |line| {
        let (from, to) = two(line).ok_or_else(|| Usage("write two ids, with a tab or a space between".to_owned()))?;
        Ok((super::person(loaded, from)?, super::person(loaded, to)?))
    })
}

/// The halves of a line: at the tab, since ids may have spaces, else at the only space.
fn two(line: &str) -> Option<(&str, &str)> {
    let (from, to) = line.split_once('\t').or_else(|| line.split_once(' '))?;
    let (from, to) = (from.trim(), to.trim());
    let one_each = !from.is_empty() && !to.is_empty() && !to.contains('\t');
    (one_each && (line.contains('\t') || !to.contains(' '))).then_some((from, to))
}

fn read<T>(path: &Path, understand: impl Fn(&str) -> anyhow::Result<T>) -> anyhow::Result<Vec<T>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let lines = text.lines().map(str::trim).zip(1..).filter(|(line, _)| !line.is_empty());
    let understood = lines.map(|(line, number)| {
        {
            if number > MOST {
                return Err(Usage(format!("a file may have {MOST} lines: split it")).into());
            }
            understand(line)
        }
        .with_context(|| format!("{}, line {number}", path.display()))
    });
    let found = understood.collect::<anyhow::Result<Vec<T>>>()?;
    if found.is_empty() {
        return Err(Usage(format!("{} names nobody: write an id in each line", path.display())).into());
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_two_halves_or_is_refused() {
        assert_eq!(two("A1 A2"), Some(("A1", "A2")));
        assert_eq!(two("A1   A2"), Some(("A1", "A2")));
        assert_eq!(two("Ada B. Clark\tBo D."), Some(("Ada B. Clark", "Bo D.")));
        for wrong in ["A1", "A1 A2 A3", "a\tb\tc", "\tb", "a b c d"] {
            assert_eq!(two(wrong), None, "{wrong}");
        }
    }
}
