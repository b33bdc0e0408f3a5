//! To a provider.

use std::{net::IpAddr, sync::Arc};

use super::{Provider, derived};
use crate::{Community, Error, Refusal, secret::Secret, tries};

/// A browser on its way to a provider.
#[derive(Clone, Debug)]
pub struct Departure {
    /// Where it goes.
    pub url: String,
    /// What it keeps until it is back.
    pub browser: Secret,
    /// For how many seconds that is worth keeping.
    pub lifetime: i64,
}

/// How long somebody may take at the provider, in seconds.
const LIFETIME: i64 = 10 * 60;

impl Community {
    /// The providers that people can sign in with: ids and names.
    pub fn providers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all_providers().iter().map(|provider| (provider.id.as_str(), provider.name.as_str()))
    }

    /// Sends a browser to a provider; it comes back to `/sign-in/back/PROVIDER` and then goes on to `next`. Where an
    /// `account` is named, what it comes back with is connected with that one.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoProvider`], [`Refusal::ProviderFailed`], or [`Refusal::TooManyTries`].
    pub async fn depart(
        &self,
        provider: &str,
        account: Option<&str>,
        next: &str,
        place: IpAddr,
    ) -> Result<Departure, Error> {
        let provider = self.provider(provider)?;
        let now = self.now();
        tries::DEPARTURES.count(self.store(), &place.to_string(), now).await?;
        let (state, browser) = (Secret::new()?, Secret::new()?);
        let (nonce, proof) = (derived("nonce", &browser, &state), derived("proof", &browser, &state));
        let url = provider.address(state.reveal(), nonce, proof).await?;
        let mut change = self.store().change().await?;
        sqlx::query("DELETE FROM departures WHERE expires < $1").bind(now).execute(&mut *change).await?;
        sqlx::query(
            "INSERT INTO departures (state, browser, provider, account, next, expires) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(state.hash())
        .bind(browser.hash())
        .bind(&provider.id)
        .bind(account.unwrap_or_default())
        .bind(next)
        .bind(now + LIFETIME)
        .execute(&mut *change)
        .await?;
        change.commit().await?;
        Ok(Departure { url, browser, lifetime: LIFETIME })
    }

    pub(super) fn provider(&self, id: &str) -> Result<Arc<Provider>, Refusal> {
        self.all_providers().iter().find(|provider| provider.id == id).cloned().ok_or(Refusal::NoProvider)
    }
}
