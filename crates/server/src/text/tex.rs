//! TeX as it stands in titles: commands become the signs that they name.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::{NAMED, SUBSCRIPT, SUPERSCRIPT};

/// The longest formula or argument that is recognised, in bytes, so that a title full of `$` or `{` costs no more than
/// its length.
const LONGEST: usize = 512;

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
            b'\\' => Some(command(rest, &mut out)),
            // Braces hold letters together: {\"o}.
            _ => argument(rest).filter(|inside| inside.contains('\\')).map(|inside| {
                out.push_str(&written_out(inside));
                inside.len() + 2
            }),
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

/// Writes out the formula that begins with a dollar, and tells how long it is; `None` where it is none.
fn formula(text: &str, out: &mut String) -> Option<usize> {
    let fence = if text.starts_with("$$") { "$$" } else { "$" };
    let inside = &text[fence.len()..];
    let end = inside.bytes().take(LONGEST).position(|byte| byte == b'$')?;
    let inside = &inside[..end];
    let is_formula = inside.contains(['\\', '_', '^']) || (!inside.is_empty() && !inside.contains(char::is_whitespace));
    let is_closed = text[fence.len() + end..].starts_with(fence);
    (is_formula && is_closed).then(|| {
        math(inside, out);
        end + 2 * fence.len()
    })
}

/// Writes out the inside of a formula.
fn math(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '\\' => command(rest, out),
            '_' => script(rest, out, SUBSCRIPT),
            '^' => script(rest, out, SUPERSCRIPT),
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

/// Writes out what is raised or lowered: as such letters where all of it has them.
fn script(text: &str, out: &mut String, letters: [(char, char); 15]) -> usize {
    let inside = &text[1..];
    let (what, length) = match argument(inside) {
        Some(what) => (what, what.len() + 2),
        None if inside.starts_with('\\') => return 1,
        None => {
            let length = inside.chars().next().map_or(0, char::len_utf8);
            (&inside[..length], length)
        }
    };
    let shift = |letter: char| letters.iter().find(|(plain, _)| *plain == letter).map(|&(_, shifted)| shifted);
    match what.chars().map(shift).collect::<Option<String>>() {
        Some(shifted) => out.push_str(&shifted),
        None => math(what, out),
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
fn command(text: &str, out: &mut String) -> usize {
    let letters = text[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
    let name = &text[1..=letters];
    let end = 1 + letters;
    if let Some(mark) = mark(text, name) {
        return accent(text, if name.is_empty() { 2 } else { end }, mark, out);
    }
    if letters == 0 {
        return sign(text, out);
    }
    let behind = end + usize::from(text[end..].starts_with(' '));
    if let Ok(at) = SIGNS.binary_search_by_key(&name, |&(known, _)| known) {
        out.push_str(SIGNS[at].1);
        return behind;
    }
    if let Ok(at) = NAMED.binary_search_by_key(&name, |&(known, _)| known) {
        out.push(NAMED[at].1);
        return end;
    }
    if LOOKS.binary_search(&name).is_err() {
        out.push_str(name);
        return end;
    }
    // What a command of looks holds is left without its braces.
    match argument(&text[end..]) {
        Some(inside) => {
            out.push_str(&written_out(inside));
            end + inside.len() + 2
        }
        None => behind,
    }
}

/// A command that is no letter: a space, or the sign itself.
fn sign(text: &str, out: &mut String) -> usize {
    let Some(sign) = text[1..].chars().next() else {
        out.push('\\');
        return 1;
    };
    match sign {
        ',' | ';' | ':' | ' ' => out.push(' '),
        '!' | '(' | ')' | '[' | ']' => {}
        _ => out.push(sign),
    }
    1 + sign.len_utf8()
}

/// The combining character of a command that puts a mark on a letter.
fn mark(text: &str, name: &str) -> Option<char> {
    let sign = text[1..].chars().next()?;
    let name = if name.is_empty() { &text[1..1 + sign.len_utf8()] } else { name };
    let is_followed = !name.starts_with(|letter: char| letter.is_ascii_alphabetic())
        || text[1 + name.len()..].starts_with(['{', ' ', '\\']);
    let at = MARKS.iter().position(|&(known, _)| known == name).filter(|_| is_followed)?;
    Some(MARKS[at].1)
}

/// Writes out a letter with a mark on it: `\"o`, `\"{o}`, `\v s`.
fn accent(text: &str, end: usize, mark: char, out: &mut String) -> usize {
    let rest = &text[end..];
    let (letter, length) = match argument(rest) {
        Some(inside) => (inside.trim_start_matches('\\'), inside.len() + 2),
        None => {
            let skipped = rest.len() - rest.trim_start_matches([' ', '\\']).len();
            let letter = rest[skipped..].chars().next().map_or(0, char::len_utf8);
            (&rest[skipped..skipped + letter], skipped + letter)
        }
    };
    let mut letters = letter.chars();
    if let Some(first) = letters.next() {
        out.extend([first, mark].into_iter().nfc());
        out.extend(letters);
    }
    end + length
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

/// Commands that say how something looks.
const LOOKS: [&str; 38] = [
    "bf",
    "big",
    "bigl",
    "bigr",
    "boldsymbol",
    "cal",
    "displaystyle",
    "em",
    "emph",
    "ensuremath",
    "hbox",
    "it",
    "left",
    "mathbb",
    "mathbf",
    "mathcal",
    "mathfrak",
    "mathit",
    "mathrm",
    "mathscr",
    "mathsf",
    "mathtt",
    "mbox",
    "operatorname",
    "protect",
    "right",
    "rm",
    "sc",
    "sf",
    "text",
    "textbf",
    "textit",
    "textrm",
    "textsc",
    "textsf",
    "texttt",
    "tt",
    "underline",
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
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(written_out(text), expected);
    }

    #[test]
    fn formulas_are_written_out() {
        check(r"$\alpha$-helix", "α-helix");
        check(r"$H \rightarrow \gamma\gamma$ and $4\ell$", "H →γγ and 4ℓ");
        check(r"$m_{H} = 125.09\pm0.21\,\mathrm{(stat.)}~\mathrm{GeV}$", "mH = 125.09±0.21 (stat.) GeV");
        check(r"$O(n^2)$, $H_2O$, $$10^{-6}$$, $x_i^{n+k}$", "O(n²), H₂O, 10⁻⁶, xin+k");
        check(r"On $k$-means in $\mathbb{R}^3$", "On k-means in R³");
        check(r"$\sqrt{s} \le \unknown$", "√s ≤unknown");
    }

    #[test]
    fn money_is_no_formula() {
        check("From $5 to $10 a day", "From $5 to $10 a day");
        check("$100", "$100");
        check("A $ and no more", "A $ and no more");
        check("$$", "$$");
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
    fn what_ends_too_soon_stays() {
        for text in ["\\", "$\\", "{", "\\\"", "\\v", "$_", "$x^", "$a^{b"] {
            let _ = written_out(text);
        }
        check("{a} b", "{a} b");
        check("a\\", "a\\");
    }

    #[test]
    fn tables_are_in_order() {
        assert!(LOOKS.is_sorted());
        assert!(SIGNS.is_sorted_by_key(|&(name, _)| name));
    }
}
