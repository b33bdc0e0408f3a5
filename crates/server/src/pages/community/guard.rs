//! What every request about accounts must keep to.

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, Method, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::time::timeout;

use crate::{AppState, Code, Problem, route::Route};

/// Refuses forms that other sites send; else what [`limits`] says.
pub(super) async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let public_url = state.community().map(scholargraph_community::Community::public_url);
    if request.method() == Method::POST && !is_of_this_site(request.headers(), public_url) {
        let detail = "the browser says that the form belongs to another site, or does not say to which";
        let mut response = Problem::new(Code::OtherSite, detail).into_response();
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        return response;
    }
    limits(State(state), request, next).await
}

/// Gives up on answers that take too long, and lets nobody keep an answer.
pub(crate) async fn limits(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(|path| Route(path.as_str().to_owned().into()));
    let limit = state.options().time_limit;
    let mut response = timeout(limit, next.run(request)).await.unwrap_or_else(|_| {
        let detail = format!("there was no answer within {} ms", limit.as_millis());
        Problem::new(Code::TimeLimit, detail).into_response()
    });
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    route.map(|route| response.extensions_mut().insert(route));
    response
}

/// Lets only those through who may have passwords here.
pub(super) async fn passwords(State(state): State<AppState>, request: Request, next: Next) -> Response {
    match state.community() {
        Some(community) if !community.has_passwords() => {
            Problem::new(Code::UnknownRoute, "nobody signs in with a password here").into_response()
        }
        _ => next.run(request).await,
    }
}

/// Does the browser say that a form was sent by a page of ours?
///
/// Every browser of today says so in `Sec-Fetch-Site` (<https://www.w3.org/TR/fetch-metadata/>), and every older one
/// names the page's site in `Origin`. Whoever says neither is no browser, and has no cookie that was not given to it.
fn is_of_this_site(headers: &HeaderMap, public_url: Option<&str>) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (said("sec-fetch-site"), said("origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => {
            let authority = |url: &str| url.parse::<Uri>().ok()?.authority().map(ToString::to_string);
            let Some(from) = authority(origin) else { return false };
            said("host") == Some(&from) || public_url.and_then(authority).as_ref() == Some(&from)
        }
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers.iter().map(|&(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)));
        is_of_this_site(&headers.collect(), Some("https://graph.example.org/base"))
    }

    #[test]
    fn forms_of_other_sites_are_told_apart() {
        assert!(check(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(check(&[("origin", "https://graph.example.org"), ("host", "10.0.0.1")]));
        assert!(check(&[("origin", "http://localhost:7474"), ("host", "localhost:7474")]));
        for site in ["cross-site", "same-site", "none", ""] {
            let headers = [("sec-fetch-site", site), ("origin", "http://a.org"), ("host", "a.org")];
            assert!(!check(&headers), "{site}");
        }
        assert!(!check(&[("origin", "https://evil.example"), ("host", "graph.example.org")]));
        assert!(!check(&[("origin", "null"), ("host", "graph.example.org")]));
        assert!(!check(&[("host", "graph.example.org")]));
    }
}
