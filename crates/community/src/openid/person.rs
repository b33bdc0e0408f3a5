//! What is believed of somebody, whoever says it.

use sqlx::{Any, Transaction};

use crate::{Error, account, mail, secret::new_id};

/// What a provider, or the host, says of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    pub(super) subject: String,
    /// Their ORCID iD; empty where it knows none.
    pub(super) orcid: String,
    /// Empty where it does not say.
    pub(super) name: String,
    /// Only one that it says to be verified.
    pub(super) email: Option<String>,
}

/// What is of use in claims.
pub(super) struct Told {
    pub(super) name: String,
    pub(super) given: String,
    pub(super) family: String,
    /// If it is said to be verified.
    pub(super) email: Option<String>,
}

/// What is of use in the claims of a token, or of an answer about somebody: they have the same names, and no trait.
macro_rules! told {
    ($claims:expr) => {{
        let text = |name: Option<&str>| name.unwrap_or_default().trim().to_owned();
        let email = $claims.email().filter(|_| $claims.email_verified() == Some(true));
        Told {
            name: text($claims.name().and_then(|name| name.get(None)).map(|name| name.as_str())),
            given: text($claims.given_name().and_then(|name| name.get(None)).map(|name| name.as_str())),
            family: text($claims.family_name().and_then(|name| name.get(None)).map(|name| name.as_str())),
            email: email.map(|email| email.as_str().to_owned()),
        }
    }};
}

pub(super) use told;

impl Person {
    /// `None` where whoever it is has no name there that can be kept.
    pub(super) fn new(subject: &str, orcid: String, told: &Told) -> Option<Self> {
        const LONGEST: usize = 255;
        let Told { name, given, family, email } = told;
        let name = if name.is_empty() { format!("{given} {family}").trim().to_owned() } else { name.clone() };
        let can_be_kept = !subject.is_empty() && subject.len() <= LONGEST;
        let email = email.as_deref().and_then(mail::normal);
        can_be_kept.then(|| Self { subject: subject.to_owned(), orcid, name, email })
    }

    /// The account that `issuer` knows them by.
    pub(super) async fn account(
        &self,
        change: &mut Transaction<'static, Any>,
        issuer: &str,
    ) -> Result<Option<String>, Error> {
        let known: Option<(String,)> =
            sqlx::query_as("SELECT account FROM identities WHERE issuer = $1 AND subject = $2")
                .bind(issuer)
                .bind(&self.subject)
                .fetch_optional(&mut **change)
                .await?;
        Ok(known.map(|(account,)| account))
    }

    /// An account for somebody who comes for the first time, from a place of this `name`. An address that another
    /// account has is not taken: whoever answers for it there may be somebody else.
    pub(super) async fn new_account(
        &self,
        change: &mut Transaction<'static, Any>,
        name: &str,
        now: i64,
    ) -> Result<String, Error> {
        let id = new_id()?;
        let name = account::name(&self.name).unwrap_or_else(|_| format!("Somebody from {name}"));
        let taken: Option<(String,)> = sqlx::query_as("SELECT id FROM accounts WHERE email = $1")
            .bind(self.email.as_deref().unwrap_or_default())
            .fetch_optional(&mut **change)
            .await?;
        let email = self.email.as_deref().filter(|_| taken.is_none()).unwrap_or(&id);
        sqlx::query("INSERT INTO accounts (id, created, name, email, password) VALUES ($1, $2, $3, $4, '')")
            .bind(&id)
            .bind(now)
            .bind(name)
            .bind(email)
            .execute(&mut **change)
            .await?;
        Ok(id)
    }

    /// From now on `issuer` knows the account by them.
    pub(super) async fn connect(
        &self,
        change: &mut Transaction<'static, Any>,
        issuer: &str,
        account: &str,
        now: i64,
    ) -> Result<(), Error> {
        sqlx::query("INSERT INTO identities (issuer, subject, account, orcid, created) VALUES ($1, $2, $3, $4, $5)")
            .bind(issuer)
            .bind(&self.subject)
            .bind(account)
            .bind(&self.orcid)
            .bind(now)
            .execute(&mut **change)
            .await?;
        Ok(())
    }
}
