//! Rows of a table from elsewhere, asked for by the names of their columns.

use std::borrow::Cow;

use super::Number;

/// One row of some table: a file of comma-separated values, a data frame.
///
/// Asked for in the order in which the attributes are declared. A cell that is empty, or whose column is not there, says
/// nothing: it reads as an empty text or list, or as zero.
///
/// ```
/// use std::{borrow::Cow, convert::Infallible};
/// use scholargraph::{column::{Cells, Number}, model::TopicAttributes};
///
/// /// Says of everything what it is called.
/// struct Parrot;
///
/// impl<'a> Cells<'a> for Parrot {
///     type Error = Infallible;
///
///     fn text(&mut self, column: &'static str) -> Result<Cow<'a, str>, Infallible> {
///         Ok(column.into())
///     }
///
///     fn texts(&mut self, column: &'static str) -> Result<Vec<Cow<'a, str>>, Infallible> {
///         Ok(vec![column.into()])
///     }
///
///     fn number<T: Number>(&mut self, _: &'static str) -> Result<T, Infallible> {
///         Ok(T::default())
///     }
/// }
///
/// let topic = TopicAttributes::from_cells(&mut Parrot)?;
/// assert_eq!((&*topic.name, &*topic.keywords[0]), ("name", "keywords"));
/// # Ok::<(), Infallible>(())
/// ```
pub trait Cells<'a> {
    /// What may be wrong with a cell.
    type Error;

    /// The text in `column`.
    ///
    /// # Errors
    ///
    /// Fails where the cell holds something else.
    fn text(&mut self, column: &'static str) -> Result<Cow<'a, str>, Self::Error>;

    /// The texts in `column`.
    ///
    /// # Errors
    ///
    /// Fails where the cell holds something else.
    fn texts(&mut self, column: &'static str) -> Result<Vec<Cow<'a, str>>, Self::Error>;

    /// The number in `column`.
    ///
    /// # Errors
    ///
    /// Fails where the cell holds something else, or a number that the type does not.
    fn number<T: Number>(&mut self, column: &'static str) -> Result<T, Self::Error>;
}
