//! The manifest: what a snapshot holds, and how to tell whether it still does.

use std::{collections::BTreeMap, fs, io, path::Path, time::SystemTime};

use serde::{Deserialize, Serialize};

use super::{Crc32, FORMAT, ManifestFlaw, SnapshotError, folder};
use crate::{
    graph::{Meta, Tables},
    id::Kind,
    model::Relation,
};

/// Its file name.
pub(super) const FILE: &str = "manifest.json";

/// What stands before the manifest's own checksum, which is its last member, and what after it.
const CHECKSUM_START: &str = ",\n  \"checksum\": \"";
const CHECKSUM_END: &str = "\"\n}\n";

/// What a snapshot holds. `manifest.json` has its fields under the same names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Manifest {
    /// The version of the format: [`FORMAT`] in everything this program writes or opens.
    pub format: u32,
    /// Facts about the graph, the snapshot id among them.
    pub meta: Meta,
    /// Number of nodes by kind.
    pub nodes: BTreeMap<String, u64>,
    /// Number of edges by relation, each edge counted once.
    pub relations: BTreeMap<String, u64>,
    /// The file of every table.
    pub files: Vec<FileEntry>,
    /// How it was built; outside of the snapshot id.
    pub build: BuildInfo,
}

/// One file of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FileEntry {
    /// Its name: the table's, with `.arrow`.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// How many rows the table has.
    pub rows: u64,
    /// The checksum of all of it.
    pub crc32: Crc32,
    /// Where the values of the record batch lie: its first byte, and the first after it.
    pub body: (u64, u64),
    /// The checksum of everything but the body.
    pub header_crc32: Crc32,
}

/// How a snapshot came to be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BuildInfo {
    /// The program, with its version.
    pub program: String,
    /// When, in UTC: `2026-01-31T12:00:00Z`.
    pub built_at: String,
    /// The options it was built with, by their names on the command line.
    #[serde(default)]
    pub options: BTreeMap<String, serde_json::Value>,
    /// What was read, kept, merged and quarantined.
    #[serde(default)]
    pub report: serde_json::Value,
}

impl BuildInfo {
    /// By this version of this library, now; options and report are left empty.
    ///
    /// ```
    /// let build = scholargraph::snapshot::BuildInfo::now();
    /// assert!(build.program.starts_with("scholargraph "));
    /// assert!(build.built_at.ends_with('Z'));
    /// ```
    #[must_use]
    pub fn now() -> Self {
        let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self {
            program: concat!("scholargraph ", env!("CARGO_PKG_VERSION")).to_owned(),
            built_at: timestamp(since_1970.as_secs()),
            ..Self::default()
        }
    }
}

impl Manifest {
    pub(super) fn new(tables: &Tables, files: Vec<FileEntry>, build: &BuildInfo) -> Self {
        let nodes = Kind::ALL.map(|kind| (kind.name().to_owned(), tables.count(kind) as u64));
        let relations = Relation::ALL.map(|relation| (relation.name().to_owned(), edges(tables, relation) as u64));
        Self {
            format: FORMAT,
            meta: tables.meta.clone(),
            nodes: nodes.into(),
            relations: relations.into(),
            files,
            build: build.clone(),
        }
    }

    /// The snapshot id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.meta.id
    }

    /// What the files of all tables take on disk, in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// The file called `name`.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&FileEntry> {
        self.files.iter().find(|file| file.name == name)
    }

    /// Reads the manifest of the snapshot in `folder`.
    ///
    /// # Errors
    ///
    /// Fails where there is none, where it is damaged, and where it is of another format version.
    pub fn read(folder: &Path) -> Result<Self, SnapshotError> {
        let path = folder.join(FILE);
        let text = fs::read(&path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => SnapshotError::Missing { dir: folder.to_owned() },
            _ => SnapshotError::Io { action: "read", path: path.clone(), source },
        })?;
        let flaw = |flaw| SnapshotError::Manifest { path: path.clone(), flaw };
        checksum_holds(&text).then_some(()).ok_or_else(|| flaw(ManifestFlaw::Checksum))?;
        let Version { format } = serde_json::from_slice(&text).map_err(|error| flaw(error.into()))?;
        match format.cmp(&FORMAT) {
            std::cmp::Ordering::Less => return Err(SnapshotError::OlderFormat { path, found: format }),
            std::cmp::Ordering::Greater => return Err(SnapshotError::NewerFormat { path, found: format }),
            std::cmp::Ordering::Equal => {}
        }
        let manifest: Self = serde_json::from_slice(&text).map_err(|error| flaw(error.into()))?;
        manifest.check_names().map_err(flaw)?;
        Ok(manifest)
    }

    /// Names become paths, so they must be plain ones.
    fn check_names(&self) -> Result<(), ManifestFlaw> {
        if !folder::is_id(self.id()) {
            return Err(ManifestFlaw::Id(self.id().to_owned()));
        }
        let plain = |name: &str| {
            let stem = name.strip_suffix(".arrow").unwrap_or_default();
            !stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        };
        let odd = self.files.iter().find(|file| !plain(&file.name));
        odd.map_or(Ok(()), |file| Err(ManifestFlaw::FileName(file.name.clone())))
    }

    /// Puts it into `folder`, replacing the one that is there.
    pub(super) fn write(&self, folder: &Path) -> Result<(), SnapshotError> {
        let path = folder.join(FILE);
        let flaw = |error| SnapshotError::Manifest { path: path.clone(), flaw: ManifestFlaw::Syntax(error) };
        folder::replace(&path, self.to_text().map_err(flaw)?.as_bytes())
    }

    fn to_text(&self) -> serde_json::Result<String> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.truncate(text.trim_end_matches("\n}").len());
        let checksum = Crc32::of(&[text.as_bytes()]);
        Ok(format!("{text}{CHECKSUM_START}{checksum}{CHECKSUM_END}"))
    }
}

/// The part of the manifest that every version of the format has.
#[derive(Deserialize)]
struct Version {
    format: u32,
}

/// Does the last member hold the checksum of everything before it?
///
/// Every byte counts: what is not covered by the checksum must be exactly what [`Manifest::to_text`] writes.
fn checksum_holds(text: &[u8]) -> bool {
    let length = CHECKSUM_START.len() + 8 + CHECKSUM_END.len();
    let Some((content, end)) = text.len().checked_sub(length).and_then(|at| text.split_at_checked(at)) else {
        return false;
    };
    end == format!("{CHECKSUM_START}{}{CHECKSUM_END}", Crc32::of(&[content])).as_bytes()
}

fn edges(tables: &Tables, relation: Relation) -> usize {
    match relation {
        Relation::Authored => tables.work_relations.authors.edge_count(),
        Relation::About => tables.work_relations.topics.edge_count(),
        Relation::Affiliated => tables.person_relations.institutions.edge_count(),
        Relation::Produced => tables.work_relations.institutions.edge_count(),
        Relation::Cites => tables.work_relations.references.edge_count(),
        Relation::PartOf => tables.institution_relations.parents.edge_count(),
        // Stored from both ends.
        Relation::Collaborates => tables.person_relations.collaborators.edge_count() / 2,
    }
}

/// Seconds since 1970-01-01T00:00:00Z as a date and time in UTC (RFC 3339).
///
/// ```
/// assert_eq!(scholargraph::snapshot::timestamp(951_782_400), "2000-02-29T00:00:00Z");
/// ```
#[must_use]
pub fn timestamp(seconds: u64) -> String {
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    // The Gregorian calendar repeats every 400 years of 146,097 days; years are counted from March, so that
    // the leap day comes last (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_follow_the_calendar() {
        assert_eq!(timestamp(0), "1970-01-01T00:00:00Z");
        assert_eq!(timestamp(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(timestamp(1_767_225_599), "2025-12-31T23:59:59Z");
        assert_eq!(timestamp(4_107_542_400), "2100-03-01T00:00:00Z");
    }

    #[test]
    fn the_checksum_covers_every_byte_of_the_manifest() {
        let text = Manifest::new(&Tables::default(), Vec::new(), &BuildInfo::now()).to_text().unwrap().into_bytes();
        assert!(checksum_holds(&text));
        for at in 0..text.len() {
            let mut damaged = text.clone();
            damaged[at] ^= 0x20;
            assert!(!checksum_holds(&damaged), "byte {at} may change unnoticed");
            assert!(!checksum_holds(&text[..at]), "the first {at} bytes pass for all");
        }
    }

    #[test]
    fn the_manifest_is_json_for_everybody() {
        let text = Manifest::new(&Tables::default(), Vec::new(), &BuildInfo::now()).to_text().unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["format"], FORMAT);
        assert_eq!(json["checksum"].as_str().unwrap().len(), 8);
    }
}
