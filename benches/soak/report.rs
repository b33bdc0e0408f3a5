//! What came of it.

use std::time::Duration;

use scholargraph::Graph;

use crate::{client::Outcome, options::Options, program::Memory};

/// So many different failures are told in full.
const TOLD: usize = 5;

pub(crate) struct Report {
    title: String,
    /// In microseconds.
    latencies: Vec<u32>,
    failures: u64,
    told: Vec<String>,
    memory: Vec<(&'static str, Option<Memory>)>,
    /// Served and refused: as it had to be, and as it was.
    swaps: [(u64, u64); 2],
}

impl Report {
    pub(crate) fn new(options: &Options, graph: &Graph) -> Self {
        let title = format!(
            "{} works, {} people; {:.1} minutes at {} requests per second",
            graph.works().len(),
            graph.people().len(),
            options.duration.as_secs_f64() / 60.0,
            options.rate,
        );
        Self { title, latencies: Vec::new(), failures: 0, told: Vec::new(), memory: Vec::new(), swaps: [(0, 0); 2] }
    }

    pub(crate) fn memory(&mut self, when: &'static str, memory: Option<Memory>) {
        self.memory.push((when, memory));
    }

    pub(crate) fn request(&mut self, outcome: Outcome) {
        self.latencies.push(u32::try_from(outcome.took.as_micros()).unwrap_or(u32::MAX));
        if let Some(failure) = outcome.failure {
            self.failures += 1;
            if self.told.len() < TOLD {
                self.told.push(failure);
            }
        }
    }

    /// Notes how many snapshots had to be served and refused, and how many were.
    pub(crate) fn swaps(&mut self, expected: (u64, u64), found: (u64, u64)) {
        self.swaps = [expected, found];
    }

    pub(crate) fn is_good(&self) -> bool {
        let [expected, found] = self.swaps;
        self.failures == 0 && !self.latencies.is_empty() && expected == found
    }

    #[expect(clippy::print_stdout, reason = "the table is the result")]
    pub(crate) fn print(&mut self) {
        self.latencies.sort_unstable();
        let mut rows = Vec::new();
        let mut row = |name: &str, value: String| rows.push(format!("| {name} | {value} |"));
        row("requests", self.latencies.len().to_string());
        row("failures", self.failures.to_string());
        for (name, part) in [("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999), ("longest", 1.0)] {
            row(name, format!("{:.2} ms", self.percentile(part).as_secs_f64() * 1e3));
        }
        let [expected, found] = self.swaps;
        row("swaps", format!("{} of {}", found.0, expected.0));
        row("refusals", format!("{} of {}", found.1, expected.1));
        for (when, memory) in &self.memory {
            let mebibytes = |bytes: u64| bytes >> 20;
            let told = memory.map_or("not told by this system".to_owned(), |memory| {
                format!("{} MiB, and {} MiB of mapped files", mebibytes(memory.own), mebibytes(memory.mapped))
            });
            row(&format!("memory, {when}"), told);
        }
        println!("{}\n\n| what | figure |\n| --- | --- |", self.title);
        rows.iter().for_each(|row| println!("{row}"));
        self.told.iter().for_each(|failure| println!("\nfailed: {failure}"));
    }

    /// The time within which this part of the requests was answered.
    fn percentile(&self, part: f64) -> Duration {
        let last = self.latencies.len().saturating_sub(1);
        let at = (part * last as f64).ceil() as usize;
        Duration::from_micros(self.latencies.get(at).copied().unwrap_or_default().into())
    }
}
