//! Claiming a page: who has, and what whoever asks can do about it.

use maud::{Markup, html};

use super::links::Links;
use crate::{
    text::so_many,
    visit::{Mine, Standing},
};

/// Who claims the person with this key, whose page is at `page`.
pub(super) fn standing(links: &Links, key: &str, page: &str) -> Markup {
    let Standing { is_claimed, asked, mine, .. } = links.visit.standing(key);
    let claim = links.asking("/claim", &[("person", key)]);
    html! {
        @match mine {
            Some(Mine::Owner) => "This is you. ",
            _ if is_claimed => "Its owner has claimed this page. ",
            _ => "Nobody has claimed this page yet. ",
        }
        @if asked > 0 { (so_many(usize::try_from(asked).unwrap_or(usize::MAX), "claim waits", "claims wait")) " for moderators. " }
        @match mine {
            Some(Mine::Owner | Mine::Asked) => a href=(links.to("/account")) { "Your claims" },
            None if links.visit.member.is_some() => a href=(claim) { (if is_claimed { "This is me, not them" } else { "This is me" }) },
            None if links.visit.is_open() => a href=(links.asking("/sign-in", &[("next", page)])) { "Sign in to claim it" },
            None => {}
        }
    }
}

/// Whether the owner of the person with this key can be invited to a conversation, and the way there.
pub(super) fn collaboration(links: &Links, key: &str, page: &str) -> Markup {
    let Standing { is_claimed, mine, .. } = links.visit.standing(key);
    html! {
        @if mine == Some(Mine::Owner) { a href=(links.to("/conversations")) { "Your conversations" } }
        @else if !is_claimed { "Open once the page is claimed." }
        @else if links.visit.member.is_some() { a href=(links.asking("/invite", &[("person", key)])) { "Invite to a conversation" } }
        @else { a href=(links.asking("/sign-in", &[("next", page)])) { "Sign in to invite to a conversation" } }
    }
}
