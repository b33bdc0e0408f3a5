//! Pieces of pages.

use maud::{Markup, html};
use scholargraph::Kind;

use super::{
    frame::named,
    links::{Links, on_the_web},
};
use crate::{
    text::{clean, counted, so_many},
    wire::{Named, Neighbour, RankedNodes},
};

/// A node by name, leading to its page.
pub(super) fn link(links: &Links, kind: Kind, node: Named<'_>) -> Markup {
    html! { a href=(links.node(kind, node.id)) { (named(node.label, node.id)) } }
}

/// A node by key, leading to its page.
pub(super) fn key(links: &Links, key: &str) -> Markup {
    let known = key.split_once(':').and_then(|(kind, id)| Some((Kind::from_name(kind)?, id)));
    html! {
        @match known {
            Some((kind, id)) => a href=(links.node(kind, id)) { bdi { (key) } },
            None => bdi { (key) },
        }
    }
}

/// An address that a source gives, as far as it leads to the web.
pub(super) fn outward(address: &str, text: &str) -> Markup {
    html! {
        @match on_the_web(address) {
            Some(address) => a href=(address) rel="nofollow noopener" { bdi { (text) } },
            None => bdi { (text) },
        }
    }
}

/// A few numbers, each with its word.
pub(super) fn facts(facts: &[(&str, String)]) -> Markup {
    html! {
        dl.facts {
            @for (word, value) in facts { div { dt { (word) } dd { (value) } } }
        }
    }
}

/// Words beside each other with dots between them, the missing ones left out.
pub(super) fn dotted(words: &[Option<String>]) -> Markup {
    let words: Vec<&String> = words.iter().flatten().collect();
    html! {
        @for (index, word) in words.iter().enumerate() {
            @if index > 0 { " · " }
            bdi { (word) }
        }
    }
}

/// Other names, where there are any.
pub(super) fn also<'a>(names: impl Iterator<Item = &'a str>) -> Markup {
    let names: Vec<_> = names.map(|name| Some(clean(name).into_owned())).collect();
    html! { @if !names.is_empty() { p.faint { "Also: " (dotted(&names)) } } }
}

/// The years from `first` to `last`.
pub(super) fn span(first: Option<i16>, last: Option<i16>) -> String {
    match (first.or(last), last.or(first)) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first}–{last}"),
        _ => "year unknown".to_owned(),
    }
}

/// A section with the first of a ranking; what is left out is said.
pub(super) fn ranked(
    links: &Links,
    heading: &str,
    kind: Kind,
    nodes: Option<&RankedNodes<'_>>,
    count: impl Fn(&Neighbour<'_>) -> String,
) -> Markup {
    let Some(nodes) = nodes.filter(|nodes| nodes.total > 0) else { return html! {} };
    html! {
        section {
            h2 { (heading) " " span.faint { (counted(nodes.total as u64)) } }
            ul.plain {
                @for item in &nodes.items {
                    li {
                        (link(links, kind, Named { id: item.id, label: item.label }))
                        " " span.faint { (count(item)) }
                    }
                }
            }
            @if nodes.total > nodes.items.len() {
                p.faint { "The first " (nodes.items.len()) " of " (counted(nodes.total as u64)) "." }
            }
        }
    }
}

/// What stands beside a work: its year and how often it is cited.
pub(super) fn cited(work: &Neighbour<'_>) -> String {
    let year = work.year.flatten().map_or_else(|| "year unknown".to_owned(), |year| year.to_string());
    format!("{year} · cited {} ×", counted(work.count))
}

/// What stands beside anything else: how many works.
pub(super) fn in_works(node: &Neighbour<'_>) -> String {
    so_many(node.count as usize, "work", "works")
}

/// A slice around a node, and the node itself, as data.
pub(super) fn files_of(links: &Links, kind: Kind, id: &str) -> Markup {
    let slice = |query: &str| links.data(kind, id, &format!("/slice{query}"));
    html! {
        "As a file: " a href=(slice("")) { "JSON" } ", " a href=(slice("?format=graphml")) { "GraphML" } ", "
        a href=(slice("?format=gexf")) { "GEXF" } ", "
        a href=(slice("?format=dot")) { "DOT" } ", "
        a href=(slice("?format=bibtex")) { "BibTeX" } ", " a href=(slice("?format=ris")) { "RIS" } ", CSV of " a href=(slice("?format=csv")) { "edges" } " and "
        a href=(slice("?format=csv&table=nodes")) { "nodes" } ". This page as data: "
        a href=(links.data(kind, id, "")) { "JSON" } "."
    }
}
