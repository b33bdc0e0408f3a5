//! The store with everything it takes to work with it.

use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::{
    Address, Error, HostOptions, Mailer, ProviderOptions,
    mail::Letter,
    mirror::Mirror,
    openid::{Host, Provider},
    password::Passwords,
    store::Store,
};

/// What whoever runs a community decides.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where its pages are found, without a slash at the end: what links in letters begin with.
    pub public_url: String,
    /// Can people open accounts with an address of mail and a password, and sign in with them?
    pub passwords: bool,
    /// What else they can sign in with.
    pub providers: Vec<ProviderOptions>,
    /// The platform that this stands on, where there is one.
    pub host: Option<HostOptions>,
    /// What time it is, in seconds since 1970-01-01T00:00:00Z.
    pub clock: fn() -> i64,
}

impl Default for Options {
    fn default() -> Self {
        Self { public_url: String::new(), passwords: true, providers: Vec::new(), host: None, clock: seconds }
    }
}

fn seconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// Providers have different names in addresses.
fn providers(options: &Options) -> Result<Vec<Arc<Provider>>, Error> {
    let mut providers: Vec<Arc<Provider>> = Vec::new();
    for described in &options.providers {
        let provider = Provider::new(described, &options.public_url)?;
        if providers.iter().any(|other| other.id == provider.id) {
            return Err(Error::Provider(format!("two are called {}", described.name)));
        }
        providers.push(Arc::new(provider));
    }
    Ok(providers)
}

/// The people behind the records. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Community(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    store: Store,
    passwords: Passwords,
    mailer: Mailer,
    options: Options,
    mirror: Mirror,
    providers: Vec<Arc<Provider>>,
    host: Option<Host>,
}

impl Community {
    /// Opens the store at `address`: made where it is not there, brought to its newest form where it is older.
    ///
    /// # Errors
    ///
    /// Fails where the store cannot be opened, is of a newer version of this program, or a provider is not described as it
    /// must be. Providers are asked nothing until somebody signs in.
    pub async fn open(address: &Address, mailer: Mailer, options: Options) -> Result<Self, Error> {
        let providers = providers(&options)?;
        let host = options.host.as_ref().map(Host::new).transpose()?;
        let store = Store::open(address).await?;
        let passwords = Passwords::new().await?;
        let mirror = Mirror::of(&store).await?;
        Ok(Self(Arc::new(Shared { store, passwords, mailer, options, mirror, providers, host })))
    }

    /// Where its pages are found.
    #[must_use]
    pub fn public_url(&self) -> &str {
        &self.0.options.public_url
    }

    /// Can people open accounts with an address of mail and a password, and sign in with them?
    #[must_use]
    pub fn has_passwords(&self) -> bool {
        self.0.options.passwords
    }

    /// A number that grows with every change of what everybody sees.
    #[must_use]
    pub fn revision(&self) -> i64 {
        self.mirror().revision()
    }

    /// Takes over what other processes change in the same store, again and again, within half a second.
    ///
    /// Does not end. A store that cannot be reached is tried again.
    pub async fn follow_others(&self) {
        const PAUSE: Duration = Duration::from_millis(500);
        let mut failing = false;
        loop {
            tokio::time::sleep(PAUSE).await;
            match self.mirror().refresh(self.store()).await {
                Ok(()) => failing = false,
                Err(error) if !failing => {
                    failing = true;
                    tracing::error!(%error, "the store of accounts cannot be read");
                }
                Err(_) => {}
            }
        }
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn mirror(&self) -> &Mirror {
        &self.0.mirror
    }

    pub(crate) fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    pub(crate) fn all_providers(&self) -> &[Arc<Provider>] {
        &self.0.providers
    }

    pub(crate) fn host(&self) -> Option<&Host> {
        self.0.host.as_ref()
    }

    pub(crate) fn now(&self) -> i64 {
        (self.0.options.clock)()
    }

    /// Sends a letter.
    pub(crate) async fn deliver(&self, letter: Letter) -> Result<(), Error> {
        Ok(self.0.mailer.send(&letter).await?)
    }

    /// Sends a letter without making anybody wait: how long that takes would tell whether there is an account.
    pub(crate) fn post(&self, letter: Letter) {
        let mailer = self.0.mailer.clone();
        tokio::spawn(async move {
            if let Err(error) = mailer.send(&letter).await {
                let reason: &dyn std::error::Error = &error;
                tracing::error!(error = reason, "a letter was not sent: {}", letter.subject);
            }
        });
    }
}
