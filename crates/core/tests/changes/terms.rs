//! Title words in changed graphs.

use scholargraph::{BuildOptions, Changes, CorpusBuilder, Graph, Key, WorkId, WorkRecord};

fn work(id: &str, title: &'static str) -> WorkRecord<'static> {
    let mut record = WorkRecord::new(Key::id(id.to_owned()));
    record.attributes.title = title.into();
    record
}

fn terms(graph: &Graph, work: WorkId) -> Vec<&str> {
    graph.terms_of(work).iter().map(|term| graph.terms().text.at(term.0 as usize)).collect()
}

/// In how many titles a term stands.
fn titles(graph: &Graph, term: &str) -> usize {
    let row = graph.terms().text.iter().position(|other| other == term).unwrap();
    graph.terms().works.degree(row)
}

#[test]
fn added_works_have_known_terms_and_hidden_ones_none() {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    for (id, title) in [("w1", "Red graphs"), ("w3", "Graphs of red herrings"), ("w5", "Red graphs again")] {
        shard.work(&work(id, title));
    }
    shard.close();
    let (graph, _) = builder.finish(BuildOptions::default()).unwrap();
    assert_eq!(terms(&graph, WorkId(0)), ["graphs", "red", "red graphs"]);
    assert_eq!((titles(&graph, "graphs"), titles(&graph, "red graphs")), (3, 2));

    let mut changes = Changes::new();
    changes.hide(WorkId(0)).add_work(work("w2", "Red graphs and herrings")).add_work(work("w4", "Nothing known"));
    let changed = graph.with_changes(&changes).unwrap();
    assert_eq!(changed.check(), []);
    assert!(terms(&changed, WorkId(0)).is_empty());
    assert_eq!(terms(&changed, WorkId(3)), ["graphs", "red", "red graphs"]);
    assert!(terms(&changed, WorkId(4)).is_empty());
    assert_eq!((titles(&changed, "graphs"), titles(&changed, "red graphs")), (3, 2));
    let row = changed.terms().text.iter().position(|term| term == "graphs").unwrap();
    let ids: Vec<_> = changed.terms().works.row(row).iter().map(|&work| changed.id(work)).collect();
    assert_eq!(ids, ["w2", "w3", "w5"]);

    let mut changes = Changes::new();
    changes.hide(WorkId(3));
    let again = changed.with_changes(&changes).unwrap();
    assert_eq!((again.check(), titles(&again, "red graphs")), (vec![], 1));
}
