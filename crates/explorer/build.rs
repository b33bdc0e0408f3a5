//! Builds the web explorer from `web` with npm and Vite, and lists what came out for `src/lib.rs` to embed.
//!
//! Everything is written below `OUT_DIR`: the sources are copied there first, as npm installs beside them.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

/// What the build reads, relative to `web`.
const SOURCES: [&str; 4] = ["package.json", "package-lock.json", "vite.config.ts", "src"];

/// What helps where a tool is missing.
const WAY_OUT: &str = "install Node.js 20.19 or later with npm (https://nodejs.org), or build without the web \
                       explorer: --no-default-features";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if let Err(error) = run() {
        println!("cargo::error={}", error.replace('\n', "; "));
    }
}

fn run() -> Result<(), String> {
    let out = PathBuf::from(variable("OUT_DIR")?);
    let list = out.join("assets.rs");
    if env::var_os("CARGO_FEATURE_WEB").is_none() {
        return fs::write(&list, "&[]").map_err(|error| at(&list, &error));
    }
    let sources = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("web");
    let (work, dist) = (out.join("web"), out.join("dist"));
    copy_sources(&sources, &work)?;
    install(&work)?;
    bundle(&work, &dist)?;
    let listed = listing(&dist).map_err(|error| at(&dist, &error))?;
    fs::write(&list, listed).map_err(|error| at(&list, &error))
}

fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|error| format!("{name}: {error}"))
}

fn at(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}

fn copy_sources(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(|error| at(to, &error))?;
    // What was deleted must not stay in the copy; what npm installed may.
    let stale = to.join("src");
    if stale.exists() {
        fs::remove_dir_all(&stale).map_err(|error| at(&stale, &error))?;
    }
    for name in SOURCES {
        let source = from.join(name);
        println!("cargo::rerun-if-changed={}", source.display());
        copy(&source, &to.join(name)).map_err(|error| at(&source, &error))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    fs::copy(from, to).map(drop)
}

/// Installs what the lock file names, if it names something else than at the last build.
fn install(work: &Path) -> Result<(), String> {
    let lock = work.join("package-lock.json");
    let wanted = fs::read(&lock).map_err(|error| at(&lock, &error))?;
    let stamp = work.join("node_modules/.installed");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let arguments = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    call(Command::new(npm).args(arguments).current_dir(work))?;
    fs::write(&stamp, wanted).map_err(|error| at(&stamp, &error))
}

fn bundle(work: &Path, dist: &Path) -> Result<(), String> {
    let vite = work.join("node_modules/vite/bin/vite.js");
    let arguments = ["build", "--logLevel", "error", "--emptyOutDir", "--outDir"];
    call(Command::new("node").arg(vite).args(arguments).arg(dist).current_dir(work))
}

fn call(command: &mut Command) -> Result<(), String> {
    let line = format!("`{command:?}`");
    let program = command.get_program().display().to_string();
    let missing = |error| format!("`{program}`, which builds the web explorer, does not start ({error}): {WAY_OUT}");
    let output = command.output().map_err(missing)?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(format!("the web explorer: {line} failed: {}; {WAY_OUT}", String::from_utf8_lossy(&said).trim()))
}

/// The files of `dist` as the elements of an array, by name.
fn listing(dist: &Path) -> io::Result<String> {
    let entries = fs::read_dir(dist)?.collect::<io::Result<Vec<_>>>()?;
    let mut names: Vec<String> = entries.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let line = |name: &String| format!("Asset::new({name:?}, include_bytes!({:?})),\n", dist.join(name));
    Ok(format!("&[\n{}]", names.iter().map(line).collect::<String>()))
}
