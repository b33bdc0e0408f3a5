//! The queries of the benchmark on other systems: `cargo xtask bench-peers`.

mod options;
mod report;
mod steps;

use std::path::Path;

use anyhow::Result;

pub use options::Options;

use self::{report::Report, steps::Steps};

/// Asks scholargraph and its peers the same questions about the same corpus, and returns a Markdown table of what it took,
/// and whether all answered the same.
///
/// Everything it makes lies in `target/peers` and is used again by the next run: the Python packages, the generated corpus,
/// its graph. A peer that cannot be installed or asked has a line that says so.
///
/// # Errors
///
/// Fails where scholargraph itself cannot be built or asked, and where Python is missing.
pub fn run(root: &Path, options: &Options) -> Result<(String, bool)> {
    let steps = Steps::new(root, options)?;
    steps.prepare()?;
    let mut report = Report::new(steps.ours()?);
    let python = steps.python()?;
    for peer in &options.peers {
        eprintln!("asking {peer}");
        match steps.ask(peer, &python) {
            Ok(figures) => report.add(peer, figures),
            Err(error) => report.miss(peer, &format!("{error:#}")),
        }
    }
    Ok((report.markdown(), report.agrees()))
}
