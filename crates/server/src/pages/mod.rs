//! Pages for people: plain, server-rendered, whole without a script, with the explorer on top.

mod claim;
#[cfg(feature = "community")]
pub(crate) mod community;
mod explorer;
mod files;
mod find;
mod follow;
mod frame;
mod home;
mod links;
mod node;
mod parts;
mod paths;
mod person;
mod schema;
mod slice;
mod trust;

use axum::{
    Router,
    extract::{OriginalUri, Request},
    http::{HeaderValue, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use maud::html;
use tower_http::set_header::SetResponseHeaderLayer;

use self::{frame::Page, links::Links};
use crate::{
    AppState, Problem, asked,
    route::{self, Single, Views},
    visit::Visit,
};

const SINGLES: &[Single] = &[
    Single { path: "/", ask: home::home },
    Single { path: "/search", ask: find::search },
    Single { path: "/explore", ask: explorer::explore },
    Single { path: "/paths", ask: paths::paths },
];

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

/// What a page may do: show itself with files of this server, ask this server, and send its search box. Pictures are
/// also made within the page, to be taken along.
macro_rules! policy {
    ($ancestors:literal) => {
        concat!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; ",
            "form-action 'self'; base-uri 'none'; frame-ancestors ",
            $ancestors
        )
    };
}
const POLICY: &str = policy!("'none'");
/// The same for pages that are made to stand in a frame on anybody's page.
const FRAMED_POLICY: &str = policy!("*");

/// The router of all pages.
pub(crate) fn router() -> Router<AppState> {
    route::router(SINGLES, VIEWS).layer(policy())
}

/// The router of what pages load beside themselves, the same for whoever asks.
pub(crate) fn files() -> Router<AppState> {
    files::router().layer(policy())
}

/// The router of the pages for accounts, which also take forms; they are there once there is a community.
pub(crate) fn accounts(state: &AppState) -> Router<AppState> {
    #[cfg(feature = "community")]
    return community::router(state).layer(policy());
    #[cfg(not(feature = "community"))]
    return {
        let _ = state;
        Router::new()
    };
}

fn policy() -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY))
}

/// Says what went wrong in a page, as the one who asked is a person.
pub(crate) async fn problems_as_pages(OriginalUri(original): OriginalUri, request: Request, next: Next) -> Response {
    let base = asked::base(request.uri().path(), original.path());
    let visit: Visit = request.extensions().get().cloned().unwrap_or_default();
    let mut response = next.run(request).await;
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        let page = problem_page(&problem, &Links::new(&base, visit));
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
