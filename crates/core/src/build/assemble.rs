//! The last step: from what readers collected to the graph.

use std::sync::PoisonError;

use hashbrown::{HashMap, HashSet};

use super::{
    BuildError, BuildOptions, BuildReport, Changes, CorpusBuilder, DeriveTopics, ShardReport, affiliations, apart,
    assign, bylines, circles, collaborations, components,
    corrections::{Wanted, correct},
    institutions,
    key::{Code, KeyNames},
    lookups,
    numbering::{self, Numbering},
    provenance,
    shard::ShardParts,
    terms, topics, unite,
    winners::{Candidate, Rank, Ranked, Survivors, winners},
    works::{Chosen, Kinds, Numbered, Read},
};
use crate::{
    column::{Abstracts, Room, RowRef, Speakers},
    community,
    graph::{Alias, Aliases, Graph, Meta, Tables, snapshot_id},
    id::{Kind, TopicId},
    model::{
        AboutEdges, Adjacency, InstitutionRelations, Institutions, Key, People, PersonRelations, Sources, Terms,
        TopicRelations, Topics, WorkRelations, Works,
    },
};

pub(super) fn assemble(
    builder: CorpusBuilder,
    options: BuildOptions,
    watch: &mut dyn FnMut(&'static str),
) -> Result<(Graph, BuildReport), BuildError> {
    watch("joining records");
    let CorpusBuilder { keys, texts, seen, shards, changes, room } = builder;
    drop(seen);
    let mut shards = shards.into_inner().unwrap_or_else(PoisonError::into_inner);
    shards.sort_by_key(|shard| shard.order);
    check_sizes(&shards)?;
    let mut changes = changes.into_inner().unwrap_or_else(PoisonError::into_inner);
    let wanted = Wanted::new(&options.corrections, &keys, &texts);
    let (names, texts) = (keys.into_names(), texts.into_texts());
    if names.is_full() || texts.is_full() {
        return Err(BuildError::TooManyTexts);
    }
    circles::open(&mut changes.merged, &names);
    let unattached = apart::join(&mut shards, &changes, &room);
    assign::apply(&changes.assigned, &mut shards, &room);
    let (united, affiliations) = unite::unite(&mut shards, &mut changes, &names, &texts, &options);
    let read = shards.len();
    let corrected = correct(&options.corrections, &wanted, &mut shards, &mut changes, (&names, &texts));
    watch("numbering nodes");
    let (kinds, chosen, mut report) = number_all(&shards, read, (&changes, &names), unattached > 0, &room)?;
    (report.united, report.affiliations) = (united, affiliations);
    (report.corrected, report.unattached) = (corrected, unattached);
    let mut read = Read { shards, kinds, chosen, texts, room };
    watch("gathering attributes");
    let mut tables = attributes(&read);
    tables.provenance = provenance::provenance(&read, &names, &changes.sources);
    read.forget_attributes();
    watch("finding topics and terms");
    let about = about(&read, &mut tables, options.derive_topics)?;
    read.forget_topics();
    relate(&mut read, &mut tables, about, options.max_authors, &mut report, watch);
    tables.meta.corpus = options.corpus;
    tables.meta.sources = options.sources;
    tables.aliases = aliases(&read.kinds, &changes, &names);
    watch("sorting identifiers");
    tables.lookups = lookups::lookups(&tables, &read.room);
    read.room.check()?;
    watch("hashing");
    tables.meta.id = snapshot_id(&tables);
    Ok((Graph::new(tables), report))
}

fn check_sizes(shards: &[ShardParts]) -> Result<(), BuildError> {
    for shard in shards {
        let rows = [
            shard.works.codes.len(),
            shard.people.codes.len(),
            shard.topics.codes.len(),
            shard.institutions.codes.len(),
            shard.sources.codes.len(),
            shard.apart.rows(),
        ];
        if let Some(&rows) = rows.iter().find(|&&rows| u32::try_from(rows).is_err()) {
            return Err(BuildError::ShardTooLarge { rows });
        }
    }
    Ok(())
}

/// Decides which records win and numbers the nodes of every kind. There may be mentions beside those in records of works:
/// `beside`.
fn number_all(
    shards: &[ShardParts],
    read: usize,
    (changes, names): (&Changes, &KeyNames),
    beside: bool,
    room: &Room,
) -> Result<(Kinds<Numbered>, Chosen, BuildReport), BuildError> {
    let race = Race { shards, read, changes, names, room };
    let works = race.run(Kind::Work, |shard| &shard.works.codes, None)?;
    // Mentions count only in records that won; where all won and all stand in one, nobody need look.
    let chosen = Chosen::of(shards, &works.numbering.speakers);
    let lost = works.numbering.ids.len() < shards.iter().map(|shard| shard.works.codes.len()).sum();
    let doubtful = lost || beside || shards.iter().any(|shard| shard.lone_mentions);
    let mentions = doubtful.then(|| Mentions::of(shards, &chosen));
    let people = race.run(Kind::Person, |shard| &shard.people.codes, mentions.as_ref().map(|all| &all.people))?;
    let affiliated = shards.iter().any(|shard| shard.people.extras.any());
    let institutions = (lost || beside || affiliated).then(|| institutions(shards, &chosen, &people.numbering));
    let kinds = Kinds {
        topics: race.run(Kind::Topic, |shard| &shard.topics.codes, mentions.as_ref().map(|all| &all.topics))?,
        institutions: race.run(Kind::Institution, |shard| &shard.institutions.codes, institutions.as_ref())?,
        sources: race.sources()?,
        people,
        works,
    };
    let report = race.report(&kinds);
    Ok((kinds, chosen, report))
}

/// The race of all records for the nodes of one kind.
struct Race<'a> {
    shards: &'a [ShardParts],
    /// How many of them were read; behind those come corrections.
    read: usize,
    changes: &'a Changes,
    names: &'a KeyNames,
    room: &'a Room,
}

type Codes = fn(&ShardParts) -> &[Ranked];

impl Race<'_> {
    fn run(&self, kind: Kind, codes: Codes, mentioned: Option<&HashSet<Code>>) -> Result<Numbered, BuildError> {
        let survivors = self.changes.survivors(kind);
        let gone = |code: Code| self.changes.deleted.contains(&(kind, code));
        // A mention beside the works may be of whoever those on bylines were merged into.
        let beside = |row: RowRef| self.shards[row.part as usize].lone_mentions;
        let any_beside = self.shards.iter().any(|shard| shard.lone_mentions);
        let merged = mentioned.filter(|_| any_beside).into_iter().flatten().map(|&code| survivors.of(code));
        let merged: HashSet<Code> = merged.collect();
        let is_mentioned = |code, row| {
            mentioned.is_none_or(|mentioned| mentioned.contains(&code) || (beside(row) && merged.contains(&code)))
        };
        let takes_part = |code, rank: Rank, row| !gone(code) && (rank.is_own() || is_mentioned(code, row));
        let numbering = self.number(kind, &survivors, codes, takes_part)?;
        Ok(Numbered { numbering, survivors })
    }

    /// Sources are no nodes: nothing is merged, deleted or mentioned.
    fn sources(&self) -> Result<Numbered, BuildError> {
        let survivors = Survivors::default();
        let numbering = self.number(Kind::Work, &survivors, |shard| &shard.sources.codes, |_, _, _| true)?;
        Ok(Numbered { numbering, survivors })
    }

    fn number(
        &self,
        kind: Kind,
        survivors: &Survivors,
        codes: Codes,
        takes_part: impl Fn(Code, Rank, RowRef) -> bool,
    ) -> Result<Numbering, BuildError> {
        let candidates = rows(self.shards, codes).filter(|&(code, rank, row)| takes_part(code, rank, row));
        let candidates = candidates.map(|(named, rank, row)| {
            let code = survivors.of(named);
            Candidate { code, survivor: code == named, rank, row, source: self.shards[row.part as usize].source }
        });
        numbering::number(kind, winners(candidates.collect()), self.names, self.room)
    }

    /// What became of the records of every shard.
    fn report(&self, kinds: &Kinds<Numbered>) -> BuildReport {
        let mut report = BuildReport::default();
        let read = &self.shards[..self.read];
        report.shards.extend(read.iter().map(|shard| ShardReport { order: shard.order, ..Default::default() }));
        let tables: [(Option<Kind>, Codes, &Numbered); 5] = [
            (Some(Kind::Work), |shard| &shard.works.codes, &kinds.works),
            (Some(Kind::Person), |shard| &shard.people.codes, &kinds.people),
            (Some(Kind::Topic), |shard| &shard.topics.codes, &kinds.topics),
            (Some(Kind::Institution), |shard| &shard.institutions.codes, &kinds.institutions),
            (None, |shard| &shard.sources.codes, &kinds.sources),
        ];
        for (kind, codes, numbered) in tables {
            let own = |row: &&RowRef| codes(&self.shards[row.part as usize])[row.row()].rank.is_own();
            let speakers = &numbered.numbering.speakers;
            let was_read = |row: &RowRef| (row.part as usize) < self.read;
            let heard = (0..speakers.first().len()).filter_map(|node| speakers.of(node).find(was_read));
            for row in heard.filter(|row| own(&row)) {
                report.shards[row.part as usize].kept += 1;
            }
            for row in kind.map(|kind| self.deleted(kind, codes)).unwrap_or_default() {
                report.shards[row.part as usize].deleted += 1;
            }
        }
        report.works_read = self.shards.iter().map(|shard| shard.works.codes.len()).sum();
        report.works_deleted = self.deleted(Kind::Work, |shard| &shard.works.codes).len();
        report.works_merged = report.works_read - report.works_deleted - kinds.works.numbering.ids.len();
        report
    }

    /// The best record of every node that was deleted.
    fn deleted(&self, kind: Kind, codes: Codes) -> Vec<RowRef> {
        if self.changes.deleted.is_empty() {
            return Vec::new();
        }
        let gone = |code: Code| self.changes.deleted.contains(&(kind, code));
        let own = rows(self.shards, codes).filter(|&(code, rank, _)| rank.is_own() && gone(code));
        let candidates = own.map(|(code, rank, row)| Candidate { code, survivor: true, rank, row, source: None });
        winners(candidates.collect()).first.into_iter().map(|winner| winner.row).collect()
    }
}

fn rows(shards: &[ShardParts], codes: Codes) -> impl Iterator<Item = (Code, Rank, RowRef)> {
    (0..).zip(shards).flat_map(move |(part, shard)| {
        (0..).zip(codes(shard)).map(move |(row, &Ranked { code, rank })| (code, rank, RowRef { part, row }))
    })
}

/// Whom the records of works that are heard speak of.
#[derive(Default)]
struct Mentions {
    people: HashSet<Code>,
    topics: HashSet<Code>,
}

impl Mentions {
    fn of(shards: &[ShardParts], chosen: &Chosen) -> Self {
        let mut mentions = Self::default();
        for row in chosen.bylines.iter() {
            let rows = &shards[row.part as usize].works;
            mentions.people.extend(rows.authorships.row(row.row()).iter().map(|entry| entry.person));
        }
        for row in chosen.topics.iter() {
            let rows = &shards[row.part as usize].works;
            mentions.topics.extend(rows.topics.row(row.row()).iter().map(|entry| entry.topic));
        }
        mentions
    }
}

/// The institutions that the records of works and people that are heard speak of.
fn institutions(shards: &[ShardParts], chosen: &Chosen, people: &Numbering) -> HashSet<Code> {
    let mut mentioned = HashSet::new();
    for row in chosen.bylines.iter() {
        let rows = &shards[row.part as usize].works;
        mentioned.extend(rows.authorships.range(row.row()).flat_map(|slot| rows.institutions.row(slot)));
    }
    for row in (0..people.ids.len()).flat_map(|person| people.speakers.of(person)) {
        let listed = shards[row.part as usize].people.extras.row(row.row());
        mentioned.extend(listed.iter().map(|own| own.institution));
    }
    mentioned
}

/// The columns of every kind, and the abstracts.
fn attributes(read: &Read) -> Tables {
    macro_rules! gather {
        ($columns:ident, $field:ident) => {{
            let numbering = &read.kinds.$field.numbering;
            let parts: Vec<_> = read.shards.iter().map(|shard| &shard.$field.attributes).collect();
            $columns::gather(
                numbering.ids.clone(),
                numbering.source_keys.clone(),
                &parts,
                &numbering.speakers,
                &read.room,
            )
        }};
    }
    let abstracts = &read.chosen.abstracts;
    let mut works = gather!(Works, works);
    leave_out_dates_of_other_years(&mut works, &read.kinds.works.numbering.speakers);
    Tables {
        works,
        people: gather!(People, people),
        topics: gather!(Topics, topics),
        institutions: gather!(Institutions, institutions),
        sources: gather!(Sources, sources),
        abstracts: Abstracts::compress(abstracts.len(), |work| read.abstract_text(abstracts[work]), &read.room),
        ..Tables::default()
    }
}

/// A preprint has one date and what it became another: the date that one source gives is none of the year of the other.
fn leave_out_dates_of_other_years(works: &mut Works, speakers: &Speakers) {
    let of_another_year = |&work: &usize| {
        let (year, date) = (works.year.at(work), works.date.at(work));
        year != 0 && date != 0 && i64::from(date / 10_000) != i64::from(year)
    };
    let astray: Vec<usize> = speakers.disputed().filter(of_another_year).collect();
    if !astray.is_empty() {
        let mut dates: Vec<u32> = works.date.iter().collect();
        astray.into_iter().for_each(|work| dates[work] = 0);
        works.date = dates.into();
    }
}

/// `about`, as the records say it; where none names a topic, derived topics if they are wanted.
fn about(read: &Read, tables: &mut Tables, derive: DeriveTopics) -> Result<Adjacency<TopicId, AboutEdges>, BuildError> {
    if derive == DeriveTopics::Never || !tables.topics.is_empty() {
        return Ok(read.topics());
    }
    let abstracts = &read.chosen.abstracts;
    let derived = topics::derive(derive, &tables.works.title, |work| read.abstract_text(abstracts[work]), &read.room);
    if u32::try_from(derived.topics.len()).is_err() {
        return Err(BuildError::TooManyNodes { kind: Kind::Topic, count: derived.topics.len() });
    }
    tables.topics = derived.topics;
    Ok(derived.about)
}

/// All relations, and the facts about the whole graph.
fn relate(
    read: &mut Read,
    tables: &mut Tables,
    about: Adjacency<TopicId, AboutEdges>,
    max_authors: Option<u32>,
    report: &mut BuildReport,
    watch: &mut dyn FnMut(&'static str),
) {
    let (people, institutions) = (tables.people.len(), tables.institutions.len());
    let (text, terms) = terms::terms(&tables.works.title, &read.room);
    tables.terms = Terms { works: terms.transposed(text.len(), &read.room), text };
    watch("reading bylines");
    let from = bylines::from_bylines(read, &tables.people);
    tables.people.other_names = bylines::other_names(read, &tables.people, from.names);
    tables.bylines = from.bylines;
    tables.raw_affiliations = from.raw_affiliations;
    watch("relating works");
    let (references, self_citations, dangling) = read.references();
    (report.self_citations, report.dangling_references) = (self_citations, dangling);
    tables.work_relations = WorkRelations {
        cited_by: references.transposed(tables.works.len(), &read.room),
        references,
        authors: from.authors,
        unnamed_authors: from.unnamed,
        topics: about,
        institutions: read.producers(),
        source: read.sources(),
        terms,
    };
    read.forget_works();
    let room = &read.room;
    watch("relating people");
    let components = components(&tables.work_relations.authors, people, |_| false);
    let works = &tables.work_relations;
    tables.topic_relations = TopicRelations { works: works.topics.transposed(tables.topics.len(), room) };
    tables.person_relations = PersonRelations {
        works: works.authors.transposed(people, room),
        component: components.of,
        community: vec![community::NONE; people].into(),
        ..Default::default()
    };
    tables.person_relations.institutions = affiliations::affiliated(read, tables);
    watch("finding collaborators");
    tables.person_relations.collaborators = collaborations::collaborations(tables, max_authors, room);
    watch("relating institutions");
    let (parents, absent) = institutions::part_of(read);
    report.dangling_relations = absent;
    tables.institution_relations = InstitutionRelations {
        works: tables.work_relations.institutions.transposed(institutions, room),
        people: affiliations::members(&tables.person_relations.institutions, institutions, room),
        children: parents.transposed(institutions, room),
        parents,
    };
    tables.meta = meta(tables, max_authors, &components.sizes);
}

fn meta(tables: &Tables, max_authors: Option<u32>, component_sizes: &[usize]) -> Meta {
    let years = || tables.works.year.iter().filter(|&year| year != 0);
    let authors = &tables.work_relations.authors;
    let over = |limit: u32| (0..authors.rows()).filter(|&work| authors.degree(work) > limit as usize).count();
    Meta {
        max_authors,
        works_over_author_limit: max_authors.map_or(0, over),
        years: years().min().zip(years().max()),
        components: component_sizes.len(),
        largest_component: component_sizes.first().copied().unwrap_or(0),
        ..Meta::default()
    }
}

/// Merged ids whose survivors are in the graph.
fn aliases(kinds: &Kinds<Numbered>, changes: &Changes, names: &KeyNames) -> Aliases {
    let all = [
        (Kind::Work, &kinds.works),
        (Kind::Person, &kinds.people),
        (Kind::Topic, &kinds.topics),
        (Kind::Institution, &kinds.institutions),
    ];
    let mut found: HashMap<(u8, String), (u32, &str)> = HashMap::new();
    for (kind, numbered) in all {
        for (from, into) in numbered.survivors.iter() {
            if let Some(target) = numbered.numbering.dense(into) {
                // As it was asked for before: by the id, or by the source key of one that had none.
                let id = match names.key(from) {
                    Key::Id(id) => id.into_owned(),
                    name @ Key::Name(_) => name.to_string(),
                };
                found.insert((kind as u8, id), (target, changes.reason(kind, from)));
            }
        }
    }
    let mut aliases: Vec<Alias<'_>> = found
        .iter()
        .filter_map(|((kind, id), &(target, reason))| {
            Some(Alias { kind: *Kind::ALL.get(usize::from(*kind))?, id, target, reason })
        })
        .collect();
    aliases.sort_unstable();
    Aliases::new(&aliases)
}
