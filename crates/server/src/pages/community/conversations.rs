//! Conversations: the list, and one of them.

use axum::{extract::Path, http::StatusCode, response::Response};
use maud::{Markup, html};
use scholargraph::Graph;
use scholargraph_community::{Conversation, ConversationState as State, Error, Refusal, Talk};
use serde::Deserialize;

use super::{
    Call, Sent,
    call::{Instead, refusal, see, status},
    form::alert,
};
use crate::pages::follow::name;

const PATH: &str = "/conversations";

/// `GET /conversations`
pub(super) async fn list(call: Call) -> Result<Response, Instead> {
    let account = call.account(&call.links.to(PATH))?;
    let conversations = call.community.conversations(&account.id).await.or_else(failed)?;
    let body = html! {
        @if conversations.is_empty() {
            p { "None yet. Whoever has claimed their page can be invited there." }
        }
        ul.plain {
            @for one in &conversations {
                li {
                    a href=(address(&call, &one.id)) { bdi { (one.topic) } }
                    " " span.faint { "with " bdi { (with(one)) } " · " (told(one.state)) }
                    @if one.unread > 0 { " " span.mark { (one.unread) " new" } }
                }
            }
        }
    };
    Ok(call.page(StatusCode::OK, "Conversations", &body))
}

/// `GET /conversations/{id}`, which is read from then on.
pub(super) async fn one(call: Call, Path(id): Path<String>) -> Result<Response, Instead> {
    shown(&call, &id, None).await
}

/// What is sent to `POST /conversations/{id}`.
#[derive(Debug, Deserialize)]
pub(super) struct Act {
    /// `say`, `accept`, `decline`, `close`, `block` or `report`.
    act: String,
    #[serde(default)]
    text: String,
}

/// `POST /conversations/{id}`
pub(super) async fn act(
    call: Call,
    Path(id): Path<String>,
    Sent(Act { act, text }): Sent<Act>,
) -> Result<Response, Instead> {
    let (community, account) = (&call.community, call.account(&address(&call, &id))?);
    let done = match act.as_str() {
        "say" => community.say(account, &id, &text).await,
        "accept" => community.answer(&account.id, &id, true).await,
        "decline" => community.answer(&account.id, &id, false).await,
        "close" => community.close(&account.id, &id).await,
        "block" => community.block(&account.id, &id).await,
        "report" => community.report(&account.id, &id, &text).await,
        _ => Err(Refusal::NoConversation.into()),
    };
    match (done, act.as_str()) {
        (Ok(()), "decline" | "block") => Ok(see(&call.links.to(PATH))),
        (Ok(()), _) => Ok(see(&address(&call, &id))),
        (Err(error), _) => shown(&call, &id, Some(refusal(error)?)).await,
    }
}

fn failed<T>(error: Error) -> Result<T, Instead> {
    Err(match refusal(error)? {
        Refusal::NoConversation => {
            crate::Problem::new(crate::Code::UnknownRoute, Refusal::NoConversation.to_string()).into()
        }
        other => crate::Problem::new(crate::Code::Internal, other.to_string()).into(),
    })
}

fn address(call: &Call, id: &str) -> String {
    call.links.to(&format!("{PATH}/{}", crate::asked::encoded(id)))
}

async fn shown(call: &Call, id: &str, refused: Option<Refusal>) -> Result<Response, Instead> {
    let account = call.account(&address(call, id))?;
    let talk = call.community.talk(&account.id, id).await.or_else(failed)?;
    call.community.read(&account.id, id).await.or_else(failed)?;
    let loaded = call.state.loaded();
    let graph = loaded.as_deref().map(crate::Loaded::graph);
    let body = html! { (alert(refused)) (about(call, graph, &talk.conversation)) (said(&talk)) (acts(call, &talk.conversation)) };
    Ok(call.page(refused.map_or(StatusCode::OK, status), &talk.conversation.topic, &body))
}

fn about(call: &Call, graph: Option<&Graph>, one: &Conversation) -> Markup {
    html! {
        p {
            "With " bdi { (with(one)) } ", begun on the page of " (name(&call.links, graph, &one.person)) " · " (told(one.state))
        }
        @if !one.works.is_empty() {
            p { "About " @for work in &one.works { (name(&call.links, graph, work)) " " } }
        }
    }
}

/// Text, whatever it looks like.
fn said(talk: &Talk) -> Markup {
    html! {
        @for message in &talk.messages {
            article.message {
                p.faint { @if message.mine { "You" } @else { bdi { (with(&talk.conversation)) } } }
                p.words-of { bdi { (message.text) } }
            }
        }
    }
}

fn acts(call: &Call, one: &Conversation) -> Markup {
    let form = |act: &str, button: &str| {
        html! {
            form.inline method="post" action=(address(call, &one.id)) {
                input type="hidden" name="act" value=(act);
                button { (button) }
            }
        }
    };
    html! {
        @match one.state {
            State::Invited => p { (form("accept", "Accept")) (form("decline", "Decline")) },
            State::Waiting => p { (form("close", "Take it back")) },
            State::Open => form.form method="post" action=(address(call, &one.id)) {
                input type="hidden" name="act" value="say";
                label { "Your message" textarea name="text" required maxlength="4000" rows="5" {} }
                button { "Send" }
            },
            State::Declined | State::Closed => {}
        }
        details {
            summary { "End, block or report" }
            @if one.state == State::Open { p { (form("close", "End it")) } }
            p { (form("block", "Hear no more from them")) }
            form.form method="post" action=(address(call, &one.id)) {
                input type="hidden" name="act" value="report";
                label { "What is wrong? Moderators read this and the conversation." textarea name="text" required maxlength="2000" rows="3" {} }
                button { "Report it" }
            }
        }
    }
}

fn with(one: &Conversation) -> &str {
    if one.with.is_empty() { "somebody who has left" } else { &one.with }
}

const fn told(state: State) -> &'static str {
    match state {
        State::Invited => "you are invited",
        State::Waiting => "not answered yet",
        State::Open => "open",
        State::Declined => "declined",
        State::Closed => "ended",
    }
}
