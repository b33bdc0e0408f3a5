//! From what somebody types to nodes.

use scholargraph::Kind;
use scholargraph_search::{Answer as Found, Query, QueryError};

use crate::{
    Code, Loaded, Problem,
    asked::{Asked, Refusal},
    bounds,
    params::Params,
    route::{Answer, Understood, understood},
    wire::{Autocomplete, Resolved, Search, to_json},
};

/// How many hits there are unless the caller says otherwise.
const HITS: usize = 10;

/// How many suggestions there are unless the caller says otherwise.
const SUGGESTIONS: usize = 8;

/// `GET /v1/search`
pub(crate) fn search(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let text = asked.params.required_text(&bounds::QUERY)?;
    let kind = kind(&mut asked.params)?;
    let limit = asked.params.whole(&bounds::HITS)?.unwrap_or(HITS);
    let found = find(loaded, &Query { text: &text, kind, limit })?;
    understood(move |loaded| Answer::json(to_json(&Search::new(loaded.graph(), &text, &found))))
}

/// `GET /v1/autocomplete`: the same for a box that asks with every letter, in which nothing may be typed yet.
pub(crate) fn autocomplete(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let text = asked.params.text_or_empty(&bounds::QUERY)?;
    let kind = kind(&mut asked.params)?;
    let limit = asked.params.whole(&bounds::SUGGESTIONS)?.unwrap_or(SUGGESTIONS);
    let found = find(loaded, &Query { text: &text, kind, limit })?;
    understood(move |loaded| Answer::json(to_json(&Autocomplete::new(loaded.graph(), &text, &found))))
}

/// One of the four kinds, where only one is meant.
pub(crate) fn kind(params: &mut Params) -> Result<Option<Kind>, Problem> {
    params.word("kind", &Kind::ALL.map(Kind::name), Kind::from_name)
}

/// What the index finds. Only a text of too many words is refused: its length is within bounds already.
pub(crate) fn find(loaded: &Loaded, query: &Query<'_>) -> Result<Found, Refusal> {
    let found = loaded.index().search(loaded.graph(), query);
    found.map_err(|error| match error {
        QueryError::TooManyWords { .. } => {
            let accepts = format!("at most {} words", Query::MAX_WORDS);
            Problem::with(Code::InvalidParameter, bounds::QUERY.name, accepts, error.to_string()).into()
        }
        error => Problem::new(Code::Internal, error.to_string()).into(),
    })
}

/// `GET /v1/resolve`
pub(crate) fn resolve(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let kind = kind(&mut asked.params)?;
    let id = asked.params.required_text(&bounds::ID)?;
    let node = asked.resolved(bounds::ID.name, loaded.graph().resolve(kind, &id), loaded.graph())?;
    understood(move |loaded| Answer::json(to_json(&Resolved::new(loaded.graph(), node))))
}
