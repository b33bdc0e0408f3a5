//! TeX as it stands in titles: commands become the signs that they name.

use std::borrow::Cow;

use scholargraph::text::is_tex_look;
use unicode_normalization::UnicodeNormalization;

use super::{NAMED, SUBSCRIPT, SUPERSCRIPT};

/// The longest formula or argument that is recognised, in bytes, so that a title full of `$` or `{` costs no more than
/// its length.
const LONGEST: usize = 512;

/// Where a command stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum In {
    /// Among words, where a backslash may be no TeX: what is not known stays as it is.
    Words,
    /// Between dollars.
    Formula,
}

/// `text` with formulas and accents written out. A dollar that begins no formula is money.
pub(super) fn written_out(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| matches!(byte, b'$' | b'\\')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['$', '\\', '{']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match rest.as_bytes()[0] {
            b'$' => formula(rest, &mut out),
            b'\\' => Some(command(rest, In::Words, &mut out)),
            _ => held(rest, &mut out),
        };
        let length = length.unwrap_or_else(|| {
            out.push_str(&rest[..1]);
            1
        });
        rest = &rest[length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Writes out what braces hold together, as in `{\"o}`, without them; `None` where they hold no TeX.
fn held(text: &str, out: &mut String) -> Option<usize> {
    let inside = argument(text)?;
    let written = written_out(inside);
    (written != inside).then(|| {
        out.push_str(&written);
        inside.len() + 2
    })
}

/// Writes out the formula that begins with a dollar, and tells how long it is; `None` where it is none.
///
/// Dollars around a formula touch it, and no digit follows the second, as Pandoc has it
/// (<https://pandoc.org/MANUAL.html#math>). Without any TeX in it, it is one word that begins with no digit.
fn formula(text: &str, out: &mut String) -> Option<usize> {
    let fence = if text.starts_with("$$") { "$$" } else { "$" };
    let inside = &text[fence.len()..];
    let end = inside.bytes().take(LONGEST).position(|byte| byte == b'$')?;
    let (inside, behind) = inside.split_at(end);
    let behind = behind.strip_prefix(fence)?;
    let touches = !inside.is_empty() && inside.trim() == inside;
    let is_money = behind.starts_with(|next: char| next.is_ascii_digit());
    let is_word = !inside.starts_with(|first: char| first.is_ascii_digit()) && !inside.contains(char::is_whitespace);
    (touches && !is_money && (is_word || inside.contains(['\\', '_', '^']))).then(|| {
        math(inside, out);
        end + 2 * fence.len()
    })
}

/// Writes out the inside of a formula.
fn math(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '\\' => command(rest, In::Formula, out),
            '_' => script(rest, SUBSCRIPT, out),
            '^' => script(rest, SUPERSCRIPT, out),
            '{' | '}' => 1,
            '~' => {
                out.push(' ');
                1
            }
            _ => {
                out.push(next);
                next.len_utf8()
            }
        };
        rest = &rest[length..];
    }
}

/// Writes out what is raised or lowered: as such letters where all of it has them, else behind its sign.
fn script(text: &str, letters: [(char, char); 15], out: &mut String) -> usize {
    let (sign, inside) = text.split_at(1);
    let (what, length) = match argument(inside) {
        Some(what) => (what, what.len() + 2),
        None if inside.starts_with('\\') => ("", 0),
        None => inside.chars().next().map_or(("", 0), |letter| (&inside[..letter.len_utf8()], letter.len_utf8())),
    };
    let shift = |letter: char| letters.iter().find(|(plain, _)| *plain == letter).map(|&(_, shifted)| shifted);
    match what.chars().map(shift).collect::<Option<String>>() {
        Some(shifted) if !shifted.is_empty() => out.push_str(&shifted),
        _ => {
            out.push_str(sign);
            let mut written = String::new();
            math(what, &mut written);
            let is_long = written.chars().nth(1).is_some();
            out.push_str(&if is_long { format!("({written})") } else { written });
        }
    }
    1 + length
}

/// What stands in the braces at the start of `text`, which hold no others.
fn argument(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('{')?;
    let end = inside.bytes().take(LONGEST).position(|byte| matches!(byte, b'{' | b'}'))?;
    inside[end..].starts_with('}').then(|| &inside[..end])
}

/// Writes out the command at the start of `text`, and tells how long it is.
fn command(text: &str, place: In, out: &mut String) -> usize {
    if let Some(length) = accent(text, out) {
        return length;
    }
    let letters = text[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 {
        return escape(text, place, out);
    }
    let end = 1 + letters;
    let (name, behind) = (&text[1..end], &text[end..]);
    let spaced = end + usize::from(behind.starts_with(' '));
    if let Ok(at) = SIGNS.binary_search_by_key(&name, |&(known, _)| known) {
        out.push_str(SIGNS[at].1);
        return spaced;
    }
    if let Ok(at) = NAMED.binary_search_by_key(&name, |&(known, _)| known) {
        out.push(NAMED[at].1);
        return end;
    }
    match (place, argument(behind)) {
        (_, Some(inside)) if is_tex_look(name) => end + look(name, inside, &behind[inside.len() + 2..], place, out),
        (_, None) if is_tex_look(name) => spaced,
        (In::Formula, _) => {
            out.push_str(name);
            end
        }
        (In::Words, _) => {
            out.push_str(&text[..end]);
            end
        }
    }
}

/// Writes out what a command of looks holds, and tells how long its arguments are: one, or, of a fraction, two.
fn look(name: &str, inside: &str, behind: &str, place: In, out: &mut String) -> usize {
    let mut write = |text: &str| match place {
        In::Words => out.push_str(&written_out(text)),
        In::Formula => math(text, out),
    };
    write(inside);
    let length = inside.len() + 2;
    match argument(behind).filter(|_| name == "frac") {
        Some(below) => {
            write("/");
            write(below);
            length + below.len() + 2
        }
        None => length,
    }
}

/// Writes out a backslash before what is no letter: before a sign that TeX itself uses it gives the sign.
fn escape(text: &str, place: In, out: &mut String) -> usize {
    let Some(sign) = text[1..].chars().next() else {
        out.push('\\');
        return 1;
    };
    match (place, sign) {
        (_, '&' | '%' | '$' | '#' | '_') | (In::Formula, '{' | '}' | '|') => out.push(sign),
        (_, ',' | ';' | ' ') | (In::Formula, ':' | '\\') => out.push(' '),
        (In::Formula, _) => {}
        (In::Words, _) => {
            out.push('\\');
            return 1;
        }
    }
    1 + sign.len_utf8()
}

/// Writes out a letter with a mark on it, `\"o`, `\"{o}`, `\v s`, and tells how long that is; `None` where none stands
/// there.
fn accent(text: &str, out: &mut String) -> Option<usize> {
    let (name, mark) = MARKS.iter().find(|(name, _)| text[1..].starts_with(name))?;
    let behind = &text[1 + name.len()..];
    let is_letter = name.starts_with(|first: char| first.is_ascii_alphabetic());
    if is_letter && !behind.starts_with(['{', ' ', '\\']) {
        return None;
    }
    let (held, length) = match argument(behind) {
        Some(inside) => (inside, inside.len() + 2),
        None => {
            let start = behind.len() - behind.trim_start_matches([' ', '\\']).len();
            let end = start + behind[start..].chars().next()?.len_utf8();
            (&behind[..end], end)
        }
    };
    // The i that loses its dot for a mark is the letter i.
    let held = held.trim_start_matches([' ', '\\']);
    let mut letters = held.chars();
    let mut marked = [letters.next()?, *mark].into_iter().nfc();
    let letter = marked.next().filter(|_| marked.next().is_none())?;
    out.push(letter);
    out.push_str(letters.as_str());
    Some(1 + name.len() + length)
}

/// Marks on letters, by the sign or letter that asks for them.
const MARKS: [(&str, char); 14] = [
    ("'", '\u{301}'),
    ("`", '\u{300}'),
    ("^", '\u{302}'),
    ("\"", '\u{308}'),
    ("~", '\u{303}'),
    ("=", '\u{304}'),
    (".", '\u{307}'),
    ("H", '\u{30b}'),
    ("c", '\u{327}'),
    ("d", '\u{323}'),
    ("k", '\u{328}'),
    ("r", '\u{30a}'),
    ("u", '\u{306}'),
    ("v", '\u{30c}'),
];

/// Commands that are signs, besides those that character references name as well.
const SIGNS: [(&str, &str); 45] = [
    ("AA", "Å"),
    ("AE", "Æ"),
    ("L", "Ł"),
    ("O", "Ø"),
    ("Pi", "Π"),
    ("Theta", "Θ"),
    ("Xi", "Ξ"),
    ("aa", "å"),
    ("ae", "æ"),
    ("approx", "≈"),
    ("ast", "*"),
    ("cdot", "·"),
    ("cdots", "…"),
    ("circ", "∘"),
    ("dots", "…"),
    ("ell", "ℓ"),
    ("equiv", "≡"),
    ("eta", "η"),
    ("forall", "∀"),
    ("ge", "≥"),
    ("geq", "≥"),
    ("in", "∈"),
    ("infty", "∞"),
    ("int", "∫"),
    ("l", "ł"),
    ("langle", "⟨"),
    ("ldots", "…"),
    ("le", "≤"),
    ("leftrightarrow", "↔"),
    ("leq", "≤"),
    ("nabla", "∇"),
    ("ne", "≠"),
    ("neq", "≠"),
    ("nu", "ν"),
    ("o", "ø"),
    ("oplus", "⊕"),
    ("otimes", "⊗"),
    ("partial", "∂"),
    ("phi", "φ"),
    ("pm", "±"),
    ("rangle", "⟩"),
    ("rho", "ρ"),
    ("rightarrow", "→"),
    ("sqrt", "√"),
    ("to", "→"),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(written_out(text), expected);
    }

    #[test]
    fn formulas_are_written_out() {
        check(r"$\alpha$-helix", "α-helix");
        check(r"$H \rightarrow \gamma\gamma$ and $4\ell$", "H →γγ and 4ℓ");
        check(r"$m_{H} = 125.09\pm0.21\,\mathrm{(stat.)}~\mathrm{GeV}$", "m_H = 125.09±0.21 (stat.) GeV");
        check(r"$O(n^2)$, $H_2O$, $$10^{-6}$$, $x_i^{n+k}$", "O(n²), H₂O, 10⁻⁶, x_i^(n+k)");
        check(r"On $k$-means in $\mathbb{R}^3$, $\frac{1}{2}$ of $\hat{x}$", "On k-means in R³, 1/2 of x");
        check(r"$\sqrt{s} \le \unknown$, $e^\pi$", "√s ≤unknown, e^π");
    }

    #[test]
    fn money_is_no_formula() {
        for text in ["From $5 to $10 a day", "$5/$10", "US$100-$200", "$100", "A $ and no more", "$$", "$5_a and $10"] {
            check(text, text);
        }
    }

    #[test]
    fn marks_join_their_letters() {
        check(
            r#"G{\"o}del, Erd\H{o}s, S{\o}rensen, \'Etude, Ho\v{r}ava, Fran\c cois, na\"{\i}ve"#,
            "Gödel, Erdős, Sørensen, Étude, Hořava, François, naïve",
        );
    }

    #[test]
    fn looks_leave_their_words() {
        check(r"The \textit{E. coli} {\em genome}", "The E. coli genome");
        check(r"\emph{A} \& B, 50\%", "A & B, 50%");
    }

    #[test]
    fn what_is_no_tex_stays() {
        for text in [r"either\or", r"C:\temp\x", r"\<R", r"it's \'quoted\'", "{a} b", "a\\", r"a\{b", r"\u x"] {
            check(text, text);
        }
    }

    #[test]
    fn tables_are_in_order() {
        assert!(SIGNS.is_sorted_by_key(|&(name, _)| name));
    }

    proptest! {
        #[test]
        fn whatever_stands_there_is_read_to_its_end(parts in prop::collection::vec(
            prop::sample::select(vec!["$", "$$", "\\", "{", "}", "_", "^", "\\frac", "\\text", "\\v", "\"", "é", "a", " ", "1"]), 0..40,
        )) {
            let text = format!("{}end", parts.concat());
            let written = written_out(&text);
            let last = written.trim_end_matches([')', '}']);
            prop_assert!(last.ends_with("nd"), "{} became {}", text, written);
        }
    }
}
