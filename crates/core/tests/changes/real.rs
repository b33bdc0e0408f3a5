//! Thousands of changes to a real corpus, against the corpus built again.

use std::collections::{HashMap, HashSet};

use scholargraph::{
    Authorship, BuildOptions, Changes, CorpusBuilder, DenseId, Graph, InstitutionId, Key, Kind, Node, PersonId,
    PersonRecord, Standing, TopicId, TopicRecord, WorkId, WorkRecord,
};
use scholargraph_testkit::{Numbers, for_each_line, graph_of_lines, shared};

use crate::answers::{self, Answers};

/// A node of `graph`, drawn.
fn node<T: DenseId>(numbers: &mut Numbers, graph: &Graph) -> T {
    T::from_index(numbers.below(graph.bound(T::KIND)))
}

/// What is to be corrected, by id.
#[derive(Default)]
struct Corrections {
    /// By work: from whom to whom.
    moves: HashMap<String, Vec<(String, Option<String>)>>,
    hidden: HashSet<(Kind, String)>,
    works: Vec<WorkRecord<'static>>,
}

impl Corrections {
    fn draw(graph: &Graph, numbers: &mut Numbers, changes: &mut Changes<'static>) -> Self {
        let mut drawn = Self::default();
        for at in 0..2000 {
            let (work, to): (WorkId, PersonId) = (node(numbers, graph), node(numbers, graph));
            let id = graph.id(work).to_owned();
            let Some(&from) = graph.authors(work).get(numbers.below(4)) else { continue };
            if from == to || drawn.moves.contains_key(&id) {
                continue;
            }
            let holder = (at % 5 > 0).then(|| graph.id(to).to_owned());
            match &holder {
                Some(_) => changes.move_authorship(work, from, to),
                None => changes.detach_authorship(work, from, "Somebody Else"),
            };
            drawn.moves.insert(id, vec![(graph.id(from).to_owned(), holder)]);
        }
        let mut hide = |node: Node| {
            changes.hide(node);
            drawn.hidden.insert((node.kind(), graph.id(node).to_owned()));
        };
        (0..1000).for_each(|_| hide(node::<WorkId>(numbers, graph).into()));
        (0..300).for_each(|_| hide(node::<PersonId>(numbers, graph).into()));
        (0..20.min(graph.count(Kind::Topic))).for_each(|_| hide(node::<TopicId>(numbers, graph).into()));
        (0..20.min(graph.count(Kind::Institution))).for_each(|_| hide(node::<InstitutionId>(numbers, graph).into()));
        for at in 0..500 {
            let like: WorkId = node(numbers, graph);
            let record = drawn.like(graph, like, format!("{}-{at}", graph.id(like)));
            changes.add_work(record.clone());
            drawn.works.push(record);
        }
        drawn
    }

    fn shows(&self, graph: &Graph, node: Node) -> bool {
        !self.hidden.contains(&(node.kind(), graph.id(node).to_owned()))
    }

    /// Another work by the same people.
    fn like(&self, graph: &Graph, work: WorkId, id: String) -> WorkRecord<'static> {
        let mut record = WorkRecord::new(Key::id(id));
        record.attributes.title = format!("{}, again", graph.label(work)).into();
        record.attributes.year = graph.year(work).unwrap_or(0);
        let people = graph.byline(work).into_iter().filter(|&(_, person)| self.shows(graph, person.into()));
        let named = |person: PersonId| PersonRecord::named(Key::id(graph.id(person).to_owned()), "");
        let authorship = |(_, person)| Authorship { person: Some(named(person)), ..Authorship::default() };
        record.authorships = people.map(authorship).collect();
        let topics = graph.topics_of(work).iter().filter(|&&topic| self.shows(graph, topic.into()));
        let topic = |&topic: &TopicId| (TopicRecord::named(Key::id(graph.id(topic).to_owned()), ""), 0.25);
        record.topics = topics.map(topic).collect();
        record.references = graph.references(work).iter().map(|&cited| Key::id(graph.id(cited).to_owned())).collect();
        record
    }

    /// The record as it should be; `None` for that of a hidden work.
    fn corrected<'a>(&self, record: &WorkRecord<'a>) -> Option<WorkRecord<'a>> {
        let id = |key: &Key<'_>| match key {
            Key::Id(id) | Key::Name(id) => id.clone().into_owned(),
        };
        let hides = |kind: Kind, key: &Key<'_>| self.hidden.contains(&(kind, id(key)));
        if hides(Kind::Work, &record.key) {
            return None;
        }
        let mut record = record.clone();
        for (from, to) in self.moves.get(&id(&record.key)).into_iter().flatten() {
            let mut first = true;
            for place in &mut record.authorships {
                if place.person.as_ref().is_some_and(|person| id(&person.key) == *from) {
                    place.person = to.as_ref().map(|to| PersonRecord::named(Key::id(to.clone()), ""));
                    place.raw_name = if to.is_none() && first { "Somebody Else".into() } else { "".into() };
                    first = false;
                }
            }
        }
        for place in &mut record.authorships {
            if place.person.as_ref().is_some_and(|person| hides(Kind::Person, &person.key)) {
                (place.person, place.raw_name) = (None, "".into());
            }
            place.institutions.retain(|at| !hides(Kind::Institution, &at.key));
        }
        record.topics.retain(|(topic, _)| !hides(Kind::Topic, &topic.key));
        Some(record)
    }
}

/// The graph of the corrected records; everybody has a record, whether works are left or not.
fn rebuilt(path: &std::path::Path, base: &Graph, corrections: &Corrections) -> Graph {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    let standing = Standing { own_record: true, updated: 0 };
    let shown = |node: Node| corrections.shows(base, node);
    for person in base.nodes::<PersonId>().filter(|&person| shown(person.into())) {
        let mut record = PersonRecord::named(Key::id(base.id(person)), base.label(person));
        record.attributes.other_names =
            base.people().other_names.at(person.index()).map(|name| name.to_owned().into()).collect();
        shard.person(&PersonRecord { standing, ..record });
    }
    for topic in base.nodes::<TopicId>().filter(|&topic| shown(topic.into())) {
        shard.add_topic(&TopicRecord { standing, ..TopicRecord::named(Key::id(base.id(topic)), base.label(topic)) });
    }
    for at in base.nodes::<InstitutionId>().filter(|&at| shown(at.into())) {
        let record = scholargraph::InstitutionRecord::named(Key::id(base.id(at)), base.label(at));
        shard.add_institution(&scholargraph::InstitutionRecord { standing, ..record });
    }
    for_each_line(path, |record| corrections.corrected(record).iter().for_each(|record| shard.work(record)));
    corrections.works.iter().for_each(|record| shard.work(record));
    shard.close();
    builder.finish(BuildOptions::default()).unwrap().0
}

/// Answers about a few of each kind, and facts.
fn sample(graph: &Graph, people: &[PersonId], others: &[Node]) -> Answers {
    let mut answers = Answers::new();
    answers::facts(graph, &mut answers);
    for (at, &person) in people.iter().enumerate() {
        answers::rankings(graph, person, &mut answers);
        answers::people(graph, person, &mut answers);
        answers::path(graph, person, people[(at + 1) % people.len()], &mut answers);
    }
    for &node in others {
        answers::slices(graph, node, &mut answers);
        answers::neighbourhoods(graph, node, &mut answers);
    }
    answers
}

#[test]
fn a_real_corpus_with_thousands_of_changes_answers_as_rebuilt() {
    let Some(shared) = shared("changes to acl-backtest") else { return };
    let path = shared.join("data/acl-backtest/works.jsonl.gz");
    let base = graph_of_lines(&path, BuildOptions::default());
    let (mut numbers, mut changes) = (Numbers::new(3), Changes::new());
    let corrections = Corrections::draw(&base, &mut numbers, &mut changes);
    let changed = base.with_changes(&changes).unwrap();
    let rebuilt = rebuilt(&path, &base, &corrections);

    let same = |node: Node| rebuilt.find_exact(node.kind(), changed.id(node)).unwrap();
    let nodes = answers::nodes(&changed);
    assert_eq!(nodes.len(), rebuilt.node_count());
    for &node in &nodes {
        assert_eq!(answers::row(&changed, node), answers::row(&rebuilt, same(node)), "{}", changed.key(node));
    }
    // Whom the changes touch, and whom they do not.
    let touched = changed.nodes::<WorkId>().skip(base.works().len());
    let touched = touched.filter_map(|work| changed.authors(work).first().copied()).take(40);
    let people: Vec<PersonId> = touched.chain(changed.nodes::<PersonId>().step_by(4001)).collect();
    let others: Vec<Node> =
        nodes.iter().copied().step_by(9001).chain(people.iter().map(|&person| person.into())).collect();
    let there = |node: Node| match same(node) {
        Node::Person(person) => person,
        other => panic!("{other:?}"),
    };
    let people_there: Vec<PersonId> = people.iter().map(|&person| there(person.into())).collect();
    let others_there: Vec<Node> = others.iter().map(|&node| same(node)).collect();
    answers::assert_same(&sample(&changed, &people, &others), &sample(&rebuilt, &people_there, &others_there));
}
