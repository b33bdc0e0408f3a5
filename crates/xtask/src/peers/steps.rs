//! What has to be there before anybody can be asked, and asking.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Options;
use crate::{postgres::Server, shell::done};

/// Folders and programs of a run.
pub(super) struct Steps {
    scripts: PathBuf,
    /// What lasts from run to run.
    kept: PathBuf,
    corpus: PathBuf,
    works: String,
    binary: PathBuf,
    build: bool,
    root: PathBuf,
    /// What peers are asked about.
    asked: PathBuf,
}

impl Steps {
    pub(super) fn new(root: &Path, options: &Options) -> Result<Self> {
        let kept = root.join("target/peers");
        let corpus = options.corpus.clone().unwrap_or_else(|| kept.join(format!("corpus-{}", options.works)));
        let name = corpus.file_name().context("the corpus is a folder with a name")?;
        let asked = kept.join("asked").join(name);
        fs::create_dir_all(&asked).with_context(|| format!("creating {}", asked.display()))?;
        let built = root.join("target/release").join(format!("scholargraph{}", std::env::consts::EXE_SUFFIX));
        Ok(Self {
            scripts: root.join("benches/peers"),
            corpus,
            works: options.works.clone(),
            build: options.binary.is_none(),
            binary: options.binary.clone().unwrap_or(built),
            root: root.to_owned(),
            kept,
            asked,
        })
    }

    /// Builds the program, the corpus, its graph and the tables that peers read, as far as they are missing.
    pub(super) fn prepare(&self) -> Result<()> {
        if self.build {
            let mut cargo = Command::new("cargo");
            cargo.args(["build", "--release", "--package", "scholargraph-cli"]).current_dir(&self.root);
            done(&mut cargo)?;
        }
        if !self.corpus.exists() {
            let mut generate = Command::new(&self.binary);
            done(generate.args(["generate", "--works", &self.works, "-o"]).arg(&self.corpus))?;
        }
        for list in ["people.tsv", "pairs.tsv"] {
            let from = self.corpus.join(list);
            fs::copy(&from, self.asked.join(list)).with_context(|| format!("reading {}", from.display()))?;
        }
        let (graph, tables) = (self.graph(), self.asked.join("tables"));
        if !graph.join("CURRENT").exists() {
            let mut build = Command::new(&self.binary);
            build.arg("build").arg("-o").arg(&graph).arg(format!("openalex:{}", self.corpus.display()));
            done(build.args(["--people", "as-given", "--max-authors", "none", "--strict"]))?;
        }
        if !tables.exists() {
            let mut export = Command::new(&self.binary);
            done(export.arg("-g").arg(&graph).args(["export", "--format", "parquet", "-o"]).arg(&tables))?;
        }
        Ok(())
    }

    fn graph(&self) -> PathBuf {
        self.asked.join("graph")
    }

    /// What the queries cost here; the answers are kept for the peers' to be set beside.
    pub(super) fn ours(&self) -> Result<Value> {
        let mut bench = Command::new(&self.binary);
        bench.arg("-g").arg(self.graph()).args(["bench", "--json", "--people"]).arg(self.asked.join("people.tsv"));
        bench.arg("--pairs").arg(self.asked.join("pairs.tsv"));
        bench.arg("--answers").arg(self.asked.join("answers.jsonl"));
        said(&mut bench)
    }

    /// A Python with the peers' packages.
    pub(super) fn python(&self) -> Result<PathBuf> {
        let folder = self.kept.join("venv");
        let python = folder.join("bin/python");
        if !python.exists() {
            done(Command::new("python3").args(["-m", "venv"]).arg(&folder)).context("Python 3 is needed")?;
        }
        let mut install = Command::new(&python);
        install.args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(self.scripts.join("requirements.txt"));
        done(&mut install)?;
        Ok(python)
    }

    /// What a peer takes.
    pub(super) fn ask(&self, peer: &str, python: &Path) -> Result<Value> {
        let script = if matches!(peer, "duckdb" | "postgres") { "databases.py" } else { "graphs.py" };
        let mut ask = Command::new(python);
        ask.arg(self.scripts.join(script)).arg(peer).arg(&self.asked);
        if peer != "postgres" {
            return said(&mut ask);
        }
        let server = Server::start(&self.kept.join("postgres"), GENEROUS)?;
        said(ask.env("PGHOST", "127.0.0.1").env("PGPORT", server.port().to_string()))
    }
}

/// PostgreSQL, as generously set up as for a machine that does nothing else, on one process for each question, so that
/// processor time can be counted.
const GENEROUS: &str = "-c shared_buffers=1GB -c work_mem=256MB -c random_page_cost=1.1 \
                        -c max_parallel_workers_per_gather=0 -c jit=off -c fsync=off";

/// The JSON that a command prints.
fn said(command: &mut Command) -> Result<Value> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.stderr(Stdio::inherit()).output().with_context(|| format!("starting {program}"))?;
    if !output.status.success() {
        bail!("{program} failed ({})", output.status);
    }
    serde_json::from_slice(&output.stdout).with_context(|| format!("reading what {program} says"))
}
