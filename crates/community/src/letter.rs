//! What waits for somebody to open a letter.

use crate::{Error, Refusal, mail::Letter, secret::Secret, store::Store};

/// What a letter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// An account is made.
    Join,
    /// A password is replaced.
    Reset,
    /// An account gets an address.
    Address,
}

impl Purpose {
    const fn name(self) -> &'static str {
        match self {
            Self::Join => "join",
            Self::Reset => "reset",
            Self::Address => "address",
        }
    }

    /// The page that opens it.
    const fn path(self) -> &'static str {
        match self {
            Self::Join => "/confirm",
            Self::Reset => "/new-password",
            Self::Address => "/confirm-address",
        }
    }
}

/// What it holds.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    pub(crate) email: String,
    /// What somebody who joins is called; the id of an account that gets an address.
    pub(crate) name: String,
    /// As hash; empty where there is none yet.
    pub(crate) password: String,
}

/// How long it can be opened, in seconds.
const LIFETIME: i64 = 24 * 60 * 60;

/// Keeps `pending` until somebody shows the secret that comes back.
pub(crate) async fn keep(store: &Store, purpose: Purpose, pending: &Pending, now: i64) -> Result<Secret, Error> {
    let secret = Secret::new()?;
    let mut change = store.change().await?;
    sqlx::query("DELETE FROM letters WHERE expires < $1").bind(now).execute(&mut *change).await?;
    sqlx::query(
        "INSERT INTO letters (secret, purpose, expires, email, name, password) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(secret.hash())
    .bind(purpose.name())
    .bind(now + LIFETIME)
    .bind(&pending.email)
    .bind(&pending.name)
    .bind(&pending.password)
    .execute(&mut *change)
    .await?;
    change.commit().await?;
    Ok(secret)
}

/// What was kept for `secret`.
pub(crate) async fn find(store: &Store, purpose: Purpose, secret: &Secret, now: i64) -> Result<Pending, Error> {
    let found: Option<(String, String, String)> = sqlx::query_as(
        "SELECT email, name, password FROM letters WHERE secret = $1 AND purpose = $2 AND expires >= $3",
    )
    .bind(secret.hash())
    .bind(purpose.name())
    .bind(now)
    .fetch_optional(store.pool())
    .await?;
    let (email, name, password) = found.ok_or(Refusal::DeadLink)?;
    Ok(Pending { email, name, password })
}

/// The letter with which an account begins.
pub(crate) fn join(url: &str, to: String, secret: &Secret) -> Letter {
    let link = link(url, Purpose::Join, secret);
    let text = format!(
        "Somebody, probably you, wants to open an account at {url} with this e-mail address.\n\n\
         Open this page within a day, and type the password that you chose:\n\n{link}\n\n\
         If it was not you, there is nothing to do: without that password nothing happens.\n"
    );
    Letter { to, subject: "Confirm your e-mail address", text }
}

/// The letter to somebody who has an account and asks for another.
pub(crate) fn has_account(url: &str, to: String) -> Letter {
    let text = format!(
        "Somebody, probably you, wants to open an account at {url} with this e-mail address, which has one already.\n\n\
         Sign in at {url}/sign-in, or, if you forgot the password, choose another at {url}/forgotten.\n\n\
         If it was not you, there is nothing to do.\n"
    );
    Letter { to, subject: "You have an account already", text }
}

/// The letter that lets somebody choose another password.
pub(crate) fn reset(url: &str, to: String, secret: &Secret) -> Letter {
    let link = link(url, Purpose::Reset, secret);
    let text = format!(
        "Somebody, probably you, forgot the password of the account at {url} with this e-mail address.\n\n\
         Choose another within a day:\n\n{link}\n\n\
         If it was not you, there is nothing to do: the password stays.\n"
    );
    Letter { to, subject: "Choose another password", text }
}

/// The letter that gives an account its address.
pub(crate) fn address(url: &str, to: String, secret: &Secret) -> Letter {
    let link = link(url, Purpose::Address, secret);
    let text = format!(
        "Somebody, probably you, wants letters of their account at {url} to come to this address.\n\n\
         Open this page within a day, in a browser where you are signed in:\n\n{link}\n\n\
         If it was not you, there is nothing to do: nothing happens.\n"
    );
    Letter { to, subject: "Confirm your e-mail address", text }
}

/// The letter to an address that is an account's no longer.
pub(crate) fn address_left(url: &str, to: String) -> Letter {
    let text = format!(
        "Letters of your account at {url} come to another address from now on; you sign in with that one.\n\n\
         If it was not you, write to whoever runs {url} at once.\n"
    );
    Letter { to, subject: "Your e-mail address has changed", text }
}

/// The letter that tells what became of a claim.
pub(crate) fn claim(url: &str, to: String, person: &str, what: &str, note: &str) -> Letter {
    let note = if note.is_empty() { String::new() } else { format!("The moderators say:\n\n{note}\n\n") };
    let text = format!("Your claim to {person} {what}.\n\n{note}What you claimed is listed at {url}/account\n");
    Letter { to, subject: "Your claim", text }
}

/// The letter that tells what became of a wish to be hidden.
pub(crate) fn hiding(to: String, person: &str, state: &str, note: &str) -> Letter {
    let note = if note.is_empty() { String::new() } else { format!("\nThe moderators say:\n\n{note}\n") };
    let text = format!("You asked that the record {person} be shown to nobody. It is {state} now.\n{note}");
    Letter { to, subject: "Your wish to be hidden", text }
}

/// The letter about an invitation.
pub(crate) fn invitation(url: &str, to: String, from: &str, topic: &str) -> Letter {
    let text =
        format!("{from} invites you to a conversation about: {topic}\n\nRead and answer it at {url}/conversations\n");
    Letter { to, subject: "Somebody invites you to a conversation", text }
}

/// The letter about the first message that is not read. It does not say what the message says.
pub(crate) fn message(url: &str, to: String, from: &str, conversation: &str) -> Letter {
    let text = format!("{from} wrote to you. Read it at {url}/conversations/{conversation}\n");
    Letter { to, subject: "Somebody wrote to you", text }
}

fn link(url: &str, purpose: Purpose, secret: &Secret) -> String {
    format!("{url}{}?token={}", purpose.path(), secret.reveal())
}
