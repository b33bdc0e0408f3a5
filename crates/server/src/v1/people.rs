//! People: who they are, what they wrote, whom they work with.

use scholargraph::{Collaborators, Measure, PersonId, Profile, Timeline, Years};

use crate::{
    Loaded, Problem,
    asked::Asked,
    bounds,
    listing::Order,
    params::{Params, out_of_place},
    route::{Answer, Understood, understood},
    wire::{self, to_json},
};

/// `GET /v1/people/{id}`
pub(crate) fn profile(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let person: PersonId = asked.node(loaded.graph())?;
    understood(move |loaded| {
        let profile = Profile::of(loaded.graph(), person);
        Answer::json(to_json(&wire::Profile::new(loaded.graph(), &profile)))
    })
}

/// How many works a page of them lists unless the caller says otherwise.
const WORKS: usize = 20;

/// `GET /v1/people/{id}/works`
pub(crate) fn works(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let order = asked.params.word("sort", &Order::NAMES, Order::from_name)?.unwrap_or_default();
    let offset = asked.params.whole(&bounds::OFFSET)?.unwrap_or(0);
    let limit = asked.params.whole(&bounds::WORKS_LISTED)?.unwrap_or(WORKS);
    let person = asked.node(loaded.graph())?;
    understood(move |loaded| {
        let works = order.works_of(loaded.graph(), person);
        let listed: Vec<_> = works.iter().copied().skip(offset).take(limit).collect();
        Answer::json(to_json(&wire::Works::new(loaded.graph(), person, works.len(), offset, &listed)))
    })
}

/// `GET /v1/people/{id}/collaborators`
pub(crate) fn collaborators(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let person = asked.node(loaded.graph())?;
    let question = question(person, &mut asked.params)?;
    understood(move |loaded| {
        let ranking = question.run(loaded.graph());
        Answer::json(to_json(&wire::Ranking::new(loaded.graph(), &ranking)))
    })
}

/// `GET /v1/people/{id}/timeline`
pub(crate) fn timeline(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let person: PersonId = asked.node(loaded.graph())?;
    understood(move |loaded| {
        let timeline = Timeline::of(loaded.graph(), person);
        Answer::json(to_json(&wire::Timeline::new(loaded.graph(), &timeline)))
    })
}

/// What the parameters say, the core's own defaults standing for what they do not.
fn question(person: PersonId, params: &mut Params) -> Result<Collaborators, Problem> {
    let mut question = Collaborators::of(person).years(years(params)?).measure(measure(params)?);
    if let Some(limit) = params.whole(&bounds::LIMIT)? {
        question = question.limit(limit);
    }
    if let Some(evidence) = params.whole(&bounds::EVIDENCE)? {
        question = question.evidence(evidence);
    }
    if let Some(limit) = params.limit_or_none(&bounds::MAX_AUTHORS)? {
        question = question.max_authors(limit);
    }
    Ok(question.reference_year(params.whole(&bounds::REFERENCE_YEAR)?))
}

/// The years `from` to `to`.
pub(crate) fn years(params: &mut Params) -> Result<Years, Problem> {
    Ok(Years { from: params.whole(&bounds::FROM)?, to: params.whole(&bounds::TO)? })
}

/// The measure, `close` unless another is named; only `recent` has parameters.
fn measure(params: &mut Params) -> Result<Measure, Problem> {
    let mut measure = params.word("measure", &Measure::NAMES, Measure::from_name)?.unwrap_or(Measure::Close);
    for (bound, is_half_life) in [(&bounds::HALF_LIFE, true), (&bounds::SIZE_EXPONENT, false)] {
        let Some(value) = params.decimal(bound)? else { continue };
        match &mut measure {
            Measure::Recent { half_life, .. } if is_half_life => *half_life = value,
            Measure::Recent { size_exponent, .. } => *size_exponent = value,
            _ => return Err(out_of_place(bound.name, "with measure=recent")),
        }
    }
    Ok(measure)
}
