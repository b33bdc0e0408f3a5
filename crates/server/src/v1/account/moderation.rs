//! What moderators decide, and wishes to be hidden.

use axum::{extract::Path, response::Response};
use scholargraph::Kind;
use serde::Deserialize;

use super::{
    Body, Caller,
    caller::{problem, told},
    done,
};
use crate::{
    Code, Problem,
    moderation::{Decision, Waiting},
};

/// To everybody but moderators there is no such address.
async fn admit(caller: &Caller) -> Result<(), Problem> {
    let is_moderator = caller.community.is_moderator(&caller.account.id).await.map_err(problem)?;
    let nothing = || Problem::new(Code::UnknownRoute, "there is nothing at `/v1/account/moderation`");
    is_moderator.then_some(()).ok_or_else(nothing)
}

/// `GET /v1/account/moderation`
pub(super) async fn waiting(caller: Caller) -> Result<Response, Problem> {
    admit(&caller).await?;
    told(Waiting::of(&caller.community).await)
}

/// What is sent to `POST /v1/account/moderation/{id}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Decided {
    decision: Decision,
    #[serde(default)]
    note: String,
}

/// `POST /v1/account/moderation/{id}`
pub(super) async fn decide(
    caller: Caller,
    Path(id): Path<String>,
    Body(Decided { decision, note }): Body<Decided>,
) -> Result<Response, Problem> {
    admit(&caller).await?;
    done(decision.make((&caller.state, &caller.community), &id, &caller.account.id, &note).await)
}

/// What is sent to `POST /v1/account/hidings`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wish {
    person: String,
    /// Where the answer goes.
    email: String,
    reason: String,
}

/// `POST /v1/account/hidings`: the wish that a record be shown to nobody.
pub(super) async fn wish(caller: Caller, Body(wish): Body<Wish>) -> Result<Response, Problem> {
    let key = caller.known(Some(Kind::Person), &wish.person)?;
    done(caller.community.ask_to_hide(&key, &wish.email, &wish.reason, caller.place).await)
}
