//! arXiv's tables come out as an independent program counted them, people taken as given.

use std::{collections::BTreeMap, fs};

use scholargraph::{BuildOptions, Collaborators, Graph, Measure, PersonId, model::byline, path::distance};
use scholargraph_import::{Format, SourceSpec};
use scholargraph_testkit::shared;
use serde_json::Value;

use super::{facts::number, openalex::tally};
use crate::common::{Imported, import_as_given};

#[test]
fn papers_of_arxiv() {
    let Some(shared) = shared("papers_of_arxiv") else { return };
    let golden: Value = serde_json::from_slice(&fs::read(shared.join("golden/arxiv_shared.json")).unwrap()).unwrap();
    let source = SourceSpec::new(Format::Arxiv, shared.join("data/arxiv/*.tsv.xz").to_str().unwrap());
    let Imported { graph, report, .. } =
        import_as_given(source, BuildOptions { max_authors: None, ..BuildOptions::default() });
    let rows = golden["rows_per_file"].as_object().unwrap();
    for (source, (name, count)) in report.sources.iter().zip(rows) {
        assert!(source.source.ends_with(name) && source.counts.read == count.as_u64().unwrap(), "{source:?}");
    }
    assert_eq!((report.sources.len(), report.counts.quarantined), (rows.len(), 0));
    assert_eq!(report.counts.merged, golden["stats"]["rows_repeating_an_id"].as_u64().unwrap());
    let works = graph.works();
    assert_eq!(works.len(), number(&golden["works"]));
    let dois = works.doi.iter().filter(|doi| !doi.is_empty()).count();
    assert_eq!(dois, number(&golden["stats"]["works_with_doi"]) - 1, "1904.04794 stands in the place of one");
    assert_eq!(tally(works.year.iter().map(|year| year.to_string())), golden["years"]);
    let topics = graph.topics();
    let categories = &graph.topic_relations().works;
    let categories = (0..topics.len()).map(|topic| (topics.id.at(topic).to_owned(), categories.degree(topic).into()));
    assert_eq!(Value::Object(categories.collect()), golden["categories"]);
    check_people_of_arxiv(&graph, &golden["graph"]);
}

fn check_people_of_arxiv(graph: &Graph, facts: &Value) {
    let people = graph.people();
    assert_eq!(people.len(), number(&facts["distinct_persons"]));
    let authors = &graph.work_relations().authors;
    let repeated = authors.edges.flags.iter().filter(|flags| flags & byline::REPEATED != 0).count();
    assert!(repeated >= number(&facts["papers_with_repeated_person"]), "{repeated}");
    let largest = (0..graph.works().len()).map(|work| authors.degree(work)).max().unwrap();
    assert_eq!(largest, number(&facts["max_authors_on_a_paper"]));
    assert_eq!(graph.person_relations().collaborators.edge_count() / 2, number(&facts["coauthor_pairs"]));
    assert_eq!(graph.meta().components, number(&facts["components"]));
    assert_eq!(graph.meta().largest_component, number(&facts["largest_components"][0]));
    let called: BTreeMap<&str, PersonId> = people.name.iter().zip((0..).map(PersonId)).collect();
    for (name, works) in facts["top20_by_papers"].as_array().unwrap().iter().map(|pair| (&pair[0], &pair[1])) {
        assert_eq!(graph.works_of(called[name.as_str().unwrap()]).len(), number(works), "{name}");
    }
    for (name, expected) in facts["people"].as_object().unwrap() {
        let person = called[name.as_str()];
        let ranking = Collaborators::of(person).measure(Measure::Count).max_authors(None).limit(1000).run(graph);
        assert_eq!(graph.works_of(person).len(), number(&expected["papers"]), "{name}");
        assert_eq!(ranking.total, number(&expected["distinct_coauthors"]), "{name}");
        let shared: BTreeMap<&str, u32> =
            ranking.collaborators.iter().map(|other| (graph.label(other.person), other.shared_works)).collect();
        for pair in expected["top10_coauthors"].as_array().unwrap() {
            assert_eq!(u64::from(shared[pair[0].as_str().unwrap()]), pair[1].as_u64().unwrap(), "{name}: {pair}");
        }
    }
    for path in facts["paths"].as_array().unwrap() {
        let end = |end: &str| called[path[end].as_str().unwrap()];
        let hops = path["hops"].as_u64().map(|hops| hops as u32);
        assert_eq!(distance(graph, end("from"), end("to"), None), hops, "{path}");
    }
}
