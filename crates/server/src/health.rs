//! For whoever watches over the server: is it alive, is it ready, what has it done.

use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use metrics::SharedString;

use crate::{AppState, Problem, route::Route};

pub(crate) fn router() -> Router<AppState> {
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready)).route("/metrics", get(metrics))
}

/// The process runs and serves connections.
async fn alive() -> Response {
    plain("/healthz", "text/plain; charset=utf-8", "ok\n".to_owned())
}

/// A snapshot is open, and the threads that answer questions take one.
async fn ready(State(state): State<AppState>) -> Result<Response, Problem> {
    state.run(|_| ()).await?;
    Ok(plain("/readyz", "text/plain; charset=utf-8", "ready\n".to_owned()))
}

async fn metrics(State(state): State<AppState>) -> Response {
    plain("/metrics", "text/plain; version=0.0.4; charset=utf-8", state.render_metrics())
}

fn plain(route: &'static str, media_type: &'static str, body: String) -> Response {
    let mut response =
        ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "no-store")], body).into_response();
    response.extensions_mut().insert(Route(SharedString::const_str(route)));
    response
}
