//! An account's address of mail.

use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use scholargraph_community::{Account, Refusal};
use serde::Deserialize;

use super::{
    Asked, Call, Sent,
    call::{Instead, refusal, see, status},
    form::{Field, alert, form},
    sign_up::{Letter, under_way},
};

/// What is sent to `POST /account/address`.
#[derive(Debug, Deserialize)]
pub(super) struct Wish {
    email: String,
    #[serde(default)]
    password: String,
}

/// `POST /account/address`
pub(super) async fn ask(call: Call, Sent(Wish { email, password }): Sent<Wish>) -> Result<Response, Instead> {
    let account = call.account(&call.links.to("/account"))?;
    let Some(visitor) = call.visitor() else { return Err(Instead::See(call.links.to("/sign-in"))) };
    match call.community.give_address(visitor, &email, &password, call.place).await {
        Ok(()) => Ok(under_way(&call, &email)),
        Err(error) => {
            let refused = refusal(error)?;
            let has_password =
                !account.email.is_empty() && call.community.has_password(&account.id).await.unwrap_or(true);
            let body = html! { (alert(Some(refused))) (asking(&call, &email, has_password)) };
            Ok(call.page(status(refused), TITLE, &body))
        }
    }
}

/// What is sent to `POST /confirm-address`.
#[derive(Debug, Deserialize)]
pub(super) struct Proof {
    token: String,
}

/// `GET /confirm-address`
pub(super) async fn letter(call: Call, Asked(Letter { token }): Asked<Letter>) -> Result<Response, Instead> {
    call.account(&call.links.asking("/confirm-address", &[("token", &token)]))?;
    Ok(opened(&call, &token, None))
}

/// `POST /confirm-address`
pub(super) async fn confirm(call: Call, Sent(Proof { token }): Sent<Proof>) -> Result<Response, Instead> {
    let account = call.account(&call.links.asking("/confirm-address", &[("token", &token)]))?;
    match call.community.confirm_address(account, &token).await {
        Ok(()) => Ok(see(&call.links.to("/account"))),
        Err(error) => Ok(opened(&call, &token, Some(refusal(error)?))),
    }
}

const TITLE: &str = "Your e-mail address";

fn opened(call: &Call, token: &str, refused: Option<Refusal>) -> Response {
    let body = html! {
        (alert(refused))
        (form(&call.links.to("/confirm-address"), &[("token", token)], &[], "This is my address"))
    };
    call.page(refused.map_or(StatusCode::OK, status), TITLE, &body)
}

fn asking(call: &Call, email: &str, has_password: bool) -> Markup {
    let email = Field { autocomplete: "email", ..Field::email(email) };
    let password = has_password.then(|| Field::password("Present password"));
    let fields: Vec<Field<'_>> = std::iter::once(email).chain(password).collect();
    form(&call.links.to("/account/address"), &[], &fields, "Send a letter")
}

/// What an account has, or the way to have one.
pub(super) fn address(call: &Call, account: &Account, has_password: bool) -> Markup {
    html! {
        @if account.email.is_empty() {
            p { "Nobody can write to you: you have given no e-mail address. One of an institution where you work or worked also shows who you are." }
            (asking(call, "", false))
        } @else {
            p { "Letters go to " bdi { (account.email) } ", which is shown to nobody else." }
            details {
                summary { "Choose another address" }
                p { "It is yours once you open the link in the letter that goes there." }
                (asking(call, "", has_password))
            }
        }
    }
}
