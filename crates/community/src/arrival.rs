//! What is new at the nodes that somebody follows.

use serde::Serialize;

use crate::{Community, Error, secret::Secret};

/// A work that came to a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Newcomer {
    /// The key of the node that is followed.
    pub node: String,
    /// The key of the work.
    pub work: String,
    /// When the snapshot that brought it was first served, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
}

/// What is new for an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct News {
    /// When its owner looked the last time, in seconds since 1970-01-01T00:00:00Z; 0 where they never did.
    pub looked: i64,
    /// The newest first, at most [`News::MOST`].
    pub newcomers: Vec<Newcomer>,
}

impl News {
    /// The longest list.
    pub const MOST: i64 = 200;
}

/// So many works of one node are noted at a time: behind a larger number is another corpus.
const MOST_AT_ONCE: usize = 100;
/// For so long they are kept, in seconds.
const KEPT: i64 = 180 * 24 * 60 * 60;

impl Community {
    /// The keys of all nodes that somebody follows, ascending.
    #[must_use]
    pub fn followed(&self) -> Vec<String> {
        self.mirror().followed()
    }

    /// Notes works that a snapshot brought to nodes: the first 100 of each. What is noted already stays as it is, so that
    /// every server on one store may tell.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn note_newcomers(&self, newcomers: &[(String, Vec<String>)]) -> Result<(), Error> {
        let now = self.now();
        let mut change = self.store().change().await?;
        sqlx::query("DELETE FROM arrivals WHERE at < $1").bind(now - KEPT).execute(&mut *change).await?;
        for (node, works) in newcomers {
            for work in works.iter().take(MOST_AT_ONCE) {
                sqlx::query(
                    "INSERT INTO arrivals (node, work, at) VALUES ($1, $2, $3) ON CONFLICT (node, work) DO NOTHING",
                )
                .bind(node)
                .bind(work)
                .bind(now)
                .execute(&mut *change)
                .await?;
            }
        }
        Ok(change.commit().await?)
    }

    /// The id and the folder of the snapshot that was served last, by whatever process; `None` where none is noted.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn served(&self) -> Result<Option<(String, String)>, Error> {
        let found = sqlx::query_as("SELECT snapshot, folder FROM served");
        Ok(found.fetch_optional(self.store().pool()).await?)
    }

    /// Notes which snapshot is served, once what it brought is noted.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn note_served(&self, snapshot: &str, folder: &str) -> Result<(), Error> {
        let mut change = self.store().change().await?;
        sqlx::query("DELETE FROM served").execute(&mut *change).await?;
        let noted = sqlx::query("INSERT INTO served (snapshot, folder) VALUES ($1, $2)");
        noted.bind(snapshot).bind(folder).execute(&mut *change).await?;
        Ok(change.commit().await?)
    }

    /// What is new at the nodes that an account follows, since it follows them.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn whats_new(&self, account: &str) -> Result<News, Error> {
        let looked: Option<(i64,)> = sqlx::query_as("SELECT at FROM looks WHERE account = $1")
            .bind(account)
            .fetch_optional(self.store().pool())
            .await?;
        let found: Vec<(String, String, i64)> = sqlx::query_as(
            "SELECT arrivals.node, work, at FROM arrivals JOIN follows ON follows.node = arrivals.node \
             WHERE follows.account = $1 AND at >= follows.created ORDER BY at DESC, arrivals.node, work LIMIT $2",
        )
        .bind(account)
        .bind(News::MOST)
        .fetch_all(self.store().pool())
        .await?;
        let newcomers = found.into_iter().map(|(node, work, at)| Newcomer { node, work, at }).collect();
        Ok(News { looked: looked.map_or(0, |(at,)| at), newcomers })
    }

    /// Notes that the owner of an account has looked at what is new.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn look(&self, account: &str) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO looks (account, at) VALUES ($1, $2) ON CONFLICT (account) DO UPDATE SET at = excluded.at",
        )
        .bind(account)
        .bind(self.now())
        .execute(self.store().pool())
        .await?;
        Ok(())
    }

    /// Makes the secret with which programs read what is new for an account; the one before is of no use any more.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn new_feed(&self, account: &str) -> Result<Secret, Error> {
        let secret = Secret::new()?;
        sqlx::query(
            "INSERT INTO feeds (account, secret) VALUES ($1, $2) ON CONFLICT (account) DO UPDATE SET secret = excluded.secret",
        )
        .bind(account)
        .bind(secret.hash())
        .execute(self.store().pool())
        .await?;
        Ok(secret)
    }

    /// What is new for whoever's feed this is; `None` where it is nobody's.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn feed(&self, secret: &str) -> Result<Option<News>, Error> {
        let found: Option<(String,)> = sqlx::query_as("SELECT account FROM feeds WHERE secret = $1")
            .bind(Secret::shown(secret).hash())
            .fetch_optional(self.store().pool())
            .await?;
        match found {
            Some((account,)) => Ok(Some(self.whats_new(&account).await?)),
            None => Ok(None),
        }
    }
}
