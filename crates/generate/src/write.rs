//! Writing a corpus: as lines, or as a folder of them.

use std::{
    fs, io,
    io::Write,
    ops::{AddAssign, Range},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use flate2::{Compression, write::GzEncoder};
use rayon::prelude::*;
use scholargraph_import::{AtomicFolder, Occupied};

use crate::{Corpus, WINDOW, Work};

/// Works of a part; [`WINDOW`] is a multiple of it.
const PART: u64 = 20_000;

/// How lines lie on disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// As gzip. Equal lines make equal bytes on processors of one kind, as compressors make use of what they find.
    #[default]
    Gzip,
    /// As they are.
    Plain,
}

impl Form {
    /// How names of files end.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Gzip => "gz",
            Self::Plain => "jsonl",
        }
    }
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// Works.
    pub works: u64,
    /// People on bylines, once for each.
    pub authorships: u64,
    /// Pairs of a work and a topic.
    pub topics: u64,
    /// Pairs of a place on a byline and an institution.
    pub affiliations: u64,
    /// References.
    pub references: u64,
    /// The length of all lines.
    pub raw_bytes: u64,
}

/// Why a corpus could not be written. Nothing is left behind then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GenerateError {
    /// No work, or too many.
    #[error("a corpus of {works} works: ask for 1 to {}", crate::MAX_WORKS)]
    Size {
        /// How many were asked for.
        works: u64,
    },
    /// There is something already.
    #[error(transparent)]
    Occupied(#[from] Occupied),
    /// A file or folder could not be written.
    #[error("writing {}: {source}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Lines could not be written.
    #[error("writing works: {0}")]
    Lines(#[from] io::Error),
}

/// How far it is; anybody may read it meanwhile.
#[derive(Debug, Default)]
pub struct Progress {
    works: AtomicU64,
}

impl Progress {
    /// Works written so far.
    #[must_use]
    pub fn works(&self) -> u64 {
        self.works.load(Relaxed)
    }
}

impl Corpus {
    /// Writes some of the works, a line for each.
    ///
    /// The citations of [`WINDOW`] works are counted first: memory is bounded by that. O(works behind the first).
    ///
    /// # Errors
    ///
    /// Fails where `lines` does.
    pub fn write_lines(
        &self,
        works: Range<u64>,
        lines: &mut impl Write,
        progress: &Progress,
    ) -> Result<Written, GenerateError> {
        let mut written = Written::default();
        for window in portions(works.start..works.end.min(self.works), WINDOW) {
            let citations = self.citations(window.clone());
            written += self.write_some(window, &citations, lines, progress)?;
        }
        Ok(written)
    }

    /// Writes all works in parts of 20,000 into `folder`, which must not be there yet, or be empty; besides, whom to ask
    /// about ([`people.tsv` and `pairs.tsv`](crate::Sample)) and a README that says how it was made.
    ///
    /// The folder appears whole or not at all. The parts are written on all threads of the rayon pool it is called in; the
    /// same bytes on any number of threads.
    ///
    /// # Errors
    ///
    /// Fails where the folder is there and not empty, and where it cannot be written.
    ///
    /// ```
    /// use scholargraph_generate::{Corpus, Form, Progress};
    ///
    /// # let dir = tempfile::tempdir()?;
    /// let folder = dir.path().join("corpus");
    /// let written = Corpus::new(100, 7)?.write_folder(&folder, Form::Plain, &Progress::default())?;
    /// assert_eq!(written.works, 100);
    /// assert!(folder.join("works/part_0000.jsonl").exists());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_folder(&self, folder: &Path, form: Form, progress: &Progress) -> Result<Written, GenerateError> {
        let failed = |source| GenerateError::Write { path: folder.to_owned(), source };
        let target = AtomicFolder::create(folder).map_err(failed)??;
        let works = target.path().join("works");
        fs::create_dir(&works).map_err(failed)?;
        let mut written = Written::default();
        for window in portions(0..self.works, WINDOW) {
            let citations = self.citations(window.clone());
            let part = |part: Range<u64>| {
                let path = works.join(format!("part_{:04}.{}", part.start / PART, form.extension()));
                let counts = &citations[(part.start - window.start) as usize..];
                self.write_part(part, counts, form, &path, progress)
            };
            let parts: Vec<Written> =
                portions(window.clone(), PART).into_par_iter().map(part).collect::<Result<_, _>>()?;
            parts.into_iter().for_each(|part| written += part);
        }
        self.write_beside(target.path()).map_err(failed)?;
        target.finish().map_err(failed)?;
        Ok(written)
    }

    fn write_part(
        &self,
        works: Range<u64>,
        citations: &[u32],
        form: Form,
        path: &Path,
        progress: &Progress,
    ) -> Result<Written, GenerateError> {
        let failed = |source| GenerateError::Write { path: path.to_owned(), source };
        let mut file = io::BufWriter::new(fs::File::create_new(path).map_err(failed)?);
        let written = match form {
            Form::Plain => self.write_some(works, citations, &mut file, progress),
            Form::Gzip => {
                let mut packed = GzEncoder::new(&mut file, Compression::fast());
                let written = self.write_some(works, citations, &mut packed, progress);
                packed.finish().map_err(failed)?;
                written
            }
        };
        file.flush().map_err(failed)?;
        written.map_err(|error| match error {
            GenerateError::Lines(source) => failed(source),
            other => other,
        })
    }

    /// Writes works, of which the first is cited as often as `citations` begins.
    fn write_some(
        &self,
        works: Range<u64>,
        citations: &[u32],
        lines: &mut impl Write,
        progress: &Progress,
    ) -> Result<Written, GenerateError> {
        let (mut line, mut work, mut written) = (Vec::new(), Work::default(), Written::default());
        for (index, &cited_by) in works.zip(citations) {
            line.clear();
            self.make(index, &mut work);
            self.write_record(index, &work, cited_by, &mut line).map_err(io::Error::from)?;
            lines.write_all(&line)?;
            written += Written::of(&work, line.len());
            progress.works.fetch_add(1, Relaxed);
        }
        Ok(written)
    }

    fn write_beside(&self, folder: &Path) -> io::Result<()> {
        let sample = self.sample();
        fs::write(folder.join("people.tsv"), lines(&sample.people))?;
        let pairs: Vec<String> = sample.pairs.iter().map(|(from, to)| format!("{from}\t{to}")).collect();
        fs::write(folder.join("pairs.tsv"), lines(&pairs))?;
        let (version, works, seed) = (env!("CARGO_PKG_VERSION"), self.works, self.seed);
        let readme = format!(
            "A synthetic corpus in the shape of OpenAlex; nobody in it is real.\n\nMade by scholargraph {version}:\n\n    \
             scholargraph generate --works {works} --seed {seed} -o FOLDER\n\n`people.tsv` and `pairs.tsv` name people to ask \
             `scholargraph bench` about.\n"
        );
        fs::write(folder.join("README.md"), readme)
    }
}

fn lines(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// `works` in portions that begin at multiples of `size`, or at the first.
fn portions(works: Range<u64>, size: u64) -> Vec<Range<u64>> {
    let starts = (works.start / size..works.end.div_ceil(size)).map(|at| at * size);
    starts.map(|start| start.max(works.start)..(start + size).min(works.end)).collect()
}

impl Written {
    fn of(work: &Work, raw_bytes: usize) -> Self {
        Self {
            works: 1,
            authorships: work.authors.len() as u64,
            topics: work.topics.len() as u64,
            affiliations: work.authors.iter().flat_map(|author| author.institutions).flatten().count() as u64,
            references: work.references.len() as u64,
            raw_bytes: raw_bytes as u64,
        }
    }
}

impl AddAssign for Written {
    fn add_assign(&mut self, other: Self) {
        self.works += other.works;
        self.authorships += other.authorships;
        self.topics += other.topics;
        self.affiliations += other.affiliations;
        self.references += other.references;
        self.raw_bytes += other.raw_bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portions_begin_at_multiples() {
        assert_eq!(portions(0..5, 2), [0..2, 2..4, 4..5]);
        assert_eq!(portions(3..6, 2), [3..4, 4..6]);
        assert!(portions(4..4, 2).is_empty());
        assert_eq!(WINDOW % PART, 0);
    }
}
