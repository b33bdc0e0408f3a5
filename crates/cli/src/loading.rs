//! The graph that a command asks: a snapshot, or the sample in the program.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use scholargraph::{
    BuildOptions, Graph, Kind, Node,
    snapshot::{self, Access},
};
use scholargraph_import::{Format, Import, SourceSpec};
use scholargraph_search::SearchIndex;
use scholargraph_server::Stored;

/// The files of the bundled sample, which `data/README.md` describes.
const SAMPLE: [(&str, &[u8]); 2] = [
    ("landmarks.jsonl", include_bytes!("../../../data/sample/landmarks.jsonl")),
    ("seed.jsonl", include_bytes!("../../../data/sample/seed.jsonl")),
];

/// A graph, and where it lies.
pub(crate) struct Loaded {
    pub(crate) graph: Graph,
    /// The folder of its tables; `None` for the sample.
    pub(crate) folder: Option<PathBuf>,
    pub(crate) stored: Option<Stored>,
}

impl Loaded {
    /// The snapshot in `folder`, which will be read as said, else the bundled sample.
    pub(crate) fn open(folder: Option<&Path>, access: Access) -> anyhow::Result<Self> {
        let Some(folder) = folder else {
            eprintln!("no graph named (-g DIR or SCHOLARGRAPH_GRAPH): using the bundled sample");
            return Ok(Self { graph: sample()?, folder: None, stored: None });
        };
        let opened = snapshot::open(folder)?;
        opened.advise(access);
        let stored = Stored::from(&opened.manifest);
        Ok(Self { graph: opened.graph, folder: Some(opened.folder), stored: Some(stored) })
    }

    /// The node that `id` means; says so where the id has been merged into another.
    pub(crate) fn node(&self, kind: Option<Kind>, id: &str) -> anyhow::Result<Node> {
        let found = self.graph.resolve(kind, id)?;
        if found.merged {
            eprintln!("{id} has been merged into {}", self.graph.key(found.node));
        }
        Ok(found.node)
    }

    /// The search index: the one that was saved with the snapshot, else one made now.
    pub(crate) fn index(&self) -> anyhow::Result<SearchIndex> {
        if let Some(folder) = &self.folder {
            match SearchIndex::open(folder.join(SearchIndex::FILE), &self.graph.meta().id) {
                Ok(index) => return Ok(index),
                Err(error) if error.is_rebuildable() => eprintln!("the search index is made anew: {error}"),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(SearchIndex::build(&self.graph)?)
    }
}

fn sample() -> anyhow::Result<Graph> {
    let folder = tempfile::tempdir().context("making a folder for the bundled sample")?;
    for (name, records) in SAMPLE {
        let path = folder.path().join(name);
        fs::write(&path, records).with_context(|| format!("writing {}", path.display()))?;
    }
    let source = SourceSpec::new(Format::OpenAlex, folder.path().display().to_string());
    let options = BuildOptions {
        corpus: "bundled sample".to_owned(),
        sources: vec!["data/sample".to_owned()],
        ..BuildOptions::default()
    };
    Ok(Import::new([source]).strict(true).build(options)?.0)
}
