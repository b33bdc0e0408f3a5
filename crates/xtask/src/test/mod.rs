//! Every check of the project, one after the other: what continuous integration runs is what a developer types.

use std::path::Path;

mod database;
mod outcome;
mod select;
mod steps;
mod web;

use outcome::{Outcome, Ran};
pub use select::Selection;
use steps::{STEPS, Step};

/// Runs the selected steps on the workspace at `root`, prints a summary, and says whether all is well.
///
/// The first failure ends the run. A step that cannot run, because a component of the toolchain is missing, makes the
/// run fail too, but only after the other steps have spoken.
pub fn run(root: &Path, selection: &Selection) -> bool {
    let steps: Vec<&Step> = STEPS.iter().filter(|step| selection.wants(step)).collect();
    let mut ran: Vec<Ran> = Vec::new();
    for (index, step) in steps.iter().copied().enumerate() {
        let stop = ran.iter().any(|earlier| earlier.outcome == Outcome::Failed);
        ran.push(if stop { Ran::not_reached(step) } else { announce_and_run(root, step, index + 1, steps.len()) });
    }
    say(&outcome::summary(&ran));
    ran.iter().all(|ran| ran.outcome == Outcome::Passed)
}

/// The steps by name, one a line, with what each is for.
pub fn listing() -> String {
    let line = |step: &Step| format!("{:<10} {}{}\n", step.name, step.about, if step.slow { " (slow)" } else { "" });
    STEPS.iter().map(line).collect()
}

fn announce_and_run(root: &Path, step: &'static Step, number: usize, of: usize) -> Ran {
    say(&format!("\n=== {number}/{of} {}: {}\n", step.name, step.action));
    let ran = Ran::measure(step, || step.action.run(root));
    say(&format!("=== {}\n", ran.line()));
    ran
}

#[expect(clippy::print_stdout, reason = "headings and summary are this command's answer")]
fn say(text: &str) {
    print!("{text}");
}
