//! One's own account.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use scholargraph::Graph;
use scholargraph_community::{Account, Error, Follow, Refusal, SessionInfo, Visitor};
use serde::Deserialize;

use super::{
    Call, Sent, address,
    call::{Instead, refusal, see, status},
    claim::claimed,
    form::{Field, alert, form},
    openid, tokens,
};
use crate::{Code, Problem, pages::follow, text::counted, wire::to_json};

const PATH: &str = "/account";

/// `GET /account`
pub(super) async fn page(call: Call) -> Result<Response, Instead> {
    answer(&call, None).await
}

/// What is sent to `POST /account/name`.
#[derive(Debug, Deserialize)]
pub(super) struct Name {
    name: String,
}

/// `POST /account/name`
pub(super) async fn rename(call: Call, Sent(Name { name }): Sent<Name>) -> Result<Response, Instead> {
    let done = call.community.rename(&account(&call)?.id, &name).await;
    done_or_refused(&call, done).await
}

/// What is sent to `POST /account/password`.
#[derive(Debug, Deserialize)]
pub(super) struct Passwords {
    password: String,
    new: String,
}

/// `POST /account/password`
pub(super) async fn change_password(call: Call, Sent(both): Sent<Passwords>) -> Result<Response, Instead> {
    match call.community.change_password(visitor(&call)?, &both.password, &both.new, &call.agent).await {
        Ok(session) => Ok(call.signed_in(&session, &call.links.to(PATH))),
        Err(error) => answer(&call, Some(refusal(error)?)).await,
    }
}

/// What is sent to `POST /account/sessions`.
#[derive(Debug, Deserialize)]
pub(super) struct Ended {
    session: String,
}

/// `POST /account/sessions`: ends one.
pub(super) async fn revoke(call: Call, Sent(Ended { session }): Sent<Ended>) -> Result<Response, Instead> {
    let done = call.community.revoke(&account(&call)?.id, &session).await;
    done_or_refused(&call, done).await
}

/// `GET /account/export`: everything that is known of the account, as JSON.
pub(super) async fn export(call: Call) -> Result<Response, Instead> {
    let export = known(call.community.export(account(&call)?).await)?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"account.json\""),
    ];
    Ok((headers, to_json(&export)).into_response())
}

/// What is sent to `POST /account/delete`.
#[derive(Debug, Deserialize)]
pub(super) struct Farewell {
    #[serde(default)]
    password: String,
}

/// `POST /account/delete`
pub(super) async fn delete(call: Call, Sent(Farewell { password }): Sent<Farewell>) -> Result<Response, Instead> {
    match call.community.delete(visitor(&call)?, &password).await {
        Ok(()) => Ok(call.signed_out(&call.links.home())),
        Err(error) => answer(&call, Some(refusal(error)?)).await,
    }
}

fn account(call: &Call) -> Result<&Account, Instead> {
    call.account(&call.links.to(PATH))
}

fn visitor(call: &Call) -> Result<&Visitor, Instead> {
    account(call)?;
    call.visitor().ok_or_else(|| Instead::See(call.links.to("/sign-in")))
}

/// What reading the store gave: reading refuses nothing.
fn known<T>(read: Result<T, Error>) -> Result<T, Instead> {
    read.or_else(|error| Err(Problem::new(Code::Internal, refusal(error)?.to_string()).into()))
}

async fn done_or_refused(call: &Call, done: Result<(), Error>) -> Result<Response, Instead> {
    match done {
        Ok(()) => Ok(see(&call.links.to(PATH))),
        Err(error) => answer(call, Some(refusal(error)?)).await,
    }
}

async fn answer(call: &Call, refused: Option<Refusal>) -> Result<Response, Instead> {
    let (community, account) = (&call.community, account(call)?);
    let sessions = known(community.sessions(&account.id).await)?;
    let follows = known(community.follows(&account.id).await)?;
    let claims = known(community.claims_of(&account.id).await)?;
    let identities = known(community.identities(&account.id).await)?;
    let is_moderator = known(community.is_moderator(&account.id).await)?;
    let tokens = known(community.tokens(&account.id).await)?;
    let has_password = known(community.has_password(&account.id).await)?;
    let password = [Field::whose(&account.email), Field::password("Password")];
    let proof: &[Field<'_>] = if has_password { &password } else { &[] };
    let loaded = call.state.loaded();
    let graph = loaded.as_deref().map(crate::Loaded::graph);
    let body = html! {
        (alert(refused))
        (address::address(call, account, has_password))
        (form(&call.links.to("/sign-out"), &[], &[], "Sign out"))
        p {
            a href=(call.links.to("/conversations")) { "Conversations" } " · "
            a href=(call.links.to("/news")) { "New at what you follow" }
            @if is_moderator { " · " a href=(call.links.to("/moderation")) { "Moderation" } }
        }
        (claimed(call, graph, &claims))
        (followed(call, graph, &follows))
        section {
            h2 { "Name" }
            (form(&call.links.to("/account/name"), &[], &[Field::name(&account.name)], "Change"))
        }
        (signed_in(call, &sessions))
        (openid::identities(call, &identities))
        @if has_password { section {
            h2 { "Password" }
            details {
                summary { "Choose another" }
                @let fields = [Field::whose(&account.email), Field::password("Present password"), Field::new_password("New password, at least 10 characters")];
                (form(&call.links.to("/account/password"), &[], &fields, "Change"))
            }
        } }
        (tokens::tokens(call, &tokens))
        section {
            h2 { "What is known of you" }
            p { a href=(call.links.to("/account/export")) { "All of it, as JSON" } }
            details {
                summary { "Delete the account" }
                p { "It is deleted at once, with all that you follow, claim and said. It cannot be brought back." }
                (form(&call.links.to("/account/delete"), &[], proof, "Delete it"))
            }
        }
    };
    Ok(call.page(refused.map_or(StatusCode::OK, status), &account.name, &body))
}

/// The longest list; the export has all.
const LISTED: usize = 200;

fn followed(call: &Call, graph: Option<&Graph>, follows: &[Follow]) -> Markup {
    let page = call.links.to(PATH);
    html! {
        section {
            h2 { "You follow " span.faint { (counted(follows.len() as u64)) } }
            @if follows.is_empty() { p { "Nobody yet. There is a button on the pages of people, topics and institutions." } }
            ul.plain {
                @for follow in follows.iter().take(LISTED) {
                    li { (follow::name(&call.links, graph, &follow.node)) " " (follow::form(&call.links, &follow.node, &page, true)) }
                }
            }
            @if follows.len() > LISTED { p.faint { "The latest " (LISTED) "." } }
        }
    }
}

fn signed_in(call: &Call, sessions: &[SessionInfo]) -> Markup {
    let here = call.visitor().and_then(Visitor::session);
    html! {
        section {
            h2 { "Where you are signed in " span.faint { (counted(sessions.len() as u64)) } }
            ul.plain {
                @for session in sessions {
                    li {
                        bdi { (session.agent) }
                        @if here == Some(session.id.as_str()) { span.faint { " · here" } } @else {
                            form.inline method="post" action=(call.links.to("/account/sessions")) {
                                input type="hidden" name="session" value=(session.id);
                                button { "Sign out there" }
                            }
                        }
                    }
                }
            }
        }
    }
}
