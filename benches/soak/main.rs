//! Serves a snapshot with the real program for a while, under steady load, while snapshots are swapped and a damaged
//! one is put in force now and then.
//!
//! ```text
//! cargo build --release -p scholargraph-cli
//! cargo bench -p benches --bench soak -- --graph DIR --minutes 60 --rate 200
//! ```
//!
//! Ends by itself, listens and asks on the loopback interface alone, and writes nothing but a temporary folder that
//! points to the snapshot. Prints requests, failures, latencies from the moment at which a request was due (so a
//! server that stalls cannot hide it), memory, swaps and refusals. Exit status 1 where a request failed, or where a
//! snapshot was not taken or not refused as it had to be.

mod client;
mod folder;
mod options;
mod program;
mod report;
mod requests;

use std::{process::ExitCode, sync::Arc, time::Duration};

use anyhow::{Context, Result, ensure};
use scholargraph::snapshot;
use tokio::{
    sync::mpsc,
    time::{Instant, MissedTickBehavior, interval, sleep, sleep_until},
};

use self::{client::Client, folder::Folder, options::Options, program::Program, report::Report};

fn main() -> ExitCode {
    match Options::parse(std::env::args().skip(1)).and_then(|options| run(&options)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}\n\n{}", options::HELP);
            ExitCode::FAILURE
        }
    }
}

#[tokio::main(worker_threads = 1)]
async fn run(options: &Options) -> Result<bool> {
    let folder = Arc::new(Folder::new(&options.graphs)?);
    let opened = snapshot::open(&options.graphs[0])?;
    let paths: Arc<[String]> = requests::paths(&opened.graph).into();
    ensure!(!paths.is_empty(), "the snapshot has no authors to ask about");
    let program = Program::start(&options.server, folder.path())?;
    let client = Client::new(program.address(), options.graphs.len() > 1);
    client.until_ready(options.patience).await?;
    let mut report = Report::new(options, &opened.graph);
    report.memory("start", program.memory());
    let begin = Instant::now();
    let end = begin + options.duration;
    let (told, mut outcomes) = mpsc::unbounded_channel();
    let load = tokio::spawn(load(client.clone(), paths, options.rate, end, told));
    let swaps = tokio::spawn(swap(client.clone(), Arc::clone(&folder), options.swap_every, options.patience, end));
    for quarter in 1..=4 {
        sleep_until(begin + options.duration * quarter / 4).await;
        report.memory(["first quarter", "half", "third quarter", "end"][quarter as usize - 1], program.memory());
        eprintln!("{quarter}/4 of the time is over");
    }
    load.await?;
    while let Some(outcome) = outcomes.recv().await {
        report.request(outcome);
    }
    let expected = swaps.await?.context("swapping")?;
    let (opened, refused) = client.counted().await?;
    report.swaps(expected, (opened - 1, refused));
    report.print();
    program.stop()?;
    Ok(report.is_good())
}

/// Sends requests at a fixed rate, whether or not those before are answered.
async fn load(
    client: Client,
    paths: Arc<[String]>,
    rate: f64,
    end: Instant,
    told: mpsc::UnboundedSender<client::Outcome>,
) {
    let mut ticks = interval(Duration::from_secs_f64(1.0 / rate));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    for path in (0..paths.len()).cycle() {
        let due = ticks.tick().await;
        if due >= end {
            return;
        }
        let (client, paths, told) = (client.clone(), Arc::clone(&paths), told.clone());
        tokio::spawn(async move {
            // Nobody listens any more only after an error that is told.
            let _ = told.send(client.ask(&paths[path], due).await);
        });
    }
}

/// Puts snapshots in force by turns, every third time a damaged one; how many were to be served, and refused.
async fn swap(
    client: Client,
    folder: Arc<Folder>,
    every: Duration,
    patience: Duration,
    end: Instant,
) -> Result<(u64, u64)> {
    let (mut good, mut bad) = (0_usize, 0_usize);
    while Instant::now() + every < end {
        sleep(every).await;
        let before = client.counted().await?;
        if (good + bad) % 3 == 1 {
            folder.put_damaged()?;
            bad += 1;
        } else {
            good += 1;
            folder.put(good)?;
        }
        let deadline = Instant::now() + patience;
        while client.counted().await? == before {
            ensure!(Instant::now() < deadline, "nothing became of a snapshot within {} s", patience.as_secs());
            sleep(Duration::from_millis(100)).await;
        }
    }
    Ok((good as u64, bad as u64))
}
