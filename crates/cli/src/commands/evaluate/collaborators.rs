//! `scholargraph evaluate collaborators`.

use clap::Args;
use scholargraph::{Measure, backtest::CollaboratorTest};

use super::{Common, Shared, ranking::Figures};
use crate::values;

/// Whom somebody publishes with again: are they first among the collaborators?
///
/// Asked about is everybody of at least eleven collaborators at the end of the year who publishes with one of them in
/// the three years after it, on works of at most 25 authors.
#[derive(Args, Debug)]
pub(super) struct Collaborators {
    /// close, newman, count, jaccard, salton, recent; may be given again; else all of them
    #[arg(long, value_name = "M", value_parser = values::measure)]
    measure: Vec<Measure>,
    #[command(flatten)]
    common: Common,
}

impl Collaborators {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let all = || Measure::NAMES.iter().filter_map(|name| Measure::from_name(name)).collect();
        let measures = if self.measure.is_empty() { all() } else { self.measure.clone() };
        let loaded = shared.open_throughout()?;
        self.common.evaluate(
            shared,
            &loaded,
            "collaborators",
            &measures,
            |&measure, year| {
                Figures::new(measure.name(), &CollaboratorTest::at(year).measure(measure).run(&loaded.graph))
            },
            Figures::table,
        )
    }
}
