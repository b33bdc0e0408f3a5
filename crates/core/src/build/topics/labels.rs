//! What phrases are called: as most titles write them.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::{
    casing::Casing,
    phrases::{PhraseWords, Phrases},
    tokens::Token,
};
use crate::{
    build::{lexicon::Lexicon, rows::Rows},
    column::Text,
};

/// The label of every phrase: in singular or plural as it stands most often, in lower case but for words that most
/// titles write otherwise within, with a capital in front: `Machine translation`, `BERT`, `Word embeddings`.
pub(super) fn labels(phrases: &Phrases, tokens: &Rows<Token>, lexicon: &Lexicon, titles: &Text) -> Vec<String> {
    let forms = commonest_forms(phrases, tokens);
    let casing = Casing::of(titles, lexicon, forms.iter().flatten().copied());
    let label = |form: &PhraseWords| {
        let words: Vec<&str> = form.iter().filter_map(|&word| casing.of_word(word).or(lexicon.word(word))).collect();
        capitalised(&words.join(" "))
    };
    forms.iter().map(label).collect()
}

/// The words of each phrase as they stand most often; of forms that are as common, the first in the order of words.
fn commonest_forms(phrases: &Phrases, tokens: &Rows<Token>) -> Vec<PhraseWords> {
    let mut counts: HashMap<(u32, PhraseWords), u32, FixedState> = HashMap::default();
    let mut rest = tokens.values.as_slice();
    for &length in &tokens.lengths {
        let (title, after) = rest.split_at(length);
        rest = after;
        phrases.find(title, |phrase, tokens| {
            let mut form = PhraseWords::default();
            form.iter_mut().zip(tokens).for_each(|(form, token)| *form = token.form);
            *counts.entry((phrase, form)).or_insert(0) += 1;
        });
    }
    // A phrase that only ever stands within longer ones is called by its words.
    let mut best: Vec<(u32, PhraseWords)> =
        (0..phrases.len() as u32).map(|phrase| (0, words(phrases, phrase))).collect();
    for ((phrase, form), count) in counts {
        let best = &mut best[phrase as usize];
        if count > best.0 || (count == best.0 && form < best.1) {
            *best = (count, form);
        }
    }
    best.into_iter().map(|(_, form)| form).collect()
}

fn words(phrases: &Phrases, phrase: u32) -> PhraseWords {
    let mut words = PhraseWords::default();
    words.iter_mut().zip(phrases.words(phrase)).for_each(|(place, &word)| *place = word);
    words
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
