//! `scholargraph path`.

use clap::Args;
use scholargraph::path::Paths;
use scholargraph_server::wire;

use super::Shared;
use crate::{output, values::Limit};

const EXAMPLES: &str = "\
Examples:
  scholargraph path yihong-xu fangxin-liu                          two people of the bundled sample
  scholargraph -g graph path A5038431304 A5070156674 --limit 3
  scholargraph -g graph path A5038431304 A5070156674 --max-authors none --json";

/// Shortest co-author paths between two people, with the works that prove each step
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Path {
    /// Where the paths begin: id, key, ORCID iD or any other identifier of a person
    from: String,
    /// Where they end
    to: String,
    /// At most this many paths
    #[arg(long, default_value_t = 3, value_name = "K")]
    limit: usize,
    /// Only over works of at most so many authors, or `none`
    #[arg(long, default_value_t = Limit(Some(50)), value_name = "N")]
    max_authors: Limit,
}

impl Path {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let loaded = shared.open()?;
        let (from, to) = (super::person(&loaded, &self.from)?, super::person(&loaded, &self.to)?);
        let answer = Paths::between(from, to).limit(self.limit).max_authors(self.max_authors.0).run(&loaded.graph);
        let answer = wire::Paths::new(&loaded.graph, &answer, self.max_authors.0);
        if shared.json { Ok(output::json(&answer)?) } else { Ok(output::say(&text(&answer))?) }
    }
}

fn text(answer: &wire::Paths<'_>) -> String {
    let ends = format!("{} → {}", answer.from.label, answer.to.label);
    let Some(length) = answer.length else {
        return format!("{}: not connected", output::heading(&ends));
    };
    let mut lines = vec![format!("{}: {length} step(s)", output::heading(&ends))];
    for (at, path) in (1..).zip(&answer.paths) {
        lines.push(format!("\npath {at}, strength {:.4}", path.strength));
        for step in &path.steps {
            lines.push(format!("  {} — {}", output::clean(step.from.label), output::clean(step.to.label)));
            lines.extend(
                step.works
                    .iter()
                    .take(3)
                    .map(|work| format!("    {}  {}  {}", output::year(work.year), work.id, output::clean(work.title))),
            );
            if step.works_count > 3 {
                lines.push(format!("    and {} more", step.works_count - 3));
            }
        }
    }
    if answer.more {
        lines.push("\nthere are more paths of this length (--limit)".to_owned());
    }
    lines.join("\n")
}
