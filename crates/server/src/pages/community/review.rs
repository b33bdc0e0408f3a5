//! Going through the works of one's own page.

use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use scholargraph::{DenseId, Graph, Kind, PersonId, WorkId};
use scholargraph_community::{Error, Reviewed, Verdict};
use serde::Deserialize;

use super::{
    Asked, Call, Sent,
    call::{Instead, local, refusal, see, status},
    form::alert,
};
use crate::{
    Code, Problem,
    curation::take_effect,
    listing::Order,
    pages::{follow, parts},
    text::so_many,
    visit::Mine,
    wire::Named,
};

/// How many works stand on one page.
const WORKS: usize = 50;

/// Whose works, and from where on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Whose {
    person: String,
    offset: usize,
}

/// `GET /review`
pub(super) async fn page(call: Call, Asked(whose): Asked<Whose>) -> Result<Response, Instead> {
    let here = address(&call, &whose);
    call.account(&here)?;
    let loaded = call.state.ready()?;
    let (graph, key) = (loaded.graph(), &whose.person);
    if call.links.visit.standing(key).mine != Some(Mine::Owner) {
        let detail = "only the owner of a page reviews its works";
        return Err(Problem::new(Code::UnknownRoute, detail).into());
    }
    let person = graph.resolve(Some(Kind::Person), key).map_err(Problem::from)?.node;
    let works = Order::Newest.works_of(graph, PersonId::from_index(person.index()));
    let reviewed = call.community.reviewed(key);
    let listed: Vec<WorkId> = works.iter().copied().skip(whose.offset).take(WORKS).collect();
    let open: Vec<String> =
        listed.iter().map(|&work| graph.key(work)).filter(|key| !reviewed.mine.contains(key)).collect();
    let body = html! {
        p { (parts::link(&call.links, Kind::Person, Named { id: graph.id(person), label: graph.label(person) })) }
        p { "Say which of these works are yours. What is not yours leaves your page, the map, rankings and searches at once; its byline keeps the name." }
        @if !open.is_empty() { (verdict(&call, &whose, &open.join("\n"), Some(Verdict::Mine), "All on this page are mine")) }
        ol.plain start=(whose.offset + 1) {
            @for &work in &listed { li { (item(&call, &whose, graph, work, &reviewed)) } }
        }
        (turning(&call, &whose, works.len()))
        (taken_off(&call, &whose, graph, &reviewed))
    };
    Ok(call.page(StatusCode::OK, "Review your works", &body))
}

/// What is sent to `POST /review`.
#[derive(Debug, Deserialize)]
pub(super) struct Said {
    person: String,
    /// Keys, a line each.
    works: String,
    /// `mine`, `not-mine`, or nothing to take back what was said.
    verdict: String,
    #[serde(default)]
    next: String,
}

/// `POST /review`: what is said is in force when the answer is.
pub(super) async fn say(call: Call, Sent(said): Sent<Said>) -> Result<Response, Instead> {
    let next = local(&said.next).map_or_else(|| call.links.to("/account"), str::to_owned);
    let account = call.account(&next)?;
    let keys = known(&call, &said);
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let verdict = Verdict::from_name(&said.verdict);
    let done = call.community.review(&account.id, &said.person, &keys, verdict).await;
    if done.is_ok() {
        take_effect(&call.state).await;
    }
    done_or_refused(&call, done, &next, "Review your works")
}

/// What a co-author says of a page.
#[derive(Debug, Deserialize)]
pub(super) struct Confirmation {
    person: String,
    confirm: String,
    #[serde(default)]
    next: String,
}

/// `POST /confirmation`: whether a colleague's page is right.
pub(super) async fn confirm(call: Call, Sent(said): Sent<Confirmation>) -> Result<Response, Instead> {
    let next = local(&said.next).map_or_else(|| call.links.to("/account"), str::to_owned);
    let account = call.account(&next)?;
    let done = match said.confirm.as_str() {
        "no" => call.community.take_confirmation_back(&account.id, &said.person).await,
        _ => call.community.confirm_record(&account.id, &said.person).await,
    };
    done_or_refused(&call, done, &next, "Confirm a page")
}

fn done_or_refused(call: &Call, done: Result<(), Error>, next: &str, title: &str) -> Result<Response, Instead> {
    match done {
        Ok(()) => Ok(see(next)),
        Err(error) => {
            let refused = refusal(error)?;
            Ok(call.page(status(refused), title, &alert(Some(refused))))
        }
    }
}

/// The keys that were sent: a work by the key that it has now, if the graph has it.
fn known(call: &Call, said: &Said) -> Vec<String> {
    let loaded = call.state.loaded();
    let now = |key: &str| {
        let graph = loaded.as_deref()?.graph();
        Some(graph.key(graph.resolve(Some(Kind::Work), key).ok()?.node))
    };
    said.works.lines().filter(|key| !key.is_empty()).map(|key| now(key).unwrap_or_else(|| key.to_owned())).collect()
}

fn address(call: &Call, whose: &Whose) -> String {
    let offset = whose.offset.to_string();
    let offset = (whose.offset > 0).then_some(("offset", offset.as_str()));
    let pairs: Vec<_> = [("person", whose.person.as_str())].into_iter().chain(offset).collect();
    call.links.asking("/review", &pairs)
}

/// A button that says something of works.
fn verdict(call: &Call, whose: &Whose, works: &str, verdict: Option<Verdict>, button: &str) -> Markup {
    html! {
        form.inline method="post" action=(call.links.to("/review")) {
            input type="hidden" name="person" value=(whose.person);
            input type="hidden" name="works" value=(works);
            input type="hidden" name="verdict" value=(verdict.map_or("", Verdict::name));
            input type="hidden" name="next" value=(address(call, whose));
            button { (button) }
        }
    }
}

fn item(call: &Call, whose: &Whose, graph: &Graph, work: WorkId, reviewed: &Reviewed) -> Markup {
    let key = graph.key(work);
    html! {
        (parts::link(&call.links, Kind::Work, Named { id: graph.id(work), label: graph.label(work) })) " "
        @if let Some(year) = graph.year(work) { span.faint { (year) } " " }
        @if reviewed.mine.contains(&key) {
            span.mark { "Yours" } " " (verdict(call, whose, &key, None, "Take it back"))
        } @else {
            (verdict(call, whose, &key, Some(Verdict::Mine), "Mine")) " "
        }
        (verdict(call, whose, &key, Some(Verdict::NotMine), "Not mine"))
    }
}

fn turning(call: &Call, whose: &Whose, works: usize) -> Markup {
    let to = |offset: usize| address(call, &Whose { person: whose.person.clone(), offset });
    html! {
        @if whose.offset > 0 || works > WORKS {
            nav aria-label="Further works" { p {
                @if whose.offset > 0 { a rel="prev" href=(to(whose.offset.saturating_sub(WORKS))) { "Newer works" } " " }
                @if works > whose.offset.saturating_add(WORKS) { a rel="next" href=(to(whose.offset + WORKS)) { "Older works" } }
            } }
        }
    }
}

/// The longest list; the export of the account has all.
const LISTED: usize = 200;

fn taken_off(call: &Call, whose: &Whose, graph: &Graph, reviewed: &Reviewed) -> Markup {
    let count = reviewed.not_mine.len();
    html! {
        @if count > 0 {
            section {
                h2 { "Taken off your page " span.faint { (so_many(count, "work", "works")) } }
                ul.plain {
                    @for key in reviewed.not_mine.iter().take(LISTED) {
                        li { (follow::name(&call.links, Some(graph), key)) " " (verdict(call, whose, key, None, "It is mine after all")) }
                    }
                }
                @if count > LISTED { p.faint { "The first " (LISTED) "." } }
            }
        }
    }
}
