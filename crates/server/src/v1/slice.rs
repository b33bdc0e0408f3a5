//! The best nodes around a focus.

use scholargraph::{
    DenseId, Graph, Kind, Node, PersonId,
    slice::{self, Growth, Select},
};

use super::people::years;
use crate::{
    Loaded, Problem,
    asked::Asked,
    bounds, expand,
    format::{SliceFormat, Table},
    params::{Params, invalid, out_of_place},
    route::{Answer, Understood, understood},
    wire::{Layout, Slice, SliceParams, Within},
};

/// `GET /v1/{people,works,topics,institutions}/{id}/slice`
pub(crate) fn slice<T: DenseId>(asked: &mut Asked, loaded: &Loaded) -> Understood {
    let mut params = slice_params(&mut asked.params, loaded.graph())?;
    let format = format(&mut asked.params)?;
    if format == SliceFormat::Svg {
        if params.layout == Some(Layout::None) {
            return Err(out_of_place("layout", "as map where format=svg").into());
        }
        params.layout = Some(Layout::Map);
    }
    let focus: T = asked.node(loaded.graph())?;
    belongs(&params, focus.into(), loaded.graph())?;
    let expanded = expanded(&params, focus, loaded.graph())?;
    understood(move |loaded| {
        let slice = expanded.unwrap_or_else(|| params.slicer(focus).run(loaded.graph()));
        let body = format.write(&Slice::new(loaded.graph(), &slice, &params));
        let file_name = format.is_kept().then(|| format.file_name());
        Answer { file_name, ..Answer::new(format.media_type(), body) }
    })
}

/// The slice, where expansions were asked for: whether they make sense shows when it is made.
pub(crate) fn expanded<T: DenseId>(
    params: &SliceParams,
    focus: T,
    graph: &Graph,
) -> Result<Option<slice::Slice>, Problem> {
    if params.growth.is_empty() {
        return Ok(None);
    }
    let slice = params.slicer(focus).run(graph);
    match expand::not_shown(graph, &slice) {
        Some(key) => {
            let accepts = "keys of nodes that are shown by then, and with `add:` before them those that touch what is";
            Err(invalid(bounds::EXPAND.name, &key, accepts))
        }
        None => Ok(Some(slice)),
    }
}

/// Refuses to keep to the community of something that has none.
pub(crate) fn belongs(params: &SliceParams, focus: Node, graph: &Graph) -> Result<(), Problem> {
    let community = (focus.kind() == Kind::Person).then(|| graph.community_of(PersonId::from_index(focus.index())));
    match (params.within, community.flatten()) {
        (Some(Within::Community), None) => Err(invalid(
            WITHIN,
            Within::Community.name(),
            "community only around somebody who belongs to one; `info` says whether this snapshot has any",
        )),
        _ => Ok(()),
    }
}

/// The parameter that keeps a slice to a part of the graph.
const WITHIN: &str = "within";

/// What the parameters say.
pub(crate) fn slice_params(params: &mut Params, graph: &Graph) -> Result<SliceParams, Problem> {
    let years = years(params)?;
    Ok(SliceParams {
        select: params.word("select", &Select::NAMES, Select::from_name)?.unwrap_or_default(),
        nodes: params.whole(&bounds::NODES)?,
        depth: params.whole(&bounds::DEPTH)?,
        works: params.whole(&bounds::WORKS)?,
        people: params.whole(&bounds::PEOPLE)?,
        topics: params.whole(&bounds::TOPICS)?,
        institutions: params.whole(&bounds::INSTITUTIONS)?,
        within: params.word(WITHIN, &Within::NAMES, Within::from_name)?,
        from: years.from,
        to: years.to,
        max_authors: params.limit_or_none(&bounds::MAX_AUTHORS)?.flatten(),
        reference_year: params.whole(&bounds::REFERENCE_YEAR)?,
        layout: params.word("layout", &Layout::NAMES, Layout::from_name)?,
        growth: growth(params, graph)?,
    })
}

fn growth(params: &mut Params, graph: &Graph) -> Result<Vec<Growth>, Problem> {
    let text = params.text_or_empty(&bounds::EXPAND)?;
    let refused = |value: &str, accepts: String| invalid(bounds::EXPAND.name, value, accepts);
    let accepts = || {
        let (expansions, additions) = (bounds::EXPANSIONS, bounds::ADDITIONS);
        format!("keys (`kind:id`) with commas between them, {expansions} at most, and {additions} with `add:` before")
    };
    let growth = expand::growth(graph, &text).map_err(|unknown| refused(unknown, accepts()))?;
    let expansions = growth.iter().filter(|step| matches!(step, Growth::Around(_))).count();
    if expansions > bounds::EXPANSIONS || growth.len() - expansions > bounds::ADDITIONS {
        return Err(refused(&format!("{} keys", growth.len()), accepts()));
    }
    Ok(growth)
}

fn format(params: &mut Params) -> Result<SliceFormat, Problem> {
    let format = params.word("format", &SliceFormat::NAMES, SliceFormat::from_name)?.unwrap_or_default();
    let Some(table) = params.word("table", &Table::NAMES, Table::from_name)? else { return Ok(format) };
    match format {
        SliceFormat::Csv(_) => Ok(SliceFormat::Csv(table)),
        _ => Err(out_of_place("table", "with format=csv")),
    }
}
