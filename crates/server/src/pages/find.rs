//! Search results.

use maud::{Markup, html};
use scholargraph::{Graph, Kind, Node};
use scholargraph_search::{Answer as Found, Hint, Query};

use super::{
    frame::Page,
    links::{Links, plural},
    parts::link,
};
use crate::{
    Loaded,
    asked::Asked,
    bounds,
    route::{Understood, understood},
    text::so_many,
    v1::search::{find, kind},
    wire::Named,
};

/// How many hits a page lists.
const HITS: usize = 30;

/// `GET /search`
pub(super) fn search(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let text = asked.params.text_or_empty(&bounds::QUERY)?;
    let kind = kind(&mut asked.params)?;
    let found = find(loaded, &Query { text: &text, kind, limit: HITS })?;
    let links = Links::of(asked);
    understood(move |loaded| {
        let graph = loaded.graph();
        let body = html! {
            h1 { "Search" }
            @if text.trim().is_empty() {
                p { "Type a name, a title, or an id: OpenAlex, DOI, arXiv, ORCID, ROR, ACL Anthology, DBLP." }
            } @else {
                (kinds(&links, &text, kind))
                (results(graph, &links, &found))
            }
        };
        let title = if text.is_empty() { "Search" } else { &text };
        Page { query: &text, ..Page::new(title, body) }.answer(&links)
    })
}

/// The same search for one kind, or for all.
fn kinds(links: &Links, text: &str, chosen: Option<Kind>) -> Markup {
    let address = |kind: Option<Kind>| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("q", text);
        if let Some(kind) = kind {
            query.append_pair("kind", kind.name());
        }
        links.to(&format!("/search?{}", query.finish()))
    };
    let kinds = std::iter::once(None).chain([Kind::Person, Kind::Work, Kind::Topic, Kind::Institution].map(Some));
    html! {
        nav aria-label="Kinds" {
            ul.words {
                @for kind in kinds {
                    li { a href=(address(kind)) aria-current=[(kind == chosen).then_some("true")] { (kind.map_or("everything", plural)) } }
                }
            }
        }
    }
}

fn results(graph: &Graph, links: &Links, found: &Found) -> Markup {
    html! {
        @if found.hits.is_empty() {
            p { "Nothing in this corpus has all of these words." }
            @if !found.complete { p { "The words are too common to be looked for everywhere; add one that is rarer." } }
        } @else {
            p.faint { (total(found)) }
            ol.plain { @for found in &found.hits { li { (hit(graph, links, found.node)) } } }
        }
    }
}

fn total(found: &Found) -> String {
    let shown = found.hits.len();
    let total = so_many(found.total, "match", "matches");
    let total = if found.complete { total } else { format!("At least {total}") };
    if found.total > shown { format!("{total}, the best {shown} shown") } else { total }
}

fn hit(graph: &Graph, links: &Links, node: Node) -> Markup {
    let hint = Hint::of(graph, node).to_string();
    html! {
        (link(links, node.kind(), Named::new(graph, node)))
        " " span.kind { (node.kind().name()) }
        @if !hint.is_empty() { br; span.faint { bdi { (hint) } } }
    }
}
