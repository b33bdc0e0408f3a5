//! Other programs: running them, finding them, installing them where that may be done.

use std::{
    env,
    path::PathBuf,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// Runs a command that must succeed; what it says goes where ours does.
pub(crate) fn done(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.stdout(Stdio::null()).status().with_context(|| format!("starting {program}"))?;
    if !status.success() {
        bail!("{program} failed ({status})");
    }
    Ok(())
}

/// The first of these programs that is in a folder of `PATH`.
pub(crate) fn found(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|file| file.is_file())
}

/// Does whoever runs us own the machine?
pub(crate) fn is_root() -> bool {
    let user = Command::new("id").arg("-u").stderr(Stdio::null()).output();
    user.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Installs a package of Debian's; tells whether that could be done. Only root installs, and only where apt is.
pub(crate) fn install(package: &str) -> bool {
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        done(&mut command).is_ok()
    };
    is_root() && found(&["apt-get"]).is_some() && apt(&["update"]) && apt(&["install", "-y", package])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_in_the_path() {
        assert!(found(&["no-such-program", "sh"]).is_some_and(|file| file.ends_with("sh")));
        assert_eq!(found(&["no-such-program"]), None);
    }

    #[test]
    fn what_fails_is_named() {
        assert!(done(&mut Command::new("true")).is_ok());
        assert!(done(&mut Command::new("false")).unwrap_err().to_string().contains("false failed"));
    }
}
