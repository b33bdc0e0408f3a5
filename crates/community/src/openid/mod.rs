//! Signing in with an identity that somebody has elsewhere: ORCID, or any other provider of OpenID Connect
//! (<https://openid.net/specs/openid-connect-core-1_0.html>, the authorization code flow with PKCE, RFC 7636).
//!
//! A browser departs with a state that the store knows by its hash, and keeps a secret of its own; only that browser can
//! arrive, once, within ten minutes, at the address of that provider. The nonce and the proof of the code are made of both,
//! so that nothing is stored with which somebody who reads the store could arrive.

mod arrive;
mod depart;
mod host;
mod http;
mod identity;
mod kept;
mod person;
mod provider;

use std::fmt;

use serde::Deserialize;

pub use self::{
    arrive::{Arrival, Arrived},
    depart::Departure,
    host::HostOptions,
    identity::Identity,
};
pub(crate) use self::{host::Host, provider::Provider};
use crate::secret::Secret;

/// A provider, as whoever runs a community writes it down.
///
/// ```
/// use scholargraph_community::ProviderOptions;
///
/// let text = r#"{"name": "ORCID", "issuer": "https://orcid.org", "client_id": "APP-1", "client_secret": "…"}"#;
/// let orcid: ProviderOptions = serde_json::from_str(text)?;
/// assert!(orcid.gives_orcids() && orcid.id() == "orcid" && !format!("{orcid:?}").contains('…'));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderOptions {
    /// What people call it.
    pub name: String,
    /// Its issuer identifier: an address with `https`, or with `http` on this machine.
    pub issuer: String,
    /// What it calls this installation.
    pub client_id: String,
    /// What only the two of them know.
    pub client_secret: Option<String>,
    /// Are its subjects ORCID iDs? Those of <https://orcid.org> are.
    pub subjects_are_orcids: Option<bool>,
    /// What else is asked for than who somebody is. ORCID's own gives nothing else; of others, `profile` and `email`.
    pub scopes: Option<Vec<String>>,
}

impl ProviderOptions {
    /// Its name in addresses: letters and digits of its name, hyphens between them.
    #[must_use]
    pub fn id(&self) -> String {
        let words = self.name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
    }

    /// Are its subjects ORCID iDs?
    #[must_use]
    pub fn gives_orcids(&self) -> bool {
        self.subjects_are_orcids.unwrap_or_else(|| self.issuer.trim_end_matches('/') == "https://orcid.org")
    }
}

impl fmt::Debug for ProviderOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderOptions")
            .field("name", &self.name)
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

/// What a browser and the state of its departure give together, for one purpose: 64 hexadecimal digits.
fn derived(purpose: &str, browser: &Secret, state: &Secret) -> String {
    let context = format!("scholargraph-community openid {purpose}");
    let key = blake3::derive_key(&context, format!("{}.{}", browser.reveal(), state.reveal()).as_bytes());
    blake3::Hash::from_bytes(key).to_hex().to_string()
}
