//! The bytes of an index: a header that says where everything is, and sections.
//!
//! | bytes | content |
//! |---|---|
//! | 8 | `SGsearch` |
//! | 4 | version of the format |
//! | 4 | length of the header |
//! | 4 | CRC-32 of the header behind this number |
//! | 8 | length of the whole |
//! | 4 + n | length and text of the snapshot id |
//! | 5 × (4 + 8 × 12) | by field: how many nodes had words left out; by section: length (8), CRC-32 (4) |
//!
//! The sections follow in the order of the header. Numbers are little-endian.

use std::{ops::Range, sync::Arc};

use fst::Map;
use rayon::prelude::*;
use scholargraph::column::Buffer;

use crate::{FormatError, build::KindSections, field::Field, kind::KindIndex, lists::Lists, section::Section};

const MAGIC: [u8; 8] = *b"SGsearch";

/// The version of the format that is written and read.
const VERSION: u32 = 3;

/// Where the part of the header starts that its checksum is of.
const CHECKED_FROM: usize = 20;

const SECTIONS: [&str; 8] =
    ["lexicon", "posting offsets", "postings", "row offsets", "rows", "nodes", "name hashes", "name documents"];

/// The section that is trusted without bounds checks when it is used, so it is checked when it is opened.
const LEXICON: usize = 0;

impl KindSections {
    fn in_order(&self) -> [&[u8]; SECTIONS.len()] {
        [
            &self.lexicon,
            &self.posting_offsets,
            &self.postings,
            &self.row_offsets,
            &self.rows,
            &self.nodes,
            &self.name_hashes,
            &self.name_documents,
        ]
    }
}

/// The bytes of an index with these sections, by field.
pub(crate) fn encoded(snapshot: &str, kinds: &[KindSections]) -> Vec<u8> {
    let body: usize = kinds.iter().flat_map(KindSections::in_order).map(<[u8]>::len).sum();
    let length = CHECKED_FROM + 8 + 4 + snapshot.len() + kinds.len() * (4 + SECTIONS.len() * 12);
    let mut checked = Vec::with_capacity(length);
    checked.extend_from_slice(&((length + body) as u64).to_le_bytes());
    checked.extend_from_slice(&(snapshot.len() as u32).to_le_bytes());
    checked.extend_from_slice(snapshot.as_bytes());
    for kind in kinds {
        checked.extend_from_slice(&kind.cut.to_le_bytes());
        for section in kind.in_order() {
            checked.extend_from_slice(&(section.len() as u64).to_le_bytes());
            checked.extend_from_slice(&crc32fast::hash(section).to_le_bytes());
        }
    }
    let mut bytes = Vec::with_capacity(length + body);
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&(length as u32).to_le_bytes());
    bytes.extend_from_slice(&crc32fast::hash(&checked).to_le_bytes());
    bytes.append(&mut checked);
    kinds.iter().flat_map(KindSections::in_order).for_each(|section| bytes.extend_from_slice(section));
    bytes
}

/// What the header of an index says.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    pub(crate) snapshot: String,
    /// How many nodes had words left out, by field.
    pub(crate) cut: [u32; Field::ALL.len()],
    places: Vec<Place>,
}

/// Where a section is, and what it must be.
#[derive(Clone, Debug)]
struct Place {
    field: Field,
    section: usize,
    range: Range<usize>,
    checksum: u32,
}

impl Place {
    fn check(&self, bytes: &[u8]) -> Result<(), FormatError> {
        let section = bytes.get(self.range.clone()).unwrap_or_default();
        if crc32fast::hash(section) == self.checksum { Ok(()) } else { Err(self.damaged()) }
    }

    fn damaged(&self) -> FormatError {
        FormatError::Section { kind: self.field.kind(), section: SECTIONS[self.section] }
    }
}

impl Header {
    /// Reads the header of `bytes`, which must be as long as it says.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut start = Cursor(bytes);
        if start.take() != Some(MAGIC) {
            return Err(FormatError::NotAnIndex);
        }
        let found = start.number().ok_or(FormatError::Header)?;
        if found != VERSION {
            return Err(FormatError::Version { found, expected: VERSION });
        }
        let length = start.number().ok_or(FormatError::Header)? as usize;
        let checksum = start.number().ok_or(FormatError::Header)?;
        let checked = bytes.get(CHECKED_FROM..length).ok_or(FormatError::Header)?;
        if crc32fast::hash(checked) != checksum {
            return Err(FormatError::Header);
        }
        let mut checked = Cursor(checked);
        let expected = checked.long().ok_or(FormatError::Header)?;
        if expected != bytes.len() as u64 {
            return Err(FormatError::Length { found: bytes.len() as u64, expected });
        }
        Self::read_checked(checked, length).ok_or(FormatError::Header)
    }

    fn read_checked(mut cursor: Cursor<'_>, mut start: usize) -> Option<Self> {
        let length = cursor.number()? as usize;
        let snapshot = String::from_utf8(cursor.slice(length)?.to_vec()).ok()?;
        let mut header = Self { snapshot, cut: [0; Field::ALL.len()], places: Vec::new() };
        for field in Field::ALL {
            header.cut[field.position()] = cursor.number()?;
            for section in 0..SECTIONS.len() {
                let end = start.checked_add(usize::try_from(cursor.long()?).ok()?)?;
                header.places.push(Place { field, section, range: start..end, checksum: cursor.number()? });
                start = end;
            }
        }
        Some(header)
    }

    /// How many bytes the sections of one field take.
    pub(crate) fn bytes_of(&self, field: Field) -> usize {
        self.places.iter().filter(|place| place.field == field).map(|place| place.range.len()).sum()
    }

    /// Compares every section with its checksum.
    pub(crate) fn verify(&self, bytes: &[u8]) -> Result<(), FormatError> {
        self.places.par_iter().try_for_each(|place| place.check(bytes))
    }

    /// The index of every field.
    pub(crate) fn fields(&self, bytes: &Buffer<u8>) -> Result<Vec<KindIndex>, FormatError> {
        let sections = self.places.chunks(SECTIONS.len());
        sections.map(|places| Self::field(places, bytes)).collect()
    }

    fn field(places: &[Place], bytes: &Buffer<u8>) -> Result<KindIndex, FormatError> {
        let section = |at: usize| Section::new(bytes, places[at].range.clone());
        places[LEXICON].check(bytes)?;
        Ok(KindIndex {
            kind: places[LEXICON].field.kind(),
            lexicon: Map::new(section(LEXICON)).map_err(|_| places[LEXICON].damaged())?,
            postings: Lists::new(section(1), section(2)),
            rows: Lists::new(section(3), section(4)),
            nodes: section(5),
            name_hashes: section(6),
            name_documents: section(7),
            elsewhere: Arc::default(),
        })
    }
}

/// Bytes that are read from front to back.
struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*head)
    }

    fn slice(&mut self, length: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(head)
    }

    fn number(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn long(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }
}
