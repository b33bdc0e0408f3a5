//! Papers as rows of a table.

use csv::{ReaderBuilder, StringRecord};

use super::{
    authors,
    paper::{Author, Paper},
};
use crate::{
    batch::Batch,
    date,
    quarantine::{Reason, Rejection},
};

pub(super) const SEPARATOR: u8 = b'\t';

/// Where the columns of a table are.
#[derive(Debug)]
pub(super) struct Columns {
    count: usize,
    id: usize,
    title: Option<usize>,
    abstract_text: Option<usize>,
    authors: Option<usize>,
    categories: Option<usize>,
    doi: Option<usize>,
    created: Option<usize>,
    updated: Option<usize>,
}

impl Columns {
    /// From the row that names them; `None` where none holds ids.
    pub(super) fn of(heading: &str) -> Option<Self> {
        let names = fields(heading)?;
        let find = |name: &str| names.iter().position(|column| column.trim() == name);
        Some(Self {
            count: names.len(),
            id: find("arxiv_id")?,
            title: find("title"),
            abstract_text: find("abstract"),
            authors: find("author_text"),
            categories: find("categories"),
            doi: find("doi"),
            created: find("created"),
            updated: find("updated"),
        })
    }

    /// Is there more than a word that could be anybody's?
    pub(super) fn shows_arxiv(&self) -> bool {
        self.authors.is_some()
    }

    /// Takes a row in.
    pub(super) fn take(&self, row: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        let malformed = |detail: String| Rejection::new(Reason::MalformedRow, detail);
        let fields = fields(row).ok_or_else(|| malformed("no fields".to_owned()))?;
        if fields.len() != self.count {
            return Err(malformed(format!("{} fields where the heading has {}", fields.len(), self.count)));
        }
        let field = |column: Option<usize>| column.and_then(|at| fields.get(at)).unwrap_or_default();
        let author = |name| Author { name, affiliation: String::new() };
        let paper = Paper {
            id: field(Some(self.id)).into(),
            title: field(self.title).into(),
            abstract_text: field(self.abstract_text).into(),
            authors: authors::names(field(self.authors)).into_iter().map(author).collect(),
            categories: field(self.categories).into(),
            doi: field(self.doi).into(),
            created: date::iso(field(self.created)).unwrap_or(0),
            updated: date::iso(field(self.updated)).unwrap_or(0),
        };
        paper.take(batch)
    }
}

/// The fields of one row.
fn fields(row: &str) -> Option<StringRecord> {
    let mut reader = ReaderBuilder::new();
    reader.delimiter(SEPARATOR).has_headers(false).buffer_capacity(row.len().clamp(1, 1 << 16));
    let mut fields = StringRecord::new();
    let read = reader.from_reader(row.as_bytes()).read_record(&mut fields);
    read.is_ok_and(|found| found).then_some(fields)
}
