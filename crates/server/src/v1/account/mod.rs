//! What owners of accounts do, for programs that show a token.
//!
//! No cookie is looked at here, so no page of another site can make a browser do any of it.

mod caller;
mod conversations;
mod follows;
mod records;
mod whole;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn_with_state,
    routing::{get, post, put},
};

use self::caller::{Body, Caller, done};
use crate::{AppState, pages::community::guard::limits};

/// The longest body, in bytes: 500 keys of works.
const MAX_BODY_BYTES: usize = 512 * 1024;

/// The addresses below `/v1/account`.
pub(crate) fn router(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/v1/account", get(whole::whole))
        .route("/v1/account/follows", get(follows::list))
        .route("/v1/account/follows/{*key}", put(follows::follow).delete(follows::unfollow))
        .route("/v1/account/claims", get(records::claims).post(records::claim))
        .route("/v1/account/claims/{*key}", put(records::show).delete(records::withdraw))
        .route("/v1/account/reviews", get(records::reviews).post(records::review))
        .route("/v1/account/confirmations/{*key}", put(records::confirm).delete(records::take_back))
        .route("/v1/account/conversations", get(conversations::list).post(conversations::invite))
        .route("/v1/account/conversations/{id}", get(conversations::one).post(conversations::act))
        .route("/v1/account/conversations/{id}/messages", post(conversations::say))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .layer(from_fn_with_state(state.clone(), limits))
}
