//! What everybody sees, in memory: pages ask for it without waiting for the store.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{PoisonError, RwLock, RwLockReadGuard},
};

use sqlx::{Any, Transaction};
use tokio::sync::Mutex;

use crate::{ClaimState, Error, Ownership, store::Store};

/// What everybody sees, as of one revision of the store.
///
/// Every change that it is about is [published](publish) under a number of its own; whoever knows everything up to a
/// number asks for what came behind it.
#[derive(Debug, Default)]
pub(crate) struct Mirror {
    facts: RwLock<Facts>,
    /// One asks at a time.
    refreshing: Mutex<()>,
}

#[derive(Debug, Default)]
struct Facts {
    revision: i64,
    /// By key; nodes that nobody follows are left out.
    followers: HashMap<String, u64>,
    /// By key; people whom nobody claims are left out.
    ownerships: HashMap<String, Ownership>,
}

/// Person, account, state, domain, what they are open to.
type ClaimRow = (String, String, String, String, String);

/// So many changes are kept for those who come behind; who is further behind reads everything.
const KEPT: i64 = 10_000;

/// Numbers changes of what everybody sees of these nodes. Until the transaction ends, nobody else does.
pub(crate) async fn publish(change: &mut Transaction<'static, Any>, nodes: &[&str]) -> Result<(), Error> {
    for node in nodes {
        let (number,): (i64,) =
            sqlx::query_as("UPDATE revision SET number = number + 1 RETURNING number").fetch_one(&mut **change).await?;
        let kept = sqlx::query("INSERT INTO changes (number, node) VALUES ($1, $2)");
        kept.bind(number).bind(node).execute(&mut **change).await?;
        sqlx::query("DELETE FROM changes WHERE number <= $1").bind(number - KEPT).execute(&mut **change).await?;
    }
    Ok(())
}

impl Mirror {
    pub(crate) async fn of(store: &Store) -> Result<Self, Error> {
        let facts = Facts::read(store).await?;
        Ok(Self { facts: RwLock::new(facts), refreshing: Mutex::default() })
    }

    /// Takes over what changed since.
    pub(crate) async fn refresh(&self, store: &Store) -> Result<(), Error> {
        let _turn = self.refreshing.lock().await;
        let known = self.revision();
        let changes: Vec<(i64, String)> =
            sqlx::query_as("SELECT number, node FROM changes WHERE number > $1 ORDER BY number")
                .bind(known)
                .fetch_all(store.pool())
                .await?;
        let (Some(&(first, _)), Some(&(last, _))) = (changes.first(), changes.last()) else { return Ok(()) };
        if first > known + 1 {
            let facts = Facts::read(store).await?;
            *self.facts.write().unwrap_or_else(PoisonError::into_inner) = facts;
            return Ok(());
        }
        let mut found = Vec::new();
        for node in changes.into_iter().map(|(_, node)| node).collect::<BTreeSet<_>>() {
            let (number,): (i64,) = sqlx::query_as("SELECT count(*) FROM follows WHERE node = $1")
                .bind(&node)
                .fetch_one(store.pool())
                .await?;
            let claims: Vec<ClaimRow> = sqlx::query_as(
                "SELECT person, account, state, domain, open_to FROM claims WHERE person = $1 AND state IN ('asked', 'accepted')",
            )
            .bind(&node)
            .fetch_all(store.pool())
            .await?;
            found.push((node, number, claims));
        }
        let mut facts = self.facts.write().unwrap_or_else(PoisonError::into_inner);
        facts.revision = last;
        for (node, number, claims) in found {
            facts.ownerships.remove(&node);
            facts.set_followers(node, number);
            claims.into_iter().for_each(|claim| facts.add_claim(claim));
        }
        Ok(())
    }

    pub(crate) fn revision(&self) -> i64 {
        self.read().revision
    }

    pub(crate) fn followers(&self, node: &str) -> u64 {
        self.read().followers.get(node).copied().unwrap_or(0)
    }

    pub(crate) fn ownership(&self, person: &str) -> Ownership {
        self.read().ownerships.get(person).cloned().unwrap_or_default()
    }

    fn read(&self) -> RwLockReadGuard<'_, Facts> {
        self.facts.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Facts {
    /// The number is read first: what changes meanwhile is taken over again.
    async fn read(store: &Store) -> Result<Self, Error> {
        let (revision,) = sqlx::query_as("SELECT number FROM revision").fetch_one(store.pool()).await?;
        let counted: Vec<(String, i64)> =
            sqlx::query_as("SELECT node, count(*) FROM follows GROUP BY node").fetch_all(store.pool()).await?;
        let claims: Vec<ClaimRow> = sqlx::query_as(
            "SELECT person, account, state, domain, open_to FROM claims WHERE state IN ('asked', 'accepted')",
        )
        .fetch_all(store.pool())
        .await?;
        let mut facts = Self { revision, ..Self::default() };
        counted.into_iter().for_each(|(node, number)| facts.set_followers(node, number));
        claims.into_iter().for_each(|claim| facts.add_claim(claim));
        Ok(facts)
    }

    fn add_claim(&mut self, (person, account, state, domain, open_to): ClaimRow) {
        let ownership = self.ownerships.entry(person).or_default();
        match ClaimState::from_name(&state) {
            Some(ClaimState::Accepted) => {
                *ownership = Ownership { owner: Some(account), domain, open_to, asked: ownership.asked };
            }
            _ => ownership.asked += 1,
        }
    }

    fn set_followers(&mut self, node: String, number: i64) {
        match u64::try_from(number) {
            Ok(number) if number > 0 => self.followers.insert(node, number),
            _ => self.followers.remove(&node),
        };
    }
}
