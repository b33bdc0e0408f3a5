#![doc = include_str!("../../../README.md")]

pub mod backtest;
pub mod centrality;
pub mod change;
pub mod column;
pub mod community;
pub mod identifier;
pub mod layout;
pub mod model;
pub mod neighbourhood;
pub mod path;
pub mod profile;
pub mod rank;
pub mod similar;
pub mod slice;
#[cfg(feature = "snapshot")]
pub mod snapshot;
pub mod suggest;
pub mod text;
pub mod timeline;
pub mod trust;
pub mod view;

mod buckets;
mod build;
mod graph;
mod holder;
mod id;
mod prefetch;
mod random;
mod scratch;
mod tally;
mod top;
mod vector;
mod years;

pub use build::{
    BuildError, BuildOptions, BuildReport, BylinePlace, CorpusBuilder, Corrected, Correction, DeriveTopics, Match,
    MatchedAffiliations, Shard, ShardReport, Unite, United,
};
pub use change::{ChangeError, Changes};
pub use graph::{
    Alias, Aliases, Defect, Flaw, Graph, Lookup, Lookups, Meta, Neighbour, NotFound, Provenance, Resolved, Said, Tables,
};
pub use id::{DenseId, InstitutionId, Kind, Node, PersonId, TopicId, WorkId};
pub use model::{
    Adjacency, Authorship, InstitutionRecord, Key, PersonRecord, Related, Relation, SourceRecord, Standing,
    TopicRecord, WorkRecord,
};
pub use neighbourhood::Neighbourhood;
pub use path::{PathAnswer, Paths};
pub use profile::Profile;
pub use rank::{
    AllCollaborators, Closest, ClosestError, ClosestNode, ClosestNodes, Collaborator, Collaborators, Evidence, Measure,
    Ranking,
};
pub use similar::{Alike, Similar, SimilarNode};
pub use suggest::{Suggested, Suggestion, Suggestions};
pub use tally::Ranked;
pub use timeline::Timeline;
pub use trust::Trust;
pub use years::Years;
