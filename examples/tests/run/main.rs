//! Every example runs, and prints what its documentation says.
//!
//! `cargo test -p examples` builds the programs before it runs these tests; `--test run` alone would not.

mod promise;
// Stopping a program as Ctrl-C does takes a signal.
#[cfg(unix)]
mod server;

use std::{env, fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, bail, ensure};

use self::promise::promises;

/// Runs until it is stopped, and so has a test of its own.
const SERVER: &str = "serve_in_your_app";

#[test]
fn programs_print_what_they_promise() -> Result<()> {
    for name in names()?.iter().filter(|name| *name != SERVER) {
        let [promise] = &promises(name)?[..] else { bail!("{name} promises other than one command") };
        assert_eq!(promise.command, format!("cargo run --example {name}"));
        let output = Command::new(executable(name)?).output()?;
        ensure!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8(output.stdout)?, promise.output, "{name}");
    }
    Ok(())
}

#[test]
fn the_table_names_every_example() -> Result<()> {
    let table = fs::read_to_string(folder().join("README.md"))?;
    for name in names()? {
        ensure!(table.contains(&format!("[`{name}`]({name}.rs)")), "README.md says nothing of `{name}`");
    }
    Ok(())
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The examples, by the files in their folder, so that none is forgotten.
fn names() -> Result<Vec<String>> {
    let paths = fs::read_dir(folder())?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let rust = paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let names: Vec<_> = rust.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    ensure!(!names.is_empty(), "there are no examples");
    Ok(names)
}

/// Cargo puts this test into the folder `deps`, and the examples into one beside it.
fn executable(name: &str) -> Result<PathBuf> {
    let test = env::current_exe()?;
    let built = test.ancestors().nth(2).context("a test lies in a folder of cargo's")?;
    let path = built.join("examples").join(format!("{name}{}", env::consts::EXE_SUFFIX));
    ensure!(path.exists(), "{name} is not built: run `cargo test -p examples`, and see that Cargo.toml names it");
    Ok(path)
}
