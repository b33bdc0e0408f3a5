//! Topics of titles that were made up so that the answer is known.

use super::*;

/// The labels of every work's topics.
fn topics(titles: &[String]) -> Vec<Vec<String>> {
    let derived = derive(DeriveTopics::Titles, &titles.iter().collect(), |_| "", &Room::default());
    let name = |topic: &TopicId| derived.topics.name.at(topic.index()).to_owned();
    (0..titles.len()).map(|work| derived.about.row(work).iter().map(name).collect()).collect()
}

/// So many titles of two words that stand nowhere else.
fn others(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|index| format!("filler{index} matter{index}"))
}

#[test]
fn phrases_are_found_in_singular_and_plural_and_called_as_most_write_them() {
    let mut titles: Vec<String> =
        ["Probing Language Models", "The language model", "A language model", "On language models", "Language models"]
            .map(str::to_owned)
            .into();
    titles.extend(["Of a BERT language", "BERT and BERT", "A BERT", "bert", "Bert’s BERT"].map(str::to_owned));
    titles.extend(others(400));
    let found = topics(&titles);
    for title in 0..5 {
        assert_eq!(found[title], ["Language models"], "{}", titles[title]);
    }
    assert_eq!(found[6], ["BERT"]);
    assert!(found[10].is_empty());
}

#[test]
fn the_longest_phrase_is_taken_and_stop_words_part() {
    let mut titles: Vec<String> = (0..4).map(|_| "neural machine translation".to_owned()).collect();
    titles.extend((0..4).map(|_| "machine translation".to_owned()));
    titles.push("neural networks of machine and translation".to_owned());
    titles.extend(others(2000));
    let found = topics(&titles);
    assert_eq!(found[0], ["Neural machine translation"]);
    assert_eq!(found[5], ["Machine translation"]);
    assert!(!found[8].contains(&"Machine translation".to_owned()), "{:?}", found[8]);
}

#[test]
fn words_that_stand_together_by_chance_are_no_phrase() {
    // Each of the two words stands in half of the titles, and beside the other as often as chance has it.
    let titles: Vec<String> = (0..400)
        .map(|index| match index % 4 {
            0 => format!("often common {index}x"),
            1 => format!("often x{index}x"),
            2 => format!("x{index}x common"),
            _ => format!("x{index}x"),
        })
        .collect();
    assert!(topics(&titles).iter().all(Vec::is_empty));
}

#[test]
fn a_work_has_the_five_rarest_and_scores_say_how_rare() {
    let words = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta"];
    let mut titles = vec![words.join(" of ")];
    for (index, word) in words.iter().enumerate() {
        titles.extend((0..5 + index).map(|_| format!("the {word}")));
    }
    titles.extend(others(2000));
    let derived = derive(DeriveTopics::Titles, &titles.iter().collect(), |_| "", &Room::default());
    let row: Vec<&str> = derived.about.row(0).iter().map(|topic| derived.topics.id.at(topic.index())).collect();
    assert_eq!(row, ["alpha", "beta", "delta", "epsilon", "gamma"]);
    let expected = (titles.len() as f64 / 6.0).ln() / (titles.len() as f64).ln();
    let score = f64::from(derived.about.edges.score.at(derived.about.edges_of(0).start));
    assert!((score - expected).abs() < 1e-6, "{score} instead of {expected}");
    assert_eq!(derived.topics.derived_from.at(0), "titles");
    assert_eq!(derived.topics.source_key.at(0), "name:Alpha");
}

#[test]
fn abstracts_fill_what_titles_leave_open() {
    let mut titles: Vec<String> = (0..6).map(|_| "the alpha".to_owned()).collect();
    titles.extend((0..6).map(|_| "the beta".to_owned()));
    titles.extend(others(600));
    let abstract_of = |work| if work == 0 { "Of alpha, beta and gamma." } else { "" };
    let derived = derive(DeriveTopics::TitlesAndAbstracts, &titles.iter().collect(), abstract_of, &Room::default());
    assert_eq!(derived.about.row(0).len(), 2);
    assert_eq!(derived.about.row(1).len(), 1);
    assert_eq!(derived.topics.derived_from.at(0), "titles-and-abstracts");
}

#[test]
fn the_same_on_any_number_of_threads_and_nothing_for_no_titles() {
    let titles: Text = (0..9000).map(|index| format!("graph{} of word{}", index % 300, index % 211)).collect();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let derived = pool.install(|| derive(DeriveTopics::Titles, &titles, |_| "", &Room::default()));
        (derived.topics.id.iter().map(str::to_owned).collect::<Vec<_>>(), derived.about.targets().to_vec())
    };
    assert_eq!(on(1), on(3));
    assert!(!on(1).0.is_empty());
    assert!(derive(DeriveTopics::Titles, &Text::default(), |_| "", &Room::default()).topics.is_empty());
}
