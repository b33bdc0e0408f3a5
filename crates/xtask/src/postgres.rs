//! A PostgreSQL server of our own, for as long as it is asked.

use std::{
    fs,
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::shell::{done, is_root};

/// Seen on this machine alone, and nowhere in its file system.
const PRIVATE: &str = "-c listen_addresses=127.0.0.1 -c unix_socket_directories=";

/// A running server; it stops when it is dropped.
pub(crate) struct Server {
    programs: PathBuf,
    data: PathBuf,
    /// Not PostgreSQL's own, which may be taken.
    port: u16,
}

impl Server {
    /// Starts a server whose files lie in `data`, which is made where it is missing, with further `settings`.
    pub(crate) fn start(data: &Path, settings: &str) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let server = Self { programs: programs()?, data: data.to_owned(), port };
        if !data.join("PG_VERSION").exists() {
            fs::create_dir_all(data)?;
            if is_root() {
                done(Command::new("chown").arg("postgres").arg(data)).context("PostgreSQL does not run as root")?;
            }
            let files = data.display();
            server.run("initdb", &format!("-D '{files}' -A trust -U postgres -E UTF8 --locale=C"))?;
        }
        let files = data.display();
        server.run("pg_ctl", &format!("-D '{files}' -l '{files}/log' -w -o '-p {port} {PRIVATE} {settings}' start"))?;
        Ok(server)
    }

    /// The port that it listens at, on this machine.
    pub(crate) fn port(&self) -> u16 {
        self.port
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
            eprintln!("PostgreSQL still runs on port {}: {error:#}", self.port);
        }
    }
}

/// Is it installed?
pub(crate) fn is_installed() -> bool {
    programs().is_ok()
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
