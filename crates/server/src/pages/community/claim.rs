//! Claiming a person of the graph.

use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use scholargraph::{Graph, Kind};
use scholargraph_community::{Claim, ClaimState, Refusal};
use serde::Deserialize;

use super::{
    Asked, Call, Sent,
    call::{Instead, refusal, see, status},
    form::alert,
};
use crate::{
    curation::take_effect,
    found::Found,
    pages::{follow, parts},
    wire::Named,
};

/// Whom it is about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Whom {
    person: String,
    reason: String,
}

/// `GET /claim`
pub(super) async fn page(call: Call, Asked(whom): Asked<Whom>) -> Result<Response, Instead> {
    let account = call.account(&call.links.asking("/claim", &[("person", &whom.person)]))?;
    let found = Found::of(&call.state, &call.community, &whom.person, account).await?;
    Ok(answer(&call, &found, "", None))
}

/// `POST /claim`
pub(super) async fn claim(call: Call, Sent(whom): Sent<Whom>) -> Result<Response, Instead> {
    let account = call.account(&call.links.asking("/claim", &[("person", &whom.person)]))?;
    let found = Found::of(&call.state, &call.community, &whom.person, account).await?;
    match call.community.claim(account, &found.key, found.proof(account), &whom.reason).await {
        Ok(ClaimState::Accepted) => Ok(see(&call.links.node(Kind::Person, &found.id))),
        Ok(_) => Ok(see(&call.links.to("/account"))),
        Err(error) => Ok(answer(&call, &found, &whom.reason, Some(refusal(error)?))),
    }
}

/// `POST /claim/withdraw`
pub(super) async fn withdraw(call: Call, Sent(whom): Sent<Whom>) -> Result<Response, Instead> {
    let page = call.links.to("/account");
    let account = call.account(&page)?;
    // By the key that it was made with: the person may be gone from the graph.
    call.community.withdraw(&account.id, &whom.person).await.or_else(|error| refusal(error).map(drop))?;
    Ok(see(&page))
}

/// What is sent to `POST /claim/open`.
#[derive(Debug, Deserialize)]
pub(super) struct Openness {
    person: String,
    line: String,
}

/// What is sent to `POST /claim/affiliation`.
#[derive(Debug, Deserialize)]
pub(super) struct Choice {
    person: String,
    institution: String,
}

/// `POST /claim/affiliation`: the institution that the owner shows first.
pub(super) async fn affiliation(call: Call, Sent(choice): Sent<Choice>) -> Result<Response, Instead> {
    let page = call.links.to("/account");
    let account = call.account(&page)?;
    match call.community.show_affiliation(&account.id, &choice.person, &choice.institution).await {
        Ok(()) => Ok(see(&page)),
        Err(error) => {
            let refused = refusal(error)?;
            Ok(call.page(status(refused), "Where you are", &alert(Some(refused))))
        }
    }
}

/// `POST /claim/open`: what the owner is open to collaborate on.
pub(super) async fn open(call: Call, Sent(Openness { person, line }): Sent<Openness>) -> Result<Response, Instead> {
    let page = call.links.to("/account");
    let account = call.account(&page)?;
    match call.community.open_to(&account.id, &person, &line).await {
        Ok(()) => Ok(see(&page)),
        Err(error) => {
            let refused = refusal(error)?;
            Ok(call.page(status(refused), "Open to collaborate", &alert(Some(refused))))
        }
    }
}

fn answer(call: &Call, found: &Found, reason: &str, refused: Option<Refusal>) -> Response {
    let is_claimed = call.links.visit.standing(&found.key).is_claimed;
    let is_proof = (found.institution.is_some() || found.orcid.is_some()) && !is_claimed;
    let body = html! {
        (alert(refused))
        p { "You say that " (parts::link(&call.links, Kind::Person, Named { id: &found.id, label: &found.label })) " is you." }
        @if is_claimed { p { "Somebody has claimed this page. Moderators compare what both of you say." } }
        @if let Some(orcid) = &found.orcid {
            p { "You sign in with its ORCID iD, " bdi { (orcid) } (if is_proof { ": that is enough." } else { "." }) }
        } @else if let Some(institution) = &found.institution {
            p { "Your e-mail address is one of " bdi { (institution) } ", where this person works or worked" (if is_proof { ": that is enough." } else { "." }) }
        }
        form.form method="post" action=(call.links.to("/claim")) {
            input type="hidden" name="person" value=(found.key);
            @if !is_proof {
                label {
                    "How can one see that this is you? Moderators read it, and nobody else."
                    textarea name="reason" required minlength="20" maxlength="2000" rows="6" { (reason) }
                }
            }
            button { (if is_proof { "This is me" } else { "Ask the moderators" }) }
        }
    };
    call.page(refused.map_or(StatusCode::OK, status), "Claim a page", &body)
}

/// What the account claims, and claimed.
pub(super) fn claimed(call: &Call, graph: Option<&Graph>, claims: &[Claim]) -> Markup {
    html! {
        @if !claims.is_empty() {
            section {
                h2 { "You claim" }
                ul.plain {
                    @for claim in claims {
                        li {
                            (follow::name(&call.links, graph, &claim.person)) " "
                            span.faint { (told(claim.state)) }
                            @if matches!(claim.state, ClaimState::Asked | ClaimState::Accepted) {
                                form.inline method="post" action=(call.links.to("/claim/withdraw")) {
                                    input type="hidden" name="person" value=(claim.person);
                                    button { (if claim.state == ClaimState::Accepted { "Give it up" } else { "Take it back" }) }
                                }
                            }
                            @if claim.state == ClaimState::Accepted {
                                " " a href=(call.links.asking("/review", &[("person", &claim.person)])) { "Review its works" }
                                (called(call, &claim.person))
                                (openness(call, &claim.person))
                                (where_they_are(call, graph, &claim.person))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What is sent to `POST /claim/names`.
#[derive(Debug, Deserialize)]
pub(super) struct Names {
    person: String,
    /// A line each.
    names: String,
    /// `on` where the ORCID iD is to stand on the record.
    #[serde(default)]
    orcid: String,
}

/// `POST /claim/names`: what the owner is also called, in force when the answer is.
pub(super) async fn names(call: Call, Sent(Names { person, names, orcid }): Sent<Names>) -> Result<Response, Instead> {
    let page = call.links.to("/account");
    let account = call.account(&page)?;
    let lines: Vec<&str> = names.lines().collect();
    let done = match call.community.set_names(&account.id, &person, &lines).await {
        Ok(()) => call.community.show_orcid(&account.id, &person, orcid == "on").await,
        refused => refused,
    };
    match done {
        Ok(()) => {
            take_effect(&call.state).await;
            Ok(see(&page))
        }
        Err(error) => {
            let refused = refusal(error)?;
            Ok(call.page(status(refused), "What you are called", &alert(Some(refused))))
        }
    }
}

/// What the owner is also called, and whether their ORCID iD stands on the page.
fn called(call: &Call, person: &str) -> Markup {
    let ownership = call.community.ownership(person);
    html! {
        form.form method="post" action=(call.links.to("/claim/names")) {
            input type="hidden" name="person" value=(person);
            label {
                "Other forms of your name, a line each: your page lists them, and you are found by them"
                textarea name="names" rows="3" maxlength="5000" { (ownership.names.join("\n")) }
            }
            @if !ownership.orcid.is_empty() {
                label {
                    input type="checkbox" name="orcid" value="on" checked[ownership.shows_orcid];
                    " ORCID " bdi { (ownership.orcid) } " stands on your page, where records give none"
                }
            }
            button { "Keep these names" }
        }
    }
}

fn openness(call: &Call, person: &str) -> Markup {
    let open_to = call.links.visit.standing(person).open_to;
    html! {
        form.form method="post" action=(call.links.to("/claim/open")) {
            input type="hidden" name="person" value=(person);
            label {
                "Open to collaborate on (empty: you do not say)"
                input type="text" name="line" value=(open_to) maxlength="200";
            }
            button { "Say so" }
        }
    }
}

/// The institutions of a record's, the one that is shown first chosen.
fn where_they_are(call: &Call, graph: Option<&Graph>, person: &str) -> Markup {
    let shown = call.links.visit.standing(person).affiliation;
    let found = graph.and_then(|graph| Some((graph, graph.resolve(Some(Kind::Person), person).ok()?.node.index())));
    let institutions = found.map(|(graph, row)| (graph, graph.person_relations().institutions.row(row)));
    html! {
        @if let Some((graph, institutions)) = institutions.filter(|(_, row)| row.len() > 1) {
            form.form method="post" action=(call.links.to("/claim/affiliation")) {
                input type="hidden" name="person" value=(person);
                label {
                    "Where you are, shown first"
                    select name="institution" {
                        option value="" selected[shown.is_empty()] { "the latest" }
                        @for &at in institutions {
                            @let key = graph.key(at);
                            option value=(key) selected[key == shown] { (graph.label(at)) }
                        }
                    }
                }
                button { "Show it first" }
            }
        }
    }
}

const fn told(state: ClaimState) -> &'static str {
    match state {
        ClaimState::Asked => "waits for moderators",
        ClaimState::Accepted => "is yours",
        ClaimState::Refused => "was refused",
        ClaimState::Withdrawn => "taken back",
    }
}
