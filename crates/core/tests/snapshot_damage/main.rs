//! Damage of every kind in every file: opening refuses what it looks at, nothing panics on the rest, and
//! verification finds all of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]
#![cfg(feature = "snapshot")]

mod files;
mod forged;
mod victim;
