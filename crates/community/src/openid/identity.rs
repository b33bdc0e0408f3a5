//! Who an account is elsewhere.

use serde::Serialize;

use crate::{Community, Error, Refusal, mirror};

/// Who an account is elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Identity {
    /// The provider's issuer identifier.
    pub issuer: String,
    /// Who they are there.
    pub subject: String,
    /// Their ORCID iD; empty where the subject is none.
    pub orcid: String,
    /// Since when it is known here, in seconds since 1970-01-01T00:00:00Z.
    pub created: i64,
}

impl Community {
    /// Who an account is elsewhere, the oldest first.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn identities(&self, account: &str) -> Result<Vec<Identity>, Error> {
        let found: Vec<(String, String, String, i64)> = sqlx::query_as(
            "SELECT issuer, subject, orcid, created FROM identities WHERE account = $1 ORDER BY created, issuer, subject",
        )
        .bind(account)
        .fetch_all(self.store().pool())
        .await?;
        let identity = |(issuer, subject, orcid, created)| Identity { issuer, subject, orcid, created };
        Ok(found.into_iter().map(identity).collect())
    }

    /// Forgets who an account is elsewhere: nobody signs in to it with this identity any more.
    ///
    /// # Errors
    ///
    /// [`Refusal::LastIdentity`] where nothing would be left to sign in with.
    pub async fn disconnect(&self, account: &str, issuer: &str, subject: &str) -> Result<(), Error> {
        let records = self.records_of(account);
        let mut change = self.store().change().await?;
        mirror::publish(&mut change, &records.iter().map(String::as_str).collect::<Vec<_>>()).await?;
        let ended = sqlx::query("DELETE FROM identities WHERE account = $1 AND issuer = $2 AND subject = $3");
        ended.bind(account).bind(issuer).bind(subject).execute(&mut *change).await?;
        let (left,): (i64,) = sqlx::query_as(
            "SELECT (SELECT count(*) FROM identities WHERE account = $1) \
             + (SELECT count(*) FROM accounts WHERE id = $1 AND password <> '')",
        )
        .bind(account)
        .fetch_one(&mut *change)
        .await?;
        if left == 0 {
            return Err(Refusal::LastIdentity.into());
        }
        change.commit().await?;
        self.mirror().refresh(self.store()).await
    }
}
