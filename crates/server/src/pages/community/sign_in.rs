//! Signing in and out.

use axum::{http::StatusCode, response::Response};
use maud::html;
use scholargraph_community::Refusal;
use serde::Deserialize;

use super::{
    Asked, Call, Sent,
    call::{Instead, local, refusal, see, status},
    form::{Field, alert, form},
    openid,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Next {
    next: String,
}

/// What is sent to `POST /sign-in`.
#[derive(Debug, Deserialize)]
pub(super) struct Entry {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// `GET /sign-in`
pub(super) async fn page(call: Call, Asked(Next { next }): Asked<Next>) -> Response {
    if call.visitor().is_some() {
        return see(local(&next).unwrap_or(&call.links.to("/account")));
    }
    answer(&call, "", &next, None)
}

/// `POST /sign-in`
pub(super) async fn enter(call: Call, Sent(entry): Sent<Entry>) -> Result<Response, Instead> {
    let former = call.secret.as_deref();
    match call.community.sign_in(&entry.email, &entry.password, &call.agent, call.place, former).await {
        Ok(session) => Ok(call.signed_in(&session, local(&entry.next).unwrap_or(&call.links.to("/account")))),
        Err(error) => Ok(answer(&call, &entry.email, &entry.next, Some(refusal(error)?))),
    }
}

/// `POST /sign-out`
pub(super) async fn leave(call: Call) -> Result<Response, Instead> {
    if let Some(secret) = &call.secret {
        call.community.sign_out(secret).await.or_else(|error| refusal(error).map(drop))?;
    }
    Ok(call.signed_out(&call.links.home()))
}

fn answer(call: &Call, email: &str, next: &str, refused: Option<Refusal>) -> Response {
    let next = local(next).unwrap_or_default();
    let fields = [Field::email(email), Field::password("Password")];
    let body = html! {
        (alert(refused))
        (openid::ways(call, next, false))
        @if call.community.has_passwords() {
            (form(&call.links.to("/sign-in"), &[("next", next)], &fields, "Sign in"))
            p { a href=(call.links.to("/sign-up")) { "Open an account" } " · " a href=(call.links.to("/forgotten")) { "I forgot my password" } }
        }
    };
    call.page(refused.map_or(StatusCode::OK, status), "Sign in", &body)
}
