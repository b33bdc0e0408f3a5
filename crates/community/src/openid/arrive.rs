//! Back from a provider.

use super::{derived, person::Person, provider::Provider};
use crate::{Community, Error, Refusal, Session, mirror, secret::Secret, session};

/// What a browser comes back with.
#[derive(Clone, Copy, Debug, Default)]
pub struct Arrival<'a> {
    /// What it was sent with.
    pub state: &'a str,
    /// What the provider tells who it is by.
    pub code: &'a str,
    /// Who the provider says it is, where it does (RFC 9207).
    pub issuer: Option<&'a str>,
    /// What the browser has kept.
    pub browser: Option<&'a str>,
    /// Whom it is signed in as.
    pub signed_in: Option<&'a str>,
}

/// Somebody who has arrived.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// Their session.
    pub session: Session,
    /// Where they wanted to go.
    pub next: String,
}

struct Departed {
    account: String,
    next: String,
}

impl Community {
    /// Lets a browser arrive from a provider, and signs in whoever the provider says it is: into the account with this
    /// identity, else into a new one. Where the browser departed to connect an account, that one gets the identity. A
    /// session that it has already, `former`, ends.
    ///
    /// # Errors
    ///
    /// [`Refusal::BadArrival`] where anything is not as it must be, [`Refusal::IdentityTaken`],
    /// [`Refusal::ProviderFailed`], or [`Refusal::NoProvider`].
    pub async fn arrive(
        &self,
        provider: &str,
        arrival: Arrival<'_>,
        agent: &str,
        former: Option<&str>,
    ) -> Result<Arrived, Error> {
        let provider = self.provider(provider)?;
        let departed = self.departed(&provider, arrival).await?;
        let is_another = !departed.account.is_empty() && arrival.signed_in != Some(&departed.account);
        let claims_another = arrival.issuer.is_some_and(|issuer| issuer != provider.issuer.as_str());
        if is_another || claims_another {
            return Err(Refusal::BadArrival.into());
        }
        let (browser, state) = (Secret::shown(arrival.browser.unwrap_or_default()), Secret::shown(arrival.state));
        let (nonce, proof) = (derived("nonce", &browser, &state), derived("proof", &browser, &state));
        let person = provider.person(arrival.code.to_owned(), nonce, proof).await?;
        let session = self.recognise(&provider, &person, &departed.account, agent, former).await?;
        Ok(Arrived { session, next: departed.next })
    }

    /// Whether a browser departed with this state, which then is spent.
    async fn departed(&self, provider: &Provider, arrival: Arrival<'_>) -> Result<Departed, Error> {
        let browser = arrival.browser.ok_or(Refusal::BadArrival)?;
        let found: Option<(String, String, String, String, i64)> = sqlx::query_as(
            "DELETE FROM departures WHERE state = $1 RETURNING browser, provider, account, next, expires",
        )
        .bind(Secret::shown(arrival.state).hash())
        .fetch_optional(self.store().pool())
        .await?;
        let (kept, sent_to, account, next, expires) = found.ok_or(Refusal::BadArrival)?;
        let is_right = kept == Secret::shown(browser).hash() && sent_to == provider.id && expires >= self.now();
        if is_right { Ok(Departed { account, next }) } else { Err(Refusal::BadArrival.into()) }
    }

    async fn recognise(
        &self,
        provider: &Provider,
        person: &Person,
        connected: &str,
        agent: &str,
        former: Option<&str>,
    ) -> Result<Session, Error> {
        let now = self.now();
        let mut change = self.store().change().await?;
        let records = self.records_of(connected);
        mirror::publish(&mut change, &records.iter().map(String::as_str).collect::<Vec<_>>()).await?;
        let issuer = provider.issuer.as_str();
        let account = match person.account(&mut change, issuer).await? {
            Some(account) if connected.is_empty() || connected == account => account,
            Some(_) => return Err(Refusal::IdentityTaken.into()),
            None => {
                let account = match connected {
                    "" => person.new_account(&mut change, &provider.name, now).await?,
                    account => account.to_owned(),
                };
                person.connect(&mut change, issuer, &account, now).await?;
                account
            }
        };
        if let Some(former) = former {
            session::end(&mut change, &Secret::shown(former)).await?;
        }
        let session = session::begin(&mut change, &account, agent, now).await?;
        change.commit().await?;
        self.mirror().refresh(self.store()).await?;
        Ok(session)
    }
}
