//! Who is signed in, and where.

use serde::Serialize;
use sqlx::{Any, Transaction};

use crate::{
    Account, Community, Error, account,
    secret::{Secret, new_id},
};

/// A session that has begun: what the browser keeps.
#[derive(Clone, Debug)]
pub struct Session {
    /// The secret that the browser shows from now on.
    pub secret: Secret,
    /// For how many seconds it is worth keeping.
    pub lifetime: i64,
}

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SessionInfo {
    /// Its id, which is no secret.
    pub id: String,
    /// When it began, in seconds since 1970-01-01T00:00:00Z.
    pub created: i64,
    /// When it was last used, to the hour.
    pub seen: i64,
    /// What the browser calls itself.
    pub agent: String,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// Whose account it is.
    pub account: Account,
    /// What they show.
    pub by: Shown,
}

/// What shows who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A browser shows the secret of a session, which has this id.
    Session(String),
    /// A program shows a token of the account.
    Token,
    /// The platform around this says so.
    Host,
}

impl Visitor {
    /// The id of the session, where one is shown.
    #[must_use]
    pub fn session(&self) -> Option<&str> {
        match &self.by {
            Shown::Session(id) => Some(id),
            Shown::Token | Shown::Host => None,
        }
    }
}

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;
/// A session that is not used for so long ends.
const IDLE: i64 = 30 * DAY;
/// So does one that is as old as this.
const OLDEST: i64 = 180 * DAY;

impl Community {
    /// Who shows this secret; `None` where nobody has it, or not any more.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn visitor(&self, secret: &str) -> Result<Option<Visitor>, Error> {
        let now = self.now();
        let hash = Secret::shown(secret).hash();
        let found: Option<(String, i64, String, String, String, i64)> = sqlx::query_as(
            "SELECT sessions.id, sessions.seen, accounts.id, accounts.name, accounts.email, accounts.created \
             FROM sessions JOIN accounts ON accounts.id = sessions.account \
             WHERE secret = $1 AND sessions.seen > $2 AND sessions.created > $3",
        )
        .bind(&hash)
        .bind(now - IDLE)
        .bind(now - OLDEST)
        .fetch_optional(self.store().pool())
        .await?;
        let Some((session, seen, id, name, email, created)) = found else { return Ok(None) };
        if seen < now - HOUR {
            let touched = sqlx::query("UPDATE sessions SET seen = $1 WHERE secret = $2");
            touched.bind(now).bind(&hash).execute(self.store().pool()).await?;
        }
        let email = account::address(email);
        Ok(Some(Visitor { account: Account { id, name, email, created }, by: Shown::Session(session) }))
    }

    /// Ends the session with this secret.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn sign_out(&self, secret: &str) -> Result<(), Error> {
        let mut change = self.store().change().await?;
        end(&mut change, &Secret::shown(secret)).await?;
        Ok(change.commit().await?)
    }

    /// The sessions of an account, the last used first.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn sessions(&self, account: &str) -> Result<Vec<SessionInfo>, Error> {
        let now = self.now();
        let found: Vec<(String, i64, i64, String)> = sqlx::query_as(
            "SELECT id, created, seen, agent FROM sessions WHERE account = $1 AND seen > $2 AND created > $3 \
             ORDER BY seen DESC, created DESC, id",
        )
        .bind(account)
        .bind(now - IDLE)
        .bind(now - OLDEST)
        .fetch_all(self.store().pool())
        .await?;
        Ok(found.into_iter().map(|(id, created, seen, agent)| SessionInfo { id, created, seen, agent }).collect())
    }

    /// Ends one session of an account by its id; of another's, none.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn revoke(&self, account: &str, session: &str) -> Result<(), Error> {
        let ended = sqlx::query("DELETE FROM sessions WHERE id = $1 AND account = $2");
        ended.bind(session).bind(account).execute(self.store().pool()).await?;
        Ok(())
    }
}

/// Begins a session of `account`.
pub(crate) async fn begin(
    change: &mut Transaction<'static, Any>,
    account: &str,
    agent: &str,
    now: i64,
) -> Result<Session, Error> {
    let secret = Secret::new()?;
    sqlx::query("DELETE FROM sessions WHERE account = $1 AND (seen <= $2 OR created <= $3)")
        .bind(account)
        .bind(now - IDLE)
        .bind(now - OLDEST)
        .execute(&mut **change)
        .await?;
    sqlx::query("INSERT INTO sessions (secret, id, account, created, seen, agent) VALUES ($1, $2, $3, $4, $4, $5)")
        .bind(secret.hash())
        .bind(new_id()?)
        .bind(account)
        .bind(now)
        .bind(short(agent))
        .execute(&mut **change)
        .await?;
    Ok(Session { secret, lifetime: IDLE })
}

pub(crate) async fn end(change: &mut Transaction<'static, Any>, secret: &Secret) -> Result<(), Error> {
    sqlx::query("DELETE FROM sessions WHERE secret = $1").bind(secret.hash()).execute(&mut **change).await?;
    Ok(())
}

/// What a browser calls itself, as much of it as says something.
fn short(agent: &str) -> String {
    const LONGEST: usize = 200;
    agent.chars().filter(|letter| !letter.is_control()).take(LONGEST).collect()
}
