//! Communities of people.

use scholargraph::community::Community;

use crate::{
    Code, Loaded, Problem,
    asked::Asked,
    bounds,
    route::{Answer, Understood, understood},
    wire::{self, to_json},
};

/// How many members and topics are listed unless the caller says otherwise.
const LISTED: usize = 20;

/// `GET /v1/communities/{id}`
pub(crate) fn community(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let limit = asked.params.whole(&bounds::LIMIT)?.unwrap_or(LISTED);
    let id = asked.id()?;
    let known = loaded.graph().communities();
    let Some(id) = id.parse::<u32>().ok().filter(|&id| (id as usize) < known) else {
        return Err(unknown(&id, known).into());
    };
    understood(move |loaded| {
        let graph = loaded.graph();
        // Every number below the count has members, as `verify` found before the snapshot was served.
        let community = Community::of(graph, id, limit).map(|found| wire::Community::new(graph, &found));
        Answer::json(to_json(&community))
    })
}

fn unknown(id: &str, known: usize) -> Problem {
    let there = match known {
        0 => "this snapshot was built without communities".to_owned(),
        _ => format!("communities are numbered from 0 to {}", known - 1),
    };
    let shown: String = id.chars().take(80).collect();
    Problem::new(Code::UnknownId, format!("there is no community `{shown}`: {there}"))
}
