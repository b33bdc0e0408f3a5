//! The command behind `cargo xtask`.

use std::{path::Path, process::ExitCode};

use anyhow::{Result, bail};
use xtask::{peers, test, tidy, workspace_root};

const HELP: &str = "\
What developers of scholargraph run.

Usage: cargo xtask <COMMAND>

Commands:
  test [--fast] [STEP...]   every check, in an order that fails early; or only the named steps
  tidy                      the rules of the house that no compiler knows
  bench-peers [OPTION...]   what the queries cost on other systems: a Markdown table
  help                      this text

Options of test:
  --fast                    leave out the slow steps: doc tests, documentation, the browser
  --list                    name the steps and stop

Options of bench-peers:
  --corpus FOLDER           a corpus that `scholargraph generate` wrote; else one is generated
  --works N                 its works; 20000 unless named
  --peers NAME,NAME         some of rustworkx, igraph, networkit, duckdb, postgres
  --markdown FILE           write the table there, too
  --binary FILE             a program to measure, instead of building one

Examples:
  cargo xtask test                  everything, as continuous integration runs it
  cargo xtask test --fast           before a commit
  cargo xtask test clippy tests     two of the steps
  cargo xtask bench-peers           the table of benches/README.md, on a small corpus
  cargo xtask tidy                  seconds: dependency direction, file sizes, left-over marks

The tests read real corpora from `../shared` beside the repository, or from the folder that SCHOLARGRAPH_SHARED names.
Exit status: 0 all is well; 1 a check failed or could not run, or peers answered otherwise; 2 wrong usage.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(status) => status,
        Err(error) => {
            eprintln!("error: {error:#}\n\n`cargo xtask help` shows what there is.");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &[&str]) -> Result<ExitCode> {
    let root = workspace_root();
    match arguments {
        [] | ["help" | "--help" | "-h", ..] | [_, "--help" | "-h", ..] => {
            print(HELP);
            Ok(ExitCode::SUCCESS)
        }
        ["test", "--list"] => {
            print(&test::listing());
            Ok(ExitCode::SUCCESS)
        }
        ["test", options @ ..] => Ok(status(test::run(&root, &test::Selection::parse(options)?))),
        ["tidy"] => Ok(status(tidy::report(&root))),
        ["tidy", extra, ..] => bail!("`tidy` takes no arguments, found `{extra}`"),
        ["bench-peers", options @ ..] => bench_peers(&root, &peers::Options::parse(options)?),
        [unknown, ..] => bail!("there is no command `{unknown}`"),
    }
}

fn bench_peers(root: &Path, options: &peers::Options) -> Result<ExitCode> {
    let (table, agreed) = peers::run(root, options)?;
    if let Some(path) = &options.markdown {
        std::fs::write(path, &table)?;
    }
    print(&table);
    Ok(status(agreed))
}

fn status(all_is_well: bool) -> ExitCode {
    if all_is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[expect(clippy::print_stdout, reason = "the help text is this program's answer")]
fn print(text: &str) {
    print!("{text}");
}
