//! The description of the API says what the API does.

use std::collections::BTreeSet;

use axum::{body::Body, http::Request};

use crate::common::Server;

#[tokio::test]
async fn every_parameter_is_described_and_no_other() {
    let server = Server::new();
    let described = server.get("/v1/openapi.json").await.json();
    assert_eq!(described["openapi"], "3.1.1");
    let mut asked = 0;
    for (path, operations) in described["paths"].as_object().unwrap() {
        if path.starts_with("/v1/account") {
            continue;
        }
        let parameters = operations["get"]["parameters"].as_array().unwrap();
        let in_query = parameters.iter().filter(|parameter| parameter["in"] == "query");
        let names: BTreeSet<&str> = in_query.map(|parameter| parameter["name"].as_str().unwrap()).collect();
        let id = match path.split('/').nth(2) {
            Some("works") => "W1",
            Some("topics") => "T1",
            Some("institutions") => "I1",
            Some("communities") => "0",
            _ => "A1",
        };
        // What must be there is, or nobody gets as far as to what must not.
        let given = match path.as_str() {
            "/v1/search" | "/v1/autocomplete" => "q=x&",
            "/v1/resolve" => "id=A1&",
            "/v1/paths" => "from=A1&to=A2&",
            "/v1/citation-paths" => "from=W1&to=10.5555/a/b&",
            _ => "",
        };
        let uri = format!("{}?{given}zzz=1", path.replace("{id}", id));
        let problem = server.get(&uri).await.json();
        assert_eq!(problem["code"], "unknown_parameter", "{uri}: {problem}");
        let accepted = problem["accepts"].as_str().unwrap();
        let accepted: BTreeSet<&str> = accepted.split(", ").filter(|name| *name != "no parameters").collect();
        assert_eq!(names, accepted, "{path}");
        asked += 1;
    }
    assert!(asked > 20);
}

#[cfg(feature = "community")]
#[tokio::test]
async fn every_action_is_there_for_those_who_show_a_token() {
    let site = crate::site::Site::new().await;
    let described = site.server.get("/v1/openapi.json").await.json();
    let mut asked = 0;
    for (path, operations) in described["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap().iter().filter(|_| path.starts_with("/v1/account")) {
            let uri = path.replace("{key}", "person:A1").replace("{id}", "x");
            let request = Request::builder().method(method.to_uppercase().as_str()).uri(&uri).body(Body::empty());
            let reply = site.server.send(request.unwrap()).await;
            assert_eq!(reply.problem(), (401, "not_signed_in".to_owned()), "{method} {uri}");
            assert!(operation["security"][0]["token"].is_array());
            asked += 1;
        }
    }
    assert_eq!(asked, 25);
}
