//! Taking along what is known of oneself, and leaving.

use serde::Serialize;

use super::forget_letters;
use crate::{
    Account, Claim, Community, Error, Follow, Identity, Refusal, Review, SessionInfo, Shown, Talk, TokenInfo, Visitor,
    claim::Step, conversation, mirror, tries,
};

/// Everything that is known of an account, for its owner.
#[derive(Clone, Debug, Serialize)]
pub struct Export {
    /// The account.
    pub account: Account,
    /// What it is signed in with beside a password.
    pub identities: Vec<Identity>,
    /// What programs show for it.
    pub tokens: Vec<TokenInfo>,
    /// Where its owner is signed in.
    pub sessions: Vec<SessionInfo>,
    /// What it follows.
    pub follows: Vec<Follow>,
    /// Whom it claims, or claimed.
    pub claims: Vec<Claim>,
    /// What it says of the works on its records.
    pub reviews: Vec<Review>,
    /// Whose records it says to be right.
    pub confirmations: Vec<String>,
    /// Whom they talk with, and what was said.
    pub conversations: Vec<Talk>,
}

/// Without a password it is proof enough to have signed in within so many seconds.
const FRESH: i64 = 15 * 60;

impl Community {
    /// Everything that is known of an account, for its owner.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn export(&self, account: &Account) -> Result<Export, Error> {
        let identities = self.identities(&account.id).await?;
        let tokens = self.tokens(&account.id).await?;
        let sessions = self.sessions(&account.id).await?;
        let (follows, claims) = (self.follows(&account.id).await?, self.claims_of(&account.id).await?);
        let reviews = self.reviews_of(&account.id).await?;
        let confirmations = self.confirmations_of(&account.id).await?;
        let mut conversations = Vec::new();
        for conversation in self.conversations(&account.id).await? {
            conversations.push(self.talk(&account.id, &conversation.id).await?);
        }
        Ok(Export {
            account: account.clone(),
            identities,
            tokens,
            sessions,
            follows,
            claims,
            reviews,
            confirmations,
            conversations,
        })
    }

    /// Deletes an account and everything that is its own.
    ///
    /// # Errors
    ///
    /// [`Refusal::WrongSignIn`] where the password is not the account's, [`Refusal::SignInAgain`] where it has none and the
    /// session did not begin just now.
    pub async fn delete(&self, visitor: &Visitor, password: &str) -> Result<(), Error> {
        self.prove(visitor, password).await?;
        let account = &visitor.account;
        let follows = self.follows(&account.id).await?;
        let claims = self.claims_of(&account.id).await?;
        let confirmations = self.confirmations_of(&account.id).await?;
        let followed = follows.iter().map(|follow| follow.node.as_str());
        let claimed = claims.iter().map(|claim| claim.person.as_str());
        let touched: Vec<&str> = followed.chain(claimed).chain(confirmations.iter().map(String::as_str)).collect();
        let mut change = self.store().change().await?;
        mirror::publish(&mut change, &touched).await?;
        for Claim { id: claim, person, .. } in &claims {
            let step = Step { claim, person, account: &account.id, actor: &account.id, at: self.now() };
            step.note(&mut change, "left", "").await?;
        }
        conversation::leave(&mut change, &account.id).await?;
        sqlx::query("DELETE FROM accounts WHERE id = $1").bind(&account.id).execute(&mut *change).await?;
        forget_letters(&mut change, &account.email).await?;
        change.commit().await?;
        self.mirror().refresh(self.store()).await
    }

    /// Is it the owner who asks, and not somebody at their browser?
    pub(super) async fn prove(&self, visitor: &Visitor, password: &str) -> Result<(), Error> {
        let id = visitor.account.id.as_str();
        tries::PROOFS.count(self.store(), id, self.now()).await?;
        let found: Option<(String,)> = sqlx::query_as("SELECT password FROM accounts WHERE id = $1")
            .bind(id)
            .fetch_optional(self.store().pool())
            .await?;
        let hash = found.as_ref().map(|(hash,)| hash.as_str());
        if hash == Some("") {
            return self.prove_by_session(visitor).await;
        }
        if !self.passwords().fits(password, hash).await? {
            return Err(Refusal::WrongSignIn.into());
        }
        tries::PROOFS.forget(self.store(), id).await
    }

    /// Without a password: a session that began just now, or the word of the platform around this.
    async fn prove_by_session(&self, visitor: &Visitor) -> Result<(), Error> {
        let session = match &visitor.by {
            Shown::Host => return Ok(()),
            Shown::Token => return Err(Refusal::SignInAgain.into()),
            Shown::Session(id) => id,
        };
        let found: Option<(i64,)> = sqlx::query_as("SELECT created FROM sessions WHERE id = $1 AND account = $2")
            .bind(session)
            .bind(&visitor.account.id)
            .fetch_optional(self.store().pool())
            .await?;
        let is_fresh = found.is_some_and(|(created,)| created > self.now() - FRESH);
        if is_fresh { Ok(()) } else { Err(Refusal::SignInAgain.into()) }
    }
}
