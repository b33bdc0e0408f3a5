//! Everything a graph answers, told by ids, so that two graphs with other dense ids can be compared.

use std::{collections::BTreeMap, fmt::Write};

use petgraph::{
    algo::connected_components,
    visit::{EdgeCount, EdgeRef, GetAdjacencyMatrix, IntoEdgeReferences, NodeCount, NodeIndexable},
};
use scholargraph::{
    Closest, Collaborators, Evidence, Graph, Kind, Measure, Neighbourhood, Node, Paths, PersonId, Profile, Ranked,
    Ranking, Suggestions, WorkId, Years,
    path::distance,
    slice::{Select, Slicer},
    suggest, trust,
};

/// What was asked, and the answer.
pub(crate) type Answers = BTreeMap<String, String>;

const RANGE: Years = Years { from: Some(2005), to: Some(2018) };

/// Everything.
pub(crate) fn all(graph: &Graph) -> Answers {
    let mut answers = Answers::new();
    facts(graph, &mut answers);
    rows(graph, &mut answers);
    for person in graph.nodes::<PersonId>() {
        rankings(graph, person, &mut answers);
        people(graph, person, &mut answers);
        suggestions(graph, person, &mut answers);
    }
    for node in nodes(graph) {
        closest(graph, node, &mut answers);
        slices(graph, node, &mut answers);
        neighbourhoods(graph, node, &mut answers);
    }
    paths(graph, &mut answers);
    views(graph, &mut answers);
    answers
}

pub(crate) fn nodes(graph: &Graph) -> Vec<Node> {
    let [works, people] = [graph.nodes().map(Node::Work).collect(), graph.nodes().map(Node::Person).collect()];
    let [topics, institutions] =
        [graph.nodes().map(Node::Topic).collect(), graph.nodes().map(Node::Institution).collect::<Vec<_>>()];
    [works, people, topics, institutions].concat()
}

fn ids<T: Copy + Into<Node>>(graph: &Graph, nodes: &[T]) -> Vec<String> {
    nodes.iter().map(|&node| graph.key(node)).collect()
}

pub(crate) fn facts(graph: &Graph, answers: &mut Answers) {
    let meta = scholargraph::Meta { id: String::new(), ..graph.meta().clone() };
    answers.insert("facts".to_owned(), format!("{meta:?}"));
    answers.insert("sound".to_owned(), format!("{:?}", graph.check()));
    for kind in Kind::ALL {
        answers.insert(format!("count {kind}"), graph.count(kind).to_string());
    }
    answers.insert("nodes".to_owned(), graph.node_count().to_string());
    let (works, people) = (graph.work_relations(), graph.person_relations());
    let institutions = graph.institution_relations();
    let edges = [
        works.authors.edge_count(),
        works.topics.edge_count(),
        works.institutions.edge_count(),
        works.references.edge_count(),
        works.cited_by.edge_count(),
        people.works.edge_count(),
        people.institutions.edge_count(),
        people.collaborators.edge_count(),
        graph.topic_relations().works.edge_count(),
        institutions.works.edge_count(),
        institutions.people.edge_count(),
        institutions.parents.edge_count(),
        institutions.children.edge_count(),
    ];
    answers.insert("edges".to_owned(), format!("{edges:?}"));
}

/// Attributes and relations of every node.
fn rows(graph: &Graph, answers: &mut Answers) {
    answers.extend(nodes(graph).into_iter().map(|node| (format!("row {}", graph.key(node)), row(graph, node))));
}

/// Attributes and relations of a node.
pub(crate) fn row(graph: &Graph, node: Node) -> String {
    let mut text = format!("{:?} degree {}", graph.label(node), graph.degree(node));
    graph.for_each_neighbour(node, |next| {
        let _ = write!(text, " {:?} {} {}", next.relation, next.outgoing, graph.key(next.node));
    });
    match node {
        Node::Work(work) => work_row(graph, work, &mut text),
        Node::Person(person) => person_row(graph, person, &mut text),
        Node::Topic(_) => {}
        Node::Institution(at) => {
            let people = &graph.institution_relations().people;
            let works = people.edges_of(at.0 as usize).map(|edge| people.edges.works.at(edge));
            let _ = write!(text, " works {:?}", works.collect::<Vec<_>>());
        }
    }
    text
}

fn person_row(graph: &Graph, person: PersonId, text: &mut String) {
    let (row, relations) = (person.0 as usize, graph.person_relations());
    let names: Vec<_> = graph.people().other_names.at(row).collect();
    let _ =
        write!(text, " component {} names {names:?} {:?}", relations.component.at(row), graph.people().orcid.at(row));
    let institutions = &relations.institutions;
    for edge in institutions.edges_of(row) {
        let years = (institutions.edges.first_year.at(edge), institutions.edges.last_year.at(edge));
        let (at, works) = (graph.key(institutions.target(edge)), institutions.edges.works.at(edge));
        let _ = write!(text, " at {at} {years:?} {works}");
    }
    let collaborators = &relations.collaborators;
    for edge in collaborators.edges_of(row) {
        let edges = &collaborators.edges;
        let shared = (edges.shared_works.at(edge), edges.strength.at(edge));
        let shared_50 = (edges.shared_works_50.at(edge), edges.strength_50.at(edge));
        let _ = write!(text, " with {} {shared:?} {shared_50:?}", graph.key(collaborators.target(edge)));
    }
}

fn work_row(graph: &Graph, work: WorkId, text: &mut String) {
    let row = work.0 as usize;
    let (works, relations) = (graph.works(), graph.work_relations());
    let attributes = (graph.year(work), works.doi.at(row), works.language.at(row), works.cited_by_count.at(row));
    let source = graph.source(work).map(|source| graph.sources().id.at(source));
    let _ = write!(text, " {attributes:?} {source:?} {:?}", graph.abstract_text(work));
    let byline: Vec<_> = graph.byline(work).iter().map(|&(position, who)| (position, graph.key(who))).collect();
    let _ = write!(text, " byline {byline:?} {:?}", relations.unnamed_authors.at(row).collect::<Vec<_>>());
    for edge in relations.authors.edges_of(row) {
        let institutions = ids(graph, graph.bylines().institutions.row(edge));
        let printed = graph.bylines().raw_affiliations.row(edge).iter();
        let printed: Vec<_> = printed.map(|at| graph.raw_affiliations().text.at(at.0 as usize)).collect();
        let who = graph.key(relations.authors.target(edge));
        let flags = relations.authors.edges.flags.at(edge);
        let _ = write!(text, " place {who} {flags} {institutions:?} {printed:?}");
    }
    let scores = relations.topics.edges.score.slice(relations.topics.edges_of(row));
    let _ = write!(text, " scores {scores:?}");
}

fn evidence(graph: &Graph, evidence: &[Evidence]) -> Vec<(String, usize, f64)> {
    evidence.iter().map(|proof| (graph.key(proof.work), proof.authors, proof.weight)).collect()
}

fn ranking(graph: &Graph, ranking: &Ranking) -> String {
    let mut text = format!("{} {} {}", ranking.total, ranking.close_total, ranking.works_over_author_limit);
    for other in &ranking.collaborators {
        let evidence = evidence(graph, &other.evidence);
        let numbers = (other.rank, other.score, other.strength, other.shared_works, other.close);
        let years = (other.first_year, other.last_year);
        let _ = write!(text, "\n{} {numbers:?} {years:?} {evidence:?}", graph.key(other.person));
    }
    text
}

/// All measures, with and without bounds.
pub(crate) fn rankings(graph: &Graph, person: PersonId, answers: &mut Answers) {
    for name in Measure::NAMES {
        for (years, max_authors, evidence) in [(Years::ALL, Some(100), 3), (RANGE, None, 1), (Years::ALL, Some(3), 9)] {
            let question = Collaborators::of(person).measure(Measure::from_name(name).unwrap());
            let found = question.years(years).max_authors(max_authors).evidence(evidence).run(graph);
            answers.insert(
                format!("ranking {} {name} {years:?} {max_authors:?}", graph.key(person)),
                ranking(graph, &found),
            );
        }
    }
}

/// What is closest to an institution or a topic, by all measures, with and without bounds.
pub(crate) fn closest(graph: &Graph, node: Node, answers: &mut Answers) {
    let Ok(question) = Closest::to(node) else { return };
    for (name, kind) in Closest::MEASURES.into_iter().flat_map(|name| Closest::KINDS.map(|kind| (name, kind))) {
        let question = question.clone().kind(kind).unwrap().measure(Measure::from_name(name).unwrap()).unwrap();
        for (years, max_authors, proofs) in [(Years::ALL, Some(100), 9), (RANGE, None, 1), (Years::ALL, Some(3), 2)] {
            let found = question.clone().years(years).max_authors(max_authors).evidence(proofs).run(graph);
            let mut text = format!("{} {}", found.total, found.works_over_author_limit);
            for one in &found.nodes {
                let numbers = (one.rank, one.score, one.strength, one.shared_works, one.first_year, one.last_year);
                let _ = write!(text, "\n{} {numbers:?} {:?}", graph.key(one.node), evidence(graph, &one.evidence));
            }
            answers.insert(format!("closest {} {kind} {name} {years:?} {max_authors:?}", graph.key(node)), text);
        }
    }
}

/// All measures but the one that knows which words stood in titles when the graph was built.
pub(crate) fn suggestions(graph: &Graph, person: PersonId, answers: &mut Answers) {
    for name in suggest::Measure::NAMES.into_iter().filter(|name| *name != "walk-text") {
        for years in [Years::ALL, RANGE] {
            let question = Suggestions::of(person).measure(suggest::Measure::from_name(name).unwrap());
            let found = question.years(years).limit(5).run(graph);
            let mut text = format!("{} {}", found.total, found.complete);
            for one in &found.suggestions {
                let via: Vec<_> = one.via.iter().map(|bridge| (graph.key(bridge.person), bridge.share)).collect();
                let topics = ids(graph, &one.topics);
                let person = graph.key(one.person);
                let _ = write!(text, "\n{person} {} {via:?} {} {topics:?}", one.score, one.common_collaborators);
            }
            answers.insert(format!("suggestions {} {name} {years:?}", graph.key(person)), text);
        }
    }
}

/// Profile and trust.
pub(crate) fn people(graph: &Graph, person: PersonId, answers: &mut Answers) {
    let profile = Profile::of(graph, person);
    let affiliations: Vec<_> = profile
        .affiliations
        .iter()
        .map(|at| (graph.key(at.institution), at.first_year, at.last_year, at.works))
        .collect();
    let topics: Vec<_> = profile.topics.iter().map(|&(topic, works)| (graph.key(topic), works)).collect();
    let text = format!(
        "{:?} {:?} {affiliations:?} {:?} {topics:?} {:?} {}",
        profile.names,
        profile.orcid,
        profile.summary,
        ids(graph, &profile.works),
        ranking(graph, &profile.collaborators)
    );
    answers.insert(format!("profile {}", graph.key(person)), text);
    let trust = trust::assess(graph, person);
    let mut text = format!("{} {:?} {:?}", trust.score, trust.level, trust.next);
    for proof in &trust.evidence {
        let _ = write!(text, " {} {} {} {:?}", proof.code, proof.points, proof.why, ids(graph, &proof.works));
    }
    for conflict in &trust.conflicts {
        let _ = write!(text, " {} {} {:?}", conflict.code, conflict.why, ids(graph, &conflict.works));
    }
    answers.insert(format!("trust {}", graph.key(person)), text);
}

/// Both selections, large and small, with and without years.
pub(crate) fn slices(graph: &Graph, node: Node, answers: &mut Answers) {
    for (select, years, nodes) in [
        (Select::Walk, Years::ALL, 50),
        (Select::Walk, RANGE, 7),
        (Select::Nearest, Years::ALL, 200),
        (Select::Nearest, RANGE, 9),
    ] {
        let slice = Slicer::of(node).select(select).years(years).nodes(nodes).run(graph);
        let mut text = format!("{:?}", slice.omitted);
        for node in slice.graph.node_weights() {
            let _ = write!(text, "\n{} {:.9} {}", graph.key(node.node), node.score, node.hop);
        }
        let end = |at: petgraph::graph::NodeIndex| graph.key(slice.graph[at].node);
        let mut edges: Vec<String> = slice
            .graph
            .edge_references()
            .map(|edge| format!("\n{} {} {:?}", end(edge.source()), end(edge.target()), edge.weight()))
            .collect();
        edges.sort();
        answers.insert(format!("slice {} {select:?} {years:?}", graph.key(node)), text + &edges.concat());
    }
}

fn ranked<T: Copy + Into<Node>>(graph: &Graph, ranked: &Ranked<T>) -> String {
    let items: Vec<_> = ranked.items.iter().map(|&(node, count)| (graph.key(node), count)).collect();
    format!("{} {items:?}", ranked.total)
}

pub(crate) fn neighbourhoods(graph: &Graph, node: Node, answers: &mut Answers) {
    for (years, limit) in [(Years::ALL, 3), (RANGE, 100)] {
        let found = Neighbourhood::in_years(graph, node, limit, years);
        let parts = [
            ranked(graph, &found.works),
            ranked(graph, &found.people),
            ranked(graph, &found.topics),
            ranked(graph, &found.institutions),
            ranked(graph, &found.references),
            ranked(graph, &found.cited_by),
            ranked(graph, &found.parents),
            ranked(graph, &found.children),
        ];
        answers.insert(format!("neighbourhood {} {years:?}", graph.key(node)), parts.join("\n"));
    }
}

/// One pair of people.
pub(crate) fn path(graph: &Graph, from: PersonId, to: PersonId, answers: &mut Answers) {
    for max_authors in [Some(50), Some(3)] {
        let steps = distance(graph, from, to, max_authors);
        let answer = Paths::between(from, to).max_authors(max_authors).run(graph);
        let mut text = format!("{steps:?} {:?} {}", answer.length, answer.more);
        for path in &answer.paths {
            let _ = write!(text, "\n{}", path.strength);
            for step in &path.steps {
                let _ = write!(text, " {} {:?}", graph.key(step.to), ids(graph, &step.works));
            }
        }
        answers.insert(format!("path {} {} {max_authors:?}", graph.key(from), graph.key(to)), text);
    }
}

fn paths(graph: &Graph, answers: &mut Answers) {
    for from in graph.nodes::<PersonId>() {
        for to in graph.nodes::<PersonId>() {
            path(graph, from, to, answers);
        }
    }
}

/// The whole graph and every relation as petgraph sees them.
fn views(graph: &Graph, answers: &mut Answers) {
    let whole = graph.whole();
    let copy = graph.to_petgraph().unwrap();
    let mut edges: Vec<String> = copy
        .edge_references()
        .map(|edge| {
            let [from, to] = [edge.source(), edge.target()].map(|end| copy[end]);
            assert!(whole.is_adjacent(&(), from, to));
            format!("{} {} {}", graph.key(from), graph.key(to), edge.weight())
        })
        .collect();
    edges.sort();
    answers.insert("view edges".to_owned(), edges.join("\n"));
    let mut numbers: Vec<usize> = whole.edge_references().map(|edge| edge.id()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!((numbers.len(), copy.edge_count()), (whole.edge_count(), whole.edge_count()));
    let counts = (whole.node_count(), connected_components(whole), connected_components(graph.authored()));
    let cited = (graph.cites().edge_count(), graph.collaborates().edge_count(), connected_components(graph.cites()));
    answers.insert("views".to_owned(), format!("{counts:?} {cited:?}"));
    let mut links: Vec<(String, String)> = Vec::new();
    for a in graph.nodes::<WorkId>() {
        for b in graph.nodes::<WorkId>().filter(|&b| graph.cites().is_adjacent(&(), a, b)) {
            links.push((graph.key(a), graph.key(b)));
        }
    }
    links.sort();
    answers.insert("view cites".to_owned(), format!("{links:?}"));
    for (index, node) in nodes(graph).into_iter().enumerate() {
        assert_eq!(
            (graph.node(index), graph.index_of(node), NodeIndexable::to_index(&whole, node)),
            (Some(node), index, index)
        );
    }
}

/// What ids and identifiers lead to, asked for by everything that might be found.
pub(crate) fn found(graph: &Graph, asked: impl Iterator<Item = String>) -> Answers {
    let answer = |asked: &str| match graph.resolve(None, asked) {
        Ok(found) => format!("{} {}", graph.key(found.node), found.merged),
        Err(missing) => missing.to_string(),
    };
    asked.map(|asked| (format!("find {asked}"), answer(&asked))).collect()
}

/// Are all answers the same?
#[track_caller]
pub(crate) fn assert_same(found: &Answers, expected: &Answers) {
    for (question, answer) in expected {
        assert_eq!(found.get(question), Some(answer), "{question}");
    }
    let more = found.keys().find(|question| !expected.contains_key(*question));
    assert_eq!(more, None);
}
