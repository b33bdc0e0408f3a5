//! Running the binary, and snapshots to run it on.

#[cfg(unix)]
use std::io::{Read, Write as _};
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;

pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scholargraph"));
    command.args(arguments).env_remove("SCHOLARGRAPH_GRAPH").env_remove("RUST_LOG");
    command
}

pub(crate) fn run(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What a command that must succeed prints.
pub(crate) fn text(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
    stdout(&output)
}

pub(crate) fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&text(&[arguments, &["--json"]].concat())).unwrap()
}

/// What a command that must fail says, after checking how it exits.
pub(crate) fn failure(arguments: &[&str], status: i32) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {}", stderr(&output));
    assert!(stdout(&output).is_empty() || status == 4, "nothing half-said: {}", stdout(&output));
    stderr(&output)
}

#[cfg(unix)]
pub(crate) fn get(address: &str, path: &str) -> String {
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// A folder of its own with records, one of them malformed.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        let records = r#"{"id":"https://openalex.org/W1","title":"One","publication_year":2020,"authorships":[{"author":{"id":"https://openalex.org/A1","display_name":"Ada A."}},{"author":{"id":"https://openalex.org/A2","display_name":"Bo B."}}]}
{"id":"https://openalex.org/W2","title":"Two","publication_year":2021,"authorships":[{"author":{"id":"https://openalex.org/A1","display_name":"Ada A."}}],"referenced_works":["https://openalex.org/W1","https://openalex.org/W2"]}
this is no record
"#;
        fs::write(folder.path("works.jsonl"), records).unwrap();
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A snapshot of the works in the sample that everything began with: every answer about them can be written down.
    pub(crate) fn seed(&self) -> String {
        let records = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/sample/seed.jsonl");
        let graph = self.text("seed");
        text(&["build", "-o", &graph, &format!("openalex:{}", records.display())]);
        graph
    }

    pub(crate) fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// Builds a snapshot of the records; its folder.
    pub(crate) fn built(&self) -> String {
        let graph = self.text("graph");
        text(&["build", "-o", &graph, &format!("openalex:{}", self.text("works.jsonl"))]);
        graph
    }
}

/// A folder with snapshots of corpora that differ in their number of works.
pub(crate) struct Snapshots(tempfile::TempDir);

impl Snapshots {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn dir(&self) -> PathBuf {
        self.0.path().join("graph")
    }

    pub(crate) fn graph(&self) -> String {
        self.dir().to_str().unwrap().to_owned()
    }

    pub(crate) fn current(&self) -> PathBuf {
        self.dir().join("CURRENT")
    }

    /// The folder of the tables in force.
    pub(crate) fn tables(&self) -> PathBuf {
        self.dir().join(fs::read_to_string(self.current()).unwrap().trim())
    }

    /// A file with so many works.
    pub(crate) fn records(&self, works: usize) -> PathBuf {
        let mut records = String::new();
        for work in 1..=works {
            let author =
                |id: usize| format!(r#"{{"author":{{"id":"https://openalex.org/A{id}","display_name":"Ada A{id}"}}}}"#);
            writeln!(
                records,
                r#"{{"id":"https://openalex.org/W{work}","title":"Work {work}","publication_year":2020,"authorships":[{},{}]}}"#,
                author(1),
                author(work + 1),
            )
            .unwrap();
        }
        let path = self.0.path().join(format!("{works}.jsonl"));
        fs::write(&path, records).unwrap();
        path
    }

    /// Builds a snapshot of so many works and puts it in force.
    pub(crate) fn build(&self, works: usize) {
        text(&["build", "-o", &self.graph(), &format!("openalex:{}", self.records(works).display())]);
    }

    /// Puts what `CURRENT` says in force, all at once.
    pub(crate) fn put(&self, current: &str) {
        let beside = self.0.path().join("beside");
        fs::write(&beside, current).unwrap();
        fs::rename(beside, self.current()).unwrap();
    }
}

/// Replaces a file, since the old one may be mapped.
pub(crate) fn replace(path: &Path, content: &[u8]) {
    fs::remove_file(path).unwrap();
    fs::write(path, content).unwrap();
}

/// The content of a table with one bit flipped in the middle of its values.
pub(crate) fn damaged(path: &Path) -> Vec<u8> {
    let mut bytes = fs::read(path).unwrap();
    let manifest: Value = serde_json::from_slice(&fs::read(path.with_file_name("manifest.json")).unwrap()).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    let file = manifest["files"].as_array().unwrap().iter().find(|file| file["name"] == name).unwrap();
    let end = |at: usize| usize::try_from(file["body"][at].as_u64().unwrap()).unwrap();
    bytes[end(0).midpoint(end(1))] ^= 1;
    bytes
}
