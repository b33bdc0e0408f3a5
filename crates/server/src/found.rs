//! A person of the graph, and what shows that an account is theirs.

use scholargraph::{DenseId, Graph, Kind, PersonId, trust::Ownership};
use scholargraph_community::{Account, Community, Proof};

use crate::{AppState, Code, Loaded, Problem, wire::Named};

/// A person of the graph as it is now.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) key: String,
    pub(crate) id: String,
    pub(crate) label: String,
    /// The institution of theirs that the account's address of mail is of.
    pub(crate) institution: Option<String>,
    /// Their ORCID iD, where the account signs in with it.
    pub(crate) orcid: Option<String>,
}

impl Found {
    /// The person with this key or id, for `account`.
    pub(crate) async fn of(
        state: &AppState,
        community: &Community,
        key: &str,
        account: &Account,
    ) -> Result<Self, Problem> {
        let identities = community.identities(&account.id).await;
        let identities = identities.map_err(|error| Problem::new(Code::StoreFailed, error.to_string()))?;
        let orcids: Vec<String> = identities.into_iter().map(|identity| identity.orcid).collect();
        let email_domain = domain(&account.email).to_owned();
        let (key, owner) = (key.to_owned(), Ownership { email_domain, ..Ownership::default() });
        state.run(move |loaded: &Loaded| Self::in_graph(loaded.graph(), &key, &owner, &orcids)).await?
    }

    fn in_graph(graph: &Graph, key: &str, owner: &Ownership, orcids: &[String]) -> Result<Self, Problem> {
        let node = graph.resolve(Some(Kind::Person), key).map_err(Problem::from)?.node;
        let person = PersonId::from_index(node.index());
        let Named { id, label } = Named::new(graph, person);
        let institution = owner.institution(graph, person).map(|at| graph.label(at).to_owned());
        let orcid = graph.people().orcid.at(person.index());
        let orcid = orcids.iter().find(|own| !own.is_empty() && *own == orcid).cloned();
        let label = if label.is_empty() { id } else { label };
        Ok(Self { key: graph.key(person), id: id.to_owned(), label: label.to_owned(), institution, orcid })
    }

    /// What shows that `account`, for which it was found, is theirs.
    pub(crate) fn proof<'a>(&'a self, account: &'a Account) -> Proof<'a> {
        Proof { domain: self.institution.as_ref().map(|_| domain(&account.email)), orcid: self.orcid.as_deref() }
    }
}

/// The part of an address of mail that says where it is.
fn domain(email: &str) -> &str {
    email.rsplit_once('@').map_or("", |(_, domain)| domain)
}
