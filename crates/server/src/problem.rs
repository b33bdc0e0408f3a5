//! What can go wrong, and what is said about it.

use std::time::Duration;

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::wire;

/// What went wrong, as a word that programs can rely on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Code {
    /// Nothing has the id that was asked for.
    UnknownId,
    /// There is no such address.
    UnknownRoute,
    /// An id holds bytes that are not UTF-8.
    MalformedId,
    /// The request has a parameter that its address does not know.
    UnknownParameter,
    /// A parameter has a value that it does not accept.
    InvalidParameter,
    /// A parameter that must be there is not.
    MissingParameter,
    /// A parameter is there more than once.
    RepeatedParameter,
    /// The method is not one of those that read.
    MethodNotAllowed,
    /// The request brought a body along.
    BodyTooLarge,
    /// More questions are waiting than may wait.
    Busy,
    /// The answer took longer than an answer may take.
    TimeLimit,
    /// No snapshot is open yet.
    NotReady,
    /// A form was sent by another site's page.
    OtherSite,
    /// What was asked is for those who show a token.
    NotSignedIn,
    /// The owner of an account may not, or not so, do what they ask for.
    Refused,
    /// Something was tried too often within a while.
    TooManyTries,
    /// The store of accounts failed.
    StoreFailed,
    /// The program failed.
    Internal,
}

/// What the table says of a code.
struct Entry {
    name: &'static str,
    status: StatusCode,
    title: &'static str,
    help: &'static str,
}

impl Code {
    /// All codes.
    pub const ALL: [Self; 18] = [
        Self::UnknownId,
        Self::UnknownRoute,
        Self::MalformedId,
        Self::UnknownParameter,
        Self::InvalidParameter,
        Self::MissingParameter,
        Self::RepeatedParameter,
        Self::MethodNotAllowed,
        Self::BodyTooLarge,
        Self::Busy,
        Self::TimeLimit,
        Self::NotReady,
        Self::OtherSite,
        Self::NotSignedIn,
        Self::Refused,
        Self::TooManyTries,
        Self::StoreFailed,
        Self::Internal,
    ];

    /// The table of everything that can go wrong.
    const fn entry(self) -> Entry {
        const fn entry(name: &'static str, status: StatusCode, title: &'static str, help: &'static str) -> Entry {
            Entry { name, status, title, help }
        }
        use StatusCode as S;
        match self {
            Self::UnknownId => entry(
                "unknown_id",
                S::NOT_FOUND,
                "Nothing has this id",
                "Look the id up with /v1/search?q=, or take one of the closest.",
            ),
            Self::UnknownRoute => entry(
                "unknown_route",
                S::NOT_FOUND,
                "There is no such address",
                "The addresses of the API begin with /v1; pages for people start at /.",
            ),
            Self::MalformedId => entry(
                "malformed_id",
                S::BAD_REQUEST,
                "The id is not UTF-8",
                "Percent-encode the UTF-8 bytes of the id.",
            ),
            Self::UnknownParameter => entry(
                "unknown_parameter",
                S::BAD_REQUEST,
                "The request has an unknown parameter",
                "Leave the parameter out, or take one that the address accepts.",
            ),
            Self::InvalidParameter => entry(
                "invalid_parameter",
                S::BAD_REQUEST,
                "A parameter has a value that it does not accept",
                "Give the parameter a value that it accepts, or leave it out.",
            ),
            Self::MissingParameter => {
                entry("missing_parameter", S::BAD_REQUEST, "A parameter is missing", "Add the parameter to the query.")
            }
            Self::RepeatedParameter => entry(
                "repeated_parameter",
                S::BAD_REQUEST,
                "A parameter is there more than once",
                "Give the parameter once.",
            ),
            Self::MethodNotAllowed => entry(
                "method_not_allowed",
                S::METHOD_NOT_ALLOWED,
                "The graph can only be read",
                "Ask with GET or HEAD.",
            ),
            Self::BodyTooLarge => entry(
                "body_too_large",
                S::PAYLOAD_TOO_LARGE,
                "The request brought a body along",
                "Ask without a body: everything stands in the address.",
            ),
            Self::Busy => entry(
                "busy",
                S::SERVICE_UNAVAILABLE,
                "Too many questions are waiting",
                "Ask again after the seconds that Retry-After names.",
            ),
            Self::TimeLimit => entry(
                "time_limit",
                S::SERVICE_UNAVAILABLE,
                "The answer took too long",
                "Ask for less, or again after the seconds that Retry-After names.",
            ),
            Self::NotReady => entry(
                "not_ready",
                S::SERVICE_UNAVAILABLE,
                "No snapshot is open yet",
                "Ask again after the seconds that Retry-After names.",
            ),
            Self::OtherSite => entry(
                "other_site",
                S::FORBIDDEN,
                "The form was not sent by a page of this server",
                "Open the page again and send the form from there.",
            ),
            Self::NotSignedIn => entry(
                "not_signed_in",
                S::UNAUTHORIZED,
                "This is for owners of accounts",
                "Send a token of your account as Authorization: Bearer TOKEN; make one on the page /account.",
            ),
            Self::Refused => entry(
                "refused",
                S::UNPROCESSABLE_ENTITY,
                "This cannot be done so",
                "The detail says what is in the way.",
            ),
            Self::TooManyTries => entry(
                "too_many_tries",
                S::TOO_MANY_REQUESTS,
                "This was tried too often",
                "Ask again after the seconds that Retry-After names.",
            ),
            Self::StoreFailed => entry(
                "store_failed",
                S::SERVICE_UNAVAILABLE,
                "The store of accounts does not answer",
                "Ask again after the seconds that Retry-After names.",
            ),
            Self::Internal => entry(
                "internal",
                S::INTERNAL_SERVER_ERROR,
                "The program failed",
                "This is a defect: please report it with the X-Request-Id of the answer.",
            ),
        }
    }

    /// The word itself.
    ///
    /// ```
    /// assert_eq!(scholargraph_server::Code::UnknownId.name(), "unknown_id");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.entry().name
    }

    /// The HTTP status that goes with it.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        self.entry().status
    }

    /// What it means, in a few words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.entry().title
    }

    /// The way out.
    #[must_use]
    pub const fn help(self) -> &'static str {
        self.entry().help
    }
}

/// A parameter, and what it accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it accepts, in words.
    pub accepts: String,
}

/// Something that went wrong with one request.
///
/// As a response it is `application/problem+json` after RFC 9457.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct Problem {
    /// What went wrong.
    pub code: Code,
    /// What went wrong this time.
    pub detail: String,
    /// The parameter it is about.
    pub parameter: Option<Parameter>,
    /// Keys of the nodes whose ids come closest to the one that was asked for.
    pub closest: Vec<String>,
    /// After how long it makes sense to ask again, where that is known.
    pub retry_after: Option<Duration>,
}

/// After how long it makes sense to ask again.
const RETRY_AFTER: Duration = Duration::from_secs(1);

impl Problem {
    /// A problem of which no more is to be said.
    #[must_use]
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), parameter: None, closest: Vec::new(), retry_after: None }
    }

    /// A problem with one parameter.
    #[must_use]
    pub(crate) fn with(code: Code, name: &str, accepts: impl Into<String>, detail: String) -> Self {
        let parameter = Some(Parameter { name: shown(name), accepts: accepts.into() });
        Self { parameter, ..Self::new(code, detail) }
    }

    fn headers(&self) -> Vec<(HeaderName, HeaderValue)> {
        let mut headers = vec![
            (header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json")),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        let soon = (self.code.status() == StatusCode::SERVICE_UNAVAILABLE).then_some(RETRY_AFTER);
        if let Some(after) = self.retry_after.or(soon) {
            headers.push((header::RETRY_AFTER, HeaderValue::from(after.as_secs())));
        }
        if self.code == Code::NotSignedIn {
            headers.push((header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")));
        }
        if self.code == Code::MethodNotAllowed {
            headers.push((header::ALLOW, HeaderValue::from_static("GET, HEAD")));
        }
        headers
    }
}

impl From<scholargraph::NotFound> for Problem {
    fn from(missing: scholargraph::NotFound) -> Self {
        let detail = format!("nothing has the id `{}`", shown(&missing.id));
        Self { closest: missing.closest, ..Self::new(Code::UnknownId, detail) }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = wire::to_json(&wire::Problem::new(&self));
        let mut response = (self.code.status(), body).into_response();
        for (name, value) in self.headers() {
            response.headers_mut().insert(name, value);
        }
        // Pages say the same in words of their own.
        response.extensions_mut().insert(self);
        response
    }
}

/// What a stranger typed, short enough to be repeated.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 80;
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_names_of_their_own() {
        let names: std::collections::HashSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        assert!(names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')));
    }

    #[test]
    fn every_code_is_an_error_with_a_way_out() {
        for code in Code::ALL {
            assert!(code.status().is_client_error() || code.status().is_server_error(), "{code:?}");
            assert!(!code.title().ends_with('.') && code.help().ends_with('.'), "{code:?}");
        }
    }

    #[test]
    fn long_texts_are_not_repeated_whole() {
        assert_eq!(shown("short"), "short");
        assert_eq!(shown(&"é".repeat(10_000)).chars().count(), 81);
    }
}
