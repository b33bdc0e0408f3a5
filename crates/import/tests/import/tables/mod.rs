//! A graph that was written as tables comes back, and tables of others are read.

mod foreign;
mod random;
mod real;
mod written;

use std::path::Path;

use scholargraph::{BuildOptions, Graph};
use scholargraph_import::{
    Format, SourceSpec,
    tables::{Form, export},
};

use crate::common::{Imported, import_as_given};

/// The source that a folder of tables is.
fn source(folder: &Path) -> SourceSpec {
    SourceSpec::new(Format::Tables, folder.to_str().unwrap())
}

/// What comes of the tables in a folder.
fn read(folder: &Path, max_authors: Option<u32>) -> Imported {
    import_as_given(source(folder), BuildOptions { max_authors, ..BuildOptions::default() })
}

/// Writes `graph` in both forms, reads both, and makes sure that nothing is missing or other than it was.
fn check(graph: &Graph) {
    for &form in Form::ALL {
        let folder = tempfile::tempdir().unwrap();
        let exported = export(graph, form, folder.path()).unwrap();
        let again = read(folder.path(), graph.meta().max_authors);
        assert_eq!(again.quarantine, [serde_json::Value::Null; 0], "{form:?}");
        assert_eq!(again.report.unattached, 0, "{form:?}");
        assert_same(&again.graph, graph, form);
        let rows: usize = exported.tables.iter().map(|(_, rows)| rows).sum();
        assert_eq!(again.report.counts.kept + again.report.merged_ids, rows as u64, "{form:?}");
    }
}

/// Compares table by table, for a message that helps, and then the ids. Which source said what is not in the tables.
fn assert_same(again: &Graph, graph: &Graph, form: Form) {
    let mut columns = Vec::new();
    graph.tables().for_each(|table, of| columns.extend(of.into_iter().map(|(name, column)| (table, name, column))));
    let of_the_id = |table: &str| table != "provenance";
    let mut at = columns.into_iter().filter(|&(table, ..)| of_the_id(table));
    again.tables().for_each(|table, of| {
        for (name, column) in of.into_iter().filter(|_| of_the_id(table)) {
            let (_, _, expected) = at.next().unwrap();
            let (found, expected) = (format!("{column:?}"), format!("{expected:?}"));
            assert!(found == expected, "{form:?}: {table}.{name}\n{found:.2000}\n{expected:.2000}");
        }
    });
    assert_eq!(again.meta().id, graph.meta().id, "{form:?}");
}
