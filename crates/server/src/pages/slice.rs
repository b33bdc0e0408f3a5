//! A slice as lists: what surrounds a node, kind by kind.

use maud::{Markup, html};
use scholargraph::{DenseId, Kind, slice};

use super::{
    frame::{Page, named},
    links::Links,
    parts::{files_of, link},
};
use crate::{
    Loaded,
    asked::Asked,
    route::{Understood, understood},
    text::{clean, counted, so_many},
    v1::slice::{belongs, expanded, slice_params},
    wire::{Layout, Named, Slice, SliceNode, SliceParams},
};

/// `GET /{people,works,topics,institutions}/{id}/slice`
pub(super) fn slice<T: DenseId>(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let params = SliceParams { layout: Some(Layout::None), ..slice_params(&mut asked.params, loaded.graph())? };
    let focus: T = asked.node(loaded.graph())?;
    belongs(&params, focus.into(), loaded.graph())?;
    let expanded = expanded(&params, focus, loaded.graph())?;
    let links = Links::of(asked);
    understood(move |loaded| {
        let graph = loaded.graph();
        let found = expanded.unwrap_or_else(|| params.slicer(focus).run(graph));
        let slice = Slice::new(graph, &found, &params);
        let Named { id, label } = Named::new(graph, focus);
        let body = html! {
            h1 { "Around " (link(&links, T::KIND, Named { id, label })) }
            p { (so_many(slice.nodes.len(), "node", "nodes")) " and " (so_many(slice.edges.len(), "edge", "edges")) " shown." }
            (left_out(found.omitted))
            (over_limit(&params, found.works_over_author_limit))
            @for (kind, heading) in HEADINGS { (group(&links, kind, heading, &rows(&slice, &found, kind))) }
            p.faint { (files_of(&links, T::KIND, id)) }
        };
        let label = if label.is_empty() { id } else { label };
        let title = format!("Around {}", clean(label));
        Page { data: Some(links.data(T::KIND, id, "/slice")), ..Page::new(&title, body) }.answer(&links)
    })
}

const HEADINGS: [(Kind, &str); 4] =
    [(Kind::Person, "People"), (Kind::Work, "Works"), (Kind::Topic, "Topics"), (Kind::Institution, "Institutions")];

fn left_out(omitted: slice::Counts) -> Markup {
    html! {
        @if omitted.total() > 0 {
            p.faint {
                "Near, but not shown: " (so_many(omitted.work, "work", "works")) ", "
                (so_many(omitted.person, "person", "people")) ", " (so_many(omitted.topic, "topic", "topics")) ", "
                (so_many(omitted.institution, "institution", "institutions")) "."
            }
        }
    }
}

fn over_limit(params: &SliceParams, works: usize) -> Markup {
    html! {
        @if let Some(limit) = params.max_authors && works > 0 {
            p.faint { (so_many(works, "work", "works")) " of more than " (so_many(limit as usize, "author", "authors")) " left out." }
        }
    }
}

/// The nodes of one kind, each with the number of its edges.
fn rows<'s, 'g>(slice: &'s Slice<'g>, found: &slice::Slice, kind: Kind) -> Vec<(&'s SliceNode<'g>, usize)> {
    let edges = found.graph.node_indices().map(|node| found.graph.neighbors_undirected(node).count());
    slice.nodes.iter().zip(edges).filter(|(node, _)| node.key.kind == kind).collect()
}

fn group(links: &Links, kind: Kind, heading: &str, nodes: &[(&SliceNode<'_>, usize)]) -> Markup {
    html! {
        @if !nodes.is_empty() {
            section {
                h2 { (heading) " " span.faint { (counted(nodes.len() as u64)) } }
                div.wide { table {
                    thead { tr { th scope="col" { "Name" } th.number scope="col" { "Steps away" } th.number scope="col" { "Edges here" } } }
                    tbody {
                        @for (node, edges) in nodes {
                            tr {
                                th scope="row" { a href=(links.node(kind, node.id)) { (named(node.label, node.id)) } }
                                td.number { (node.hop) }
                                td.number { (edges) }
                            }
                        }
                    }
                } }
            }
        }
    }
}
