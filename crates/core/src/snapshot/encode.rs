//! From columns to Arrow arrays, without copying them.

use std::sync::Arc;

use arrow_array::{ArrayRef, make_array};
use arrow_buffer::Buffer as ArrowBuffer;
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType, Field, Fields};

use crate::column::{Buffer, ColumnRef, Offsets, Primitive, Text, Value};

/// The column as an Arrow array. Checked whole: O(n).
pub(super) fn array(column: &ColumnRef<'_>) -> Result<ArrayRef, ArrowError> {
    data(column).map(make_array)
}

fn data(column: &ColumnRef<'_>) -> Result<ArrayData, ArrowError> {
    match column {
        ColumnRef::Values(primitive, bytes) => {
            let rows = bytes.len() / primitive.bytes();
            ArrayData::builder(data_type(*primitive)).len(rows).add_buffer(shared(bytes)).build()
        }
        ColumnRef::Text(text) => strings(text),
        ColumnRef::Bytes(offsets, bytes) => variable_width(offsets, bytes, [DataType::Binary, DataType::LargeBinary]),
        ColumnRef::Texts(texts) => list(&texts.offsets, strings(&texts.values)?),
        ColumnRef::Category(category) => {
            let values = strings(&category.values)?;
            let data_type = DataType::Dictionary(Box::new(DataType::UInt32), Box::new(values.data_type().clone()));
            let codes = ArrayData::builder(data_type).len(category.codes.len()).add_child_data(values);
            let ColumnRef::Values(_, bytes) = category.codes.column_ref() else { return codes.build() };
            codes.add_buffer(shared(&bytes)).build()
        }
        ColumnRef::List(offsets, fields) => list(offsets, records(fields)?),
    }
}

fn strings(text: &Text) -> Result<ArrayData, ArrowError> {
    variable_width(&text.offsets, &text.bytes, [DataType::Utf8, DataType::LargeUtf8])
}

fn variable_width(
    offsets: &Offsets,
    bytes: &Buffer<u8>,
    [narrow, wide]: [DataType; 2],
) -> Result<ArrayData, ArrowError> {
    let (data_type, offset_bytes) = match offsets {
        Offsets::Narrow(offsets) => (narrow, shared(offsets)),
        Offsets::Wide(offsets) => (wide, shared(offsets)),
    };
    ArrayData::builder(data_type).len(offsets.rows()).add_buffer(offset_bytes).add_buffer(shared(bytes)).build()
}

fn list(offsets: &Offsets, items: ArrayData) -> Result<ArrayData, ArrowError> {
    let item = Arc::new(Field::new_list_field(items.data_type().clone(), false));
    let (data_type, offset_bytes) = match offsets {
        Offsets::Narrow(offsets) => (DataType::List(item), shared(offsets)),
        Offsets::Wide(offsets) => (DataType::LargeList(item), shared(offsets)),
    };
    ArrayData::builder(data_type).len(offsets.rows()).add_buffer(offset_bytes).add_child_data(items).build()
}

/// Parallel arrays as an array of records.
fn records(fields: &[(&'static str, ColumnRef<'_>)]) -> Result<ArrayData, ArrowError> {
    let arrays = fields.iter().map(|(_, column)| data(column)).collect::<Result<Vec<_>, _>>()?;
    let named =
        fields.iter().zip(&arrays).map(|((name, _), array)| Field::new(*name, array.data_type().clone(), false));
    let data_type = DataType::Struct(named.collect::<Fields>());
    let rows = arrays.first().map_or(0, ArrayData::len);
    ArrayData::builder(data_type).len(rows).child_data(arrays).build()
}

const fn data_type(primitive: Primitive) -> DataType {
    match primitive {
        Primitive::U8 => DataType::UInt8,
        Primitive::U16 => DataType::UInt16,
        Primitive::U32 => DataType::UInt32,
        Primitive::I16 => DataType::Int16,
        Primitive::I32 => DataType::Int32,
        Primitive::I64 => DataType::Int64,
        Primitive::F32 => DataType::Float32,
    }
}

/// The same memory as an Arrow buffer.
fn shared<T: Value>(buffer: &Buffer<T>) -> ArrowBuffer {
    struct Bytes(Buffer<u8>);
    impl AsRef<[u8]> for Bytes {
        fn as_ref(&self) -> &[u8] {
            &self.0
        }
    }
    bytes::Bytes::from_owner(Bytes(buffer.to_bytes())).into()
}
