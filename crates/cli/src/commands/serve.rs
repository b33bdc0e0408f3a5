//! `scholargraph serve`.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use anyhow::Context;
use clap::Args;
use scholargraph_server::{AppState, Loaded, serve};
use tokio::{net::TcpListener, runtime};
use tracing_subscriber::EnvFilter;

use super::Shared;

const EXAMPLES: &str = "\
Examples:
  scholargraph serve                                the bundled sample at http://127.0.0.1:7474
  scholargraph -g graph serve --listen 0.0.0.0:80   for everybody who reaches this machine
  RUST_LOG=debug scholargraph -g graph serve        with more to read in the log";

/// Serve the HTTP API and the pages
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Serve {
    /// Address to listen at [default: 127.0.0.1:7474]
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
}

/// Where to listen unless told otherwise: at this machine alone.
const ADDRESS: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 7474);

impl Serve {
    /// Was any of its options given?
    pub(super) fn is_told_something(&self) -> bool {
        self.listen.is_some()
    }

    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        log();
        let loaded = shared.open()?;
        let index = loaded.index()?;
        let mut served = Loaded::new(loaded.graph, index);
        if let Some(stored) = loaded.stored {
            served = served.with_stored(stored);
        }
        let state = AppState::serving(served)?;
        runtime::Builder::new_multi_thread().enable_all().build()?.block_on(self.listen(state))
    }

    async fn listen(&self, state: AppState) -> anyhow::Result<()> {
        let wanted = self.listen.unwrap_or(ADDRESS);
        let listener = TcpListener::bind(wanted).await.map_err(|error| advise(wanted, error))?;
        let address = listener.local_addr()?;
        anstream::eprintln!("\x1b[1mhttp://{address}\x1b[0m  (stop with Ctrl-C)");
        serve(listener, state, stop()).await.context("serving")
    }
}

fn advise(wanted: SocketAddr, error: io::Error) -> anyhow::Error {
    let way_out = match error.kind() {
        io::ErrorKind::AddrInUse => "; another program listens there: choose another port with --listen",
        io::ErrorKind::PermissionDenied => "; ports below 1024 need permission: choose another with --listen",
        _ => "",
    };
    anyhow::Error::new(error).context(format!("listening at {wanted}{way_out}"))
}

/// Logs go to standard error, as much of them as `RUST_LOG` says.
fn log() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    // A log that nobody reads any more must not stop the server.
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).log_internal_errors(false).init();
}

/// Completes when somebody asks the program to stop.
async fn stop() {
    let interrupted = async { tokio::signal::ctrl_c().await.unwrap_or_default() };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                () = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    interrupted.await;
}
