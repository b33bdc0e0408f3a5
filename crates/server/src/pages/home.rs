//! The first page: what is loaded, and a few ways in.

use std::cmp::Reverse;

use maud::html;
use scholargraph::{DenseId, Graph, Kind, PersonId};

use super::{
    frame::Page,
    links::Links,
    parts::{facts, link, span},
};
use crate::{
    Loaded,
    asked::Asked,
    route::{Understood, understood},
    text::{counted, so_many},
    wire::Named,
};

/// `GET /`
pub(super) fn home(asked: &mut Asked, _: &Loaded) -> Understood {
    let links = Links::of(asked);
    understood(move |loaded| {
        let graph = loaded.graph();
        let corpus = &graph.meta().corpus;
        let body = html! {
            h1 { "Research graph: " bdi { (corpus) } }
            p { "Works, people, topics and institutions, and how they hang together. Search for a name or a title." }
            (numbers(graph))
            (origin(loaded))
            (ways_in(graph, &links))
        };
        let description = format!("{} from {corpus}", so_many(graph.count(Kind::Work), "work", "works"));
        Page { description, data: Some(links.to("/v1")), ..Page::new(corpus, body) }.answer(&links)
    })
}

fn numbers(graph: &Graph) -> maud::Markup {
    let count = |kind| counted(graph.count(kind) as u64);
    let years = graph.meta().years.map(|(oldest, newest)| span(Some(oldest), Some(newest)));
    facts(&[
        ("works", count(Kind::Work)),
        ("people", count(Kind::Person)),
        ("topics", count(Kind::Topic)),
        ("institutions", count(Kind::Institution)),
        ("years", years.unwrap_or_else(|| "unknown".to_owned())),
    ])
}

fn origin(loaded: &Loaded) -> maud::Markup {
    let meta = loaded.graph().meta();
    let built_at = loaded.stored().and_then(|stored| stored.built_at.as_deref());
    html! {
        p.faint {
            @if !meta.sources.is_empty() { "From " bdi { (meta.sources.join(", ")) } ". " }
            "Snapshot " code { (meta.id) }
            @if let Some(built_at) = built_at { ", built " (built_at) }
            "."
        }
    }
}

/// How many people are looked at to find a few with many works: enough for a good guess in a corpus of millions.
const LOOKED_AT: usize = 2000;
/// How many people are shown.
const SHOWN: usize = 16;

/// The people of most works among some that are spread evenly over the corpus; among all, where it is small. Of those
/// with equally many, the ones with most collaborators, whose graphs have more to walk through.
fn some_people(graph: &Graph) -> Vec<PersonId> {
    let people = graph.people().len();
    let looked_at = (0..people).step_by(people.div_ceil(LOOKED_AT).max(1)).map(PersonId::from_index);
    let mut found: Vec<PersonId> = looked_at.filter(|&person| graph.contains(person)).collect();
    found.sort_by_key(|&person| Reverse((graph.works_of(person).len(), graph.collaborators_of(person).len())));
    found.truncate(SHOWN);
    found
}

fn ways_in(graph: &Graph, links: &Links) -> maud::Markup {
    let people = some_people(graph);
    html! {
        section {
            h2 { "A few researchers" }
            @if people.is_empty() { p { "Nobody is in this corpus." } }
            ul.plain {
                @for person in people {
                    li {
                        (link(links, Kind::Person, Named::new(graph, person))) " "
                        span.faint { (so_many(graph.works_of(person).len(), "work", "works")) }
                    }
                }
            }
        }
    }
}
