//! Trust: every rule on and off, every conflict, every gate, and what must hold for all of them.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::expect_used, reason = "a test that cannot build its graph has nothing to go on with")]

use proptest::prelude::*;
use scholargraph::{
    Authorship, BuildOptions, CorpusBuilder, DenseId, InstitutionRecord, Key, Kind, PersonId, PersonRecord,
    SourceRecord, Standing, Trust, WorkRecord,
    trust::{self, Group, Level, Ownership, RULES},
};

/// Carberry's, whose check digit is right.
const ORCID: &str = "0000-0002-1825-0097";

/// A work of which nothing is known but that the person wrote it.
fn bare(index: usize, year: i16) -> WorkRecord<'static> {
    let mut work = WorkRecord::new(Key::id(format!("w{index}")));
    work.attributes.year = year;
    work.authorships.push(by("person"));
    work
}

fn by(id: &'static str) -> Authorship<'static> {
    Authorship { person: Some(PersonRecord::named(Key::id(id), id)), ..Authorship::default() }
}

fn with_doi(mut work: WorkRecord<'static>) -> WorkRecord<'static> {
    work.attributes.doi = "10.5555/x".into();
    work
}

fn with_coauthor(mut work: WorkRecord<'static>) -> WorkRecord<'static> {
    work.authorships.push(by("other"));
    work
}

fn with_source(mut work: WorkRecord<'static>, source_type: &'static str) -> WorkRecord<'static> {
    let mut source = SourceRecord::named(Key::id(source_type), "Somewhere");
    source.attributes.source_type = source_type.into();
    work.source = Some(source);
    work
}

/// The institution beside the `place`-th name.
fn with_institution(mut work: WorkRecord<'static>, place: usize, ror: &'static str) -> WorkRecord<'static> {
    let mut institution = InstitutionRecord::named(Key::id(format!("i{ror}")), "Institute");
    institution.attributes.ror = ror.into();
    work.authorships[place].institutions.push(institution);
    work
}

fn with_byline_orcid(mut work: WorkRecord<'static>, place: usize, orcid: &'static str) -> WorkRecord<'static> {
    work.authorships[place].raw_orcid = orcid.into();
    work
}

/// What the person's own record says.
fn person(orcid: &'static str, scopus: &'static str) -> PersonRecord<'static> {
    let mut record = PersonRecord::named(Key::id("person"), "Person");
    record.standing = Standing { own_record: true, updated: 0 };
    record.attributes.orcid = orcid.into();
    record.attributes.scopus = scopus.into();
    record
}

fn assess(person: &PersonRecord<'_>, works: &[WorkRecord<'_>]) -> Trust {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    shard.person(person);
    for work in works {
        shard.work(work);
    }
    shard.close();
    let (graph, _) = builder.finish(BuildOptions::default()).expect("a small corpus fits");
    let node = graph.resolve(Some(Kind::Person), "person").expect("the person is there").node;
    trust::assess(&graph, PersonId::from_index(node.index()))
}

fn assess_works(works: &[WorkRecord<'_>]) -> Trust {
    assess(&person("", ""), works)
}

/// Points of a rule; `None` where it found nothing.
fn points(trust: &Trust, code: &str) -> Option<u32> {
    trust.evidence.iter().find(|evidence| evidence.code == code).map(|evidence| evidence.points)
}

fn gain(trust: &Trust, code: &str) -> Option<u32> {
    trust.next.iter().find(|step| step.code == code).map(|step| step.gain)
}

fn conflicts(trust: &Trust) -> Vec<&str> {
    trust.conflicts.iter().map(|conflict| conflict.code).collect()
}

#[test]
fn the_table_is_the_formula() {
    let weights: Vec<(&str, u32)> = RULES.iter().map(|rule| (rule.code, rule.max)).collect();
    let formula = [
        ("R1", 5),
        ("R2", 10),
        ("R3", 5),
        ("R4", 5),
        ("I1", 5),
        ("I2", 10),
        ("I3", 15),
        ("I4", 5),
        ("A1", 5),
        ("A2", 15),
        ("C1", 10),
        ("C2", 5),
        ("C3", 5),
    ];
    assert_eq!(weights, formula);
    assert_eq!(Group::ALL.map(Group::cap), [25, 35, 20, 20]);
    assert_eq!(trust::FORMULA, "trust-1");
}

#[test]
fn nothing_is_known_of_somebody_without_works() {
    let trust = assess_works(&[]);
    assert_eq!((trust.score, trust.max, trust.level), (0, 100, Level::L0));
    assert_eq!(trust.level.label(), "Unresolved");
    assert!(trust.evidence.is_empty() && trust.conflicts.is_empty());
    let codes: Vec<&str> = trust.next.iter().map(|step| step.code).collect();
    assert_eq!(codes, ["I1", "I2", "I4", "A1", "R1", "R2", "R3", "R4", "I3", "A2", "C1", "C2", "C3"]);
}

#[test]
fn r1_takes_any_persistent_identifier() {
    let identified: [fn(&mut WorkRecord<'static>); 5] = [
        |work| work.attributes.doi = "10.5555/x".into(),
        |work| work.attributes.arxiv = "2203.04570".into(),
        |work| work.attributes.pmid = "29456894".into(),
        |work| work.attributes.pmcid = "PMC5815332".into(),
        |work| work.attributes.acl = "P19-1017".into(),
    ];
    for identify in identified {
        let mut work = bare(0, 2020);
        identify(&mut work);
        let trust = assess_works(&[work]);
        assert_eq!((points(&trust, "R1"), trust.level), (Some(5), Level::L1));
        assert_eq!(trust.evidence[0].works.len(), 1);
    }
    let mut work = bare(0, 2020);
    work.attributes.mag = "2964110616".into();
    let trust = assess_works(&[work]);
    assert_eq!((points(&trust, "R1"), gain(&trust, "R1"), trust.level), (None, Some(5), Level::L0));
}

#[test]
fn r2_has_two_steps() {
    let check = |count: usize, earned: Option<u32>, missing: Option<u32>| {
        let works: Vec<_> = (0..count).map(|index| with_doi(bare(index, 2020))).collect();
        let trust = assess_works(&works);
        assert_eq!((points(&trust, "R2"), gain(&trust, "R2")), (earned, missing), "{count} works");
    };
    check(2, None, Some(10));
    check(3, Some(5), Some(5));
    check(9, Some(5), Some(5));
    check(10, Some(10), None);
}

#[test]
fn r2_does_not_count_works_without_identifier() {
    let works: Vec<_> = (0..10).map(|index| bare(index, 2020)).collect();
    assert_eq!(points(&assess_works(&works), "R2"), None);
}

#[test]
fn r3_needs_somebody_else_on_an_identified_work() {
    let check = |works: &[WorkRecord<'_>], earned| assert_eq!(points(&assess_works(works), "R3"), earned);
    check(&[with_doi(bare(0, 2020))], None);
    check(&[with_doi(with_coauthor(bare(0, 2020)))], Some(5));
    check(&[with_coauthor(bare(0, 2020)), with_doi(bare(1, 2020))], None);
    let mut unnamed = with_doi(bare(0, 2020));
    unnamed.authorships.push(Authorship { raw_name: "A. N. Other".into(), ..Authorship::default() });
    check(&[unnamed], Some(5));
    let mut twice = with_doi(bare(0, 2020));
    twice.authorships.push(by("person"));
    check(&[twice], None);
}

#[test]
fn r4_needs_a_curated_venue() {
    let check = |work: WorkRecord<'static>, earned| assert_eq!(points(&assess_works(&[work]), "R4"), earned);
    check(with_source(bare(0, 2020), "journal"), Some(5));
    check(with_source(bare(0, 2020), "conference"), Some(5));
    check(with_source(bare(0, 2020), "repository"), None);
    check(with_source(bare(0, 2020), ""), None);
    check(bare(0, 2020), None);
}

#[test]
fn i1_checks_the_digit() {
    let works = [with_doi(bare(0, 2020))];
    assert_eq!(points(&assess(&person(ORCID, ""), &works), "I1"), Some(5));
    assert_eq!(points(&assess(&person("0000-0002-1825-0098", ""), &works), "I1"), None);
    assert_eq!(points(&assess(&person("", ""), &works), "I1"), None);
}

#[test]
fn i2_needs_the_orcid_on_a_byline_for_one_person() {
    let check = |orcid, work: WorkRecord<'static>, earned, conflicting: &[&str]| {
        let trust = assess(&person(orcid, ""), &[work]);
        assert_eq!((points(&trust, "I2"), conflicts(&trust).as_slice()), (earned, conflicting));
    };
    let work = || with_doi(with_coauthor(bare(0, 2020)));
    check(ORCID, with_byline_orcid(work(), 0, ORCID), Some(10), &[]);
    check(ORCID, work(), None, &[]);
    check("", with_byline_orcid(work(), 0, ORCID), None, &[]);
    check(ORCID, with_byline_orcid(work(), 0, "0000-0001-5109-3700"), None, &["two-orcids"]);
    check(ORCID, with_byline_orcid(with_byline_orcid(work(), 0, ORCID), 1, ORCID), None, &["two-orcids"]);
    check("0000-0002-1825-0098", with_byline_orcid(work(), 0, "0000-0002-1825-0098"), None, &[]);
}

#[test]
fn i4_is_second_to_an_orcid() {
    let check = |orcid, scopus, earned| {
        assert_eq!(points(&assess(&person(orcid, scopus), &[with_doi(bare(0, 2020))]), "I4"), earned);
    };
    check(ORCID, "7004212771", Some(5));
    check(ORCID, "", None);
    check("", "7004212771", None);
    check("0000-0002-1825-0098", "7004212771", None);
}

#[test]
fn a1_needs_a_known_institution_of_late() {
    // Somebody else's work ends the corpus in 2023.
    let mut last = bare(99, 2023);
    last.authorships = vec![by("other")];
    let check = |work: WorkRecord<'static>, earned| {
        assert_eq!(points(&assess_works(&[work, last.clone()]), "A1"), earned);
    };
    check(with_institution(bare(0, 2019), 0, "00jmfr291"), Some(5));
    check(with_institution(bare(0, 2023), 0, "00jmfr291"), Some(5));
    check(with_institution(bare(0, 2018), 0, "00jmfr291"), None);
    check(with_institution(bare(0, 0), 0, "00jmfr291"), None);
    check(with_institution(bare(0, 2023), 0, ""), None);
    check(with_institution(with_coauthor(bare(0, 2023)), 1, "00jmfr291"), None);
}

#[test]
fn accounts_are_next_steps_only() {
    let trust = assess(&person(ORCID, "7004212771"), &[best_work(0)]);
    for rule in RULES.iter().filter(|rule| rule.needs_account) {
        assert_eq!(points(&trust, rule.code), None);
        assert_eq!(gain(&trust, rule.code), Some(rule.max));
    }
}

fn best_work(index: usize) -> WorkRecord<'static> {
    let work = with_source(with_coauthor(with_doi(bare(index, 2020))), "journal");
    with_byline_orcid(with_institution(work, 0, "00jmfr291"), 0, ORCID)
}

#[test]
fn without_accounts_half_of_the_points_can_be_earned() {
    let works: Vec<_> = (0..10).map(best_work).collect();
    let trust = assess(&person(ORCID, "7004212771"), &works);
    assert_eq!((trust.score, trust.level, trust.level.label()), (50, Level::L2, "Corroborated"));
    assert!(trust.next.iter().all(|step| ["I3", "A2", "C1", "C2", "C3"].contains(&step.code)), "{:?}", trust.next);
    let r1 = &trust.evidence[0];
    assert_eq!(r1.works.len(), 5, "a handful proves it");
    assert_eq!(r1.why, "10 works with a persistent identifier (DOI, arXiv, PubMed or ACL Anthology)");
}

#[test]
fn evidence_shows_the_newest_works() {
    let works: Vec<_> = (0..8).map(|index| with_doi(bare(index, 2010 + index as i16))).collect();
    let shown = &assess_works(&works).evidence[0].works;
    assert_eq!(shown.iter().map(|work| work.0).collect::<Vec<_>>(), [7, 6, 5, 4, 3]);
}

#[test]
fn level_two_takes_a_byline_or_two_works_and_an_orcid() {
    let recent = |index| with_institution(with_doi(bare(index, 2020)), 0, "00jmfr291");
    let check = |orcid, scopus, works: &[WorkRecord<'_>], level| {
        assert_eq!(assess(&person(orcid, scopus), works).level, level);
    };
    check(ORCID, "", &[with_byline_orcid(with_doi(bare(0, 2020)), 0, ORCID)], Level::L2);
    check(ORCID, "", &[recent(0), recent(1)], Level::L2);
    check(ORCID, "7004212771", &[recent(0), recent(1)], Level::L2);
    check(ORCID, "", &[recent(0), with_doi(bare(1, 2020))], Level::L1);
    check("", "7004212771", &[recent(0), recent(1)], Level::L1);
    check("0000-0002-1825-0098", "7004212771", &[recent(0), recent(1)], Level::L1);
    check(ORCID, "7004212771", &[with_doi(bare(0, 2020))], Level::L1);
}

#[test]
fn no_level_without_an_identified_work() {
    let trust = assess(&person(ORCID, "7004212771"), &[with_byline_orcid(bare(0, 2020), 0, ORCID)]);
    assert_eq!((trust.score, trust.level), (20, Level::L0));
}

#[test]
fn conflicts_hold_the_level_and_take_no_points() {
    let works = || vec![best_work(0), best_work(1)];
    let clean = assess(&person(ORCID, ""), &works());
    assert_eq!(clean.level, Level::L2);
    let check = |more: WorkRecord<'static>, code: &str, shown: usize| {
        let trust = assess(&person(ORCID, ""), &[works(), vec![more]].concat());
        assert_eq!((conflicts(&trust), trust.level), (vec![code], Level::L1));
        assert!(trust.score >= clean.score, "{code}: {} < {}", trust.score, clean.score);
        assert_eq!(trust.conflicts[0].works.len(), shown);
    };
    check(with_byline_orcid(bare(2, 2020), 0, "0000-0001-5109-3700"), "two-orcids", 1);
    let mut twice = bare(2, 2020);
    twice.authorships.push(by("person"));
    check(twice, "twice-on-byline", 1);
    check(bare(2, 1959), "years-apart", 2);
}

#[test]
fn sixty_years_are_a_career() {
    let apart = |first| conflicts(&assess_works(&[bare(0, first), bare(1, 2020), bare(2, 0)])).len();
    assert_eq!((apart(1960), apart(1959)), (0, 1));
    assert_eq!(conflicts(&assess_works(&[bare(0, i16::MIN), bare(1, i16::MAX)])), ["years-apart"]);
}

#[test]
fn all_conflicts_are_listed() {
    let mut twice = with_byline_orcid(bare(0, 1900), 0, "0000-0001-5109-3700");
    twice.authorships.push(by("person"));
    let trust = assess(&person(ORCID, ""), &[twice, bare(1, 2020)]);
    assert_eq!(conflicts(&trust), ["two-orcids", "twice-on-byline", "years-apart"]);
}

/// What is known of one work: bits say what holds.
fn work_of(index: usize, (year, bits): (i16, u8)) -> WorkRecord<'static> {
    let has = |bit: u8| bits & (1 << bit) != 0;
    let mut work = bare(index, year);
    if has(0) {
        work = with_doi(work);
    }
    if has(1) {
        work = with_coauthor(work);
    }
    if has(2) {
        work = with_source(work, if has(3) { "journal" } else { "repository" });
    }
    if has(4) {
        work = with_institution(work, 0, if has(5) { "00jmfr291" } else { "" });
    }
    if has(6) {
        work = with_byline_orcid(work, 0, ORCID);
    }
    work
}

fn record_of(bits: u8) -> PersonRecord<'static> {
    person(if bits & 1 != 0 { ORCID } else { "" }, if bits & 2 != 0 { "7004212771" } else { "" })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn more_evidence_never_lowers_the_score(
        known in 0_u8..4,
        learned in 0_u8..4,
        works in prop::collection::vec((2000_i16..=2023, any::<u8>()), 0..14),
        kept in 0_usize..14,
    ) {
        // Somebody else's work ends the corpus in 2023, so that a later work does not make others old.
        let mut last = bare(99, 2023);
        last.authorships = vec![by("other")];
        let all: Vec<_> = works.iter().enumerate().map(|(index, &work)| work_of(index, work)).collect();
        let with_last = |works: &[WorkRecord<'static>]| [works, &[last.clone()]].concat();
        let before = assess(&record_of(known), &with_last(&all[..kept.min(all.len())]));
        let after = assess(&record_of(known | learned), &with_last(&all));
        prop_assert!(after.score >= before.score);
        prop_assert!(after.level >= before.level);
    }

    #[test]
    fn points_and_gains_add_up(known in 0_u8..4, works in prop::collection::vec((1940_i16..=2023, any::<u8>()), 0..14)) {
        let works: Vec<_> = works.iter().enumerate().map(|(index, &work)| work_of(index, work)).collect();
        let trust = assess(&record_of(known), &works);
        prop_assert_eq!(trust.score, trust.evidence.iter().map(|evidence| evidence.points).sum::<u32>());
        prop_assert_eq!(trust.max, trust.score + trust.next.iter().map(|step| step.gain).sum::<u32>());
        for evidence in &trust.evidence {
            prop_assert!((1..=evidence.max).contains(&evidence.points));
            prop_assert!(evidence.works.len() <= 5 && !evidence.why.is_empty());
        }
    }
}

#[test]
fn what_an_owner_proved_counts_beside_the_record() {
    let mut work = with_institution(with_coauthor(with_doi(bare(0, 2020))), 0, "0example1");
    let institution = &mut work.authorships[0].institutions[0];
    institution.attributes.domains = vec!["example.edu".into()];
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    shard.work(&work);
    shard.close();
    let (graph, _) = builder.finish(BuildOptions::default()).expect("a small corpus fits");
    let id =
        |id: &str| PersonId::from_index(graph.resolve(Some(Kind::Person), id).expect("they are there").node.index());
    let owned = |who: &str, domain: &str| {
        let owner = Ownership { email_domain: domain.to_owned(), ..Ownership::default() };
        trust::assess_owned(&graph, id(who), Some(&owner))
    };
    let before = trust::assess(&graph, id("person"));
    assert_eq!((before.level, points(&before, "C1"), gain(&before, "C1")), (Level::L1, None, Some(10)));
    let claimed = owned("person", "mail.example.org");
    assert_eq!((claimed.level, claimed.score), (Level::L3, before.score + 10));
    assert_eq!((points(&claimed, "C1"), points(&claimed, "A2"), gain(&claimed, "C1")), (Some(10), None, None));
    let proven = owned("person", "cs.example.edu");
    assert_eq!((proven.level, points(&proven, "A2"), proven.score), (Level::L3, Some(15), before.score + 25));
    // The other person on the byline is not of that institution.
    assert_eq!(points(&owned("other", "cs.example.edu"), "A2"), None);
}

#[test]
fn a_record_is_verified_by_orcid_mail_and_review_together() {
    let authored = |index: usize, by: &[&'static str]| {
        let mut work = with_institution(with_doi(bare(index, 2020)), 0, "0example1");
        work.authorships[0].institutions[0].attributes.domains = vec!["example.edu".into()];
        work.authorships.extend(by.iter().map(|&id| self::by(id)));
        work
    };
    let works = [authored(0, &["bo"]), authored(1, &["cy"]), authored(2, &[]), authored(3, &[]), authored(4, &[])];
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    works.iter().for_each(|work| shard.work(work));
    let mut stranger = WorkRecord::new(Key::id("z"));
    stranger.authorships.push(by("stranger"));
    shard.work(&stranger);
    shard.close();
    let (graph, _) = builder.finish(BuildOptions::default()).expect("a small corpus fits");
    let id =
        |id: &str| PersonId::from_index(graph.resolve(Some(Kind::Person), id).expect("they are there").node.index());
    let person = id("person");
    let mine = graph.works_of(person).to_vec();
    let whole = Ownership {
        email_domain: "example.edu".to_owned(),
        orcid: ORCID.to_owned(),
        confirmed: mine[..4].iter().chain(&mine[..1]).copied().collect(),
        confirmed_by: vec![id("bo"), id("cy"), person, id("stranger"), id("bo")],
    };
    let assess = |owner: &Ownership| trust::assess_owned(&graph, person, Some(owner));
    let trust = assess(&whole);
    assert_eq!(["I3", "A2", "C1", "C2", "C3"].map(|code| points(&trust, code)), [15, 15, 10, 5, 5].map(Some));
    assert_eq!((trust.level, trust.next.iter().any(|step| step.code.starts_with('C'))), (Level::L4, false));

    let other_orcid = assess(&Ownership { orcid: "0000-0002-1825-0098".to_owned(), ..whole.clone() });
    assert_eq!((other_orcid.level, points(&other_orcid, "I3")), (Level::L3, None), "its check digit is wrong");
    let elsewhere = assess(&Ownership { email_domain: "example.org".to_owned(), ..whole.clone() });
    assert_eq!((elsewhere.level, points(&elsewhere, "A2")), (Level::L3, None));
    let hasty =
        assess(&Ownership { confirmed: [&mine[..3], graph.works_of(id("stranger"))].concat(), ..whole.clone() });
    assert_eq!((hasty.level, points(&hasty, "C2"), gain(&hasty, "C2")), (Level::L3, None, Some(5)));
    let one = assess(&Ownership { confirmed_by: vec![id("bo"), person, id("stranger"), id("bo")], ..whole });
    assert_eq!((one.level, points(&one, "C3")), (Level::L4, None), "one co-author, and people who are none");
}

#[test]
fn an_orcid_that_is_not_the_records_proves_nothing() {
    let other = "0000-0001-5109-3700";
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    shard.person(&person(ORCID, ""));
    shard.work(&with_doi(bare(0, 2020)));
    shard.close();
    let (graph, _) = builder.finish(BuildOptions::default()).expect("a small corpus fits");
    let proven = |orcid: &str| {
        let owner = Ownership { orcid: orcid.to_owned(), ..Ownership::default() };
        points(&trust::assess_owned(&graph, PersonId(0), Some(&owner)), "I3")
    };
    assert_eq!((proven(ORCID), proven(other), proven("")), (Some(15), None, None));
}

#[test]
fn a_conflict_holds_down_what_is_claimed() {
    let works = [with_doi(bare(0, 1900)), bare(1, 2000)];
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    works.iter().for_each(|work| shard.work(work));
    shard.close();
    let (graph, _) = builder.finish(BuildOptions::default()).expect("a small corpus fits");
    let trust = trust::assess_owned(&graph, PersonId(0), Some(&Ownership::default()));
    assert_eq!((trust.level, conflicts(&trust).len(), points(&trust, "C1")), (Level::L1, 1, Some(10)));
}
