//! What a build says in the end.

use std::time::Instant;

use scholargraph::{Graph, snapshot::Saved};
use scholargraph_import::ImportReport;
use scholargraph_server::wire;

use crate::{
    commands::info,
    output::{self, Rows},
};

pub(super) fn summary(graph: &Graph, report: &ImportReport, saved: &Saved, start: Instant) -> String {
    let info = wire::Info::new(graph, None, None);
    let mut rows = Rows::new(&["what", "#count"]);
    let counts = &report.counts;
    let records = [
        ("records read", counts.read),
        ("kept", counts.kept),
        ("merged", counts.merged),
        ("quarantined", counts.quarantined),
    ];
    for (name, count) in records {
        rows.push([name, output::count(count as usize).as_str()]);
    }
    for (name, count) in info::counts(&info) {
        rows.push([name, output::count(count).as_str()]);
    }
    let people = report.people.merged.iter();
    let people =
        people.map(|(reason, count)| format!("\npeople merged for {reason}: {}", output::count(*count as usize)));
    let doubt = &report.people.in_doubt;
    let doubt = (doubt.names > 0).then(|| {
        let [names, bylines, people] = [doubt.names, doubt.bylines, doubt.people].map(|n| output::count(n as usize));
        format!("\nnames in doubt: {names}, {bylines} bylines, told apart as {people} people")
    });
    let found = &report.affiliations;
    let found = (found.affiliations > 0).then(|| {
        let [of, matched, bylines] = [found.affiliations, found.matched, found.bylines].map(output::count);
        format!("\naffiliations in words: {of}, institutions found in {matched}, for {bylines} places on bylines")
    });
    let corrected = report.corrections.outcomes.iter();
    let corrected = corrected.map(|(outcome, count)| format!("\ncorrections {outcome}: {count}"));
    let united = report.united.iter().map(|united| {
        let (kind, reason, merged) = (united.kind, united.reason, output::count(united.merged));
        format!("\n{kind} records of several sources united by {reason}: {merged}")
    });
    let unattached = (report.unattached > 0).then(|| {
        format!("\nsaid of nodes without a record, and dropped: {}", output::count(report.unattached as usize))
    });
    let reasons = counts.reasons.iter().map(|(reason, count)| format!("\nquarantined for {reason}: {count}"));
    let issues = report.issues.iter().take(10).map(|issue| format!("\n{}: {}", issue.source, issue.detail));
    format!(
        "{rows}\n{}{}{}{}{}{}{}{}\n\nsnapshot {} · {} · {:.1} s\n{}",
        reasons.collect::<String>(),
        unattached.unwrap_or_default(),
        people.collect::<String>(),
        doubt.unwrap_or_default(),
        found.unwrap_or_default(),
        corrected.collect::<String>(),
        united.collect::<String>(),
        issues.collect::<String>(),
        saved.id,
        output::bytes(saved.bytes),
        start.elapsed().as_secs_f64(),
        saved.folder.display(),
    )
}
