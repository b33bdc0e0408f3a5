//! Dependencies between members point one way: core ← import, search ← server ← cli, and explorer, community ← server.

use super::{Dependency, DependencyKind, Finding, Member, Tree};

const TESTKIT: &str = "crates/testkit";

/// The house: each member and what it may stand on. A member that no right side names is one nothing depends on.
const FLOORS: &[(&str, &[&str])] = &[
    ("crates/core", &[]),
    ("crates/import", &["crates/core"]),
    ("crates/search", &["crates/core"]),
    ("crates/generate", &["crates/core", "crates/import"]),
    ("crates/explorer", &[]),
    ("crates/community", &["crates/core"]),
    ("crates/server", &["crates/community", "crates/core", "crates/explorer", "crates/import", "crates/search"]),
    ("crates/bench", &["crates/core", "crates/server"]),
    (
        "crates/cli",
        &[
            "crates/bench",
            "crates/community",
            "crates/core",
            "crates/generate",
            "crates/import",
            "crates/search",
            "crates/server",
        ],
    ),
    (TESTKIT, &["crates/core"]),
    ("crates/fuzz", &["crates/core", "crates/import", "crates/search", "crates/server", TESTKIT]),
    ("crates/xtask", &[]),
    // Never shipped, so all of it counts as tests.
    (
        "benches",
        &["crates/bench", "crates/core", "crates/generate", "crates/import", "crates/search", "crates/server", TESTKIT],
    ),
    ("examples", &["crates/core", "crates/import", "crates/search", "crates/server"]),
];

/// Refuses members without a floor and dependencies that the table above does not allow.
pub(super) fn dependencies_point_one_way(tree: &Tree) -> Vec<Finding> {
    tree.members.iter().flat_map(check_member).collect()
}

fn check_member(member: &Member) -> Vec<Finding> {
    let Some((_, allowed)) = FLOORS.iter().find(|(folder, _)| *folder == member.folder) else {
        let message = "has no floor yet: add it to FLOORS in crates/xtask/src/tidy/direction.rs";
        return vec![Finding::of(&member.folder, message)];
    };
    member.dependencies.iter().filter_map(|dependency| check_dependency(member, allowed, dependency)).collect()
}

fn check_dependency(member: &Member, allowed: &[&str], dependency: &Dependency) -> Option<Finding> {
    let on = dependency.on.as_str();
    let in_tests = dependency.kind == DependencyKind::Dev;
    let fits = allowed.contains(&on) || (in_tests && on == TESTKIT);
    (!fits).then(|| Finding::of(&member.folder, refusal(on, allowed)))
}

fn refusal(on: &str, allowed: &[&str]) -> String {
    match (on, allowed) {
        (TESTKIT, _) => format!("depends on {TESTKIT}, which is for [dev-dependencies] alone"),
        (_, []) => format!("depends on {on}, but may depend on no other member"),
        _ => format!("depends on {on}, but may depend only on {}", allowed.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(folder: &str, on: &str, kind: DependencyKind) -> Vec<String> {
        let dependencies = vec![Dependency { on: on.into(), kind }];
        let tree = Tree { members: vec![Member { folder: folder.into(), dependencies }], files: Vec::new() };
        dependencies_point_one_way(&tree).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn downward_is_allowed() {
        assert!(check("crates/import", "crates/core", DependencyKind::Shipped).is_empty());
        assert!(check("crates/cli", "crates/server", DependencyKind::Shipped).is_empty());
        assert!(check("benches", "crates/import", DependencyKind::Dev).is_empty());
    }

    #[test]
    fn upward_is_refused_in_every_section() {
        for kind in [DependencyKind::Shipped, DependencyKind::Dev] {
            assert_eq!(check("crates/core", "crates/import", kind).len(), 1);
            assert_eq!(check("crates/search", "crates/server", kind).len(), 1);
        }
    }

    #[test]
    fn neighbours_do_not_lean_on_each_other() {
        assert_eq!(check("crates/search", "crates/import", DependencyKind::Shipped).len(), 1);
    }

    #[test]
    fn nothing_depends_on_leaves() {
        for leaf in ["crates/cli", "crates/xtask", "benches", "examples"] {
            assert_eq!(check("crates/server", leaf, DependencyKind::Dev).len(), 1, "{leaf}");
        }
    }

    #[test]
    fn testkit_is_for_tests_alone() {
        assert!(check("crates/core", TESTKIT, DependencyKind::Dev).is_empty());
        assert!(check("benches", TESTKIT, DependencyKind::Shipped).is_empty());
        let refused = check("crates/core", TESTKIT, DependencyKind::Shipped);
        assert!(refused[0].contains("[dev-dependencies]"), "{refused:?}");
    }

    #[test]
    fn a_new_member_needs_a_floor() {
        assert!(check("crates/newcomer", "crates/core", DependencyKind::Shipped)[0].contains("FLOORS"));
    }
}
