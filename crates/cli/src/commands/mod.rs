//! The command line: one file per command.

#[cfg(feature = "community")]
mod accounts;
mod bench;
mod build;
mod central;
mod collaborators;
#[cfg(feature = "community")]
mod community;
mod completions;
mod evaluate;
mod export;
mod generate;
mod ids;
mod info;
mod path;
mod profile;
mod search;
mod serve;
mod show;
mod similar;
mod slice;
mod suggest;
mod timeline;
mod verify;

use std::{path::PathBuf, time::Instant};

use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use scholargraph::{Kind, Node, PersonId, snapshot::Access};

use crate::{exit::Usage, loading::Loaded};

const EXAMPLES: &str = "\
Examples:
  scholargraph                                            the explorer on the bundled sample
  scholargraph build -o graph openalex:works/             a snapshot of your own
  scholargraph -g graph search 'jane doe'                 find somebody
  scholargraph -g graph profile A5023888391               who they are, and how far that is known
  scholargraph -g graph collaborators A5023888391         who they work with
  scholargraph -g graph suggest A5023888391               who they might work with
  scholargraph -g graph serve                             the HTTP API and the pages

Exit status: 0 done; 1 failed; 2 wrong usage; 3 not found; 4 input or snapshot damaged, or of another version.";

/// A research graph of works, people, topics and institutions: slices, close collaborators, paths.
///
/// Without a command it serves the bundled sample and prints the address to open.
#[derive(Debug, Parser)]
#[command(name = "scholargraph", version, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::Serve,
    #[command(flatten)]
    shared: Shared,
}

/// Options that every command takes.
#[derive(Args, Debug)]
pub(crate) struct Shared {
    /// Folder of the snapshot to ask; without it, the bundled sample
    #[arg(short, long, value_name = "DIR", env = "SCHOLARGRAPH_GRAPH", global = true)]
    graph: Option<PathBuf>,
    /// Print JSON, in the shapes of the HTTP API
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Say on standard error how long it took
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Build),
    Generate(generate::Generate),
    Info(info::Info),
    Verify(verify::Verify),
    Search(search::Search),
    Profile(profile::Profile),
    Show(show::Show),
    Collaborators(collaborators::Collaborators),
    Suggest(suggest::Suggest),
    Similar(similar::Similar),
    Path(path::Path),
    Slice(slice::Slice),
    Timeline(timeline::Timeline),
    Central(central::Central),
    Evaluate(evaluate::Evaluate),
    Export(export::Export),
    Bench(bench::Bench),
    Serve(serve::Serve),
    #[cfg(feature = "community")]
    Community(community::Moderation),
    Completions(completions::Completions),
}

impl Cli {
    /// Does what was asked for.
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let start = Instant::now();
        let shared = &self.shared;
        if self.command.is_some() && self.serve.is_told_something() {
            return Err(Usage("write --listen behind the command `serve`".to_owned()).into());
        }
        let result = match self.command.unwrap_or(Command::Serve(self.serve)) {
            Command::Build(command) => command.run(shared),
            Command::Generate(command) => command.run(shared),
            Command::Info(command) => command.run(shared),
            Command::Verify(command) => command.run(shared),
            Command::Search(command) => command.run(shared),
            Command::Profile(command) => command.run(shared),
            Command::Show(command) => command.run(shared),
            Command::Collaborators(command) => command.run(shared),
            Command::Suggest(command) => command.run(shared),
            Command::Similar(command) => command.run(shared),
            Command::Path(command) => command.run(shared),
            Command::Slice(command) => command.run(shared),
            Command::Timeline(command) => command.run(shared),
            Command::Central(command) => command.run(shared),
            Command::Evaluate(command) => command.run(shared),
            Command::Export(command) => command.run(shared),
            Command::Bench(command) => command.run(shared),
            Command::Serve(command) => command.run(shared),
            #[cfg(feature = "community")]
            Command::Community(command) => command.run(shared),
            Command::Completions(command) => command.run(),
        };
        if shared.verbose {
            eprintln!("{:.3} s", start.elapsed().as_secs_f64());
        }
        result
    }
}

impl Shared {
    /// The graph to ask about single nodes.
    pub(crate) fn open(&self) -> anyhow::Result<Loaded> {
        Loaded::open(self.graph.as_deref(), Access::Cold)
    }

    /// The graph to ask about all of it.
    pub(crate) fn open_throughout(&self) -> anyhow::Result<Loaded> {
        Loaded::open(self.graph.as_deref(), Access::Throughout)
    }

    /// The folder of the snapshot; `None` for the bundled sample.
    pub(crate) fn graph(&self) -> Option<&std::path::Path> {
        self.graph.as_deref()
    }

    /// The folder of the snapshot, which the command cannot do without.
    pub(crate) fn folder(&self) -> anyhow::Result<&std::path::Path> {
        let missing = || Usage("name a snapshot: -g DIR or SCHOLARGRAPH_GRAPH".to_owned());
        self.graph.as_deref().ok_or_else(|| missing().into())
    }
}

/// The person that `id` means.
fn person(loaded: &Loaded, id: &str) -> anyhow::Result<PersonId> {
    match loaded.node(Some(Kind::Person), id)? {
        Node::Person(person) => Ok(person),
        node => Err(Usage(format!("{id} is a {}, not a person", node.kind())).into()),
    }
}

/// Does `work` on so many threads, on one for each processor where that is 0.
fn with_threads<R: Send>(threads: usize, work: impl FnOnce() -> R + Send) -> anyhow::Result<R> {
    if threads == 0 {
        return Ok(work());
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    Ok(pool.context("starting the threads; ask for fewer")?.install(work))
}
