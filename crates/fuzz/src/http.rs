//! Requests: paths, ids in them, and query strings.

use axum::{
    body::Body,
    http::{HeaderMap, Request, Uri, header},
};
use http_body_util::BodyExt;
use scholargraph_server::Code;
use serde_json::Value;
use tower::ServiceExt;

use crate::specimen::{Specimen, specimen};

/// Answers that say more than that something is wrong.
const ANSWERED: [u16; 4] = [200, 301, 303, 308];

/// A path and a query, as they stand in a request.
pub(crate) fn check(data: &[u8]) {
    let Some(uri) = uri(data) else { return };
    let specimen = specimen();
    let reply = ask(specimen, &uri);
    assert_eq!(ask(specimen, &uri), reply, "the same question has the same answer: {uri}");
    match reply.status {
        200 => check_answer(&uri, &reply),
        status if ANSWERED.contains(&status) => check_moved(specimen, &uri, &reply),
        _ => check_problem(&uri, &reply),
    }
}

/// The bytes as an address, if they can be sent as one.
fn uri(data: &[u8]) -> Option<Uri> {
    let text = std::str::from_utf8(data).ok()?;
    let uri: Uri = text.parse().ok()?;
    let only_a_path = uri.scheme().is_none() && uri.authority().is_none() && uri.path().starts_with('/');
    // What is counted differs from one time to the next.
    (only_a_path && uri.path() != "/metrics").then_some(uri)
}

/// What came back, without what differs from one time to the next.
#[derive(Debug, PartialEq, Eq)]
struct Reply {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

fn ask(specimen: &Specimen, uri: &Uri) -> Reply {
    let request = Request::get(uri.clone()).body(Body::empty()).unwrap();
    specimen.runtime.block_on(async {
        let (parts, body) = specimen.router.clone().oneshot(request).await.unwrap().into_parts();
        let mut headers = parts.headers;
        headers.remove("server-timing");
        headers.remove("x-request-id");
        Reply { status: parts.status.as_u16(), headers, body: body.collect().await.unwrap().to_bytes().to_vec() }
    })
}

fn header(reply: &Reply, name: impl header::AsHeaderName) -> &str {
    reply.headers.get(name).map_or("", |value| value.to_str().unwrap_or("?"))
}

fn check_answer(uri: &Uri, reply: &Reply) {
    assert!(reply.body.len() < 4 << 20, "{uri}: {} bytes", reply.body.len());
    let media_type = header(reply, header::CONTENT_TYPE);
    if media_type == "application/json" {
        let answer: Result<Value, _> = serde_json::from_slice(&reply.body);
        assert!(answer.is_ok_and(|answer| answer.is_object()), "{uri}: no JSON object");
    } else if media_type.starts_with("text/html") {
        let page = std::str::from_utf8(&reply.body).expect("pages are UTF-8");
        assert!(page.ends_with("</html>") && !page.contains("<script>"), "{uri}: {page}");
    }
}

/// It is sent on within this server, once for every id in it at most.
fn check_moved(specimen: &Specimen, uri: &Uri, reply: &Reply) {
    let step = |reply: &Reply| {
        let to = header(reply, header::LOCATION);
        let to: Uri = to.parse().unwrap_or_else(|error| panic!("{uri} leads to {to:?}: {error}"));
        assert!(to.authority().is_none() && to.path().starts_with('/'), "{uri} leads away, to {to}");
        ask(specimen, &to)
    };
    let moved = |reply: &Reply| ANSWERED[1..].contains(&reply.status);
    let there = step(reply);
    let there = if moved(&there) { step(&there) } else { there };
    assert!(!moved(&there), "{uri} leads on and on");
}

/// A problem is one of those in the table, named as such, and the client's own doing.
fn check_problem(uri: &Uri, reply: &Reply) {
    assert!((400..500).contains(&reply.status), "{uri}: status {}", reply.status);
    if header(reply, header::CONTENT_TYPE).starts_with("text/html") {
        return;
    }
    assert_eq!(header(reply, header::CONTENT_TYPE), "application/problem+json", "{uri}");
    let problem: Value = serde_json::from_slice(&reply.body).expect("a problem is JSON");
    assert_eq!(problem["status"], reply.status, "{uri}");
    let code = problem["code"].as_str().unwrap_or_default();
    assert!(Code::ALL.iter().any(|known| known.name() == code), "{uri}: code {code:?}");
    assert!(reply.body.len() < 4096, "{uri}: a problem of {} bytes", reply.body.len());
}
