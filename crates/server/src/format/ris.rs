//! The works of a slice as a RIS file, which EndNote, Zotero, Mendeley and others read.

use super::papers::{Paper, Sort, papers};
use crate::wire::Slice;

/// A record per work, in the order of the slice.
pub(super) fn write(slice: &Slice<'_>) -> String {
    papers(slice).map(|paper| record(&paper)).collect()
}

fn record(paper: &Paper) -> String {
    let r#type = match paper.sort {
        Sort::Article => "JOUR",
        Sort::Book => "BOOK",
        Sort::Chapter => "CHAP",
        Sort::Conference => "CPAPER",
        Sort::Thesis => "THES",
        Sort::Preprint => "UNPB",
        Sort::Other => "GEN",
    };
    let mut out = line("TY", r#type);
    for author in &paper.authors {
        out += &line("AU", author);
    }
    if paper.has_more_authors {
        out += &line("AU", "et al.");
    }
    let year = paper.year.map(|year| format!("{year:04}"));
    let fields = [
        ("TI", Some(paper.title.as_str())),
        ("PY", year.as_deref()),
        ("T2", paper.venue.as_deref()),
        ("DO", paper.doi),
        ("UR", paper.url.as_deref()),
        ("ID", Some(paper.id)),
    ];
    for (tag, value) in fields {
        out += &value.map(|value| line(tag, value)).unwrap_or_default();
    }
    out + "ER  - \r\n\r\n"
}

/// A field stands on one line, whatever it holds.
fn line(tag: &str, value: &str) -> String {
    let value = value.replace(|letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}'), " ");
    format!("{tag}  - {}\r\n", value.trim())
}

#[cfg(test)]
mod tests {
    use super::super::{
        SliceFormat,
        tests::{pair, titled, written},
    };

    #[test]
    fn a_work_is_a_record() {
        let ris = written(&pair(), SliceFormat::Ris);
        let record = "TY  - GEN\r\nAU  - Person 0\r\nTI  - Work 0\r\nPY  - 2020\r\nT2  - A journal\r\n\
                      DO  - 10.5555/0\r\nID  - W1000\r\nER  - \r\n\r\n";
        assert_eq!(ris, record);
    }

    #[test]
    fn titles_are_on_one_line() {
        let ris = written(&titled("a\r\nER  - \nTY  - BOOK\u{2028}b"), SliceFormat::Ris);
        assert!(ris.contains("\r\nTI  - a  ER  -  TY  - BOOK b\r\n"), "{ris}");
        assert_eq!(ris.matches("\nER").count(), 1);
    }
}
