//! Commands of TeX.

use super::JOINT;

/// Commands that say how something looks: they leave nothing behind.
const LOOKS: [&str; 51] = [
    "bar",
    "bf",
    "big",
    "bigl",
    "bigr",
    "boldsymbol",
    "cal",
    "displaystyle",
    "dot",
    "em",
    "emph",
    "ensuremath",
    "frac",
    "hat",
    "hbox",
    "hfill",
    "hspace",
    "it",
    "kern",
    "left",
    "limits",
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
    "overline",
    "protect",
    "right",
    "rm",
    "sc",
    "sf",
    "sqrt",
    "text",
    "textbf",
    "textit",
    "textrm",
    "textsc",
    "textsf",
    "texttt",
    "tilde",
    "tt",
    "underline",
    "vec",
    "widehat",
];

/// Does the command of TeX with this name, given without its backslash, only say how something looks? Such are `textit`,
/// `left`, and those that stand before what they hold, such as `frac`.
///
/// ```
/// use scholargraph::text::is_tex_look;
/// assert!(is_tex_look("mathrm") && !is_tex_look("alpha"));
/// ```
#[must_use]
pub fn is_look(name: &str) -> bool {
    LOOKS.binary_search(&name).is_ok()
}

/// Commands whose arguments leave nothing behind either.
const PREAMBLE: [&str; 5] = ["begin", "documentclass", "end", "setlength", "usepackage"];

/// Commands that are letters.
const LETTERS: [&str; 12] = ["AA", "AE", "L", "O", "OE", "aa", "ae", "i", "j", "l", "o", "ss"];

/// Commands that put a mark on the letter behind them, besides those that are no letters themselves.
const MARKS: [&str; 8] = ["H", "b", "c", "d", "k", "r", "u", "v"];

/// The longest argument that is recognised, in bytes, so that a title full of `{` costs no more than its length.
const LONGEST: usize = 512;

/// Puts what the command at the start of `text` leaves behind into `out`; returns the command's length.
///
/// A command that is not known leaves its name, as symbols do: `\alpha` is searched by `alpha`.
pub(super) fn command(text: &str, out: &mut String) -> usize {
    let letters = text[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 {
        return sign(&text[1..], out);
    }
    let name = &text[1..=letters];
    let end = 1 + letters;
    if LETTERS.contains(&name) {
        out.push_str(name);
        return end + usize::from(text[end..].starts_with(' '));
    }
    if MARKS.contains(&name) {
        return end + usize::from(text[end..].starts_with(' '));
    }
    out.push(JOINT);
    if PREAMBLE.contains(&name) {
        return end + arguments(&text[end..]);
    }
    if !is_look(name) {
        out.push_str(name);
        out.push(JOINT);
    }
    end
}

/// A command that is a sign: a mark on the letter behind it, or a space, or the end of something.
fn sign(text: &str, out: &mut String) -> usize {
    let Some(sign) = text.chars().next() else { return 1 };
    if !matches!(sign, '\'' | '"' | '`' | '^' | '~' | '=' | '.') {
        out.push(' ');
    }
    1 + sign.len_utf8()
}

/// The length of the `[…]` and `{…}` at the start of `text`.
fn arguments(text: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = &text[length..];
        let close = match rest.bytes().next() {
            Some(b'[') => b']',
            Some(b'{') => b'}',
            _ => return length,
        };
        match rest.bytes().take(LONGEST).position(|byte| byte == close) {
            Some(end) => length += end + 1,
            None => return length,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_are_in_order() {
        assert!(LOOKS.is_sorted());
    }
}
