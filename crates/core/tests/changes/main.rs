//! A changed graph answers as one that was built again from corrected records.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod answers;
mod corpus;
mod real;
mod refused;
mod terms;

use std::collections::BTreeSet;

use proptest::prelude::*;
use scholargraph::{BylinePlace, Changes, Correction, DenseId, Graph, Kind, PersonId, WorkId, identifier};

use self::corpus::{Corpus, corrections};

/// Ids and identifiers, those that are there, those that were, and those that never were.
fn questions() -> impl Iterator<Item = String> {
    let letters =
        ["W", "A", "T", "I"].into_iter().flat_map(|letter| (998..1016).map(move |at| format!("{letter}{at}")));
    let added = (0..14).flat_map(|near| (0..18).map(move |place| format!("W{}{:02}", 999 + near, place)));
    let dois = (0..56).map(|index| format!("10.5555/{index}"));
    let arxiv = (0..56).map(|index| format!("arXiv:2101.{index:05}"));
    letters
        .chain(added)
        .chain(dois)
        .chain(arxiv)
        .chain((0..9).map(orcid))
        .chain(["A77", "w1003", "Z"].map(str::to_owned))
}

/// A valid iD that nobody else has.
fn orcid(number: usize) -> String {
    let mut all = (0..10).map(|check| format!("0000-0003-0000-{number:03}{check}"));
    all.find(|text| identifier::orcid(text).is_some()).unwrap_or_else(|| format!("0000-0003-0000-{number:03}X"))
}

fn everything(graph: &Graph) -> answers::Answers {
    let mut all = answers::all(graph);
    all.extend(answers::found(graph, questions()));
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_changed_graph_answers_as_a_rebuilt_one(
        papers in scholargraph_testkit::corpus(12, 9),
        batches in corrections(),
        max_authors in prop_oneof![Just(Some(100_u32)), Just(Some(4)), Just(None)],
    ) {
        let mut corpus = Corpus::new(&papers, max_authors);
        let mut graph = corpus.build();
        for (batch, corrections) in batches.iter().enumerate() {
            let before = everything(&graph);
            let changes = corpus.correct(&graph, corrections, batch);
            let changed = graph.with_changes(&changes).unwrap();
            answers::assert_same(&everything(&changed), &everything(&corpus.build()));
            answers::assert_same(&everything(&graph), &before);
            prop_assert_eq!(changed.meta().id == graph.meta().id, changes.is_empty());
            prop_assert_eq!(changed.base_id(), graph.base_id());
            graph = changed;
        }
    }
}

#[test]
fn no_changes_give_the_graph_itself() {
    let papers = [scholargraph_testkit::Paper { authors: vec![(0, vec![0]), (1, vec![])], ..Default::default() }];
    let graph = Corpus::new(&papers, None).build();
    let same = graph.with_changes(&Changes::new()).unwrap();
    answers::assert_same(&everything(&same), &everything(&graph));
    assert_eq!((same.is_changed(), same.meta()), (false, graph.meta()));
    assert!(std::ptr::eq(same.tables(), graph.tables()));
    assert_eq!(graph.bound(Kind::Work), graph.count(Kind::Work));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What an owner takes off their record, and the file of corrections that says so to a build.
    #[test]
    fn detached_authorships_are_what_a_build_with_corrections_makes_of_them(
        papers in scholargraph_testkit::corpus(12, 9),
        drawn in proptest::collection::btree_set((0..12_u8, 0..4_u8), 0..8),
    ) {
        let mut corpus = Corpus::new(&papers, None);
        let graph = corpus.build();
        let mut changes = Changes::new();
        let mut detached = BTreeSet::new();
        for (work, place) in drawn {
            let Some(work) = graph.nodes::<WorkId>().nth(work.into()) else { continue };
            let Some(&(position, person)) = graph.byline(work).get(usize::from(place)) else { continue };
            if detached.insert((work, person)) {
                changes.detach_authorship(work, person, graph.label(person));
                let place = BylinePlace { work: graph.id(work).to_owned(), name: graph.label(person).to_owned() };
                corpus.options.corrections.push(Correction::Nobody(place, Some(position)));
            }
        }
        let changed = graph.with_changes(&changes).unwrap();
        answers::assert_same(&everything(&changed), &everything(&corpus.build()));
        detached.iter().for_each(|&(work, person)| assert!(!changed.works_of(person).contains(&work)));
    }

    /// What an owner says that they are called, and the file of corrections that says so to a build.
    #[test]
    fn names_and_ids_are_what_a_build_with_corrections_gives(
        papers in scholargraph_testkit::corpus(12, 9),
        names in proptest::collection::btree_set((0..9_usize, 0..4_u8), 0..8),
        identified in proptest::collection::btree_set(0..9_usize, 0..4),
    ) {
        let mut corpus = Corpus::new(&papers, None);
        corpus.forget_orcids();
        let graph = corpus.build();
        let mut changes = Changes::new();
        let place = |person: PersonId| {
            let &work = graph.works_of(person).first()?;
            Some(BylinePlace { work: graph.id(work).to_owned(), name: graph.label(person).to_owned() })
        };
        let people: Vec<PersonId> = graph.nodes().collect();
        for (person, name) in names {
            let Some((&person, place)) = people.get(person).and_then(|person| Some((person, place(*person)?))) else { continue };
            // One is what the person is called already.
            let name = if name == 0 { graph.label(person).to_owned() } else { format!("Zoë Lark {name}") };
            changes.add_name(person, name.clone());
            corpus.options.corrections.push(Correction::Alias(place, name));
        }
        for number in identified {
            let Some((&person, place)) = people.get(number).and_then(|person| Some((person, place(*person)?))) else { continue };
            if !graph.people().orcid.at(person.index()).is_empty() {
                continue;
            }
            let orcid = orcid(number);
            changes.set_orcid(person, orcid.clone());
            corpus.options.corrections.push(Correction::Orcid(place, orcid));
        }
        let changed = graph.with_changes(&changes).unwrap();
        answers::assert_same(&everything(&changed), &everything(&corpus.build()));
    }
}
