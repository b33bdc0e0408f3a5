//! Search.

mod markup;
mod words;
