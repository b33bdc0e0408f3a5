//! Addresses, below wherever the router is mounted.

use scholargraph::Kind;

use crate::{
    asked::{Asked, encoded},
    visit::Visit,
};

/// Writes addresses for one request, and knows who asks: what is offered to whom.
#[derive(Clone, Debug)]
pub(super) struct Links {
    base: String,
    pub(super) visit: Visit,
}

impl Links {
    pub(super) fn new(base: &str, visit: Visit) -> Self {
        Self { base: base.to_owned(), visit }
    }

    pub(super) fn of(asked: &Asked) -> Self {
        Self::new(&asked.base, asked.visit.clone())
    }

    /// The first page. Where a router is mounted there is no slash at the end.
    pub(super) fn home(&self) -> String {
        if self.base.is_empty() { "/".to_owned() } else { self.base.clone() }
    }

    /// An address that has no id in it: `/search`, `/v1`.
    pub(super) fn to(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// An address that asks for something.
    pub(super) fn asking(&self, path: &str, pairs: &[(&str, &str)]) -> String {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        self.to(&format!("{path}?{query}"))
    }

    /// The page of a node.
    pub(super) fn node(&self, kind: Kind, id: &str) -> String {
        self.to(&format!("/{}/{}", plural(kind), encoded(id)))
    }

    /// A view of a node, `/slice` for one, as data.
    pub(super) fn data(&self, kind: Kind, id: &str, view: &str) -> String {
        self.to(&format!("/v1/{}/{}{view}", plural(kind), encoded(id)))
    }
}

/// The word for a kind in addresses.
pub(super) const fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Work => "works",
        Kind::Person => "people",
        Kind::Topic => "topics",
        Kind::Institution => "institutions",
    }
}

/// `address` if it leads to the web and nowhere else: addresses come from strangers, too.
pub(super) fn on_the_web(address: &str) -> Option<&str> {
    let scheme = |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (scheme("https://") || scheme("http://")).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_linked() {
        assert_eq!(on_the_web("HTTPS://ror.org"), Some("HTTPS://ror.org"));
        for address in ["javascript:alert(1)", "//x", "data:text/html,x", "", "http", " https://x"] {
            assert_eq!(on_the_web(address), None, "{address}");
        }
    }

    #[test]
    fn ids_are_one_segment() {
        let links = Links::new("/graph", Visit::default());
        assert_eq!(links.node(Kind::Work, "10.1/a b"), "/graph/works/10.1%2Fa%20b");
        assert_eq!(links.data(Kind::Person, "A1", "/slice"), "/graph/v1/people/A1/slice");
        assert_eq!(links.asking("/paths", &[("from", "a&b c"), ("to", "+")]), "/graph/paths?from=a%26b+c&to=%2B");
    }
}
