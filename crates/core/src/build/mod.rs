//! From records to a graph.
//!
//! Readers fill [`Shard`]s, in parallel and in any order; [`CorpusBuilder::finish`] decides which record
//! speaks for which node, numbers the nodes, and lays out columns and adjacency. Nothing depends on the
//! order in which shards arrive, only on the order numbers they were opened with, so the same input gives
//! the same bytes whatever the number of threads.

mod affiliations;
mod apart;
mod assemble;
mod assign;
mod bylines;
mod circles;
mod collaborations;
mod components;
mod corrections;
mod entries;
mod institutions;
mod interner;
mod key;
mod lexicon;
mod lists;
mod lookups;
mod numbering;
mod provenance;
mod rows;
mod seen;
mod shard;
mod terms;
mod topics;
mod unite;
mod winners;
mod works;

use std::{
    borrow::Cow,
    sync::{Mutex, PoisonError},
};

pub(crate) use affiliations::{Affiliation, affiliations_from_bylines};
pub(crate) use collaborations::collaborators;
pub(crate) use components::components;
pub use corrections::{BylinePlace, Corrected, Correction};
use hashbrown::{HashMap, HashSet};
pub use shard::Shard;
pub use topics::DeriveTopics;
pub use unite::{Match, MatchedAffiliations, Unite, United};

use self::{
    assign::Assigned,
    interner::Interner,
    key::{Code, Keys},
    seen::Seen,
    shard::ShardParts,
    winners::Survivors,
};
use crate::{column::Room, graph::Graph, id::Kind, model::Key};

/// What [`CorpusBuilder::finish`] is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildOptions {
    /// Works with more people than this are left out of the stored `collaborates` relation; `None` for no limit.
    pub max_authors: Option<u32>,
    /// What topics are derived from in a corpus none of whose records names one.
    pub derive_topics: DeriveTopics,
    /// What makes works of several sources one; see [`Shard::from_source`].
    pub unite: Unite,
    /// Are people of several sources one person where an ORCID iD or the byline of a work that both know shows it?
    pub unite_people: bool,
    /// What somebody knows about who is who.
    pub corrections: Vec<Correction>,
    /// What the corpus is called where it is shown.
    pub corpus: String,
    /// Names of the sources that the records come from.
    pub sources: Vec<String>,
}

impl BuildOptions {
    /// The default of [`max_authors`](Self::max_authors).
    pub const MAX_AUTHORS: u32 = 100;
}

impl Default for BuildOptions {
    fn default() -> Self {
        Self {
            max_authors: Some(Self::MAX_AUTHORS),
            derive_topics: DeriveTopics::Never,
            unite: Unite::default(),
            unite_people: true,
            corrections: Vec::new(),
            corpus: "unnamed".to_owned(),
            sources: Vec::new(),
        }
    }
}

/// What became of the records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildReport {
    /// Work records that were pushed.
    pub works_read: usize,
    /// Work records that lost to another record of the same work.
    pub works_merged: usize,
    /// Works with records that were deleted by the source.
    pub works_deleted: usize,
    /// The same for each shard and all kinds, by [order](ShardReport::order).
    pub shards: Vec<ShardReport>,
    /// Citations of a work to itself, dropped.
    pub self_citations: usize,
    /// References to works that are not in the corpus.
    pub dangling_references: usize,
    /// What keys of several sources were found to be one node by, in the order in which that was asked.
    pub united: Vec<United>,
    /// Institutions that were found in affiliations of other sources.
    pub affiliations: MatchedAffiliations,
    /// What became of every correction, in their order.
    pub corrected: Vec<Corrected>,
    /// Institutions that others name as above or below them and that are not in the corpus, once for each that does.
    pub dangling_relations: usize,
    /// What was said [apart from records](Shard::authorship_of) of nodes that have none in that source, dropped.
    pub unattached: usize,
}

/// What became of the records of one shard, mentions in other records not counted. Those that are neither kept nor
/// deleted gave way to another one of the same node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShardReport {
    /// The number it was opened with.
    pub order: u64,
    /// Records that speak for a node, or for a source of works.
    pub kept: usize,
    /// Records that would, had the source not deleted their node.
    pub deleted: usize,
}

/// Why a graph could not be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A kind has more nodes than dense ids.
    #[error("the corpus has {count} nodes of kind {kind}; at most {} fit", u32::MAX)]
    TooManyNodes {
        /// The kind.
        kind: Kind,
        /// How many nodes it has.
        count: usize,
    },
    /// There are more distinct keys, or names and affiliations as printed, than numbers for them.
    #[error("the corpus has more distinct names and keys than {} numbers: build parts of it", u32::MAX)]
    TooManyTexts,
    /// What does not fit into memory could not be put in a file.
    #[error("putting what does not fit into memory in a file: {0}")]
    Room(#[source] std::io::Error),
    /// One shard was given more rows than it can number.
    #[error("a shard holds {rows} rows; at most {} fit: open several", u32::MAX)]
    ShardTooLarge {
        /// How many rows it has.
        rows: usize,
    },
}

/// Collects records and turns them into a [`Graph`].
///
/// ```
/// use scholargraph::{Authorship, CorpusBuilder, Key, PersonRecord, WorkRecord};
///
/// let builder = CorpusBuilder::new();
/// let mut shard = builder.shard(0);
/// let mut work = WorkRecord::new(Key::id("w1"));
/// for name in ["Ada Lovelace", "Charles Babbage"] {
///     let person = PersonRecord::named(Key::name(name), name);
///     work.authorships.push(Authorship { person: Some(person), ..Authorship::default() });
/// }
/// shard.work(&work);
/// shard.close();
///
/// let (graph, _report) = builder.finish(Default::default())?;
/// assert_eq!(graph.people().len(), 2);
/// assert_eq!(graph.people().id.at(0), "ada-lovelace");
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[derive(Debug, Default)]
pub struct CorpusBuilder {
    keys: Keys,
    texts: Interner,
    seen: Seen,
    shards: Mutex<Vec<ShardParts>>,
    changes: Mutex<Changes>,
    room: Room,
}

/// What is said about records beside the records: merged and deleted ids, and who is who.
#[derive(Debug, Default)]
struct Changes {
    merged: HashMap<(Kind, Code), Merged>,
    deleted: HashSet<(Kind, Code)>,
    assigned: Assigned,
    /// What sources are called.
    sources: provenance::Names,
}

/// Where a merged id leads, and why.
#[derive(Clone, Debug)]
struct Merged {
    into: Code,
    reason: Cow<'static, str>,
}

impl Room {
    fn check(&self) -> Result<(), BuildError> {
        self.failure().map_or(Ok(()), |error| Err(BuildError::Room(error)))
    }
}

impl Changes {
    /// Whom the merged ids of one kind mean.
    fn survivors(&self, kind: Kind) -> Survivors {
        let merged = self.merged.iter().filter(|((other, _), _)| *other == kind);
        Survivors::new(&merged.map(|(&(_, from), merged)| (from, merged.into)).collect())
    }

    /// Why an id was merged; empty for one that was not.
    fn reason(&self, kind: Kind, from: Code) -> &str {
        self.merged.get(&(kind, from)).map_or("", |merged| &merged.reason)
    }
}

impl CorpusBuilder {
    /// An empty builder.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty builder that does with about `bytes` of memory, and puts what takes more in files of the folder `folder`.
    ///
    /// The files have no names and go when the graph goes, which keeps its larger columns there: save it and open what was
    /// saved to be rid of them. The graph is the same, to the byte. What is printed and named must fit into memory, some 200
    /// bytes a node with all that is looked up by it; so must the largest column of a node's attributes, and what is
    /// said [apart](Shard::authorship_of) from records. Files take what the snapshot does, and once more what was read.
    ///
    /// ```
    /// use scholargraph::{CorpusBuilder, Key, WorkRecord};
    ///
    /// # let folder = tempfile::tempdir()?;
    /// let builder = CorpusBuilder::within(1 << 30, &folder)?;
    /// let mut shard = builder.shard(0);
    /// shard.work(&WorkRecord::new(Key::id("w1")));
    /// shard.close();
    /// assert_eq!(builder.finish(Default::default())?.0.works().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fails where no file can be created in `folder`.
    #[cfg(feature = "snapshot")]
    pub fn within(bytes: u64, folder: impl AsRef<std::path::Path>) -> std::io::Result<Self> {
        // The rest is for tables of names and keys, and for what is being worked on.
        let arrays = usize::try_from(bytes / 16).unwrap_or(usize::MAX);
        Ok(Self { room: Room::bounded(arrays, folder.as_ref())?, ..Self::default() })
    }

    /// Could everything that readers collected so far be put somewhere?
    ///
    /// # Errors
    ///
    /// Tells that a file could not be written: where the disk is full, it is better known at once than in the end.
    pub fn check(&self) -> Result<(), BuildError> {
        self.room.check()
    }

    /// Opens a shard. Of equally good records of one node, the one in the shard with the lowest `order`
    /// wins; give every shard an order of its own.
    pub fn shard(&self, order: u64) -> Shard<'_> {
        Shard::new(self, order)
    }

    /// Notes that `from` was merged into `into`: whatever names `from` means `into`, and looking up `from`
    /// leads there. The `reason` is a word that the graph keeps ([`Alias::reason`](crate::Alias::reason)).
    ///
    /// ```
    /// use scholargraph::{Authorship, CorpusBuilder, Key, Kind, PersonRecord, WorkRecord};
    ///
    /// let builder = CorpusBuilder::new();
    /// let mut shard = builder.shard(0);
    /// for (work, name) in [("w1", "Ada Lovelace"), ("w2", "A. Lovelace")] {
    ///     let mut work = WorkRecord::new(Key::id(work));
    ///     let person = PersonRecord::named(Key::name(name), name);
    ///     work.authorships.push(Authorship { person: Some(person), ..Authorship::default() });
    ///     shard.work(&work);
    /// }
    /// shard.close();
    /// builder.merge(Kind::Person, &Key::name("A. Lovelace"), &Key::name("Ada Lovelace"), "initials");
    ///
    /// let (graph, _report) = builder.finish(Default::default())?;
    /// assert_eq!(graph.people().len(), 1);
    /// let found = graph.resolve(None, "name:A. Lovelace")?;
    /// assert!(found.merged && graph.id(found.node) == "ada-lovelace");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn merge(&self, kind: Kind, from: &Key<'_>, into: &Key<'_>, reason: impl Into<Cow<'static, str>>) {
        let (from, into) = (self.keys.code(from), self.keys.code(into));
        if from != into {
            let merged = Merged { into, reason: reason.into() };
            self.changes.lock().unwrap_or_else(PoisonError::into_inner).merged.insert((kind, from), merged);
        }
    }

    /// Notes that on the byline of `work` the name that stands for `named` means `meant`: of several people with one
    /// name, this one. Says nothing about other bylines. Both keys are as records give them, before merges.
    ///
    /// ```
    /// use scholargraph::{Authorship, CorpusBuilder, Key, PersonRecord, WorkRecord};
    ///
    /// let builder = CorpusBuilder::new();
    /// let mut shard = builder.shard(0);
    /// for work in ["w1", "w2"] {
    ///     let mut work = WorkRecord::new(Key::id(work));
    ///     let person = PersonRecord::named(Key::name("Wei Li"), "Wei Li");
    ///     work.authorships.push(Authorship { person: Some(person), ..Authorship::default() });
    ///     shard.work(&work);
    /// }
    /// let other = PersonRecord::named(Key::name("Wei Li (w2)"), "Wei Li");
    /// shard.mention_person(&other);
    /// shard.close();
    /// builder.assign(&Key::id("w2"), &Key::name("Wei Li"), &other.key);
    ///
    /// let (graph, _report) = builder.finish(Default::default())?;
    /// assert_eq!(graph.people().id.iter().collect::<Vec<_>>(), ["wei-li", "wei-li-w2"]);
    /// # Ok::<(), scholargraph::BuildError>(())
    /// ```
    pub fn assign(&self, work: &Key<'_>, named: &Key<'_>, meant: &Key<'_>) {
        let [work, named, meant] = [work, named, meant].map(|key| self.keys.code(key));
        self.changes.lock().unwrap_or_else(PoisonError::into_inner).assigned.insert((work, named), meant);
    }

    /// Says what the source with this number ([`Shard::from_source`]) is called.
    pub fn name_source(&self, source: u16, name: &str) {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner).sources.insert(source, name.to_owned());
    }

    /// Notes that the source deleted a node: its records are dropped, whenever they come.
    pub fn delete(&self, kind: Kind, key: &Key<'_>) {
        let code = self.keys.code(key);
        self.changes.lock().unwrap_or_else(PoisonError::into_inner).deleted.insert((kind, code));
    }

    /// Builds the graph from everything in closed shards.
    ///
    /// # Errors
    ///
    /// Fails where a kind has more nodes than fit a 32-bit id.
    pub fn finish(self, options: BuildOptions) -> Result<(Graph, BuildReport), BuildError> {
        self.finish_watched(options, &mut |_| ())
    }

    /// As [`finish`](Self::finish), telling `watch` of every step before it is taken, in words for people.
    ///
    /// ```
    /// let mut steps = Vec::new();
    /// scholargraph::CorpusBuilder::new().finish_watched(Default::default(), &mut |step| steps.push(step))?;
    /// assert!(steps.contains(&"finding collaborators"));
    /// # Ok::<(), scholargraph::BuildError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`finish`](Self::finish).
    pub fn finish_watched(
        self,
        options: BuildOptions,
        watch: &mut dyn FnMut(&'static str),
    ) -> Result<(Graph, BuildReport), BuildError> {
        assemble::assemble(self, options, watch)
    }
}
