//! `scholargraph path`.

use clap::Args;
use scholargraph::{
    Node, PersonId, WorkId,
    path::{CitationPaths, Paths},
};
use scholargraph_server::wire;

use super::Shared;
use crate::{exit::Usage, loading::Loaded, output, values::Limit};

const EXAMPLES: &str = "\
Examples:
  scholargraph path mark-newman jacob-devlin                         two people of the bundled sample
  scholargraph -g graph path A5038431304 A5070156674 --limit 3
  scholargraph -g graph path W2741809807 10.1038/s41586-020-2649-2     two works, through citations
  scholargraph -g graph path A5038431304 A5070156674 --max-authors none --json";

/// Shortest paths: between two people over the works they share, or between two works over citations
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Path {
    /// Where the paths begin: id, key, ORCID iD, DOI or any other identifier of a person or a work
    from: String,
    /// Where they end
    to: String,
    /// At most this many paths
    #[arg(long, default_value_t = 3, value_name = "K")]
    limit: usize,
    /// Between people: only over works of at most so many authors, or `none`
    #[arg(long, default_value_t = Limit(Some(50)), value_name = "N")]
    max_authors: Limit,
}

impl Path {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let loaded = shared.open()?;
        match (loaded.node(None, &self.from)?, loaded.node(None, &self.to)?) {
            (Node::Person(from), Node::Person(to)) => self.between_people(shared, &loaded, from, to),
            (Node::Work(from), Node::Work(to)) => self.between_works(shared, &loaded, from, to),
            (from, to) => {
                let ends = format!(
                    "paths lead from person to person or from work to work, not {} to {}",
                    from.kind(),
                    to.kind()
                );
                Err(Usage(ends).into())
            }
        }
    }

    fn between_people(&self, shared: &Shared, loaded: &Loaded, from: PersonId, to: PersonId) -> anyhow::Result<()> {
        let answer = Paths::between(from, to).limit(self.limit).max_authors(self.max_authors.0).run(&loaded.graph);
        let answer = wire::Paths::new(&loaded.graph, &answer, self.max_authors.0);
        if shared.json { Ok(output::json(&answer)?) } else { Ok(output::say(&text(&answer))?) }
    }

    fn between_works(&self, shared: &Shared, loaded: &Loaded, from: WorkId, to: WorkId) -> anyhow::Result<()> {
        let answer = CitationPaths::between(from, to).limit(self.limit).run(&loaded.graph);
        let answer = wire::CitationPaths::new(&loaded.graph, &answer);
        if shared.json { Ok(output::json(&answer)?) } else { Ok(output::say(&citations(&answer))?) }
    }
}

fn citations(answer: &wire::CitationPaths<'_>) -> String {
    let ends = format!("{} → {}", answer.from.id, answer.to.id);
    let Some(length) = answer.length else {
        return format!("{}: not connected by citations", output::heading(&ends));
    };
    let mut lines = vec![format!("{}: {length} step(s)", output::heading(&ends))];
    let work = |work: &wire::SharedWork<'_>| {
        format!("{}  {}  {}", output::year(work.year), work.id, output::clean(work.title))
    };
    for (at, path) in (1..).zip(&answer.paths) {
        lines.push(format!("\npath {at}, strength {:.4}", path.strength));
        lines.push(format!("  {}", work(&answer.from)));
        for step in &path.steps {
            lines.push(format!("    {}", if step.cites { "cites" } else { "is cited by" }));
            lines.push(format!("  {}", work(&step.to)));
        }
    }
    if answer.more {
        lines.push("\nthere are more paths of this length (--limit)".to_owned());
    }
    lines.join("\n")
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
