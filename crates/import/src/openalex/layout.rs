//! What lies beside the records of a snapshot: manifests, and lists of merged and deleted ids.

use scholargraph::{Key, Kind as Node};
use serde_json::value::RawValue;

use super::ids::{Id, is_nobody, short};
use crate::{
    batch::Batch,
    format::{Cut, Parser},
    json::{List, Text, object},
    quarantine::{Reason, Rejection},
};

/// How lists of merged and of deleted ids begin.
pub(super) const HEADINGS: &[&str] = &["merge_date,id,merge_into_id", "work_id,deleted_date"];

/// A manifest, of one entity or of all of them, of either layout: it lists the files of a snapshot.
pub(super) struct Manifest;

object! {
    struct RawManifest<'a> {
        /// The newer layout, or its part for one entity.
        files: List<File<'a>>,
        /// The older layout.
        entries: List<File<'a>>,
        /// The manifest of all entities.
        entities: List<&'a RawValue>,
    }

    struct File<'a> {
        url: Text<'a>,
    }
}

impl Parser for Manifest {
    fn cut(&self, _: &[u8]) -> Cut {
        Cut::Whole
    }

    fn record(&self, text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        let parse = |text| {
            serde_json::from_str::<RawManifest<'_>>(text)
                .map_err(|error| Rejection::new(Reason::MalformedJson, crate::json::describe(&error)))
        };
        let whole = parse(text)?;
        list(&whole, batch);
        for entity in &whole.entities.0 {
            list(&parse(entity.get())?, batch);
        }
        Ok(())
    }
}

fn list(manifest: &RawManifest<'_>, batch: &mut Batch<'_>) {
    let urls = manifest.files.0.iter().chain(&manifest.entries.0).map(|file| file.url.as_str());
    urls.filter(|url| !url.is_empty()).for_each(|url| batch.list(url));
}

/// The last part of a name.
pub(super) fn file_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// What the file at `url`, listed by `manifest`, may be called: a manifest lies beside the files it lists, or,
/// if it lists those of all entities, one folder above.
pub(super) fn listed_names(manifest: &str, url: &str) -> Vec<String> {
    let folder = manifest.strip_suffix(file_name(manifest)).unwrap_or_default();
    let url = [".gz", ".parquet"].into_iter().find_map(|packed| url.strip_suffix(packed)).unwrap_or(url);
    let parts: Vec<&str> = url.rsplit('/').take(3).collect();
    let behind = |count: usize| parts.iter().take(count).rev().copied().collect::<Vec<_>>().join("/");
    vec![format!("{folder}{}", behind(2)), format!("{folder}{}", behind(3))]
}

/// A table of merged ids (date, id, the id it was merged into) or of deleted works (id, date).
pub(super) struct Changes;

impl Parser for Changes {
    fn cut(&self, _: &[u8]) -> Cut {
        Cut::Lines
    }

    fn record(&self, row: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        if HEADINGS.contains(&row) {
            return Ok(());
        }
        let columns: Vec<&str> = row.split(',').map(|column| column.trim().trim_matches('"')).collect();
        let known = match columns.as_slice() {
            [_, from, into] => merge(from, into, batch),
            [id, _] => delete(id, batch),
            _ => None,
        };
        known.ok_or_else(|| Rejection::new(Reason::MalformedRow, format!("not one of: {}", HEADINGS.join("; "))))
    }
}

/// An id with its kind; the kind is `None` where nodes of it have no merges.
fn node(text: &str) -> Option<(Option<Node>, String)> {
    let kind = match Id::of(text).letter()? {
        b'W' => Some(Node::Work),
        b'A' => Some(Node::Person),
        b'I' => Some(Node::Institution),
        b'T' => Some(Node::Topic),
        _ => None,
    };
    Some((kind, short(Text(text.into()))?.into_owned()))
}

fn merge(from: &str, into: &str, batch: &mut Batch<'_>) -> Option<()> {
    match (node(from)?, node(into)?) {
        ((Some(kind), from), (Some(same), into)) if kind == same => {
            // Who was merged into nobody is gone.
            if is_nobody(&into) {
                batch.delete(kind, &from);
            } else {
                batch.merge(kind, &Key::id(from), &Key::id(into));
            }
            Some(())
        }
        ((None, _), (None, _)) => {
            batch.skip("merged id of another kind");
            Some(())
        }
        _ => None,
    }
}

fn delete(id: &str, batch: &mut Batch<'_>) -> Option<()> {
    match node(id)? {
        (Some(kind), id) => batch.delete(kind, &id),
        (None, _) => batch.skip("deleted id of another kind"),
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_files_are_looked_for_beside_the_manifest_or_below_it() {
        let names = listed_names("data/works/manifest", "s3://openalex/data/works/updated_date=2023-05-16/part_000.gz");
        assert_eq!(
            names,
            ["data/works/updated_date=2023-05-16/part_000", "data/works/works/updated_date=2023-05-16/part_000"]
        );
        let names =
            listed_names("manifest.json", "s3://openalex/data/jsonl/works/updated_date=2026-01-01/part_0000.gz");
        assert_eq!(names[1], "works/updated_date=2026-01-01/part_0000");
        assert_eq!(listed_names("", ""), ["", ""]);
    }
}
