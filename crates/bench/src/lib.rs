//! What the core queries cost on a graph and a machine: whom to ask about, how to time it, what was answered; and what a
//! graph takes, column by column, and a larger one would.
//!
//! `scholargraph bench` prints it for one snapshot; the workspace's `benches` set it beside other storage. Nothing here
//! reads a file or prints.
//!
//! ```
//! use scholargraph::CorpusBuilder;
//! use scholargraph_bench::{Query, Sample};
//!
//! let graph = CorpusBuilder::new().finish(Default::default())?.0;
//! let cost = Query::Path.cost(&graph, &Sample::drawn(&graph));
//! assert_eq!((Query::Path.name(), cost.n), ("path", 0));
//! # Ok::<(), scholargraph::BuildError>(())
//! ```

mod answer;
mod clock;
mod everybody;
mod footprint;
mod projection;
mod query;
mod report;
mod sample;
mod timing;
mod unit;

pub use answer::{Answer, Found, Listed};
pub use clock::process as processor_time;
pub use everybody::Everybody;
pub use footprint::{Array, footprint};
pub use projection::{Bytes, ColumnBytes, Grown, Projection};
pub use query::Query;
pub use report::{QueryCost, Report};
pub use sample::Sample;
pub use timing::{Cost, cost, seconds};
pub use unit::Unit;
