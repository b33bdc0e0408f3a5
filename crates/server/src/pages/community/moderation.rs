//! What moderators decide.

use axum::{http::StatusCode, response::Response};
use maud::{Markup, html};
use scholargraph::Graph;
use scholargraph_community::{ClaimToReview, Error, Hiding, Refusal, Report};
use serde::Deserialize;

use super::{
    Call, Sent,
    call::{Instead, refusal, see, status},
    form::alert,
};
use crate::{
    Code, Problem,
    moderation::{Decision, Waiting},
    pages::follow,
    text::so_many,
};

const PATH: &str = "/moderation";

/// `GET /moderation`
pub(super) async fn page(call: Call) -> Result<Response, Instead> {
    admitted(&call).await?;
    answer(&call, None).await
}

/// What is sent to `POST /moderation`.
#[derive(Debug, Deserialize)]
pub(super) struct Decided {
    act: Decision,
    id: String,
    #[serde(default)]
    note: String,
}

/// `POST /moderation`
pub(super) async fn decide(call: Call, Sent(decided): Sent<Decided>) -> Result<Response, Instead> {
    let moderator = admitted(&call).await?;
    let Decided { act, id, note } = decided;
    match act.make((&call.state, &call.community), &id, &moderator, &note).await {
        Ok(()) => Ok(see(&call.links.to(PATH))),
        Err(error) => answer(&call, Some(refusal(error)?)).await,
    }
}

/// How the log names whoever decides. To everybody else there is no such page.
async fn admitted(call: &Call) -> Result<String, Instead> {
    let account = call.account(&call.links.to(PATH))?;
    let is_moderator = call.community.is_moderator(&account.id).await.or_else(failed)?;
    let nothing = || Problem::new(Code::UnknownRoute, format!("there is nothing at `{PATH}`")).into();
    is_moderator.then(|| account.id.clone()).ok_or_else(nothing)
}

fn failed<T>(error: Error) -> Result<T, Instead> {
    Err(Problem::new(Code::Internal, refusal(error)?.to_string()).into())
}

async fn answer(call: &Call, refused: Option<Refusal>) -> Result<Response, Instead> {
    let Waiting { claims, hidings, hidden, reports } = Waiting::of(&call.community).await.or_else(failed)?;
    let loaded = call.state.loaded();
    let graph = loaded.as_deref().map(crate::Loaded::graph);
    let body = html! {
        (alert(refused))
        section {
            h2 { "Claims " span.faint { (so_many(claims.len(), "waits", "wait")) } }
            @for claim in &claims { (claim_to_review(call, graph, claim)) }
        }
        section {
            h2 { "Wishes to be hidden " span.faint { (so_many(hidings.len(), "waits", "wait")) } }
            @for hiding in &hidings { (wish(call, graph, hiding, &[("hide", "Hide the page"), ("show", "Leave it")])) }
        }
        section {
            h2 { "Hidden " span.faint { (so_many(hidden.len(), "page", "pages")) } }
            @for hiding in &hidden { (wish(call, graph, hiding, &[("show", "Show it again")])) }
        }
        section {
            h2 { "Reported conversations " span.faint { (so_many(reports.len(), "report", "reports")) } }
            @for report in &reports { (reported(report)) }
        }
    };
    Ok(call.page(refused.map_or(StatusCode::OK, status), "Moderation", &body))
}

fn decision(call: &Call, id: &str, acts: &[(&str, &str)]) -> Markup {
    html! {
        form.form method="post" action=(call.links.to(PATH)) {
            input type="hidden" name="id" value=(id);
            label { "What you say about it, to whoever asked and in the log" input type="text" name="note" maxlength="500"; }
            @for (act, button) in acts { button name="act" value=(act) { (button) } " " }
        }
    }
}

fn claim_to_review(
    call: &Call,
    graph: Option<&Graph>,
    ClaimToReview { claim, name, email, is_disputed }: &ClaimToReview,
) -> Markup {
    html! {
        article {
            p { bdi { (name) } " (" bdi { (email) } ") says to be " (follow::name(&call.links, graph, &claim.person)) @if *is_disputed { " " span.mark { "Somebody else owns it" } } }
            p.words-of { bdi { (claim.reason) } }
            (decision(call, &claim.id, &[("accept", "Accept"), ("refuse", "Refuse")]))
        }
    }
}

fn wish(call: &Call, graph: Option<&Graph>, hiding: &Hiding, acts: &[(&str, &str)]) -> Markup {
    html! {
        article {
            p { bdi { (hiding.email) } " about " (follow::name(&call.links, graph, &hiding.person)) }
            p.words-of { bdi { (hiding.reason) } }
            (decision(call, &hiding.id, acts))
        }
    }
}

fn reported(report: &Report) -> Markup {
    html! {
        article {
            p { bdi { (report.talk.conversation.topic) } " " span.faint { bdi { (report.reason) } } }
            @for message in &report.talk.messages {
                p.words-of { (if message.mine { "Whoever reports: " } else { "The other: " }) bdi { (message.text) } }
            }
        }
    }
}
