//! What owners of accounts do, for programs that show a token.
//!
//! No cookie is looked at here, so no page of another site can make a browser do any of it.

mod caller;
mod conversations;
mod follows;
mod moderation;
mod records;
mod sessions;
mod whole;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{Method, header},
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{delete, get, post, put},
};

use self::caller::{Body, Caller, done};
use crate::{AppState, Code, Problem, pages::community::guard::limits};

/// The longest body, in bytes: 500 keys of works.
const MAX_BODY_BYTES: usize = 512 * 1024;

/// The addresses below `/v1/account`.
pub(crate) fn router(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/v1/account", get(whole::whole))
        .route("/v1/account/news", get(whole::news))
        .route("/v1/account/sessions", get(sessions::list))
        .route("/v1/account/sessions/{id}", delete(sessions::end))
        .route("/v1/account/tokens", get(sessions::tokens))
        .route("/v1/account/tokens/{id}", delete(sessions::revoke))
        .route("/v1/account/hidings", post(moderation::wish))
        .route("/v1/account/moderation", get(moderation::waiting))
        .route("/v1/account/moderation/{id}", post(moderation::decide))
        .route("/v1/account/follows", get(follows::list))
        .route("/v1/account/follows/{*key}", put(follows::follow).delete(follows::unfollow))
        .route("/v1/account/claims", get(records::claims).post(records::claim))
        .route("/v1/account/claims/{*key}", put(records::show).delete(records::withdraw))
        .route("/v1/account/reviews", get(records::reviews).post(records::review))
        .route("/v1/account/confirmations/{*key}", put(records::confirm).delete(records::take_back))
        .route("/v1/account/conversations", get(conversations::list).post(conversations::invite))
        .route("/v1/account/conversations/{id}", get(conversations::one).post(conversations::act))
        .route("/v1/account/conversations/{id}/messages", post(conversations::say))
        .method_not_allowed_fallback(not_allowed)
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .layer(from_fn_with_state(state.clone(), limits))
}

/// Which methods an address takes, the router adds.
async fn not_allowed(method: Method) -> Response {
    let detail =
        format!("`{method}` is none of the methods of this address; see the header Allow and /v1/openapi.json");
    let mut refused = Problem::new(Code::MethodNotAllowed, detail).into_response();
    refused.headers_mut().remove(header::ALLOW);
    refused
}
