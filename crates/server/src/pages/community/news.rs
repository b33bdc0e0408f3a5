//! What is new at what one follows, as a page and as a feed.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::html;
use scholargraph::Graph;
use scholargraph_community::{Newcomer, News};
use serde::Deserialize;

use super::{
    Asked, Call,
    call::{Instead, refusal},
};
use crate::{Code, Problem, format::atom, pages::follow};

const PATH: &str = "/news";

/// `GET /news`: seen from then on.
pub(super) async fn page(call: Call) -> Result<Response, Instead> {
    let account = call.account(&call.links.to(PATH))?;
    let news = call.community.whats_new(&account.id).await.or_else(|error| Err(failed(refusal(error)?)))?;
    call.community.look(&account.id).await.or_else(|error| Err(failed(refusal(error)?)))?;
    let loaded = call.state.loaded();
    let graph = loaded.as_deref().map(crate::Loaded::graph);
    let body = html! {
        @if news.newcomers.is_empty() {
            p { "Nothing yet. Works that come with the next snapshot, to whom and what you follow, are listed here." }
        }
        ul.plain {
            @for one in &news.newcomers {
                li {
                    @if one.at > news.looked { span.mark { "new" } " " }
                    (follow::name(&call.links, graph, &one.work)) " " span.faint { "at " (follow::name(&call.links, graph, &one.node)) }
                }
            }
        }
        section {
            h2 { "As a feed" }
            p { "Programs that read feeds (Atom) take an address of your own. Whoever has it sees what is new for you." }
            form.form method="post" action=(call.links.to("/feed")) { button { "Make the address of my feed" } }
        }
    };
    Ok(call.page(StatusCode::OK, "New at what you follow", &body))
}

/// `POST /feed`: the address of a feed, which is shown once; the one before is of no use any more.
pub(super) async fn make(call: Call) -> Result<Response, Instead> {
    let account = call.account(&call.links.to(PATH))?;
    let secret = call.community.new_feed(&account.id).await.or_else(|error| Err(failed(refusal(error)?)))?;
    let address = format!("{}/feed?key={}", call.community.public_url(), secret.reveal());
    let body = html! {
        p { "It is shown here and never again; an address that you made before is of no use any more." }
        p { a href=(address) { (address) } }
    };
    Ok(call.page(StatusCode::OK, "The address of your feed", &body))
}

/// Whose feed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Key {
    key: String,
}

/// `GET /feed`
pub(super) async fn feed(call: Call, Asked(Key { key }): Asked<Key>) -> Result<Response, Instead> {
    let news = call.community.feed(&key).await.or_else(|error| Err(failed(refusal(error)?)))?;
    let Some(news) = news else {
        return Err(Problem::new(Code::UnknownRoute, "there is no such feed, or not any more").into());
    };
    let loaded = call.state.ready()?;
    let feed = atom::write(call.community.public_url(), &entries(loaded.graph(), &news));
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], feed).into_response())
}

/// Those that the graph still has.
fn entries<'g>(graph: &'g Graph, news: &News) -> Vec<atom::Entry<'g>> {
    let entry = |one: &Newcomer| {
        let (work, node) = (graph.resolve(None, &one.work).ok()?.node, graph.resolve(None, &one.node).ok()?.node);
        Some(atom::Entry {
            key: graph.key(work),
            work: graph.id(work),
            title: graph.label(work),
            at: graph.label(node),
            since: one.at,
        })
    };
    news.newcomers.iter().filter_map(entry).collect()
}

fn failed(refusal: scholargraph_community::Refusal) -> Instead {
    Problem::new(Code::Internal, refusal.to_string()).into()
}
