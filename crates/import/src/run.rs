//! Threads that share the work: every one of them reads files and parses chunks, whichever is needed.
//!
//! A thread that reads a file hands chunks to idle threads and parses them itself where there are none, so
//! files are read side by side while there are enough of them, and the last one keeps everybody busy.
//! Nobody waits for room, so nobody can wait forever.

use std::{
    collections::{BTreeSet, VecDeque},
    io::Read,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

use scholargraph::CorpusBuilder;

use crate::{
    Format, People, Progress,
    batch::Batch,
    discover::{Content, Input},
    format::{Cut, Parser, Plan},
    kept,
    ledger::{Ledger, order},
    people::Hidden,
    quarantine::{Reject, Rejection},
    read::{Buffer, Chunk, Document, Halt, Place, Records, Sink, Visitor, cut, open},
    report::Issue,
};

/// What all threads see.
pub(crate) struct Run<'r, 'w> {
    pub(crate) inputs: &'r [Input],
    pub(crate) builder: &'r CorpusBuilder,
    pub(crate) ledger: &'r Ledger<'w>,
    pub(crate) progress: &'r Progress,
    asked: Asked,
    /// The formats of the inputs, in the order in which they are first met.
    formats: Vec<Format>,
    work: Mutex<Work>,
    changed: Condvar,
}

/// How everything is to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    pub(crate) threads: usize,
    pub(crate) people: People,
    /// What the rules about people must do without.
    pub(crate) hidden: Option<Hidden>,
    /// Is what is read to be kept for later imports?
    pub(crate) keep: bool,
}

/// What is to be done.
#[derive(Default)]
struct Work {
    next_input: usize,
    reading: usize,
    chunks: VecDeque<Chunk>,
    idle: usize,
    stopped: bool,
    buffers: Vec<Buffer>,
    seen: Seen,
}

/// What was found on the way, apart from records.
#[derive(Default)]
pub(crate) struct Seen {
    /// The documents that were read: number of the source, name.
    pub(crate) documents: BTreeSet<(usize, String)>,
    pub(crate) issues: Vec<(usize, Issue)>,
}

/// The next thing to do.
enum Task {
    Read(usize),
    Parse(Box<Chunk>),
}

impl<'r, 'w> Run<'r, 'w> {
    /// A run over `inputs` of these `formats`, as [`Asked`].
    pub(crate) fn new(
        inputs: &'r [Input],
        formats: Vec<Format>,
        builder: &'r CorpusBuilder,
        ledger: &'r Ledger<'w>,
        progress: &'r Progress,
        asked: Asked,
    ) -> Self {
        let (work, changed) = (Mutex::default(), Condvar::new());
        Self { inputs, builder, ledger, progress, asked, formats, work, changed }
    }

    /// Reads everything; returns what was seen.
    pub(crate) fn run(self) -> Seen {
        for (number, format) in (0..).zip(&self.formats) {
            self.builder.name_source(number, format.name());
        }
        thread::scope(|scope| {
            for _ in 1..self.asked.threads {
                scope.spawn(|| self.work());
            }
            self.work();
        });
        self.work.into_inner().unwrap_or_else(PoisonError::into_inner).seen
    }

    fn lock(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One thread's day.
    fn work(&self) {
        while let Some(task) = self.next_task() {
            let done = match task {
                Task::Read(file) => self.read(file),
                Task::Parse(chunk) => self.parse(*chunk),
            };
            if let Err(halt) = done {
                self.stop(halt);
            }
        }
    }

    fn stop(&self, halt: Halt) {
        if let Halt::Failed(error) = halt {
            self.ledger.fail(error);
        }
        self.lock().stopped = true;
        self.changed.notify_all();
    }

    /// What to do next; `None` when there is nothing left, or everybody stops.
    fn next_task(&self) -> Option<Task> {
        let mut work = self.lock();
        loop {
            if work.stopped {
                return None;
            }
            if let Some(chunk) = work.chunks.pop_front() {
                return Some(Task::Parse(Box::new(chunk)));
            }
            if work.next_input < self.inputs.len() {
                work.next_input += 1;
                work.reading += 1;
                return Some(Task::Read(work.next_input - 1));
            }
            if work.reading == 0 {
                return None;
            }
            work.idle += 1;
            work = self.changed.wait(work).unwrap_or_else(PoisonError::into_inner);
            work.idle -= 1;
        }
    }

    fn read(&self, file: usize) -> Result<(), Halt> {
        let _done = Done(&self.work, &self.changed);
        let input = &self.inputs[file];
        let mut reading = Reading { run: self, file, chunks: 0 };
        open(&input.path, &input.name(), self.progress, &mut reading)?;
        self.ledger.close_file(file, reading.chunks)?;
        self.progress.add_file();
        Ok(())
    }

    fn parse(&self, mut chunk: Chunk) -> Result<(), Halt> {
        let outcome = Batch::read(&mut chunk, self.builder, self.asked.keep)?;
        self.progress.add_records(outcome.tally.read());
        self.give_back(chunk.buffer);
        self.ledger.enter(&chunk.document, chunk.order, outcome)
    }

    fn give_back(&self, mut buffer: Buffer) {
        buffer.clear();
        buffer.shrink();
        self.lock().buffers.push(buffer);
    }

    /// Gives a chunk to somebody idle; gives it back where there is nobody.
    fn hand_over(&self, chunk: Chunk) -> Result<Option<Chunk>, Halt> {
        let mut work = self.lock();
        if work.stopped {
            return Err(Halt::Stopped);
        }
        // With files left to open, others have work of their own; with none, a little ahead keeps them from waiting.
        let wanted =
            if work.next_input < self.inputs.len() { work.idle } else { 2 * (self.asked.threads - work.reading) };
        if work.chunks.len() >= wanted {
            return Ok(Some(chunk));
        }
        work.chunks.push_back(chunk);
        self.changed.notify_one();
        Ok(None)
    }
}

/// Notes that a file is done with, whatever happened.
struct Done<'a>(&'a Mutex<Work>, &'a Condvar);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).reading -= 1;
        self.1.notify_all();
    }
}

/// A file being read.
struct Reading<'a, 'r, 'w> {
    run: &'a Run<'r, 'w>,
    file: usize,
    chunks: u64,
}

impl Reading<'_, '_, '_> {
    fn document_of(&self, place: &Place, format: Format, parser: Box<dyn Parser>) -> Arc<Document> {
        let (hidden, reader) = (self.run.asked.hidden, format.reader());
        let resolve = self.run.asked.people == People::Resolve && (!reader.knows_people() || hidden.is_some());
        // There are fewer formats than numbers for them.
        let number = self.run.formats.iter().position(|&known| known == format).unwrap_or_default() as u8;
        let source = (self.run.formats.len() > 1).then_some(u16::from(number));
        let tells_namesakes_apart = reader.tells_namesakes_apart() && hidden.is_none();
        let place = place.clone();
        Arc::new(Document {
            place,
            file: self.file,
            parser,
            format: number,
            source,
            resolve,
            tells_namesakes_apart,
            hidden,
        })
    }
}

impl Visitor for Reading<'_, '_, '_> {
    fn document(&mut self, place: &Place, reader: &mut dyn Read) -> Result<bool, Halt> {
        let input = &self.run.inputs[self.file];
        let Content::Records(known) = input.content else {
            let formats = input.content.formats().iter();
            let documents: Vec<_> = formats.map(|&format| self.document_of(place, format, Box::new(Nothing))).collect();
            return kept::cut(&documents, reader, self);
        };
        let format = known.reader();
        if format.may_be_listed(&place.name) {
            self.run.lock().seen.documents.insert((input.source, place.name.clone()));
        }
        match format.plan(&place.name) {
            Plan::Read(parser) => cut(&self.document_of(place, known, parser), reader, self),
            Plan::Ignore(why) => {
                self.run.lock().seen.issues.push((self.file, Issue::ignored(&place.shown, why)));
                Ok(true)
            }
        }
    }

    fn unreadable(&mut self, place: &Place, rejection: Rejection) -> Result<(), Halt> {
        let Some(&format) = self.run.inputs[self.file].content.formats().first() else { return Ok(()) };
        let document = self.document_of(place, format, Box::new(Nothing));
        self.reject(&document, Reject::new(0, rejection, b""))
    }
}

impl Sink for Reading<'_, '_, '_> {
    fn buffer(&mut self) -> Buffer {
        self.run.lock().buffers.pop().unwrap_or_default()
    }

    fn chunk(
        &mut self,
        document: &Arc<Document>,
        buffer: Buffer,
        records: Records,
        rejects: Vec<Reject>,
    ) -> Result<(), Halt> {
        let order = order(self.file, self.chunks);
        self.chunks += 1;
        let chunk = Chunk { document: Arc::clone(document), order, buffer, records, rejects };
        match self.run.hand_over(chunk)? {
            Some(chunk) => self.run.parse(chunk),
            None => Ok(()),
        }
    }
}

/// Stands for the parser of what could not be unpacked, or need not be parsed.
struct Nothing;

impl Parser for Nothing {
    fn cut(&self, _: &[u8]) -> Cut {
        Cut::Lines
    }

    fn record(&self, _: &str, _: &mut Batch<'_>) -> Result<(), Rejection> {
        Ok(())
    }
}
