//! Every member is on the map, `crates/README.md`, and takes the workspace's lints.

use super::{Finding, Tree};

const MAP: &str = "crates/README.md";

/// Refuses members whose folder or name the map does not show in backquotes.
pub(super) fn every_member_is_on_the_map(tree: &Tree) -> Vec<Finding> {
    let map = tree.text(MAP).unwrap_or_default();
    let named = |folder: &str| map.contains(&format!("`{folder}`"));
    let missing = tree.members.iter().map(|member| member.folder.as_str());
    let missing = missing.filter(|folder| !named(folder) && !named(folder.trim_start_matches("crates/")));
    missing.map(|folder| Finding::of(MAP, format!("says nothing of `{folder}`"))).collect()
}

/// Refuses manifests without `[lints] workspace = true`.
pub(super) fn every_member_takes_the_workspace_lints(tree: &Tree) -> Vec<Finding> {
    let manifests = tree.members.iter().map(|member| format!("{}/Cargo.toml", member.folder));
    let lacking = manifests.filter(|path| !takes_workspace_lints(tree.text(path).unwrap_or_default()));
    lacking.map(|path| Finding::of(path, "lacks the section `[lints]` with `workspace = true`")).collect()
}

fn takes_workspace_lints(manifest: &str) -> bool {
    let mut section = "";
    manifest.lines().map(str::trim).any(|line| {
        if line.starts_with('[') {
            section = line;
        }
        section == "[lints]" && line == "workspace = true"
    })
}

#[cfg(test)]
mod tests {
    use super::super::Member;
    use super::*;

    fn tree(map: &str, manifest: &str) -> Tree {
        let member = Member { folder: "crates/core".into(), dependencies: Vec::new() };
        Tree { members: vec![member], ..Tree::of(&[(MAP, map), ("crates/core/Cargo.toml", manifest)]) }
    }

    #[test]
    fn the_map_names_members_by_folder_or_name() {
        assert!(every_member_is_on_the_map(&tree("| `core` | the library |", "")).is_empty());
        assert!(every_member_is_on_the_map(&tree("see `crates/core`", "")).is_empty());
        assert_eq!(every_member_is_on_the_map(&tree("the core and its `core2`", "")).len(), 1);
    }

    #[test]
    fn lints_are_taken_from_the_workspace() {
        let check = |manifest| every_member_takes_the_workspace_lints(&tree("", manifest)).len();
        assert_eq!(check("[package]\nname = \"x\"\n\n[lints]\nworkspace = true\n"), 0);
        assert_eq!(check("[lints]\n[dependencies]\nworkspace = true\n"), 1);
        assert_eq!(check("[package]\nname = \"x\"\n"), 1);
    }
}
