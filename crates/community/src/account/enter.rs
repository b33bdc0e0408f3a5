//! Signing in with a password.

use std::net::IpAddr;

use crate::{Community, Error, Refusal, Session, mail, secret::Secret, session, tries};

impl Community {
    /// Signs somebody in. A session that their browser has already, `former`, ends: its secret may have been planted
    /// there.
    ///
    /// # Errors
    ///
    /// [`Refusal::WrongSignIn`] or [`Refusal::TooManyTries`].
    pub async fn sign_in(
        &self,
        email: &str,
        password: &str,
        agent: &str,
        place: IpAddr,
        former: Option<&str>,
    ) -> Result<Session, Error> {
        let email = mail::normal(email).unwrap_or_default();
        let now = self.now();
        tries::SIGN_IN_BY_PLACE.count(self.store(), &place.to_string(), now).await?;
        tries::SIGN_IN_BY_EMAIL.count(self.store(), &email, now).await?;
        let found = self.by_email(&email).await?;
        // Where there is no password, none fits.
        let hash = found.as_ref().map(|(_, hash)| hash.as_str()).filter(|hash| !hash.is_empty());
        if !self.passwords().fits(password, hash).await? {
            return Err(Refusal::WrongSignIn.into());
        }
        let (account, _) = found.ok_or(Refusal::WrongSignIn)?;
        tries::SIGN_IN_BY_EMAIL.forget(self.store(), &email).await?;
        let mut change = self.store().change().await?;
        if let Some(former) = former {
            session::end(&mut change, &Secret::shown(former)).await?;
        }
        let session = session::begin(&mut change, &account, agent, now).await?;
        change.commit().await?;
        Ok(session)
    }
}
