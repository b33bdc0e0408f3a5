//! What is refused, and how that is said.

use axum::{body::Body, http::Request};

use crate::common::Server;

#[tokio::test]
async fn every_refusal_names_its_parameter() {
    let server = Server::new();
    let cases = [
        ("/v1?x=1", "unknown_parameter", "x"),
        ("/v1/search", "missing_parameter", "q"),
        ("/v1/search?q=", "invalid_parameter", "q"),
        ("/v1/search?q=a&kind=paper", "invalid_parameter", "kind"),
        ("/v1/search?q=a&limit=201", "invalid_parameter", "limit"),
        ("/v1/search?q=a&q=b", "repeated_parameter", "q"),
        ("/v1/resolve", "missing_parameter", "id"),
        ("/v1/resolve?id=nothing", "unknown_id", "id"),
        ("/v1/people/A1?limit=1", "unknown_parameter", "limit"),
        ("/v1/people/A1/works?sort=best", "invalid_parameter", "sort"),
        ("/v1/people/A1/works?limit=201", "invalid_parameter", "limit"),
        ("/v1/people/A1/works?offset=-1", "invalid_parameter", "offset"),
        ("/v1/people/A1/collaborators?measure=best", "invalid_parameter", "measure"),
        ("/v1/people/A1/collaborators?limit=1001", "invalid_parameter", "limit"),
        ("/v1/people/A1/collaborators?evidence=21", "invalid_parameter", "evidence"),
        ("/v1/people/A1/collaborators?from=0", "invalid_parameter", "from"),
        ("/v1/people/A1/collaborators?to=10000", "invalid_parameter", "to"),
        ("/v1/people/A1/collaborators?max_authors=many", "invalid_parameter", "max_authors"),
        ("/v1/people/A1/collaborators?reference_year=x", "invalid_parameter", "reference_year"),
        ("/v1/people/A1/collaborators?half_life=2", "invalid_parameter", "half_life"),
        ("/v1/people/A1/collaborators?measure=recent&half_life=0", "invalid_parameter", "half_life"),
        ("/v1/people/A1/collaborators?kind=institution", "invalid_parameter", "kind"),
        ("/v1/topics/T1/collaborators?kind=topic", "invalid_parameter", "kind"),
        ("/v1/topics/T1/collaborators?half_life=0", "invalid_parameter", "half_life"),
        ("/v1/topics/T1/collaborators?measure=count&half_life=2", "invalid_parameter", "half_life"),
        ("/v1/institutions/I2/collaborators?limit=1001", "invalid_parameter", "limit"),
        ("/v1/institutions/I2/collaborators?evidence=21", "invalid_parameter", "evidence"),
        ("/v1/institutions/I2/collaborators?max_authors=0", "invalid_parameter", "max_authors"),
        ("/v1/works/W1?limit=10001", "invalid_parameter", "limit"),
        ("/v1/works/W1/slice?nodes=5001", "invalid_parameter", "nodes"),
        ("/v1/works/W1/slice?depth=4", "invalid_parameter", "depth"),
        ("/v1/works/W1/slice?people=5001", "invalid_parameter", "people"),
        ("/v1/works/W1/slice?select=best", "invalid_parameter", "select"),
        ("/v1/works/W1/slice?format=png", "invalid_parameter", "format"),
        ("/v1/works/W1/slice?layout=circle", "invalid_parameter", "layout"),
        ("/v1/works/W1/slice?layout=none&format=svg", "invalid_parameter", "layout"),
        ("/v1/works/W1/slice?reference_year=0", "invalid_parameter", "reference_year"),
        ("/v1/works/W1/slice?expand=work:W1,person:nobody", "invalid_parameter", "expand"),
        ("/v1/works/W1/slice?nodes=1&expand=person:A1", "invalid_parameter", "expand"),
        ("/v1/people/A5/slice?nodes=1&expand=add:person:A1", "invalid_parameter", "expand"),
        ("/v1/works/W1/slice?expand=add:person:nobody", "invalid_parameter", "expand"),
        ("/v1/works/W1/slice?max_authors=0", "invalid_parameter", "max_authors"),
        ("/v1/works/W1/slice?within=world", "invalid_parameter", "within"),
        ("/v1/works/W1/slice?within=community", "invalid_parameter", "within"),
        ("/v1/people/A5/slice?within=community", "invalid_parameter", "within"),
        ("/v1/people/A1/works?institution=I0", "unknown_id", "institution"),
        ("/v1/works/W1/slice?table=nodes", "invalid_parameter", "table"),
        ("/v1/paths?from=A1", "missing_parameter", "to"),
        ("/v1/paths?from=A1&to=A0", "unknown_id", "to"),
        ("/v1/paths?from=A1&to=A2&limit=101", "invalid_parameter", "limit"),
    ];
    for (uri, code, parameter) in cases {
        let reply = server.get(uri).await;
        let status = if code == "unknown_id" { 404 } else { 400 };
        assert_eq!(reply.problem(), (status, code.to_owned()), "{uri}");
        let problem = reply.json();
        assert_eq!(problem["parameter"], parameter, "{uri}");
        assert!(problem["accepts"].as_str().is_some_and(|accepts| !accepts.is_empty()), "{uri}");
    }
}

#[tokio::test]
async fn the_measure_of_people_is_refused_with_those_that_work() {
    let server = Server::new();
    for uri in ["/v1/institutions/I2/collaborators?measure=close", "/v1/topics/T1/collaborators?measure=close"] {
        let reply = server.get(uri).await;
        assert_eq!(reply.problem(), (400, "invalid_parameter".to_owned()), "{uri}");
        assert_eq!(reply.json()["accepts"], "one of newman, count, jaccard, salton, recent", "{uri}");
    }
}

#[tokio::test]
async fn texts_have_bounds() {
    let server = Server::new();
    let long = "x".repeat(5000);
    for (uri, status) in [
        (format!("/v1/search?q={long}"), 400),
        (format!("/v1/search?q={}", "a+".repeat(200)), 400),
        (format!("/v1/resolve?id={long}"), 400),
        (format!("/v1/paths?from={long}&to=A1"), 400),
        (format!("/v1/people/{long}"), 404),
        (format!("/v1?{long}={long}"), 400),
        (format!("/v1/works/W1/slice?expand={}work:W1", "work:W1,".repeat(16)), 400),
        (format!("/v1/works/W1/slice?expand={}add:work:W1", "add:work:W1,".repeat(48)), 400),
    ] {
        let reply = server.get(&uri).await;
        assert_eq!(reply.problem().0, status, "{}", &uri[..20]);
        assert!(reply.body.len() < 1500, "what was sent is not sent back whole");
    }
}

#[tokio::test]
async fn unknown_ids_come_with_the_closest() {
    let reply = Server::new().get("/v1/people/A12").await;
    assert_eq!(reply.problem(), (404, "unknown_id".to_owned()));
    assert_eq!(reply.json()["closest"][0], "person:A1");
    assert!(reply.json()["detail"].as_str().unwrap().contains("`A12`"));
}

#[tokio::test]
async fn ids_of_another_kind_are_unknown() {
    let server = Server::new();
    for uri in ["/v1/people/W1", "/v1/works/A1", "/v1/people/work:W1", "/v1/topics/I1", "/v1/institutions/T1/slice"] {
        assert_eq!(server.get(uri).await.problem(), (404, "unknown_id".to_owned()), "{uri}");
    }
}

#[tokio::test]
async fn unknown_addresses_are_problems() {
    let server = Server::new();
    for uri in ["/v1/nothing", "/v1/people", "/v1/people/", "/v1/", "/v1/works/"] {
        assert_eq!(server.get(uri).await.problem(), (404, "unknown_route".to_owned()), "{uri}");
    }
}

#[tokio::test]
async fn the_graph_can_only_be_read() {
    let server = Server::new();
    for method in ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"] {
        let request = Request::builder().method(method).uri("/v1/people/A1").body(Body::empty()).unwrap();
        let reply = server.send(request).await;
        assert_eq!(reply.problem(), (405, "method_not_allowed".to_owned()), "{method}");
        assert_eq!(reply.header("allow"), "GET, HEAD");
    }
}

#[tokio::test]
async fn nothing_reads_a_body() {
    let server = Server::new();
    let request =
        |bytes: usize| Request::get("/v1").header("content-length", bytes).body(Body::from(vec![b'x'; bytes])).unwrap();
    assert_eq!(server.send(request(10_000)).await.problem(), (413, "body_too_large".to_owned()));
    assert_eq!(server.send(request(2)).await.status, 200);
}

#[tokio::test]
async fn problems_are_not_kept() {
    let reply = Server::new().get("/v1/people/nobody").await;
    assert_eq!(reply.header("cache-control"), "no-store");
    assert_eq!(reply.header("etag"), "");
}
