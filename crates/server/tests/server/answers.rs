//! Whole answers, as other programs rely on them: names, order and values. `UPDATE_GOLDEN=1` writes them anew.

use std::{env, fs, path::Path};

use scholargraph::{
    Closest, Collaborators, InstitutionId, Kind, Measure, PersonId, Suggestions, TopicId, Years, suggest,
};
use scholargraph_server::wire;

use crate::common::{Server, graph};

/// `json` with line ends and indentation, nothing else changed: not even the order of its fields.
fn indented(json: &str) -> String {
    let mut out = String::new();
    let (mut depth, mut in_text, mut escaped) = (0, false, false);
    for letter in json.chars() {
        if in_text {
            out.push(letter);
            in_text = escaped || letter != '"';
            escaped = !escaped && letter == '\\';
            continue;
        }
        let line = |depth: usize| format!("\n{}", "  ".repeat(depth));
        match letter {
            '{' | '[' => {
                depth += 1;
                out.push(letter);
                out += &line(depth);
            }
            '}' | ']' => {
                depth -= 1;
                out += &line(depth);
                out.push(letter);
            }
            ',' => out += &format!(",{}", line(depth)),
            ':' => out += ": ",
            _ => {
                in_text = letter == '"';
                out.push(letter);
            }
        }
    }
    // What holds nothing stays on its line.
    for (open, close) in [("[", "]"), ("{", "}")] {
        for depth in 0..12 {
            let spread = format!("{open}\n{}\n{}{close}", "  ".repeat(depth + 1), "  ".repeat(depth));
            out = out.replace(&spread, &format!("{open}{close}"));
        }
    }
    out + "\n"
}

#[track_caller]
fn compare(name: &str, json: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/server/golden").join(format!("{name}.json"));
    let actual = indented(json);
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&file, &actual).unwrap();
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    assert!(expected == actual, "{} differs; the answer is\n{actual}", file.display());
}

async fn check(name: &str, uri: &str) {
    let server = Server::new();
    let reply = server.get(uri).await;
    assert_eq!(reply.header("content-type"), "application/json", "{}", reply.text());
    assert_eq!(server.get(uri).await.body, reply.body, "equal questions give equal bytes");
    let version = format!("\"version\":\"{}\"", env!("CARGO_PKG_VERSION"));
    let lasting = reply.text().replace(&graph().meta().id, "(the snapshot)").replace(&version, "\"version\":\"…\"");
    compare(name, &lasting);
}

#[tokio::test]
async fn about() {
    check("about", "/v1").await;
}

#[tokio::test]
async fn search() {
    check("search", "/v1/search?q=engine&limit=3").await;
    check("autocomplete", "/v1/autocomplete?q=eng&limit=3").await;
}

#[tokio::test]
async fn resolve() {
    check("resolve", "/v1/resolve?id=https://doi.org/10.5555/NOTES").await;
}

#[tokio::test]
async fn profile() {
    check("profile", "/v1/people/A1").await;
}

#[tokio::test]
async fn works_of_a_person() {
    check("works", "/v1/people/A1/works?sort=oldest&offset=1&limit=1").await;
}

#[tokio::test]
async fn collaborators() {
    check("collaborators", "/v1/people/A1/collaborators?measure=newman&evidence=1").await;
}

#[tokio::test]
async fn people_of_an_institution() {
    check("closest-to-institution", "/v1/institutions/I2/collaborators?kind=person&evidence=1&limit=2").await;
}

#[tokio::test]
async fn institutions_of_a_topic() {
    check("closest-to-topic", "/v1/topics/T1/collaborators?kind=institution&measure=newman&to=2020").await;
}

#[tokio::test]
async fn what_is_closest_is_what_the_core_says() {
    let (server, graph) = (Server::new(), graph());
    let recent = Measure::Recent { half_life: 0.5, size_exponent: 0.25 };
    let asked = Closest::MEASURES.map(|name| (name.to_owned(), Measure::from_name(name).unwrap()));
    for (query, measure) in asked.into_iter().chain([("recent&half_life=0.5&size_exponent=0.25".to_owned(), recent)]) {
        let question = Closest::to(TopicId(1)).unwrap().measure(measure).unwrap();
        let question = question.limit(2).evidence(0).max_authors(Some(50)).reference_year(Some(2030));
        let rest = "limit=2&evidence=0&max_authors=50&reference_year=2030";
        let reply = server.get(&format!("/v1/topics/T1/collaborators?measure={query}&{rest}")).await;
        let expected = question.run(&graph);
        assert!(expected.total >= 2, "a ranking of one proves nothing");
        let expected = wire::to_json(&wire::Ranking::closest(&graph, &expected));
        assert_eq!(reply.text(), String::from_utf8(expected).unwrap(), "{query}");
    }
    let institutions = Closest::to(InstitutionId(1)).unwrap().run(&graph);
    assert_eq!((institutions.kind, institutions.total), (Kind::Institution, 0), "nobody else stands on its works");
    let expected = wire::to_json(&wire::Ranking::closest(&graph, &institutions));
    let reply = server.get("/v1/institutions/I2/collaborators").await;
    assert_eq!(reply.text(), String::from_utf8(expected).unwrap());
    let person = server.get("/v1/people/A1/collaborators?kind=person").await;
    assert_eq!(person.body, server.get("/v1/people/A1/collaborators").await.body, "people's collaborators are people");
}

#[tokio::test]
async fn citation_paths() {
    check("citation-paths", "/v1/citation-paths?from=10.5555/a/b&to=W1").await;
    let (server, uri) = (Server::new(), "/v1/citation-paths?from=W1&to=W3");
    assert_eq!(server.get(uri).await.json()["length"], serde_json::Value::Null, "nothing connects them");
}

#[tokio::test]
async fn timeline() {
    check("timeline", "/v1/people/A1/timeline").await;
}

#[tokio::test]
async fn community() {
    check("community", "/v1/communities/0?limit=2").await;
    let server = Server::new();
    for id in ["2", "-1", "x", "4294967295", "99999999999"] {
        let reply = server.get(&format!("/v1/communities/{id}")).await;
        assert_eq!(reply.problem(), (404, "unknown_id".to_owned()), "{id}");
        assert!(reply.text().contains("from 0 to 1"), "{}", reply.text());
    }
}

#[tokio::test]
async fn suggestions() {
    check("suggestions", "/v1/people/A1/suggestions?limit=2").await;
}

#[tokio::test]
async fn similar_works() {
    check("similar-works", "/v1/works/W1/similar?reasons=2").await;
}

#[tokio::test]
async fn similar_people() {
    check("similar-people", "/v1/people/A1/similar?limit=1").await;
    let (server, none) = (Server::new(), serde_json::json!([]));
    for (uri, listed) in [
        ("/v1/people/A1/similar?collaborators=yes", 3),
        ("/v1/people/A1/similar?collaborators=no", 1),
        ("/v1/topics/T1/similar", 0),
        ("/v1/institutions/I2/similar", 0),
    ] {
        let found = server.get(uri).await.json();
        assert_eq!(found["similar"].as_array().map(Vec::len), Some(listed), "{uri}: {found}");
        assert!(listed > 0 || found["similar"] == none);
    }
    for uri in ["/v1/works/W1/similar?collaborators=yes", "/v1/people/A1/similar?collaborators=1"] {
        assert_eq!(server.get(uri).await.problem().0, 400, "{uri}");
    }
}

#[tokio::test]
async fn every_measure_of_suggestions_can_be_asked_for() {
    let (server, graph) = (Server::new(), graph());
    for name in suggest::Measure::NAMES {
        let uri = format!("/v1/people/A1/suggestions?measure={name}&reasons=1&to=2021&reference-year=2022");
        let question = Suggestions::of(PersonId(0)).measure(suggest::Measure::from_name(name).unwrap()).reasons(1);
        let question = question.years(Years { from: None, to: Some(2021) }).reference_year(Some(2022));
        let found = question.run(&graph);
        assert!(found.total > 0, "an empty answer proves nothing");
        let expected = wire::to_json(&wire::Suggestions::new(&graph, &found));
        assert_eq!(server.get(&uri).await.text(), String::from_utf8(expected).unwrap(), "{name}");
    }
    let reply = server.get("/v1/people/A1/suggestions?measure=close").await;
    assert_eq!(reply.problem(), (400, "invalid_parameter".to_owned()));
}

#[tokio::test]
async fn every_measure_can_be_asked_for() {
    let (server, graph) = (Server::new(), graph());
    let recent = Measure::Recent { half_life: 0.5, size_exponent: 0.25 };
    let asked = Measure::NAMES.map(|name| (name.to_owned(), Measure::from_name(name).unwrap()));
    for (query, measure) in asked.into_iter().chain([("recent&half_life=0.5&size_exponent=0.25".to_owned(), recent)]) {
        let reply = server.get(&format!("/v1/people/A1/collaborators?measure={query}")).await;
        let expected = Collaborators::of(PersonId(0)).measure(measure).run(&graph);
        assert!(expected.total > 1, "a ranking of one proves nothing");
        let expected = wire::to_json(&wire::Ranking::new(&graph, &expected));
        assert_eq!(reply.text(), String::from_utf8(expected).unwrap(), "{query}");
    }
}

#[tokio::test]
async fn work() {
    check("work", "/v1/works/W1").await;
}

#[tokio::test]
async fn topic() {
    check("topic", "/v1/topics/T1?limit=1").await;
}

#[tokio::test]
async fn institution() {
    check("institution", "/v1/institutions/I2").await;
}

#[tokio::test]
async fn slice() {
    check("slice", "/v1/people/A1/slice?nodes=5&select=nearest").await;
}

#[tokio::test]
async fn slice_with_map() {
    check("slice-map", "/v1/people/A1/slice?nodes=3&reference-year=2021&expand=person:A1").await;
}

#[tokio::test]
async fn paths() {
    check("paths", "/v1/paths?from=A1&to=A4").await;
}

#[tokio::test]
async fn nobody_between() {
    check("paths-none", "/v1/paths?from=A1&to=A5&max-authors=none").await;
}

#[tokio::test]
async fn problem() {
    let reply = Server::new().get("/v1/people/A12").await;
    compare("problem", reply.text());
}

#[test]
fn indentation_changes_nothing_else() {
    assert_eq!(
        indented(r#"{"a":[],"b":{"c,":"\"}"}}"#),
        "{\n  \"a\": [],\n  \"b\": {\n    \"c,\": \"\\\"}\"\n  }\n}\n"
    );
}
