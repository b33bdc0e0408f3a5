//! Giving an address of mail to an account that has none.

use std::net::IpAddr;

use super::forget_letters;
use crate::{
    Account, Community, Error, Refusal,
    letter::{self, Pending, Purpose},
    mail, mirror,
    secret::Secret,
};

impl Community {
    /// Sends a letter that gives its address to an account that has none, or, where the address has an account, one that
    /// says so: whoever asks is told the same.
    ///
    /// # Errors
    ///
    /// [`Refusal::BadEmail`], [`Refusal::HasAddress`], or [`Refusal::TooManyTries`].
    pub async fn add_address(&self, account: &Account, email: &str, place: IpAddr) -> Result<(), Error> {
        let email = mail::normal(email).ok_or(Refusal::BadEmail)?;
        if !account.email.is_empty() {
            return Err(Refusal::HasAddress.into());
        }
        self.count_letter(&email, place).await?;
        if self.by_email(&email).await?.is_some() {
            self.post(letter::has_account(self.public_url(), email));
            return Ok(());
        }
        let pending = Pending { email, name: account.id.clone(), password: String::new() };
        let secret = letter::keep(self.store(), Purpose::Address, &pending, self.now()).await?;
        self.post(letter::address(self.public_url(), pending.email, &secret));
        Ok(())
    }

    /// Gives the account the address that a letter went to; only whoever asked for the letter can.
    ///
    /// # Errors
    ///
    /// [`Refusal::DeadLink`].
    pub async fn confirm_address(&self, account: &Account, token: &str) -> Result<(), Error> {
        let pending = letter::find(self.store(), Purpose::Address, &Secret::shown(token), self.now()).await?;
        if pending.name != account.id || !account.email.is_empty() {
            return Err(Refusal::DeadLink.into());
        }
        let records = self.records_of(&account.id);
        let records: Vec<&str> = records.iter().map(String::as_str).collect();
        let mut change = self.store().change().await?;
        mirror::publish(&mut change, &records).await?;
        let given = sqlx::query(
            "UPDATE accounts SET email = $1 WHERE id = $2 AND NOT EXISTS (SELECT 1 FROM accounts WHERE email = $1)",
        );
        let given = given.bind(&pending.email).bind(&account.id).execute(&mut *change).await?;
        if given.rows_affected() == 0 {
            return Err(Refusal::DeadLink.into());
        }
        forget_letters(&mut change, &pending.email).await?;
        change.commit().await?;
        self.mirror().refresh(self.store()).await
    }
}
