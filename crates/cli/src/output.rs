//! What goes to standard output: JSON, or tables that a person can read.

use std::{
    borrow::Cow,
    io::{self, Write},
    path::Path,
};

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use scholargraph_import::AtomicFile;
use scholargraph_server::wire;
use serde::Serialize;

/// Titles longer than this are cut in tables.
const MAX_CELL: usize = 80;

/// Writes bytes and a line end.
pub(crate) fn write(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    if !bytes.ends_with(b"\n") {
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// Writes text for people; colour reaches terminals only.
pub(crate) fn say(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
}

/// Writes an answer as the HTTP API writes it.
pub(crate) fn json(answer: &impl Serialize) -> io::Result<()> {
    write(&wire::to_json(answer))
}

/// Writes bytes to a file, whole or not at all.
pub(crate) fn file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = AtomicFile::create(path)?;
    file.write_all(bytes)?;
    file.finish()
}

/// A heading.
pub(crate) fn heading(text: &str) -> String {
    format!("\x1b[1m{}\x1b[0m", clean(text))
}

/// A table; columns whose name begins with `#` hold numbers.
pub(crate) struct Rows {
    table: Table,
}

impl Rows {
    pub(crate) fn new(columns: &[&str]) -> Self {
        let mut table = Table::new();
        table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(columns.iter().map(|column| column.trim_start_matches('#')));
        for (at, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, 2));
            if columns.get(at).is_some_and(|column| column.starts_with('#')) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        Self { table }
    }

    pub(crate) fn push<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.table.add_row(cells.into_iter().map(|cell| cut(&clean(cell.as_ref()))));
    }
}

impl std::fmt::Display for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lines: Vec<String> = self.table.lines().map(|line| line.trim_end().to_owned()).collect();
        f.write_str(&lines.join("\n"))
    }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= MAX_CELL {
        text.to_owned()
    } else {
        text.chars().take(MAX_CELL - 1).chain(['…']).collect()
    }
}

/// Text from a corpus with nothing in it that moves a terminal's cursor or turns its direction.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let harmful = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    if text.contains(harmful) { text.replace(harmful, " ").into() } else { text.into() }
}

/// A year, or a dash.
pub(crate) fn year(year: Option<i16>) -> String {
    year.map_or_else(|| "–".to_owned(), |year| year.to_string())
}

/// First and last year.
pub(crate) fn years(first: Option<i16>, last: Option<i16>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
        (first, last) => year(first.or(last)),
    }
}

/// Bytes in the unit that keeps the number short.
pub(crate) fn bytes(count: u64) -> String {
    indicatif::HumanBytes(count).to_string()
}

/// A score in four digits, however small.
pub(crate) fn significant(score: f64) -> String {
    let magnitude = score.abs().max(1e-9).log10().floor() as i32;
    format!("{score:.*}", usize::try_from(3 - magnitude).unwrap_or(0))
}

/// Thousands set apart.
pub(crate) fn count(count: usize) -> String {
    indicatif::HumanCount(count as u64).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_strangers_stays_in_its_cell() {
        assert_eq!(clean("a\x1b[31mred\u{202E}desrever\nline"), "a [31mred desrever line");
        assert!(matches!(clean("plain — text"), Cow::Borrowed(_)));
        assert_eq!(cut(&"x".repeat(200)).chars().count(), MAX_CELL);
    }

    #[test]
    fn scores_have_four_digits() {
        let written = [12345.6, 14.0, 1.0, 0.018_412_5, 0.0].map(significant);
        assert_eq!(written, ["12346", "14.00", "1.000", "0.01841", "0.000000000000"]);
    }

    #[test]
    fn numbers_stand_right() {
        let mut rows = Rows::new(&["name", "#works"]);
        rows.push(["Ada", "5"]);
        rows.push(["Bo", "1234"]);
        assert_eq!(rows.to_string(), "name  works\nAda       5\nBo     1234");
    }
}
