//! What every handler here needs to know of a request.

use std::{convert::Infallible, net::IpAddr};

use axum::{
    Form,
    extract::{FromRequest, FromRequestParts, OriginalUri, Query, Request},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use scholargraph_community::{Account, Community, Error, Refusal, Session, Visitor};
use serde::de::DeserializeOwned;

use crate::{
    AppState, Code, Problem, asked, cookie,
    pages::{frame::Page, links::Links},
    place::place,
    problem::shown,
    visit::Visit,
};

/// One request about accounts.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) state: AppState,
    pub(super) community: Community,
    pub(super) links: Links,
    /// Where it comes from.
    pub(super) place: IpAddr,
    /// What the browser calls itself.
    pub(super) agent: String,
    /// The secret that the browser shows, be it anybody's or nobody's.
    pub(super) secret: Option<String>,
}

impl FromRequestParts<AppState> for Call {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let path = parts.uri.path();
        let community = state.community().cloned();
        let community = community
            .ok_or_else(|| Problem::new(Code::UnknownRoute, format!("there is nothing at `{}`", shown(path))))?;
        let original = parts.extensions.get::<OriginalUri>().map_or(path, |original| original.path());
        let visit: Visit = parts.extensions.get().cloned().unwrap_or_else(|| Visit::stranger(state));
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Self {
            links: Links::new(&asked::base(path, original), visit),
            place: place(&parts.extensions, &parts.headers, state.options().behind_proxy),
            agent: agent.unwrap_or("a browser that does not say its name").to_owned(),
            secret: cookie::SESSION.shown(&parts.headers, community.public_url()),
            state: state.clone(),
            community,
        })
    }
}

/// The form that was sent; one that cannot be read is a problem that says why.
#[derive(Debug)]
pub(super) struct Sent<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<AppState> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        let form = Form::from_request(request, state).await;
        form.map(|Form(form)| Self(form)).map_err(|rejection| {
            let is_too_long = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
            let code = if is_too_long { Code::BodyTooLarge } else { Code::InvalidParameter };
            Problem::new(code, rejection.body_text())
        })
    }
}

/// What stands behind the question mark of an address; what cannot be read is as though it were not there.
#[derive(Debug)]
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned + Default> FromRequestParts<AppState> for Asked<T> {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Infallible> {
        Ok(Self(Query::try_from_uri(&parts.uri).map(|Query(asked)| asked).unwrap_or_default()))
    }
}

impl Call {
    /// Who is signed in.
    pub(super) fn visitor(&self) -> Option<&Visitor> {
        self.links.visit.member.as_deref().map(|member| &member.visitor)
    }

    /// Whose account it is about; whoever is not signed in is led there, and back to `next`.
    pub(super) fn account(&self, next: &str) -> Result<&Account, Instead> {
        let visitor = self.visitor().map(|visitor| &visitor.account);
        visitor.ok_or_else(|| Instead::See(self.links.asking("/sign-in", &[("next", next)])))
    }

    /// A page that nobody finds by searching.
    pub(super) fn page(&self, status: StatusCode, title: &str, body: &Markup) -> Response {
        let body = html! { h1 { (title) } (body) };
        let page = Page::new(title, body).framed(&self.links).into_string();
        (status, [("x-robots-tag", "noindex")], Html(page)).into_response()
    }

    /// On to `next`, signed in.
    pub(super) fn signed_in(&self, session: &Session, next: &str) -> Response {
        let url = self.community.public_url();
        with_cookie(see(next), cookie::SESSION.kept(&session.secret, session.lifetime, url))
    }

    /// On to `next`, signed out.
    pub(super) fn signed_out(&self, next: &str) -> Response {
        with_cookie(see(next), cookie::SESSION.forgotten(self.community.public_url()))
    }
}

/// The answer with another cookie.
pub(super) fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    cookie.map(|cookie| response.headers_mut().append(header::SET_COOKIE, cookie));
    response
}

/// On to another page, which is then read.
pub(super) fn see(address: &str) -> Response {
    Redirect::to(address).into_response()
}

/// Where to go on, if that is a place on this site: links that lead here may name any.
pub(super) fn local(next: &str) -> Option<&str> {
    let leads_elsewhere =
        next.starts_with("//") || next.contains('\\') || next.contains(|sign: char| sign.is_control());
    (next.starts_with('/') && !leads_elsewhere && next.is_ascii()).then_some(next)
}

/// What is answered instead of what was asked for.
#[derive(Debug)]
pub(super) enum Instead {
    /// Another page has to be seen first.
    See(String),
    /// It could not be done.
    Problem(Box<Problem>),
}

impl From<Problem> for Instead {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl IntoResponse for Instead {
    fn into_response(self) -> Response {
        match self {
            Self::See(address) => see(&address),
            Self::Problem(problem) => problem.into_response(),
        }
    }
}

/// A refusal, to be said beside the form; everything else is a problem of the server's.
pub(super) fn refusal(error: Error) -> Result<Refusal, Instead> {
    match error {
        Error::Refused(refusal) => Ok(refusal),
        error => {
            let reason: &dyn std::error::Error = &error;
            tracing::error!(error = reason, "the store of accounts failed");
            Err(Problem::new(Code::StoreFailed, error.to_string()).into())
        }
    }
}

/// The status that goes with a refusal.
pub(super) fn status(refusal: Refusal) -> StatusCode {
    match refusal {
        Refusal::TooManyTries { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::NoProvider => StatusCode::NOT_FOUND,
        Refusal::ProviderFailed => StatusCode::BAD_GATEWAY,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_to_other_sites() {
        assert_eq!(local("/people/A1?offset=20#works"), Some("/people/A1?offset=20#works"));
        for next in ["//evil.example", "https://evil.example", "/\\evil.example", "\\/x", "", "x", "/a\r\nb", "/é"] {
            assert_eq!(local(next), None, "{next}");
        }
    }
}
