//! What several sources know of one work, person or institution becomes one node.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proptest::prelude::*;
use scholargraph::{
    Authorship, BuildOptions, BuildReport, CorpusBuilder, Graph, InstitutionRecord, Key, Kind, Node, PersonRecord,
    Resolved, Shard, TopicRecord, Unite, WorkId, WorkRecord,
};

/// Fills the shard of a source.
type Fill<'f> = &'f dyn Fn(&mut Shard<'_>);

/// The graph of shards, each with the number of its source, which arrive in the order of `arrival`.
fn built(shards: &[(u16, Fill<'_>)], arrival: &[usize], options: &BuildOptions) -> (Graph, BuildReport) {
    let builder = CorpusBuilder::new();
    for &at in arrival {
        let (source, fill) = shards[at];
        let mut shard = builder.shard(at as u64).from_source(source);
        fill(&mut shard);
        shard.close();
    }
    builder.finish(options.clone()).unwrap()
}

/// The graph of two sources, after making sure that it is the same whichever is read first.
fn united_as(unite: Unite, first: Fill<'_>, second: Fill<'_>) -> (Graph, BuildReport) {
    let options = BuildOptions { unite, ..BuildOptions::default() };
    let shards = [(0, first), (1, second)];
    let (graph, report) = built(&shards, &[0, 1], &options);
    let (other, other_report) = built(&shards, &[1, 0], &options);
    assert_eq!((&other.meta().id, &other_report), (&graph.meta().id, &report));
    (graph, report)
}

fn united(first: Fill<'_>, second: Fill<'_>) -> (Graph, BuildReport) {
    united_as(Unite::Identifiers, first, second)
}

/// A work with a DOI and a byline; people are `id=name`, keyed by their id in the source.
fn work<'a>(id: &'a str, title: &'a str, doi: &'a str, byline: &[&'a str]) -> WorkRecord<'a> {
    let mut work = WorkRecord::new(Key::id(id));
    work.attributes.title = title.into();
    work.attributes.doi = doi.into();
    work.attributes.year = 2020;
    for place in byline {
        let (id, name) = place.split_once('=').unwrap();
        let person = Some(PersonRecord::named(Key::id(id), name));
        work.authorships.push(Authorship { person, raw_name: name.into(), ..Authorship::default() });
    }
    work
}

const TITLE: &str = "On the computation of Bernoulli numbers by machine";
const DOI: &str = "10.5555/12345678";

fn ids(graph: &Graph, kind: Kind) -> Vec<&str> {
    (0..graph.count(kind)).map(|at| graph.id(Node::new(kind, at))).collect()
}

/// Reasons with how many were merged and refused.
fn reasons(report: &BuildReport) -> Vec<(&'static str, usize, usize)> {
    report.united.iter().map(|united| (united.reason, united.merged, united.refused)).collect()
}

#[test]
fn what_the_first_source_leaves_open_the_second_says() {
    let first = |shard: &mut Shard<'_>| {
        let mut first = work("a1", TITLE, DOI, &["ada=Ada Lovelace"]);
        first.references.push(Key::id("a2"));
        shard.work(&first);
        shard.work(&work("a2", "", "", &[]));
    };
    let second = |shard: &mut Shard<'_>| {
        let mut second = work("b1", "Bernoulli by machine", DOI, &["al=A. Lovelace"]);
        second.attributes.language = "en".into();
        second.attributes.date = 20_200_229;
        second.attributes.cited_by_count = 7;
        second.abstract_text = "We compute.".into();
        second.topics.push((TopicRecord::named(Key::id("t1"), "Numbers"), 1.0));
        second.references.push(Key::id("b2"));
        shard.work(&second);
        shard.work(&work("b2", "", "", &[]));
    };
    let (graph, report) = united(&first, &second);
    assert_eq!(ids(&graph, Kind::Work), ["a1", "a2", "b2"]);
    let one = WorkId(0);
    let works = graph.works();
    assert_eq!((works.title.at(0), works.language.at(0), works.date.at(0)), (TITLE, "en", 20_200_229));
    assert_eq!(works.cited_by_count.at(0), 7);
    assert_eq!(graph.abstract_text(one).unwrap(), "We compute.");
    assert_eq!(ids(&graph, Kind::Topic), ["t1"]);
    assert_eq!(graph.references(one), [WorkId(1), WorkId(2)], "the references of both");
    assert_eq!(ids(&graph, Kind::Person), ["ada"], "the same place on the byline, an initial apart");
    assert_eq!(reasons(&report), [("doi", 1, 0), ("byline", 1, 0)]);
    assert_eq!(report.united[0].examples, [("id:b1".to_owned(), "id:a1".to_owned())]);
    assert_eq!((report.works_read, report.works_merged), (4, 1));
    for (kind, old, now) in [(Kind::Work, "b1", "a1"), (Kind::Person, "al", "ada")] {
        let Resolved { node, merged, .. } = graph.resolve(Some(kind), old).unwrap();
        assert_eq!((graph.id(node), merged), (now, true), "an old id leads on");
    }
}

#[test]
fn a_date_is_of_the_year_beside_it() {
    let dated = |id: &'static str, year, date| {
        move |shard: &mut Shard<'_>| {
            let mut work = work(id, TITLE, DOI, &[]);
            work.attributes.year = year;
            work.attributes.date = date;
            shard.work(&work);
        }
    };
    let date = |first: Fill<'_>, second: Fill<'_>| united(first, second).0.works().date.at(0);
    assert_eq!(date(&dated("a1", 2020, 0), &dated("b1", 2019, 20_191_231)), 0);
    assert_eq!(date(&dated("a1", 2020, 0), &dated("b1", 2020, 20_200_101)), 20_200_101);
    assert_eq!(date(&dated("a1", 0, 0), &dated("b1", 2019, 20_191_231)), 20_191_231);
}

#[test]
fn a_source_knows_its_own_apart() {
    let first = |shard: &mut Shard<'_>| {
        shard.work(&work("a1", TITLE, DOI, &[]));
        shard.work(&work("a2", TITLE, DOI, &[]));
    };
    let second = |shard: &mut Shard<'_>| shard.work(&work("b1", TITLE, DOI, &[]));
    let (graph, report) = united(&first, &second);
    assert_eq!(ids(&graph, Kind::Work), ["a1", "a2"], "b1 is the first of the two");
    assert_eq!(graph.id(graph.resolve(Some(Kind::Work), "b1").unwrap().node), "a1");
    assert_eq!(reasons(&report), [("doi", 1, 0)]);
}

/// What `second` joins is told apart by the first source: the better reason wins.
#[test]
fn what_would_join_two_of_one_source_is_refused() {
    let first = |shard: &mut Shard<'_>| {
        let mut by_arxiv = work("a1", TITLE, "", &[]);
        by_arxiv.attributes.arxiv = "2001.00001".into();
        shard.work(&by_arxiv);
        shard.work(&work("a2", TITLE, DOI, &[]));
    };
    let second = |shard: &mut Shard<'_>| {
        let mut both = work("b1", TITLE, DOI, &[]);
        both.attributes.arxiv = "2001.00001".into();
        shard.work(&both);
    };
    let (graph, report) = united(&first, &second);
    assert_eq!(ids(&graph, Kind::Work), ["a1", "a2"]);
    assert_eq!(graph.id(graph.resolve(Some(Kind::Work), "b1").unwrap().node), "a1");
    assert_eq!(reasons(&report), [("arxiv", 1, 0), ("doi", 0, 1)]);
}

#[test]
fn a_mistyped_identifier_joins_nothing() {
    let of = |id: &'static str, title: &'static str, byline: &'static str| {
        move |shard: &mut Shard<'_>| shard.work(&work(id, title, DOI, &[byline]))
    };
    let lovelace = of("a1", TITLE, "p1=Ada Lovelace");
    let refused = |second: Fill<'_>| reasons(&united(&lovelace, second).1).first().is_some_and(|reason| reason.2 == 1);
    assert!(refused(&of("b1", "Mating dances of grebes", "p2=Julian Huxley")));
    assert!(!refused(&of("b1", "Mating dances of grebes", "p2=A. Lovelace")), "a translated title");
    assert!(!refused(&of("b1", "Bernoulli numbers", "p2=Julian Huxley")), "another spelling of the name");
    assert!(!refused(&of("b1", "", "p2=Julian Huxley")), "nothing is said");
}

#[test]
fn one_orcid_is_one_person_but_not_on_one_byline() {
    const ORCID: &str = "0000-0001-6187-6610";
    let with_orcid = |id: &'static str, people: &'static [(&'static str, &'static str)]| {
        move |shard: &mut Shard<'_>| {
            let mut work = work(id, "", "", &[]);
            for &(key, orcid) in people {
                let mut person = PersonRecord::named(Key::id(key), key);
                person.attributes.orcid = orcid.into();
                work.authorships.push(Authorship { person: Some(person), ..Authorship::default() });
            }
            shard.work(&work);
        }
    };
    let (graph, report) = united(&with_orcid("a1", &[("p1", ORCID)]), &with_orcid("b1", &[("q1", ORCID), ("q2", "")]));
    assert_eq!((ids(&graph, Kind::Person), reasons(&report)), (vec!["p1", "q2"], vec![("orcid", 1, 0)]));
    // The second source names both on one byline: p1 by the key of the first, q1 with the same ORCID iD.
    let both = with_orcid("b1", &[("q1", ORCID), ("p1", "")]);
    let (graph, report) = united(&with_orcid("a1", &[("p1", ORCID)]), &both);
    assert_eq!((ids(&graph, Kind::Person), reasons(&report)), (vec!["p1", "q1"], vec![("orcid", 0, 1)]));
}

#[test]
fn a_place_on_bylines_that_leads_to_two_people_leads_to_none() {
    let first = |shard: &mut Shard<'_>| {
        shard.work(&work("a1", "", "10.5555/1", &["p1=Wei Wang"]));
        shard.work(&work("a2", "", "10.5555/2", &["p2=Wei Wang"]));
        shard.work(&work("a3", "", "10.5555/3", &["p3=Ada Lovelace", "p4=Bo Ek"]));
    };
    let second = |shard: &mut Shard<'_>| {
        shard.work(&work("b1", "", "10.5555/1", &["q1=Wei Wang"]));
        shard.work(&work("b2", "", "10.5555/2", &["q1=Wei Wang"]));
        shard.work(&work("b3", "", "10.5555/3", &["q3=A. Lovelace", "q4=Cy Dee"]));
    };
    let (graph, report) = united(&first, &second);
    assert_eq!(reasons(&report), [("doi", 3, 0), ("byline", 1, 0)]);
    assert_eq!(report.united[1].examples, [("id:q3".to_owned(), "id:p3".to_owned())]);
    assert_eq!(ids(&graph, Kind::Person), ["p1", "p2", "p3", "p4"], "who is on no byline that is heard is nobody");
}

#[test]
fn a_place_on_one_byline_of_many_is_no_proof() {
    let first = |shard: &mut Shard<'_>| shard.work(&work("a1", "", DOI, &["p1=Wei Wang"]));
    let second = |elsewhere: usize| {
        move |shard: &mut Shard<'_>| {
            shard.work(&work("b0", "", DOI, &["q1=Wei Wang"]));
            (1..=elsewhere).for_each(|at| shard.work(&work(&format!("b{at}"), "", "", &["q1=Wei Wang"])));
        }
    };
    assert_eq!(reasons(&united(&first, &second(1)).1), [("doi", 1, 0), ("byline", 1, 0)]);
    assert_eq!(reasons(&united(&first, &second(2)).1), [("doi", 1, 0), ("byline", 0, 1)]);
}

#[test]
fn titles_are_asked_for() {
    let of = |id: &'static str, title: &'static str, year, byline: &'static str| {
        move |shard: &mut Shard<'_>| {
            let mut work = work(id, title, "", &[byline]);
            work.attributes.year = year;
            shard.work(&work);
        }
    };
    let first = of("a1", TITLE, 2020, "p1=Ada Lovelace");
    let second = of("b1", "On the Computation of Bernoulli Numbers, by Machine!", 2021, "q1=Lovelace, A. K. Lovelace");
    assert_eq!(united_as(Unite::Titles, &first, &second).0.count(Kind::Work), 1);
    let apart = |unite, second: Fill<'_>| united_as(unite, &first, second).0.count(Kind::Work) == 2;
    assert!(apart(Unite::Identifiers, &second));
    assert!(apart(Unite::Titles, &of("b1", TITLE, 2022, "q1=Ada Lovelace")), "two years later");
    assert!(apart(Unite::Titles, &of("b1", TITLE, 0, "q1=Ada Lovelace")), "nobody knows when");
    assert!(apart(Unite::Titles, &of("b1", TITLE, 2020, "q1=Ada Byron")), "by others");
    assert!(apart(Unite::Titles, &of("b1", "On the computation of numbers by machine", 2020, "q1=Ada Lovelace")));
    let short = "Preface to the book";
    let (one, other) = (of("a1", short, 2020, "p1=Ada Lovelace"), of("b1", short, 2020, "q1=Ada Lovelace"));
    assert_eq!(united_as(Unite::Titles, &one, &other).0.count(Kind::Work), 2, "too short to tell works apart");
}

#[test]
fn nothing_is_united_unless_wanted() {
    let of = |id: &'static str, person: &'static str| {
        move |shard: &mut Shard<'_>| shard.work(&work(id, TITLE, DOI, &[person]))
    };
    let (first, second) = (of("a1", "p1=Ada Lovelace"), of("b1", "q1=Ada Lovelace"));
    let (graph, report) = united_as(Unite::Nothing, &first, &second);
    assert_eq!((graph.count(Kind::Work), graph.count(Kind::Person), report.united.len()), (2, 2, 0));
    let options = BuildOptions { unite_people: false, ..BuildOptions::default() };
    let (graph, report) = built(&[(0, &first), (1, &second)], &[0, 1], &options);
    assert_eq!((ids(&graph, Kind::Person), reasons(&report)), (vec!["p1"], vec![("doi", 1, 0)]));
    let (graph, report) = built(&[(3, &first), (3, &second)], &[0, 1], &BuildOptions::default());
    assert_eq!((graph.count(Kind::Work), report.united.len()), (2, 0), "one source");
}

/// An institution of a source: id, names (the first to show), ROR id, country.
fn institution<'a>(id: &'a str, names: &[&'a str], ror: &'a str, country: &'a str) -> impl Fn(&mut Shard<'_>) {
    let mut record = InstitutionRecord::named(Key::id(id.to_owned()), names[0].to_owned());
    record.attributes.other_names = names[1..].iter().map(|&name| name.to_owned().into()).collect();
    record.attributes.ror = ror.to_owned().into();
    record.attributes.country = country.to_owned().into();
    move |shard| shard.add_institution(&record)
}

#[test]
fn institutions_are_one_by_ror() {
    let first = institution("i1", &["EMBL-EBI"], "02catss52", "");
    let second = institution("j1", &["European Bioinformatics Institute"], "02catss52", "GB");
    let (graph, report) = united(&first, &second);
    assert_eq!((ids(&graph, Kind::Institution), reasons(&report)), (vec!["i1"], vec![("ror", 1, 0)]));
    let institutions = graph.institutions();
    assert_eq!((institutions.name.at(0), institutions.country.at(0)), ("EMBL-EBI", "GB"));
}

#[test]
fn institutions_are_one_by_name_and_country() {
    let moon = institution("i1", &["Universität Tycho", "UT"], "", "XM");
    let reasons = |first: Fill<'_>, second: Fill<'_>| reasons(&united(first, second).1);
    let alias = institution("j1", &["Tycho University", "UT", "Universitat Tycho"], "0aaaaaa01", "XM");
    assert_eq!(reasons(&moon, &alias), [("name", 1, 0)]);
    assert_eq!(reasons(&moon, &institution("j1", &["Universität Tycho"], "", "XN")), [], "in another country");
    assert_eq!(reasons(&moon, &institution("j1", &["Universität Tycho"], "", "")), [], "who knows where");
    assert_eq!(reasons(&moon, &institution("j1", &["UT"], "", "XM")), [], "an acronym");
    let elsewhere = institution("i1", &["Universität Tycho"], "0aaaaaa02", "XM");
    assert_eq!(reasons(&elsewhere, &alias), [("name", 0, 1)], "ROR tells them apart");
    let two = |shard: &mut Shard<'_>| {
        alias(shard);
        institution("j2", &["Universität Tycho"], "", "XM")(shard);
    };
    assert_eq!(reasons(&moon, &two), [], "two are called so");
}

proptest! {
    /// Three sources that know parts of each other's works, in shards that arrive in any order: the same graph, in which
    /// no two keys of one source are one node, and every key leads somewhere.
    #[test]
    fn sources_may_arrive_in_any_order(
        held in proptest::collection::vec((0_u8..6, 0_u8..4, 0_u8..3), 1..40),
        arrival in Just([0_usize, 1, 2, 3, 4, 5]).prop_shuffle(),
    ) {
        let fill = |part: usize| {
            let held = &held;
            move |shard: &mut Shard<'_>| {
                let own = held.iter().enumerate().filter(|(at, _)| at % 6 == part);
                for (at, &(doi, arxiv, person)) in own {
                    let name = ["Ada Lovelace", "A. Lovelace", "Bo Ek"][usize::from(person)];
                    let key = format!("s{}p{person}={name}", part % 3);
                    let (id, doi) = (format!("s{}w{at}", part % 3), format!("10.5555/{doi}"));
                    let mut work = work(&id, TITLE, &doi, &[&key]);
                    if arxiv > 0 {
                        work.attributes.arxiv = format!("2001.0000{arxiv}").into();
                    }
                    shard.work(&work);
                }
            }
        };
        let fills: Vec<_> = (0..6).map(fill).collect();
        let shards: Vec<(u16, Fill<'_>)> =
            fills.iter().enumerate().map(|(part, fill)| ((part % 3) as u16, fill as Fill<'_>)).collect();
        let (graph, report) = built(&shards, &[0, 1, 2, 3, 4, 5], &BuildOptions::default());
        let (other, other_report) = built(&shards, &arrival, &BuildOptions::default());
        prop_assert_eq!(&other.meta().id, &graph.meta().id);
        prop_assert_eq!(other_report, report);
        let mut homes = std::collections::BTreeSet::new();
        for at in 0..held.len() {
            let source = at % 3;
            let node = graph.resolve(Some(Kind::Work), &format!("s{source}w{at}")).unwrap().node;
            prop_assert!(homes.insert((source, node)), "{source} tells its own apart");
        }
    }
}

/// An institution of its own record.
fn organisation<'a>(id: &'a str, name: &'a str, others: &[&'a str], city: &'a str) -> InstitutionRecord<'a> {
    let mut record = InstitutionRecord::named(Key::id(id), name);
    record.attributes.other_names = others.iter().map(|&other| other.into()).collect();
    record.attributes.city = city.into();
    record
}

#[test]
fn affiliations_in_words_lead_to_institutions() {
    let affiliations = [
        ("Dept. of Maps, University of Tycho", &["t"][..]),
        ("Luna Institute, Copernicus; The University of Tycho", &["l", "t"]),
        ("UNIVERSITY OF THE MARE, Imbrium, Luna", &["mi"]),
        ("University of the Mare, Luna", &[]),
        ("Universidad de Tycho (Tycho)", &["t"]),
        ("UT, Tycho", &[]),
        ("Crater, Copernicus", &["c"]),
        ("Crater", &[]),
        ("Institute of Closed Doors", &[]),
        ("Universities of Tycho", &[]),
        ("", &[]),
    ];
    let ids: Vec<String> = (0..affiliations.len()).map(|at| format!("w{at}")).collect();
    let first = |shard: &mut Shard<'_>| {
        for (id, (words, _)) in ids.iter().zip(&affiliations) {
            let mut record = work(id, "", "", &["ada=Ada"]);
            record.authorships[0].raw_affiliations = vec![(*words).into()];
            shard.work(&record);
        }
        let mut known = work("known", "", "", &["ada=Ada"]);
        known.authorships[0].raw_affiliations = vec![affiliations[0].0.into()];
        known.authorships[0].institutions = vec![InstitutionRecord::named(Key::id("x"), "Elsewhere")];
        shard.work(&known);
    };
    let second = |shard: &mut Shard<'_>| {
        shard.add_institution(&organisation("t", "University of Tycho", &["Universidad de Tycho", "UT"], "Tycho"));
        shard.add_institution(&organisation("l", "Luna Institute", &[], "Copernicus"));
        shard.add_institution(&organisation("mi", "University of the Mare", &[], "Imbrium"));
        shard.add_institution(&organisation("mc", "University of the Mare", &[], "Crisium"));
        shard.add_institution(&organisation("c", "Crater", &[], "Copernicus"));
        let mut closed = organisation("d", "Institute of Closed Doors", &[], "");
        closed.attributes.status = "withdrawn".into();
        shard.add_institution(&closed);
    };
    let (graph, report) = united(&first, &second);
    for (id, (words, expected)) in ids.iter().zip(&affiliations) {
        let row = graph.resolve(None, id).unwrap().node.index();
        let institutions = graph.work_relations().institutions.row(row).iter();
        let mut found: Vec<&str> = institutions.map(|&institution| graph.id(institution)).collect();
        found.sort_unstable();
        assert_eq!(&found, expected, "{words}");
    }
    let matched = &report.affiliations;
    assert_eq!((matched.affiliations, matched.matched, matched.bylines), (10, 5, 5));
    let example = matched.examples.iter().find(|(words, _)| words.starts_with("Universidad")).unwrap();
    assert_eq!((example.1[0].key.as_str(), example.1[0].score), ("id:t", 90));
    // A source knows its own institutions: without another, nothing is looked for.
    let (alone, _) = united(&|shard| (first(shard), second(shard)).0, &|_| {});
    let row = alone.resolve(None, "w0").unwrap().node.index();
    assert!(alone.work_relations().institutions.row(row).is_empty());
}

#[test]
fn it_is_known_which_source_said_what() {
    let builder = CorpusBuilder::new();
    builder.name_source(0, "first");
    builder.name_source(1, "second");
    let mut shard = builder.shard(0).from_source(0);
    shard.work(&work("a1", TITLE, DOI, &["ada=Ada Lovelace"]));
    shard.close();
    let mut shard = builder.shard(1).from_source(1);
    let mut other = work("b1", "Bernoulli by machine", DOI, &["al=A. Lovelace"]);
    other.attributes.language = "en".into();
    other.attributes.cited_by_count = 7;
    other.abstract_text = "We compute.".into();
    shard.work(&other);
    shard.work(&work("b2", "Else", "", &[]));
    shard.close();
    let (graph, _) = builder.finish(BuildOptions::default()).unwrap();
    let said = |id: &str| -> Vec<(String, String, String, bool)> {
        let node = graph.resolve(Some(Kind::Work), id).unwrap().node;
        let said = graph.provenance(node);
        said.map(|said| (said.attribute.to_owned(), said.source.to_owned(), said.value.to_owned(), said.in_force))
            .collect()
    };
    let row = |attribute: &str, source: &str, value: &str, in_force| {
        (attribute.to_owned(), source.to_owned(), value.to_owned(), in_force)
    };
    let expected = [
        row("", "first", "a1", true),
        row("", "second", "b1", true),
        row("title", "second", "Bernoulli by machine", false),
        row("language", "second", "en", true),
        row("cited_by_count", "second", "7", true),
        row("abstract", "second", "", true),
    ];
    assert_eq!(said("a1"), expected);
    assert_eq!(said("b2"), [row("", "second", "b2", true)]);
    // It is about the graph and no part of it: the same records without names of sources are the same graph.
    let (unnamed, _) = united(&|shard| shard.work(&work("a1", TITLE, DOI, &["ada=Ada Lovelace"])), &|shard| {
        shard.work(&other);
        shard.work(&work("b2", "Else", "", &[]));
    });
    assert_eq!(unnamed.meta().id, graph.meta().id);
}
