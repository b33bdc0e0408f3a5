//! What building, saving and opening a snapshot costs.
//!
//! ```text
//! cargo bench -p benches --bench snapshot                                   # a generated corpus of 100,000 works
//! SCHOLARGRAPH_SOURCE=openalex:PATH cargo bench -p benches --bench snapshot # records of your own
//! ```

use benches::corpus;
use scholargraph::{BuildOptions, Graph, PersonId, rank::most_shared, snapshot::BuildInfo};
use scholargraph_bench::seconds;

fn main() -> anyhow::Result<()> {
    let (built, graph) = match std::env::var("SCHOLARGRAPH_SOURCE") {
        Ok(source) => {
            let (time, graph) = seconds(|| corpus::read(&source, BuildOptions::default()));
            (time, graph?)
        }
        Err(_) => {
            eprintln!("SCHOLARGRAPH_SOURCE names no records: generating {} works", corpus::WORKS);
            seconds(|| scholargraph_testkit::synthetic(corpus::WORKS as usize, 1, BuildOptions::default()))
        }
    };
    let folder = tempfile::tempdir()?;
    let (saved, result) = seconds(|| graph.save(folder.path(), &BuildInfo::now()));
    result?;
    let (opened, reopened) = seconds(|| Graph::open(folder.path()));
    let reopened = reopened?;
    let (answered, _) = seconds(|| most_shared(&reopened, PersonId(0), 20));
    let works = graph.works().len() as f64;
    print(&[
        ("works", works),
        ("build, seconds", built),
        ("build, works per second", works / built),
        ("save, seconds", saved),
        ("open, milliseconds", opened * 1e3),
        ("first answer, milliseconds", answered * 1e3),
    ]);
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the table is the result")]
fn print(rows: &[(&str, f64)]) {
    println!("| what | figure |\n| --- | --- |");
    for (what, figure) in rows {
        println!("| {what} | {figure:.3} |");
    }
}
