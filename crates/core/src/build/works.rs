//! Relations that start from a work, from the records that speak for it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use rayon::prelude::*;

use super::{
    entries::{AuthorshipEntry, positions},
    interner::{Interned, Symbol},
    key::Code,
    numbering::Numbering,
    rows::{Laid, keep_first_of_equal, laid_in_parallel, some_at_a_time, sort_distinct},
    shard::{ShardParts, WorkRows},
    winners::Survivors,
};
use crate::{
    column::{Numbers, Room, RowRef, Speakers},
    id::{DenseId, InstitutionId, PersonId, TopicId, WorkId},
    model::{AboutEdges, Adjacency, People, SourceId, byline},
};

/// Where codes lead, once everything is numbered.
#[derive(Debug)]
pub(super) struct Kinds<T> {
    pub(super) works: T,
    pub(super) people: T,
    pub(super) topics: T,
    pub(super) institutions: T,
    pub(super) sources: T,
}

/// The numbering of one kind together with its merged ids.
#[derive(Debug)]
pub(super) struct Numbered {
    pub(super) numbering: Numbering,
    pub(super) survivors: Survivors,
}

impl Numbered {
    /// The node that `code` means, merges followed; `None` where there is none.
    pub(super) fn node<T: DenseId>(&self, code: Code) -> Option<T> {
        self.row(code).map(|row| T::from_index(row as usize))
    }

    fn row(&self, code: Code) -> Option<u32> {
        if code == Code::NONE { None } else { self.numbering.dense(self.survivors.of(code)) }
    }
}

/// Which record of every work says what is no attribute: the first that says anything of it.
#[derive(Debug)]
pub(super) struct Chosen {
    pub(super) bylines: Arc<[RowRef]>,
    pub(super) topics: Arc<[RowRef]>,
    pub(super) sources: Arc<[RowRef]>,
    pub(super) abstracts: Arc<[RowRef]>,
}

impl Chosen {
    pub(super) fn of(shards: &[ShardParts], works: &Speakers) -> Self {
        let rows = |row: RowRef| &shards[row.part as usize].works;
        let saying = |says: &dyn Fn(RowRef) -> bool| works.all_saying(says);
        Self {
            bylines: saying(&|row| !rows(row).authorships.row(row.row()).is_empty()),
            topics: saying(&|row| !rows(row).topics.row(row.row()).is_empty()),
            sources: saying(&|row| rows(row).sources[row.row()] != Code::NONE),
            abstracts: saying(&|row| !rows(row).abstracts.at(row.row()).is_empty()),
        }
    }
}

/// What reading left behind: rows by shard, nodes by number.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) shards: Vec<ShardParts>,
    pub(super) kinds: Kinds<Numbered>,
    pub(super) chosen: Chosen,
    pub(super) texts: Interned,
    /// Where what comes of it is put.
    pub(super) room: Room,
}

/// A person on a byline, all of their places on it taken together.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) person: PersonId,
    pub(super) position: u16,
    pub(super) flags: u8,
    /// The shard of the byline.
    part: u32,
    /// The first place among the shard's authorships, and any others: hardly anybody has more than one.
    slot: usize,
    others: Vec<usize>,
}

impl Read {
    /// Gives back what attributes took, once they are columns.
    pub(super) fn forget_attributes(&mut self) {
        for shard in &mut self.shards {
            shard.works.attributes = Default::default();
            shard.people.attributes = Default::default();
            shard.topics.attributes = Default::default();
            shard.institutions.attributes = Default::default();
            shard.sources.attributes = Default::default();
        }
    }

    /// The same for topics, and for abstracts, which topics may be derived from.
    pub(super) fn forget_topics(&mut self) {
        for shard in &mut self.shards {
            (shard.works.topics, shard.works.abstracts) = Default::default();
        }
    }

    /// The same for everything else that works say.
    pub(super) fn forget_works(&mut self) {
        self.shards.iter_mut().for_each(|shard| shard.works = WorkRows::default());
    }

    fn shard(&self, row: RowRef) -> &ShardParts {
        &self.shards[row.part as usize]
    }

    /// The people on the byline of the record in `row`, ascending, each once.
    pub(super) fn byline(&self, row: RowRef, people: &People) -> Vec<Place> {
        let works = &self.shard(row).works;
        let slots = works.authorships.range(row.row());
        let positions = positions(works.authorships.row(row.row()));
        let mut places: Vec<Place> =
            positions.zip(slots).filter_map(|(position, slot)| self.place(row, position, slot, people)).collect();
        places.sort_by_key(|place| (place.person, place.position));
        places.dedup_by(|again, first| again.person == first.person && first.absorb(again));
        places
    }

    /// What a person's places on a byline hold, as columns of authorships.
    fn at<'r>(&'r self, place: &'r Place) -> impl Iterator<Item = (&'r WorkRows, usize)> {
        let works = &self.shards[place.part as usize].works;
        place.slots().map(move |slot| (works, slot))
    }

    /// The names that stand at a place.
    pub(super) fn names_at<'r>(&'r self, place: &'r Place) -> impl Iterator<Item = Symbol> + 'r {
        self.at(place).filter_map(|(works, slot)| works.authorships.value(slot).raw_name())
    }

    /// The affiliations as printed at a place.
    pub(super) fn raw_affiliations_at<'r>(&'r self, place: &'r Place) -> impl Iterator<Item = Symbol> + 'r {
        self.at(place).flat_map(|(works, slot)| works.raw_affiliations.row(slot)).copied()
    }

    /// The institutions at a place.
    pub(super) fn institutions_at<'r>(&'r self, place: &'r Place) -> impl Iterator<Item = InstitutionId> + 'r {
        let codes = self.at(place).flat_map(|(works, slot)| works.institutions.row(slot));
        codes.filter_map(|&code| self.kinds.institutions.node(code))
    }

    fn place(&self, row: RowRef, position: u16, slot: usize, people: &People) -> Option<Place> {
        let works = &self.shard(row).works;
        let entry = works.authorships.value(slot);
        let person: PersonId = self.kinds.people.node(entry.person)?;
        let corresponding = if entry.is_corresponding() { byline::CORRESPONDING } else { 0 };
        let conflict = if entry.has_orcid_conflict() { byline::ORCID_CONFLICT } else { 0 };
        Some(Place {
            person,
            position,
            flags: corresponding | conflict | self.orcid_flag(row, entry, people.orcid.at(person.index())),
            part: row.part,
            slot,
            others: Vec::new(),
        })
    }

    /// Does the byline confirm the person's ORCID iD, or speak against it?
    fn orcid_flag(&self, row: RowRef, entry: &AuthorshipEntry, orcid: &str) -> u8 {
        let Some(raw) = entry.raw_orcid() else { return 0 };
        let authorships = self.shard(row).works.authorships.row(row.row());
        let mut others = authorships.iter().filter(|other| other.raw_orcid() == Some(raw));
        if others.any(|other| other.person != entry.person) {
            byline::ORCID_CONFLICT
        } else if self.texts.at(raw) == orcid {
            byline::ORCID
        } else if orcid.is_empty() {
            0
        } else {
            byline::ORCID_CONFLICT
        }
    }

    /// Place and name of everybody on the byline who is no person of the graph, by place.
    pub(super) fn unnamed(&self, row: RowRef) -> Vec<(u16, Symbol)> {
        let entries = self.shard(row).works.authorships.row(row.row());
        let nobody = |entry: &AuthorshipEntry| self.kinds.people.node::<PersonId>(entry.person).is_none();
        let nobodies = positions(entries).zip(entries).filter(|(_, entry)| nobody(entry));
        let mut unnamed: Vec<_> =
            nobodies.filter_map(|(position, entry)| Some((position, entry.raw_name()?))).collect();
        unnamed.sort_by_key(|&(position, _)| position);
        unnamed
    }

    /// `produced`: the institutions on every work's byline, those of unnamed authors included.
    pub(super) fn producers(&self) -> Adjacency<InstitutionId> {
        let rows = laid_in_parallel(&self.chosen.bylines, &self.room, |&row, out: &mut Vec<InstitutionId>| {
            let start = out.len();
            let works = &self.shard(row).works;
            let codes = works.authorships.range(row.row()).flat_map(|slot| works.institutions.row(slot));
            out.extend(codes.filter_map(|&code| self.kinds.institutions.node::<InstitutionId>(code)));
            sort_distinct(out, start);
        });
        rows.into_adjacency()
    }

    /// `about`: the topics of every work, the best score where one is named twice.
    pub(super) fn topics(&self) -> Adjacency<TopicId, AboutEdges> {
        let (mut laid, mut scores) = (Laid::new(&self.room), self.room.growing());
        let fill = |(): &mut (), &row: &RowRef, out: &mut Vec<(TopicId, f32)>| {
            let topics = self.shard(row).works.topics.row(row.row());
            let start = out.len();
            out.extend(topics.iter().filter_map(|entry| Some((self.kinds.topics.node(entry.topic)?, entry.score))));
            out[start..].sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            keep_first_of_equal(out, start, |&(topic, _)| topic);
        };
        some_at_a_time(
            &self.chosen.topics,
            || (),
            fill,
            |some| {
                laid.add(&some.lengths, some.values.iter().map(|&(topic, _)| topic));
                scores.extend(some.values.iter().map(|&(_, score)| score));
            },
        );
        laid.into_adjacency_with(AboutEdges { score: scores.finish().into() })
    }

    /// `cites`: the works every work refers to, with the citations of a work to itself and those to works outside.
    pub(super) fn references(&self) -> (Adjacency<WorkId>, usize, usize) {
        let numbered = &self.kinds.works;
        let works: Vec<WorkId> = (0..numbered.numbering.ids.len()).map(WorkId::from_index).collect();
        let (itself, outside) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let rows = laid_in_parallel(&works, &self.room, |&work, out: &mut Vec<WorkId>| {
            let start = out.len();
            for code in self.references_of(work) {
                match numbered.node(code) {
                    Some(cited) if cited == work => _ = itself.fetch_add(1, Relaxed),
                    Some(cited) => out.push(cited),
                    None => _ = outside.fetch_add(1, Relaxed),
                }
            }
            sort_distinct(out, start);
        });
        (rows.into_adjacency(), itself.into_inner(), outside.into_inner())
    }

    /// What any record of a work refers to, each key once.
    fn references_of(&self, work: WorkId) -> Vec<Code> {
        let rows = self.kinds.works.numbering.speakers.of(work.index());
        let mut codes: Vec<Code> =
            rows.flat_map(|row| self.shard(row).works.references.row(row.row())).copied().collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// Where every work appeared.
    pub(super) fn sources(&self) -> Numbers<SourceId> {
        let source = |row: &RowRef| {
            let code = self.shard(*row).works.sources[row.row()];
            self.kinds.sources.row(code).map_or(SourceId::default(), |row| SourceId::from_row(row as usize))
        };
        self.room.keep(self.chosen.sources.par_iter().map(source).collect()).into()
    }

    /// The abstract of the record in `row`.
    pub(super) fn abstract_text(&self, row: RowRef) -> &str {
        std::str::from_utf8(self.shard(row).works.abstracts.at(row.row())).unwrap_or_default()
    }
}

impl Place {
    /// Takes in another place of the same person on the same byline.
    fn absorb(&mut self, again: &Self) -> bool {
        self.flags |= again.flags | byline::REPEATED;
        self.others.extend(again.slots());
        true
    }

    fn slots(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.slot).chain(self.others.iter().copied())
    }
}
