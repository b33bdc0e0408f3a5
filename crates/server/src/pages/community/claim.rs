//! Claiming a person of the graph.

use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use scholargraph::{DenseId, Graph, Kind, PersonId, trust::Ownership};
use scholargraph_community::{Account, Claim, ClaimState, Error, Proof, Refusal};
use serde::Deserialize;

use super::{
    Asked, Call, Sent,
    call::{Instead, refusal, see, status},
    form::alert,
};
use crate::{
    Code, Loaded, Problem,
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

/// A person of the graph as it is now.
struct Found {
    key: String,
    id: String,
    label: String,
    /// The institution of theirs that the account's address of mail is of.
    institution: Option<String>,
    /// Their ORCID iD, where the account signs in with it.
    orcid: Option<String>,
}

/// `GET /claim`
pub(super) async fn page(call: Call, Asked(whom): Asked<Whom>) -> Result<Response, Instead> {
    let account = call.account(&call.links.asking("/claim", &[("person", &whom.person)]))?;
    let found = find(&call, &whom.person, account).await?;
    Ok(answer(&call, &found, "", None))
}

/// `POST /claim`
pub(super) async fn claim(call: Call, Sent(whom): Sent<Whom>) -> Result<Response, Instead> {
    let account = call.account(&call.links.asking("/claim", &[("person", &whom.person)]))?;
    let found = find(&call, &whom.person, account).await?;
    let domain = found.institution.as_ref().map(|_| domain(&account.email));
    let proof = Proof { domain, orcid: found.orcid.as_deref() };
    match call.community.claim(account, &found.key, proof, &whom.reason).await {
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

/// The part of an address of mail that says where it is.
fn domain(email: &str) -> &str {
    email.rsplit_once('@').map_or("", |(_, domain)| domain)
}

async fn find(call: &Call, key: &str, account: &Account) -> Result<Found, Instead> {
    let identities = call.community.identities(&account.id).await.map_err(|error| failed(&error))?;
    let orcids: Vec<String> = identities.into_iter().map(|identity| identity.orcid).collect();
    let (key, owner) =
        (key.to_owned(), Ownership { email_domain: domain(&account.email).to_owned(), ..Ownership::default() });
    let found = call.state.run(move |loaded: &Loaded| found(loaded.graph(), &key, &owner, &orcids)).await?;
    Ok(found?)
}

fn failed(error: &Error) -> Problem {
    Problem::new(Code::StoreFailed, error.to_string())
}

fn found(graph: &Graph, key: &str, owner: &Ownership, orcids: &[String]) -> Result<Found, Problem> {
    let node = graph.resolve(Some(Kind::Person), key).map_err(Problem::from)?.node;
    let person = PersonId::from_index(node.index());
    let Named { id, label } = Named::new(graph, person);
    let institution = owner.institution(graph, person).map(|at| graph.label(at).to_owned());
    let orcid = graph.people().orcid.at(person.index());
    let orcid = orcids.iter().find(|own| !own.is_empty() && *own == orcid).cloned();
    let label = if label.is_empty() { id } else { label };
    Ok(Found { key: graph.key(person), id: id.to_owned(), label: label.to_owned(), institution, orcid })
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
                                (openness(call, &claim.person))
                            }
                        }
                    }
                }
            }
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

const fn told(state: ClaimState) -> &'static str {
    match state {
        ClaimState::Asked => "waits for moderators",
        ClaimState::Accepted => "is yours",
        ClaimState::Refused => "was refused",
        ClaimState::Withdrawn => "taken back",
    }
}
