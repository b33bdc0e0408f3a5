//! One snapshot after another, as the community goes along with it: merged ids, and what is new.

use std::{path::Path, time::Duration};

use scholargraph::{Graph, snapshot};
use scholargraph_community::{Community, Error};
use tokio::task::spawn_blocking;

use crate::{AppState, Loaded, newcomers::newcomers};

/// How often it is asked whether another snapshot is served.
const PAUSE: Duration = Duration::from_secs(1);

/// Lets the community go along with every snapshot that is served. Does not end.
pub(crate) async fn keep_up(state: &AppState, community: &Community) {
    let mut seen = String::new();
    let mut before: Option<Graph> = None;
    loop {
        if let Some(loaded) = state.loaded()
            && loaded.graph().base_id() != seen
        {
            match succeed(community, before.clone(), &loaded).await {
                Ok(()) => {
                    loaded.graph().base_id().clone_into(&mut seen);
                    before = Some(loaded.graph().clone());
                }
                Err(error) => tracing::error!(%error, "the community could not go along with another snapshot"),
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Goes along with merged ids, and notes what is new since `before`: the snapshot that was served last by this process or,
/// where it served none, by another.
async fn succeed(community: &Community, before: Option<Graph>, now: &Loaded) -> Result<(), Error> {
    let graph = now.graph().clone();
    let merged = |key: &str| {
        let found = graph.resolve(None, key).ok().filter(|found| found.merged)?;
        Some(graph.key(found.node))
    };
    let moved = community.go_along(merged).await?;
    tracing::info!(moved, snapshot = graph.base_id(), "the community goes along with merged ids");
    let before = match before {
        None => community.served().await?.and_then(|(id, folder)| opened(&id, &folder, &graph)),
        known => known,
    };
    if let Some(before) = before {
        let (followed, now) = (community.followed(), graph.clone());
        let found = spawn_blocking(move || newcomers(&before, &now, &followed)).await.unwrap_or_default();
        community.note_newcomers(&found).await?;
        tracing::info!(nodes = found.len(), "new works came to what people follow");
    }
    match now.folder() {
        Some(folder) => community.note_served(graph.base_id(), &folder.to_string_lossy()).await,
        None => Ok(()),
    }
}

/// The snapshot with this id, where it still lies in `folder` and is another than `now`.
fn opened(id: &str, folder: &str, now: &Graph) -> Option<Graph> {
    if id == now.base_id() {
        return None;
    }
    let found = snapshot::open(Path::new(folder)).map(|opened| opened.graph);
    let found = found.ok().filter(|graph| graph.meta().id == id);
    if found.is_none() {
        tracing::info!(folder, "what is new since the server stopped is not known: the snapshot of then is gone");
    }
    found
}
