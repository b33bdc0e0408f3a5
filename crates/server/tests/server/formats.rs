//! Slices in every format, read back by readers that share no code with the writers.

use std::collections::BTreeMap;

use proptest::{collection::vec, prelude::*};
use scholargraph::{
    Authorship, BuildOptions, CorpusBuilder, Graph, Key, Node, PersonRecord, TopicRecord, WorkId, WorkRecord,
};
use scholargraph_server::{
    format::{SliceFormat, Table},
    wire,
};
use serde_json::Value;

/// What a format says of a node or an edge, attribute by attribute.
type Facts = BTreeMap<String, String>;

/// What a format says of a slice.
#[derive(Debug, Default, PartialEq)]
struct Content {
    nodes: BTreeMap<String, Facts>,
    edges: Vec<Facts>,
}

impl Content {
    fn node(&mut self, key: &str, facts: Facts) {
        assert!(self.nodes.insert(key.to_owned(), facts).is_none(), "{key} stands there twice");
    }

    /// What remains where a format cannot write some characters, or does not say everything.
    fn told_by(mut self, letter: fn(char) -> char, untold: &[&str]) -> Self {
        let told = |facts: Facts| -> Facts {
            let told = facts.into_iter().filter(|(name, _)| !untold.contains(&name.as_str()));
            told.map(|(name, value)| (name, value.chars().map(letter).collect())).collect()
        };
        let nodes = self.nodes.into_iter().map(|(key, facts)| (key.chars().map(letter).collect(), told(facts)));
        self.nodes = nodes.collect();
        self.edges = self.edges.into_iter().map(told).collect();
        self
    }
}

/// Numbers alike however they are written, texts as they are.
fn fact(name: &str, value: &str) -> (String, String) {
    let number = match name {
        // The JSON reader of the tests is off in the last digit now and then.
        "score" => value.parse().ok().map(|score: f64| format!("{score:.12}")),
        "weight" | "x" | "y" => value.parse().ok().map(|number: f32| number.to_string()),
        _ => None,
    };
    (name.to_owned(), number.unwrap_or_else(|| value.to_owned()))
}

/// The members of a JSON object but those called otherwise, and those that are null.
fn facts(object: &Value, but: &[&str]) -> Facts {
    let members = object.as_object().unwrap().iter();
    let told = members.filter(|(name, value)| !value.is_null() && !but.contains(&name.as_str()));
    told.map(|(name, value)| fact(name, &value.as_str().map_or_else(|| value.to_string(), str::to_owned))).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn read_json(bytes: &[u8]) -> Content {
    let slice: Value = serde_json::from_slice(bytes).unwrap();
    let mut content = Content::default();
    // A name is what is left of a label: formats that have the label have what it says.
    let other = ["key", "id", "name"];
    for node in list(&slice["nodes"]) {
        assert_ne!(node["name"], node["label"]);
        content.node(text(&node["key"]), facts(node, &other));
    }
    content.edges = list(&slice["edges"]).iter().map(|edge| facts(edge, &[])).collect();
    content
}

fn read_graphology(bytes: &[u8]) -> Content {
    let graph: Value = serde_json::from_slice(bytes).unwrap();
    let mut content = Content::default();
    list(&graph["nodes"]).iter().for_each(|node| content.node(text(&node["key"]), facts(&node["attributes"], &[])));
    let mut keys = std::collections::HashSet::new();
    for edge in list(&graph["edges"]) {
        assert!(keys.insert(text(&edge["key"])), "{edge}");
        let undirected = edge["attributes"]["relation"] == "collaborates";
        assert_eq!(edge["undirected"].as_bool().unwrap_or_default(), undirected, "{edge}");
        let ends = facts(edge, &["key", "attributes", "undirected"]);
        content.edges.push(ends.into_iter().chain(facts(&edge["attributes"], &[])).collect());
    }
    content
}

fn read_cytoscape(bytes: &[u8]) -> Content {
    let graph: Value = serde_json::from_slice(bytes).unwrap();
    let (nodes, edges) = (list(&graph["elements"]["nodes"]), list(&graph["elements"]["edges"]));
    let mut content = Content::default();
    for node in nodes {
        // Down, where all others count up.
        let place = |axis: &str, sign: f64| node["position"][axis].as_f64().unwrap() * sign / 1000.0;
        let facts = facts(&node["data"], &["id"]);
        assert!((place("x", 1.0) - facts["x"].parse::<f64>().unwrap()).abs() < 1e-7, "{node}");
        assert!((place("y", -1.0) - facts["y"].parse::<f64>().unwrap()).abs() < 1e-7, "{node}");
        content.node(text(&node["data"]["id"]), facts);
    }
    content.edges = edges.iter().map(|edge| facts(&edge["data"], &["id"])).collect();
    let ids = nodes.iter().chain(edges).map(|element| text(&element["data"]["id"]));
    assert_eq!(ids.collect::<std::collections::HashSet<_>>().len(), nodes.len() + edges.len(), "ids stand once");
    content
}

fn read_graphml(bytes: &[u8]) -> Content {
    let document = roxmltree::Document::parse(str::from_utf8(bytes).unwrap()).unwrap();
    let graph = document
        .root_element()
        .children()
        .find(|child| child.has_tag_name(("http://graphml.graphdrawing.org/xmlns", "graph")));
    let mut content = Content::default();
    for element in graph.unwrap().children().filter(roxmltree::Node::is_element) {
        let data = element.children().filter(roxmltree::Node::is_element);
        let mut facts: Facts =
            data.map(|data| fact(data.attribute("key").unwrap(), data.text().unwrap_or_default())).collect();
        if element.tag_name().name() == "node" {
            content.node(element.attribute("id").unwrap(), facts);
        } else {
            assert_eq!(element.attribute("directed") == Some("false"), facts["relation"] == "collaborates");
            facts.extend(["source", "target"].map(|end| fact(end, element.attribute(end).unwrap())));
            content.edges.push(facts);
        }
    }
    content
}

fn read_gexf(bytes: &[u8]) -> Content {
    let document = roxmltree::Document::parse(str::from_utf8(bytes).unwrap()).unwrap();
    let space = |name| ("http://gexf.net/1.3", name);
    let declared: Vec<_> = document.descendants().filter(|node| node.has_tag_name(space("attribute"))).collect();
    let mut content = Content::default();
    for element in document.descendants() {
        let values = element.descendants().filter(|node| node.has_tag_name(space("attvalue")));
        let mut facts: Facts =
            values.map(|value| fact(value.attribute("for").unwrap(), value.attribute("value").unwrap())).collect();
        let attribute = |name: &str| fact(name, element.attribute(name).unwrap());
        if element.has_tag_name(space("node")) {
            for name in facts.keys() {
                assert!(declared.iter().any(|attribute| attribute.attribute("id") == Some(name)), "{name}");
            }
            facts.extend([attribute("label")]);
            let position = element.children().find(|child| child.has_tag_name(("http://gexf.net/1.3/viz", "position")));
            facts.extend(["x", "y"].map(|axis| {
                let pixels: f64 = position.unwrap().attribute(axis).unwrap().parse().unwrap();
                fact(axis, &format!("{:.4}", pixels / 1000.0))
            }));
            content.node(element.attribute("id").unwrap(), facts);
        } else if element.has_tag_name(space("edge")) {
            assert_eq!(element.attribute("type") == Some("undirected"), facts["relation"] == "collaborates");
            facts.extend(["source", "target", "weight"].map(attribute));
            content.edges.push(facts);
        }
    }
    content
}

fn read_csv(nodes: &[u8], edges: &[u8]) -> Content {
    let rows = |bytes| -> Vec<Facts> {
        let mut reader = csv::Reader::from_reader(bytes);
        let names = reader.headers().unwrap().clone();
        let row = |row: csv::StringRecord| -> Facts {
            let told = names.iter().zip(&row).filter(|(_, cell)| !cell.is_empty());
            told.map(|(name, cell)| fact(name, plain(cell))).collect()
        };
        reader.records().map(|record| row(record.unwrap())).collect()
    };
    let mut content = Content::default();
    for mut row in rows(nodes) {
        let key = row.remove("key").unwrap();
        row.remove("id");
        content.node(&key, row);
    }
    content.edges = rows(edges);
    for edge in &mut content.edges {
        for end in ["source", "target"] {
            let label = edge.remove(&format!("{end}_label"));
            assert_eq!(label.as_ref(), content.nodes[&edge[end]].get("label"), "{edge:?}");
        }
    }
    content
}

/// A cell without the apostrophe that keeps spreadsheets from running it.
fn plain(cell: &str) -> &str {
    let guarded = |rest: &&str| rest.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    cell.strip_prefix('\'').filter(guarded).unwrap_or(cell)
}

/// Labels that begin with such an apostrophe of their own read like guarded ones.
fn unguarded(mut content: Content) -> Content {
    for facts in content.nodes.values_mut() {
        facts.entry("label".to_owned()).and_modify(|label| *label = plain(label).to_owned());
    }
    content
}

fn read_dot(bytes: &[u8]) -> Content {
    let mut content = Content::default();
    for line in str::from_utf8(bytes).unwrap().split('\n').filter(|line| line.starts_with("  ")) {
        let (first, rest) = quoted(line.trim_start_matches(' '));
        if let Some(rest) = rest.strip_prefix(" [label=") {
            let (label, rest) = quoted(rest);
            let rest = rest.strip_prefix(", kind=").unwrap().strip_suffix("!\"];").unwrap();
            let (kind, place) = rest.split_once(", pos=\"").unwrap();
            let place = place.split_once(',').map(|(x, y)| [x, y].map(|inches| inches.parse::<f64>().unwrap() / 5.0));
            let [x, y] = place.unwrap().map(|place| format!("{place:.4}"));
            let facts = [fact("label", &label), fact("kind", kind), fact("x", &x), fact("y", &y)];
            content.node(&first, facts.into());
        } else {
            let (target, rest) = quoted(rest.strip_prefix(" -> ").unwrap());
            let rest = rest.strip_prefix(" [relation=").unwrap().strip_suffix("];").unwrap();
            let (relation, weight) = rest.split_once(", weight=").unwrap();
            let undirected = weight.strip_suffix(", dir=none");
            assert_eq!(undirected.is_some(), relation == "collaborates");
            let (weight, draw) = undirected.unwrap_or(weight).split_once(", draw=").unwrap();
            let ends = [fact("source", &first), fact("target", &target)];
            let facts = [fact("relation", relation), fact("weight", weight), fact("draw", draw)];
            content.edges.push(ends.into_iter().chain(facts).collect());
        }
    }
    content
}

/// The string that `text` begins with, and what stands behind it.
fn quoted(text: &str) -> (String, &str) {
    let mut letters = text.strip_prefix('"').unwrap().chars();
    let mut string = String::new();
    loop {
        match letters.next().expect("the string ends") {
            '"' => return (string, letters.as_str()),
            '\\' => string.push(letters.next().unwrap()),
            letter => string.push(letter),
        }
    }
}

/// XML 1.0 has no way to write these.
fn in_xml(letter: char) -> char {
    match letter {
        '\t' | '\n' | '\r' => letter,
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        _ => letter,
    }
}

fn in_dot(letter: char) -> char {
    if letter.is_control() { ' ' } else { letter }
}

/// Checks that every format says the same of the slice around the first work.
fn check(graph: &Graph) {
    let params = wire::SliceParams::default();
    let slice = wire::Slice::ask(graph, Node::from(WorkId(0)), &params);
    let write = |format: SliceFormat| format.write(&slice);
    let json = || {
        let mut content = read_json(&write(SliceFormat::Json));
        assert_eq!((content.nodes.len(), content.edges.len()), (slice.nodes.len(), slice.edges.len()));
        // CSV does not tell an empty text from none, so none is told here either.
        content.nodes.values_mut().for_each(|facts| facts.retain(|_, value| !value.is_empty()));
        content
    };
    let but_empty = |mut content: Content| {
        content.nodes.values_mut().for_each(|facts| facts.retain(|_, value| !value.is_empty()));
        content
    };
    assert_eq!(but_empty(read_graphology(&write(SliceFormat::Graphology))), json());
    assert_eq!(but_empty(read_cytoscape(&write(SliceFormat::Cytoscape))), json());
    assert_eq!(but_empty(read_graphml(&write(SliceFormat::GraphMl))), json().told_by(in_xml, &[]));
    assert_eq!(but_empty(read_gexf(&write(SliceFormat::Gexf))), json().told_by(in_xml, &[]));
    let (nodes, edges) = (write(SliceFormat::Csv(Table::Nodes)), write(SliceFormat::Csv(Table::Edges)));
    assert_eq!(read_csv(&nodes, &edges), unguarded(json()));
    let untold = ["hop", "score", "year", "works_count", "cited_by"];
    assert_eq!(but_empty(read_dot(&write(SliceFormat::Dot))), json().told_by(in_dot, &untold));
}

/// The elements of a picture that are called `name`.
fn elements<'d>(
    picture: &'d roxmltree::Document<'d>,
    name: &'static str,
) -> impl Iterator<Item = roxmltree::Node<'d, 'd>> {
    picture.descendants().filter(move |node| node.has_tag_name(("http://www.w3.org/2000/svg", name)))
}

/// Checks that the picture of the slice around the first work is well-formed, whole and harmless.
fn check_picture(graph: &Graph) {
    let params = wire::SliceParams::default();
    let slice = wire::Slice::ask(graph, Node::from(WorkId(0)), &params);
    let bytes = SliceFormat::Svg.write(&slice);
    let picture = roxmltree::Document::parse(str::from_utf8(&bytes).unwrap()).unwrap();
    let root = picture.root_element();
    assert_eq!((root.tag_name().name(), root.attribute("role")), ("svg", Some("img")));
    assert_eq!(root.attribute("aria-labelledby"), Some("slice-title slice-text"));
    let known = ["svg", "title", "desc", "g", "rect", "circle", "polygon", "line", "text"];
    for element in picture.descendants().filter(roxmltree::Node::is_element) {
        assert!(known.contains(&element.tag_name().name()), "{element:?}");
        assert!(
            element.attributes().all(|attribute| !attribute.name().starts_with("on") && attribute.name() != "href")
        );
    }
    // One title for the picture, and one for every node.
    assert_eq!(elements(&picture, "title").count(), 1 + slice.nodes.len());
    let drawn = slice.edges.iter().filter(|edge| edge.draw == Some(true));
    let (drawn, mut relations): (Vec<_>, Vec<_>) = drawn.map(|edge| ((), edge.relation)).unzip();
    relations.sort_unstable();
    relations.dedup();
    assert_eq!(elements(&picture, "line").count(), drawn.len() + relations.len(), "edges, and what the legend says");
}

/// A text that means harm to one format or another.
fn hostile() -> impl Strategy<Value = String> {
    let harm = prop::sample::select(vec![
        "\"", "'", "<", ">", "&", "&amp;", "]]>", "<!--", "\\", "\\\"", "\n", "\r", "\t", "\0", "\u{1}", "\u{1b}",
        "\u{7f}", "\u{85}", "\u{fffe}", "=", "+", "-", "@", ",", ";", " ", "{", "}", "->", "edge:0", "\u{202e}", "é",
    ]);
    let letter = prop_oneof![harm.prop_map(str::to_owned), any::<char>().prop_map(String::from)];
    vec(letter, 0..6).prop_map(|letters| letters.concat())
}

/// A graph whose every text is hostile: people and topics are numbered, works have them and cite each other.
fn graph_of(works: &[(String, Vec<usize>, Vec<usize>)], names: &[String]) -> Graph {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    let id = |number: usize, name: &str| format!("{number}{name}");
    for (number, (title, people, cited)) in works.iter().enumerate() {
        let mut record = WorkRecord::new(Key::id(id(number, title)));
        record.attributes.title = title.as_str().into();
        record.attributes.year = 2000 + number as i16;
        record.references = cited
            .iter()
            .filter(|&&other| other < works.len())
            .map(|&other| Key::id(id(other, &works[other].0)))
            .collect();
        for &person in people {
            let name = &names[person];
            let person = PersonRecord::named(Key::id(id(person, name)), name.as_str());
            record.authorships.push(Authorship { person: Some(person), ..Authorship::default() });
        }
        record.topics = vec![(TopicRecord::named(Key::id(id(0, &names[0])), names[0].as_str()), 0.5)];
        shard.work(&record);
    }
    shard.close();
    builder.finish(BuildOptions::default()).unwrap().0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_format_carries_the_same(
        works in vec((hostile(), vec(0..5_usize, 0..4), vec(0..8_usize, 0..3)), 1..8),
        names in vec(hostile(), 5),
    ) {
        let graph = graph_of(&works, &names);
        check(&graph);
        check_picture(&graph);
    }
}
