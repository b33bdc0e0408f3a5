//! Following a folder of snapshots: what is put in force there is served, if it is sound.

use std::{convert::Infallible, path::PathBuf, sync::Arc, time::Duration};

use rayon::ThreadPoolBuilder;
use scholargraph::snapshot::Stamp;
use tokio::{sync::Notify, task::spawn_blocking, time::sleep};

use crate::{AppState, Loaded, OpenError};

/// How often the folder is looked at.
///
/// Polled, because it is one small file, and because the notifications of an operating system do not arrive from
/// network file systems and mounted volumes, which is where snapshots of a fleet of servers lie.
const INTERVAL: Duration = Duration::from_secs(1);

/// Serves the snapshot in force in a folder, and each that takes its place there.
///
/// Every snapshot is verified whole beside the one that is served, then swapped in: requests under way are answered
/// from the snapshot they began with, none fails, and the old one's memory is given back with the last of them.
/// A snapshot that is damaged or missing is refused, logged and counted; what was served before stays.
///
/// ```no_run
/// use scholargraph_server::{AppState, Options, Watch, app};
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let state = AppState::new(Options::default())?;
/// let mut watch = Watch::new("graph", state.clone());
/// watch.open().await?;
/// tokio::spawn(watch.follow());
/// let program: axum::Router = axum::Router::new().nest("/graph", app(state));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Watch {
    dir: PathBuf,
    state: AppState,
    every: Duration,
    nudge: Nudge,
    /// What the folder looked like when it was last opened, whatever came of it.
    seen: Option<Stamp>,
}

/// Makes a [`Watch`] look at its folder at once, and open what is there even if nothing seems to have changed.
#[derive(Clone, Debug, Default)]
pub struct Nudge(Arc<Notify>);

impl Nudge {
    /// Look now, or right after the snapshot that is being opened at this moment.
    pub fn now(&self) {
        self.0.notify_one();
    }
}

impl Watch {
    /// Will fill `state` from `dir`, which holds snapshots or is the folder of one.
    #[must_use]
    pub fn new(dir: impl Into<PathBuf>, state: AppState) -> Self {
        Self { dir: dir.into(), state, every: INTERVAL, nudge: Nudge::default(), seen: None }
    }

    /// How often to look at the folder. Default: every second.
    #[must_use]
    pub fn every(self, interval: Duration) -> Self {
        Self { every: interval, ..self }
    }

    /// A handle that makes it look at once: for a signal, or an address of your own.
    #[must_use]
    pub fn nudge(&self) -> Nudge {
        self.nudge.clone()
    }

    /// Opens the snapshot in force, verifies it on all processors, and serves it.
    ///
    /// # Errors
    ///
    /// Fails where there is none that can be served. [`follow`](Self::follow) still takes a later one.
    pub async fn open(&mut self) -> Result<(), OpenError> {
        self.seen = Some(self.stamp().await);
        self.load(Processors::All).await
    }

    /// Serves every further snapshot that is put in force, until it is dropped; the first, too, if
    /// [`open`](Self::open) was not called.
    pub async fn follow(mut self) -> Infallible {
        loop {
            let nudged = self.seen.is_some() && self.wait().await;
            self.look(nudged).await;
        }
    }

    /// Was somebody impatient?
    async fn wait(&self) -> bool {
        tokio::select! {
            () = self.nudge.0.notified() => true,
            () = sleep(self.every) => false,
        }
    }

    async fn look(&mut self, nudged: bool) {
        let stamp = self.stamp().await;
        if !nudged && self.seen.as_ref() == Some(&stamp) {
            return;
        }
        let opened = self.load(Processors::One).await;
        if let Err(error) = opened {
            // What was being opened may have been replaced and deleted meanwhile: then the next look decides.
            if self.stamp().await == stamp {
                self.refuse(&error);
            }
        }
        self.seen = Some(stamp);
    }

    fn refuse(&self, error: &OpenError) {
        self.state.metrics().refused();
        tracing::error!(
            dir = %self.dir.display(),
            %error,
            "a snapshot is not served; what was served before stays. Put another in force, or mend this one and ask to look again"
        );
    }

    async fn stamp(&self) -> Stamp {
        let dir = self.dir.clone();
        let stamp = spawn_blocking(move || Stamp::of(dir)).await;
        // Taking one does not panic.
        stamp.unwrap_or_else(|_| Stamp::of(&self.dir))
    }

    async fn load(&self, processors: Processors) -> Result<(), OpenError> {
        let (dir, state) = (self.dir.clone(), self.state.clone());
        let open = move || processors.lend(|| Loaded::open(dir)).map(|loaded| state.replace(loaded));
        let panicked = |_| Err(OpenError::Panicked { dir: self.dir.clone() });
        spawn_blocking(open).await.unwrap_or_else(panicked)
    }
}

/// How many processors verify.
#[derive(Clone, Copy, Debug)]
enum Processors {
    /// As many as there are: nothing is being answered yet.
    All,
    /// One, which leaves the others to the requests.
    One,
}

impl Processors {
    fn lend<T: Send>(self, job: impl FnOnce() -> T + Send) -> T {
        match self {
            Self::All => job(),
            Self::One => match ThreadPoolBuilder::new().num_threads(1).build() {
                Ok(pool) => pool.install(job),
                Err(_) => job(),
            },
        }
    }
}
