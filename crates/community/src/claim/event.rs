//! What became of claims: a log that is only ever added to.

use serde::Serialize;
use sqlx::{Any, Transaction};

use crate::{Community, Error};

/// One step of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// Its place among all events.
    pub number: i64,
    /// When, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// The claim.
    pub claim: String,
    /// The key of the person, as it was.
    pub person: String,
    /// Whose claim it is.
    pub account: String,
    /// `asked`, `accepted`, `refused`, `withdrawn` or `left`; `took off` or `put back` of a work;
    /// `called` or `no longer called` of a name; `hidden` or `shown` of a record.
    pub event: String,
    /// Who did it: an account, a moderator's name, or nobody where it came of itself.
    pub actor: String,
    /// What was said about it.
    pub note: String,
}

/// What an event is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step<'a> {
    pub(crate) claim: &'a str,
    pub(crate) person: &'a str,
    pub(crate) account: &'a str,
    pub(crate) actor: &'a str,
    pub(crate) at: i64,
}

impl Step<'_> {
    /// Notes it. What everybody sees was published in the same transaction, so no other numbers events meanwhile.
    pub(crate) async fn note(
        &self,
        change: &mut Transaction<'static, Any>,
        event: &str,
        note: &str,
    ) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO claim_events (number, at, claim, person, account, event, actor, note) \
             SELECT coalesce(max(number), 0) + 1, $1, $2, $3, $4, $5, $6, $7 FROM claim_events",
        )
        .bind(self.at)
        .bind(self.claim)
        .bind(self.person)
        .bind(self.account)
        .bind(event)
        .bind(self.actor)
        .bind(note)
        .execute(&mut **change)
        .await?;
        Ok(())
    }
}

type EventRow = (i64, i64, String, String, String, String, String, String);

impl Community {
    /// Everything that became of claims to a person, the oldest first.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn claim_events(&self, person: &str) -> Result<Vec<Event>, Error> {
        let found: Vec<EventRow> = sqlx::query_as(
            "SELECT number, at, claim, person, account, event, actor, note FROM claim_events WHERE person = $1 ORDER BY number",
        )
        .bind(person)
        .fetch_all(self.store().pool())
        .await?;
        let event = |(number, at, claim, person, account, event, actor, note)| Event {
            number,
            at,
            claim,
            person,
            account,
            event,
            actor,
            note,
        };
        Ok(found.into_iter().map(event).collect())
    }
}
