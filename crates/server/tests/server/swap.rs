//! Replacing the snapshot while it is being served.

use std::collections::HashSet;

use scholargraph::{BuildOptions, Graph};
use scholargraph_testkit::{Paper, graph_of};

use crate::common::{Server, loaded};

/// A corpus of so many works by one person.
pub(crate) fn corpus(works: usize) -> Graph {
    let paper = Paper { year: 2020, authors: vec![(0, vec![]), (1, vec![])], ..Paper::default() };
    graph_of(&vec![paper; works], BuildOptions::default())
}

#[tokio::test]
async fn answers_come_from_the_new_snapshot() {
    let server = Server::new();
    let before = server.get("/v1").await;
    server.state.replace(loaded(corpus(3)));
    let after = server.get_with("/v1", "if-none-match", before.header("etag")).await;
    assert_eq!(after.status, 200, "the old name is none of the new snapshot's");
    assert_eq!(after.json()["nodes"]["work"], 3);
    assert_eq!(server.get("/v1/people/A1").await.status, 404);
    assert_eq!(server.get("/v1/people/A1000").await.status, 200);
}

#[tokio::test]
async fn a_question_under_way_keeps_its_snapshot() {
    let server = Server::new();
    let (begin, has_begun) = tokio::sync::oneshot::channel();
    let (release, released) = std::sync::mpsc::channel::<()>();
    let state = server.state.clone();
    let under_way = tokio::spawn(async move {
        let job = move |loaded: &scholargraph_server::Loaded| {
            begin.send(()).unwrap();
            released.recv().unwrap_err();
            loaded.graph().works().len()
        };
        state.run(job).await
    });
    has_begun.await.unwrap();
    server.state.replace(loaded(corpus(3)));
    drop(release);
    assert_eq!(under_way.await.unwrap().unwrap(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_request_fails_while_two_replace() {
    let server = Server::new();
    server.state.replace(loaded(corpus(1)));
    let swap = |works: usize| {
        let server = server.clone();
        tokio::spawn(async move {
            for _ in 0..20 {
                server.state.replace(loaded(corpus(works)));
                tokio::task::yield_now().await;
            }
        })
    };
    let swaps = [swap(1), swap(2)];
    let ask = || {
        let server = server.clone();
        tokio::spawn(async move {
            let mut seen = Vec::new();
            for _ in 0..100 {
                let reply = server.get("/v1/people/A1000").await;
                assert_eq!(reply.status, 200, "{}", reply.text());
                seen.push((reply.header("etag").to_owned(), reply.json()["summary"]["works"].as_u64()));
            }
            seen
        })
    };
    let mut seen = HashSet::new();
    for asked in [ask(), ask(), ask()] {
        seen.extend(asked.await.unwrap());
    }
    for swap in swaps {
        swap.await.unwrap();
    }
    let etags: HashSet<_> = seen.iter().map(|(etag, _)| etag).collect();
    assert_eq!(etags.len(), seen.len(), "an answer is of the snapshot that its name names: {seen:?}");
}
