//! GraphML, <http://graphml.graphdrawing.org>.

use std::fmt::Display;

use super::{
    UNDIRECTED,
    xml::{DECLARATION, Xml, escaped},
};
use crate::wire::Slice;

const ROOT: &str = r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">"#;

/// Name, owner and type of every attribute.
const KEYS: [(&str, &str, &str); 12] = [
    ("kind", "node", "string"),
    ("label", "node", "string"),
    ("hop", "node", "int"),
    ("score", "node", "double"),
    ("x", "node", "double"),
    ("y", "node", "double"),
    ("year", "node", "int"),
    ("works_count", "node", "int"),
    ("cited_by", "node", "int"),
    ("relation", "edge", "string"),
    ("weight", "edge", "double"),
    ("draw", "edge", "boolean"),
];

/// Nodes are called by their keys; an attribute that is not known is left out.
pub(super) fn write(slice: &Slice<'_>) -> String {
    let mut xml = Xml(DECLARATION.to_owned());
    xml.line(format_args!("{ROOT}"));
    for (name, owner, r#type) in KEYS {
        xml.line(format_args!(r#"  <key id="{name}" for="{owner}" attr.name="{name}" attr.type="{type}"/>"#));
    }
    xml.line(format_args!(r#"  <graph id="slice" edgedefault="directed">"#));
    for node in &slice.nodes {
        xml.line(format_args!(r#"    <node id="{}">"#, escaped(node.key)));
        data(&mut xml, "kind", Some(node.kind));
        data(&mut xml, "label", Some(node.label));
        data(&mut xml, "hop", Some(node.hop));
        data(&mut xml, "score", Some(node.score));
        data(&mut xml, "x", node.x);
        data(&mut xml, "y", node.y);
        data(&mut xml, "year", node.year);
        data(&mut xml, "works_count", node.works_count);
        data(&mut xml, "cited_by", node.cited_by);
        xml.line(format_args!("    </node>"));
    }
    for edge in &slice.edges {
        let (source, target) = (escaped(edge.source), escaped(edge.target));
        let direction = if edge.relation == UNDIRECTED { r#" directed="false""# } else { "" };
        xml.line(format_args!(r#"    <edge source="{source}" target="{target}"{direction}>"#));
        data(&mut xml, "relation", Some(edge.relation));
        data(&mut xml, "weight", Some(edge.weight));
        data(&mut xml, "draw", edge.draw);
        xml.line(format_args!("    </edge>"));
    }
    xml.line(format_args!("  </graph>\n</graphml>"));
    xml.0
}

fn data(xml: &mut Xml, key: &str, value: Option<impl Display>) {
    if let Some(value) = value {
        xml.line(format_args!(r#"      <data key="{key}">{}</data>"#, escaped(value)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        SliceFormat,
        tests::{pair, titled, written},
    };

    #[test]
    fn a_slice_is_a_graph() {
        let xml = written(&pair(), SliceFormat::GraphMl);
        assert!(xml.contains("<edge source=\"person:A1000\" target=\"work:W1000\">"), "{xml}");
        assert!(xml.contains("<node id=\"work:W1000\">\n      <data key=\"kind\">work</data>"), "{xml}");
        for element in ["node", "edge", "graph", "graphml"] {
            let opened = xml.matches(&format!("<{element} ")).count();
            assert_eq!(opened, xml.matches(&format!("</{element}>")).count(), "{element}");
        }
    }

    #[test]
    fn labels_are_text() {
        let xml = written(&titled("</data><!-- & \"x\" \u{1} \u{b}]]>"), SliceFormat::GraphMl);
        let text = "&lt;/data&gt;&lt;!-- &amp; &quot;x&quot; \u{fffd} \u{fffd}]]&gt;";
        assert!(xml.contains(&format!("<data key=\"label\">{text}</data>")), "{xml}");
    }
}
