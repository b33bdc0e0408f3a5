//! Accounts with an address of mail and a password.

use std::net::IpAddr;

use serde::Serialize;
use sqlx::{Any, Transaction};

use crate::{
    Claim, Community, Error, Follow, Refusal, Review, Session, SessionInfo, Talk,
    claim::Step,
    conversation,
    letter::{self, Pending, Purpose},
    mail, mirror, password,
    secret::{Secret, new_id},
    session, tries,
};

/// What somebody writes who wants an account.
#[derive(Clone, Debug, Default)]
pub struct NewAccount {
    /// Address of mail; a letter goes there.
    pub email: String,
    /// What others call them.
    pub name: String,
    /// Their password.
    pub password: String,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Its id, which means nothing.
    pub id: String,
    /// What others call its owner.
    pub name: String,
    /// Where its owner gets letters. Shown to nobody else.
    pub email: String,
    /// When it was made, in seconds since 1970-01-01T00:00:00Z.
    pub created: i64,
}

/// Everything that is known of an account, for its owner.
#[derive(Clone, Debug, Serialize)]
pub struct Export {
    /// The account.
    pub account: Account,
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
        let hash = found.as_ref().map(|(_, hash)| hash.as_str());
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
    /// [`Refusal::WrongSignIn`], or what is wrong with the new one.
    pub async fn change_password(
        &self,
        account: &Account,
        present: &str,
        new: &str,
        agent: &str,
    ) -> Result<Session, Error> {
        self.prove(account, present).await?;
        password::check(new, &account.email, &account.name)?;
        let hash = self.passwords().hash(new).await?;
        let mut change = self.store().change().await?;
        replace_password(&mut change, &account.id, &hash).await?;
        let session = session::begin(&mut change, &account.id, agent, self.now()).await?;
        change.commit().await?;
        Ok(session)
    }

    /// Changes what others call the owner of an account.
    ///
    /// # Errors
    ///
    /// [`Refusal::BadName`].
    pub async fn rename(&self, account: &str, new: &str) -> Result<(), Error> {
        let name = name(new)?;
        sqlx::query("UPDATE accounts SET name = $1 WHERE id = $2")
            .bind(name)
            .bind(account)
            .execute(self.store().pool())
            .await?;
        Ok(())
    }

    /// Everything that is known of an account, for its owner.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn export(&self, account: &Account) -> Result<Export, Error> {
        let sessions = self.sessions(&account.id).await?;
        let (follows, claims) = (self.follows(&account.id).await?, self.claims_of(&account.id).await?);
        let reviews = self.reviews_of(&account.id).await?;
        let confirmations = self.confirmations_of(&account.id).await?;
        let mut conversations = Vec::new();
        for conversation in self.conversations(&account.id).await? {
            conversations.push(self.talk(&account.id, &conversation.id).await?);
        }
        Ok(Export { account: account.clone(), sessions, follows, claims, reviews, confirmations, conversations })
    }

    /// Deletes an account and everything that is its own.
    ///
    /// # Errors
    ///
    /// [`Refusal::WrongSignIn`] where the password is not the account's.
    pub async fn delete(&self, account: &Account, password: &str) -> Result<(), Error> {
        self.prove(account, password).await?;
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

    async fn prove(&self, account: &Account, password: &str) -> Result<(), Error> {
        tries::PROOFS.count(self.store(), &account.id, self.now()).await?;
        let found = self.by_email(&account.email).await?;
        let hash = found.as_ref().filter(|(id, _)| *id == account.id).map(|(_, hash)| hash.as_str());
        if !self.passwords().fits(password, hash).await? {
            return Err(Refusal::WrongSignIn.into());
        }
        tries::PROOFS.forget(self.store(), &account.id).await
    }

    async fn count_letter(&self, email: &str, place: IpAddr) -> Result<(), Error> {
        let now = self.now();
        tries::LETTERS_BY_PLACE.count(self.store(), &place.to_string(), now).await?;
        tries::LETTERS_BY_EMAIL.count(self.store(), email, now).await
    }

    /// Id and hashed password.
    async fn by_email(&self, email: &str) -> Result<Option<(String, String)>, Error> {
        let found = sqlx::query_as("SELECT id, password FROM accounts WHERE email = $1");
        Ok(found.bind(email).fetch_optional(self.store().pool()).await?)
    }

    async fn account(&self, id: &str) -> Result<Option<Account>, Error> {
        let found: Option<(String, String, String, i64)> =
            sqlx::query_as("SELECT id, name, email, created FROM accounts WHERE id = $1")
                .bind(id)
                .fetch_optional(self.store().pool())
                .await?;
        Ok(found.map(|(id, name, email, created)| Account { id, name, email, created }))
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

async fn forget_letters(change: &mut Transaction<'static, Any>, email: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM letters WHERE email = $1").bind(email).execute(&mut **change).await?;
    Ok(())
}

/// A name as it is kept: without white space around it and without signs that are not seen.
fn name(text: &str) -> Result<String, Refusal> {
    const LONGEST: usize = 200;
    let name: String = text.trim().chars().filter(|letter| !letter.is_control()).collect();
    if name.is_empty() || name.chars().count() > LONGEST { Err(Refusal::BadName) } else { Ok(name) }
}
