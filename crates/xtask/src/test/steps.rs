//! The list of steps, cheapest first. A new check of the project is a new entry here and nothing else.

use std::fmt;
use std::path::Path;
use std::process::{Command, Stdio};

use super::{Outcome, database, web};
use crate::tidy;

/// One check of the project.
#[derive(Debug)]
pub(super) struct Step {
    /// How it is named on the command line.
    pub(super) name: &'static str,
    /// What it is for.
    pub(super) about: &'static str,
    /// Left out by `--fast`.
    pub(super) slow: bool,
    pub(super) action: Action,
}

/// How a step is done.
#[derive(Debug)]
pub(super) enum Action {
    /// Runs cargo with these arguments.
    Cargo(&'static str),
    /// The same, by a component that a toolchain may lack: its cargo sub-command is the first argument.
    Component { name: &'static str, arguments: &'static str },
    /// The same, beside a database server of its own.
    Tests(&'static str),
    /// Builds the documentation, warnings denied.
    Docs(&'static str),
    /// Asks cargo for these dependencies and refuses any whose name begins with the second text.
    Without(&'static str, &'static str),
    /// The rules of [`crate::tidy`].
    Tidy,
    /// Types and unit tests of the web explorer.
    Web,
    /// The web explorer in a browser, with the program that cargo builds with these arguments.
    Browser(&'static str),
}

const CLIPPY: &str = "clippy";

pub(super) const STEPS: &[Step] = &[
    Step {
        name: "format",
        about: "the code stands as rustfmt puts it",
        slow: false,
        action: Action::Component { name: "rustfmt", arguments: "fmt --all --check" },
    },
    Step { name: "tidy", about: "the rules of the house that no compiler knows", slow: false, action: Action::Tidy },
    Step {
        name: "arrow-free",
        about: "without default features the library has no Arrow below it",
        slow: false,
        action: Action::Without(
            "tree --package scholargraph --no-default-features --edges normal --prefix none",
            "arrow",
        ),
    },
    Step {
        name: "clippy-min",
        about: "the library without default features, warnings denied",
        slow: false,
        action: Action::Component {
            name: CLIPPY,
            arguments: "clippy --package scholargraph --no-default-features -- -D warnings",
        },
    },
    Step {
        name: "clippy",
        about: "everything, tests, benches and examples too, warnings denied",
        slow: false,
        action: Action::Component { name: CLIPPY, arguments: "clippy --workspace --all-targets -- -D warnings" },
    },
    Step {
        name: "plain",
        about: "the program without the web explorer, which takes no Node.js",
        slow: true,
        action: Action::Cargo("check --package scholargraph-cli --no-default-features"),
    },
    Step {
        name: "examples",
        about: "the programs for embedders, which the tests then run",
        slow: false,
        action: Action::Cargo("build --package examples --examples"),
    },
    Step {
        name: "tests",
        about: "unit and integration tests",
        slow: false,
        action: Action::Tests("test --workspace --lib --bins --tests --no-fail-fast"),
    },
    Step { name: "web", about: "types and unit tests of the web explorer", slow: false, action: Action::Web },
    Step {
        name: "doc-tests",
        about: "the examples in the documentation",
        slow: true,
        action: Action::Cargo("test --workspace --doc --no-fail-fast"),
    },
    Step {
        name: "docs",
        about: "the documentation, broken links denied",
        slow: true,
        action: Action::Docs("doc --workspace --no-deps"),
    },
    Step {
        name: "browser",
        about: "pages and the web explorer in a real browser",
        slow: true,
        action: Action::Browser("build --workspace --bin scholargraph"),
    },
];

impl Action {
    /// Does it, with the output going where ours goes.
    pub(super) fn run(&self, root: &Path) -> Outcome {
        match *self {
            Self::Cargo(arguments) => status(&mut cargo(root, arguments)),
            Self::Tests(arguments) => database::beside(|address| status(cargo(root, arguments).envs(address))),
            Self::Component { name, arguments } => component(root, name, arguments),
            Self::Docs(arguments) => status(cargo(root, arguments).env("RUSTDOCFLAGS", "-D warnings")),
            Self::Without(arguments, start) => without(&mut cargo(root, arguments), start),
            Self::Tidy => Outcome::from(tidy::report(root)),
            Self::Web => web::check(root),
            Self::Browser(arguments) => web::browse(root, &mut cargo(root, arguments)),
        }
    }
}

/// The command as one would type it.
impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cargo(arguments) | Self::Tests(arguments) | Self::Component { arguments, .. } => {
                write!(f, "cargo {arguments}")
            }
            Self::Docs(arguments) => write!(f, "RUSTDOCFLAGS=\"-D warnings\" cargo {arguments}"),
            Self::Without(arguments, start) => write!(f, "cargo {arguments} (must show no {start})"),
            Self::Tidy => f.write_str("cargo xtask tidy"),
            Self::Web => f.write_str("npm run check && npm test, in a copy of crates/explorer/web"),
            Self::Browser(arguments) => {
                write!(f, "cargo {arguments} && npm run browser, in a copy of crates/explorer/web")
            }
        }
    }
}

fn cargo(root: &Path, arguments: &str) -> Command {
    // The cargo that runs us, so that `cargo +nightly xtask test` means what it says.
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root).args(arguments.split(' '));
    command
}

fn status(command: &mut Command) -> Outcome {
    match command.status() {
        Ok(status) => Outcome::from(status.success()),
        Err(error) => Outcome::CannotRun(format!("cargo does not start: {error}")),
    }
}

fn component(root: &Path, name: &str, arguments: &str) -> Outcome {
    let subcommand = arguments.split(' ').next().unwrap_or_default();
    let mut probe = cargo(root, subcommand);
    let answers = probe.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if answers.is_ok_and(|status| status.success()) {
        return status(&mut cargo(root, arguments));
    }
    Outcome::CannotRun(format!("this toolchain lacks {name}; add it with `rustup component add {name}`"))
}

fn without(command: &mut Command, start: &str) -> Outcome {
    match command.stderr(Stdio::inherit()).output() {
        Ok(output) if output.status.success() => refuse(&String::from_utf8_lossy(&output.stdout), start),
        Ok(_) => Outcome::Failed,
        Err(error) => Outcome::CannotRun(format!("cargo does not start: {error}")),
    }
}

fn refuse(tree: &str, start: &str) -> Outcome {
    let unwanted: Vec<&str> = tree.lines().filter(|line| line.starts_with(start)).collect();
    for line in &unwanted {
        eprintln!("unwanted dependency: {line}");
    }
    Outcome::from(unwanted.is_empty())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique() {
        let names: BTreeSet<&str> = STEPS.iter().map(|step| step.name).collect();
        assert_eq!(names.len(), STEPS.len());
    }

    #[test]
    fn an_unwanted_dependency_fails() {
        let tree = "scholargraph v0.1.0\nrayon v1.12.0\narrow-ipc v59.0.0\n";
        assert_eq!(refuse(tree, "arrow"), Outcome::Failed);
        assert_eq!(refuse(tree, "axum"), Outcome::Passed);
    }

    #[test]
    fn a_missing_component_is_named_with_the_way_out() {
        let outcome = component(&crate::workspace_root(), "sparkle", "sparkle --check");
        let Outcome::CannotRun(why) = outcome else { panic!("{outcome:?}") };
        assert!(why.contains("rustup component add sparkle"), "{why}");
    }

    #[test]
    fn a_failing_command_fails() {
        assert_eq!(status(&mut cargo(&crate::workspace_root(), "--no-such-option")), Outcome::Failed);
        assert_eq!(status(&mut cargo(&crate::workspace_root(), "--version")), Outcome::Passed);
    }
}
