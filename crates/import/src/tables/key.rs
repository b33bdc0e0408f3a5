//! How tables name nodes.

use std::borrow::Cow;

use scholargraph::Key;

const ID: &str = "id:";
const NAME: &str = "name:";

/// The key that a cell holds: `name:…` is a name, everything else an id, with `id:` in front or without.
pub(super) fn key(cell: Cow<'_, str>) -> Key<'_> {
    match (cell.strip_prefix(NAME), cell.strip_prefix(ID)) {
        (Some(name), _) => Key::name(name.to_owned()),
        (_, Some(id)) => Key::id(id.to_owned()),
        _ => Key::Id(cell),
    }
}

/// What a cell holds for a node with this id, and this source key if its source names it.
pub(super) fn cell<'g>(id: &'g str, source_key: &'g str) -> Cow<'g, str> {
    if !source_key.is_empty() {
        source_key.into()
    } else if id.starts_with(ID) || id.starts_with(NAME) {
        format!("{ID}{id}").into()
    } else {
        id.into()
    }
}

/// What a cell holds for an id that was merged, as the graph remembers it.
pub(super) fn merged(id: &str) -> Cow<'_, str> {
    if id.starts_with(NAME) { id.into() } else { cell(id, "") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_survive_their_cells() {
        for id in ["W1", "id:W1", "name:W1", "id:", "ada lovelace"] {
            assert_eq!(key(cell(id, "")), Key::id(id));
        }
        for name in ["Ada Lovelace", "id:W1", "name:x", ""] {
            assert_eq!(key(cell("ada", &Key::name(name).to_string())), Key::name(name));
        }
        assert_eq!((key("W1".into()), key("name:Ada".into())), (Key::id("W1"), Key::name("Ada")));
        assert_eq!((key(merged("name:Ada")), key(merged("id:x"))), (Key::name("Ada"), Key::id("id:x")));
    }
}
