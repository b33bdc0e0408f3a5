//! `serve` while snapshots come and go.

#![cfg(unix)]

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use crate::{
    common::{Snapshots, damaged, replace, run, stderr},
    served::{Server, until},
};

#[test]
fn snapshots_are_swapped_and_damaged_ones_refused_without_a_failed_request() {
    let snapshots = Snapshots::new();
    snapshots.build(1);
    let server = Arc::new(Server::start(&["-g", &snapshots.graph()], &[]));
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
    let server = Server::start(&["-g", &snapshots.graph()], &[]);
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
