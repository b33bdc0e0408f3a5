//! Giving an account its address of mail, or another.

use std::net::IpAddr;

use super::forget_letters;
use crate::{
    Account, Community, Error, Refusal, Visitor,
    letter::{self, Pending, Purpose},
    mail, mirror,
    secret::Secret,
};

impl Community {
    /// Sends a letter that gives an account its address, or, where the address has an account, one that says so: whoever
    /// asks is told the same. Who has an address already proves to be the owner before it is another.
    ///
    /// # Errors
    ///
    /// [`Refusal::BadEmail`] or [`Refusal::TooManyTries`]; where there is an address, [`Refusal::WrongSignIn`] where the
    /// password is not the account's, and [`Refusal::SignInAgain`] where it has none and the session did not begin just now.
    pub async fn give_address(
        &self,
        visitor: &Visitor,
        email: &str,
        password: &str,
        place: IpAddr,
    ) -> Result<(), Error> {
        let account = &visitor.account;
        let email = mail::normal(email).ok_or(Refusal::BadEmail)?;
        if !account.email.is_empty() {
            self.prove(visitor, password).await?;
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

    /// Gives the account the address that a letter went to; only whoever asked for the letter can. A letter to the address
    /// that it had says so, and links in letters that went there are dead.
    ///
    /// # Errors
    ///
    /// [`Refusal::DeadLink`].
    pub async fn confirm_address(&self, account: &Account, token: &str) -> Result<(), Error> {
        let pending = letter::find(self.store(), Purpose::Address, &Secret::shown(token), self.now()).await?;
        if pending.name != account.id {
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
        let before = account.email.as_str();
        if !before.is_empty() {
            forget_letters(&mut change, before).await?;
        }
        change.commit().await?;
        if !before.is_empty() && before != pending.email {
            self.post(letter::address_left(self.public_url(), before.to_owned()));
        }
        self.mirror().refresh(self.store()).await
    }
}
