//! What whoever runs the server may decide.

use std::{thread, time::Duration};

/// How much is done at a time, and for how long.
///
/// ```
/// use scholargraph_server::Options;
///
/// let options = Options { threads: 2, ..Options::default() };
/// assert!(options.waiting > 0);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Threads that answer questions. Default: as many as the machine runs at a time.
    ///
    /// Each keeps scratch space of its own, some bits for every node; once it has suggested people,
    /// amounts for everybody, too, in graphs of at most 16 million of them.
    pub threads: usize,
    /// Questions that may wait for one of them; further ones are refused with `busy`. Default: 256 for each thread.
    pub waiting: usize,
    /// How long an answer may take, waiting included. Default: 10 seconds.
    pub time_limit: Duration,
    /// Bytes of answers that are kept for whoever asks the same next; 0 keeps none. Default: 64 MiB.
    pub answer_cache: usize,
    /// Connections that may be open at a time; further ones wait to be accepted. Default: 4,096.
    pub connections: usize,
    /// How long a client may take to send the head of a request, and keep a connection without sending any.
    /// Default: 30 seconds.
    pub idle_limit: Duration,
    /// Is there a proxy in front, whose word is taken for where requests come from (the last of `X-Forwarded-For`)?
    /// Default: no.
    pub behind_proxy: bool,
    /// How long a shutdown waits for answers under way. Default: 10 seconds.
    pub drain_limit: Duration,
}

impl Default for Options {
    fn default() -> Self {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let seconds = Duration::from_secs;
        Self {
            threads,
            waiting: 256 * threads,
            time_limit: seconds(10),
            answer_cache: 64 << 20,
            connections: 4096,
            idle_limit: seconds(30),
            behind_proxy: false,
            drain_limit: seconds(10),
        }
    }
}
