//! The web explorer's own checks: types and unit tests, and the whole of it in a real browser.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use super::Outcome;
use crate::shell::{found, install};

/// Where the sources are.
const SOURCES: &str = "crates/explorer/web";

/// What a machine may call the browser.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Checks types and runs the unit tests.
pub(super) fn check(root: &Path) -> Outcome {
    let passes = |folder: &Path, script: &str| npm(folder, &["run", script]).is_ok_and(|passed| passed);
    let scripts = |folder: &Path| ["check", "test"].iter().all(|script| passes(folder, script));
    installed(root).map_or_else(Outcome::CannotRun, |folder| Outcome::from(scripts(&folder)))
}

/// Runs the tests in the browser, against the program as it is now.
pub(super) fn browse(root: &Path, build: &mut Command) -> Outcome {
    let ready = installed(root).and_then(|folder| Ok((folder, browser()?)));
    let (folder, browser) = match ready {
        Ok(ready) => ready,
        Err(why) => return Outcome::CannotRun(why),
    };
    if !build.status().is_ok_and(|status| status.success()) {
        return Outcome::Failed;
    }
    let program = target(root).join("debug").join(format!("scholargraph{}", env::consts::EXE_SUFFIX));
    let tests =
        command(&folder, &["run", "browser"]).env("SCHOLARGRAPH_PROGRAM", program).env("CHROMIUM", browser).status();
    Outcome::from(tests.is_ok_and(|status| status.success()))
}

fn target(root: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder))
}

/// A copy of the sources, with what they need beside them: nothing is installed among the sources themselves.
fn installed(root: &Path) -> Result<PathBuf, String> {
    let folder = target(root).join("web");
    let at = |error: io::Error| format!("{}: {error}", folder.display());
    for stale in ["src", "tests"] {
        let stale = folder.join(stale);
        if stale.exists() {
            fs::remove_dir_all(stale).map_err(at)?;
        }
    }
    copy(&root.join(SOURCES), &folder).map_err(at)?;
    let wanted = fs::read(folder.join("package-lock.json")).map_err(at)?;
    let stamp = folder.join("node_modules/.installed");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(folder);
    }
    let missing = "Node.js 20.19 or later with npm is missing; install it from https://nodejs.org";
    let status = npm(&folder, &["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    match status {
        Ok(true) => fs::write(stamp, wanted).map(|()| folder.clone()).map_err(at),
        Ok(false) => Err("npm could not install what the explorer's tests need; it says why above".to_owned()),
        Err(error) => Err(format!("{missing} ({error})")),
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if !from.is_dir() {
        return fs::copy(from, to).map(drop);
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_name() != "node_modules" {
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(arguments).current_dir(folder);
    command
}

fn npm(folder: &Path, arguments: &[&str]) -> io::Result<bool> {
    command(folder, arguments).status().map(|status| status.success())
}

/// The browser to use: the one that `CHROMIUM` names, one that is there, or one that is installed now.
fn browser() -> Result<PathBuf, String> {
    if let Some(named) = env::var_os("CHROMIUM").map(PathBuf::from) {
        let found = named.is_file();
        return if found { Ok(named) } else { Err(format!("CHROMIUM names {}, which is no file", named.display())) };
    }
    if let Some(found) = found(&BROWSERS) {
        return Ok(found);
    }
    let way_out = "no Chromium is here; install it (on Debian: apt install chromium), or name one with CHROMIUM";
    if install("chromium") {
        return found(&BROWSERS).ok_or_else(|| way_out.to_owned());
    }
    Err(way_out.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_leave_out_what_was_installed() {
        let root = env::temp_dir().join(format!("xtask-web-{}", std::process::id()));
        fs::create_dir_all(root.join("from/node_modules/x")).unwrap();
        fs::create_dir_all(root.join("from/src")).unwrap();
        fs::write(root.join("from/src/a.ts"), "").unwrap();
        let copied = copy(&root.join("from"), &root.join("to"));
        let there = ["src/a.ts", "node_modules"].map(|path| root.join("to").join(path).exists());
        fs::remove_dir_all(&root).unwrap();
        copied.unwrap();
        assert_eq!(there, [true, false]);
    }
}
