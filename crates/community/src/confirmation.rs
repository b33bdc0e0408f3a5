//! Saying that a colleague's record is right.

use sqlx::{Any, Transaction};

use crate::{Community, Error, Refusal, mirror, tries};

impl Community {
    /// Says that the record of the person with this key is right: one person's, and theirs. Whether the two are
    /// colleagues only a graph knows; it is for whoever asks to find out.
    ///
    /// # Errors
    ///
    /// [`Refusal::NotClaimed`] where nobody owns the record, [`Refusal::Yourself`] where the account does,
    /// [`Refusal::NoRecord`] where the account owns none itself, or [`Refusal::TooManyTries`].
    pub async fn confirm_record(&self, account: &str, person: &str) -> Result<(), Error> {
        tries::CONFIRMATIONS.count(self.store(), account, self.now()).await?;
        match self.ownership(person).owner {
            None => return Err(Refusal::NotClaimed.into()),
            Some(owner) if owner == account => return Err(Refusal::Yourself.into()),
            Some(_) if self.records_of(account).is_empty() => return Err(Refusal::NoRecord.into()),
            Some(_) => {}
        }
        let mut change = self.store().change().await?;
        mirror::publish(&mut change, &[person]).await?;
        sqlx::query(
            "INSERT INTO confirmations (account, person, at) VALUES ($1, $2, $3) ON CONFLICT (account, person) DO NOTHING",
        )
        .bind(account)
        .bind(person)
        .bind(self.now())
        .execute(&mut *change)
        .await?;
        change.commit().await?;
        self.mirror().refresh(self.store()).await
    }

    /// Says so no longer.
    ///
    /// # Errors
    ///
    /// Fails where the store does. Nothing is done where it was not said.
    pub async fn take_confirmation_back(&self, account: &str, person: &str) -> Result<(), Error> {
        let mut change = self.store().change().await?;
        let ended = sqlx::query("DELETE FROM confirmations WHERE account = $1 AND person = $2");
        if ended.bind(account).bind(person).execute(&mut *change).await?.rows_affected() == 0 {
            return Ok(());
        }
        mirror::publish(&mut change, &[person]).await?;
        change.commit().await?;
        self.mirror().refresh(self.store()).await
    }

    /// The accounts that say that a record is right, ascending; those that own no record themselves are left out.
    #[must_use]
    pub fn confirmed_by(&self, person: &str) -> Vec<String> {
        self.mirror().confirmed_by(person)
    }

    /// The keys of the people whose records an account owns, ascending.
    #[must_use]
    pub fn records_of(&self, account: &str) -> Vec<String> {
        self.mirror().records_of(account)
    }

    /// The keys of the people whose records an account says to be right.
    pub(crate) async fn confirmations_of(&self, account: &str) -> Result<Vec<String>, Error> {
        let found: Vec<(String,)> =
            sqlx::query_as("SELECT person FROM confirmations WHERE account = $1 ORDER BY person")
                .bind(account)
                .fetch_all(self.store().pool())
                .await?;
        Ok(found.into_iter().map(|(person,)| person).collect())
    }
}

/// Lets those who confirm somebody who was merged into another confirm that one.
pub(crate) async fn go_along(change: &mut Transaction<'static, Any>, from: &str, to: &str) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO confirmations (account, person, at) SELECT account, $1, at FROM confirmations WHERE person = $2 \
         ON CONFLICT (account, person) DO NOTHING",
    )
    .bind(to)
    .bind(from)
    .execute(&mut **change)
    .await?;
    sqlx::query("DELETE FROM confirmations WHERE person = $1").bind(from).execute(&mut **change).await?;
    Ok(())
}
