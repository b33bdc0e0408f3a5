//! Where the owner of an account is signed in, and what programs show for it.

use axum::{extract::Path, response::Response};

use super::{Caller, caller::told, done};
use crate::Problem;

/// `GET /v1/account/sessions`
pub(super) async fn list(caller: Caller) -> Result<Response, Problem> {
    told(caller.community.sessions(&caller.account.id).await)
}

/// `DELETE /v1/account/sessions/{id}`
pub(super) async fn end(caller: Caller, Path(id): Path<String>) -> Result<Response, Problem> {
    done(caller.community.revoke(&caller.account.id, &id).await)
}

/// `GET /v1/account/tokens`
pub(super) async fn tokens(caller: Caller) -> Result<Response, Problem> {
    told(caller.community.tokens(&caller.account.id).await)
}

/// `DELETE /v1/account/tokens/{id}`: of no use from then on, be it the one that is shown.
pub(super) async fn revoke(caller: Caller, Path(id): Path<String>) -> Result<Response, Problem> {
    done(caller.community.revoke_token(&caller.account.id, &id).await)
}
