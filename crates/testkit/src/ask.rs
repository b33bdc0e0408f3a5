//! Every question there is.

use std::hint::black_box;

use scholargraph::{
    Changes, Closest, Collaborators, Graph, InstitutionId, Key, Kind, Measure, Neighbourhood, Node, Paths, PersonId,
    Profile, Similar, Suggestions, TopicId, WorkId, WorkRecord,
    slice::{Select, Slicer},
    suggest,
};

/// Asks for everything that can be asked, of every node and of nodes that do not exist: a damaged graph may answer
/// wrongly, never panic.
pub fn ask(graph: &Graph) {
    for kind in Kind::ALL {
        for row in 0..=graph.count(kind) + 1 {
            let node = Node::new(kind, row);
            black_box((graph.id(node), graph.key(node), graph.label(node), graph.degree(node)));
            graph.for_each_neighbour(node, |neighbour| {
                black_box(neighbour);
            });
            if row < graph.count(kind) {
                ask_about(graph, node);
            }
        }
    }
    (0..=graph.works().len()).for_each(|row| ask_about_work(graph, row));
    for row in 0..=graph.people().len() {
        black_box(graph.people().other_names.at(row).count());
    }
    for id in
        ["W1003", "A9000", "10.5555/part.3", "0000-0002-1825-0097", "no such", "a1001", "https://ror.org/05k7v7k50"]
    {
        black_box(graph.resolve(None, id).is_ok());
    }
    let collaborates = graph.collaborates();
    black_box(petgraph::algo::connected_components(graph.whole().undirected()));
    black_box(petgraph::visit::NodeCount::node_count(&collaborates));
    black_box(graph.check());
    change(graph);
}

/// Changes a graph all over, and asks the result.
fn change(graph: &Graph) {
    let mut changes = Changes::new();
    for row in [0, 3] {
        Kind::ALL.into_iter().filter(|&kind| row < graph.count(kind)).for_each(|kind| {
            changes.hide(Node::new(kind, row));
        });
    }
    for work in graph.nodes::<WorkId>().skip(1).take(3) {
        if let Some(&person) = graph.authors(work).first() {
            changes.move_authorship(work, person, PersonId(1));
        }
    }
    let mut record = WorkRecord::new(Key::id("W1003b"));
    record.references = vec![Key::id("W1001")];
    changes.add_work(record);
    if let Ok(changed) = graph.with_changes(&changes) {
        black_box(changed.check());
        for kind in Kind::ALL {
            (0..changed.bound(kind)).for_each(|row| ask_about(&changed, Node::new(kind, row)));
        }
    }
}

fn ask_about(graph: &Graph, node: Node) {
    black_box(Neighbourhood::of(graph, node, 5));
    black_box(Similar::to(node).limit(5).run(graph));
    if let Ok(question) = Closest::to(node) {
        for (kind, measure) in [(Kind::Institution, Measure::Newman), (Kind::Person, Measure::Salton)] {
            let question = question.clone().kind(kind).and_then(|question| question.measure(measure));
            black_box(question.map(|question| question.run(graph)).is_ok());
        }
    }
    for select in [Select::Walk, Select::Nearest] {
        black_box(Slicer::of(node).select(select).nodes(20).run(graph));
    }
    if let Node::Person(person) = node {
        black_box(Profile::of(graph, person));
        black_box(Paths::between(person, PersonId(0)).max_authors(None).run(graph));
        for measure in [Measure::Close, Measure::Newman, Measure::Count] {
            black_box(Collaborators::of(person).measure(measure).run(graph));
        }
        for measure in [suggest::Measure::WalkText, suggest::Measure::AdamicAdar, suggest::Measure::WeightedRa] {
            black_box(Suggestions::of(person).measure(measure).run(graph));
        }
    }
}

fn ask_about_work(graph: &Graph, row: usize) {
    let work = WorkId(row as u32);
    black_box((graph.byline(work), graph.year(work), graph.source(work), graph.abstract_text(work)));
    let (works, relations) = (graph.works(), graph.work_relations());
    black_box((works.work_type.at(row), works.language.at(row), works.doi.at(row), works.flags.at(row)));
    black_box((relations.unnamed_authors.at(row).count(), relations.unnamed_authors.count(row)));
    for edge in relations.authors.edges_of(row) {
        let printed = graph.bylines().raw_affiliations.row(edge).iter();
        black_box(
            printed.map(|affiliation| graph.raw_affiliations().text.at(affiliation.0 as usize).len()).sum::<usize>(),
        );
    }
    black_box(relations.authors.find(row, PersonId(0)));
    black_box((relations.topics.find(row, TopicId(0)), relations.institutions.find(row, InstitutionId(0))));
}
