//! GEXF 1.3, <https://gexf.net>.

use std::fmt::Display;

use super::{
    UNDIRECTED, in_pixels,
    xml::{DECLARATION, Xml, escaped},
};
use crate::wire::{Slice, SliceEdge, SliceNode};

const ROOT: &str = r#"<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">"#;

/// Name and type of every attribute of a node; counts can exceed what an `integer` holds.
const NODE: [(&str, &str); 6] = [
    ("kind", "string"),
    ("hop", "integer"),
    ("score", "double"),
    ("year", "integer"),
    ("works_count", "long"),
    ("cited_by", "long"),
];

/// The same of an edge.
const EDGE: [(&str, &str); 2] = [("relation", "string"), ("draw", "boolean")];

/// Nodes are called by their keys; an attribute that is not known is left out.
///
/// No date of writing, which the format has room for: equal questions get equal bytes.
pub(super) fn write(slice: &Slice<'_>) -> String {
    let mut xml = Xml(DECLARATION.to_owned());
    xml.line(format_args!("{ROOT}"));
    xml.line(format_args!("  <meta>\n    <creator>scholargraph</creator>\n  </meta>"));
    xml.line(format_args!(r#"  <graph mode="static" defaultedgetype="directed">"#));
    declare(&mut xml, "node", &NODE);
    declare(&mut xml, "edge", &EDGE);
    xml.line(format_args!("    <nodes>"));
    slice.nodes.iter().for_each(|one| node(&mut xml, one));
    xml.line(format_args!("    </nodes>\n    <edges>"));
    slice.edges.iter().enumerate().for_each(|(at, one)| edge(&mut xml, at, one));
    xml.line(format_args!("    </edges>\n  </graph>\n</gexf>"));
    xml.0
}

fn declare(xml: &mut Xml, class: &str, attributes: &[(&str, &str)]) {
    xml.line(format_args!(r#"    <attributes class="{class}">"#));
    for (name, r#type) in attributes {
        xml.line(format_args!(r#"      <attribute id="{name}" title="{name}" type="{type}"/>"#));
    }
    xml.line(format_args!("    </attributes>"));
}

fn node(xml: &mut Xml, node: &SliceNode<'_>) {
    let (key, label) = (escaped(node.key), escaped(node.label));
    xml.line(format_args!(r#"      <node id="{key}" label="{label}">"#));
    xml.line(format_args!("        <attvalues>"));
    value(xml, "kind", Some(node.kind));
    value(xml, "hop", Some(node.hop));
    value(xml, "score", Some(node.score));
    value(xml, "year", node.year);
    value(xml, "works_count", node.works_count);
    value(xml, "cited_by", node.cited_by);
    xml.line(format_args!("        </attvalues>"));
    if let Some([x, y]) = in_pixels(node) {
        xml.line(format_args!(r#"        <viz:position x="{x}" y="{y}" z="0"/>"#));
    }
    xml.line(format_args!("      </node>"));
}

fn edge(xml: &mut Xml, at: usize, edge: &SliceEdge<'_>) {
    let (source, target, weight) = (escaped(edge.source), escaped(edge.target), edge.weight);
    let direction = if edge.relation == UNDIRECTED { r#" type="undirected""# } else { "" };
    xml.line(format_args!(
        r#"      <edge id="{at}" source="{source}" target="{target}"{direction} weight="{weight}">"#
    ));
    xml.line(format_args!("        <attvalues>"));
    value(xml, "relation", Some(edge.relation));
    value(xml, "draw", edge.draw);
    xml.line(format_args!("        </attvalues>\n      </edge>"));
}

fn value(xml: &mut Xml, name: &str, value: Option<impl Display>) {
    if let Some(value) = value {
        xml.line(format_args!(r#"          <attvalue for="{name}" value="{}"/>"#, escaped(value)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        SliceFormat,
        tests::{pair, titled, written},
    };

    #[test]
    fn a_slice_is_a_graph_with_typed_attributes() {
        let xml = written(&pair(), SliceFormat::Gexf);
        assert!(xml.contains("<attribute id=\"year\" title=\"year\" type=\"integer\"/>"), "{xml}");
        assert!(xml.contains("<node id=\"work:W1000\" label=\"Work 0\">"), "{xml}");
        assert!(xml.contains("<edge id=\"0\" source=\"person:A1000\" target=\"work:W1000\" weight=\"1\">"), "{xml}");
    }

    #[test]
    fn labels_stay_inside_their_quotes() {
        let xml = written(&titled("\"><script> & \u{1}\n'"), SliceFormat::Gexf);
        assert!(xml.contains("label=\"&quot;&gt;&lt;script&gt; &amp; \u{fffd}&#10;'\">"), "{xml}");
    }
}
