//! Words: what names and titles are made of, once markup, case and accents are out of the way.

mod markup;
mod words;

pub use words::Words;
