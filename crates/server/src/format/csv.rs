//! Comma-separated values, RFC 4180, with a header line.

use std::{
    collections::HashMap,
    fmt::{Display, Write},
};

use crate::wire::Slice;

/// A row per node.
pub(super) fn nodes(slice: &Slice<'_>) -> String {
    let mut csv =
        Csv::new(&["key", "kind", "id", "label", "hop", "score", "x", "y", "year", "works_count", "cited_by"]);
    for node in &slice.nodes {
        csv.text(node.key).text(node.kind).text(node.id).text(node.label).number(node.hop).number(node.score);
        csv.optional(node.x)
            .optional(node.y)
            .optional(node.year)
            .optional(node.works_count)
            .optional(node.cited_by)
            .end();
    }
    csv.out
}

/// A row per edge, with the labels of both ends.
pub(super) fn edges(slice: &Slice<'_>) -> String {
    let labels: HashMap<_, _> = slice.nodes.iter().map(|node| (node.key, node.label)).collect();
    let label = |key| labels.get(&key).copied().unwrap_or_default();
    let mut csv = Csv::new(&["source", "target", "relation", "weight", "draw", "source_label", "target_label"]);
    for edge in &slice.edges {
        csv.text(edge.source).text(edge.target).text(edge.relation).number(edge.weight);
        csv.optional(edge.draw).text(label(edge.source)).text(label(edge.target)).end();
    }
    csv.out
}

struct Csv {
    out: String,
    at_start: bool,
}

impl Csv {
    fn new(header: &[&str]) -> Self {
        Self { out: header.join(",") + "\r\n", at_start: true }
    }

    fn separate(&mut self) {
        if !std::mem::take(&mut self.at_start) {
            self.out.push(',');
        }
    }

    /// A text, quoted where it must be.
    ///
    /// Spreadsheets run what starts like a formula, and some skip white space before they look: such a text gets
    /// an apostrophe in front, which they hide.
    fn text(&mut self, text: impl Display) -> &mut Self {
        self.separate();
        let text = text.to_string();
        let guard =
            if text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) { "'" } else { "" };
        if text.contains([',', '"', '\r', '\n', '\t', ';']) || text.starts_with(' ') {
            self.put(format_args!("\"{guard}{}\"", text.replace('"', "\"\"")));
        } else {
            self.put(format_args!("{guard}{text}"));
        }
        self
    }

    fn number(&mut self, number: impl Display) -> &mut Self {
        self.separate();
        self.put(format_args!("{number}"));
        self
    }

    fn optional(&mut self, number: Option<impl Display>) -> &mut Self {
        match number {
            Some(number) => self.number(number),
            None => {
                self.separate();
                self
            }
        }
    }

    fn end(&mut self) {
        self.out.push_str("\r\n");
        self.at_start = true;
    }

    fn put(&mut self, arguments: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.out.write_fmt(arguments);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        SliceFormat, Table,
        tests::{pair, titled, written},
    };

    #[test]
    fn tables_have_a_row_for_everything() {
        let graph = pair();
        assert_eq!(
            written(&graph, SliceFormat::Csv(Table::Edges)),
            "source,target,relation,weight,draw,source_label,target_label\r\n\
             person:A1000,work:W1000,authored,1,true,Person 0,Work 0\r\n"
        );
        let nodes = written(&graph, SliceFormat::Csv(Table::Nodes));
        assert!(nodes.contains("\r\nwork:W1000,work,W1000,Work 0,0,1,0,0,2020,,0\r\n"), "{nodes}");
        assert_eq!(nodes.lines().count(), 3);
    }

    #[track_caller]
    fn check(title: &str, cell: &str) {
        let nodes = written(&titled(title), SliceFormat::Csv(Table::Nodes));
        let row = nodes.split_once("\r\n").unwrap().1;
        assert_eq!(row, format!("work:w,work,w,{cell},0,1,0,0,,,0\r\n"));
    }

    #[test]
    fn labels_are_cells() {
        check("plain", "plain");
        check("a, b", "\"a, b\"");
        check("say \"a\"", "\"say \"\"a\"\"\"");
        check("two\nlines", "\"two\nlines\"");
    }

    #[test]
    fn formulas_are_text() {
        check("=1+1", "'=1+1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("-2", "'-2");
        check(" =1", "\"' =1\"");
        check("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
        check("\t=1", "\"'\t=1\"");
    }
}
