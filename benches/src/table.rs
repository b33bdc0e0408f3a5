//! Results as a Markdown table.

use scholargraph_bench::Cost;

/// A column of numbers: who was measured, and each query's cost (`None` where it does not apply).
pub struct Column {
    /// Who.
    pub name: &'static str,
    /// Query by query.
    pub costs: Vec<Option<Cost>>,
}

/// A Markdown table with one row per query: median / 99th percentile in microseconds, the others with the ratio of
/// their medians to the first column's.
#[must_use]
pub fn markdown(queries: &[&str], columns: &[Column]) -> String {
    let mut lines = vec![row("query", columns.iter().map(|column| column.name.to_owned()))];
    lines.push(row("---", columns.iter().map(|_| "---".to_owned())));
    for (at, query) in queries.iter().enumerate() {
        let own = columns.first().and_then(|column| column.costs[at]);
        lines
            .push(row(query, columns.iter().enumerate().map(|(place, column)| cell(column.costs[at], own, place > 0))));
    }
    lines.join("\n")
}

fn row(first: &str, rest: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = std::iter::once(first.to_owned()).chain(rest).collect();
    format!("| {} |", cells.join(" | "))
}

fn cell(cost: Option<Cost>, own: Option<Cost>, compare: bool) -> String {
    let Some(cost) = cost else { return "–".to_owned() };
    let figures = format!("{} / {}", figure(cost.median), figure(cost.p99));
    match own {
        Some(own) if compare => format!("{figures} ({:.1}×)", cost.median / own.median),
        _ => figures,
    }
}

fn figure(microseconds: f64) -> String {
    if microseconds < 100.0 { format!("{microseconds:.1}") } else { format!("{microseconds:.0}") }
}
