//! One provider: what it says of itself, and what it says of somebody.

use std::time::Duration;

use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, TokenResponse,
    core::{
        CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreIdTokenClaims, CoreProviderMetadata, CoreTokenResponse,
        CoreUserInfoClaims,
    },
    reqwest,
};
use scholargraph::identifier;

use super::{
    ProviderOptions,
    http::{self, SIGNATURES},
    kept::{Kept, LIFETIME, PAUSE},
    person::{Person, Told, told},
};
use crate::{Error, Refusal};

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// A provider that people can sign in with.
#[derive(Debug)]
pub(crate) struct Provider {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(super) issuer: IssuerUrl,
    options: ProviderOptions,
    redirect: RedirectUrl,
    http: reqwest::Client,
    /// What it says of itself.
    metadata: Kept<CoreProviderMetadata>,
}

impl Provider {
    pub(crate) fn new(options: &ProviderOptions, public_url: &str) -> Result<Self, Error> {
        let wrong = |what: String| Error::Provider(format!("{}: {what}", options.name));
        let id = options.id();
        if id.is_empty() {
            return Err(wrong("its name needs a letter or a digit".to_owned()));
        }
        let issuer = IssuerUrl::new(options.issuer.clone()).map_err(|error| wrong(error.to_string()))?;
        let redirect = RedirectUrl::new(format!("{public_url}/sign-in/back/{id}"));
        Ok(Self {
            id,
            name: options.name.clone(),
            redirect: redirect.map_err(|error| wrong(error.to_string()))?,
            http: http::client(issuer.url()).map_err(wrong)?,
            issuer,
            options: options.clone(),
            metadata: Kept::default(),
        })
    }

    /// Where a browser departs to.
    pub(super) async fn address(&self, state: &str, nonce: String, proof: String) -> Result<String, Error> {
        let client = self.client(LIFETIME).await?;
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(proof));
        let (state, nonce) = (CsrfToken::new(state.to_owned()), Nonce::new(nonce));
        let request = client.authorize_url(CoreAuthenticationFlow::AuthorizationCode, || state, || nonce);
        let (url, _, _) =
            request.add_scopes(self.scopes().into_iter().map(Scope::new)).set_pkce_challenge(challenge).url();
        Ok(url.to_string())
    }

    fn scopes(&self) -> Vec<String> {
        let usual =
            || if self.options.gives_orcids() { vec![] } else { vec!["profile".to_owned(), "email".to_owned()] };
        self.options.scopes.clone().unwrap_or_else(usual)
    }

    /// Who a code is about.
    pub(super) async fn person(&self, code: String, nonce: String, proof: String) -> Result<Person, Error> {
        let client = self.client(LIFETIME).await?;
        let request = client.exchange_code(AuthorizationCode::new(code)).map_err(|error| self.failed(&error))?;
        let answer = request.set_pkce_verifier(PkceCodeVerifier::new(proof)).request_async(&self.http).await;
        let answer = answer.map_err(|error| match error {
            RequestTokenError::ServerResponse(_) => self.doubted(&error),
            _ => self.failed(&error),
        })?;
        let token = answer.id_token().ok_or_else(|| self.doubted(&Missing))?;
        let nonce = Nonce::new(nonce);
        let claims = match self.verified(&client, &answer, token, &nonce) {
            Ok(claims) => claims,
            // It may have other keys by now.
            Err(_) => {
                let client = self.client(PAUSE).await?;
                self.verified(&client, &answer, token, &nonce)?
            }
        };
        let mut person = self.read(claims.subject().as_str(), &told!(claims))?;
        if person.name.is_empty() || person.email.is_none() {
            self.ask_further(&client, &answer, claims, &mut person).await;
        }
        Ok(person)
    }

    /// What a token says, once issuer, audience, time, signature and nonce are right.
    fn verified<'t>(
        &self,
        client: &Client,
        answer: &CoreTokenResponse,
        token: &'t CoreIdToken,
        nonce: &Nonce,
    ) -> Result<&'t CoreIdTokenClaims, Error> {
        let verifier = client.id_token_verifier().set_allowed_algs(SIGNATURES);
        let claims = token.claims(&verifier, nonce).map_err(|error| self.doubted(&error))?;
        if let Some(hash) = claims.access_token_hash() {
            let algorithm = token.signing_alg().map_err(|error| self.doubted(&error))?;
            let key = token.signing_key(&verifier).map_err(|error| self.doubted(&error))?;
            let of = AccessTokenHash::from_token(answer.access_token(), algorithm, key);
            if of.map_err(|error| self.doubted(&error))? != *hash {
                return Err(self.doubted(&Missing));
            }
        }
        Ok(claims)
    }

    /// Names and addresses that a token leaves out. Where they cannot be had, it goes without.
    async fn ask_further(
        &self,
        client: &Client,
        answer: &CoreTokenResponse,
        claims: &CoreIdTokenClaims,
        person: &mut Person,
    ) {
        let Ok(request) = client.user_info(answer.access_token().clone(), Some(claims.subject().clone())) else {
            return;
        };
        let told: Result<CoreUserInfoClaims, _> = request.request_async(&self.http).await;
        match told {
            Ok(told) => {
                if let Ok(further) = self.read(claims.subject().as_str(), &told!(told)) {
                    person.email = person.email.take().or(further.email);
                    if person.name.is_empty() {
                        person.name = further.name;
                    }
                }
            }
            Err(error) => tracing::info!(provider = self.name, %error, "the provider tells no more of somebody"),
        }
    }

    fn read(&self, subject: &str, told: &Told) -> Result<Person, Error> {
        let orcid = match (self.options.gives_orcids(), identifier::orcid(subject)) {
            (true, Some(orcid)) => orcid,
            (false, _) => String::new(),
            (true, None) => return Err(self.doubted(&Missing)),
        };
        Person::new(subject, orcid, told).ok_or_else(|| self.doubted(&Missing))
    }

    /// With what it says of itself, no older than `age`.
    async fn client(&self, age: Duration) -> Result<Client, Error> {
        let ask = async || {
            let found = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http).await;
            found.map_err(|error| self.failed(&error))
        };
        let metadata = self.metadata.get(age, ask).await?;
        let secret = self.options.client_secret.clone().map(ClientSecret::new);
        let client =
            CoreClient::from_provider_metadata(metadata, ClientId::new(self.options.client_id.clone()), secret);
        Ok(client.set_redirect_uri(self.redirect.clone()))
    }

    fn failed(&self, error: &(dyn std::error::Error + 'static)) -> Error {
        tracing::error!(provider = self.name, error, "the provider cannot be reached, or does not say what it must");
        Refusal::ProviderFailed.into()
    }

    fn doubted(&self, error: &(dyn std::error::Error + 'static)) -> Error {
        tracing::warn!(provider = self.name, error, "what the provider is said to say is not to be believed");
        Refusal::BadArrival.into()
    }
}

#[derive(Debug, thiserror::Error)]
#[error("it lacks what it must have, or what it has is of something else")]
struct Missing;
