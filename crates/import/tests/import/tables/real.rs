//! Real corpora as tables.

use scholargraph::{BuildOptions, DeriveTopics, Graph};
use scholargraph_import::{
    Import, SourceSpec,
    tables::{Form, export},
};
use scholargraph_testkit::shared;

use super::{assert_same, read};

/// The graph of a shared corpus, which has to come back.
fn comes_back(test: &str, corpus: &str, options: BuildOptions) -> Option<Graph> {
    let path = shared(test)?.join("data").join(corpus);
    let source = SourceSpec { format: None, path: path.to_str().unwrap().to_owned() };
    let (graph, _) = Import::new([source]).build(options).unwrap();
    let folder = tempfile::tempdir().unwrap();
    export(&graph, Form::Parquet, folder.path()).unwrap();
    let again = read(folder.path(), graph.meta().max_authors);
    assert_eq!((again.quarantine.len(), again.report.unattached), (0, 0));
    assert_same(&again.graph, &graph, Form::Parquet);
    Some(graph)
}

#[test]
fn works_of_openalex_come_back() {
    let options = BuildOptions { max_authors: None, ..BuildOptions::default() };
    if let Some(graph) = comes_back("works_of_openalex_come_back", "openalex-global-health", options) {
        assert!(graph.institutions().len() > 100 && graph.topics().len() > 100);
    }
}

#[test]
fn the_anthology_comes_back() {
    let options = BuildOptions { derive_topics: DeriveTopics::Titles, ..BuildOptions::default() };
    if let Some(graph) = comes_back("the_anthology_comes_back", "acl-backtest", options) {
        assert!(graph.topics().len() > 100);
    }
}

#[test]
fn resolved_people_come_back() {
    let archive = "acl-anthology/acl-anthology-xml-to2023.tar.zst";
    if let Some(graph) = comes_back("resolved_people_come_back", archive, BuildOptions::default()) {
        assert!(graph.aliases().len() > 100 && graph.people().source_key.iter().any(|key| !key.is_empty()));
    }
}

#[test]
fn the_organisations_of_ror_come_back() {
    if let Some(graph) = comes_back("the_organisations_of_ror_come_back", "ror", BuildOptions::default()) {
        assert!(graph.institution_relations().parents.edge_count() > 10);
    }
}
