//! The threads on which questions are answered: so many at a time, so many in line, and no more.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::{Duration, Instant},
};

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

/// Threads for work that computes, beside the threads that serve connections.
///
/// The threads stay, because queries keep their scratch space by thread: arrays as long as the graph has people.
#[derive(Debug)]
pub(crate) struct Pool {
    threads: ThreadPool,
    /// One permit for every job that runs or waits.
    room: Arc<Semaphore>,
    capacity: usize,
}

/// Why a job gave no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Failure {
    /// It was not admitted.
    #[error("as many jobs wait as may wait")]
    Full,
    /// It panicked.
    #[error("the job panicked")]
    Panicked,
}

/// What came out of a job, and how long that took.
#[derive(Debug)]
pub(crate) struct Done<T> {
    pub(crate) value: T,
    /// From being admitted to being started.
    pub(crate) waited: Duration,
    /// From being started to being done.
    pub(crate) ran: Duration,
}

impl Pool {
    /// A pool of `threads` threads, for whom up to `waiting` jobs wait.
    pub(crate) fn new(threads: usize, waiting: usize) -> Result<Self, ThreadPoolBuildError> {
        let name = |index| format!("scholargraph-query-{index}");
        let pool = ThreadPoolBuilder::new().num_threads(threads).thread_name(name).build()?;
        let capacity = pool.current_num_threads() + waiting;
        Ok(Self { threads: pool, room: Arc::new(Semaphore::new(capacity)), capacity })
    }

    /// How many jobs run or wait.
    pub(crate) fn busy(&self) -> usize {
        self.capacity - self.room.available_permits()
    }

    /// Does `job` in its turn.
    ///
    /// A job whose caller has gone away by then is dropped undone; one that has begun is finished, and counts
    /// until it is.
    pub(crate) async fn run<T, F>(&self, job: F) -> Result<Done<T>, Failure>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let permit = Arc::clone(&self.room).try_acquire_owned().map_err(|_| Failure::Full)?;
        let (sender, receiver) = oneshot::channel();
        let admitted = Instant::now();
        self.threads.spawn_fifo(move || perform(job, admitted, sender, permit));
        receiver.await.map_err(|_| Failure::Panicked)
    }
}

fn perform<T, F: FnOnce() -> T>(
    job: F,
    admitted: Instant,
    sender: oneshot::Sender<Done<T>>,
    permit: OwnedSemaphorePermit,
) {
    if sender.is_closed() {
        return;
    }
    let started = Instant::now();
    // A job only reads the graph, and what it was computing is dropped: nothing half-done is left behind.
    let value = catch_unwind(AssertUnwindSafe(job));
    drop(permit);
    if let Ok(value) = value {
        let done = Done { value, waited: started - admitted, ran: started.elapsed() };
        // The caller may have gone away meanwhile.
        drop(sender.send(done));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// A pool of one thread that is busy until the sender is dropped.
    async fn occupied(waiting: usize) -> (Arc<Pool>, mpsc::Sender<()>) {
        let pool = Arc::new(Pool::new(1, waiting).unwrap());
        let (release, released) = mpsc::channel::<()>();
        let (begun, has_begun) = oneshot::channel();
        let job = move || {
            begun.send(()).unwrap();
            released.recv().unwrap_err();
        };
        let occupier = Arc::clone(&pool);
        tokio::spawn(async move { occupier.run(job).await });
        has_begun.await.unwrap();
        (pool, release)
    }

    #[tokio::test]
    async fn jobs_give_their_results() {
        let pool = Pool::new(2, 0).unwrap();
        assert_eq!(pool.run(|| 6 * 7).await.unwrap().value, 42);
        assert_eq!(pool.busy(), 0);
    }

    #[tokio::test]
    async fn what_may_not_wait_is_refused_at_once() {
        let (pool, release) = occupied(0).await;
        assert_eq!(pool.run(|| ()).await.unwrap_err(), Failure::Full);
        assert_eq!(pool.busy(), 1);
        drop(release);
    }

    #[tokio::test]
    async fn what_may_wait_is_done_in_its_turn() {
        let (pool, release) = occupied(1).await;
        let waiting = tokio::spawn({
            let pool = Arc::clone(&pool);
            async move { pool.run(|| 1).await }
        });
        while pool.busy() < 2 {
            tokio::task::yield_now().await;
        }
        assert_eq!(pool.run(|| ()).await.unwrap_err(), Failure::Full);
        drop(release);
        assert_eq!(waiting.await.unwrap().unwrap().value, 1);
    }

    #[tokio::test]
    async fn a_panic_costs_one_job() {
        let pool = Pool::new(1, 0).unwrap();
        assert_eq!(pool.run(|| panic!("on purpose")).await.map(|done: Done<()>| done.value), Err(Failure::Panicked));
        assert_eq!(pool.run(|| 1).await.unwrap().value, 1);
    }

    #[tokio::test]
    async fn what_nobody_waits_for_any_more_is_not_begun() {
        let (pool, release) = occupied(1).await;
        let (begin, begun) = mpsc::channel();
        let job = pool.run(move || begin.send(()).unwrap());
        assert!(tokio::time::timeout(Duration::from_millis(1), job).await.is_err());
        drop(release);
        assert!(begun.recv().is_err(), "the job is dropped, and its sender with it");
    }
}
