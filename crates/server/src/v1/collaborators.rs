//! Who works with somebody, and who and what stands beside an institution or a topic.

use scholargraph::{Closest, ClosestError, Collaborators, DenseId, Kind, Measure, PersonId};

use super::people::years;
use crate::{
    Code, Loaded, Problem,
    asked::Asked,
    bounds,
    params::{Params, out_of_place},
    route::{Answer, Understood, understood},
    wire::{self, to_json},
};

/// `GET /v1/people/{id}/collaborators`
pub(crate) fn of_person(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let person = asked.node(loaded.graph())?;
    kind(&mut asked.params, &[Kind::Person])?;
    let question = of(person, &mut asked.params)?;
    understood(move |loaded| {
        let ranking = question.run(loaded.graph());
        Answer::json(to_json(&wire::Ranking::new(loaded.graph(), &ranking)))
    })
}

/// `GET /v1/{institutions,topics}/{id}/collaborators`
pub(crate) fn closest<T: DenseId>(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let focus: T = asked.node(loaded.graph())?;
    let question = closest_to(focus, &mut asked.params)?;
    understood(move |loaded| {
        let found = question.run(loaded.graph());
        Answer::json(to_json(&wire::Ranking::closest(loaded.graph(), &found)))
    })
}

/// What the parameters say, the core's own defaults standing for what they do not.
fn of(person: PersonId, params: &mut Params) -> Result<Collaborators, Problem> {
    let measure = measure(params, &Measure::NAMES, Measure::Close)?;
    let mut question = Collaborators::of(person).years(years(params)?).measure(measure);
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

/// The same of what is not a person.
fn closest_to(focus: impl DenseId, params: &mut Params) -> Result<Closest, Problem> {
    let measure = measure(params, &Closest::MEASURES, Closest::MEASURE)?;
    let question = Closest::to(focus).and_then(|question| question.measure(measure)).map_err(refused)?;
    let mut question = question.years(years(params)?);
    if let Some(kind) = kind(params, &Closest::KINDS)? {
        question = question.kind(kind).map_err(refused)?;
    }
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

/// The kind to rank, one of `kinds`.
fn kind(params: &mut Params, kinds: &[Kind]) -> Result<Option<Kind>, Problem> {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    params.word("kind", &names, |name| Kind::from_name(name).filter(|kind| kinds.contains(kind)))
}

/// The measure, one of `names`, `default` unless another is named; only `recent` has parameters.
fn measure(params: &mut Params, names: &[&str], default: Measure) -> Result<Measure, Problem> {
    let known = |name: &str| Measure::from_name(name).filter(|_| names.contains(&name));
    let mut measure = params.word("measure", names, known)?.unwrap_or(default);
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

/// What the core refuses; words that it would refuse are no parameters to begin with.
fn refused(error: ClosestError) -> Problem {
    Problem::new(Code::InvalidParameter, error.to_string())
}
