//! Who decides on the pages.

use crate::{Community, Error, Refusal, mail};

impl Community {
    /// Lets the account with this address of mail decide about claims, reports and hidings, or lets it no longer.
    ///
    /// # Errors
    ///
    /// [`Refusal::BadEmail`] where no account has the address.
    pub async fn set_moderator(&self, email: &str, moderates: bool) -> Result<(), Error> {
        let email = mail::normal(email).ok_or(Refusal::BadEmail)?;
        let (account, _) = self.by_email(&email).await?.ok_or(Refusal::BadEmail)?;
        let query = match moderates {
            true => "INSERT INTO moderators (account, at) VALUES ($1, $2) ON CONFLICT (account) DO NOTHING",
            false => "DELETE FROM moderators WHERE account = $1 AND at <= $2",
        };
        sqlx::query(query).bind(account).bind(self.now()).execute(self.store().pool()).await?;
        Ok(())
    }

    /// May the account decide?
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn is_moderator(&self, account: &str) -> Result<bool, Error> {
        let found: Option<(i64,)> = sqlx::query_as("SELECT at FROM moderators WHERE account = $1")
            .bind(account)
            .fetch_optional(self.store().pool())
            .await?;
        Ok(found.is_some())
    }
}
