//! What moderators do.

use serde::Serialize;

use super::{Claim, ClaimState, open_claims};
use crate::{Community, Error, Refusal, letter, mirror};

/// A claim with what moderators may know of whoever makes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClaimToReview {
    /// The claim.
    #[serde(flatten)]
    pub claim: Claim,
    /// What its owner calls themself.
    pub name: String,
    /// Their verified address of mail; empty where they have none.
    pub email: String,
    /// Does somebody else own the record?
    pub is_disputed: bool,
}

/// The columns of a claim, and name and address of its account.
type ReviewRow = (String, String, String, i64, String, String, String, String, String);

impl Community {
    /// The claims in a state, the oldest first: those that are `Asked` wait for moderators.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn claims(&self, state: ClaimState) -> Result<Vec<ClaimToReview>, Error> {
        let found: Vec<ReviewRow> = sqlx::query_as(
            "SELECT claims.id, person, account, claims.created, state, domain, reason, accounts.name, accounts.email \
             FROM claims JOIN accounts ON accounts.id = claims.account WHERE state = $1 ORDER BY claims.created, claims.id",
        )
        .bind(state.name())
        .fetch_all(self.store().pool())
        .await?;
        let review = |(id, person, account, created, state, domain, reason, name, email)| {
            let claim = Claim::from((id, person, account, created, state, domain, reason));
            let email = crate::account::address(email);
            let owner = self.ownership(&claim.person).owner;
            ClaimToReview { is_disputed: owner.is_some_and(|owner| owner != claim.account), claim, name, email }
        };
        Ok(found.into_iter().map(review).collect())
    }

    /// Makes whoever made a claim the owner. `moderator` is how the log names whoever decides, and `note` what they say.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoClaim`] where none with this id waits, [`Refusal::HasOwner`] where somebody owns the record:
    /// refuse their claim first.
    pub async fn accept(&self, claim: &str, moderator: &str, note: &str) -> Result<(), Error> {
        let found = self.decide(claim, ClaimState::Accepted, moderator, note).await?;
        self.tell(&found, "was accepted", note).await
    }

    /// Refuses a claim, be it one that waits or one that was accepted.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoClaim`] where there is none with this id.
    pub async fn refuse(&self, claim: &str, moderator: &str, note: &str) -> Result<(), Error> {
        let found = self.decide(claim, ClaimState::Refused, moderator, note).await?;
        self.tell(&found, "was refused", note).await
    }

    async fn decide(&self, claim: &str, state: ClaimState, moderator: &str, note: &str) -> Result<Claim, Error> {
        let person: Option<(String,)> = sqlx::query_as("SELECT person FROM claims WHERE id = $1")
            .bind(claim)
            .fetch_optional(self.store().pool())
            .await?;
        let (person,) = person.ok_or(Refusal::NoClaim)?;
        let mut change = self.store().change().await?;
        mirror::publish(&mut change, &[&person]).await?;
        let claims = open_claims(&mut change, &person).await?;
        let found = claims.iter().find(|found| found.id == claim).ok_or(Refusal::NoClaim)?;
        let is_owned = claims.iter().any(|other| other.state == ClaimState::Accepted);
        match state {
            ClaimState::Accepted if found.state == ClaimState::Accepted => return Err(Refusal::NoClaim.into()),
            ClaimState::Accepted if is_owned => return Err(Refusal::HasOwner.into()),
            _ => found.become_state(&mut change, state, moderator, note, self.now()).await?,
        }
        change.commit().await?;
        self.mirror().refresh(self.store()).await?;
        Ok(found.clone())
    }

    async fn tell(&self, claim: &Claim, what: &str, note: &str) -> Result<(), Error> {
        match self.account(&claim.account).await?.map(|account| account.email).filter(|email| !email.is_empty()) {
            Some(email) => self.deliver(letter::claim(self.public_url(), email, &claim.person, what, note)).await,
            None => Ok(()),
        }
    }
}
