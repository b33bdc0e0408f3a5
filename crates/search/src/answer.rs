//! What is found.

use scholargraph::Node;

/// How well the name of a node fits the text, best last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Fit {
    /// Its title and abstract together have all the words, the last of them perhaps as the beginning of another one.
    Text,
    /// Its names have words that differ from the text by a typo.
    Near,
    /// Its names have all the words, the last of them as the beginning of another one.
    Begun,
    /// Its names have all the words.
    Words,
    /// One of its names has these words and no others, in another order.
    SameWords,
    /// One of its names is the text.
    Name,
    /// The text is an id of it: its own, one that was merged into it, or an identifier such as a DOI or an ORCID iD.
    Id,
}

/// A node that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The node.
    pub node: Node,
    /// How well its name fits.
    pub fit: Fit,
    /// Citations of a work; works of a person, a topic, an institution.
    pub popularity: u32,
    /// 0 to 7, and what hits are ordered by: the whole part says how well the name fits, what comes behind the point
    /// how popular the node is among its kind: 1 − ln(nodes of its kind at least as popular) / ln(nodes of its kind + 1).
    pub score: f64,
}

/// What a search finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The best hits: by fit, then popularity, both descending, then key ascending.
    pub hits: Vec<Hit>,
    /// How many nodes match: at least so many, where the answer is not [`complete`](Self::complete).
    pub total: usize,
    /// Has everything been looked at that may match?
    ///
    /// What one search costs is bounded. Very common words make it stop early: before the total is known, or,
    /// where words are each common but hardly ever occur together, before all hits are found. Those that were
    /// not looked at are the least popular.
    pub complete: bool,
}
