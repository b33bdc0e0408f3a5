//! People: who they are, what they wrote, and when.

use scholargraph::{DenseId, Graph, InstitutionId, Kind, PersonId, Profile, Timeline, Years, trust};

use crate::{
    Loaded, Problem,
    asked::{Asked, Refusal},
    bounds,
    listing::Order,
    params::Params,
    route::{Answer, Understood, understood},
    wire::{self, to_json},
};

/// `GET /v1/people/{id}`
pub(crate) fn profile(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let person: PersonId = asked.node(loaded.graph())?;
    let visit = asked.visit.clone();
    understood(move |loaded| {
        let graph = loaded.graph();
        let key = graph.key(person);
        let mut profile = Profile::of(graph, person);
        if let Some(owner) = visit.owner(graph, person) {
            profile.trust = trust::assess_owned(graph, person, Some(&owner));
        }
        let standing = visit.standing(&key);
        standing.arrange(graph, &mut profile.affiliations);
        let mut profile = wire::Profile::new(graph, &profile);
        profile.claimed = standing.is_claimed;
        profile.open_to_collaborate = standing.is_claimed.then_some(!standing.open_to.is_empty());
        profile.summary.followers = visit.followers(&key);
        Answer::json(to_json(&profile))
    })
}

/// How many works a page of them lists unless the caller says otherwise.
const WORKS: usize = 20;

/// `GET /v1/people/{id}/works`
pub(crate) fn works(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let order = asked.params.word("sort", &Order::NAMES, Order::from_name)?.unwrap_or_default();
    let offset = asked.params.whole(&bounds::OFFSET)?.unwrap_or(0);
    let limit = asked.params.whole(&bounds::WORKS_LISTED)?.unwrap_or(WORKS);
    let institution = institution(asked, loaded.graph())?;
    let person = asked.node(loaded.graph())?;
    understood(move |loaded| {
        let mut works = order.works_of(loaded.graph(), person);
        if let Some(institution) = institution {
            works.retain(|&work| loaded.graph().gives(work, person, institution));
        }
        let listed: Vec<_> = works.iter().copied().skip(offset).take(limit).collect();
        Answer::json(to_json(&wire::Works::new(loaded.graph(), person, works.len(), offset, &listed)))
    })
}

/// The institution whose works are asked for, if only these are.
fn institution(asked: &mut Asked, graph: &Graph) -> Result<Option<InstitutionId>, Refusal> {
    let Some(id) = asked.params.text(&bounds::INSTITUTION)? else { return Ok(None) };
    let found = graph.resolve(Some(Kind::Institution), &id);
    let node = asked.resolved(bounds::INSTITUTION.name, found, graph)?;
    Ok(Some(InstitutionId::from_index(node.index())))
}

/// `GET /v1/people/{id}/timeline`
pub(crate) fn timeline(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let person: PersonId = asked.node(loaded.graph())?;
    understood(move |loaded| {
        let timeline = Timeline::of(loaded.graph(), person);
        Answer::json(to_json(&wire::Timeline::new(loaded.graph(), &timeline)))
    })
}

/// The years `from` to `to`.
pub(crate) fn years(params: &mut Params) -> Result<Years, Problem> {
    Ok(Years { from: params.whole(&bounds::FROM)?, to: params.whole(&bounds::TO)? })
}
