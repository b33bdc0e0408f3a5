//! The types of a snapshot's columns, as an Arrow schema says them.

use std::fmt;

use arrow_ipc::{Field, Precision, Type};

use crate::column::Primitive;

/// The type of a column. `wide` stands for 64-bit offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Physical {
    Values(Primitive),
    Text {
        wide: bool,
    },
    Bytes {
        wide: bool,
    },
    List {
        wide: bool,
    },
    Category {
        wide: bool,
    },
    Struct,
    /// A type that snapshots do not have.
    Other,
}

impl Physical {
    pub(super) fn of(field: &Field<'_>) -> Self {
        let own = Self::of_type(field);
        match (field.dictionary(), own) {
            (None, own) => own,
            (Some(dictionary), Self::Text { wide }) => match dictionary.indexType() {
                Some(index) if index.bitWidth() == 32 && !index.is_signed() => Self::Category { wide },
                _ => Self::Other,
            },
            _ => Self::Other,
        }
    }

    /// The type of the values, whether or not they lie in a dictionary.
    fn of_type(field: &Field<'_>) -> Self {
        match field.type_type() {
            Type::Int => field.type_as_int().map_or(Self::Other, |int| integer(int.bitWidth(), int.is_signed())),
            Type::FloatingPoint => match field.type_as_floating_point() {
                Some(float) if float.precision() == Precision::SINGLE => Self::Values(Primitive::F32),
                _ => Self::Other,
            },
            Type::Utf8 => Self::Text { wide: false },
            Type::LargeUtf8 => Self::Text { wide: true },
            Type::Binary => Self::Bytes { wide: false },
            Type::LargeBinary => Self::Bytes { wide: true },
            Type::List => Self::List { wide: false },
            Type::LargeList => Self::List { wide: true },
            Type::Struct_ => Self::Struct,
            _ => Self::Other,
        }
    }
}

fn integer(bits: i32, signed: bool) -> Physical {
    Physical::Values(match (bits, signed) {
        (8, false) => Primitive::U8,
        (16, false) => Primitive::U16,
        (32, false) => Primitive::U32,
        (16, true) => Primitive::I16,
        (32, true) => Primitive::I32,
        (64, true) => Primitive::I64,
        _ => return Physical::Other,
    })
}

impl fmt::Display for Physical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Values(primitive) => write!(f, "{primitive:?} values"),
            Self::Text { .. } => f.write_str("strings"),
            Self::Bytes { .. } => f.write_str("binary strings"),
            Self::List { .. } => f.write_str("lists"),
            Self::Category { .. } => f.write_str("strings by dictionary"),
            Self::Struct => f.write_str("records"),
            Self::Other => f.write_str("values of another type"),
        }
    }
}
