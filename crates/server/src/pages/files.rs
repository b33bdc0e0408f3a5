//! What pages load beside themselves: the style sheet, the icon, the explorer's script and style.

use axum::{
    Router,
    extract::Path,
    http::{Uri, header},
    response::{IntoResponse, Response},
    routing::get,
};
use metrics::SharedString;
use scholargraph_explorer::{Asset, asset};

use crate::{AppState, Code, Problem, problem::shown, route::Route};

/// For files that change with the program.
const A_WHILE: &str = "public, max-age=3600";
/// For files that have another name when they change.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

pub(super) fn router() -> Router<AppState> {
    let style = || file("/style.css", "text/css; charset=utf-8", include_bytes!("style.css"), A_WHILE);
    let icon = || file("/icon.svg", "image/svg+xml", include_bytes!("icon.svg"), A_WHILE);
    Router::new()
        .route("/style.css", get(async move || style()))
        .route("/icon.svg", get(async move || icon()))
        .route("/assets/{name}", get(explorer))
}

/// The address of a file of the explorer's, below the place where the router is mounted.
pub(super) fn address(asset: &Asset) -> String {
    format!("/assets/{}", asset.name)
}

async fn explorer(Path(name): Path<String>, uri: Uri) -> Result<Response, Problem> {
    let found = asset(&name)
        .ok_or_else(|| Problem::new(Code::UnknownRoute, format!("there is nothing at `{}`", shown(uri.path()))))?;
    let keep = if found.is_lasting() { FOR_GOOD } else { A_WHILE };
    Ok(file("/assets/{name}", found.media_type(), found.bytes, keep))
}

fn file(route: &'static str, media_type: &'static str, content: &'static [u8], keep: &'static str) -> Response {
    let headers = [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, keep)];
    let mut response = (headers, content).into_response();
    response.extensions_mut().insert(Route(SharedString::const_str(route)));
    response
}
