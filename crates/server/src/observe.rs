//! What is noted about every request: a line in the log, the counters, and headers that tell the caller.

use std::{
    hash::{BuildHasher, RandomState},
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use metrics::SharedString;
use tracing::Instrument;

use crate::{AppState, problem::shown, route::Route};

pub(crate) const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest request id that is taken over from the caller.
const MAX_REQUEST_ID: usize = 64;

/// Lets a request pass, and notes what became of it.
pub(crate) async fn observe(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = request_id(request.headers());
    let span = tracing::info_span!(
        "request",
        id = id.to_str().unwrap_or_default(),
        method = %request.method(),
        path = shown(request.uri().path()),
    );
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = began.elapsed();
    let route = response.extensions().get::<Route>().map_or(SharedString::const_str("other"), |route| route.0.clone());
    let milliseconds = took.as_secs_f64() * 1e3;
    span.in_scope(|| tracing::info!(status = response.status().as_u16(), route = &*route, milliseconds, "answered"));
    state.metrics().request(route, response.status(), took);
    let headers = response.headers_mut();
    headers.insert(REQUEST_ID, id);
    if let Ok(total) = HeaderValue::try_from(format!("total;dur={milliseconds:.3}")) {
        headers.append(SERVER_TIMING, total);
    }
    response
}

/// The caller's id for the request, where it is one that can be repeated, otherwise a new one.
fn request_id(headers: &HeaderMap) -> HeaderValue {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:+/=".contains(byte);
    let repeatable = |id: &&HeaderValue| {
        let id = id.as_bytes();
        !id.is_empty() && id.len() <= MAX_REQUEST_ID && id.iter().all(plain)
    };
    headers.get(REQUEST_ID).filter(repeatable).cloned().unwrap_or_else(new_request_id)
}

/// Unique within a run of the program, and most likely beyond it.
fn new_request_id() -> HeaderValue {
    static RUN: LazyLock<u32> = LazyLock::new(|| RandomState::new().hash_one(std::process::id()) as u32);
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let id = format!("{:08x}-{}", *RUN, NEXT.fetch_add(1, Ordering::Relaxed));
    HeaderValue::try_from(id).unwrap_or_else(|_| HeaderValue::from_static("none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id_for(given: &'static str) -> String {
        let headers = HeaderMap::from_iter([(REQUEST_ID, HeaderValue::from_static(given))]);
        request_id(&headers).to_str().unwrap().to_owned()
    }

    #[test]
    fn good_ids_are_kept() {
        assert_eq!(id_for("4bf92f35-77b3"), "4bf92f35-77b3");
    }

    #[test]
    fn others_are_replaced_by_new_ones() {
        let too_long = "a".repeat(65).leak();
        let new = ["", "a b", "a\"b", too_long].map(id_for);
        let distinct: std::collections::HashSet<_> = new.iter().collect();
        assert_eq!(distinct.len(), 4);
        assert!(new.iter().all(|id| id.len() < 40 && id.contains('-')), "{new:?}");
    }
}
