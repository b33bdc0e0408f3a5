//! `scholargraph community`: what moderators do.

use anyhow::Context;
use clap::{Args, Subcommand};
use scholargraph::snapshot::Access;
use scholargraph_community::{ClaimState, ClaimToReview, Curated, Error, Hiding, HidingState, Report};
use scholargraph_import::Corrections;
use tokio::runtime;

use super::{
    Shared,
    accounts::{Accounts, Ways},
    serve::ADDRESS,
};
use crate::{loading::Loaded, output};

const EXAMPLES: &str = "\
Examples:
  scholargraph -g graph community claims                     what waits for a decision
  scholargraph -g graph community reports                    conversations that somebody reported
  scholargraph -g graph community accept 1f2e…               whoever asks owns the page from now on
  scholargraph -g graph community refuse 1f2e… --note 'Not the same person: other co-authors'
  scholargraph -g graph community hidings                    records that somebody asks to be hidden: hide, show
  scholargraph -g graph community moderator mo@example.org   who decides in the browser, at /moderation
  scholargraph -g graph community corrections > corrections.tsv    then: build --corrections corrections.tsv
  scholargraph -g graph community corrections --unite > corrections.tsv

Servers that run take decisions over within a second. Whoever claimed gets a letter with the note.";

/// Decide about claims to pages, read what was reported
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Moderation {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand, Debug)]
enum Action {
    /// List claims, the oldest first
    Claims {
        /// asked, accepted, refused or withdrawn
        #[arg(long, default_value = "asked", value_parser = state)]
        state: ClaimState,
        #[command(flatten)]
        accounts: Accounts,
    },
    /// List conversations that were reported, with what was said in them
    Reports {
        #[command(flatten)]
        accounts: Accounts,
    },
    /// List wishes of people to be hidden, the oldest first
    Hidings {
        /// asked, hidden or shown
        #[arg(long, default_value = "asked", value_parser = hiding_state)]
        state: HidingState,
        #[command(flatten)]
        accounts: Accounts,
    },
    /// Show a record to nobody, as somebody wished
    Hide(Decision),
    /// Leave a record as it is though somebody wished it hidden, or show it again
    Show(Decision),
    /// Let somebody decide on the page /moderation, or no longer
    Moderator {
        /// The address of mail of their account
        email: String,
        /// They decide no longer
        #[arg(long)]
        remove: bool,
        #[command(flatten)]
        accounts: Accounts,
    },
    /// Write what owners say of their pages, as a file for `build --corrections`
    Corrections {
        /// Let all records that one account owns be one person, too
        #[arg(long)]
        unite: bool,
        #[command(flatten)]
        accounts: Accounts,
    },
    /// Make whoever made a claim the owner of the page
    Accept(Decision),
    /// Refuse a claim, also one that was accepted
    Refuse(Decision),
}

#[derive(Args, Debug)]
struct Decision {
    /// Id of the claim, or of the wish
    claim: String,
    /// What is said about it, to whoever claimed and in the log
    #[arg(long, default_value = "")]
    note: String,
    /// How the log names whoever decides
    #[arg(long, value_name = "NAME", env = "USER", default_value = "moderator")]
    moderator: String,
    #[command(flatten)]
    accounts: Accounts,
}

fn state(text: &str) -> Result<ClaimState, String> {
    ClaimState::from_name(text).ok_or_else(|| format!("one of {}", ClaimState::ALL.map(ClaimState::name).join(", ")))
}

fn hiding_state(text: &str) -> Result<HidingState, String> {
    HidingState::from_name(text).ok_or_else(|| format!("one of {}", HidingState::ALL.map(HidingState::name).join(", ")))
}

impl Moderation {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(self.action.done(shared))
    }
}

impl Action {
    async fn done(&self, shared: &Shared) -> anyhow::Result<()> {
        let (Self::Claims { accounts, .. }
        | Self::Reports { accounts }
        | Self::Corrections { accounts, .. }
        | Self::Hidings { accounts, .. }
        | Self::Moderator { accounts, .. }
        | Self::Hide(Decision { accounts, .. })
        | Self::Show(Decision { accounts, .. })
        | Self::Accept(Decision { accounts, .. })
        | Self::Refuse(Decision { accounts, .. })) = self;
        let community = accounts.open(shared.graph(), ADDRESS, Ways::default()).await?;
        match self {
            Self::Claims { state, .. } => list(shared, &community.claims(*state).await?),
            Self::Reports { .. } => list_reports(shared, &community.reports().await?),
            Self::Corrections { unite, .. } => {
                let owned = if *unite { community.records_of_one() } else { Vec::new() };
                write_corrections(shared, &community.curated(), &owned)
            }
            Self::Hidings { state, .. } => list_hidings(shared, &community.hidings(*state).await?),
            Self::Hide(Decision { claim, moderator, note, .. }) => {
                told(community.decide_hiding(claim, true, moderator, note).await, claim, "hidden")
            }
            Self::Show(Decision { claim, moderator, note, .. }) => {
                told(community.decide_hiding(claim, false, moderator, note).await, claim, "shown")
            }
            Self::Moderator { email, remove, .. } => {
                community.set_moderator(email, !remove).await?;
                Ok(output::say(&format!(
                    "{email} {} on the page /moderation",
                    if *remove { "decides no longer" } else { "decides" }
                ))?)
            }
            Self::Accept(Decision { claim, moderator, note, .. }) => {
                told(community.accept(claim, moderator, note).await, claim, "accepted")
            }
            Self::Refuse(Decision { claim, moderator, note, .. }) => {
                told(community.refuse(claim, moderator, note).await, claim, "refused")
            }
        }
    }
}

/// What the snapshot does not have, or not as it was, needs no correction.
fn write_corrections(shared: &Shared, curated: &Curated, owned: &[Vec<String>]) -> anyhow::Result<()> {
    let loaded = Loaded::open(shared.graph(), Access::default())?;
    let mut corrections = scholargraph_server::corrections(&loaded.graph, curated);
    let left_out = curated.places.len() + curated.names.len() + curated.orcids.len() - corrections.len();
    if left_out > 0 {
        anstream::eprintln!(
            "{left_out} left out: the snapshot does not have the work or the person, not with each other, or says so already"
        );
    }
    corrections.extend(scholargraph_server::unions(&loaded.graph, owned));
    Ok(output::write(Corrections::written(&corrections).as_bytes())?)
}

/// A decision stands, whether or not the letter about it could be sent.
fn told(done: Result<(), Error>, claim: &str, what: &str) -> anyhow::Result<()> {
    match done {
        Err(Error::Mail(error)) => {
            Err(error).with_context(|| format!("{claim} is {what}, but the letter was not sent"))
        }
        Err(error) => Err(error.into()),
        Ok(()) => Ok(output::say(&format!("{claim} is {what}"))?),
    }
}

fn list(shared: &Shared, claims: &[ClaimToReview]) -> anyhow::Result<()> {
    if shared.json {
        return Ok(output::json(&claims)?);
    }
    for ClaimToReview { claim, name, email, is_disputed } in claims {
        let disputed = if *is_disputed { "  (somebody else owns it)" } else { "" };
        let head = output::heading(&format!("{}  {}{disputed}", claim.id, claim.person));
        let said = if claim.reason.is_empty() { &claim.domain } else { &claim.reason };
        output::say(&format!("{head}\n  {} <{email}>\n  {}\n", output::clean(name), output::clean(said)))?;
    }
    Ok(output::say(&format!("{} claim(s)", claims.len()))?)
}

fn list_hidings(shared: &Shared, hidings: &[Hiding]) -> anyhow::Result<()> {
    if shared.json {
        return Ok(output::json(&hidings)?);
    }
    for Hiding { id, person, email, reason, .. } in hidings {
        let head = output::heading(&format!("{id}  {person}"));
        output::say(&format!("{head}\n  {}\n  {}\n", output::clean(email), output::clean(reason)))?;
    }
    Ok(output::say(&format!("{} wish(es)", hidings.len()))?)
}

fn list_reports(shared: &Shared, reports: &[Report]) -> anyhow::Result<()> {
    if shared.json {
        return Ok(output::json(&reports)?);
    }
    for Report { id, reason, talk, .. } in reports {
        output::say(&output::heading(&format!("{id}  {}", talk.conversation.topic)))?;
        output::say(&format!("  reported: {}", output::clean(reason)))?;
        let other = if talk.conversation.with.is_empty() { "(has left)" } else { &talk.conversation.with };
        for message in &talk.messages {
            let author = if message.mine { "whoever reports" } else { other };
            output::say(&format!("  {}: {}", output::clean(author), output::clean(&message.text)))?;
        }
    }
    Ok(output::say(&format!("{} report(s)", reports.len()))?)
}
