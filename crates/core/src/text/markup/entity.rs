//! Character references of HTML: `&amp;`, `&#233;`, `&eacute;`.

use std::borrow::Cow;

/// The longest reference that is looked for, in bytes between `&` and `;`.
const LONGEST: usize = 12;

/// `text` with its character references replaced by what they stand for.
///
/// An accented letter becomes the bare one, and a symbol its name (`&beta;` becomes `beta`): that is what
/// they are searched by. What is no reference stays as it is.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split('&');
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        match reference(piece) {
            Some((meaning, rest)) => {
                out.push_str(&meaning);
                out.push_str(rest);
            }
            None => {
                out.push('&');
                out.push_str(piece);
            }
        }
    }
    Cow::Owned(out)
}

/// What a reference that starts behind the `&` stands for, and what comes after it.
fn reference(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let end = text.bytes().take(LONGEST + 1).position(|byte| byte == b';')?;
    let (name, rest) = (&text[..end], &text[end + 1..]);
    let meaning = match name.strip_prefix('#') {
        Some(number) => Cow::Owned(character(number)?.to_string()),
        None => Cow::Borrowed(named(name)?),
    };
    Some((meaning, rest))
}

fn character(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    code.ok().filter(|&code| code >= u32::from(' ')).and_then(char::from_u32)
}

fn named(name: &str) -> Option<&str> {
    const MARKS: [&str; 9] = ["acute", "grave", "uml", "circ", "tilde", "cedil", "ring", "slash", "caron"];
    // Upper-case names of more than one letter are not entities but words: `AT&T;`.
    let is_name = name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match name {
        "amp" | "AMP" => Some("&"),
        "lt" => Some("<"),
        "gt" => Some(">"),
        "quot" => Some("\""),
        "apos" | "rsquo" | "lsquo" => Some("'"),
        "ndash" | "mdash" | "hyphen" | "dash" => Some("-"),
        "nbsp" | "ensp" | "emsp" | "thinsp" | "ldquo" | "rdquo" | "hellip" => Some(" "),
        "shy" | "zwj" | "zwnj" => Some(""),
        "szlig" => Some("ss"),
        "aelig" | "AElig" | "oelig" | "OElig" => Some(&name[..2]),
        _ if name.get(1..).is_some_and(|mark| MARKS.contains(&mark)) => Some(&name[..1]),
        _ => is_name.then_some(name),
    }
}
