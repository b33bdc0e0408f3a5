//! `scholargraph generate`.

use std::{fs, io::Write, path::PathBuf};

use anyhow::Context;
use clap::Args;
use flate2::{Compression, write::GzEncoder};
use scholargraph_generate::{Corpus, Form, Progress, Written};
use scholargraph_import::AtomicFile;
use serde::Serialize;

use super::Shared;
use crate::{
    exit::Usage,
    meter::Meter,
    output::{self, Rows},
    values::Works,
};

const EXAMPLES: &str = "\
Examples:
  scholargraph generate --works M -o corpus               1 million works in 50 parts
  scholargraph generate --works 20000 --seed 7 -o small.jsonl.gz
  scholargraph build -o graph openalex:corpus --people as-given --max-authors none
  scholargraph -g graph bench --people corpus/people.tsv --pairs corpus/pairs.tsv

Nobody in such a corpus is real, but its tails are: how many write a work, how much somebody writes, with whom again, how
often works are cited. The same number of works and the same seed make the same corpus, on any machine and any number of
threads; memory does not grow with it. A folder holds works/part_0000.gz and so on, as OpenAlex's snapshots do, and
people.tsv and pairs.tsv: whom to ask `bench` about, drawn by number of works.";

/// Write a synthetic corpus: JSON lines in the shape of OpenAlex, the same for the same seed
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Generate {
    /// How many works: a number, or S (100,000), M (1 million), L (5 million)
    #[arg(long, value_name = "N")]
    works: Works,
    /// Another seed, another corpus
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Folder of the corpus, which must not be there yet, or be empty; one file where it ends in .jsonl or .jsonl.gz
    #[arg(short, value_name = "PATH")]
    output: PathBuf,
    /// Write the parts of a folder as plain JSON lines
    #[arg(long)]
    plain: bool,
    /// Threads; all processors unless named. A single file is written by one
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    threads: usize,
    /// Show progress even where standard error is no terminal
    #[arg(long)]
    progress: bool,
}

/// What is said with `--json`.
#[derive(Serialize)]
struct Said {
    works: u64,
    seed: u64,
    authorships: u64,
    topics: u64,
    affiliations: u64,
    references: u64,
    raw_bytes: u64,
    bytes: u64,
}

impl Generate {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let file = self.file_form();
        if self.plain && file.is_some() {
            return Err(Usage("--plain is for folders: name a file .jsonl to have it plain".to_owned()).into());
        }
        let corpus = Corpus::new(self.works.0, self.seed)?;
        let (meter, progress) = (Meter::new(self.progress), Progress::default());
        let written = meter.watch(
            self.works.0,
            || progress.works(),
            || match file {
                Some(form) => self.write_file(&corpus, form, &progress),
                None => self.write_folder(&corpus, &progress),
            },
        )?;
        drop(meter);
        self.say(shared, written)
    }

    /// The form of a single file, where the name is one of such.
    fn file_form(&self) -> Option<Form> {
        let name = self.output.file_name()?.to_str()?.to_ascii_lowercase();
        if name.ends_with(".jsonl") {
            return Some(Form::Plain);
        }
        name.ends_with(".gz").then_some(Form::Gzip)
    }

    fn write_file(&self, corpus: &Corpus, form: Form, progress: &Progress) -> anyhow::Result<Written> {
        let path = &self.output;
        let mut file = AtomicFile::create(path).with_context(|| format!("creating {}", path.display()))?;
        let written = match form {
            Form::Plain => corpus.write_lines(0..corpus.works(), &mut file, progress),
            Form::Gzip => {
                let mut packed = GzEncoder::new(&mut file, Compression::fast());
                let written = corpus.write_lines(0..corpus.works(), &mut packed, progress);
                packed.finish().and(Ok(())).map_err(Into::into).and(written)
            }
        };
        let written = written.with_context(|| format!("writing {}", path.display()))?;
        file.flush().and_then(|()| file.finish()).with_context(|| format!("writing {}", path.display()))?;
        Ok(written)
    }

    fn write_folder(&self, corpus: &Corpus, progress: &Progress) -> anyhow::Result<Written> {
        let form = if self.plain { Form::Plain } else { Form::Gzip };
        let written = super::with_threads(self.threads, || corpus.write_folder(&self.output, form, progress))?;
        Ok(written?)
    }

    fn say(&self, shared: &Shared, written: Written) -> anyhow::Result<()> {
        let said = Said {
            works: written.works,
            seed: self.seed,
            authorships: written.authorships,
            topics: written.topics,
            affiliations: written.affiliations,
            references: written.references,
            raw_bytes: written.raw_bytes,
            bytes: self.bytes()?,
        };
        if shared.json { Ok(output::json(&said)?) } else { Ok(output::say(&self.text(&said))?) }
    }

    fn text(&self, said: &Said) -> String {
        let mut rows = Rows::new(&["what", "#count"]);
        let counts = [
            ("works", said.works),
            ("authorships", said.authorships),
            ("topics of works", said.topics),
            ("institutions on bylines", said.affiliations),
            ("references", said.references),
        ];
        for (what, count) in counts {
            rows.push([what, output::count(count as usize).as_str()]);
        }
        let (raw, bytes) = (output::bytes(said.raw_bytes), output::bytes(said.bytes));
        format!("{rows}\n\n{raw} of JSON lines, {bytes} on disk, seed {}\n{}", said.seed, self.output.display())
    }

    /// What the works take on disk.
    fn bytes(&self) -> anyhow::Result<u64> {
        let works = self.output.join("works");
        let path = if self.file_form().is_some() { &self.output } else { &works };
        let length = || {
            let here = fs::metadata(path)?;
            if !here.is_dir() {
                return Ok(here.len());
            }
            fs::read_dir(path)?.map(|entry| Ok(entry?.metadata()?.len())).sum()
        };
        length().map_err(|error: std::io::Error| error).with_context(|| format!("reading {}", path.display()))
    }
}
