//! The account itself, and what is new for it.

use axum::response::Response;

use super::{Caller, caller::told};
use crate::Problem;

/// `GET /v1/account`: everything that is known of it.
pub(super) async fn whole(caller: Caller) -> Result<Response, Problem> {
    told(caller.community.export(&caller.account).await)
}

/// `GET /v1/account/news`: what is new at what it follows. The page of its owner goes on to show it as new.
pub(super) async fn news(caller: Caller) -> Result<Response, Problem> {
    told(caller.community.whats_new(&caller.account.id).await)
}
