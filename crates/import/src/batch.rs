//! What the records of one chunk become.

use std::{borrow::Cow, collections::BTreeMap, path::PathBuf};

use scholargraph::{
    Authorship, CorpusBuilder, InstitutionRecord, Key, Kind, PersonRecord, Related, Shard, SourceRecord, TopicRecord,
    WorkRecord,
};

use crate::{
    ImportError,
    kept::{self, Keeping, Statement},
    people::{Hidden, Listed, Mentions, Truth},
    quarantine::{Reason, Reject, Rejection},
    read::{Chunk, Halt, Records},
    report::RecordKind,
};

/// Counts of records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Records that were taken in.
    pub(crate) taken: BTreeMap<RecordKind, u64>,
    /// Those among them that are no record of a node: they tell who is who, or say something apart from one.
    pub(crate) listed: u64,
    pub(crate) rejected: BTreeMap<Reason, u64>,
    /// Records that are known and of no use to the graph, by what they are.
    pub(crate) skipped: BTreeMap<&'static str, u64>,
    pub(crate) merged_ids: u64,
    pub(crate) deleted_ids: u64,
}

impl Tally {
    /// Records read: taken or rejected. Skipped ones are not among them.
    pub(crate) fn read(&self) -> u64 {
        self.taken.values().chain(self.rejected.values()).sum()
    }

    pub(crate) fn add(&mut self, other: &Self) {
        fn add<K: Ord + Copy>(to: &mut BTreeMap<K, u64>, from: &BTreeMap<K, u64>) {
            for (&key, count) in from {
                *to.entry(key).or_default() += count;
            }
        }
        add(&mut self.taken, &other.taken);
        add(&mut self.rejected, &other.rejected);
        add(&mut self.skipped, &other.skipped);
        self.listed += other.listed;
        self.merged_ids += other.merged_ids;
        self.deleted_ids += other.deleted_ids;
    }
}

/// One id gave way to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) kind: Kind,
    pub(crate) from: Key<'static>,
    pub(crate) into: Key<'static>,
    pub(crate) reason: Cow<'static, str>,
}

/// What became of one chunk, apart from the records that went to the builder.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) tally: Tally,
    pub(crate) rejects: Vec<Reject>,
    /// Of several merges of one id the last counts, so they wait for their turn.
    pub(crate) merges: Vec<Merge>,
    /// Files that a manifest lists.
    pub(crate) listed: Vec<String>,
    /// Who stands on bylines; empty where that is not asked for.
    pub(crate) mentions: Mentions,
    /// What was kept from the rules about people.
    pub(crate) truth: Truth,
    /// A frame of kept records; empty where none are kept.
    pub(crate) kept: Vec<u8>,
}

/// Where the records of one chunk go.
pub(crate) struct Batch<'b> {
    builder: &'b CorpusBuilder,
    shard: Shard<'b>,
    outcome: Outcome,
    line: u64,
    /// Are people to be resolved?
    resolve: bool,
    /// Does the source give no two people one name?
    tells_namesakes_apart: bool,
    /// What the rules about people must do without.
    hidden: Option<Hidden>,
    /// Where what is said is kept.
    keeping: Option<Keeping>,
}

impl<'b> Batch<'b> {
    /// Reads every record of `chunk`, and keeps what it says if that is wanted.
    pub(crate) fn read(chunk: &mut Chunk, builder: &'b CorpusBuilder, keep: bool) -> Result<Outcome, Halt> {
        let outcome = Outcome::default();
        let shard = builder.shard(chunk.order);
        let shard = match chunk.document.source {
            Some(source) => shard.from_source(source),
            None => shard,
        };
        let document = &chunk.document;
        let mut batch = Self {
            builder,
            shard,
            outcome,
            line: 0,
            resolve: document.resolve,
            tells_namesakes_apart: document.tells_namesakes_apart,
            hidden: document.hidden,
            keeping: keep.then(Keeping::default),
        };
        batch.take(chunk)?;
        batch.shard.close();
        builder.check().map_err(|error| Halt::Failed(error.into()))?;
        batch.outcome.rejects.sort_by_key(|reject| reject.line);
        if let Some(keeping) = batch.keeping {
            let kept = keeping.into_frame(chunk.document.format);
            batch.outcome.kept = kept.map_err(|source| Halt::Failed(ImportError::Keep { source }))?;
        }
        Ok(batch.outcome)
    }

    fn take(&mut self, chunk: &mut Chunk) -> Result<(), Halt> {
        if let Records::Kept { number, head } = chunk.records {
            let heard = kept::replay(number, head, chunk.buffer.filled(), self);
            let path = || PathBuf::from(&chunk.document.place.shown);
            return heard.map_err(|error| Halt::Failed(ImportError::Kept { path: path(), error }));
        }
        let mut take = chunk.document.parser.begin();
        for (at, (line, record)) in chunk.records().enumerate() {
            self.line = line;
            let taken = chunk.document.parser.text(record).and_then(|text| take(&text, self));
            match taken {
                // What was carried over from an earlier chunk was complained about there.
                Err(rejection) if at >= chunk.known() => self.reject(rejection, record),
                _ => {}
            }
        }
        drop(take);
        for reject in chunk.rejects.drain(..) {
            self.note(reject);
        }
        Ok(())
    }

    /// Takes in what was kept.
    pub(crate) fn hear(&mut self, statement: &Statement<'_, '_>) {
        match statement {
            Statement::Work(record) => self.work(record),
            Statement::Person(record) => self.person(record),
            Statement::Topic(record) => self.topic(record),
            Statement::Institution(record) => self.institution(record),
            Statement::Source(record) => self.source(record),
            Statement::Listed(listed) => self.list_person(listed),
            Statement::AuthorshipOf(work, place) => self.authorship_of(work, place),
            Statement::TopicOf(work, topic, score) => self.topic_of(work, topic, *score),
            Statement::Reference(citing, cited) => self.reference(citing, cited),
            Statement::AbstractOf(work, text) => self.abstract_of(work, text),
            Statement::AffiliationOf(person, at, first, last) => self.affiliation_of(person, at, *first, *last),
            Statement::RelationOf(institution, how, other) => self.relation_of(institution, *how, other),
            Statement::Merge { kind, from, into, reason } => {
                self.merge_for(*kind, from, into, reason.clone().into_owned().into());
            }
            Statement::Delete(kind, id) => self.delete(*kind, id),
        }
    }

    fn keep(&mut self, statement: &Statement<'_, '_>) {
        if let Some(keeping) = &mut self.keeping {
            keeping.add(statement);
        }
    }

    /// Rejects a record on the line being read.
    pub(crate) fn reject(&mut self, rejection: Rejection, record: &[u8]) {
        self.note(Reject::new(self.line, rejection, record));
    }

    fn note(&mut self, reject: Reject) {
        *self.outcome.tally.rejected.entry(reject.rejection.reason).or_default() += 1;
        self.outcome.rejects.push(reject);
    }

    fn took(&mut self, kind: RecordKind) {
        *self.outcome.tally.taken.entry(kind).or_default() += 1;
    }

    pub(crate) fn work(&mut self, record: &WorkRecord<'_>) {
        self.keep(&Statement::Work(Cow::Borrowed(record)));
        self.took(RecordKind::Work);
        let stripped = self.hidden.map(|hidden| self.outcome.truth.hide(record, hidden));
        let record = stripped.as_ref().unwrap_or(record);
        if self.resolve {
            self.outcome.mentions.byline(record, self.tells_namesakes_apart);
        }
        self.shard.work(record);
    }

    pub(crate) fn person(&mut self, record: &PersonRecord<'_>) {
        self.keep(&Statement::Person(Cow::Borrowed(record)));
        self.took(RecordKind::Person);
        self.shard.person(record);
    }

    /// Takes in that the source lists the names of a person, which matters only where people are to be resolved.
    pub(crate) fn list_person(&mut self, listed: &Listed) {
        self.keep(&Statement::Listed(Cow::Borrowed(listed)));
        if self.resolve && self.hidden.is_none() {
            self.took(RecordKind::Person);
            self.outcome.tally.listed += 1;
            self.outcome.mentions.list(listed.clone());
        } else {
            self.skip("name variants");
        }
    }

    pub(crate) fn topic(&mut self, record: &TopicRecord<'_>) {
        self.keep(&Statement::Topic(Cow::Borrowed(record)));
        self.took(RecordKind::Topic);
        self.shard.add_topic(record);
    }

    pub(crate) fn institution(&mut self, record: &InstitutionRecord<'_>) {
        self.keep(&Statement::Institution(Cow::Borrowed(record)));
        self.took(RecordKind::Institution);
        self.shard.add_institution(record);
    }

    pub(crate) fn source(&mut self, record: &SourceRecord<'_>) {
        self.keep(&Statement::Source(Cow::Borrowed(record)));
        self.took(RecordKind::Source);
        self.shard.add_source(record);
    }

    /// Counts a record that is no part of a graph.
    pub(crate) fn skip(&mut self, what: &'static str) {
        *self.outcome.tally.skipped.entry(what).or_default() += 1;
    }

    /// Takes in a row that says something apart from the record of its node.
    fn part(&mut self) -> &mut Shard<'b> {
        self.took(RecordKind::Part);
        self.outcome.tally.listed += 1;
        &mut self.shard
    }

    pub(crate) fn authorship_of(&mut self, work: &Key<'_>, place: &Authorship<'_>) {
        self.keep(&Statement::AuthorshipOf(Cow::Borrowed(work), Cow::Borrowed(place)));
        self.part().authorship_of(work, place);
    }

    pub(crate) fn topic_of(&mut self, work: &Key<'_>, topic: &TopicRecord<'_>, score: f32) {
        self.keep(&Statement::TopicOf(Cow::Borrowed(work), Cow::Borrowed(topic), score));
        self.part().topic_of(work, topic, score);
    }

    pub(crate) fn reference(&mut self, citing: &Key<'_>, cited: &Key<'_>) {
        self.keep(&Statement::Reference(Cow::Borrowed(citing), Cow::Borrowed(cited)));
        self.part().reference(citing, cited);
    }

    pub(crate) fn abstract_of(&mut self, work: &Key<'_>, text: &str) {
        self.keep(&Statement::AbstractOf(Cow::Borrowed(work), text.into()));
        self.part().abstract_of(work, text);
    }

    pub(crate) fn affiliation_of(&mut self, person: &Key<'_>, at: &InstitutionRecord<'_>, first: i16, last: i16) {
        self.keep(&Statement::AffiliationOf(Cow::Borrowed(person), Cow::Borrowed(at), first, last));
        self.part().affiliation_of(person, at, first, last);
    }

    pub(crate) fn relation_of(&mut self, institution: &Key<'_>, how: Related, other: &Key<'_>) {
        self.keep(&Statement::RelationOf(Cow::Borrowed(institution), how, Cow::Borrowed(other)));
        self.part().relation_of(institution, how, other);
    }

    /// Notes that the source merged `from` into `into`.
    pub(crate) fn merge(&mut self, kind: Kind, from: &Key<'_>, into: &Key<'_>) {
        self.merge_for(kind, from, into, SOURCE.into());
    }

    /// Notes that `from` was merged into `into` for a `reason`.
    pub(crate) fn merge_for(&mut self, kind: Kind, from: &Key<'_>, into: &Key<'_>, reason: Cow<'static, str>) {
        let [kept_from, kept_into] = [from, into].map(Cow::Borrowed);
        let merge = Statement::Merge { kind, from: kept_from, into: kept_into, reason: Cow::Borrowed(&reason) };
        self.keep(&merge);
        self.outcome.tally.merged_ids += 1;
        self.outcome.merges.push(Merge { kind, from: owned(from), into: owned(into), reason });
    }

    /// Notes that the source deleted a node.
    pub(crate) fn delete(&mut self, kind: Kind, id: &str) {
        self.keep(&Statement::Delete(kind, id.into()));
        self.outcome.tally.deleted_ids += 1;
        self.builder.delete(kind, &Key::id(id));
    }

    /// Notes that a manifest lists the file at `url`.
    pub(crate) fn list(&mut self, url: &str) {
        self.outcome.listed.push(url.to_owned());
    }
}

/// Why an id was merged that the source itself merged.
const SOURCE: &str = "source";

fn owned(key: &Key<'_>) -> Key<'static> {
    match key {
        Key::Id(id) => Key::id(id.to_string()),
        Key::Name(name) => Key::name(name.to_string()),
    }
}
