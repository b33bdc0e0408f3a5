//! The platform that this stands on: whoever is signed in there is signed in here.

use std::{str::FromStr, time::Duration};

use openidconnect::{
    AdditionalClaims, ClientId, IdToken, IdTokenVerifier, IssuerUrl, JsonWebKeySetUrl, Nonce,
    core::{
        CoreGenderClaim, CoreJsonWebKey, CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
    },
    reqwest,
};
use scholargraph::identifier;
use serde::{Deserialize, Serialize};

use super::{
    http::{self, SIGNATURES},
    kept::{Kept, LIFETIME, PAUSE},
    person::{Person, Told, told},
};
use crate::{Account, Community, Error, Refusal, Shown, Visitor, account};

/// What is known of a platform whose tokens are believed: JSON Web Tokens (RFC 7519) with `iss`, `aud`, `sub`, `exp` and
/// `iat`, and perhaps `name`, `email` with `email_verified`, and `orcid`.
///
/// ```
/// use scholargraph_community::HostOptions;
///
/// let text = r#"{"issuer": "https://example.org", "audience": "graph", "keys": "https://example.org/keys"}"#;
/// let host: HostOptions = serde_json::from_str(text)?;
/// assert_eq!(host.cookie, None);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostOptions {
    /// Who issues them: `iss`.
    pub issuer: String,
    /// Whom they must be for: `aud`.
    pub audience: String,
    /// Where its public keys are (a JSON Web Key Set, RFC 7517).
    pub keys: String,
    /// The cookie that browsers show one in; programs show theirs as `Authorization: Bearer`.
    pub cookie: Option<String>,
}

/// What such a token says beside what all do.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Further {
    orcid: Option<String>,
}

impl AdditionalClaims for Further {}

type Token = IdToken<Further, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

/// The platform.
#[derive(Debug)]
pub(crate) struct Host {
    options: HostOptions,
    issuer: IssuerUrl,
    url: JsonWebKeySetUrl,
    http: reqwest::Client,
    keys: Kept<CoreJsonWebKeySet>,
}

impl Host {
    pub(crate) fn new(options: &HostOptions) -> Result<Self, Error> {
        let wrong = |what: String| Error::Provider(format!("the host: {what}"));
        let url = JsonWebKeySetUrl::new(options.keys.clone()).map_err(|error| wrong(error.to_string()))?;
        Ok(Self {
            issuer: IssuerUrl::new(options.issuer.clone()).map_err(|error| wrong(error.to_string()))?,
            http: http::client(url.url()).map_err(wrong)?,
            url,
            options: options.clone(),
            keys: Kept::default(),
        })
    }

    /// Who shows this token; `None` where it is not one of the host's, for this place and time.
    async fn person(&self, token: &str) -> Result<Option<Person>, Error> {
        let Ok(token) = Token::from_str(token) else { return Ok(None) };
        let person = self.read(&token, self.keys(LIFETIME).await?);
        // It may have other keys by now.
        if person.is_some() { Ok(person) } else { Ok(self.read(&token, self.keys(PAUSE).await?)) }
    }

    fn read(&self, token: &Token, keys: CoreJsonWebKeySet) -> Option<Person> {
        let audience = ClientId::new(self.options.audience.clone());
        let verifier: IdTokenVerifier<'_, CoreJsonWebKey> =
            IdTokenVerifier::new_public_client(audience, self.issuer.clone(), keys).set_allowed_algs(SIGNATURES);
        // Nobody departed for it, so there is no nonce.
        let claims = token.claims(&verifier, |_: Option<&Nonce>| Ok(())).ok()?;
        let orcid = claims.additional_claims().orcid.as_deref().and_then(identifier::orcid);
        Person::new(claims.subject().as_str(), orcid.unwrap_or_default(), &told!(claims))
    }

    async fn keys(&self, age: Duration) -> Result<CoreJsonWebKeySet, Error> {
        let ask = async || {
            CoreJsonWebKeySet::fetch_async(&self.url, &self.http).await.map_err(|error| {
                let reason: &dyn std::error::Error = &error;
                tracing::error!(error = reason, keys = self.options.keys, "the host's keys cannot be had");
                Refusal::ProviderFailed.into()
            })
        };
        self.keys.get(age, ask).await
    }
}

impl Community {
    /// The cookie in which the platform that this stands on shows who is signed in.
    #[must_use]
    pub fn host_cookie(&self) -> Option<&str> {
        self.host()?.options.cookie.as_deref()
    }

    /// Who shows a token of the platform that this stands on, with an account made for them where they come for the
    /// first time; `None` where there is no such platform, or it is not one of its tokens, for this place and time.
    ///
    /// # Errors
    ///
    /// [`Refusal::ProviderFailed`] where the platform's keys cannot be had.
    pub async fn visitor_by_host(&self, token: &str) -> Result<Option<Visitor>, Error> {
        let Some(host) = self.host() else { return Ok(None) };
        let Some(person) = host.person(token).await? else { return Ok(None) };
        let known = self.account_of(host, &person).await?;
        let account = match known {
            Some(account) => Some(account),
            None => {
                // Somebody else may come at the same time, as them.
                let made = self.welcome(host, &person).await;
                self.account_of(host, &person).await?.map(Ok).or_else(|| made.err().map(Err)).transpose()?
            }
        };
        Ok(account.map(|account| Visitor { account, by: Shown::Host }))
    }

    async fn account_of(&self, host: &Host, person: &Person) -> Result<Option<Account>, Error> {
        let found: Option<(String, String, String, i64)> = sqlx::query_as(
            "SELECT accounts.id, name, email, accounts.created FROM identities JOIN accounts \
             ON accounts.id = identities.account WHERE issuer = $1 AND subject = $2",
        )
        .bind(host.issuer.as_str())
        .bind(&person.subject)
        .fetch_optional(self.store().pool())
        .await?;
        let account = |(id, name, email, created)| Account { id, name, email: account::address(email), created };
        Ok(found.map(account))
    }

    async fn welcome(&self, host: &Host, person: &Person) -> Result<(), Error> {
        let mut change = self.store().change().await?;
        let account = person.new_account(&mut change, host.issuer.as_str(), self.now()).await?;
        person.connect(&mut change, host.issuer.as_str(), &account, self.now()).await?;
        Ok(change.commit().await?)
    }
}
