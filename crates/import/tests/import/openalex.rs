//! What becomes of the fields of OpenAlex records, in every generation.

use scholargraph::{
    Graph, InstitutionId, Key, Kind, PersonId, WorkId,
    model::{byline, flag},
};

use crate::common::{Folder, graph_of, rejected};

/// A graph of one work with these fields.
fn work(fields: &str) -> Graph {
    let graph = graph_of(&format!(r#"{{"id": "https://openalex.org/W1", {fields}}}"#));
    assert_eq!(graph.works().len(), 1);
    graph
}

/// A work with one place on its byline.
fn byline_of(authorship: &str) -> Graph {
    work(&format!(r#""authorships": [{authorship}]"#))
}

#[test]
fn plain_attributes() {
    let graph = work(
        r#""doi": "https://doi.org/10.7717/PeerJ.4375", "title": "The state of OA", "type": "article",
        "publication_year": 2018, "publication_date": "2018-02-13", "language": "en", "cited_by_count": 1234,
        "referenced_works_count": 50, "ids": {"mag": "2741809807", "pmid": "https://pubmed.ncbi.nlm.nih.gov/29456894",
        "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/5815332"},
        "open_access": {"is_oa": true, "oa_status": "gold", "oa_url": "https://peerj.com/4375.pdf"}"#
            .replace('\n', "")
            .as_str(),
    );
    let works = graph.works();
    let texts = [&works.title, &works.doi, &works.mag, &works.pmid, &works.pmcid, &works.open_access_url];
    let expected =
        ["The state of OA", "10.7717/peerj.4375", "2741809807", "29456894", "PMC5815332", "https://peerj.com/4375.pdf"];
    assert_eq!(texts.map(|column| column.at(0)), expected);
    assert_eq!((works.year.at(0), works.date.at(0)), (2018, 20_180_213));
    assert_eq!((works.cited_by_count.at(0), works.reference_count.at(0)), (1234, 50));
    assert_eq!((works.work_type.at(0), works.language.at(0), works.open_access.at(0)), ("article", "en", "gold"));
    assert_eq!(works.flags.at(0), flag::OPEN_ACCESS);
}

#[test]
fn titles_and_years_have_fallbacks() {
    assert_eq!(work(r#""title": null, "display_name": "Shown""#).works().title.at(0), "Shown");
    assert_eq!(work(r#""publication_date": "1999-12-31""#).works().year.at(0), 1999);
    assert_eq!(work(r#""title": null"#).works().title.at(0), "");
}

#[test]
fn fields_of_a_wrong_type_are_unknown_and_cost_nothing_else() {
    let graph = work(
        r#""title": ["x"], "publication_year": "2018", "cited_by_count": -3, "language": {"a": [{}]}, "type": false,
        "authorships": "nobody", "topics": {"id": "T1"}, "primary_location": [1], "open_access": 7, "ids": [null],
        "referenced_works": [null, 5, {"x": 1}, "https://openalex.org/W2"], "abstract_inverted_index": true,
        "mesh": {"deep": [[[[]]]]}, "updated_date": 20, "is_retracted": "true", "is_paratext": 1"#
            .replace('\n', "")
            .as_str(),
    );
    let works = graph.works();
    assert_eq!((works.title.at(0), works.year.at(0), works.cited_by_count.at(0)), ("", 2018, 0));
    assert_eq!(works.flags.at(0), flag::RETRACTED | flag::PARATEXT);
    assert_eq!(works.reference_count.at(0), 2);
}

#[test]
fn a_field_that_stands_there_twice_counts_the_last_time() {
    assert_eq!(work(r#""title": "first", "title": "last""#).works().title.at(0), "last");
}

#[test]
fn absurd_numbers_are_bounded() {
    let graph = work(r#""cited_by_count": 1e999, "publication_year": 123456789012345678901234567890"#);
    assert_eq!((graph.works().cited_by_count.at(0), graph.works().year.at(0)), (u32::MAX, 0));
    assert_eq!(work(r#""publication_year": -5"#).works().year.at(0), 0);
}

#[test]
fn flags() {
    let cases = [
        (r#""is_retracted": true"#, flag::RETRACTED),
        (r#""is_paratext": true"#, flag::PARATEXT),
        (r#""type": "paratext""#, flag::PARATEXT),
        (r#""is_xpac": true"#, flag::EXPANSION),
        (r#""open_access": {"is_oa": true}"#, flag::OPEN_ACCESS),
        (r#""open_access": {"is_oa": false}, "primary_location": {"is_oa": true}"#, 0),
        (r#""primary_location": {"is_oa": true}"#, flag::OPEN_ACCESS),
        (r#""host_venue": {"is_oa": true}"#, flag::OPEN_ACCESS),
        (r#""is_retracted": null, "is_paratext": null"#, 0),
    ];
    for (fields, expected) in cases {
        assert_eq!(work(fields).works().flags.at(0), expected, "{fields}");
    }
}

#[test]
fn arxiv_identifiers_are_found_wherever_they_stand() {
    let fields = [
        r#""ids": {"arxiv": "https://arxiv.org/abs/2203.04570v2"}"#,
        r#""locations": [{"id": "doi:10.1/x"}, {"id": "pmh:oai:arXiv.org:2203.04570"}]"#,
        r#""primary_location": {"landing_page_url": "https://arxiv.org/abs/2203.04570"}"#,
        r#""best_oa_location": {"pdf_url": "http://arxiv.org/pdf/2203.04570v1.pdf"}"#,
        r#""doi": "https://doi.org/10.48550/arXiv.2203.04570""#,
        r#""locations": [{"landing_page_url": "https://doi.org/10.48550/arxiv.2203.04570"}]"#,
    ];
    for fields in fields {
        assert_eq!(work(fields).works().arxiv.at(0), "2203.04570", "{fields}");
    }
    let old = r#""locations": [{"id": "pmh:oai:arXiv.org:hep-th/9901001"}]"#;
    assert_eq!(work(old).works().arxiv.at(0), "hep-th/9901001");
    let other =
        r#""primary_location": {"landing_page_url": "https://example.org/2203.04570"}, "doi": "10.1/2203.04570""#;
    assert_eq!(work(other).works().arxiv.at(0), "");
}

#[test]
fn acl_identifiers_come_from_the_anthology_or_its_dois() {
    let cases = [
        (
            r#""primary_location": {"landing_page_url": "https://aclanthology.org/2020.acl-main.463/"}"#,
            "2020.acl-main.463",
        ),
        (r#""locations": [{"pdf_url": "https://www.aclweb.org/anthology/P19-1017.pdf"}]"#, "P19-1017"),
        (r#""doi": "https://doi.org/10.18653/v1/p19-1017""#, "P19-1017"),
        (r#""doi": "https://doi.org/10.18653/v1/2020.acl-main.463""#, "2020.acl-main.463"),
        (r#""doi": "https://doi.org/10.1145/p19-1017""#, ""),
    ];
    for (fields, expected) in cases {
        assert_eq!(work(fields).works().acl.at(0), expected, "{fields}");
    }
}

#[test]
fn abstracts_are_rebuilt() {
    let graph = work(r#""abstract_inverted_index": {"research": [1], "Open": [0], "graphs.": [2]}"#);
    assert_eq!(graph.abstract_text(WorkId(0)).as_deref(), Some("Open research graphs."));
    let string = work(r#""abstract_inverted_index": "{\"research\": [1], \"Open\": [0]}""#);
    assert_eq!(string.abstract_text(WorkId(0)).as_deref(), Some("Open research"));
    assert_eq!(work(r#""abstract_inverted_index": null"#).abstract_text(WorkId(0)), None);
}

#[test]
fn halves_of_characters_do_not_cost_the_record() {
    assert_eq!(work(r#""title": "cut off \ud83d""#).works().title.at(0), "cut off \u{FFFD}");
    let page = graph_of(r#"{"results": [{"id": "https://openalex.org/W1", "title": "\ud83d"}]}"#);
    assert_eq!(page.works().title.at(0), "\u{FFFD}");
}

#[test]
fn people_on_bylines() {
    let graph = byline_of(
        r#"{"author": {"id": "https://openalex.org/A5023888391", "display_name": "Jason Priem", "orcid": "https://orcid.org/0000-0001-6187-6610"}, "raw_author_name": "J. Priem", "raw_orcid": "https://orcid.org/0000-0001-6187-6610", "is_corresponding": true}"#,
    );
    let people = graph.people();
    assert_eq!(
        (people.id.at(0), people.name.at(0), people.orcid.at(0)),
        ("A5023888391", "Jason Priem", "0000-0001-6187-6610")
    );
    assert_eq!(people.other_names.at(0).collect::<Vec<_>>(), ["J. Priem"]);
    let flags = graph.work_relations().authors.edges.flags.at(0);
    assert_eq!(flags, byline::CORRESPONDING | byline::ORCID);
}

#[test]
fn corresponding_authors_of_the_generation_that_lists_them_apart() {
    let graph = work(
        r#""corresponding_author_ids": ["https://openalex.org/A2"], "authorships": [{"author": {"id": "https://openalex.org/A1"}}, {"author": {"id": "https://openalex.org/A2"}}]"#,
    );
    assert_eq!(graph.work_relations().authors.edges.flags.slice(0..2), [0, byline::CORRESPONDING]);
}

#[test]
fn nobody_makes_no_person_but_keeps_the_printed_name() {
    for author in [
        "null",
        "{}",
        r#"{"id": null, "display_name": "A. Nonymous"}"#,
        r#"{"id": "https://openalex.org/A9999999999"}"#,
        r#"{"id": "https://openalex.org/A5317838346"}"#,
    ] {
        let graph = byline_of(&format!(r#"{{"author": {author}, "raw_author_name": "A. Nonymous"}}"#));
        assert_eq!(graph.people().len(), 0, "{author}");
        let unnamed: Vec<_> = graph.work_relations().unnamed_authors.at(0).collect();
        assert_eq!(unnamed, [(0, "A. Nonymous")], "{author}");
    }
}

#[test]
fn people_without_a_name_are_called_as_printed() {
    let graph = byline_of(r#"{"author": {"id": "https://openalex.org/A1"}, "raw_author_name": "Ada Lovelace"}"#);
    assert_eq!(graph.people().name.at(0), "Ada Lovelace");
}

#[test]
fn affiliations_as_printed_in_every_generation() {
    let cases = [
        r#""raw_affiliation_strings": ["MIT, Cambridge"]"#,
        r#""raw_affiliation_string": "MIT, Cambridge""#,
        r#""raw_affiliation_strings": [], "raw_affiliation_string": "MIT, Cambridge""#,
        r#""affiliations": [{"raw_affiliation_string": "MIT, Cambridge", "institution_ids": []}]"#,
        r#""raw_affiliation_strings": ["MIT, Cambridge"], "raw_affiliation_string": "other""#,
    ];
    for fields in cases {
        let graph = byline_of(&format!(r#"{{"author": {{"id": "https://openalex.org/A1"}}, {fields}}}"#));
        assert_eq!(graph.raw_affiliations().text.iter().collect::<Vec<_>>(), ["MIT, Cambridge"], "{fields}");
    }
}

#[test]
fn institutions_of_bylines_bring_no_ancestors_with_them() {
    let graph = byline_of(
        r#"{"author": {"id": "https://openalex.org/A1"}, "institutions": [{"id": "https://openalex.org/I1", "display_name": "College", "ror": "https://ror.org/00JMFR291", "country_code": "US", "type": "education", "lineage": ["https://openalex.org/I1", "https://openalex.org/I9"]}, {"id": null, "display_name": "Unknown"}]}"#,
    );
    let institutions = graph.institutions();
    assert_eq!(institutions.len(), 1);
    assert_eq!((institutions.name.at(0), institutions.ror.at(0)), ("College", "00jmfr291"));
    assert_eq!((institutions.country.at(0), institutions.institution_type.at(0)), ("US", "education"));
    assert_eq!(graph.institutions_of(WorkId(0)), [InstitutionId(0)]);
}

#[test]
fn topics_and_their_levels() {
    let levels = r#""subfield": {"id": "https://openalex.org/subfields/1705", "display_name": "Networks"}, "field": {"id": 17, "display_name": "Computing"}, "domain": {"id": "https://openalex.org/domains/3", "display_name": "Physical Sciences"}"#;
    let topic = format!(r#"{{"id": "https://openalex.org/T1", "display_name": "Graphs", "score": 0.5, {levels}}}"#);
    for fields in [format!(r#""topics": [{topic}]"#), format!(r#""primary_topic": {topic}, "topics": []"#)] {
        let graph = work(&fields);
        let topics = graph.topics();
        assert_eq!((topics.id.at(0), topics.name.at(0)), ("T1", "Graphs"));
        assert_eq!((topics.subfield_id.at(0), topics.field_id.at(0), topics.domain_id.at(0)), ("1705", "17", "3"));
        assert_eq!(graph.work_relations().topics.edges.score.slice(0..1), [0.5]);
    }
    let concepts = work(r#""concepts": [{"id": "https://openalex.org/C1", "score": 1}], "keywords": [{"id": "x"}]"#);
    assert_eq!(concepts.topics().len(), 0);
}

#[test]
fn where_works_appeared() {
    let source = r#"{"id": "https://openalex.org/S1983995261", "display_name": "PeerJ", "issn_l": "2167-8359", "type": "journal", "host_organization_name": "PeerJ, Inc."}"#;
    let graph = work(&format!(r#""primary_location": {{"source": {source}}}"#));
    let sources = graph.sources();
    assert_eq!((sources.id.at(0), sources.name.at(0), sources.issn_l.at(0)), ("S1983995261", "PeerJ", "2167-8359"));
    assert_eq!((sources.source_type.at(0), sources.publisher.at(0)), ("journal", "PeerJ, Inc."));
    assert_eq!(graph.source(WorkId(0)), Some(0));
    let venue =
        work(r#""host_venue": {"id": "https://openalex.org/V1983995261", "display_name": "PeerJ", "publisher": "P"}"#);
    assert_eq!((venue.sources().id.at(0), venue.sources().publisher.at(0)), ("S1983995261", "P"));
    assert_eq!(work(r#""primary_location": {"source": null}"#).sources().len(), 0);
}

#[test]
fn records_of_people() {
    let graph = graph_of(
        r#"{"id": "https://openalex.org/A1", "display_name": "Jason Priem", "display_name_alternatives": ["J. Priem", "Jason Priem"], "raw_author_names": ["PRIEM J"], "ids": {"orcid": "https://orcid.org/0000-0001-6187-6610", "scopus": "http://www.scopus.com/inward/authorDetails.url?authorID=36455008000&partnerID=MN8TOARS"}, "cited_by_count": 2140, "affiliations": [{"institution": {"id": "https://openalex.org/I1", "display_name": "UNC"}, "years": [2013, 2011, null]}], "last_known_institution": {"id": "https://openalex.org/I2", "display_name": "OurResearch"}}"#,
    );
    let people = graph.people();
    assert_eq!((people.orcid.at(0), people.scopus.at(0)), ("0000-0001-6187-6610", "36455008000"));
    assert_eq!(people.cited_by_count.at(0), 2140);
    assert_eq!(people.other_names.at(0).collect::<Vec<_>>(), ["J. Priem", "PRIEM J"]);
    let affiliated = &graph.person_relations().institutions;
    assert_eq!(affiliated.row(0).len(), 2);
    assert_eq!(
        (affiliated.edges.first_year.iter().collect(), affiliated.edges.last_year.iter().collect()),
        (vec![2011, 0], vec![2013, 0])
    );
}

#[test]
fn records_of_institutions() {
    let lines = r#"{"id": "https://openalex.org/I1", "display_name": "Hospital", "display_name_acronyms": ["H"], "display_name_alternatives": ["Clinic"], "country_code": null, "geo": {"country_code": "US", "city": "San Diego"}, "homepage_url": "https://h.org", "is_super_system": false, "status": "active", "lineage": ["https://openalex.org/I1", "https://openalex.org/I2", "https://openalex.org/I3"]}
{"id": "https://openalex.org/I2", "display_name": "University", "lineage": ["https://openalex.org/I2", "https://openalex.org/I3"]}
{"id": "https://openalex.org/I3", "display_name": "State", "is_super_system": true, "associated_institutions": [{"id": "https://openalex.org/I4", "relationship": "child"}, {"id": "https://openalex.org/I1", "relationship": "related"}]}
{"id": "https://openalex.org/I4", "display_name": "Office", "associated_institutions": [{"id": "https://openalex.org/I3", "relationship": "parent"}]}"#;
    let graph = graph_of(lines);
    let institutions = graph.institutions();
    assert_eq!(
        (institutions.country.at(0), institutions.city.at(0), institutions.status.at(0)),
        ("US", "San Diego", "active")
    );
    assert_eq!(institutions.other_names.at(0).collect::<Vec<_>>(), ["H", "Clinic"]);
    assert_eq!(institutions.super_system.iter().collect::<Vec<_>>(), [0, 0, 1, 0]);
    let parents = &graph.institution_relations().parents;
    assert_eq!(
        (0..4).map(|row| parents.row(row).to_vec()).collect::<Vec<_>>(),
        [vec![InstitutionId(1)], vec![InstitutionId(2)], vec![], vec![InstitutionId(2)],]
    );
}

#[test]
fn records_of_topics_and_sources() {
    let lines = r#"{"id": "https://openalex.org/T1", "display_name": "Graphs", "description": "About graphs.", "keywords": ["nodes", "edges"], "ids": {"wikipedia": "https://en.wikipedia.org/wiki/Graph"}, "subfield": {"id": "https://openalex.org/subfields/1705", "display_name": "Networks"}}
{"id": "https://openalex.org/S1", "display_name": "Nature", "issn_l": "0028-0836", "type": "journal"}"#;
    let graph = graph_of(lines);
    let topics = graph.topics();
    assert_eq!((topics.description.at(0), topics.subfield.at(0)), ("About graphs.", "Networks"));
    assert_eq!(topics.keywords.at(0).collect::<Vec<_>>(), ["nodes", "edges"]);
    assert_eq!((graph.sources().name.at(0), graph.works().len()), ("Nature", 0));
}

#[test]
fn records_of_their_own_win_over_mentions() {
    let mention = r#"{"id": "https://openalex.org/W1", "updated_date": "2026-01-01", "authorships": [{"author": {"id": "https://openalex.org/A1", "display_name": "mentioned"}}]}"#;
    let own = r#"{"id": "https://openalex.org/A1", "display_name": "own", "updated_date": "2020-01-01"}"#;
    for lines in [format!("{mention}\n{own}"), format!("{own}\n{mention}")] {
        assert_eq!(graph_of(&lines).people().name.at(0), "own");
    }
}

#[test]
fn mentions_with_an_orcid_win_over_those_without() {
    let mention = |work: u8, orcid: &str| {
        format!(
            r#"{{"id": "https://openalex.org/W{work}", "updated_date": "2024-01-0{work}", "authorships": [{{"author": {{"id": "https://openalex.org/A1", "orcid": {orcid}}}}}]}}"#
        )
    };
    let orcid = r#""https://orcid.org/0000-0001-6187-6610""#;
    for lines in [[mention(1, "null"), mention(2, orcid)], [mention(1, orcid), mention(2, "null")]] {
        assert_eq!(graph_of(&lines.join("\n")).people().orcid.at(0), "0000-0001-6187-6610");
    }
}

#[test]
fn the_later_update_wins_else_the_first() {
    let record = |title, updated| {
        format!(r#"{{"id": "https://openalex.org/W1", "title": "{title}", "updated_date": {updated}}}"#)
    };
    let cases = [
        (record("old", r#""2024-01-01""#), record("new", r#""2025-11-01T00:00:00.000000""#), "new"),
        (record("new", r#""2025-11-01""#), record("old", r#""2024-01-01""#), "new"),
        (record("first", "null"), record("second", "null"), "first"),
    ];
    for (first, second, expected) in cases {
        let imported = Folder::with("works.jsonl", format!("{first}\n{second}")).import();
        assert_eq!(imported.graph.works().title.at(0), expected);
        assert_eq!((imported.report.counts.kept, imported.report.counts.merged), (1, 1));
    }
}

#[test]
fn ids_of_other_corpora() {
    let graph = graph_of(
        r#"{"id": "1952.earlymt-1.1", "title": "Translation", "publication_year": 1952, "primary_location": {"source": {"id": "earlymt", "display_name": "earlymt"}}, "authorships": [{"author": {"id": "warren weaver", "display_name": "Warren Weaver"}}]}"#,
    );
    assert_eq!((graph.works().id.at(0), graph.people().id.at(0)), ("1952.earlymt-1.1", "warren weaver"));
    assert_eq!(graph.find_exact(Kind::Person, "warren weaver"), Some(PersonId(0).into()));
    assert_eq!(Key::id("earlymt").to_string(), format!("id:{}", graph.sources().id.at(0)));
}

#[test]
fn what_a_graph_does_not_hold_is_counted_apart() {
    let lines = r#"{"id": "https://openalex.org/C1", "display_name": "Medicine"}
{"id": "https://openalex.org/P1"}
{"id": "https://openalex.org/F1"}
{"id": "https://openalex.org/subfields/1705"}
{"id": "https://openalex.org/C2"}
{"id": "https://openalex.org/A9999999999", "display_name": "nobody"}"#;
    let imported = Folder::with("other.jsonl", lines).import();
    assert_eq!(imported.report.counts.read, 0);
    assert_eq!(imported.graph.node_count(), 0);
    let skipped: Vec<_> = imported.report.counts.skipped.iter().map(|(&what, &count)| (what, count)).collect();
    assert_eq!(skipped, [("concept", 2), ("funder", 1), ("nobody", 1), ("publisher", 1), ("subfield", 1)]);
}

#[test]
fn records_that_cannot_be_used_are_quarantined() {
    let lines = r#"{"id": "https://openalex.org/W1"}
{"title": "no id"}
{"id": null, "title": "no id"}
{"id": "", "authorships": []}

{"id": "who knows"}
{"id": "https://openalex.org/W2", "title": "no quote}
[1, 2]
"text"
{"id": "https://openalex.org/W3"} {"id": "https://openalex.org/W4"}
{"error": "Not found"}
{"id": "https://openalex.org/W5"}"#;
    let imported = Folder::with("works.jsonl", lines).import();
    assert_eq!(imported.graph.works().len(), 2);
    let expected = [
        ("no-id", 2),
        ("no-id", 3),
        ("no-id", 4),
        ("unknown-kind", 6),
        ("malformed-json", 7),
        ("malformed-json", 8),
        ("malformed-json", 9),
        ("malformed-json", 10),
        ("no-id", 11),
    ];
    assert_eq!(rejected(&imported), expected.map(|(reason, line)| (reason.to_owned(), line)));
    assert_eq!((imported.report.counts.read, imported.report.counts.quarantined), (11, 9));
    let first = &imported.quarantine[0];
    assert!(first["source"].as_str().unwrap().ends_with("works.jsonl"));
    assert_eq!(first["record"], r#"{"title": "no id"}"#);
    assert!(imported.quarantine[4]["detail"].as_str().unwrap().contains("column"), "{}", imported.quarantine[4]);
}
