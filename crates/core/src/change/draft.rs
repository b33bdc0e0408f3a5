//! The rows that changes touch, as they are to be.

use std::collections::{BTreeMap, BTreeSet};

use super::{ChangeError, Holder, Move};
use crate::{
    graph::{Changed, Graph},
    id::{DenseId, InstitutionId, Kind, Node, PersonId, TopicId, WorkId},
    model::{AboutEdge, AuthoredEdge, RawAffiliationId, TermId, byline},
};

/// A person on a byline.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) person: PersonId,
    pub(super) edge: AuthoredEdge,
    pub(super) institutions: Vec<InstitutionId>,
    pub(super) raw_affiliations: Vec<RawAffiliationId>,
}

/// Everybody on a byline: people ascending, bare names by position.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Byline {
    pub(super) places: Vec<Place>,
    pub(super) unnamed: Vec<(u16, String)>,
}

/// Rows that were touched, and what is hidden.
///
/// Whoever changes a row asks for it here; the graph's own row is the first draft.
#[derive(Debug)]
pub(super) struct Draft<'g> {
    pub(super) graph: &'g Graph,
    pub(super) bylines: BTreeMap<WorkId, Byline>,
    pub(super) topics: BTreeMap<WorkId, Vec<(TopicId, AboutEdge)>>,
    pub(super) institutions: BTreeMap<WorkId, Vec<InstitutionId>>,
    pub(super) references: BTreeMap<WorkId, Vec<WorkId>>,
    pub(super) terms: BTreeMap<WorkId, Vec<TermId>>,
    pub(super) parents: BTreeMap<InstitutionId, Vec<InstitutionId>>,
    /// People whose affiliations change though their bylines may not.
    pub(super) affiliated: BTreeSet<PersonId>,
    /// Everything hidden, from now or before, by kind and ascending.
    pub(super) hidden: [Vec<u32>; Kind::ALL.len()],
}

impl Changed {
    /// No changes yet to `graph`.
    pub(super) fn of(graph: &Graph) -> Self {
        Self { base: graph.meta().id.clone(), stored_works: graph.works().len(), ..Self::default() }
    }
}

impl<'g> Draft<'g> {
    pub(super) fn new(graph: &'g Graph) -> Self {
        Self {
            graph,
            bylines: BTreeMap::new(),
            topics: BTreeMap::new(),
            institutions: BTreeMap::new(),
            references: BTreeMap::new(),
            terms: BTreeMap::new(),
            parents: BTreeMap::new(),
            affiliated: BTreeSet::new(),
            hidden: Kind::ALL.map(|kind| graph.hidden(kind).to_vec()),
        }
    }

    /// Is a node hidden, now or before?
    pub(super) fn hides(&self, node: Node) -> bool {
        self.hidden[node.kind() as usize].binary_search(&(node.index() as u32)).is_ok()
    }

    /// Is the node there, and not hidden before?
    pub(super) fn expect(&self, node: Node) -> Result<(), ChangeError> {
        if !self.is_there(node) {
            return Err(ChangeError::NoSuchNode { node });
        }
        let hidden = self.hides(node);
        if hidden { Err(ChangeError::Hidden { key: self.graph.key(node) }) } else { Ok(()) }
    }

    /// Moves authorships, one after the other.
    pub(super) fn make_moves(&mut self, moves: &[Move]) -> Result<(), ChangeError> {
        for Move { work, from, to } in moves {
            self.expect((*work).into())?;
            self.expect((*from).into())?;
            let key = |node: Node| self.graph.key(node);
            let keys = ((*work).into(), (*from).into());
            if let Holder::Person(to) = to {
                self.expect((*to).into())?;
                if to == from {
                    return Err(ChangeError::SamePerson { work: key(keys.0), person: key(keys.1) });
                }
            }
            let graph = self.graph;
            let byline = self.byline(*work);
            let Some(at) = byline.places.iter().position(|place| place.person == *from) else {
                return Err(ChangeError::NotOnByline { work: graph.key(keys.0), person: graph.key(keys.1) });
            };
            let place = byline.places.remove(at);
            match to {
                Holder::Person(to) => byline.give(place, *to, graph),
                Holder::Nobody(name) => byline.leave(place.edge.position, name),
            }
        }
        Ok(())
    }

    /// Notes what is hidden, and drafts every row that names it.
    pub(super) fn hide(&mut self, nodes: &[Node]) -> Result<(), ChangeError> {
        for &node in nodes {
            if !self.is_there(node) {
                return Err(ChangeError::NoSuchNode { node });
            }
            if !self.hides(node) {
                self.touch(node);
            }
        }
        for &node in nodes {
            self.hidden[node.kind() as usize].push(node.index() as u32);
        }
        for hidden in &mut self.hidden {
            hidden.sort_unstable();
            hidden.dedup();
        }
        Ok(())
    }

    fn touch(&mut self, node: Node) {
        let graph = self.graph;
        match node {
            Node::Work(work) => {
                self.touch_byline(work);
                self.topics(work);
                self.institutions(work);
                self.references(work);
                self.terms(work);
                graph.cited_by(work).iter().for_each(|&citing| self.references(citing));
            }
            Node::Person(person) => {
                graph.works_of(person).iter().for_each(|&work| self.touch_byline(work));
                self.affiliated.insert(person);
            }
            Node::Topic(topic) => {
                graph.topic_relations().works.row(topic.index()).iter().for_each(|&work| self.topics(work));
            }
            Node::Institution(institution) => {
                let relations = graph.institution_relations();
                for &work in relations.works.row(institution.index()) {
                    self.institutions(work);
                    self.touch_byline(work);
                }
                self.affiliated.extend(relations.people.row(institution.index()));
                self.parents(institution);
                relations.children.row(institution.index()).iter().for_each(|&child| self.parents(child));
            }
        }
    }

    fn byline(&mut self, work: WorkId) -> &mut Byline {
        self.bylines.entry(work).or_insert_with(|| Byline::of(self.graph, work))
    }

    fn touch_byline(&mut self, work: WorkId) {
        if self.is_there(work.into()) {
            self.byline(work);
        }
    }

    /// Is it there at all? Ids of a damaged file may be anybody's.
    fn is_there(&self, node: Node) -> bool {
        node.index() < self.graph.bound(node.kind())
    }

    fn topics(&mut self, work: WorkId) {
        let row = || self.graph.work_relations().topics.edges_in(work.index());
        if self.is_there(work.into()) {
            self.topics.entry(work).or_insert_with(row);
        }
    }

    fn institutions(&mut self, work: WorkId) {
        if self.is_there(work.into()) {
            self.institutions.entry(work).or_insert_with(|| self.graph.institutions_of(work).to_vec());
        }
    }

    fn references(&mut self, work: WorkId) {
        if self.is_there(work.into()) {
            self.references.entry(work).or_insert_with(|| self.graph.references(work).to_vec());
        }
    }

    fn terms(&mut self, work: WorkId) {
        if self.is_there(work.into()) {
            self.terms.entry(work).or_insert_with(|| self.graph.terms_of(work).to_vec());
        }
    }

    fn parents(&mut self, institution: InstitutionId) {
        let row = || self.graph.institution_relations().parents.row(institution.index()).to_vec();
        if self.is_there(institution.into()) {
            self.parents.entry(institution).or_insert_with(row);
        }
    }

    /// Takes everything hidden out of all drafted rows.
    pub(super) fn sweep(&mut self) {
        let hidden = &self.hidden;
        let hides = |node: Node| hidden[node.kind() as usize].binary_search(&(node.index() as u32)).is_ok();
        for (&work, byline) in &mut self.bylines {
            if hides(work.into()) {
                *byline = Byline::default();
            }
            byline.places.retain(|place| !hides(place.person.into()));
            for place in &mut byline.places {
                place.institutions.retain(|&institution| !hides(institution.into()));
            }
        }
        sweep_rows(&mut self.topics, &hides, |&(topic, _)| topic.into());
        sweep_rows(&mut self.institutions, &hides, |&institution| institution.into());
        sweep_rows(&mut self.references, &hides, |&work| work.into());
        self.terms.iter_mut().filter(|(work, _)| hides((**work).into())).for_each(|(_, row)| row.clear());
        sweep_rows(&mut self.parents, &hides, |&institution| institution.into());
    }
}

fn sweep_rows<S: DenseId, T>(rows: &mut BTreeMap<S, Vec<T>>, hides: &impl Fn(Node) -> bool, node: impl Fn(&T) -> Node) {
    for (&from, row) in rows {
        if hides(from.into()) {
            row.clear();
        }
        row.retain(|to| !hides(node(to)));
    }
}

impl Byline {
    /// The byline of a work as it is.
    pub(super) fn of(graph: &Graph, work: WorkId) -> Self {
        let (authors, bylines) = (&graph.work_relations().authors, graph.bylines());
        let edges = authors.edges_of(work.index()).zip(authors.row(work.index()));
        let place = |(edge, &person): (usize, &PersonId)| Place {
            person,
            edge: crate::column::EdgeColumns::edge(&authors.edges, edge),
            institutions: bylines.institutions.row(edge).to_vec(),
            raw_affiliations: bylines.raw_affiliations.row(edge).to_vec(),
        };
        let unnamed = graph.work_relations().unnamed_authors.at(work.index());
        Self {
            places: edges.map(place).collect(),
            unnamed: unnamed.map(|(position, name)| (position, name.to_owned())).collect(),
        }
    }

    /// Gives somebody else's place to `person`.
    fn give(&mut self, mut place: Place, person: PersonId, graph: &Graph) {
        let orcid = |person: PersonId| graph.people().orcid.at(person.index());
        let confirmed = place.edge.flags & byline::ORCID != 0;
        place.edge.flags &= !(byline::ORCID | byline::ORCID_CONFLICT);
        if confirmed {
            // What the byline carries is the iD of whom the place was.
            place.edge.flags |= match orcid(person) {
                "" => 0,
                own if own == orcid(place.person) => byline::ORCID,
                _ => byline::ORCID_CONFLICT,
            };
        }
        place.person = person;
        match self.places.iter_mut().find(|other| other.person == person) {
            Some(own) => own.absorb(place, graph),
            None => self.places.push(place),
        }
        self.places.sort_by_key(|place| place.person);
    }

    /// Leaves a bare name at `position`.
    fn leave(&mut self, position: u16, name: &str) {
        if !name.is_empty() {
            self.unnamed.push((position, name.to_owned()));
            self.unnamed.sort_by_key(|&(position, _)| position);
        }
    }
}

impl Place {
    /// Takes in another place of the same person on the same byline.
    fn absorb(&mut self, mut again: Self, graph: &Graph) {
        self.edge.position = self.edge.position.min(again.edge.position);
        self.edge.flags |= again.edge.flags | byline::REPEATED;
        self.institutions.append(&mut again.institutions);
        self.institutions.sort_unstable();
        self.institutions.dedup();
        self.raw_affiliations.append(&mut again.raw_affiliations);
        let text = |printed: RawAffiliationId| graph.raw_affiliations().text.at(printed.0 as usize);
        self.raw_affiliations.sort_by(|&a, &b| text(a).cmp(text(b)));
        self.raw_affiliations.dedup();
    }
}
