//! What everybody sees, in memory: pages ask for it without waiting for the store.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard},
};

use sqlx::{Any, Transaction};
use tokio::sync::{Mutex, watch};

use crate::{ClaimState, Curated, Error, Ownership, Reviewed, Verdict, account, store::Store};

/// What everybody sees, as of one revision of the store.
///
/// Every change that it is about is [published](publish) under a number of its own; whoever knows everything up to a
/// number asks for what came behind it.
#[derive(Debug, Default)]
pub(crate) struct Mirror {
    facts: RwLock<Facts>,
    /// One asks at a time.
    refreshing: Mutex<()>,
    /// How often it changed what owners say otherwise than records do.
    curated: watch::Sender<u64>,
}

/// What is left out: nodes that nobody follows, people whom nobody claims, records that nobody reviews or confirms.
#[derive(Debug, Default)]
struct Facts {
    revision: i64,
    followers: HashMap<String, u64>,
    ownerships: HashMap<String, Ownership>,
    /// By account: the people whose records it owns.
    records: HashMap<String, BTreeSet<String>>,
    reviewed: BTreeMap<String, Arc<Reviewed>>,
    /// By person: the accounts that confirm the record.
    confirmed_by: HashMap<String, BTreeSet<String>>,
    /// People who are shown to nobody.
    hidden: BTreeSet<String>,
}

/// Person, account, state, address of mail, ORCID iD, what they are open to, the institution they show first, what they are
/// also called, whether the iD stands on the record.
type ClaimRow = (String, String, String, String, String, String, String, String, i64);
/// Person, work, verdict.
type ReviewRow = (String, String, String);
/// Person, account.
type ConfirmationRow = (String, String);

/// What the store says of one node, or of all.
#[derive(Debug)]
struct Read {
    followers: Vec<(String, i64)>,
    claims: Vec<ClaimRow>,
    reviews: Vec<ReviewRow>,
    confirmations: Vec<ConfirmationRow>,
    hidden: Vec<(String,)>,
}

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

/// The same question about one node and about all: with `$1`, and without.
macro_rules! of_one_or_all {
    ($node:expr, $store:expr, $all:literal, $only:literal, $behind:literal) => {
        match $node {
            Some(node) => sqlx::query_as(concat!($all, $only, $behind)).bind(node).fetch_all($store.pool()).await?,
            None => sqlx::query_as(concat!($all, $behind)).fetch_all($store.pool()).await?,
        }
    };
}

impl Read {
    async fn of(store: &Store, node: Option<&str>) -> Result<Self, Error> {
        Ok(Self {
            followers: of_one_or_all!(
                node,
                store,
                "SELECT node, count(*) FROM follows",
                " WHERE node = $1",
                " GROUP BY node"
            ),
            claims: of_one_or_all!(
                node,
                store,
                "SELECT person, account, state, accounts.email, coalesce((SELECT min(orcid) FROM identities \
                 WHERE identities.account = claims.account AND orcid <> ''), ''), open_to, affiliation, names, shows_orcid \
                 FROM claims JOIN accounts ON accounts.id = claims.account WHERE state IN ('asked', 'accepted')",
                " AND person = $1",
                ""
            ),
            reviews: of_one_or_all!(
                node,
                store,
                "SELECT reviews.person, work, verdict FROM reviews JOIN claims ON claims.person = reviews.person \
                 AND claims.account = reviews.account WHERE claims.state = 'accepted'",
                " AND reviews.person = $1",
                ""
            ),
            confirmations: of_one_or_all!(
                node,
                store,
                "SELECT person, account FROM confirmations",
                " WHERE person = $1",
                ""
            ),
            hidden: of_one_or_all!(
                node,
                store,
                "SELECT person FROM hidings WHERE state = 'hidden'",
                " AND person = $1",
                ""
            ),
        })
    }
}

impl Mirror {
    pub(crate) async fn of(store: &Store) -> Result<Self, Error> {
        Ok(Self { facts: RwLock::new(Facts::read(store).await?), ..Self::default() })
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
            self.curated.send_modify(|revision| *revision += 1);
            return Ok(());
        }
        let mut found = Vec::new();
        for node in changes.into_iter().map(|(_, node)| node).collect::<BTreeSet<_>>() {
            let read = Read::of(store, Some(&node)).await?;
            found.push((node, read));
        }
        let mut curated_changed = false;
        {
            let mut facts = self.facts.write().unwrap_or_else(PoisonError::into_inner);
            facts.revision = last;
            for (node, read) in found {
                let before = facts.curated(&node);
                facts.forget(&node);
                facts.add(read);
                curated_changed |= before != facts.curated(&node);
            }
        }
        if curated_changed {
            self.curated.send_modify(|revision| *revision += 1);
        }
        Ok(())
    }

    pub(crate) fn revision(&self) -> i64 {
        self.read().revision
    }

    pub(crate) fn followers(&self, node: &str) -> u64 {
        self.read().followers.get(node).copied().unwrap_or(0)
    }

    pub(crate) fn followed(&self) -> Vec<String> {
        let mut followed: Vec<String> = self.read().followers.keys().cloned().collect();
        followed.sort_unstable();
        followed
    }

    pub(crate) fn ownership(&self, person: &str) -> Ownership {
        self.read().ownerships.get(person).cloned().unwrap_or_default()
    }

    pub(crate) fn records_of(&self, account: &str) -> Vec<String> {
        self.read().records.get(account).into_iter().flatten().cloned().collect()
    }

    pub(crate) fn several(&self) -> Vec<Vec<String>> {
        let facts = self.read();
        let several = facts.records.values().filter(|records| records.len() > 1);
        let mut several: Vec<Vec<String>> = several.map(|records| records.iter().cloned().collect()).collect();
        several.sort_unstable();
        several
    }

    pub(crate) fn reviewed(&self, person: &str) -> Arc<Reviewed> {
        self.read().reviewed.get(person).cloned().unwrap_or_default()
    }

    pub(crate) fn confirmed_by(&self, person: &str) -> Vec<String> {
        let facts = self.read();
        let accounts = facts.confirmed_by.get(person).into_iter().flatten();
        accounts.filter(|&account| facts.records.contains_key(account)).cloned().collect()
    }

    /// The number is read first: what changes meanwhile is another change.
    pub(crate) fn curated(&self) -> Curated {
        let revision = *self.curated.borrow();
        let facts = self.read();
        let of = |(person, reviewed): (&String, &Arc<Reviewed>)| {
            reviewed.not_mine.iter().map(|work| (person.clone(), work.clone())).collect::<Vec<_>>()
        };
        let mut curated = Curated {
            revision,
            places: facts.reviewed.iter().flat_map(of).collect(),
            hidden: facts.hidden.iter().cloned().collect(),
            ..Curated::default()
        };
        for (person, ownership) in &facts.ownerships {
            curated.names.extend(ownership.names.iter().map(|name| (person.clone(), name.clone())));
            curated.orcids.extend(ownership.shown_orcid().map(|orcid| (person.clone(), orcid.to_owned())));
        }
        curated.names.sort_unstable();
        curated.orcids.sort_unstable();
        curated
    }

    pub(crate) async fn curated_changed(&self, revision: u64) {
        // It ends with the mirror, which whoever waits holds.
        let _ = self.curated.subscribe().wait_for(|&now| now != revision).await;
    }

    fn read(&self) -> RwLockReadGuard<'_, Facts> {
        self.facts.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Facts {
    /// The number is read first: what changes meanwhile is taken over again.
    async fn read(store: &Store) -> Result<Self, Error> {
        let (revision,) = sqlx::query_as("SELECT number FROM revision").fetch_one(store.pool()).await?;
        let mut facts = Self { revision, ..Self::default() };
        facts.add(Read::of(store, None).await?);
        Ok(facts)
    }

    /// What the graph has otherwise for a node: works that are not theirs, names, the ORCID iD, whether they are hidden.
    fn curated(&self, node: &str) -> (BTreeSet<String>, Vec<String>, Option<String>, bool) {
        let off = self.reviewed.get(node).map(|reviewed| reviewed.not_mine.clone());
        let ownership = self.ownerships.get(node);
        let names = ownership.map(|ownership| ownership.names.clone());
        let orcid = ownership.and_then(Ownership::shown_orcid).map(str::to_owned);
        (off.unwrap_or_default(), names.unwrap_or_default(), orcid, self.hidden.contains(node))
    }

    fn forget(&mut self, node: &str) {
        self.hidden.remove(node);
        self.followers.remove(node);
        self.reviewed.remove(node);
        self.confirmed_by.remove(node);
        let Some(Ownership { owner: Some(owner), .. }) = self.ownerships.remove(node) else { return };
        if let Some(records) = self.records.get_mut(&owner) {
            records.remove(node);
            if records.is_empty() {
                self.records.remove(&owner);
            }
        }
    }

    fn add(&mut self, Read { followers, claims, reviews, confirmations, hidden }: Read) {
        self.hidden.extend(hidden.into_iter().map(|(person,)| person));
        let counted = followers.into_iter().filter_map(|(node, number)| Some((node, u64::try_from(number).ok()?)));
        self.followers.extend(counted);
        claims.into_iter().for_each(|claim| self.add_claim(claim));
        for (person, work, verdict) in reviews {
            let reviewed = Arc::make_mut(self.reviewed.entry(person).or_default());
            match Verdict::from_name(&verdict) {
                Some(Verdict::Mine) => reviewed.mine.insert(work),
                Some(Verdict::NotMine) => reviewed.not_mine.insert(work),
                // A verdict of a newer version.
                None => false,
            };
        }
        for (person, account) in confirmations {
            self.confirmed_by.entry(person).or_default().insert(account);
        }
    }

    fn add_claim(
        &mut self,
        (person, account, state, email, orcid, open_to, affiliation, names, shows_orcid): ClaimRow,
    ) {
        let ownership = self.ownerships.entry(person.clone()).or_default();
        match ClaimState::from_name(&state) {
            Some(ClaimState::Accepted) => {
                self.records.entry(account.clone()).or_default().insert(person);
                let domain = account::address(email).rsplit_once('@').map_or_else(String::new, |(_, at)| at.to_owned());
                *ownership = Ownership {
                    owner: Some(account),
                    domain,
                    orcid,
                    open_to,
                    affiliation,
                    names: names.lines().map(str::to_owned).collect(),
                    shows_orcid: shows_orcid != 0,
                    asked: ownership.asked,
                };
            }
            _ => ownership.asked += 1,
        }
    }
}
