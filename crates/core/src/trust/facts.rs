//! What one pass over somebody's works finds out.

use super::{Conflict, Ownership};
use crate::{Graph, InstitutionId, PersonId, WorkId, id::DenseId, identifier, model::byline, tally::Tally};

/// Works that prove something.
#[derive(Debug, Default)]
pub(super) struct Proof {
    /// How many there are.
    pub(super) count: usize,
    /// The first of them.
    pub(super) works: Vec<WorkId>,
}

impl Proof {
    /// Nobody reads more works than this to believe something.
    const SHOWN: usize = 5;

    fn add(&mut self, work: WorkId) {
        self.count += 1;
        if self.works.len() < Self::SHOWN {
            self.works.push(work);
        }
    }

    fn add_if(&mut self, holds: bool, work: WorkId) {
        if holds {
            self.add(work);
        }
    }
}

/// What the rules and the levels look at.
#[derive(Debug, Default)]
pub(super) struct Facts<'g> {
    /// The ORCID, if its check digit is right.
    pub(super) orcid: Option<&'g str>,
    /// Is there a Scopus author identifier?
    pub(super) has_scopus: bool,
    /// Works with a persistent identifier.
    pub(super) persistent: Proof,
    /// Those of them that somebody else is on, too.
    pub(super) coauthored: Proof,
    /// Works in journals and at conferences.
    pub(super) curated: Proof,
    /// Works whose byline carries the ORCID for this person alone.
    pub(super) asserted: Proof,
    /// First and last of the years that count as recent.
    pub(super) recent_years: Option<(i16, i16)>,
    /// Works of these years with an institution that has a ROR identifier beside the person.
    pub(super) recent: Proof,
    /// Works whose byline carries an ORCID that speaks against the person's.
    contradicted: Proof,
    /// Works on which the person stands more than once.
    repeated: Proof,
    /// What an account proved.
    pub(super) owner: Option<&'g Ownership>,
    /// The institution of the person's whose address of mail the owner has.
    pub(super) mail: Option<InstitutionId>,
    /// The ORCID that the owner signed in with.
    pub(super) proven_orcid: Option<&'g str>,
    /// How many works the owner confirmed, of how many.
    pub(super) reviewed: (usize, usize),
    /// How many co-authors of level L3 or above confirm the record.
    pub(super) colleagues: usize,
    oldest: Option<(i16, WorkId)>,
    newest: Option<(i16, WorkId)>,
}

/// How many years, up to the newest of the corpus, are recent.
const RECENT: i16 = 5;

/// Works further apart than this, in years, are hardly one person's.
const LONGEST_CAREER: i32 = 60;

impl<'g> Facts<'g> {
    pub(super) fn of(graph: &'g Graph, person: PersonId, owner: Option<&'g Ownership>) -> Self {
        let people = graph.people();
        let orcid = people.orcid.at(person.index());
        let mut facts = Self {
            orcid: identifier::orcid(orcid).map(|_| orcid),
            has_scopus: !people.scopus.at(person.index()).is_empty(),
            recent_years: graph.meta().years.map(|(_, newest)| (newest.saturating_sub(RECENT - 1), newest)),
            mail: owner.and_then(|owner| owner.institution(graph, person)),
            proven_orcid: owner.and_then(|owner| owner.proven_orcid(orcid)),
            reviewed: (owner.map_or(0, |owner| owner.reviewed(graph, person)), graph.works_of(person).len()),
            colleagues: owner.map_or(0, |owner| owner.colleagues(graph, person)),
            owner,
            ..Self::default()
        };
        for (work, _) in Tally::of(graph, graph.works_of(person)).newest(usize::MAX).items {
            facts.look_at_work(graph, work);
            facts.look_at_byline(graph, work, person);
        }
        facts
    }

    fn look_at_work(&mut self, graph: &Graph, work: WorkId) {
        let persistent = has_persistent_identifier(graph, work);
        self.persistent.add_if(persistent, work);
        self.coauthored.add_if(persistent && has_coauthor(graph, work), work);
        self.curated.add_if(is_curated(graph, work), work);
        if let Some(year) = graph.year(work) {
            self.newest = self.newest.or(Some((year, work)));
            self.oldest = Some((year, work));
        }
    }

    fn look_at_byline(&mut self, graph: &Graph, work: WorkId, person: PersonId) {
        let authors = &graph.work_relations().authors;
        let Some(edge) = authors.find(work.index(), person) else { return };
        let flags = authors.edges.flags.at(edge);
        let has = |flag| flags & flag != 0;
        let asserted = self.orcid.is_some() && has(byline::ORCID) && !has(byline::ORCID_CONFLICT);
        self.asserted.add_if(asserted, work);
        self.contradicted.add_if(has(byline::ORCID_CONFLICT), work);
        self.repeated.add_if(has(byline::REPEATED), work);
        self.recent.add_if(self.is_recent(graph.year(work)) && names_known_institution(graph, edge), work);
    }

    fn is_recent(&self, year: Option<i16>) -> bool {
        year.zip(self.recent_years).is_some_and(|(year, (first, _))| year >= first)
    }

    /// Did the owner confirm as many works as take a record for reviewed: four of five?
    pub(super) fn is_reviewed(&self) -> bool {
        let (confirmed, listed) = self.reviewed;
        listed > 0 && confirmed * 5 >= listed * 4
    }

    /// What speaks against all of this being one person.
    pub(super) fn conflicts(&self) -> Vec<Conflict> {
        [self.two_orcids(), self.twice_on_byline(), self.years_apart()].into_iter().flatten().collect()
    }

    fn two_orcids(&self) -> Option<Conflict> {
        conflict("two-orcids", &self.contradicted, |bylines| {
            format!("{bylines} with an ORCID that is not this person's, or not this person's alone")
        })
    }

    fn twice_on_byline(&self) -> Option<Conflict> {
        conflict("twice-on-byline", &self.repeated, |bylines| format!("{bylines} on which this person stands twice"))
    }

    fn years_apart(&self) -> Option<Conflict> {
        let ((first, oldest), (last, newest)) = self.oldest.zip(self.newest)?;
        let apart = i32::from(last) - i32::from(first);
        (apart > LONGEST_CAREER).then(|| Conflict {
            code: "years-apart",
            why: format!("Works {apart} years apart, from {first} to {last}"),
            works: vec![newest, oldest],
        })
    }
}

fn conflict(code: &'static str, proof: &Proof, why: impl FnOnce(String) -> String) -> Option<Conflict> {
    let found = proof.count > 0;
    found.then(|| Conflict { code, why: why(counted(proof.count, "byline")), works: proof.works.clone() })
}

/// `count` and the noun, in the plural where it must be.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn has_persistent_identifier(graph: &Graph, work: WorkId) -> bool {
    let works = graph.works();
    let columns = [&works.doi, &works.arxiv, &works.pmid, &works.pmcid, &works.acl];
    columns.into_iter().any(|column| !column.at(work.index()).is_empty())
}

/// Is anybody else on the byline, be it only by name?
fn has_coauthor(graph: &Graph, work: WorkId) -> bool {
    graph.authors(work).len() + graph.work_relations().unnamed_authors.count(work.index()) > 1
}

fn is_curated(graph: &Graph, work: WorkId) -> bool {
    let source_type = graph.source(work).map(|source| graph.sources().source_type.at(source));
    matches!(source_type, Some("journal" | "conference"))
}

/// Does the place on a byline give an institution with a ROR identifier?
fn names_known_institution(graph: &Graph, edge: usize) -> bool {
    let institutions = graph.bylines().institutions.row(edge).iter();
    institutions.map(|institution| institution.index()).any(|row| !graph.institutions().ror.at(row).is_empty())
}
