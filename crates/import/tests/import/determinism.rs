//! What comes out depends on the content of the sources alone.

use proptest::prelude::*;
use scholargraph_import::{Format, Import, SourceSpec};
use scholargraph_testkit::shared;

use crate::common::{
    Folder, Imported, gzip, import,
    messy::{line, merges},
};

fn seen(imported: &Imported) -> (String, String, Vec<serde_json::Value>) {
    let report = serde_json::to_string(&imported.report).unwrap();
    (imported.graph.meta().id.clone(), report, imported.quarantine.clone())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn threads_change_nothing(
        files in prop::collection::vec(prop::collection::vec(line(), 0..40), 1..6), first in merges(), second in merges(),
    ) {
        let mut folder = Folder::with("merged_ids/a.csv", first).and("merged_ids/b.csv", second);
        for (at, lines) in files.iter().enumerate() {
            folder = folder.and(&format!("works/{at}.jsonl"), lines.join("\n"));
        }
        let alone = seen(&import(folder.source(""), 1));
        for threads in [2, 5] {
            prop_assert_eq!(&seen(&import(folder.source(""), threads)), &alone);
        }
    }

    #[test]
    fn how_records_lie_in_files_changes_nothing_but_where_they_are_found(
        lines in prop::collection::vec(line(), 1..60), cuts in prop::collection::vec(0..60_usize, 0..4),
    ) {
        let whole = Folder::with("all.jsonl", lines.join("\n")).import();
        let mut ends: Vec<usize> = cuts.into_iter().map(|cut| cut.min(lines.len())).chain([0, lines.len()]).collect();
        ends.sort_unstable();
        let mut folder = Folder::new();
        for (at, piece) in ends.windows(2).enumerate() {
            let text = lines[piece[0]..piece[1]].join("\n");
            folder = if at % 2 == 0 { folder.and(&format!("{at}.jsonl.gz"), gzip(text.as_bytes())) } else { folder.and(&format!("{at}.jsonl"), text) };
        }
        let pieces = folder.import();
        prop_assert_eq!(&pieces.graph.meta().id, &whole.graph.meta().id);
        prop_assert_eq!(&pieces.report.counts, &whole.report.counts);
        let records = |imported: &Imported| imported.quarantine.iter().map(|reject| reject["record"].clone()).collect::<Vec<_>>();
        prop_assert_eq!(records(&pieces), records(&whole));
    }
}

#[test]
fn one_large_file_is_shared_among_threads_without_a_trace() {
    // Several chunks, with rejected records and repeated ids in all of them.
    let line = |at: usize| match at % 1000 {
        7 => "dirt\n".to_owned(),
        _ => format!("{{\"id\":\"https://openalex.org/W{}\",\"title\":\"{at} {}\"}}\n", at % 50_000, "x".repeat(150)),
    };
    let lines: String = (0..100_000).map(line).collect();
    assert!(lines.len() > 4 * (4 << 20));
    let folder = Folder::with("works.jsonl", &lines);
    let alone = import(folder.source(""), 1);
    assert_eq!((alone.graph.works().len(), alone.quarantine.len()), (49_950, 100));
    assert_eq!(alone.quarantine[99]["line"], 99_008);
    assert!(
        alone.graph.works().title.iter().all(|title| title.split(' ').next().unwrap().parse::<u32>().unwrap() < 50_000)
    );
    assert_eq!(seen(&import(folder.source(""), 4)), seen(&alone));
    let packed = Folder::with("works.jsonl", gzip(lines.as_bytes()));
    assert_eq!(import(packed.source(""), 3).graph.meta().id, alone.graph.meta().id);
}

#[test]
fn sources_count_in_the_order_given() {
    let folder = Folder::with("a", r#"{"id":"https://openalex.org/W1","title":"a"}"#)
        .and("b", r#"{"id":"https://openalex.org/W1","title":"b"}"#);
    let title = |sources: [SourceSpec; 2]| {
        let (graph, _) = Import::new(sources).threads(3).build(Default::default()).unwrap();
        graph.works().title.at(0).to_owned()
    };
    assert_eq!(title([folder.source("a"), folder.source("b")]), "a");
    assert_eq!(title([folder.source("b"), folder.source("a")]), "b");
}

#[test]
fn threads_change_nothing_on_a_real_corpus() {
    let Some(shared) = shared("threads_change_nothing_on_a_real_corpus") else { return };
    let path = shared.join("data/openalex-global-health/works.jsonl.gz");
    let of = |threads| seen(&import(SourceSpec::new(Format::OpenAlex, path.to_str().unwrap()), threads));
    assert_eq!(of(1), of(4));
}

/// An element that may be a record of DBLP, often of the same thing as another one, and often damaged.
fn element() -> impl Strategy<Value = String> {
    let id = 0..9_u8;
    let name = prop_oneof![
        Just("Ada Moss"),
        Just("ADA MOSS"),
        Just("Ada Moss 0001"),
        Just("Ada Moss 0002"),
        Just("&Aacute;da Moss"),
        Just("A. Moss"),
    ];
    let orcid = prop_oneof![3 => Just(""), 1 => Just("orcid='0000-0001-6187-6610'")];
    let work = (id.clone(), name.clone(), name.clone(), orcid, id.clone(), 1..4_u8).prop_map(|(key, one, other, orcid, cited, day)| {
        format!("<article key='journals/x/{key}' mdate='2030-01-0{day}'><author {orcid}>{one}</author><author>{other}</author><title>{cited}</title><journal>{day}</journal><cite>journals/x/{cited}</cite></article>")
    });
    let person = (id.clone(), name.clone(), name).prop_map(|(key, one, other)| {
        format!("<www key='homepages/{key}'><author>{one}</author><author>{other}</author><note type='affiliation'>{key}</note></www>")
    });
    let moved = (id.clone(), id)
        .prop_map(|(from, into)| format!("<www key='homepages/{from}'><crossref>homepages/{into}</crossref></www>"));
    let dirt = prop_oneof![
        Just("<article key='journals/x/1'><title>&lol;</title></article>"),
        Just("<article><title/></article>"),
        Just("<article key='journals/x/2'><title>"),
        Just("</book>"),
        Just("<dblp>"),
        Just("<!-- "),
    ];
    prop_oneof![8 => work, 3 => person, 1 => moved, 1 => dirt.prop_map(str::to_owned)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn threads_change_nothing_in_xml(files in prop::collection::vec(prop::collection::vec(element(), 0..30), 1..5)) {
        let mut folder = Folder::new();
        for (at, elements) in files.iter().enumerate() {
            folder = folder.and(&format!("{at}.xml"), format!("<dblp>\n{}\n</dblp>", elements.join("\n")));
        }
        let source = SourceSpec::new(Format::Dblp, folder.path("").to_str().unwrap());
        let alone = seen(&import(source.clone(), 1));
        for threads in [2, 5] {
            prop_assert_eq!(&seen(&import(source.clone(), threads)), &alone);
        }
    }
}
