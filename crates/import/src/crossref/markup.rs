//! Titles and abstracts as plain text: without JATS, MathML and HTML, and with every character as itself.

use std::borrow::Cow;

use memchr::{memchr, memchr2};
use quick_xml::escape::resolve_predefined_entity;

use crate::xml::collapsed;

/// `text` without markup, with white space collapsed. O(length).
///
/// Markup is elements that Crossref's records hold; any other `<` is one. It may be escaped, and characters twice, as
/// members do who escape what is escaped already.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let text = unescaped(text);
    let text = match without_tags(&text) {
        Some(stripped) => Cow::Owned(unescaped(&stripped).into_owned()),
        None if text.contains('&') => Cow::Owned(unescaped(&text).into_owned()),
        None => text,
    };
    match text {
        Cow::Borrowed(text) => collapsed(text),
        Cow::Owned(text) => Cow::Owned(collapsed(&text).into_owned()),
    }
}

/// The same for an abstract, of which the heading that says that it is one goes, too.
pub(super) fn plain_abstract(text: &str) -> Cow<'_, str> {
    plain(without_heading(text).unwrap_or(text))
}

fn without_heading(text: &str) -> Option<&str> {
    let rest = text.trim_start().strip_prefix("<jats:title>")?;
    let (heading, rest) = rest.split_once("</jats:title>")?;
    heading.trim().eq_ignore_ascii_case("abstract").then_some(rest)
}

/// The longest name of a character.
const MAX_REFERENCE_BYTES: usize = 32;

/// `text` with references to characters resolved, once.
fn unescaped(text: &str) -> Cow<'_, str> {
    let mut resolved = String::new();
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        let behind = &rest[at + 1..];
        let end = memchr(b';', &behind.as_bytes()[..behind.len().min(MAX_REFERENCE_BYTES)]);
        let (taken, letters) = match end.map(|end| (end, character(&behind[..end]))) {
            Some((end, Some(letters))) => (at + end + 2, letters),
            _ => (at + 1, Cow::Borrowed("&")),
        };
        resolved.push_str(&rest[..at]);
        resolved.push_str(&letters);
        rest = &rest[taken..];
    }
    if resolved.is_empty() && rest.len() == text.len() { Cow::Borrowed(text) } else { Cow::Owned(resolved + rest) }
}

/// What `&name;` stands for.
fn character(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else { return resolve_predefined_entity(name).map(Cow::Borrowed) };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok().filter(|&code| code != 0)?).map(|letter| Cow::Owned(letter.to_string()))
}

/// `text` without tags, with a space for those that part words; `None` where it has none.
fn without_tags(text: &str) -> Option<String> {
    let mut kept = String::new();
    let (mut rest, mut any) = (text, false);
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        kept.push_str(&rest[..at]);
        match tag(&rest[at..]) {
            Some((name, len)) => {
                any = true;
                if parts_words(name) {
                    kept.push(' ');
                }
                rest = &rest[at + len..];
            }
            None => {
                kept.push('<');
                rest = &rest[at + 1..];
            }
        }
    }
    any.then(|| kept + rest)
}

/// The name of the element whose tag `text` begins with, and the length of the tag.
fn tag(text: &str) -> Option<(&str, usize)> {
    let inside = text.get(1..)?;
    let end = memchr2(b'<', b'>', inside.as_bytes()).filter(|&end| inside.as_bytes()[end] == b'>')?;
    let name = inside[..end].trim_start_matches('/');
    let name = &name[..name.find(|letter: char| letter.is_whitespace() || letter == '/').unwrap_or(name.len())];
    let local = name.strip_prefix("jats:").or_else(|| name.strip_prefix("mml:")).or_else(|| name.strip_prefix("m:"));
    let known = local.is_some_and(|local| !local.is_empty()) || is_known(name);
    known.then_some((local.unwrap_or(name), end + 2))
}

fn is_known(name: &str) -> bool {
    ELEMENTS.iter().any(|known| known.eq_ignore_ascii_case(name)) || parts_words(name)
}

/// Does an element of this name stand by itself?
fn parts_words(name: &str) -> bool {
    BLOCKS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Elements of JATS and HTML inside a sentence.
const ELEMENTS: &[&str] = &[
    "a",
    "b",
    "big",
    "bold",
    "code",
    "em",
    "emph",
    "font",
    "i",
    "inf",
    "inline-formula",
    "italic",
    "math",
    "monospace",
    "ovl",
    "roman",
    "s",
    "sc",
    "scp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "tex-math",
    "tt",
    "u",
    "underline",
    "xref",
];

/// Elements of JATS and HTML that hold sentences.
const BLOCKS: &[&str] = &[
    "br",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "label",
    "li",
    "list",
    "list-item",
    "ol",
    "p",
    "sec",
    "td",
    "title",
    "tr",
    "ul",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_plain_text() {
        let cases = [
            ("CO<sub>2</sub> and <i>E.\n coli</i>", "CO2 and E. coli"),
            ("CO&lt;sub&gt;2&lt;/sub&gt;", "CO2"),
            ("Salt &amp;amp; pepper &#x26; more &#60;", "Salt & pepper & more <"),
            ("p < 0.05 and <x> and 1<2", "p < 0.05 and <x> and 1<2"),
            ("<jats:p>One.</jats:p><jats:p>Two.<br/>Three</jats:p>", "One. Two. Three"),
            ("<mml:math xmlns:mml='m'><mml:mi>x</mml:mi></mml:math>-rays", "x-rays"),
            ("R&D; &nothing; & &", "R&D; &nothing; & &"),
            ("&eacute;t&eacute; &#0; &#x110000;", "été &#0; &#x110000;"),
            ("<i", "<i"),
            ("é&é;é", "é&é;é"),
            ("", ""),
        ];
        for (given, expected) in cases {
            assert_eq!(plain(given), expected, "{given}");
        }
    }

    #[test]
    fn the_heading_of_an_abstract_goes() {
        assert_eq!(plain_abstract("<jats:title>Abstract</jats:title>\n <jats:p>We x.</jats:p>"), "We x.");
        assert_eq!(plain_abstract("<jats:title>Aims</jats:title><jats:p>We x.</jats:p>"), "Aims We x.");
        assert_eq!(plain_abstract("Abstract painting"), "Abstract painting");
    }

    #[test]
    fn a_million_brackets_take_no_time_to_speak_of() {
        for piece in ["<i ", "<", "&", "&#", "<i>", "&amp;"] {
            assert!(plain(&piece.repeat(1_000_000)).len() <= 3_000_000);
        }
    }
}
