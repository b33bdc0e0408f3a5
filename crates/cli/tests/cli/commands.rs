//! What the commands print, where, and how they exit.

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Command, Stdio},
};

use serde_json::Value;

#[cfg(unix)]
use crate::common::get;
use crate::common::{Folder, Snapshots, command, failure, json, text};

const COMMANDS: [&str; 19] = [
    "build",
    "generate",
    "info",
    "verify",
    "search",
    "profile",
    "show",
    "collaborators",
    "suggest",
    "similar",
    "path",
    "slice",
    "timeline",
    "central",
    "evaluate",
    "bench",
    "serve",
    "community",
    "completions",
];

#[test]
fn the_sample_comes_out_as_the_profile_it_was_made_from() {
    let profile = json(&["profile", "xiaoyao-liang"]);
    let summary = &profile["summary"];
    for (name, expected) in
        [("works", 3), ("followers", 0), ("topics", 4), ("close_collaborators", 4), ("collaborators", 11)]
    {
        assert_eq!(summary[name], expected, "{name}");
    }
    let trust = &profile["trust"];
    assert_eq!((&trust["score"], &trust["level"], &trust["label"]), (&15.into(), &"L1".into(), &"Unverified".into()));
    assert_eq!(profile["claimed"], false);
    let text = text(&["profile", "Xiaoyao Liang".to_lowercase().replace(' ', "-").as_str()]);
    assert!(text.contains("15 of 100 · L1 Unverified") && text.contains("affiliation not imported"), "{text}");
}

#[test]
fn questions_answer_in_text_and_in_json() {
    let ranking = json(&["collaborators", "xiaoyao-liang", "--measure", "newman", "--limit", "2"]);
    assert_eq!(ranking["collaborators"].as_array().unwrap().len(), 2);
    assert_eq!(ranking["collaborators"][0]["strength"], 0.525);
    assert!(text(&["collaborators", "xiaoyao-liang"]).contains("11 of 11 shown, 4 close"));

    for (measure, options, score) in [
        ("count", vec![], 3.0),
        ("jaccard", vec![], 1.0),
        ("salton", vec![], 1.0),
        ("recent", vec![], 2.0 / 5.0 + 2_f64.powf(-1.0 / 3.0) / 8.0),
        ("recent", vec!["--half-life", "0.5", "--size-exponent", "0"], 2.0 + 0.25),
    ] {
        let ranking = json(&[&["collaborators", "xiaoyao-liang", "--measure", measure], &options[..]].concat());
        assert_eq!(ranking["measure"], measure);
        let best = &ranking["collaborators"][0];
        assert_eq!(best["id"], "li-jiang");
        assert!((best["score"].as_f64().unwrap() - score).abs() < 1e-12, "{measure} {options:?}: {best}");
    }

    let suggested = json(&["suggest", "yihong-xu", "--limit", "2"]);
    let best = &suggested["suggestions"][0];
    assert_eq!((&suggested["measure"], &suggested["complete"]), (&"walk-text".into(), &true.into()));
    assert_eq!((suggested["suggestions"].as_array().unwrap().len(), &best["rank"]), (2, &1.into()));
    let words = best["words"].as_array().unwrap();
    assert!(best["common_collaborators"].as_u64().unwrap() >= best["via"].as_array().unwrap().len() as u64);
    assert!(words.iter().all(Value::is_string), "{words:?}");
    assert!(text(&["suggest", "yihong-xu", "--measure", "weighted-ra"]).contains("via Li Jiang"));
    let folder = Folder::new();
    let seed = folder.seed();
    let similar_in_seed = |arguments: &[&str]| text(&[&["-g", &seed, "similar"], arguments].concat());
    let similar = json(&["-g", &seed, "similar", "2203.04570"]);
    assert_eq!((&similar["kind"], similar["similar"].as_array().unwrap().len()), (&"work".into(), 2));
    assert_eq!(similar["similar"][0]["reasons"]["co_citations"], 0);
    assert!(similar_in_seed(&["2203.04570"]).contains("by "));
    assert!(similar_in_seed(&["topic:cs.AR"]).contains("works about both"));
    assert!(similar_in_seed(&["xiaoyao-liang"]).contains("nothing"));
    assert_eq!(json(&["-g", &seed, "similar", "xiaoyao-liang", "--collaborators"])["total"], 11);
    assert!(text(&["suggest", "xiaoyao-liang"]).contains("nobody"));
    assert!(failure(&["suggest", "yihong-xu", "--measure", "close"], 2).contains("walk-text"));

    let path = json(&["path", "yihong-xu", "fangxin-liu"]);
    assert_eq!(path["length"], 2);
    assert!(text(&["path", "yihong-xu", "fangxin-liu"]).contains("2 step(s)"));

    let slice = json(&["slice", "xiaoyao-liang", "--nodes", "10"]);
    assert_eq!(slice["nodes"].as_array().unwrap().len(), 10);
    assert_eq!(slice["nodes"][0]["key"], "person:xiaoyao-liang");
    assert!(text(&["-g", &seed, "slice", "xiaoyao-liang"]).contains("19 nodes"));

    assert_eq!(json(&["show", "arXiv:2203.04570v1"])["id"], "2203.04570");
    assert!(text(&["show", "topic:cs.cv"]).contains("Computer Vision"));
    assert_eq!(json(&["search", "xiaoyao l"])["hits"][0]["id"], "xiaoyao-liang");
    assert!(text(&["search", "liang", "--kind", "person"]).contains("person:xiaoyao-liang"));
    assert_eq!(json(&["-g", &seed, "info"])["nodes"]["person"], 12);
    assert!(text(&["info"]).contains("bundled sample"));
}

#[test]
fn slices_are_written_in_every_format() {
    let folder = Folder::new();
    let formats = [
        ("json", "{\"focus\":"),
        ("graphology", "{\"attributes\":"),
        ("cytoscape", "{\"data\":"),
        ("graphml", "<?xml"),
        ("gexf", "<?xml"),
        ("dot", "digraph"),
        ("csv", "source"),
        ("svg", "<?xml"),
    ];
    for (format, beginning) in formats {
        let printed = text(&["slice", "xiaoyao-liang", "--format", format]);
        assert!(printed.trim_start().starts_with(beginning), "{format}: {}", &printed[..40]);
        let file = folder.text(&format!("slice.{format}"));
        assert_eq!(text(&["slice", "xiaoyao-liang", "-o", &file]), "");
        assert_eq!(fs::read_to_string(&file).unwrap().trim_end(), printed.trim_end());
    }
    let said = failure(&["slice", "xiaoyao-liang", "-o", &folder.text("slice.unknown")], 2);
    assert!(said.contains("--format"), "{said}");
    let said = failure(&["slice", "xiaoyao-liang", "--layout", "none", "--format", "svg"], 2);
    assert!(said.contains("--layout map"), "{said}");
}

/// The picture in the README. `UPDATE_GOLDEN=1` writes it anew.
#[test]
fn the_picture_of_the_sample_is_the_one_in_the_readme() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/sample/slice.svg");
    let picture = text(&["slice", "jure-leskovec", "--format", "svg"]);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&file, &picture).unwrap();
    }
    assert!(fs::read_to_string(&file).unwrap_or_default() == picture, "{} differs", file.display());
}

#[test]
fn slices_are_expanded() {
    let folder = Folder::new();
    let slice = ["-g", &folder.seed(), "slice", "xiaoyao-liang", "--nodes", "4", "--reference-year", "2020"];
    let keys = |slice: &Value| -> Vec<String> {
        slice["nodes"].as_array().unwrap().iter().map(|node| node["key"].as_str().unwrap().to_owned()).collect()
    };
    let plain = keys(&json(&slice));
    let expanded = json(&[&slice[..], &["--expand", &plain[1], "--expand", &plain[2]]].concat());
    assert_eq!(keys(&expanded)[..4], plain);
    assert_eq!((keys(&expanded).len(), &expanded["params"]["reference_year"]), (19, &Value::from(2020)));
    let said = failure(&[&slice[..], &["--expand", "person:fangxin-liu"]].concat(), 2);
    assert!(said.contains("person:fangxin-liu"), "{said}");
    let said = failure(&[&slice[..], &["--expand", "person:nobody"]].concat(), 2);
    assert!(said.contains("person:nobody"), "{said}");
}

#[test]
fn slices_grow_by_single_nodes_and_leave_out_works_of_many() {
    let grown =
        json(&["slice", "xiaoyao-liang", "--nodes", "1", "--expand", "add:work:2203.04570,add:person:li-jiang"]);
    let keys: Vec<&Value> = grown["nodes"].as_array().unwrap().iter().map(|node| &node["key"]).collect();
    assert_eq!(keys, ["person:xiaoyao-liang", "work:2203.04570", "person:li-jiang"]);
    let said = failure(&["slice", "xiaoyao-liang", "--nodes", "1", "--expand", "add:topic:cs.LG"], 2);
    assert!(said.contains("add:topic:cs.LG"), "{said}");
    let few = json(&["slice", "xiaoyao-liang", "--max-authors", "5"]);
    let excluded = few["excluded"]["works_over_author_limit"].as_u64().unwrap();
    assert!(excluded > 0 && text(&["slice", "xiaoyao-liang", "--max-authors", "5"]).contains("left out"), "{few}");
    assert_eq!(json(&["slice", "xiaoyao-liang", "--max-authors", "none"]), json(&["slice", "xiaoyao-liang"]));
    let said = failure(&["slice", "topic:cs.AR", "--within", "community"], 2);
    assert!(said.contains("--within community"), "{said}");
}

/// Ids of everybody in the sample's seed, in order.
fn everybody() -> Vec<String> {
    let mut ids: Vec<String> = vec!["xiaoyao-liang".to_owned()];
    let ranking = json(&["collaborators", "xiaoyao-liang"]);
    ids.extend(ranking["collaborators"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()));
    ids.sort();
    ids
}

#[test]
fn everybody_gets_the_line_they_would_get_alone() {
    let folder = Folder::new();
    let (seed, file) = (folder.seed(), folder.text("everybody.jsonl"));
    let options: [&[&str]; 3] = [
        &["--evidence", "3"],
        &["--measure", "salton", "--evidence", "0", "--max-authors", "6"],
        &["--measure", "recent", "--half-life", "2", "--size-exponent", "0.5", "--to", "2021", "--evidence", "1"],
    ];
    for options in options {
        let asked = ["-g", &seed, "collaborators", "--all", "--top", "20", "-o", &file];
        assert_eq!(text(&[&asked[..], options].concat()), "");
        let written = fs::read_to_string(&file).unwrap();
        assert_eq!(written.lines().count(), 12);
        for (line, id) in written.lines().zip(everybody()) {
            let alone = text(&[&["-g", &seed, "collaborators", &id, "--json"], options].concat());
            assert_eq!(line, alone.trim_end(), "{id} with {options:?}");
        }
    }
}

#[test]
fn everybody_fits_a_parquet_file() {
    use arrow_array::{Array, cast::AsArray, types};
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    let folder = Folder::new();
    let (seed, lines, rows) = (folder.seed(), folder.text("everybody.jsonl"), folder.text("everybody.parquet"));
    for file in [&lines, &rows] {
        text(&["-g", &seed, "collaborators", "--all", "--top", "3", "--measure", "newman", "-o", file]);
    }
    let builder = ParquetRecordBatchReaderBuilder::try_new(fs::File::open(&rows).unwrap()).unwrap();
    let facts = builder.metadata().file_metadata().key_value_metadata().unwrap().clone();
    let fact = |name: &str| facts.iter().find(|fact| fact.key == name).unwrap().value.clone().unwrap();
    assert_eq!((fact("scholargraph.measure"), fact("scholargraph.top")), ("newman".to_owned(), "3".to_owned()));
    let batches: Vec<_> = builder.build().unwrap().map(Result::unwrap).collect();
    let mut found = Vec::new();
    for batch in &batches {
        let texts = |name| batch.column_by_name(name).unwrap().as_string::<i32>();
        let number = |name, row| batch.column_by_name(name).unwrap().as_primitive::<types::Int32Type>().value(row);
        let decimal = |name, row| batch.column_by_name(name).unwrap().as_primitive::<types::Float64Type>().value(row);
        let years = |name| batch.column_by_name(name).unwrap().as_primitive::<types::Int16Type>();
        for row in 0..batch.num_rows() {
            assert!(!years("first_year").is_null(row));
            found.push(serde_json::json!([
                texts("person").value(row),
                texts("person_label").value(row),
                number("total", row),
                texts("collaborator").value(row),
                texts("collaborator_label").value(row),
                number("rank", row),
                decimal("score", row),
                decimal("strength", row),
                number("shared_works", row),
                years("first_year").value(row),
                years("last_year").value(row),
                batch.column_by_name("close").unwrap().as_boolean().value(row),
            ]));
        }
    }
    let mut expected = Vec::new();
    for line in fs::read_to_string(lines).unwrap().lines() {
        let ranking: Value = serde_json::from_str(line).unwrap();
        let person = &ranking["person"];
        for one in ranking["collaborators"].as_array().unwrap() {
            expected.push(serde_json::json!([
                person["id"],
                person["label"],
                ranking["total"],
                one["id"],
                one["label"],
                one["rank"],
                one["score"],
                one["strength"],
                one["shared_works"],
                one["first_year"],
                one["last_year"],
                one["close"],
            ]));
        }
    }
    assert_eq!(found, expected);
    assert_eq!(found.len(), 36, "twelve people with three each");
}

#[test]
fn threads_change_no_byte_of_everybody() {
    // Enough people for several threads to get some, and for more than one portion.
    let snapshots = Snapshots::new();
    snapshots.build(3000);
    let folder = Folder::new();
    for name in ["everybody.jsonl", "everybody.parquet"] {
        let write = |threads: &str| {
            let file = folder.text(&format!("{threads}-{name}"));
            text(&["-g", &snapshots.graph(), "collaborators", "--all", "-o", &file, "--threads", threads]);
            fs::read(file).unwrap()
        };
        let alone = write("1");
        assert!(alone.len() > 10_000, "{name}");
        for _ in 0..3 {
            assert!(write("4") == alone, "{name}");
        }
    }
}

#[test]
fn everybody_goes_to_a_whole_file_or_to_none() {
    let folder = Folder::new();
    let file = |name: &str| folder.text(name);
    let (lines, rows, other) = (file("x.jsonl"), file("x.parquet"), file("x.xlsx"));
    let wrong: [&[&str]; 8] = [
        &["--all"],
        &["--all", "xiaoyao-liang", "-o", &lines],
        &["--all", "-o", &lines, "--limit", "5"],
        &["--all", "-o", &lines, "--top", "0"],
        &["--all", "-o", &rows, "--evidence", "1"],
        &["--all", "-o", &other],
        &["xiaoyao-liang", "--top", "5"],
        &["xiaoyao-liang", "-o", &lines],
    ];
    for arguments in wrong {
        failure(&[&["collaborators"], arguments].concat(), 2);
    }
    let said = failure(&["collaborators", "--all", "-o", &other], 2);
    assert!(said.contains(".jsonl") && said.contains(".parquet"), "{said}");
    let nowhere = file("no-such-folder/x.parquet");
    let said = failure(&["collaborators", "--all", "-o", &nowhere], 1);
    assert!(said.contains("no-such-folder"), "{said}");
    let left: Vec<_> = fs::read_dir(folder.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["works.jsonl"]);
}

#[test]
fn a_bench_measures_every_query_and_writes_what_was_answered() {
    let folder = Folder::new();
    let (people, pairs, answers) = (folder.text("people.txt"), folder.text("pairs.txt"), folder.text("answers.jsonl"));
    fs::write(&people, "xiaoyao-liang\n\nperson:li-jiang\n").unwrap();
    fs::write(&pairs, "yihong-xu fangxin-liu\nli-jiang\tli-jiang\n").unwrap();
    let seed = folder.seed();
    let report = json(&["-g", &seed, "bench", "--people", &people, "--pairs", &pairs, "--answers", &answers]);
    let queries = report["queries"].as_array().unwrap();
    let names: Vec<&str> = queries.iter().map(|query| query["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["collaborators", "slice-nearest", "slice-walk", "two-step", "suggestions", "path"]);
    for query in queries {
        assert_eq!(query["n"], 2, "{query}");
        for figure in ["median_us", "p99_us", "cpu_median_us", "cpu_p99_us"] {
            assert!(query[figure].as_f64().unwrap() >= 0.0, "{query}");
        }
    }
    assert_eq!(report["all_collaborators"]["people"], 12);
    assert!(report["all_collaborators"]["people_per_cpu_second"].as_f64().unwrap() > 0.0);

    let answers = fs::read_to_string(answers).unwrap();
    let answers: Vec<Value> = answers.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 12);
    let asked = |query: &str, person: &str| {
        let found = answers.iter().find(|answer| answer["query"] == query && answer["person"] == person);
        found.unwrap()["answer"].clone()
    };
    let collaborators = asked("collaborators", "xiaoyao-liang");
    assert_eq!(collaborators.as_array().unwrap().len(), 11);
    assert_eq!(collaborators[0], serde_json::json!({"id": "li-jiang", "shared_works": 3}));
    assert_eq!(asked("two-step", "li-jiang"), serde_json::json!([]));
    let suggested = json(&["suggest", "xiaoyao-liang"]);
    assert_eq!((asked("suggestions", "xiaoyao-liang"), &suggested["total"]), (serde_json::json!([]), &0.into()));
    assert_eq!(asked("slice-walk", "li-jiang"), json(&["-g", &seed, "slice", "li-jiang"]));
    assert_eq!(asked("slice-nearest", "li-jiang"), json(&["-g", &seed, "slice", "li-jiang", "--select", "nearest"]));
    let path = answers.iter().filter(|answer| answer["query"] == "path").map(|answer| &answer["answer"]["length"]);
    assert_eq!(path.collect::<Vec<_>>(), [2, 0]);
    assert!(text(&["-g", &seed, "bench"]).contains("all_collaborators: 12 people"));
}

#[test]
fn a_bench_says_which_line_it_cannot_use() {
    let folder = Folder::new();
    let file = folder.text("ids.txt");
    let cases = [
        ("--people", "xiaoyao-liang\n\nnobody-at-all\n", 3, "ids.txt, line 3"),
        ("--people", "topic:cs.CV\n", 3, "ids.txt, line 1"),
        ("--people", "\n", 2, "names nobody"),
        ("--pairs", "xiaoyao-liang li-jiang\nxiaoyao-liang\n", 2, "ids.txt, line 2"),
        ("--pairs", "a b c\n", 2, "two ids"),
    ];
    for (option, content, status, expected) in cases {
        fs::write(&file, content).unwrap();
        let said = failure(&["bench", option, &file, "--answers", &folder.text("answers.jsonl")], status);
        assert!(said.contains(expected), "{said}");
    }
    let said = failure(&["bench", "--people", &folder.text("missing.txt")], 1);
    assert!(said.contains("missing.txt"), "{said}");
    assert!(!folder.path("answers.jsonl").exists());
}

#[test]
fn a_build_accounts_for_every_record() {
    let folder = Folder::new();
    let (graph, report, rejected) = (folder.text("graph"), folder.text("report.json"), folder.text("rejected.jsonl"));
    let source = format!("openalex:{}", folder.text("works.jsonl"));
    let said = text(&["build", "-o", &graph, &source, "--report", &report, "--quarantine", &rejected]);
    assert!(said.contains("quarantined for malformed-json: 1"), "{said}");
    let report: Value = serde_json::from_slice(&fs::read(report).unwrap()).unwrap();
    assert_eq!([&report["read"], &report["kept"], &report["merged"], &report["quarantined"]], [3, 2, 0, 1]);
    assert_eq!(report["self_citations"], 1);
    let stages = report["stages"].as_array().unwrap();
    let named = |name: &str| stages.iter().find(|stage| stage["stage"] == name);
    for name in ["reading", "finding collaborators", "finding communities", "writing the snapshot"] {
        assert!(named(name).is_some_and(|stage| stage["processor_ms"].is_u64()), "{name}: {stages:?}");
    }
    let rejected: Value = serde_json::from_slice(&fs::read(rejected).unwrap()).unwrap();
    assert_eq!((&rejected["line"], &rejected["reason"]), (&3.into(), &"malformed-json".into()));

    let info = json(&["-g", &graph, "info"]);
    assert_eq!((&info["nodes"]["work"], &info["relations"]["cites"]), (&2.into(), &1.into()));
    assert!(info["bytes"].as_u64().unwrap() > 0);
    assert!(text(&["-g", &graph, "verify"]).contains("is sound"));
    assert_eq!(json(&["-g", &graph, "search", "ada"])["hits"][0]["id"], "A1");
    assert_eq!(json(&["-g", &graph, "show", "https://openalex.org/W1"])["id"], "W1");
}

#[test]
fn the_same_records_make_the_same_snapshot_on_any_number_of_threads() {
    let folder = Folder::new();
    let source = format!("openalex:{}", folder.text("works.jsonl"));
    let build = |name: &str, threads: &str| {
        let graph = folder.text(name);
        text(&["build", "-o", &graph, &source, "--threads", threads, "--people", "as-given"]);
        fs::read_to_string(Path::new(&graph).join("CURRENT")).unwrap()
    };
    assert_eq!(build("one", "1"), build("four", "4"));
}

#[test]
fn strictness_stops_at_the_first_malformed_record() {
    let folder = Folder::new();
    let graph = folder.text("graph");
    let said = failure(&["build", "-o", &graph, &format!("openalex:{}", folder.text("works.jsonl")), "--strict"], 4);
    assert!(said.contains("works.jsonl") && said.contains("line 3"), "{said}");
    assert!(!Path::new(&graph).join("CURRENT").exists());
}

#[test]
fn a_damaged_snapshot_is_refused() {
    let folder = Folder::new();
    let graph = folder.built();
    let current = fs::read_to_string(Path::new(&graph).join("CURRENT")).unwrap();
    let table = Path::new(&graph).join(current.trim()).join("works.arrow");
    let mut bytes = fs::read(&table).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xFF;
    fs::write(&table, &bytes).unwrap();
    let said = failure(&["-g", &graph, "verify"], 4);
    assert!(said.contains("scholargraph build"), "{said}");
    fs::write(&table, &bytes[..middle]).unwrap();
    let said = failure(&["-g", &graph, "info"], 4);
    assert!(said.contains("works.arrow"), "{said}");
}

#[test]
fn what_is_not_there_is_named_with_what_comes_closest() {
    let said = failure(&["profile", "xiaoyao-lian"], 3);
    assert!(said.contains("xiaoyao-lian") && said.contains("person:xiaoyao-liang"), "{said}");
    failure(&["show", "10.1000/nothing"], 3);
    let said = failure(&["-g", "/nonexistent", "info"], 1);
    assert!(said.contains("scholargraph build"), "{said}");
    failure(&["build", "-o", "graph", "openalex:/nonexistent"], 1);
}

#[test]
fn wrong_usage_exits_with_2() {
    let cases: [&[&str]; 8] = [
        &["nonsense"],
        &["profile"],
        &["collaborators", "xiaoyao-liang", "--measure", "best"],
        &["collaborators", "xiaoyao-liang", "--half-life", "3"],
        &["collaborators", "xiaoyao-liang", "--measure", "recent", "--half-life", "0"],
        &["slice", "xiaoyao-liang", "--nodes", "0"],
        &["path", "xiaoyao-liang", "li-jiang", "--max-authors", "few"],
        &["verify"],
    ];
    for arguments in cases {
        failure(arguments, 2);
    }
}

#[test]
fn every_command_explains_itself_with_examples() {
    for command in COMMANDS {
        let help = text(&[command, "--help"]);
        assert!(help.contains("Examples:\n  scholargraph"), "{command}: {help}");
    }
    assert!(text(&["--help"]).contains("Exit status"));
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = text(&["completions", shell]);
        for command in COMMANDS {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let mut child = command(&["completions", "zsh"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(child.wait().unwrap().success(), "{said}");
    assert_eq!(said, "");
}

#[cfg(unix)]
#[test]
fn accounts_need_a_place_and_a_sound_address() {
    let sample = failure(&["serve", "--local-accounts"], 1);
    assert!(sample.contains("name a file with --store FILE"), "{sample}");
    let other = failure(&["serve", "--local-accounts", "--listen", "127.0.0.1:0", "--store", "mysql://localhost/x"], 1);
    assert!(other.contains("it takes the path of a file, or postgres://"), "{other}");
    let url = [
        "serve",
        "--local-accounts",
        "--listen",
        "127.0.0.1:0",
        "--store",
        "x",
        "--mail",
        "smtps://a:b@c",
        "--public-url",
    ];
    let url = failure(&[&url[..], &["graph.example.org"]].concat(), 1);
    assert!(url.contains("it takes an address of the web"), "{url}");
    assert!(failure(&["serve", "--store", "x"], 2).contains("--local-accounts"));
    assert!(failure(&["community", "claims"], 1).contains("name a file with --store FILE"));
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("community.sqlite");
    let store = store.to_str().unwrap();
    assert_eq!(json(&["community", "claims", "--store", store]), serde_json::json!([]));
    let none = failure(&["community", "accept", "1f2e", "--store", store], 1);
    assert!(none.contains("No claim with this id"), "{none}");
}

#[test]
fn without_a_command_it_serves_the_sample_until_told_to_stop() {
    let mut child =
        command(&["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let address =
        lines.filter_map(|line| Some(line.split_once("http://")?.1.split_whitespace().next()?.to_owned())).next();
    let address = address.expect("the address is printed");
    let busy = failure(&["serve", "--listen", &address], 1);
    assert!(busy.contains("--listen"), "{busy}");

    let answer = get(&address, "/v1/people/xiaoyao-liang");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"close_collaborators\":4"), "{answer}");
    let first_page = get(&address, "/");
    for part in ["<form", "Jure Leskovec", "Mark Newman", "Xiaoyao Liang"] {
        assert!(first_page.contains(part), "{part}: {first_page}");
    }

    Command::new("kill").arg(child.id().to_string()).status().unwrap();
    assert!(child.wait().unwrap().success());
}
