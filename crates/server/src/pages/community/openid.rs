//! Signing in with an identity that somebody has elsewhere.

use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use maud::{Markup, html};
use scholargraph_community::{Arrival, Identity, Refusal};
use serde::Deserialize;

use super::{
    Asked, Call, Sent,
    call::{Instead, local, refusal, see, status, with_cookie},
    form::alert,
};
use crate::cookie::DEPARTURE;

/// What is sent to `POST /sign-in/with`.
#[derive(Debug, Deserialize)]
pub(super) struct Choice {
    provider: String,
    #[serde(default)]
    next: String,
    /// `yes` to connect the account that is signed in.
    #[serde(default)]
    connect: String,
}

/// `POST /sign-in/with`: to the provider.
///
/// What a form leads to must be of this site, so the answer is a page that goes on by itself, and says where.
pub(super) async fn depart(call: Call, Sent(choice): Sent<Choice>) -> Result<Response, Instead> {
    let next = local(&choice.next).map_or_else(|| call.links.to("/account"), str::to_owned);
    let account = match choice.connect.as_str() {
        "yes" => Some(call.account(&next)?.id.as_str()),
        _ => None,
    };
    match call.community.depart(&choice.provider, account, &next, call.place).await {
        Ok(departure) => {
            let name = name(&call, &choice.provider);
            let body = html! {
                meta http-equiv="refresh" content=(format!("0;url={}", departure.url));
                p { a href=(departure.url) { "Go on to " (name) } }
            };
            let url = call.community.public_url();
            let cookie = DEPARTURE.kept(&departure.browser, departure.lifetime, url);
            Ok(with_cookie(call.page(StatusCode::OK, "On to the other site", &body), cookie))
        }
        Err(error) => Ok(refused(&call, refusal(error)?)),
    }
}

/// What a provider sends a browser back with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Back {
    state: String,
    code: String,
    iss: Option<String>,
    error: String,
}

/// `GET /sign-in/back/{provider}`: from the provider.
pub(super) async fn arrive(
    call: Call,
    Path(provider): Path<String>,
    headers: HeaderMap,
    Asked(back): Asked<Back>,
) -> Result<Response, Instead> {
    let url = call.community.public_url();
    let browser = DEPARTURE.shown(&headers, url);
    let forgotten = DEPARTURE.forgotten(url);
    if !back.error.is_empty() {
        let body = html! {
            p { (name(&call, &provider)) " says that it was called off." }
            p { a href=(call.links.to("/sign-in")) { "Sign in" } }
        };
        return Ok(with_cookie(call.page(StatusCode::OK, "Not signed in", &body), forgotten));
    }
    let arrival = Arrival {
        state: &back.state,
        code: &back.code,
        issuer: back.iss.as_deref(),
        browser: browser.as_deref(),
        signed_in: call.visitor().map(|visitor| visitor.account.id.as_str()),
    };
    let answer = match call.community.arrive(&provider, arrival, &call.agent, call.secret.as_deref()).await {
        Ok(arrived) => call.signed_in(&arrived.session, local(&arrived.next).unwrap_or(&call.links.to("/account"))),
        Err(error) => refused(&call, refusal(error)?),
    };
    Ok(with_cookie(answer, forgotten))
}

/// What is sent to `POST /account/identities`.
#[derive(Debug, Deserialize)]
pub(super) struct Forgotten {
    issuer: String,
    subject: String,
}

/// `POST /account/identities`: forgets one.
pub(super) async fn disconnect(call: Call, Sent(one): Sent<Forgotten>) -> Result<Response, Instead> {
    let page = call.links.to("/account");
    let account = call.account(&page)?;
    match call.community.disconnect(&account.id, &one.issuer, &one.subject).await {
        Ok(()) => Ok(see(&page)),
        Err(error) => Ok(refused(&call, refusal(error)?)),
    }
}

fn refused(call: &Call, refused: Refusal) -> Response {
    let body = html! {
        (alert(Some(refused)))
        p { a href=(call.links.to("/sign-in")) { "Sign in" } }
    };
    call.page(status(refused), "Not signed in", &body)
}

fn name<'c>(call: &'c Call, provider: &str) -> &'c str {
    call.community.providers().find(|(id, _)| *id == provider).map_or("The other site", |(_, name)| name)
}

/// Buttons to sign in with what people have elsewhere, or to connect it with the account that is signed in.
pub(super) fn ways(call: &Call, next: &str, connect: bool) -> Markup {
    html! {
        @for (id, name) in call.community.providers() {
            form.form method="post" action=(call.links.to("/sign-in/with")) {
                input type="hidden" name="provider" value=(id);
                input type="hidden" name="next" value=(next);
                input type="hidden" name="connect" value=(if connect { "yes" } else { "" });
                button { (if connect { "Connect " } else { "Sign in with " }) (name) }
            }
        }
    }
}

/// Who the account is elsewhere.
pub(super) fn identities(call: &Call, identities: &[Identity]) -> Markup {
    html! {
        @if !identities.is_empty() || call.community.providers().next().is_some() {
            section {
                h2 { "Who you are elsewhere" }
                ul.plain {
                    @for identity in identities {
                        li {
                            @if identity.orcid.is_empty() { bdi { (identity.subject) } " at " bdi { (identity.issuer) } }
                            @else { "ORCID " bdi { (identity.orcid) } }
                            " "
                            form.inline method="post" action=(call.links.to("/account/identities")) {
                                input type="hidden" name="issuer" value=(identity.issuer);
                                input type="hidden" name="subject" value=(identity.subject);
                                button { "Disconnect" }
                            }
                        }
                    }
                }
                (ways(call, &call.links.to("/account"), true))
            }
        }
    }
}
