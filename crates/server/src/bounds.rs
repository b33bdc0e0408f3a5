//! How much a client can ask for: the bounds of every parameter, in one place.

use std::fmt;

use scholargraph_search::Query;

/// The bounds of a whole number.
#[derive(Debug)]
pub(crate) struct Whole {
    pub(crate) name: &'static str,
    min: u32,
    max: u32,
}

/// The bounds of a number with a fraction.
#[derive(Debug)]
pub(crate) struct Decimal {
    pub(crate) name: &'static str,
    min: f64,
    max: f64,
}

/// The bounds of a text.
#[derive(Debug)]
pub(crate) struct Length {
    pub(crate) name: &'static str,
    max_bytes: usize,
}

const fn whole(name: &'static str, min: u32, max: u32) -> Whole {
    Whole { name, min, max }
}

/// Entries of a list.
pub(crate) const LIMIT: Whole = whole("limit", 1, 1000);
/// Entries to skip.
pub(crate) const OFFSET: Whole = whole("offset", 0, u32::MAX);
/// Works of a person, abstracts included.
pub(crate) const WORKS_LISTED: Whole = whole("limit", 1, 200);
/// Hits of a search.
pub(crate) const HITS: Whole = whole("limit", 1, Query::MAX_LIMIT as u32);
/// Suggestions for what is being typed.
pub(crate) const SUGGESTIONS: Whole = whole("limit", 1, 20);
/// Works that prove each collaborator.
pub(crate) const EVIDENCE: Whole = whole("evidence", 0, 20);
/// Reasons of each sort.
pub(crate) const REASONS: Whole = whole("reasons", 0, 20);
/// Neighbours of each kind: a byline of five thousand people can be had whole.
pub(crate) const NEIGHBOURS: Whole = whole("limit", 1, 10_000);
/// Paths between two people.
pub(crate) const PATHS: Whole = whole("limit", 1, 100);
/// People on a work that still counts.
pub(crate) const MAX_AUTHORS: Whole = whole("max_authors", 1, 65_535);
/// The first year.
pub(crate) const FROM: Whole = whole("from", 1, 9999);
/// The last year.
pub(crate) const TO: Whole = whole("to", 1, 9999);
/// The year from which ages are counted.
pub(crate) const REFERENCE_YEAR: Whole = whole("reference_year", 1, 9999);
/// Years after which a work counts half.
pub(crate) const HALF_LIFE: Decimal = Decimal { name: "half_life", min: 0.01, max: 1000.0 };
/// How much long bylines count against a work.
pub(crate) const SIZE_EXPONENT: Decimal = Decimal { name: "size_exponent", min: 0.0, max: 10.0 };
/// Nodes of a slice.
pub(crate) const NODES: Whole = whole("nodes", 1, MOST_NODES);
/// Works of a slice.
pub(crate) const WORKS: Whole = whole("works", 0, MOST_NODES);
/// People of a slice.
pub(crate) const PEOPLE: Whole = whole("people", 0, MOST_NODES);
/// Topics of a slice.
pub(crate) const TOPICS: Whole = whole("topics", 0, MOST_NODES);
/// Institutions of a slice.
pub(crate) const INSTITUTIONS: Whole = whole("institutions", 0, MOST_NODES);
/// As many as a browser draws and moves smoothly.
const MOST_NODES: u32 = 5000;
/// Steps from the focus of a slice.
pub(crate) const DEPTH: Whole = whole("depth", 0, 3);
/// Nodes that are expanded, and nodes that are added by themselves.
pub(crate) const EXPAND: Length = Length { name: "expand", max_bytes: 16 * MAX_ID_BYTES };
/// How many are expanded: each costs as much as a slice.
pub(crate) const EXPANSIONS: usize = 16;
/// How many are added by themselves.
pub(crate) const ADDITIONS: usize = 48;
/// Which way an explorer shows how two nodes are connected.
pub(crate) const WAY: Whole = whole("way", 1, 100);
/// The institution that bylines are to give.
pub(crate) const INSTITUTION: Length = Length { name: "institution", max_bytes: MAX_ID_BYTES };
/// The node that an explorer is around.
pub(crate) const FOCUS: Length = Length { name: "focus", max_bytes: MAX_ID_BYTES };
/// The node that is selected in it.
pub(crate) const SELECTED: Length = Length { name: "selected", max_bytes: MAX_ID_BYTES };
/// The node that is to be connected to the selected one.
pub(crate) const OTHER: Length = Length { name: "other", max_bytes: MAX_ID_BYTES };
/// The kinds that it hides.
pub(crate) const HIDE: Length = Length { name: "hide", max_bytes: 64 };
/// Works that the people in it share with the focus.
pub(crate) const MIN_SHARED: Whole = whole("min_shared", 0, 1000);
/// What is searched for.
pub(crate) const QUERY: Length = Length { name: "q", max_bytes: Query::MAX_BYTES };
/// An id that is looked up.
pub(crate) const ID: Length = Length { name: "id", max_bytes: MAX_ID_BYTES };
/// The person or work at which paths start.
pub(crate) const PATH_FROM: Length = Length { name: "from", max_bytes: MAX_ID_BYTES };
/// The person or work at which paths end.
pub(crate) const PATH_TO: Length = Length { name: "to", max_bytes: MAX_ID_BYTES };
/// The longest id in a query.
const MAX_ID_BYTES: usize = 4096;

impl Whole {
    /// The number that `text` means, if it is within bounds: digits alone, as a sign is no part of a whole number.
    pub(crate) fn parse<T: TryFrom<u32>>(&self, text: &str) -> Option<T> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.then(|| text.parse().ok()).flatten()?;
        (self.min..=self.max).contains(&number).then(|| T::try_from(number).ok()).flatten()
    }
}

impl Decimal {
    pub(crate) fn admits(&self, number: f64) -> bool {
        (self.min..=self.max).contains(&number)
    }
}

impl Length {
    pub(crate) fn admits(&self, text: &str) -> bool {
        (1..=self.max_bytes).contains(&text.len())
    }
}

impl fmt::Display for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a whole number from {} to {}", self.min, self.max)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a number from {} to {}", self.min, self.max)
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1 to {} bytes of text", self.max_bytes)
    }
}
