//! What an account follows.

use axum::{extract::Path, response::Response};

use super::{Caller, caller::told, done};
use crate::Problem;

/// `GET /v1/account/follows`
pub(super) async fn list(caller: Caller) -> Result<Response, Problem> {
    told(caller.community.follows(&caller.account.id).await)
}

/// `PUT /v1/account/follows/{key}`
pub(super) async fn follow(caller: Caller, Path(key): Path<String>) -> Result<Response, Problem> {
    let key = caller.known(None, &key)?;
    done(caller.community.follow(&caller.account.id, &key).await)
}

/// `DELETE /v1/account/follows/{key}`
pub(super) async fn unfollow(caller: Caller, Path(key): Path<String>) -> Result<Response, Problem> {
    let key = caller.key(None, &key);
    done(caller.community.unfollow(&caller.account.id, &key).await)
}
