//! The account of an import: what became of every chunk, taken in the order of the input.
//!
//! Chunks are done in any order. Counts do not mind; what goes to the quarantine, which malformed record is
//! the first, and which merge of an id is the last, do.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
    sync::{Mutex, PoisonError},
};

use scholargraph::CorpusBuilder;

use crate::{
    ImportError, KeptRecords,
    batch::{Merge, Outcome, Tally},
    people::{Mentions, Truth},
    quarantine::Reject,
    read::{Document, Halt},
};

/// Records that wait for their turn, rejected or to be kept, take no more memory than this; beyond, they wait in a file.
const MAX_WAITING_BYTES: usize = 32 << 20;

/// Where records go, and what rejected ones do.
pub(crate) struct Rules<'w> {
    /// The first malformed record ends the import.
    pub(crate) strict: bool,
    pub(crate) quarantine: Option<&'w mut (dyn Write + Send)>,
    /// Where those go that a later build may hear again.
    pub(crate) keep: Option<&'w mut KeptRecords>,
}

/// A file that a manifest lists.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    /// The number of the manifest's file.
    pub(crate) file: usize,
    /// What the manifest is called to its format.
    pub(crate) manifest: String,
    pub(crate) url: String,
}

/// The account.
pub(crate) struct Ledger<'w> {
    builder: &'w CorpusBuilder,
    pages: Mutex<Pages<'w>>,
    mentions: Mutex<Mentions>,
    truth: Mutex<Truth>,
}

/// What it comes to.
#[derive(Default)]
pub(crate) struct Balance {
    /// The counts of every file.
    pub(crate) tallies: Vec<Tally>,
    /// What manifests list.
    pub(crate) listed: Vec<Listed>,
    /// Who stands on bylines.
    pub(crate) mentions: Mentions,
    /// What was kept from the rules about people.
    pub(crate) truth: Truth,
}

struct Pages<'w> {
    rules: Rules<'w>,
    tallies: Vec<Tally>,
    listed: Vec<Listed>,
    waiting: BTreeMap<u64, Waiting>,
    /// How many chunks the files that were read to their end have.
    chunks: BTreeMap<usize, u64>,
    /// The chunk whose turn it is.
    next: u64,
    overflow: Overflow,
    failure: Option<ImportError>,
}

/// What of a chunk depends on its place.
#[derive(Default)]
struct Waiting {
    lines: Held,
    kept: Held,
    first: Option<ImportError>,
    merges: Vec<Merge>,
}

/// The number of a shard: that of the file, then that of the chunk within it.
pub(crate) fn order(file: usize, chunk: u64) -> u64 {
    (file as u64) << 32 | chunk
}

pub(crate) fn file_of(order: u64) -> usize {
    (order >> 32) as usize
}

impl<'w> Ledger<'w> {
    pub(crate) fn new(builder: &'w CorpusBuilder, files: usize, rules: Rules<'w>) -> Self {
        let pages = Pages {
            rules,
            tallies: vec![Tally::default(); files],
            listed: Vec::new(),
            waiting: BTreeMap::new(),
            chunks: BTreeMap::new(),
            next: 0,
            overflow: Overflow::default(),
            failure: None,
        };
        Self { builder, pages: Mutex::new(pages), mentions: Mutex::default(), truth: Mutex::default() }
    }

    /// Enters what became of a chunk.
    pub(crate) fn enter(&self, document: &Document, order: u64, mut outcome: Outcome) -> Result<(), Halt> {
        let mentions = std::mem::take(&mut outcome.mentions);
        self.mentions.lock().unwrap_or_else(PoisonError::into_inner).join(mentions);
        self.truth.lock().unwrap_or_else(PoisonError::into_inner).join(std::mem::take(&mut outcome.truth));
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.tallies[document.file].add(&outcome.tally);
        let urls = outcome.listed.drain(..);
        pages.listed.extend(urls.map(|url| Listed { file: document.file, manifest: document.place.name.clone(), url }));
        let waiting = pages.waiting(&document.place.shown, outcome)?;
        pages.waiting.insert(order, waiting);
        pages.advance(self.builder)
    }

    /// Notes that a file was read to its end.
    pub(crate) fn close_file(&self, file: usize, chunks: u64) -> Result<(), Halt> {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.chunks.insert(file, chunks);
        pages.advance(self.builder)
    }

    /// Ends the import. Of several failures the first that is noted counts.
    pub(crate) fn fail(&self, error: ImportError) {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).failure.get_or_insert(error);
    }

    /// Closes the account.
    pub(crate) fn finish(self) -> Result<Balance, ImportError> {
        let mentions = self.mentions.into_inner().unwrap_or_else(PoisonError::into_inner);
        let truth = self.truth.into_inner().unwrap_or_else(PoisonError::into_inner);
        let pages = self.pages.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(quarantine) = pages.rules.quarantine {
            quarantine.flush().map_err(|source| ImportError::Quarantine { source })?;
        }
        if let Some(error) = pages.failure {
            return Err(error);
        }
        if let Some(keep) = pages.rules.keep {
            keep.end().map_err(|source| ImportError::Keep { source })?;
        }
        Ok(Balance { tallies: pages.tallies, listed: pages.listed, mentions, truth })
    }
}

impl Pages<'_> {
    fn waiting(&mut self, source: &str, outcome: Outcome) -> Result<Waiting, Halt> {
        let Outcome { mut rejects, merges, kept, .. } = outcome;
        let mut first = None;
        if self.rules.strict {
            rejects.truncate(1);
            first = rejects.first().map(|reject| malformed(source, reject));
        }
        let mut lines = Vec::new();
        if self.rules.quarantine.is_some() {
            for reject in &rejects {
                reject.write(source, &mut lines).map_err(quarantine_failed)?;
            }
        }
        let lines = self.overflow.hold(lines).map_err(quarantine_failed)?;
        let kept = self.overflow.hold(kept).map_err(keeping_failed)?;
        Ok(Waiting { lines, kept, first, merges })
    }

    /// Settles every chunk whose turn has come.
    fn advance(&mut self, builder: &CorpusBuilder) -> Result<(), Halt> {
        loop {
            if self.failure.is_some() {
                return Err(Halt::Stopped);
            }
            let file = file_of(self.next);
            if let Some(waiting) = self.waiting.remove(&self.next) {
                self.settle(waiting, builder)?;
                self.next += 1;
            } else if self.chunks.get(&file).is_some_and(|&chunks| order(file, chunks) == self.next) {
                self.chunks.remove(&file);
                self.next = order(file + 1, 0);
            } else {
                return Ok(());
            }
        }
    }

    fn settle(&mut self, waiting: Waiting, builder: &CorpusBuilder) -> Result<(), Halt> {
        if let Some(quarantine) = &mut self.rules.quarantine {
            let lines = self.overflow.release(waiting.lines).map_err(quarantine_failed)?;
            quarantine.write_all(&lines).map_err(quarantine_failed)?;
        }
        if let Some(keep) = &mut self.rules.keep {
            let frame = self.overflow.release(waiting.kept).map_err(keeping_failed)?;
            keep.add(&frame).map_err(keeping_failed)?;
        }
        self.failure = waiting.first;
        for merge in waiting.merges {
            builder.merge(merge.kind, &merge.from, &merge.into, merge.reason);
        }
        Ok(())
    }
}

fn malformed(source: &str, reject: &Reject) -> ImportError {
    ImportError::Malformed {
        source_name: source.to_owned(),
        line: reject.line,
        reason: reject.rejection.reason,
        detail: reject.rejection.detail.clone(),
    }
}

fn keeping_failed(source: io::Error) -> Halt {
    Halt::Failed(ImportError::Keep { source })
}

fn quarantine_failed(source: io::Error) -> Halt {
    Halt::Failed(ImportError::Quarantine { source })
}

/// Bytes that wait.
enum Held {
    InMemory(Vec<u8>),
    InFile { start: u64, length: usize },
}

impl Default for Held {
    fn default() -> Self {
        Self::InMemory(Vec::new())
    }
}

/// Keeps waiting bytes, in a file from a certain amount on.
#[derive(Default)]
struct Overflow {
    in_memory: usize,
    file: Option<File>,
}

impl Overflow {
    fn hold(&mut self, bytes: Vec<u8>) -> io::Result<Held> {
        if self.in_memory + bytes.len() <= MAX_WAITING_BYTES {
            self.in_memory += bytes.len();
            return Ok(Held::InMemory(bytes));
        }
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(tempfile::tempfile()?),
        };
        let start = file.seek(SeekFrom::End(0))?;
        file.write_all(&bytes)?;
        Ok(Held::InFile { start, length: bytes.len() })
    }

    fn release(&mut self, held: Held) -> io::Result<Vec<u8>> {
        match (held, &mut self.file) {
            (Held::InMemory(bytes), _) => {
                self.in_memory -= bytes.len();
                Ok(bytes)
            }
            (Held::InFile { start, length }, Some(file)) => {
                file.seek(SeekFrom::Start(start))?;
                let mut bytes = vec![0; length];
                file.read_exact(&mut bytes)?;
                Ok(bytes)
            }
            (Held::InFile { .. }, None) => Ok(Vec::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_overflows_comes_back() {
        let mut overflow = Overflow { in_memory: MAX_WAITING_BYTES - 3, ..Overflow::default() };
        let texts = ["abc", "defg", "", "hi"];
        let held: Vec<Held> = texts.iter().map(|text| overflow.hold(text.as_bytes().to_vec()).unwrap()).collect();
        assert!(matches!(held[0], Held::InMemory(_)) && matches!(held[3], Held::InFile { .. }));
        for (held, text) in held.into_iter().zip(texts).rev() {
            assert_eq!(overflow.release(held).unwrap(), text.as_bytes());
        }
    }
}
