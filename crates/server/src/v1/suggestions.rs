//! People somebody might work with.

use scholargraph::{PersonId, Suggestions, suggest::Measure};

use super::people::years;
use crate::{
    Loaded, Problem,
    asked::Asked,
    bounds,
    params::Params,
    route::{Answer, Understood, understood},
    wire::{self, to_json},
};

/// `GET /v1/people/{id}/suggestions`
pub(crate) fn suggestions(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let person = asked.node(loaded.graph())?;
    let question = question(person, &mut asked.params)?;
    understood(move |loaded| {
        let found = question.run(loaded.graph());
        Answer::json(to_json(&wire::Suggestions::new(loaded.graph(), &found)))
    })
}

/// What the parameters say, the core's own defaults standing for what they do not.
fn question(person: PersonId, params: &mut Params) -> Result<Suggestions, Problem> {
    let measure = params.word("measure", &Measure::NAMES, Measure::from_name)?.unwrap_or_default();
    let mut question = Suggestions::of(person).measure(measure).years(years(params)?);
    if let Some(limit) = params.whole(&bounds::LIMIT)? {
        question = question.limit(limit);
    }
    if let Some(reasons) = params.whole(&bounds::REASONS)? {
        question = question.reasons(reasons);
    }
    Ok(question.reference_year(params.whole(&bounds::REFERENCE_YEAR)?))
}
