//! What only the owner of an account can prove.

use crate::{Graph, InstitutionId, PersonId, id::DenseId};

/// What the owner of an account proved of a record, whose claim to it was accepted. A graph keeps none of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ownership {
    /// What stands behind the `@` of an e-mail address that is verified to be theirs; empty where nothing is to come of
    /// it.
    pub email_domain: String,
}

impl Ownership {
    /// The institution of the person's to which the [domain](Self::email_domain) belongs, the first in the order of ids:
    /// it is one of the institution's domains, or lies below one.
    ///
    /// O(the person's institutions and their domains).
    ///
    /// ```
    /// # use scholargraph_testkit::{Paper, graph_of};
    /// # let graph = graph_of(&[Paper { authors: vec![(0, vec![])], ..Paper::default() }], Default::default());
    /// use scholargraph::{PersonId, trust::Ownership};
    ///
    /// let owner = Ownership { email_domain: "cs.example.edu".into() };
    /// assert_eq!(owner.institution(&graph, PersonId(0)), None, "they have no institution");
    /// ```
    #[must_use]
    pub fn institution(&self, graph: &Graph, person: PersonId) -> Option<InstitutionId> {
        let domains = &graph.institutions().domains;
        let has_it = |&at: &InstitutionId| domains.at(at.index()).any(|domain| lies_in(&self.email_domain, domain));
        graph.person_relations().institutions.row(person.index()).iter().copied().find(has_it)
    }
}

/// Is it this domain, or one below it? A domain of one word, such as `edu`, is nobody's.
fn lies_in(domain: &str, whole: &str) -> bool {
    let (domain, whole) = (domain.to_ascii_lowercase(), whole.trim_start_matches("www.").to_ascii_lowercase());
    let below = domain.strip_suffix(&whole).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    whole.contains('.') && below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_lie_in_each_other() {
        for domain in ["example.edu", "EXAMPLE.edu", "cs.example.edu"] {
            assert!(lies_in(domain, "example.edu") && lies_in(domain, "www.Example.edu"), "{domain}");
        }
        for (domain, whole) in
            [("badexample.edu", "example.edu"), ("edu", "example.edu"), ("a.edu", "edu"), ("", ""), ("x.org", "")]
        {
            assert!(!lies_in(domain, whole), "{domain} in {whole}");
        }
    }
}
