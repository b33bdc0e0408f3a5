//! The rules of the house hold in this repository.

use xtask::tidy::{Tree, check};

#[test]
fn the_workspace_is_tidy() {
    let tree = Tree::read(&xtask::workspace_root()).unwrap();
    assert!(tree.members.iter().any(|member| member.folder == "crates/xtask"), "the members were not read");
    assert!(tree.files.iter().any(|file| file.path == "Cargo.toml"), "the files were not read");
    let findings: Vec<String> = check(&tree).iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}
