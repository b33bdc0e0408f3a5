//! Added works: read by the builder like all others, then numbered behind them.

use hashbrown::HashMap;

use super::{
    ChangeError,
    draft::{Byline, Draft, Place},
};
use crate::{
    build::{BuildOptions, CorpusBuilder},
    graph::{Changed, Graph, Lookup, Tables},
    id::{DenseId, InstitutionId, Kind, Node, PersonId, WorkId},
    model::{
        Authorship, InstitutionRecord, Key, PersonRecord, RawAffiliationId, SourceId, SourceRecord, TopicRecord,
        WorkRecord,
    },
    text::known_terms,
};

/// Works that are to be added, as a graph of their own.
pub(super) struct Added {
    /// Its people, topics, institutions and sources are those that the works name, by the ids that these have in
    /// the graph to be changed.
    small: Graph,
    /// The works of the graph to be changed that each work refers to.
    references: Vec<Vec<WorkId>>,
}

impl Added {
    /// Reads `records` for `graph`, of which `draft` tells what is hidden.
    pub(super) fn read(graph: &Graph, draft: &Draft<'_>, records: &[WorkRecord<'_>]) -> Result<Self, ChangeError> {
        let count = graph.works().len() + records.len();
        if u32::try_from(count).is_err() {
            return Err(ChangeError::TooManyWorks { count });
        }
        let reader = Reader { graph, draft };
        let builder = CorpusBuilder::new();
        let mut shard = builder.shard(0);
        let mut keys: HashMap<String, &WorkRecord<'_>> = HashMap::new();
        for record in records {
            shard.work(&reader.record(record)?);
            if keys.insert(source_key(&record.key), record).is_some() {
                return Err(ChangeError::Exists { key: record.key.to_string() });
            }
        }
        shard.close();
        let (small, _) = builder.finish(BuildOptions::default())?;
        let mut references = Vec::with_capacity(records.len());
        for work in small.nodes::<WorkId>() {
            let id = small.id(work);
            if id.is_empty() {
                return Err(ChangeError::NoId);
            }
            if let Some(node) = graph.find_exact(Kind::Work, id).filter(|&node| !draft.hides(node)) {
                return Err(ChangeError::Exists { key: graph.key(node) });
            }
            let named = Some(small.works().source_key.at(work.index())).filter(|key| !key.is_empty());
            let record = keys.get(named.map_or_else(|| format!("id:{id}"), str::to_owned).as_str());
            let cited = record.into_iter().flat_map(|record| &record.references);
            references.push(cited.filter_map(|key| reader.cited(key, &keys)).collect());
        }
        Ok(Self { small, references })
    }

    /// Numbers the works behind all others: their attributes go into `tables`, their rows into `draft`.
    pub(super) fn append(&self, tables: &mut Tables, changed: &mut Changed, draft: &mut Draft<'_>) {
        let small = self.small.tables();
        let first = tables.works.len();
        if small.works.is_empty() {
            return;
        }
        tables.abstracts.extend(first, small.works.len(), &small.abstracts);
        tables.works.extend(&small.works);
        changed.note_added(tables, first);
        let known = Known { graph: draft.graph, small: &self.small };
        let sources = (0..small.works.len()).map(|row| known.source(row)).collect();
        tables.work_relations.source.push(first, sources);
        let printed = known.printed(tables);
        for (row, references) in self.references.iter().enumerate() {
            let (work, near) = (WorkId::from_index(first + row), WorkId::from_index(row));
            draft.bylines.insert(work, known.byline(near, &printed));
            let topics = small.work_relations.topics.edges_in(row).into_iter();
            draft.topics.insert(work, topics.filter_map(|(topic, edge)| Some((known.node(topic)?, edge))).collect());
            let institutions = self.small.institutions_of(near).iter();
            draft.institutions.insert(work, institutions.filter_map(|&at| known.node(at)).collect());
            let own = self.small.references(near).iter().map(|cited| WorkId::from_index(first + cited.index()));
            let mut cited: Vec<WorkId> = references.iter().copied().chain(own).collect();
            cited.sort_by_key(|work| changed.order.key(work.index()));
            cited.dedup();
            draft.references.insert(work, cited);
            draft.terms.insert(work, known_terms(&draft.graph.terms().text, small.works.title.at(row)));
        }
    }
}

fn source_key(key: &Key<'_>) -> String {
    key.to_string()
}

/// Reads records, with all that they name found in the graph.
struct Reader<'a> {
    graph: &'a Graph,
    draft: &'a Draft<'a>,
}

impl Reader<'_> {
    /// The node of `kind` that `key` means, merges followed; hidden nodes are not there.
    fn find(&self, kind: Kind, key: &Key<'_>) -> Option<Node> {
        let graph = self.graph;
        let found = match key {
            Key::Id(id) => {
                let merged = || graph.tables().aliases.find(kind, id);
                graph.find_exact(kind, id).or_else(merged)
            }
            Key::Name(_) => graph.find_by(Lookup::source_key(kind), &source_key(key)),
        };
        found.filter(|&node| graph.contains(node))
    }

    /// The node of `kind` that an added work names.
    fn named(&self, work: &Key<'_>, kind: Kind, key: &Key<'_>) -> Result<Node, ChangeError> {
        let unknown = || ChangeError::Unknown { work: work.to_string(), what: kind.name(), key: key.to_string() };
        let node = self.find(kind, key).ok_or_else(unknown)?;
        if self.draft.hides(node) { Err(ChangeError::Hidden { key: self.graph.key(node) }) } else { Ok(node) }
    }

    /// The id of a node, as a key.
    fn key(&self, node: Node) -> Key<'static> {
        Key::id(self.graph.id(node).to_owned())
    }

    /// The work in the graph that a reference means; none for one that is added, hidden or elsewhere.
    fn cited(&self, key: &Key<'_>, added: &HashMap<String, &WorkRecord<'_>>) -> Option<WorkId> {
        match self.find(Kind::Work, key)? {
            node if self.draft.hides(node) || added.contains_key(&source_key(key)) => None,
            Node::Work(work) => Some(work),
            _ => None,
        }
    }

    /// The record, naming everything by its id in the graph.
    fn record<'r>(&self, record: &WorkRecord<'r>) -> Result<WorkRecord<'r>, ChangeError> {
        let work = &record.key;
        let authorships = record.authorships.iter().map(|authorship| self.authorship(work, authorship));
        let topic = |(topic, score): &(TopicRecord<'_>, f32)| {
            let node = self.named(work, Kind::Topic, &topic.key)?;
            Ok((TopicRecord::named(self.key(node), ""), *score))
        };
        Ok(WorkRecord {
            source: record.source.as_ref().map(|source| self.source(work, source)).transpose()?,
            authorships: authorships.collect::<Result<_, ChangeError>>()?,
            topics: record.topics.iter().map(topic).collect::<Result<_, ChangeError>>()?,
            ..record.clone()
        })
    }

    fn authorship<'r>(&self, work: &Key<'_>, record: &Authorship<'r>) -> Result<Authorship<'r>, ChangeError> {
        let person = |person: &PersonRecord<'_>| {
            let node = self.named(work, Kind::Person, &person.key)?;
            let mut named = PersonRecord::named(self.key(node), "");
            // What the byline says of the iD is compared with it.
            named.attributes.orcid = self.graph.people().orcid.at(node.index()).to_owned().into();
            Ok::<_, ChangeError>(named)
        };
        let institution = |institution: &InstitutionRecord<'_>| {
            let node = self.named(work, Kind::Institution, &institution.key)?;
            Ok(InstitutionRecord::named(self.key(node), ""))
        };
        Ok(Authorship {
            person: record.person.as_ref().map(person).transpose()?,
            institutions: record.institutions.iter().map(institution).collect::<Result<_, ChangeError>>()?,
            ..record.clone()
        })
    }

    fn source<'r>(&self, work: &Key<'_>, record: &SourceRecord<'_>) -> Result<SourceRecord<'r>, ChangeError> {
        let sources = self.graph.sources();
        let found = match &record.key {
            Key::Id(id) => find_text(sources.len(), |row| sources.id.at(row), id),
            // Names of sources are looked up too seldom for an index of them.
            Key::Name(_) => (0..sources.len()).find(|&row| sources.source_key.at(row) == source_key(&record.key)),
        };
        let key = || record.key.to_string();
        let unknown = || ChangeError::Unknown { work: work.to_string(), what: "source", key: key() };
        Ok(SourceRecord::named(Key::id(sources.id.at(found.ok_or_else(unknown)?).to_owned()), ""))
    }
}

/// The row of `wanted` among so many ascending texts.
fn find_text<'a>(rows: usize, text: impl Fn(usize) -> &'a str, wanted: &str) -> Option<usize> {
    let at = partition(rows, |row| text(row) < wanted);
    (at < rows && text(at) == wanted).then_some(at)
}

/// How many of the first rows are `before` something.
pub(super) fn partition(rows: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, rows);
    while low < high {
        let middle = usize::midpoint(low, high);
        if before(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

/// What the small graph's nodes are in the graph to be changed: those of the same ids.
struct Known<'a> {
    graph: &'a Graph,
    small: &'a Graph,
}

impl Known<'_> {
    fn node<T: DenseId>(&self, small: T) -> Option<T> {
        let node = self.graph.find_exact(T::KIND, self.small.id(small))?;
        Some(T::from_index(node.index()))
    }

    fn source(&self, row: usize) -> SourceId {
        let (sources, small) = (self.graph.sources(), self.small.sources());
        let id = self.small.source(WorkId::from_index(row)).map(|source| small.id.at(source));
        let found = id.and_then(|id| find_text(sources.len(), |row| sources.id.at(row), id));
        found.map_or(SourceId::default(), SourceId::from_row)
    }

    /// The affiliations as printed, each in its row of `tables`, to which those that are new are added.
    fn printed(&self, tables: &mut Tables) -> Vec<RawAffiliationId> {
        let text = &mut tables.raw_affiliations.text;
        let (stored, first) = (text.stored_rows(), text.len());
        let mut new: Vec<&str> = Vec::new();
        let rows = self.small.raw_affiliations().text.iter().map(|printed| {
            let row = find_text(stored, |row| text.at(row), printed).unwrap_or_else(|| {
                new.push(printed);
                first + new.len() - 1
            });
            RawAffiliationId(row as u32)
        });
        let rows = rows.collect();
        crate::column::Column::extend(text, first, &new.into_iter().collect());
        rows
    }

    fn byline(&self, work: WorkId, printed: &[RawAffiliationId]) -> Byline {
        let mut byline = Byline::of(self.small, work);
        let known = |place: Place| {
            Some(Place {
                person: self.node::<PersonId>(place.person)?,
                institutions: place.institutions.iter().filter_map(|&at| self.node::<InstitutionId>(at)).collect(),
                raw_affiliations: place.raw_affiliations.iter().map(|at| printed[at.0 as usize]).collect(),
                ..place
            })
        };
        byline.places = byline.places.into_iter().filter_map(known).collect();
        byline
    }
}
