//! The server from the outside: requests in, answers out, in process.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test gives up where it cannot go on")]

mod answers;
mod bounds;
mod common;
#[cfg(feature = "community")]
mod community;
mod errors;
mod explorer;
mod formats;
mod http;
mod ids;
mod live;
mod pages;
mod serving;
mod swap;
