//! Following: how many do, and the button.

use maud::{Markup, html};

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
