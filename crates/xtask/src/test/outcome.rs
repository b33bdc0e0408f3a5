//! How steps end, and the table at the end of a run.

use std::time::{Duration, Instant};

use super::Step;

/// How a step ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    Passed,
    Failed,
    /// It could not be tried; the text says why and what to do.
    CannotRun(String),
    /// An earlier step failed.
    NotReached,
}

impl From<bool> for Outcome {
    fn from(passed: bool) -> Self {
        if passed { Self::Passed } else { Self::Failed }
    }
}

/// A step and how it went.
#[derive(Debug)]
pub(super) struct Ran {
    name: &'static str,
    pub(super) outcome: Outcome,
    took: Duration,
}

impl Ran {
    pub(super) fn measure(step: &Step, action: impl FnOnce() -> Outcome) -> Self {
        let start = Instant::now();
        let outcome = action();
        Self { name: step.name, outcome, took: start.elapsed() }
    }

    pub(super) fn not_reached(step: &Step) -> Self {
        Self { name: step.name, outcome: Outcome::NotReached, took: Duration::ZERO }
    }

    /// `clippy: passed in 12.3 s`.
    pub(super) fn line(&self) -> String {
        let seconds = self.took.as_secs_f64();
        match &self.outcome {
            Outcome::Passed => format!("{}: passed in {seconds:.1} s", self.name),
            Outcome::Failed => format!("{}: FAILED after {seconds:.1} s", self.name),
            Outcome::CannotRun(why) => format!("{}: CANNOT RUN: {why}", self.name),
            Outcome::NotReached => format!("{}: not reached", self.name),
        }
    }
}

/// One line a step and one for the whole.
pub(super) fn summary(ran: &[Ran]) -> String {
    let mut text = String::from("\n=== summary\n");
    for step in ran {
        text += &format!("  {}\n", step.line());
    }
    let total: Duration = ran.iter().map(|step| step.took).sum();
    let passed = ran.iter().filter(|step| step.outcome == Outcome::Passed).count();
    let verdict = if passed == ran.len() { "all is well" } else { "NOT WELL" };
    text + &format!("=== {verdict}: {passed} of {} steps passed in {:.0} s\n", ran.len(), total.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ran(name: &'static str, outcome: Outcome) -> Ran {
        Ran { name, outcome, took: Duration::from_secs(2) }
    }

    #[test]
    fn a_good_run_says_so() {
        let text = summary(&[ran("tidy", Outcome::Passed), ran("tests", Outcome::Passed)]);
        assert!(text.ends_with("=== all is well: 2 of 2 steps passed in 4 s\n"), "{text}");
    }

    #[test]
    fn anything_else_is_not_well() {
        for outcome in [Outcome::Failed, Outcome::CannotRun("no clippy".into()), Outcome::NotReached] {
            let text = summary(&[ran("tidy", Outcome::Passed), ran("tests", outcome)]);
            assert!(text.contains("=== NOT WELL: 1 of 2 steps passed"), "{text}");
        }
    }
}
