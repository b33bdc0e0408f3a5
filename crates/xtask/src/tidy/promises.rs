//! README.md promises two commands; continuous integration keeps the second.

use super::{Finding, Tree};

const README: &str = "README.md";
const CI: &str = ".ci/run";
const START: &str = "cargo run --release";
const TEST: &str = "cargo xtask test";

/// Refuses a README without the two commands in code blocks, and a `.ci/run` that does not run the second.
pub(super) fn readme_names_the_commands_and_ci_runs_them(tree: &Tree) -> Vec<Finding> {
    let readme = tree.text(README).unwrap_or_default();
    let promised = |command: &str| code_lines(readme).any(|line| line == command);
    let mut findings = Vec::new();
    for command in [START, TEST] {
        if !promised(command) {
            findings.push(Finding::of(README, format!("lacks `{command}` on a line of its own in a code block")));
        }
    }
    if !tree.text(CI).unwrap_or_default().lines().any(|line| line.trim() == TEST) {
        findings.push(Finding::of(CI, format!("does not run `{TEST}`, the command README.md names")));
    }
    findings
}

/// The lines inside fenced code blocks, without prompt or comment.
fn code_lines(markdown: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    markdown.lines().filter_map(move |line| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        let command = line.trim().trim_start_matches("$ ");
        (inside && !fence).then(|| command.split(" #").next().unwrap_or(command).trim_end())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "# x\n```sh\ncargo run --release   # serve the sample\n$ cargo xtask test\n```\n";

    fn check(readme: &str, ci: &str) -> Vec<String> {
        let tree = Tree::of(&[(README, readme), (CI, ci)]);
        readme_names_the_commands_and_ci_runs_them(&tree).into_iter().map(|finding| finding.place).collect()
    }

    #[test]
    fn kept_promises_are_well() {
        assert!(check(GOOD, "#!/usr/bin/env bash\ncargo xtask test\n").is_empty());
    }

    #[test]
    fn commands_stand_in_code_blocks() {
        assert_eq!(check("Type cargo run --release, then\ncargo xtask test\n", TEST), [README, README]);
        assert_eq!(check("```sh\ncargo xtask test --fast\n```\n", TEST), [README, README]);
    }

    #[test]
    fn ci_runs_what_the_readme_names() {
        assert_eq!(check(GOOD, "# cargo xtask test\n"), [CI]);
        assert_eq!(check(GOOD, "cargo test\n"), [CI]);
    }
}
