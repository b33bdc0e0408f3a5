//! Tokens for programs.

use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use scholargraph_community::TokenInfo;
use serde::Deserialize;

use super::{
    Call, Sent,
    call::{Instead, refusal, see, status},
    form::{Field, alert, form},
};

/// What is sent to `POST /account/tokens`.
#[derive(Debug, Deserialize)]
pub(super) struct Wish {
    name: String,
}

/// `POST /account/tokens`: the only page that shows it.
pub(super) async fn make(call: Call, Sent(Wish { name }): Sent<Wish>) -> Result<Response, Instead> {
    let account = call.account(&call.links.to("/account"))?;
    match call.community.new_token(&account.id, &name).await {
        Ok(token) => {
            let body = html! {
                p { "It is shown here and never again. Whoever has it can do in your name what you can, but for deleting the account." }
                p { code { (token) } }
                p { "A program sends it along: " code { "Authorization: Bearer " (token) } }
                p { a href=(call.links.to("/account")) { "Your account" } }
            };
            Ok(call.page(StatusCode::OK, "A token", &body))
        }
        Err(error) => {
            let refused = refusal(error)?;
            Ok(call.page(status(refused), "A token", &alert(Some(refused))))
        }
    }
}

/// What is sent to `POST /account/tokens/revoke`.
#[derive(Debug, Deserialize)]
pub(super) struct Ended {
    token: String,
}

/// `POST /account/tokens/revoke`
pub(super) async fn revoke(call: Call, Sent(Ended { token }): Sent<Ended>) -> Result<Response, Instead> {
    let page = call.links.to("/account");
    let account = call.account(&page)?;
    call.community.revoke_token(&account.id, &token).await.or_else(|error| refusal(error).map(drop))?;
    Ok(see(&page))
}

/// The tokens of an account, and the way to another.
pub(super) fn tokens(call: &Call, tokens: &[TokenInfo]) -> Markup {
    html! {
        section {
            h2 { "Tokens for programs" }
            ul.plain {
                @for token in tokens {
                    li {
                        bdi { (token.name) } " "
                        form.inline method="post" action=(call.links.to("/account/tokens/revoke")) {
                            input type="hidden" name="token" value=(token.id);
                            button { "Revoke" }
                        }
                    }
                }
            }
            details {
                summary { "Make one" }
                p { "With it a program asks the API under " code { "/v1/account" } "." }
                (form(&call.links.to("/account/tokens"), &[], &[Field { label: "What it is for", autocomplete: "off", ..Field::name("") }], "Make a token"))
            }
        }
    }
}
