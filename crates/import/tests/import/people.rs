//! Who is who where bylines hold names: namesakes, initials, and how well they are told apart.

use std::collections::BTreeSet;

use scholargraph::{Graph, Kind, Node};
use scholargraph_import::{Format, Hidden, Import, MergeReason, SourceSpec};

use crate::common::{Folder, Imported, import, import_on_any_threads};

/// A line of arXiv's metadata.
fn line(id: usize, authors: &str, title: &str) -> String {
    serde_json::json!({
        "id": format!("2001.{id:05}"), "title": title, "authors": authors, "categories": "cs.CL",
        "abstract": "", "versions": [], "update_date": "2020-01-01", "authors_parsed": [],
    })
    .to_string()
        + "\n"
}

/// Works by people of whom many are called alike: `Given{n} Common` and `Wei Family{n}`, so that `Wei Common` is in doubt.
fn crowd() -> String {
    let given = (0..30).map(|n| line(n, &format!("Given{n} Common"), &format!("Solo{n}")));
    let family = (30..60).map(|n| line(n, &format!("Wei Family{n}"), &format!("Alone{n}")));
    given.chain(family).collect()
}

fn source(folder: &Folder) -> SourceSpec {
    SourceSpec::new(Format::Arxiv, folder.path("works.json").to_str().unwrap())
}

fn imported(lines: &str) -> Imported {
    let folder = Folder::with("works.json", lines);
    import_on_any_threads(&source(&folder));
    import(source(&folder), 2)
}

/// The works of everybody who is called `name`, people in the order of their ids.
fn works_by(graph: &Graph, name: &str) -> BTreeSet<Vec<String>> {
    let people = (0..graph.count(Kind::Person)).map(|at| Node::new(Kind::Person, at));
    let called = people.filter(|&node| graph.label(node) == name);
    let works = |node| {
        let Node::Person(person) = node else { return Vec::new() };
        graph.works_of(person).iter().map(|&work| graph.id(work).to_owned()).collect()
    };
    called.map(works).collect()
}

fn works(ids: &[&[usize]]) -> BTreeSet<Vec<String>> {
    ids.iter().map(|ids| ids.iter().map(|id| format!("2001.{id:05}")).collect()).collect()
}

#[test]
fn namesakes_are_told_apart_by_coauthors_and_titles() {
    let lines = crowd()
        + &line(101, "Wei Common, Ada Moss", "Craters of the far side")
        + &line(102, "Wei Common, Ada Moss", "Tides and dust")
        + &line(103, "Wei Common, Bo Luz", "Parsing of headlines")
        + &line(104, "Wei Common", "Headlines: parsing them anew")
        + &line(105, "Wei Common", "Nothing of the sort");
    let Imported { graph, report, .. } = imported(&lines);
    assert_eq!(works_by(&graph, "Wei Common"), works(&[&[101, 102], &[103, 104], &[105]]));
    let doubt = &report.people.in_doubt;
    assert_eq!((doubt.names, doubt.bylines, doubt.people, doubt.added), (1, 5, 3, 2));
    assert_eq!(doubt.examples[0].name, "wei common");
    let known = report.people.as_given + doubt.added - report.people.merged.values().sum::<u64>();
    assert_eq!(known as usize, graph.people().len());
    // The name leads to the one with most works, or the earlier; the others have the name and their first work.
    let id = |key: &str| graph.id(graph.resolve(Some(Kind::Person), key).unwrap().node).to_owned();
    assert_eq!(id("name:Wei Common"), "wei-common");
    assert_eq!(id("name:Wei Common (2001.00103)"), "wei-common-2001-00103");
    let doubted = (0..graph.people().len()).filter(|&row| graph.people().ambiguous_name.at(row) != 0);
    assert_eq!(doubted.count(), 3);
}

#[test]
fn names_that_nobody_else_should_have_stay_whole() {
    let lines = crowd() + &line(101, "Wilhelmina Common", "Craters") + &line(102, "Wilhelmina Common", "Headlines");
    let Imported { graph, report, .. } = imported(&lines);
    assert_eq!(works_by(&graph, "Wilhelmina Common"), works(&[&[101, 102]]));
    assert_eq!(report.people.in_doubt.names, 0);
}

#[test]
fn initials_are_one_person_only_where_bylines_are_alike() {
    let lines = line(1, "A. Moss, Bo Luz", "Craters")
        + &line(2, "A Moss, Bo Luz", "Dust")
        + &line(3, "A. Moss, Cy Dew", "Headlines")
        + &line(4, "A. Moss and A. Moss", "Two of them");
    let Imported { graph, report, .. } = imported(&lines);
    assert_eq!(works_by(&graph, "A. Moss"), works(&[&[1, 2], &[3], &[4]]));
    assert_eq!(report.people.merged[&MergeReason::Likeness], 1, "A Moss");
    assert_eq!(
        graph.resolve(Some(Kind::Person), "name:A Moss").unwrap().node,
        graph.resolve(Some(Kind::Person), "name:A. Moss").unwrap().node
    );
}

#[test]
fn a_trial_hides_what_would_tell() {
    let entry = |at: usize, author: &str, beside: &str, title: &str| {
        format!(
            "<article key='j/{at}'><author>{author}</author><author>{beside}</author><title>{title}</title></article>\n"
        )
    };
    let text = entry(1, "Wei Wang 0001", "Ada Moss", "Craters")
        + &entry(2, "Wei Wang 0001", "Ada Moss", "Dust")
        + &entry(3, "Wei Wang 0002", "Bo Luz", "Parsing")
        + &entry(4, "Cy Dew", "Bo Luz", "Dew");
    let folder = Folder::with("dblp.xml", format!("<dblp>\n{text}</dblp>"));
    let trial = |hidden| {
        let source = SourceSpec::new(Format::Dblp, folder.path("dblp.xml").to_str().unwrap());
        Import::new([source]).threads(2).trial(hidden).unwrap()
    };
    let whole = trial(Hidden::Ids).shared;
    assert_eq!((whole.names, whole.people, whole.bylines), (1, 2, 3));
    // The name alone is not rare enough here to be in doubt, but initials always are.
    assert!((whole.by_name.precision - 5.0 / 9.0).abs() < 1e-12 && whole.by_name.recall == 1.0);
    let initials = trial(Hidden::IdsAndGivenNames).shared;
    assert_eq!((initials.names, initials.by_byline.f1()), (1, 1.0));
}

/// With one setting: B³ F1 on full names, on names of several people, and with given names cut to initials.
#[test]
fn people_of_the_anthology_are_told_apart() {
    let Some(shared) = scholargraph_testkit::shared("people_of_the_anthology_are_told_apart") else { return };
    let archive = shared.join("data/acl-anthology");
    let trial = |hidden| {
        let source = SourceSpec::new(Format::Acl, archive.to_str().unwrap());
        Import::new([source]).trial(hidden).unwrap()
    };
    let full = trial(Hidden::Ids);
    assert!(full.all.by_name.f1() >= 0.985, "{full:?}");
    assert!(full.shared.by_name.f1() >= 0.85, "{full:?}");
    let initials = trial(Hidden::IdsAndGivenNames);
    assert!(initials.all.by_byline.f1() >= 0.85, "{initials:?}");
    assert!(initials.shared.by_name.f1() >= 0.80, "{initials:?}");
}
