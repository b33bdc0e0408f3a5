//! `scholargraph verify`.

use clap::Args;
use scholargraph::snapshot::{self, Verification};
use scholargraph_import::{ImportError, KeptRecords};
use scholargraph_search::{IndexError, SearchIndex};
use serde::Serialize;

use super::Shared;
use crate::{exit::Unsound, output};

const EXAMPLES: &str = "\
Examples:
  scholargraph -g graph verify          exit status 4 where anything is wrong
  scholargraph -g graph verify --json";

/// Check every checksum and invariant of a snapshot, and what lies beside its tables
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Verify {}

#[derive(Serialize)]
struct Answer {
    snapshot: String,
    bytes: u64,
    sound: bool,
    problems: Vec<String>,
}

impl Verify {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let verification = snapshot::verify(shared.folder()?)?;
        let mut problems: Vec<String> = verification.problems.iter().map(ToString::to_string).collect();
        problems.extend(index_problem(&verification).map(|problem| problem.to_string()));
        problems.extend(records_problem(&verification).map(|problem| problem.to_string()));
        let count = problems.len();
        let sound = problems.is_empty();
        if shared.json {
            output::json(&Answer { snapshot: verification.id, bytes: verification.bytes, sound, problems })?;
        } else if sound {
            let checked = output::bytes(verification.bytes);
            output::say(&format!("snapshot {} is sound: {checked} checked", verification.id))?;
        } else {
            output::say(&problems.join("\n"))?;
        }
        if sound { Ok(()) } else { Err(Unsound { problems: count }.into()) }
    }
}

/// What is wrong with the search index; one that is missing is made anew where it is needed.
fn index_problem(verification: &Verification) -> Option<IndexError> {
    let path = verification.folder.join(SearchIndex::FILE);
    let exists = path.try_exists().unwrap_or(true);
    exists.then(|| SearchIndex::open_checked(path, &verification.id).err()).flatten()
}

/// What is wrong with the kept records; most snapshots have none.
fn records_problem(verification: &Verification) -> Option<ImportError> {
    let path = verification.folder.join(KeptRecords::FILE);
    let exists = path.try_exists().unwrap_or(true);
    exists.then(|| KeptRecords::verify(path).err()).flatten()
}
