//! Words in a picture: how wide they are, and how they are shortened.

/// How wide a letter is in fonts without serifs, in parts of their size; rather more than less.
fn advance(letter: char) -> f32 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '|' | '.' | ',' | ':' | ';' | '!' | 'I' | ' ' => 0.33,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | '·' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' => 0.98,
        'A'..='Z' | '&' | '+' | '=' | '<' | '>' => 0.72,
        '\u{300}'..='\u{36f}' => 0.0,
        // Letters of East Asia are squares.
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 1.05,
        _ => 0.61,
    }
}

/// How wide `text` is in letters of `size`.
pub(super) fn width(text: &str, size: f32) -> f32 {
    text.chars().map(advance).sum::<f32>() * size
}

/// The beginning of `text` that is no wider than `most` in letters of size 1, at the end of a word where that does not
/// cost much, with an ellipsis where something is missing.
pub(super) fn shortened(text: &str, most: f32) -> String {
    let (mut used, mut end, mut word_end) = (0.0, 0, 0);
    for (at, letter) in text.char_indices() {
        used += advance(letter);
        if letter == ' ' {
            word_end = at;
        }
        if used > most {
            let fits = if 2 * word_end > end { word_end } else { end };
            return format!("{}…", text[..fits].trim_end_matches([' ', ',', ':', ';', '-', '–', '(']));
        }
        end = at + letter.len_utf8();
    }
    text.to_owned()
}

/// `text` in two lines of at most `most` each, in letters of size 1; one where it needs no more.
pub(super) fn in_two(text: &str, most: f32) -> Vec<String> {
    if width(text, 1.0) <= most {
        return vec![text.to_owned()];
    }
    let (mut used, mut space) = (0.0, None);
    for (at, letter) in text.char_indices() {
        used += advance(letter);
        if letter == ' ' {
            space = Some(at);
        }
        if used > most {
            break;
        }
    }
    match space {
        Some(space) => vec![text[..space].to_owned(), shortened(&text[space + 1..], most)],
        None => vec![shortened(text, most)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_stay() {
        assert_eq!(shortened("Ada Lovelace", 20.0), "Ada Lovelace");
        assert_eq!(in_two("Ada Lovelace", 20.0), ["Ada Lovelace"]);
        assert_eq!(shortened("", 0.0), "");
    }

    #[test]
    fn long_texts_end_at_a_word_if_they_can() {
        assert_eq!(shortened("On the analytical engine", 12.0), "On the analytical…");
        assert_eq!(shortened("Donaudampfschifffahrtsgesellschaft", 6.0), "Donaudamp…");
        assert_eq!(in_two("On the analytical engine of Mr Babbage", 8.8), ["On the analytical", "engine of Mr…"]);
    }

    #[test]
    fn hostile_texts_do_no_harm() {
        for text in ["\u{202e}".repeat(10_000), "中".repeat(10_000), "é\u{301}".repeat(9_999), " ".repeat(500)] {
            assert!(width(&shortened(&text, 10.0), 1.0) <= 11.1);
            assert!(in_two(&text, 10.0).len() <= 2);
        }
    }
}
