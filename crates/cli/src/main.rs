//! The `scholargraph` command.

mod commands;
mod exit;
mod loading;
mod memory;
mod meter;
mod output;
mod stages;
mod values;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = commands::Cli::parse();
    exit::report(cli.run())
}
