//! `build --base`: yesterday's records and today's.

use std::fs;

use serde_json::Value;

use crate::common::{Folder, failure, json, run};

const TODAY: &str = r#"{"id":"https://openalex.org/W2","title":"Two, revised","updated_date":"2026-11-27","publication_year":2021,"authorships":[{"author":{"id":"https://openalex.org/A2","display_name":"Bo B."}}]}
{"id":"https://openalex.org/W3","title":"Three","referenced_works":["https://openalex.org/W1"]}
"#;

fn id(built: &[&str]) -> String {
    let output = run(built);
    assert_eq!(output.status.code(), Some(0), "{built:?}: {}", String::from_utf8_lossy(&output.stderr));
    let dir = built[built.iter().position(|&argument| argument == "-o").unwrap() + 1];
    fs::read_to_string(format!("{dir}/CURRENT")).unwrap().trim().to_owned()
}

#[test]
fn a_build_goes_on_from_another() {
    let folder = Folder::new();
    let [old, today] = ["works.jsonl", "today.jsonl"].map(|name| folder.path(name).display().to_string());
    fs::write(&today, TODAY).unwrap();
    let [whole, next] = ["whole", "next"].map(|name| folder.path(name).display().to_string());
    let named = ["--corpus", "moon"];
    let expected = id(&[&["build", "-o", &whole, &old, &today], &named[..]].concat());
    id(&[&["build", "-o", &next, &old, "--keep-records"], &named[..]].concat());
    assert_eq!(id(&[&["build", "-o", &next, "--base", &next, &today], &named[..]].concat()), expected);
    // It keeps what it heard: with nothing new, nothing changes.
    let again = folder.path("again").display().to_string();
    assert_eq!(id(&[&["build", "-o", &again, "--base", &next], &named[..]].concat()), expected);
    let info = json(&["-g", &next, "info"]);
    let sources: Vec<&str> = info["sources"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(sources, [old, today]);
}

#[test]
fn what_a_build_cannot_go_on_from_is_said() {
    let folder = Folder::new();
    let records = folder.path("works.jsonl").display().to_string();
    let [without, with, out] = ["without", "with", "out"].map(|name| folder.path(name).display().to_string());
    id(&["build", "-o", &without, &records]);
    let message = failure(&["build", "-o", &out, "--base", &without, &records], 1);
    assert!(message.contains("keeps no records") && message.contains("--keep-records"), "{message}");
    let message = failure(&["build", "-o", &out, "--base", &out, &records], 1);
    assert!(message.contains("there is no snapshot"), "{message}");
    let kept = folder.path("with").join(id(&["build", "-o", &with, &records, "--keep-records"])).join("records.kept");
    let bytes = fs::read(&kept).unwrap();
    assert_eq!(run(&["-g", &with, "verify"]).status.code(), Some(0));
    fs::write(&kept, &bytes[..bytes.len() - 1]).unwrap();
    let verified = run(&["-g", &with, "verify"]);
    let said = String::from_utf8_lossy(&verified.stdout);
    assert_eq!(verified.status.code(), Some(4), "{said}");
    assert!(said.contains("records.kept") && said.contains("damaged"), "{said}");
    let message = failure(&["build", "-o", &out, "--base", &with, &records], 4);
    assert!(message.contains("records.kept") && message.contains("damaged"), "{message}");
    assert!(!folder.path("out").exists(), "nothing half-written");
}
