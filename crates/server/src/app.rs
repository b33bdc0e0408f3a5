//! The router: every address under one roof.

use axum::{
    Router,
    http::{HeaderValue, Method, Uri, header},
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};
use tower_http::{
    CompressionLevel,
    compression::{CompressionLayer, Predicate, predicate::SizeAbove},
    cors::{Any, CorsLayer},
    set_header::SetResponseHeaderLayer,
};

use crate::{
    AppState, Code, Problem, guard::guard, health, observe, packed::WORTH_PACKING, pages, problem::shown, v1, visit,
};

/// The server of `state`, to be served as it is or nested in another axum program.
///
/// It answers below wherever it is mounted: links in its pages begin with that place. Its fallback answers what
/// it does not know, so nest it rather than merge it.
///
/// ```
/// # use scholargraph_server::{AppState, Options, app};
/// # fn main() -> Result<(), scholargraph_server::StateError> {
/// let state = AppState::new(Options::default())?;
/// let program: axum::Router = axum::Router::new().nest("/graph", app(state));
/// # Ok(())
/// # }
/// ```
pub fn app(state: AppState) -> Router {
    let guarded = |router: Router<AppState>| router.layer(from_fn_with_state(state.clone(), guard));
    let api = ["/v1/", "/v1/{*unknown}"].into_iter().fold(v1::router(), |api, path| api.route(path, get(unknown)));
    let pages = pages::router().fallback(unknown);
    let personal = |router: Router<AppState>| {
        router.layer((from_fn_with_state(state.clone(), visit::recognise), from_fn(pages::problems_as_pages)))
    };
    Router::new()
        .merge(guarded(api.merge(health::router())))
        .merge(v1::account(&state))
        .merge(guarded(pages::files()).layer(from_fn(pages::problems_as_pages)))
        .merge(personal(guarded(pages)))
        .merge(personal(pages::accounts(&state)))
        // All in one, the outermost first: a router boxes every request and answer once for each layer that it is given.
        .layer((
            from_fn_with_state(state.clone(), observe::observe),
            SetResponseHeaderLayer::overriding(header::REFERRER_POLICY, fixed("same-origin")),
            SetResponseHeaderLayer::overriding(header::X_CONTENT_TYPE_OPTIONS, fixed("nosniff")),
            SetResponseHeaderLayer::if_not_present(header::CONTENT_SECURITY_POLICY, fixed(NOTHING_RUNS)),
            cross_origin(),
            CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(worth_compressing()),
        ))
        .with_state(state)
}

/// What data may do in a browser that is made to show it.
const NOTHING_RUNS: &str = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

const fn fixed(value: &'static str) -> HeaderValue {
    HeaderValue::from_static(value)
}

fn worth_compressing() -> impl Predicate {
    SizeAbove::new(WORTH_PACKING as u64)
}

/// Anybody's page may read the graph, and what the answers tell beside their bodies.
fn cross_origin() -> CorsLayer {
    let told = [header::ETAG, header::RETRY_AFTER, observe::SERVER_TIMING, observe::REQUEST_ID];
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD])
        .allow_headers(Any)
        .expose_headers(told)
}

async fn unknown(uri: Uri) -> Problem {
    Problem::new(Code::UnknownRoute, format!("there is nothing at `{}`", shown(uri.path())))
}
