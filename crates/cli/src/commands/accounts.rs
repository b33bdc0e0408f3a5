//! Accounts beside the graph that is served.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use scholargraph_community::{Address, Community, Mailer};

/// Options about accounts
#[derive(Args, Debug)]
#[command(next_help_heading = "Accounts")]
pub(super) struct Accounts {
    /// Let people open accounts with an e-mail address and a password, and follow others
    #[arg(long)]
    local_accounts: bool,
    /// Where accounts are kept: a file (SQLite), or postgres://…, which several servers can share
    /// [default: community.sqlite beside the snapshots]
    #[arg(long, value_name = "STORE", env = "SCHOLARGRAPH_STORE", hide_env_values = true, requires = "local_accounts")]
    store: Option<String>,
    /// Where people reach this server, as letters link to it [default: http:// and the address listened at]
    #[arg(long, value_name = "URL", requires = "local_accounts")]
    public_url: Option<String>,
    /// Server that sends letters: smtps://NAME:PASSWORD@HOST
    #[arg(long, value_name = "URL", env = "SCHOLARGRAPH_MAIL", hide_env_values = true, requires = "local_accounts")]
    mail: Option<String>,
    /// Folder that letters are written to where no server sends them [default: mail beside the store]
    #[arg(long, value_name = "DIR", conflicts_with = "mail", requires = "local_accounts")]
    mail_folder: Option<PathBuf>,
    /// Whom letters come from
    #[arg(long, value_name = "ADDRESS", default_value = "scholargraph@localhost", requires = "local_accounts")]
    mail_from: String,
    /// A proxy is in front: believe what it says of where requests come from (X-Forwarded-For)
    #[arg(long)]
    pub(super) behind_proxy: bool,
}

impl Accounts {
    /// Was any of them given?
    pub(super) fn is_told_something(&self) -> bool {
        self.local_accounts || self.behind_proxy
    }

    /// Opens the store, where there is to be one: for a server at `address` of the snapshots in `graph`.
    pub(super) async fn open(&self, graph: Option<&Path>, address: &str) -> anyhow::Result<Option<Community>> {
        if !self.local_accounts {
            return Ok(None);
        }
        let store = self.store(graph)?;
        let wanted = Address::parse(&store).with_context(|| {
            format!("--store is `{store}`; it takes the path of a file, or postgres://NAME@HOST/DATABASE")
        })?;
        let mailer = self.mailer(&store)?;
        let options = scholargraph_community::Options { public_url: self.public_url(address)?, ..Default::default() };
        let opened = Community::open(&wanted, mailer, options).await;
        Ok(Some(opened.with_context(|| format!("opening the accounts in {}", without_password(&store)))?))
    }

    fn store(&self, graph: Option<&Path>) -> anyhow::Result<String> {
        match (&self.store, graph) {
            (Some(store), _) => Ok(store.clone()),
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

    fn public_url(&self, address: &str) -> anyhow::Result<String> {
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
