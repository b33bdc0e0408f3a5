//! The snapshot id: a hash of everything in the tables.

use blake3::Hasher;

use super::{Provenance, Tables};
use crate::{
    column::{ColumnRef, Offsets, Text},
    model::Table,
};

/// Hash of all tables but that of the provenance: names, lengths and contents of all columns, whatever stores them.
///
/// BLAKE3, the first 128 bits in hexadecimal.
pub(crate) fn snapshot_id(tables: &Tables) -> String {
    let mut hasher = Hasher::new();
    tables.for_each(|name, columns| {
        if name == Provenance::NAME {
            return;
        }
        absorb(&mut hasher, name.as_bytes());
        for (name, column) in columns {
            absorb(&mut hasher, name.as_bytes());
            absorb_column(&mut hasher, &column);
        }
    });
    hasher.finalize().to_hex()[..32].to_owned()
}

fn absorb(hasher: &mut Hasher, bytes: &[u8]) {
    hasher.update(&(bytes.len() as u64).to_le_bytes());
    hasher.update(bytes);
}

fn absorb_column(hasher: &mut Hasher, column: &ColumnRef<'_>) {
    match column {
        ColumnRef::Values(_, bytes) => absorb(hasher, bytes),
        ColumnRef::Text(text) => absorb_text(hasher, text),
        ColumnRef::Bytes(offsets, bytes) => {
            absorb_offsets(hasher, offsets);
            absorb(hasher, bytes);
        }
        ColumnRef::Texts(texts) => {
            absorb_offsets(hasher, &texts.offsets);
            absorb_text(hasher, &texts.values);
        }
        ColumnRef::Category(category) => {
            absorb_column(hasher, &category.codes.column_ref());
            absorb_text(hasher, &category.values);
        }
        ColumnRef::List(offsets, fields) => {
            absorb_offsets(hasher, offsets);
            for (name, field) in fields {
                absorb(hasher, name.as_bytes());
                absorb_column(hasher, field);
            }
        }
    }
}

fn absorb_text(hasher: &mut Hasher, text: &Text) {
    absorb_offsets(hasher, &text.offsets);
    absorb(hasher, &text.bytes);
}

fn absorb_offsets(hasher: &mut Hasher, offsets: &Offsets) {
    match offsets {
        Offsets::Narrow(offsets) => absorb(hasher, offsets.as_bytes()),
        Offsets::Wide(offsets) => absorb(hasher, offsets.as_bytes()),
    }
}
