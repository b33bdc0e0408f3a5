//! Following: how many do, and the button.

use maud::{Markup, html};
#[cfg(feature = "community")]
use scholargraph::Graph;

use super::links::Links;
use crate::text::so_many;

/// How many follow the node with this key, whose page is at `page`, and what whoever asks can do about it.
pub(super) fn button(links: &Links, key: &str, page: &str) -> Markup {
    let followers = links.visit.followers(key);
    html! {
        (so_many(usize::try_from(followers).unwrap_or(usize::MAX), "follower", "followers"))
        @if let Some(member) = &links.visit.member {
            " " (form(links, key, page, member.follows.contains(key)))
        } @else if links.visit.is_open() {
            " · " a href=(links.asking("/sign-in", &[("next", page)])) { "Sign in to follow" }
        }
    }
}

/// A button that follows, or follows no longer, and comes back to `page`.
pub(super) fn form(links: &Links, key: &str, page: &str, follows: bool) -> Markup {
    html! {
        form.inline method="post" action=(links.to("/follow")) {
            input type="hidden" name="node" value=(key);
            input type="hidden" name="next" value=(page);
            input type="hidden" name="follow" value=(if follows { "no" } else { "yes" });
            button { (if follows { "Unfollow" } else { "Follow" }) }
        }
    }
}

/// What a key names, as it is called now; what the graph does not have, or not any more, by the key itself.
#[cfg(feature = "community")]
pub(super) fn name(links: &Links, graph: Option<&Graph>, key: &str) -> Markup {
    let found = graph.and_then(|graph| Some((graph, graph.resolve(None, key).ok()?.node)));
    html! {
        @match found {
            Some((graph, node)) => (super::parts::link(links, node.kind(), crate::wire::Named { id: graph.id(node), label: graph.label(node) })),
            None => { bdi { (key) } span.faint { " is not in the graph at present" } },
        }
    }
}
