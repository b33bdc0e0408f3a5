//! Following a folder of snapshots.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use scholargraph::{
    Graph,
    snapshot::{BuildInfo, Manifest},
};
use scholargraph_search::SearchIndex;
use scholargraph_server::{Options, Watch};
use tempfile::TempDir;
use tokio::time::{sleep, timeout};

use crate::{
    common::{Server, loaded},
    swap::corpus,
};

/// A server that follows a folder of its own.
struct Live {
    dir: TempDir,
    server: Server,
}

impl Live {
    fn starting() -> (Self, Watch) {
        let live = Self { dir: tempfile::tempdir().unwrap(), server: Server::starting(Options::default()) };
        let watch = Watch::new(live.dir.path(), live.server.state.clone()).every(Duration::from_millis(5));
        (live, watch)
    }

    /// Follows a folder in which a corpus of one work is in force.
    async fn following() -> Self {
        let (live, mut watch) = Self::starting();
        save(&corpus(1), live.dir.path());
        watch.open().await.unwrap();
        tokio::spawn(watch.follow());
        live
    }

    /// Puts a snapshot of so many works in force that `damage` had in its hands before.
    fn put_damaged(&self, works: usize, damage: impl FnOnce(&Path)) {
        let elsewhere = tempfile::tempdir().unwrap();
        let folder = save(&corpus(works), elsewhere.path());
        damage(&folder);
        let name = folder.file_name().unwrap();
        fs::create_dir(self.dir.path().join(name)).unwrap();
        for entry in fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), self.dir.path().join(name).join(entry.file_name())).unwrap();
        }
        self.put(name.to_str().unwrap());
    }

    /// Makes `CURRENT` hold this, all at once.
    fn put(&self, current: &str) {
        let beside = self.dir.path().join("beside");
        fs::write(&beside, format!("{current}\n")).unwrap();
        fs::rename(&beside, self.dir.path().join("CURRENT")).unwrap();
    }

    async fn works(&self) -> u64 {
        self.server.get("/v1").await.json()["nodes"]["work"].as_u64().unwrap()
    }

    async fn counted(&self, name: &str) -> u64 {
        let metrics = self.server.get("/metrics").await.text().to_owned();
        let line = metrics.lines().find_map(|line| line.strip_prefix(&format!("scholargraph_snapshots_{name}_total ")));
        line.unwrap_or_else(|| panic!("{name} in {metrics}")).parse().unwrap()
    }

    async fn until_works(&self, works: u64) {
        let come = async {
            while self.works().await != works {
                sleep(Duration::from_millis(1)).await;
            }
        };
        timeout(Duration::from_secs(60), come).await.expect("the snapshot is taken over");
    }

    async fn until_refused(&self, times: u64) {
        let come = async {
            while self.counted("refused").await < times {
                sleep(Duration::from_millis(1)).await;
            }
        };
        timeout(Duration::from_secs(60), come).await.expect("the snapshot is refused");
        // Some more looks, which must not count it again.
        sleep(Duration::from_millis(50)).await;
        assert_eq!(self.counted("refused").await, times);
    }
}

/// Saves a graph with its index, and puts it in force; its folder.
fn save(graph: &Graph, dir: &Path) -> PathBuf {
    let index = SearchIndex::build(graph).unwrap();
    let beside = |folder: &Path| Ok::<_, Box<dyn std::error::Error>>(index.save(folder.join(SearchIndex::FILE))?);
    graph.save_with(dir, &BuildInfo::now(), beside).unwrap().folder
}

/// Flips a bit in the middle of the values of a table, which opening alone does not notice.
fn flip_values(folder: &Path) {
    let manifest = Manifest::read(folder).unwrap();
    let body = manifest.file("works.arrow").unwrap().body;
    let path = folder.join("works.arrow");
    let mut bytes = fs::read(&path).unwrap();
    bytes[usize::try_from(body.0.midpoint(body.1)).unwrap()] ^= 1;
    fs::write(&path, bytes).unwrap();
    Graph::open(folder).expect("only verification finds it");
}

#[tokio::test]
async fn nothing_is_answered_before_the_first_snapshot_is_verified() {
    let (live, mut watch) = Live::starting();
    assert_eq!(live.server.get("/readyz").await.problem(), (503, "not_ready".to_owned()));
    assert_eq!(live.server.get("/healthz").await.status, 200);
    flip_values(&save(&corpus(2), live.dir.path()));
    let error = watch.open().await.unwrap_err();
    let told = error.to_string();
    assert!(error.is_damage() && told.contains("works.arrow") && told.contains("scholargraph build"), "{told}");
    assert_eq!(live.server.get("/readyz").await.status, 503);
    tokio::spawn(watch.follow());
    // Builds the same graph, which mends the folder of its name.
    save(&corpus(2), live.dir.path());
    let ready = async {
        while live.server.get("/readyz").await.status != 200 {
            sleep(Duration::from_millis(1)).await;
        }
    };
    timeout(Duration::from_secs(60), ready).await.expect("a later good one is taken");
    assert_eq!(live.works().await, 2);
}

#[tokio::test]
async fn what_is_put_in_force_is_served() {
    let live = Live::following().await;
    assert_eq!(live.works().await, 1);
    save(&corpus(2), live.dir.path());
    live.until_works(2).await;
    assert_eq!((live.counted("opened").await, live.counted("refused").await), (2, 0));
    // Back to the one before, which is still there.
    live.put(&corpus(1).meta().id);
    live.until_works(1).await;
}

#[tokio::test]
async fn what_is_damaged_is_refused_and_a_later_good_one_taken() {
    let live = Live::following().await;
    live.put_damaged(2, flip_values);
    live.until_refused(1).await;
    assert_eq!(live.works().await, 1);
    live.put(&"0".repeat(32));
    live.until_refused(2).await;
    live.put("no id at all");
    live.until_refused(3).await;
    live.put_damaged(3, |folder| fs::remove_file(folder.join("people.arrow")).unwrap());
    live.until_refused(4).await;
    fs::remove_file(live.dir.path().join("CURRENT")).unwrap();
    live.until_refused(5).await;
    assert_eq!(live.works().await, 1);
    assert_eq!(live.server.get("/readyz").await.status, 200);
    save(&corpus(2), live.dir.path());
    live.until_works(2).await;
    assert_eq!(live.counted("opened").await, 2);
}

#[tokio::test]
async fn a_nudge_opens_what_was_mended_in_place() {
    let (live, mut watch) = Live::starting();
    save(&corpus(1), live.dir.path());
    watch.open().await.unwrap();
    let nudge = watch.nudge();
    tokio::spawn(watch.follow());
    live.put_damaged(2, flip_values);
    live.until_refused(1).await;
    let elsewhere = tempfile::tempdir().unwrap();
    let good = save(&corpus(2), elsewhere.path()).join("works.arrow");
    let mended = live.dir.path().join(&corpus(2).meta().id).join("works.arrow");
    fs::remove_file(&mended).unwrap();
    fs::copy(good, mended).unwrap();
    sleep(Duration::from_millis(50)).await;
    assert_eq!(live.works().await, 1, "files of a snapshot are not watched");
    nudge.now();
    live.until_works(2).await;
}

#[tokio::test]
async fn a_search_index_of_no_use_is_made_anew() {
    let rewrite = |folder: &Path, change: fn(&mut Vec<u8>)| {
        let path = folder.join(SearchIndex::FILE);
        let mut bytes = fs::read(&path).unwrap();
        change(&mut bytes);
        fs::remove_file(&path).unwrap();
        fs::write(&path, bytes).unwrap();
    };
    let live = Live::following().await;
    let damages: [&dyn Fn(&Path); 4] = [
        &|folder| fs::remove_file(folder.join(SearchIndex::FILE)).unwrap(),
        &|folder| rewrite(folder, |bytes| *bytes.last_mut().unwrap() ^= 1),
        &|folder| rewrite(folder, |bytes| bytes.truncate(10)),
        &|folder| {
            let other = SearchIndex::build(&corpus(1)).unwrap();
            rewrite(folder, Vec::clear);
            other.save(folder.join(SearchIndex::FILE)).unwrap();
        },
    ];
    for (works, damage) in (2..).zip(damages) {
        live.put_damaged(works, damage);
        live.until_works(works as u64).await;
        let hits = live.server.get("/v1/search?q=person").await.json();
        assert_eq!(hits["hits"].as_array().unwrap().len(), 2, "{hits}");
        live.server.state.loaded().unwrap().index().verify().expect("what is in use is sound");
    }
    assert_eq!(live.counted("refused").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_request_fails_over_a_swap() {
    let live = Arc::new(Live::following().await);
    let ask = || {
        let live = Arc::clone(&live);
        tokio::spawn(async move {
            for _ in 0..300 {
                let reply = live.server.get("/v1/people/A1000").await;
                assert_eq!(reply.status, 200, "{}", reply.text());
                let works = reply.json()["summary"]["works"].as_u64().unwrap();
                let expected = corpus(usize::try_from(works).unwrap()).meta().id.clone();
                assert!(reply.header("etag").contains(&expected), "an answer is of the snapshot that it names");
            }
        })
    };
    let askers = [ask(), ask()];
    for works in [2, 3, 4, 1, 2] {
        save(&corpus(works), live.dir.path());
        live.until_works(works as u64).await;
    }
    live.put_damaged(5, flip_values);
    live.until_refused(1).await;
    for asker in askers {
        asker.await.unwrap();
    }
    assert_eq!(live.counted("opened").await, 6);
}

#[tokio::test]
async fn memory_is_given_back_with_the_last_request() {
    let live = Live::following().await;
    let before = mapped(live.dir.path());
    assert_ne!(before, Some(0), "tables are mapped");
    let old = Arc::downgrade(&live.server.state.loaded().unwrap());
    let (begin, has_begun) = tokio::sync::oneshot::channel();
    let (release, released) = std::sync::mpsc::channel::<()>();
    let state = live.server.state.clone();
    let under_way = tokio::spawn(async move {
        let job = move |loaded: &scholargraph_server::Loaded| {
            begin.send(()).unwrap();
            released.recv().unwrap_err();
            loaded.graph().works().len()
        };
        state.run(job).await
    });
    has_begun.await.unwrap();
    live.server.state.replace(loaded(corpus(3)));
    assert!(old.upgrade().is_some(), "a request needs it");
    drop(release);
    assert_eq!(under_way.await.unwrap().unwrap(), 1);
    let gone = async {
        // The graph could outlive what it was loaded in, and what goes last goes on another thread.
        while old.upgrade().is_some() || mapped(live.dir.path()) > before.map(|_| 0) {
            sleep(Duration::from_millis(1)).await;
        }
    };
    timeout(Duration::from_secs(60), gone).await.expect("nobody holds it any more");
}

/// How many files below `folder` this process has mapped; `None` where the system does not say.
fn mapped(folder: &Path) -> Option<usize> {
    let maps = fs::read_to_string("/proc/self/maps").ok()?;
    Some(maps.lines().filter(|line| line.contains(folder.to_str().unwrap())).count())
}
