//! Choosing another password.

use std::net::IpAddr;

use sqlx::{Any, Transaction};

use super::forget_letters;
use crate::{
    Community, Error, Refusal, Session, Visitor,
    letter::{self, Pending, Purpose},
    mail, password,
    secret::Secret,
    session, tries,
};

impl Community {
    /// Sends a letter with which another password can be chosen, where the address has an account. Whoever asks is
    /// told the same.
    ///
    /// # Errors
    ///
    /// [`Refusal::BadEmail`], or [`Refusal::TooManyTries`] where too many letters were asked for.
    pub async fn forgotten(&self, email: &str, place: IpAddr) -> Result<(), Error> {
        let email = mail::normal(email).ok_or(Refusal::BadEmail)?;
        self.count_letter(&email, place).await?;
        if self.by_email(&email).await?.is_some() {
            let pending = Pending { email, name: String::new(), password: String::new() };
            let secret = letter::keep(self.store(), Purpose::Reset, &pending, self.now()).await?;
            self.post(letter::reset(self.public_url(), pending.email, &secret));
        }
        Ok(())
    }

    /// Replaces the password of the account that a letter is about, ends all its sessions, and signs its owner in.
    ///
    /// # Errors
    ///
    /// [`Refusal::DeadLink`], or what is wrong with the password.
    pub async fn new_password(&self, token: &str, password: &str, agent: &str) -> Result<Session, Error> {
        let now = self.now();
        let pending = letter::find(self.store(), Purpose::Reset, &Secret::shown(token), now).await?;
        let (account, _) = self.by_email(&pending.email).await?.ok_or(Refusal::DeadLink)?;
        let name = self.account(&account).await?.map(|account| account.name).unwrap_or_default();
        password::check(password, &pending.email, &name)?;
        let hash = self.passwords().hash(password).await?;
        let mut change = self.store().change().await?;
        replace_password(&mut change, &account, &hash).await?;
        forget_letters(&mut change, &pending.email).await?;
        let session = session::begin(&mut change, &account, agent, now).await?;
        change.commit().await?;
        tries::SIGN_IN_BY_EMAIL.forget(self.store(), &pending.email).await?;
        Ok(session)
    }

    /// Replaces the password of an account whose owner knows the present one, ends all its sessions, and begins one.
    ///
    /// # Errors
    ///
    /// [`Refusal::WrongSignIn`], what is wrong with the new one, or [`Refusal::NoPassword`] where the account has none:
    /// whoever gets its letters can [choose one](Self::forgotten).
    pub async fn change_password(
        &self,
        visitor: &Visitor,
        present: &str,
        new: &str,
        agent: &str,
    ) -> Result<Session, Error> {
        let account = &visitor.account;
        if !self.has_password(&account.id).await? {
            return Err(Refusal::NoPassword.into());
        }
        self.prove(visitor, present).await?;
        password::check(new, &account.email, &account.name)?;
        let hash = self.passwords().hash(new).await?;
        let mut change = self.store().change().await?;
        replace_password(&mut change, &account.id, &hash).await?;
        let session = session::begin(&mut change, &account.id, agent, self.now()).await?;
        change.commit().await?;
        Ok(session)
    }
}

async fn replace_password(change: &mut Transaction<'static, Any>, account: &str, hash: &str) -> Result<(), Error> {
    sqlx::query("UPDATE accounts SET password = $1 WHERE id = $2")
        .bind(hash)
        .bind(account)
        .execute(&mut **change)
        .await?;
    sqlx::query("DELETE FROM sessions WHERE account = $1").bind(account).execute(&mut **change).await?;
    Ok(())
}
