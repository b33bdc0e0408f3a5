//! Columns: one array per attribute, each either owned or borrowed from a mapped file.
//!
//! **Invariant:** nothing here panics on the content of a column. Offsets, dictionary codes and bytes
//! may come from a damaged file, so every read is bounds-checked and every string is checked as UTF-8.

mod abstracts;
mod array;
mod buffer;
mod category;
mod cells;
mod edges;
mod extent;
mod number;
mod offsets;
mod parts;
mod replaced;
mod room;
mod speakers;
mod table;
mod tail;
mod text;
mod texts;

pub use abstracts::Abstracts;
pub use array::Array;
pub use buffer::{Buffer, Owner};
pub use category::Category;
pub use cells::Cells;
pub use edges::EdgeColumns;
pub(crate) use edges::edge_columns;
pub use extent::{Extent, Role};
pub use number::{Number, Numbers, Primitive, Value};
pub use offsets::Offsets;
#[cfg(feature = "snapshot")]
pub(crate) use parts::ReadColumn;
pub(crate) use parts::visits_of;
pub use parts::{ColumnRef, Order, Parts, RowRef};
pub(crate) use replaced::Replaced;
pub use room::Room;
pub(crate) use room::{Growing, Plain};
pub(crate) use speakers::Speakers;
pub(crate) use table::table;
pub use table::{Column, ColumnPart};
pub(crate) use tail::Tail;
pub(crate) use text::TextRows;
pub use text::{Text, TextPart};
pub use texts::Texts;
