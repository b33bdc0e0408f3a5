//! What is closest to institutions and topics, on the command line.

use std::fs;

use serde_json::{Value, json};

use crate::common::{failure, json, text};

/// A person at an institution, as OpenAlex writes it.
fn authorship(person: &str, at: &str) -> Value {
    let institution = json!({"id": format!("https://openalex.org/{at}"), "display_name": format!("Institute {at}")});
    let author = json!({"id": format!("https://openalex.org/{person}"), "display_name": format!("Person {person}")});
    json!({"author": author, "institutions": [institution]})
}

/// A snapshot of two works: of I1 with I2 and I3, and of I1 with I3.
fn built(folder: &tempfile::TempDir) -> String {
    let work = |id: &str, year: i32, authorships: &[Value]| {
        json!({"id": format!("https://openalex.org/{id}"), "title": id, "publication_year": year,
            "authorships": authorships,
            "topics": [{"id": "https://openalex.org/T1", "display_name": "Looms", "score": 0.9}]})
    };
    let first = [authorship("A1", "I1"), authorship("A2", "I2"), authorship("A3", "I3")];
    let works = [work("W1", 2020, &first), work("W2", 2023, &[authorship("A1", "I1"), authorship("A3", "I3")])];
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("works.jsonl"), works.map(|work| work.to_string()).join("\n")).unwrap();
    text(&["build", "-o", &path("graph"), &format!("openalex:{}", path("works.jsonl"))]);
    path("graph")
}

#[test]
fn institutions_and_topics_have_collaborators_too() {
    let folder = tempfile::tempdir().unwrap();
    let graph = built(&folder);
    let ask = |arguments: &[&str]| json(&[&["-g", &graph, "collaborators"], arguments].concat());
    let ranked = |answer: &Value| -> Vec<(String, f64)> {
        let listed = answer["collaborators"].as_array().unwrap().iter();
        listed.map(|one| (one["id"].as_str().unwrap().to_owned(), one["score"].as_f64().unwrap())).collect()
    };
    let one = |id: &str, score| (id.to_owned(), score);

    let institutions = ask(&["institution:I1"]);
    assert_eq!(institutions["institution"], json!({"id": "I1", "label": "Institute I1"}));
    assert_eq!((&institutions["kind"], &institutions["measure"]), (&json!("institution"), &json!("recent")));
    assert_eq!(
        (&institutions["close_total"], &institutions["collaborators"][0]["close"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(ranked(&institutions), [one("I3", 1.25), one("I2", 0.25)]);
    assert_eq!(ranked(&ask(&["I1", "--half-life", "1.5"])), [one("I3", 1.125), one("I2", 0.125)]);
    assert_eq!(ranked(&ask(&["I1", "--to", "2020", "--measure", "newman"])), [one("I2", 0.5), one("I3", 0.5)]);
    assert_eq!(ask(&["I1", "--max-authors", "2"])["excluded"]["works_over_author_limit"], 1);

    let people = ask(&["I1", "--kind", "person", "--measure", "count", "--limit", "2", "--evidence", "1"]);
    assert_eq!((ranked(&people), &people["total"]), (vec![one("A1", 2.0), one("A3", 2.0)], &json!(3)));
    assert_eq!(people["collaborators"][0]["evidence"][0]["id"], "W2");
    let people = ask(&["topic:T1", "--measure", "newman"]);
    assert_eq!((&people["topic"]["label"], &people["kind"]), (&json!("Looms"), &json!("person")));
    assert_eq!(people["collaborators"][0]["id"], "A1");
    assert_eq!(ask(&["T1", "--kind", "institution"])["total"], 3);

    let said = text(&["-g", &graph, "collaborators", "I1"]);
    assert!(said.starts_with("Institutions closest to Institute I1 by recent\n"), "{said}");
    assert!(said.ends_with("\n2 of 2 shown\n"), "{said}");
    assert!(text(&["-g", &graph, "collaborators", "topic:T1"]).starts_with("People closest to Looms"));
    let person = ask(&["A1", "--kind", "person"]);
    assert_eq!((&person["measure"], &person["kind"], &person["total"]), (&json!("close"), &Value::Null, &json!(2)));
}

#[test]
fn what_they_do_not_have_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let graph = built(&folder);
    let refused = |arguments: &[&str], status| failure(&[&["-g", &graph, "collaborators"], arguments].concat(), status);
    let said = refused(&["I1", "--measure", "close"], 2);
    assert!(said.contains("newman, count, jaccard, salton, recent"), "{said}");
    assert!(refused(&["T1", "--kind", "topic"], 2).contains("institutions and people"));
    assert!(refused(&["A1", "--kind", "institution"], 2).contains("leave out --kind"));
    assert!(refused(&["W1"], 2).contains("name a person, an institution or a topic"));
    let said = refused(&["institution:I4"], 3);
    assert!(said.contains("institution:I4"), "{said}");
    refused(&["I1", "--measure", "count", "--half-life", "2"], 2);
    failure(&["-g", &graph, "collaborators", "--all", "-o", "everybody.jsonl", "--kind", "person"], 2);
}
