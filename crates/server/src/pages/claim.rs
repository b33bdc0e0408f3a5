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
