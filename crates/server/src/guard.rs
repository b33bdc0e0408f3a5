//! What every request must keep to: it reads, brings nothing along, and is answered in time or not at all.

use axum::{
    extract::{Request, State},
    http::{Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::time::timeout;

use crate::{AppState, Code, Problem};

/// The longest body that is let pass, unread: some clients send a few bytes with every request.
const MAX_BODY_BYTES: u64 = 1024;

/// Refuses what no address accepts, and gives up on answers that take too long.
pub(crate) async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if let Err(problem) = admitted(&request) {
        return problem.into_response();
    }
    let limit = state.options().time_limit;
    timeout(limit, next.run(request)).await.unwrap_or_else(|_| {
        let detail = format!("there was no answer within {} ms", limit.as_millis());
        Problem::new(Code::TimeLimit, detail).into_response()
    })
}

fn admitted(request: &Request) -> Result<(), Problem> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let method = crate::problem::shown(request.method().as_str());
        return Err(Problem::new(Code::MethodNotAllowed, format!("`{method}` is not a method that reads")));
    }
    let length =
        request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    match length {
        Some(bytes) if bytes > MAX_BODY_BYTES => {
            Err(Problem::new(Code::BodyTooLarge, format!("the body has {bytes} bytes; nothing here reads one")))
        }
        _ => Ok(()),
    }
}
