//! Finds works, people, topics and institutions of a [`Graph`] by what a person types.
//!
//! ```
//! use scholargraph::{Authorship, CorpusBuilder, Key, Kind, PersonRecord, WorkRecord};
//! use scholargraph_search::{Hint, Query, SearchIndex};
//!
//! let builder = CorpusBuilder::new();
//! let mut shard = builder.shard(0);
//! let mut work = WorkRecord::new(Key::id("w1"));
//! work.attributes.title = "Notes on the <i>Analytical Engine</i>".into();
//! for name in ["Ada Lovelace", "Luigi-Federico Ménabréa"] {
//!     let person = PersonRecord::named(Key::name(name), name);
//!     work.authorships.push(Authorship { person: Some(person), ..Authorship::default() });
//! }
//! shard.work(&work);
//! shard.close();
//! let (graph, _) = builder.finish(Default::default())?;
//!
//! let index = SearchIndex::build(&graph)?;
//! let answer = index.search(&graph, &Query::new("menabrea luigi f"))?;
//! assert_eq!(graph.label(answer.hits[0].node), "Luigi-Federico Ménabréa");
//! assert_eq!(Hint::of(&graph, answer.hits[0].node).to_string(), "1 work");
//!
//! let works = Query { kind: Some(Kind::Work), ..Query::new("analytical eng") };
//! assert_eq!(index.search(&graph, &works)?.total, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How it works
//!
//! Names are folded to words of ASCII letters and digits. The words of each kind of node are numbered in
//! alphabetical order, so that all words with one prefix are a range; nodes are numbered from the most popular
//! down, so that every list of nodes is in the order of the answer. A search takes the word of the query that
//! fewest nodes have, goes through its list, looks up the other words in each node's own list, and stops once it
//! has enough. Only where nothing is found so, words are also taken for those that are one typo away.
//!
//! **Invariant:** what one search costs is bounded, whatever is typed and however common its words are.
//!
//! **Invariant:** bytes of an index that were not checked may lead to wrong hits, never to a panic.

mod answer;
mod build;
mod candidates;
mod error;
mod field;
mod file;
mod find;
mod forms;
mod hint;
mod index;
mod kind;
mod lists;
mod matches;
mod query;
mod section;
mod typo;

pub use answer::{Answer, Fit, Hit};
pub use error::{FormatError, IndexError, QueryError};
pub use hint::Hint;
pub use index::SearchIndex;
pub use matches::matches;
pub use query::Query;
#[cfg(doc)]
use scholargraph::Graph;
