//! The people behind the records of a research graph: accounts, sessions, follows, claims, reviews of works, conversations.
//!
//! [`Community`] stands beside a graph and never inside it. What it keeps names nodes by their keys, such as
//! `person:A5023888391`, which mean the same in every snapshot.
//!
//! **Invariant:** secrets are never stored: passwords as Argon2id hashes, what a browser or a letter holds as hashes
//! of random numbers.
//!
//! **Invariant:** nothing tells strangers who has an account: the same words and, as far as can be, the same time
//! for those that exist and those that do not.
//!
//! **Invariant:** files are made so that only whoever runs the program may read them.
//!
//! **Invariant:** what was acknowledged is on disk.
//!
//! It runs on SQLite, embedded, and on PostgreSQL, which several server processes can share: the same code on both.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let (store, mail) = (folder.path().join("community.sqlite"), folder.path().join("mail"));
//! use scholargraph_community::{Address, Community, Mailer, Options};
//!
//! let mailer = Mailer::folder(&mail, "graph@example.org")?;
//! let options = Options { public_url: "https://graph.example.org".into(), ..Options::default() };
//! let community = Community::open(&Address::file(&store), mailer, options).await?;
//! assert_eq!(community.followers("person:A1"), 0);
//! # Ok(())
//! # }
//! ```

mod account;
mod arrival;
mod claim;
mod community;
mod confirmation;
mod conversation;
mod error;
mod follow;
mod hiding;
mod letter;
mod mail;
mod merged;
mod mirror;
mod moderator;
mod openid;
mod password;
mod private;
mod review;
mod secret;
mod session;
mod store;
mod token;
mod tries;

pub use account::{Account, Export, NewAccount};
pub use arrival::{Newcomer, News};
pub use claim::{Claim, ClaimState, ClaimToReview, Event, Ownership, Proof};
pub use community::{Community, Options};
pub use conversation::{Conversation, ConversationState, Invitation, Message, Report, Talk};
pub use error::{Error, Refusal};
pub use follow::Follow;
pub use hiding::{Hiding, HidingState};
pub use mail::{MailError, Mailer};
pub use openid::{Arrival, Arrived, Departure, HostOptions, Identity, ProviderOptions};
pub use review::{Curated, Review, Reviewed, Verdict};
pub use secret::Secret;
pub use session::{Session, SessionInfo, Shown, Visitor};
pub use store::Address;
pub use token::TokenInfo;
