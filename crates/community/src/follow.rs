//! Following people, topics and institutions.

use scholargraph::Kind;
use serde::Serialize;
use sqlx::{Any, Transaction};

use crate::{Community, Error, Refusal, mirror};

/// Something that an account follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Follow {
    /// The key of the node.
    pub node: String,
    /// Since when, in seconds since 1970-01-01T00:00:00Z.
    pub created: i64,
}

/// What one account can follow.
const MOST: i64 = 5000;

impl Community {
    /// Follows the node with this key from now on; one that is followed stays so.
    ///
    /// Whether there is such a node only a graph knows: ask it first.
    ///
    /// # Errors
    ///
    /// [`Refusal::BadNode`] or [`Refusal::TooManyFollows`].
    pub async fn follow(&self, account: &str, node: &str) -> Result<(), Error> {
        check(node)?;
        let mut change = self.store().change().await?;
        let (number,): (i64,) = sqlx::query_as("SELECT count(*) FROM follows WHERE account = $1")
            .bind(account)
            .fetch_one(&mut *change)
            .await?;
        if number >= MOST {
            return Err(Refusal::TooManyFollows.into());
        }
        let made = sqlx::query(
            "INSERT INTO follows (account, node, created) VALUES ($1, $2, $3) ON CONFLICT (account, node) DO NOTHING",
        );
        let made = made.bind(account).bind(node).bind(self.now()).execute(&mut *change).await?;
        if made.rows_affected() == 0 {
            return Ok(());
        }
        mirror::publish(&mut change, &[node]).await?;
        change.commit().await?;
        self.mirror().refresh(self.store()).await
    }

    /// Follows the node no longer.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn unfollow(&self, account: &str, node: &str) -> Result<(), Error> {
        let mut change = self.store().change().await?;
        let ended = sqlx::query("DELETE FROM follows WHERE account = $1 AND node = $2");
        if ended.bind(account).bind(node).execute(&mut *change).await?.rows_affected() == 0 {
            return Ok(());
        }
        mirror::publish(&mut change, &[node]).await?;
        change.commit().await?;
        self.mirror().refresh(self.store()).await
    }

    /// Does the account follow the node?
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn is_following(&self, account: &str, node: &str) -> Result<bool, Error> {
        let found: Option<(i64,)> = sqlx::query_as("SELECT created FROM follows WHERE account = $1 AND node = $2")
            .bind(account)
            .bind(node)
            .fetch_optional(self.store().pool())
            .await?;
        Ok(found.is_some())
    }

    /// What the account follows, the newest first.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn follows(&self, account: &str) -> Result<Vec<Follow>, Error> {
        let found: Vec<(String, i64)> =
            sqlx::query_as("SELECT node, created FROM follows WHERE account = $1 ORDER BY created DESC, node")
                .bind(account)
                .fetch_all(self.store().pool())
                .await?;
        Ok(found.into_iter().map(|(node, created)| Follow { node, created }).collect())
    }

    /// How many follow the node.
    #[must_use]
    pub fn followers(&self, node: &str) -> u64 {
        self.mirror().followers(node)
    }
}

/// Lets those who follow a node that was merged into another follow that one.
pub(crate) async fn go_along(change: &mut Transaction<'static, Any>, from: &str, to: &str) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO follows (account, node, created) SELECT account, $1, created FROM follows WHERE node = $2 \
         ON CONFLICT (account, node) DO NOTHING",
    )
    .bind(to)
    .bind(from)
    .execute(&mut **change)
    .await?;
    sqlx::query("DELETE FROM follows WHERE node = $1").bind(from).execute(&mut **change).await?;
    Ok(())
}

fn check(node: &str) -> Result<(), Refusal> {
    const LONGEST: usize = 1000;
    let kind = node.split_once(':').filter(|(_, id)| !id.is_empty()).and_then(|(kind, _)| Kind::from_name(kind));
    let can_be_followed = kind.is_some_and(|kind| kind != Kind::Work) && node.len() <= LONGEST;
    can_be_followed.then_some(()).ok_or(Refusal::BadNode)
}
