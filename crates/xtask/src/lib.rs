//! What a developer of scholargraph types often, as a library, so that it is tested like the rest.
//!
//! - [`mod@test`]: every check the project has, one after the other (`cargo xtask test`).
//! - [`peers`]: what the queries cost on other systems (`cargo xtask bench-peers`).
//! - [`tidy`]: the rules of the house that no compiler knows (`cargo xtask tidy`).

use std::path::{Path, PathBuf};

pub mod peers;
pub mod test;
pub mod tidy;

mod postgres;
mod shell;

/// The folder that holds the workspace's `Cargo.toml`.
///
/// # Examples
///
/// ```
/// assert!(xtask::workspace_root().join("Cargo.toml").is_file());
/// ```
pub fn workspace_root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}
