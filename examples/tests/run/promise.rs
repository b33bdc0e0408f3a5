//! What the documentation of an example says it prints.

use std::fs;

use anyhow::{Context, Result};

/// What one types, and what comes out.
pub(crate) struct Promise {
    pub(crate) command: String,
    pub(crate) output: String,
}

/// The block `text` of an example's documentation, where commands follow `$ `.
pub(crate) fn promises(name: &str) -> Result<Vec<Promise>> {
    let source = fs::read_to_string(super::folder().join(format!("{name}.rs")))?;
    let mut promises: Vec<Promise> = Vec::new();
    for line in block(&source) {
        if let Some(command) = line.strip_prefix("$ ") {
            promises.push(Promise { command: command.to_owned(), output: String::new() });
        } else {
            let last = promises.last_mut().with_context(|| format!("{name} promises `{line}` before a command"))?;
            last.output += &format!("{line}\n");
        }
    }
    Ok(promises)
}

fn block(source: &str) -> impl Iterator<Item = &str> {
    let documentation = source.lines().map_while(|line| line.strip_prefix("//!"));
    let lines = documentation.map(|line| line.strip_prefix(' ').unwrap_or(line));
    lines.skip_while(|line| *line != "```text").skip(1).take_while(|line| *line != "```")
}
