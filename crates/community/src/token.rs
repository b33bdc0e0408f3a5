//! What programs show instead of a session.

use serde::Serialize;

use crate::{
    Account, Community, Error, Refusal, Shown, Visitor, account,
    secret::{Secret, new_id},
};

/// A token as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TokenInfo {
    /// Its id, which is no secret.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was made, in seconds since 1970-01-01T00:00:00Z.
    pub created: i64,
    /// When it was last used, to the hour; when it was made, where it never was.
    pub seen: i64,
}

/// What tokens begin with, so that they are recognised where they should not be.
const PREFIX: &str = "sgk_";
/// So many can an account have.
const MOST: i64 = 20;
const HOUR: i64 = 60 * 60;

impl Community {
    /// Makes a token with which a program does what the owner of the account may do, but for what asks for their password.
    /// It is shown once: nobody can find it out again.
    ///
    /// # Errors
    ///
    /// [`Refusal::BadName`], or [`Refusal::TooManyTokens`].
    pub async fn new_token(&self, account: &str, name: &str) -> Result<String, Error> {
        let name = account::name(name)?;
        let (secret, now) = (Secret::new()?, self.now());
        let mut change = self.store().change().await?;
        sqlx::query("INSERT INTO tokens (secret, id, account, created, seen, name) VALUES ($1, $2, $3, $4, $4, $5)")
            .bind(secret.hash())
            .bind(new_id()?)
            .bind(account)
            .bind(now)
            .bind(name)
            .execute(&mut *change)
            .await?;
        let (number,): (i64,) = sqlx::query_as("SELECT count(*) FROM tokens WHERE account = $1")
            .bind(account)
            .fetch_one(&mut *change)
            .await?;
        if number > MOST {
            return Err(Refusal::TooManyTokens.into());
        }
        change.commit().await?;
        Ok(format!("{PREFIX}{}", secret.reveal()))
    }

    /// The tokens of an account, the newest first.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn tokens(&self, account: &str) -> Result<Vec<TokenInfo>, Error> {
        let found: Vec<(String, String, i64, i64)> =
            sqlx::query_as("SELECT id, name, created, seen FROM tokens WHERE account = $1 ORDER BY created DESC, id")
                .bind(account)
                .fetch_all(self.store().pool())
                .await?;
        Ok(found.into_iter().map(|(id, name, created, seen)| TokenInfo { id, name, created, seen }).collect())
    }

    /// Ends a token of an account by its id; of another's, none.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn revoke_token(&self, account: &str, token: &str) -> Result<(), Error> {
        let ended = sqlx::query("DELETE FROM tokens WHERE id = $1 AND account = $2");
        ended.bind(token).bind(account).execute(self.store().pool()).await?;
        Ok(())
    }

    /// Whose token it is; `None` where it is nobody's, or not any more.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn visitor_by_token(&self, token: &str) -> Result<Option<Visitor>, Error> {
        let Some(secret) = token.strip_prefix(PREFIX) else { return Ok(None) };
        let (hash, now) = (Secret::shown(secret).hash(), self.now());
        let found: Option<(i64, String, String, String, i64)> = sqlx::query_as(
            "SELECT tokens.seen, accounts.id, accounts.name, accounts.email, accounts.created \
             FROM tokens JOIN accounts ON accounts.id = tokens.account WHERE secret = $1",
        )
        .bind(&hash)
        .fetch_optional(self.store().pool())
        .await?;
        let Some((seen, id, name, email, created)) = found else { return Ok(None) };
        if seen < now - HOUR {
            let touched = sqlx::query("UPDATE tokens SET seen = $1 WHERE secret = $2");
            touched.bind(now).bind(&hash).execute(self.store().pool()).await?;
        }
        let account = Account { id, name, email: account::address(email), created };
        Ok(Some(Visitor { account, by: Shown::Token }))
    }
}
