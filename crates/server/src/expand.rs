//! What a slice is to grow by, as people write it.

use scholargraph::{
    Graph, Kind, Node,
    slice::{self, Growth},
};

/// Stands before the key of a node that is to be added by itself.
pub const ADD: &str = "add:";

/// What `text` names, with commas between: keys, or ids of any other sort, of nodes to expand; `add:` before a key
/// adds that node itself.
///
/// Ids may hold commas themselves. So a comma behind which a kind stands separates keys, whatever it separates is
/// taken whole where it names a node, and divided at its other commas where it does not.
///
/// # Errors
///
/// Returns the first part that names nothing.
///
/// ```
/// # use scholargraph::{CorpusBuilder, Key, WorkRecord};
/// # let builder = CorpusBuilder::new();
/// # let mut shard = builder.shard(0);
/// # ["a,b", "c"].map(|id| shard.work(&WorkRecord::new(Key::id(id))));
/// # shard.close();
/// # let (graph, _) = builder.finish(Default::default())?;
/// use scholargraph::{WorkId, slice::Growth};
/// use scholargraph_server::expand::growth;
///
/// let [ab, c] = [WorkId(0), WorkId(1)].map(Into::into);
/// assert_eq!(growth(&graph, "work:a,b,work:c"), Ok(vec![Growth::Around(ab), Growth::Around(c)]));
/// assert_eq!(growth(&graph, "work:a,b,add:work:c"), Ok(vec![Growth::Around(ab), Growth::Itself(c)]));
/// assert_eq!(growth(&graph, "work:c,work:d"), Err("work:d"));
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
pub fn growth<'t>(graph: &Graph, text: &'t str) -> Result<Vec<Growth>, &'t str> {
    let mut steps = Vec::new();
    for part in parts(text).filter(|part| !part.is_empty()) {
        match step(graph, part) {
            Some(found) => steps.push(found),
            None => {
                for key in part.split(',') {
                    steps.push(step(graph, key).ok_or(key)?);
                }
            }
        }
    }
    Ok(steps)
}

fn step(graph: &Graph, text: &str) -> Option<Growth> {
    let node = |key: &str| -> Option<Node> { Some(graph.resolve(None, key).ok()?.node) };
    match text.strip_prefix(ADD).filter(|key| begins_key(key)) {
        Some(key) => node(key).map(Growth::Itself),
        None => node(text).map(Growth::Around),
    }
}

fn begins_key(text: &str) -> bool {
    Kind::ALL.iter().any(|kind| text.strip_prefix(kind.name()).is_some_and(|rest| rest.starts_with(':')))
}

/// What stands between commas behind which a kind stands.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let begins_key = |rest: &str| begins_key(rest.strip_prefix(ADD).unwrap_or(rest));
    let mut left = Some(text);
    std::iter::from_fn(move || {
        let text = left?;
        let comma = text.match_indices(',').find(|&(at, _)| begins_key(&text[at + 1..]));
        left = comma.map(|(at, _)| &text[at + 1..]);
        Some(comma.map_or(text, |(at, _)| &text[..at]))
    })
}

/// The first step of growth that could not be, as it was written: a node to expand that was not shown at its turn, or
/// one to add that touched nothing.
#[must_use]
pub fn not_shown(graph: &Graph, slice: &slice::Slice) -> Option<String> {
    let missing = slice.expansions.iter().find(|expansion| expansion.added.is_none())?;
    Some(written(graph, missing.growth))
}

/// A step of growth as [`growth`] reads it.
#[must_use]
pub fn written(graph: &Graph, growth: Growth) -> String {
    let key = graph.key(growth.node());
    match growth {
        Growth::Around(_) => key,
        Growth::Itself(_) => format!("{ADD}{key}"),
    }
}
