//! What can be said on the command line.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

/// Who can be asked.
pub(super) const PEERS: [&str; 5] = ["rustworkx", "igraph", "networkit", "duckdb", "postgres"];

/// What to measure, and whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// A corpus that `scholargraph generate` wrote; one of [`works`](Self::works) works is generated without.
    pub corpus: Option<PathBuf>,
    /// Works of the generated corpus.
    pub works: String,
    /// Whom to ask.
    pub peers: Vec<String>,
    /// Where to write the table, too.
    pub markdown: Option<PathBuf>,
    /// The program to measure; one is built without.
    pub binary: Option<PathBuf>,
}

impl Options {
    /// Reads `arguments`.
    ///
    /// # Errors
    ///
    /// Fails on words that are no options, options without a value, and peers that nobody knows.
    ///
    /// ```
    /// let options = xtask::peers::Options::parse(&["--works", "2000", "--peers", "igraph,duckdb"])?;
    /// assert_eq!((options.works.as_str(), options.peers.len()), ("2000", 2));
    /// # Ok::<(), anyhow::Error>(())
    /// ```
    pub fn parse(arguments: &[&str]) -> Result<Self> {
        let peers = PEERS.map(str::to_owned).into();
        let mut options = Self { corpus: None, works: "20000".to_owned(), peers, markdown: None, binary: None };
        let mut rest = arguments.iter();
        while let Some(&option) = rest.next() {
            let value = *rest.next().with_context(|| format!("`{option}` needs a value"))?;
            match option {
                "--corpus" => options.corpus = Some(value.into()),
                "--works" => options.works = value.to_owned(),
                "--markdown" => options.markdown = Some(value.into()),
                "--binary" => options.binary = Some(value.into()),
                "--peers" => options.peers = peers_of(value)?,
                _ => bail!("`bench-peers` has no option `{option}`"),
            }
        }
        Ok(options)
    }
}

fn peers_of(names: &str) -> Result<Vec<String>> {
    let names: Vec<&str> = names.split(',').collect();
    if let Some(unknown) = names.iter().find(|name| !PEERS.contains(name)) {
        bail!("there is no peer `{unknown}`; there are {}", PEERS.join(", "));
    }
    Ok(names.into_iter().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_wrong_ones_refused() {
        let options = Options::parse(&["--corpus", "c", "--markdown", "m"]).unwrap();
        assert_eq!((options.corpus, options.markdown), (Some("c".into()), Some("m".into())));
        assert_eq!(options.peers, PEERS);
        for wrong in [&["--works"][..], &["--peers", "oracle"], &["fast", "1"], &["--peers", ""]] {
            assert!(Options::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
