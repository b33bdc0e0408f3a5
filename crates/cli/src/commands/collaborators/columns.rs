//! Rankings as the columns of a Parquet file, a row for each person and rank.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, RecordBatch,
    builder::{BooleanBuilder, Float64Builder, Int16Builder, Int32Builder, StringBuilder},
};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::{
    arrow::ArrowWriter,
    basic::Compression,
    errors::ParquetError,
    file::{metadata::KeyValue, properties::WriterProperties},
};
use scholargraph::{Collaborator, Graph, PersonId, Ranking};
use scholargraph_import::AtomicFile;

/// Rows that wait to be encoded.
const ROWS_AT_ONCE: usize = 1 << 16;

/// Bytes of text that wait to be encoded: a few names may be very long.
const TEXT_AT_ONCE: usize = 1 << 26;

/// Rows of a row group, which lies in memory until it is whole.
const ROW_GROUP: usize = 1 << 18;

/// The file that is being written.
pub(super) struct Columns<'g> {
    graph: &'g Graph,
    writer: ArrowWriter<AtomicFile>,
    schema: SchemaRef,
    rows: Rows,
}

/// Rows that wait, a builder for each column, in the order of the schema.
#[derive(Default)]
struct Rows {
    count: usize,
    text: usize,
    person: StringBuilder,
    person_label: StringBuilder,
    rank: Int32Builder,
    collaborator: StringBuilder,
    collaborator_label: StringBuilder,
    score: Float64Builder,
    strength: Float64Builder,
    shared_works: Int32Builder,
    first_year: Int16Builder,
    last_year: Int16Builder,
    close: BooleanBuilder,
    total: Int32Builder,
}

impl<'g> Columns<'g> {
    /// Begins a file; `facts` become its metadata, as `scholargraph.NAME`.
    pub(super) fn create(
        graph: &'g Graph,
        file: AtomicFile,
        facts: Vec<(&'static str, String)>,
    ) -> Result<Self, ParquetError> {
        let facts = facts.into_iter().map(|(name, value)| KeyValue::new(format!("scholargraph.{name}"), value));
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .set_key_value_metadata(Some(facts.collect()))
            .build();
        let schema = schema();
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties))?;
        Ok(Self { graph, writer, schema, rows: Rows::default() })
    }

    /// Adds the rows of a ranking.
    pub(super) fn push(&mut self, ranking: &Ranking) -> Result<(), ParquetError> {
        for collaborator in &ranking.collaborators {
            self.rows.push(self.graph, ranking, collaborator);
            if self.rows.count >= ROWS_AT_ONCE || self.rows.text >= TEXT_AT_ONCE {
                self.flush()?;
            }
        }
        Ok(())
    }

    /// Ends the file and gives it its name.
    pub(super) fn finish(mut self) -> anyhow::Result<()> {
        self.flush()?;
        Ok(self.writer.into_inner()?.finish()?)
    }

    fn flush(&mut self) -> Result<(), ParquetError> {
        let rows = std::mem::take(&mut self.rows);
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), rows.finish())?;
        self.writer.write(&batch)
    }
}

fn schema() -> SchemaRef {
    let column = |name, of, nullable| Field::new(name, of, nullable);
    Arc::new(Schema::new(vec![
        column("person", DataType::Utf8, false),
        column("person_label", DataType::Utf8, false),
        column("rank", DataType::Int32, false),
        column("collaborator", DataType::Utf8, false),
        column("collaborator_label", DataType::Utf8, false),
        column("score", DataType::Float64, false),
        column("strength", DataType::Float64, false),
        column("shared_works", DataType::Int32, false),
        column("first_year", DataType::Int16, true),
        column("last_year", DataType::Int16, true),
        column("close", DataType::Boolean, false),
        column("total", DataType::Int32, false),
    ]))
}

impl Rows {
    fn push(&mut self, graph: &Graph, ranking: &Ranking, one: &Collaborator) {
        let name = |person: PersonId| (graph.id(person), graph.label(person));
        let ((person, person_label), (other, other_label)) = (name(ranking.person), name(one.person));
        self.count += 1;
        self.text += person.len() + person_label.len() + other.len() + other_label.len();
        self.person.append_value(person);
        self.person_label.append_value(person_label);
        self.rank.append_value(one.rank as i32);
        self.collaborator.append_value(other);
        self.collaborator_label.append_value(other_label);
        self.score.append_value(one.score);
        self.strength.append_value(one.strength);
        self.shared_works.append_value(one.shared_works.cast_signed());
        self.first_year.append_option(one.first_year);
        self.last_year.append_option(one.last_year);
        self.close.append_value(one.close);
        self.total.append_value(ranking.total as i32);
    }

    fn finish(mut self) -> Vec<ArrayRef> {
        vec![
            Arc::new(self.person.finish()),
            Arc::new(self.person_label.finish()),
            Arc::new(self.rank.finish()),
            Arc::new(self.collaborator.finish()),
            Arc::new(self.collaborator_label.finish()),
            Arc::new(self.score.finish()),
            Arc::new(self.strength.finish()),
            Arc::new(self.shared_works.finish()),
            Arc::new(self.first_year.finish()),
            Arc::new(self.last_year.finish()),
            Arc::new(self.close.finish()),
            Arc::new(self.total.finish()),
        ]
    }
}
