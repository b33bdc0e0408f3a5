//! Plurals, so that `language models` and `language model` are one phrase.

use crate::build::lexicon::Lexicon;

/// What ends like a plural and is none.
const NO_PLURALS: [&str; 6] = ["bias", "lens", "news", "series", "species", "thus"];

/// The number of the singular of every word, by the word's number: its own where it is no plural, or where its
/// singular is no word of the titles. Number 0, which is no word, stays 0.
pub(super) fn folded(lexicon: &Lexicon) -> Vec<u32> {
    let fold = |number| {
        let singular = lexicon.word(number).and_then(|word| singulars(word).find_map(|one| lexicon.number(&one)));
        singular.unwrap_or(number)
    };
    (0..=lexicon.len() as u32).map(fold).collect()
}

/// What the singular of an English word may be, were it a plural.
fn singulars(word: &str) -> impl Iterator<Item = String> {
    let never = ["ss", "us", "is", "ics"].iter().any(|end| word.ends_with(end)) || NO_PLURALS.contains(&word);
    let stem = |end: &str| word.strip_suffix(end).filter(|stem| !never && stem.len() > 2);
    let ies = stem("ies").map(|stem| format!("{stem}y"));
    let es = ["sses", "shes", "ches", "xes", "zes"].iter().any(|end| word.ends_with(end)).then(|| stem("es")).flatten();
    [ies, es.map(str::to_owned), stem("s").map(str::to_owned)].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_have_singulars_and_what_only_looks_so_has_none() {
        let first = |word| singulars(word).next();
        for (plural, singular) in [
            ("models", "model"),
            ("ontologies", "ontology"),
            ("classes", "class"),
            ("searches", "search"),
            ("cases", "case"),
        ] {
            assert_eq!(first(plural).as_deref(), Some(singular));
        }
        for word in ["news", "class", "corpus", "analysis", "semantics", "gas", "model"] {
            assert_eq!(first(word), None, "{word}");
        }
    }

    #[test]
    fn a_plural_folds_only_onto_a_word_that_is_there() {
        let titles = ["models model glasses", "models model glasses"];
        let lexicon = Lexicon::read(&titles.iter().collect(), &crate::column::Room::default()).0;
        let folded = folded(&lexicon);
        let number = |word| lexicon.number(word).unwrap();
        assert_eq!(folded[number("models") as usize], number("model"));
        assert_eq!(folded[number("glasses") as usize], number("glasses"));
        assert_eq!(folded[0], 0);
    }
}
