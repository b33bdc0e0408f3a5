//! The server from the outside: requests in, answers out, in process.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test gives up where it cannot go on")]

#[cfg(feature = "community")]
mod account_api;
mod answers;
mod bounds;
mod common;
#[cfg(feature = "community")]
mod community;
#[cfg(feature = "community")]
mod curation;
mod errors;
mod explorer;
mod formats;
#[cfg(feature = "community")]
mod host;
mod http;
mod ids;
mod live;
#[cfg(feature = "community")]
mod moderation;
#[cfg(feature = "community")]
mod news;
mod openapi;
mod pages;
mod serving;
#[cfg(feature = "community")]
mod site;
mod swap;
#[cfg(feature = "community")]
mod two_servers;
