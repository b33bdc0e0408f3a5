//! The trust snapshot: a few numbers, and on demand why they are what they are.

use maud::{Markup, html};
use scholargraph::{Graph, Kind, WorkId, profile::Summary, trust::Trust};

use super::{
    links::Links,
    parts::{facts, link},
};
use crate::{text::counted, wire::Named};

/// What is known about who somebody is, with the page in numbers.
pub(super) fn snapshot(graph: &Graph, links: &Links, trust: &Trust, summary: &Summary, key: &str) -> Markup {
    let (followers, standing) = (links.visit.followers(key), links.visit.standing(key));
    html! {
        section {
            h2 { "Trust snapshot" }
            p {
                span.mark { "Trust " (trust.score) " – " (trust.level.label()) }
                " · Verification " (trust.level.name()) " · " (if standing.is_claimed { "Claimed" } else { "Unclaimed" })
                @if standing.is_claimed && standing.asked > 0 { " · Disputed" }
            }
            (facts(&[
                (if summary.works == 1 { "work" } else { "works" }, counted(summary.works as u64)),
                (if followers == 1 { "follower" } else { "followers" }, counted(followers)),
                (if summary.topics == 1 { "topic" } else { "topics" }, counted(summary.topics as u64)),
                (
                    if summary.close_collaborators == 1 { "close collaborator" } else { "close collaborators" },
                    counted(summary.close_collaborators as u64),
                ),
            ]))
            details {
                summary { "Where the " (trust.score) " of " (trust.max) " points come from" }
                (evidence(graph, links, trust))
            }
            @if !trust.next.is_empty() {
                details {
                    summary { "What would raise them" }
                    ul { @for step in &trust.next { li { (step.how) " " span.faint { "+" (step.gain) " (" (step.code) ")" } } } }
                }
            }
        }
    }
}

fn evidence(graph: &Graph, links: &Links, trust: &Trust) -> Markup {
    html! {
        @if trust.evidence.is_empty() { p { "Nothing has been found that would earn points." } }
        ul {
            @for found in &trust.evidence {
                li {
                    (found.why) " " span.faint { (found.points) " of " (found.max) " (" (found.code) ")" }
                    (works(graph, links, &found.works))
                }
            }
            @for conflict in &trust.conflicts {
                li { span.mark { "Contradiction: " } (conflict.why) (works(graph, links, &conflict.works)) }
            }
        }
        p.faint {
            "Formula " (trust.formula) ". How often somebody is cited or followed plays no part: it proves no identity."
        }
    }
}

fn works(graph: &Graph, links: &Links, works: &[WorkId]) -> Markup {
    html! {
        @if !works.is_empty() {
            ul { @for &work in works { li { (link(links, Kind::Work, Named::new(graph, work))) } } }
        }
    }
}
