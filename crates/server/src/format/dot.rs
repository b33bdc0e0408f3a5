//! The language of Graphviz.

use std::fmt::{Display, Write};

use super::UNDIRECTED;
use crate::wire::Slice;

/// Nodes are called by their keys; `kind`, `relation` and `weight` are attributes for whoever reads the file.
pub(super) fn write(slice: &Slice<'_>) -> String {
    let mut out = String::from("digraph slice {\n");
    for node in &slice.nodes {
        line(&mut out, format_args!("{} [label={}, kind={}]", quoted(node.key), quoted(node.label), node.kind));
    }
    for edge in &slice.edges {
        let ends = format!("{} -> {}", quoted(edge.source), quoted(edge.target));
        let direction = if edge.relation == UNDIRECTED { ", dir=none" } else { "" };
        line(&mut out, format_args!("{ends} [relation={}, weight={}{direction}]", edge.relation, edge.weight));
    }
    out.push_str("}\n");
    out
}

fn line(out: &mut String, statement: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "  {statement};");
}

/// A quoted string: a backslash would begin an escape, and a null byte end the file.
fn quoted(text: impl Display) -> String {
    let text = text.to_string();
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::super::{
        SliceFormat,
        tests::{pair, titled, written},
    };

    #[test]
    fn a_slice_is_a_digraph() {
        assert_eq!(
            written(&pair(), SliceFormat::Dot),
            "digraph slice {\n  \
               \"work:W1000\" [label=\"Work 0\", kind=work];\n  \
               \"person:A1000\" [label=\"Person 0\", kind=person];\n  \
               \"person:A1000\" -> \"work:W1000\" [relation=authored, weight=1];\n\
             }\n"
        );
    }

    #[test]
    fn labels_stay_inside_their_quotes() {
        let dot = written(&titled("a\" ]; b -> \\\n<b>\0"), SliceFormat::Dot);
        assert!(dot.contains(r#"[label="a\" ]; b -> \\ <b> ", kind=work];"#), "{dot}");
    }
}
