//! What columns and relations grow with, and how that grows with the number of works.

use scholargraph::{Graph, Kind};

/// What columns and relations have an entry for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Nodes of a kind.
    Nodes(Kind),
    /// Edges of `authored`.
    Authored,
    /// Edges of `about`.
    About,
    /// Edges of `affiliated`.
    Affiliated,
    /// Edges of `produced`.
    Produced,
    /// Edges of `cites`.
    Cites,
    /// Pairs of `collaborates`.
    Collaborates,
    /// Words of titles, and pairs of them, that stand in more than one.
    Terms,
    /// The same in any graph: dictionaries, sources.
    Fixed,
}

impl Unit {
    /// All but [`Fixed`](Self::Fixed).
    pub const COUNTED: [Self; 11] = [
        Self::Nodes(Kind::Work),
        Self::Nodes(Kind::Person),
        Self::Nodes(Kind::Topic),
        Self::Nodes(Kind::Institution),
        Self::Authored,
        Self::About,
        Self::Affiliated,
        Self::Produced,
        Self::Cites,
        Self::Collaborates,
        Self::Terms,
    ];

    /// Its name: those of nodes as `info` lists them.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nodes(Kind::Work) => "works",
            Self::Nodes(Kind::Person) => "people",
            Self::Nodes(Kind::Topic) => "topics",
            Self::Nodes(Kind::Institution) => "institutions",
            Self::Authored => "authored",
            Self::About => "about",
            Self::Affiliated => "affiliated",
            Self::Produced => "produced",
            Self::Cites => "cites",
            Self::Collaborates => "collaborates",
            Self::Terms => "terms",
            Self::Fixed => "fixed",
        }
    }

    /// What is called so, if it is counted.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::COUNTED.into_iter().find(|unit| unit.name() == name)
    }

    /// How many there are in `graph`.
    #[must_use]
    pub fn count(self, graph: &Graph) -> u64 {
        let (of_works, of_people) = (graph.work_relations(), graph.person_relations());
        let count = match self {
            Self::Nodes(kind) => graph.count(kind),
            Self::Authored => of_works.authors.edge_count(),
            Self::About => of_works.topics.edge_count(),
            Self::Affiliated => of_people.institutions.edge_count(),
            Self::Produced => of_works.institutions.edge_count(),
            Self::Cites => of_works.references.edge_count(),
            Self::Collaborates => of_people.collaborators.edge_count() / 2,
            Self::Terms => graph.terms().text.len(),
            Self::Fixed => 1,
        };
        count as u64
    }

    /// How many there are in two corpora of `scholargraph generate`, seed 1, with the works of each; pairs of
    /// `collaborates` are those of works of at most 100 authors, the limit that builds have.
    ///
    /// What generated corpora have a fixed number of is taken not to grow: topics, as OpenAlex has no more either, and
    /// institutions, of which it has about 110,000. Titles are of made-up words, so that terms grow as their pairs do.
    const fn measured(self) -> [(u64, u64); 2] {
        match self {
            Self::Nodes(Kind::Work) => [(1_000_000, 1_000_000), (5_000_000, 5_000_000)],
            Self::Nodes(Kind::Person) => [(1_000_000, 672_065), (5_000_000, 3_360_904)],
            Self::Nodes(Kind::Topic | Kind::Institution) | Self::Fixed => [(1_000_000, 1), (5_000_000, 1)],
            Self::Authored => [(1_000_000, 3_779_042), (5_000_000, 18_998_970)],
            Self::About => [(1_000_000, 1_765_230), (5_000_000, 8_825_627)],
            Self::Cites => [(1_000_000, 12_325_395), (5_000_000, 61_588_616)],
            Self::Collaborates => [(1_000_000, 6_781_723), (5_000_000, 33_841_146)],
            Self::Affiliated => [(100_000, 153_405), (1_000_000, 1_607_550)],
            Self::Produced => [(100_000, 273_939), (1_000_000, 2_890_146)],
            Self::Terms => [(100_000, 69_792), (1_000_000, 1_089_496)],
        }
    }

    /// The power of the number of works that it grows with: 1 for what doubles with them, more for what outgrows them.
    #[must_use]
    pub fn exponent(self) -> f64 {
        let [(small_corpus, few), (large_corpus, many)] =
            self.measured().map(|(works, count)| (works as f64, count as f64));
        (many / few).ln() / (large_corpus / small_corpus).ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_of_a_graph_grows_with_its_works() {
        for unit in Unit::COUNTED {
            let exponent = unit.exponent();
            assert!((0.0..1.3).contains(&exponent), "{}: {exponent}", unit.name());
            assert_eq!(Unit::from_name(unit.name()), Some(unit));
        }
        assert_eq!(Unit::Nodes(Kind::Work).exponent(), 1.0);
        assert_eq!(Unit::from_name("fixed"), None);
    }
}
