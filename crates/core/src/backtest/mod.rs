//! Back-tests: how well answers made from what was known in one year foretell the three years after it.
//!
//! The graph is shown to a question as it was at the end of a year; then what people did in the next
//! [`WINDOW`] years says how good the answer was. Nothing is sampled unless a test says so, and one thread and many
//! give the same figures.

mod b_cubed;
mod breadth_first;
mod collaborators;
mod future;
mod metrics;
mod people;
mod slices;
mod suggestions;

pub use b_cubed::BCubed;
pub use collaborators::CollaboratorTest;
pub use metrics::Metrics;
pub use slices::{EdgeOutcome, Selection, SliceOutcome, SliceTest};
pub use suggestions::SuggestionTest;

use self::future::Future;
use crate::Years;

/// How many years after the year of the test are foretold.
pub const WINDOW: i16 = 3;

/// Works of more authors than this prove nothing about two of them.
pub const MAX_AUTHORS: usize = 25;

/// What a back-test found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The last year that the ranking knew.
    pub year: i16,
    /// How many people it was tested on.
    pub people: usize,
    /// The means over these people; all 0 where there is nobody.
    pub metrics: Metrics,
}

/// Everything that was known at the end of `year`. Works without a year are left out.
fn known(year: i16) -> Years {
    Years { from: None, to: Some(year) }
}
