//! Conversations.

use axum::{extract::Path, response::Response};
use scholargraph::Kind;
use scholargraph_community::Invitation;
use serde::{Deserialize, Serialize};

use super::{Body, Caller, caller::told, done};
use crate::Problem;

/// `GET /v1/account/conversations`
pub(super) async fn list(caller: Caller) -> Result<Response, Problem> {
    told(caller.community.conversations(&caller.account.id).await)
}

/// `GET /v1/account/conversations/{id}`, which is read from then on.
pub(super) async fn one(caller: Caller, Path(id): Path<String>) -> Result<Response, Problem> {
    let talk = caller.community.talk(&caller.account.id, &id).await;
    if talk.is_ok() {
        done(caller.community.read(&caller.account.id, &id).await)?;
    }
    told(talk)
}

/// What is sent to `POST /v1/account/conversations`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wish {
    person: String,
    topic: String,
    message: String,
    #[serde(default)]
    works: Vec<String>,
}

/// The conversation that an invitation may become.
#[derive(Debug, Serialize)]
struct Begun {
    id: String,
}

/// `POST /v1/account/conversations`: invites the owner of a record.
pub(super) async fn invite(caller: Caller, Body(wish): Body<Wish>) -> Result<Response, Problem> {
    let person = caller.known(Some(Kind::Person), &wish.person)?;
    let works: Result<_, Problem> = wish.works.iter().map(|work| caller.known(Some(Kind::Work), work)).collect();
    let invitation = Invitation { person, topic: wish.topic, message: wish.message, works: works? };
    told(caller.community.invite(&caller.account, &invitation).await.map(|id| Begun { id }))
}

/// What can be done with a conversation.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Act {
    Accept,
    Decline,
    Close,
    Block,
    Report,
}

/// What is sent to `POST /v1/account/conversations/{id}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    act: Act,
    /// Why it is reported.
    #[serde(default)]
    reason: String,
}

/// `POST /v1/account/conversations/{id}`
pub(super) async fn act(
    caller: Caller,
    Path(id): Path<String>,
    Body(Wanted { act, reason }): Body<Wanted>,
) -> Result<Response, Problem> {
    let (community, account) = (&caller.community, &caller.account.id);
    done(match act {
        Act::Accept => community.answer(account, &id, true).await,
        Act::Decline => community.answer(account, &id, false).await,
        Act::Close => community.close(account, &id).await,
        Act::Block => community.block(account, &id).await,
        Act::Report => community.report(account, &id, &reason).await,
    })
}

/// What is sent to `POST /v1/account/conversations/{id}/messages`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Message {
    text: String,
}

/// `POST /v1/account/conversations/{id}/messages`
pub(super) async fn say(
    caller: Caller,
    Path(id): Path<String>,
    Body(Message { text }): Body<Message>,
) -> Result<Response, Problem> {
    done(caller.community.say(&caller.account, &id, &text).await)
}
