//! The native API: every address of `/v1` and what it asks of the core.

mod about;
#[cfg(feature = "community")]
mod account;
mod collaborators;
mod communities;
mod nodes;
mod openapi;
mod paths;
mod people;
pub(crate) mod search;
mod similar;
pub(crate) mod slice;
mod suggestions;

use axum::Router;

use crate::{
    AppState,
    route::{self, Single, Views},
};

/// The router of questions about the graph.
pub(crate) fn router() -> Router<AppState> {
    route::router(SINGLES, VIEWS)
}

/// The router of what owners of accounts do; they are there once there is a community.
pub(crate) fn account(state: &AppState) -> Router<AppState> {
    #[cfg(feature = "community")]
    return account::router(state);
    #[cfg(not(feature = "community"))]
    return {
        let _ = state;
        Router::new()
    };
}

/// The addresses without an id in their path.
const SINGLES: &[Single] = &[
    Single { path: "/v1", ask: about::about },
    Single { path: "/v1/openapi.json", ask: openapi::openapi },
    Single { path: "/v1/search", ask: search::search },
    Single { path: "/v1/autocomplete", ask: search::autocomplete },
    Single { path: "/v1/resolve", ask: search::resolve },
    Single { path: "/v1/paths", ask: paths::paths },
    Single { path: "/v1/citation-paths", ask: paths::citation_paths },
];

/// The addresses of nodes.
const VIEWS: &[Views] = &[
    Views {
        prefix: "/v1/people/",
        plain: people::profile,
        further: &[
            ("/works", people::works),
            ("/collaborators", collaborators::of_person),
            ("/suggestions", suggestions::suggestions),
            ("/similar", similar::similar::<scholargraph::PersonId>),
            ("/timeline", people::timeline),
            ("/slice", slice::slice::<scholargraph::PersonId>),
        ],
    },
    Views {
        prefix: "/v1/works/",
        plain: nodes::node::<scholargraph::WorkId>,
        further: &[
            ("/similar", similar::similar::<scholargraph::WorkId>),
            ("/slice", slice::slice::<scholargraph::WorkId>),
        ],
    },
    Views {
        prefix: "/v1/topics/",
        plain: nodes::node::<scholargraph::TopicId>,
        further: &[
            ("/collaborators", collaborators::closest::<scholargraph::TopicId>),
            ("/similar", similar::similar::<scholargraph::TopicId>),
            ("/slice", slice::slice::<scholargraph::TopicId>),
        ],
    },
    Views {
        prefix: "/v1/institutions/",
        plain: nodes::node::<scholargraph::InstitutionId>,
        further: &[
            ("/collaborators", collaborators::closest::<scholargraph::InstitutionId>),
            ("/similar", similar::similar::<scholargraph::InstitutionId>),
            ("/slice", slice::slice::<scholargraph::InstitutionId>),
        ],
    },
    Views { prefix: "/v1/communities/", plain: communities::community, further: &[] },
];
