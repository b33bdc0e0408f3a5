//! The shapes of JSON answers, converted by hand from what the core says.
//!
//! Other programs rely on their names and their order. They borrow from the graph: build one, write it, drop it.
//! [`to_json`] writes any of them.

mod byline;
mod citations;
mod community;
mod info;
mod name;
mod neighbours;
mod node;
mod paths;
mod problem;
mod profile;
mod provenance;
mod ranking;
mod search;
mod similar;
mod slice;
mod suggestions;
mod timeline;
mod trust;
mod work;

pub use citations::{CitationPath, CitationPaths, CitationStep};
pub use community::{Community, Member};
pub use info::{About, Info, Nodes, Relations};
pub use name::{Key, Named};
pub use neighbours::{Neighbour, Neighbours, RankedNodes};
pub use node::{
    Attributes, InstitutionAttributes, Level, Merged, Node, OpenAccess, PersonAttributes, Place, SourceAttributes,
    TopicAttributes, WorkAttributes,
};
pub use paths::{Path, Paths, SharedWork, Step};
pub use problem::Problem;
pub use profile::{Affiliation, Profile, Summary, TopicOf, Works};
pub use provenance::{KnownBy, Provenance, SaidBy};
pub use ranking::{Collaborator, Evidence, Excluded, Focus, Ranking};
pub use search::{Autocomplete, Hit, Resolved, Search};
pub use similar::{HolderReasons, Reasons, Similar, SimilarNode, WorkReasons};
pub use slice::{Asked, Expansion, GrowthStep, Layout, Omitted, Slice, SliceEdge, SliceNode, SliceParams, Within};
pub use suggestions::{Bridge, Suggestion, Suggestions};
pub use timeline::{Timeline, YearOfWork};
pub use trust::{Conflict, NextStep, Trust, TrustEvidence};
pub use work::{Author, Ids, Work};

use serde::Serialize;

/// `value` as JSON, in one line.
#[must_use]
pub fn to_json(value: &impl Serialize) -> Vec<u8> {
    // The shapes here have text keys and nothing that fails to serialise; numbers that are none become `null`.
    serde_json::to_vec(value).unwrap_or_default()
}

/// `text`, unless it is empty, which is how the graph says "unknown".
fn stated(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}
