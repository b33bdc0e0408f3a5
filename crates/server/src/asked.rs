//! What a request asks: the node in its path, and its parameters.

use axum::http::{HeaderMap, Uri, header};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use scholargraph::{DenseId, Graph, Node};

use crate::{Code, Problem, bounds::Length, params::Params, visit::Visit};

/// One request, on its way to being understood.
#[derive(Debug)]
pub(crate) struct Asked {
    /// Its parameters.
    pub(crate) params: Params,
    /// Where the router is mounted, without a slash at the end: what links in pages begin with.
    pub(crate) base: String,
    /// Who asks.
    pub(crate) visit: Visit,
    address: Address,
    query: String,
}

/// The path of a request around the id in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Address {
    /// What stands before the id, slash included.
    pub(crate) prefix: &'static str,
    /// The id as it stands in the path.
    pub(crate) raw_id: String,
    /// What stands behind the id: a slash and a word, or nothing.
    pub(crate) suffix: &'static str,
}

/// Why there is no answer to a request.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// It asks for something that there is not, or that is not to be had.
    Problem(Box<Problem>),
    /// It names a node by an id that was merged into another: ask there.
    Moved(String),
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

/// What stands for itself in an id in a path; all else is percent-encoded.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// `id` as one segment of a path.
///
/// The ids `.` and `..` would be swallowed by browsers; written with an escape they survive.
pub(crate) fn encoded(id: &str) -> String {
    match id {
        "." => "%2E".to_owned(),
        ".." => "%2E%2E".to_owned(),
        _ => utf8_percent_encode(id, SEGMENT).to_string(),
    }
}

impl Asked {
    /// The request for `address`, with `original` being the whole path and `uri` what is left of it where the
    /// router is mounted.
    pub(crate) fn new(address: Address, uri: &Uri, original: &Uri, visit: Visit) -> Self {
        let query = uri.query().unwrap_or_default().to_owned();
        Self { params: Params::parse(&query), base: base(uri.path(), original.path()), visit, address, query }
    }

    /// The node that the path names.
    pub(crate) fn node<T: DenseId>(&self, graph: &Graph) -> Result<T, Refusal> {
        let id = self.id()?;
        let found = graph.resolve(Some(T::KIND), &id).map_err(Problem::from)?;
        if found.merged {
            return Err(Refusal::Moved(self.with_id(graph.id(found.node))));
        }
        Ok(T::from_index(found.node.index()))
    }

    /// The id in the path.
    pub(crate) fn id(&self) -> Result<String, Problem> {
        let id = percent_decode_str(&self.address.raw_id).decode_utf8();
        let id = id.map_err(|_| Problem::new(Code::MalformedId, "the id in the path is not UTF-8"))?;
        Ok(id.into_owned())
    }

    /// The node of type `T` that a parameter names.
    pub(crate) fn named<T: DenseId>(&mut self, bound: &Length, graph: &Graph) -> Result<T, Refusal> {
        let id = self.params.required_text(bound)?;
        let node = self.resolved(bound.name, graph.resolve(Some(T::KIND), &id), graph)?;
        Ok(T::from_index(node.index()))
    }

    /// The node that a parameter led to.
    pub(crate) fn resolved(
        &self,
        parameter: &str,
        found: Result<scholargraph::Resolved, scholargraph::NotFound>,
        graph: &Graph,
    ) -> Result<Node, Refusal> {
        let found = found.map_err(|missing| about(parameter, missing.into()))?;
        if found.merged {
            return Err(Refusal::Moved(self.with_parameter(parameter, &graph.key(found.node))));
        }
        Ok(found.node)
    }

    /// Those of its parameters that are called so, as a query.
    pub(crate) fn query_of(&self, names: &[&str]) -> String {
        let pairs = form_urlencoded::parse(self.query.as_bytes());
        let pairs = pairs.filter(|(name, _)| names.contains(&name.replace('-', "_").as_str()));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
    }

    /// The same request for another id.
    fn with_id(&self, id: &str) -> String {
        let Address { prefix, suffix, .. } = self.address;
        // Clients may send what no address may hold.
        let query = utf8_percent_encode(&self.query, CONTROLS);
        let query = if self.query.is_empty() { String::new() } else { format!("?{query}") };
        format!("{}{prefix}{}{suffix}{query}", self.base, encoded(id))
    }

    /// The same request with another value of one parameter.
    fn with_parameter(&self, name: &str, value: &str) -> String {
        let pairs = form_urlencoded::parse(self.query.as_bytes());
        let pairs = pairs.map(|(other, given)| if other == name { (other, value.into()) } else { (other, given) });
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        format!("{}{}?{query}", self.base, self.address.prefix)
    }
}

fn about(parameter: &str, problem: Problem) -> Problem {
    let closest = problem.closest;
    Problem { closest, ..Problem::with(problem.code, parameter, "the id of a node", problem.detail) }
}

/// What `original` has in front of `path`.
pub(crate) fn base(path: &str, original: &str) -> String {
    let base = original.strip_suffix(path).unwrap_or(original);
    base.trim_end_matches('/').to_owned()
}

/// The name that an `If-None-Match` compares with: weakly, as all comparisons for reading are.
pub(crate) fn none_match(headers: &HeaderMap, etag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let given = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    given.flat_map(|value| value.split(',')).any(|tag| tag.trim() == "*" || opaque(tag) == opaque(etag))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn ids_survive_a_path() {
        for id in ["W1", "10.1000/a b", "100%", "é?#", "a%2Fb", ".", "..", "\u{7f}\n", "x+y;z"] {
            let path = encoded(id);
            assert_eq!(percent_decode_str(&path).decode_utf8().unwrap(), id);
            assert!(!path.contains(['/', '?', '#', ' ', '\n']), "{path}");
            assert!(format!("/v1/works/{path}").parse::<Uri>().is_ok());
        }
    }

    #[test]
    fn the_base_is_what_the_router_does_not_see() {
        assert_eq!(base("/v1/search", "/v1/search"), "");
        assert_eq!(base("/v1/search", "/graph/v1/search"), "/graph");
        assert_eq!(base("/", "/graph"), "/graph");
        assert_eq!(base("/", "/graph/"), "/graph");
        assert_eq!(base("/", "/"), "");
    }

    #[test]
    fn etags_are_compared_weakly() {
        let check = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static(value));
            none_match(&headers, "W/\"a-1\"")
        };
        assert!(check("W/\"a-1\"") && check("\"a-1\"") && check("\"x\", W/\"a-1\"") && check("*"));
        assert!(!check("\"a\"") && !check("a-1") && !check(""));
        assert!(!none_match(&HeaderMap::new(), "W/\"a-1\""));
    }
}
