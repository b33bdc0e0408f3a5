//! `POST /follow`.

use axum::{http::StatusCode, response::Response};
use maud::html;
use scholargraph_community::Refusal;
use serde::Deserialize;

use super::{
    Call, Sent,
    call::{Instead, local, refusal, see, status},
    form::alert,
};

/// What the button sends.
#[derive(Debug, Deserialize)]
pub(super) struct Wish {
    node: String,
    follow: String,
    #[serde(default)]
    next: String,
}

pub(super) async fn follow(call: Call, Sent(wish): Sent<Wish>) -> Result<Response, Instead> {
    let next = local(&wish.next).unwrap_or("/account");
    let account = call.account(next)?.id.as_str();
    let done = match wish.follow.as_str() {
        "no" => call.community.unfollow(account, &wish.node).await,
        // Only what is there can be followed, under the id that it has now.
        _ => match key(&call, &wish.node) {
            Some(key) => call.community.follow(account, &key).await,
            None => Err(Refusal::BadNode.into()),
        },
    };
    match done {
        Ok(()) => Ok(see(next)),
        Err(error) => Ok(refused(&call, refusal(error)?)),
    }
}

fn key(call: &Call, node: &str) -> Option<String> {
    let loaded = call.state.loaded()?;
    let found = loaded.graph().resolve(None, node).ok()?;
    Some(loaded.graph().key(found.node))
}

fn refused(call: &Call, refusal: Refusal) -> Response {
    let body = html! { (alert(Some(refusal))) };
    call.page(if refusal == Refusal::BadNode { StatusCode::NOT_FOUND } else { status(refusal) }, "Follow", &body)
}
