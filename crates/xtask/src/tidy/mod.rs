//! The rules of the house that no compiler knows.
//!
//! [`Tree`] is what the rules look at: the workspace's members and the files in the repository. [`check`] applies every
//! rule to it; nothing here reads the disk except [`Tree::read`]. Each rule is a function from the tree to findings and
//! stands in the module of its subject.

use std::fmt;
use std::path::Path;

mod direction;
mod layout;
mod manifests;
mod promises;
mod text;
mod tree;

pub use tree::{Dependency, DependencyKind, File, Member, Tree};

/// One place that breaks one rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Path of the file or folder, relative to the workspace root.
    pub place: String,
    /// Line in the file, counted from 1, where the rule is about a line.
    pub line: Option<usize>,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl Finding {
    fn of(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: place.into(), line: None, message: message.into() }
    }

    fn at(place: impl Into<String>, line: usize, message: impl Into<String>) -> Self {
        Self { line: Some(line), ..Self::of(place, message) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.place, self.message),
            None => write!(f, "{}: {}", self.place, self.message),
        }
    }
}

const RULES: &[fn(&Tree) -> Vec<Finding>] = &[
    direction::dependencies_point_one_way,
    manifests::every_member_is_on_the_map,
    manifests::every_member_takes_the_workspace_lints,
    layout::top_level_holds_what_is_agreed,
    layout::files_are_small,
    layout::rust_files_are_short,
    text::nothing_is_left_over,
    text::no_trailing_whitespace,
    text::no_path_of_one_machine,
    promises::readme_names_the_commands_and_ci_runs_them,
];

/// Applies every rule to `tree`; the findings come sorted by place.
///
/// # Examples
///
/// ```
/// use xtask::tidy::{Tree, check};
///
/// let tree = Tree::of(&[("notes.docx", "")]);
/// assert!(check(&tree).iter().any(|finding| finding.place == "notes.docx"));
/// ```
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(tree)).collect();
    findings.sort();
    findings
}

/// Checks the workspace at `root`, prints what is wrong, and says whether all is well.
#[expect(clippy::print_stdout, reason = "the findings are this command's answer")]
pub fn report(root: &Path) -> bool {
    let findings = match Tree::read(root) {
        Ok(tree) => check(&tree),
        Err(error) => vec![Finding::of(root.display().to_string(), format!("cannot be read: {error:#}"))],
    };
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => println!("tidy: all is well"),
        count => println!("tidy: {count} finding(s)"),
    }
    findings.is_empty()
}
