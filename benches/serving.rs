//! How many answers a second of processor time gives: slices that are kept, as they are and packed with gzip, slices that are
//! made anew, and as many bytes from a handler that does nothing else.
//!
//! ```text
//! apt-get install wrk
//! SCHOLARGRAPH_GRAPH=DIR cargo bench -p benches --bench serving
//! ```
//!
//! Listens and asks on the loopback interface alone. wrk asks from a process of its own, so what this one takes is what
//! serving takes.

use std::{future::Future, process::Command, time::Duration};

use anyhow::{Context, Result, ensure};
use axum::{Router, body::Bytes, http::Request, routing::get};
use benches::corpus;
use http_body_util::BodyExt;
use scholargraph::{BuildOptions, Graph, slice::Slicer};
use scholargraph_bench::{Sample, processor_time};
use scholargraph_search::SearchIndex;
use scholargraph_server::{AppState, Loaded, Options, app, serve};
use tokio::net::TcpListener;
use tower::ServiceExt;

/// The codings that clients take.
const PLAIN: &str = "Accept-Encoding: identity";
const GZIP: &str = "Accept-Encoding: gzip";
/// How long every handler is asked.
const SECONDS: u32 = 5;
/// Connections that ask at a time.
const CONNECTIONS: u32 = 16;

#[tokio::main]
async fn main() -> Result<()> {
    let graph = corpus::graph(BuildOptions::default())?;
    let path = format!("/v1/people/{}/slice", graph.people().id.at(typical(&graph)));
    let index = SearchIndex::build(&graph)?;
    let state = |answer_cache| {
        let state = AppState::new(Options { answer_cache, ..Options::default() })?;
        state.replace(Loaded::new(graph.clone(), index.clone()));
        anyhow::Ok(state)
    };
    let answer = answer_of(&state(0)?, &path).await?;
    say(&format!("{path}: {} bytes\n\n| handler | answers per second of processor | of static |", answer.len()));
    say("| --- | ---: | ---: |");
    let fixed = answer.clone();
    let fixed = Router::new().fallback(get(move || std::future::ready(fixed.clone())));
    let fixed = ask(&path, PLAIN, |listener| async move { axum::serve(listener, fixed).await }).await?;
    row("axum, static bytes", fixed, fixed);
    let kept = 64 << 20;
    let rows = [("slice, kept", kept, PLAIN), ("slice, kept, gzip", kept, GZIP), ("slice, made anew", 0, PLAIN)];
    for (name, answer_cache, coding) in rows {
        let state = state(answer_cache)?;
        let served = ask(&path, coding, |listener| serve(listener, state, std::future::pending())).await?;
        row(name, served, fixed);
    }
    Ok(())
}

/// Somebody whose slice is neither small nor large: the median of those who are drawn by number of works.
fn typical(graph: &Graph) -> usize {
    let mut people = Sample::drawn(graph).people;
    people.sort_by_cached_key(|&person| Slicer::of(person).run(graph).omitted.total());
    people.get(people.len() / 2).map_or(0, |person| person.0 as usize)
}

async fn answer_of(state: &AppState, path: &str) -> Result<Bytes> {
    let reply = app(state.clone()).oneshot(Request::get(path).body(axum::body::Body::empty())?).await?;
    ensure!(reply.status().is_success(), "{path} answered {}", reply.status());
    Ok(reply.into_body().collect().await?.to_bytes())
}

/// Answers per second of processor time that a server gives while wrk, which takes this coding, asks it for `path`.
async fn ask<F>(path: &str, coding: &'static str, server: impl FnOnce(TcpListener) -> F) -> Result<f64>
where
    F: Future<Output = std::io::Result<()>> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}{path}", listener.local_addr()?);
    let serving = tokio::spawn(server(listener));
    let before = processor_time();
    let told = tokio::task::spawn_blocking(move || wrk(&address, coding)).await??;
    let taken = processor_time().saturating_sub(before);
    serving.abort();
    Ok(requests(&told)? / taken.max(Duration::from_millis(1)).as_secs_f64())
}

fn wrk(address: &str, coding: &str) -> Result<String> {
    let mut wrk = Command::new("wrk");
    wrk.args(["-H", coding, "-t1", &format!("-c{CONNECTIONS}"), &format!("-d{SECONDS}s"), address]);
    let output = wrk.output().context("wrk, which asks, is not installed: apt-get install wrk")?;
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(output.status.success() && !told.contains("Non-2xx"), "wrk: {told}");
    Ok(told)
}

/// The number in `… requests in …`.
fn requests(told: &str) -> Result<f64> {
    let line = told.lines().find(|line| line.contains(" requests in ")).context("wrk counts no requests")?;
    Ok(line.split_whitespace().next().context("wrk counts no requests")?.parse()?)
}

fn row(name: &str, rate: f64, fixed: f64) {
    say(&format!("| {name} | {rate:.0} | {:.0} % |", 100.0 * rate / fixed));
}

#[expect(clippy::print_stdout, reason = "the table is the result")]
fn say(text: &str) {
    println!("{text}");
}
