//! What one reader collects, in columns from the start: a record is taken apart and forgotten.

use std::sync::PoisonError;

use super::{
    CorpusBuilder,
    apart::Apart,
    entries::{AuthorshipEntry, OwnAffiliation, TopicEntry},
    interner::Symbol,
    key::Code,
    lists::Lists,
    winners::{Rank, Ranked},
};
use crate::{
    column::{Array, ColumnPart, Room, TextPart},
    model::{
        Authorship, InstitutionPart, InstitutionRecord, Key, PersonPart, PersonRecord, Related, SourcePart,
        SourceRecord, Standing, TopicPart, TopicRecord, WorkPart, WorkRecord,
    },
};

/// Works, a row per record.
#[derive(Debug, Default)]
pub(super) struct WorkRows {
    pub(super) attributes: WorkPart,
    pub(super) abstracts: TextPart,
    pub(super) codes: Array<Ranked>,
    pub(super) sources: Array<Code>,
    pub(super) authorships: Lists<AuthorshipEntry>,
    /// A row per authorship.
    pub(super) institutions: Lists<Code>,
    /// A row per authorship.
    pub(super) raw_affiliations: Lists<Symbol>,
    pub(super) topics: Lists<TopicEntry>,
    pub(super) references: Lists<Code>,
}

impl WorkRows {
    /// The shelf of authorships.
    pub(super) const AUTHORSHIPS: &'static str = "authorships";

    /// Puts them where there is room.
    fn settle(&mut self, room: &Room) {
        self.attributes.settle(room);
        ColumnPart::settle(&mut self.abstracts, room, "abstracts");
        self.codes.settle(room, "work codes");
        self.sources.settle(room, "work sources");
        self.authorships.settle(room, Self::AUTHORSHIPS);
        self.institutions.settle(room, "institutions of authorships");
        self.raw_affiliations.settle(room, "affiliations of authorships");
        self.topics.settle(room, "topics of works");
        self.references.settle(room, "references");
    }
}

/// Nodes that works mention or that have records of their own.
#[derive(Debug)]
pub(super) struct EntityRows<P, E> {
    pub(super) attributes: P,
    pub(super) codes: Array<Ranked>,
    /// What else the record says, a row per record.
    pub(super) extras: Lists<E>,
}

impl<P: Default, E> Default for EntityRows<P, E> {
    fn default() -> Self {
        Self { attributes: P::default(), codes: Array::default(), extras: Lists::default() }
    }
}

/// Everything one reader collected.
#[derive(Debug, Default)]
pub(super) struct ShardParts {
    pub(super) order: u64,
    /// Where the records come from, if that was said.
    pub(super) source: Option<u16>,
    /// Are there mentions that stand in no work's record?
    pub(super) lone_mentions: bool,
    pub(super) works: WorkRows,
    pub(super) people: EntityRows<PersonPart, OwnAffiliation>,
    pub(super) topics: EntityRows<TopicPart, ()>,
    pub(super) institutions: EntityRows<InstitutionPart, (Related, Code)>,
    pub(super) sources: EntityRows<SourcePart, ()>,
    /// What stands in no record of its node.
    pub(super) apart: Apart,
}

impl ShardParts {
    /// Puts what was collected where there is room; what is said apart is still to be joined.
    pub(super) fn settle(&mut self, room: &Room) {
        self.works.settle(room);
        self.people.attributes.settle(room);
        self.people.codes.settle(room, "people codes");
        self.people.extras.settle(room, "affiliations of people");
        self.topics.attributes.settle(room);
        self.institutions.attributes.settle(room);
        self.sources.attributes.settle(room);
    }
}

/// Collects the records of one part of the input.
///
/// A shard counts only once it is [closed](Self::close).
#[derive(Debug)]
#[must_use = "a shard counts only once it is closed"]
pub struct Shard<'b> {
    builder: &'b CorpusBuilder,
    parts: ShardParts,
}

impl<'b> Shard<'b> {
    pub(super) fn new(builder: &'b CorpusBuilder, order: u64) -> Self {
        Self { builder, parts: ShardParts { order, ..ShardParts::default() } }
    }

    /// Says that the records come from the source with this number. Records of one work, institution or person that two
    /// sources know by keys of their own become one node where an identifier shows it
    /// ([`BuildOptions::unite`](crate::BuildOptions::unite)), and what the first source leaves unsaid the others say.
    /// Keys of one source are never united: it knows them apart.
    pub fn from_source(mut self, source: u16) -> Self {
        self.parts.source = Some(source);
        self
    }

    /// Adds a work with everything its record mentions.
    pub fn work(&mut self, record: &WorkRecord<'_>) {
        let code = self.builder.keys.code(&record.key);
        let source = record.source.as_ref().map_or(Code::NONE, |source| self.source(source, source.standing));
        let authorships: Vec<_> = record.authorships.iter().map(|authorship| self.authorship(authorship)).collect();
        let topics = record.topics.iter();
        let topics = topics.map(|(topic, score)| TopicEntry::new(self.topic(topic, topic.standing), *score));
        let topics: Vec<_> = topics.collect();
        let keys = &self.builder.keys;
        let works = &mut self.parts.works;
        works.attributes.push(&record.attributes);
        works.abstracts.push_str(&record.abstract_text);
        let rank = Rank::new(Standing { own_record: true, updated: record.updated }, &[]);
        works.codes.push(Ranked { code, rank });
        works.sources.push(source);
        works.authorships.push(authorships);
        works.topics.push(topics);
        works.references.push(record.references.iter().map(|key| keys.code(key)));
    }

    fn authorship(&mut self, authorship: &Authorship<'_>) -> AuthorshipEntry {
        let (entry, institutions, raw_affiliations) = self.entry(authorship);
        self.parts.works.institutions.push(institutions);
        self.parts.works.raw_affiliations.push(raw_affiliations);
        entry
    }

    /// A place on a byline, with its institutions and its affiliations as printed.
    fn entry(&mut self, authorship: &Authorship<'_>) -> (AuthorshipEntry, Vec<Code>, Vec<Symbol>) {
        let institutions = authorship.institutions.iter().map(|record| self.institution(record, record.standing));
        let institutions = institutions.collect();
        let texts = &self.builder.texts;
        let symbol = |text: &str| if text.is_empty() { Symbol::NONE } else { texts.intern(text) };
        let (raw_name, raw_orcid) = (symbol(&authorship.raw_name), symbol(&authorship.raw_orcid));
        let person = authorship.person.as_ref().map_or(Code::NONE, |person| self.person_code(person, person.standing));
        let entry = AuthorshipEntry::new(authorship, person, raw_name, raw_orcid);
        (entry, institutions, authorship.raw_affiliations.iter().filter_map(|text| symbol(text).known()).collect())
    }

    /// Adds a place on the byline of a work whose record says nothing of it, as tables do that hold authorships apart from
    /// works.
    ///
    /// It joins the record of the work in the same source, whenever that comes, in the order of
    /// [positions](Authorship::position); without one it is dropped and counted
    /// ([`BuildReport::unattached`](crate::BuildReport::unattached)). So does all that is said apart.
    ///
    /// ```
    /// use scholargraph::{Authorship, CorpusBuilder, Key, PersonRecord, WorkRecord};
    ///
    /// let builder = CorpusBuilder::new();
    /// let mut shard = builder.shard(0);
    /// for (position, name) in [(1, "Bo"), (0, "Ada")] {
    ///     let person = Some(PersonRecord::named(Key::name(name), name));
    ///     let place = Authorship { position: Some(position), person, ..Authorship::default() };
    ///     shard.authorship_of(&Key::id("w1"), &place);
    /// }
    /// shard.reference(&Key::id("w1"), &Key::id("w2"));
    /// shard.reference(&Key::id("w3"), &Key::id("w1"));
    /// shard.work(&WorkRecord::new(Key::id("w1")));
    /// shard.close();
    ///
    /// let (graph, report) = builder.finish(Default::default())?;
    /// assert_eq!(graph.byline(graph.nodes().next().unwrap()).len(), 2);
    /// assert_eq!((report.dangling_references, report.unattached), (1, 1));
    /// # Ok::<(), scholargraph::BuildError>(())
    /// ```
    pub fn authorship_of(&mut self, work: &Key<'_>, authorship: &Authorship<'_>) {
        let code = self.builder.keys.code(work);
        let (entry, institutions, raw_affiliations) = self.entry(authorship);
        self.parts.apart.authorship(code, entry, institutions, raw_affiliations);
    }

    /// Adds the topic of a work whose record does not name it, with its score, 0 to 1.
    pub fn topic_of(&mut self, work: &Key<'_>, topic: &TopicRecord<'_>, score: f32) {
        let code = self.builder.keys.code(work);
        let topic = self.topic(topic, topic.standing);
        self.parts.apart.topics.push((code, TopicEntry::new(topic, score)));
    }

    /// Adds a reference that the record of the citing work does not list.
    pub fn reference(&mut self, citing: &Key<'_>, cited: &Key<'_>) {
        let keys = &self.builder.keys;
        self.parts.apart.references.push((keys.code(citing), keys.code(cited)));
    }

    /// Adds the abstract of a work whose record has none.
    pub fn abstract_of(&mut self, work: &Key<'_>, text: &str) {
        self.parts.apart.abstract_text(self.builder.keys.code(work), text);
    }

    /// Adds an affiliation that the record of the person does not list, with its first and last year (0 where unknown).
    pub fn affiliation_of(&mut self, person: &Key<'_>, institution: &InstitutionRecord<'_>, first: i16, last: i16) {
        let code = self.builder.keys.code(person);
        let institution = self.institution(institution, institution.standing);
        self.parts.apart.affiliations.push((code, OwnAffiliation::new(institution, first, last)));
    }

    /// Adds how an institution is related to another one, which does not come into being by it, where the record of the
    /// first does not say so.
    pub fn relation_of(&mut self, institution: &Key<'_>, how: Related, other: &Key<'_>) {
        let keys = &self.builder.keys;
        self.parts.apart.related.push((keys.code(institution), (how, keys.code(other))));
    }

    /// Adds a person, who is there whether or not a work names them.
    pub fn person(&mut self, record: &PersonRecord<'_>) {
        self.person_code(record, own(record.standing));
    }

    /// Adds what is known of a person beside the works. As a mention it ranks by its [`Standing`], and brings nobody
    /// into being whom no work names.
    pub fn mention_person(&mut self, record: &PersonRecord<'_>) {
        self.parts.lone_mentions = true;
        self.person_code(record, record.standing);
    }

    fn person_code(&mut self, record: &PersonRecord<'_>, standing: Standing) -> Code {
        let code = self.builder.keys.code(&record.key);
        let rank = Rank::new(standing, &[&record.attributes.orcid, &record.attributes.scopus]);
        // Its institutions count as mentions whether or not it wins: that depends on what arrived before.
        let affiliations = record.affiliations.iter();
        let affiliations: Vec<OwnAffiliation> = affiliations
            .map(|(at, first, last)| OwnAffiliation::new(self.institution(at, at.standing), *first, *last))
            .collect();
        if self.builder.seen.people.improves(code, rank, &self.parts) {
            let people = &mut self.parts.people;
            people.attributes.push(&record.attributes);
            people.codes.push(Ranked { code, rank });
            people.extras.push(affiliations);
        }
        code
    }

    /// Adds a topic, which is there whether or not a work names it.
    pub fn add_topic(&mut self, record: &TopicRecord<'_>) {
        self.topic(record, own(record.standing));
    }

    fn topic(&mut self, record: &TopicRecord<'_>, standing: Standing) -> Code {
        let code = self.builder.keys.code(&record.key);
        let rank = Rank::new(standing, &[]);
        if self.builder.seen.topics.improves(code, rank, &self.parts) {
            self.parts.topics.attributes.push(&record.attributes);
            self.parts.topics.codes.push(Ranked { code, rank });
            self.parts.topics.extras.push([]);
        }
        code
    }

    /// Adds an institution, which is there whether or not a work or a person names it.
    pub fn add_institution(&mut self, record: &InstitutionRecord<'_>) {
        self.institution(record, own(record.standing));
    }

    fn institution(&mut self, record: &InstitutionRecord<'_>, standing: Standing) -> Code {
        let keys = &self.builder.keys;
        let code = keys.code(&record.key);
        let rank = Rank::new(standing, &[&record.attributes.ror]);
        if self.builder.seen.institutions.improves(code, rank, &self.parts) {
            let institutions = &mut self.parts.institutions;
            institutions.attributes.push(&record.attributes);
            institutions.codes.push(Ranked { code, rank });
            institutions.extras.push(record.related.iter().map(|(how, key)| (*how, keys.code(key))));
        }
        code
    }

    /// Adds a source.
    pub fn add_source(&mut self, record: &SourceRecord<'_>) {
        self.source(record, own(record.standing));
    }

    fn source(&mut self, record: &SourceRecord<'_>, standing: Standing) -> Code {
        let code = self.builder.keys.code(&record.key);
        let rank = Rank::new(standing, &[&record.attributes.issn_l]);
        if self.builder.seen.sources.improves(code, rank, &self.parts) {
            self.parts.sources.attributes.push(&record.attributes);
            self.parts.sources.codes.push(Ranked { code, rank });
            self.parts.sources.extras.push([]);
        }
        code
    }

    /// Hands everything collected to the builder.
    pub fn close(mut self) {
        self.parts.settle(&self.builder.room);
        self.builder.shards.lock().unwrap_or_else(PoisonError::into_inner).push(self.parts);
    }
}

/// That of a record that was added by itself: nobody mentions it, so it is the node's own.
fn own(standing: Standing) -> Standing {
    Standing { own_record: true, ..standing }
}
