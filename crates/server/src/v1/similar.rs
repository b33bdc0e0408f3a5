//! What is like a node.

use scholargraph::{DenseId, Kind, Similar};

use crate::{
    Loaded,
    asked::Asked,
    bounds,
    route::{Answer, Understood, understood},
    wire::{self, to_json},
};

/// `GET /v1/{people,works,topics,institutions}/{id}/similar`
pub(crate) fn similar<T: DenseId>(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let node: T = asked.node(loaded.graph())?;
    let mut question = Similar::to(node);
    if let Some(limit) = asked.params.whole(&bounds::LIMIT)? {
        question = question.limit(limit);
    }
    if let Some(reasons) = asked.params.whole(&bounds::REASONS)? {
        question = question.reasons(reasons);
    }
    if T::KIND == Kind::Person {
        let yes = |word: &str| ["no", "yes"].iter().position(|&known| known == word).map(|at| at == 1);
        question = question.collaborators(asked.params.word("collaborators", &["yes", "no"], yes)?.unwrap_or(false));
    }
    understood(move |loaded| {
        let found = question.run(loaded.graph());
        Answer::json(to_json(&wire::Similar::new(loaded.graph(), &found)))
    })
}
