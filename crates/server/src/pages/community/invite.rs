//! Inviting the owner of a page.

use axum::{http::StatusCode, response::Response};
use maud::html;
use scholargraph::{DenseId, Graph, Kind, PersonId};
use scholargraph_community::{Invitation, Refusal};
use serde::Deserialize;

use super::{
    Asked, Call, Sent,
    call::{Instead, refusal, see, status},
    form::alert,
};
use crate::{Loaded, Problem, listing::Order, pages::parts, wire::Named};

/// So many works are there to be named.
const WORKS: usize = 10;

/// What is sent to `POST /invite`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    person: String,
    topic: String,
    message: String,
    /// A key, or nothing: one work is enough to begin with.
    work: String,
}

/// Whom it is about.
struct Whom {
    key: String,
    id: String,
    label: String,
    /// Their newest works, by key and title.
    works: Vec<(String, String)>,
}

/// `GET /invite`
pub(super) async fn page(call: Call, Asked(wish): Asked<Wish>) -> Result<Response, Instead> {
    call.account(&call.links.asking("/invite", &[("person", &wish.person)]))?;
    let whom = find(&call, &wish.person).await?;
    Ok(answer(&call, &whom, &wish, None))
}

/// `POST /invite`
pub(super) async fn invite(call: Call, Sent(wish): Sent<Wish>) -> Result<Response, Instead> {
    let account = call.account(&call.links.asking("/invite", &[("person", &wish.person)]))?;
    let whom = find(&call, &wish.person).await?;
    let invitation = Invitation {
        person: whom.key.clone(),
        topic: wish.topic.clone(),
        message: wish.message.clone(),
        works: Some(wish.work.clone()).filter(|work| !work.is_empty()).into_iter().collect(),
    };
    match call.community.invite(account, &invitation).await {
        Ok(id) => Ok(see(&call.links.to(&format!("/conversations/{id}")))),
        Err(error) => Ok(answer(&call, &whom, &wish, Some(refusal(error)?))),
    }
}

async fn find(call: &Call, key: &str) -> Result<Whom, Instead> {
    let key = key.to_owned();
    Ok(call.state.run(move |loaded: &Loaded| found(loaded.graph(), &key)).await??)
}

fn found(graph: &Graph, key: &str) -> Result<Whom, Problem> {
    let node = graph.resolve(Some(Kind::Person), key).map_err(Problem::from)?.node;
    let person = PersonId::from_index(node.index());
    let Named { id, label } = Named::new(graph, person);
    let works = Order::Newest.works_of(graph, person).into_iter().take(WORKS);
    Ok(Whom {
        key: graph.key(person),
        id: id.to_owned(),
        label: if label.is_empty() { id } else { label }.to_owned(),
        works: works.map(|work| (graph.key(work), crate::text::clean(graph.label(work)).into_owned())).collect(),
    })
}

fn answer(call: &Call, whom: &Whom, wish: &Wish, refused: Option<Refusal>) -> Response {
    let standing = call.links.visit.standing(&whom.key);
    let name = parts::link(&call.links, Kind::Person, Named { id: &whom.id, label: &whom.label });
    let body = html! {
        (alert(refused))
        @if standing.is_claimed {
            p { "An invitation to " (name) ". Accepted, it is a conversation of the two of you; until then they read this and nothing more." }
            @if !standing.open_to.is_empty() { p { "Open to collaborate: " bdi { (standing.open_to) } } }
            form.form method="post" action=(call.links.to("/invite")) {
                input type="hidden" name="person" value=(whom.key);
                label { "What it is about" input type="text" name="topic" value=(wish.topic) required maxlength="200"; }
                label { "Your message" textarea name="message" required maxlength="4000" rows="8" { (wish.message) } }
                @if !whom.works.is_empty() {
                    label {
                        "A work it concerns"
                        select name="work" {
                            option value="" { "None in particular" }
                            @for (key, title) in &whom.works { option value=(key) selected[wish.work == *key] { (title) } }
                        }
                    }
                }
                button { "Send the invitation" }
            }
        } @else {
            p { "Nobody has claimed the page of " (name) ", so there is nobody to invite." }
        }
    };
    call.page(refused.map_or(StatusCode::OK, status), "Invite to a conversation", &body)
}
