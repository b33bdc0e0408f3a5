//! The index as a whole: building, searching, storing.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use rayon::prelude::*;
use scholargraph::{Graph, Kind, Node, column::Buffer, text::Words};

use crate::{
    Answer, Fit, FormatError, Hit, IndexError, Query, QueryError, build,
    field::Field,
    file::{self, Header},
    find::{self, Found},
    forms,
    kind::KindIndex,
    query::initials_apart,
};

/// Finds nodes of one graph by their names.
///
/// Immutable, `Send + Sync`, and cheap to clone. Built in memory or read from a file, it is the same bytes.
#[derive(Clone)]
pub struct SearchIndex {
    bytes: Buffer<u8>,
    header: Header,
    /// By [field](Field::ALL).
    fields: Vec<KindIndex>,
    /// People by the names that they have since the index was built.
    renamed: Option<KindIndex>,
}

impl SearchIndex {
    /// What the index of a snapshot is called, in the folder of the snapshot's tables.
    pub const FILE: &str = "search.idx";

    /// Builds the index of `graph`, on all threads of the rayon pool it is called in. The same graph gives the
    /// same bytes, whatever the number of threads.
    ///
    /// O(n log n) in the names of the graph.
    ///
    /// # Errors
    ///
    /// None that a graph could cause.
    pub fn build(graph: &Graph) -> Result<Self, IndexError> {
        Self::of(graph, &graph.meta().id, |field| forms::by_popularity(graph, field.kind()))
    }

    /// The same index for `graph`, which must be the one that it was built from with
    /// [changes](scholargraph::Changes): people are found by the names that they were given, too.
    ///
    /// O(n log n) in the names of the [renamed](Graph::renamed) alone.
    ///
    /// # Errors
    ///
    /// None that a graph could cause.
    pub fn with_changes(&self, graph: &Graph) -> Result<Self, IndexError> {
        const PEOPLE: Field = Field::Names(Kind::Person);
        let rows: Vec<u32> = graph.renamed().iter().map(|person| person.0).collect();
        let mut with = Self { renamed: None, ..self.clone() };
        with.fields[PEOPLE.position()].elsewhere = rows.as_slice().into();
        if !rows.is_empty() {
            let nodes = forms::sorted_by_popularity(graph, Kind::Person, rows.into_par_iter());
            let of = |field| if field == PEOPLE { nodes.clone() } else { Vec::new() };
            let mut small = Self::of(graph, &self.header.snapshot, of)?;
            with.renamed = Some(small.fields.swap_remove(PEOPLE.position()));
        }
        Ok(with)
    }

    /// The index of the nodes that `nodes` gives, for the snapshot with this id.
    fn of(graph: &Graph, snapshot: &str, nodes: impl Fn(Field) -> Vec<u32> + Sync) -> Result<Self, IndexError> {
        let sections: Result<Vec<_>, _> =
            Field::ALL.into_par_iter().map(|field| build::sections(graph, field, nodes(field))).collect();
        let sections = sections.map_err(|source| IndexError::Dictionary { source })?;
        let bytes = file::encoded(snapshot, &sections);
        Self::from_bytes(bytes.into(), snapshot)
            .map_err(|source| IndexError::Refused { path: PathBuf::from("(in memory)"), source })
    }

    /// The index that `bytes` hold, which must be that of the graph with this snapshot id
    /// ([`Meta::id`](scholargraph::Meta::id)).
    ///
    /// Checks the header and the dictionaries; [`verify`](Self::verify) checks the rest.
    ///
    /// # Errors
    ///
    /// Fails where the bytes are damaged, or of another snapshot or format.
    pub fn from_bytes(bytes: Buffer<u8>, snapshot: &str) -> Result<Self, FormatError> {
        let header = Header::read(&bytes)?;
        if header.snapshot != snapshot {
            let (found, expected) = (header.snapshot, snapshot.to_owned());
            return Err(FormatError::OtherSnapshot { found, expected });
        }
        let fields = header.fields(&bytes)?;
        Ok(Self { bytes, header, fields, renamed: None })
    }

    /// Opens the index of the graph with this snapshot id, which lies in a file.
    ///
    /// The file is mapped into memory, so that opening costs no more than checking the header and the
    /// dictionaries: some milliseconds for millions of names. Without the feature `snapshot` it is read.
    ///
    /// # Errors
    ///
    /// Fails where the file cannot be read, is damaged, or is of another snapshot or format.
    /// [`IndexError::is_rebuildable`] says whether building it again helps.
    pub fn open(path: impl AsRef<Path>, snapshot: &str) -> Result<Self, IndexError> {
        let path = path.as_ref();
        let bytes = bytes_of(path).map_err(|source| IndexError::Io { path: path.to_owned(), source })?;
        Self::from_bytes(bytes, snapshot).map_err(|source| IndexError::Refused { path: path.to_owned(), source })
    }

    /// The same, and checks every byte, as [`verify`](Self::verify) does.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open), wherever the damage lies.
    pub fn open_checked(path: impl AsRef<Path>, snapshot: &str) -> Result<Self, IndexError> {
        let path = path.as_ref();
        let index = Self::open(path, snapshot)?;
        index.verify().map_err(|source| IndexError::Refused { path: path.to_owned(), source })?;
        Ok(index)
    }

    /// Writes the index to a file, or replaces it: whoever reads it meanwhile sees the old or the new one whole.
    ///
    /// # Errors
    ///
    /// Fails where the file, or one beside it, cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), IndexError> {
        let path = path.as_ref();
        replace(path, &self.bytes).map_err(|source| IndexError::Io { path: path.to_owned(), source })
    }

    /// Checks every byte of the index.
    ///
    /// # Errors
    ///
    /// Names the first section that is damaged.
    pub fn verify(&self) -> Result<(), FormatError> {
        self.header.verify(&self.bytes)
    }

    /// The index as bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many bytes of the index are about names of nodes of `kind`.
    #[must_use]
    pub fn bytes_of(&self, kind: Kind) -> usize {
        self.header.bytes_of(Field::Names(kind))
    }

    /// How many nodes of `kind` have names, or words in them, too long or too many to be found by them all.
    #[must_use]
    pub fn cut(&self, kind: Kind) -> usize {
        self.header.cut[Field::Names(kind).position()] as usize
    }

    /// Finds nodes of `graph`, which must be the one that the index was built from, or that one with
    /// [changes](scholargraph::Changes): hidden nodes are then not found, nor are works that were added; names that
    /// people were given are known to the index [with these changes](Self::with_changes).
    ///
    /// An id of any sort finds its node first. A text without words finds nothing else. Some microseconds where a word is
    /// rare, at most some ten milliseconds where all are common.
    ///
    /// # Errors
    ///
    /// Fails where the query is out of bounds, or the graph is another.
    pub fn search(&self, graph: &Graph, query: &Query<'_>) -> Result<Answer, QueryError> {
        if ![&graph.meta().id, graph.base_id()].contains(&&*self.header.snapshot) {
            let (index, graph) = (self.header.snapshot.clone(), graph.meta().id.clone());
            return Err(QueryError::OtherGraph { index, graph });
        }
        let words = query.words()?;
        let mut answer = self.add_all(graph, query, &words, find::find);
        if let Some((index, node)) = self.identified(graph, query) {
            answer.hits.retain(|other| other.node != node);
            answer.hits.push(hit(graph, index, node, Fit::Id));
            answer.total += usize::from(!self.is_found(graph, index, &words, node));
        }
        let apart = initials_apart(query.text).filter(|_| is_unnamed(&answer));
        // What becomes too long by it is left alone.
        if let Some(apart) = apart.and_then(|apart| Query { text: &apart, ..*query }.words().ok()) {
            answer = self.add_all(graph, query, &apart, find::find);
        }
        if is_unnamed(&answer) {
            answer = self.add_all(graph, query, &words, find::find_near);
        }
        sort(&mut answer.hits);
        answer.hits.truncate(query.limit);
        Ok(answer)
    }
}

impl SearchIndex {
    /// What `find` finds of every kind that is asked about.
    fn add_all(
        &self,
        graph: &Graph,
        query: &Query<'_>,
        words: &Words,
        find: impl Fn(&Graph, &KindIndex, &Words, usize) -> Found,
    ) -> Answer {
        let mut answer = Answer { complete: true, ..Answer::default() };
        for (field, index) in Field::ALL.into_iter().zip(&self.fields) {
            if matches!(field, Field::Names(_)) && query.kind.is_none_or(|kind| kind == field.kind()) {
                let mut found = find(graph, index, words, query.limit);
                if field.kind() == Kind::Work && found.documents.len() < query.limit {
                    found = self.add_texts(graph, words, query.limit, &found);
                }
                add(&mut answer, graph, (index, index), found);
                if let Some(renamed) = self.renamed.as_ref().filter(|renamed| renamed.kind == field.kind()) {
                    add(&mut answer, graph, (renamed, index), find(graph, renamed, words, query.limit));
                }
            }
        }
        answer
    }

    /// Works whose title and abstract together have all words, behind those that were found by the title alone.
    fn add_texts(&self, graph: &Graph, words: &Words, limit: usize, by_title: &Found) -> Found {
        let mut by_text = find::find_in_texts(graph, &self.fields[Field::Texts.position()], words, limit, by_title);
        // Those with an abstract are found again, the others not.
        by_text.total = by_text.total.max(by_title.total).max(by_text.documents.len());
        by_text.complete &= by_title.complete;
        by_text
    }

    /// Is a node among those counted that its names are found by? Taken for granted where there are very many.
    fn is_found(&self, graph: &Graph, index: &KindIndex, words: &Words, node: Node) -> bool {
        let renamed = self.renamed.as_ref().filter(|renamed| renamed.kind == index.kind);
        std::iter::once(index).chain(renamed).any(|index| {
            let found = find::find(graph, index, words, Query::MAX_LIMIT);
            let named = found.documents.iter().any(|&(document, _)| index.node(graph, document) == Some(node));
            named || found.total > Query::MAX_LIMIT
        })
    }

    /// The node that the text is an id of. What has spaces is a name, even where ids are made of names.
    fn identified(&self, graph: &Graph, query: &Query<'_>) -> Option<(&KindIndex, Node)> {
        if query.text.trim().contains(char::is_whitespace) {
            return None;
        }
        let node = graph.resolve(query.kind, query.text).ok()?.node;
        Some((&self.fields[Field::Names(node.kind()).position()], node))
    }
}

/// Is nothing called so?
fn is_unnamed(answer: &Answer) -> bool {
    answer.hits.iter().all(|hit| hit.fit == Fit::Text)
}

/// Adds what is found of one kind, in an index whose nodes are popular as those of `all` are.
fn add(answer: &mut Answer, graph: &Graph, (index, all): (&KindIndex, &KindIndex), found: Found) {
    let Found { documents, total, complete } = found;
    answer.total += total;
    answer.complete &= complete;
    let nodes = documents.into_iter().filter_map(|(document, fit)| Some((index.node(graph, document)?, fit)));
    answer.hits.extend(nodes.map(|(node, fit)| hit(graph, all, node, fit)));
}

fn hit(graph: &Graph, index: &KindIndex, node: Node, fit: Fit) -> Hit {
    let popularity = forms::popularity(graph, node);
    let score = f64::from(fit as u8) + index.standing(graph, popularity);
    Hit { node, fit, popularity, score }
}

/// By score descending, then key ascending, which is kind by name and id by dense id.
fn sort(hits: &mut [Hit]) {
    hits.sort_by(|a, b| {
        let key = |hit: &Hit| (hit.node.kind().name(), hit.node.index());
        b.score.total_cmp(&a.score).then_with(|| key(a).cmp(&key(b)))
    });
}

#[cfg(feature = "snapshot")]
fn bytes_of(path: &Path) -> io::Result<Buffer<u8>> {
    scholargraph::snapshot::map_file(path)
}

#[cfg(not(feature = "snapshot"))]
fn bytes_of(path: &Path) -> io::Result<Buffer<u8>> {
    fs::read(path).map(Buffer::from)
}

/// Puts `bytes` in the place of a file at once: written beside it, synced, renamed.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = unfinished(path);
    let written = write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // The error that matters is the one at hand.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// A name of its own for every file being written, that says as snapshots do that it is nobody's business yet.
fn unfinished(path: &Path) -> PathBuf {
    static WRITTEN: AtomicU64 = AtomicU64::new(0);
    let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let mut name = OsString::from(format!(".partial-{}-{number}-", std::process::id()));
    name.push(path.file_name().unwrap_or_default());
    path.with_file_name(name)
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
