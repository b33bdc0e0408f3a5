//! A database server for the tests that ask one.

use std::{env, fs, path::Path};

use super::Outcome;
use crate::{
    postgres::{self, Server},
    shell::install,
};

/// Where tests look for the server's address.
const ADDRESS: &str = "SCHOLARGRAPH_POSTGRES";

/// Tests open many databases for a short while, which need not survive the machine.
const SETTINGS: &str = "-c max_connections=400 -c fsync=off";

/// Runs tests beside a PostgreSQL server of their own, handing them its address as what to set in their environment.
///
/// Nothing is handed to them where an address is set already, and where PostgreSQL neither is there nor can be
/// installed: the tests say what they leave out, and under `CI=true` fail.
pub(super) fn beside(tests: impl FnOnce(Option<(&'static str, String)>) -> Outcome) -> Outcome {
    if env::var_os(ADDRESS).is_some() {
        return tests(None);
    }
    if !postgres::is_installed() && !install("postgresql") {
        eprintln!(
            "PostgreSQL is missing; install it (on Debian: apt install postgresql), or name a server with {ADDRESS}"
        );
        return tests(None);
    }
    // Its user can go there.
    let files = env::temp_dir().join(format!("scholargraph-postgres-{}", std::process::id()));
    let outcome = serve(&files, tests);
    if let Err(error) = fs::remove_dir_all(&files) {
        eprintln!("{} could not be removed: {error}", files.display());
    }
    outcome
}

fn serve(files: &Path, tests: impl FnOnce(Option<(&'static str, String)>) -> Outcome) -> Outcome {
    match Server::start(files, SETTINGS) {
        Ok(server) => tests(Some((ADDRESS, format!("postgres://postgres@127.0.0.1:{}/postgres", server.port())))),
        Err(error) => Outcome::CannotRun(format!("PostgreSQL does not start: {error:#}")),
    }
}
