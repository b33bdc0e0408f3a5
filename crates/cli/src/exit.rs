//! Exit statuses, in one place: 0 done; 1 failed; 2 wrong usage; 3 not found; 4 input or snapshot damaged,
//! or of another version.

use std::{io, process::ExitCode};

use scholargraph::{NotFound, snapshot::SnapshotError};
use scholargraph_import::ImportError;
use scholargraph_server::OpenError;

const FAILED: u8 = 1;
const USAGE: u8 = 2;
const NOT_FOUND: u8 = 3;
const DAMAGED: u8 = 4;

/// A snapshot that does not pass its checks; what is wrong has been said.
#[derive(Debug, thiserror::Error)]
#[error("{problems} problem(s) found: build the snapshot anew with `scholargraph build`")]
pub(crate) struct Unsound {
    /// How many.
    pub(crate) problems: usize,
}

/// Words on the command line that clap accepts and the program does not.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Usage(pub(crate) String);

/// Says what went wrong, if anything, and how to exit.
pub(crate) fn report(result: anyhow::Result<()>) -> ExitCode {
    let Err(error) = result else { return ExitCode::SUCCESS };
    if is_broken_pipe(&error) {
        // Whoever read our output has seen enough.
        return ExitCode::SUCCESS;
    }
    anstream::eprintln!("\x1b[1;31merror:\x1b[0m {error:#}");
    ExitCode::from(status(&error))
}

fn status(error: &anyhow::Error) -> u8 {
    let not_served = |error: &OpenError| match error {
        OpenError::Snapshot(error) => is_useless(error),
        error => error.is_damage(),
    };
    let input_damaged = |error: &ImportError| {
        matches!(error, ImportError::Malformed { .. } | ImportError::Correction { .. } | ImportError::Kept { .. })
    };
    if error.downcast_ref::<NotFound>().is_some() {
        NOT_FOUND
    } else if error.downcast_ref::<Usage>().is_some() {
        USAGE
    } else if error.downcast_ref::<Unsound>().is_some()
        || error.downcast_ref().is_some_and(is_useless)
        || error.downcast_ref().is_some_and(not_served)
        || error.downcast_ref().is_some_and(input_damaged)
    {
        DAMAGED
    } else {
        FAILED
    }
}

/// Damaged, or of a format that this program does not read.
fn is_useless(error: &SnapshotError) -> bool {
    use SnapshotError as E;
    error.is_damage() || matches!(error, E::NewerFormat { .. } | E::OlderFormat { .. } | E::Layout { .. })
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|io| io.kind() == io::ErrorKind::BrokenPipe)
}
