//! Errors, after RFC 9457.

use serde::Serialize;

/// The body of an error.
#[derive(Debug, Serialize)]
pub struct Problem<'a> {
    /// A name for the kind of problem; not an address.
    pub r#type: String,
    /// What it means, in a few words, the same for every problem of this code.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What went wrong this time.
    pub detail: &'a str,
    /// What went wrong, as a word that programs can rely on.
    pub code: &'static str,
    /// The way out.
    pub help: &'static str,
    /// The parameter it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<&'a str>,
    /// What that parameter, or the address, accepts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepts: Option<&'a str>,
    /// Keys of the nodes whose ids come closest; there where the id is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closest: Option<&'a [String]>,
}

impl<'a> Problem<'a> {
    /// The body for `problem`.
    #[must_use]
    pub fn new(problem: &'a crate::Problem) -> Self {
        let code = problem.code;
        let parameter = problem.parameter.as_ref();
        Self {
            r#type: format!("urn:scholargraph:problem:{}", code.name()),
            title: code.title(),
            status: code.status().as_u16(),
            detail: &problem.detail,
            code: code.name(),
            help: code.help(),
            parameter: parameter.map(|parameter| parameter.name.as_str()),
            accepts: parameter.map(|parameter| parameter.accepts.as_str()),
            closest: (code == crate::Code::UnknownId).then_some(problem.closest.as_slice()),
        }
    }
}
