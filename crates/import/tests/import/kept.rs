//! A build that goes on from kept records comes to what all sources together give.

use std::{fs, path::Path};

use proptest::prelude::*;
use scholargraph::{BuildOptions, CorpusBuilder, Graph};
use scholargraph_import::{
    Format, Import, ImportError, ImportReport, KeptError, KeptRecords, People, SourceSpec,
    tables::{Form, export},
};
use scholargraph_testkit::shared;

use crate::{
    acl,
    common::{
        Folder, gzip,
        messy::{line, merges},
        works,
    },
};

/// Keeps what the sources, and those that `base` was made of, say; returns where.
fn keep(folder: &Folder, name: &str, base: Option<&str>, sources: &[SourceSpec]) -> Result<String, ImportError> {
    let mut records = KeptRecords::new_in(folder.path("")).unwrap();
    let mut import = Import::new(sources.iter().cloned()).threads(3).keep(&mut records);
    if let Some(base) = base {
        import = import.base(folder.path(base));
    }
    import.run(&CorpusBuilder::new())?;
    records.save(folder.path(name)).unwrap();
    Ok(name.to_owned())
}

fn build(folder: &Folder, base: Option<&str>, sources: &[SourceSpec], people: People) -> (Graph, ImportReport) {
    let mut import = Import::new(sources.iter().cloned()).threads(2).people(people);
    if let Some(base) = base {
        import = import.base(folder.path(base));
    }
    let options = BuildOptions { sources: vec!["all".to_owned()], ..BuildOptions::default() };
    import.build(options).unwrap()
}

/// Goes through `sources` one after the other, keeping records in between, and compares with all of them at once.
fn assert_goes_on(sources: &[SourceSpec], people: People) {
    let folder = Folder::new();
    let (whole, expected) = build(&folder, None, sources, people);
    let mut base = None;
    for (at, source) in sources.iter().enumerate() {
        let (graph, report) = build(&folder, base.as_deref(), &sources[at..], people);
        assert_eq!(graph.meta().id, whole.meta().id, "from source {at} on");
        let taken = |report: &ImportReport| (report.kinds.clone(), report.merged_ids, report.deleted_ids);
        assert_eq!(taken(&report), taken(&expected), "from source {at} on");
        assert_eq!(report.counts.kept, expected.counts.kept, "from source {at} on");
        base = Some(keep(&folder, &format!("{at}.kept"), base.as_deref(), std::slice::from_ref(source)).unwrap());
    }
    let (graph, _) = build(&folder, base.as_deref(), &[], people);
    assert_eq!(graph.meta().id, whole.meta().id, "from kept records alone");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn updates_of_openalex(
        days in prop::collection::vec((prop::collection::vec(line(), 0..30), merges()), 1..4), gone in 0..12_u8,
    ) {
        let mut folder = Folder::with("0/works/deleted_ids.csv", format!("work_id,deleted_date\nW{gone},2026-01-01\n"));
        for (day, (lines, merges)) in days.iter().enumerate() {
            folder = folder
                .and(&format!("{day}/works/part_000"), lines.join("\n"))
                .and(&format!("{day}/merged_ids/authors/2026-01-0{day}.csv"), merges);
        }
        let days: Vec<SourceSpec> = (0..days.len()).map(|day| folder.source(&day.to_string())).collect();
        assert_goes_on(&days, People::Resolve);
    }
}

/// Sources that say everything that can be said, in records and apart from them.
fn everything() -> (Folder, Vec<SourceSpec>) {
    let folder = Folder::with("anthology/xml/2031.moon.xml", acl::MOON)
        .and(
            "anthology/name_variants.yaml",
            "- canonical: {first: Ada, last: Moss}\n  variants:\n  - {first: A., last: Moss}\n",
        )
        .and("update/works/part_000", works(3))
        .and("update/works/deleted_ids.csv", "work_id,deleted_date\nW2,2026-01-01\n")
        .and("update/merged_ids/authors/2026-01-01.csv", "merge_date,id,merge_into_id\n2026-01-01,A1,A2\n");
    export(&scholargraph_testkit::everything(), Form::Csv, &folder.path("tables")).unwrap();
    let source = |format, name: &str| SourceSpec::new(format, folder.path(name).to_str().unwrap());
    let sources =
        vec![source(Format::Tables, "tables"), source(Format::Acl, "anthology"), source(Format::OpenAlex, "update")];
    (folder, sources)
}

#[test]
fn everything_that_can_be_said() {
    let (_folder, sources) = everything();
    for people in [People::Resolve, People::AsGiven] {
        assert_goes_on(&sources, people);
    }
}

#[test]
fn real_corpora_of_several_formats() {
    let Some(shared) = shared("kept::real_corpora_of_several_formats") else { return };
    let source = |format, path: &str| SourceSpec::new(format, shared.join("data").join(path).to_str().unwrap());
    let sources = [
        source(Format::Dblp, "dblp/dblp-shared.xml.xz"),
        source(Format::OpenAlex, "openalex-native"),
        source(Format::Arxiv, "arxiv/cs.DL.tsv.xz"),
    ];
    assert_goes_on(&sources, People::Resolve);
}

/// Kept records of two formats, in three frames.
fn kept() -> (Folder, Vec<u8>) {
    let folder =
        Folder::with("a.jsonl", works(1)).and("moon.xml", acl::MOON).and("b.jsonl.gz", gzip(works(2).as_bytes()));
    let moon = SourceSpec::new(Format::Acl, folder.path("moon.xml").to_str().unwrap());
    let name = keep(&folder, "kept", None, &[folder.source("a.jsonl"), moon, folder.source("b.jsonl.gz")]);
    let bytes = fs::read(folder.path(&name.unwrap())).unwrap();
    (folder, bytes)
}

#[track_caller]
fn fault(folder: &Folder, bytes: &[u8]) -> KeptError {
    let path = folder.path("damaged");
    fs::write(&path, bytes).unwrap();
    match Import::new([]).base(&path).threads(2).run(&CorpusBuilder::new()) {
        Err(ImportError::Kept { path: named, error }) => {
            assert_eq!(named, path);
            let found = KeptRecords::verify(&path);
            assert!(matches!(&found, Err(ImportError::Kept { path: named, .. }) if *named == path), "{found:?}");
            error
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn damage_is_found_wherever_it_is() {
    let (folder, bytes) = kept();
    assert_eq!(KeptRecords::verify(folder.path("kept")).unwrap(), 3);
    for length in 0..bytes.len() {
        fault(&folder, &bytes[..length]);
    }
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << bit;
            fault(&folder, &damaged);
        }
    }
}

#[test]
fn what_is_no_file_of_ours_is_told_apart() {
    let (folder, bytes) = kept();
    assert!(matches!(fault(&folder, b"PAR1 and more"), KeptError::Foreign));
    let heading = bytes.iter().position(|&byte| byte == b'\n').unwrap();
    let newer = [b"scholargraph records 7", &bytes[heading..]].concat();
    assert!(matches!(fault(&folder, &newer), KeptError::Version { found: 7 }));
    let unknown = b"scholargraph records 1\nopenalex marc\n";
    match fault(&folder, unknown) {
        KeptError::UnknownFormat { format } => assert_eq!(format, "marc"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_frame_that_is_missing_is_missed() {
    let (folder, bytes) = kept();
    let mut lines = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    let first = lines.nth(1).unwrap();
    let packed = u32::from_le_bytes(bytes[first + 1..first + 5].try_into().unwrap()) as usize;
    let second = first + 9 + packed + 4;
    match fault(&folder, &[&bytes[..first], &bytes[second..]].concat()) {
        KeptError::Damaged { detail, .. } => assert!(detail.contains("missing"), "{detail}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_version_1_kept_is_still_heard() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/kept/version-1");
    if std::env::var_os("SCHOLARGRAPH_WRITE_FIXTURE").is_some() {
        let (folder, sources) = everything();
        keep(&folder, "kept", None, &sources).unwrap();
        fs::copy(folder.path("kept"), &fixture).unwrap();
    }
    let (graph, report) = Import::new([]).base(&fixture).build(BuildOptions::default()).unwrap();
    let nodes = [graph.works().len(), graph.people().len(), graph.topics().len(), graph.institutions().len()];
    assert_eq!(nodes, [24, 13, 3, 2]);
    assert_eq!((report.counts.kept, report.merged_ids, report.deleted_ids), (205, 2, 1));
}
