//! Identifiers, and whom they mean.

use scholargraph::{Graph, Kind, identifier};

use crate::specimen::specimen;

type Normal = fn(&str) -> Option<String>;

/// Every scheme: what may stand before an identifier of it, and its normal form.
const SCHEMES: [(&str, Normal); 9] = [
    ("doi:", identifier::doi),
    ("arxiv:", identifier::arxiv),
    ("orcid:", identifier::orcid),
    ("ror:", identifier::ror),
    ("pmid:", identifier::pmid),
    ("pmcid:", identifier::pmcid),
    ("acl:", identifier::acl),
    ("dblp:", identifier::dblp),
    ("openalex:", identifier::openalex),
];

/// Any text.
pub(crate) fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for (prefix, normal) in SCHEMES {
        check_normal(prefix, normal, &text);
    }
    let graph = &specimen().graph;
    for kind in [None, Some(Kind::Work), Some(Kind::Person), Some(Kind::Topic), Some(Kind::Institution)] {
        check_resolved(graph, kind, &text);
    }
}

/// A normal form is its own normal form, whatever white space, case and prefix it comes with.
fn check_normal(prefix: &str, normal: Normal, text: &str) {
    let Some(form) = normal(text) else { return };
    let told = || format!("{prefix} {text:?} is {form:?}");
    assert!(!form.is_empty() && form.trim() == form, "{}", told());
    assert_eq!(normal(&format!(" {prefix}{form}\t")).as_ref(), Some(&form), "{}", told());
    assert_eq!(normal(&format!("{}{form}", prefix.to_uppercase())).as_ref(), Some(&form), "{}", told());
    if let Some(bare) = normal(&form) {
        assert_eq!(bare, form, "{}", told());
    }
    let upper = normal(&text.to_ascii_uppercase());
    assert!(upper.is_some_and(|upper| upper.eq_ignore_ascii_case(&form)), "{}", told());
}

/// Who is found is found again by the key; who is not is told who comes close.
fn check_resolved(graph: &Graph, kind: Option<Kind>, text: &str) {
    match graph.resolve(kind, text) {
        Ok(found) => {
            let key = graph.key(found.node);
            assert_eq!(graph.resolve(kind, &key).map(|again| again.node), Ok(found.node), "{text:?}, {key}");
            assert!(kind.is_none_or(|kind| kind == found.node.kind()), "{text:?} is no {kind:?}");
            assert!(graph.contains(found.node));
        }
        Err(missing) => {
            assert!(missing.id.chars().count() <= 201 && missing.closest.len() <= 5, "{missing}");
            for key in &missing.closest {
                let close = graph.resolve(None, key).expect("what comes close is there");
                assert_eq!(graph.key(close.node), *key);
            }
        }
    }
}
