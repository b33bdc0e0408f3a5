//! Who calls, and with what.

use std::{net::IpAddr, time::Duration};

use axum::{
    Json,
    extract::{FromRequest, FromRequestParts, Request},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use scholargraph::Kind;
use scholargraph_community::{Account, Community, Error, Refusal};
use serde::{Serialize, de::DeserializeOwned};

use crate::{AppState, Code, Problem, place::place, problem::shown, visit::by_bearer, wire::to_json};

/// A program that shows a token.
#[derive(Debug)]
pub(super) struct Caller {
    pub(super) state: AppState,
    pub(super) community: Community,
    pub(super) account: Account,
    /// Where the request comes from.
    pub(super) place: IpAddr,
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let nothing = || Problem::new(Code::UnknownRoute, format!("there is nothing at `{}`", shown(parts.uri.path())));
        let community = state.community().cloned().ok_or_else(nothing)?;
        let given = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = given.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
        let visitor = by_bearer(&community, token.trim()).await.map_err(problem)?;
        let nobody = || Problem::new(Code::NotSignedIn, "the request shows no token, or one that is nobody's");
        let account = visitor.ok_or_else(nobody)?.account;
        let place = place(&parts.extensions, &parts.headers, state.options().behind_proxy);
        Ok(Self { state: state.clone(), community, account, place })
    }
}

impl Caller {
    /// The key that a node has now; for what the graph does not have, the words that were given.
    pub(super) fn key(&self, kind: Option<Kind>, given: &str) -> String {
        let found = self.state.loaded().and_then(|loaded| {
            let graph = loaded.graph();
            Some(graph.key(graph.resolve(kind, given).ok()?.node))
        });
        found.unwrap_or_else(|| given.to_owned())
    }

    /// The key of a node that must be there.
    pub(super) fn known(&self, kind: Option<Kind>, given: &str) -> Result<String, Problem> {
        let loaded = self.state.ready()?;
        Ok(loaded.graph().key(loaded.graph().resolve(kind, given)?.node))
    }
}

/// The JSON that was sent; what cannot be read is a problem that says where.
#[derive(Debug)]
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<AppState> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        Json::from_request(request, state).await.map(|Json(body)| Self(body)).map_err(|rejection| {
            let is_too_long = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
            let code = if is_too_long { Code::BodyTooLarge } else { Code::InvalidParameter };
            Problem::new(code, rejection.body_text())
        })
    }
}

/// What became of a wish, as an answer.
pub(super) fn done(result: Result<(), Error>) -> Result<Response, Problem> {
    result.map(|()| StatusCode::NO_CONTENT.into_response()).map_err(problem)
}

/// An answer in JSON.
pub(super) fn told<T: Serialize>(result: Result<T, Error>) -> Result<Response, Problem> {
    let told = result.map_err(problem)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], to_json(&told)).into_response())
}

/// Why it could not be done.
pub(super) fn problem(error: Error) -> Problem {
    match error {
        Error::Refused(refusal @ Refusal::TooManyTries { seconds }) => {
            let retry_after = u64::try_from(seconds).ok().map(Duration::from_secs);
            Problem { retry_after, ..Problem::new(Code::TooManyTries, refusal.to_string()) }
        }
        Error::Refused(refusal) => Problem::new(Code::Refused, refusal.to_string()),
        error => {
            let reason: &dyn std::error::Error = &error;
            tracing::error!(error = reason, "the store of accounts failed");
            Problem::new(Code::StoreFailed, error.to_string())
        }
    }
}
