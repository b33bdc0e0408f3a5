//! `scholargraph serve`.

#[cfg(feature = "community")]
use std::path::PathBuf;
use std::{
    convert::Infallible,
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::Path,
};

use anyhow::Context;
use clap::Args;
use scholargraph::snapshot::Access;
use scholargraph_server::{AppState, Loaded, Nudge, Options, Watch, serve};
use tokio::{net::TcpListener, runtime};
use tracing_subscriber::EnvFilter;

use super::Shared;
#[cfg(feature = "community")]
use super::accounts::{Ways, read};
#[cfg(feature = "community")]
use crate::exit::Usage;
use crate::loading;

const EXAMPLES: &str = "\
Examples:
  scholargraph serve                                the bundled sample at http://127.0.0.1:7474
  scholargraph -g graph serve --listen 0.0.0.0:80   for everybody who reaches this machine
  scholargraph -g graph serve --local-accounts      people can open accounts and follow each other
  scholargraph -g graph serve --sign-in-with orcid.json --public-url https://graph.example.org
  RUST_LOG=debug scholargraph -g graph serve        with more to read in the log

A snapshot is served once every byte of it has been checked; until then /readyz and all questions answer 503. A new
snapshot that `build` puts in force in DIR is checked beside the old one and takes its place within seconds, or at once
with `kill -HUP`; no request fails over it. One that is damaged is refused and logged, and the old one stays.";

/// Serve the HTTP API and the pages
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Serve {
    /// Address to listen at [default: 127.0.0.1:7474]
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// Keep so many mebibytes of answers for whoever asks the same next; 0 keeps none
    #[arg(long, default_value_t = Options::default().answer_cache >> 20, value_name = "MIB")]
    answer_cache: usize,
    /// Let people open accounts with an e-mail address and a password, follow others and claim their pages
    #[cfg(feature = "community")]
    #[arg(long, help_heading = "Accounts")]
    local_accounts: bool,
    /// Let people sign in with ORCID or other OpenID providers, which a file lists (JSON): name, issuer, client_id,
    /// client_secret of each; the way back to register there is PUBLIC-URL/sign-in/back/NAME
    #[cfg(feature = "community")]
    #[arg(long, value_name = "FILE", help_heading = "Accounts")]
    sign_in_with: Option<PathBuf>,
    /// Whoever is signed in to the platform around this is signed in here: a file (JSON) names issuer, audience and keys
    /// of its tokens, and the cookie that browsers show them in
    #[cfg(feature = "community")]
    #[arg(long, value_name = "FILE", help_heading = "Accounts")]
    host_tokens: Option<PathBuf>,
    /// A proxy is in front: believe what it says of where requests come from (X-Forwarded-For)
    #[cfg(feature = "community")]
    #[arg(long, help_heading = "Accounts")]
    behind_proxy: bool,
    #[cfg(feature = "community")]
    #[command(flatten)]
    accounts: super::accounts::Accounts,
}

/// What files of providers, and of the platform around this, take.
#[cfg(feature = "community")]
const PROVIDERS: &str = r#"[{"name": "ORCID", "issuer": "https://orcid.org", "client_id": "…", "client_secret": "…"}]"#;
#[cfg(feature = "community")]
const HOST: &str = r#"{"issuer": "https://…", "audience": "…", "keys": "https://…", "cookie": "…"}"#;

/// Where to listen unless told otherwise: at this machine alone.
pub(super) const ADDRESS: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 7474);

impl Serve {
    /// Was any of its options given?
    pub(super) fn is_told_something(&self) -> bool {
        #[cfg(feature = "community")]
        if self.has_accounts() || self.behind_proxy || self.accounts.is_told_something() {
            return true;
        }
        self.listen.is_some()
    }

    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        #[cfg(feature = "community")]
        if !self.has_accounts() && self.accounts.is_told_something() {
            let wrong = "say --local-accounts, --sign-in-with or --host-tokens, too: without any there are no accounts";
            return Err(Usage(wrong.to_owned()).into());
        }
        log();
        let runtime = runtime::Builder::new_multi_thread().enable_all().build()?;
        let result = runtime.block_on(self.listen(shared.graph()));
        // A snapshot that is still being checked does not hold up the end.
        runtime.shutdown_background();
        result
    }

    #[cfg(feature = "community")]
    fn has_accounts(&self) -> bool {
        self.local_accounts || self.sign_in_with.is_some() || self.host_tokens.is_some()
    }

    #[cfg(feature = "community")]
    fn ways(&self) -> anyhow::Result<Ways> {
        let providers = self.sign_in_with.as_deref().map(|path| read(path, PROVIDERS)).transpose()?.unwrap_or_default();
        let host = self.host_tokens.as_deref().map(|path| read(path, HOST)).transpose()?;
        Ok(Ways { passwords: self.local_accounts, providers, host })
    }

    fn options(&self) -> Options {
        Options {
            #[cfg(feature = "community")]
            behind_proxy: self.behind_proxy,
            answer_cache: self.answer_cache.saturating_mul(1 << 20),
            ..Options::default()
        }
    }

    /// Listens at once, and answers `not_ready` until the snapshot is verified. The sample is there from the start.
    async fn listen(&self, graph: Option<&Path>) -> anyhow::Result<()> {
        let state = AppState::new(self.options())?;
        let watch = graph.map(|dir| watch(dir, &state)).transpose()?;
        if watch.is_none() {
            state.replace(sample()?);
        }
        let wanted = self.listen.unwrap_or(ADDRESS);
        let listener = TcpListener::bind(wanted).await.map_err(|error| advise(wanted, error))?;
        let address = listener.local_addr()?;
        #[cfg(feature = "community")]
        if self.has_accounts() {
            state.set_community(self.accounts.open(graph, address, self.ways()?).await?);
            tokio::spawn(scholargraph_server::tend(state.clone()));
        }
        anstream::eprintln!("\x1b[1mhttp://{address}\x1b[0m  (stop with Ctrl-C)");
        tokio::select! {
            served = serve(listener, state, stop()) => served.context("serving"),
            failed = supply(watch) => match failed {
                Ok(never) => match never {},
                Err(error) => Err(error),
            },
        }
    }
}

/// Follows a folder; from now on a hang-up means to look at it again.
fn watch(dir: &Path, state: &AppState) -> io::Result<Watch> {
    let watch = Watch::new(dir, state.clone());
    on_hangup(watch.nudge())?;
    Ok(watch)
}

/// Ends only where there is nothing to begin with.
async fn supply(watch: Option<Watch>) -> anyhow::Result<Infallible> {
    match watch {
        Some(mut watch) => {
            watch.open().await?;
            Ok(watch.follow().await)
        }
        None => Ok(std::future::pending().await),
    }
}

fn sample() -> anyhow::Result<Loaded> {
    let sample = loading::Loaded::open(None, Access::default())?;
    let index = sample.index()?;
    Ok(Loaded::new(sample.graph, index))
}

/// `kill -HUP` asks to look at the folder again.
#[cfg(unix)]
fn on_hangup(nudge: Nudge) -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangups = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        while hangups.recv().await.is_some() {
            nudge.now();
        }
    });
    Ok(())
}

/// Elsewhere there is no such signal; the folder is looked at all the same.
#[cfg(not(unix))]
fn on_hangup(_: Nudge) -> io::Result<()> {
    Ok(())
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
