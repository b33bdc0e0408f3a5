//! What VOSviewer and VOSviewer Online open, <https://app.vosviewer.com/docs/file-types/json-file-type/>.

use std::collections::HashMap;

use serde::Serialize;

use crate::{
    text::plain,
    wire::{Slice, SliceNode, to_json},
};

#[derive(Serialize)]
struct File {
    network: Network,
}

#[derive(Serialize)]
struct Network {
    items: Vec<Item>,
    links: Vec<Link>,
}

#[derive(Serialize)]
struct Item {
    id: usize,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    x: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    y: Option<f32>,
    cluster: usize,
    weights: Weights,
    #[serde(skip_serializing_if = "Option::is_none")]
    scores: Option<Scores>,
}

#[derive(Serialize)]
struct Weights {
    #[serde(rename = "Score")]
    score: f64,
    #[serde(rename = "Works", skip_serializing_if = "Option::is_none")]
    works: Option<usize>,
    #[serde(rename = "Citations", skip_serializing_if = "Option::is_none")]
    citations: Option<u32>,
}

#[derive(Serialize)]
struct Scores {
    #[serde(rename = "Year")]
    year: i16,
}

#[derive(Serialize)]
struct Link {
    source_id: usize,
    target_id: usize,
    strength: f32,
}

/// Kinds are clusters: people, works, topics, institutions. Items are numbered from 1; labels are plain, as programs
/// that open such files may read markup in them.
pub(super) fn write(slice: &Slice<'_>) -> Vec<u8> {
    let ids: HashMap<_, _> = slice.nodes.iter().zip(1..).map(|(node, id)| (node.key, id)).collect();
    let items = slice.nodes.iter().zip(1..).map(|(node, id)| item(node, id)).collect();
    let link = |edge: &crate::wire::SliceEdge<'_>| {
        Some(Link { source_id: *ids.get(&edge.source)?, target_id: *ids.get(&edge.target)?, strength: edge.weight })
    };
    to_json(&File { network: Network { items, links: slice.edges.iter().filter_map(link).collect() } })
}

fn item(node: &SliceNode<'_>, id: usize) -> Item {
    let cluster = match node.kind {
        "person" => 1,
        "work" => 2,
        "topic" => 3,
        _ => 4,
    };
    let label = plain(node.label).replace(['<', '>'], " ");
    Item {
        id,
        label: if label.trim().is_empty() { node.id.to_owned() } else { label },
        x: node.x,
        y: node.y,
        cluster,
        weights: Weights { score: node.score, works: node.works_count, citations: node.cited_by },
        scores: node.year.map(|year| Scores { year }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::{
        SliceFormat,
        tests::{pair, titled, written},
    };

    #[test]
    fn a_slice_is_a_network() {
        let file: Value = serde_json::from_str(&written(&pair(), SliceFormat::VosViewer)).unwrap();
        let network = &file["network"];
        assert_eq!(network["items"][0]["label"], "Work 0");
        assert_eq!(network["items"][0]["scores"]["Year"], 2020);
        assert_eq!(network["items"][1]["cluster"], 1);
        assert_eq!(network["links"][0]["source_id"], 2);
        assert_eq!(network["links"][0]["target_id"], 1);
    }

    #[test]
    fn labels_hold_no_markup() {
        let file: Value =
            serde_json::from_str(&written(&titled("a < b <img src=x> \u{202e}"), SliceFormat::VosViewer)).unwrap();
        assert_eq!(file["network"]["items"][0]["label"].as_str().map(str::trim), Some("a   b"));
    }
}
