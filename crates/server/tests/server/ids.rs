//! Ids in all their forms: with slashes, encoded, merged, from elsewhere.

use axum::{
    body::Body,
    http::{Request, Uri},
};

use crate::common::Server;

#[tokio::test]
async fn ids_may_hold_slashes() {
    let server = Server::new();
    for id in ["10.5555/a/b", "10.5555%2Fa%2Fb", "10.5555%2fa/b", "work:10.5555/a/b"] {
        let node = server.get(&format!("/v1/works/{id}")).await;
        assert_eq!(node.json()["id"], "10.5555/a/b", "{id}");
        let slice = server.get(&format!("/v1/works/{id}/slice")).await;
        assert_eq!(slice.json()["focus"], "work:10.5555/a/b", "{id}");
        assert_eq!(server.get(&format!("/works/{id}")).await.status, 200, "{id}");
    }
}

#[tokio::test]
async fn ids_from_elsewhere_are_understood() {
    let server = Server::new();
    for (path, id) in [
        ("works/https://doi.org/10.5555/NOTES", "W1"),
        ("works/doi:10.5555%2Fnotes", "W1"),
        ("works/https://openalex.org/W1", "W1"),
        ("works/w1", "W1"),
        ("people/https://orcid.org/0000-0002-1825-0097", "A1"),
        ("people/0000-0002-1825-0097", "A1"),
    ] {
        let reply = server.get(&format!("/v1/{path}")).await;
        assert_eq!(reply.json()["id"], id, "{path}");
    }
}

#[tokio::test]
async fn merged_ids_lead_to_their_survivors() {
    let server = Server::new();
    for (from, to) in [
        ("/v1/people/A9", "/v1/people/A1"),
        ("/v1/people/A9/slice?nodes=9&format=dot", "/v1/people/A1/slice?nodes=9&format=dot"),
        ("/v1/works/W9/slice", "/v1/works/10.5555%2Fa%2Fb/slice"),
        ("/people/A9?offset=20", "/people/A1?offset=20"),
        ("/v1/resolve?id=A9&kind=person", "/v1/resolve?id=person%3AA1&kind=person"),
        ("/v1/paths?from=A9&to=A2", "/v1/paths?from=person%3AA1&to=A2"),
        ("/v1/paths?from=A2&to=A9", "/v1/paths?from=A2&to=person%3AA1"),
    ] {
        let reply = server.get(from).await;
        assert_eq!(reply.status, 301, "{from}");
        assert_eq!(reply.header("location"), to);
        assert_eq!(server.get(to).await.status, 200, "{to}");
    }
}

#[tokio::test]
async fn merged_ids_lead_to_addresses_whatever_stands_behind_the_question_mark() {
    let uri = Uri::try_from("/v1/people/A9?limit=é".as_bytes()).unwrap();
    let reply = Server::new().send(Request::get(uri).body(Body::empty()).unwrap()).await;
    let location = reply.header("location");
    assert_eq!((reply.status.as_u16(), location), (301, "/v1/people/A1?limit=%C3%A9"));
    assert!(location.parse::<Uri>().is_ok());
}

#[tokio::test]
async fn merged_ids_lead_on_below_any_place() {
    let server = Server::new().nested("/graph");
    let reply = server.get("/graph/v1/people/A9/slice?nodes=9").await;
    assert_eq!(reply.header("location"), "/graph/v1/people/A1/slice?nodes=9");
    assert_eq!(
        server.get("/graph/v1/paths?from=A9&to=A2").await.header("location"),
        "/graph/v1/paths?from=person%3AA1&to=A2"
    );
}

#[tokio::test]
async fn ids_are_text() {
    let server = Server::new();
    assert_eq!(server.get("/v1/people/%ff").await.problem(), (400, "malformed_id".to_owned()));
    assert_eq!(server.get("/v1/people/%00%0a").await.problem(), (404, "unknown_id".to_owned()));
}
