//! The server, as a process of its own.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
};

use anyhow::{Context, Result, ensure};

pub(crate) struct Program {
    child: Child,
    address: String,
}

/// What a process holds in memory, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Memory {
    /// Its own: heap and stacks.
    pub(crate) own: u64,
    /// Pages of the files that it has mapped, which the system takes back when it needs them.
    pub(crate) mapped: u64,
}

impl Program {
    /// Starts serving `folder` at a free port of the loopback interface.
    pub(crate) fn start(program: &Path, folder: &Path) -> Result<Self> {
        let mut command = Command::new(program);
        command.arg("-g").arg(folder).args(["serve", "--listen", "127.0.0.1:0"]).env("RUST_LOG", "error");
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let stderr = child.stderr.take().context("the server says nothing")?;
        let mut server = Self { child, address: String::new() };
        let mut lines = BufReader::new(stderr).lines().map_while(Result::ok);
        let address = |line: String| Some(line.split_once("http://")?.1.split_whitespace().next()?.to_owned());
        server.address = lines.by_ref().find_map(address).context("the server ended before it listened")?;
        thread::spawn(move || lines.for_each(|line| eprintln!("server: {line}")));
        Ok(server)
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// `None` where the system does not tell as Linux does.
    pub(crate) fn memory(&self) -> Option<Memory> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let kilobytes = |name: &str| -> Option<u64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.trim_start_matches(':').trim().strip_suffix(" kB")?.parse().ok()
        };
        Some(Memory { own: 1024 * kilobytes("RssAnon")?, mapped: 1024 * kilobytes("RssFile")? })
    }

    /// Asks it to stop, where the system has a way to ask, and waits.
    pub(crate) fn stop(mut self) -> Result<()> {
        if cfg!(unix) {
            Command::new("kill").arg(self.child.id().to_string()).status()?;
            let status = self.child.wait()?;
            ensure!(status.success(), "the server ended with {status}");
        }
        Ok(())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
