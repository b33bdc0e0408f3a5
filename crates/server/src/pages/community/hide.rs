//! Asking that a record be shown to nobody, without an account.

use axum::{http::StatusCode, response::Response};
use maud::html;
use scholargraph::Kind;
use scholargraph_community::Refusal;
use serde::Deserialize;

use super::{
    Asked, Call, Sent,
    call::{Instead, refusal, status},
    form::alert,
};
use crate::{Problem, pages::parts, wire::Named};

/// Whom it is about, and why.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    person: String,
    email: String,
    reason: String,
}

const TITLE: &str = "Ask for a page to be hidden";

/// `GET /hide`
pub(super) async fn page(call: Call, Asked(wish): Asked<Wish>) -> Result<Response, Instead> {
    answer(&call, &wish, None)
}

/// `POST /hide`
pub(super) async fn ask(call: Call, Sent(wish): Sent<Wish>) -> Result<Response, Instead> {
    let loaded = call.state.ready()?;
    let graph = loaded.graph();
    let key = graph.key(graph.resolve(Some(Kind::Person), &wish.person).map_err(Problem::from)?.node);
    match call.community.ask_to_hide(&key, &wish.email, &wish.reason, call.place).await {
        Ok(()) => {
            let body =
                html! { p { "Moderators read it. They write to " bdi { (wish.email) } " once they have decided." } };
            Ok(call.page(StatusCode::OK, TITLE, &body))
        }
        Err(error) => answer(&call, &wish, Some(refusal(error)?)),
    }
}

fn answer(call: &Call, wish: &Wish, refused: Option<Refusal>) -> Result<Response, Instead> {
    let loaded = call.state.ready()?;
    let graph = loaded.graph();
    let node = graph.resolve(Some(Kind::Person), &wish.person).map_err(Problem::from)?.node;
    let body = html! {
        (alert(refused))
        p { "You ask that the page of " (parts::link(&call.links, Kind::Person, Named { id: graph.id(node), label: graph.label(node) })) " be shown to nobody. The works stay; the name leaves them. You need no account." }
        form.form method="post" action=(call.links.to("/hide")) {
            input type="hidden" name="person" value=(graph.key(node));
            label {
                "Your e-mail address, for the answer"
                input type="email" name="email" value=(wish.email) required maxlength="254" autocomplete="email";
            }
            label {
                "Why should it be hidden, and how can one see that this is about you?"
                textarea name="reason" required minlength="20" maxlength="2000" rows="6" { (wish.reason) }
            }
            button { "Ask the moderators" }
        }
    };
    Ok(call.page(refused.map_or(StatusCode::OK, status), TITLE, &body))
}
