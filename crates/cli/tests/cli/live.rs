//! `serve` while snapshots come and go.

#![cfg(unix)]

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::common::{Snapshots, command, damaged, get, replace, run, stderr};

/// How long something that must happen may take on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(90);

#[track_caller]
fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "{what}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// A server of the real program, ended when dropped.
struct Server {
    child: Child,
    address: String,
    log: Arc<Mutex<String>>,
}

impl Server {
    fn start(graph: &str) -> Self {
        let mut child = command(&["-g", graph, "serve", "--listen", "127.0.0.1:0"]);
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

    fn works(&self) -> u64 {
        self.json("/v1")["nodes"]["work"].as_u64().unwrap()
    }

    fn json(&self, path: &str) -> Value {
        let answer = get(&self.address, path);
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
    }

    fn counted(&self, name: &str) -> u64 {
        let metrics = get(&self.address, "/metrics");
        let line = metrics.lines().find_map(|line| line.strip_prefix(&format!("scholargraph_snapshots_{name}_total ")));
        line.unwrap_or_else(|| panic!("{name} in {metrics}")).parse().unwrap()
    }

    fn signal(&self, signal: &str) {
        assert!(Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap().success());
    }

    fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    fn stop(mut self) {
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

#[test]
fn snapshots_are_swapped_and_damaged_ones_refused_without_a_failed_request() {
    let snapshots = Snapshots::new();
    snapshots.build(1);
    let server = Arc::new(Server::start(&snapshots.graph()));
    let over = Arc::new(AtomicBool::new(false));
    let asker = {
        let (server, over) = (Arc::clone(&server), Arc::clone(&over));
        // Bounded, since every request is a connection of its own.
        thread::spawn(move || {
            let mut asked = 0;
            while asked < 5_000 && !over.load(Ordering::Relaxed) {
                let profile = server.json("/v1/people/A1");
                assert_eq!(profile["id"], "A1");
                asked += 1;
                thread::sleep(Duration::from_millis(2));
            }
            asked
        })
    };
    snapshots.build(2);
    until("CURRENT is followed", || server.works() == 2);
    assert_eq!((server.counted("opened"), server.counted("refused")), (2, 0));

    // A damaged one, mended in place: only a signal makes it look again.
    let first = fs::read_to_string(snapshots.current()).unwrap();
    snapshots.build(3);
    until("CURRENT is followed", || server.works() == 3);
    let works = snapshots.tables().join("works.arrow");
    let good = fs::read(&works).unwrap();
    let third = fs::read_to_string(snapshots.current()).unwrap();
    snapshots.put(&first);
    until("the one before is put back", || server.works() == 2);
    replace(&works, &damaged(&works));
    snapshots.put(&third);
    until("a damaged one is refused", || server.counted("refused") == 1);
    replace(&works, &good);
    thread::sleep(Duration::from_secs(2));
    assert_eq!((server.works(), server.counted("refused")), (2, 1), "the old one stays, and it is said once");
    let log = server.log();
    assert!(log.contains("works.arrow") && log.contains("scholargraph build"), "file and way out: {log}");
    server.signal("-HUP");
    until("a signal makes it look again", || server.works() == 3);

    // One that does not exist.
    snapshots.put(&"0".repeat(32));
    until("a missing one is refused", || server.counted("refused") == 2);
    assert_eq!(server.works(), 3);
    // What is counted is written a moment later.
    until("a missing one is said", || server.log().contains("names a snapshot that is not there"));
    snapshots.build(4);
    until("a later good one is taken", || server.works() == 4);

    over.store(true, Ordering::Relaxed);
    assert!(asker.join().expect("no request fails") > 10);
    Arc::into_inner(server).unwrap().stop();
}

#[test]
fn a_missing_search_index_is_made_anew_and_a_signal_reloads() {
    let snapshots = Snapshots::new();
    snapshots.build(2);
    fs::remove_file(snapshots.tables().join("search.idx")).unwrap();
    let server = Server::start(&snapshots.graph());
    assert_eq!(server.json("/v1/search?q=ada")["hits"].as_array().unwrap().len(), 3);
    assert!(server.log().contains("search index is made anew"), "{}", server.log());
    server.signal("-HUP");
    until("a signal reloads", || server.counted("opened") == 2);
    server.stop();
}

#[test]
fn nothing_is_served_from_a_damaged_snapshot() {
    let snapshots = Snapshots::new();
    snapshots.build(2);
    let works = snapshots.tables().join("works.arrow");
    replace(&works, &damaged(&works));
    let output = run(&["-g", &snapshots.graph(), "serve", "--listen", "127.0.0.1:0"]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(4), "{said}");
    assert!(said.contains("works.arrow") && said.contains("scholargraph build"), "{said}");
    let output = run(&["-g", "no/such/folder", "serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
}
