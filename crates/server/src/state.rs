//! What all requests share: the snapshot being served, the threads, the counters.

#[cfg(feature = "community")]
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use rayon::ThreadPoolBuildError;
use scholargraph::{Graph, Kind, snapshot::Manifest};
#[cfg(feature = "community")]
use scholargraph_community::Curated;
use scholargraph_search::SearchIndex;

use crate::{
    Code, Options, Problem,
    kept::Kept,
    metrics::Metrics,
    pool::{Done, Failure, Pool},
};

/// Where the snapshot of a graph is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Version of the format.
    pub format: u32,
    /// Size on disk.
    pub bytes: u64,
    /// When it was built, in UTC, where known: `2026-01-31T12:00:00Z`.
    pub built_at: Option<String>,
}

impl From<&Manifest> for Stored {
    fn from(manifest: &Manifest) -> Self {
        let built_at = Some(manifest.build.built_at.clone()).filter(|built_at| !built_at.is_empty());
        Self { format: manifest.format, bytes: manifest.bytes(), built_at }
    }
}

/// A snapshot with everything that is needed to serve it.
pub struct Loaded {
    graph: Graph,
    /// The same before owners changed anything on their records.
    #[cfg(feature = "community")]
    base: Graph,
    /// Of which revision what they say is.
    #[cfg(feature = "community")]
    revision: Option<u64>,
    index: SearchIndex,
    etag: String,
    /// The how-manieth this is that is served.
    generation: u64,
    stored: Option<Stored>,
    /// The folder that it was opened from.
    #[cfg(feature = "community")]
    folder: Option<PathBuf>,
}

impl Loaded {
    /// `graph`, and the search index that was built from it.
    #[must_use]
    pub fn new(graph: Graph, index: SearchIndex) -> Self {
        Self {
            etag: etag(&graph),
            #[cfg(feature = "community")]
            base: graph.clone(),
            #[cfg(feature = "community")]
            revision: None,
            graph,
            index,
            generation: 0,
            stored: None,
            #[cfg(feature = "community")]
            folder: None,
        }
    }

    /// Notes where the snapshot is stored.
    #[must_use]
    pub fn with_stored(mut self, stored: Stored) -> Self {
        self.stored = Some(stored);
        self
    }

    /// Notes the folder that it was opened from.
    #[cfg(feature = "community")]
    pub(crate) fn opened_from(self, folder: &Path) -> Self {
        Self { folder: folder.canonicalize().ok(), ..self }
    }

    /// The folder that it was opened from; `None` for a graph that was built in memory.
    #[cfg(feature = "community")]
    pub(crate) fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The graph.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The search index.
    #[must_use]
    pub fn index(&self) -> &SearchIndex {
        &self.index
    }

    /// Where the snapshot is stored; `None` for a graph that was built in memory.
    #[must_use]
    pub fn stored(&self) -> Option<&Stored> {
        self.stored.as_ref()
    }

    pub(crate) fn etag(&self) -> &str {
        &self.etag
    }

    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }

    /// The same snapshot as owners say that it is.
    #[cfg(feature = "community")]
    fn curated(&self, curated: &Curated) -> Self {
        let changes = crate::curation::changes(&self.base, curated);
        let graph = self.base.with_changes(&changes).unwrap_or_else(|error| {
            tracing::error!(%error, "what owners say of their records could not be brought into the graph");
            self.base.clone()
        });
        let index = self.index.with_changes(&graph).unwrap_or_else(|error| {
            tracing::error!(%error, "people are not found by the names that they were given");
            self.index.clone()
        });
        Self {
            etag: etag(&graph),
            graph,
            base: self.base.clone(),
            revision: Some(curated.revision),
            index,
            generation: 0,
            stored: self.stored.clone(),
            folder: self.folder.clone(),
        }
    }
}

/// Another version of the program may write the same answer in other bytes. Weak, because compression changes the bytes,
/// too.
fn etag(graph: &Graph) -> String {
    format!("W/\"{}-{}\"", graph.meta().id, env!("CARGO_PKG_VERSION"))
}

/// Why a server could not be set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StateError {
    /// The machine gave no threads.
    #[error("the threads that answer questions could not be started; ask for fewer")]
    Threads(#[from] ThreadPoolBuildError),
    /// The counters could not be set up.
    #[error("the metrics could not be set up")]
    Metrics(#[from] metrics_exporter_prometheus::BuildError),
}

/// What all requests share. Cheap to clone.
///
/// **Invariant:** a request holds the snapshot it began with until it is answered, so a snapshot can be replaced
/// at any time.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

impl std::fmt::Debug for AppState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let snapshot = self.loaded().map(|loaded| loaded.graph.meta().id.clone());
        f.debug_struct("AppState").field("snapshot", &snapshot).finish_non_exhaustive()
    }
}

struct Shared {
    loaded: RwLock<Option<Arc<Loaded>>>,
    /// One at a time decides what is served next.
    replacing: Mutex<()>,
    pool: Pool,
    metrics: Metrics,
    kept: Kept,
    options: Options,
    #[cfg(feature = "community")]
    community: std::sync::OnceLock<scholargraph_community::Community>,
}

impl AppState {
    /// A server that has no snapshot yet: until [`replace`](Self::replace) gives it one, it answers `not_ready`.
    ///
    /// # Errors
    ///
    /// Fails where the machine cannot start the threads.
    pub fn new(options: Options) -> Result<Self, StateError> {
        let pool = Pool::new(options.threads, options.waiting)?;
        let metrics = Metrics::new()?;
        Ok(Self(Arc::new(Shared {
            loaded: RwLock::new(None),
            replacing: Mutex::default(),
            pool,
            metrics,
            kept: Kept::new(options.answer_cache),
            options,
            #[cfg(feature = "community")]
            community: std::sync::OnceLock::new(),
        })))
    }

    /// A server of `loaded`, with the default options.
    ///
    /// # Errors
    ///
    /// Fails where the machine cannot start the threads.
    pub fn serving(loaded: Loaded) -> Result<Self, StateError> {
        let state = Self::new(Options::default())?;
        state.replace(loaded);
        Ok(state)
    }

    /// Serves `loaded` from now on. Requests under way are answered from the snapshot they began with.
    ///
    /// Where a community is open, what owners took off their records is taken out of it first.
    pub fn replace(&self, loaded: Loaded) {
        let _turn = self.0.replacing.lock().unwrap_or_else(PoisonError::into_inner);
        #[cfg(feature = "community")]
        let loaded = match self.community() {
            Some(community) => loaded.curated(&community.curated()),
            None => loaded,
        };
        self.put(loaded);
    }

    /// Takes out of what is served what owners took off their records, if that is not done. Computes; O(what the change
    /// touches), at most O(people + authorships).
    #[cfg(feature = "community")]
    pub(crate) fn curate(&self) {
        let _turn = self.0.replacing.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((community, loaded)) = self.community().zip(self.loaded()) else { return };
        let curated = community.curated();
        let is_done = loaded.revision == Some(curated.revision);
        let is_none = curated == Curated { revision: curated.revision, ..Curated::default() };
        let was_never_needed = loaded.revision.is_none() && is_none;
        if !is_done && !was_never_needed {
            self.put(loaded.curated(&curated));
        }
    }

    fn put(&self, mut loaded: Loaded) {
        let (loaded, before) = {
            let mut current = self.0.loaded.write().unwrap_or_else(PoisonError::into_inner);
            loaded.generation = current.as_ref().map_or(0, |before| before.generation) + 1;
            let loaded = Arc::new(loaded);
            (Arc::clone(&loaded), current.replace(loaded))
        };
        self.0.kept.clear();
        let id = |loaded: &Loaded| loaded.graph.meta().id.clone();
        let before = before.as_deref().map(id);
        let nodes = Kind::ALL.map(|kind| (kind.name(), loaded.graph.count(kind)));
        self.0.metrics.opened(before.as_deref(), &id(&loaded), &nodes);
        tracing::info!(snapshot = loaded.graph.meta().id, replaced = before, "serving");
    }

    /// The snapshot being served, once there is one.
    #[must_use]
    pub fn loaded(&self) -> Option<Arc<Loaded>> {
        self.0.loaded.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Does `job` with the snapshot being served, on the threads that answer questions and within their bounds:
    /// for handlers that an embedding program adds.
    ///
    /// # Errors
    ///
    /// [`Code::NotReady`] without a snapshot, [`Code::Busy`] where too many wait, [`Code::Internal`] where the
    /// job panics.
    pub async fn run<T, F>(&self, job: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&Loaded) -> T + Send + 'static,
    {
        let loaded = self.ready()?;
        self.timed(move || job(&loaded)).await.map(|done| done.value)
    }

    /// Opens pages for accounts, kept in `community`, from now on; the first that is given stays. Whoever does so
    /// also has it [tended](crate::tend).
    #[cfg(feature = "community")]
    pub fn set_community(&self, community: scholargraph_community::Community) {
        self.0.community.get_or_init(|| community);
        self.curate();
    }

    /// The community, once there is one.
    #[cfg(feature = "community")]
    #[must_use]
    pub fn community(&self) -> Option<&scholargraph_community::Community> {
        self.0.community.get()
    }

    /// Answers for whoever asks the same next.
    pub(crate) fn kept(&self) -> &Kept {
        &self.0.kept
    }

    pub(crate) fn ready(&self) -> Result<Arc<Loaded>, Problem> {
        self.loaded().ok_or_else(|| Problem::new(Code::NotReady, "the snapshot is still being opened"))
    }

    pub(crate) async fn timed<T, F>(&self, job: F) -> Result<Done<T>, Problem>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        self.0.pool.run(job).await.map_err(|failure| match failure {
            Failure::Full => Problem::new(Code::Busy, failure.to_string()),
            Failure::Panicked => {
                tracing::error!("a question made the program panic");
                Problem::new(Code::Internal, "the question made the program fail")
            }
        })
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    pub(crate) fn render_metrics(&self) -> String {
        self.0.metrics.render(self.0.pool.busy())
    }

    pub(crate) fn options(&self) -> &Options {
        &self.0.options
    }
}
