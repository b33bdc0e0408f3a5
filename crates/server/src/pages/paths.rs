//! How two people are connected, with the works of every step.

use maud::{Markup, html};
use scholargraph::{Graph, Kind, Node, PersonId, path};
use scholargraph_search::{Hint, Query};

use super::{
    frame::{Page, named},
    links::Links,
    parts::link,
};
use crate::{
    Loaded,
    asked::{Asked, Refusal},
    bounds::{self, Length},
    route::{Understood, understood},
    text::so_many,
    v1::search::find,
    wire::{self, Named, Step},
};

/// How many ways are told.
const PATHS: usize = 5;
/// How many works of a step are listed.
const WORKS: usize = 5;
/// How many people are offered for a name.
const OFFERED: usize = 10;

/// An end of a path, as far as it is known.
#[derive(Debug)]
enum End {
    /// Nothing was typed.
    Open,
    Person(PersonId),
    /// No id: people who are called like this.
    Name(String, Vec<Node>),
}

/// `GET /paths`
pub(super) fn paths(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let from = end(asked, loaded, &bounds::PATH_FROM)?;
    let to = end(asked, loaded, &bounds::PATH_TO)?;
    let links = Links::of(asked);
    understood(move |loaded| {
        let graph = loaded.graph();
        let body = html! {
            h1 { "How two people are connected" }
            p { "The shortest ways over works that people wrote together, with the works of every step." }
            (form(graph, &links, &from, &to))
            (offers(graph, &links, [&from, &to], &bounds::PATH_FROM))
            (offers(graph, &links, [&to, &from], &bounds::PATH_TO))
            @if let (End::Person(from), End::Person(to)) = (&from, &to) { (answer(graph, &links, *from, *to)) }
        };
        Page::new("How two people are connected", body).answer(&links)
    })
}

/// Who is meant: by any id, or by a name that only one person has.
fn end(asked: &mut Asked, loaded: &Loaded, bound: &Length) -> Result<End, Refusal> {
    let text = asked.params.text_or_empty(bound)?;
    let text = text.trim();
    if text.is_empty() {
        return Ok(End::Open);
    }
    let resolved = loaded.graph().resolve(Some(Kind::Person), text);
    let query = Query { text, kind: Some(Kind::Person), limit: OFFERED };
    if resolved.is_err()
        && text.len() <= Query::MAX_BYTES
        && let Ok(found) = find(loaded, &query)
        && !found.hits.is_empty()
    {
        let hits: Vec<Node> = found.hits.iter().map(|hit| hit.node).collect();
        return Ok(match *hits.as_slice() {
            [Node::Person(only)] => End::Person(only),
            _ => End::Name(text.to_owned(), hits),
        });
    }
    match asked.resolved(bound.name, resolved, loaded.graph())? {
        Node::Person(person) => Ok(End::Person(person)),
        _ => Ok(End::Open),
    }
}

/// What stands for an end in an address, and in the box that asks for it.
fn typed(graph: &Graph, end: &End) -> String {
    match end {
        End::Open => String::new(),
        End::Person(person) => graph.id(*person).to_owned(),
        End::Name(text, _) => text.clone(),
    }
}

fn form(graph: &Graph, links: &Links, from: &End, to: &End) -> Markup {
    let ends = [("from", "From", from), ("to", "To", to)];
    html! {
        form.ends action=(links.to("/paths")) {
            @for (name, word, end) in ends {
                span {
                    label for=(name) { (word) }
                    input id=(name) name=(name) value=(typed(graph, end)) required maxlength=(Query::MAX_BYTES / 3)
                        placeholder="A name, an id, an ORCID iD …";
                }
            }
            button { "Connect" }
        }
    }
}

/// People whom a name may mean, each leading on with the other end as it is.
fn offers(graph: &Graph, links: &Links, [end, other]: [&End; 2], bound: &Length) -> Markup {
    let End::Name(text, hits) = end else { return html! {} };
    let address = |node: Node| {
        let other_name =
            if bound.name == bounds::PATH_FROM.name { bounds::PATH_TO.name } else { bounds::PATH_FROM.name };
        links.asking("/paths", &[(bound.name, graph.id(node)), (other_name, &typed(graph, other))])
    };
    html! {
        section {
            h2 { "Whom does “" bdi { (text) } "” mean?" }
            ul.plain {
                @for &node in hits {
                    @let Named { id, label } = Named::new(graph, node);
                    li { a href=(address(node)) { (named(label, id)) } " " span.faint { bdi { (Hint::of(graph, node).to_string()) } } }
                }
            }
        }
    }
}

fn answer(graph: &Graph, links: &Links, from: PersonId, to: PersonId) -> Markup {
    let found = path::Paths::between(from, to).limit(PATHS).run(graph);
    let told = wire::Paths::new(graph, &found, Some(path::MAX_AUTHORS));
    html! {
        section {
            h2 {
                (link(links, Kind::Person, told.from)) " → " (link(links, Kind::Person, told.to)) " "
                @if let Some(length) = told.length { span.faint { (so_many(length as usize, "step", "steps")) } }
            }
            @if told.length.is_none() {
                p { "Nothing connects them over works of at most " (path::MAX_AUTHORS) " authors." }
            }
            @if told.more { p.faint { "The best " (told.paths.len()) " of the shortest ways; there are more." } }
            @for path in &told.paths {
                ol.way { @for step in &path.steps { li { (one(links, step)) } } }
            }
        }
    }
}

fn one(links: &Links, step: &Step<'_>) -> Markup {
    let rest = step.works_count.saturating_sub(WORKS);
    html! {
        (link(links, Kind::Person, step.from)) " and " (link(links, Kind::Person, step.to))
        ul {
            @for work in step.works.iter().take(WORKS) {
                li {
                    (link(links, Kind::Work, Named { id: work.id, label: work.title }))
                    @if let Some(year) = work.year { " " span.faint { (year) } }
                }
            }
            @if rest > 0 { li.faint { "and " (so_many(rest, "other", "others")) } }
        }
    }
}
