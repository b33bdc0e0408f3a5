//! What a graph takes, array by array.

use scholargraph::{
    Graph, Kind,
    column::{Extent, Role},
};

use crate::Unit;

/// An array of a graph's columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Array {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// What the array holds, and how long it is.
    pub extent: Extent,
    /// What the rows of the table are.
    pub rows: Unit,
    /// What the values are that offsets lead into; the rows where there are none.
    pub values: Unit,
    /// Does a query read it before it knows what it will show?
    pub resident: bool,
}

/// Every array of `graph`, in the order in which they are stored.
#[must_use]
pub fn footprint(graph: &Graph) -> Vec<Array> {
    let mut arrays = Vec::new();
    graph.tables().for_each(|table, columns| {
        for (column, stored) in &columns {
            arrays.extend(stored.extents().into_iter().map(|extent| Array::new(table, column, extent)));
        }
    });
    arrays
}

impl Array {
    fn new(table: &'static str, column: &'static str, extent: Extent) -> Self {
        let rows = rows_of(table);
        let values = values_of(table, column).unwrap_or(rows);
        Self { table, column, extent, rows, values, resident: is_resident(table, column, extent.role) }
    }

    /// What it has an entry for.
    #[must_use]
    pub fn unit(&self) -> Unit {
        match self.extent.role {
            Role::Offsets { .. } => self.rows,
            Role::Dictionary => Unit::Fixed,
            Role::Values | Role::Letters => self.values,
        }
    }
}

/// What a table has a row for.
fn rows_of(table: &str) -> Unit {
    match table {
        "people" | "person_relations" => Unit::Nodes(Kind::Person),
        "topics" | "topic_relations" => Unit::Nodes(Kind::Topic),
        "institutions" | "institution_relations" => Unit::Nodes(Kind::Institution),
        "bylines" => Unit::Authored,
        "terms" => Unit::Terms,
        "sources" => Unit::Fixed,
        // Printed affiliations, merged ids and what sources say are as many to a work in any graph.
        _ => Unit::Nodes(Kind::Work),
    }
}

/// What a list column has values for.
fn values_of(table: &str, column: &str) -> Option<Unit> {
    Some(match (table, column) {
        ("work_relations", "authors") | ("person_relations", "works") | ("bylines", _) => Unit::Authored,
        ("work_relations", "topics") | ("topic_relations", "works") => Unit::About,
        ("work_relations", "institutions") | ("institution_relations", "works") => Unit::Produced,
        ("person_relations", "institutions") | ("institution_relations", "people") => Unit::Affiliated,
        ("work_relations", "references" | "cited_by") => Unit::Cites,
        ("person_relations", "collaborators") => Unit::Collaborates,
        // A title has as many words in any graph.
        ("terms", "works") => Unit::Nodes(Kind::Work),
        _ => return None,
    })
}

/// Relations, and the numbers that rank, filter and tell years; names, titles, links and abstracts are read for what is
/// shown, some dozen pages for an answer.
fn is_resident(table: &str, column: &str, role: Role) -> bool {
    match table {
        "work_relations" => column != "unnamed_authors",
        "person_relations" | "topic_relations" | "institution_relations" => true,
        // `suggest` by walk and words walks over them.
        "terms" => column == "works",
        "works" => role == Role::Values && matches!(column, "year" | "cited_by_count" | "flags"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use scholargraph::BuildOptions;

    use super::*;

    fn bytes(arrays: &[Array], which: impl Fn(&Array) -> bool) -> usize {
        arrays.iter().filter(|array| which(array)).map(|array| array.extent.bytes).sum()
    }

    #[test]
    fn relations_take_four_bytes_an_edge_and_direction() {
        let graph = scholargraph_testkit::synthetic(500, 3, BuildOptions::default());
        let arrays = footprint(&graph);
        let targets = |unit| bytes(&arrays, |array| array.values == unit && array.extent.field == Some("target"));
        let (of_works, of_people) = (graph.work_relations(), graph.person_relations());
        assert_eq!(targets(Unit::Cites), 2 * 4 * of_works.references.edge_count());
        assert_eq!(targets(Unit::About), 2 * 4 * of_works.topics.edge_count());
        assert_eq!(targets(Unit::Produced), 2 * 4 * of_works.institutions.edge_count());
        assert_eq!(targets(Unit::Affiliated), 2 * 4 * of_people.institutions.edge_count());
        assert_eq!(targets(Unit::Collaborates), 4 * of_people.collaborators.edge_count());
    }

    #[test]
    fn the_tables_add_up_to_the_files() {
        let graph = scholargraph_testkit::synthetic(500, 3, BuildOptions::default());
        let dir = tempfile::tempdir().unwrap();
        let saved = graph.save(&dir, &scholargraph::snapshot::BuildInfo::now()).unwrap();
        let counted = bytes(&footprint(&graph), |_| true) as f64;
        // Headers and padding: at most a few hundred bytes for an array.
        let rest = saved.bytes as f64 - counted;
        assert!((0.0..150_000.0).contains(&rest), "{counted} of {}", saved.bytes);
    }
}
