//! What is reported, and what moderators see of it.

use serde::Serialize;

use super::{list::Talk, text};
use crate::{Community, Error, secret::new_id, tries};

/// A conversation that one of its two reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Its id.
    pub id: String,
    /// When, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// What whoever reported it says.
    pub reason: String,
    /// Their account.
    pub account: String,
    /// The conversation as they see it.
    pub talk: Talk,
}

/// The longest reason, in characters.
const LONGEST_REASON: usize = 2000;

impl Community {
    /// Reports a conversation to moderators, who read it from then on.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoConversation`](crate::Refusal::NoConversation) where the account does not take part in it,
    /// [`Refusal::BadMessage`](crate::Refusal::BadMessage), or
    /// [`Refusal::TooManyTries`](crate::Refusal::TooManyTries) behind 20 reports within a day.
    pub async fn report(&self, account: &str, conversation: &str, reason: &str) -> Result<(), Error> {
        let reason = text(reason, LONGEST_REASON)?;
        self.talk(account, conversation).await?;
        tries::REPORTS.count(self.store(), account, self.now()).await?;
        sqlx::query("INSERT INTO reports (id, conversation, account, at, reason) VALUES ($1, $2, $3, $4, $5)")
            .bind(new_id()?)
            .bind(conversation)
            .bind(account)
            .bind(self.now())
            .bind(reason)
            .execute(self.store().pool())
            .await?;
        Ok(())
    }

    /// What was reported, the oldest first.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn reports(&self) -> Result<Vec<Report>, Error> {
        let found: Vec<(String, String, String, i64, String)> =
            sqlx::query_as("SELECT id, conversation, account, at, reason FROM reports ORDER BY at, id")
                .fetch_all(self.store().pool())
                .await?;
        let mut reports = Vec::with_capacity(found.len());
        for (id, conversation, account, at, reason) in found {
            let talk = self.talk(&account, &conversation).await?;
            reports.push(Report { id, at, reason, account, talk });
        }
        Ok(reports)
    }
}
