//! Columns as arrays of Arrow.

use std::{borrow::Cow, ops::Range, sync::Arc};

use arrow_array::{
    ArrayRef, BooleanArray, Float32Array, Int16Array, Int32Array, Int64Array, StringArray, UInt8Array, UInt16Array,
    UInt32Array,
    builder::{ListBuilder, StringBuilder},
};
use arrow_buffer::Buffer;
use scholargraph::column::Primitive;

/// Some rows of a column.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) values: ArrayRef,
}

impl Column {
    fn new(name: &'static str, values: impl arrow_array::Array + 'static) -> Self {
        Self { name, values: Arc::new(values) }
    }

    /// Texts, of which an empty one is null.
    pub(super) fn texts<'t>(name: &'static str, rows: impl Iterator<Item = Cow<'t, str>>) -> Self {
        Self::new(name, rows.map(|text| Some(text).filter(|text| !text.is_empty())).collect::<StringArray>())
    }

    /// Lists of texts.
    pub(super) fn lists<T: AsRef<str>, L: IntoIterator<Item = T>>(
        name: &'static str,
        rows: impl Iterator<Item = L>,
    ) -> Self {
        let mut lists = ListBuilder::new(StringBuilder::new());
        for row in rows {
            row.into_iter().for_each(|text| lists.values().append_value(text));
            lists.append(true);
        }
        Self::new(name, lists.finish())
    }

    pub(super) fn flags(name: &'static str, rows: impl Iterator<Item = bool>) -> Self {
        Self::new(name, rows.map(Some).collect::<BooleanArray>())
    }

    pub(super) fn positions(name: &'static str, rows: impl Iterator<Item = Option<u16>>) -> Self {
        Self::new(name, rows.collect::<UInt16Array>())
    }

    pub(super) fn years(name: &'static str, rows: impl Iterator<Item = i16>) -> Self {
        Self::new(name, Int16Array::from_iter_values(rows))
    }

    pub(super) fn scores(name: &'static str, rows: impl Iterator<Item = f32>) -> Self {
        Self::new(name, Float32Array::from_iter_values(rows))
    }

    /// The numbers of `rows`, out of the bytes of a whole column.
    pub(super) fn numbers(name: &'static str, of: Primitive, bytes: &[u8], rows: &Range<usize>) -> Self {
        let bytes = bytes.get(rows.start * of.bytes()..rows.end * of.bytes()).unwrap_or_default();
        macro_rules! array {
            ($array:ident) => {
                Self::new(name, $array::new(Buffer::from_slice_ref(bytes).into(), None))
            };
        }
        match of {
            Primitive::U8 => array!(UInt8Array),
            Primitive::U16 => array!(UInt16Array),
            Primitive::U32 => array!(UInt32Array),
            Primitive::I16 => array!(Int16Array),
            Primitive::I32 => array!(Int32Array),
            Primitive::I64 => array!(Int64Array),
            Primitive::F32 => array!(Float32Array),
        }
    }
}

/// Runs of rows that weigh about as much as `most` together, each row `weight`; at least one run, be it empty.
pub(super) fn portions(
    rows: usize,
    most: usize,
    weight: impl Fn(usize) -> usize,
) -> impl Iterator<Item = Range<usize>> {
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let first = start?;
        let (mut end, mut sum) = (first, 0);
        while end < rows && sum < most {
            sum += 1 + weight(end);
            end += 1;
        }
        start = Some(end).filter(|&end| end < rows);
        Some(first..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portions_cover_all_rows_once() {
        let weights = [0, 5, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        let found: Vec<_> = portions(12, 10, |row| weights[row]).collect();
        assert_eq!(found, [0..3, 3..12]);
        assert_eq!(portions(0, 10, |_| 1).collect::<Vec<_>>(), vec![Range::default()]);
    }
}
