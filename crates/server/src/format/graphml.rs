//! GraphML, <http://graphml.graphdrawing.org>.

use std::fmt::{Display, Write};

use super::UNDIRECTED;
use crate::wire::Slice;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"#;

/// Name, owner and type of every attribute.
const KEYS: [(&str, &str, &str); 9] = [
    ("kind", "node", "string"),
    ("label", "node", "string"),
    ("hop", "node", "int"),
    ("score", "node", "double"),
    ("year", "node", "int"),
    ("works_count", "node", "int"),
    ("cited_by", "node", "int"),
    ("relation", "edge", "string"),
    ("weight", "edge", "double"),
];

/// Nodes are called by their keys; an attribute that is not known is left out.
pub(super) fn write(slice: &Slice<'_>) -> String {
    let mut xml = Xml(HEAD.to_owned());
    for (name, owner, r#type) in KEYS {
        xml.line(format_args!(r#"  <key id="{name}" for="{owner}" attr.name="{name}" attr.type="{type}"/>"#));
    }
    xml.line(format_args!(r#"  <graph id="slice" edgedefault="directed">"#));
    for node in &slice.nodes {
        xml.line(format_args!(r#"    <node id="{}">"#, escaped(node.key)));
        xml.data("kind", Some(node.kind)).data("label", Some(node.label)).data("hop", Some(node.hop));
        xml.data("score", Some(node.score)).data("year", node.year);
        xml.data("works_count", node.works_count).data("cited_by", node.cited_by);
        xml.line(format_args!("    </node>"));
    }
    for edge in &slice.edges {
        let (source, target) = (escaped(edge.source), escaped(edge.target));
        let direction = if edge.relation == UNDIRECTED { r#" directed="false""# } else { "" };
        xml.line(format_args!(r#"    <edge source="{source}" target="{target}"{direction}>"#));
        xml.data("relation", Some(edge.relation)).data("weight", Some(edge.weight));
        xml.line(format_args!("    </edge>"));
    }
    xml.line(format_args!("  </graph>\n</graphml>"));
    xml.0
}

struct Xml(String);

impl Xml {
    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{line}");
    }

    fn data(&mut self, key: &str, value: Option<impl Display>) -> &mut Self {
        if let Some(value) = value {
            self.line(format_args!(r#"      <data key="{key}">{}</data>"#, escaped(value)));
        }
        self
    }
}

/// Text for XML 1.0, which has no way to write most control characters: they become replacement characters.
fn escaped(text: impl Display) -> String {
    let text = text.to_string();
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push_str(&format!("&#{};", u32::from(letter))),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(letter),
        }
    }
    out
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
