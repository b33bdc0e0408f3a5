//! Pages for those who have an account, or want one.

mod account;
mod address;
mod call;
mod claim;
mod conversations;
mod follow;
mod form;
pub(crate) mod guard;
mod hide;
mod invite;
mod moderation;
mod news;
mod openid;
mod password;
mod review;
mod sign_in;
mod sign_up;
mod tokens;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn_with_state,
    routing::{get, post},
};

use self::call::{Asked, Call, Sent};
use crate::AppState;

/// The longest form, in bytes: a few fields of a few hundred characters.
const MAX_FORM_BYTES: usize = 16 * 1024;

pub(super) fn router(state: &AppState) -> Router<AppState> {
    let with_password = Router::new()
        .route("/sign-up", get(sign_up::page).post(sign_up::ask))
        .route("/confirm", get(sign_up::letter).post(sign_up::confirm))
        .route("/forgotten", get(password::page).post(password::ask))
        .route("/new-password", get(password::letter).post(password::replace))
        .layer(from_fn_with_state(state.clone(), guard::passwords));
    Router::new()
        .merge(with_password)
        .route("/sign-in", get(sign_in::page).post(sign_in::enter))
        .route("/sign-in/with", post(openid::depart))
        .route("/sign-in/back/{provider}", get(openid::arrive))
        .route("/sign-out", post(sign_in::leave))
        .route("/account", get(account::page))
        .route("/account/identities", post(openid::disconnect))
        .route("/account/address", post(address::ask))
        .route("/confirm-address", get(address::letter).post(address::confirm))
        .route("/account/tokens", post(tokens::make))
        .route("/account/tokens/revoke", post(tokens::revoke))
        .route("/account/name", post(account::rename))
        .route("/account/password", post(account::change_password))
        .route("/account/sessions", post(account::revoke))
        .route("/account/export", get(account::export))
        .route("/account/delete", post(account::delete))
        .route("/claim", get(claim::page).post(claim::claim))
        .route("/claim/withdraw", post(claim::withdraw))
        .route("/claim/affiliation", post(claim::affiliation))
        .route("/claim/names", post(claim::names))
        .route("/claim/open", post(claim::open))
        .route("/news", get(news::page))
        .route("/feed", get(news::feed).post(news::make))
        .route("/hide", get(hide::page).post(hide::ask))
        .route("/moderation", get(moderation::page).post(moderation::decide))
        .route("/review", get(review::page).post(review::say))
        .route("/confirmation", post(review::confirm))
        .route("/invite", get(invite::page).post(invite::invite))
        .route("/conversations", get(conversations::list))
        .route("/conversations/{id}", get(conversations::one).post(conversations::act))
        .route("/follow", post(follow::follow))
        .layer(DefaultBodyLimit::max(MAX_FORM_BYTES))
        .layer(from_fn_with_state(state.clone(), guard::guard))
}
