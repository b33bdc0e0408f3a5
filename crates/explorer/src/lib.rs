//! The web explorer: a research graph to look at, to walk through and to take along, for a server to hand out.
//!
//! It is written in TypeScript, in `web`, and is here as the few files that a browser loads. With the feature `web`,
//! which is on by default, building this crate runs npm; without it, there are no assets, and a server's pages do
//! without.
//!
//! | in `web/src` | what happens there |
//! | --- | --- |
//! | `explorer.ts`, `element.ts` | what pages of this server load, and what pages elsewhere do |
//! | `state.ts`, `history.ts` | what somebody looks at, as an address; undo and redo |
//! | `api.ts`, `wire.ts` | the questions to the server, and the shapes of its answers |
//! | `model.ts`, `shared.ts`, `connection.ts` | what was answered, ready to be asked about |
//! | `graph/` | the picture: `shapes` and `look` of nodes and edges, `labels` placed and written, the `view` |
//! | `panes/` | list, details with reasons (`why`), legend, filters, table, toolbar, dialogs, words for states |
//! | `keyboard.ts` | what keys mean, and the walk along edges |
//! | `app.ts` | holds all of these together |
//!
//! **Invariant:** what comes from a corpus goes into a page as text (`dom.ts`); nothing here reads markup.
//!
//! **Invariant:** nothing here ranks, lays out or leaves out: the server says what a slice holds, where its nodes lie
//! and which edges to draw, so that a link shows the same everywhere.
//!
//! The script looks for elements with the attribute `data-scholargraph-explorer` and fills them. It asks the API of
//! the server that the page is from, `/v1`, below the path in `data-base`, and loads nothing from anywhere else.
//!
//! ```
//! for asset in scholargraph_explorer::ASSETS {
//!     assert!(!asset.bytes.is_empty(), "{}", asset.name);
//! }
//! ```

/// A file that a browser loads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its name, the same only for the same bytes, unless it is [`ELEMENT`].
    pub name: &'static str,
    /// Its content.
    pub bytes: &'static [u8],
}

/// All of them, by name; none without the feature `web`.
pub const ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The script that defines the element `<scholargraph-slice>` for pages elsewhere, which name it themselves: so it
/// is the one asset whose name stays the same.
pub const ELEMENT: &str = "scholargraph-slice.js";

/// The asset called `name`.
///
/// ```
/// assert_eq!(scholargraph_explorer::asset("../Cargo.toml"), None);
/// ```
#[must_use]
pub fn asset(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}

/// What a page with an explorer loads: a script, as a module, and a style sheet.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// The script.
    pub script: &'static Asset,
    /// The style sheet.
    pub style: &'static Asset,
}

/// What a page with an explorer loads; `None` without the feature `web`.
///
/// ```
/// let page = scholargraph_explorer::page();
/// assert_eq!(page.is_some(), cfg!(feature = "web"));
/// ```
#[must_use]
pub fn page() -> Option<Page> {
    let find = |end: &str| ASSETS.iter().find(|asset| asset.name.starts_with("explorer-") && asset.name.ends_with(end));
    Some(Page { script: find(".js")?, style: find(".css")? })
}

impl Asset {
    #[cfg(feature = "web")]
    const fn new(name: &'static str, bytes: &'static [u8]) -> Self {
        Self { name, bytes }
    }

    /// What the bytes are.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        match self.name.rsplit_once('.') {
            Some((_, "js")) => "text/javascript; charset=utf-8",
            Some((_, "css")) => "text/css; charset=utf-8",
            _ => "application/octet-stream",
        }
    }

    /// May a browser keep it for good? So it may where other bytes have another name.
    #[must_use]
    pub fn is_lasting(&self) -> bool {
        self.name != ELEMENT
    }
}

#[cfg(test)]
#[cfg(feature = "web")]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn everything_is_there() {
        let page = page().unwrap();
        assert_eq!(page.script.media_type(), "text/javascript; charset=utf-8");
        assert_eq!(page.style.media_type(), "text/css; charset=utf-8");
        assert!(page.script.is_lasting() && page.style.is_lasting());
        assert!(asset(ELEMENT).is_some_and(|element| !element.is_lasting()));
        assert_eq!(ASSETS.len(), 3, "{ASSETS:?}");
    }

    #[test]
    fn nothing_is_loaded_from_elsewhere() {
        for asset in ASSETS {
            let text = str::from_utf8(asset.bytes).unwrap();
            for start in ["url(http", "import(\"http", "import\"http", "from\"http", "eval(", "innerHTML"] {
                assert!(!text.contains(start), "{start} in {}", asset.name);
            }
        }
    }

    #[test]
    fn licences_go_along() {
        let script = str::from_utf8(page().unwrap().script.bytes).unwrap();
        assert_eq!(script.matches("Permission is hereby granted").count(), 4);
    }

    /// What a page loads, as it is sent.
    #[test]
    fn a_page_loads_little() {
        let packed: usize = ASSETS.iter().map(|asset| packed(asset.bytes)).sum();
        assert!(packed < 120_000, "{packed} bytes");
    }

    fn packed(bytes: &[u8]) -> usize {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap().len()
    }
}
