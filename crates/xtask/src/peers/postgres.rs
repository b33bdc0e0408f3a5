//! A PostgreSQL server of our own, for as long as it is asked.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use super::steps::done;

/// Not PostgreSQL's own port, which may be taken.
const PORT: &str = "55439";

/// How it is set up: as generously as for a machine that does nothing else, on one process for each question, so that
/// processor time can be counted.
const SETTINGS: &str = "-c listen_addresses=127.0.0.1 -c shared_buffers=1GB -c work_mem=256MB -c random_page_cost=1.1 \
                        -c max_parallel_workers_per_gather=0 -c jit=off -c fsync=off -c unix_socket_directories=";

/// A running server; it stops when it is dropped.
pub(super) struct Server {
    programs: PathBuf,
    data: PathBuf,
}

impl Server {
    /// Starts a server whose files lie in `data`, which is made where it is missing.
    pub(super) fn start(data: &Path) -> Result<Self> {
        let server = Self { programs: programs()?, data: data.to_owned() };
        if !data.join("PG_VERSION").exists() {
            fs::create_dir_all(data)?;
            if is_root() {
                done(Command::new("chown").arg("postgres").arg(data)).context("PostgreSQL does not run as root")?;
            }
            let files = data.display();
            server.run("initdb", &format!("-D '{files}' -A trust -U postgres -E UTF8 --locale=C"))?;
        }
        let files = data.display();
        server.run("pg_ctl", &format!("-D '{files}' -l '{files}/log' -w -o '-p {PORT} {SETTINGS}' start"))?;
        Ok(server)
    }

    /// Where it listens, for those who ask it.
    pub(super) fn address(&self) -> [(&'static str, &'static str); 2] {
        [("PGHOST", "127.0.0.1"), ("PGPORT", PORT)]
    }

    /// Runs one of its programs, which refuse to be run by root.
    fn run(&self, program: &str, arguments: &str) -> Result<()> {
        let line = format!("'{}' {arguments}", self.programs.join(program).display());
        let mut shell = if is_root() { Command::new("su") } else { Command::new("sh") };
        if is_root() {
            shell.args(["postgres", "-s", "/bin/sh"]);
        }
        // It must not start in a folder that its user may not read.
        done(shell.arg("-c").arg(line).current_dir("/"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let stopped = self.run("pg_ctl", &format!("-D '{}' -m fast stop", self.data.display()));
        if let Err(error) = stopped {
            eprintln!("PostgreSQL still runs on port {PORT}: {error:#}");
        }
    }
}

/// The folder of the newest version that Debian's packages have installed, else wherever `initdb` is found.
fn programs() -> Result<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let found = versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").exists());
    let on_path = || {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder| folder.join("initdb").exists())
    };
    match found.max().or_else(on_path) {
        Some(folder) => Ok(folder),
        None => bail!("PostgreSQL is not installed: apt-get install postgresql"),
    }
}

/// Are we the one user whom PostgreSQL does not run for?
fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n")
}
