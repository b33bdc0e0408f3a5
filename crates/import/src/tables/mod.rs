#![doc = include_str!("README.md")]

mod export;
mod key;
mod row;
mod table;
mod take;

use std::{
    borrow::Cow,
    fmt,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use csv::{ReaderBuilder, StringRecord};
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;

pub use self::export::{ExportError, Exported, Form, export};
use self::{
    row::{Cell, Row, malformed},
    table::Table,
};
use crate::{
    batch::Batch,
    format::{Cut, Parser, Plan, Reader},
    json::{Name, object_of},
    quarantine::Rejection,
};

/// The format `tables`.
pub(crate) struct Tables;

impl Reader for Tables {
    /// The columns of a table could be anybody's: what a folder holds shows the format.
    fn recognises(&self, _: &[u8]) -> bool {
        false
    }

    fn recognises_files(&self, files: &[PathBuf]) -> bool {
        let tables: Vec<Table> = files.iter().filter_map(|path| tabular(path)).collect();
        tables.contains(&Table::Works) && tables.iter().any(|table| table.is_ours())
    }

    fn plan(&self, name: &str) -> Plan {
        match Table::of(name) {
            Some(table) => Plan::Read(Box::new(Rows { table, columns: OnceLock::new() })),
            None => Plan::Ignore("neither the file nor its folder is called like a table: works, authorships …"),
        }
    }

    fn knows_people(&self) -> bool {
        true
    }
}

/// The table that a file of Parquet or comma-separated values is called after.
fn tabular(path: &Path) -> Option<Table> {
    let name = path.to_string_lossy().replace('\\', "/");
    let is_table = |part: &str| part.split('.').skip(1).any(|end| matches!(end, "parquet" | "csv"));
    name.rsplit('/').next().filter(|file| is_table(file)).and_then(|_| Table::of(&name))
}

/// The rows of a document.
struct Rows {
    table: Table,
    /// The columns of comma-separated values, once their heading was read; `None` if that is none.
    columns: OnceLock<Option<Vec<String>>>,
}

impl Parser for Rows {
    fn cut(&self, start: &[u8]) -> Cut {
        let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
        if matches!(start.first(), None | Some(b'{' | b'[')) { Cut::Json } else { Cut::Rows(b',') }
    }

    fn heading(&self, row: &str) -> Result<(), Rejection> {
        let columns = heading(self.table, row);
        // All rows of a table without a heading are rejected, each with its number.
        self.columns.get_or_init(|| columns.as_ref().ok().cloned());
        columns.map(drop)
    }

    fn record(&self, record: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        match self.columns.get() {
            None => {
                let Fields(fields) = object_of(record)?;
                let cells = fields.into_iter().map(|(name, value)| (name.into(), Cell::Json(value.get())));
                self.take(cells.collect(), batch)
            }
            Some(columns) => {
                let columns = columns.as_ref().ok_or_else(|| malformed(no_heading(self.table)))?;
                let fields = fields(record)?;
                if fields.len() != columns.len() {
                    let (found, named) = (fields.len(), columns.len());
                    return Err(malformed(format!("{found} fields where the heading has {named}")));
                }
                let names = columns.iter().map(|name| Cow::Borrowed(name.as_str()));
                self.take(names.zip(fields.iter().map(Cell::Plain)).collect(), batch)
            }
        }
    }
}

impl Rows {
    fn take(&self, cells: Vec<(Cow<'_, str>, Cell<'_>)>, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        take::take(self.table, &mut Row::new(self.table.name(), cells), batch)
    }
}

/// The names of the columns, all of which the table must have.
fn heading(table: Table, row: &str) -> Result<Vec<String>, Rejection> {
    let names: Vec<String> = fields(row)?.iter().map(|name| name.trim().to_owned()).collect();
    let known = table.columns();
    let unknown = names.iter().find(|name| !known.contains(&name.as_str()));
    let missing = table.required().iter().find(|name| !names.iter().any(|named| named == *name));
    match (unknown, missing) {
        (Some(unknown), _) => Err(malformed(format!("no column {unknown:.40?}: {}", no_heading(table)))),
        (None, Some(missing)) => Err(malformed(format!("the column `{missing}` is missing: {}", no_heading(table)))),
        (None, None) => Ok(names),
    }
}

fn no_heading(table: Table) -> String {
    format!("the first line of `{}` must name some of its columns: {}", table.name(), table.columns().join(", "))
}

/// The fields of a row of comma-separated values.
fn fields(row: &str) -> Result<StringRecord, Rejection> {
    let mut reader = ReaderBuilder::new();
    reader.has_headers(false).buffer_capacity(row.len().clamp(1, 1 << 16));
    let mut fields = StringRecord::new();
    let read = reader.from_reader(row.as_bytes()).read_record(&mut fields);
    if read.is_ok_and(|found| found) { Ok(fields) } else { Err(malformed("no comma-separated values".to_owned())) }
}

/// The fields of an object as they stand there.
struct Fields<'a>(Vec<(Name<'a>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyFields;

        impl<'de> Visitor<'de> for AnyFields {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Fields<'de>, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = object.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(AnyFields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_shows_the_format() {
        let recognised = |files: &[&str]| Tables.recognises_files(&files.iter().map(PathBuf::from).collect::<Vec<_>>());
        assert!(recognised(&["a/authorships.parquet", "a/works.parquet"]));
        assert!(recognised(&["a/citations.csv.gz", "a/works.csv"]));
        assert!(recognised(&["a/people/part-0.snappy.parquet", "a/works.parquet/part-0.parquet"]));
        assert!(!recognised(&["works.parquet"]) && !recognised(&["a/works.csv", "a/topics.csv"]));
        assert!(!recognised(&["a/works.jsonl", "a/people.jsonl"]) && !recognised(&["people.csv"]));
    }

    #[test]
    fn a_heading_that_is_none_says_what_it_should_be() {
        let detail = |row| heading(Table::About, row).unwrap_err().detail;
        assert_eq!(heading(Table::About, "topic, work").unwrap(), ["topic", "work"]);
        assert!(detail("work,topic,scroe").contains("\"scroe\"") && detail("work,topic,scroe").contains("score"));
        assert!(detail("work,score").contains("`topic` is missing"));
    }
}
