//! What a larger graph would take.

use scholargraph::{Graph, Kind, column::Role};
use serde::Serialize;

use crate::{Array, Unit, footprint};

/// Threads that answer, in the sum of what must be resident.
const THREADS: u64 = 8;

/// Bytes that a thread's counters take for each node.
const COUNTER: u64 = 4;

/// Memory of machines as they are sold, in units of 2^30 bytes.
const MACHINES: [u64; 16] = [1, 2, 4, 8, 16, 32, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 2048];

/// What a graph takes, and what a larger one would.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Projection {
    /// How many there would be of what columns grow with.
    pub counts: Vec<Grown>,
    /// Column by column, in the order in which they are stored.
    pub columns: Vec<ColumnBytes>,
    /// All columns.
    pub total: Bytes,
    /// All columns that must be resident.
    pub resident: Bytes,
    /// Counters of eight threads, four bytes a node for each: what a query counts in.
    pub counters: Bytes,
    /// The smallest usual machine that holds what must be resident, the counters and a tenth of both for everything else,
    /// in units of 2^30 bytes; `null` where none does.
    pub machine_gib: Option<u64>,
}

/// A count, here and there.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Grown {
    /// Of what.
    pub name: &'static str,
    /// In this graph.
    pub now: u64,
    /// In the larger one.
    pub projected: u64,
    /// The power of the number of works it was taken to grow with; `null` where the number was given.
    pub exponent: Option<f64>,
}

/// What a column takes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ColumnBytes {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// Must it be resident for answers in microseconds? Others are read from disk for what is shown.
    pub resident: bool,
    /// How much.
    #[serde(flatten)]
    pub bytes: Bytes,
}

/// Bytes, in memory as on disk: columns are mapped as they lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Bytes {
    /// In this graph.
    pub now: u64,
    /// In the larger one.
    pub projected: u64,
}

impl Projection {
    /// What a graph like `graph` would take if it had as many works, edges and so on as `given` says; what it does not
    /// name grows with the works as it does in generated corpora. Nothing larger is named: what `graph` takes.
    ///
    /// ```
    /// use scholargraph::{CorpusBuilder, Kind};
    /// use scholargraph_bench::{Projection, Unit};
    ///
    /// let graph = CorpusBuilder::new().finish(Default::default())?.0;
    /// let projection = Projection::new(&graph, &[(Unit::Nodes(Kind::Work), 480_000_000)]);
    /// assert_eq!(projection.counts[0].projected, 480_000_000);
    /// # Ok::<(), scholargraph::BuildError>(())
    /// ```
    #[must_use]
    pub fn new(graph: &Graph, given: &[(Unit, u64)]) -> Self {
        let counts: Vec<Grown> = Unit::COUNTED.iter().map(|&unit| grown(graph, unit, given)).collect();
        let mut columns: Vec<ColumnBytes> = Vec::new();
        for array in footprint(graph) {
            let bytes = Bytes { now: array.extent.bytes as u64, projected: projected(&array, &counts) };
            let same = |last: &&mut ColumnBytes| (last.table, last.column) == (array.table, array.column);
            match columns.last_mut().filter(same) {
                Some(last) => {
                    last.bytes += bytes;
                    last.resident |= array.resident;
                }
                None => {
                    let Array { table, column, resident, .. } = array;
                    columns.push(ColumnBytes { table, column, resident, bytes });
                }
            }
        }
        Self::summed(counts, columns)
    }

    /// The same with a file that lies beside the columns and grows with the works.
    #[must_use]
    pub fn with_file(mut self, table: &'static str, column: &'static str, now: u64) -> Self {
        let factor = self.counts.first().map_or(1.0, |works| works.projected as f64 / works.now.max(1) as f64);
        let bytes = Bytes { now, projected: (now as f64 * factor).round() as u64 };
        self.columns.push(ColumnBytes { table, column, resident: false, bytes });
        self.total += bytes;
        self
    }

    fn summed(counts: Vec<Grown>, columns: Vec<ColumnBytes>) -> Self {
        let sum = |which: &dyn Fn(&ColumnBytes) -> bool| {
            columns.iter().filter(|column| which(column)).fold(Bytes::default(), |mut sum, column| {
                sum += column.bytes;
                sum
            })
        };
        let (total, resident) = (sum(&|_| true), sum(&|column| column.resident));
        let nodes = |of: &dyn Fn(&Grown) -> u64| counts[..Kind::ALL.len()].iter().map(of).sum::<u64>();
        let counters = Bytes {
            now: THREADS * COUNTER * nodes(&|count| count.now),
            projected: THREADS * COUNTER * nodes(&|count| count.projected),
        };
        let needed = (resident.projected + counters.projected) / 10 * 11;
        let machine_gib = MACHINES.into_iter().find(|gib| gib << 30 >= needed);
        Self { counts, columns, total, resident, counters, machine_gib }
    }
}

impl std::ops::AddAssign for Bytes {
    fn add_assign(&mut self, other: Self) {
        self.now += other.now;
        self.projected += other.projected;
    }
}

fn grown(graph: &Graph, unit: Unit, given: &[(Unit, u64)]) -> Grown {
    let of = |unit| given.iter().find(|(named, _)| *named == unit).map(|&(_, count)| count);
    let now = unit.count(graph);
    let grown = || {
        let works = Unit::Nodes(Kind::Work);
        let here = works.count(graph).max(1) as f64;
        let there = of(works).map_or(here, |works| works as f64);
        (now as f64 * (there / here).powf(unit.exponent())).round() as u64
    };
    let exponent = of(unit).is_none().then(|| unit.exponent());
    Grown { name: unit.name(), now, projected: of(unit).unwrap_or_else(grown), exponent }
}

/// What an array takes where there are so many more entries.
fn projected(array: &Array, counts: &[Grown]) -> u64 {
    let factor = |unit: Unit| {
        let count = counts.iter().find(|count| count.name == unit.name());
        // Of nothing there is nothing to scale: what is stored all the same stays.
        count.filter(|count| count.now > 0).map_or(1.0, |count| count.projected as f64 / count.now as f64)
    };
    let bytes = array.extent.bytes as f64 * factor(array.unit());
    match array.extent.role {
        // Offsets of 32 bits reach so far, and no further.
        Role::Offsets { end } if end <= MAX_NARROW && end as f64 * factor(array.values) > MAX_NARROW as f64 => {
            (2.0 * bytes).round() as u64
        }
        _ => bytes.round() as u64,
    }
}

/// The last offset that 32 bits hold.
const MAX_NARROW: usize = i32::MAX as usize;

#[cfg(test)]
mod tests {
    use scholargraph::BuildOptions;

    use super::*;

    fn column<'p>(projection: &'p Projection, table: &str, column: &str) -> &'p Bytes {
        let found = projection.columns.iter().find(|found| (found.table, found.column) == (table, column));
        &found.unwrap().bytes
    }

    #[test]
    fn what_grows_takes_more_and_what_is_given_counts() {
        let graph = scholargraph_testkit::synthetic(400, 3, BuildOptions::default());
        let same = Projection::new(&graph, &[]);
        assert_eq!(same.total.now, same.total.projected);
        assert!(same.resident.now < same.total.now && same.machine_gib == Some(1));

        let ten = Projection::new(&graph, &[(Unit::Nodes(Kind::Work), 4_000)]);
        assert_eq!(column(&ten, "works", "year"), &Bytes { now: 800, projected: 8_000 });
        assert_eq!(ten.counts[2].exponent, Some(0.0), "topics do not grow");
        assert_eq!(column(&ten, "topics", "name").now, column(&ten, "topics", "name").projected);

        let cited = Unit::Cites.count(&graph);
        let given = Projection::new(&graph, &[(Unit::Nodes(Kind::Work), 4_000), (Unit::Cites, 3 * cited)]);
        let references = column(&given, "work_relations", "references");
        let offsets = 4 * (graph.works().len() as u64 + 1);
        assert_eq!(references.now, offsets + 4 * cited);
        assert_eq!(references.projected, 10 * offsets + 3 * 4 * cited);
    }

    #[test]
    fn offsets_that_no_longer_reach_get_wider() {
        let graph = scholargraph_testkit::synthetic(400, 3, BuildOptions::default());
        let given = [(Unit::Nodes(Kind::Work), 400), (Unit::Cites, 3_000_000_000)];
        let references = *column(&Projection::new(&graph, &given), "work_relations", "references");
        let offsets = 4 * (graph.works().len() as u64 + 1);
        assert_eq!(references.projected, 2 * offsets + 4 * 3_000_000_000);
    }
}
