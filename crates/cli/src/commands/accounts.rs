//! Options about the store of accounts beside a graph.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use clap::Args;
use scholargraph_community::{Address, Community, HostOptions, Mailer, Options, ProviderOptions};
use serde::de::DeserializeOwned;

/// How people sign in.
#[derive(Clone, Debug, Default)]
pub(super) struct Ways {
    /// With an address of mail and a password?
    pub(super) passwords: bool,
    pub(super) providers: Vec<ProviderOptions>,
    /// The platform around the server, whose tokens are believed.
    pub(super) host: Option<HostOptions>,
}

/// What the JSON file at `path` says; `example` is what it takes.
pub(super) fn read<T: DeserializeOwned>(path: &Path, example: &str) -> anyhow::Result<T> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} cannot be used; it takes {example}", path.display()))
}

/// Where accounts are, and how letters reach their owners
#[derive(Args, Debug)]
#[command(next_help_heading = "Accounts")]
pub(super) struct Accounts {
    /// Where accounts are kept: a file (SQLite), or postgres://…, which several servers can share
    /// [default: community.sqlite beside the snapshots]
    #[arg(long, value_name = "STORE")]
    store: Option<String>,
    /// Where people reach the server, as letters link to it [default: http:// and the address listened at]
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Server that sends letters: smtps://NAME:PASSWORD@HOST
    #[arg(long, value_name = "URL", env = "SCHOLARGRAPH_MAIL", hide_env_values = true)]
    mail: Option<String>,
    /// Folder that letters are written to where no server sends them [default: mail beside the store]
    #[arg(long, value_name = "DIR", conflicts_with = "mail")]
    mail_folder: Option<PathBuf>,
    /// Whom letters come from
    #[arg(long, value_name = "ADDRESS", default_value = "scholargraph@localhost")]
    mail_from: String,
}

impl Accounts {
    /// Does it say where accounts are?
    pub(super) fn is_told_something(&self) -> bool {
        self.store.is_some() || self.public_url.is_some() || self.mail_folder.is_some()
    }

    /// Opens the store, for the snapshots in `graph` and a server at `address`.
    pub(super) async fn open(
        &self,
        graph: Option<&Path>,
        address: SocketAddr,
        ways: Ways,
    ) -> anyhow::Result<Community> {
        let store = self.store(graph)?;
        let wanted = Address::parse(&store).with_context(|| {
            format!("--store is `{store}`; it takes the path of a file, or postgres://NAME@HOST/DATABASE")
        })?;
        let options = Options {
            public_url: self.public_url(address)?,
            passwords: ways.passwords,
            providers: ways.providers,
            host: ways.host,
            ..Options::default()
        };
        let opened = Community::open(&wanted, self.mailer(&store)?, options).await;
        opened.with_context(|| format!("opening the accounts in {}", without_password(&store)))
    }

    fn store(&self, graph: Option<&Path>) -> anyhow::Result<String> {
        match (&self.store, graph) {
            (Some(store), _) => Ok(store.clone()),
            // Files of a snapshot stay as they are, and the next one has its accounts, too.
            (None, Some(graph)) if graph.join("manifest.json").is_file() => {
                bail!("{} is a single snapshot: name a file for accounts with --store FILE", graph.display())
            }
            (None, Some(graph)) => Ok(graph.join("community.sqlite").to_string_lossy().into_owned()),
            (None, None) => bail!("the bundled sample has no folder for accounts: name a file with --store FILE"),
        }
    }

    fn mailer(&self, store: &str) -> anyhow::Result<Mailer> {
        if let Some(server) = &self.mail {
            return Mailer::smtp(server, &self.mail_from).context("--mail");
        }
        let beside = || if store.contains("://") { "mail".into() } else { Path::new(store).with_file_name("mail") };
        let folder = self.mail_folder.clone().unwrap_or_else(beside);
        anstream::eprintln!("letters are written to {}; name a server that sends them with --mail", folder.display());
        Mailer::folder(&folder, &self.mail_from).with_context(|| format!("--mail-folder {}", folder.display()))
    }

    fn public_url(&self, address: SocketAddr) -> anyhow::Result<String> {
        let url = self.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
        let is_web = ["http://", "https://"].iter().any(|scheme| url.len() > scheme.len() && url.starts_with(scheme));
        if !is_web {
            bail!("--public-url is `{url}`; it takes an address of the web, such as https://graph.example.org");
        }
        Ok(url.trim_end_matches('/').to_owned())
    }
}

/// An address that can be shown.
fn without_password(store: &str) -> String {
    let hidden = || {
        let (scheme, rest) = store.split_once("://")?;
        let (_, host) = rest.rsplit_once('@')?;
        Some(format!("{scheme}://…@{host}"))
    };
    hidden().unwrap_or_else(|| store.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_of_stores_are_not_shown() {
        assert_eq!(without_password("postgres://graph:secret@host/db"), "postgres://…@host/db");
        assert_eq!(without_password("community.sqlite"), "community.sqlite");
    }
}
