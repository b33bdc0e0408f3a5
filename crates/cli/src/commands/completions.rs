//! `scholargraph completions`.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Cli;
use crate::output;

const EXAMPLES: &str = "\
Examples:
  scholargraph completions bash > ~/.local/share/bash-completion/completions/scholargraph
  scholargraph completions zsh > ~/.zfunc/_scholargraph
  scholargraph completions fish > ~/.config/fish/completions/scholargraph.fish";

/// Print a completion script for a shell
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> anyhow::Result<()> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "scholargraph", &mut script);
        Ok(output::write(&script)?)
    }
}
