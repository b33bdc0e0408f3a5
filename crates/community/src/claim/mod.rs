//! Claims: who says that a person of the graph is them, and what becomes of it.
//!
//! A record has one owner at most; whoever else claims it disputes that, and moderators decide. Every step is an
//! [`Event`], and no event is ever changed.

mod called;
mod event;
mod review;

pub use event::Event;
pub(crate) use event::Step;
pub use review::ClaimToReview;

use std::fmt;

use scholargraph::Kind;
use serde::Serialize;
use sqlx::{Any, Transaction};

use crate::{Account, Community, Error, Refusal, mirror, secret::new_id, tries};

/// How far a claim has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimState {
    /// Moderators have to decide.
    Asked,
    /// Whoever claims is the owner.
    Accepted,
    /// They are not.
    Refused,
    /// They took it back.
    Withdrawn,
}

impl ClaimState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Asked, Self::Accepted, Self::Refused, Self::Withdrawn];

    /// Its name in the store and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

impl fmt::Display for ClaimState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One account's claim to one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// Its id.
    pub id: String,
    /// The key of the person.
    pub person: String,
    /// The account.
    pub account: String,
    /// When it was made, in seconds since 1970-01-01T00:00:00Z.
    pub created: i64,
    /// How far it has come.
    pub state: ClaimState,
    /// The domain of the verified address of mail that proved it; empty where none did.
    pub domain: String,
    /// What the account says for itself.
    pub reason: String,
}

/// What everybody may know of who owns a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ownership {
    /// The account; `None` where nobody owns it.
    pub owner: Option<String>,
    /// The domain of the owner's verified address of mail; empty where they have none.
    pub domain: String,
    /// The ORCID iD that the owner signs in with; empty where they do not.
    pub orcid: String,
    /// What the owner is open to collaborate on, in a line; empty where they do not say so.
    pub open_to: String,
    /// The key of the institution that the owner shows first; empty where they leave it to the years.
    pub affiliation: String,
    /// What the owner is called beside what records say, ascending.
    pub names: Vec<String>,
    /// Does the iD that they sign in with stand on the record?
    pub shows_orcid: bool,
    /// How many others claim it and wait for moderators.
    pub asked: u64,
}

impl Ownership {
    /// The ORCID iD that is to stand on the record; `None` where the owner has none, or does not show it.
    pub(crate) fn shown_orcid(&self) -> Option<&str> {
        Some(self.orcid.as_str()).filter(|orcid| self.shows_orcid && !orcid.is_empty())
    }
}

/// What shows that a record is somebody's; only a graph knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Proof<'a> {
    /// The part behind the `@` of the account's address, where it belongs to an institution on the record.
    pub domain: Option<&'a str>,
    /// The ORCID iD that the account signs in with, where it is the record's.
    pub orcid: Option<&'a str>,
}

impl Proof<'_> {
    /// What there is, in words for the log.
    fn told(self) -> Option<String> {
        let orcid = self.orcid.map(|orcid| format!("ORCID {orcid}"));
        orcid.or_else(|| self.domain.map(|domain| format!("e-mail address at {domain}")))
    }
}

/// So much has to be said for a claim that nothing proves, in characters.
const SHORTEST_REASON: usize = 20;
const LONGEST_REASON: usize = 2000;
/// So many claims of one account may wait for moderators.
const MOST_ASKED: i64 = 5;

impl Community {
    /// Claims a person for an account, and tells what becomes of it.
    ///
    /// A proof is enough where nobody owns the record. Otherwise moderators decide by the `reason`.
    ///
    /// # Errors
    ///
    /// [`Refusal::BadNode`], [`Refusal::ClaimedAlready`], [`Refusal::BadReason`], [`Refusal::TooManyClaims`], or
    /// [`Refusal::TooManyTries`] behind 20 claims within a day.
    pub async fn claim(
        &self,
        account: &Account,
        person: &str,
        proof: Proof<'_>,
        reason: &str,
    ) -> Result<ClaimState, Error> {
        if !is_person(person) {
            return Err(Refusal::BadNode.into());
        }
        tries::CLAIMS.count(self.store(), &account.id, self.now()).await?;
        let reason = said(reason);
        let id = new_id()?;
        let mut change = self.store().change().await?;
        mirror::publish(&mut change, &[person]).await?;
        let present = open_claims(&mut change, person).await?;
        if present.iter().any(|claim| claim.account == account.id) {
            return Err(Refusal::ClaimedAlready.into());
        }
        let is_owned = present.iter().any(|claim| claim.state == ClaimState::Accepted);
        let proven = proof.told().filter(|_| !is_owned);
        let state = if proven.is_some() { ClaimState::Accepted } else { ClaimState::Asked };
        if state == ClaimState::Asked {
            self.may_ask(&mut change, account, &reason).await?;
        }
        let now = self.now();
        sqlx::query(
            "INSERT INTO claims (id, person, account, created, state, domain, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(&id)
        .bind(person)
        .bind(&account.id)
        .bind(now)
        .bind(state.name())
        .bind(proof.domain.unwrap_or_default())
        .bind(&reason)
        .execute(&mut *change)
        .await?;
        let claim = Step { claim: &id, person, account: &account.id, actor: &account.id, at: now };
        claim.note(&mut change, "asked", &reason).await?;
        if let Some(proven) = proven {
            claim.note(&mut change, "accepted", &proven).await?;
        }
        change.commit().await?;
        self.mirror().refresh(self.store()).await?;
        Ok(state)
    }

    /// Takes the claim of an account to a person back, be it accepted or not.
    ///
    /// # Errors
    ///
    /// Fails where the store does. Nothing is done where there is no such claim.
    pub async fn withdraw(&self, account: &str, person: &str) -> Result<(), Error> {
        let mut change = self.store().change().await?;
        mirror::publish(&mut change, &[person]).await?;
        let mut claims = open_claims(&mut change, person).await?;
        claims.retain(|claim| claim.account == account);
        if claims.is_empty() {
            return Ok(());
        }
        for claim in &claims {
            claim.become_state(&mut change, ClaimState::Withdrawn, account, "", self.now()).await?;
        }
        change.commit().await?;
        self.mirror().refresh(self.store()).await
    }

    /// Says what the owner of a record is open to collaborate on; an empty line takes it back.
    ///
    /// # Errors
    ///
    /// [`Refusal::BadMessage`] where it is longer than 200 characters, [`Refusal::NoClaim`] where the account does not own
    /// the record.
    pub async fn open_to(&self, account: &str, person: &str, line: &str) -> Result<(), Error> {
        const LONGEST: usize = 200;
        let line = said(&line.replace('\n', " "));
        if line.chars().count() > LONGEST {
            return Err(Refusal::BadMessage.into());
        }
        let mut change = self.store().change().await?;
        mirror::publish(&mut change, &[person]).await?;
        let query = "UPDATE claims SET open_to = $1 WHERE person = $2 AND account = $3 AND state = 'accepted'";
        let changed = sqlx::query(query).bind(line).bind(person).bind(account).execute(&mut *change).await?;
        if changed.rows_affected() == 0 {
            return Err(Refusal::NoClaim.into());
        }
        change.commit().await?;
        self.mirror().refresh(self.store()).await
    }

    /// Chooses the institution that is shown first, by its key; an empty one leaves it to the years. Whether it is one of
    /// theirs only a graph knows; what is not is not shown.
    ///
    /// # Errors
    ///
    /// [`Refusal::BadNode`] where it is no institution, [`Refusal::NoClaim`] where the account does not own the record.
    pub async fn show_affiliation(&self, account: &str, person: &str, institution: &str) -> Result<(), Error> {
        const LONGEST: usize = 1000;
        let is_one = institution.is_empty() || institution.starts_with("institution:");
        if !is_one || institution.len() > LONGEST {
            return Err(Refusal::BadNode.into());
        }
        let mut change = self.store().change().await?;
        mirror::publish(&mut change, &[person]).await?;
        let query = "UPDATE claims SET affiliation = $1 WHERE person = $2 AND account = $3 AND state = 'accepted'";
        let changed = sqlx::query(query).bind(institution).bind(person).bind(account).execute(&mut *change).await?;
        if changed.rows_affected() == 0 {
            return Err(Refusal::NoClaim.into());
        }
        change.commit().await?;
        self.mirror().refresh(self.store()).await
    }

    /// The claims of an account, the newest first.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn claims_of(&self, account: &str) -> Result<Vec<Claim>, Error> {
        let found: Vec<Row> = sqlx::query_as(
            "SELECT id, person, account, created, state, domain, reason FROM claims WHERE account = $1 \
             ORDER BY created DESC, id",
        )
        .bind(account)
        .fetch_all(self.store().pool())
        .await?;
        Ok(found.into_iter().map(Claim::from).collect())
    }

    /// The records of every owner of several, each list ascending: they are one person's.
    #[must_use]
    pub fn records_of_one(&self) -> Vec<Vec<String>> {
        self.mirror().several()
    }

    /// Who owns the record of the person with this key.
    #[must_use]
    pub fn ownership(&self, person: &str) -> Ownership {
        self.mirror().ownership(person)
    }

    async fn may_ask(
        &self,
        change: &mut Transaction<'static, Any>,
        account: &Account,
        reason: &str,
    ) -> Result<(), Error> {
        check_reason(reason)?;
        let (asked,): (i64,) = sqlx::query_as("SELECT count(*) FROM claims WHERE account = $1 AND state = 'asked'")
            .bind(&account.id)
            .fetch_one(&mut **change)
            .await?;
        if asked >= MOST_ASKED { Err(Refusal::TooManyClaims.into()) } else { Ok(()) }
    }
}

impl Claim {
    /// Changes its state, and notes who did.
    pub(crate) async fn become_state(
        &self,
        change: &mut Transaction<'static, Any>,
        state: ClaimState,
        actor: &str,
        note: &str,
        now: i64,
    ) -> Result<(), Error> {
        let changed = sqlx::query("UPDATE claims SET state = $1 WHERE id = $2");
        changed.bind(state.name()).bind(&self.id).execute(&mut **change).await?;
        let step = Step { claim: &self.id, person: &self.person, account: &self.account, actor, at: now };
        step.note(change, state.name(), note).await
    }
}

type Row = (String, String, String, i64, String, String, String);

impl From<Row> for Claim {
    fn from((id, person, account, created, state, domain, reason): Row) -> Self {
        // A state of a newer version is one that nobody can do anything about here.
        let state = ClaimState::from_name(&state).unwrap_or(ClaimState::Withdrawn);
        Self { id, person, account, created, state, domain, reason }
    }
}

/// The claims to a person that stand.
pub(crate) async fn open_claims(change: &mut Transaction<'static, Any>, person: &str) -> Result<Vec<Claim>, Error> {
    let found: Vec<Row> = sqlx::query_as(
        "SELECT id, person, account, created, state, domain, reason FROM claims \
         WHERE person = $1 AND state IN ('asked', 'accepted') ORDER BY created, id",
    )
    .bind(person)
    .fetch_all(&mut **change)
    .await?;
    Ok(found.into_iter().map(Claim::from).collect())
}

/// Lets the claims to a person that was merged into another go along. Where both have an owner, the other's stays, and
/// moderators decide about this one; where one account claims both, its claim to the other stays.
pub(crate) async fn go_along(
    change: &mut Transaction<'static, Any>,
    from: &str,
    to: &str,
    now: i64,
) -> Result<(), Error> {
    let there = open_claims(change, to).await?;
    for claim in open_claims(change, from).await? {
        let note = format!("{from} was merged into {to}");
        let same = there.iter().find(|other| other.account == claim.account);
        let owned = there.iter().any(|other| other.state == ClaimState::Accepted && other.account != claim.account);
        match (same, claim.state) {
            (Some(other), ClaimState::Accepted) if other.state == ClaimState::Asked && !owned => {
                claim.become_state(change, ClaimState::Withdrawn, "", &note, now).await?;
                other.become_state(change, ClaimState::Accepted, "", &note, now).await?;
            }
            (Some(_), _) => claim.become_state(change, ClaimState::Withdrawn, "", &note, now).await?,
            (None, ClaimState::Accepted) if owned => {
                claim.become_state(change, ClaimState::Asked, "", &note, now).await?;
            }
            (None, _) => {}
        }
    }
    sqlx::query("UPDATE claims SET person = $1 WHERE person = $2").bind(to).bind(from).execute(&mut **change).await?;
    Ok(())
}

/// Is it something that moderators can decide by?
pub(crate) fn check_reason(reason: &str) -> Result<(), Refusal> {
    let is_told = (SHORTEST_REASON..=LONGEST_REASON).contains(&reason.chars().count());
    is_told.then_some(()).ok_or(Refusal::BadReason)
}

pub(crate) fn is_person(key: &str) -> bool {
    const LONGEST: usize = 1000;
    let named = |(kind, id): (&str, &str)| Kind::from_name(kind) == Some(Kind::Person) && !id.is_empty();
    key.len() <= LONGEST && key.split_once(':').is_some_and(named)
}

/// What somebody says, without signs that are not seen but for line breaks.
pub(crate) fn said(text: &str) -> String {
    text.trim().chars().filter(|&letter| letter == '\n' || !letter.is_control()).collect()
}
