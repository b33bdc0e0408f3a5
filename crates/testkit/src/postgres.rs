//! Where tests find a PostgreSQL server.

/// The address of a server on which tests may make databases: `SCHOLARGRAPH_POSTGRES`, which `cargo xtask test` sets
/// where PostgreSQL is installed.
///
/// `None`, said loudly, where it is missing, so that a checkout of its own still passes its tests.
///
/// # Panics
///
/// Under `CI=true`, where a missing server must not pass for a passed test.
#[must_use]
pub fn postgres(test: &str) -> Option<String> {
    if let Ok(address) = std::env::var("SCHOLARGRAPH_POSTGRES") {
        return Some(address);
    }
    let ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
    assert!(!ci, "{test} needs PostgreSQL: run it with `cargo xtask test tests`");
    eprintln!("LEFT OUT on PostgreSQL: {test} (run it with `cargo xtask test tests`)");
    None
}
