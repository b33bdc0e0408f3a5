//! What happens at the bounds of the server itself: too many questions, too slow ones, none yet.

use std::{sync::mpsc, time::Duration};

use scholargraph_server::{Code, Options};

use crate::common::Server;

/// A server of one thread, which is busy until the sender is dropped.
async fn occupied(options: Options) -> (Server, mpsc::Sender<()>) {
    let server = Server::with(Options { threads: 1, ..options });
    let release = occupy(&server).await;
    (server, release)
}

/// Keeps the one thread of `server` busy until the sender is dropped.
async fn occupy(server: &Server) -> mpsc::Sender<()> {
    let (release, released) = mpsc::channel::<()>();
    let (begin, has_begun) = tokio::sync::oneshot::channel();
    let state = server.state.clone();
    tokio::spawn(async move {
        let job = move |_: &scholargraph_server::Loaded| {
            begin.send(()).unwrap();
            released.recv().unwrap_err();
        };
        state.run(job).await
    });
    has_begun.await.unwrap();
    release
}

#[tokio::test]
async fn too_many_questions_are_refused_at_once() {
    let (server, release) = occupied(Options { waiting: 0, ..Options::default() }).await;
    for uri in ["/v1", "/v1/people/A1", "/readyz"] {
        let reply = server.get(uri).await;
        assert_eq!(reply.problem(), (503, "busy".to_owned()), "{uri}");
        assert_eq!(reply.header("retry-after"), "1");
    }
    assert_eq!(server.get("/healthz").await.status, 200, "busy is alive");
    assert!(server.get("/metrics").await.text().contains("\nscholargraph_pool_jobs 1\n"));
    drop(release);
}

#[tokio::test]
async fn what_was_asked_before_is_answered_from_what_is_kept() {
    for (answer_cache, kept) in [(1 << 20, true), (0, false)] {
        let server = Server::with(Options { threads: 1, waiting: 0, answer_cache, ..Options::default() });
        let first = server.get("/v1/people/A1/slice").await;
        assert_eq!(first.status, 200);
        let release = occupy(&server).await;
        let again = server.get("/v1/people/A1/slice").await;
        assert_eq!(again.status, if kept { 200 } else { 503 });
        if kept {
            assert_eq!((&again.body, again.header("etag")), (&first.body, first.header("etag")));
            let same = server.get_with("/v1/people/A1/slice", "if-none-match", first.header("etag")).await;
            assert!(same.status == 304 && same.body.is_empty());
        }
        for other in ["/v1/people/A1/slice?nodes=2", "/v1/people/A1"] {
            assert_eq!(server.get(other).await.problem(), (503, "busy".to_owned()), "{other}");
        }
        drop(release);
    }
}

#[tokio::test]
async fn slow_answers_are_given_up() {
    let options = Options { time_limit: Duration::from_millis(20), ..Options::default() };
    let (server, release) = occupied(options).await;
    let reply = server.get("/v1/people/A1").await;
    assert_eq!(reply.problem(), (503, "time_limit".to_owned()));
    assert_eq!(reply.header("retry-after"), "1");
    drop(release);
}

#[tokio::test]
async fn what_waits_is_answered() {
    let (server, release) = occupied(Options::default()).await;
    let waiting = tokio::spawn({
        let server = server.clone();
        async move { server.get("/v1").await }
    });
    tokio::task::yield_now().await;
    drop(release);
    assert_eq!(waiting.await.unwrap().status, 200);
}

#[tokio::test]
async fn before_the_first_snapshot_nothing_is_ready() {
    let server = Server::starting(Options::default());
    for uri in ["/v1", "/v1/people/A1", "/readyz"] {
        assert_eq!(server.get(uri).await.problem(), (503, "not_ready".to_owned()), "{uri}");
    }
    assert_eq!(server.get("/").await.status, 503);
    assert_eq!(server.get("/healthz").await.text(), "ok\n");
    server.state.replace(crate::common::loaded(crate::common::graph()));
    assert_eq!(server.get("/readyz").await.text(), "ready\n");
    assert_eq!(server.get("/v1").await.status, 200);
}

#[tokio::test]
async fn a_panic_is_one_failed_answer() {
    let server = Server::new();
    let failed = server.state.run(|_| panic!("on purpose")).await.map(|(): ()| ());
    assert_eq!(failed.unwrap_err().code, Code::Internal);
    assert_eq!(server.get("/v1").await.status, 200);
}

#[tokio::test]
async fn requests_are_counted_without_their_ids() {
    let server = Server::new();
    for uri in ["/v1/people/A1/slice", "/v1/people/A2/slice", "/v1/people/A0/slice", "/v1/nothing", "/v1"] {
        server.get(uri).await;
    }
    let reply = server.get("/metrics").await;
    assert!(reply.header("content-type").starts_with("text/plain; version=0.0.4"));
    let text = reply.text();
    for line in [
        "scholargraph_http_requests_total{route=\"/v1/people/{id}/slice\",status=\"200\"} 2",
        "scholargraph_http_requests_total{route=\"/v1/people/{id}/slice\",status=\"404\"} 1",
        "scholargraph_http_requests_total{route=\"other\",status=\"404\"} 1",
        "scholargraph_http_request_seconds_count{route=\"/v1\"} 1",
        "scholargraph_nodes{kind=\"person\"} 5",
        "scholargraph_snapshots_opened_total 1",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
    }
    assert!(!text.contains("A1"), "{text}");
}
