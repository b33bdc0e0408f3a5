//! `scholargraph evaluate suggestions`.

use std::path::PathBuf;

use clap::Args;
use scholargraph::{backtest::SuggestionTest, suggest::Measure};

use super::{super::ids, Common, Shared, ranking::Figures};

/// Whom somebody publishes with for the first time: were they suggested?
///
/// Asked about is who at the end of the year had three works, one of them of the last three years, and published with
/// a new co-author in the three years after it, on works of at most 25 authors.
#[derive(Args, Debug)]
pub(super) struct Suggestions {
    /// walk-text, walk, common-neighbours, adamic-adar, weighted-ra; may be given again; else all of them
    #[arg(long, value_name = "M", value_parser = crate::values::suggestion_measure)]
    measure: Vec<Measure>,
    /// Ask about at most this many people, drawn uniformly; figures differ by what the draw brings
    #[arg(long, default_value_t = SuggestionTest::SAMPLE as u32, value_name = "N", conflicts_with = "people",
        value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    sample: u32,
    /// Ask about these people, an id in each line
    #[arg(long, value_name = "FILE")]
    people: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
}

impl Suggestions {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let all = || Measure::NAMES.iter().filter_map(|name| Measure::from_name(name)).collect();
        let measures = if self.measure.is_empty() { all() } else { self.measure.clone() };
        let loaded = shared.open_throughout()?;
        let people = self.people.as_deref().map(|path| ids::people(&loaded, path)).transpose()?;
        self.common.evaluate(
            shared,
            &loaded,
            "suggestions",
            &measures,
            |&measure, year| {
                let test = SuggestionTest::at(year).measure(measure).sample(self.sample as usize);
                let test = if let Some(people) = &people { test.people(people) } else { test };
                Figures::new(measure.name(), &test.run(&loaded.graph))
            },
            Figures::table,
        )
    }
}
