//! What is asked: everything the server answers, about people drawn by number of works.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use scholargraph::{Graph, PersonId};
use scholargraph_bench::Sample;

/// Paths and queries, to be asked over and over in this order.
pub(crate) fn paths(graph: &Graph) -> Vec<String> {
    Sample::drawn(graph).pairs.into_iter().flat_map(|(person, other)| about(graph, person, other)).collect()
}

fn about(graph: &Graph, person: PersonId, other: PersonId) -> Vec<String> {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let (id, to) = (encoded(graph.id(person)), encoded(graph.id(other)));
    let name = graph.label(person).to_owned();
    let mut paths = vec![
        format!("/v1/people/{id}"),
        format!("/v1/people/{id}/collaborators?limit=20&evidence=3"),
        format!("/v1/people/{id}/works?limit=20"),
        format!("/v1/people/{id}/slice?nodes=50"),
        format!("/v1/people/{id}/slice?nodes=50&format=gexf"),
        format!("/v1/paths?from={id}&to={to}&limit=1"),
        format!("/v1/resolve?id={id}"),
        format!("/people/{id}"),
        "/v1".to_owned(),
    ];
    paths.extend(name.split_whitespace().next_back().map(|word| format!("/v1/search?q={}", encoded(word))));
    let work = graph.works_of(person).first().copied();
    paths.extend(work.map(|work| format!("/v1/works/{}", encoded(graph.id(work)))));
    paths
}
