//! Words: what names and titles are made of, once markup, case and accents are out of the way.

mod markup;
mod stop;
mod terms;
mod title;
mod words;

pub use markup::is_tex_look;
pub use terms::content;
pub(crate) use terms::{is_content, known_terms};
pub(crate) use title::{Title, telling_terms};
pub use words::Words;
