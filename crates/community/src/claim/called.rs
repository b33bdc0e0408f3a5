//! What owners are called, and their ORCID iDs.

use std::collections::BTreeSet;

use sqlx::{Any, Transaction};

use super::{ClaimState, Step, open_claims, said};
use crate::{Community, Error, Refusal, mirror, tries};

/// So many further names has a record.
const MOST: usize = 20;
/// So many characters has a name.
const LONGEST: usize = 200;

impl Community {
    /// Says what the owner of a record is called beside what records say; these names take the place of those that were
    /// given before. The graph that is served has them, and the log of the claim.
    ///
    /// # Errors
    ///
    /// [`Refusal::BadForms`] where there are more than 20, or one has more than 200 characters; [`Refusal::NoClaim`] where
    /// the account does not own the record; [`Refusal::TooManyTries`].
    pub async fn set_names(&self, account: &str, person: &str, names: &[&str]) -> Result<(), Error> {
        let names: BTreeSet<String> = names.iter().map(|name| one_line(name)).filter(|name| !name.is_empty()).collect();
        if names.len() > MOST || names.iter().any(|name| name.chars().count() > LONGEST) {
            return Err(Refusal::BadForms.into());
        }
        let now = self.now();
        tries::REVIEWS.count(self.store(), account, now).await?;
        let mut change = self.store().change().await?;
        mirror::publish(&mut change, &[person]).await?;
        let claim = owned(&mut change, account, person).await?;
        let (before,): (String,) =
            sqlx::query_as("SELECT names FROM claims WHERE id = $1").bind(&claim).fetch_one(&mut *change).await?;
        let before: BTreeSet<String> = before.lines().map(str::to_owned).collect();
        let step = Step { claim: &claim, person, account, actor: account, at: now };
        for name in names.difference(&before) {
            step.note(&mut change, "called", name).await?;
        }
        for name in before.difference(&names) {
            step.note(&mut change, "no longer called", name).await?;
        }
        let lines = names.into_iter().collect::<Vec<_>>().join("\n");
        let query = sqlx::query("UPDATE claims SET names = $1 WHERE id = $2");
        query.bind(lines).bind(&claim).execute(&mut *change).await?;
        change.commit().await?;
        self.mirror().refresh(self.store()).await
    }

    /// Says whether the ORCID iD that the owner signs in with stands on their record, where records give none. It goes when
    /// it is disconnected.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoClaim`] where the account does not own the record.
    pub async fn show_orcid(&self, account: &str, person: &str, shows: bool) -> Result<(), Error> {
        let mut change = self.store().change().await?;
        mirror::publish(&mut change, &[person]).await?;
        let claim = owned(&mut change, account, person).await?;
        let query = sqlx::query("UPDATE claims SET shows_orcid = $1 WHERE id = $2");
        query.bind(i64::from(shows)).bind(&claim).execute(&mut *change).await?;
        change.commit().await?;
        self.mirror().refresh(self.store()).await
    }
}

/// The claim by which the account owns the record.
async fn owned(change: &mut Transaction<'static, Any>, account: &str, person: &str) -> Result<String, Error> {
    let claims = open_claims(change, person).await?;
    let own = claims.into_iter().find(|claim| claim.state == ClaimState::Accepted && claim.account == account);
    Ok(own.ok_or(Refusal::NoClaim)?.id)
}

/// White space becomes one space.
fn one_line(name: &str) -> String {
    said(&name.split_whitespace().collect::<Vec<_>>().join(" "))
}
