//! Works as lists show them.

use scholargraph::{DenseId, Graph, WorkId};
use serde::Serialize;

use super::{
    byline::{self, Entry, Who},
    stated,
};

/// A work in a list of works.
#[derive(Debug, Serialize)]
pub struct Work<'g> {
    /// Its id.
    pub id: &'g str,
    /// `article`, `preprint`, `book` … in the source's words.
    pub r#type: Option<&'g str>,
    /// When it was published.
    pub year: Option<i16>,
    /// Where it appeared.
    pub source: Option<&'g str>,
    /// Its title as the source has it, markup included.
    pub title: &'g str,
    /// Its abstract.
    pub r#abstract: Option<String>,
    /// Its identifiers elsewhere.
    pub ids: Ids<'g>,
    /// The beginning of its byline, in order.
    pub authors: Vec<Author<'g>>,
    /// Ids of its topics.
    pub topics: Vec<&'g str>,
    /// Citations according to the source.
    pub cited_by: u32,
    /// Names on the byline, listed or not.
    pub authors_count: usize,
    /// Was it retracted?
    pub retracted: bool,
}

/// Identifiers of a work elsewhere.
#[derive(Debug, Serialize)]
pub struct Ids<'g> {
    /// arXiv, without version.
    pub arxiv: Option<&'g str>,
    /// Digital object identifier.
    pub doi: Option<&'g str>,
    /// PubMed.
    pub pmid: Option<&'g str>,
    /// PubMed Central.
    pub pmcid: Option<&'g str>,
    /// ACL Anthology.
    pub acl: Option<&'g str>,
    /// Microsoft Academic Graph.
    pub mag: Option<&'g str>,
}

/// A name on a byline.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Author<'g> {
    /// The person's id; `null` where the source knows only a name.
    pub id: Option<&'g str>,
    /// The name.
    pub label: &'g str,
}

impl<'g> Work<'g> {
    /// How many names of a byline a list shows.
    pub const AUTHORS: usize = 100;

    /// Describes `work`.
    #[must_use]
    pub fn new(graph: &'g Graph, work: WorkId) -> Self {
        let row = work.index();
        let works = graph.works();
        let (byline, authors_count) = byline::first(graph, work, Self::AUTHORS);
        Self {
            id: graph.id(work),
            r#type: stated(works.work_type.at(row)),
            year: graph.year(work),
            source: graph.source(work).and_then(|source| stated(graph.sources().name.at(source))),
            title: graph.label(work),
            r#abstract: graph.abstract_text(work),
            ids: Ids::new(graph, work),
            authors: byline.into_iter().map(|entry| Author::new(graph, entry)).collect(),
            topics: graph.topics_of(work).iter().map(|&topic| graph.id(topic)).collect(),
            cited_by: works.cited_by_count.at(row),
            authors_count,
            retracted: graph.has_flag(work, scholargraph::model::flag::RETRACTED),
        }
    }
}

impl<'g> Ids<'g> {
    /// The identifiers of `work`.
    #[must_use]
    pub fn new(graph: &'g Graph, work: WorkId) -> Self {
        let works = graph.works();
        let row = work.index();
        Self {
            arxiv: stated(works.arxiv.at(row)),
            doi: stated(works.doi.at(row)),
            pmid: stated(works.pmid.at(row)),
            pmcid: stated(works.pmcid.at(row)),
            acl: stated(works.acl.at(row)),
            mag: stated(works.mag.at(row)),
        }
    }
}

impl<'g> Author<'g> {
    fn new(graph: &'g Graph, entry: Entry<'g>) -> Self {
        match entry.who {
            Who::Person(person, _) => Self { id: Some(graph.id(person)), label: graph.label(person) },
            Who::Name(label) => Self { id: None, label },
        }
    }
}
