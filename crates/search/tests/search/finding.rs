//! One case for every rule.

use scholargraph::{Changes, Graph, Key, Kind, Node, PersonId, WorkRecord};
use scholargraph_search::{Fit, Hint, Query, SearchIndex};

use crate::corpus::{self, Person, labels};

/// Is somebody of this name found by each of these texts, and by none of those?
fn check(name: &str, found_by: &[&str], not_by: &[&str]) {
    let graph = corpus::people(&[("Nobody Else", &[], 9), (name, &[], 1)]);
    for text in found_by {
        assert_eq!(labels(&graph, text, Some(Kind::Person)), [name], "{text}");
    }
    for text in not_by {
        assert!(!labels(&graph, text, Some(Kind::Person)).contains(&name.to_owned()), "{text}");
    }
}

#[test]
fn accents_and_case_do_not_matter() {
    check("Mikołaj Pokrywka", &["mikolaj pokrywka", "MIKOŁAJ"], &["mijokaj"]);
    check("Lilja Øvrelid", &["ovrelid", "Øvrelid", "LILJA ØVRELID"], &[]);
    check("Đorđe Đoković", &["dorde dokovic", "Đorđe"], &[]);
    check("Susanne Preuß", &["preuss", "preuß"], &["preub"]);
    check("Jon Guðnason", &["gudnason"], &[]);
    check("José Muñoz", &["jose munoz", "Jose\u{301} Mun\u{303}oz"], &[]);
    check("Игорь Васильев", &["игорь", "vasilev"], &[]);
    check("李明", &["李明", "li ming", "liming", "ming"], &["min li x"]);
}

#[test]
fn hyphens_are_joined_and_split() {
    check("Jean-Pierre Corriveau", &["jean pierre", "jeanpierre", "jean-pierre", "pierre corriveau"], &["jeanp c x"]);
    check("Shinya Amano", &["shin-ya amano", "shin-ya"], &["ya shin"]);
    check("Diarmuid Ó Séaghdha", &["o'seagh", "diarmuid o sea", "ó séaghdha"], &[]);
}

#[test]
fn all_words_count_in_any_order() {
    check("Maria Teresa Martín-Valdivia", &["valdivia maria", "Martín-Valdivia, M. T.", "teresa"], &["maria lopez"]);
}

#[test]
fn a_single_letter_is_an_initial_and_a_digit_is_not() {
    check("Najoung Kim", &["N. Kim", "k n", "k", "najoung k"], &["x kim", "na kim"]);
    let graph = corpus::titles(&[("30 years of graphs", 0), ("3 graphs", 0)]);
    assert_eq!(labels(&graph, "3 graphs", None), ["3 graphs"]);
}

#[test]
fn the_last_word_is_a_prefix_and_the_others_are_not() {
    check("Kees van Deemter", &["kees van d", "kees v", "deem", "kees va"], &["kee van", "emter"]);
}

#[test]
fn umlauts_may_be_spelt_out() {
    check("Stefan Müller", &["mueller", "Stefan Mueller", "muller", "MÜLLER"], &["muler x"]);
    check("Eetu Ma\u{308}kela\u{308}", &["maekelae", "makela"], &[]);
    let graph = corpus::people(&[("Jo Möller", &[], 1), ("Jo Moeller Ek", &[], 9)]);
    let hits = corpus::search(&graph, "jo moeller", None).hits;
    let found: Vec<_> = hits.iter().map(|hit| (graph.label(hit.node), hit.fit)).collect();
    assert_eq!(found, [("Jo Möller", Fit::Name), ("Jo Moeller Ek", Fit::Words)]);
}

#[test]
fn a_typo_is_forgiven_where_nothing_is_found_by_the_letter() {
    check("Lesly Miculicich", &["lesly miculicch", "lesley miculicich", "miculiccih lesly"], &["lesly mickulicch"]);
    check("Jochen Dörre", &["jochen drore", "johcen dorre", "jochne dor"], &["johcne drroe", "jochen dre"]);
    check("Hanjiang Lai", &["hanjang lai"], &["hanjiang lui"]);
    let graph = corpus::people(&[("Ada Martin", &[], 1), ("Ada Martins", &[], 9), ("Ada Mertin", &[], 5)]);
    assert_eq!(
        labels(&graph, "ada martin", Some(Kind::Person)),
        ["Ada Martin", "Ada Martins"],
        "Mertin is another name"
    );
    let hits = corpus::search(&graph, "ada matrin", None).hits;
    let found: Vec<_> = hits.iter().map(|hit| (graph.label(hit.node), hit.fit)).collect();
    assert_eq!(found, [("Ada Martin", Fit::Near)]);
    assert!(hits.iter().all(|hit| hit.score < 2.0), "below all that fits by the letter");
}

#[test]
fn works_are_found_by_their_abstracts_behind_titles() {
    let work = |id: &'static str, title: &'static str, text: &'static str| {
        let mut work = WorkRecord::new(Key::id(id));
        work.attributes.title = title.into();
        work.abstract_text = text.into();
        work
    };
    let long = format!("{} gravity of lunar craters", "filler ".repeat(600));
    let works = [
        work("w1", "Lunar craters", "Their gravity."),
        work("w2", "Gravity of craters", ""),
        work("w3", "Maps", "We map the gravity of craters, state-of-the-art."),
        work("w4", "Dust", &long.leak()[..]),
        work("w5", "Nothing", "of the sort"),
    ];
    let graph = corpus::graph(works);
    let found = |text: &str| -> Vec<_> {
        let hits = corpus::search(&graph, text, None).hits;
        hits.iter().map(|hit| (graph.id(hit.node).to_owned(), hit.fit)).collect()
    };
    let with = |ids: &[(&str, Fit)]| ids.iter().map(|&(id, fit)| (id.to_owned(), fit)).collect::<Vec<_>>();
    let text = Fit::Text;
    assert_eq!(found("gravity craters"), with(&[("w2", Fit::Words), ("w1", text), ("w3", text), ("w4", text)]));
    assert_eq!(found("lunar grav"), with(&[("w1", text), ("w4", text)]), "title and abstract together");
    assert_eq!(found("stateoftheart maps"), with(&[("w3", text)]));
    assert_eq!(found("gravitiy craters")[0], ("w2".to_owned(), Fit::Near));
    assert_eq!(corpus::search(&graph, "gravity craters", None).total, 4);
    assert!(found("gravity sort").is_empty());
}

#[test]
fn initials_may_be_written_together() {
    check("Christopher D. Manning", &["Manning CD", "manning, C.D.", "CD Manning"], &["Manning DX", "manning cd"]);
    let graph = corpus::titles(&[("CD drives", 3)]);
    assert_eq!(labels(&graph, "CD dri", None), ["CD drives"], "a word is a word first");
}

#[test]
fn ids_come_first() {
    let people = [("Ada A1000 Byron", &[][..], 9), ("Bo Ek", &[][..], 1)];
    let graph = corpus::people(&people);
    let key = graph.key(Node::new(Kind::Person, 0));
    for text in [graph.id(Node::new(Kind::Person, 0)), &key] {
        let answer = corpus::search(&graph, text, Some(Kind::Person));
        let fits: Vec<_> = answer.hits.iter().map(|hit| (hit.node.index(), hit.fit)).collect();
        assert_eq!((fits, answer.total), (vec![(0, Fit::Id)], 1), "{text}");
    }
    let answer = corpus::search(&graph, "A1001", None);
    assert_eq!((answer.total, answer.hits.len()), (1, 1), "nobody is called so");
}

#[test]
fn every_name_is_indexed() {
    let people: [Person<'_>; 1] = [("Robert S. Belvin", &["Bob Belvin", "罗伯特"], 1)];
    let graph = corpus::people(&people);
    for text in ["bob", "robert belvin", "luo bo te"] {
        assert_eq!(labels(&graph, text, Some(Kind::Person)), ["Robert S. Belvin"], "{text}");
    }
    let institutions = |text| labels(&corpus::mixed(), text, Some(Kind::Institution));
    assert_eq!(institutions("i2 ltd"), ["Engine Works"]);
}

#[test]
fn titles_are_found_by_words_not_tags() {
    let graph = corpus::titles(&[("The <i>Escherichia coli</i> genome in H<sub>2</sub>O &amp; $\\alpha$-helices", 0)]);
    for text in ["escherichia genome", "h2o", "alpha hel", "<i>Escherichia"] {
        assert_eq!(labels(&graph, text, None).len(), 1, "{text}");
    }
    for text in ["sub genome", "amp genome", "i2 genome"] {
        assert!(labels(&graph, text, None).is_empty(), "{text}");
    }
}

#[test]
fn the_very_name_comes_first_then_the_same_words_then_the_popular() {
    let graph = corpus::people(&[
        ("Jian Liu", &[], 9),
        ("Li Jian", &[], 5),
        ("Jian Li Wang", &[], 7),
        ("Jian-Li", &[], 1),
        ("J. L.", &["jian LI"], 2),
    ]);
    let answer = corpus::search(&graph, "jian li", None);
    let found: Vec<_> = answer.hits.iter().map(|hit| (graph.label(hit.node), hit.fit, hit.popularity)).collect();
    let expected = [
        ("J. L.", Fit::Name, 2),
        ("Jian-Li", Fit::Name, 1),
        ("Li Jian", Fit::SameWords, 5),
        ("Jian Li Wang", Fit::Words, 7),
        ("Jian Liu", Fit::Begun, 9),
    ];
    assert_eq!(found, expected);
    assert!(answer.hits.iter().is_sorted_by(|a, b| a.score > b.score));
    assert_eq!((answer.total, answer.complete), (5, true));
}

#[test]
fn equally_popular_nodes_come_by_key() {
    let graph = corpus::titles(&[("Graph b", 3), ("Graph a", 3), ("Graph c", 4)]);
    assert_eq!(labels(&graph, "graph", None), ["Graph c", "Graph b", "Graph a"]);
}

#[test]
fn works_are_ranked_by_stated_or_present_citations() {
    let mut works: Vec<_> = (0..5).map(|at| corpus::work(at, "Graph")).collect();
    works[4].references = vec![corpus::key(2), corpus::key(3)];
    works[1].references = vec![corpus::key(2)];
    works[0].attributes.cited_by_count = 9;
    let graph = corpus::graph(works);
    let hits = corpus::search(&graph, "graph", None).hits;
    let found: Vec<_> = hits.iter().map(|hit| (hit.node.index(), hit.popularity)).collect();
    assert_eq!(found, [(0, 9), (2, 2), (3, 1), (1, 0), (4, 0)]);
}

#[test]
fn kinds_are_found_together_or_alone() {
    let graph = corpus::mixed();
    let mut all = labels(&graph, "graph", None);
    all.sort();
    assert_eq!(all, ["Bo Graph", "Graph Institute", "Graph engines", "Graph theory"]);
    for (kind, expected) in Kind::ALL.into_iter().zip(["Graph engines", "Bo Graph", "Graph theory", "Graph Institute"])
    {
        assert_eq!(labels(&graph, "graph", Some(kind)), [expected]);
    }
}

#[test]
fn hints_tell_namesakes_apart() {
    let graph = corpus::mixed();
    let hint = |kind, id| {
        let at = (0..graph.count(kind)).find(|&at| graph.id(Node::new(kind, at)) == id);
        Hint::of(&graph, Node::new(kind, at.expect("the id exists"))).to_string()
    };
    assert_eq!(hint(Kind::Work, "W1"), "Bo Graph et al. · 1843");
    assert_eq!(hint(Kind::Work, "W2"), "Bo Graph · 1850");
    assert_eq!(hint(Kind::Person, "A2"), "Engine Works · Graph theory · 1843–1850 · 2 works");
    assert_eq!(hint(Kind::Person, "A1"), "Graph Institute · Graph theory · 1843 · 1 work");
    assert_eq!(hint(Kind::Topic, "T1"), "Mathematics · 1 work");
    assert_eq!(hint(Kind::Institution, "I1"), "London, GB · 1 work");
}

#[test]
fn what_is_hidden_is_not_found() {
    let people = [("Ada Byron", &[][..], 3), ("Ada Byron", &[][..], 2), ("Ada Lovelace", &[][..], 1)];
    let graph = corpus::people(&people);
    let index = SearchIndex::build(&graph).unwrap();
    let found = |graph: &Graph, text: &str, limit: usize| {
        let answer = index.search(graph, &Query { kind: Some(Kind::Person), limit, ..Query::new(text) }).unwrap();
        (answer.total, answer.hits.iter().map(|hit| graph.id(hit.node).to_owned()).collect::<Vec<_>>())
    };
    let hidden = graph.with_changes(Changes::new().hide(PersonId(0))).unwrap();
    for text in ["ada byron", "ada b"] {
        assert_eq!(found(&graph, text, 1), (2, vec!["A1000".to_owned()]));
        assert_eq!(found(&hidden, text, 1), (1, vec!["A1001".to_owned()]));
    }
    assert_eq!(found(&hidden, "ada", 9).0, 2);
    // What is added later is not in the index, and an index of the changed graph finds it.
    let mut changes = Changes::new();
    let added = hidden.with_changes(changes.add_work(corpus::work(77, "Notes by the translator"))).unwrap();
    let query = Query::new("translator");
    assert_eq!(index.search(&added, &query).unwrap().hits.len(), 0);
    assert_eq!(SearchIndex::build(&added).unwrap().search(&added, &query).unwrap().hits.len(), 1);
}

#[test]
fn people_are_found_by_names_that_they_were_given() {
    let people: Vec<(String, usize)> =
        (0..40).map(|at| (format!("Ada {} Moss", (b'a' + at) as char), 40 - usize::from(at))).collect();
    let given = |at: usize| match at % 3 {
        0 => vec!["Zoë Lark".to_owned(), format!("A. {at} Finch")],
        1 => vec!["Ada Lark".to_owned()],
        _ => vec![],
    };
    let rows: Vec<Person<'_>> = people.iter().map(|(name, works)| (name.as_str(), &[][..], *works)).collect();
    let before = corpus::people(&rows);
    let index = SearchIndex::build(&before).unwrap();
    let mut changes = Changes::new();
    for person in before.nodes::<PersonId>() {
        for name in given(person.0 as usize) {
            changes.add_name(person, name);
        }
    }
    let changed = before.with_changes(&changes).unwrap();
    let names: Vec<Vec<String>> = (0..people.len()).map(given).collect();
    let names: Vec<Vec<&str>> = names.iter().map(|names| names.iter().map(String::as_str).collect()).collect();
    let rows: Vec<Person<'_>> =
        people.iter().zip(&names).map(|((name, works), names)| (name.as_str(), &names[..], *works)).collect();
    let rebuilt = corpus::people(&rows);
    let (with, whole) = (index.with_changes(&changed).unwrap(), SearchIndex::build(&rebuilt).unwrap());
    for text in ["zoe lark", "lark", "lar", "moss", "ada", "larc", "finch a", "ada lark", "A1003", "moss lark", "zoé"]
    {
        for limit in [1, 5, 50] {
            let query = Query { limit, ..Query::new(text) };
            assert_eq!(
                with.search(&changed, &query).unwrap(),
                whole.search(&rebuilt, &query).unwrap(),
                "{text} {limit}"
            );
        }
    }
    assert_eq!(index.search(&changed, &Query::new("zoe")).unwrap().total, 0);
    assert_eq!(index.with_changes(&before).unwrap().search(&before, &Query::new("moss")).unwrap().total, 40);
}
