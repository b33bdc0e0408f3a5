//! A table on its way into a file.

use std::{error::Error, fs::File, io::BufWriter, path::Path};

use arrow_array::{
    Array, RecordBatch,
    cast::AsArray,
    types::{Float32Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type},
};
use arrow_schema::DataType;
use parquet::{
    arrow::ArrowWriter,
    basic::Compression,
    file::{metadata::KeyValue, properties::WriterProperties},
};

use super::Form;

/// Rows of a row group, which lies in memory until it is whole: abstracts have some kilobytes.
const ROW_GROUP: usize = 1 << 16;

type Failed = Box<dyn Error + Send + Sync>;

/// The file of a table.
pub(super) enum Sheet {
    Parquet(Box<ArrowWriter<File>>),
    Csv(Box<csv::Writer<BufWriter<File>>>),
}

impl Sheet {
    /// Begins a file for rows like those of `batch`, out of the graph with this `snapshot` id.
    pub(super) fn create(form: Form, path: &Path, batch: &RecordBatch, snapshot: &str) -> Result<Self, Failed> {
        let file = File::create_new(path)?;
        let schema = batch.schema();
        match form {
            Form::Parquet => {
                let snapshot = KeyValue::new("scholargraph.snapshot".to_owned(), snapshot.to_owned());
                let properties = WriterProperties::builder()
                    .set_compression(Compression::SNAPPY)
                    .set_max_row_group_row_count(Some(ROW_GROUP))
                    .set_key_value_metadata(Some(vec![snapshot]))
                    .build();
                Ok(Self::Parquet(Box::new(ArrowWriter::try_new(file, schema, Some(properties))?)))
            }
            Form::Csv => {
                let mut writer = csv::Writer::from_writer(BufWriter::new(file));
                writer.write_record(schema.fields().iter().map(|field| field.name()))?;
                Ok(Self::Csv(Box::new(writer)))
            }
        }
    }

    pub(super) fn write(&mut self, batch: &RecordBatch) -> Result<(), Failed> {
        match self {
            Self::Parquet(writer) => writer.write(batch)?,
            Self::Csv(writer) => {
                for row in 0..batch.num_rows() {
                    for column in batch.columns() {
                        writer.write_field(field(column, row)?)?;
                    }
                    writer.write_record(None::<&[u8]>)?;
                }
            }
        }
        Ok(())
    }

    /// Ends the file; it lies on the disk then.
    pub(super) fn finish(self) -> Result<(), Failed> {
        let file = match self {
            Self::Parquet(writer) => writer.into_inner()?,
            Self::Csv(writer) => writer.into_inner()?.into_inner()?,
        };
        Ok(file.sync_all()?)
    }
}

/// A value as text: nothing for null, a list as JSON.
fn field(column: &dyn Array, row: usize) -> Result<String, serde_json::Error> {
    if column.is_null(row) {
        return Ok(String::new());
    }
    macro_rules! number {
        ($type:ident) => {
            column.as_primitive::<$type>().value(row).to_string()
        };
    }
    Ok(match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
        DataType::Boolean => column.as_boolean().value(row).to_string(),
        DataType::UInt8 => number!(UInt8Type),
        DataType::UInt16 => number!(UInt16Type),
        DataType::UInt32 => number!(UInt32Type),
        DataType::Int16 => number!(Int16Type),
        DataType::Int32 => number!(Int32Type),
        DataType::Int64 => number!(Int64Type),
        DataType::Float32 => number!(Float32Type),
        DataType::List(_) => {
            let list = column.as_list::<i32>().value(row);
            let texts: Vec<&str> = list.as_string::<i32>().iter().flatten().collect();
            if texts.is_empty() { String::new() } else { serde_json::to_string(&texts)? }
        }
        // No column is of another type.
        _ => String::new(),
    })
}
