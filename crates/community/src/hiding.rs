//! People who ask that a record of them be shown to nobody.

use std::net::IpAddr;

use serde::Serialize;
use sqlx::{Any, Transaction};

use crate::{Community, Error, Refusal, claim, claim::Step, letter, mail, mirror, secret::new_id, tries};

/// How far a wish to be hidden has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HidingState {
    /// Moderators have not decided.
    Asked,
    /// The record is shown to nobody.
    Hidden,
    /// It stays, or is back.
    Shown,
}

impl HidingState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Asked, Self::Hidden, Self::Shown];

    /// Its word: `asked`, `hidden` or `shown`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Hidden => "hidden",
            Self::Shown => "shown",
        }
    }

    /// The state with this word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// A wish that a record be hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hiding {
    /// Its id.
    pub id: String,
    /// The key of the person.
    pub person: String,
    /// Where whoever asks gets letters. Nobody verified it.
    pub email: String,
    /// What they say.
    pub reason: String,
    /// When they asked, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// How far it has come.
    pub state: HidingState,
}

impl Community {
    /// Asks that a record be shown to nobody; moderators decide. Whoever asks needs no account.
    ///
    /// # Errors
    ///
    /// [`Refusal::BadNode`], [`Refusal::BadEmail`], [`Refusal::BadReason`], or [`Refusal::TooManyTries`].
    pub async fn ask_to_hide(&self, person: &str, email: &str, reason: &str, place: IpAddr) -> Result<(), Error> {
        if !claim::is_person(person) {
            return Err(Refusal::BadNode.into());
        }
        let email = mail::normal(email).ok_or(Refusal::BadEmail)?;
        let reason = claim::said(reason);
        claim::check_reason(&reason)?;
        tries::HIDINGS.count(self.store(), &place.to_string(), self.now()).await?;
        sqlx::query("INSERT INTO hidings (id, person, email, reason, at, state) VALUES ($1, $2, $3, $4, $5, 'asked')")
            .bind(new_id()?)
            .bind(person)
            .bind(email)
            .bind(reason)
            .bind(self.now())
            .execute(self.store().pool())
            .await?;
        Ok(())
    }

    /// The wishes in a state, the oldest first.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn hidings(&self, state: HidingState) -> Result<Vec<Hiding>, Error> {
        let found: Vec<(String, String, String, String, i64)> =
            sqlx::query_as("SELECT id, person, email, reason, at FROM hidings WHERE state = $1 ORDER BY at, id")
                .bind(state.name())
                .fetch_all(self.store().pool())
                .await?;
        let hiding = |(id, person, email, reason, at)| Hiding { id, person, email, reason, at, state };
        Ok(found.into_iter().map(hiding).collect())
    }

    /// Shows a record to nobody from now on, or to everybody again. `moderator` is how the log names whoever decides,
    /// `note` what they say.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoHiding`] where there is no wish with this id, or it is so already.
    pub async fn decide_hiding(&self, id: &str, hidden: bool, moderator: &str, note: &str) -> Result<(), Error> {
        let found: Option<(String, String, String)> =
            sqlx::query_as("SELECT person, email, state FROM hidings WHERE id = $1")
                .bind(id)
                .fetch_optional(self.store().pool())
                .await?;
        let (person, email, before) = found.ok_or(Refusal::NoHiding)?;
        let state = if hidden { HidingState::Hidden } else { HidingState::Shown };
        let mut change = self.store().change().await?;
        mirror::publish(&mut change, &[&person]).await?;
        let changed = sqlx::query("UPDATE hidings SET state = $1 WHERE id = $2 AND state = $3 AND state <> $1");
        let changed = changed.bind(state.name()).bind(id).bind(before).execute(&mut *change).await?;
        if changed.rows_affected() == 0 {
            return Err(Refusal::NoHiding.into());
        }
        let step = Step { claim: id, person: &person, account: "", actor: moderator, at: self.now() };
        step.note(&mut change, state.name(), note).await?;
        change.commit().await?;
        self.mirror().refresh(self.store()).await?;
        self.deliver(letter::hiding(email, &person, state.name(), note)).await
    }
}

/// Lets a wish about somebody who was merged into another be about that one.
pub(crate) async fn go_along(change: &mut Transaction<'static, Any>, from: &str, to: &str) -> Result<(), Error> {
    sqlx::query("UPDATE hidings SET person = $1 WHERE person = $2").bind(to).bind(from).execute(&mut **change).await?;
    Ok(())
}
