//! What only the owner of an account can prove.

use crate::{Graph, InstitutionId, PersonId, WorkId, id::DenseId, identifier};

/// What the owner of an account proved of a record, whose claim to it was accepted. A graph keeps none of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ownership {
    /// What stands behind the `@` of an e-mail address that is verified to be theirs; empty where nothing is to come of
    /// it.
    pub email_domain: String,
    /// The ORCID iD that they signed in with; empty where they did not. It speaks for a record that has the same or none.
    pub orcid: String,
    /// Works that they say are theirs. Those that are not on the record count for nothing.
    pub confirmed: Vec<WorkId>,
    /// People of level [`L3`](super::Level::L3) or above who say that the record is right. Only co-authors count.
    pub confirmed_by: Vec<PersonId>,
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
    /// let owner = Ownership { email_domain: "cs.example.edu".into(), ..Ownership::default() };
    /// assert_eq!(owner.institution(&graph, PersonId(0)), None, "they have no institution");
    /// ```
    #[must_use]
    pub fn institution(&self, graph: &Graph, person: PersonId) -> Option<InstitutionId> {
        let domains = &graph.institutions().domains;
        let has_it = |&at: &InstitutionId| domains.at(at.index()).any(|domain| lies_in(&self.email_domain, domain));
        graph.person_relations().institutions.row(person.index()).iter().copied().find(has_it)
    }

    /// The ORCID iD that they proved, where it is the record's `orcid` or that has none.
    pub(super) fn proven_orcid(&self, orcid: &str) -> Option<&str> {
        let own = self.orcid.as_str();
        (identifier::orcid(own).is_some() && (orcid.is_empty() || orcid == own)).then_some(own)
    }

    /// How many works of `person` they confirmed.
    pub(super) fn reviewed(&self, graph: &Graph, person: PersonId) -> usize {
        let confirmed = ascending(&self.confirmed);
        graph.works_of(person).iter().filter(|work| confirmed.binary_search(work).is_ok()).count()
    }

    /// How many co-authors of `person` are among those who confirm the record.
    pub(super) fn colleagues(&self, graph: &Graph, person: PersonId) -> usize {
        let mine = ascending(graph.works_of(person));
        let shares_work =
            |&&other: &&PersonId| graph.works_of(other).iter().any(|work| mine.binary_search(work).is_ok());
        ascending(&self.confirmed_by).iter().filter(|&&other| other != person).filter(shares_work).count()
    }
}

/// All of them once, in their order.
fn ascending<T: Copy + Ord>(ids: &[T]) -> Vec<T> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    ids
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
