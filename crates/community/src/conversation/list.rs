//! Conversations as one of the two sees them.

use serde::Serialize;

use crate::{Community, Error, Refusal};

/// How far a conversation has come, to one of its two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConversationState {
    /// They are invited and have not answered.
    Invited,
    /// They invited, and there is no answer: the other side may have declined.
    Waiting,
    /// Both talk.
    Open,
    /// They declined, or it was taken back.
    Declined,
    /// It has ended.
    Closed,
}

/// A conversation as one of its two sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conversation {
    /// Its id.
    pub id: String,
    /// The key of the person whose owner was invited.
    pub person: String,
    /// What the other side calls themself; empty where their account was deleted.
    pub with: String,
    /// What it is about.
    pub topic: String,
    /// Keys of works that it is about.
    pub works: Vec<String>,
    /// When the invitation was made, in seconds since 1970-01-01T00:00:00Z.
    pub created: i64,
    /// How far it has come.
    pub state: ConversationState,
    /// How many messages of the other side are unread.
    pub unread: i64,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Did whoever reads it write it?
    pub mine: bool,
    /// When, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// What it says: text, whatever it looks like.
    pub text: String,
}

/// A conversation with what was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Talk {
    /// The conversation.
    #[serde(flatten)]
    pub conversation: Conversation,
    /// What was said, the first first.
    pub messages: Vec<Message>,
}

/// The latest conversations that are listed.
const LISTED: i64 = 200;
/// The latest messages that are shown.
const SHOWN: i64 = 500;

/// Reads conversations `c` as the account `$1` sees them.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT c.id, c.person, c.inviter, c.topic, c.works, c.created, c.state, ",
            "(SELECT name FROM accounts WHERE id = CASE WHEN c.inviter = $1 THEN c.invited ELSE c.inviter END), ",
            "(SELECT count(*) FROM messages m WHERE m.conversation = c.id AND m.author <> $1 AND m.number > ",
            "coalesce((SELECT r.number FROM readings r WHERE r.conversation = c.id AND r.account = $1), 0)) ",
            "FROM conversations c ",
            $which
        )
    };
}

type Row = (String, String, String, String, String, i64, String, Option<String>, i64);

impl Community {
    /// The conversations and invitations of an account, the newest first, at most 200. Invitations that they declined, or
    /// that were taken back, are left out.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn conversations(&self, account: &str) -> Result<Vec<Conversation>, Error> {
        let found: Vec<Row> = sqlx::query_as(select!(
            "WHERE c.inviter = $1 OR (c.invited = $1 AND c.state NOT IN ('declined', 'taken_back')) \
             ORDER BY c.created DESC, c.id LIMIT $2"
        ))
        .bind(account)
        .bind(LISTED)
        .fetch_all(self.store().pool())
        .await?;
        Ok(found.into_iter().map(|row| conversation(row, account)).collect())
    }

    /// One conversation of an account with its messages, at most the last 500.
    ///
    /// # Errors
    ///
    /// [`Refusal::NoConversation`] where the account does not take part in it.
    pub async fn talk(&self, account: &str, id: &str) -> Result<Talk, Error> {
        let found: Option<Row> = sqlx::query_as(select!("WHERE c.id = $2 AND (c.inviter = $1 OR c.invited = $1)"))
            .bind(account)
            .bind(id)
            .fetch_optional(self.store().pool())
            .await?;
        let conversation = conversation(found.ok_or(Refusal::NoConversation)?, account);
        let mut said: Vec<(String, i64, String)> = sqlx::query_as(
            "SELECT author, at, text FROM messages WHERE conversation = $1 ORDER BY number DESC LIMIT $2",
        )
        .bind(id)
        .bind(SHOWN)
        .fetch_all(self.store().pool())
        .await?;
        said.reverse();
        let messages = said.into_iter().map(|(author, at, text)| Message { mine: author == account, at, text });
        Ok(Talk { conversation, messages: messages.collect() })
    }

    /// How many invitations and conversations of an account have something new.
    ///
    /// # Errors
    ///
    /// Fails where the store does.
    pub async fn news(&self, account: &str) -> Result<usize, Error> {
        let conversations = self.conversations(account).await?;
        let has_news = |one: &&Conversation| one.unread > 0 && one.state != ConversationState::Declined;
        Ok(conversations.iter().filter(has_news).count())
    }
}

fn conversation(row: Row, account: &str) -> Conversation {
    let (id, person, inviter, topic, works, created, state, with, unread) = row;
    let is_inviter = inviter == account;
    let state = match (state.as_str(), is_inviter) {
        ("open", _) => ConversationState::Open,
        ("invited", false) => ConversationState::Invited,
        ("invited" | "declined", true) => ConversationState::Waiting,
        ("declined" | "taken_back", false) => ConversationState::Declined,
        _ => ConversationState::Closed,
    };
    let works = works.lines().map(str::to_owned).collect();
    Conversation { id, person, with: with.unwrap_or_default(), topic, works, created, state, unread }
}
