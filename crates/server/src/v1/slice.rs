//! The best nodes around a focus.

use scholargraph::{
    DenseId, Graph,
    slice::{self, Select},
};

use super::people::years;
use crate::{
    Loaded, Problem,
    asked::Asked,
    bounds, expand,
    format::{SliceFormat, Table},
    params::{Params, invalid, out_of_place},
    route::{Answer, Understood, understood},
    wire::{Layout, Slice, SliceParams},
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
    let expanded = expanded(&params, focus, loaded.graph())?;
    understood(move |loaded| {
        let slice = expanded.unwrap_or_else(|| params.slicer(focus).run(loaded.graph()));
        let body = format.write(&Slice::new(loaded.graph(), &slice, &params));
        let file_name = format.is_kept().then(|| format.file_name());
        Answer { media_type: format.media_type(), body, file_name, policy: None }
    })
}

/// The slice, where expansions were asked for: whether they make sense shows when it is made.
pub(crate) fn expanded<T: DenseId>(
    params: &SliceParams,
    focus: T,
    graph: &Graph,
) -> Result<Option<slice::Slice>, Problem> {
    if params.expand.is_empty() {
        return Ok(None);
    }
    let slice = params.slicer(focus).run(graph);
    match expand::not_shown(graph, &slice) {
        Some(key) => Err(invalid(bounds::EXPAND.name, &key, "keys of nodes that are shown by then")),
        None => Ok(Some(slice)),
    }
}

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
        from: years.from,
        to: years.to,
        reference_year: params.whole(&bounds::REFERENCE_YEAR)?,
        layout: params.word("layout", &Layout::NAMES, Layout::from_name)?,
        expand: expansions(params, graph)?,
    })
}

fn expansions(params: &mut Params, graph: &Graph) -> Result<Vec<scholargraph::Node>, Problem> {
    let text = params.text_or_empty(&bounds::EXPAND)?;
    let refused = |value: &str, accepts: String| invalid(bounds::EXPAND.name, value, accepts);
    let accepts = || format!("keys (`kind:id`) with commas between them, {} at most", bounds::EXPANSIONS);
    let nodes = expand::keys(graph, &text).map_err(|unknown| refused(unknown, accepts()))?;
    if nodes.len() > bounds::EXPANSIONS {
        return Err(refused(&format!("{} keys", nodes.len()), accepts()));
    }
    Ok(nodes)
}

fn format(params: &mut Params) -> Result<SliceFormat, Problem> {
    let format = params.word("format", &SliceFormat::NAMES, SliceFormat::from_name)?.unwrap_or_default();
    let Some(table) = params.word("table", &Table::NAMES, Table::from_name)? else { return Ok(format) };
    match format {
        SliceFormat::Csv(_) => Ok(SliceFormat::Csv(table)),
        _ => Err(out_of_place("table", "with format=csv")),
    }
}
