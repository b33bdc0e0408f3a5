//! Works, topics and institutions.

use scholargraph::DenseId;

use crate::{
    Loaded,
    asked::Asked,
    bounds,
    route::{Answer, Understood, understood},
    wire::{Node, to_json},
};

/// How many neighbours of each sort are listed unless the caller says otherwise.
const NEIGHBOURS: usize = 20;

/// `GET /v1/works/{id}`, `/v1/topics/{id}`, `/v1/institutions/{id}`
pub(crate) fn node<T: DenseId>(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let limit = asked.params.whole(&bounds::NEIGHBOURS)?.unwrap_or(NEIGHBOURS);
    let node: T = asked.node(loaded.graph())?;
    understood(move |loaded| Answer::json(to_json(&Node::new(loaded.graph(), node.into(), limit))))
}
