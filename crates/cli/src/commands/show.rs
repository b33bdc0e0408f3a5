//! `scholargraph show`.

use clap::Args;
use scholargraph::Kind;
use scholargraph_server::wire;
use serde_json::Value;

use super::Shared;
use crate::{
    output::{self, Rows},
    values,
};

const EXAMPLES: &str = "\
Examples:
  scholargraph show 2203.04570                             a work of the bundled sample
  scholargraph show topic:cs.CV --limit 5
  scholargraph -g graph show https://ror.org/00jmfr291 --json";

/// Any node: its attributes and its closest neighbours
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Show {
    /// Id, key (`person:…`), DOI, arXiv, ORCID, ROR or any other identifier
    id: String,
    /// Only a node of this kind: work, person, topic, institution
    #[arg(long, value_parser = values::kind)]
    kind: Option<Kind>,
    /// At most this many neighbours of each kind
    #[arg(long, default_value_t = 10, value_name = "N")]
    limit: usize,
}

impl Show {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let loaded = shared.open()?;
        let node = loaded.node(self.kind, &self.id)?;
        let node = wire::Node::new(&loaded.graph, node, self.limit);
        if shared.json { Ok(output::json(&node)?) } else { Ok(output::say(&text(&node)?)?) }
    }
}

fn text(node: &wire::Node<'_>) -> anyhow::Result<String> {
    let mut attributes = Rows::new(&["attribute", "value"]);
    if let Value::Object(all) = serde_json::to_value(&node.attributes)? {
        for (name, value) in all {
            if let Some(value) = stated(&value) {
                attributes.push([name, value]);
            }
        }
    }
    let mut parts = vec![format!("{}  {}:{}\n{attributes}", output::heading(node.label), node.kind, node.id)];
    if !node.merged.is_empty() {
        let mut merged = Rows::new(&["merged id", "reason"]);
        node.merged.iter().for_each(|one| merged.push([one.id, one.reason.unwrap_or_default()]));
        parts.push(merged.to_string());
    }
    if let Some(provenance) = &node.provenance {
        let mut said = Rows::new(&["source", "says", "value", "in force"]);
        let known = provenance.sources.iter().map(|known| (known.source, "id", Some(known.id), true));
        let attributes = provenance.attributes.iter().map(|one| (one.source, one.attribute, one.value, one.in_force));
        for (source, attribute, value, in_force) in known.chain(attributes) {
            let in_force = if in_force { "yes" } else { "no" };
            said.push([source.unwrap_or_default(), attribute, value.unwrap_or_default(), in_force]);
        }
        parts.push(said.to_string());
    }
    let found = &node.neighbours;
    let lists = [
        ("Works", &found.works),
        ("People", &found.people),
        ("Topics", &found.topics),
        ("Institutions", &found.institutions),
        ("References", &found.references),
        ("Cited by", &found.cited_by),
        ("Part of", &found.parents),
        ("Parts", &found.children),
    ];
    for (name, list) in lists {
        if let Some(list) = list.as_ref().filter(|list| list.total > 0) {
            parts.push(neighbours(name, list));
        }
    }
    Ok(parts.join("\n\n"))
}

/// A value in a line; `None` where nothing is known.
fn stated(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(values) if values.is_empty() => None,
        Value::Array(values) => Some(values.iter().filter_map(stated).collect::<Vec<_>>().join(", ")),
        Value::Object(fields) => {
            let fields = fields.iter().filter_map(|(name, value)| Some(format!("{name} {}", stated(value)?)));
            Some(fields.collect::<Vec<_>>().join(", ")).filter(|text| !text.is_empty())
        }
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
    }
}

fn neighbours(name: &str, list: &wire::RankedNodes<'_>) -> String {
    let mut rows = Rows::new(&["#count", "id", "name"]);
    for neighbour in &list.items {
        rows.push([&neighbour.count.to_string(), neighbour.id, neighbour.label]);
    }
    format!("{} ({} of {} shown)\n{rows}", output::heading(name), list.items.len(), output::count(list.total))
}
