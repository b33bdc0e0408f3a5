//! How often something may be tried.

use crate::{Error, Refusal, store::Store};

/// What is tried, and how often within how long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    name: &'static str,
    most: i64,
    /// Seconds.
    within: i64,
}

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;

/// Passwords for one address of mail.
pub(crate) const SIGN_IN_BY_EMAIL: Limit = Limit { name: "sign-in", most: 10, within: 15 * MINUTE };
/// Passwords from one place, which may be a whole university.
pub(crate) const SIGN_IN_BY_PLACE: Limit = Limit { name: "sign-in from", most: 100, within: 15 * MINUTE };
/// Passwords of one account that is signed in.
pub(crate) const PROOFS: Limit = Limit { name: "proof", most: 10, within: 15 * MINUTE };
/// Letters to one address of mail.
pub(crate) const LETTERS_BY_EMAIL: Limit = Limit { name: "letter", most: 5, within: 60 * MINUTE };
/// Letters that one place asks for.
pub(crate) const LETTERS_BY_PLACE: Limit = Limit { name: "letter from", most: 50, within: 60 * MINUTE };
/// Claims that one account makes.
pub(crate) const CLAIMS: Limit = Limit { name: "claim", most: 20, within: DAY };
/// Conversations that one account reports.
pub(crate) const REPORTS: Limit = Limit { name: "report", most: 20, within: DAY };
/// Departures to providers from one place.
pub(crate) const DEPARTURES: Limit = Limit { name: "departure from", most: 200, within: 15 * MINUTE };
/// Times that one account speaks of works.
pub(crate) const REVIEWS: Limit = Limit { name: "review", most: 2000, within: DAY };
/// Records of others that one account confirms.
pub(crate) const CONFIRMATIONS: Limit = Limit { name: "confirmation", most: 100, within: DAY };
/// Wishes to be hidden from one place.
pub(crate) const HIDINGS: Limit = Limit { name: "hiding from", most: 10, within: DAY };
/// Passwords for one letter that is opened.
pub(crate) const OPENINGS: Limit = Limit { name: "opening", most: 10, within: 60 * MINUTE };

impl Limit {
    /// Counts one try of `subject` before anything is compared, and refuses it where there were too many within one
    /// stretch of time.
    pub(crate) async fn count(&self, store: &Store, subject: &str, now: i64) -> Result<(), Error> {
        let since = now - now.rem_euclid(self.within);
        let mut change = store.change().await?;
        sqlx::query("DELETE FROM tries WHERE since < $1").bind(now - DAY).execute(&mut *change).await?;
        let (number,): (i64,) = sqlx::query_as(
            "INSERT INTO tries (subject, since, number) VALUES ($1, $2, 1) \
             ON CONFLICT (subject, since) DO UPDATE SET number = tries.number + 1 RETURNING number",
        )
        .bind(self.key(subject))
        .bind(since)
        .fetch_one(&mut *change)
        .await?;
        change.commit().await?;
        if number > self.most {
            return Err(Refusal::TooManyTries { seconds: since + self.within - now }.into());
        }
        Ok(())
    }

    /// Forgets the tries of `subject`, as the right one was among them.
    pub(crate) async fn forget(&self, store: &Store, subject: &str) -> Result<(), Error> {
        sqlx::query("DELETE FROM tries WHERE subject = $1").bind(self.key(subject)).execute(store.pool()).await?;
        Ok(())
    }

    /// Addresses of mail and of machines are not kept readable.
    fn key(&self, subject: &str) -> String {
        format!("{} {}", self.name, blake3::hash(subject.as_bytes()).to_hex())
    }
}
