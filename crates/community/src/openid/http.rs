//! How providers are asked, and what of theirs is believed.

use std::time::Duration;

use openidconnect::{core::CoreJwsSigningAlgorithm, reqwest, url::Url};

/// Signatures that only whoever holds a private key can make.
pub(super) const SIGNATURES: [CoreJwsSigningAlgorithm; 5] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What asks a provider at `url`: through HTTPS, but on this machine.
pub(super) fn client(url: &Url) -> Result<reqwest::Client, String> {
    const PATIENCE: Duration = Duration::from_secs(10);
    let is_here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    if url.scheme() != "https" && !(url.scheme() == "http" && is_here) {
        return Err(format!("`{url}` is no address with https://"));
    }
    // One that leads elsewhere could make this server ask machines that only it can reach.
    let client = reqwest::ClientBuilder::new().redirect(reqwest::redirect::Policy::none());
    client.https_only(!is_here).timeout(PATIENCE).build().map_err(|error| error.to_string())
}
