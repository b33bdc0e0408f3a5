//! What is asked for.

use std::{path::PathBuf, str::FromStr, time::Duration};

use anyhow::{Context, Result, bail, ensure};

pub(crate) const HELP: &str = "\
Usage: cargo bench -p benches --bench soak -- --graph DIR [OPTIONS]

Options:
  --graph DIR          folder of a snapshot; given twice, the two are put in force by turns, and ids that only
                       one of them knows are no failures
  --minutes M          how long [default: 1]
  --rate R             requests per second [default: 100]
  --swap-every SECONDS [default: 10]
  --patience SECONDS   how long a snapshot may take to be verified [default: 600]
  --server FILE        the program [default: the release build in the target folder]";

#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) graphs: Vec<PathBuf>,
    pub(crate) duration: Duration,
    pub(crate) rate: f64,
    pub(crate) swap_every: Duration,
    pub(crate) patience: Duration,
    pub(crate) server: PathBuf,
}

impl Options {
    pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut options = Self {
            graphs: Vec::new(),
            duration: Duration::from_secs(60),
            rate: 100.0,
            swap_every: Duration::from_secs(10),
            patience: Duration::from_secs(600),
            server: default_server()?,
        };
        while let Some(name) = arguments.next() {
            // Cargo says so to every benchmark.
            if name == "--bench" {
                continue;
            }
            let value = arguments.next().with_context(|| format!("{name} needs a value"))?;
            match name.as_str() {
                "--graph" => options.graphs.push(value.into()),
                "--minutes" => options.duration = seconds(60.0 * number::<f64>(&name, &value)?)?,
                "--rate" => options.rate = number(&name, &value)?,
                "--swap-every" => options.swap_every = seconds(number(&name, &value)?)?,
                "--patience" => options.patience = seconds(number(&name, &value)?)?,
                "--server" => options.server = value.into(),
                _ => bail!("there is no option {name}"),
            }
        }
        ensure!(matches!(options.graphs.len(), 1 | 2), "name one snapshot, or two: --graph DIR");
        ensure!((0.01..=10_000.0).contains(&options.rate), "--rate is 0.01 to 10000 requests per second");
        ensure!(
            options.server.is_file(),
            "{} is not there: run `cargo build --release -p scholargraph-cli`, or name the program with --server",
            options.server.display()
        );
        Ok(options)
    }
}

fn number<T: FromStr>(name: &str, value: &str) -> Result<T> {
    value.parse().ok().with_context(|| format!("{name} takes a number, not {value}"))
}

fn seconds(seconds: f64) -> Result<Duration> {
    ensure!(seconds > 0.0 && seconds < 31.0 * 86_400.0, "a time is more than 0, and at most a month");
    Ok(Duration::from_secs_f64(seconds))
}

/// This program lies in `target/release/deps`, the server one folder above.
fn default_server() -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    let folder = own.parent().and_then(|deps| deps.parent()).context("this program lies in no folder")?;
    Ok(folder.join("scholargraph").with_extension(std::env::consts::EXE_EXTENSION))
}
