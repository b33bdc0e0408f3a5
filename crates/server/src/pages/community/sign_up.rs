//! Opening an account.

use axum::{http::StatusCode, response::Response};
use maud::html;
use scholargraph_community::{NewAccount, Refusal};
use serde::Deserialize;

use super::{
    Asked, Call, Sent,
    call::{Instead, refusal, status},
    form::{Field, alert, form},
};

/// What is sent to `POST /sign-up`.
#[derive(Debug, Deserialize)]
pub(super) struct Wish {
    email: String,
    name: String,
    new: String,
}

/// `GET /sign-up`
pub(super) async fn page(call: Call) -> Response {
    answer(&call, "", "", None)
}

/// `POST /sign-up`
pub(super) async fn ask(call: Call, Sent(wish): Sent<Wish>) -> Result<Response, Instead> {
    let Wish { email, name, new } = wish;
    let account = NewAccount { email: email.clone(), name: name.clone(), password: new };
    match call.community.sign_up(account, call.place).await {
        Ok(()) => Ok(under_way(&call, &email)),
        Err(error) => Ok(answer(&call, &email, &name, Some(refusal(error)?))),
    }
}

/// The same whether or not there is an account: only the owner of the address is told.
pub(super) fn under_way(call: &Call, email: &str) -> Response {
    let body = html! {
        p { "A letter to " bdi { (email) } " is on its way. It says how to go on, within a day." }
        p.faint { "Nothing arrives? Look among unwanted mail, and whether the address is right." }
    };
    call.page(StatusCode::OK, "Look into your mail", &body)
}

fn answer(call: &Call, email: &str, name: &str, refused: Option<Refusal>) -> Response {
    let fields = [
        Field { autocomplete: "email", ..Field::email(email) },
        Field::name(name),
        Field::new_password("Password, at least 10 characters"),
    ];
    let body = html! {
        (alert(refused))
        p { "An account lets you follow people, topics and institutions, claim your own page, and talk with others who did. Your address is shown to nobody." }
        (form(&call.links.to("/sign-up"), &[], &fields, "Open an account"))
        p { a href=(call.links.to("/sign-in")) { "I have an account" } }
    };
    call.page(refused.map_or(StatusCode::OK, status), "Open an account", &body)
}

/// What stands in the link of a letter.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Letter {
    pub(super) token: String,
}

/// What is sent to `POST /confirm`.
#[derive(Debug, Deserialize)]
pub(super) struct Proof {
    token: String,
    password: String,
}

/// `GET /confirm`: asks first, as programs that look through mail open links, too.
pub(super) async fn letter(call: Call, Asked(Letter { token }): Asked<Letter>) -> Response {
    opened(&call, &token, None)
}

/// `POST /confirm`
pub(super) async fn confirm(call: Call, Sent(Proof { token, password }): Sent<Proof>) -> Result<Response, Instead> {
    match call.community.confirm(&token, &password, &call.agent).await {
        Ok(session) => Ok(call.signed_in(&session, &call.links.to("/account"))),
        Err(error) => Ok(opened(&call, &token, Some(refusal(error)?))),
    }
}

fn opened(call: &Call, token: &str, refused: Option<Refusal>) -> Response {
    let fields = [Field::whose(""), Field::password("The password that you chose")];
    let body = html! {
        (alert(refused))
        (form(&call.links.to("/confirm"), &[("token", token)], &fields, "Confirm and sign in"))
    };
    call.page(refused.map_or(StatusCode::OK, status), "Confirm your e-mail address", &body)
}
