//! Serving a listener until somebody says stop.

use std::{future::Future, io, sync::Arc, time::Duration};

use axum::{Router, http::Request};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{sleep, timeout},
};
use tower::ServiceExt;

use crate::{AppState, app, place::Peer};

/// Serves `state` at `listener` until `shutdown` completes; then takes no new connections, finishes the answers
/// under way, and returns.
///
/// HTTP/1.1 with bounds that `axum::serve` does not know: on the number of connections, and on the time a client
/// may keep one without asking ([`Options`](crate::Options)). Encryption and HTTP/2 are a proxy's business.
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
/// Fails where no connection can be accepted for a minute. A client that is not done within
/// [`drain_limit`](crate::Options::drain_limit) after `shutdown` is cut off; that is not an error.
pub async fn serve(listener: TcpListener, state: AppState, shutdown: impl Future<Output = ()>) -> io::Result<()> {
    let drain_limit = state.options().drain_limit;
    let door = Door::new(state);
    tokio::select! {
        error = door.keep_open(&listener) => return Err(error),
        () = shutdown => tracing::info!("shutting down"),
    }
    drop(listener);
    if timeout(drain_limit, door.connections.shutdown()).await.is_err() {
        tracing::warn!("some clients were cut off");
    }
    Ok(())
}

/// How often accepting may fail in a row, with [`PAUSE`] between: a machine that is out of files may find some.
const FAILURES: usize = 60;
const PAUSE: Duration = Duration::from_secs(1);

/// What connections come through.
struct Door {
    http: http1::Builder,
    router: Router,
    room: Arc<Semaphore>,
    connections: GracefulShutdown,
}

impl Door {
    fn new(state: AppState) -> Self {
        let options = state.options();
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(options.idle_limit);
        let room = Arc::new(Semaphore::new(options.connections));
        Self { http, router: app(state), room, connections: GracefulShutdown::new() }
    }

    /// Lets everybody in for whom there is room, until nobody can be let in any more.
    async fn keep_open(&self, listener: &TcpListener) -> io::Error {
        let mut failures = 0;
        loop {
            // Nobody closes the semaphore, so there always is a permit at some time.
            let Ok(permit) = Arc::clone(&self.room).acquire_owned().await else { continue };
            match listener.accept().await {
                Ok((stream, _)) => {
                    failures = 0;
                    self.admit(stream, permit);
                }
                Err(error) if is_about_one_client(&error) => {}
                Err(error) if failures == FAILURES => return error,
                Err(error) => {
                    failures += 1;
                    tracing::error!(%error, "no connection could be accepted");
                    sleep(PAUSE).await;
                }
            }
        }
    }

    fn admit(&self, stream: TcpStream, permit: OwnedSemaphorePermit) {
        let peer = stream.peer_addr().ok().map(Peer);
        let service = self.router.clone().map_request(move |mut request: Request<Incoming>| {
            peer.map(|peer| request.extensions_mut().insert(peer));
            request
        });
        let connection = self.http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = self.connections.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke off");
            }
            drop(permit);
        });
    }
}

fn is_about_one_client(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    matches!(error.kind(), Kind::ConnectionRefused | Kind::ConnectionAborted | Kind::ConnectionReset)
}
