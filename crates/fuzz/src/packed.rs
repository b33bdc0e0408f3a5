//! What files are packed in, and which format their content shows.

use std::io::Write;

use scholargraph_import::{Format, ImportError, SourceSpec};

use crate::importing::{self, Imported, folder, import};

/// A byte that says what to do, then bytes to do it with.
pub(crate) fn check(data: &[u8]) {
    let Some((&what, content)) = data.split_first() else { return };
    match what {
        b'a'..=b'e' => check_packed(what, content),
        _ => check_as_found(content),
    }
}

/// What is packed is read as if it were not, line by line.
fn check_packed(how: u8, content: &[u8]) {
    let plain = importing::check(Format::OpenAlex, &[("works", content)]);
    // Something that is packed itself may be packed once too often.
    if plain
        .report
        .counts
        .reasons
        .keys()
        .any(|reason| matches!(reason.to_string().as_str(), "unreadable" | "broken-off"))
    {
        return;
    }
    let packed = match how {
        b'a' => gzip(content),
        b'b' => zstd::encode_all(content, 1).unwrap(),
        b'c' => xz(content),
        b'd' => tar(&[("works", content)]),
        _ => zip(&[("works", content)]),
    };
    let unpacked = importing::check(Format::OpenAlex, &[("works", &packed)]);
    assert_eq!(unpacked.graph.meta().id, plain.graph.meta().id);
    assert_eq!(unpacked.report.counts, plain.report.counts);
    let lines = |imported: &Imported| {
        let entries = imported.quarantine.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        entries
            .map(|entry| (entry["line"].clone(), entry["reason"].clone(), entry["record"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(&unpacked), lines(&plain));
}

/// Bytes as they are: a format that the content shows is the one that is read, and nothing else is.
fn check_as_found(content: &[u8]) {
    let folder = folder(&[("found", content)]);
    let path = folder.path().join("found");
    let path = path.to_str().unwrap();
    match import(SourceSpec { format: None, path: path.to_owned() }, 1) {
        Ok(imported) => {
            let format: Format = imported.report.sources[0].format.parse().expect("a format that is read has a name");
            let told = imported.told();
            let named = import(SourceSpec::new(format, path), 1).expect("what is recognised is read");
            // They differ in how they name their source.
            assert_eq!((named.told().0, named.told().2), (told.0, told.2));
        }
        Err(ImportError::NotRecognised { .. }) => {}
        Err(error) => panic!("{error}"),
    }
    for &format in Format::ALL {
        importing::check(format, &[("found", content)]);
    }
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn xz(content: &[u8]) -> Vec<u8> {
    let mut encoder = liblzma::write::XzEncoder::new(Vec::new(), 0);
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, content) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        archive.append_data(&mut header, name, *content).unwrap();
    }
    archive.into_inner().unwrap()
}
