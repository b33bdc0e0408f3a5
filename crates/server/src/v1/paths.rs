//! How two people are connected, or two works.

use scholargraph::{PersonId, WorkId, path};

use crate::{
    Loaded,
    asked::Asked,
    bounds,
    route::{Answer, Understood, understood},
    wire::{self, to_json},
};

/// `GET /v1/paths`
pub(crate) fn paths(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let max_authors = asked.params.limit_or_none(&bounds::MAX_AUTHORS)?.unwrap_or(Some(path::MAX_AUTHORS));
    let limit: Option<usize> = asked.params.whole(&bounds::PATHS)?;
    let from: PersonId = asked.named(&bounds::PATH_FROM, loaded.graph())?;
    let to: PersonId = asked.named(&bounds::PATH_TO, loaded.graph())?;
    let question = path::Paths::between(from, to).max_authors(max_authors);
    let question = if let Some(limit) = limit { question.limit(limit) } else { question };
    understood(move |loaded| {
        let answer = question.run(loaded.graph());
        Answer::json(to_json(&wire::Paths::new(loaded.graph(), &answer, max_authors)))
    })
}

/// `GET /v1/citation-paths`
pub(crate) fn citation_paths(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let limit: Option<usize> = asked.params.whole(&bounds::PATHS)?;
    let from: WorkId = asked.named(&bounds::PATH_FROM, loaded.graph())?;
    let to: WorkId = asked.named(&bounds::PATH_TO, loaded.graph())?;
    let question = path::CitationPaths::between(from, to);
    let question = if let Some(limit) = limit { question.limit(limit) } else { question };
    understood(move |loaded| {
        let answer = question.run(loaded.graph());
        Answer::json(to_json(&wire::CitationPaths::new(loaded.graph(), &answer)))
    })
}
