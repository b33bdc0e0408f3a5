//! Invitations to owners of records, and the conversations of two that come of them.
//!
//! Whoever declines, or has blocked somebody, is quiet about it: the other side sees an invitation that is not answered.

mod invite;
mod list;
mod moderate;
mod talk;

pub use invite::Invitation;
pub use list::{Conversation, ConversationState, Message, Talk};
pub use moderate::Report;

use sqlx::{Any, Transaction};

use crate::{Error, Refusal};

/// The longest message, in characters.
const LONGEST_MESSAGE: usize = 4000;

/// A text as it is kept: without white space around it, and of signs only those that are seen.
fn text(text: &str, longest: usize) -> Result<String, Refusal> {
    let text: String = text.trim().chars().filter(|&letter| letter == '\n' || !letter.is_control()).collect();
    if text.is_empty() || text.chars().count() > longest { Err(Refusal::BadMessage) } else { Ok(text) }
}

/// Takes an account out of its conversations, and its words with it; what others said stays theirs.
pub(crate) async fn leave(change: &mut Transaction<'static, Any>, account: &str) -> Result<(), Error> {
    for statement in [
        "DELETE FROM messages WHERE author = $1",
        "DELETE FROM reports WHERE account = $1",
        "UPDATE conversations SET inviter = '', state = CASE WHEN state IN ('open', 'closed') THEN 'closed' \
         ELSE 'taken_back' END WHERE inviter = $1",
        "UPDATE conversations SET state = 'closed', invited = '' WHERE invited = $1",
        "DELETE FROM conversations WHERE inviter = '' AND invited = '' AND $1 <> ''",
    ] {
        sqlx::query(statement).bind(account).execute(&mut **change).await?;
    }
    Ok(())
}

/// Lets conversations that began on the page of a person who was merged into another go along.
pub(crate) async fn go_along(change: &mut Transaction<'static, Any>, from: &str, to: &str) -> Result<(), Error> {
    let moved = sqlx::query("UPDATE conversations SET person = $1 WHERE person = $2");
    moved.bind(to).bind(from).execute(&mut **change).await?;
    Ok(())
}
