//! What owners say of the works on their records.

use std::{collections::BTreeSet, sync::Arc};

use serde::{Deserialize, Serialize};
use sqlx::{Any, Transaction};

use crate::{Claim, ClaimState, Community, Error, Refusal, claim, claim::Step, mirror, tries};

/// What an owner says of a work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// They wrote it.
    Mine,
    /// Somebody else did.
    NotMine,
}

impl Verdict {
    /// Its word: `mine` or `not-mine`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::NotMine => "not-mine",
        }
    }

    /// The verdict with this word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Mine, Self::NotMine].into_iter().find(|verdict| verdict.name() == name)
    }
}

/// What the present owner of a record says of works, by their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reviewed {
    /// They wrote these.
    pub mine: BTreeSet<String>,
    /// Somebody else wrote these: they are to leave the record.
    pub not_mine: BTreeSet<String>,
}

/// A verdict as its account gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Review {
    /// The key of the person whose record it is about.
    pub person: String,
    /// The key of the work.
    pub work: String,
    /// What was said of it.
    pub verdict: Verdict,
    /// When, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
}

/// Everything that owners say otherwise than records do, and everybody who is shown to nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Curated {
    /// Grows whenever the list changes, for this process.
    pub revision: u64,
    /// Works that are not theirs: keys of people and of works, ascending.
    pub places: Vec<(String, String)>,
    /// What they are also called: keys of people and names, ascending.
    pub names: Vec<(String, String)>,
    /// The ORCID iDs that they sign in with: keys of people and iDs, ascending.
    pub orcids: Vec<(String, String)>,
    /// Keys of people who are hidden, ascending.
    pub hidden: Vec<String>,
}

/// So many works of one record can be spoken of.
const MOST: i64 = 20_000;
/// So many at once.
const MOST_AT_ONCE: usize = 500;

impl Community {
    /// Says of works on a record that they are its owner's, or are not; `None` takes back what was said.
    ///
    /// Whether there are such works only a graph knows: ask it first.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoClaim`] where the account does not own the record, [`Refusal::BadWork`],
    /// [`Refusal::TooManyReviews`], or [`Refusal::TooManyTries`].
    pub async fn review(
        &self,
        account: &str,
        person: &str,
        works: &[&str],
        verdict: Option<Verdict>,
    ) -> Result<(), Error> {
        const LONGEST: usize = 1000;
        let is_work = |work: &&str| work.len() <= LONGEST && work.starts_with("work:");
        if works.len() > MOST_AT_ONCE || !works.iter().all(is_work) {
            return Err(Refusal::BadWork.into());
        }
        let now = self.now();
        tries::REVIEWS.count(self.store(), account, now).await?;
        let mut change = self.store().change().await?;
        mirror::publish(&mut change, &[person]).await?;
        let claims = claim::open_claims(&mut change, person).await?;
        let owns = |claim: &&Claim| claim.state == ClaimState::Accepted && claim.account == account;
        let claim = claims.iter().find(owns).ok_or(Refusal::NoClaim)?;
        let step = Step { claim: &claim.id, person, account, actor: account, at: now };
        for work in works {
            let before: Option<(String,)> =
                sqlx::query_as("SELECT verdict FROM reviews WHERE account = $1 AND person = $2 AND work = $3")
                    .bind(account)
                    .bind(person)
                    .bind(work)
                    .fetch_optional(&mut *change)
                    .await?;
            write(&mut change, (account, person, work), verdict, now).await?;
            let was_off = before.and_then(|(name,)| Verdict::from_name(&name)) == Some(Verdict::NotMine);
            match (was_off, verdict == Some(Verdict::NotMine)) {
                (false, true) => step.note(&mut change, "took off", work).await?,
                (true, false) => step.note(&mut change, "put back", work).await?,
                _ => {}
            }
        }
        let (number,): (i64,) = sqlx::query_as("SELECT count(*) FROM reviews WHERE account = $1 AND person = $2")
            .bind(account)
            .bind(person)
            .fetch_one(&mut *change)
            .await?;
        if number > MOST {
            return Err(Refusal::TooManyReviews.into());
        }
        change.commit().await?;
        self.mirror().refresh(self.store()).await
    }

    /// What the present owner of a record says of its works; nothing where it has none.
    #[must_use]
    pub fn reviewed(&self, person: &str) -> Arc<Reviewed> {
        self.mirror().reviewed(person)
    }

    /// Everything that owners say otherwise than records do, and everybody who is shown to nobody.
    #[must_use]
    pub fn curated(&self) -> Curated {
        self.mirror().curated()
    }

    /// Waits until what is [`curated`](Self::curated) is another than that of `revision`.
    pub async fn curated_changed(&self, revision: u64) {
        self.mirror().curated_changed(revision).await;
    }

    /// Everything that an account said of works, by record.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn reviews_of(&self, account: &str) -> Result<Vec<Review>, Error> {
        let found: Vec<(String, String, String, i64)> =
            sqlx::query_as("SELECT person, work, verdict, at FROM reviews WHERE account = $1 ORDER BY person, work")
                .bind(account)
                .fetch_all(self.store().pool())
                .await?;
        let review = |(person, work, verdict, at): (String, String, String, i64)| {
            Verdict::from_name(&verdict).map(|verdict| Review { person, work, verdict, at })
        };
        Ok(found.into_iter().filter_map(review).collect())
    }
}

async fn write(
    change: &mut Transaction<'static, Any>,
    (account, person, work): (&str, &str, &str),
    verdict: Option<Verdict>,
    now: i64,
) -> Result<(), Error> {
    let query = match verdict {
        Some(_) => {
            "INSERT INTO reviews (account, person, work, verdict, at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (account, person, work) DO UPDATE SET verdict = excluded.verdict, at = excluded.at"
        }
        None => "DELETE FROM reviews WHERE account = $1 AND person = $2 AND work = $3",
    };
    let mut query = sqlx::query(query).bind(account).bind(person).bind(work);
    if let Some(verdict) = verdict {
        query = query.bind(verdict.name()).bind(now);
    }
    query.execute(&mut **change).await?;
    Ok(())
}

/// Lets what was said of a node that was merged into another be said of that one; what was said of both stays.
pub(crate) async fn go_along(change: &mut Transaction<'static, Any>, from: &str, to: &str) -> Result<(), Error> {
    let people: Vec<(String,)> = sqlx::query_as("SELECT DISTINCT person FROM reviews WHERE work = $1 ORDER BY person")
        .bind(from)
        .fetch_all(&mut **change)
        .await?;
    let people: Vec<&str> = people.iter().map(|(person,)| person.as_str()).collect();
    mirror::publish(change, &people).await?;
    let moves = [
        "INSERT INTO reviews (account, person, work, verdict, at) \
         SELECT account, $1, work, verdict, at FROM reviews WHERE person = $2 ON CONFLICT (account, person, work) DO NOTHING",
        "INSERT INTO reviews (account, person, work, verdict, at) \
         SELECT account, person, $1, verdict, at FROM reviews WHERE work = $2 ON CONFLICT (account, person, work) DO NOTHING",
    ];
    for query in moves {
        sqlx::query(query).bind(to).bind(from).execute(&mut **change).await?;
    }
    let left = sqlx::query("DELETE FROM reviews WHERE person = $1 OR work = $1");
    left.bind(from).execute(&mut **change).await?;
    Ok(())
}
