//! What becomes of the Anthology's records, whole and damaged.

use scholargraph::{
    Graph, Kind, Node, PersonId, WorkId,
    model::{byline, flag},
};
use scholargraph_import::{Format, Import, ImportReport, MergeReason, People, Refusal, SourceSpec};
use serde_json::Value;

use crate::common::{Folder, Imported, gzip, rejected, tar};

/// A collection with every element there is, all of it invented.
pub(crate) const MOON: &str = r#"<?xml version='1.0' encoding='UTF-8'?>
<collection id="2031.moon">
  <!-- <paper id="9"><title>In a comment</title></paper> -->
  <volume id="main" ingest-date="2031-07-01" type="proceedings">
    <meta>
      <booktitle>First Meeting on <fixed-case>L</fixed-case>unar Grammar</booktitle>
      <editor><first>Edna</first><last>Editor</last></editor>
      <publisher>Crater  Press</publisher>
      <month>July</month>
      <year>2031</year>
      <venue>moon</venue>
      <venue>ws</venue>
    </meta>
    <frontmatter><url hash="00000000">2031.moon-main.0</url><bibkey>moon-2031-main</bibkey></frontmatter>
    <paper id="1">
      <title>Naming <fixed-case>C</fixed-case>raters in <tex-math>O(n^3)</tex-math> &amp; <b>Less
        <i>Time</i></b></title>
      <author id="ada-moss-tycho" orcid="0000-0001-6187-6610"><first>Ada</first><last>Moss</last><affiliation>University
        of Tycho</affiliation><affiliation>Dust Lab</affiliation></author>
      <author><first>Jose&#x301;</first><last>de la  Luz</last><variant script="hani"><first>月</first><last>何</last></variant></author>
      <author><first/><last>Selene</last></author>
      <pages>1–9</pages>
      <abstract>We name <url>https://moon.example</url>
        craters.</abstract>
      <url hash="00000001">2031.moon-main.1</url>
      <doi>https://doi.org/10.9999/2031.MOON-main.1</doi>
      <language>fra</language>
      <award>Best paper</award>
      <retracted date="2032-01-01">The craters moved.</retracted>
    </paper>
    <paper id="2" type="backmatter">
      <title>Index</title>
      <editor><first>Edna</first><last>Editor</last></editor>
      <url>https://elsewhere.example/index.pdf</url>
    </paper>
  </volume>
  <event id="moon-2031"><meta><title>Moon</title><year>1900</year></meta><links><url>x</url></links></event>
</collection>
"#;

/// One volume of a collection with these papers.
fn collection(papers: &str) -> String {
    format!(
        "<collection id=\"2031.sun\"><volume id=\"1\" type=\"journal\"><meta><booktitle>Sun, Volume 1</booktitle>\
         <year>2031</year></meta>\n{papers}\n</volume></collection>"
    )
}

/// A paper by these people.
fn paper(id: usize, names: &[&str]) -> String {
    let author = |name: &&str| {
        let (attributes, name) = name.rsplit_once('|').unwrap_or(("", name));
        let (first, last) = name.rsplit_once(' ').unwrap_or(("", name));
        format!("<author {attributes}><first>{first}</first><last>{last}</last></author>")
    };
    format!("<paper id=\"{id}\"><title>Paper {id}</title>{}</paper>", names.iter().map(author).collect::<String>())
}

fn acl(folder: &Folder) -> SourceSpec {
    SourceSpec::new(Format::Acl, folder.path("").to_str().unwrap())
}

/// The only file of a corpus, read.
fn read(xml: impl AsRef<[u8]>) -> Imported {
    crate::common::import(acl(&Folder::with("a.xml", xml)), 2)
}

fn graph_of(xml: impl AsRef<[u8]>) -> Graph {
    let imported = read(xml);
    assert_eq!(imported.quarantine, [Value::Null; 0]);
    imported.graph
}

fn with_people(folder: &Folder, people: People) -> (Graph, ImportReport) {
    Import::new([acl(folder)]).people(people).threads(2).build(Default::default()).unwrap()
}

/// The id of the person with this name or id.
fn id_of(graph: &Graph, person: &str) -> String {
    let key = if person.contains(' ') { format!("name:{person}") } else { person.to_owned() };
    let found = graph.resolve(Some(Kind::Person), &key).unwrap();
    graph.id(found.node).to_owned()
}

#[test]
fn everything_that_has_a_column() {
    let graph = graph_of(MOON);
    let works = graph.works();
    assert_eq!(works.id.iter().collect::<Vec<_>>(), ["2031.moon-main.1", "2031.moon-main.2"]);
    assert_eq!(works.acl.at(0), "2031.moon-main.1");
    assert_eq!(works.title.at(0), "Naming Craters in O(n^3) & Less Time");
    assert_eq!(works.doi.at(0), "10.9999/2031.moon-main.1");
    assert_eq!((works.year.at(0), works.work_type.at(0), works.language.at(0)), (2031, "inproceedings", "fr"));
    assert_eq!(works.open_access_url.at(0), "https://aclanthology.org/2031.moon-main.1.pdf");
    assert_eq!(works.open_access_url.at(1), "");
    assert_eq!(works.flags.at(0), flag::RETRACTED | flag::OPEN_ACCESS);
    assert_eq!(works.flags.at(1), flag::PARATEXT);
    assert_eq!(graph.abstract_text(WorkId(0)).as_deref(), Some("We name https://moon.example craters."));
    assert_eq!(graph.abstract_text(WorkId(1)), None);
    let sources = graph.sources();
    assert_eq!((sources.len(), sources.name.at(0), sources.source_type.at(0)), (1, "moon", "proceedings"));
    assert_eq!(sources.publisher.at(0), "Crater Press");
    assert!(graph.resolve(None, "https://aclanthology.org/2031.moon-main.1/").is_ok());
}

#[test]
fn authors_are_people_and_editors_are_not() {
    let graph = graph_of(MOON);
    let people = graph.people();
    assert_eq!(people.id.iter().collect::<Vec<_>>(), ["ada-moss-tycho", "jose-de-la-luz", "selene"]);
    assert_eq!(people.name.iter().collect::<Vec<_>>(), ["Ada Moss", "José de la Luz", "Selene"]);
    assert_eq!(people.source_key.at(1), "name:José de la Luz");
    assert_eq!(people.other_names.at(1).collect::<Vec<_>>(), ["何月"]);
    let authors = &graph.work_relations().authors;
    assert_eq!((authors.degree(0), authors.degree(1)), (3, 0));
    let printed: Vec<&str> = graph.raw_affiliations().text.iter().collect();
    assert_eq!(printed, ["Dust Lab", "University of Tycho"]);
    // Resolved, the ORCID iD on the byline is the person's, and the byline confirms it.
    assert_eq!(people.orcid.at(0), "0000-0001-6187-6610");
    assert_eq!(authors.edges.flags.at(0) & byline::ORCID, byline::ORCID);
    let given = with_people(&Folder::with("a.xml", MOON), People::AsGiven).0;
    assert_eq!(given.people().orcid.at(0), "");
}

#[test]
fn older_collections_have_older_ids() {
    let graph =
        graph_of("<collection id='W31'><volume id='7'><meta/><paper id='12'><title/></paper></volume></collection>");
    assert_eq!((graph.works().id.at(0), graph.works().year.at(0), graph.sources().len()), ("W31-0712", 0, 0));
}

#[test]
fn a_volume_without_venue_is_its_own_source() {
    let graph = graph_of(collection(&paper(1, &["Ada Moss"])));
    assert_eq!((graph.sources().name.at(0), graph.sources().source_type.at(0)), ("Sun, Volume 1", "journal"));
    assert_eq!(graph.works().work_type.at(0), "article");
}

#[test]
fn venues_are_called_as_their_files_say() {
    let folder = Folder::with("xml/a.xml", MOON)
        .and("yaml/venues/moon.yaml", "acronym: MOON\nname: Meeting on Lunar   Grammar\ntype: journal\n")
        .and("yaml/sigs/sigmoon.yaml", "Name: SIGMOON\n")
        .and("xml/schema.rnc", "start = Collection");
    let imported = crate::common::import(acl(&folder), 2);
    assert_eq!(imported.graph.sources().name.at(0), "Meeting on Lunar Grammar");
    let ignored: Vec<&str> = imported.report.issues.iter().map(|issue| issue.issue).collect();
    assert_eq!(ignored, ["ignored-file", "ignored-file"]);
    assert_eq!(imported.quarantine, [Value::Null; 0]);
    assert_eq!(imported.report.counts.skipped["front matter"], 1);
}

#[test]
fn the_content_shows_the_format_plain_and_packed() {
    let long_window = {
        let mut encoder = zstd::Encoder::new(Vec::new(), 3).unwrap();
        encoder.long_distance_matching(true).unwrap();
        encoder.window_log(25).unwrap();
        std::io::Write::write_all(&mut encoder, &tar(&[("xml/a.xml", MOON.as_bytes())])).unwrap();
        encoder.finish().unwrap()
    };
    let expected = graph_of(MOON).meta().id.clone();
    for packed in [MOON.as_bytes().to_vec(), gzip(MOON.as_bytes()), long_window] {
        let folder = Folder::with("corpus", packed);
        let source: SourceSpec = folder.path("").to_str().unwrap().parse().unwrap();
        assert_eq!(crate::common::import(source, 1).graph.meta().id, expected);
    }
}

#[test]
fn windows_that_would_take_too_much_memory_are_refused() {
    let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
    encoder.window_log(28).unwrap();
    std::io::Write::write_all(&mut encoder, MOON.as_bytes()).unwrap();
    let imported = read(encoder.finish().unwrap());
    assert_eq!(rejected(&imported)[0].0, "broken-off");
}

#[test]
fn a_damaged_paper_costs_itself_alone() {
    let cases = [
        (format!("<paper id='9'><title>{}</title></paper>", "&lol;"), "malformed-xml"),
        ("<paper id='9'><title><b>x</title></paper>".to_owned(), "malformed-xml"),
        ("<paper id='9'><title>x".to_owned(), "malformed-xml"),
        ("<paper id='9' id2=x><title>x</title><abstract>a & b</abstract></paper>".to_owned(), "malformed-xml"),
        ("<paper><title>x</title></paper>".to_owned(), "no-id"),
        (format!("<paper id='9'><author><last>{}</last></author></paper>", "x".repeat(10 << 20)), "too-long"),
    ];
    for (damaged, reason) in cases {
        let papers = [paper(1, &["Ada Moss"]), damaged.clone(), paper(2, &["Bo Crater"])].join("\n");
        let imported = read(collection(&papers));
        let shown = &damaged[..damaged.len().min(80)];
        assert_eq!(rejected(&imported), [(reason.to_owned(), 3)], "{shown}");
        assert_eq!(imported.graph.works().len(), 2, "{shown}");
    }
}

#[test]
fn bytes_that_are_not_utf8_cost_their_paper() {
    let latin = collection(&[paper(1, &["Ada Moss"]), paper(2, &["Jos# Luz"])].join("\n")).into_bytes();
    let latin: Vec<u8> = latin.into_iter().map(|byte| if byte == b'#' { 0xE9 } else { byte }).collect();
    let imported = read(latin);
    assert_eq!(rejected(&imported), [("invalid-utf8".to_owned(), 3)]);
    assert_eq!(imported.graph.works().len(), 1);
    let wide: Vec<u8> = MOON.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(rejected(&read(wide))[0].0, "invalid-utf8");
}

#[test]
fn entity_bombs_do_not_go_off() {
    let bomb = (1..40).map(|at| format!("<!ENTITY l{at} \"&l{0};&l{0};&l{0};&l{0};\">", at - 1)).collect::<String>();
    let xml = format!(
        "<?xml version='1.0'?><!DOCTYPE collection [<!ENTITY l0 \"lol\">{bomb}]>{}",
        collection(&[paper(1, &["Ada Moss"]), "<paper id='2'><title>&l39;</title></paper>".to_owned()].join("\n"))
    );
    let imported = read(&xml);
    assert_eq!(rejected(&imported), [("malformed-xml".to_owned(), 3)]);
    assert!(imported.quarantine[0]["detail"].as_str().unwrap().contains("&l39;"));
    let deep = format!("<paper id='1'><title>{}x{}</title></paper>", "<b>".repeat(100_000), "</b>".repeat(100_000));
    assert_eq!(graph_of(collection(&deep)).works().title.at(0), "x");
}

#[test]
fn a_truncated_collection_is_noticed_wherever_it_breaks() {
    let whole = collection(&[paper(1, &["Ada Moss"]), paper(2, &["Bo Crater"])].join("\n"));
    for length in (60..whole.len()).step_by(7) {
        let imported = read(&whole[..length]);
        assert!(!imported.quarantine.is_empty(), "{}", &whole[..length]);
        assert!(imported.graph.works().len() <= 2);
    }
    assert_eq!(rejected(&read("<dblp><article/></dblp>")), [("unknown-kind".to_owned(), 1)]);
}

#[test]
fn papers_belong_to_a_volume_of_a_collection() {
    for (xml, line) in [
        (format!("<collection id='x'>\n{}</collection>", paper(1, &[])), 2),
        (format!("<collection id='x'><volume>\n{}</volume></collection>", paper(1, &[])), 2),
        (format!("<collection><volume id='1'>{}</volume></collection>", paper(1, &[])), 1),
        (format!("<collection id='x'><volume id='1'></volume>\n\n{}</collection>", paper(1, &[])), 3),
    ] {
        assert_eq!(rejected(&read(&xml)), [("no-id".to_owned(), line)], "{xml}");
    }
}

#[test]
fn a_strict_import_names_file_line_and_reason() {
    let folder = Folder::with("a.xml", collection("<paper id='1'><title>&lol;</title></paper>"));
    let message = Import::new([acl(&folder)]).strict(true).build(Default::default()).unwrap_err().to_string();
    assert!(message.contains("a.xml, line 2: malformed-xml: &lol;"), "{message}");
}

/// Volumes of many papers, one of them larger than a chunk.
fn volumes() -> Vec<String> {
    let filler = "All of this is filler. ".repeat(30);
    let volume = |number: usize| {
        let papers = (1..7000).map(|id| {
            // One pair of names stands on one byline; every other may be one person's.
            let other = if id % 97 == 5 { 5 } else { (id + number) % 97 };
            let (one, other) = (format!("Ada Moss{}", id % 97), format!("ADA Moss{other}"));
            paper(id, &[&one, &other]).replace("</paper>", &format!("<abstract>{filler}</abstract></paper>\n"))
        });
        format!(
            "<volume id='{number}'><meta><year>{}</year><venue>v{number}</venue></meta>{}</volume>",
            2000 + number,
            papers.collect::<String>()
        )
    };
    (1..4).map(volume).collect()
}

#[test]
fn chunks_and_threads_change_nothing() {
    let volumes = volumes();
    let in_collection = |volumes: &str| format!("<collection id='2031.big'>{volumes}</collection>");
    let one = Folder::with("a.xml", in_collection(&volumes.concat()));
    let read = |folder: &Folder, threads| crate::common::import(acl(folder), threads);
    let (sequential, parallel) = (read(&one, 1), read(&one, 4));
    assert_eq!(sequential.report.counts.kept, 3 * 6999);
    assert_eq!(sequential.graph.meta().id, parallel.graph.meta().id);
    assert_eq!(sequential.report, parallel.report);
    assert_eq!(sequential.report.people.merged[&MergeReason::FullName], 96);
    assert_eq!(sequential.report.people.refused[&Refusal::SameByline], 1);
    let several = volumes.iter().enumerate();
    let several =
        several.fold(Folder::new(), |folder, (at, volume)| folder.and(&format!("{at}.xml"), in_collection(volume)));
    assert_eq!(read(&several, 2).graph.meta().id, sequential.graph.meta().id);
}

const NAMES: &str = "\
- canonical: {first: Ada B., last: Moss}
  id: ada-moss
  orcid: 0000-0001-6187-6610
  comment: University of Tycho
  variants:
  - {first: Ada, last: Moss}
  - {first: A. B., last: Moss}
- canonical: {first: Bo, last: Crater}
  variants:
  - {first: Boris, last: Crater}
- canonical: {first: Li, last: Dust}
  id: li-dust-north
- canonical: {first: Li, last: Dust}
  id: li-dust-south
- canonical: {first: No, last: Body}
  variants:
  - {first: 'Yes', last: 'Null'}
";

fn resolved(papers: &[String], names: &str) -> (Graph, ImportReport) {
    let folder = Folder::with("a.xml", collection(&papers.join("\n"))).and("name_variants.yaml", names);
    with_people(&folder, People::Resolve)
}

#[test]
fn listed_names_are_one_person() {
    let papers =
        [paper(1, &["Ada Moss", "Boris Crater"]), paper(2, &["A. B. Moss", "Li Dust"]), paper(3, &["Bo Crater"])];
    let (graph, report) = resolved(&papers, NAMES);
    let ids: Vec<&str> = graph.people().id.iter().collect();
    assert_eq!(ids, ["ada-moss", "bo-crater", "li-dust"], "nobody comes from the list alone");
    for (key, id) in [("Ada Moss", "ada-moss"), ("A. B. Moss", "ada-moss"), ("Boris Crater", "bo-crater")] {
        assert_eq!(id_of(&graph, key), id);
    }
    let people = graph.people();
    assert_eq!((people.name.at(0), people.orcid.at(0)), ("Ada B. Moss", "0000-0001-6187-6610"));
    assert_eq!(people.other_names.at(0).collect::<Vec<_>>(), ["A. B. Moss", "Ada Moss"]);
    assert_eq!(graph.works_of(PersonId(0)).len(), 2);
    let people = &report.people;
    assert_eq!((people.as_given, people.merged[&MergeReason::Listed]), (5, 2));
    assert_eq!(people.refused[&Refusal::Ambiguous], 2, "two people are called Li Dust");
    assert_eq!(people.examples.len(), 2);
}

#[test]
fn taken_as_given_every_name_is_a_person() {
    let papers = [paper(1, &["Ada Moss", "ADA MOSS"]), paper(2, &["A. B. Moss", "Ada  Moss"])];
    let folder = Folder::with("a.xml", collection(&papers.concat())).and("name_variants.yaml", NAMES);
    let (graph, report) = with_people(&folder, People::AsGiven);
    let keys: Vec<&str> = graph.people().source_key.iter().collect();
    assert_eq!(keys, ["name:A. B. Moss", "name:ADA MOSS", "name:Ada Moss"]);
    assert_eq!(report.people, Default::default());
    assert_eq!((report.counts.read, report.counts.skipped["name variants"]), (2, 5));
}

#[test]
fn full_names_that_fold_to_the_same_are_one_person() {
    let papers = [paper(1, &["Łukasz Élan-Moss", "J. Dust"]), paper(2, &["lukasz Elan Moss", "J Dust"])];
    let (graph, report) = resolved(&papers, NAMES);
    assert_eq!(graph.people().len(), 2, "initials say too little, a common co-author enough");
    assert_eq!(id_of(&graph, "Łukasz Élan-Moss"), id_of(&graph, "lukasz Elan Moss"));
    assert_eq!(report.people.merged[&MergeReason::FullName], 1);
    assert_eq!(report.people.merged[&MergeReason::Likeness], 1);
}

#[test]
fn two_names_on_one_byline_are_two_people() {
    let papers = [paper(1, &["José Luz", "Jose Luz"]), paper(2, &["JOSE LUZ"]), paper(3, &["Ada Moss", "Ada B. Moss"])];
    let (graph, report) = resolved(&papers, NAMES);
    assert_eq!(graph.people().len(), 4);
    assert_ne!(id_of(&graph, "José Luz"), id_of(&graph, "Jose Luz"));
    assert_eq!(report.people.refused[&Refusal::SameByline], 2);
}

#[test]
fn ids_and_orcids_win_over_names() {
    const ONE: &str = "orcid='0000-0001-6187-6610'|";
    const OTHER: &str = "orcid='0000-0002-1694-233X'|";
    let papers = [
        paper(1, &[&format!("{ONE}Ada Moss"), &format!("{OTHER}Bo Rim")]),
        paper(2, &[&format!("{ONE}Ada Rille"), "id='bo-2'|Bo Sea", "id='bo-1'|Cy Sea"]),
        paper(3, &[&format!("id='bo-9' {OTHER}Bo Rim-Sea"), "Cy Sea", "Dee Mare"]),
        paper(4, &["id='dee-1'|Dee Mare"]),
        paper(5, &["id='dee-2'|Dee Mare"]),
    ];
    let (graph, report) = resolved(&papers, NAMES);
    let same = |one, other| id_of(&graph, one) == id_of(&graph, other);
    assert!(same("Ada Moss", "Ada Rille"), "one ORCID iD, two names");
    assert!(same("Bo Rim", "bo-9"), "an ORCID iD leads to the source's id");
    assert!(same("Cy Sea", "bo-1"), "a name that one id alone is printed beside");
    assert!(!same("Dee Mare", "dee-1") && !same("Dee Mare", "dee-2"), "a name that two ids are printed beside");
    assert_eq!(graph.people().len(), 7);
    assert_eq!((report.people.merged[&MergeReason::Orcid], report.people.merged[&MergeReason::FullName]), (2, 1));
}

#[test]
fn different_orcids_keep_one_name_apart() {
    let papers = [
        paper(1, &["orcid='0000-0001-6187-6610'|José Luz"]),
        paper(2, &["orcid='0000-0002-1694-233X'|Jose Luz"]),
        paper(3, &["JOSE LUZ"]),
    ];
    let (graph, report) = resolved(&papers, NAMES);
    assert_eq!(graph.people().len(), 3);
    assert_eq!(report.people.refused[&Refusal::Ambiguous], 1);
}

#[test]
fn a_person_of_lost_records_alone_is_nobody() {
    let twice = [paper(1, &["Ada Moss"]), paper(1, &["orcid='0000-0002-1694-233X'|Bo Crater"])];
    let (graph, report) = resolved(&twice, NAMES);
    assert_eq!((graph.people().len(), graph.people().id.at(0)), (1, "ada-moss"));
    assert_eq!(report.counts.merged, 1);
}

#[test]
fn damaged_lists_are_quarantined_with_their_line() {
    let bomb = (1..30).map(|at| format!("a{at}: &a{at} [*a{0}, *a{0}, *a{0}, *a{0}]\n", at - 1)).collect::<String>();
    let cases = [
        "- canonical: {first: Ada, last: [x]}\n".to_owned(),
        "- canonical: {first: Ada\n".to_owned(),
        "just a word".to_owned(),
        format!("a0: &a0 [x]\n{bomb}"),
        "- canonical: {}\n".to_owned(),
        "[".repeat(100_000),
    ];
    for names in cases {
        let folder = Folder::with("name_variants.yaml", &names).and("xml/a.xml", MOON);
        let imported = crate::common::import(acl(&folder), 2);
        let shown = &names[..names.len().min(60)];
        assert_eq!(imported.quarantine.len(), 1, "{shown}");
        assert_eq!(imported.graph.works().len(), 2, "{shown}");
    }
}

#[test]
fn people_resolve_the_same_in_any_order() {
    let papers =
        [paper(1, &["Ada Moss", "Boris Crater"]), paper(2, &["A. B. Moss", "ada moss"]), paper(3, &["Bo Crater"])];
    let graphs = [[0, 1, 2], [2, 1, 0], [1, 2, 0]].map(|order| resolved(&order.map(|at| papers[at].clone()), NAMES).0);
    let [first, rest @ ..] = &graphs;
    assert!(rest.iter().all(|graph| graph.meta().id == first.meta().id));
    let Node::Person(_) = first.resolve(None, "person:ada-moss").unwrap().node else { unreachable!() };
}
