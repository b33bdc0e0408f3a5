//! Asking the server.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use http_body_util::{BodyExt, Empty};
use hyper::{StatusCode, body::Bytes};
use hyper_util::{
    client::legacy::{self, connect::HttpConnector},
    rt::TokioExecutor,
};
use tokio::time::{Instant, sleep, timeout};

/// A request that takes longer has failed: the server itself gives up after ten seconds.
const TOO_LONG: Duration = Duration::from_secs(30);

#[derive(Clone)]
pub(crate) struct Client {
    http: legacy::Client<HttpConnector, Empty<Bytes>>,
    address: String,
    /// May ids be unknown, because snapshots differ?
    may_miss: bool,
}

/// What became of a request.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// From the moment at which it was due to the last byte of its answer.
    pub(crate) took: Duration,
    /// What went wrong.
    pub(crate) failure: Option<String>,
}

impl Client {
    pub(crate) fn new(address: &str, may_miss: bool) -> Self {
        let http = legacy::Client::builder(TokioExecutor::new()).build_http();
        Self { http, address: address.to_owned(), may_miss }
    }

    /// Asks for `path`, which was due at `due`.
    pub(crate) async fn ask(&self, path: &str, due: Instant) -> Outcome {
        let failure = match self.get(path).await {
            Ok((StatusCode::OK, _)) => None,
            Ok((StatusCode::NOT_FOUND, _)) if self.may_miss => None,
            Ok((status, body)) => Some(format!("{path}: {status}: {}", String::from_utf8_lossy(&body))),
            Err(error) => Some(format!("{path}: {error:#}")),
        };
        Outcome { took: due.elapsed(), failure }
    }

    async fn get(&self, path: &str) -> Result<(StatusCode, Bytes)> {
        let uri = format!("http://{}{path}", self.address).parse()?;
        let answer = async {
            let response = self.http.get(uri).await?;
            let status = response.status();
            Ok((status, response.into_body().collect().await?.to_bytes()))
        };
        timeout(TOO_LONG, answer).await.context("no answer in time")?
    }

    pub(crate) async fn until_ready(&self, patience: Duration) -> Result<()> {
        let deadline = Instant::now() + patience;
        while self.get("/readyz").await?.0 != StatusCode::OK {
            ensure!(Instant::now() < deadline, "the server is not ready after {} s", patience.as_secs());
            sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    /// How many snapshots the server has opened and refused.
    pub(crate) async fn counted(&self) -> Result<(u64, u64)> {
        let (_, body) = self.get("/metrics").await?;
        let metrics = String::from_utf8_lossy(&body);
        let count = |name: &str| -> Option<u64> {
            metrics.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
        };
        let opened = count("scholargraph_snapshots_opened_total").context("the metrics count no snapshots")?;
        let refused = count("scholargraph_snapshots_refused_total").context("the metrics count no refusals")?;
        Ok((opened, refused))
    }
}
