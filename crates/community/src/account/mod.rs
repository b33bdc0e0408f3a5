//! Accounts: an address of mail and a password, or an identity somewhere else, or both.

mod address;
mod enter;
mod join;
mod leave;
mod password;

use std::net::IpAddr;

use serde::Serialize;
use sqlx::{Any, Transaction};

pub use self::leave::Export;
use crate::{Community, Error, Refusal, tries};

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
    /// Where its owner gets letters; empty where they have given no address. Shown to nobody else.
    pub email: String,
    /// When it was made, in seconds since 1970-01-01T00:00:00Z.
    pub created: i64,
}

impl Community {
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

    async fn count_letter(&self, email: &str, place: IpAddr) -> Result<(), Error> {
        let now = self.now();
        tries::LETTERS_BY_PLACE.count(self.store(), &place.to_string(), now).await?;
        tries::LETTERS_BY_EMAIL.count(self.store(), email, now).await
    }

    /// Id and hashed password.
    pub(crate) async fn by_email(&self, email: &str) -> Result<Option<(String, String)>, Error> {
        let found = sqlx::query_as("SELECT id, password FROM accounts WHERE email = $1");
        Ok(found.bind(email).fetch_optional(self.store().pool()).await?)
    }

    pub(crate) async fn account(&self, id: &str) -> Result<Option<Account>, Error> {
        let found: Option<(String, String, String, i64)> =
            sqlx::query_as("SELECT id, name, email, created FROM accounts WHERE id = $1")
                .bind(id)
                .fetch_optional(self.store().pool())
                .await?;
        Ok(found.map(|(id, name, email, created)| Account { id, name, email: address(email), created }))
    }

    /// Does the account have a password?
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn has_password(&self, account: &str) -> Result<bool, Error> {
        let found: Option<(String,)> = sqlx::query_as("SELECT password FROM accounts WHERE id = $1 AND password <> ''")
            .bind(account)
            .fetch_optional(self.store().pool())
            .await?;
        Ok(found.is_some())
    }
}

/// The address of mail in a column that holds the account's id where there is none: it must not be empty twice.
pub(crate) fn address(email: String) -> String {
    if email.contains('@') { email } else { String::new() }
}

async fn forget_letters(change: &mut Transaction<'static, Any>, email: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM letters WHERE email = $1").bind(email).execute(&mut **change).await?;
    Ok(())
}

/// A name as it is kept: without white space around it and without signs that are not seen.
pub(crate) fn name(text: &str) -> Result<String, Refusal> {
    const LONGEST: usize = 200;
    let name: String = text.trim().chars().filter(|letter| !letter.is_control()).collect();
    if name.is_empty() || name.chars().count() > LONGEST { Err(Refusal::BadName) } else { Ok(name) }
}
