//! What HTTP offers: revalidation, compression, other origins, headers.

use std::io::Read;

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use flate2::read::GzDecoder;

use crate::common::Server;

/// One address of every sort of answer.
const ANSWERS: [&str; 16] = [
    "/v1",
    "/v1/search?q=engine",
    "/v1/resolve?id=W1",
    "/v1/people/A1",
    "/v1/people/A1/works",
    "/v1/people/A1/collaborators",
    "/v1/works/W1",
    "/v1/topics/T1",
    "/v1/institutions/I1",
    "/v1/institutions/I2/collaborators",
    "/v1/topics/T1/collaborators",
    "/v1/works/W1/slice",
    "/v1/paths?from=A1&to=A4",
    "/",
    "/search?q=engine",
    "/people/A1",
];

#[tokio::test]
async fn answers_are_revalidated() {
    let server = Server::new();
    for uri in ANSWERS {
        let reply = server.get(uri).await;
        assert_eq!(reply.status, 200, "{uri}: {}", reply.text());
        let etag = reply.header("etag");
        assert!(etag.starts_with("W/\"") && etag.contains(&server.state.loaded().unwrap().graph().meta().id));
        assert_eq!(reply.header("cache-control"), "no-cache");
        let again = server.get_with(uri, "if-none-match", etag).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{uri}");
        assert_eq!(again.header("etag"), etag);
        assert_eq!(server.get_with(uri, "if-none-match", "\"other\"").await.status, 200);
    }
}

#[tokio::test]
async fn nothing_is_unchanged_that_is_not_there() {
    let server = Server::new();
    let etag = server.get("/v1").await.header("etag").to_owned();
    for (uri, status) in [("/v1/people/A0", 404), ("/v1/people/A1?x", 400), ("/v1/people/A9", 301)] {
        assert_eq!(server.get_with(uri, "if-none-match", &etag).await.status, status, "{uri}");
    }
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let server = Server::new();
    for uri in ANSWERS {
        let get = server.get(uri).await;
        let head = server.send(Request::head(uri).body(Body::empty()).unwrap()).await;
        assert_eq!(head.status, 200, "{uri}");
        assert!(head.body.is_empty(), "{uri}");
        assert_eq!(head.header("content-length"), get.body.len().to_string(), "{uri}");
        assert_eq!(head.header("etag"), get.header("etag"), "{uri}");
    }
}

#[tokio::test]
async fn answers_are_compressed_on_request() {
    let server = Server::new();
    let plain = server.get("/v1/people/A1").await;
    assert_eq!(plain.header("content-encoding"), "");
    assert!(plain.header("vary").contains("accept-encoding"));
    let packed = server.get_with("/v1/people/A1", "accept-encoding", "br, gzip").await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.body.len() < plain.body.len());
    let mut unpacked = Vec::new();
    GzDecoder::new(packed.body.as_slice()).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.body);
    let short = server.get_with("/v1/resolve?id=A1", "accept-encoding", "gzip").await;
    assert_eq!(short.header("content-encoding"), "", "not worth it");
}

#[tokio::test]
async fn what_is_kept_packed_is_what_was_said() {
    let server = Server::new();
    for uri in ["/v1/people/A1/slice", "/people/A1"] {
        let plain = server.get(uri).await;
        let packed = [
            server.get_with(uri, "accept-encoding", "gzip").await,
            server.get_with(uri, "accept-encoding", "gzip").await,
        ];
        for packed in packed {
            assert_eq!(packed.header("server-timing"), "kept", "{uri}");
            assert_eq!(packed.header("content-encoding"), "gzip", "{uri}");
            assert_eq!(packed.header("content-length"), packed.body.len().to_string(), "{uri}");
            assert!(packed.header("vary").contains("accept-encoding"), "{uri}");
            for header in ["content-type", "content-security-policy", "etag", "cache-control"] {
                assert_eq!(packed.header(header), plain.header(header), "{uri}: {header}");
            }
            let mut unpacked = Vec::new();
            GzDecoder::new(packed.body.as_slice()).read_to_end(&mut unpacked).unwrap();
            assert_eq!(unpacked, plain.body, "{uri}");
        }
        let again = server.get(uri).await;
        assert_eq!((again.header("content-encoding"), &again.body), ("", &plain.body), "{uri}");
        let unchanged = server.get_with(uri, "if-none-match", plain.header("etag")).await;
        assert_eq!(unchanged.status, 304, "{uri}");
    }
}

#[tokio::test]
async fn other_origins_may_read() {
    let server = Server::new();
    let reply = server.get_with("/v1", "origin", "https://example.org").await;
    assert_eq!(reply.header("access-control-allow-origin"), "*");
    assert!(reply.header("access-control-expose-headers").contains("etag"));
    let preflight = Request::options("/v1/people/A1")
        .header("origin", "https://example.org")
        .header("access-control-request-method", "GET")
        .body(Body::empty());
    let reply = server.send(preflight.unwrap()).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("access-control-allow-methods"), "GET,HEAD");
}

#[tokio::test]
async fn browsers_are_told_what_to_trust() {
    let server = Server::new();
    for uri in ANSWERS.into_iter().chain(["/v1/nothing", "/nothing", "/healthz", "/style.css", "/icon.svg"]) {
        let reply = server.get(uri).await;
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{uri}");
        let policy = reply.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{uri}: {policy}");
        for part in ["base-uri 'none'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{uri}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{uri}: {policy}");
        let is_data = uri.starts_with("/v1") || uri == "/healthz";
        assert_eq!(policy.contains("script-src 'self'"), !is_data, "{uri}: {policy}");
    }
}

#[tokio::test]
async fn times_are_told_in_headers_alone() {
    let reply = Server::new().get("/v1/people/A1").await;
    let timing: Vec<_> = reply.headers.get_all("server-timing").iter().map(|value| value.to_str().unwrap()).collect();
    let timing = timing.join(", ");
    for part in ["wait;dur=", "query;dur=", "total;dur="] {
        assert!(timing.contains(part), "{timing}");
    }
    assert!(!reply.text().contains("dur"));
}

#[tokio::test]
async fn requests_have_ids() {
    let server = Server::new();
    let own = server.get_with("/v1", "x-request-id", "abc-1").await;
    assert_eq!(own.header("x-request-id"), "abc-1");
    let [first, second] = [server.get("/v1").await, server.get("/v1/people/A0").await];
    assert!(!first.header("x-request-id").is_empty());
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
}

#[tokio::test]
async fn slices_come_in_many_formats() {
    let server = Server::new();
    for (format, media_type, file, start) in [
        ("json", "application/json", "", "{\"focus\":\"work:W1\""),
        ("graphology", "application/json", "slice.graphology.json", "{\"attributes\":{\"focus\":\"work:W1\""),
        ("cytoscape", "application/json", "slice.cyjs", "{\"data\":{\"focus\":\"work:W1\""),
        ("gexf", "application/gexf+xml", "slice.gexf", "<?xml"),
        ("graphml", "application/graphml+xml", "slice.graphml", "<?xml"),
        ("dot", "text/vnd.graphviz; charset=utf-8", "slice.dot", "digraph slice {"),
        ("csv", "text/csv; charset=utf-8; header=present", "slice-edges.csv", "source,target,"),
        ("svg", "image/svg+xml", "", "<?xml"),
        ("svg&select=nearest", "image/svg+xml", "", "<?xml"),
        ("csv&table=nodes", "text/csv; charset=utf-8; header=present", "slice-nodes.csv", "key,kind,"),
    ] {
        let reply = server.get(&format!("/v1/works/W1/slice?format={format}")).await;
        assert_eq!(reply.header("content-type"), media_type);
        assert!(reply.text().starts_with(start), "{}", reply.text());
        assert!(reply.header("content-disposition").contains(file));
    }
}

#[tokio::test]
async fn slices_come_with_a_map_unless_they_are_made_for_speed() {
    let server = Server::new();
    for (query, layout) in
        [("", "map"), ("?layout=none", "none"), ("?select=nearest", "none"), ("?select=nearest&layout=map", "map")]
    {
        let slice = server.get(&format!("/v1/people/A1/slice{query}")).await.json();
        assert_eq!(slice["params"]["layout"], layout, "{query}");
        assert_eq!(slice["nodes"][0]["x"].is_number(), layout == "map", "{query}");
        assert_eq!(slice["nodes"][0].get("y").is_some(), layout == "map", "{query}");
        assert_eq!(slice["edges"][0].get("draw").is_some(), layout == "map", "{query}");
    }
}

#[tokio::test]
async fn slices_leave_out_works_of_many_authors() {
    let server = Server::new();
    let slice = async |query: &str| server.get(&format!("/v1/people/A1/slice{query}")).await.json();
    let (all, few) = (slice("").await, slice("?max_authors=2").await);
    let has = |slice: &serde_json::Value, key| slice["nodes"].as_array().unwrap().iter().any(|node| node["key"] == key);
    assert!(has(&all, "work:W1") && !has(&few, "work:W1") && has(&few, "work:10.5555/a/b"));
    let excluded = |slice: &serde_json::Value| slice["excluded"]["works_over_author_limit"].clone();
    assert_eq!((excluded(&all), excluded(&few)), (0.into(), 1.into()));
    assert_eq!((&all["params"]["max_authors"], &few["params"]["max_authors"]), (&serde_json::Value::Null, &2.into()));
    assert_eq!(slice("?max-authors=none").await, all);
    let lists = server.get("/people/A1/slice?max_authors=2").await;
    assert!(lists.text().contains("1 work of more than 2 authors left out."), "{}", lists.text());
}

#[tokio::test]
async fn slices_keep_to_a_community() {
    let slice = Server::new().get("/v1/people/A1/slice?within=community").await.json();
    assert_eq!(slice["params"]["within"], "community");
    let nodes = slice["nodes"].as_array().unwrap();
    assert!(nodes.len() > 1 && nodes.iter().all(|node| node["community"] == nodes[0]["community"]), "{slice}");
}

#[tokio::test]
async fn works_are_told_by_institution() {
    let server = Server::new();
    for (institution, works) in [("I2", 2), ("institution:I2", 2), ("I1", 0)] {
        let found = server.get(&format!("/v1/people/A1/works?institution={institution}")).await.json();
        assert_eq!(
            (&found["total"], found["works"].as_array().unwrap().len()),
            (&works.into(), works),
            "{institution}"
        );
    }
}

#[tokio::test]
async fn expansions_keep_what_is_there() {
    let server = Server::new();
    let nodes = |slice: &serde_json::Value| slice["nodes"].as_array().unwrap().clone();
    let plain = server.get("/v1/people/A1/slice?nodes=2").await.json();
    let second = plain["nodes"][1]["key"].as_str().unwrap().to_owned();
    let expanded = server.get(&format!("/v1/people/A1/slice?nodes=2&expand={second},person:A1")).await.json();
    assert_eq!(expanded["params"]["expand"], serde_json::json!([second, "person:A1"]));
    let (before, after) = (nodes(&plain), nodes(&expanded));
    assert!(after.len() > before.len());
    for (old, new) in before.iter().zip(&after) {
        assert_eq!([&old["key"], &old["x"], &old["y"]], [&new["key"], &new["x"], &new["y"]]);
    }
    // A node that is added by itself touches what is there.
    let two = server.get("/v1/people/A1/slice?nodes=1&expand=add:work:W1,add:person:A2").await.json();
    let keys: Vec<_> = nodes(&two).iter().map(|node| node["key"].clone()).collect();
    assert_eq!(keys, ["person:A1", "work:W1", "person:A2"]);
    assert_eq!(two["params"]["expand"], serde_json::json!(["add:work:W1", "add:person:A2"]));
    assert_eq!(two["expansions"][1], serde_json::json!({"key": "person:A2", "itself": true, "added": 1}));
    // A bare id is as good as a key.
    assert_eq!(server.get("/v1/people/A1/slice?nodes=2&expand=A1").await.json()["params"]["expand"][0], "person:A1");
}
