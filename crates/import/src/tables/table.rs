//! The tables and their columns.

use scholargraph::model::{Institutions, People, Sources, Table as Columns, Topics, Works};

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    Works,
    People,
    Topics,
    Institutions,
    Sources,
    Authorships,
    About,
    Citations,
    Affiliations,
    PartOf,
    Merged,
}

impl Table {
    pub(super) const ALL: [Self; 11] = [
        Self::Works,
        Self::People,
        Self::Topics,
        Self::Institutions,
        Self::Sources,
        Self::Authorships,
        Self::About,
        Self::Citations,
        Self::Affiliations,
        Self::PartOf,
        Self::Merged,
    ];

    /// What it is called, and its file.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Works => Works::NAME,
            Self::People => People::NAME,
            Self::Topics => Topics::NAME,
            Self::Institutions => Institutions::NAME,
            Self::Sources => Sources::NAME,
            Self::Authorships => "authorships",
            Self::About => "about",
            Self::Citations => "citations",
            Self::Affiliations => "affiliations",
            Self::PartOf => "part_of",
            Self::Merged => "merged",
        }
    }

    /// The table that a file is called after: by itself, up to its first point, or by its folder, as programs have it
    /// that write a table in parts.
    pub(super) fn of(name: &str) -> Option<Self> {
        let mut parts = name.rsplit('/').map(|part| part.split('.').next().unwrap_or(part));
        let called = |part: &str| Self::ALL.into_iter().find(|table| table.name() == part);
        parts.next().and_then(called).or_else(|| parts.next().and_then(called))
    }

    /// Does nobody else call a table so? OpenAlex has works, topics, institutions and sources, too.
    pub(super) fn is_ours(self) -> bool {
        !matches!(self, Self::Works | Self::Topics | Self::Institutions | Self::Sources)
    }

    /// All of its columns, in the order in which they are written.
    pub(super) fn columns(self) -> Vec<&'static str> {
        let attributes = match self {
            Self::Works => attributes::<Works>(),
            Self::People => attributes::<People>(),
            Self::Topics => attributes::<Topics>(),
            Self::Institutions => attributes::<Institutions>(),
            Self::Sources => attributes::<Sources>(),
            _ => Vec::new(),
        };
        [attributes.as_slice(), self.others()].concat()
    }

    /// The columns that are no attributes of nodes.
    fn others(self) -> &'static [&'static str] {
        match self {
            Self::Works => &["source", "abstract"],
            Self::People | Self::Topics | Self::Institutions | Self::Sources => &[],
            Self::Authorships => &[
                "work",
                "position",
                "person",
                "raw_name",
                "raw_orcid",
                "orcid_conflict",
                "corresponding",
                "institutions",
                "raw_affiliations",
            ],
            Self::About => &["work", "topic", "score"],
            Self::Citations => &["citing", "cited"],
            Self::Affiliations => &["person", "institution", "first_year", "last_year"],
            Self::PartOf => &["institution", "parent"],
            Self::Merged => &["kind", "id", "into", "reason"],
        }
    }

    /// The columns without which a row says nothing.
    pub(super) fn required(self) -> &'static [&'static str] {
        match self {
            Self::Works | Self::People | Self::Topics | Self::Institutions | Self::Sources => &["id"],
            Self::Authorships => &["work"],
            Self::About => &["work", "topic"],
            Self::Citations => &["citing", "cited"],
            Self::Affiliations => &["person", "institution"],
            Self::PartOf => &["institution", "parent"],
            Self::Merged => &["kind", "id", "into"],
        }
    }
}

fn attributes<T: Default + Columns>() -> Vec<&'static str> {
    T::default().columns().into_iter().map(|(name, _)| name).filter(|&name| name != SOURCE_KEY).collect()
}

/// The column of node tables that says in graphs what `id` says here.
pub(super) const SOURCE_KEY: &str = "source_key";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_folders_are_called_after_tables() {
        let cases = [
            ("a/works.parquet", Some(Table::Works)),
            ("works", Some(Table::Works)),
            ("part_of.csv.gz", Some(Table::PartOf)),
            ("a/authorships.parquet/part-00000-c1.snappy.parquet", Some(Table::Authorships)),
            ("works/people/part-0", Some(Table::People)),
            ("works/x/part-0", None),
            ("works-2.csv", None),
            ("README.md", None),
        ];
        for (name, expected) in cases {
            assert_eq!(Table::of(name), expected, "{name}");
        }
    }

    #[test]
    fn the_guide_names_every_table_and_column() {
        let guide = include_str!("README.md");
        for table in Table::ALL {
            let section = guide.split("\n## ").find(|section| section.starts_with(&format!("`{}`", table.name())));
            let section = section.unwrap_or_else(|| panic!("a section about {}", table.name()));
            let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
            let named: Vec<&str> = rows.map(|(column, _)| column).collect();
            assert_eq!(named, table.columns(), "{}", table.name());
            assert!(table.required().iter().all(|column| named.contains(column)));
        }
    }
}
