//! `scholargraph timeline`.

use clap::Args;
use scholargraph_server::wire;

use super::Shared;
use crate::output::{self, Rows};

const EXAMPLES: &str = "\
Examples:
  scholargraph timeline xiaoyao-liang                    somebody in the bundled sample
  scholargraph -g graph timeline A5023888391 --json";

/// A person's years: works, collaborators gained, topics
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Timeline {
    /// Id, key, ORCID iD or any other identifier
    id: String,
}

impl Timeline {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let loaded = shared.open()?;
        let person = super::person(&loaded, &self.id)?;
        let timeline = scholargraph::Timeline::of(&loaded.graph, person);
        let timeline = wire::Timeline::new(&loaded.graph, &timeline);
        if shared.json { Ok(output::json(&timeline)?) } else { Ok(output::say(&text(&timeline))?) }
    }
}

fn text(timeline: &wire::Timeline<'_>) -> String {
    let most = timeline.years.iter().map(|year| year.works).max().unwrap_or(0);
    let mut rows = Rows::new(&["#year", "#works", "", "#collaborators", "#new", "of whom", "topics"]);
    for year in &timeline.years {
        let names: Vec<&str> = year.new_collaborators.iter().take(3).map(|one| one.label).collect();
        let topics: Vec<&str> = year.topics.iter().take(3).map(|topic| topic.label).collect();
        rows.push([
            year.year.to_string(),
            year.works.to_string(),
            bar(year.works, most),
            year.collaborators.to_string(),
            year.new_collaborators_count.to_string(),
            names.join(", "),
            topics.join(", "),
        ]);
    }
    let undated = match timeline.undated_works {
        0 => String::new(),
        works => format!("\n\n{works} works without a year"),
    };
    format!("{}\n{rows}{undated}", output::heading(&format!("Years of {}", timeline.person.label)))
}

/// A bar as long as `value` is of `most`, in eighths of a letter.
fn bar(value: u32, most: u32) -> String {
    const WIDTH: u32 = 20;
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (u64::from(value) * u64::from(8 * WIDTH)).div_ceil(u64::from(most.max(1))) as usize;
    format!("{}{}", "█".repeat(eighths / 8), PARTS[eighths % 8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_values() {
        assert_eq!(bar(0, 10), "");
        assert_eq!(bar(10, 10), "█".repeat(20));
        assert_eq!(bar(1, 160), "▏");
        assert_eq!(bar(1, 16), "█▎");
        assert_eq!(bar(0, 0), "");
    }
}
