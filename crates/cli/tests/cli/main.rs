//! The binary as its users meet it.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod closest;
mod commands;
mod common;
mod corpora;
mod evaluate;
mod killed;
mod live;
mod refused;
mod sample;
mod synthetic;
mod tables;
