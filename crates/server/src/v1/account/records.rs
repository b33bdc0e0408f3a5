//! Records of people: claiming them, reviewing their works, confirming those of colleagues.

use axum::{extract::Path, response::Response};
use scholargraph::Kind;
use scholargraph_community::{ClaimState, Verdict};
use serde::{Deserialize, Serialize};

use super::{Body, Caller, caller::told, done};
use crate::{Problem, curation::take_effect, found::Found};

/// `GET /v1/account/claims`
pub(super) async fn claims(caller: Caller) -> Result<Response, Problem> {
    told(caller.community.claims_of(&caller.account.id).await)
}

/// What is sent to `POST /v1/account/claims`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wish {
    person: String,
    #[serde(default)]
    reason: String,
}

/// What became of a claim.
#[derive(Debug, Serialize)]
struct Claimed {
    person: String,
    state: ClaimState,
}

/// `POST /v1/account/claims`
pub(super) async fn claim(caller: Caller, Body(wish): Body<Wish>) -> Result<Response, Problem> {
    let Caller { state, community, account, .. } = &caller;
    let found = Found::of(state, community, &wish.person, account).await?;
    let state = community.claim(account, &found.key, found.proof(account), &wish.reason).await;
    told(state.map(|state| Claimed { person: found.key.clone(), state }))
}

/// `DELETE /v1/account/claims/{key}`
pub(super) async fn withdraw(caller: Caller, Path(key): Path<String>) -> Result<Response, Problem> {
    let key = caller.key(Some(Kind::Person), &key);
    done(caller.community.withdraw(&caller.account.id, &key).await)
}

/// What is sent to `PUT /v1/account/claims/{key}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shown {
    open_to: Option<String>,
    affiliation: Option<String>,
    names: Option<Vec<String>>,
    show_orcid: Option<bool>,
}

/// `PUT /v1/account/claims/{key}`: what the owner is open to collaborate on, the institution they show first, what they are
/// also called, and whether their ORCID iD stands on the record. What is left out stays as it is.
pub(super) async fn show(
    caller: Caller,
    Path(key): Path<String>,
    Body(Shown { open_to, affiliation, names, show_orcid }): Body<Shown>,
) -> Result<Response, Problem> {
    let key = caller.key(Some(Kind::Person), &key);
    if let Some(institution) = affiliation {
        let institution = caller.key(Some(Kind::Institution), &institution);
        done(caller.community.show_affiliation(&caller.account.id, &key, &institution).await)?;
    }
    if let Some(line) = open_to {
        done(caller.community.open_to(&caller.account.id, &key, &line).await)?;
    }
    let is_curated = names.is_some() || show_orcid.is_some();
    if let Some(names) = names {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        done(caller.community.set_names(&caller.account.id, &key, &names).await)?;
    }
    if let Some(shows) = show_orcid {
        done(caller.community.show_orcid(&caller.account.id, &key, shows).await)?;
    }
    if is_curated {
        take_effect(&caller.state).await;
    }
    done(Ok(()))
}

/// `GET /v1/account/reviews`
pub(super) async fn reviews(caller: Caller) -> Result<Response, Problem> {
    told(caller.community.reviews_of(&caller.account.id).await)
}

/// What is sent to `POST /v1/account/reviews`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    person: String,
    works: Vec<String>,
    /// `null` takes back what was said.
    verdict: Option<Verdict>,
}

/// `POST /v1/account/reviews`: what is said is in force when the answer is.
pub(super) async fn review(caller: Caller, Body(said): Body<Said>) -> Result<Response, Problem> {
    let person = caller.key(Some(Kind::Person), &said.person);
    let works: Vec<String> = said.works.iter().map(|work| caller.key(Some(Kind::Work), work)).collect();
    let works: Vec<&str> = works.iter().map(String::as_str).collect();
    let reviewed = caller.community.review(&caller.account.id, &person, &works, said.verdict).await;
    if reviewed.is_ok() {
        take_effect(&caller.state).await;
    }
    done(reviewed)
}

/// `PUT /v1/account/confirmations/{key}`: a colleague's record is right.
pub(super) async fn confirm(caller: Caller, Path(key): Path<String>) -> Result<Response, Problem> {
    let key = caller.known(Some(Kind::Person), &key)?;
    done(caller.community.confirm_record(&caller.account.id, &key).await)
}

/// `DELETE /v1/account/confirmations/{key}`
pub(super) async fn take_back(caller: Caller, Path(key): Path<String>) -> Result<Response, Problem> {
    let key = caller.key(Some(Kind::Person), &key);
    done(caller.community.take_confirmation_back(&caller.account.id, &key).await)
}
