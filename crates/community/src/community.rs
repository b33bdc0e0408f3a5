//! The store with everything it takes to work with it.

use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::{Address, Error, Mailer, mail::Letter, mirror::Mirror, password::Passwords, store::Store};

/// What whoever runs a community decides.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where its pages are found, without a slash at the end: what links in letters begin with.
    pub public_url: String,
    /// What time it is, in seconds since 1970-01-01T00:00:00Z.
    pub clock: fn() -> i64,
}

impl Default for Options {
    fn default() -> Self {
        Self { public_url: String::new(), clock: seconds }
    }
}

fn seconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
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
}

impl Community {
    /// Opens the store at `address`: made where it is not there, brought to its newest form where it is older.
    ///
    /// # Errors
    ///
    /// Fails where the store cannot be opened, or is of a newer version of this program.
    pub async fn open(address: &Address, mailer: Mailer, options: Options) -> Result<Self, Error> {
        let store = Store::open(address).await?;
        let passwords = Passwords::new().await?;
        let mirror = Mirror::of(&store).await?;
        Ok(Self(Arc::new(Shared { store, passwords, mailer, options, mirror })))
    }

    /// Where its pages are found.
    #[must_use]
    pub fn public_url(&self) -> &str {
        &self.0.options.public_url
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
