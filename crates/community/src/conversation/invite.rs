//! Inviting the owner of a record.

use sqlx::{Any, Transaction};

use super::{LONGEST_MESSAGE, text};
use crate::{Account, Community, Error, Refusal, letter, secret::new_id};

/// What somebody writes who wants to talk.
#[derive(Clone, Debug, Default)]
pub struct Invitation {
    /// The key of the person, whose owner is invited.
    pub person: String,
    /// What it is about, in a line.
    pub topic: String,
    /// The first message.
    pub message: String,
    /// Keys of works that it is about.
    pub works: Vec<String>,
}

const DAY: i64 = 24 * 60 * 60;
/// Accounts younger than this are new.
const NEW: i64 = 7 * DAY;
/// So many invitations a day from those who are new, and from all others.
const OF_NEW: i64 = 3;
const OF_OTHERS: i64 = 20;
/// The longest topic, in characters.
const LONGEST_TOPIC: usize = 200;
/// So many works can be named.
const MOST_WORKS: usize = 10;
/// The longest key of a work, in bytes.
const LONGEST_KEY: usize = 1000;

impl Community {
    /// Invites the owner of a record, and tells the id of the conversation that may come of it.
    ///
    /// # Errors
    ///
    /// [`Refusal::NotClaimed`], [`Refusal::Yourself`], [`Refusal::InvitedAlready`], [`Refusal::BadMessage`] or
    /// [`Refusal::TooManyInvitations`].
    pub async fn invite(&self, account: &Account, invitation: &Invitation) -> Result<String, Error> {
        let topic = text(&invitation.topic.replace('\n', " "), LONGEST_TOPIC)?;
        let message = text(&invitation.message, LONGEST_MESSAGE)?;
        let works = works(&invitation.works)?;
        let (id, now) = (new_id()?, self.now());
        let mut change = self.store().change().await?;
        let owner: Option<(String,)> =
            sqlx::query_as("SELECT account FROM claims WHERE person = $1 AND state = 'accepted'")
                .bind(&invitation.person)
                .fetch_optional(&mut *change)
                .await?;
        let (owner,) = owner.ok_or(Refusal::NotClaimed)?;
        if owner == account.id {
            return Err(Refusal::Yourself.into());
        }
        may_invite(&mut change, account, &owner, now).await?;
        let is_blocked = is_blocked(&mut change, &owner, &account.id).await?;
        sqlx::query(
            "INSERT INTO conversations (id, person, inviter, invited, created, state, topic, works) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(&id)
        .bind(&invitation.person)
        .bind(&account.id)
        .bind(&owner)
        .bind(now)
        .bind(if is_blocked { "declined" } else { "invited" })
        .bind(&topic)
        .bind(&works)
        .execute(&mut *change)
        .await?;
        super::talk::add(&mut change, &id, &account.id, &message, now).await?;
        change.commit().await?;
        if !is_blocked {
            self.notify(&owner, |url, email| letter::invitation(url, email, &account.name, &topic)).await?;
        }
        Ok(id)
    }

    /// Sends a letter to whoever owns an account.
    pub(super) async fn notify(
        &self,
        account: &str,
        write: impl FnOnce(&str, String) -> crate::mail::Letter,
    ) -> Result<(), Error> {
        let account = self.account(account).await?;
        if let Some(email) = account.map(|account| account.email).filter(|email| !email.is_empty()) {
            self.post(write(self.public_url(), email));
        }
        Ok(())
    }
}

/// One key a line.
fn works(keys: &[String]) -> Result<String, Refusal> {
    let is_work = |key: &String| key.starts_with("work:") && key.len() <= LONGEST_KEY && !key.contains('\n');
    if keys.len() > MOST_WORKS || !keys.iter().all(is_work) { Err(Refusal::BadMessage) } else { Ok(keys.join("\n")) }
}

async fn may_invite(
    change: &mut Transaction<'static, Any>,
    account: &Account,
    owner: &str,
    now: i64,
) -> Result<(), Error> {
    // Whoever invites another waits here for their own invitations: so two at once cannot both be the last.
    sqlx::query("UPDATE accounts SET name = name WHERE id = $1").bind(&account.id).execute(&mut **change).await?;
    let (pending,): (i64,) = sqlx::query_as(
        "SELECT count(*) FROM conversations WHERE inviter = $1 AND invited = $2 AND (state IN ('invited', 'open') OR created > $3)",
    )
    .bind(&account.id)
    .bind(owner)
    .bind(now - DAY)
    .fetch_one(&mut **change)
    .await?;
    if pending > 0 {
        return Err(Refusal::InvitedAlready.into());
    }
    let (today,): (i64,) = sqlx::query_as("SELECT count(*) FROM conversations WHERE inviter = $1 AND created > $2")
        .bind(&account.id)
        .bind(now - DAY)
        .fetch_one(&mut **change)
        .await?;
    let most = if account.created > now - NEW { OF_NEW } else { OF_OTHERS };
    if today >= most { Err(Refusal::TooManyInvitations.into()) } else { Ok(()) }
}

pub(super) async fn is_blocked(change: &mut Transaction<'static, Any>, by: &str, who: &str) -> Result<bool, Error> {
    let found: Option<(i64,)> = sqlx::query_as("SELECT created FROM blocks WHERE account = $1 AND blocked = $2")
        .bind(by)
        .bind(who)
        .fetch_optional(&mut **change)
        .await?;
    Ok(found.is_some())
}
