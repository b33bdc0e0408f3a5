//! One row of a table, cell by cell.

use std::borrow::Cow;

use scholargraph::column::{Cells, Number, Primitive};
use serde_json::value::RawValue;

use crate::{
    json::List,
    quarantine::{Reason, Rejection},
};

/// A cell as it stands there.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell<'a> {
    /// A value of a row that is an object of JSON, as the rows of Parquet files are.
    Json(&'a str),
    /// A field of a row of comma-separated values.
    Plain(&'a str),
}

impl Cell<'_> {
    /// Does it say nothing?
    fn is_empty(self) -> bool {
        matches!(self, Self::Json("null") | Self::Plain(""))
    }

    /// Its beginning, for a message.
    fn shown(self) -> String {
        let (Self::Json(text) | Self::Plain(text)) = self;
        text.chars().take(40).collect()
    }
}

/// The cells of a row with the names of their columns.
#[derive(Debug)]
pub(super) struct Row<'a> {
    table: &'static str,
    cells: Vec<(Cow<'a, str>, Cell<'a>)>,
    asked: Vec<bool>,
    /// Where the column is that will be asked for next, if they stand in the order of the declaration.
    next: usize,
}

impl<'a> Row<'a> {
    pub(super) fn new(table: &'static str, cells: Vec<(Cow<'a, str>, Cell<'a>)>) -> Self {
        let asked = vec![false; cells.len()];
        Self { table, cells, asked, next: 0 }
    }

    /// Refuses a row with a cell that nobody asked for.
    pub(super) fn finish(&self) -> Result<(), Rejection> {
        let mut cells = self.cells.iter().zip(&self.asked);
        match cells.find(|((_, cell), asked)| !**asked && !cell.is_empty()) {
            Some(((name, _), _)) => Err(malformed(format!("`{}` has no column {name:.40?}", self.table))),
            None => Ok(()),
        }
    }

    /// The cell in `column`; `None` where it says nothing.
    fn cell(&mut self, column: &str) -> Option<Cell<'a>> {
        let count = self.cells.len();
        let at = (0..count).map(|step| (self.next + step) % count).find(|&at| self.cells[at].0 == column)?;
        (self.next, self.asked[at]) = (at + 1, true);
        Some(self.cells[at].1).filter(|cell| !cell.is_empty())
    }

    fn refuse(&self, column: &str, cell: Cell<'_>, wanted: &str) -> Rejection {
        malformed(format!("`{}.{column}` must be {wanted}: {}", self.table, cell.shown()))
    }

    /// The text in `column`, which must not be empty.
    pub(super) fn required(&mut self, column: &'static str) -> Result<Cow<'a, str>, Rejection> {
        let text = self.text(column)?;
        if text.is_empty() {
            return Err(Rejection::new(Reason::NoId, format!("`{}.{column}` is missing or empty", self.table)));
        }
        Ok(text)
    }

    /// The number in `column`; `None` where there is none, which is not zero.
    pub(super) fn optional<T: Number>(&mut self, column: &'static str) -> Result<Option<T>, Rejection> {
        let Some(cell) = self.cell(column) else { return Ok(None) };
        let (Cell::Json(text) | Cell::Plain(text)) = cell;
        number(text.trim()).map(Some).ok_or_else(|| self.refuse(column, cell, range(T::PRIMITIVE)))
    }

    /// The truth value in `column`.
    pub(super) fn flag(&mut self, column: &'static str) -> Result<bool, Rejection> {
        match self.cell(column) {
            None => Ok(false),
            Some(cell @ (Cell::Json(text) | Cell::Plain(text))) => match text {
                "true" | "True" | "TRUE" | "1" => Ok(true),
                "false" | "False" | "FALSE" | "0" => Ok(false),
                _ => Err(self.refuse(column, cell, "true or false")),
            },
        }
    }
}

impl<'a> Cells<'a> for Row<'a> {
    type Error = Rejection;

    fn text(&mut self, column: &'static str) -> Result<Cow<'a, str>, Rejection> {
        match self.cell(column) {
            None => Ok(Cow::default()),
            Some(Cell::Plain(text)) => Ok(text.into()),
            Some(cell @ Cell::Json(json)) => text(json).ok_or_else(|| self.refuse(column, cell, "a text")),
        }
    }

    fn texts(&mut self, column: &'static str) -> Result<Vec<Cow<'a, str>>, Rejection> {
        let Some(cell) = self.cell(column) else { return Ok(Vec::new()) };
        let (Cell::Json(json) | Cell::Plain(json)) = cell;
        let list = serde_json::from_str::<List<&RawValue>>(json).ok().filter(|_| json.trim_start().starts_with('['));
        let texts = list.and_then(|list| list.0.into_iter().map(|value| text(value.get())).collect());
        texts.ok_or_else(|| self.refuse(column, cell, "a list of texts"))
    }

    fn number<T: Number>(&mut self, column: &'static str) -> Result<T, Rejection> {
        Ok(self.optional(column)?.unwrap_or_default())
    }
}

/// The text that a value of JSON is.
fn text(json: &str) -> Option<Cow<'_, str>> {
    // Most texts have nothing to unescape.
    let plain = json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match plain {
        Some(plain) if !plain.contains('\\') => Some(plain.into()),
        Some(_) => serde_json::from_str(json).ok().map(Cow::Owned),
        None => None,
    }
}

/// A finite number, whole ones with a point and zeros behind it included: many programs make doubles of a column in
/// which some numbers are missing.
fn number<T: Number>(text: &str) -> Option<T> {
    if let Ok(number) = text.parse::<T>() {
        let finite = text.parse::<f64>().is_ok_and(f64::is_finite) || T::PRIMITIVE != Primitive::F32;
        return finite.then_some(number);
    }
    let whole = text.parse::<f64>().ok().filter(|number| number.fract() == 0.0)?;
    format!("{whole}").parse().ok()
}

fn range(of: Primitive) -> &'static str {
    match of {
        Primitive::U8 => "a whole number from 0 to 255",
        Primitive::U16 => "a whole number from 0 to 65535",
        Primitive::U32 => "a whole number from 0 to 4294967295",
        Primitive::I16 => "a whole number from -32768 to 32767",
        Primitive::I32 | Primitive::I64 => "a whole number",
        Primitive::F32 => "a number",
    }
}

pub(super) fn malformed(detail: String) -> Rejection {
    Rejection::new(Reason::MalformedRow, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row<'a>(cells: &[(&'static str, Cell<'a>)]) -> Row<'a> {
        Row::new("works", cells.iter().map(|&(name, cell)| (name.into(), cell)).collect())
    }

    #[test]
    fn both_forms_say_the_same() {
        let json = [("a", Cell::Json(r#""x\n""#)), ("b", Cell::Json(r#"["p","q,r",""]"#)), ("c", Cell::Json("-7"))];
        let plain = [("a", Cell::Plain("x\n")), ("b", Cell::Plain(r#"["p","q,r",""]"#)), ("c", Cell::Plain("-7"))];
        for mut row in [row(&json), row(&plain)] {
            assert_eq!(row.number::<i16>("c"), Ok(-7));
            assert_eq!(row.texts("b"), Ok(vec!["p".into(), "q,r".into(), "".into()]));
            assert!(row.finish().is_err());
            assert_eq!(row.text("a"), Ok("x\n".into()));
            assert_eq!(row.finish(), Ok(()));
        }
    }

    #[test]
    fn what_is_missing_says_nothing() {
        for empty in [&[][..], &[("a", Cell::Json("null"))], &[("a", Cell::Plain(""))]] {
            assert_eq!((row(empty).text("a"), row(empty).number::<u32>("a")), (Ok("".into()), Ok(0)));
            assert_eq!((row(empty).texts("a"), row(empty).flag("a")), (Ok(vec![]), Ok(false)));
            assert!(row(empty).required("a").is_err() && row(empty).finish().is_ok());
        }
    }

    #[test]
    fn numbers_fit_their_types() {
        for (text, expected) in [("7", Some(7)), ("7.0", Some(7)), ("7.5", None), ("-1", None), ("256", None)] {
            assert_eq!(number::<u8>(text), expected, "{text}");
        }
        assert_eq!((number::<f32>("0.1"), number::<f32>("1e-3")), (Some(0.1), Some(0.001)));
        for text in ["", "x", "NaN", "inf", "0x7", "1e999"] {
            assert_eq!((number::<f32>(text), number::<i16>(text)), (None, None), "{text}");
        }
    }

    #[test]
    fn a_wrong_cell_is_told_with_table_and_column() {
        let wrong = [("a", Cell::Json("[1]"))];
        let messages = [
            row(&wrong).text("a").unwrap_err(),
            row(&wrong).texts("a").unwrap_err(),
            row(&wrong).number::<i16>("a").unwrap_err(),
            row(&wrong).flag("a").unwrap_err(),
        ];
        let wanted = ["a text", "a list of texts", "a whole number from -32768 to 32767", "true or false"];
        for (message, wanted) in messages.iter().zip(wanted) {
            assert_eq!(message.detail, format!("`works.a` must be {wanted}: [1]"));
        }
    }
}
