//! What waits for moderators, and what becomes of it.

use scholargraph_community::{ClaimState, ClaimToReview, Community, Error, Hiding, HidingState, Report};
use serde::{Deserialize, Serialize};

use crate::{AppState, curation::take_effect};

/// Everything that moderators see.
#[derive(Debug, Serialize)]
pub(crate) struct Waiting {
    pub(crate) claims: Vec<ClaimToReview>,
    /// Wishes to be hidden.
    pub(crate) hidings: Vec<Hiding>,
    /// Those who are.
    pub(crate) hidden: Vec<Hiding>,
    /// Conversations that were reported.
    pub(crate) reports: Vec<Report>,
}

impl Waiting {
    pub(crate) async fn of(community: &Community) -> Result<Self, Error> {
        Ok(Self {
            claims: community.claims(ClaimState::Asked).await?,
            hidings: community.hidings(HidingState::Asked).await?,
            hidden: community.hidings(HidingState::Hidden).await?,
            reports: community.reports().await?,
        })
    }
}

/// What a moderator decides of a claim, or of a wish to be hidden.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Decision {
    /// Whoever claims owns the record.
    Accept,
    /// They do not.
    Refuse,
    /// The record is shown to nobody.
    Hide,
    /// It is shown.
    Show,
}

impl Decision {
    /// Does it, in force when this returns. It stands, whether or not the letter about it could be sent.
    pub(crate) async fn make(
        self,
        (state, community): (&AppState, &Community),
        id: &str,
        moderator: &str,
        note: &str,
    ) -> Result<(), Error> {
        let done = match self {
            Self::Accept => community.accept(id, moderator, note).await,
            Self::Refuse => community.refuse(id, moderator, note).await,
            Self::Hide => community.decide_hiding(id, true, moderator, note).await,
            Self::Show => community.decide_hiding(id, false, moderator, note).await,
        };
        take_effect(state).await;
        match done {
            Err(Error::Mail(error)) => {
                let reason: &dyn std::error::Error = &error;
                tracing::error!(error = reason, "the letter about a decision was not sent");
                Ok(())
            }
            done => done,
        }
    }
}
