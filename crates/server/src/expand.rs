//! Which nodes of a slice are to be expanded, as people write it.

use scholargraph::{Graph, Kind, Node, slice};

/// The nodes that `text` names: keys, or ids of any other sort, with commas between them.
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
/// use scholargraph_server::expand::keys;
///
/// assert_eq!(keys(&graph, "work:a,b,work:c").map(|nodes| nodes.len()), Ok(2));
/// assert_eq!(keys(&graph, "work:c,work:d"), Err("work:d"));
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
pub fn keys<'t>(graph: &Graph, text: &'t str) -> Result<Vec<Node>, &'t str> {
    let node = |key: &str| graph.resolve(None, key).map(|found| found.node);
    let mut nodes = Vec::new();
    for part in parts(text).filter(|part| !part.is_empty()) {
        match node(part) {
            Ok(found) => nodes.push(found),
            Err(_) => {
                for key in part.split(',') {
                    nodes.push(node(key).map_err(|_| key)?);
                }
            }
        }
    }
    Ok(nodes)
}

/// What stands between commas behind which a kind stands.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let begins_key = |rest: &str| {
        Kind::ALL.iter().any(|kind| rest.strip_prefix(kind.name()).is_some_and(|rest| rest.starts_with(':')))
    };
    let mut left = Some(text);
    std::iter::from_fn(move || {
        let text = left?;
        let comma = text.match_indices(',').find(|&(at, _)| begins_key(&text[at + 1..]));
        left = comma.map(|(at, _)| &text[at + 1..]);
        Some(comma.map_or(text, |(at, _)| &text[..at]))
    })
}

/// The key of the first node that was to be expanded and was not shown at its turn.
#[must_use]
pub fn not_shown(graph: &Graph, slice: &slice::Slice) -> Option<String> {
    let missing = slice.expansions.iter().find(|expansion| expansion.added.is_none())?;
    Some(graph.key(missing.node))
}
