//! Why changes are refused.

use crate::{
    build::BuildError,
    id::{Kind, Node},
};

/// Why a graph cannot be changed as asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChangeError {
    /// A dense id that is none of this graph's. Ids of another graph, or of the graph before other changes, mean
    /// nothing: find the node by its id again.
    #[error("there is no {} with the dense id {}: find it by its id in the graph that is to be changed", node.kind(), node.index())]
    NoSuchNode {
        /// The node.
        node: Node,
    },
    /// A node that is hidden takes no part in other changes.
    #[error("{key} is hidden: leave it out, or start from the graph before it was hidden")]
    Hidden {
        /// Its key.
        key: String,
    },
    /// An authorship that is not there.
    #[error("{person} is not on the byline of {work}: it may have been moved already")]
    NotOnByline {
        /// Key of the work.
        work: String,
        /// Key of the person.
        person: String,
    },
    /// An authorship that is to move to whom it belongs to.
    #[error("the authorship of {person} on {work} is theirs already")]
    SamePerson {
        /// Key of the work.
        work: String,
        /// Key of the person.
        person: String,
    },
    /// What is given as an ORCID iD is none.
    #[error("{orcid:?} is no ORCID iD: write it as 0000-0002-1825-0097")]
    BadOrcid {
        /// What was given.
        orcid: String,
    },
    /// Somebody who has an ORCID iD is given another.
    #[error("{person} has the ORCID iD {orcid}: build the graph again with a correction to give them another")]
    HasOrcid {
        /// Key of the person.
        person: String,
        /// The iD that they have.
        orcid: String,
    },
    /// An added work names somebody or something that is not there.
    #[error("the added work {work} names the {what} {key}, which is not in the graph: {}", way_out(what))]
    Unknown {
        /// Key of the added work.
        work: String,
        /// `person`, `topic`, `institution` or `source`.
        what: &'static str,
        /// The key it names.
        key: String,
    },
    /// An added work whose id is taken, or that is added twice.
    #[error("the work {key} is there already: hide it in the same changes to put another in its place")]
    Exists {
        /// Its key.
        key: String,
    },
    /// An added work without an id.
    #[error("an added work has an empty id: give each the id by which it is to be found")]
    NoId,
    /// More works than dense ids.
    #[error("the graph would have {count} works; at most {} fit", u32::MAX)]
    TooManyWorks {
        /// How many there would be.
        count: usize,
    },
    /// Added works cannot be read.
    #[error(transparent)]
    Build(#[from] BuildError),
}

fn way_out(what: &str) -> &'static str {
    if what == Kind::Person.name() {
        "leave a bare name there, or build the graph again with the person's record"
    } else {
        "leave it out, or build the graph again with its record"
    }
}
