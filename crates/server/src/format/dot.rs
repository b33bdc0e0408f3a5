//! The language of Graphviz.

use std::fmt::{Display, Write};

use super::UNDIRECTED;
use crate::wire::Slice;

/// Half the width of the picture that `neato` makes of the map, in inches.
const INCHES: f64 = 5.0;

/// Nodes are called by their keys; `kind`, `relation`, `weight` and `draw` are attributes for whoever reads the file.
/// `neato` and `fdp` leave nodes where the map has them, `dot` goes its own way.
pub(super) fn write(slice: &Slice<'_>) -> String {
    let mut out = String::from("digraph slice {\n");
    for node in &slice.nodes {
        let place = node.x.zip(node.y).map(|(x, y)| {
            let [x, y] = [x, y].map(|place| (f64::from(place) * 1e4).round() / 1e4 * INCHES);
            format!(", pos=\"{x:.4},{y:.4}!\"")
        });
        let place = place.unwrap_or_default();
        line(&mut out, format_args!("{} [label={}, kind={}{place}]", quoted(node.key), quoted(node.label), node.kind));
    }
    for edge in &slice.edges {
        let ends = format!("{} -> {}", quoted(edge.source), quoted(edge.target));
        let direction = if edge.relation == UNDIRECTED { ", dir=none" } else { "" };
        let draw = edge.draw.map(|draw| format!(", draw={draw}")).unwrap_or_default();
        line(&mut out, format_args!("{ends} [relation={}, weight={}{draw}{direction}]", edge.relation, edge.weight));
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
               \"work:W1000\" [label=\"Work 0\", kind=work, pos=\"0.0000,0.0000!\"];\n  \
               \"person:A1000\" [label=\"Person 0\", kind=person, pos=\"-4.6620,0.0000!\"];\n  \
               \"person:A1000\" -> \"work:W1000\" [relation=authored, weight=1, draw=true];\n\
             }\n"
        );
    }

    #[test]
    fn labels_stay_inside_their_quotes() {
        let dot = written(&titled("a\" ]; b -> \\\n<b>\0"), SliceFormat::Dot);
        assert!(dot.contains(r#"[label="a\" ]; b -> \\ <b> ", kind=work, pos="0.0000,0.0000!"];"#), "{dot}");
    }
}
