//! Opening an account with an address of mail and a password.

use std::net::IpAddr;

use super::{forget_letters, name};
use crate::{
    Community, Error, NewAccount, Refusal, Session,
    letter::{self, Pending, Purpose},
    mail, password,
    secret::{Secret, new_id},
    session, tries,
};

impl Community {
    /// Sends a letter with which the account is opened, or, where the address has one, one that says so: whoever
    /// asks is told the same. `place` is where they ask from.
    ///
    /// # Errors
    ///
    /// [`Refusal`] where address, name or password will not do, or too many letters were asked for.
    pub async fn sign_up(&self, new: NewAccount, place: IpAddr) -> Result<(), Error> {
        let email = mail::normal(&new.email).ok_or(Refusal::BadEmail)?;
        let name = name(&new.name)?;
        password::check(&new.password, &email, &name)?;
        self.count_letter(&email, place).await?;
        let password = self.passwords().hash(&new.password).await?;
        if self.by_email(&email).await?.is_some() {
            self.post(letter::has_account(self.public_url(), email));
            return Ok(());
        }
        let pending = Pending { email, name, password };
        let secret = letter::keep(self.store(), Purpose::Join, &pending, self.now()).await?;
        self.post(letter::join(self.public_url(), pending.email, &secret));
        Ok(())
    }

    /// Opens the account that a letter is about, and signs its owner in. The password that was chosen is asked for:
    /// so nobody opens an account that somebody else prepared for their address.
    ///
    /// # Errors
    ///
    /// [`Refusal::DeadLink`], [`Refusal::WrongSignIn`] or [`Refusal::TooManyTries`].
    pub async fn confirm(&self, token: &str, password: &str, agent: &str) -> Result<Session, Error> {
        let secret = Secret::shown(token);
        let now = self.now();
        let pending = letter::find(self.store(), Purpose::Join, &secret, now).await?;
        tries::OPENINGS.count(self.store(), token, now).await?;
        if !self.passwords().fits(password, Some(&pending.password)).await? {
            return Err(Refusal::WrongSignIn.into());
        }
        let id = new_id()?;
        let mut change = self.store().change().await?;
        let made = sqlx::query(
            "INSERT INTO accounts (id, created, name, email, password) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (email) DO NOTHING",
        )
        .bind(&id)
        .bind(now)
        .bind(&pending.name)
        .bind(&pending.email)
        .bind(&pending.password)
        .execute(&mut *change)
        .await?;
        if made.rows_affected() == 0 {
            return Err(Refusal::DeadLink.into());
        }
        forget_letters(&mut change, &pending.email).await?;
        let session = session::begin(&mut change, &id, agent, now).await?;
        change.commit().await?;
        Ok(session)
    }
}
