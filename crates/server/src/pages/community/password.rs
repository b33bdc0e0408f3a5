//! Choosing another password by letter.

use axum::{http::StatusCode, response::Response};
use maud::html;
use scholargraph_community::Refusal;
use serde::Deserialize;

use super::{
    Asked, Call, Sent,
    call::{Instead, refusal, status},
    form::{Field, alert, form},
    sign_up::{Letter, under_way},
};

/// What is sent to `POST /forgotten`.
#[derive(Debug, Deserialize)]
pub(super) struct Whose {
    email: String,
}

/// What is sent to `POST /new-password`.
#[derive(Debug, Deserialize)]
pub(super) struct Other {
    token: String,
    new: String,
}

/// `GET /forgotten`
pub(super) async fn page(call: Call) -> Response {
    answer(&call, "", None)
}

/// `POST /forgotten`
pub(super) async fn ask(call: Call, Sent(Whose { email }): Sent<Whose>) -> Result<Response, Instead> {
    match call.community.forgotten(&email, call.place).await {
        Ok(()) => Ok(under_way(&call, &email)),
        Err(error) => Ok(answer(&call, &email, Some(refusal(error)?))),
    }
}

/// `GET /new-password`
pub(super) async fn letter(call: Call, Asked(Letter { token }): Asked<Letter>) -> Response {
    opened(&call, &token, None)
}

/// `POST /new-password`
pub(super) async fn replace(call: Call, Sent(Other { token, new }): Sent<Other>) -> Result<Response, Instead> {
    match call.community.new_password(&token, &new, &call.agent).await {
        Ok(session) => Ok(call.signed_in(&session, &call.links.to("/account"))),
        Err(error) => Ok(opened(&call, &token, Some(refusal(error)?))),
    }
}

fn answer(call: &Call, email: &str, refused: Option<Refusal>) -> Response {
    let body = html! {
        (alert(refused))
        p { "A letter lets you choose another one." }
        (form(&call.links.to("/forgotten"), &[], &[Field::email(email)], "Send me a letter"))
    };
    call.page(refused.map_or(StatusCode::OK, status), "I forgot my password", &body)
}

fn opened(call: &Call, token: &str, refused: Option<Refusal>) -> Response {
    let fields = [Field::whose(""), Field::new_password("New password, at least 10 characters")];
    let body = html! {
        (alert(refused))
        p { "Wherever you are signed in, you are signed out." }
        (form(&call.links.to("/new-password"), &[("token", token)], &fields, "Choose it and sign in"))
    };
    call.page(refused.map_or(StatusCode::OK, status), "Choose another password", &body)
}
