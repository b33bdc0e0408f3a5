//! How well the rules tell who is who: bylines whose people are known, shown to the rules without that.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use scholargraph::{Authorship, DenseId, Graph, Key, Kind, Node, PersonRecord, WorkRecord, backtest::BCubed};

use super::name::{cut_to_initials, exact, folded, shown};

/// What is kept from the rules in a trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Hidden {
    /// What tells people apart who have one name: ids of the source, ORCID iDs, numbers behind names.
    Ids,
    /// This, and of given names all but the first letters.
    IdsAndGivenNames,
}

/// Who really stands where: what was kept from the rules.
#[derive(Debug, Default)]
pub(crate) struct Truth(Vec<Known>);

/// A place on a byline whose person is known.
#[derive(Debug)]
struct Known {
    work: Key<'static>,
    position: usize,
    /// The name, as far as it was shown.
    name: String,
    /// Everything that says who it is.
    ids: Vec<String>,
}

impl Truth {
    pub(crate) fn join(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The record without what is to be hidden, which is noted.
    pub(crate) fn hide<'r>(&mut self, record: &WorkRecord<'r>, hidden: Hidden) -> WorkRecord<'r> {
        let mut stripped = record.clone();
        for (position, authorship) in stripped.authorships.iter_mut().enumerate() {
            let ids = ids(authorship);
            let name = exact(shown(&printed(authorship))).into_owned();
            let name = if hidden == Hidden::Ids { name } else { cut_to_initials(&name) };
            if name.is_empty() {
                continue;
            }
            let person = PersonRecord::named(Key::name(name.clone()), name.clone());
            let raw_name = Cow::Owned(name.clone());
            *authorship = Authorship { person: Some(person), raw_name, raw_orcid: "".into(), ..authorship.clone() };
            if !ids.is_empty() {
                self.0.push(Known { work: super::bylines::owned(&record.key), position, name, ids });
            }
        }
        stripped
    }
}

/// Whatever says whom a place on a byline belongs to.
fn ids(authorship: &Authorship<'_>) -> Vec<String> {
    let key = authorship.person.as_ref().map(|person| &person.key);
    let key = key.filter(|key| match key {
        Key::Id(_) => true,
        Key::Name(name) => shown(name) != name.as_ref(),
    });
    let orcid = Some(&authorship.raw_orcid).filter(|orcid| !orcid.is_empty());
    key.map(ToString::to_string).into_iter().chain(orcid.map(|orcid| format!("orcid:{orcid}"))).collect()
}

/// The name on a byline.
fn printed<'a>(authorship: &'a Authorship<'_>) -> Cow<'a, str> {
    let person = authorship.person.as_ref();
    let names = [Some(&authorship.raw_name), person.map(|person| &person.attributes.name)];
    let name = names.into_iter().flatten().find(|name| !name.is_empty());
    match (name, person.map(|person| &person.key)) {
        (Some(name), _) | (None, Some(Key::Name(name))) => Cow::Borrowed(name),
        _ => Cow::Borrowed(""),
    }
}

/// How well the people of some names were told.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TrialScore {
    /// Names.
    pub names: usize,
    /// People who are known to have them.
    pub people: usize,
    /// Bylines on which it is known whose the name is.
    pub bylines: usize,
    /// Means over the names, each by its own bylines.
    pub by_name: BCubed,
    /// Means over all bylines: most are of the few names with most works.
    pub by_byline: BCubed,
}

/// What a trial showed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Trial {
    /// On all names.
    pub all: TrialScore,
    /// On names that are known to be those of several people.
    pub shared: TrialScore,
}

impl Trial {
    /// Compares `graph` with the truth.
    pub(crate) fn of(graph: &Graph, truth: &Truth) -> Self {
        let people = One::of(&truth.0);
        let mut by_name: BTreeMap<String, Vec<(Option<usize>, usize)>> = BTreeMap::new();
        for (known, person) in truth.0.iter().zip(people) {
            let found = found(graph, known);
            by_name.entry(folded(&known.name).unwrap_or_else(|| known.name.clone())).or_default().push((found, person));
        }
        let names: Vec<Vec<(Option<usize>, usize)>> = by_name.into_values().collect();
        let shared = names.iter().filter(|bylines| bylines.iter().any(|(_, person)| *person != bylines[0].1));
        Self { all: TrialScore::of(names.iter()), shared: TrialScore::of(shared) }
    }
}

impl TrialScore {
    fn of<'n>(names: impl Iterator<Item = &'n Vec<(Option<usize>, usize)>>) -> Self {
        let names: Vec<&Vec<_>> = names.collect();
        let scores: Vec<(BCubed, usize)> = names.iter().map(|bylines| (BCubed::of(bylines), bylines.len())).collect();
        let mean = |weight: &dyn Fn(usize) -> f64| {
            BCubed::mean(&scores.iter().map(|&(score, bylines)| (score, weight(bylines))).collect::<Vec<_>>())
        };
        let people: BTreeSet<usize> =
            names.iter().flat_map(|bylines| bylines.iter().map(|&(_, person)| person)).collect();
        Self {
            names: names.len(),
            people: people.len(),
            bylines: scores.iter().map(|&(_, bylines)| bylines).sum(),
            by_name: mean(&|_| 1.0),
            by_byline: mean(&|bylines| bylines as f64),
        }
    }
}

/// Whom the graph has in a place.
fn found(graph: &Graph, known: &Known) -> Option<usize> {
    let found = graph.resolve(Some(Kind::Work), &known.work.to_string()).ok()?;
    let Node::Work(work) = found.node else { return None };
    let authors = &graph.work_relations().authors;
    let at =
        authors.edges_of(work.index()).find(|&edge| usize::from(authors.edges.position.at(edge)) == known.position)?;
    Some(authors.target(at).index())
}

/// Which ids are of one person: those that ever stand together.
struct One<'k> {
    numbers: HashMap<&'k str, usize>,
    parents: Vec<usize>,
}

impl<'k> One<'k> {
    /// A number for the person of each place.
    fn of(known: &'k [Known]) -> Vec<usize> {
        let mut one = Self { numbers: HashMap::new(), parents: Vec::new() };
        for place in known {
            let numbers: Vec<usize> = place.ids.iter().map(|id| one.number(id)).collect();
            for &other in &numbers[1..] {
                let (a, b) = (one.root(numbers[0]), one.root(other));
                one.parents[b] = a;
            }
        }
        known.iter().map(|place| one.root(one.numbers[place.ids[0].as_str()])).collect()
    }

    fn number(&mut self, id: &'k str) -> usize {
        let next = self.parents.len();
        let number = *self.numbers.entry(id).or_insert(next);
        if number == next {
            self.parents.push(next);
        }
        number
    }

    fn root(&self, mut at: usize) -> usize {
        while self.parents[at] != at {
            at = self.parents[at];
        }
        at
    }
}
