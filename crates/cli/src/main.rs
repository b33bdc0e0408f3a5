//! The `scholargraph` command.

fn main() {}
