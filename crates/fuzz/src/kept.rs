//! Kept records that somebody tampered with, lengths and checksums mended.

use std::{fs, sync::OnceLock};

use scholargraph::CorpusBuilder;
use scholargraph_import::{
    Format, Import, ImportError, KeptRecords, SourceSpec,
    tables::{Form, export},
};
use scholargraph_testkit::everything;

use crate::edits;

/// The lines before the first frame.
const HEADING: &[u8] = b"scholargraph records 1\ntables\n";

/// Edits of the statements that one frame holds.
pub(crate) fn check(data: &[u8]) {
    let statements = edits::applied(statements(), data);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(KeptRecords::FILE);
    fs::write(&path, file(&statements)).unwrap();
    let heard = Import::new([]).base(&path).threads(2).build(Default::default());
    match heard {
        Ok((graph, _)) => {
            let problems = graph.check();
            assert!(problems.is_empty(), "{problems:?}");
        }
        Err(ImportError::Kept { path: named, .. }) => assert_eq!(named, path),
        Err(error) => panic!("{error}"),
    }
}

/// A file of one frame.
fn file(statements: &[u8]) -> Vec<u8> {
    let packed = zstd::bulk::compress(statements, 1).unwrap();
    let lengths = [packed.len(), statements.len()].map(|length| u32::try_from(length).unwrap().to_le_bytes());
    let mut frame = [&[0], &lengths.concat()[..], &packed].concat();
    frame.extend(crc32fast::hash(&frame).to_le_bytes());
    [HEADING, &frame, &[u8::MAX], &1_u64.to_le_bytes()].concat()
}

/// Everything that tables can say of a graph that holds everything.
fn statements() -> &'static [u8] {
    static STATEMENTS: OnceLock<Vec<u8>> = OnceLock::new();
    STATEMENTS.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        export(&everything(), Form::Csv, &folder.path().join("tables")).unwrap();
        let source = SourceSpec::new(Format::Tables, folder.path().join("tables").to_str().unwrap());
        let path = folder.path().join(KeptRecords::FILE);
        let mut records = KeptRecords::new_in(&folder).unwrap();
        Import::new([source]).threads(1).keep(&mut records).run(&CorpusBuilder::new()).unwrap();
        records.save(&path).unwrap();
        unpacked(&fs::read(path).unwrap()[HEADING.len()..])
    })
}

/// What all frames hold together.
fn unpacked(mut frames: &[u8]) -> Vec<u8> {
    let mut statements = Vec::new();
    while frames[0] != u8::MAX {
        let length = u32::from_le_bytes(frames[1..5].try_into().unwrap()) as usize;
        let (frame, rest) = frames.split_at(9 + length + 4);
        statements.extend(zstd::decode_all(&frame[9..9 + length]).unwrap());
        frames = rest;
    }
    statements
}
