//! Servers of the real program.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::common::{command, get};

/// How long something that must happen may take on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(90);

#[track_caller]
pub(crate) fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "{what}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// A server of the real program, ended when dropped.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) address: String,
    log: Arc<Mutex<String>>,
}

impl Server {
    /// Starts `serve` with these arguments, and waits until it is ready.
    pub(crate) fn start(before: &[&str], behind: &[&str]) -> Self {
        let mut child = command(&[before, &["serve", "--listen", "127.0.0.1:0"], behind].concat());
        let mut child = child.env("RUST_LOG", "warn").stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        let address = |line: &String| Some(line.split_once("http://")?.1.split_whitespace().next()?.to_owned());
        let address = lines.by_ref().find_map(|line| address(&line)).expect("the address is printed");
        let log = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&log);
        thread::spawn(move || lines.for_each(|line| *kept.lock().unwrap() += &(line + "\n")));
        let server = Self { child, address, log };
        until("it becomes ready", || get(&server.address, "/readyz").starts_with("HTTP/1.1 200"));
        server
    }

    pub(crate) fn works(&self) -> u64 {
        self.json("/v1")["nodes"]["work"].as_u64().unwrap()
    }

    pub(crate) fn json(&self, path: &str) -> Value {
        let answer = get(&self.address, path);
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
    }

    pub(crate) fn counted(&self, name: &str) -> u64 {
        let metrics = get(&self.address, "/metrics");
        let line = metrics.lines().find_map(|line| line.strip_prefix(&format!("scholargraph_snapshots_{name}_total ")));
        line.unwrap_or_else(|| panic!("{name} in {metrics}")).parse().unwrap()
    }

    pub(crate) fn signal(&self, signal: &str) {
        assert!(Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap().success());
    }

    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    pub(crate) fn stop(mut self) {
        self.signal("-TERM");
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A test that failed leaves nothing running; one that stopped it has nothing left to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
