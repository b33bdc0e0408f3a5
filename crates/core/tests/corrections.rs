//! What somebody knows about who is who has the last word.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;

use scholargraph::{
    Authorship, BuildOptions, BylinePlace, CorpusBuilder, Corrected, Correction, DenseId, Graph, Key, Kind, Node,
    PersonId, PersonRecord, Standing, WorkRecord,
};

/// Works with their bylines: names that are keys, or `id=name`.
const WORKS: &[(&str, &[&str])] = &[
    ("w1", &["Wei Li", "Ada Moss"]),
    ("w2", &["Wei Li", "a7=A. Moss"]),
    ("w3", &["Wéi Li", "Bo Dust"]),
    ("w4", &["Wei Li"]),
];

fn record<'a>(id: &'a str, byline: &[&'a str]) -> WorkRecord<'a> {
    let mut work = WorkRecord::new(Key::id(id));
    work.attributes.doi = format!("10.5555/{id}").into();
    for place in byline {
        let (key, name) = match place.split_once('=') {
            Some((id, name)) => (Key::id(id), name),
            None => (Key::name(*place), *place),
        };
        let person = Some(PersonRecord::named(key, name));
        work.authorships.push(Authorship { person, raw_name: name.into(), ..Authorship::default() });
    }
    work
}

/// The graph of all works, a shard each, that arrive in this order; A. Moss has a record of her own.
fn corrected(corrections: &[Correction], arrival: &[usize]) -> (Graph, Vec<Corrected>) {
    let builder = CorpusBuilder::new();
    for &at in arrival {
        let mut shard = builder.shard(at as u64);
        let (id, byline) = WORKS[at];
        shard.work(&record(id, byline));
        if id == "w2" {
            let mut person = PersonRecord::named(Key::id("a7"), "A. Moss");
            person.attributes.other_names = vec!["Adah Moss".into()];
            person.attributes.scopus = "77".into();
            person.standing = Standing { own_record: true, updated: 20_300_101 };
            shard.person(&person);
        }
        shard.close();
    }
    let options = BuildOptions { corrections: corrections.to_vec(), ..BuildOptions::default() };
    let (graph, report) = builder.finish(options).unwrap();
    let kept: usize = report.shards.iter().map(|shard| shard.kept).sum();
    let own = usize::from(!graph.resolve(None, "a7").unwrap().merged);
    assert_eq!(kept, WORKS.len() + own, "every record speaks for its node");
    (graph, report.corrected)
}

/// The same, whatever the order of arrival.
fn correct(corrections: &[Correction]) -> (Graph, Vec<Corrected>) {
    let (graph, outcomes) = corrected(corrections, &[0, 1, 2, 3]);
    let (other, again) = corrected(corrections, &[3, 1, 0, 2]);
    assert_eq!((&graph.meta().id, &outcomes), (&other.meta().id, &again));
    (graph, outcomes)
}

fn place(work: &str, name: &str) -> BylinePlace {
    BylinePlace { work: work.to_owned(), name: name.to_owned() }
}

/// The works of the person with this id or key.
fn works_of<'g>(graph: &'g Graph, id: &str) -> Vec<&'g str> {
    let node = graph.resolve(Some(Kind::Person), id).unwrap().node;
    graph.works_of(PersonId::from_index(node.index())).iter().map(|&work| graph.id(work)).collect()
}

fn people(graph: &Graph) -> Vec<&str> {
    graph.people().id.iter().collect()
}

#[test]
fn without_corrections_nothing_changes() {
    let (graph, outcomes) = correct(&[]);
    assert_eq!(people(&graph), ["a7", "ada-moss", "bo-dust", "wei-li", "wei-li-2"]);
    assert!(outcomes.is_empty());
}

#[test]
fn two_are_one() {
    let same = Correction::Same(place("w1", "ada moss"), place("https://doi.org/10.5555/W2", "A. Moss"));
    let again = Correction::Same(place("w2", "A. Moss"), place("w1", "Ada Moss"));
    let (graph, outcomes) = correct(&[same, again]);
    assert_eq!(outcomes, [Corrected::Applied, Corrected::AlreadySo]);
    assert_eq!(works_of(&graph, "ada-moss"), ["w1", "w2"]);
    let node = graph.resolve(None, "a7").unwrap().node;
    let merged: Vec<_> = graph.merged_into(node).map(|alias| (alias.id, alias.reason)).collect();
    assert_eq!(merged, [("a7", "correction")]);
}

#[test]
fn one_is_two_with_all_that_belong_together() {
    let different = Correction::Different(place("w1", "Wei Li"), place("w2", "Wei Li"));
    let same = Correction::Same(place("w2", "Wei Li"), place("w4", "Wei Li"));
    let also = Correction::Same(place("w4", "Wei Li"), place("w3", "Wei Li"));
    let (graph, outcomes) = correct(&[same, different, also]);
    assert_eq!(outcomes, [Corrected::AlreadySo, Corrected::Applied, Corrected::Applied]);
    assert_eq!(works_of(&graph, "wei-li"), ["w1"]);
    assert_eq!(works_of(&graph, "name:Wei Li (w2)"), ["w2", "w3", "w4"]);
    let names: BTreeSet<&str> = graph.people().name.iter().collect();
    assert!(names.contains("Wei Li") && !names.contains("Wei Li (w2)"));
}

#[test]
fn names_and_orcids_are_added_to_what_is_known() {
    let alias = Correction::Alias(place("w2", "A. Moss"), "Ada M. Moss".to_owned());
    let orcid = Correction::Orcid(place("w2", "A. Moss"), "0000-0001-6187-6610".to_owned());
    let (graph, outcomes) = correct(&[alias, orcid]);
    assert_eq!(outcomes, [Corrected::Applied; 2]);
    let people = graph.people();
    assert_eq!((people.name.at(0), people.scopus.at(0)), ("A. Moss", "77"), "what records say stays");
    assert_eq!(people.other_names.at(0).collect::<Vec<_>>(), ["Ada M. Moss", "Adah Moss"]);
    assert_eq!(people.orcid.at(0), "0000-0001-6187-6610");
    assert_eq!(graph.resolve(None, "orcid:0000-0001-6187-6610").unwrap().node, Node::new(Kind::Person, 0));
}

#[test]
fn what_is_not_there_or_cannot_be_is_said() {
    let corrections = [
        Correction::Orcid(place("w9", "Wei Li"), "0000-0001-6187-6610".to_owned()),
        Correction::Same(place("w1", "Nobody"), place("w2", "Wei Li")),
        Correction::Same(place("w1", "Wei Li"), place("w1", "Ada Moss")),
        Correction::Different(place("w1", "Wei Li"), place("w3", "Bo Dust")),
        Correction::Different(place("w1", "Wei Li"), place("w1", "Wei Li")),
    ];
    let (graph, outcomes) = correct(&corrections);
    use Corrected as C;
    assert_eq!(outcomes, [C::NoSuchWork, C::NoSuchName, C::Refused, C::AlreadySo, C::Refused]);
    assert_eq!(graph.meta().id, correct(&[]).0.meta().id);
}

#[test]
fn corrections_that_contradict_each_other_are_refused() {
    let different = Correction::Different(place("w1", "Wei Li"), place("w2", "Wei Li"));
    let same = Correction::Same(place("w1", "Wei Li"), place("w2", "Wei Li"));
    let (graph, outcomes) = correct(&[different, same]);
    assert_eq!(outcomes, [Corrected::Refused, Corrected::AlreadySo]);
    assert_eq!(works_of(&graph, "wei-li"), ["w1", "w2", "w4"]);
}

#[test]
fn names_are_nobodys() {
    let nobody = |work: &str, name: &str, at| Correction::Nobody(place(work, name), at);
    // The byline says A. Moss; her record knows her as Adah Moss, too.
    let corrections = [nobody("w1", "wei li", None), nobody("w2", "Adah Moss", Some(1)), nobody("w1", "Wei Li", None)];
    let (graph, outcomes) = correct(&corrections);
    assert_eq!(outcomes, [Corrected::Applied, Corrected::Applied, Corrected::AlreadySo]);
    assert_eq!(works_of(&graph, "wei-li"), ["w2", "w4"]);
    let bare: Vec<_> = graph.work_relations().unnamed_authors.at(0).collect();
    assert_eq!(bare, [(0, "wei li")]);
    assert!(works_of(&graph, "a7").is_empty(), "she has a record, and no work");
    let elsewhere = [nobody("w2", "Adah Moss", Some(0)), nobody("w3", "Bo Dust", Some(1))];
    let (graph, outcomes) = correct(&elsewhere);
    assert_eq!(outcomes, [Corrected::NoSuchName, Corrected::Applied]);
    assert!(graph.resolve(None, "bo-dust").is_err(), "nothing names him any more");
}
