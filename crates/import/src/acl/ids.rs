//! Identifiers of papers.

use scholargraph::identifier;

/// The Anthology's id of a paper: `2020.acl-main.463`, or `P19-1017` in collections of the years up to 2019.
///
/// The older form has a fixed number of digits: one for the volume and three for the paper, or two and two in
/// collections of workshops (<https://aclanthology.org/info/ids/>).
pub(super) fn paper_id(collection: &str, volume: &str, paper: &str) -> String {
    let numbers = (volume.parse::<u32>(), paper.parse::<u32>());
    match numbers {
        (Ok(volume), Ok(paper)) if is_old(collection) => {
            let workshops = collection.starts_with('W') || collection == "C69" || (collection == "D19" && volume >= 5);
            if workshops {
                format!("{collection}-{volume:02}{paper:02}")
            } else {
                format!("{collection}-{volume}{paper:03}")
            }
        }
        _ => format!("{collection}-{volume}.{paper}"),
    }
}

fn is_old(collection: &str) -> bool {
    !collection.starts_with(|letter: char| letter.is_ascii_digit())
}

/// The DOI, wherever the text has it.
pub(super) fn doi(text: &str) -> String {
    identifier::doi(text).unwrap_or_default()
}

/// Languages as the Anthology writes them (ISO 639-3, or with a country) in two letters where there are two.
pub(super) fn language(tag: &str) -> &str {
    let language = tag.split(['-', '_']).next().unwrap_or(tag);
    const TWO_LETTERS: &[(&str, &str)] = &[
        ("ara", "ar"),
        ("ces", "cs"),
        ("deu", "de"),
        ("eng", "en"),
        ("eus", "eu"),
        ("fra", "fr"),
        ("hin", "hi"),
        ("ita", "it"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("nld", "nl"),
        ("nor", "no"),
        ("pol", "pl"),
        ("por", "pt"),
        ("rus", "ru"),
        ("spa", "es"),
        ("swe", "sv"),
        ("tur", "tr"),
        ("zho", "zh"),
    ];
    TWO_LETTERS.iter().find(|(three, _)| *three == language).map_or(language, |&(_, two)| two)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_all_ages() {
        let cases = [
            (("2020.acl", "main", "463"), "2020.acl-main.463"),
            (("1952.earlymt", "1", "1"), "1952.earlymt-1.1"),
            (("P19", "1", "17"), "P19-1017"),
            (("L10", "1", "58"), "L10-1058"),
            (("W18", "64", "66"), "W18-6466"),
            (("W01", "16", "7"), "W01-1607"),
            (("D19", "1", "637"), "D19-1637"),
            (("D19", "50", "1"), "D19-5001"),
            (("C69", "1", "2"), "C69-0102"),
            (("P19", "x", "17"), "P19-x.17"),
        ];
        for ((collection, volume, paper), expected) in cases {
            assert_eq!(paper_id(collection, volume, paper), expected);
        }
    }

    #[test]
    fn languages_have_two_letters() {
        for (given, expected) in [("fra", "fr"), ("pt-BR", "pt"), ("de", "de"), ("", ""), ("quc", "quc")] {
            assert_eq!(language(given), expected);
        }
    }
}
