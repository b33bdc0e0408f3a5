//! Answering an invitation, and talking.

use sqlx::{Any, Transaction};

use super::{LONGEST_MESSAGE, invite::is_blocked, text};
use crate::{Account, Community, Error, Refusal, letter};

/// So many messages of one account within a day.
const MOST_A_DAY: i64 = 200;
const DAY: i64 = 24 * 60 * 60;

/// What a conversation is to one of its two.
struct Seat {
    other: String,
    is_inviter: bool,
    state: String,
}

impl Community {
    /// Answers an invitation to `account`: it is a conversation from now on, or it is quiet.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoConversation`] where the account is not invited to it, or has answered.
    pub async fn answer(&self, account: &str, conversation: &str, accept: bool) -> Result<(), Error> {
        let state = if accept { "open" } else { "declined" };
        let answered =
            sqlx::query("UPDATE conversations SET state = $1 WHERE id = $2 AND invited = $3 AND state = 'invited'")
                .bind(state)
                .bind(conversation)
                .bind(account)
                .execute(self.store().pool())
                .await?;
        if answered.rows_affected() == 0 { Err(Refusal::NoConversation.into()) } else { Ok(()) }
    }

    /// Says something in a conversation. The other side gets a letter unless there is something it has not read yet.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoConversation`] where the account does not take part in it, or it is not open, [`Refusal::BadMessage`],
    /// [`Refusal::TooManyMessages`].
    pub async fn say(&self, account: &Account, conversation: &str, message: &str) -> Result<(), Error> {
        let message = text(message, LONGEST_MESSAGE)?;
        let now = self.now();
        let mut change = self.store().change().await?;
        let seat = seat(&mut change, &account.id, conversation).await?;
        if seat.state != "open" || is_blocked(&mut change, &seat.other, &account.id).await? {
            return Err(Refusal::NoConversation.into());
        }
        let (today,): (i64,) = sqlx::query_as("SELECT count(*) FROM messages WHERE author = $1 AND at > $2")
            .bind(&account.id)
            .bind(now - DAY)
            .fetch_one(&mut *change)
            .await?;
        if today >= MOST_A_DAY {
            return Err(Refusal::TooManyMessages.into());
        }
        let had_read_all = unread(&mut change, &seat.other, conversation).await? == 0;
        add(&mut change, conversation, &account.id, &message, now).await?;
        change.commit().await?;
        if had_read_all {
            self.notify(&seat.other, |url, email| letter::message(url, email, &account.name, conversation)).await?;
        }
        Ok(())
    }

    /// Notes that an account has read a conversation.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoConversation`] where it does not take part in it.
    pub async fn read(&self, account: &str, conversation: &str) -> Result<(), Error> {
        let mut change = self.store().change().await?;
        seat(&mut change, account, conversation).await?;
        sqlx::query(
            "INSERT INTO readings (conversation, account, number) \
             SELECT $1, $2, coalesce(max(number), 0) FROM messages WHERE conversation = $1 \
             ON CONFLICT (conversation, account) DO UPDATE SET number = excluded.number",
        )
        .bind(conversation)
        .bind(account)
        .execute(&mut *change)
        .await?;
        Ok(change.commit().await?)
    }

    /// Ends a conversation, or takes an invitation back: nothing more can be said in it.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoConversation`] where the account does not take part in it.
    pub async fn close(&self, account: &str, conversation: &str) -> Result<(), Error> {
        let mut change = self.store().change().await?;
        let seat = seat(&mut change, account, conversation).await?;
        match seat.state.as_str() {
            "open" => set_state(&mut change, conversation, "closed").await?,
            // Whoever takes an invitation back does not learn that it was declined, nor is it heard by that.
            "invited" | "declined" if seat.is_inviter => set_state(&mut change, conversation, "taken_back").await?,
            _ => {}
        }
        Ok(change.commit().await?)
    }

    /// Hears no more from the other side of a conversation: what is open with them ends, and their invitations stay
    /// unanswered.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoConversation`] where the account does not take part in it.
    pub async fn block(&self, account: &str, conversation: &str) -> Result<(), Error> {
        let mut change = self.store().change().await?;
        let seat = seat(&mut change, account, conversation).await?;
        if seat.other.is_empty() {
            // They have left.
            return Ok(());
        }
        sqlx::query("INSERT INTO blocks (account, blocked, created) VALUES ($1, $2, $3) ON CONFLICT (account, blocked) DO NOTHING")
            .bind(account)
            .bind(&seat.other)
            .bind(self.now())
            .execute(&mut *change)
            .await?;
        let quiet =
            "UPDATE conversations SET state = 'declined' WHERE invited = $1 AND inviter = $2 AND state = 'invited'";
        sqlx::query(quiet).bind(account).bind(&seat.other).execute(&mut *change).await?;
        sqlx::query(
            "UPDATE conversations SET state = 'closed' WHERE state = 'open' \
             AND ((invited = $1 AND inviter = $2) OR (invited = $2 AND inviter = $1))",
        )
        .bind(account)
        .bind(&seat.other)
        .execute(&mut *change)
        .await?;
        Ok(change.commit().await?)
    }
}

async fn set_state(change: &mut Transaction<'static, Any>, conversation: &str, state: &str) -> Result<(), Error> {
    let changed = sqlx::query("UPDATE conversations SET state = $1 WHERE id = $2");
    changed.bind(state).bind(conversation).execute(&mut **change).await?;
    Ok(())
}

async fn seat(change: &mut Transaction<'static, Any>, account: &str, conversation: &str) -> Result<Seat, Error> {
    let found: Option<(String, String, String)> = sqlx::query_as(
        "SELECT inviter, invited, state FROM conversations WHERE id = $1 AND (inviter = $2 OR invited = $2)",
    )
    .bind(conversation)
    .bind(account)
    .fetch_optional(&mut **change)
    .await?;
    let (inviter, invited, state) = found.ok_or(Refusal::NoConversation)?;
    let is_inviter = inviter == account;
    Ok(Seat { other: if is_inviter { invited } else { inviter }, is_inviter, state })
}

async fn unread(change: &mut Transaction<'static, Any>, account: &str, conversation: &str) -> Result<i64, Error> {
    let (number,): (i64,) = sqlx::query_as(
        "SELECT count(*) FROM messages WHERE conversation = $1 AND author <> $2 AND number > \
         coalesce((SELECT number FROM readings WHERE conversation = $1 AND account = $2), 0)",
    )
    .bind(conversation)
    .bind(account)
    .fetch_one(&mut **change)
    .await?;
    Ok(number)
}

/// Adds a message. Two at once wait for each other at the conversation's row.
pub(super) async fn add(
    change: &mut Transaction<'static, Any>,
    conversation: &str,
    author: &str,
    text: &str,
    now: i64,
) -> Result<(), Error> {
    sqlx::query("UPDATE conversations SET topic = topic WHERE id = $1")
        .bind(conversation)
        .execute(&mut **change)
        .await?;
    sqlx::query(
        "INSERT INTO messages (conversation, number, author, at, text) \
         SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4 FROM messages WHERE conversation = $1",
    )
    .bind(conversation)
    .bind(author)
    .bind(now)
    .bind(text)
    .execute(&mut **change)
    .await?;
    Ok(())
}
