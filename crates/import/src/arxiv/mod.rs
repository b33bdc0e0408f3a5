//! arXiv: a row or an object per paper.
//!
//! Two forms are read: tables with a heading, separated by tabs, a file per category or year, and JSON lines as in
//! `arxiv-metadata-oai-snapshot.json`. A paper stands in the file of each of its categories and becomes one work. arXiv
//! has no ids of people: they are named as given, without the affiliations in brackets.
//!
//! Comments, report numbers, licences and journal references have no place in a graph.

mod authors;
mod json;
mod paper;
mod table;
mod taxonomy;

use std::sync::OnceLock;

use memchr::memmem;

use self::table::Columns;
use crate::{
    batch::Batch,
    format::{Cut, Parser, Plan, Reader},
    json::mended,
    quarantine::{Reason, Rejection},
};

/// The format `arxiv`.
pub(crate) struct Arxiv;

/// Ends of names that say that there are no papers inside.
const NO_RECORDS: &[&str] = &[".md", ".txt", ".html", ".pdf", ".log", ".py", ".sh", ".ipynb", ".yml", ".yaml", ".toml"];

impl Reader for Arxiv {
    fn recognises(&self, start: &[u8]) -> bool {
        let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
        if is_json(start) {
            let has = |name: &str| memmem::find(start, name.as_bytes()).is_some();
            return has("\"submitter\"") && has("\"categories\"");
        }
        let heading = start.split(|&byte| byte == b'\n').next().unwrap_or(start);
        Columns::of(&String::from_utf8_lossy(heading)).is_some_and(|columns| columns.shows_arxiv())
    }

    fn plan(&self, name: &str) -> Plan {
        let file = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
        let text = NO_RECORDS.iter().any(|end| file.ends_with(end)) || file.starts_with("readme");
        if text { Plan::Ignore("neither a table nor JSON") } else { Plan::Read(Box::new(Papers::default())) }
    }
}

fn is_json(start: &[u8]) -> bool {
    matches!(start.first(), Some(b'{' | b'['))
}

/// The papers of a document.
#[derive(Default)]
struct Papers {
    /// Those of a table, once its heading was read; `None` if that names none.
    columns: OnceLock<Option<Columns>>,
}

impl Parser for Papers {
    fn cut(&self, start: &[u8]) -> Cut {
        let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
        if is_json(start) { Cut::Json } else { Cut::Rows(table::SEPARATOR) }
    }

    fn heading(&self, row: &str) -> Result<(), Rejection> {
        let columns = self.columns.get_or_init(|| Columns::of(row));
        if columns.is_some() { Ok(()) } else { Err(no_heading()) }
    }

    fn record(&self, record: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        match self.columns.get() {
            None => mended(record, |text| json::take(text, batch)),
            Some(columns) => columns.as_ref().ok_or_else(no_heading)?.take(record, batch),
        }
    }
}

fn no_heading() -> Rejection {
    let detail = "the first line names no column `arxiv_id`: it must name the columns, separated by tabs";
    Rejection::new(Reason::MalformedRow, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_shows_the_format() {
        let yes = [
            "\tabstract\tarxiv_id\tauthor_text\ttitle\n1\tx",
            "\u{FEFF}arxiv_id\tauthor_text\n",
            r#"{"id":"0704.0001","submitter":"A","authors":"A","categories":"hep-ph","abstract":"https://openalex.org/"}"#,
            "[\n{\"submitter\": null, \"categories\": \"cs.DL\"}]",
        ];
        let no = ["", "{}", "arxiv_id,author_text\n", "arxiv_id", "{\"authorships\": []}", "see\tarxiv_id"];
        for text in yes {
            assert!(Arxiv.recognises(text.as_bytes()), "{text}");
        }
        for text in no {
            assert!(!Arxiv.recognises(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn names_show_what_a_file_is_for() {
        let ignored = |name| matches!(Arxiv.plan(name), Plan::Ignore(_));
        assert!(ignored("arxiv/README.md") && ignored("LICENSE.txt"));
        assert!(!ignored("arxiv/cs.OS.tsv") && !ignored("snapshot.json") && !ignored("papers"));
    }
}
