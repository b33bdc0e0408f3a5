//! What is counted, for Prometheus.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use axum::http::StatusCode;
use metrics::{
    Label, SharedString, Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram,
};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

const REQUESTS: &str = "scholargraph_http_requests_total";
const SECONDS: &str = "scholargraph_http_request_seconds";
const BUSY: &str = "scholargraph_pool_jobs";
const NODES: &str = "scholargraph_nodes";
const SNAPSHOT: &str = "scholargraph_snapshot_info";
const REPLACED: &str = "scholargraph_snapshots_opened_total";
const REFUSED: &str = "scholargraph_snapshots_refused_total";

/// Upper bounds of the histogram of request times, in seconds.
const BUCKETS: [f64; 12] = [0.0001, 0.000_25, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10.0];

/// Observed times are folded into the histogram at least every so many requests, whether or not anybody asks.
const UPKEEP: u64 = 1024;

/// The counters of one server: not the global ones, which belong to the program that mounts it.
pub(crate) struct Metrics {
    recorder: PrometheusRecorder,
    handle: PrometheusHandle,
    requests: AtomicU64,
}

impl Metrics {
    pub(crate) fn new() -> Result<Self, BuildError> {
        let recorder = PrometheusBuilder::new().set_buckets(&BUCKETS)?.build_recorder();
        let handle = recorder.handle();
        metrics::with_local_recorder(&recorder, || {
            describe();
            // Whoever wants to be woken by the first refusal must see that there was none before.
            counter!(REFUSED).absolute(0);
        });
        Ok(Self { recorder, handle, requests: AtomicU64::new(0) })
    }

    /// Counts a request that was answered.
    pub(crate) fn request(&self, route: SharedString, status: StatusCode, took: Duration) {
        metrics::with_local_recorder(&self.recorder, || {
            let status = Label::new("status", status.as_str().to_owned());
            counter!(REQUESTS, vec![Label::new("route", route.clone()), status]).increment(1);
            histogram!(SECONDS, "route" => route).record(took);
        });
        if self.requests.fetch_add(1, Ordering::Relaxed) % UPKEEP == UPKEEP - 1 {
            self.handle.run_upkeep();
        }
    }

    /// Notes what is served from now on, in place of the snapshot called `before`.
    pub(crate) fn opened(&self, before: Option<&str>, snapshot: &str, nodes: &[(&'static str, usize)]) {
        metrics::with_local_recorder(&self.recorder, || {
            if let Some(before) = before {
                gauge!(SNAPSHOT, "snapshot" => before.to_owned()).set(0.0);
            }
            gauge!(SNAPSHOT, "snapshot" => snapshot.to_owned()).set(1.0);
            counter!(REPLACED).increment(1);
            for &(kind, count) in nodes {
                gauge!(NODES, "kind" => kind).set(count as f64);
            }
        });
    }

    /// Counts a snapshot that was put in force and is not served.
    pub(crate) fn refused(&self) {
        metrics::with_local_recorder(&self.recorder, || counter!(REFUSED).increment(1));
    }

    /// Everything as Prometheus reads it; `busy` jobs run or wait at this moment.
    pub(crate) fn render(&self, busy: usize) -> String {
        metrics::with_local_recorder(&self.recorder, || gauge!(BUSY).set(busy as f64));
        self.handle.render()
    }
}

fn describe() {
    describe_counter!(REQUESTS, "Requests answered, by route and status.");
    describe_histogram!(SECONDS, Unit::Seconds, "Time from a request to its answer, by route.");
    describe_gauge!(BUSY, "Questions being answered or waiting for it.");
    describe_gauge!(NODES, "Nodes of the graph being served, by kind.");
    describe_gauge!(SNAPSHOT, "1 for the snapshot being served, 0 for those before it.");
    describe_counter!(REPLACED, "Snapshots opened since the start, the first included.");
    describe_counter!(REFUSED, "Snapshots that were put in force and not served, because they are damaged or missing.");
}
