//! The figures as a table.

use serde_json::Value;

/// Queries by their names here and in what `scholargraph bench` says.
const QUERIES: [(&str, &str, &str); 4] = [
    ("Q1", "collaborators", "Q1: 20 collaborators by shared works"),
    ("Q2", "slice-nearest", "Q2: slice of 200 nodes"),
    ("Q3", "two-step", "Q3: two steps away, Adamic–Adar"),
    ("Q4", "path", "Q4: co-author distance"),
];

const NONE: &str = "—";

/// What everybody takes.
pub(super) struct Report {
    ours: Value,
    peers: Vec<(String, Value)>,
    missing: Vec<String>,
}

impl Report {
    /// With what `scholargraph bench --json` says.
    pub(super) fn new(ours: Value) -> Self {
        Self { ours, peers: Vec::new(), missing: Vec::new() }
    }

    /// Adds what a peer's script says.
    pub(super) fn add(&mut self, peer: &str, figures: Value) {
        self.peers.push((peer.to_owned(), figures));
    }

    /// Notes that a peer could not be asked.
    pub(super) fn miss(&mut self, peer: &str, why: &str) {
        self.missing.push(format!("- {peer} was not asked: {why}"));
    }

    /// A table with a row for each query and a column for each system, and notes below it.
    pub(super) fn markdown(&self) -> String {
        let mut lines = vec![row("CPU µs: median / p99 (ratio of medians)", "scholargraph", title, self)];
        lines.push(row("---", "---", |_| "---".to_owned(), self));
        for (short, long, title) in QUERIES {
            let own = self.own(long);
            let ours = own.map_or(NONE.to_owned(), |(median, p99)| format!("{} / {}", figure(median), figure(p99)));
            lines.push(row(title, &ours, |peer| cell(&peer[short], own.map(|own| own.0)), self));
        }
        let own = self.ours["all_collaborators"]["people_per_cpu_second"].as_f64();
        let ours = own.map_or(NONE.to_owned(), rate);
        lines.push(row("Q5: everybody's 10, people per CPU second", &ours, |peer| everybody(peer, own), self));
        lines.push(row("memory of the process, MB", NONE, |peer| text(&peer["memory_mb"]), self));
        lines.push(String::new());
        lines.extend(self.peers.iter().map(|(name, peer)| checked(name, peer)));
        lines.extend(self.missing.iter().cloned());
        lines.join("\n") + "\n"
    }

    /// Were all answers that could be compared the same?
    pub(super) fn agrees(&self) -> bool {
        let differs =
            |(_, peer): &(String, Value)| QUERIES.iter().any(|(short, ..)| peer[short]["wrong"].as_u64() > Some(0));
        !self.peers.iter().any(differs)
    }

    /// Median and 99th percentile of processor time here.
    fn own(&self, name: &str) -> Option<(f64, f64)> {
        let query = self.ours["queries"].as_array()?.iter().find(|query| query["name"] == name)?;
        Some((query["cpu_median_us"].as_f64()?, query["cpu_p99_us"].as_f64()?))
    }
}

fn row(first: &str, ours: &str, theirs: impl Fn(&Value) -> String, report: &Report) -> String {
    let theirs: Vec<String> = report.peers.iter().map(|(_, peer)| theirs(peer)).collect();
    let cells: Vec<&str> = [first, ours].into_iter().chain(theirs.iter().map(String::as_str)).collect();
    format!("| {} |", cells.join(" | "))
}

fn title(peer: &Value) -> String {
    format!("{} {}", text(&peer["peer"]), text(&peer["version"]))
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| if value.is_null() { NONE.to_owned() } else { value.to_string() }, str::to_owned)
}

fn cell(cost: &Value, own: Option<f64>) -> String {
    let (Some(median), Some(p99)) = (cost["median_us"].as_f64(), cost["p99_us"].as_f64()) else {
        return NONE.to_owned();
    };
    let ratio = own.map_or(String::new(), |own| format!(" ({}×)", figure(median / own)));
    format!("{} / {}{ratio}", figure(median), figure(p99))
}

fn everybody(peer: &Value, own: Option<f64>) -> String {
    let Some(people) = peer["Q5"]["people_per_cpu_second"].as_f64() else { return NONE.to_owned() };
    let ratio = own.map_or(String::new(), |own| format!(" ({}×)", figure(own / people)));
    format!("{}{ratio}", rate(people))
}

/// How many answers were those of scholargraph.
fn checked(name: &str, peer: &Value) -> String {
    let of = |query: &str| {
        let cost = &peer[query];
        let (checked, wrong) = (cost["checked"].as_u64()?, cost["wrong"].as_u64()?);
        Some(format!("{query} {} of {checked}", checked - wrong))
    };
    let agreed: Vec<String> = QUERIES.iter().filter_map(|(short, ..)| of(short)).collect();
    format!("- {name}, answers that agree: {}", agreed.join(", "))
}

fn figure(number: f64) -> String {
    if number < 100.0 { format!("{number:.1}") } else { rate(number) }
}

/// A whole number, its thousands apart.
fn rate(number: f64) -> String {
    let digits = format!("{number:.0}");
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_table_shows_medians_tails_ratios_and_who_is_missing() {
        let query = |name| json!({"name": name, "cpu_median_us": 2.0, "cpu_p99_us": 40.0});
        let mut report = Report::new(json!({
            "queries": [query("collaborators"), query("slice-nearest"), query("two-step"), query("path")],
            "all_collaborators": {"people_per_cpu_second": 1_000_000},
        }));
        let cost = json!({"median_us": 1234.5, "p99_us": 20_000.0, "checked": 60, "wrong": 1});
        let figures = json!({"peer": "igraph", "version": "1.0", "Q1": cost, "Q5": {"people_per_cpu_second": 20_000}});
        report.add("igraph", figures);
        assert!(!report.agrees());
        report.miss("postgres", "not installed");
        let table = report.markdown();
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines[0], "| CPU µs: median / p99 (ratio of medians) | scholargraph | igraph 1.0 |");
        assert_eq!(lines[2], "| Q1: 20 collaborators by shared works | 2.0 / 40.0 | 1,234 / 20,000 (617×) |");
        assert_eq!(lines[3], "| Q2: slice of 200 nodes | 2.0 / 40.0 | — |");
        assert_eq!(lines[6], "| Q5: everybody's 10, people per CPU second | 1,000,000 | 20,000 (50.0×) |");
        assert!(
            table.ends_with("- igraph, answers that agree: Q1 59 of 60\n- postgres was not asked: not installed\n")
        );
    }
}
