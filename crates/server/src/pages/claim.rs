//! Claiming a page: who has, and what whoever asks can do about it.

use maud::{Markup, html};

use super::links::Links;
use crate::{
    text::so_many,
    visit::{Colleague, Mine, Standing},
};

/// Who claims the person with this key, whose page is at `page` and lists so many `works`.
pub(super) fn standing(links: &Links, key: &str, page: &str, works: usize) -> Markup {
    let Standing { is_claimed, asked, mine, confirmed, .. } = links.visit.standing(key);
    let claim = links.asking("/claim", &[("person", key)]);
    html! {
        @match mine {
            Some(Mine::Owner) => "This is you. ",
            _ if is_claimed => "Its owner has claimed this page. ",
            _ => "Nobody has claimed this page yet. ",
        }
        @if asked > 0 { (so_many(usize::try_from(asked).unwrap_or(usize::MAX), "claim waits", "claims wait")) " for moderators. " }
        @match mine {
            Some(Mine::Owner) => {
                a href=(links.asking("/review", &[("person", key)])) { "Review your works" }
                " " span.faint { "(" (confirmed) " of " (works) " confirmed)" } " · "
                a href=(links.to("/account")) { "Your claims" }
            },
            Some(Mine::Asked) => a href=(links.to("/account")) { "Your claims" },
            None if links.visit.member.is_some() => a href=(claim) { (if is_claimed { "This is me, not them" } else { "This is me" }) },
            None if links.visit.is_open() => a href=(links.asking("/sign-in", &[("next", page)])) { "Sign in to claim it" },
            None => {}
        }
        @if links.visit.is_open() && mine.is_none() { " · " a href=(links.asking("/hide", &[("person", key)])) { "Ask for it to be hidden" } }
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

/// What a co-author can say of the record of the person with this key.
pub(super) fn colleague(links: &Links, key: &str, page: &str, colleague: Colleague) -> Markup {
    let did = colleague == Colleague::Did;
    html! {
        @if did { "You confirm that this page is theirs. " }
        form.inline method="post" action=(links.to("/confirmation")) {
            input type="hidden" name="person" value=(key);
            input type="hidden" name="next" value=(page);
            input type="hidden" name="confirm" value=(if did { "no" } else { "yes" });
            button { (if did { "Take it back" } else { "Confirm that this page is theirs" }) }
        }
    }
}
