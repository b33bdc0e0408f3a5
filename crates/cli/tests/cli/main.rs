//! The binary as its users meet it.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod closest;
mod commands;
mod common;
mod corpora;
mod evaluate;
mod incremental;
mod killed;
mod live;
mod memory;
mod refused;
mod sample;
#[cfg(unix)]
mod served;
mod synthetic;
mod tables;
#[cfg(all(unix, feature = "community"))]
mod two_servers;
