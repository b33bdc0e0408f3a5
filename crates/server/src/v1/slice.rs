//! The best nodes around a focus.

use scholargraph::{DenseId, slice::Select};

use super::people::years;
use crate::{
    Loaded, Problem,
    asked::Asked,
    bounds,
    format::{SliceFormat, Table},
    params::{Params, out_of_place},
    route::{Answer, Understood, understood},
    wire::{Slice, SliceParams},
};

/// `GET /v1/{people,works,topics,institutions}/{id}/slice`
pub(crate) fn slice<T: DenseId>(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let params = slice_params(&mut asked.params)?;
    let format = format(&mut asked.params)?;
    let focus: T = asked.node(loaded.graph())?;
    understood(move |loaded| {
        let slice = params.slicer(focus).run(loaded.graph());
        let body = format.write(&Slice::new(loaded.graph(), &slice, &params));
        let file_name = (format != SliceFormat::Json).then(|| format.file_name());
        Answer { media_type: format.media_type(), body, file_name }
    })
}

/// What the parameters say.
pub(crate) fn slice_params(params: &mut Params) -> Result<SliceParams, Problem> {
    let years = years(params)?;
    Ok(SliceParams {
        select: params.word("select", &Select::NAMES, Select::from_name)?.unwrap_or_default(),
        nodes: params.whole(&bounds::NODES)?,
        depth: params.whole(&bounds::DEPTH)?,
        works: params.whole(&bounds::WORKS)?,
        people: params.whole(&bounds::PEOPLE)?,
        topics: params.whole(&bounds::TOPICS)?,
        institutions: params.whole(&bounds::INSTITUTIONS)?,
        from: years.from,
        to: years.to,
    })
}

fn format(params: &mut Params) -> Result<SliceFormat, Problem> {
    let format = params.word("format", &SliceFormat::NAMES, SliceFormat::from_name)?.unwrap_or_default();
    let Some(table) = params.word("table", &Table::NAMES, Table::from_name)? else { return Ok(format) };
    match format {
        SliceFormat::Csv(_) => Ok(SliceFormat::Csv(table)),
        _ => Err(out_of_place("table", "with format=csv")),
    }
}
