//! Pages for people: plain, server-rendered, whole without a script.

mod find;
mod frame;
mod home;
mod links;
mod node;
mod parts;
mod person;
mod slice;
mod trust;

use axum::{
    Router,
    extract::{OriginalUri, Request},
    http::{HeaderValue, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
    routing::get,
};
use maud::html;
use metrics::SharedString;
use tower_http::set_header::SetResponseHeaderLayer;

use self::{frame::Page, links::Links};
use crate::{
    AppState, Problem, asked,
    route::{self, Route, Single, Views},
};

const SINGLES: &[Single] = &[Single { path: "/", ask: home::home }, Single { path: "/search", ask: find::search }];

const VIEWS: &[Views] = &[
    Views { prefix: "/people/", plain: person::person, further: &[("/slice", slice::slice::<scholargraph::PersonId>)] },
    Views { prefix: "/works/", plain: node::work, further: &[("/slice", slice::slice::<scholargraph::WorkId>)] },
    Views { prefix: "/topics/", plain: node::topic, further: &[("/slice", slice::slice::<scholargraph::TopicId>)] },
    Views {
        prefix: "/institutions/",
        plain: node::institution,
        further: &[("/slice", slice::slice::<scholargraph::InstitutionId>)],
    },
];

/// What a page may do: show itself with its style sheet and its icon, and send its search box.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";

/// The router of all pages.
pub(crate) fn router() -> Router<AppState> {
    route::router(SINGLES, VIEWS)
        .route("/style.css", get(|| file("/style.css", "text/css; charset=utf-8", include_str!("style.css"))))
        .route("/icon.svg", get(|| file("/icon.svg", "image/svg+xml", include_str!("icon.svg"))))
        .layer(SetResponseHeaderLayer::overriding(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)))
}

async fn file(route: &'static str, media_type: &'static str, content: &'static str) -> Response {
    let headers = [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "public, max-age=3600")];
    let mut response = (headers, content).into_response();
    response.extensions_mut().insert(Route(SharedString::const_str(route)));
    response
}

/// Says what went wrong in a page, as the one who asked is a person.
pub(crate) async fn problems_as_pages(OriginalUri(original): OriginalUri, request: Request, next: Next) -> Response {
    let base = asked::base(request.uri().path(), original.path());
    let mut response = next.run(request).await;
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        let page = problem_page(&problem, &Links::new(&base));
        let (mut parts, _) = response.into_parts();
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        response = (parts, Html(page)).into_response();
    }
    response
}

fn problem_page(problem: &Problem, links: &Links) -> String {
    let body = html! {
        h1 { (problem.code.title()) }
        p { bdi { (problem.detail) } "." }
        @if !problem.closest.is_empty() {
            h2 { "Closest ids" }
            ul.plain {
                @for key in &problem.closest {
                    li { (parts::key(links, key)) }
                }
            }
        }
    };
    Page::new(problem.code.title(), body).framed(links).into_string()
}
