//! Serving a listener until somebody says stop.

use std::{future::Future, io};

use axum::serve::Listener;
use tokio::{sync::oneshot, time::timeout};

use crate::{AppState, app};

/// Serves `state` at `listener` until `shutdown` completes; then takes no new connections, finishes the answers
/// under way, and returns.
///
/// ```no_run
/// # use scholargraph_server::{AppState, Options, serve};
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let state = AppState::new(Options::default())?;
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:7474").await?;
/// serve(listener, state, async { tokio::signal::ctrl_c().await.unwrap_or_default() }).await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// Fails with the listener. A client that is not done within [`drain_limit`](crate::Options::drain_limit) after
/// `shutdown` is cut off; that is not an error.
pub async fn serve<L>(
    listener: L,
    state: AppState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()>
where
    L: Listener,
    L::Addr: std::fmt::Debug,
{
    let drain_limit = state.options().drain_limit;
    let (begin, begun) = oneshot::channel();
    let stop = async move {
        shutdown.await;
        tracing::info!("shutting down");
        let _ = begin.send(());
    };
    let serving = axum::serve(listener, app(state)).with_graceful_shutdown(stop).into_future();
    tokio::pin!(serving);
    tokio::select! {
        result = &mut serving => return result,
        _ = begun => {}
    }
    timeout(drain_limit, serving).await.unwrap_or_else(|_| {
        tracing::warn!("some clients were cut off");
        Ok(())
    })
}
