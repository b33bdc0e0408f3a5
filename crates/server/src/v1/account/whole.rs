//! The account itself.

use axum::response::Response;

use super::{Caller, caller::told};
use crate::Problem;

/// `GET /v1/account`: everything that is known of it.
pub(super) async fn whole(caller: Caller) -> Result<Response, Problem> {
    told(caller.community.export(&caller.account).await)
}
