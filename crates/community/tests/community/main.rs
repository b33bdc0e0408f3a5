//! The same promises on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test gives up where it cannot go on")]

mod accounts;
mod arrivals;
mod claims;
mod common;
mod conversations;
mod durable;
mod follows;
mod hidings;
mod openid;
mod reviews;
