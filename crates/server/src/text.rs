//! Titles and names as people should read them: without the markup that sources leave in.
//!
//! This is about reading, not about safety: whatever comes out is escaped like any text.

mod tex;

use std::borrow::Cow;

/// `text` without tags, its character references resolved and its TeX written out, on one line.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|letter| matches!(letter, '<' | '&' | '$' | '\\') || letter.is_control()) {
        return Cow::Borrowed(text);
    }
    // Twice, because escaped titles get escaped again on their way: `&amp;lt;i&amp;gt;`.
    let text = without_tags(&resolved(&resolved(text)));
    let text = tex::written_out(&text).replace(char::is_control, " ");
    Cow::Owned(text.trim().to_owned())
}

/// `text` as [`clean`] has it, where that is another; asked for many texts, hardly any of which holds markup.
pub(crate) fn unmarked(text: &str) -> Option<String> {
    let may_hold = text.bytes().any(|byte| matches!(byte, b'<' | b'&' | b'$' | b'\\'));
    may_hold.then(|| clean(text)).filter(|clean| clean != text).map(Cow::into_owned)
}

/// `text` for places without markup, such as the title of a page: nothing in it changes the direction of what
/// follows, and it is short.
pub(crate) fn plain(text: &str) -> String {
    const LONGEST: usize = 200;
    let turns =
        |letter: char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let text: String = clean(text).chars().filter(|&letter| !turns(letter)).collect();
    match text.char_indices().nth(LONGEST) {
        None => text,
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

/// `number` with a comma after every three digits.
pub(crate) fn counted(number: impl TryInto<u64>) -> String {
    let digits = number.try_into().unwrap_or(u64::MAX).to_string();
    let first = match digits.len() % 3 {
        0 => 3,
        rest => rest,
    };
    let (head, tail) = digits.split_at(first.min(digits.len()));
    let groups = tail.as_bytes().chunks(3).map(|group| str::from_utf8(group).unwrap_or_default());
    std::iter::once(head).chain(groups).collect::<Vec<_>>().join(",")
}

/// So many of something: `1 work`, `2 works`, `0 people`.
pub(crate) fn so_many(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", counted(number as u64), if number == 1 { one } else { many })
}

/// The longest character reference, in bytes between `&` and `;`.
const LONGEST_REFERENCE: usize = 10;

fn resolved(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split('&');
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let end = piece.bytes().take(LONGEST_REFERENCE + 1).position(|byte| byte == b';');
        match end.and_then(|end| Some((character(&piece[..end])?, &piece[end + 1..]))) {
            Some((letter, rest)) => {
                out.push(letter);
                out.push_str(rest);
            }
            None => {
                out.push('&');
                out.push_str(piece);
            }
        }
    }
    out
}

fn character(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        let at = NAMED.binary_search_by_key(&name, |&(known, _)| known).ok()?;
        return Some(NAMED[at].1);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32)
}

/// The character references that stand in titles, by name.
const NAMED: [(&str, char); 45] = [
    ("Delta", 'Δ'),
    ("Gamma", 'Γ'),
    ("Lambda", 'Λ'),
    ("Omega", 'Ω'),
    ("Phi", 'Φ'),
    ("Psi", 'Ψ'),
    ("Sigma", 'Σ'),
    ("aacute", 'á'),
    ("alpha", 'α'),
    ("amp", '&'),
    ("apos", '\''),
    ("auml", 'ä'),
    ("beta", 'β'),
    ("ccedil", 'ç'),
    ("chi", 'χ'),
    ("deg", '°'),
    ("delta", 'δ'),
    ("eacute", 'é'),
    ("epsilon", 'ε'),
    ("gamma", 'γ'),
    ("gt", '>'),
    ("hellip", '…'),
    ("iacute", 'í'),
    ("kappa", 'κ'),
    ("lambda", 'λ'),
    ("ldquo", '“'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("micro", 'µ'),
    ("mu", 'μ'),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("omega", 'ω'),
    ("ouml", 'ö'),
    ("pi", 'π'),
    ("plusmn", '±'),
    ("quot", '"'),
    ("rdquo", '”'),
    ("rsquo", '’'),
    ("sigma", 'σ'),
    ("szlig", 'ß'),
    ("tau", 'τ'),
    ("times", '×'),
    ("uuml", 'ü'),
];

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some((name, length)) = tag(rest) else {
            out.push('<');
            rest = &rest[1..];
            continue;
        };
        rest = &rest[length..];
        match name {
            "br" | "p" | "title" => out.push(' '),
            "msqrt" => out.push('√'),
            // Sources lose the spaces around formulas.
            "math" if out.ends_with(char::is_alphanumeric) => out.push(' '),
            "/math" if rest.starts_with(char::is_alphanumeric) => out.push(' '),
            "sub" => rest = shifted(rest, &mut out, SUBSCRIPT),
            "sup" => rest = shifted(rest, &mut out, SUPERSCRIPT),
            _ => {}
        }
    }
    out.push_str(rest);
    out
}

/// The longest tag, in bytes, so that a title full of `<` costs no more than its length.
const LONGEST_TAG: usize = 512;

/// Name and length of the tag at the start of `text`, that of a formula's end `/math`, those of other ends `/`; `None` where the `<` is only a
/// sign, as in `a<b and c>d`: behind its name a tag has attributes, each with its `=`, or nothing.
fn tag(text: &str) -> Option<(&str, usize)> {
    let window = &text.as_bytes()[..text.len().min(LONGEST_TAG)];
    let end = window.iter().position(|&byte| byte == b'>')?;
    let inside = text.get(1..end)?;
    let is_closing = inside.starts_with('/');
    let inside = inside.trim_matches('/');
    let in_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, ':' | '-' | '_');
    let (name, attributes) = inside.split_at(inside.find(|letter| !in_name(letter)).unwrap_or(inside.len()));
    let is_tag = name.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && (attributes.trim().is_empty() || (attributes.starts_with(char::is_whitespace) && attributes.contains('=')));
    let local = name.rsplit(':').next().unwrap_or(name);
    let name = match (is_closing, local) {
        (true, "math") => "/math",
        (true, _) => "/",
        (false, _) => local,
    };
    is_tag.then_some((name, end + 1))
}

const SUBSCRIPT: [(char, char); 15] = [
    ('0', '₀'),
    ('1', '₁'),
    ('2', '₂'),
    ('3', '₃'),
    ('4', '₄'),
    ('5', '₅'),
    ('6', '₆'),
    ('7', '₇'),
    ('8', '₈'),
    ('9', '₉'),
    ('+', '₊'),
    ('-', '₋'),
    ('=', '₌'),
    ('(', '₍'),
    (')', '₎'),
];
const SUPERSCRIPT: [(char, char); 15] = [
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('+', '⁺'),
    ('-', '⁻'),
    ('=', '⁼'),
    ('(', '⁽'),
    (')', '⁾'),
];

/// Writes what stands before the next tag with raised or lowered letters, where all of it has such letters:
/// without, 10<sup>6</sup> would read 106.
fn shifted<'t>(text: &'t str, out: &mut String, letters: [(char, char); 15]) -> &'t str {
    let (inside, rest) = text.split_at(text.find('<').unwrap_or(text.len()));
    let shift = |letter: char| letters.iter().find(|(plain, _)| *plain == letter).map(|&(_, shifted)| shifted);
    match inside.chars().map(shift).collect::<Option<String>>() {
        Some(shifted) => out.push_str(&shifted),
        None => out.push_str(inside),
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(clean(text), expected);
    }

    #[test]
    fn tags_are_left_out() {
        check("The <i>E. coli</i> genome", "The E. coli genome");
        check("<mml:math xmlns:mml=\"x\"><mml:mi>x</mml:mi></mml:math>", "x");
        check("in<math><mi>p</mi><mi>p</mi></math>at <math><msqrt><mi>s</mi></msqrt></math>, 7", "in pp at √s, 7");
        check("<jats:title>A</jats:title><br/>b", "A b");
        check("<script>alert(1)</script>", "alert(1)");
        check("<img src=x onerror=alert(1)>", "");
    }

    #[test]
    fn comparisons_stay() {
        check("p < 0.05 & q > 1", "p < 0.05 & q > 1");
        check("a<b and c>d", "a<b and c>d");
        check("<", "<");
        check("é<é>", "é<é>");
    }

    #[test]
    fn references_are_resolved_even_twice() {
        check("R&amp;D", "R&D");
        check("&amp;lt;i&amp;gt;E. coli&amp;lt;/i&amp;gt;", "E. coli");
        check("&beta;-carotene &#x141;&#321;", "β-carotene ŁŁ");
        check("AT&T; &nothing; &#xFFFFFFFF; &", "AT&T; &nothing; &#xFFFFFFFF; &");
        check("&#0;&#10;a", "a");
    }

    #[test]
    fn raised_and_lowered_digits_stay_so() {
        check("H<sub>2</sub>O at 10<sup>-6</sup>", "H₂O at 10⁻⁶");
        check("x<sup>n</sup>", "xn");
        check("x<sup>", "x");
    }

    #[test]
    fn only_what_holds_markup_is_written_anew() {
        assert_eq!(unmarked("p < 0.05 & q"), None);
        assert_eq!(unmarked(r"$\alpha$ <i>x</i>").as_deref(), Some("α x"));
    }

    #[test]
    fn lines_become_one() {
        check("a\nb\tc\u{7}", "a b c");
    }

    #[test]
    fn page_titles_are_short_and_turn_nothing() {
        assert_eq!(plain("a\u{202e}b\u{2066}c"), "abc");
        assert_eq!(plain(&"é".repeat(10_000)).chars().count(), 201);
    }

    #[test]
    fn numbers_have_commas() {
        let cases = [(0, "0"), (999, "999"), (1000, "1,000"), (12_345, "12,345"), (1_234_567, "1,234,567")];
        for (number, text) in cases {
            assert_eq!(counted(number), text);
        }
        assert_eq!(so_many(1, "work", "works"), "1 work");
        assert_eq!(so_many(0, "work", "works"), "0 works");
    }

    #[test]
    fn references_are_in_order() {
        assert!(NAMED.is_sorted_by_key(|&(name, _)| name));
    }
}
